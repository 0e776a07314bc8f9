/* face/jobs/counter.c - what pages show as figures is counted, so that no page counts it. */
#include "face/jobs/jobs.h"

#include "base/log.h"
#include "service/check_rights.h"
#include "service/count_campaigns.h"
#include "service/count_usage.h"
#include "service/fund.h"

#include <time.h>

/* At most a fifth of one processor, however much there is to count. */
enum { IDLE_US = 1000000, REST = 4, EXIT_STORE = 70 };

/* Another server counts the same: one of the two is enough, and the next round goes on. */
static rc either(rc r) { return rc_is(r, E_DB_CONFLICT) ? OK : r; }

static rc work(struct db *db)
{
	for (;;) {
		int64_t began = clock_ticks_us(), pause, uses;
		bool counted, checks;
		TRY(either(campaigns_count(db, clock_now(), &counted)));
		TRY(either(usage_roll(db, clock_now(), &uses)));
		TRY(either(rights_checks_enter(db, clock_now(), &checks)));
		pause = counted || checks || uses > 0 ? REST * (clock_ticks_us() - began) : IDLE_US;
		(void)nanosleep(
		    &(struct timespec){ .tv_sec = pause / 1000000, .tv_nsec = pause % 1000000 * 1000 }, NULL);
	}
}

int jobs_counter(void *cls)
{
	const struct jobs_config *c = cls;
	struct arena life;
	struct db *db;

	arena_init(&life, (size_t)64 << 20);
	rc r = fund_open(&life, c->url, &db);
	if (rc_ok(r))
		r = work(db);
	log_error("counter: %s", rc_trail());
	return EXIT_STORE;
}
