/* face/jobs/sender.c - codes that members ask for are written, messages go out as they become due. */
#include "face/jobs/jobs.h"

#include "base/log.h"
#include "service/activate.h"
#include "service/fund.h"
#include "service/post_messages.h"
#include "service/run_campaign.h"

#include <signal.h>
#include <time.h>

enum { IDLE_MS = 200, ELSEWHERE_MS = 2000, NO_WAY_MS = 5000, EXIT_STORE = 70 };

/* One channel: its way out, and what keeps it from going. */
struct way {
	const char *name;
	struct post *post;
	int said;	  /* code of the failure that was logged */
	int64_t again_us; /* clock_ticks_us() before which it isn't tried */
};

/* What keeps messages waiting and isn't the store's: said once, until it is another thing or none. 0:
 * nothing. */
static int64_t waiting_ms(struct way *w, rc r)
{
	if (rc_is(r, E_LEASE_TAKEN))
		return ELSEWHERE_MS;
	bool settings = rc_is(r, E_MESSAGE_SEAL) || rc_is(r, E_SMS_CONFIG) || rc_is(r, E_MAIL_CONFIG);
	/* a fund without a gateway has nothing to send by: that is no fault */
	if (settings && r.code != w->said)
		log_error("sender, %s: %s", w->name, rc_info(r)->text);
	w->said = r.code;
	return settings || rc_is(r, E_MESSAGE_GATEWAY) ? NO_WAY_MS : 0;
}

static rc round_of(struct way *w, bool *ret_sent)
{
	struct send_round n;

	if (clock_ticks_us() < w->again_us)
		return OK;
	rc r = post_round(w->post, clock_now(), &n);
	int64_t wait_ms = waiting_ms(w, r);
	if (wait_ms == 0)
		TRY(r);
	else
		n = (struct send_round){ .forbidden = false };
	if (n.forbidden) {
		log_error("sender: the %s gateway doesn't accept the fund's name or password", w->name);
		wait_ms = NO_WAY_MS;
	}
	w->again_us = wait_ms > 0 ? clock_ticks_us() + wait_ms * 1000 : 0;
	*ret_sent |= send_round_messages(&n) > 0;
	return OK;
}

static rc work(struct db *db, const struct keys *k, struct way *ways, int n)
{
	for (;;) {
		bool sent = false;
		int64_t codes, people;
		TRY(codes_send(db, clock_now(), k, &codes));
		TRY(campaigns_run(db, clock_now(), k, &people));
		for (int i = 0; i < n; i++)
			TRY(round_of(&ways[i], &sent));
		/* nothing was due, or the throttle lets nothing through for the moment */
		if (!sent && codes == 0 && people == 0)
			(void)nanosleep(&(struct timespec){ .tv_nsec = IDLE_MS * 1000000L }, NULL);
	}
}

int jobs_sender(void *cls)
{
	const struct jobs_config *c = cls;
	struct arena life;
	struct keys keys;
	struct way ways[2] = { { .name = "SMS" }, { .name = "e-mail" } };
	struct db *db;

	signal(SIGPIPE, SIG_IGN); /* a gateway that hangs up is an answer, not an end */
	arena_init(&life, (size_t)64 << 20);
	rc r = fund_open(&life, c->url, &db);
	if (rc_ok(r))
		r = keys_read(c->keys, &keys);
	if (rc_ok(r))
		r = post_open(db, &life, &keys, CHANNEL_SMS, &ways[0].post);
	if (rc_ok(r))
		r = post_open(db, &life, &keys, CHANNEL_EMAIL, &ways[1].post);
	if (rc_ok(r))
		r = work(db, &keys, ways, 2);
	log_error("sender: %s", rc_trail());
	return EXIT_STORE;
}
