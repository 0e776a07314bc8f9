#include "domain/person/match.h"

#include "testing/t.h"

/* Somebody made up, whom every test changes a little. */
static struct person_facts somebody(void)
{
	return (struct person_facts){ .last_name = S("El Ouardighi"),
				      .first_name = S("Mohamed"),
				      .last_name_ar = S("الورديغي"),
				      .first_name_ar = S("محمد"),
				      .birth = { 1971, 3, 9 },
				      .sex = S("M"),
				      .commune_id = 41,
				      .id_kind = S("CNIE"),
				      .id_value = S("ZT4711"),
				      .phone = INT64_C(212600000001) };
}

static enum match_verdict verdict(const struct person_facts *x, const struct person_facts *y)
{
	unsigned e, back;
	enum match_verdict v = match_persons(x, y, &e);

	t_ok(match_persons(y, x, &back) == v && back == e);
	t_ok((match_evidence(x, y) & e) == e);
	return v;
}

T(match_same_person)
{
	struct person_facts x = somebody(), y = somebody();
	unsigned e;

	t_int(verdict(&x, &y), MATCH_SAME);
	(void)match_persons(&x, &y, &e);
	t_int(e, MATCHED_ID | MATCHED_BIRTH | MATCHED_LAST_EQUAL | MATCHED_FIRST_EQUAL | MATCHED_SEX |
		     MATCHED_COMMUNE | MATCHED_PHONE);
	y.last_name = S("OUARDIRHI"), y.first_name = S("MUHAMMAD"), y.commune_id = 42, y.phone = 0;
	t_int(verdict(&x, &y), MATCH_SAME);
	y.last_name_ar = y.first_name_ar = S("");
	t_int(verdict(&x, &y), MATCH_SAME);
	(void)match_persons(&x, &y, &e);
	t_int(e, MATCHED_ID | MATCHED_BIRTH | MATCHED_LAST_SPELLING | MATCHED_FIRST_SPELLING | MATCHED_SEX);
}

T(match_across_scripts)
{
	struct person_facts x = somebody(), y = somebody();

	x.last_name_ar = x.first_name_ar = S("");
	y.last_name = y.first_name = S("");
	t_int(verdict(&x, &y), MATCH_SAME);
	y.first_name_ar = S("حميد");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
}

T(match_swapped_names)
{
	struct person_facts x = somebody(), y = somebody();
	unsigned e;

	y.last_name = x.first_name, y.first_name = x.last_name;
	y.last_name_ar = x.first_name_ar, y.first_name_ar = x.last_name_ar;
	t_int(verdict(&x, &y), MATCH_SAME);
	(void)match_persons(&x, &y, &e);
	t_ok((e & MATCHED_SWAPPED) && (e & MATCHED_LAST_SPELLING) && !(e & MATCHED_LAST_EQUAL));
	y.id_value = S("ZT4712");
	t_int(verdict(&x, &y), MATCH_REVIEW_PROBABLE);
}

/* Whatever contradicts, the identifier alone merges nobody. */
T(match_one_identifier_is_not_enough)
{
	struct person_facts x = somebody(), y;

	y = somebody(), y.birth.day = 10;
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	y = somebody(), y.sex = S("F");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	y = somebody(), y.first_name = S("Rachid"), y.first_name_ar = S("رشيد");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	y = somebody(), y.last_name = S("Benchekroun");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	y = somebody(), y.last_name = y.last_name_ar = S("");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	y = somebody(), y.last_name = y.last_name_ar = y.first_name = y.first_name_ar = S("");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	t_int(verdict(&y, &y), MATCH_REVIEW_ID_SHARED);
	y = somebody(), y.birth = (struct birth){ 0, 0, 0 };
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	t_int(verdict(&y, &y), MATCH_REVIEW_ID_SHARED);
}

T(match_another_identifier)
{
	struct person_facts x = somebody(), y = somebody();

	x.id_kind = S("PASSPORT");
	t_int(verdict(&x, &y), MATCH_REVIEW_PROBABLE);
	x = somebody(), x.id_value = S("ZT4811"), x.first_name = S("Mohammed");
	t_int(verdict(&x, &y), MATCH_REVIEW_PROBABLE);
	y.sex = S("");
	t_int(verdict(&x, &y), MATCH_REVIEW_PROBABLE);
	y.sex = S("F");
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	y = somebody(), y.commune_id = 42;
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	x.commune_id = y.commune_id = 0;
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	x.commune_id = 41, y = somebody(), y.birth.month = 4;
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	y = somebody(), y.first_name = S("Driss"), y.first_name_ar = S("إدريس");
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	/* Alike in one script is enough to ask a person. */
	y = somebody(), y.last_name = S("Benchekroun");
	t_int(verdict(&x, &y), MATCH_REVIEW_PROBABLE);
	/* Nobody is known by an empty identifier. */
	x = y = somebody(), x.id_value = y.id_value = S(""), y.commune_id = 1;
	t_int(verdict(&x, &y), MATCH_DISTINCT);
}

T(match_twins_are_two)
{
	struct person_facts x = somebody(), y = somebody();

	x.id_value = S("ZT1"), x.first_name = S("Hassan"), x.first_name_ar = S("الحسن");
	y.id_value = S("ZT2"), y.first_name = S("Houcine"), y.first_name_ar = S("الحسين");
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	y.first_name = S("Hassania"), y.first_name_ar = S("حسنية"), y.sex = S("F");
	t_int(verdict(&x, &y), MATCH_DISTINCT);
}

T(match_presumed_births)
{
	struct person_facts x = somebody(), y = somebody();
	unsigned e;

	y.birth = (struct birth){ 1971, 0, 0 };
	t_int(verdict(&x, &y), MATCH_SAME);
	(void)match_persons(&x, &y, &e);
	t_ok((e & MATCHED_BIRTH_YEAR) && !(e & MATCHED_BIRTH));
	y.birth.year = 1972;
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
	y.birth.year = 1971, y.id_value = S("ZT4712");
	t_int(verdict(&x, &y), MATCH_DISTINCT);
	x.birth = y.birth;
	t_int(verdict(&x, &y), MATCH_REVIEW_PROBABLE);
}

T(match_people_with_one_name)
{
	struct person_facts x = somebody(), y = somebody();

	x.first_name = x.first_name_ar = y.first_name = y.first_name_ar = S("");
	t_int(verdict(&x, &y), MATCH_SAME);
	y.last_name = S("Benchekroun"), y.last_name_ar = S("بنشقرون");
	t_int(verdict(&x, &y), MATCH_REVIEW_ID_SHARED);
}

/* Whatever is drawn, the rules that must never break. */
T(match_never_merges_a_contradiction)
{
	static const char *const last[][2] = {
		{ "El Fassi", "الفاسي" }, { "Fasi", "الفاسي" }, { "Tazi", "التازي" }, { "", "" }
	};
	static const char *const first[][2] = {
		{ "Amine", "أمين" }, { "Amina", "أمينة" }, { "", "أمين" }, { "Nadia", "" }
	};
	int seen[4] = { 0 };

	t_seeds (20000) {
		struct person_facts p[2];
		for (int i = 0; i < 2; i++) {
			const char *const *l = last[t_between(0, 3)], *const *f = first[t_between(0, 3)];
			p[i] = (struct person_facts){ str_of(l[0]),
						      str_of(f[0]),
						      str_of(l[1]),
						      str_of(f[1]),
						      { 1971, (int8_t)(t_between(0, 2) * 3), 0 },
						      t_between(0, 4) ? S("M") : S("F"),
						      t_between(0, 2),
						      S("CNIE"),
						      t_between(0, 1) ? S("A1") : S("B2"),
						      0 };
			p[i].birth.day = p[i].birth.month;
		}
		enum match_verdict v = verdict(&p[0], &p[1]);
		bool id = str_eq(p[0].id_value, p[1].id_value);
		bool day = birth_equal(p[0].birth, p[1].birth);
		seen[v]++;
		t_ok(v != MATCH_SAME ||
		     (id && str_eq(p[0].sex, p[1].sex) && birth_agrees(p[0].birth, p[1].birth)));
		t_ok(id == (v == MATCH_SAME || v == MATCH_REVIEW_ID_SHARED));
		t_ok(v != MATCH_REVIEW_PROBABLE ||
		     (day && p[0].commune_id == p[1].commune_id && p[0].commune_id != 0));
	}
	t_ok(seen[MATCH_SAME] > 50 && seen[MATCH_REVIEW_PROBABLE] > 50 && seen[MATCH_REVIEW_ID_SHARED] > 50);
}
