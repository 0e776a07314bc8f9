/* service/feed_show.c */
#include "service/feed_show.h"

#include "domain/fund/fund.h"
#include "domain/person/person.h"

#include "store/db.h"

struct viewing {
	struct arena *a;
	feed_id id;
	str body_code;
	int64_t sequence, total;
	const struct feed_filter *filter;
	size_t n;
	struct feed_view view, *list;
};

static rc complete(struct tx *tx, struct arena *a, struct feed_view *v)
{
	struct body body;

	TRY(body_read(tx, v->feed.body_id, a, &body));
	v->state = v->feed.error == E_FEED_SENT_BACK ? S("SENT_BACK") : v->feed.state;
	v->body_code = body.code;
	v->body_name_fr = body.name_fr;
	v->body_name_ar = body.name_ar;
	return feed_counts(tx, v->feed.feed_id, a, &v->counts, &v->counts_n);
}

static rc add_steps(struct tx *tx, struct arena *a, struct feed_view *v)
{
	struct feed_step *steps;

	TRY(feed_steps(tx, v->feed.feed_id, a, &steps, &v->steps_n));
	v->steps = arena_array(a, struct feed_step_view, v->steps_n + 1);
	v->hands = arena_array(a, user_id, v->steps_n + 1);
	for (size_t i = 0; i < v->steps_n; i++) {
		struct feed_step_view *s = &v->steps[i];
		*s = (struct feed_step_view){ .state = steps[i].state,
					      .at = steps[i].at,
					      .note = steps[i].note };
		if (i + 1 == v->steps_n && str_eq(v->state, S("SENT_BACK")))
			s->state = v->state;
		TRY(user_name(tx, a, steps[i].user_id, &s->who));
		if (steps[i].user_id.v != 0 && feed_step_is_hand(&steps[i]))
			v->hands[v->hands_n++] = steps[i].user_id;
	}
	return OK;
}

static rc add_work(struct tx *tx, struct arena *a, struct feed_view *v)
{
	struct job_state job;
	rc r = job_newest(tx, v->feed.feed_id.v, a, &job);

	if (rc_is(r, E_DB_NONE))
		return OK;
	TRY(r);
	v->working = str_eq(job.state, S("WAITING")) || str_eq(job.state, S("RUNNING"));
	v->failed = str_eq(job.state, S("FAILED")) ? job.error : 0;
	return OK;
}

static rc complete_one(struct tx *tx, struct viewing *w)
{
	struct feed_view *v = &w->view;

	TRY(complete(tx, w->a, v));
	TRY(add_steps(tx, w->a, v));
	TRY(add_work(tx, w->a, v));
	if (str_eq(v->feed.state, feed_state_name(FEED_ANSWERED)))
		TRY(feed_part_bytes(tx, v->feed.feed_id, FEED_PART_ANSWER, w->a, &v->answer_bytes));
	return OK;
}

static rc get(struct tx *tx, void *cls)
{
	struct viewing *w = cls;

	w->view = (struct feed_view){ 0 };
	TRY(feed_get(tx, w->id, w->a, &w->view.feed));
	return complete_one(tx, w);
}

static rc find(struct tx *tx, void *cls)
{
	struct viewing *w = cls;
	struct body body;
	rc got = body_by_code(tx, w->body_code, w->a, &body);

	CHECK(!rc_is(got, E_DB_NONE), BODY_NONE);
	TRY(got);
	w->view = (struct feed_view){ 0 };
	TRY(feed_find(tx, body.body_id, w->sequence, w->a, &w->view.feed));
	return complete_one(tx, w);
}

static rc list(struct tx *tx, void *cls)
{
	struct viewing *w = cls;
	struct feed *feeds;

	TRY(feed_list(tx, w->filter, w->a, &feeds, &w->n, &w->total));
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

rc feed_view_list(struct db *db, struct arena *a, const struct feed_filter *f, struct feed_view **ret,
		  size_t *ret_n, int64_t *ret_total)
{
	struct viewing w = { .a = a, .filter = f };

	must(f->max <= FEED_VIEWS_MAX);
	TRY(db_read(db, FOR_SUPERVISION, "feed list", list, &w));
	*ret = w.list;
	*ret_n = w.n;
	*ret_total = w.total;
	return OK;
}

struct progress {
	feed_id id;
	str step;
	int64_t done, total;
	instant began;
};

static rc set_progress(struct tx *tx, void *cls)
{
	const struct progress *p = cls;

	return feed_progress(tx, p->id, p->step, p->done, p->total, p->began);
}

rc feed_show_progress(struct db *db, feed_id id, str step, int64_t done, int64_t total, instant began)
{
	struct progress p = { id, step, done, total, began };

	return db_write(db, FOR_SYSTEM, "feed progress", set_progress, &p);
}

struct reporting {
	struct arena *a;
	feed_id id;
	struct feed_report report;
};

static rc report(struct tx *tx, void *cls)
{
	struct reporting *w = cls;
	struct feed f;
	str mark, why;

	TRY(feed_get(tx, w->id, w->a, &f));
	TRY(manifest_read(w->a, (str){ (const char *)f.manifest.p, f.manifest.n }, &w->report.manifest,
			  &why));
	TRY(person_mark(tx, w->a, &mark));
	/* what is half applied has changed the register itself */
	w->report.stale = f.first_person_id == 0 && !str_eq(mark, f.register_mark);
	TRY(feed_reaches(tx, w->id, w->a, &w->report.reach, &w->report.reach_n));
	return feed_examples(tx, w->id, w->a, &w->report.examples, &w->report.examples_n);
}

rc feed_report_get(struct db *db, struct arena *a, feed_id id, struct feed_report *ret)
{
	struct reporting w = { .a = a, .id = id };

	TRY(db_read(db, FOR_REGISTRATION, "feed report", report, &w));
	*ret = w.report;
	return OK;
}

struct following {
	struct arena *a;
	feed_id id, next;
};

static rc following(struct tx *tx, void *cls)
{
	struct following *w = cls;
	struct feed_sequences of_body;
	struct feed f, next;

	w->next = (feed_id){ 0 };
	TRY(feed_get(tx, w->id, w->a, &f));
	TRY(feed_sequences(tx, f.body_id, w->a, &of_body));
	if (of_body.waiting == 0)
		return OK;
	TRY(feed_find(tx, f.body_id, of_body.waiting, w->a, &next));
	if (str_eq(next.state, feed_state_name(FEED_VERIFIED)))
		w->next = next.feed_id;
	return OK;
}

rc feed_following(struct db *db, struct arena *a, feed_id id, feed_id *ret)
{
	struct following w = { .a = a, .id = id };

	TRY(db_read(db, FOR_SUPERVISION, "feed following", following, &w));
	*ret = w.next;
	return OK;
}

struct coming {
	struct arena *a;
	body_id body;
	struct feed_next next;
};

static rc coming(struct tx *tx, void *cls)
{
	struct coming *w = cls;
	struct body body;
	struct feed_sequences of_body;

	TRY(body_read(tx, w->body, w->a, &body));
	TRY(feed_sequences(tx, w->body, w->a, &of_body));
	w->next = (struct feed_next){ body.code, body.name_fr, body.name_ar, body.scheme, of_body.last + 1 };
	return OK;
}

rc feed_next_of(struct db *db, struct arena *a, body_id body, struct feed_next *ret)
{
	struct coming w = { .a = a, .body = body };

	TRY(db_read(db, FOR_SUPERVISION, "feed next", coming, &w));
	*ret = w.next;
	return OK;
}
