/* service/feed_show.h - deliveries as the faces show them. */
#ifndef SERVICE_FEED_SHOW_H
#define SERVICE_FEED_SHOW_H

#include "domain/access/access.h"
#include "domain/feed/feed.h"

struct db;

enum { FEED_VIEWS_MAX = 200 };

/* A step it went through, with the name of who did it (empty: the program). */
struct feed_step_view {
	str state; /* or SENT_BACK */
	instant at;
	str who, note;
};

struct feed_view {
	struct feed feed;
	str state; /* feed.state, but SENT_BACK for what the fund sent back */
	str body_code, body_name_fr, body_name_ar;
	struct feed_count *counts;
	size_t counts_n;

	/* only of feed_view_get() and feed_view_find() */
	struct feed_step_view *steps;
	size_t steps_n;
	user_id *hands; /* who received or simulated it: they may not approve it */
	size_t hands_n;
	int64_t answer_bytes; /* 0: no answer yet */
	bool working;	      /* a job for it waits or runs */
	int64_t failed;	      /* code (err.def) the newest job ended with, 0 */
};

/* E_FEED_NONE */
rc feed_view_get(struct db *db, struct arena *a, feed_id id, struct feed_view *ret) MUST_USE;
/* The delivery of a body's sequence: the live one, else the last that was refused. E_BODY_NONE, E_FEED_NONE
 */
rc feed_view_find(struct db *db, struct arena *a, str body_code, int64_t sequence,
		  struct feed_view *ret) MUST_USE;
/* At most FEED_VIEWS_MAX, newest first. */
rc feed_view_list(struct db *db, struct arena *a, const struct feed_filter *f, struct feed_view **ret,
		  size_t *ret_n, int64_t *ret_total) MUST_USE;

/* How far a step is whose progress isn't part of the work's own transactions. */
rc feed_show_progress(struct db *db, feed_id id, str step, int64_t done, int64_t total,
		      instant began) MUST_USE;

/* What the one who decides reads, besides the delivery itself. */
struct feed_report {
	struct feed_example *examples;
	size_t examples_n;
	struct feed_reach *reach; /* those who would be registered, by the way to them */
	size_t reach_n;
	struct manifest manifest;
	bool stale; /* the register has changed since the simulation */
};
rc feed_report_get(struct db *db, struct arena *a, feed_id id, struct feed_report *ret) MUST_USE;

/* The delivery of the same body that had to wait for this one: verified, and the next to be simulated; 0 if
 * none. */
rc feed_following(struct db *db, struct arena *a, feed_id id, feed_id *ret) MUST_USE;

/* What a body's user sees before sending: the body, and the number its next delivery has. */
struct feed_next {
	str body_code, body_name_fr, body_name_ar, scheme;
	int64_t sequence;
};
rc feed_next_of(struct db *db, struct arena *a, body_id body, struct feed_next *ret) MUST_USE;

#endif
