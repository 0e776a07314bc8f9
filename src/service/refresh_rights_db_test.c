#include "domain/rights/check.h"
#include "domain/rights/reminder.h"

#include "domain/message/message.h"
#include "testing/rights.h"

struct message_box {
	struct arena *a;
	struct message *m;
	size_t n;
};

T(rights_follow_what_is_known_and_what_was_said_stays)
{
	struct town w = town_open(a, "t_refresh_rights", "ma");
	struct rights_case k = { .w = &w };

	country_signed(&w);
	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1"),
		  wife = town_person(&w, "Idrissi", "Salma", "1975-01-01", "F", "A2");
	t_need(member(&k, man, "AMO-TNS", "2026-01-01"));
	t_int(k.changed, 1);
	t_str(said(&k, man, KNOWN_NOW), "2026-01-01 SUSPENDED AMO-TNS");
	instant before = clock_now();
	t_need(paid(&k, man, "2026-01-01", "2026-01-10"));
	t_need(paid(&k, man, "2026-02-01", "2026-02-10"));
	t_need(paid(&k, man, "2026-03-01", "2026-03-10"));
	t_need(paid(&k, man, "2026-04-01", "2026-04-10"));
	t_str(said(&k, man, KNOWN_NOW),
	      "2026-01-01 CLOSED AMO-TNS, 2026-05-01 OPEN AMO-TNS, 2026-06-01 SUSPENDED AMO-TNS");
	/* known then */
	t_str(said(&k, man, before), "2026-01-01 SUSPENDED AMO-TNS");
	/* nothing new: nothing changes */
	k.who = man;
	t_need(db_write(w.db, FOR_COUNTER, "test", do_again, &k));
	t_int(k.changed, 0);
	k.l = (struct family_link){ .person_id = man,
				    .relative_id = wife,
				    .role = S("SPOUSE"),
				    .from_day = on("2000-01-01"),
				    .known_from = clock_now(),
				    .known_until = KNOWN_STILL,
				    .until_day = DATE_NEVER,
				    .state = LINK_ACTIVE,
				    .reason = S(""),
				    .source_id = 1 };
	t_need(db_write(w.db, FOR_COUNTER, "test", do_link, &k));
	t_str(said(&k, wife, KNOWN_NOW),
	      "2026-01-01 CLOSED AMO-TNS, 2026-05-01 OPEN AMO-TNS, 2026-06-01 SUSPENDED AMO-TNS");
	t_ok(k.r[1].insured_id.v == man.v);
	/* what changes for the insured changes for the family */
	k.d = (struct person_death){ .person_id = man,
				     .known_from = clock_now(),
				     .day = on("2026-05-20"),
				     .reason = S("x"),
				     .end_reason = S(""),
				     .source_id = 1 };
	t_need(db_write(w.db, FOR_COUNTER, "test", do_death, &k));
	t_str(said(&k, man, KNOWN_NOW),
	      "2026-01-01 CLOSED AMO-TNS, 2026-05-01 OPEN AMO-TNS, 2026-05-21 CLOSED ");
	t_str(said(&k, wife, KNOWN_NOW),
	      "2026-01-01 CLOSED AMO-TNS, 2026-05-01 OPEN AMO-TNS, 2026-05-21 OPEN AMO-TNS, "
	      "2028-05-21 CLOSED AMO-TNS");
	db_close(w.db);
}

T(a_law_that_nobody_signed_for_says_nothing)
{
	struct town w = town_open(a, "t_refresh_unsigned", "ma");
	struct rights_case k = { .w = &w };

	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k, man, "AMO-TNS", "2026-01-01"));
	t_str(said(&k, man, KNOWN_NOW), "2026-01-01 UNKNOWN AMO-TNS");
	country_signed(&w);
	k.who = man;
	t_need(db_write(w.db, FOR_COUNTER, "test", do_again, &k));
	t_str(said(&k, man, KNOWN_NOW), "2026-01-01 SUSPENDED AMO-TNS");
	db_close(w.db);
}

T(whatever_fails_leaves_nothing_half_done)
{
	struct town w = town_open(a, "t_refresh_fails", "ma");
	struct rights_case k = { .w = &w };
	long n = 0;

	country_signed(&w);
	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	t_need(member(&k, man, "AMO-TNS", "2026-01-01"));
	k.c = (struct contribution_period){ .person_id = man,
					    .scheme = S("AMO-TNS"),
					    .period_from = on("2026-01-01"),
					    .known_from = clock_now(),
					    .period_until = on("2026-02-01"),
					    .amount = 27600,
					    .paid_day = on("2026-01-10"),
					    .source_id = 1 };
	for (rc r = rc_raise(E_IO, "", 0); !rc_ok(r); n++) {
		t_str(said(&k, man, KNOWN_NOW), "2026-01-01 SUSPENDED AMO-TNS");
		db_fail_after(w.db, n, E_IO);
		r = db_write(w.db, FOR_COUNTER, "test", do_paid, &k);
		db_fail_after(w.db, -1, E_OK);
		t_ok(n < 200);
		if (n >= 200)
			break;
	}
	t_ok(n > 10);
	t_str(said(&k, man, KNOWN_NOW), "2026-01-01 CLOSED AMO-TNS, 2026-03-01 SUSPENDED AMO-TNS");
	db_close(w.db);
}

static rc unlink_telling(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;

	TRY(family_link_supersede(tx, &k->was, &k->l));
	return refresh_rights_telling(tx, clock_now(), k->l.person_id, 7);
}

static rc outbox(struct tx *tx, void *cls)
{
	struct message_box *b = cls;

	return message_list(tx, (person_id){ 0 }, (message_id){ INT64_MAX }, 9, b->a, &b->m, &b->n);
}

T(what_an_agent_decides_is_told_to_whom_it_touches)
{
	struct town w = town_open(a, "t_refresh_telling", "ma");
	struct rights_case k = { .w = &w };
	struct message_box b = { .a = a };

	country_signed(&w);
	w.phone = INT64_C(212612345678);
	person_id p = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "A1");
	person_id spouse = town_person(&w, "Fassi", "Hind", "1972-01-01", "F", "A2");
	t_need(member(&k, p, "AMO-PENSION", "2026-01-01"));
	t_need(tied(&k, p, spouse, ROLE_SPOUSE, "2000-01-01"));
	k.was = k.l;
	k.l.known_from = (instant){ k.was.known_from.us + 1 };
	k.l.until_day = k.l.from_day; /* a mistake: never was */
	k.l.state = LINK_ENDED;
	k.l.reason = S("MISTAKE");
	t_need(db_read(w.db, FOR_COUNTER, "test", outbox, &b));
	t_int((int64_t)b.n, 0); /* what becomes known in silence */
	t_need(db_write(w.db, FOR_COUNTER, "test", unlink_telling, &k));
	t_need(db_read(w.db, FOR_COUNTER, "test", outbox, &b));
	str is = said(&k, spouse, KNOWN_NOW);
	t_str(is, "");
	t_int((int64_t)b.n, 1); /* the spouse, not the insured */
	t_ok(b.n == 1 && b.m[0].person_id.v == spouse.v && b.m[0].cause == 7);
	db_close(w.db);
}

T(rights_statements)
{
	struct db *db = fresh(a, "t_rights_statements");

	for (size_t i = 0; rights_stmts[i] != NULL; i++)
		t_need(db_check(db, rights_stmts[i]));
	for (size_t i = 0; rights_check_stmts[i] != NULL; i++)
		t_need(db_check(db, rights_check_stmts[i]));
	for (size_t i = 0; rights_reminder_stmts[i] != NULL; i++)
		t_need(db_check(db, rights_reminder_stmts[i]));
	db_close(db);
}
