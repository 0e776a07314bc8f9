/* fuzz/rib_fuzz.c - whatever is typed as a bank account: what is taken has its key, and reads the same again.
 */
#include "domain/person/rib.h"

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const countries[] = { "ma", "dz", "fr" };
	struct arena a;
	str in = { (const char *)p, n }, rib, again;

	arena_init(&a, 1 << 20);
	for (int i = 0; i < 3; i++) {
		str country = { countries[i], 2 };
		enum rib_verdict v = rib_read(&a, country, in, &rib);
		must(rib.n <= RIB_DIGITS_MAX && (v != RIB_GOOD || n <= RIB_TYPED_MAX));
		must(v != RIB_GOOD || rib_valid(country, rib));
		if (v != RIB_GOOD && v != RIB_KEY)
			continue;
		must(rib.n == rib_digits(country));
		must(rib_read(&a, country, rib_text(&a, country, rib), &again) == v && str_eq(again, rib));
	}
	arena_done(&a);
	return 0;
}
