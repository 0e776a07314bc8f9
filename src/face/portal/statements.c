/* face/portal/statements.c - something in the file is wrong: this is not me, I have stopped, a name or the
 * birth is another. Said by the person, or with an agent. */
#include "face/portal/answers.h"
#include "face/portal/date_fields.h"
#include "face/portal/family_form.h"
#include "face/portal/handlers.h"
#include "face/portal/request_rows.h"
#include "face/portal/whose.h"

#include "pages.h"
#include "service/make_statement.h"
#include "service/statement_matter.h"

enum { WORDS_TYPED_MAX = 4000 };
static const char *const paper_field[] = { "paper" };

/* What the address, or the form that came back, is about. */
static struct request_statement about(struct request *q)
{
	const struct value *from = request_value(q, "from");

	return (struct request_statement){ .scheme = request_text(q, "scheme"),
					   .from_day = from->state == VALUE_GOOD ? from->day : DATE_NEVER,
					   .source_id = request_value(q, "source")->n,
					   .field = request_text(q, "field") };
}

static rc matter(struct request *q, struct statement_matter *ret)
{
	struct request_statement s = about(q);
	struct acting by = whose_reads(q);

	return statement_matter(portal_of(q)->db, q->a, &by, whose_person(q), &s, ret);
}

static str kind(const struct request *q) { return request_text(q, "kind"); }

static rc show_form(struct request *q, struct reply *p, struct page *page, int status,
		    const struct statement_matter *m, const struct brought *paper)
{
	bool sent = q->method == HTTP_POST;
	struct request_statement s = about(q);
	struct show_statement v = { .whose = whose_shown(q),
				    .client = form_client(q),
				    .kind = kind(q),
				    .scheme = s.scheme,
				    .from = s.from_day,
				    .source = s.source_id,
				    .about = statement_about(q, &s, m),
				    .sent_by = statement_sender(q, m),
				    .at = m->at,
				    .field = s.field,
				    .paper = bring_shown(paper) };

	if (sent) {
		v.stopped = date_typed(q, "stopped");
		v.born = date_typed(q, "born");
		v.value = request_text(q, "value");
		v.words = request_value(q, "words")->text;
	}
	page->path = q->method == HTTP_GET ? page->path : S("/");
	frame_reply(q, p, status, page_statement, page, &v);
	return OK;
}

static rc form(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	const struct brought none = { .bytes = 0 };
	const struct request_kind *k = request_kind(kind(q));
	struct statement_matter m;

	CHECK(k != NULL && k->statement, REQUEST_KIND);
	TRY(matter(q, &m));
	return show_form(q, p, &page, 200, &m, &none);
}

/* A day in three fields, of those kinds that ask for one. */
static void read_days(struct request *q, struct page *page, struct statement_making *m, date *ret_last)
{
	struct birth born = { 0 };

	*ret_last = DATE_NEVER;
	if (str_eq(m->kind, REQUEST_STOPPED) &&
	    (!date_read(q, "stopped", ret_last) || ret_last->days == DATE_NEVER.days))
		form_bad(q, page, "stopped", "statementbad.", S("stopped"));
	m->stopped_day = form_until(*ret_last);
	if (!str_eq(m->kind, REQUEST_CORRECTION) || !str_eq(m->field, S("born")))
		return;
	if (!birth_read(q, "born", &born) || born.year == 0)
		form_bad(q, page, "born", "statementbad.", S("born"));
	m->value = birth_text(q->a, born);
}

static void check_rows(struct answers *s, struct request *q, const struct statement_making *m, date last,
		       const struct statement_matter *matter, const struct brought *paper)
{
	struct request_statement about_it = about(q);

	answers_add_word(s, TEXT(statement_kind), "requestkind.", m->kind);
	answers_add(s, TEXT(statement_about), statement_about(q, &about_it, matter), false);
	answers_add_day(s, TEXT(statement_stopped), last);
	if (str_eq(m->kind, REQUEST_CORRECTION))
		answers_add_word(s, TEXT(statement_field), "statementfield.", m->field);
	if (str_eq(m->kind, REQUEST_CORRECTION) && str_eq(m->field, S("born"))) {
		answers_add_born(s, TEXT(statement_known), matter->known);
		answers_add_born(s, TEXT(statement_value), m->value);
	} else if (str_eq(m->kind, REQUEST_CORRECTION)) {
		answers_add(s, TEXT(statement_known), matter->known, false);
		answers_add(s, TEXT(statement_value), m->value, false);
	}
	answers_add(s, TEXT(statement_words), m->words, false);
	answers_add_paper(s, paper);
}

/* What the service said of it, at its field. */
static void told(struct request *q, struct page *page, rc r, const struct statement_made *out)
{
	str field = out->wrong;

	if (rc_is(r, E_STATEMENT_FIELD))
		form_bad(q, page, str_eq(field, S("about")) ? "words" : str_c(q->a, field), "statementbad.",
			 field);
	else if (rc_is(r, E_STATEMENT_OPEN))
		frame_problem(q, page, "words",
			      str_printf(q->a, "%.*s %.*s", STR_ARG(text_of_rc(page->at.lang, r)),
					 STR_ARG(out->reference)));
}

static struct statement_making making(struct request *q)
{
	struct request_statement s = about(q);

	return (struct statement_making){ .person = whose_person(q),
					  .client_id = form_client(q),
					  .kind = kind(q),
					  .scheme = s.scheme,
					  .from_day = s.from_day,
					  .source_id = s.source_id,
					  .field = s.field,
					  .value = request_text(q, "value"),
					  .words = request_value(q, "words")->text,
					  .only_ask = !answers_sent(q) };
}

static rc say(struct request *q, struct reply *p)
{
	struct page page = whose_page(q, MENU_HOME);
	struct answers *s = arena_new(q->a, struct answers);
	struct statement_making m = making(q);
	struct statement_made out = { .wrong = S("") };
	struct acting reads = whose_reads(q);
	struct statement_matter is;
	struct brought paper;
	document_id document;
	date last;
	rc r = OK;

	TRY(matter(q, &is));
	read_days(q, &page, &m, &last);
	(void)whose_acts(q, &page, "statement", &m.by);
	TRY(bring_keep(q, &page, &reads, m.person, paper_field[0], S("OTHER"), &paper));
	m.document = &document;
	m.documents_n = form_papers(&paper, 1, &document);
	if (page.problems_n == 0 && !answers_changed(q))
		r = statement_make(portal_of(q)->db, q->a, &m, &out);
	if (rc_is(r, E_STATEMENT_FIELD) || rc_is(r, E_STATEMENT_OPEN))
		told(q, &page, r, &out);
	else
		TRY(r);
	if (page.problems_n > 0 || answers_changed(q))
		return show_form(q, p, &page, page.problems_n > 0 ? 422 : 200, &is, &paper);
	if (answers_sent(q)) {
		whose_go(q, p, out.receipt, S("/requests"), "stated", out.reference);
		return OK;
	}
	answers_begin(s, q, &page, TEXT(statement_check), TEXT(check_lead), TEXT(statement_send));
	check_rows(s, q, &m, last, &is, &paper);
	return answers_show(q, p, s, paper_field, &paper, 1);
}

#define ABOUT \
	PARAM("kind", PARAM_WORD, .required = true), PARAM("scheme", PARAM_WORD), PARAM("from", PARAM_DAY), \
	    PARAM("source", PARAM_ID), PARAM("field", PARAM_WORD)
#define SAID \
	ABOUT, PARAM("client", PARAM_ID), PARAM("value", PARAM_TEXT), DATE_FIELDS("stopped"), \
	    DATE_FIELDS("born"), PARAM("words", PARAM_TEXT, .max = WORDS_TYPED_MAX), BRING("paper"), \
	    STEP_PARAM
#define WITH_PAPER \
	.body = BODY_FORM, .upload = &bring_upload, .body_max = BRING_BODY(1), .kind = REPLY_REDIRECT, \
	.writes = true, .keeps_bad = true

const struct route statement_routes[] = {
	ROUTE(HTTP_GET, "/own/statement", MAY_OWN_FILE, FOR_SELF, form,
	      "Asks a member what is wrong in the own file", .params = PARAMS(ABOUT)),
	ROUTE(HTTP_POST, "/own/statement", MAY_OWN_FILE, FOR_SELF, say,
	      "A member says that something is wrong", .params = PARAMS(SAID), WITH_PAPER),
	ROUTE(HTTP_GET, "/people/{person:id}/statement", MAY_ANSWER_REQUEST, FOR_COUNTER, form,
	      "Asks an agent what a person who is there says is wrong", .params = PARAMS(ABOUT),
	      .writes = true),
	ROUTE(HTTP_POST, "/people/{person:id}/statement", MAY_ANSWER_REQUEST, FOR_COUNTER, say,
	      "A person who is there says that something is wrong", .params = PARAMS(SAID, ASSISTED_PARAMS),
	      WITH_PAPER),
	{ 0 },
};
