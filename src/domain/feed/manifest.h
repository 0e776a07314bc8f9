/* domain/feed/manifest.h - what a body says about its delivery. Format: docs/feeds.md, "registration-feed/1".
 */
#ifndef DOMAIN_FEED_MANIFEST_H
#define DOMAIN_FEED_MANIFEST_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

enum { MANIFEST_BYTES_MAX = 256 * 1024, SHA256_BYTES = 32 };

/* At most this much; a delivery beyond is cut in two by the body. */
#define FEED_ROWS_MAX INT64_C(50000000)
#define FEED_BYTES_MAX (INT64_C(64) << 30)

struct manifest_total {
	str income_class;
	int64_t rows;
};

struct manifest {
	str body, scheme;
	int64_t sequence, rows, bytes;
	unsigned char sha256[SHA256_BYTES];
	instant created;
	struct manifest_total *totals; /* control_totals.rows_by_income_class */
	size_t totals_n;
};

/* E_FEED_MANIFEST; *ret_why names the member that is missing or wrong. */
rc manifest_read(struct arena *a, str text, struct manifest *ret, str *ret_why) MUST_USE;

#endif
