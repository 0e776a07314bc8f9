/* A family on a day, as an agent and as the person see it. */
#include "service/family_show.h"

#include "testing/people.h"

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

struct adding {
	person_id of, who;
	const char *role, *from, *until;
	bool student;
};

static rc add(struct tx *tx, void *cls)
{
	struct adding *x = cls;
	struct family_link l = { .person_id = x->of,
				 .relative_id = x->who,
				 .role = str_of(x->role),
				 .from_day = day(x->from),
				 .known_from = { 1 },
				 .known_until = KNOWN_STILL,
				 .until_day = x->until != NULL ? day(x->until) : DATE_NEVER,
				 .state = LINK_ACTIVE };
	struct dependant_proof p = { .person_id = x->who,
				     .kind = S("STUDENT"),
				     .from_day = day("2025-09-01"),
				     .known_from = { 1 },
				     .known_until = KNOWN_STILL,
				     .until_day = day("2027-01-01") };
	struct guardianship g = { .ward_id = x->who,
				  .guardian_id = x->of,
				  .from_day = l.from_day,
				  .known_from = { 1 },
				  .known_until = KNOWN_STILL,
				  .until_day = day("2030-01-01"),
				  .court_reference = S("12/2020") };

	TRY(family_link_add(tx, &l));
	if (str_eq(l.role, S("WARD")))
		TRY(guardianship_add(tx, &g));
	return x->student ? dependant_proof_add(tx, &p) : OK;
}

static void linked(struct town *w, struct adding x)
{
	must(rc_ok(db_write(w->db, FOR_COUNTER, "test", add, &x)));
}

T(family_on_a_day)
{
	struct town w = town_open(a, "t_family_show", "ma");
	person_id omar = town_person(&w, "TAZI", "OMAR", "1975-05-01", "M", "AA1");
	person_id sara = town_person(&w, "ALAMI", "SARA", "1976-05-01", "F", "AA2");
	person_id hind = town_person(&w, "FASSI", "HIND", "1974-05-01", "F", "AA3");
	person_id big = town_person(&w, "TAZI", "ALI", "2004-06-01", "M", "");
	person_id small = town_person(&w, "TAZI", "NOUR", "2014-06-01", "F", "");
	person_id ward = town_person(&w, "BENNIS", "ADAM", "2013-06-01", "M", "");
	struct acting agent = { .why = FOR_COUNTER, .user = TOWN_AGENT }, self = town_self(omar);
	struct family_view v;

	linked(&w, (struct adding){ omar, small, "CHILD", "2014-06-01", NULL, false });
	linked(&w, (struct adding){ omar, big, "CHILD", "2004-06-01", NULL, true });
	linked(&w, (struct adding){ omar, hind, "SPOUSE", "1998-01-01", "2001-01-01", false });
	linked(&w, (struct adding){ omar, sara, "SPOUSE", "2002-01-01", NULL, false });
	linked(&w, (struct adding){ omar, ward, "WARD", "2020-01-01", NULL, false });
	t_need(family_show(w.db, a, &agent, omar, day("2026-11-27"), &v));
	t_int((int64_t)v.members_n, 4);
	t_ok(!v.confirmed);
	t_int(v.members[0].person_id.v, sara.v);
	t_ok(v.members[0].dependant.is && v.members[0].dependant.why == WHY_NO_END);
	t_int(v.members[1].person_id.v, big.v);
	t_int((int64_t)v.members[1].proofs_n, 1);
	t_int(v.members[1].dependant.until.days, day("2027-01-01").days);
	t_int(v.members[1].dependant.why, WHY_STUDENT_PROOF);
	t_int(v.members[2].person_id.v, small.v);
	t_int(v.members[2].dependant.until.days, day("2035-06-01").days);
	t_int(v.members[3].person_id.v, ward.v);
	t_int(v.members[3].dependant.why, WHY_GUARDIANSHIP);
	t_str(v.members[3].court_reference, "12/2020");
	/* another day, another family */
	t_need(family_show(w.db, a, &agent, omar, day("2000-01-01"), &v));
	t_int((int64_t)v.members_n, 1);
	t_int(v.members[0].person_id.v, hind.v);
	t_ok(v.confirmed);
	/* beyond the proof: still in the family, no dependant */
	t_need(family_show(w.db, a, &agent, omar, day("2027-01-01"), &v));
	t_ok(!v.members[1].dependant.is);
	t_int(v.members[1].dependant.why, WHY_STUDENT_PROOF);
	/* whose child: for agents */
	t_need(family_show(w.db, a, &agent, small, day("2026-11-27"), &v));
	t_int((int64_t)v.members_n, 0);
	t_int((int64_t)v.of_n, 1);
	t_int(v.of[0].person_id.v, omar.v);
	self.person = small;
	t_need(family_show(w.db, a, &self, small, day("2026-11-27"), &v));
	t_int((int64_t)v.of_n, 0);
	t_rc(family_show(w.db, a, &self, omar, day("2026-11-27"), &v), PERSON_NONE);
	t_need(family_show_number(w.db, a, &agent, v.number, day("2026-11-27"), &v));
	t_rc(family_show_number(w.db, a, &agent, S("12"), day("2026-11-27"), &v), PERSON_NONE);
	db_close(w.db);
}
