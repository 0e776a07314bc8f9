/* fuzz/form_fuzz.c - a form cut anywhere reads the same as in one piece, and every text that comes out is
 * clean. */
#include "face/http/form.h"

static rc parse(struct arena *a, str body, size_t step, struct fields *ret)
{
	struct form f;

	fields_init(ret, a, &FORM_LIMITS);
	form_init(&f, ret);
	for (size_t i = 0; i < body.n; i += step)
		TRY(form_feed(&f, (str){ body.p + i, body.n - i < step ? body.n - i : step }));
	return form_end(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena a;
	struct fields whole, cut;
	size_t step = n > 0 ? p[0] % 7u + 1 : 1;
	str body = { (const char *)p, n };

	arena_init(&a, 64 << 20);
	rc r = parse(&a, body, n + 1, &whole), s = parse(&a, body, step, &cut);
	must(r.code == s.code);
	for (size_t i = 0; rc_ok(r) && i < whole.n; i++) {
		must(str_eq(whole.list[i].name, cut.list[i].name) &&
		     str_eq(whole.list[i].value, cut.list[i].value));
		must(text_is_clean(whole.list[i].name) && text_is_clean(whole.list[i].value));
		must(whole.list[i].name.n > 0);
	}
	arena_done(&a);
	return 0;
}
