/* What a person and an agent are shown of rights: the stored timeline, what would reopen it, the family's,
 * and a day decided again. */
#include "service/rights_show.h"

#include "domain/contribution/contribution.h"
#include "domain/household/household.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "service/refresh_rights.h"
#include "testing/people.h"

struct call {
	struct town *w;
	person_id who, other;
	struct membership m;
	struct contribution_period c;
	struct household_score s;
	str role;
	int64_t n;
};

static date on(const char *iso)
{
	date d;
	must(rc_ok(date_parse((str){ iso, strlen(iso) }, &d)));
	return d;
}

static rc do_sign(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return law_signed_for_all(tx, k->w->a, k->w->country);
}
static rc do_member(struct tx *tx, void *cls)
{
	struct call *k = cls;
	TRY(membership_add(tx, &k->m));
	return refresh_rights(tx, clock_now(), k->m.person_id, NULL);
}
static rc do_paid(struct tx *tx, void *cls)
{
	struct call *k = cls;
	TRY(contribution_set(tx, k->w->a, &k->c, NULL));
	return refresh_rights(tx, clock_now(), k->c.person_id, NULL);
}
static rc do_score(struct tx *tx, void *cls)
{
	struct call *k = cls;
	TRY(household_score_set(tx, k->w->a, &k->s, NULL));
	return refresh_rights(tx, clock_now(), k->s.person_id, NULL);
}
static rc do_link(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct family_link l = { .person_id = k->who,
				 .relative_id = k->other,
				 .role = k->role,
				 .from_day = on("2000-01-01"),
				 .known_from = clock_now(),
				 .known_until = KNOWN_STILL,
				 .until_day = DATE_NEVER,
				 .state = LINK_ACTIVE,
				 .reason = S(""),
				 .source_id = 1 };
	TRY(family_link_add(tx, &l));
	return refresh_rights(tx, clock_now(), k->who, NULL);
}

static void sign(struct call *k) { must(rc_ok(db_write(k->w->db, FOR_SYSTEM, "test", do_sign, k))); }

static void member(struct call *k, person_id p, const char *scheme, const char *from)
{
	k->m = (struct membership){ .person_id = p,
				    .scheme = town_text(scheme),
				    .from_day = on(from),
				    .known_from = clock_now(),
				    .known_until = KNOWN_STILL,
				    .until_day = DATE_NEVER,
				    .state = S("ACTIVE"),
				    .profession = S(""),
				    .income_class = S("RNS"),
				    .activity_start = S(""),
				    .source_id = 1 };
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", do_member, k)));
}

static void paid(struct call *k, person_id p, const char *month, int64_t amount, const char *day)
{
	k->c = (struct contribution_period){ .person_id = p,
					     .scheme = S("AMO-TNS"),
					     .period_from = on(month),
					     .known_from = clock_now(),
					     .period_until = date_add_months(on(month), 1),
					     .amount = amount,
					     .paid_day = day == NULL ? DATE_NEVER : on(day),
					     .source_id = 1 };
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", do_paid, k)));
}

static void score(struct call *k, person_id p, const char *from, const char *value)
{
	k->s = (struct household_score){ .person_id = p,
					 .from_day = on(from),
					 .known_from = clock_now(),
					 .score = town_text(value),
					 .source_id = 1 };
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", do_score, k)));
}

static void tie(struct call *k, person_id of, person_id who, const char *role)
{
	k->who = of;
	k->other = who;
	k->role = town_text(role);
	must(rc_ok(db_write(k->w->db, FOR_COUNTER, "test", do_link, k)));
}

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
	struct call k = { .w = &w };
	struct acting agent = town_agent(), self;
	struct rights_view v;

	sign(&k);
	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1"),
		  wife = town_person(&w, "Idrissi", "Salma", "1975-01-01", "F", "A2"),
		  stranger = town_person(&w, "Fassi", "Hind", "1975-01-01", "F", "A3");
	member(&k, man, "AMO-TNS", "2026-01-01");
	tie(&k, man, wife, "SPOUSE");
	for (int m = 1; m <= 4; m++)
		paid(&k, man, str_printf(a, "2026-%02d-01", m).p, 27600, str_printf(a, "2026-%02d-10", m).p);
	paid(&k, man, "2026-05-01", 27600, NULL);
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
	t_rc(rights_show_number(w.db, a, &agent, S("12"), on("2026-06-15"), &v), PERSON_NONE);
	/* every reading is written down, refused ones are none */
	t_int(read_events(&k, man), 4);
	t_need(rights_show(w.db, a, &agent, man, on("2026-06-15"), &v));
	str number = v.number;
	t_need(rights_show_number(w.db, a, &agent, number, on("2026-06-15"), &v));
	t_int(v.person_id.v, man.v);
	t_int(read_events(&k, man), 6);
	db_close(w.db);
}

T(a_score_above_closes_and_offers)
{
	struct town w = town_open(a, "t_rights_offer", "ma");
	struct call k = { .w = &w };
	struct acting agent = town_agent();
	struct rights_view v;
	bool achamil = false, tns = false, tadamon = false;

	sign(&k);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	member(&k, p, "AMO-TADAMON", "2024-01-01");
	score(&k, p, "2024-01-01", "9.1");
	score(&k, p, "2026-05-01", "9.9");
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
	struct call k = { .w = &w };
	struct acting agent = town_agent();
	struct rights_view v;

	sign(&k);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	member(&k, p, "AMO-TNS", "2026-01-01");
	t_need(rights_show(w.db, a, &agent, p, on("2026-06-15"), &v));
	t_int(v.now.is->state, RIGHT_SUSPENDED);
	t_ok(v.waits && v.arrears.unsaid && v.arrears.due == 0);
	t_ok(v.cannot.n > 0 && str_skip(&v.cannot, S("ma/")));
	db_close(w.db);
}

T(a_day_is_shown_as_it_was_known)
{
	struct town w = town_open(a, "t_rights_day", "ma");
	struct call k = { .w = &w };
	struct acting agent = town_agent();
	struct rights_day d;
	date today = clock_day(clock_now());

	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	member(&k, p, "AMO-TNS", "2026-01-01");
	/* nobody had signed: it couldn't be said, and is decided the same */
	t_need(rights_show_day(w.db, a, &agent, p, on("2026-02-01"), today, &d));
	t_ok(d.there && d.again_there && d.is.state == RIGHT_UNKNOWN);
	t_int(d.differs, 0);
	t_int(d.law_version, 1);
	t_int((int64_t)d.facts.members_n, 1);
	/* signed for, and not yet made anew: what differs is said */
	sign(&k);
	t_need(rights_show_day(w.db, a, &agent, p, on("2026-02-01"), today, &d));
	t_ok(d.differs & RIGHTS_DIFFER_STATE);
	t_ok(d.differs & RIGHTS_DIFFER_REASON);
	t_int(d.again.state, RIGHT_SUSPENDED);
	paid(&k, p, "2026-01-01", 27600, "2026-01-10");
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
	struct call k = { .w = &w };
	struct acting agent = town_agent();
	struct rights_view v;
	long n = 0;

	sign(&k);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	member(&k, p, "AMO-TNS", "2026-01-01");
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
