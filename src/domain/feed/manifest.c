/* domain/feed/manifest.c */
#include "domain/feed/manifest.h"

#include "base/json.h"

static int hex(char c)
{
	if ('0' <= c && c <= '9')
		return c - '0';
	if ('a' <= c && c <= 'f')
		return c - 'a' + 10;
	return 'A' <= c && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool digest_of(str s, unsigned char to[static SHA256_BYTES])
{
	if (s.n != 2 * SHA256_BYTES)
		return false;
	for (size_t i = 0; i < SHA256_BYTES; i++) {
		int hi = hex(s.p[2 * i]), lo = hex(s.p[2 * i + 1]);
		if (hi < 0 || lo < 0)
			return false;
		to[i] = (unsigned char)(hi << 4 | lo);
	}
	return true;
}

static bool word(str s, size_t max) /* codes: letters, digits, - and _ */
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!(('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z') ||
		      c == '-' || c == '_'))
			return false;
	}
	return 0 < s.n && s.n <= max;
}

static bool totals_of(struct arena *a, const struct json *o, struct manifest *m)
{
	const struct json *t = json_get(o, S("control_totals"));
	const struct json *by = t != NULL ? json_get(t, S("rows_by_income_class")) : NULL;

	if (by == NULL || by->type != JSON_OBJECT)
		return false;
	m->totals = arena_array(a, struct manifest_total, by->n + 1);
	m->totals_n = by->n;
	for (size_t i = 0; i < by->n; i++) {
		if (by->v[i].type != JSON_INT || by->v[i].i < 0)
			return false;
		m->totals[i] = (struct manifest_total){ by->name[i], by->v[i].i };
	}
	return true;
}

rc manifest_read(struct arena *a, str text, struct manifest *ret, str *ret_why)
{
	enum { CODE_MAX = 32 };
	struct manifest m = { .rows = 0 };
	struct json o;
	str format, sha, created;

#define NEED(member, cond) \
	do { \
		*ret_why = S(member); \
		CHECK(cond, FEED_MANIFEST); \
	} while (0)
	NEED("JSON", text.n <= MANIFEST_BYTES_MAX && rc_ok(json_read(a, text, &o)) && o.type == JSON_OBJECT);
	NEED("format",
	     rc_ok(json_text(&o, S("format"), &format)) && str_eq(format, S("registration-feed/1")));
	NEED("body", rc_ok(json_text(&o, S("body"), &m.body)) && word(m.body, CODE_MAX));
	NEED("sequence", rc_ok(json_int(&o, S("sequence"), 1, INT32_MAX, &m.sequence)));
	NEED("scheme", rc_ok(json_text(&o, S("scheme"), &m.scheme)) && word(m.scheme, CODE_MAX));
	NEED("rows", rc_ok(json_int(&o, S("rows"), 0, FEED_ROWS_MAX, &m.rows)));
	NEED("bytes", rc_ok(json_int(&o, S("bytes"), 1, FEED_BYTES_MAX, &m.bytes)));
	NEED("sha256", rc_ok(json_text(&o, S("sha256"), &sha)) && digest_of(sha, m.sha256));
	NEED("created",
	     rc_ok(json_text(&o, S("created"), &created)) && rc_ok(instant_parse(created, &m.created)));
	NEED("control_totals", totals_of(a, &o, &m));
#undef NEED
	*ret_why = S("");
	*ret = m;
	return OK;
}
