/* service/demo_delivery.h - a delivery of a made-up managing body, so that a newcomer can try registration
 * feeds.
 *
 * Writes DIR/BODY-SEQUENCE.csv and DIR/BODY-SEQUENCE.manifest.json as docs/feeds.md has them; the signature
 * is made outside (script/demo-delivery). Among good rows stand a few of each kind that can't be taken,
 * should be looked at, or mean somebody who is known: earlier rows, and people of the register when a demo
 * run made some. The same seed, rows, sequence and register make the same file.
 *
 * A sequence above 1 is what the body says later about the records of sequence 1 (with the same rows and
 * seed): most say what they said, some changed, some ended, what was refused is mended, and new people
 * follow.
 */
#ifndef SERVICE_DEMO_DELIVERY_H
#define SERVICE_DEMO_DELIVERY_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

enum {
	DEMO_ROWS_MAX = 10000000,
	DEMO_SEQUENCE_MAX = 1000,
	DEMO_RECORDS_MAX = 200000000,
	DEMO_EXPECTED_MAX = 32
};

struct demo_delivery {
	const char *directory; /* made when it isn't there */
	str body;	       /* code; one that is in the register delivers for its scheme; empty: DEMO */
	int64_t rows, seed, sequence;
	instant created;
};

/* What the fund should find, give or take unrelated people who are alike by chance. */
struct demo_expected {
	const char *outcome, *code;
	int64_t rows;
};

struct demo_delivered {
	str stem; /* DIR/BODY-SEQUENCE */
	str scheme;
	struct demo_expected expected[DEMO_EXPECTED_MAX];
	int expected_n;
};

/* E_NOT_DEMO, E_PLACE_NO_LAND, E_USAGE (the body's code), E_SCHEME_NONE, E_LIMIT (rows x sequence above
 * DEMO_RECORDS_MAX), E_IO */
rc demo_delivery(struct db *db, struct arena *a, const struct demo_delivery *d,
		 struct demo_delivered *ret) MUST_USE;

#endif
