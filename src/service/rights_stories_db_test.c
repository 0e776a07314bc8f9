/* The stories that rights are for, on both engines, by the law that the program brings: what a person is told
 * on a day, with the paragraph it rests on, and the same words when it is decided again later from what was
 * known then. */
#include "testing/rights.h"

struct asked {
	struct rights_case *k;
	person_id who;
	date day;
	instant at;
	struct right r;
	struct rights_basis basis;
	bool same;
};

static rc ask(struct tx *tx, void *cls)
{
	struct asked *q = cls;

	TRY(rights_on(tx, q->who, q->day, q->at, q->k->w->a, &q->r));
	return rights_basis_get(tx, q->r.basis_id, q->k->w->a, &q->basis);
}

/* "STATE SCHEME: CODE, CODE [path path]" on a day as known at an instant. */
static str told_then(struct rights_case *k, person_id who, const char *day, instant at)
{
	struct asked q = { .k = k, .who = who, .day = on(day), .at = at };
	struct because b[BECAUSE_MAX];
	struct basis_line line[BECAUSE_MAX];
	size_t n = 0, lines = 0;
	str codes = S(""), paths = S("");
	struct arena *a = k->w->a;

	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "ask", ask, &q)));
	t_ok(because_read(q.r.because, b, &n) && basis_read(q.basis.text, line, &lines));
	for (size_t i = 0; i < n; i++) {
		str code = because_name(b[i].code);
		codes = str_printf(a, "%.*s%s%.*s", STR_ARG(codes), i > 0 ? ", " : "", STR_ARG(code));
		t_ok(b[i].law == NO_POINT || (size_t)b[i].law < lines);
	}
	for (size_t i = 0; i < lines; i++) {
		paths = str_printf(a, "%.*s%s%.*s", STR_ARG(paths), i > 0 ? " " : "", STR_ARG(line[i].path));
		t_ok(line[i].why.n > 0 ||
		     line[i].reference.n > 0); /* each names its text, or that it is unknown */
	}
	return str_printf(a, "%.*s %.*s: %.*s [%.*s]", STR_ARG(q.r.state), STR_ARG(q.r.scheme),
			  STR_ARG(codes), STR_ARG(paths));
}

static str told(struct rights_case *k, person_id who, const char *day)
{
	return told_then(k, who, day, KNOWN_NOW);
}

static rc decide_again(struct tx *tx, void *cls)
{
	struct asked *q = cls;
	struct rights_again is;
	struct right *was;
	size_t n;

	TRY(rights_decide_again(tx, q->k->w->a, q->who, q->at, &is));
	TRY(rights_list(tx, q->who, q->at, q->k->w->a, &was, &n));
	q->same = is.n == n;
	for (size_t i = 0; q->same && i < n; i++)
		q->same = str_eq(is.row[i].because, was[i].because) &&
			  is.row[i].basis_id == was[i].basis_id && str_eq(is.row[i].state, was[i].state) &&
			  is.row[i].from_day.days == was[i].from_day.days &&
			  is.row[i].until_day.days == was[i].until_day.days;
	return OK;
}

/* Nothing that is written from here on is known then. */
static instant moment(void)
{
	instant t = clock_now();

	while (clock_now().us <= t.us)
		;
	return t;
}

/* From facts and law as they were known then the very same comes out. */
static bool replays(struct rights_case *k, person_id who, instant at)
{
	struct asked q = { .k = k, .who = who, .at = at };

	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "again", decide_again, &q)));
	return q.same;
}

static rc unsign(struct tx *tx, void *cls)
{
	struct town *w = cls;
	struct law_signature *s;
	size_t n;

	TRY(law_signatures(tx, w->a, &s, &n));
	for (size_t i = 0; i < n; i++) {
		s[i].known_until = clock_now();
		s[i].ended_by = (user_id){ 70 };
		s[i].end_reason = S("a year later");
		TRY(law_signature_end(tx, &s[i]));
	}
	return OK;
}

static struct rights_case open_case(struct town *w)
{
	country_signed(w);
	return (struct rights_case){ .w = w };
}

T(a_farmers_first_year)
{
	struct town w = town_open(a, "t_story_farmer", "ma");
	struct rights_case k = open_case(&w);
	person_id farmer = town_person(&w, "Amrani", "Karim", "1979-03-02", "M", "F1");

	t_need(member(&k, farmer, "AMO-TNS", "2026-01-01"));
	t_str(told(&k, farmer, "2026-01-10"), "SUSPENDED AMO-TNS: FIRST_PAYMENT [ma/AMO_TNS/rule.rights]");
	t_need(paid(&k, farmer, "2026-01-01", "2026-01-12"));
	/* three months of waiting from the month after the first payment */
	t_str(told(&k, farmer, "2026-02-10"), "CLOSED AMO-TNS: WAITING [ma/AMO_TNS/rights.stage]");
	t_need(paid(&k, farmer, "2026-02-01", "2026-02-12"));
	t_need(paid(&k, farmer, "2026-03-01", "2026-03-12"));
	t_str(told(&k, farmer, "2026-04-30"), "CLOSED AMO-TNS: WAITING [ma/AMO_TNS/rights.stage]");
	/* April isn't paid: closed since 1 May */
	t_str(told(&k, farmer, "2026-05-01"), "SUSPENDED AMO-TNS: UNPAID [ma/AMO_TNS/rule.rights]");
	instant in_may = moment();
	t_need(paid(&k, farmer, "2026-04-01", "2026-05-10"));
	t_need(paid(&k, farmer, "2026-05-01", "2026-05-10"));
	t_str(told(&k, farmer, "2026-05-20"), "SUSPENDED AMO-TNS: PAID_LATE [ma/AMO_TNS/rule.rights]");
	t_str(told(&k, farmer, "2026-06-01"), "OPEN AMO-TNS: PAID [ma/AMO_TNS/rule.rights]");
	/* what was said in May stays, and comes out again a "year" later, when nobody signs for the law any
	 * more */
	t_str(told_then(&k, farmer, "2026-06-01", in_may),
	      "SUSPENDED AMO-TNS: UNPAID [ma/AMO_TNS/rule.rights]");
	t_need(db_write(w.db, FOR_SYSTEM, "test", unsign, &w));
	k.who = farmer;
	t_need(db_write(w.db, FOR_COUNTER, "test", do_again, &k));
	t_str(told(&k, farmer, "2026-06-01"), "UNKNOWN AMO-TNS: LAW_UNKNOWN [ma/AMO_TNS/rule.rights]");
	t_str(told_then(&k, farmer, "2026-06-01", in_may),
	      "SUSPENDED AMO-TNS: UNPAID [ma/AMO_TNS/rule.rights]");
	t_ok(replays(&k, farmer, in_may));
	t_ok(replays(&k, farmer, clock_now()));
	db_close(w.db);
}

static void pays(struct rights_case *k, person_id who, int first_year, int months)
{
	for (int i = 0; i < months; i++) {
		const char *month =
		    str_c(k->w->a, str_printf(k->w->a, "%d-%02d-01", first_year + i / 12, i % 12 + 1));
		t_need(paid(k, who, month, month));
	}
}

T(a_family_through_divorce_and_death)
{
	struct town w = town_open(a, "t_story_family", "ma");
	struct rights_case k = open_case(&w);
	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "G1"),
		  first = town_person(&w, "Idrissi", "Salma", "1975-01-01", "F", "G2"),
		  second = town_person(&w, "Tazi", "Nadia", "1980-01-01", "F", "G3"),
		  child = town_person(&w, "Amrani", "Yasmine", "2004-08-01", "F", "");

	t_need(member(&k, man, "AMO-TNS", "2024-01-01"));
	pays(&k, man, 2024, 24);
	t_need(tied(&k, man, child, ROLE_CHILD, "2004-08-01"));
	t_need(tied(&k, man, first, ROLE_SPOUSE, "2000-01-01"));
	t_need(untied(&k, "2025-03-01", "DIVORCE"));
	t_need(tied(&k, man, second, ROLE_SPOUSE, "2025-04-01"));
	t_str(told(&k, first, "2025-02-28"), "OPEN AMO-TNS: DEPENDANT [ma/AMO_TNS/rule.rights]");
	t_str(told(&k, first, "2025-09-01"),
	      "OPEN AMO-TNS: KEPT_DIVORCE, DEPENDANT [ma/common/rights.keep.divorce ma/AMO_TNS/rule.rights]");
	t_str(told(&k, first, "2026-03-01"), "CLOSED AMO-TNS: DEPENDANT_END [ma/common/rights.keep.divorce]");
	t_str(told(&k, child, "2025-07-31"), "OPEN AMO-TNS: DEPENDANT [ma/common/child.age.general]");
	t_str(told(&k, child, "2025-08-01"), "CLOSED AMO-TNS: DEPENDANT_END [ma/common/child.age.general]");
	instant before = moment();
	t_need(died(&k, man, "2025-06-15"));
	t_str(told(&k, man, "2025-06-15"), "OPEN AMO-TNS: PAID [ma/AMO_TNS/rule.rights]");
	t_str(told(&k, man, "2025-06-16"), "CLOSED : DIED []");
	t_str(told(&k, second, "2027-06-15"),
	      "OPEN AMO-TNS: KEPT_DEATH, DEPENDANT [ma/common/rights.keep.death ma/AMO_TNS/rule.rights]");
	t_str(told(&k, second, "2027-06-16"), "CLOSED AMO-TNS: INSURED, DIED [ma/common/rights.keep.death]");
	/* 24 months, but a child no longer than to 21 */
	t_str(
	    told(&k, child, "2025-07-31"),
	    "OPEN AMO-TNS: KEPT_DEATH, DEPENDANT [ma/common/rights.keep.death ma/common/child.age.general]");
	t_str(told(&k, child, "2025-08-02"), "CLOSED AMO-TNS: INSURED, DIED [ma/common/rights.keep.death]");
	t_ok(replays(&k, second, before));
	t_ok(replays(&k, child, clock_now()));
	db_close(w.db);
}

T(a_student_at_26_before_and_after_the_law)
{
	struct town w = town_open(a, "t_story_student", "ma");
	struct rights_case k = open_case(&w);
	person_id mother = town_person(&w, "Tazi", "Nadia", "1970-01-01", "F", "H1"),
		  student = town_person(&w, "Amrani", "Anas", "2000-06-15", "M", "H2");

	t_need(member(&k, mother, "AMO-PENSION", "2024-01-01"));
	t_need(tied(&k, mother, student, ROLE_CHILD, "2000-06-15"));
	t_str(told(&k, student, "2025-01-01"),
	      "CLOSED AMO-PENSION: DEPENDANT_END [ma/common/child.age.general]");
	t_need(studies(&k, student, "2025-09-01", "2028-09-01"));
	t_str(told(&k, student, "2026-06-14"), "OPEN AMO-PENSION: DEPENDANT [ma/common/child.age.student]");
	t_str(told(&k, student, "2026-06-15"),
	      "CLOSED AMO-PENSION: DEPENDANT_END [ma/common/child.age.student]");
	t_str(told(&k, student, "2027-01-31"),
	      "CLOSED AMO-PENSION: DEPENDANT_END [ma/common/child.age.student]");
	t_str(told(&k, student, "2027-02-01"), "OPEN AMO-PENSION: DEPENDANT [ma/common/child.age.max_54_23]");
	t_str(told(&k, student, "2028-09-01"),
	      "CLOSED AMO-PENSION: DEPENDANT_END [ma/common/child.age.max_54_23]");
	t_ok(replays(&k, student, clock_now()));
	db_close(w.db);
}

T(a_family_in_tadamon_and_out_when_the_score_rises)
{
	struct town w = town_open(a, "t_story_tadamon", "ma");
	struct rights_case k = open_case(&w);
	person_id mother = town_person(&w, "Tazi", "Nadia", "1985-01-01", "F", "K1"),
		  child = town_person(&w, "Amrani", "Anas", "2015-06-15", "M", "");

	t_need(member(&k, mother, "AMO-TADAMON", "2024-01-01"));
	t_need(scored(&k, mother, "2024-01-01", "9.3264284"));
	t_need(tied(&k, mother, child, ROLE_CHILD, "2015-06-15"));
	t_str(told(&k, mother, "2026-01-01"), "OPEN AMO-TADAMON: MEMBER [ma/AMO_TADAMON/rule.rights]");
	t_str(told(&k, child, "2026-01-01"), "OPEN AMO-TADAMON: DEPENDANT [ma/common/child.age.general]");
	instant before = moment();
	t_need(scored(&k, mother, "2026-06-01", "9.3264285"));
	t_str(told(&k, mother, "2026-05-31"), "OPEN AMO-TADAMON: MEMBER [ma/AMO_TADAMON/rule.rights]");
	t_str(told(&k, mother, "2026-06-01"),
	      "CLOSED AMO-TADAMON: SCORE_ABOVE [ma/AMO_TADAMON/rsu.threshold]");
	t_str(told(&k, child, "2026-06-01"), "CLOSED AMO-TADAMON: DEPENDANT, INSURED, SCORE_ABOVE "
					     "[ma/common/child.age.general ma/AMO_TADAMON/rsu.threshold]");
	/* what is offered instead: Achamil, once its month is paid */
	t_need(member(&k, mother, "AMO-ACHAMIL", "2026-06-01"));
	t_str(told(&k, mother, "2026-06-10"),
	      "SUSPENDED AMO-ACHAMIL: FIRST_PAYMENT [ma/AMO_ACHAMIL/rule.rights]");
	k.c = (struct contribution_period){ .person_id = mother,
					    .scheme = S("AMO-ACHAMIL"),
					    .period_from = on("2026-07-01"),
					    .known_from = clock_now(),
					    .period_until = on("2026-08-01"),
					    .paid_day = on("2026-06-20"),
					    .source_id = 1 };
	t_need(db_write(w.db, FOR_COUNTER, "test", do_paid, &k));
	k.c.period_from = on("2026-06-01");
	k.c.period_until = on("2026-07-01");
	k.c.known_from = clock_now();
	t_need(db_write(w.db, FOR_COUNTER, "test", do_paid, &k));
	t_str(told(&k, mother, "2026-07-01"), "OPEN AMO-ACHAMIL: PAID [ma/AMO_ACHAMIL/rule.rights]");
	/* and in again when it falls */
	t_need(scored(&k, mother, "2026-09-01", "8.1"));
	t_str(told(&k, mother, "2026-09-01"), "OPEN AMO-TADAMON: MEMBER [ma/AMO_TADAMON/rule.rights]");
	t_str(told_then(&k, mother, "2026-06-10", before),
	      "OPEN AMO-TADAMON: MEMBER [ma/AMO_TADAMON/rule.rights]");
	t_ok(replays(&k, mother, before) && replays(&k, child, before) && replays(&k, mother, clock_now()));
	db_close(w.db);
}

T(a_person_covered_twice)
{
	struct town w = town_open(a, "t_story_twice", "ma");
	struct rights_case k = open_case(&w);
	person_id man = town_person(&w, "Amrani", "Karim", "1970-01-01", "M", "L1"),
		  wife = town_person(&w, "Idrissi", "Salma", "1975-01-01", "F", "L2");

	t_need(member(&k, man, "AMO-PENSION", "2025-01-01"));
	t_need(tied(&k, man, wife, ROLE_SPOUSE, "2000-01-01"));
	t_need(member(&k, wife, "AMO-TADAMON", "2025-06-01"));
	/* through a husband with a pension before being poor by herself: rank 36 before 50 */
	t_str(told(&k, wife, "2025-07-01"), "OPEN AMO-PENSION: DEPENDANT, OTHER_COVER "
					    "[ma/AMO_PENSION/rule.rights ma/AMO_TADAMON/rule.priority]");
	t_need(member(&k, wife, "AMO-TNS", "2025-06-01"));
	pays(&k, wife, 2025, 12);
	/* her own work comes before that: 30 */
	t_str(told(&k, wife, "2025-12-01"),
	      "OPEN AMO-TNS: PAID, OTHER_COVER [ma/AMO_TNS/rule.rights ma/AMO_PENSION/rule.priority]");
	t_ok(replays(&k, wife, clock_now()));
	db_close(w.db);
}
