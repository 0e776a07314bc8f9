/* face/portal/laws.c - the law of the fund: its versions, what one changes, proposing, putting in force. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/law_rows.h"
#include "face/portal/law_simulation.h"
#include "face/portal/part.h"

#include "pages.h"
#include "service/put_law.h"

enum {
	FILE_MAX = 1 << 20,
	CHANGES_MAX = 300,	 /* on a page */
	LAW_MEMORY = 256 << 20,	 /* laws that are read and compared, figures, beside the request's own */
	UPLOAD_MEMORY = 4 << 20, /* a file while it arrives; it grows by doubling */
};

/* ---- all of them ---- */

static struct show_law_row row_of(const struct law_version_view *x)
{
	return (struct show_law_row){ .nth = x->v.nth,
				      .state = x->v.state,
				      .who = x->proposed_by,
				      .when = x->v.proposed_at,
				      .reason = x->v.reason };
}

static rc list(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_LAW);
	struct law_versions all;

	TRY(law_versions_list(portal_of(q)->db, q->a, &all));
	struct show_law_row *rows = arena_array(q->a, struct show_law_row, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		rows[i] = row_of(&all.list[i]);
	struct show_laws v = { .rows = rows, .n = all.n, .program_differs = all.program_differs };
	frame_reply(q, p, 200, page_laws, &page, &v);
	return OK;
}

/* ---- one of them ---- */

static str name_of(const struct request *q, const struct law_parameter *x)
{
	str name = q->lang == LANG_AR ? x->ar : q->lang == LANG_FR ? x->fr : x->en;

	return name.n > 0 ? name : x->fr.n > 0 ? x->fr : x->en.n > 0 ? x->en : x->ar;
}

static str unit_of(const struct request *q, const struct law_parameter *x)
{
	str word = x->has_unit ? law_unit(x->unit)->word : S("");
	enum text_key key;

	if (x->unit_note.n > 0)
		return x->unit_note;
	return text_find("lawunit.", word, &key) ? text_get((enum lang)q->lang, key) : word;
}

/* `v` NULL: not there, or the gap of the whole parameter. */
static struct show_changed_value value_of(const struct request *q, const struct law_parameter *x,
					  const struct law_value *v)
{
	if (x == NULL || (v == NULL && x->n > 0))
		return (struct show_changed_value){ .there = false };
	if (v == NULL || v->missing.n > 0)
		return (struct show_changed_value){ .there = true,
						    .gap = v != NULL ? v->missing : x->missing };
	return (struct show_changed_value){ .there = true,
					    .text = v->text,
					    .unit = unit_of(q, x),
					    .until = v->end.text,
					    .status = law_status_name(v->status) };
}

static struct show_law_change change_of(const struct request *q, const struct law_difference *d)
{
	const struct law_parameter *x = d->is != NULL ? d->is : d->was;
	const struct law_value *v = d->new != NULL ? d->new : d->old;

	return (struct show_law_change){ .change = law_change_name(d->change),
					 .path = x->path,
					 .name = name_of(q, x),
					 .from = v != NULL ? v->start.text : S(""),
					 .reference =
					     v != NULL && v->missing.n == 0 ? v->reference : x->reference,
					 .old = value_of(q, d->was, d->old),
					 .new = value_of(q, d->is, d->new) };
}

static rc show_in(struct request *q, struct reply *p, struct page *page, int status, struct arena *own)
{
	struct law_version_shown s;

	TRY(law_version_show(portal_of(q)->db, own, request_int(q, "version"), &s));
	const struct law_version *x = &s.head.v;
	size_t n = s.n < CHANGES_MAX ? s.n : CHANGES_MAX;
	struct show_law_change *changes = arena_array(q->a, struct show_law_change, n + 1);
	for (size_t i = 0; i < n; i++)
		changes[i] = change_of(q, &s.d[i]);
	bool proposed = str_eq(x->state, LAW_PROPOSED);
	struct show_law v = { .head = row_of(&s.head),
			      .base = x->base,
			      .decided_by = s.head.decided_by,
			      .decision = x->decision,
			      .decided = x->decided_at,
			      .from = x->known_from,
			      .until = { x->known_until.us == LAW_STILL.us ? 0 : x->known_until.us },
			      .changes = changes,
			      .n = n,
			      .more = (int64_t)(s.n - n),
			      .file = s.file,
			      .files_n = s.files_n,
			      .proposed = proposed,
			      .own = proposed && x->proposed_by.v == actor_of(q)->user_id.v,
			      .stale = proposed && x->base != s.in_force,
			      .reason = page->problems_n > 0 ? request_text(q, "reason") : S("") };
	TRY(law_simulation_of(q, own, x->nth, proposed && !v.stale, &v.would));
	law_simulation_refresh(q, p, page, &v.would);
	frame_reply(q, p, status, page_law, page, &v);
	return OK;
}

static rc show(struct request *q, struct reply *p, struct page *page, int status)
{
	struct arena own;

	arena_init(&own, LAW_MEMORY);
	rc r = show_in(q, p, page, status, &own);
	arena_done(&own);
	return r;
}

static rc one(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_LAW);

	return show(q, p, &page, 200);
}

/* ---- deciding ---- */

static str path_of(struct request *q, int64_t nth, const char *after)
{
	return page_path(q->a, "/law-versions", nth, after);
}

static rc approve(struct request *q, struct reply *p)
{
	int64_t nth = request_int(q, "version");
	struct arena own;

	arena_init(&own, LAW_MEMORY);
	rc r = law_approve(portal_of(q)->db, &own, q->now, actor_of(q), nth);
	arena_done(&own);
	TRY(r);
	frame_go(q, p, path_of(q, nth, "/done"));
	return OK;
}

typedef rc dismissal(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		     str reason);

static rc dismiss(struct request *q, struct reply *p, dismissal *with)
{
	int64_t nth = request_int(q, "version");
	rc r = with(portal_of(q)->db, q->a, q->now, actor_of(q), nth, request_text(q, "reason"));

	if (rc_is(r, E_LAW_VERSION_REASON)) {
		struct page page = frame_page(q, MENU_LAW);
		page.path = path_of(q, nth, "");
		frame_problem(q, &page, "reason", text_of_rc(page.at.lang, r));
		return show(q, p, &page, 422);
	}
	TRY(r);
	frame_go(q, p, path_of(q, nth, "/done"));
	return OK;
}

static rc refuse(struct request *q, struct reply *p) { return dismiss(q, p, law_refuse); }
static rc withdraw(struct request *q, struct reply *p) { return dismiss(q, p, law_withdraw); }

static rc done(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_LAW);
	int64_t nth = request_int(q, "version");
	struct law_versions all;

	TRY(law_versions_list(portal_of(q)->db, q->a, &all));
	CHECK(0 < nth && nth <= (int64_t)all.n, LAW_VERSION_NONE);
	const struct law_version *x = &all.list[all.n - (size_t)nth].v;
	struct show_done v =
	    done_law(x->state, str_printf(q->a, "LAW-%lld", (long long)nth), path_of(q, nth, ""));
	frame_reply(q, p, 200, page_done, &page, &v);
	return OK;
}

/* ---- proposing ---- */

/* The file of the form. */
struct brought_law {
	struct arena a;
	struct gather text;
	str name;
	bool large;
};

static rc begin(struct request *q, const struct part *part)
{
	struct brought_law *b = q->upload;

	CHECK(b == NULL, FORM_FIELD); /* one file, once */
	q->upload = b = arena_new(q->a, struct brought_law);
	arena_init(&b->a, UPLOAD_MEMORY);
	b->name = str_copy(q->a, part->filename);
	return OK;
}

static rc data(struct request *q, str bytes)
{
	struct brought_law *b = q->upload;

	b->large = b->large || !rc_ok(gather_add(&b->text, &b->a, bytes, FILE_MAX));
	return OK;
}

static rc end(struct request *q)
{
	(void)q;
	return OK;
}

static void drop(struct request *q)
{
	struct brought_law *b = q->upload;

	if (b != NULL)
		arena_done(&b->a);
	q->upload = NULL;
}

static const struct upload law_upload = { begin, data, end, drop };

static rc show_form(struct request *q, struct reply *p, struct page *page, int status)
{
	struct show_law_form v = { .program = request_value(q, "program")->state == VALUE_GOOD,
				   .reason = request_text(q, "reason"),
				   .max_bytes = FILE_MAX };

	frame_reply(q, p, status, page_law_form, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_LAW);

	return show_form(q, p, &page, 200);
}

/* What a refusal is about, in words at its field; false: it isn't about the form. */
static bool told(struct request *q, struct page *page, rc r, const struct law_problem *bad)
{
	str text = text_of_rc(page->at.lang, r);

	switch (r.code) {
	case E_LAW_VERSION_REASON:
		frame_problem(q, page, "reason", text);
		return true;
	case E_LAW_FILES:
		text =
		    text_str(q->a, page->at, TEXT(lawv_mistake),
			     TEXT_ARGS(TEXT_ARG("line", str_printf(q->a, "%zu", bad->line)),
				       TEXT_ARG("what", law_mistake_words(q->a, page->at, &bad->mistake))));
		break;
	case E_LAW_VERSION_FILE:
	case E_LAW_VERSION_LARGE:
	case E_LAW_VERSION_SAME:
	case E_LAW_VERSION_AGAIN:
		break;
	default:
		return false;
	}
	frame_problem(q, page, request_value(q, "program")->state == VALUE_GOOD ? "reason" : "file", text);
	return true;
}

static rc proposed(struct request *q, struct arena *own, const struct brought_law *b, int64_t *ret,
		   struct law_problem *ret_bad)
{
	bool program = request_value(q, "program")->state == VALUE_GOOD;
	struct law_file f = { .name = S("") };
	struct law_proposal what = { .by = actor_of(q),
				     .file = &f,
				     .n = b != NULL && !program,
				     .program = program,
				     .reason = request_text(q, "reason") };

	if (b != NULL)
		f = (struct law_file){ str_printf(q->a, "%.*s/%.*s", STR_ARG(portal_of(q)->fund.country),
						  STR_ARG(b->name)),
				       { b->text.p, b->text.n } };
	CHECK(b == NULL || !b->large, LAW_VERSION_LARGE);
	rc r = law_propose(portal_of(q)->db, own, q->now, &what, ret, ret_bad);
	*ret_bad = law_problem_copy(q->a, ret_bad);
	return r;
}

static rc propose(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_LAW);
	struct law_problem bad = { .line = 0 };
	struct arena own;
	int64_t nth = 0;

	arena_init(&own, LAW_MEMORY);
	rc r = proposed(q, &own, q->upload, &nth, &bad);
	arena_done(&own);
	page.path = S("/law-versions/new");
	if (!rc_ok(r) && told(q, &page, r, &bad))
		return show_form(q, p, &page, 422);
	TRY(r);
	frame_go(q, p, path_of(q, nth, "/done"));
	return OK;
}

#define REASON PARAM("reason", PARAM_TEXT, .max = LAW_REASON_MAX)

const struct route law_routes[] = {
	ROUTE(HTTP_GET, "/law-versions", MAY_SIGN_LAW, FOR_SUPERVISION, list,
	      "The fund's law and those before, newest first"),
	ROUTE(HTTP_GET, "/law-versions/new", MAY_SIGN_LAW, FOR_SUPERVISION, form, "Asks for a law file",
	      .params = PARAMS(REASON, PARAM("program", PARAM_CHECK))),
	ROUTE(HTTP_POST, "/law-versions/new", MAY_SIGN_LAW, FOR_SYSTEM, propose, "Proposes another law",
	      .params = PARAMS(PARAM("file", PARAM_FILE), REASON, PARAM("program", PARAM_CHECK)),
	      .body = BODY_FORM, .upload = &law_upload, .body_max = FILE_MAX + BODY_MAX,
	      .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	ROUTE(HTTP_GET, "/law-versions/{version:id}", MAY_SIGN_LAW, FOR_SUPERVISION, one,
	      "One version: what it changes, who proposed it, what became of it",
	      .params = PARAMS(REASON, PARAM("still", PARAM_CHECK))),
	ROUTE(HTTP_GET, "/law-versions/{version:id}/done", MAY_SIGN_LAW, FOR_SUPERVISION, done,
	      "Confirms what was done with a version"),
	ROUTE(HTTP_POST, "/law-versions/{version:id}/approve", MAY_SIGN_LAW, FOR_SYSTEM, approve,
	      "Puts a proposed law in force", .body = BODY_FORM, .kind = REPLY_REDIRECT, .writes = true),
	ROUTE(HTTP_POST, "/law-versions/{version:id}/refuse", MAY_SIGN_LAW, FOR_SYSTEM, refuse,
	      "Refuses a proposed law", .params = PARAMS(REASON), .body = BODY_FORM, .kind = REPLY_REDIRECT,
	      .writes = true, .keeps_bad = true),
	ROUTE(HTTP_POST, "/law-versions/{version:id}/withdraw", MAY_SIGN_LAW, FOR_SYSTEM, withdraw,
	      "Takes one's own proposal back", .params = PARAMS(REASON), .body = BODY_FORM,
	      .kind = REPLY_REDIRECT, .writes = true, .keeps_bad = true),
	{ 0 },
};
