/* What a person and an agent are shown of rights: the stored timeline, what would reopen it, the family's,
 * and a day decided again. */
#include "service/rights_show.h"

#include "domain/journal/journal.h"
#include "testing/rights.h"

struct call {
	struct town *w;
	struct rights_case f;
	person_id who;
	int64_t n;
};

static rc count(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct event *e;
	size_t n;

	TRY(journal_of_person(tx, k->who, (event_id){ INT64_MAX }, 100, k->w->a, &e, &n));
	k->n = 0;
	for (size_t i = 0; i < n; i++)
		k->n += str_eq(e[i].kind, S("rights.read"));
	return OK;
}

static int64_t read_events(struct call *k, person_id p)
{
	k->who = p;
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", count, k)));
	return k->n;
}

T(rights_are_shown_with_what_reopens_them)
{
	struct town w = town_open(a, "t_rights_show", "ma");
	struct call k = { .w = &w, .f.w = &w };
	struct acting agent = town_agent(), self;
	struct rights_view v;

	country_signed(&w);
	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1"),
		  wife = town_person(&w, "Idrissi", "Salma", "1975-01-01", "F", "A2"),
		  stranger = town_person(&w, "Fassi", "Hind", "1975-01-01", "F", "A3");
	t_need(member(&k.f, man, "AMO-TNS", "2026-01-01"));
	t_need(tied(&k.f, man, wife, ROLE_SPOUSE, "2000-01-01"));
	for (int m = 1; m <= 4; m++)
		t_need(
		    paid(&k.f, man, str_printf(a, "2026-%02d-01", m).p, str_printf(a, "2026-%02d-10", m).p));
	t_need(paid(&k.f, man, "2026-05-01", NULL));
	self = (struct acting){ .why = FOR_SELF, .person = man };

	/* open, until nothing is paid */
	t_need(rights_show(w.db, a, &self, man, on("2026-05-15"), &v));
	t_int(v.now.is->state, RIGHT_OPEN);
	t_int(v.now.until.days, on("2026-06-01").days);
	t_ok(v.now.unless_paid && !v.waits);
	t_str(v.member_scheme, "AMO-TNS");
	t_int(v.member_from.days, on("2026-01-01").days);
	t_ok(v.now.is->basis.n > 0);
	t_int((int64_t)v.family_n, 1);
	t_int(v.family[0].now.is->state, RIGHT_OPEN);
	t_int(v.family[0].now.is->r.insured_id.v, man.v);
	/* suspended: what is owed */
	t_need(rights_show(w.db, a, &self, man, on("2026-06-15"), &v));
	t_int(v.now.is->state, RIGHT_SUSPENDED);
	t_ok(v.waits);
	t_int((int64_t)v.arrears.periods, 1);
	t_int(v.arrears.due, 27600);
	t_int(v.arrears.reopens.days, on("2026-07-01").days);
	t_int((int64_t)v.arrears.then, 1); /* June is due by then */
	/* waiting at the beginning */
	t_need(rights_show(w.db, a, &self, man, on("2026-02-01"), &v));
	t_int(v.now.is->state, RIGHT_CLOSED);
	t_ok(v.now.next != NULL && v.now.next->state == RIGHT_OPEN);
	/* before the fund knew anything */
	t_need(rights_show(w.db, a, &self, man, on("2020-02-01"), &v));
	t_ok(v.now.is == NULL && v.now.next == NULL);
	t_str(v.member_scheme, "");
	/* the wife sees her own: through whom, and no arrears of his */
	self.person = wife;
	t_need(rights_show(w.db, a, &self, wife, on("2026-06-15"), &v));
	t_int(v.now.is->state, RIGHT_SUSPENDED);
	t_str(v.insured_first, "Karim");
	t_ok(!v.waits);
	t_int((int64_t)v.family_n, 0);
	/* nobody else's */
	t_rc(rights_show(w.db, a, &self, man, on("2026-06-15"), &v), PERSON_NONE);
	self.person = stranger;
	t_rc(rights_show(w.db, a, &self, wife, on("2026-06-15"), &v), PERSON_NONE);
	t_rc(rights_show(w.db, a, &agent, (person_id){ 0 }, on("2026-06-15"), &v), PERSON_NONE);
	/* every reading is written down, refused ones are none */
	t_int(read_events(&k, man), 4);
	t_need(rights_show(w.db, a, &agent, man, on("2026-06-15"), &v));
	t_int(v.person_id.v, man.v);
	t_int(read_events(&k, man), 5);
	db_close(w.db);
}

T(a_score_above_closes_and_offers)
{
	struct town w = town_open(a, "t_rights_offer", "ma");
	struct call k = { .w = &w, .f.w = &w };
	struct acting agent = town_agent();
	struct rights_view v;
	bool achamil = false, tns = false, tadamon = false;

	country_signed(&w);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k.f, p, "AMO-TADAMON", "2024-01-01"));
	t_need(scored(&k.f, p, "2024-01-01", "9.1"));
	t_need(scored(&k.f, p, "2026-05-01", "9.9"));
	t_need(rights_show(w.db, a, &agent, p, on("2026-04-15"), &v));
	t_int(v.now.is->state, RIGHT_OPEN);
	t_int((int64_t)v.offers_n, 0);
	t_need(rights_show(w.db, a, &agent, p, on("2026-06-15"), &v));
	t_int(v.now.is->state, RIGHT_CLOSED);
	t_ok(v.offers_n >= 2);
	for (size_t i = 0; i < v.offers_n; i++) {
		achamil |= i == 0 && str_eq(v.offer[i], S("AMO-ACHAMIL"));
		tns |= str_eq(v.offer[i], S("AMO-TNS"));
		tadamon |= str_eq(v.offer[i], S("AMO-TADAMON"));
	}
	t_ok(achamil && tns && !tadamon);
	db_close(w.db);
}

T(an_amount_that_cant_be_computed_names_the_value)
{
	struct town w = town_open(a, "t_rights_cannot", "ma");
	struct call k = { .w = &w, .f.w = &w };
	struct acting agent = town_agent();
	struct rights_view v;

	country_signed(&w);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k.f, p, "AMO-TNS", "2026-01-01"));
	t_need(rights_show(w.db, a, &agent, p, on("2026-06-15"), &v));
	t_int(v.now.is->state, RIGHT_SUSPENDED);
	t_ok(v.waits && v.arrears.unsaid && v.arrears.due == 0);
	t_ok(v.cannot.n > 0 && str_skip(&v.cannot, S("ma/")));
	db_close(w.db);
}

T(a_day_is_shown_as_it_was_known)
{
	struct town w = town_open(a, "t_rights_day", "ma");
	struct call k = { .w = &w, .f.w = &w };
	struct acting agent = town_agent();
	struct rights_day d;
	date today = clock_day(clock_now());

	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k.f, p, "AMO-TNS", "2026-01-01"));
	/* nobody had signed: it couldn't be said, and is decided the same */
	t_need(rights_show_day(w.db, a, &agent, p, on("2026-02-01"), today, &d));
	t_ok(d.there && d.again_there && d.is.state == RIGHT_UNKNOWN);
	t_int(d.differs, 0);
	t_int(d.law_version, 1);
	t_int((int64_t)d.facts.members_n, 1);
	/* signed for, and not yet made anew: what differs is said */
	country_signed(&w);
	t_need(rights_show_day(w.db, a, &agent, p, on("2026-02-01"), today, &d));
	t_ok(d.differs & RIGHTS_DIFFER_STATE);
	t_ok(d.differs & RIGHTS_DIFFER_REASON);
	t_int(d.again.state, RIGHT_SUSPENDED);
	t_need(paid(&k.f, p, "2026-01-01", "2026-01-10"));
	t_need(rights_show_day(w.db, a, &agent, p, on("2026-01-20"), today, &d));
	t_int(d.differs, 0);
	t_int(d.is.state, RIGHT_CLOSED);
	t_int((int64_t)d.facts.paid_n, 1);
	/* a day of the past on which no law was kept yet, and the person wasn't known */
	t_need(rights_show_day(w.db, a, &agent, p, on("2026-01-20"), on("2020-01-01"), &d));
	t_ok(!d.there && d.no_law && !d.again_there);
	t_int((int64_t)d.facts.members_n, 0);
	/* a day before the fund knew anything of */
	t_need(rights_show_day(w.db, a, &agent, p, on("2001-01-01"), today, &d));
	t_ok(!d.there && !d.again_there && d.differs == 0);
	t_rc(rights_show_day(w.db, a, &agent, p, on("2026-01-20"), (date){ today.days + 1 }, &d),
	     RIGHTS_KNOWN);
	t_int(read_events(&k, p), 5);
	db_close(w.db);
}

T(whatever_fails_leaves_no_reading)
{
	struct town w = town_open(a, "t_rights_show_fails", "ma");
	struct call k = { .w = &w, .f.w = &w };
	struct acting agent = town_agent();
	struct rights_view v;
	long n = 0;

	country_signed(&w);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k.f, p, "AMO-TNS", "2026-01-01"));
	for (rc r = rc_raise(E_IO, "", 0); !rc_ok(r); n++) {
		t_int(read_events(&k, p), 0);
		db_fail_after(w.db, n, E_IO);
		r = rights_show(w.db, a, &agent, p, on("2026-06-15"), &v);
		db_fail_after(w.db, -1, E_OK);
		t_ok(n < 200);
		if (n >= 200)
			break;
	}
	t_ok(n > 8);
	t_int(read_events(&k, p), 1);
	db_close(w.db);
}
