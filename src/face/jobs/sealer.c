/* face/jobs/sealer.c - the journal is sealed; sessions, and choices of how to pay and contact details that
 * nobody confirmed, are swept; the job of each day is asked for. */
#include "face/jobs/jobs.h"

#include "base/log.h"
#include "service/change_contact.h"
#include "service/choose_payment.h"
#include "service/fund.h"
#include "service/keys.h"
#include "service/remind_rights.h"
#include "service/seal_journal.h"
#include "service/sessions.h"

#include <time.h>

enum { SEAL_S = 10, SWEEP_S = 900, BATCHES = 20, EXIT_STORE = 70 };
_Static_assert((int)SEAL_S <= (int)SEAL_EVERY_SECONDS, "at least every minute");

static rc work(struct db *db, const struct keys *keys)
{
	int64_t swept_us = 0, n;
	bool asked;

	for (;;) {
		rc r = seal_journal(db, keys, clock_now(), BATCHES, &n);
		if (!rc_is(r, E_SEAL_RACE)) /* another server seals: the next round goes on */
			TRY(r);
		if (clock_ticks_us() - swept_us > (int64_t)SWEEP_S * 1000000) {
			TRY(sessions_sweep(db, clock_now(), &n));
			TRY(payment_sweep(db, clock_now()));
			TRY(contact_sweep(db, clock_now()));
			TRY(rights_remind_ask(db, clock_now(), &asked));
			swept_us = clock_ticks_us();
		}
		(void)nanosleep(&(struct timespec){ .tv_sec = SEAL_S }, NULL);
	}
}

int jobs_sealer(void *cls)
{
	const struct jobs_config *c = cls;
	struct arena life;
	struct keys keys;
	struct db *db;

	arena_init(&life, (size_t)64 << 20);
	rc r = fund_open(&life, c->url, &db);
	if (rc_ok(r))
		r = keys_read(c->keys, &keys);
	if (rc_ok(r))
		r = work(db, &keys);
	log_error("sealer: %s", rc_trail());
	return EXIT_STORE;
}
