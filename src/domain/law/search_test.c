/* Parameters by words, as people type them. */
#include "domain/law/search.h"

#include "testing/t.h"

#define META "status: VOTED, reference: décret 2.19.422, seen_at: y, confidence: high}\n"

static const struct law *small(struct arena *a)
{
	static struct law l;
	struct law_file f = {
		S("ma/X.yaml"),
		S("country: ma\nscheme: X\ndescription: {fr: Régime des artisans}\nparameters:\n"
		  " child.age:\n  description: {fr: Âge limite d'un enfant, ar: سن الأبناء على العموم, en: "
		  "Age of a child}\n  unit: MAD\n  values:\n   2020: {value: 1, " META
		  " smig.hour:\n  description: {fr: SMIG horaire, ar: الحد الأدنى للأجر بالساعة}\n"
		  "  missing: not seen\n  said: quatorze\n")
	};

	law_read(a, &f, 1, &l);
	for (size_t i = 0; i < l.problems_n; i++)
		t_fail("%zu: %.*s", l.problem[i].line, STR_ARG(mistake_text(a, &l.problem[i].mistake)));
	return &l;
}

static str found(struct arena *a, const struct law *l, str words)
{
	const struct law_parameter **list;
	str all = S("");
	size_t n, of;

	law_search(a, l, words, S("ma"), &list, &n, &of);
	t_int((int64_t)n, (int64_t)of);
	for (size_t i = 0; i < n; i++)
		all = str_printf(a, "%.*s%.*s ", STR_ARG(all), STR_ARG(list[i]->key));
	return all;
}

T(law_is_searched_as_people_type)
{
	const struct law *l = small(a);

	t_str(found(a, l, S("AGE")), "child.age ");
	t_str(found(a, l, S("âge ENFANT")), "child.age ");
	t_str(found(a, l, S("l'enfant")), "child.age ");
	t_str(found(a, l, S("enfant horaire")), ""); /* every word */
	t_str(found(a, l, S("ma/X/smig.hour")), "smig.hour ");
	t_str(found(a, l, S("2.19.422")), "child.age ");
	t_str(found(a, l, S("quatorze")), "smig.hour ");
	t_str(found(a, l, S("REGIME artisan")), "child.age smig.hour ");
	t_str(found(a, l, S("ابناء")), "child.age ");  /* without article and hamza */
	t_str(found(a, l, S("الساعه")), "smig.hour "); /* ه for ة, the article for ب */
	t_str(found(a, l, S("الادنى")), "smig.hour ");
	t_str(found(a, l, S("ادني")), "smig.hour ");
	t_str(found(a, l, S("fant")), "child.age ");
	t_str(found(a, l, S("ag")), "child.age ");
	t_str(found(a, l, S("ge")), ""); /* two letters begin a word */
}

T(law_is_searched_for_anything)
{
	const struct law *l = small(a);
	char long_word[LAW_WORDS_MAX + 50];

	t_str(found(a, l, S("")), "");
	t_str(found(a, l, S(" /. ()")), "");
	t_str(found(a, l, S("\xFF\xFE age")), "child.age ");
	memset(long_word, 'a', sizeof long_word);
	t_str(found(a, l, (str){ long_word, sizeof long_word }), "");
	t_str(found(a, &(struct law){ 0 }, S("age")), "");
}

T(law_search_says_how_many_there_are)
{
	const struct law_parameter **list;
	size_t n, all;

	law_search(a, law_carried(), S("ma"), S("ma"), &list, &n, &all);
	t_int((int64_t)n, LAW_FOUND_MAX);
	t_ok(all > n && all <= law_carried()->n);
	t_str(list[0]->country, "ma");
	law_search(a, law_carried(), S("age common"), S("dz"), &list, &n, &all);
	t_ok(n > 1 && n == all);
	t_str(list[0]->country, "dz"); /* the fund's own law first */
	t_str(list[n - 1]->country, "ma");
}
