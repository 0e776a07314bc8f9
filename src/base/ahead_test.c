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

/* Takes what is made; returns how many items there were. *ret_rc is how it ended. */
static int64_t take(struct arena *a, struct counter *c, bool slow, rc *ret_rc)
{
	struct ahead *h;
	void *item;
	int64_t n = 0;

	*ret_rc = ahead_start(a, 1 << 20, count, c, &h);
	if (!rc_ok(*ret_rc))
		return -1;
	while (rc_ok(*ret_rc = ahead_next(h, &item)) && item != NULL) {
		n++;
		if (slow)
			pause_us(200);
		t_ok(whole(item, n));
	}
	ahead_end(h);
	return n;
}

T(ahead_hands_over_every_item_in_order)
{
	rc r;
	for (int64_t last = 0; last < 12; last++) {
		t_int(take(a, &(struct counter){ .last = last }, last % 2 == 0, &r), last);
		t_rc(r, OK);
	}
	t_int(take(a, &(struct counter){ .last = 3000 }, false, &r), 3000);
	t_rc(r, OK);
}

T(ahead_fails_behind_the_items_made_before)
{
	rc r;
	for (int64_t at = 1; at < 9; at++) {
		t_int(take(a, &(struct counter){ .last = 20, .fails = at }, at % 2 == 0, &r), at - 1);
		t_rc(r, DB_FULL);
		t_ok(strstr(rc_trail(), "ahead_test.c") != NULL);
	}
}

T(ahead_ends_whatever_was_taken)
{
	for (int takes = 0; takes < 6; takes++) {
		struct counter c = { .last = 100 };
		struct ahead *h;
		void *item;
		t_need(ahead_start(a, 1 << 20, count, &c, &h));
		for (int i = 0; i < takes; i++)
			t_rc(ahead_next(h, &item), OK);
		ahead_end(h);
		t_ok(c.n <= takes + AHEAD_ITEMS);
	}
}

/* The item that the caller has isn't made anew under its hands. */
T(ahead_leaves_the_callers_item_alone)
{
	struct counter c = { .last = 40 };
	struct ahead *h;
	void *item;
	int64_t n = 0;

	t_need(ahead_start(a, 1 << 20, count, &c, &h));
	for (;;) {
		t_need(ahead_next(h, &item));
		if (item == NULL)
			break;
		n++;
		pause_us(500); /* time to make everything there is room for */
		t_ok(whole(item, n));
	}
	t_int(n, 40);
	ahead_end(h);
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

T(ahead_leaves_signals_to_the_caller)
{
	struct counter c = { .last = 50 };
	struct ahead *h;
	void *item;

	signal(SIGUSR1, ring);
	t_need(ahead_start(a, 1 << 20, wait_and_count, &c, &h));
	do {
		kill(getpid(), SIGUSR1);
		t_need(ahead_next(h, &item));
		t_int(ringer, gettid());
	} while (item != NULL);
	ahead_end(h);
	signal(SIGUSR1, SIG_DFL);
	t_ok(rung > 40);
}
