/* fuzz/multipart_fuzz.c - a form with files cut anywhere reads the same as in one piece.
 * Input: a Content-Type, a line feed, the body. Without a line feed all of it is a body with the boundary
 * "x". */
#include "face/http/multipart.h"

#include <string.h>

struct tally {
	uint64_t hash;
	bool open;
};

static void mix(struct tally *t, str s)
{
	for (size_t i = 0; i < s.n; i++)
		t->hash = (t->hash ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
}

static rc begin(void *cls, const struct part *p)
{
	struct tally *t = cls;

	must(!t->open && p->name.n > 0 && p->filename.n > 0);
	must(memchr(p->filename.p, '/', p->filename.n) == NULL && text_is_clean(p->filename));
	t->open = true;
	mix(t, p->name);
	mix(t, p->filename);
	return OK;
}

static rc data(void *cls, str bytes)
{
	struct tally *t = cls;

	must(t->open && bytes.n > 0);
	mix(t, bytes);
	return OK;
}

static rc end(void *cls)
{
	struct tally *t = cls;

	must(t->open);
	t->open = false;
	return OK;
}

static rc parse(struct arena *a, str boundary, str body, size_t step, struct tally *t)
{
	struct part_sink sink = { begin, data, end, t };
	struct multipart m;
	struct fields f;

	*t = (struct tally){ .hash = 1 };
	fields_init(&f, a, &FORM_LIMITS);
	multipart_init(&m, boundary, &f, &sink);
	for (size_t i = 0; i < body.n; i += step)
		TRY(multipart_feed(&m, (str){ body.p + i, body.n - i < step ? body.n - i : step }));
	TRY(multipart_end(&m));
	for (size_t i = 0; i < f.n; i++) {
		mix(t, f.list[i].name);
		mix(t, f.list[i].value);
	}
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena a;
	struct tally whole, cut;
	str body = { (const char *)p, n }, boundary = S("x");
	const char *lf = n > 0 ? memchr(p, '\n', n) : NULL;
	size_t step = n > 0 ? p[n - 1] % 7u + 1 : 1;

	if (lf != NULL && rc_ok(multipart_boundary((str){ body.p, (size_t)(lf - body.p) }, &boundary)))
		body = (str){ lf + 1, n - (size_t)(lf + 1 - body.p) };
	arena_init(&a, 64 << 20);
	rc r = parse(&a, boundary, body, n + 1, &whole), s = parse(&a, boundary, body, step, &cut);
	must(r.code == s.code);
	must(!rc_ok(r) || whole.hash == cut.hash);
	arena_done(&a);
	return 0;
}
