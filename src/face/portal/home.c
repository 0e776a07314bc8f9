/* face/portal/home.c - the first page of those who work here, and the page about the service. */
#include "face/portal/feed_rows.h"
#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "base/version.h"
#include "pages.h"
#include "service/review_show.h"

enum { WORK_MAX = 5 };

/* Deliveries of one kind behind those already in `rows`; *ret_all: how many there are of it. */
static rc add_work(struct request *q, const struct feed_filter *f, struct show_feed_row *rows, size_t *n,
		   int64_t *ret_all)
{
	struct feed_view *list;
	size_t found;

	TRY(feed_view_list(portal_of(q)->db, q->a, f, &list, &found, ret_all));
	for (size_t i = 0; i < found; i++)
		rows[(*n)++] = feed_row_of(q, &list[i]);
	return OK;
}

/* The deliveries that wait for this very user: to be approved, to be applied, or sent by the user's body. */
static rc work_of(struct request *q, struct show_home *v, int64_t *ret_to_approve)
{
	const struct feed_filter simulated = { .state = S("SIMULATED"), .max = WORK_MAX },
				 approved = { .state = S("APPROVED"), .max = WORK_MAX },
				 sent = { .body = actor_of(q)->body_id, .max = WORK_MAX };
	struct show_feed_row *rows = arena_array(q->a, struct show_feed_row, 3 * WORK_MAX);
	int64_t all;

	v->work = rows;
	if (may(q, TASK_APPROVE))
		TRY(add_work(q, &simulated, rows, &v->work_n, ret_to_approve));
	if (may(q, TASK_APPLY))
		TRY(add_work(q, &approved, rows, &v->work_n, &all));
	return sent.body.v != 0 ? add_work(q, &sent, rows, &v->work_n, &all) : OK;
}

static rc tiles_of(struct request *q, struct show_home *v, int64_t to_approve)
{
	struct tile *tiles = arena_array(q->a, struct tile, TILE_N);
	int64_t waiting;

	if (may(q, TASK_APPROVE))
		tiles[v->tiles_n++] = menu_tile(TILE_APPROVE, to_approve);
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
	if (may(q, TASK_SEE_TRIPS))
		tiles[v->tiles_n++] = menu_tile(TILE_TRIPS, 0);
	tiles[v->tiles_n++] = menu_tile(TILE_SESSIONS, 0);
	v->tiles = tiles;
	return OK;
}

static rc home(struct request *q, struct reply *p)
{
	const struct actor *c = actor_of(q);
	if (may(q, TASK_OWN_FILE))
		return own_home(q, p);
	struct page page = frame_page(q, MENU_HOME);
	struct show_home v = { .name = c->display_name, .follows_deliveries = may(q, TASK_SEE_DELIVERY) };
	struct feed_next body;
	int64_t to_approve = 0;

	if (c->body_id.v != 0) {
		TRY(feed_next_of(portal_of(q)->db, q->a, c->body_id, &body));
		v.body = frame_name(q, body.body_name_fr, body.body_name_ar);
	}
	TRY(work_of(q, &v, &to_approve));
	TRY(tiles_of(q, &v, to_approve));
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
	ROUTE(HTTP_GET, "/", WHO_WORKS_HERE | MEMBER, FOR_SUPERVISION, home,
	      "What waits for the reader, and where to go; a member's own file"),
	ROUTE(HTTP_GET, "/about", WHO_ANYONE, FOR_SYSTEM, about, "Accessibility, data, help, version"),
	{ 0 },
};
