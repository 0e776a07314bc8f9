/* face/jobs/sender.c - messages go out as they become due. */
#include "face/jobs/jobs.h"

#include "base/log.h"
#include "service/fund.h"
#include "service/post_messages.h"

#include <signal.h>
#include <time.h>

enum { IDLE_MS = 300, THROTTLE_MS = 50, ELSEWHERE_MS = 2000, NO_WAY_MS = 5000, EXIT_STORE = 70 };

static void pause_ms(int64_t ms)
{
	(void)nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

/* What keeps messages waiting and isn't the store's: said once, until it is another thing or none. */
static bool waits(rc r, int *said)
{
	if (rc_is(r, E_LEASE_TAKEN)) {
		pause_ms(ELSEWHERE_MS);
		return true;
	}
	if (!rc_is(r, E_MESSAGE_GATEWAY) && !rc_is(r, E_MESSAGE_SEAL) && !rc_is(r, E_SMS_CONFIG))
		return false;
	if (r.code != *said &&
	    !rc_is(r, E_MESSAGE_GATEWAY)) /* a fund without a gateway has nothing to send by */
		log_error("sender: %s", rc_info(r)->text);
	*said = r.code;
	pause_ms(NO_WAY_MS);
	return true;
}

static rc work(struct post *p)
{
	int said = 0;

	for (;;) {
		struct send_round n;
		rc r = post_round(p, clock_now(), &n);
		if (waits(r, &said))
			continue;
		TRY(r);
		said = 0;
		if (n.forbidden) {
			log_error("sender: the gateway doesn't accept the fund's name or password");
			pause_ms(NO_WAY_MS);
		}
		bool sent = n.taken + n.refused + n.later + n.unsure + n.expired > 0;
		pause_ms(sent ? THROTTLE_MS : IDLE_MS);
	}
}

int jobs_sender(void *cls)
{
	const struct jobs_config *c = cls;
	struct arena life;
	struct keys keys;
	struct post *post;
	struct db *db;

	signal(SIGPIPE, SIG_IGN); /* a gateway that hangs up is an answer, not an end */
	arena_init(&life, (size_t)64 << 20);
	rc r = fund_open(&life, c->url, &db);
	if (rc_ok(r))
		r = keys_read(c->keys, &keys);
	if (rc_ok(r))
		r = post_open(db, &life, &keys, CHANNEL_SMS, &post);
	if (rc_ok(r))
		r = work(post);
	log_error("sender: %s", rc_trail());
	return EXIT_STORE;
}
