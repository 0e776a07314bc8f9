/* fuzz/manifest_fuzz.c - whatever comes as a manifest, what is taken keeps its bounds, and what isn't says why. */
#include "domain/feed/manifest.h"

#include "base/arena.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena a;
	struct manifest m;
	str why = S("");

	arena_init(&a, 64 << 20);
	rc r = manifest_read(&a, (str){ (const char *)p, n }, &m, &why);
	must(rc_ok(r) ? why.n == 0 : rc_is(r, E_FEED_MANIFEST) && why.n > 0);
	if (rc_ok(r)) {
		must(m.sequence >= 1 && 0 <= m.rows && m.rows <= FEED_ROWS_MAX);
		must(1 <= m.bytes && m.bytes <= FEED_BYTES_MAX);
		must(0 < m.body.n && m.body.n <= 32 && 0 < m.scheme.n && m.scheme.n <= 32);
		for (size_t i = 0; i < m.totals_n; i++)
			must(m.totals[i].rows >= 0);
	}
	arena_done(&a);
	return 0;
}
