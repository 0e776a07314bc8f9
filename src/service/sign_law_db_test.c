/* Signatures under values of the law, and what a fund may use, on both engines. */
#include "service/sign_law.h"

#include "service/ask_law.h"
#include "service/family_law.h"

#include "testing/people.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define GENERAL "ma/common/child.age.general"
#define DIVORCE "ma/common/rights.keep.divorce"

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static const struct actor director = { .user_id = { 90 }, .roles = DIRECTOR, .step = STEP_FULL };

static struct law_signing signing(const char *path, const char *from)
{
	return (struct law_signing){
		.by = &director, .path = str_of(path), .from = day(from), .reason = S("avis du conseil")
	};
}

static struct law_answer answer(struct db *db, struct arena *a, const char *path, const char *on)
{
	struct law_answer x;

	must(rc_ok(law_for_fund(db, a, str_of(path), day(on), &x)));
	return x;
}

/* How many signatures stand, and how many there ever were about the path. */
struct counted {
	struct arena *a;
	const char *path;
	size_t stand, all;
	struct law_signature last;
};

static rc count(struct tx *tx, void *cls)
{
	struct counted *k = cls;
	struct law_signature *s;
	size_t n;

	TRY(law_signatures_of(tx, str_of(k->path), k->a, &s, &n));
	k->all = n;
	k->stand = 0;
	for (size_t i = 0; i < n; i++)
		k->stand += s[i].known_until.us == LAW_STILL.us;
	if (n > 0)
		k->last = s[0];
	return OK;
}

static struct counted counted(struct db *db, struct arena *a, const char *path)
{
	struct counted k = { .a = a, .path = path };

	must(rc_ok(db_read(db, FOR_SYSTEM, "count", count, &k)));
	return k;
}

T(law_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_law_stmts");

	for (size_t i = 0; law_stmts[i] != NULL; i++)
		t_need(db_check(db, law_stmts[i]));
	db_close(db);
}

T(law_signed_used_and_taken_back)
{
	struct town w = town_open(a, "t_law_sign", "ma");
	struct law_signing s = signing(DIVORCE, "2010-05-01");
	const struct law_value *v;

	t_int(answer(w.db, a, DIVORCE, "2026-11-27").why, LAW_UNSIGNED);
	t_need(law_sign(w.db, a, NOW, &s, &v));
	t_str(v->text, "12");
	struct law_answer x = answer(w.db, a, DIVORCE, "2010-05-01");
	t_ok(x.why == LAW_IS && x.by_signature);
	t_int(answer(w.db, a, DIVORCE, "2010-04-30").why, LAW_MISSING);
	/* twice is once */
	t_rc(law_sign(w.db, a, AFTER(1), &s, &v), LAW_SIGNED);
	/* another day: the first one gives way and stays readable */
	s.from = day("2008-01-01");
	t_need(law_sign(w.db, a, AFTER(2), &s, &v));
	struct counted k = counted(w.db, a, DIVORCE);
	t_ok(k.all == 2 && k.stand == 1 && k.last.from_day.days == day("2008-01-01").days);
	t_int(answer(w.db, a, DIVORCE, "2009-01-01").why, LAW_IS);
	s.from = day("2010-05-01");
	t_rc(law_unsign(w.db, a, AFTER(3), &s), LAW_NOT_SIGNED);
	s.from = day("2008-01-01");
	s.reason = S("");
	t_rc(law_unsign(w.db, a, AFTER(3), &s), LAW_REASON);
	s.reason = S("le texte a été lu : c'est autre chose");
	t_need(law_unsign(w.db, a, AFTER(3), &s));
	t_rc(law_unsign(w.db, a, AFTER(4), &s), LAW_NOT_SIGNED);
	t_int(answer(w.db, a, DIVORCE, "2026-11-27").why, LAW_UNSIGNED);
	k = counted(w.db, a, DIVORCE);
	t_ok(k.all == 2 && k.stand == 0 && k.last.known_until.us == AFTER(3).us && k.last.ended_by.v == 90);
	t_ok(str_eq(k.last.end_reason, s.reason));
	/* and again */
	t_need(law_sign(w.db, a, AFTER(5), &s, &v));
	t_int(answer(w.db, a, DIVORCE, "2026-11-27").why, LAW_IS);
	db_close(w.db);
}

T(law_only_what_needs_it_is_signed_for)
{
	struct town w = town_open(a, "t_law_refuse", "ma");
	const struct law_value *v;
	static const struct {
		const char *path, *from;
		enum rc_code want;
	} rows[] = {
		{ "ma/common/nothing", "2020-01-01", E_LAW_PARAMETER },
		{ "dz/common/snmg.month", "1997-01-01", E_LAW_COUNTRY },
		{ "ma/AMO/rate.ald", "2020-01-01", E_LAW_START },
		{ "ma/common/smig.hour", "2022-09-02", E_LAW_START },
		{ "ma/common/smig.hour", "2022-09-01", E_LAW_CERTAIN },
		{ "ma/common/smig.hour", "2026-01-01", E_LAW_ONLY_DRAFT },
		{ "ma/AMO_TNS/forfait.rns", "2021-12-01", E_LAW_ONLY_DRAFT },
		{ "ma/AMO_TNS/amo.rate", "2018-06-01", E_OK }, /* a draft, and an unconfirmed one beside it */
		{ "ma/AMO_TADAMON/rule.condition.score", "2023-12-01", E_OK }, /* a rule */
		{ "ma/common/smig.hour", "2020-07-01", E_OK },		       /* voted, the day is open */
		{ "ma/common/child.age.student", "2027-02-20", E_LAW_START },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct law_signing s = signing(rows[i].path, rows[i].from);
		rc r = law_sign(w.db, a, NOW, &s, &v);
		t_int(r.code, (int)rows[i].want);
	}
	t_int(answer(w.db, a, "ma/common/smig.hour", "2020-06-30").why, LAW_UNSIGNED); /* the one before */
	t_int(answer(w.db, a, "ma/common/smig.hour", "2020-07-01").why, LAW_IS);
	t_int(answer(w.db, a, "ma/AMO_TADAMON/rule.condition.score", "2023-12-01").why, LAW_IS);
	t_int(answer(w.db, a, "ma/AMO_TADAMON/rule.rights", "2023-12-01").why, LAW_UNSIGNED);
	struct law_signing s = signing(DIVORCE, "2010-05-01");
	s.reason = (str){ arena_array(a, char, LAW_REASON_MAX + 1), LAW_REASON_MAX + 1 };
	t_rc(law_sign(w.db, a, NOW, &s, &v), LAW_REASON);
	db_close(w.db);
}

T(law_only_directors_sign)
{
	struct town w = town_open(a, "t_law_role", "ma");
	const struct law_value *v;

	for (int64_t role = BODY_USER; role <= MEMBER; role *= 2) {
		struct actor by = { .user_id = { 91 },
				    .roles = role,
				    .body_id = { role == BODY_USER ? 5 : 0 },
				    .step = STEP_FULL };
		struct law_signing s = signing(DIVORCE, "2010-05-01");
		s.by = &by;
		if (role == DIRECTOR)
			continue;
		t_rc(law_sign(w.db, a, NOW, &s, &v), ROLE);
		t_rc(law_unsign(w.db, a, NOW, &s), ROLE);
	}
	struct law_signing s = signing(DIVORCE, "2010-05-01");
	struct actor half = director;
	half.step = STEP_PASSWORD;
	s.by = &half;
	t_rc(law_sign(w.db, a, NOW, &s, &v), SIGN_IN_FIRST);
	t_ok(counted(w.db, a, DIVORCE).all == 0);
	db_close(w.db);
}

/* ---- what a service asks ---- */

struct desk_case {
	struct arena *a;
	struct family_law law;
	struct law_desk desk;
	date day;
};

static rc ask(struct tx *tx, void *cls)
{
	struct desk_case *c = cls;

	TRY(law_desk_open(tx, c->a, &c->desk));
	family_law_ask(&c->desk, c->day, &c->law);
	family_law_ask(&c->desk, c->day, &c->law);
	return OK;
}

static struct desk_case asked(struct db *db, struct arena *a, const char *on)
{
	struct desk_case c = { .a = a, .day = day(on) };

	must(rc_ok(db_read(db, FOR_SYSTEM, "ask", ask, &c)));
	return c;
}

T(law_of_families_comes_from_its_parameters)
{
	struct town w = town_open(a, "t_law_family", "ma"); /* has signed for them */
	struct desk_case c = asked(w.db, a, "2026-11-27");

	t_ok(c.law.value[LAW_CHILD_AGE] == 21 && c.law.value[LAW_STUDENT_AGE] == 26 &&
	     c.law.value[LAW_DISABLED] == 1);
	t_ok(!c.law.confirmed);
	/* each value once, with what a replay needs */
	t_int((int64_t)c.desk.used_n, 3);
	t_str(c.desk.used[0].path, GENERAL);
	t_ok(c.desk.used[0].by_signature && c.desk.used[0].from_day.days == day("1950-01-01").days);
	const struct law_value *v =
	    law_value_starting(law_find(law_carried(), S(GENERAL)), day("1950-01-01"));
	t_ok(memcmp(c.desk.used[0].digest, v->digest, LAW_DIGEST_BYTES) == 0);
	c = asked(w.db, a, "2027-01-31");
	t_int(c.law.value[LAW_STUDENT_AGE], 26);
	c = asked(w.db, a, "2027-02-01");
	t_int(c.law.value[LAW_STUDENT_AGE], 30);
	/* nobody signs for 54.23 any more: it is not known, and the older rule doesn't stand in for it */
	struct law_signing s = signing("ma/common/child.age.max_54_23", "2027-02-01");
	t_need(law_unsign(w.db, a, NOW, &s));
	c = asked(w.db, a, "2027-02-01");
	t_ok(c.law.value[LAW_STUDENT_AGE] == 0 && c.law.value[LAW_CHILD_AGE] == 21);
	db_close(w.db);
	/* for Algeria nobody found a value */
	w = town_open(a, "t_law_family_dz", "dz");
	c = asked(w.db, a, "2026-11-27");
	for (int i = 0; i < LAW_VALUES; i++)
		t_int(c.law.value[i], 0);
	t_ok(!c.law.confirmed && c.desk.used_n == 0);
	db_close(w.db);
}

static rc mark(struct tx *tx, void *cls) { return demo_mark(tx, *(instant *)cls); }

T(law_of_a_demo_fund_is_signed_for_at_once)
{
	struct town w = town_open(a, "t_law_demo", "dz");
	instant now = NOW;
	size_t n;

	t_rc(law_sign_demo(w.db, a, NOW, &director, S("essai"), &n), NOT_DEMO);
	t_need(db_write(w.db, FOR_DEMO, "mark", mark, &now));
	t_need(law_sign_demo(w.db, a, NOW, &director, S("essai"), &n));
	t_ok(n > 20);
	t_int(answer(w.db, a, "dz/CNAS/rate.care.general", "2000-01-01").why, LAW_IS);
	t_int(answer(w.db, a, "dz/common/snmg.month", "2007-01-01").why, LAW_IS);
	t_int(answer(w.db, a, "dz/CNAS/rule.rights", "2000-01-01").why, LAW_IS);
	t_int(answer(w.db, a, "dz/CASNOS/rule.rights", "2026-11-27").why, LAW_MISSING);
	t_need(law_sign_demo(w.db, a, AFTER(1), &director, S("essai"), &n));
	t_int((int64_t)n, 0);
	db_close(w.db);
}
