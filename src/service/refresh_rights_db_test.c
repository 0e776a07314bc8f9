#include "domain/rights/check.h"

#include "testing/rights.h"

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

T(rights_statements)
{
	struct db *db = fresh(a, "t_rights_statements");

	for (size_t i = 0; rights_stmts[i] != NULL; i++)
		t_need(db_check(db, rights_stmts[i]));
	for (size_t i = 0; rights_check_stmts[i] != NULL; i++)
		t_need(db_check(db, rights_check_stmts[i]));
	db_close(db);
}
