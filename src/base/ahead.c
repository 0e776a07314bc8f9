/* base/ahead.c */
#include "base/ahead.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

struct slot {
	struct arena a;
	void *item;
};

struct ahead {
	ahead_make *make;
	void *cls;
	pthread_t thread;
	pthread_mutex_t lock; /* for what follows */
	pthread_cond_t changed;
	struct slot slot[AHEAD_ITEMS];
	size_t made, used; /* items so far; the caller still has the one before slot[used] when `held` */
	bool held, stop, ended;
	rc end;
	char trail[512];
};

static void lock(struct ahead *h) { must(pthread_mutex_lock(&h->lock) == 0); }

static void unlock(struct ahead *h)
{
	must(pthread_cond_signal(&h->changed) == 0);
	must(pthread_mutex_unlock(&h->lock) == 0);
}

static void wait_for_change(struct ahead *h) { must(pthread_cond_wait(&h->changed, &h->lock) == 0); }

/* Takes note of what was made; false when nothing follows. */
static bool made(struct ahead *h, rc r, void *item)
{
	lock(h);
	if (rc_ok(r) && item != NULL) {
		h->slot[h->made++ % AHEAD_ITEMS].item = item;
	} else {
		h->ended = true;
		h->end = r;
		snprintf(h->trail, sizeof h->trail, "%s", rc_ok(r) ? "" : rc_trail());
	}
	while (!h->stop && !h->ended && h->made - h->used + h->held == AHEAD_ITEMS)
		wait_for_change(h);
	bool more = !h->stop && !h->ended;
	unlock(h);
	return more;
}

static void *work(void *cls)
{
	struct ahead *h = cls;
	void *item;
	rc r;

	do {
		struct arena *a = &h->slot[h->made % AHEAD_ITEMS].a;
		arena_done(a); /* the memory of an item that was used */
		item = NULL;
		r = h->make(h->cls, a, &item);
	} while (made(h, r, item));
	return NULL;
}

static int start(struct ahead *h)
{
	sigset_t all, before;

	sigfillset(&all);
	must(pthread_sigmask(SIG_SETMASK, &all, &before) == 0);
	int failed = pthread_create(&h->thread, NULL, work, h);
	must(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
	return failed;
}

/* The one before is given back. */
static rc next(struct ahead *h, void **ret)
{
	rc r = OK;

	*ret = NULL;
	lock(h);
	h->held = false;
	must(pthread_cond_signal(&h->changed) == 0);
	while (h->made == h->used && !h->ended)
		wait_for_change(h);
	if (h->made > h->used) {
		*ret = h->slot[h->used++ % AHEAD_ITEMS].item;
		h->held = true;
	} else {
		r = h->end;
	}
	unlock(h);
	return rc_ok(r) ? r : rc_resume(r, h->trail);
}

static void stop(struct ahead *h)
{
	lock(h);
	h->stop = true;
	unlock(h);
	must(pthread_join(h->thread, NULL) == 0);
}

rc ahead_run(size_t item, ahead_make *make, void *maker, ahead_use *use, void *user)
{
	struct ahead h = { .make = make, .cls = maker };
	void *x;
	rc r;

	for (int i = 0; i < AHEAD_ITEMS; i++)
		arena_init(&h.slot[i].a, item);
	must(pthread_mutex_init(&h.lock, NULL) == 0 && pthread_cond_init(&h.changed, NULL) == 0);
	bool started = start(&h) == 0;
	r = started ? OK : rc_raise(E_THREAD, __FILE__, __LINE__);
	while (rc_ok(r)) {
		r = next(&h, &x);
		if (!rc_ok(r) || x == NULL)
			break;
		r = use(user, x);
	}
	if (started)
		stop(&h);
	for (int i = 0; i < AHEAD_ITEMS; i++)
		arena_done(&h.slot[i].a);
	pthread_cond_destroy(&h.changed);
	pthread_mutex_destroy(&h.lock);
	return r;
}
