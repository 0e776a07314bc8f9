/* What people say is wrong in their file: said once, decided by an agent, and not undone by the body that
 * sent it. */
#include "testing/deliveries.h"
#include "testing/outbox.h"
#include "testing/people.h"
#include "testing/rights.h"

#include "service/decide_statement.h"
#include "service/make_statement.h"
#include "service/requests.h"
#include "service/review_show.h"
#include "service/statement_matter.h"

#include "domain/contact/contact.h"
#include "domain/feed/dispute.h"
#include "domain/journal/journal.h"

#define REVIEWER ((user_id){ 9 })
#define NEWEST ((feed_id){ 0 })

T(dispute_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_dispute_statements");

	for (const struct db_stmt *const *s = dispute_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct scene {
	struct office w;
	person_id one;
	struct person p;
	struct membership *m;
	size_t n;
	struct statement_making make;
	struct statement_made made;
	struct fund_request r;
};

static rc find(struct tx *tx, void *cls)
{
	struct scene *s = cls;
	struct person *all;
	size_t n;

	TRY(person_page(tx, (person_id){ 0 }, 10, s->w.a, &all, &n));
	must(n >= 1);
	s->one = all[0].person_id;
	return OK;
}

static rc read_file(struct tx *tx, void *cls)
{
	struct scene *s = cls;

	TRY(person_get(tx, s->one, s->w.a, &s->p));
	return membership_list(tx, s->one, s->w.a, &s->m, &s->n);
}

static void look_at(struct scene *s) { must(rc_ok(db_read(s->w.db, FOR_AUDIT, "test", read_file, s))); }

static str row(struct scene *s, const char *action, const char *names, const char *profession)
{
	return row_of(&s->w, "R1", action, "AA1", names, "1990-05-01",
		      str_printf(s->w.a, "1 rue du port,0612345678,,fr,%s,CPU,2020-01-01,", profession).p);
}

/* What the body's row became. */
static bool delivered(struct scene *s, int64_t sequence, str rows, const char *outcome)
{
	str answer = S("");

	must(rc_ok(whole_delivery(&s->w, sequence, rows, &answer)));
	return memmem(answer.p, answer.n, outcome, strlen(outcome)) != NULL;
}

static void scene(struct scene *s, struct arena *a, const char *name)
{
	*s = (struct scene){ .w = office_open(a, name) };
	must(delivered(s, 1, row(s, "NEW", "ALAMI,SARA", "TAXI"), "REGISTERED"));
	must(rc_ok(db_read(s->w.db, FOR_AUDIT, "test", find, s)));
	look_at(s);
	s->make = (struct statement_making){ .by = town_self(s->one),
					     .person = s->one,
					     .client_id = 1,
					     .kind = REQUEST_STOPPED,
					     .scheme = S("AMO-TNS"),
					     .from_day = s->m[0].from_day,
					     .stopped_day = { s->m[0].from_day.days + 100 } };
}

static rc made(struct scene *s) { return statement_make(s->w.db, s->w.a, &s->make, &s->made); }

static rc accepted(struct scene *s)
{
	struct acting by = { .why = FOR_COUNTER, .user = TOWN_AGENT };

	TRY(request_act(s->w.db, s->w.a, &by, s->made.request_id, DO_TAKE, S(""), &s->r));
	return statement_accept(s->w.db, s->w.a, &by, s->made.request_id, S("seen"), &s->r);
}

static review_id question(struct scene *s)
{
	struct review_filter f = { .state = REVIEW_OPEN, .asked_until = KNOWN_STILL, .max = 50 };
	struct review_page page;

	must(rc_ok(review_page_get(s->w.db, s->w.a, &f, REVIEWER, &page)));
	return page.n == 1 ? page.items[0].review.review_id : (review_id){ 0 };
}

static rc decided(struct scene *s, enum review_answer answer)
{
	person_id person;

	return review_decide(s->w.db, question(s), NEWEST, REVIEWER, answer, S("asked her"), &person);
}

T(stopped_ends_on_the_day)
{
	struct scene s;
	struct acting by = { .why = FOR_COUNTER, .user = TOWN_AGENT };

	scene(&s, a, "t_statement_stopped");
	t_need(made(&s));
	t_ok(s.made.reference.n > 0 && s.made.receipt.n == 0 && !s.made.again);
	struct outbox o = outbox(s.w.db, a);
	t_str(o.list[0].kind, "request.received");
	t_need(made(&s));
	t_ok(s.made.again);
	/* the same matter, another form */
	str reference = s.made.reference;
	request_id id = s.made.request_id;
	s.make.client_id = 2;
	t_rc(made(&s), STATEMENT_OPEN);
	t_ok(str_eq(s.made.reference, reference));
	/* not by the way of the others */
	t_need(request_act(s.w.db, a, &by, id, DO_TAKE, S(""), &s.r));
	t_rc(request_act(s.w.db, a, &by, id, DO_ACCEPT, S(""), &s.r), REQUEST_KIND);
	t_need(statement_accept(s.w.db, a, &by, id, S("seen"), &s.r));
	t_str(s.r.state, "ACCEPTED");
	look_at(&s);
	t_int((int64_t)s.n, 1);
	t_str(s.m[0].state, "ENDED");
	t_int(s.m[0].until_day.days, s.make.stopped_day.days);
	t_int(s.m[0].source_id, id.v);
	t_rc(statement_accept(s.w.db, a, &by, id, S("seen"), &s.r), REQUEST_STATE);
	db_close(s.w.db);
}

/* Whom an answer leaves without the right of today hears of it, once. */
T(stopped_is_told_when_it_ends_a_right)
{
	struct scene s;

	scene(&s, a, "t_statement_told");
	struct town w = { .a = a, .db = s.w.db, .country = S("ma") };
	struct rights_case k = { .w = &w };
	date today = clock_day(clock_now());
	int year, month, day;
	country_signed(&w);
	date_split(today, &year, &month, &day);
	for (int m = -14; m <= 0; m++) {
		date first = date_add_months((date){ today.days - (day - 1) }, m);
		const char *on = str_c(a, date_text(a, first));
		t_need(paid(&k, s.one, on, on));
	}
	/* long ago: what is maintained is over, too */
	t_need(made(&s));
	size_t before = outbox(s.w.db, a).n;
	t_need(accepted(&s));
	struct outbox o = outbox(s.w.db, a);
	size_t ended = 0;
	for (size_t i = 0; i < o.n - before; i++)
		ended += str_eq(o.list[i].kind, S("rights.ended")) && o.list[i].person_id.v == s.one.v;
	t_int((int64_t)ended, 1);
	db_close(s.w.db);
}

/* The body says it again: an equal row brings nothing, a changed one is a question. */
T(stopped_stays_over)
{
	struct scene s;

	scene(&s, a, "t_statement_over");
	t_need(made(&s));
	t_need(accepted(&s));
	t_ok(delivered(&s, 2, row(&s, "UPDATE", "ALAMI,SARA", "TAXI"), "UNCHANGED"));
	t_ok(delivered(&s, 3, row(&s, "UPDATE", "ALAMI,SARA", "PECHE"), "REVIEW,DISPUTED"));
	look_at(&s);
	t_ok(s.n == 1 && str_eq(s.m[0].state, S("ENDED")));
	t_ok(question(&s).v != 0);
	t_need(decided(&s, REVIEW_IS_NOT_SAME));
	look_at(&s);
	t_ok(s.n == 1 && str_eq(s.m[0].state, S("ENDED")));
	t_ok(delivered(&s, 4, row(&s, "UPDATE", "ALAMI,SARA", "PECHE"), "UNCHANGED"));
	t_int(question(&s).v, 0);
	/* something else again; this time she has begun anew */
	t_ok(delivered(&s, 5, row(&s, "UPDATE", "ALAMI,SARA", "TAXI"), "REVIEW,DISPUTED"));
	review_id asked = question(&s);
	t_need(decided(&s, REVIEW_IS_SAME));
	look_at(&s);
	t_ok(s.n == 2 && str_eq(s.m[1].state, S("ACTIVE")) && s.m[1].until_day.days == DATE_NEVER.days);
	t_ok(delivered(&s, 6, row(&s, "UPDATE", "ALAMI,SARA", "MACON"), "UPDATED"));
	t_rc(review_undo(s.w.db, asked, REVIEWER, S("no")), REVIEW_BUILT_ON);
	/* the body itself may always end it */
	t_ok(delivered(&s, 7, S("R1,CEASE,,,,,,,,,,,,,,,,,\n"), "CEASED"));
	db_close(s.w.db);
}

/* Under a new key of the body the question is the same, and so is the answer: nobody is registered twice. */
T(stopped_stays_over_under_another_key)
{
	struct scene s;
	person_id other;
	str rest = S("1 rue du port,0612345678,,fr,PECHE,CPU,2020-01-01,");

	scene(&s, a, "t_statement_key");
	t_need(made(&s));
	t_need(accepted(&s));
	t_ok(delivered(&s, 2, row_of(&s.w, "R7", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", rest.p),
		       "REVIEW,DISPUTED"));
	review_id asked = question(&s);
	t_need(review_decide(s.w.db, asked, NEWEST, REVIEWER, REVIEW_IS_NOT_SAME, S("asked her"), &other));
	t_int(other.v, 0);
	look_at(&s);
	t_ok(s.n == 1 && str_eq(s.m[0].state, S("ENDED")));
	t_ok(delivered(&s, 3, row_of(&s.w, "R7", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01", rest.p),
		       "UNCHANGED"));
	/* she has begun anew after all */
	t_need(review_undo(s.w.db, asked, REVIEWER, S("she called")));
	t_need(decided(&s, REVIEW_IS_SAME));
	look_at(&s);
	t_ok(s.n == 2 && str_eq(s.m[1].state, S("ACTIVE")));
	db_close(s.w.db);
}

/* An apply that was interrupted, and goes on after an agent has agreed. */
T(accepted_while_a_delivery_is_applied)
{
	struct scene s;
	struct parcel p;
	feed_id id;
	bool again, done;
	long n = 0;

	scene(&s, a, "t_statement_amid");
	t_need(made(&s));
	p = parcel_of(&s.w, 2, row(&s, "UPDATE", "ALAMI,SARA", "PECHE"));
	t_need(receive_parcel(&s.w, &p, &id, &again));
	while (!str_eq(feed_now(&s.w, id).state, S("APPROVED")))
		t_need(next_step(&s.w, id, &done));
	while (feed_now(&s.w, id).first_person_id == 0 && n < 200) {
		db_fail_after(s.w.db, n++, E_DB_DOWN);
		t_ok(!rc_ok(feed_apply(s.w.db, id, AGENT, nobody_watches, NULL)));
		db_fail_after(s.w.db, -1, E_OK);
	}
	t_need(accepted(&s));
	t_need(feed_apply(s.w.db, id, AGENT, nobody_watches, NULL));
	look_at(&s);
	t_ok(s.n == 1 && str_eq(s.m[0].state, S("ENDED")));
	t_ok(question(&s).v != 0);
	db_close(s.w.db);
}

T(answer_taken_back_disputes_again)
{
	struct scene s;

	scene(&s, a, "t_statement_back");
	t_need(made(&s));
	t_need(accepted(&s));
	t_ok(delivered(&s, 2, row(&s, "UPDATE", "ALAMI,SARA", "PECHE"), "REVIEW,DISPUTED"));
	review_id asked = question(&s);
	t_need(decided(&s, REVIEW_IS_SAME));
	t_need(review_undo(s.w.db, asked, REVIEWER, S("asked the wrong one")));
	look_at(&s);
	t_ok(s.n == 1 && str_eq(s.m[0].state, S("ENDED")));
	t_int(question(&s).v, asked.v);
	t_ok(delivered(&s, 3, row(&s, "NEW", "ALAMI,SARA", "MACON"), "REVIEW,DISPUTED"));
	t_ok(delivered(&s, 4, S("R1,CEASE,,,,,,,,,,,,,,,,,\n"), "RECORD_UNKNOWN"));
	db_close(s.w.db);
}

T(not_me_leaves_and_is_registered_apart)
{
	struct scene s;

	scene(&s, a, "t_statement_not_me");
	s.make.kind = REQUEST_NOT_ME;
	t_need(made(&s));
	t_need(accepted(&s));
	look_at(&s);
	t_int((int64_t)s.n, 0); /* its row is there, known until now */
	t_ok(delivered(&s, 2, row(&s, "UPDATE", "ALAMI,SARA", "PECHE"), "REVIEW,DISPUTED"));
	/* under another key of the body too */
	t_ok(delivered(&s, 3, row_of(&s.w, "R7", "NEW", "AA1", "ALAMI,SARA", "1990-05-01", USUAL),
		       "REVIEW,DISPUTED"));
	look_at(&s);
	t_int((int64_t)s.n, 0);
	struct review_filter f = { .state = REVIEW_OPEN, .asked_until = KNOWN_STILL, .max = 50 };
	struct review_page page;
	t_need(review_page_get(s.w.db, a, &f, REVIEWER, &page));
	t_int((int64_t)page.n, 2);
	person_id other;
	t_need(review_decide(s.w.db, page.items[0].review.review_id, NEWEST, REVIEWER, REVIEW_IS_NOT_SAME,
			     S("two people, one number"), &other));
	t_ok(other.v != 0 && other.v != s.one.v);
	t_ok(delivered(&s, 4, row(&s, "UPDATE", "ALAMI,SARA", "MACON"), "UPDATED")); /* of the other one */
	look_at(&s);
	t_int((int64_t)s.n, 0);
	db_close(s.w.db);
}

T(not_me_of_a_delivery)
{
	struct scene s;

	scene(&s, a, "t_statement_source");
	s.make.kind = REQUEST_NOT_ME, s.make.source_id = s.m[0].source_id, s.make.scheme = S("");
	t_need(made(&s));
	t_need(accepted(&s));
	look_at(&s);
	t_int((int64_t)s.n, 0);
	t_ok(delivered(&s, 2, row(&s, "UPDATE", "ALAMI,SARA", "PECHE"), "REVIEW,DISPUTED"));
	db_close(s.w.db);
}

struct reading {
	struct scene *s;
	struct event *e;
	size_t n;
};

static rc newest_events(struct tx *tx, void *cls)
{
	struct reading *r = cls;

	return journal_of_person(tx, r->s->one, (event_id){ INT64_MAX }, 2, r->s->w.a, &r->e, &r->n);
}

/* What an agent sees of somebody stands in the journal. */
T(agents_reading_is_written_down)
{
	struct scene s;
	struct reading r = { .s = &s };
	struct acting by = { .why = FOR_COUNTER, .user = TOWN_AGENT };
	struct request_statement about = { .field = S("born") };
	struct statement_matter m;
	struct request_item *list;
	size_t n;

	scene(&s, a, "t_statement_read");
	t_need(statement_matter(s.w.db, a, &by, s.one, &about, &m));
	t_str(m.known, "1990-05-01");
	t_need(request_mine(s.w.db, a, &by, s.one, 10, &list, &n));
	t_need(db_read(s.w.db, FOR_AUDIT, "test", newest_events, &r));
	t_int((int64_t)r.n, 2);
	t_str(r.e[0].kind, "request.listed");
	t_str(r.e[1].kind, "person.read");
	t_ok(r.e[0].user_id.v == TOWN_AGENT.v && r.e[1].user_id.v == TOWN_AGENT.v);
	/* one's own isn't */
	by = town_self(s.one);
	t_need(statement_matter(s.w.db, a, &by, s.one, &about, &m));
	t_need(request_mine(s.w.db, a, &by, s.one, 10, &list, &n));
	event_id newest = r.e[0].event_id;
	t_need(db_read(s.w.db, FOR_AUDIT, "test", newest_events, &r));
	t_int(r.e[0].event_id.v, newest.v);
	db_close(s.w.db);
}

T(corrected_name_stays)
{
	struct scene s;

	scene(&s, a, "t_statement_name");
	s.make.kind = REQUEST_CORRECTION, s.make.field = S("last_name"), s.make.value = S("EL ALAMI");
	t_need(made(&s));
	t_need(accepted(&s));
	look_at(&s);
	t_str(s.p.last_name, "EL ALAMI");
	t_str(s.p.first_name, "SARA");
	/* the body has the old name; what else it brings is taken */
	t_ok(delivered(&s, 2, row(&s, "UPDATE", "ALAMI,SARAH", "TAXI"), "UPDATED"));
	look_at(&s);
	t_str(s.p.last_name, "EL ALAMI");
	t_str(s.p.first_name, "SARAH");
	db_close(s.w.db);
}

static rc say_phone(struct tx *tx, void *cls)
{
	struct scene *s = cls;
	struct contact_said said = { .person_id = s->one,
				     .said_at = clock_now(),
				     .kind = contact_kind_name(CONTACT_PHONE),
				     .how = CONTACT_BY_CODE };

	return contact_said_add(tx, &said);
}

/* The body repeats a phone: what the person said since is newer. */
T(own_phone_stays)
{
	struct scene s;

	scene(&s, a, "t_statement_phone");
	t_need(db_write(s.w.db, FOR_COUNTER, "test", say_phone, &s));
	t_ok(delivered(&s, 2,
		       row_of(&s.w, "R1", "UPDATE", "AA1", "ALAMI,SARA", "1990-05-01",
			      "2 rue du port,0698765432,,fr,TAXI,CPU,2020-01-01,"),
		       "UPDATED"));
	look_at(&s);
	t_int(s.p.phone, INT64_C(212612345678));
	t_str(s.p.address, "2 rue du port");
	db_close(s.w.db);
}

T(statements_that_cannot_be)
{
	struct scene s;

	scene(&s, a, "t_statement_wrong");
	s.make.stopped_day = s.make.from_day;
	t_rc(made(&s), STATEMENT_FIELD);
	t_str(s.made.wrong, "stopped");
	s.make.stopped_day = (date){ clock_day(clock_now()).days + 2 };
	t_rc(made(&s), STATEMENT_FIELD);
	s.make.stopped_day.days--, s.make.scheme = S("AMO-S");
	t_rc(made(&s), STATEMENT_FIELD);
	t_str(s.made.wrong, "about");
	s.make.kind = REQUEST_NOT_ME, s.make.scheme = S(""), s.make.source_id = 77;
	t_rc(made(&s), STATEMENT_FIELD);
	s.make.kind = REQUEST_CORRECTION, s.make.field = S("sex"), s.make.value = S("M");
	t_rc(made(&s), STATEMENT_FIELD);
	t_str(s.made.wrong, "field");
	s.make.field = S("born"), s.make.value = S("2090-01-01");
	t_rc(made(&s), STATEMENT_FIELD);
	t_str(s.made.wrong, "born");
	s.make.value = S("1990-05-01"); /* as it is */
	t_rc(made(&s), STATEMENT_FIELD);
	s.make.field = S("first_name"), s.make.value = S("");
	t_rc(made(&s), STATEMENT_FIELD);
	t_str(s.made.wrong, "value");
	s.make.kind = S("QUESTION");
	t_rc(made(&s), REQUEST_KIND);
	/* somebody else's file; an agent without a reason */
	s.make.kind = REQUEST_CORRECTION, s.make.value = S("SARAH"), s.make.by = town_self((person_id){ 5 });
	t_rc(made(&s), PERSON_NONE);
	s.make.by = town_agent(), s.make.by.reason = S("");
	t_rc(made(&s), ASSIST_REASON);
	s.make.by = town_agent();
	s.make.by.what = (struct acted){ S("statement"), S("طلب تصحيح"), S("demande"), S("a correction") };
	t_need(made(&s));
	t_ok(s.made.receipt.n > 0);
	t_str(outbox(s.w.db, a).list[0].kind, "agent.acted");
	db_close(s.w.db);
}
