/* Rights that end soon: told once, and again only when the end moves. */
#include "service/remind_rights.h"

#include "domain/message/message.h"
#include "testing/rights.h"

enum { AHEAD = 30 };

struct call {
	struct town *w;
	struct rights_case k;
	struct rights_reminding run;
	struct message *m;
	size_t n;
	person_id child;
	bool first, second;
};

static void nobody(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls, (void)step, (void)done, (void)total;
}

/* Noon of a day, in the fund's time. */
static instant noon(date d) { return (instant){ d.days * INT64_C(86400000000) + INT64_C(39600000000) }; }

static rc days(struct tx *tx, void *cls)
{
	(void)cls;
	return rights_reminder_set(tx, &(struct rights_reminder){ AHEAD, 5, clock_now(), TOWN_AGENT });
}

static bool holds(str text, str part) { return memmem(text.p, text.n, part.p, part.n) != NULL; }

static rc all(struct tx *tx, void *cls)
{
	struct call *k = cls;
	return message_list(tx, (person_id){ 0 }, (message_id){ INT64_MAX }, 100, k->w->a, &k->m, &k->n);
}

/* The kinds that were written by the look of a day, the newest first. */
static str reminded(struct call *k, date day)
{
	str out = S("");

	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", all, k)));
	size_t before = k->n;
	must(rc_ok(rights_remind(k->w->db, noon(day), TOWN_AGENT, nobody, NULL, &k->run)));
	t_ok(k->run.done_at.us > 0 && k->run.day.days == day.days);
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", all, k)));
	for (size_t i = 0; i < k->n - before; i++)
		out =
		    str_printf(k->w->a, "%.*s%s%.*s", STR_ARG(out), i > 0 ? " " : "", STR_ARG(k->m[i].kind));
	return out;
}

static struct call opened(struct arena *a, struct town *w, const char *name)
{
	struct call k = { .w = w };

	*w = town_open(a, name, "ma");
	k.k.w = w;
	country_signed(w);
	must(rc_ok(db_write(w->db, FOR_SYSTEM, "test", days, NULL)));
	w->phone = INT64_C(212612345678);
	return k;
}

#define REMINDED(day) reminded(&k, on(day))

static rc remembered(struct tx *tx, void *cls)
{
	struct call *k = cls;
	struct rights_told age = { k->child, on("2026-09-20"), S("rights.ends.age"), { 0 } };
	struct rights_told proof = { k->child, on("2027-07-01"), S("rights.ends.proof"), { 0 } };

	TRY(rights_was_told(tx, &age, &k->first));
	return rights_was_told(tx, &proof, &k->second);
}

T(a_childs_birthday_at_the_age_limit_is_told_ahead_to_who_insures_it)
{
	struct town w;
	struct call k = opened(a, &w, "t_remind_child");

	person_id head = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	w.phone = 0;
	person_id child = town_person(&w, "Amrani", "Adam", "2005-09-20", "M", "");
	t_need(member(&k.k, head, "AMO-PENSION", "2026-01-01"));
	t_need(tied(&k.k, head, child, ROLE_CHILD, "2005-09-20"));
	t_str(said(&k.k, child, KNOWN_NOW), "2026-01-01 OPEN AMO-PENSION, 2026-09-20 CLOSED AMO-PENSION");
	t_str(REMINDED("2026-08-20"), ""); /* 31 days before */
	t_str(REMINDED("2026-08-21"), "rights.ends.age");
	t_ok(k.m[0].person_id.v == head.v && k.run.people == 1 && k.run.told == 1);
	t_ok(holds(k.m[0].body, S("Adam Amrani")) && holds(k.m[0].body, S("2026-09-19")));
	t_str(REMINDED("2026-08-21"), ""); /* the same day again, and the next one */
	t_str(REMINDED("2026-08-22"), "");
	/* studies move the end: nothing is near; their end is another one */
	t_need(studies(&k.k, child, "2026-09-01", "2027-07-01"));
	t_str(REMINDED("2026-08-23"), "");
	t_str(REMINDED("2027-06-15"), "rights.ends.proof");
	t_str(REMINDED("2027-06-16"), "");
	/* what was told of an end that is over is forgotten */
	k.child = child;
	t_need(db_read(w.db, FOR_COUNTER, "test", remembered, &k));
	t_ok(!k.first && k.second);
	/* who follows the insured isn't told beside */
	t_need(studies(&k.k, child, "2027-07-01", "2028-07-01"));
	t_str(REMINDED("2027-06-17"), "");
	db_close(w.db);
}

T(a_score_that_counts_from_a_later_day_is_told_and_a_scheme_that_follows_is_not)
{
	struct town w;
	struct call k = opened(a, &w, "t_remind_score");

	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k.k, p, "AMO-TADAMON", "2024-01-01"));
	t_need(scored(&k.k, p, "2024-01-01", "9.0"));
	t_need(scored(&k.k, p, "2026-06-01", "9.9"));
	t_str(REMINDED("2026-05-20"), "rights.ends.score");
	t_need(scored(&k.k, p, "2026-06-01", "9.1"));
	t_need(scored(&k.k, p, "2026-06-10", "9.9"));
	t_str(REMINDED("2026-05-21"), "rights.ends.score"); /* the end moved */
	t_ok(holds(k.m[0].body, S("2026-06-09")));
	t_str(REMINDED("2026-05-22"), "");
	/* from the same day on by something else: no end */
	person_id q = town_person(&w, "Fassi", "Hind", "1970-01-01", "F", "A2");
	t_need(member(&k.k, q, "AMO-TADAMON", "2024-01-01"));
	t_need(scored(&k.k, q, "2024-01-01", "9.0"));
	t_need(scored(&k.k, q, "2026-06-15", "9.9"));
	t_need(member(&k.k, q, "AMO-PENSION", "2026-06-15"));
	t_str(said(&k.k, q, KNOWN_NOW), "2024-01-01 OPEN AMO-TADAMON, 2026-06-15 OPEN AMO-PENSION");
	t_str(REMINDED("2026-06-01"), "");
	db_close(w.db);
}

T(a_payment_has_days_of_its_own_and_a_family_hears_once)
{
	struct town w;
	struct call k = opened(a, &w, "t_remind_paid");

	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	w.phone = INT64_C(212612345679);
	person_id q = town_person(&w, "Fassi", "Hind", "1972-01-01", "F", "A2");
	t_need(member(&k.k, p, "AMO-TNS", "2025-01-01"));
	for (int m = 0; m < 16; m++) {
		str month = date_text(a, date_add_months(on("2025-01-01"), m));
		t_need(paid(&k.k, p, str_c(a, month), str_c(a, month)));
	}
	t_need(tied(&k.k, p, q, ROLE_SPOUSE, "2000-01-01"));
	str timeline = said(&k.k, p, KNOWN_NOW);
	struct right last = k.k.r[k.k.n - 1];
	if (!str_eq(last.state, S("SUSPENDED")))
		t_fail("%.*s", STR_ARG(timeline));
	t_str(reminded(&k, (date){ last.from_day.days - 6 }), "");
	t_str(reminded(&k, (date){ last.from_day.days - 5 }), "rights.ends.payment");
	t_ok(k.m[0].person_id.v == p.v);
	t_str(reminded(&k, (date){ last.from_day.days - 4 }), "");
	db_close(w.db);
}

T(a_look_that_breaks_goes_on_and_is_asked_for_once_a_day)
{
	struct town w;
	struct call k = opened(a, &w, "t_remind_breaks");
	bool asked;

	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k.k, p, "AMO-TADAMON", "2024-01-01"));
	t_need(scored(&k.k, p, "2024-01-01", "9.0"));
	t_need(scored(&k.k, p, "2026-06-01", "9.9"));
	t_need(rights_remind_ask(w.db, noon(on("2026-05-20")), &asked));
	t_ok(asked);
	t_need(rights_remind_ask(w.db, noon(on("2026-05-20")), &asked));
	t_ok(!asked);
	for (int at = 3; at < 60; at++) { /* wherever the store fails */
		db_fail_after(w.db, at, E_IO);
		rc r = rights_remind(w.db, noon(on("2026-05-20")), TOWN_AGENT, nobody, NULL, &k.run);
		db_fail_after(w.db, -1, E_OK);
		if (rc_ok(r))
			break;
	}
	t_str(REMINDED("2026-05-20"), "");
	t_int((int64_t)k.n, 1);
	t_need(rights_remind_ask(w.db, noon(on("2026-05-21")), &asked));
	t_ok(asked);
	db_close(w.db);
}

/* On PostgreSQL a commit can be lost to another one: the page is written once more, and none is left out. */
T(a_page_whose_commit_is_lost_is_not_left_out)
{
	struct town w;
	struct call k = opened(a, &w, "t_remind_lost");

	/* each one who was told before is one more question: the place moves on by one each time */
	for (int i = 0; i < 40; i++) {
		person_id p =
		    town_person(&w, "Amrani", "Karim", "1970-01-01", "M", str_printf(a, "A%d", i).p);
		t_need(member(&k.k, p, "AMO-TADAMON", "2024-01-01"));
		t_need(scored(&k.k, p, "2024-01-01", "9.0"));
		t_need(scored(&k.k, p, "2026-06-01", "9.9"));
		db_fail_after(w.db, 2 * i, E_DB_CONFLICT);
		t_need(rights_remind(w.db, noon(on("2026-05-20")), TOWN_AGENT, nobody, NULL, &k.run));
		db_fail_after(w.db, -1, E_OK);
		t_str(REMINDED("2026-05-20"), "");
		t_int((int64_t)k.n, i + 1);
	}
	db_close(w.db);
}

T(the_days_are_set_by_a_director_and_without_them_nobody_is_told)
{
	struct town w = town_open(a, "t_remind_setting", "ma");
	struct actor agent = { .user_id = TOWN_AGENT, .roles = COUNTER_AGENT, .step = STEP_FULL },
		     director = { .user_id = TOWN_AGENT, .roles = DIRECTOR, .step = STEP_FULL };
	struct rights_reminder r;
	struct rights_reminding run;
	bool asked;

	t_rc(rights_remind(w.db, clock_now(), TOWN_AGENT, nobody, NULL, &run), RIGHTS_REMINDER_NONE);
	t_need(rights_remind_ask(w.db, clock_now(), &asked));
	t_ok(!asked);
	t_rc(rights_remind_days(w.db, &agent, 30, 0), ROLE);
	t_rc(rights_remind_days(w.db, &director, 367, 0), RIGHTS_REMINDER_DAYS);
	t_rc(rights_remind_days(w.db, &director, 30, -1), RIGHTS_REMINDER_DAYS);
	t_need(rights_remind_days(w.db, &director, 20, 0));
	t_need(rights_remind_days(w.db, &director, 30, 7));
	t_need(rights_remind_setting(w.db, a, &r));
	t_ok(r.days == 30 && r.payment_days == 7 && r.changed_by.v == TOWN_AGENT.v);
	db_close(w.db);
}
