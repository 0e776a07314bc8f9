/* face/portal/feeds.c - the list of deliveries, one of them, and its answer. */
#include "face/portal/campaign_rows.h"
#include "face/portal/feed_rows.h"
#include "face/portal/handlers.h"

#include "pages.h"
#include "service/body.h"
#include "service/feed_apply.h"
#include "service/work.h"

#include <sodium.h>
#include <string.h>

enum { LIST_EACH = 20, REFRESH_S = 3 };

/* ---- the list ---- */

static rc body_choices(struct request *q, struct show_feeds *v, body_id *ret_body)
{
	struct body_view *list;
	size_t n;

	*ret_body = actor_of(q)->body_id;
	if (ret_body->v != 0)
		return OK;
	TRY(body_show_all(portal_of(q)->db, q->a, &list, &n));
	struct choice *choices = arena_array(q->a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++) {
		choices[i] = (struct choice){ list[i].code, frame_name(q, list[i].name_fr, list[i].name_ar) };
		if (str_eq(list[i].code, v->body))
			*ret_body = list[i].body_id;
	}
	CHECK(v->body.n == 0 || ret_body->v != 0, BODY_NONE);
	v->bodies = choices;
	v->bodies_n = n;
	return OK;
}

static void state_choices(struct request *q, struct show_feeds *v)
{
	static const char *const states[] = { "RECEIVED", "VERIFIED", "SIMULATED", "APPROVED",
					      "APPLIED",  "ANSWERED", "SENT_BACK", "REJECTED" };
	enum { STATES = sizeof states / sizeof states[0] };
	struct choice *choices = arena_array(q->a, struct choice, STATES);
	enum text_key key;

	for (size_t i = 0; i < STATES; i++) {
		str word = str_of(states[i]);
		must(text_find("feedstate.", word, &key));
		choices[i] = (struct choice){ word, text_get((enum lang)q->lang, key) };
	}
	v->states = choices;
	v->states_n = STATES;
}

static rc list(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);
	struct show_feeds v = { .state = request_text(q, "state"),
				.body = request_text(q, "body"),
				.may_send = may(q, TASK_DELIVER) };
	int64_t number = request_value(q, "page")->state == VALUE_GOOD ? request_int(q, "page") : 1, total;
	struct feed_filter f = { .state = v.state, .max = LIST_EACH };
	struct feed_view *found;

	CHECK(1 <= number && number <= 1000000, FORM_FIELD);
	f.skip = (number - 1) * LIST_EACH;
	TRY(body_choices(q, &v, &f.body));
	state_choices(q, &v);
	TRY(feed_view_list(portal_of(q)->db, q->a, &f, &found, &v.n, &total));
	struct show_feed_row *rows = arena_array(q->a, struct show_feed_row, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		rows[i] = feed_row_of(q, &found[i]);
	v.rows = rows;
	str query = str_printf(q->a, "state=%.*s&body=%.*s&", STR_ARG(v.state), STR_ARG(v.body));
	v.paging = frame_paging(q, S("/feeds"), query, number, LIST_EACH, (int64_t)v.n, total);
	frame_reply(q, p, 200, page_feeds, &page, &v);
	return OK;
}

/* ---- one ---- */

static void progress_of(struct request *q, const struct feed_view *f, struct show_feed *v)
{
	int64_t us = q->now.us - f->feed.step_began.us;

	v->seconds_left = -1;
	if (f->feed.step.n == 0)
		return;
	v->done = f->feed.step_done;
	v->total = f->feed.step_total;
	if (us < 1000000 || v->done <= 0)
		return;
	v->rate = v->done * 1000 / (us / 1000);
	if (v->rate > 0 && v->total >= v->done)
		v->seconds_left = (v->total - v->done) / v->rate;
}

/* Runs something now, or will it as soon as the jobs come to it? Then the browser comes again by itself. */
static void refresh(struct request *q, struct reply *p, struct page *page, bool running)
{
	if (!running || request_value(q, "still")->state != VALUE_NONE)
		return;
	page->refresh_s = REFRESH_S;
	reply_header(p, "Refresh", str_printf(q->a, "%d", REFRESH_S));
}

static void allowed(const struct request *q, const struct feed_view *f, struct show_feed *v)
{
	enum feed_state s = feed_state_of(f->feed.state);
	bool stale = f->failed == E_FEED_STALE;

	/* simulating is begun by itself; by hand only when that failed, or to do it anew */
	v->may_simulate = FEED_VERIFIED <= s && s <= FEED_APPROVED && f->feed.first_person_id == 0 &&
			  (s < FEED_SIMULATED || stale) && feed_may(q, f, TASK_SIMULATE);
	v->may_read_report =
	    s >= FEED_SIMULATED && s != FEED_REJECTED && f->counts_n > 0 && feed_may(q, f, TASK_READ_REPORT);
	v->may_approve = s == FEED_SIMULATED && feed_may(q, f, TASK_APPROVE);
	v->may_apply = s == FEED_APPROVED && !stale && feed_may(q, f, TASK_APPLY);
	v->may_send_back = s == FEED_SIMULATED && !v->may_approve && feed_may(q, f, TASK_SEND_BACK);
	v->same_person = s == FEED_SIMULATED && may(q, TASK_APPROVE) && !v->may_approve;
}

/* "found / told", with a name before it for a control total. */
static void compared(const struct feed *f, struct show_feed_refused *v)
{
	str d = f->error_detail;
	const char *slash = d.n > 0 ? memmem(d.p, d.n, " / ", 3) : NULL;

	if (slash == NULL) {
		v->found = d;
		return;
	}
	v->found = (str){ d.p, (size_t)(slash - d.p) };
	v->told = (str){ slash + 3, d.n - v->found.n - 3 };
}

static const char *check_of(int64_t error)
{
	switch (error) {
	case E_FEED_MANIFEST:
		return "manifest";
	case E_SIGN_CERT:
	case E_SIGN_FORM:
	case E_SIGN_SIGNER:
	case E_SIGN_CONTENT:
	case E_SIGN_EXPIRED:
		return "signature";
	case E_PACKED:
		return "packed";
	case E_FEED_SHA256:
		return "sha256";
	case E_FEED_BYTES:
		return "bytes";
	case E_FEED_ROWS:
	case E_FEED_LINE_LONG:
		return "rows";
	case E_FEED_TOTALS:
		return "totals";
	case E_FEED_HEADER:
		return "columns";
	case E_FEED_SCHEME:
		return "scheme";
	case E_FEED_SEQUENCE:
	case E_FEED_ORDER:
		return "sequence";
	default:
		return "body";
	}
}

static void show_refused(struct request *q, struct reply *p, struct page *page, const struct feed_view *f)
{
	const char *name = rc_info((rc){ (int)f->feed.error })->name, *check = check_of(f->feed.error);
	struct show_feed_refused v = { .head = feed_row_of(q, f),
				       .error = f->feed.error,
				       .error_name = str_of(name),
				       .check = str_of(check),
				       .may_send = may(q, TASK_DELIVER) };

	compared(&f->feed, &v);
	feed_steps_of(q, f, &v.steps, &v.steps_n);
	frame_reply(q, p, 200, page_feed_refused, page, &v);
}

static str hexadecimal(struct arena *a, blob b)
{
	char *text = arena_array(a, char, 2 * b.n + 1);

	(void)sodium_bin2hex(text, 2 * b.n + 1, b.p, b.n);
	return (str){ text, 2 * b.n };
}

/* Once its people are registered they can be written to; what was sent is one click away. */
static rc campaigns_of(struct request *q, const struct feed_view *f, struct show_feed *v)
{
	bool applied =
	    feed_state_of(f->feed.state) == FEED_APPLIED || feed_state_of(f->feed.state) == FEED_ANSWERED;
	struct campaign *list;

	v->may_campaign = applied && may(q, TASK_PLAN_CAMPAIGN);
	if (!applied || !may(q, TASK_SEE_CAMPAIGN))
		return OK;
	TRY(campaigns_list(portal_of(q)->db, q->a, f->feed.feed_id.v, &list, &v->campaigns_n));
	struct show_campaign_row *rows = arena_array(q->a, struct show_campaign_row, v->campaigns_n + 1);
	for (size_t i = 0; i < v->campaigns_n; i++)
		rows[i] = campaign_row(&list[i]);
	v->campaigns = rows;
	return OK;
}

static rc show(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);
	struct feed_view f;

	TRY(feed_asked(q, TASK_SEE_DELIVERY, &f));
	if (str_eq(f.state, feed_state_name(FEED_REJECTED))) {
		show_refused(q, p, &page, &f);
		return OK;
	}
	struct show_feed v = { .head = feed_row_of(q, &f),
			       .scheme = f.feed.scheme,
			       .sha256 = hexadecimal(q->a, f.feed.sha256),
			       .bytes = f.feed.bytes_told,
			       .created = f.feed.created_at,
			       .answer_bytes = feed_may(q, &f, TASK_TAKE_ANSWER) ? f.answer_bytes : 0 };
	feed_steps_of(q, &f, &v.steps, &v.steps_n);
	feed_counts_of(q, &f, &v.counts, &v.counts_n);
	progress_of(q, &f, &v);
	allowed(q, &f, &v);
	TRY(campaigns_of(q, &f, &v));
	if (f.failed != 0 && page.notice.kind == NOTE_NONE)
		page.notice = (struct notice){ .kind = NOTE_WARN,
					       .text = text_of_rc(page.at.lang, (rc){ (int)f.failed }) };
	refresh(q, p, &page, v.head.step.n > 0);
	frame_reply(q, p, 200, page_feed, &page, &v);
	return OK;
}

/* ---- what is done to it ---- */

static rc ask(struct request *q, struct reply *p, enum task task, str kind, const char *did)
{
	struct feed_view f;

	TRY(feed_asked(q, task, &f));
	enum feed_state s = feed_state_of(f.feed.state);
	bool right = task == TASK_APPLY ? s == FEED_APPROVED : FEED_VERIFIED <= s && s <= FEED_APPROVED;
	CHECK(right, FEED_STATE);
	TRY(work_ask(portal_of(q)->db, q->now, kind, f.feed.feed_id.v, actor_of(q)->user_id));
	frame_go(q, p, str_printf(q->a, "/feeds/%lld?did=%s", (long long)f.feed.feed_id.v, did));
	return OK;
}

static rc simulate(struct request *q, struct reply *p)
{
	return ask(q, p, TASK_SIMULATE, WORK_FEED_SIMULATE, "simulate");
}

static rc apply(struct request *q, struct reply *p)
{
	return ask(q, p, TASK_APPLY, WORK_FEED_APPLY, "apply");
}

/* ---- the answer ---- */

/* The piece that is being sent; the next one is read from the store when this one has left. */
struct answer {
	struct db *db;
	feed_id id;
	struct arena piece;
	str rest;
	int64_t position;
};

static int64_t read_answer(void *cls, int64_t at, char *to, size_t room)
{
	struct answer *s = cls;

	(void)at; /* always the next byte */
	if (s->rest.n == 0) {
		arena_done(&s->piece);
		if (!rc_ok(feed_answer_read(s->db, &s->piece, s->id, s->position++, &s->rest)) ||
		    s->rest.n == 0)
			return -1;
	}
	size_t n = s->rest.n < room ? s->rest.n : room;
	memcpy(to, s->rest.p, n);
	s->rest = (str){ s->rest.p + n, s->rest.n - n };
	return (int64_t)n;
}

static void answer_done(void *cls) { arena_done(&((struct answer *)cls)->piece); }

static rc answer(struct request *q, struct reply *p)
{
	struct feed_view f;

	TRY(feed_asked(q, TASK_TAKE_ANSWER, &f));
	CHECK(f.answer_bytes > 0, FEED_STATE);
	TRY(feed_answer_taken(portal_of(q)->db, f.feed.feed_id, actor_of(q)->user_id));
	struct answer *s = arena_new(q->a, struct answer);
	*s = (struct answer){ .db = portal_of(q)->db, .id = f.feed.feed_id };
	arena_init(&s->piece, (size_t)8 << 20);
	struct reply_source source = { read_answer, answer_done, s, f.answer_bytes };
	reply_file(q, p, S("text/csv; charset=utf-8"),
		   str_printf(q->a, "%.*s.answer.csv", STR_ARG(feed_reference(q, &f))), &source);
	return OK;
}

#define SEND_MAX ((size_t)4 << 30)

const struct route feed_routes[] = {
	ROUTE(HTTP_GET, "/feeds", MAY_SEE_DELIVERY, FOR_SUPERVISION, list, "Deliveries, newest first",
	      .params =
		  PARAMS(PARAM("state", PARAM_WORD), PARAM("body", PARAM_WORD), PARAM("page", PARAM_INT))),
	ROUTE(HTTP_GET, "/feeds/send", MAY_DELIVER, FOR_REGISTRATION, feed_send_form,
	      "Asks for the three files"),
	ROUTE(HTTP_POST, "/feeds/send", MAY_DELIVER, FOR_REGISTRATION, feed_send, "Takes in a delivery",
	      .params = PARAMS(PARAM("manifest", PARAM_FILE), PARAM("signature", PARAM_FILE),
			       PARAM("csv", PARAM_FILE)),
	      .body = BODY_FORM, .upload = &feed_upload, .body_max = SEND_MAX, .kind = REPLY_REDIRECT,
	      .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/feeds/{feed:id}", MAY_SEE_DELIVERY, FOR_SUPERVISION, show,
	      "One delivery: state, progress, counts", .params = PARAMS(PARAM("still", PARAM_CHECK))),
	ROUTE(HTTP_GET, "/feeds/{feed:id}/sent", MAY_SEE_DELIVERY, FOR_SUPERVISION, feed_sent,
	      "Confirms that a delivery was received"),
	ROUTE(HTTP_POST, "/feeds/{feed:id}/simulate", MAY_SIMULATE, FOR_REGISTRATION, simulate,
	      "Asks for a simulation", .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_POST, "/feeds/{feed:id}/apply", MAY_APPLY, FOR_REGISTRATION, apply,
	      "Asks for an approved delivery to be applied", .body = BODY_FORM, .kind = REPLY_REDIRECT,
	      .writes = true),
	ROUTE(HTTP_GET, "/feeds/{feed:id}/answer", MAY_TAKE_ANSWER, FOR_REGISTRATION, answer,
	      "The answer file, row by row", .kind = REPLY_FILE, .writes = true),
	{ 0 },
};
