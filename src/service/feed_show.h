/* service/feed_show.h - deliveries as the faces show them. */
#ifndef SERVICE_FEED_SHOW_H
#define SERVICE_FEED_SHOW_H

#include "domain/feed/feed.h"

struct db;

enum { FEED_VIEWS_MAX = 200 };

struct feed_view {
	struct feed feed;
	str body_code, body_name_fr, body_name_ar;
	struct feed_count *counts;
	size_t counts_n;
};

/* E_FEED_NONE */
rc feed_view_get(struct db *db, struct arena *a, feed_id id, struct feed_view *ret) MUST_USE;
/* The delivery of a body's sequence: the live one, else the last that was refused. E_BODY_NONE, E_FEED_NONE
 */
rc feed_view_find(struct db *db, struct arena *a, str body_code, int64_t sequence,
		  struct feed_view *ret) MUST_USE;
/* Newest first, below `before`; body 0: of all. */
rc feed_view_list(struct db *db, struct arena *a, body_id body, int64_t before, size_t max,
		  struct feed_view **ret, size_t *ret_n) MUST_USE;

#endif
