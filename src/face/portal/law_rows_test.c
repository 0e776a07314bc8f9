/* What readers are told of a value of the law: in words, with its state, on a day. */
#include "face/portal/law_rows.h"

#include "testing/t.h"

#define HEAD "country: ma\nscheme: X\ndescription: {fr: x}\nparameters:\n"
#define ITS(unit_) ":\n  description: {fr: x}\n  unit: " unit_ "\n  values:\n"
#define SEEN "seen_at: 'https://a.example/x ; page 3, b ;https://b.example', confidence: high}\n"
#define VOTED ", status: VOTED, reference: loi 1, " SEEN
#define UNCONFIRMED ", status: UNCONFIRMED, reference: unknown, " SEEN
#define ON(unit_, value_) ITS(unit_) "   2020-01-01: {value: " value_ VOTED
#define DRAFT ", status: DRAFT, reference: projet 2, " SEEN

static const struct locale fr = { LANG_FR, COUNTRY_MA }, ar = { LANG_AR, COUNTRY_MA },
			   en = { LANG_EN, COUNTRY_MA };

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static struct fund_law fund(struct arena *a, str parameters)
{
	struct law *l = arena_new(a, struct law);
	struct law_file f = { S("ma/X.yaml"), str_printf(a, HEAD "%.*s", STR_ARG(parameters)) };

	law_read(a, &f, 1, l);
	for (size_t i = 0; i < l->problems_n; i++)
		t_fail("%zu: %.*s", l->problem[i].line, STR_ARG(mistake_text(a, &l->problem[i].mistake)));
	return (struct fund_law){ .law = l };
}

static str value(struct arena *a, struct locale at, const struct fund_law *f, const char *path)
{
	const struct law_parameter *p = law_find(f->law, str_of(path));

	return law_value_on(a, at, f, p, day("2026-06-01")).value;
}

T(law_values_are_told_in_words)
{
	static const char text[] =
	    " a" ON("MAD/h", "14.810") " b" ON("years", "21") " c" ON("RSU score", "9.3264284") " d" ON(
		"month-day",
		"06-30") " e" ON("yes/no",
				 "yes") " f" ON("rounding",
						"HALF_UP") " g" ON("\"%\"",
								   "6.40") " h" ON("month",
										   "2024-01") " i" ON("DZD/"
												      "month",
												      "2000"
												      "0");
	struct fund_law f = fund(a, (str){ text, sizeof text - 1 });

	t_str(value(a, fr, &f, "ma/X/a"), "14,810 dirhams par heure"); /* all digits */
	t_str(value(a, ar, &f, "ma/X/a"), "14,810 درهم في الساعة");
	t_str(value(a, fr, &f, "ma/X/b"), "21 ans");
	t_str(value(a, ar, &f, "ma/X/b"), "21 سنة");
	t_str(value(a, en, &f, "ma/X/c"), "RSU score: 9.3264284");
	t_str(value(a, fr, &f, "ma/X/d"), "30\u00a0juin");
	t_str(value(a, fr, &f, "ma/X/e"), "Oui");
	t_str(value(a, en, &f, "ma/X/f"), "Rounded to the nearest, half away from zero");
	t_str(value(a, en, &f, "ma/X/g"), "6.40%");
	t_str(value(a, fr, &f, "ma/X/h"), "janvier\u00a02024");
	t_str(value(a, ar, &f, "ma/X/i"), "20.000 دينار في الشهر");
	for (size_t i = 0; i < f.law->n; i++)
		for (enum lang l = LANG_AR; l < LANG_N; l++) {
			struct locale at = { l, COUNTRY_DZ };
			struct show_law_value x =
			    law_value_on(a, at, &f, &f.law->parameter[i], day("2026-06-01"));
			t_ok(x.value.n > 0 && !x.code);
			t_str(x.state, "VOTED");
		}
}

/* Everything that the program brings has words; rules are shown as they are too. */
T(law_that_is_carried_has_words)
{
	struct fund_law f = { .law = law_carried() };
	size_t n;

	for (size_t i = 0; i < f.law->n; i++) {
		const struct law_parameter *p = &f.law->parameter[i];
		const struct show_law_entry *e = law_entries(a, ar, &f, p, day("2026-06-01"), &n);
		t_ok(n > 0);
		for (size_t k = 0; k < n; k++)
			t_ok(e[k].is.value.n > 0 ? !e[k].is.code || str_eq(law_unit(p->unit)->word, S("rule"))
						 : e[k].is.missing.n > 0);
		for (size_t k = 0; k < n; k++)
			t_ok((e[k].is.words.n > 0) == (e[k].is.code && e[k].is.value.n > 0));
	}
}

static const char *state(struct arena *a, const struct fund_law *f, const char *path, const char *on)
{
	const struct law_parameter *p = law_find(f->law, str_of(path));

	return str_c(a, law_value_on(a, fr, f, p, day(on)).state);
}

T(law_states_say_how_sure_it_is)
{
	struct fund_law f =
	    fund(a, S(" a" ITS("MAD") "   2020: {value: 1" VOTED "   2022-01-01: {value: 2" UNCONFIRMED
				      "   2024-01-01: {missing: the decree was not seen}\n"
				      " b" ITS("MAD") "   2020-01-01: {value: 3" DRAFT));
	const struct law_parameter *p = law_find(f.law, S("ma/X/a"));
	struct law_signature s = { .path = p->path,
				   .starts = S("2022-01-01"),
				   .from_day = day("2022-01-01"),
				   .digest = { p->value[1].digest, LAW_DIGEST_BYTES },
				   .reason = S("avis") };
	size_t n;

	t_ok(strcmp(state(a, &f, "ma/X/a", "2019-12-31"), "MISSING") == 0);
	t_ok(strcmp(state(a, &f, "ma/X/a", "2020-06-01"), "IMPRECISE") == 0);
	t_ok(strcmp(state(a, &f, "ma/X/a", "2021-06-01"), "VOTED") == 0);
	t_ok(strcmp(state(a, &f, "ma/X/a", "2023-06-01"), "UNSIGNED") == 0);
	t_ok(strcmp(state(a, &f, "ma/X/a", "2024-06-01"), "MISSING") == 0);
	t_str(law_value_on(a, fr, &f, p, day("2024-06-01")).missing, "the decree was not seen");
	t_ok(strcmp(state(a, &f, "ma/X/b", "2023-06-01"), "DRAFT") == 0);
	(void)law_signature_rows(a, fr, &f, p, &n);
	t_int((int64_t)n, 0);
	f.signature = &s;
	f.signatures_n = 1;
	t_ok(strcmp(state(a, &f, "ma/X/a", "2023-06-01"), "SIGNED") == 0);
	t_ok(law_value_on(a, fr, &f, p, day("2023-06-01")).by_signature);
	t_ok(!law_value_on(a, fr, &f, p, day("2021-06-01")).by_signature);
	t_str(law_signature_rows(a, fr, &f, p, &n)[0].reason, "avis");
	t_int((int64_t)n, 1);
	s.digest.n = 0; /* of another wording: it counts for nothing */
	t_ok(strcmp(state(a, &f, "ma/X/a", "2023-06-01"), "UNSIGNED") == 0);
}

/* Every mistake that a law file can hold is said in three languages. */
T(law_mistakes_are_told_in_every_language)
{
	static const enum mistake_key keys[] = {
#define MISTAKE(key, english) MISTAKE_##key,
#define CASE_MISTAKE(key, english)
#include "domain/law/mistake.def"
#undef MISTAKE
#undef CASE_MISTAKE
	};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct mistake m = MISTAKEN(keys[i], S("@1"), S("@2"), S("@3"), S("@4"));
		str english = mistake_text(a, &m);
		str in_fr = law_mistake_words(a, fr, &m), in_ar = law_mistake_words(a, ar, &m),
		    in_en = law_mistake_words(a, en, &m);
		t_ok(in_fr.n > 5 && in_ar.n > 5 && in_en.n >= english.n);
		t_ok(!str_eq(in_fr, in_en) && memchr(in_ar.p, 0xD9, in_ar.n) != NULL); /* Arabic letters */
		for (char n = '1'; n <= '4'; n++) { /* the same words in each */
			const char word[] = { '@', n, '\0' };
			bool has = memmem(english.p, english.n, word, 2) != NULL;
			t_ok((memmem(in_fr.p, in_fr.n, word, 2) != NULL) == has);
			t_ok((memmem(in_ar.p, in_ar.n, word, 2) != NULL) == has);
			t_ok((memmem(in_en.p, in_en.n, word, 2) != NULL) == has);
		}
	}
}

T(law_mistakes_keep_the_direction_of_their_words)
{
	struct law_file f = { S("ma/X.yaml"),
			      S(HEAD " k:\n  description: {fr: x}\n  unit: dirham\n  missing: y\n") };
	struct law l;

	law_read(a, &f, 1, &l);
	t_int((int64_t)l.problems_n, 1);
	const struct mistake *m = &l.problem[0].mistake;
	str in_fr = law_mistake_words(a, fr, m), in_ar = law_mistake_words(a, ar, m);
	t_ok(str_skip(&in_fr, S("\u2068dirham\u2069 n'est pas une unité : \u2068%, multiple, MAD,")));
	t_ok(str_skip(&in_ar, S("\u2068dirham\u2069 ليس وحدة معروفة: \u2068%, multiple, MAD,")));
}

T(law_history_has_its_sources)
{
	struct fund_law f =
	    fund(a, S(" a" ITS("MAD") "   2020: {value: 1" VOTED
				      "   2022-01-01: {value: 2, until: 2023-02-01" UNCONFIRMED
				      "   2023-02-01: {missing: why}\n"
				      " b:\n  description: {fr: x}\n  missing: not seen\n  said: 7..9\n"));
	size_t n;
	const struct show_law_entry *e =
	    law_entries(a, fr, &f, law_find(f.law, S("ma/X/a")), day("2026-06-01"), &n);

	t_int((int64_t)n, 3); /* the newest first */
	t_str(e[0].is.state, "MISSING");
	t_str(e[0].is.last, "");
	t_str(e[1].is.from, "1er\u00a0janvier 2022");
	t_str(e[1].is.last, "31\u00a0janvier 2023"); /* the last day, not the first one after */
	t_str(e[1].reference, "");
	t_str(e[2].is.from, "2020");
	t_str(e[2].reference, "loi 1");
	t_int((int64_t)e[2].seen_n, 3);
	t_ok(e[2].seen[0].link && !e[2].seen[1].link && e[2].seen[2].link);
	t_str(e[2].seen[0].text, "https://a.example/x");
	t_str(e[2].seen[1].text, "page 3, b");
	t_str(e[2].seen[2].text, "https://b.example");
	e = law_entries(a, fr, &f, law_find(f.law, S("ma/X/b")), day("2026-06-01"), &n);
	t_int((int64_t)n, 1);
	t_str(e[0].is.missing, "not seen");
	t_str(e[0].said, "7..9");
}

/* How sure a value is, in the reader's language; why, as it was written. */
T(law_tells_how_sure_it_is)
{
	static const char *const as[][3] = {
		{ "high", "HIGH", "" },
		{ "'medium: not read'", "MEDIUM", "not read" },
		{ "high for 2006", "HIGH", "high for 2006" },
		{ "low; said of all", "LOW", "said of all" },
		{ "to confirm", "TO_CONFIRM", "" },
		{ "the fund orders it", "", "the fund orders it" },
	};
	size_t n;

	for (size_t i = 0; i < sizeof as / sizeof as[0]; i++) {
		struct fund_law f =
		    fund(a, str_printf(a,
				       " a" ITS("MAD") "   2020: {value: 1, status: VOTED, "
						       "reference: x, seen_at: y, confidence: %s}\n",
				       as[i][0]));
		const struct show_law_entry *e =
		    law_entries(a, fr, &f, law_find(f.law, S("ma/X/a")), day("2026-06-01"), &n);
		t_ok(str_eq(e[0].confidence, str_of(as[i][1])));
		t_ok(str_eq(e[0].confidence_note, str_of(as[i][2])));
	}
}
