/* face/portal/report.c - the simulation of a delivery, as the one who decides reads it, and the decision. */
#include "face/portal/campaign_rows.h"
#include "face/portal/feed_rows.h"
#include "face/portal/handlers.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/feed_simulate.h"

enum { REASON_MAX = 1000, REASON_BYTES_MIN = 3 };

static str number(struct request *q, int64_t n)
{
	struct out o;
	struct locale at = { (enum lang)q->lang, portal_of(q)->country };

	out_init(&o, q->a, 32);
	text_number(&o, at, TEXT_INTO_PLAIN, n);
	return out_view(&o);
}

/* The sums of the manifest. They were compared with the file when it was verified: what differs never comes
 * this far; rows are counted once more, by their outcomes. */
static void totals_of(struct request *q, const struct feed_view *f, const struct feed_report *r,
		      struct show_feed_report *v)
{
	struct show_total *t = arena_array(q->a, struct show_total, r->manifest.totals_n + 2);
	size_t n = 0;

	t[n++] = (struct show_total){ S("rows"), number(q, f->feed.rows_told), number(q, v->rows),
				      f->feed.rows_told == v->rows };
	t[n++] = (struct show_total){ S("bytes"), number(q, f->feed.bytes_told),
				      number(q, f->feed.bytes_told), true };
	for (size_t i = 0; i < r->manifest.totals_n; i++) {
		str rows = number(q, r->manifest.totals[i].rows);
		t[n++] = (struct show_total){ r->manifest.totals[i].income_class, rows, rows, true };
	}
	v->totals = t;
	v->totals_n = n;
}

static void examples_of(struct request *q, const struct feed_report *r, struct show_feed_report *v)
{
	struct show_example *e = arena_array(q->a, struct show_example, r->examples_n + 1);

	for (size_t i = 0; i < r->examples_n; i++)
		e[i] = (struct show_example){ r->examples[i].outcome, r->examples[i].code,
					      r->examples[i].line,    r->examples[i].record_id,
					      r->examples[i].name,    r->examples[i].detail };
	v->examples = e;
	v->examples_n = r->examples_n;
}

static instant simulated_at(const struct feed_view *f)
{
	instant at = { 0 };

	for (size_t i = 0; i < f->steps_n; i++)
		if (str_eq(f->steps[i].state, feed_state_name(FEED_SIMULATED)))
			at = f->steps[i].at;
	return at;
}

/* What it would take to tell them how to open their account. */
static rc reach_of(struct request *q, const struct feed_report *r, struct show_effects *ret)
{
	struct campaign c = { .template = S("activation.code"), .address = campaign_address(q) };
	struct campaign_size *sizes = arena_array(q->a, struct campaign_size, r->reach_n + 1);
	struct campaign_cost cost;

	for (size_t i = 0; i < r->reach_n; i++)
		sizes[i] = (struct campaign_size){ .language = r->reach[i].language,
						   .mobile = r->reach[i].mobile,
						   .mail = r->reach[i].mail,
						   .n = r->reach[i].n };
	TRY(campaign_measure_sizes(portal_of(q)->db, q->a, &c, sizes, r->reach_n, &cost));
	ret->messages = cost.by_sms + cost.by_email;
	ret->by_sms = cost.by_sms;
	ret->by_email = cost.by_email;
	ret->no_way = cost.no_way;
	ret->parts = cost.parts;
	ret->cost = campaign_cost_text(q, cost.parts, cost.part_cost);
	return OK;
}

static rc show_report(struct request *q, struct reply *p, struct page *page, int status)
{
	struct feed_view f;
	struct feed_report r;

	TRY(feed_asked(q, TASK_READ_REPORT, &f));
	CHECK(f.counts_n > 0 && !str_eq(f.feed.state, feed_state_name(FEED_REJECTED)), FEED_STATE);
	TRY(feed_report_get(portal_of(q)->db, q->a, f.feed.feed_id, &r));
	bool open = str_eq(f.feed.state, feed_state_name(FEED_SIMULATED));
	struct show_feed_report v = { .head = feed_row_of(q, &f),
				      .simulated = simulated_at(&f),
				      .effects = { .numbers = f.feed.registered },
				      .stale = open && r.stale,
				      .decided = !open,
				      .may_approve = open && !r.stale && feed_may(q, &f, TASK_APPROVE),
				      .same_person =
					  open && may(q, TASK_APPROVE) && !feed_may(q, &f, TASK_APPROVE) };
	feed_counts_of(q, &f, &v.counts, &v.counts_n);
	for (size_t i = 0; i < v.counts_n; i++)
		v.rows += v.counts[i].n;
	v.effects.reviews = counts_of(v.counts, v.counts_n, S("REVIEW"));
	TRY(reach_of(q, &r, &v.effects));
	v.reason = q->method == HTTP_POST ? request_text(q, "reason") : S("");
	totals_of(q, &f, &r, &v);
	examples_of(q, &r, &v);
	frame_reply(q, p, status, page_feed_report, page, &v);
	return OK;
}

static rc report(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);

	return show_report(q, p, &page, 200);
}

static rc go_to_feed(struct request *q, struct reply *p, const struct feed_view *f, const char *did)
{
	frame_go(q, p,
		 str_printf(q->a, "/feeds/%lld?did=%s&ref=%.*s", (long long)f->feed.feed_id.v, did,
			    STR_ARG(feed_reference(q, f))));
	return OK;
}

static rc approve(struct request *q, struct reply *p)
{
	struct feed_view f;

	TRY(feed_asked(q, TASK_APPROVE, &f));
	TRY(feed_approve(portal_of(q)->db, f.feed.feed_id, actor_of(q)->user_id, S("")));
	return go_to_feed(q, p, &f, "approved");
}

static rc send_back(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);
	struct feed_view f;
	str reason = request_text(q, "reason");

	TRY(feed_asked(q, TASK_SEND_BACK, &f));
	page.path = str_printf(q->a, "/feeds/%lld/report", (long long)f.feed.feed_id.v);
	if (q->bad > 0 || reason.n < REASON_BYTES_MIN) {
		frame_problem(q, &page, "reason", text_get(page.at.lang, TEXT(report_no_reason)));
		return show_report(q, p, &page, 422);
	}
	TRY(feed_send_back(portal_of(q)->db, f.feed.feed_id, actor_of(q)->user_id, reason));
	return go_to_feed(q, p, &f, "sent_back");
}

const struct route report_routes[] = {
	ROUTE(HTTP_GET, "/feeds/{feed:id}/report", MAY_READ_REPORT, FOR_REGISTRATION, report,
	      "What a delivery would do, with examples"),
	ROUTE(HTTP_POST, "/feeds/{feed:id}/approve", MAY_APPROVE, FOR_REGISTRATION, approve,
	      "Lets a simulated delivery be applied", .body = BODY_FORM, .kind = REPLY_REDIRECT,
	      .writes = true),
	ROUTE(HTTP_POST, "/feeds/{feed:id}/send-back", MAY_SEND_BACK, FOR_REGISTRATION, send_back,
	      "Refuses a simulated delivery, with the reason",
	      .params = PARAMS(PARAM("reason", PARAM_TEXT, .required = true, .max = REASON_MAX)),
	      .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	{ 0 },
};
