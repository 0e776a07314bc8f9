/* domain/message/template.c */
#include "domain/message/template.h"

#include "domain/message/sms_text.h"

#include "base/out.h"
#include "base/utf8.h"

#include <string.h>

/* S() is not a constant expression. */
#define LITERAL(lit) \
	{ \
		"" lit, sizeof(lit) - 1 \
	}

enum place {
#define PLACEHOLDER(NAME, name, example) AT_##NAME,
#include "domain/message/template.def"
	PLACES
};
enum {
#define PLACEHOLDER(NAME, name, example) NAME = 1 << AT_##NAME,
#include "domain/message/template.def"
};

static const struct message_value examples[] = {
#define PLACEHOLDER(NAME, name, example) { name, LITERAL(example) },
#include "domain/message/template.def"
};

static const struct template_kind kinds[] = {
#define KIND(kind, knows, needs) { LITERAL(kind), knows, needs },
#include "domain/message/template.def"
};

static const struct message_template firsts[] = {
#define SMS(kind, lang, text) \
	{ LITERAL(kind), LITERAL("SMS"), LITERAL(lang), 0, LITERAL(""), LITERAL(text), { 0 }, { 0 } },
#define EMAIL(kind, lang, subject, text) \
	{ LITERAL(kind), LITERAL("EMAIL"), LITERAL(lang), 0, LITERAL(subject), LITERAL(text), { 0 }, { 0 } },
#include "domain/message/template.def"
};

const struct template_kind *template_kinds(size_t *ret_n)
{
	*ret_n = sizeof kinds / sizeof kinds[0];
	return kinds;
}

const struct template_kind *template_kind(str kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq(kinds[i].kind, kind))
			return &kinds[i];
	return NULL;
}

const struct message_value *template_examples(size_t *ret_n)
{
	*ret_n = PLACES;
	return examples;
}

const struct message_template *template_first(str kind, str channel, str language)
{
	for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
		const struct message_template *t = &firsts[i];
		if (str_eq(t->kind, kind) && str_eq(t->channel, channel) && str_eq(t->language, language))
			return t;
	}
	return NULL;
}

/* ---- reading a text ---- */

/* The text up to the next placeholder, then its name; false at the end, with the rest in *ret_before. A brace
 * that isn't closed makes a name that no placeholder has: itself and all that follows. */
static bool next(str *s, str *ret_before, str *ret_name)
{
	const char *open = s->n > 0 ? memchr(s->p, '{', s->n) : NULL, *close;

	if (open == NULL) {
		*ret_before = *s;
		*s = (str){ 0 };
		return false;
	}
	*ret_before = (str){ s->p, (size_t)(open - s->p) };
	s->n -= ret_before->n + 1;
	s->p = open + 1;
	close = memchr(s->p, '}', s->n);
	if (close == NULL) {
		*ret_name = (str){ open, s->n + 1 };
		*s = (str){ 0 };
		return true;
	}
	*ret_name = (str){ s->p, (size_t)(close - s->p) };
	s->p += ret_name->n + 1;
	s->n -= ret_name->n + 1;
	return true;
}

static str named(const struct message_value *v) { return str_of(v->name); }

/* PLACES when there is none of this name. */
static size_t place_of(str name)
{
	size_t i = 0;

	while (i < PLACES && !str_eq(named(&examples[i]), name))
		i++;
	return i;
}

/* Adds to *used the placeholders of a text. */
static rc places(const struct template_kind *k, str text, unsigned *used, str *ret_name)
{
	str before, name;
	bool more;

	do {
		more = next(&text, &before, &name);
		*ret_name = S("}");
		CHECK(before.n == 0 || memchr(before.p, '}', before.n) == NULL, MESSAGE_PLACEHOLDER);
		if (!more)
			break;
		size_t at = place_of(name);
		*ret_name = name;
		CHECK(at < PLACES && (k->knows & 1U << at) != 0, MESSAGE_PLACEHOLDER);
		*used |= 1U << at;
	} while (more);
	return OK;
}

static bool is_control(char c) { return (unsigned char)c < ' ' || c == 0x7F; }

/* UTF-8 without control characters; a body has lines. */
static rc plain(str text, bool lines)
{
	uint32_t c;

	for (size_t i = 0; i < text.n; i++)
		CHECK(!is_control(text.p[i]) || (lines && text.p[i] == '\n'), MESSAGE_TEXT);
	while (utf8_next(&text, &c))
		;
	CHECK(text.n == 0, UTF8);
	return OK;
}

rc template_fits(str channel, str body)
{
	struct sms_size size;

	if (str_eq(channel, S("SMS")))
		CHECK(sms_measure(body, &size), MESSAGE_LONG);
	return OK;
}

rc template_check(const struct template_kind *k, const struct message_template *t, str *ret_name)
{
	unsigned used = 0;
	bool mail = str_eq(t->channel, S("EMAIL"));

	*ret_name = S("");
	CHECK(t->body.n > 0 && (t->subject.n > 0) == mail, MESSAGE_TEXT);
	CHECK(t->subject.n <= TEMPLATE_SUBJECT_MAX && t->body.n <= TEMPLATE_BODY_MAX, MESSAGE_LONG);
	TRY(plain(t->subject, false));
	TRY(plain(t->body, true));
	/* what is needed stands in the body: some people see subjects only in part */
	TRY(places(k, t->body, &used, ret_name));
	for (size_t i = 0; i < PLACES; i++) {
		*ret_name = named(&examples[i]);
		CHECK((k->needs & ~used & 1U << i) == 0, MESSAGE_LACKS);
	}
	return places(k, t->subject, &used, ret_name);
}

/* ---- filling it ---- */

/* Any letter of U+0600 to U+06FF. */
static bool has_arabic(str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.p[i] & 0xFC) == 0xD8)
			return true;
	return false;
}

/* 4821-9037-512, 118 204 557: behind an Arabic letter the last group would be read first. */
static bool in_groups(str value)
{
	bool parted = false;

	for (size_t i = 0; i < value.n; i++) {
		bool digit = '0' <= value.p[i] && value.p[i] <= '9';
		if (!digit && (i == 0 || (value.p[i] != '-' && value.p[i] != ' ')))
			return false;
		parted = parted || !digit;
	}
	return parted;
}

static void put_value(struct out *o, str name, const struct message_value *values, size_t n, bool arabic)
{
	size_t at = 0;

	while (at < n && !str_eq(named(&values[at]), name))
		at++;
	must(at < n);
	if (arabic && in_groups(values[at].text))
		out_lit(o, "\u200E");
	for (size_t i = 0; i < values[at].text.n; i++) {
		char c = values[at].text.p[i];
		out_char(o, is_control(c) ? ' ' : c);
	}
}

str template_fill(struct arena *a, str text, const struct message_value *values, size_t n)
{
	bool arabic = has_arabic(text);
	struct out o;
	str before, name;

	out_init(&o, a, text.n + 256);
	while (next(&text, &before, &name)) {
		out_str(&o, before);
		put_value(&o, name, values, n, arabic);
	}
	out_str(&o, before);
	return out_view(&o);
}
