#include "base/ahead.h"

#include "testing/t.h"

#include <signal.h>
#include <time.h>

/* Counts 1, 2, 3...; fails at one of them, ends behind another. */
struct counter {
	int64_t n, last, fails;
};

static void pause_us(long us) { nanosleep(&(struct timespec){ .tv_nsec = us * 1000 }, NULL); }

static rc count(void *cls, struct arena *a, void **ret)
{
	struct counter *c = cls;
	CHECK(c->n + 1 != c->fails, DB_FULL);
	if (c->n == c->last)
		return OK;
	int64_t *item = arena_array(a, int64_t, 1000);
	for (int i = 0; i < 1000; i++)
		item[i] = c->n + 1;
	c->n++;
	*ret = item;
	return OK;
}

static bool whole(const int64_t *item, int64_t n)
{
	for (int i = 0; i < 1000; i++)
		if (item[i] != n)
			return false;
	return true;
}

/* Takes what is made, dawdling if told to, until it has had enough. */
struct taker {
	int64_t n, enough;
	long dawdles_us;
};

static rc take(void *cls, void *item)
{
	struct taker *t = cls;
	CHECK(t->n != t->enough, LIMIT);
	t->n++;
	t_ok(whole(item, t->n));
	pause_us(t->dawdles_us);
	t_ok(whole(item, t->n)); /* it wasn't made anew meanwhile */
	return OK;
}

T(ahead_hands_over_every_item_in_order)
{
	for (int64_t last = 0; last < 12; last++) {
		struct taker t = { .enough = -1, .dawdles_us = last % 2 * 300 };
		t_need(ahead_run(1 << 20, count, &(struct counter){ .last = last }, take, &t));
		t_int(t.n, last);
	}
	struct taker t = { .enough = -1 };
	t_need(ahead_run(1 << 20, count, &(struct counter){ .last = 3000 }, take, &t));
	t_int(t.n, 3000);
}

T(ahead_fails_behind_the_items_made_before)
{
	for (int64_t at = 1; at < 9; at++) {
		struct taker t = { .enough = -1, .dawdles_us = at % 2 * 300 };
		t_rc(ahead_run(1 << 20, count, &(struct counter){ .last = 20, .fails = at }, take, &t),
		     DB_FULL);
		t_int(t.n, at - 1);
		t_ok(strstr(rc_trail(), "ahead_test.c") != NULL);
	}
}

T(ahead_ends_when_the_user_has_had_enough)
{
	for (int64_t enough = 0; enough < 6; enough++) {
		struct counter c = { .last = 100 };
		struct taker t = { .enough = enough };
		t_rc(ahead_run(1 << 20, count, &c, take, &t), LIMIT);
		t_int(t.n, enough);
		t_ok(c.n <= enough + AHEAD_ITEMS);
	}
}

static volatile sig_atomic_t rung;
static pid_t ringer;
static void ring(int sig)
{
	(void)sig;
	rung++;
	ringer = gettid();
}

static rc wait_and_count(void *cls, struct arena *a, void **ret)
{
	pause_us(100);
	return count(cls, a, ret);
}

static rc rings(void *cls, void *item)
{
	kill(getpid(), SIGUSR1);
	t_int(ringer, gettid());
	return take(cls, item);
}

T(ahead_leaves_signals_to_the_caller)
{
	struct counter c = { .last = 50 };
	struct taker t = { .enough = -1 };

	signal(SIGUSR1, ring);
	t_need(ahead_run(1 << 20, wait_and_count, &c, rings, &t));
	signal(SIGUSR1, SIG_DFL);
	t_ok(rung > 40);
}
