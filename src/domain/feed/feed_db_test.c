/* Every statement of the feed, review, person, membership, place and message rooms on both engines. */
#include "domain/feed/feed.h"
#include "domain/membership/membership.h"
#include "domain/message/message.h"
#include "domain/person/search.h"
#include "domain/place/place.h"

#include "testing/fresh.h"
#include "testing/t.h"

static void all(struct db *db, const struct db_stmt *const *s)
{
	for (; *s != NULL; s++) {
		rc r = db_check(db, *s);
		if (!rc_ok(r))
			t_fail("%s: %s", (*s)->name, rc_trail());
		t_checks++;
	}
}

T(feed_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_feed_statements");
	all(db, feed_stmts);
	all(db, review_stmts);
	all(db, body_stmts);
	all(db, person_stmts);
	all(db, search_stmts);
	all(db, membership_stmts);
	all(db, place_stmts);
	all(db, message_stmts);
	all(db, template_stmts);
	db_close(db);
}

struct work {
	struct arena *a;
	struct feed feed, got;
	str note;
};

static rc add(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return feed_add(tx, &w->feed);
}

static rc walk(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct feed_step *steps;
	size_t n;
	instant now = { 1000 };

	for (enum feed_state s = FEED_RECEIVED; s <= FEED_SIMULATED; s++) {
		TRY(feed_get(tx, w->feed.feed_id, w->a, &w->got));
		TRY(feed_move(tx, &w->got, s, (user_id){ 7 }, now, S("")));
	}
	/* the state that the caller saw is no longer true */
	t_rc(feed_move(tx, &w->got, FEED_APPROVED, (user_id){ 7 }, now, S("")), FEED_STATE);
	TRY(feed_steps(tx, w->feed.feed_id, w->a, &steps, &n));
	t_int((int64_t)n, 5);
	for (size_t i = 1; i < n; i++)
		t_ok(steps[i].at.us > steps[i - 1].at.us); /* steps of one moment keep their order */
	return feed_get(tx, w->feed.feed_id, w->a, &w->got);
}

static rc refuse(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return feed_reject(tx, &w->got, E_FEED_ROWS, w->note, (user_id){ 7 }, (instant){ 2000 });
}

static rc look(struct tx *tx, void *cls)
{
	struct work *w = cls;
	struct feed_sequences of_body;

	TRY(feed_sequences(tx, w->feed.body_id, w->a, &of_body));
	t_int(of_body.applied, 0);
	return feed_find(tx, w->feed.body_id, 3, w->a, &w->got);
}

T(feed_sequence_can_be_delivered_again_when_refused)
{
	struct db *db = fresh(a, "t_feed_again");
	struct work w = { .a = a, .note = S("7 / 8") };
	for (int64_t i = 1; i <= 2; i++) {
		w.feed = (struct feed){
			.feed_id = { i }, .body_id = { 5 }, .sequence = 3, .state = S("RECEIVING")
		};
		t_need(db_write(db, FOR_REGISTRATION, "add", add, &w));
		t_rc(db_write(db, FOR_REGISTRATION, "add", add, &w), DB_EXISTS);
		t_need(db_write(db, FOR_REGISTRATION, "walk", walk, &w));
		t_need(db_write(db, FOR_REGISTRATION, "refuse", refuse, &w));
		t_need(db_read(db, FOR_REGISTRATION, "look", look, &w));
		t_int(w.got.feed_id.v, i);
		t_int(w.got.attempt, i);
		t_str(w.got.error_detail, "7 / 8");
		t_int(w.got.error, E_FEED_ROWS);
	}
	db_close(db);
}
