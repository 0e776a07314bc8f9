/* port/mail/mail_text.c - composing e-mail. */
#include "port/mail/mail_text.h"

#include "base/out.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <sodium.h>

enum {
	LOCAL_MAX = 64, /* RFC 5321, 4.5.3.1 */
	DOMAIN_MAX = 253,
	LABEL_MAX = 63,
	BASE64_LINE = MAIL_LINE_MAX / 4 * 3, /* bytes in a line of base64 */
	WORD_FIRST = 39, /* bytes in an encoded-word behind "Subject: ": 9 + 12 + 52 <= 76 */
	WORD_NEXT =
	    45, /* in the following lines: 1 + 12 + 60 <= 76, and a word has at most 75 (RFC 2047, 2) */
	BASE64 = sodium_base64_VARIANT_ORIGINAL
};

#define NOT_A_CHARACTER UINT32_C(0xFFFD)

static bool letter_or_digit(char c)
{
	return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
}

/* RFC 5322, 3.2.3: atext. */
static bool atom_byte(char c)
{
	return letter_or_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool is_local_part(str s)
{
	if (s.n < 1 || s.n > LOCAL_MAX || s.p[0] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '.' ? s.p[i + 1] == '.' : !atom_byte(s.p[i]))
			return false;
	return true;
}

static bool is_label(str s)
{
	if (s.n < 1 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!letter_or_digit(s.p[i]) && s.p[i] != '-')
			return false;
	return true;
}

static bool is_domain(str s)
{
	size_t from = 0;

	if (s.n > DOMAIN_MAX)
		return false;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '.')
			continue;
		if (!is_label((str){ s.p + from, i - from }))
			return false;
		from = i + 1;
	}
	return true;
}

/* Where the only @ of a well-formed address stands; s.n without one. */
static size_t at_sign(str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] != '@')
		i++;
	return i;
}

rc mail_address_check(str address)
{
	size_t at = at_sign(address);

	CHECK(address.n <= MAIL_ADDRESS_MAX && at < address.n, MAIL_ADDRESS);
	CHECK(is_local_part((str){ address.p, at }), MAIL_ADDRESS);
	CHECK(is_domain((str){ address.p + at + 1, address.n - at - 1 }), MAIL_ADDRESS);
	return OK;
}

/* Takes one character off the front; a byte that begins none is U+FFFD. False at the end. */
static bool next_character(str *s, uint32_t *ret)
{
	if (s->n == 0)
		return false;
	if (!utf8_next(s, ret)) {
		*ret = NOT_A_CHARACTER;
		*s = (str){ s->p + 1, s->n - 1 };
	}
	return true;
}

static void put_character(struct out *o, uint32_t c)
{
	char bytes[UTF8_MAX];

	out_mem(o, bytes, utf8_put(bytes, c));
}

/* What may not stand in a line: control characters (Unicode's category Cc) and the two separators of lines.
 */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (0x7F <= c && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

static str one_line(struct arena *a, str s)
{
	struct out o;
	uint32_t c;

	out_init(&o, a, s.n + 16);
	while (next_character(&s, &c))
		put_character(&o, is_control(c) ? ' ' : c);
	return out_view(&o);
}

/* Every line ends with CR LF, and neither stands anywhere else (RFC 2046, 4.1.1). */
static str canonical(struct arena *a, str s)
{
	struct out o;
	uint32_t c = '\n';

	out_init(&o, a, s.n + s.n / 16 + 16);
	while (next_character(&s, &c)) {
		if (c == '\r')
			str_skip(&s, S("\n"));
		if (c == '\r' || c == '\n')
			out_lit(&o, "\r\n");
		else
			put_character(&o, c);
	}
	if (c != '\r' && c != '\n')
		out_lit(&o, "\r\n");
	return out_view(&o);
}

static void put_base64(struct out *o, str s)
{
	size_t room = sodium_base64_ENCODED_LEN(s.n, BASE64);

	out_room(o, room);
	sodium_bin2base64(o->p + o->n, room, (const unsigned char *)s.p, s.n, BASE64);
	o->n += room - 1;
}

static void base64_lines(struct out *o, str s)
{
	for (size_t i = 0; i < s.n; i += BASE64_LINE) {
		put_base64(o, (str){ s.p + i, s.n - i < BASE64_LINE ? s.n - i : BASE64_LINE });
		out_lit(o, "\r\n");
	}
}

static size_t base64_lines_size(size_t n)
{
	return (n + 2) / 3 * 4 + (n + BASE64_LINE - 1) / BASE64_LINE * 2;
}

/* RFC 2045, 6.7. `s` is canonical: where a CR stands, a line ends. */
static void quoted_printable(struct out *o, str s)
{
	size_t width = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '\r') {
			out_lit(o, "\r\n");
			width = 0, i++;
			continue;
		}
		/* A blank at the end of a line would be lost on the way; a line never ends s without CR LF.
		 */
		bool plain = c == ' ' || c == '\t' ? s.p[i + 1] != '\r' : '!' <= c && c <= '~' && c != '=';
		if (width + (plain ? 1 : 3) > MAIL_LINE_MAX - 1) {
			out_lit(o, "=\r\n");
			width = 0;
		}
		if (plain)
			out_char(o, (char)c);
		else
			out_printf(o, "=%02X", c);
		width += plain ? 1 : 3;
	}
}

/* True when the subject can stand as it is: printable ASCII that fits in the line, and nothing in it that a
 * reader would take for an encoded word or for blanks around the field. */
static bool stands_as_it_is(str s)
{
	if (s.n == 0)
		return true;
	if (s.n > MAIL_LINE_MAX - (sizeof "Subject: " - 1) || s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~' || (s.p[i] == '=' && i + 1 < s.n && s.p[i + 1] == '?'))
			return false;
	return true;
}

/* Bytes of as many whole characters as fit in `max` (an encoded word may not end within one). */
static size_t whole_characters(str s, size_t max)
{
	str rest = s;
	size_t n = 0;
	uint32_t c;

	while (utf8_next(&rest, &c) && s.n - rest.n <= max)
		n = s.n - rest.n;
	return n;
}

static void put_subject(struct out *o, str s)
{
	size_t max = WORD_FIRST;

	out_lit(o, "Subject:");
	if (stands_as_it_is(s)) {
		if (s.n > 0)
			out_char(o, ' ');
		out_str(o, s);
		out_lit(o, "\r\n");
		return;
	}
	while (s.n > 0) {
		size_t n = whole_characters(s, max);
		out_lit(o, " =?UTF-8?B?");
		put_base64(o, (str){ s.p, n });
		out_lit(o, "?=\r\n");
		s = (str){ s.p + n, s.n - n };
		max = WORD_NEXT;
	}
}

/* RFC 5322, 3.3, in UTC. */
static void put_date(struct out *o, instant at)
{
	static const char weekdays[] = "ThuFriSatSunMonTueWed"; /* 1970-01-01 was a Thursday */
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const int64_t day_us = INT64_C(86400000000);
	int64_t days = (at.us >= 0 ? at.us : at.us - day_us + 1) / day_us;
	int64_t s = (at.us - days * day_us) / 1000000;
	int year, month, day;

	date_split((date){ (int32_t)days }, &year, &month, &day);
	out_printf(o, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d +0000\r\n",
		   weekdays + 3 * ((days % 7 + 7) % 7), day, months + (size_t)3 * (size_t)(month - 1), year,
		   (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

/* A long address gets a line of its own. */
static void put_address(struct out *o, str name, str address)
{
	out_str(o, name);
	out_lit(o, ":");
	if (name.n + 2 + address.n > MAIL_LINE_MAX)
		out_lit(o, "\r\n");
	out_char(o, ' ');
	out_str(o, address);
	out_lit(o, "\r\n");
}

static void put_body(struct out *o, struct arena *a, str text)
{
	str body = canonical(a, text);
	struct out quoted;

	out_init(&quoted, a, body.n + body.n / 4 + 16);
	quoted_printable(&quoted, body);
	bool readable = quoted.n <= base64_lines_size(body.n);
	out_lit(
	    o, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ");
	out_str(o, readable ? S("quoted-printable") : S("base64"));
	out_lit(o, "\r\nAuto-Submitted: auto-generated\r\n\r\n"); /* RFC 3834: nobody's absence answers it */
	if (readable)
		out_str(o, out_view(&quoted));
	else
		base64_lines(o, body);
}

rc mail_compose(struct arena *a, str sender, const struct mail *m, str *ret)
{
	struct out o;

	TRY(mail_address_check(sender));
	TRY(mail_address_check(m->to));
	out_init(&o, a, m->text.n + m->text.n / 2 + 1024);
	put_address(&o, S("From"), sender);
	put_address(&o, S("To"), m->to);
	put_subject(&o, one_line(a, m->subject));
	put_date(&o, m->at);
	str domain = { sender.p + at_sign(sender), sender.n - at_sign(sender) };
	put_address(&o, S("Message-ID"), str_printf(a, "<%" PRId64 "%.*s>", m->id, STR_ARG(domain)));
	put_body(&o, a, m->text);
	*ret = out_view(&o);
	return OK;
}
