/* service/feed_show.c */
#include "service/feed_show.h"

#include "store/db.h"

struct viewing {
	struct arena *a;
	feed_id id;
	body_id body;
	str body_code;
	int64_t sequence, before;
	size_t max, n;
	struct feed_view view, *list;
};

static rc complete(struct tx *tx, struct arena *a, struct feed_view *v)
{
	struct body body;

	TRY(body_read(tx, v->feed.body_id, a, &body));
	v->body_code = body.code;
	v->body_name_fr = body.name_fr;
	v->body_name_ar = body.name_ar;
	return feed_counts(tx, v->feed.feed_id, a, &v->counts, &v->counts_n);
}

static rc get(struct tx *tx, void *cls)
{
	struct viewing *w = cls;

	TRY(feed_get(tx, w->id, w->a, &w->view.feed));
	return complete(tx, w->a, &w->view);
}

static rc find(struct tx *tx, void *cls)
{
	struct viewing *w = cls;
	struct body body;
	rc got = body_by_code(tx, w->body_code, w->a, &body);

	CHECK(!rc_is(got, E_DB_NONE), BODY_NONE);
	TRY(got);
	TRY(feed_find(tx, body.body_id, w->sequence, w->a, &w->view.feed));
	return complete(tx, w->a, &w->view);
}

static rc list(struct tx *tx, void *cls)
{
	struct viewing *w = cls;
	struct feed *feeds;

	TRY(feed_list(tx, w->body, w->before, w->max, w->a, &feeds, &w->n));
	w->list = arena_array(w->a, struct feed_view, w->n + 1);
	for (size_t i = 0; i < w->n; i++) {
		w->list[i].feed = feeds[i];
		TRY(complete(tx, w->a, &w->list[i]));
	}
	return OK;
}

rc feed_view_get(struct db *db, struct arena *a, feed_id id, struct feed_view *ret)
{
	struct viewing w = { .a = a, .id = id };

	TRY(db_read(db, FOR_SUPERVISION, "feed view", get, &w));
	*ret = w.view;
	return OK;
}

rc feed_view_find(struct db *db, struct arena *a, str body_code, int64_t sequence, struct feed_view *ret)
{
	struct viewing w = { .a = a, .body_code = body_code, .sequence = sequence };

	TRY(db_read(db, FOR_SUPERVISION, "feed find", find, &w));
	*ret = w.view;
	return OK;
}

rc feed_view_list(struct db *db, struct arena *a, body_id body, int64_t before, size_t max,
		  struct feed_view **ret, size_t *ret_n)
{
	struct viewing w = { .a = a, .body = body, .before = before, .max = max };

	TRY(db_read(db, FOR_SUPERVISION, "feed list", list, &w));
	*ret = w.list;
	*ret_n = w.n;
	return OK;
}
