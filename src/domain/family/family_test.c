/* Until when a relative is a dependant, and what an agent must look at. */
#include "domain/family/family.h"

#include "testing/t.h"

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static struct birth born(const char *text)
{
	struct birth b;

	must(rc_ok(birth_parse(str_of(text), &b)));
	return b;
}

/* As service/family_law.h hands it over. */
static struct family_law law(const char *on)
{
	return (struct family_law){ .value = { [LAW_CHILD_AGE] = 21,
					       [LAW_STUDENT_AGE] =
						   day(on).days < day("2027-02-01").days ? 26 : 30,
					       [LAW_DISABLED] = 1 } };
}

static struct dependant_facts child(const char *birth)
{
	struct birth b = born(birth);

	return (
	    struct dependant_facts){ .role = ROLE_CHILD, .born = b, .link = { birthday(b, 0), DATE_NEVER } };
}

static struct dependant on(const struct dependant_facts *f, const char *iso)
{
	struct family_law l = law(iso);

	return dependant_on(f, &l, day(iso));
}

#define t_day(d, iso) t_int((d).days, day(iso).days)

T(birthdays)
{
	t_day(birthday(born("2005-03-10"), 21), "2026-03-10");
	t_day(birthday(born("2004-02-29"), 21), "2025-03-01");
	t_day(birthday(born("2004-02-29"), 20), "2024-02-29");
	t_day(birthday(born("2005-00-00"), 21), "2027-01-01");
	t_day(birthday(born("2005-12-31"), 0), "2005-12-31");
}

T(child_until_a_birthday)
{
	struct dependant_facts f = child("2005-11-28");
	struct dependant d = on(&f, "2026-11-27");

	t_ok(d.is && !d.confirmed);
	t_day(d.until, "2026-11-28");
	t_int(d.why, WHY_AGE);
	d = on(&f, "2026-11-28");
	t_ok(!d.is);
	t_day(d.until, "2026-11-28");
	t_int(d.why, WHY_AGE);
	d = on(&f, "2005-11-27");
	t_ok(!d.is);
	t_int(d.why, WHY_NOT_YET);
}

T(student_as_long_as_the_proof)
{
	struct dated_proof p[] = {
		{ PROOF_STUDENT, { day("2026-09-01"), day("2027-09-01") } },
		{ PROOF_STUDENT, { day("2024-09-01"), day("2025-09-01") } },
		{ PROOF_STUDENT, { day("2025-09-01"), day("2026-09-01") } },
	};
	struct dependant_facts f = child("2004-01-15");

	f.proof = p, f.proofs_n = 3;
	struct dependant d = on(&f, "2024-10-01");
	t_ok(d.is); /* child's age, then three years of study without a gap */
	t_day(d.until, "2027-09-01");
	t_int(d.why, WHY_STUDENT_PROOF);
	d = on(&f, "2027-09-01");
	t_ok(!d.is);
	t_int(d.why, WHY_STUDENT_PROOF);
	/* a gap between two proofs */
	f.proofs_n = 2;
	d = on(&f, "2026-01-01");
	t_ok(!d.is);
	t_day(d.until, "2025-09-01");
	t_ok(on(&f, "2026-09-01").is);
}

T(student_too_old)
{
	struct dated_proof p = { PROOF_STUDENT, { day("2020-09-01"), day("2040-09-01") } };
	struct dependant_facts f = child("2000-06-15");

	f.proof = &p, f.proofs_n = 1;
	struct dependant d = on(&f, "2026-06-14");
	t_ok(d.is);
	t_day(d.until, "2026-06-15");
	t_int(d.why, WHY_STUDENT_AGE);
	t_ok(!on(&f, "2026-12-31").is);
	/* the law of another day */
	d = on(&f, "2027-02-01");
	t_ok(d.is);
	t_day(d.until, "2030-06-15");
}

T(disability_has_no_age)
{
	struct dated_proof p = { PROOF_DISABILITY, { day("2010-01-01"), DATE_NEVER } };
	struct dependant_facts f = child("1980-06-15");

	f.proof = &p, f.proofs_n = 1;
	struct dependant d = on(&f, "2026-06-15");
	t_ok(d.is);
	t_int(d.why, WHY_NO_END);
	p.when.until = day("2027-01-01");
	d = on(&f, "2026-06-15");
	t_day(d.until, "2027-01-01");
	t_int(d.why, WHY_DISABILITY_PROOF);
	f.link.until = day("2026-07-01");
	t_int(on(&f, "2026-06-15").why, WHY_LINK);
}

T(spouse_until_the_link_ends)
{
	struct dependant_facts f = { .role = ROLE_SPOUSE,
				     .born = born("1960-00-00"),
				     .link = { day("1990-05-01"), DATE_NEVER } };
	struct dependant d = on(&f, "2026-06-15");

	t_ok(d.is && d.confirmed);
	t_int(d.why, WHY_NO_END);
	f.link.until = day("2026-06-15");
	d = on(&f, "2026-06-15");
	t_ok(!d.is);
	t_int(d.why, WHY_LINK);
	t_ok(on(&f, "2026-06-14").is);
}

T(ward_while_the_guardianship_lasts)
{
	struct dependant_facts f = child("2015-06-15");

	f.role = ROLE_WARD;
	f.link.from = day("2020-01-01");
	f.guardianship = (span){ day("2020-02-01"), day("2028-02-01") };
	struct dependant d = on(&f, "2026-06-15");
	t_ok(d.is);
	t_day(d.until, "2028-02-01");
	t_int(d.why, WHY_GUARDIANSHIP);
	t_ok(!on(&f, "2020-01-15").is);
	f.guardianship.until = DATE_NEVER;
	t_int(on(&f, "2026-06-15").why, WHY_AGE);
}

T(without_a_value_nothing_is_said)
{
	struct dependant_facts f = child("2015-06-15");
	struct family_law l = { 0 };
	struct dependant d = dependant_on(&f, &l, day("2026-11-27"));
	t_ok(!d.is && !d.confirmed);
	t_int(d.why, WHY_LAW_MISSING);
}

/* Whatever the proofs, being a dependant on a day means being one until the day it says, and not on that day.
 */
T(until_is_the_first_day_no_longer)
{
	t_seeds (3000) {
		struct dated_proof p[4];
		struct dependant_facts f = child("2000-06-15");
		struct family_law l = law("2026-01-01");
		int32_t zero = f.link.from.days;
		for (int i = 0; i < 4; i++) {
			int32_t from = zero + (int32_t)t_between(6000, 11000);
			p[i] = (struct dated_proof){ t_between(0, 3) == 0 ? PROOF_DISABILITY : PROOF_STUDENT,
						     { { from }, { from + (int32_t)t_between(1, 900) } } };
		}
		f.proof = p, f.proofs_n = (size_t)t_between(0, 4);
		date at = { zero + (int32_t)t_between(-100, 12000) };
		struct dependant d = dependant_on(&f, &l, at);
		if (!d.is)
			continue;
		t_ok(at.days < d.until.days);
		t_ok(dependant_on(&f, &l, (date){ d.until.days - 1 }).is);
		t_ok(!dependant_on(&f, &l, d.until).is);
	}
}

static struct family_case spouse_case(const struct family_tie *t, size_t n)
{
	return (struct family_case){ { 1 },
				     { 2 },
				     ROLE_SPOUSE,
				     born("1980-01-01"),
				     born("1982-01-01"),
				     { day("2010-01-01"), DATE_NEVER },
				     t,
				     n };
}

T(questions_about_spouses)
{
	struct family_tie t[] = { { { 1 }, { 3 }, ROLE_SPOUSE, { day("2000-01-01"), day("2009-01-01") } },
				  { { 4 }, { 2 }, ROLE_SPOUSE, { day("2011-01-01"), DATE_NEVER } } };
	struct family_case c = spouse_case(t, 1);

	t_int(family_questions(&c), 0); /* divorced before */
	t[0].when.until = DATE_NEVER;
	t_int(family_questions(&c), ASK_SECOND_SPOUSE);
	c = spouse_case(t, 2);
	t_int(family_questions(&c), ASK_SECOND_SPOUSE | ASK_SPOUSE_OF_OTHER);
	/* the wife declares the husband too: nothing to ask */
	t[0] = (struct family_tie){ { 2 }, { 1 }, ROLE_SPOUSE, { day("2010-01-01"), DATE_NEVER } };
	c = spouse_case(t, 1);
	t_int(family_questions(&c), 0);
	t_ok(!family_tied_already(&c));
	t[0] = (struct family_tie){ { 1 }, { 2 }, ROLE_SPOUSE, { day("2010-01-01"), DATE_NEVER } };
	t_ok(family_tied_already(&c));
	/* nobody known yet: two unknown people aren't the same one */
	t[0] = (struct family_tie){ { 1 }, { 0 }, ROLE_SPOUSE, { day("2010-01-01"), DATE_NEVER } };
	c.relative_id.v = 0;
	t_ok(!family_tied_already(&c));
}

T(questions_about_children)
{
	struct family_tie t = { { 5 }, { 2 }, ROLE_CHILD, { day("2012-01-01"), DATE_NEVER } };
	struct family_case c = { { 1 },
				 { 2 },
				 ROLE_CHILD,
				 born("1990-06-01"),
				 born("2002-05-31"),
				 { day("2002-05-31"), DATE_NEVER },
				 &t,
				 1 };
	unsigned set;

	t_int(set = family_questions(&c), ASK_OTHER_FAMILY | ASK_PARENT_YOUNG);
	t_str(family_question_next(&set), "OTHER_FAMILY");
	t_str(family_question_next(&set), "PARENT_YOUNG");
	t_str(family_question_next(&set), "");
	c.relative_born = born("2002-06-01");
	t_int(family_questions(&c), ASK_OTHER_FAMILY);
	c.person_born = born("1990-00-00"), c.relative_born = born("2002-00-00");
	t_int(family_questions(&c), ASK_OTHER_FAMILY);
	t.person_id.v = 1;
	t_int(family_questions(&c), 0);
}

T(questions_by_their_words)
{
	unsigned set;

	t_ok(family_questions_parse(S(""), &set) && set == 0);
	t_ok(family_questions_parse(S("LIKELY"), &set) && set == ASK_LIKELY);
	t_ok(family_questions_parse(S("PARENT_YOUNG,OTHER_FAMILY"), &set) &&
	     set == (ASK_PARENT_YOUNG | ASK_OTHER_FAMILY));
	t_ok(!family_questions_parse(S("LIKELY,AUNT"), &set));
	t_ok(!family_questions_parse(S("LIKELY,,"), &set));
}

T(names)
{
	enum family_role r;
	enum proof_kind k;

	for (int i = ROLE_SPOUSE; i <= ROLE_WARD; i++)
		t_ok(family_role_parse(family_role_name((enum family_role)i), &r) && (int)r == i);
	for (int i = PROOF_STUDENT; i <= PROOF_DISABILITY; i++)
		t_ok(proof_kind_parse(proof_kind_name((enum proof_kind)i), &k) && (int)k == i);
	t_ok(!family_role_parse(S("AUNT"), &r) && !proof_kind_parse(S(""), &k));
	t_str(dependant_why_name(WHY_NO_END), "NO_END");
	t_str(dependant_why_name(WHY_LAW_MISSING), "LAW_MISSING");
}
