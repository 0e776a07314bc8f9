/* face/portal/home.c - the first page of those who work here, and the page about the service. */
#include "face/portal/feed_rows.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "base/version.h"
#include "pages.h"
#include "service/review_show.h"

enum { WORK_MAX = 5 };

/* The deliveries that wait for this very user: in which state they wait for which task. */
static rc work_of(struct request *q, struct show_home *v)
{
	static const struct {
		enum task task;
		str state;
	} waits[] = { { TASK_APPROVE, { "SIMULATED", 9 } }, { TASK_APPLY, { "APPROVED", 8 } } };
	struct show_feed_row *rows = arena_array(q->a, struct show_feed_row, 3 * WORK_MAX);
	struct feed_view *list;
	int64_t total;
	size_t n;

	for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
		struct feed_filter f = { .state = waits[i].state, .max = WORK_MAX };
		if (!may(q, waits[i].task))
			continue;
		TRY(feed_view_list(portal_of(q)->db, q->a, &f, &list, &n, &total));
		for (size_t k = 0; k < n; k++)
			rows[v->work_n++] = feed_row_of(q, &list[k]);
	}
	if (actor_of(q)->body_id.v != 0) { /* a body follows what it sent */
		struct feed_filter f = { .body = actor_of(q)->body_id, .max = WORK_MAX };
		TRY(feed_view_list(portal_of(q)->db, q->a, &f, &list, &n, &total));
		for (size_t k = 0; k < n; k++)
			rows[v->work_n++] = feed_row_of(q, &list[k]);
	}
	v->work = rows;
	return OK;
}

static rc waiting_to_approve(struct request *q, int64_t *ret)
{
	struct feed_filter f = { .state = S("SIMULATED"), .max = 1 };
	struct feed_view *list;
	size_t n;

	return feed_view_list(portal_of(q)->db, q->a, &f, &list, &n, ret);
}

static rc tiles_of(struct request *q, struct show_home *v)
{
	struct tile *tiles = arena_array(q->a, struct tile, TILE_N);
	int64_t waiting = 0;

	if (may(q, TASK_APPROVE)) {
		TRY(waiting_to_approve(q, &waiting));
		tiles[v->tiles_n++] = menu_tile(TILE_APPROVE, waiting);
	}
	if (may(q, TASK_DELIVER))
		tiles[v->tiles_n++] = menu_tile(TILE_SEND, 0);
	if (may(q, TASK_REVIEW)) {
		TRY(review_waiting(portal_of(q)->db, q->a, &waiting));
		tiles[v->tiles_n++] = menu_tile(TILE_REVIEWS, waiting);
	}
	if (may(q, TASK_SERVE_PERSON))
		tiles[v->tiles_n++] = menu_tile(TILE_PEOPLE, 0);
	if (may(q, TASK_SEE_DELIVERY))
		tiles[v->tiles_n++] = menu_tile(TILE_FEEDS, 0);
	tiles[v->tiles_n++] = menu_tile(TILE_SESSIONS, 0);
	v->tiles = tiles;
	return OK;
}

static rc home(struct request *q, struct reply *p)
{
	const struct actor *c = actor_of(q);
	struct page page = frame_page(q, MENU_HOME);
	struct show_home v = { .name = c->display_name, .follows_deliveries = may(q, TASK_SEE_DELIVERY) };
	struct feed_next body;

	if (c->body_id.v != 0) {
		TRY(feed_next_of(portal_of(q)->db, q->a, c->body_id, &body));
		v.body = frame_name(q, body.body_name_fr, body.body_name_ar);
	}
	TRY(tiles_of(q, &v));
	if (v.follows_deliveries)
		TRY(work_of(q, &v));
	frame_reply(q, p, 200, page_home, &page, &v);
	return OK;
}

static rc about(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_N);
	struct show_about v = { .version = S(SANAD_VERSION) };

	frame_reply(q, p, 200, page_about, &page, &v);
	return OK;
}

const struct route home_routes[] = {
	ROUTE(HTTP_GET, "/", WHO_WORKS_HERE, FOR_SUPERVISION, home,
	      "What waits for the reader, and where to go"),
	ROUTE(HTTP_GET, "/about", WHO_ANYONE, FOR_SYSTEM, about, "Accessibility, data, help, version"),
	{ 0 },
};
