#include "base/out.h"
#include "base/utf8.h"
#include "port/mail/mail_text.h"
#include "testing/t.h"

#define SENDER S("fonds@exemple.ma")
/* A message written out with its line ends. */
#define HEAD(subject) \
	"From: fonds@exemple.ma\r\nTo: qui@exemple.dz\r\nSubject:" subject \
	"\r\nDate: Tue, 24 Nov 2026 08:30:00 +0000\r\nMessage-ID: <7@exemple.ma>\r\nMIME-Version: 1.0\r\n" \
	"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
#define TAIL "\r\nAuto-Submitted: auto-generated\r\n\r\n"

static struct mail example(str subject, str text)
{
	struct mail m = { .id = 7, .to = S("qui@exemple.dz"), .subject = subject, .text = text };

	must(rc_ok(instant_parse(S("2026-11-24T08:30:00Z"), &m.at)));
	return m;
}

static str composed(struct arena *a, str subject, str text)
{
	struct mail m = example(subject, text);
	str s;

	must(rc_ok(mail_compose(a, SENDER, &m, &s)));
	return s;
}

T(mail_text_of_a_message)
{
	t_str(composed(a, S("Bonjour"), S("Ligne\n.\nFin")),
	      HEAD(" Bonjour") "quoted-printable" TAIL "Ligne\r\n.\r\nFin\r\n");
	t_str(composed(a, S(""), S("")), HEAD("") "quoted-printable" TAIL);
	t_str(composed(a, S("Reçu"), S("à 5 % = \nx")),
	      HEAD(" =?UTF-8?B?UmXDp3U=?=") "quoted-printable" TAIL "=C3=A0 5 % =3D=20\r\nx\r\n");
	t_str(composed(a, S("تم"), S("تم القبول")),
	      HEAD(" =?UTF-8?B?2KrZhQ==?=") "base64" TAIL "2KrZhSDYp9mE2YLYqNmI2YQNCg==\r\n");
}

T(mail_text_dates)
{
	struct mail m = example(S("s"), S("t"));
	str s;

	m.at = (instant){ -1 };
	t_need(mail_compose(a, SENDER, &m, &s));
	t_ok(strstr(str_c(a, s), "\r\nDate: Wed, 31 Dec 1969 23:59:59 +0000\r\n") != NULL);
	t_need(instant_parse(S("2000-02-29T00:00:01Z"), &m.at));
	t_need(mail_compose(a, SENDER, &m, &s));
	t_ok(strstr(str_c(a, s), "\r\nDate: Tue, 29 Feb 2000 00:00:01 +0000\r\n") != NULL);
}

T(mail_text_addresses)
{
	static const char *const good[] = { "a@b", "a.b+c@d-e.f0", "o'neil/x=y@exemple.ma", "-@a.b" };
	static const char *const bad[] = {
		"",	  "@",	   "a@",    "@b",      "a",	  "a@b@c",	   "a b@c",
		"a@b c",  ".a@b",  "a.@b",  "a..b@c",  "a@.b",	  "a@b.",	   "a@b..c",
		"a@-b",	  "a@b-",  "a@b_c", "<a@b>",   "\"a\"@b", "a@[127.0.0.1]", "a@b\r\nBcc: c@d",
		"a\n@b",  "a@b\n", "\ta@b", "a@b,c@d", "a(c)@b",  "é@b",	   "a@é",
		"a\x7F@b"
	};
	char longest[300];

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		t_need(mail_address_check(str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(mail_address_check(str_of(bad[i])), MAIL_ADDRESS);
	t_rc(mail_address_check((str){ "a\0b@c", 5 }), MAIL_ADDRESS);
	memset(longest, 'a', sizeof longest);
	for (size_t i = 64; i < sizeof longest; i += 50)
		longest[i] = i == 64 ? '@' : '.';
	t_need(mail_address_check((str){ longest, MAIL_ADDRESS_MAX }));
	t_rc(mail_address_check((str){ longest, MAIL_ADDRESS_MAX + 1 }), MAIL_ADDRESS);
	t_rc(mail_address_check((str){ longest + 1, 63 }), MAIL_ADDRESS);
	memset(longest, 'a', 65), longest[65] = '@';
	t_rc(mail_address_check((str){ longest, 70 }), MAIL_ADDRESS);
}

/* No field can be made by what stands in another one. */
T(mail_text_injection)
{
	struct mail m = example(S("Avis\r\nBcc: tous@exemple.ma\r\n\r\nTexte"), S("t"));
	str s;

	t_need(mail_compose(a, SENDER, &m, &s));
	t_ok(strstr(str_c(a, s), "\r\nSubject: Avis  Bcc: tous@exemple.ma    Texte\r\n") != NULL);
	m.to = S("qui@exemple.dz\r\nBcc: tous@exemple.ma");
	t_rc(mail_compose(a, SENDER, &m, &s), MAIL_ADDRESS);
	m.to = S("qui@exemple.dz");
	t_rc(mail_compose(a, S("fonds@exemple.ma\nX: y"), &m, &s), MAIL_ADDRESS);
}

/* What a reader does, written from the RFCs and not from mail_text.c. */
static int value64(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

static void decode64(struct out *o, str s)
{
	uint32_t bits = 0;
	int n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int v = value64(s.p[i]);
		if (v < 0)
			continue;
		bits = bits << 6 | (uint32_t)v, n += 6;
		if (n >= 8)
			n -= 8, out_char(o, (char)(bits >> n & 0xFF));
	}
}

static int hex(char c) { return c <= '9' ? c - '0' : c - 'A' + 10; }

static void decode_quoted(struct out *o, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '=') {
			out_char(o, s.p[i]);
		} else {
			if (s.p[i + 1] != '\r')
				out_char(o, (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2])));
			i += 2;
		}
	}
}

/* A value unfolded, with its encoded words decoded; blanks between two of them are none. */
static str decode_subject(struct arena *a, str s)
{
	const char *p = str_c(a, s), *end;
	struct out o;

	out_init(&o, a, 64);
	if (strstr(p, "=?UTF-8?B?") == NULL)
		return s.n > 0 ? (str){ s.p + 1, s.n - 1 } : s;
	for (; (p = strstr(p, "=?UTF-8?B?")) != NULL; p = end) {
		size_t before = o.n;
		p += 10;
		end = strstr(p, "?=");
		t_ok(end != NULL && end - p + 12 <= 75);
		decode64(&o, (str){ p, (size_t)(end - p) });
		t_ok(utf8_valid((str){ o.p + before, o.n - before }));
	}
	return out_view(&o);
}

/* The value of a field, up to where a line begins with something else than a blank. */
static str field(struct arena *a, str message, const char *name)
{
	const char *p = str_c(a, message), *end;

	p = strstr(p, name);
	must(p != NULL);
	p += strlen(name);
	for (end = p; strncmp(end, "\r\n", 2) != 0 || end[2] == ' '; end++)
		;
	return (str){ p, (size_t)(end - p) };
}

static str decode_body(struct arena *a, str message)
{
	const char *body = strstr(str_c(a, message), "\r\n\r\n") + 4;
	str s = str_of(body);
	struct out o;

	out_init(&o, a, 64);
	if (str_eq(field(a, message, "\r\nContent-Transfer-Encoding: "), S("base64")))
		decode64(&o, s);
	else
		decode_quoted(&o, s);
	return out_view(&o);
}

/* ASCII, CR LF only together, lines of at most 76 that don't end in a blank. */
static void check_lines(str s)
{
	size_t width = 0;

	for (size_t i = 0; i < s.n; i++) {
		t_ok((' ' <= s.p[i] && s.p[i] <= '~') || strchr("\t\r\n", s.p[i]) != NULL);
		t_ok((s.p[i] == '\n') == (i > 0 && s.p[i - 1] == '\r'));
		if (s.p[i] == '\n') {
			t_ok(width <= 76 + 1 && (width == 1 || strchr(" \t", s.p[i - 2]) == NULL));
			width = 0;
		} else {
			width++;
		}
	}
	t_int((int64_t)width, 0);
}

/* Characters of one kind more often than of others, so that both ways of writing a body are taken. */
static str random_text(struct arena *a, size_t max, bool lines)
{
	static const uint32_t from[] = { ' ', '0', 0x600, 0xE0, 0x1F600, '.' },
			      to[] = { '@', 'z', 0x6FF, 0xFF, 0x1F64F, '=' };
	int64_t n = t_between(0, (int64_t)max), kind = t_between(0, 5);
	struct out o;
	char c[UTF8_MAX];

	out_init(&o, a, 64);
	for (int64_t i = 0; i < n; i++) {
		int64_t k = t_between(0, 15) > 0 ? kind : t_between(0, 5);
		if (lines && t_between(0, 30) == 0)
			out_char(&o, '\n');
		out_mem(&o, c, utf8_put(c, (uint32_t)t_between(from[k], to[k])));
	}
	if (lines && o.n > 0)
		out_char(&o, '\n');
	return out_view(&o);
}

static str with_crlf(struct arena *a, str s)
{
	struct out o;

	out_init(&o, a, 64);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			out_char(&o, '\r');
		out_char(&o, s.p[i]);
	}
	return out_view(&o);
}

T(mail_text_round_trip)
{
	int64_t base64 = 0;

	t_seeds (1500) {
		str subject = random_text(a, 120, false), text = random_text(a, 300, true);
		str s = composed(a, subject, text);
		check_lines(s);
		t_ok(str_eq(decode_subject(a, field(a, s, "\r\nSubject:")), subject));
		t_ok(str_eq(decode_body(a, s), with_crlf(a, text)));
		base64 += str_eq(field(a, s, "\r\nContent-Transfer-Encoding: "), S("base64"));
	}
	t_ok(getenv("T_SEED") != NULL || (base64 > 200 && base64 < 1300));
}

/* Any bytes at all: still a message of the same fields, each once. */
T(mail_text_of_anything)
{
	t_seeds (1500) {
		char bytes[200];
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] =
			    (char)(t_between(0, 3) == 0 ? "\r\n\t=?:. "[t_between(0, 7)] : t_between(0, 255));
		str anything = { bytes, (size_t)t_between(0, sizeof bytes) };
		str s = composed(a, anything, anything);
		check_lines(s);
		int fields = 0;
		for (const char *p = str_c(a, s); strncmp(p, "\r\n", 2) != 0; p = strstr(p, "\r\n") + 2)
			fields += *p != ' ';
		t_int(fields, 9);
		t_ok(utf8_valid(decode_body(a, s)));
	}
}
