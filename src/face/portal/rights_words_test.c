/* Reasons as sentences: every code has one in every language, and they say what is so. */
#include "face/portal/rights_words.h"
#include "face/portal/rule_words.h"

#include "testing/t.h"

#include <string.h>

static struct scheme schemes[1];

static date day(const char *iso)
{
	date d;

	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static struct rights_words words(struct arena *a, enum lang lang)
{
	struct fund_law *l = arena_new(a, struct fund_law);

	schemes[0] = (struct scheme){ .scheme = S("AMO-TNS"),
				      .name_fr = S("AMO TNS"),
				      .name_ar = S("أمو غير الأجراء"),
				      .name_en = S("AMO self") };
	l->law = law_carried();
	return (struct rights_words){ .at = { lang, COUNTRY_MA },
				      .schemes = schemes,
				      .schemes_n = 1,
				      .law = l,
				      .on = day("2026-11-27") };
}

#define BASIS \
	S("ma/AMO_TNS/rule.rights|PAID period=MONTH covers=NEXT late=NEXT_MONTH " \
	  "wait=AMO_TNS/rights.stage|rule|2018-01-01|UNCONFIRMED|décret 2.18.623\n" \
	  "ma/AMO_TADAMON/rsu.threshold|9.3264284|RSU score|2022-12-01|VOTED|unknown\n" \
	  "ma/AMO_TNS/rights.stage||UNCONFIRMED_UNSIGNED|||\n" \
	  "ma/common/child.age.general||IMPRECISE|||")

/* The text of the only, or of the last, reason. */
static const struct right_reason *last(struct arena *a, const struct rights_words *w, str because)
{
	size_t n;
	const struct right_reason *r = rights_sentences(a, w, because, BASIS, &n);

	t_ok(n > 0);
	return &r[n - 1];
}

static str text(struct arena *a, enum lang lang, str because)
{
	struct rights_words w = words(a, lang);

	return last(a, &w, because)->text;
}

/* A reason of each code with everything that because.def says of it. */
static str example(struct arena *a, enum because_code c)
{
	static const struct {
		enum because_code code;
		const char *rest;
	} rows[] = {
		{ BECAUSE_MEMBER, "2026-01-01|||AMO-TNS|0" },
		{ BECAUSE_PAID, "2026-04-01|2026-04-30|||0" },
		{ BECAUSE_UNPAID, "2026-04-01|2026-04-30|27600||0" },
		{ BECAUSE_FIRST_PAYMENT, "2026-04-01|2026-06-30|||0" },
		{ BECAUSE_PAID_LATE, "2026-04-01|2026-04-30|20600||0" },
		{ BECAUSE_WAITING, "2026-01-10|2026-08-01|6||0" },
		{ BECAUSE_WORKED, "||54" },
		{ BECAUSE_NOT_WORKED, "||54" },
		{ BECAUSE_SCORE, "2026-01-01|||9.1 9.3264284|1" },
		{ BECAUSE_SCORE_ABOVE, "2026-01-01|||9.5 9.3264284|1" },
		{ BECAUSE_SCORE_BELOW, "2026-01-01|||9.1 9.3264284|1" },
		{ BECAUSE_NO_SCORE, "" },
		{ BECAUSE_TOO_OLD, "2026-01-01||55" },
		{ BECAUSE_ENDED, "2026-05-01|||AMO-TNS" },
		{ BECAUSE_DIED, "2026-05-20" },
		{ BECAUSE_DEPENDANT, "2000-01-01|2026-12-01||SPOUSE" },
		{ BECAUSE_DEPENDANT_END, "2026-05-01||21|AGE" },
		{ BECAUSE_INSURED, "|||SUSPENDED" },
		{ BECAUSE_NO_DEPENDANTS, "|||AMO-TNS" },
		{ BECAUSE_KEPT_LOSS, "2026-05-01|2026-11-01|6" },
		{ BECAUSE_KEPT_DIVORCE, "2026-05-01|2026-11-01|12" },
		{ BECAUSE_KEPT_DEATH, "2026-05-01|2026-11-01|24" },
		{ BECAUSE_OTHER_COVER, "|||AMO-TNS" },
		{ BECAUSE_LAW_UNKNOWN, "2026-05-01||||2" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == c)
			return str_printf(a, "%.*s|%s", STR_ARG(because_name(c)), rows[i].rest);
	t_fail("no example of %.*s", STR_ARG(because_name(c)));
	return because_name(c);
}

static bool has(str s, const char *part) { return memmem(s.p, s.n, part, strlen(part)) != NULL; }

T(every_reason_has_a_sentence_in_every_language)
{
	for (int c = 0; c < BECAUSE_CODES; c++) {
		str said[LANG_N];
		for (enum lang l = LANG_AR; l < LANG_N; l++) {
			said[l] = text(a, l, example(a, (enum because_code)c));
			t_ok(said[l].n > 10 && !has(said[l], "{") && !has(said[l], "because"));
			t_ok(!has(said[l], "9999") && !has(said[l], "||"));
			t_ok(!has(said[l], str_c(a, because_name((enum because_code)c))));
			t_ok((l == LANG_AR) == has(said[l], "ا"));
		}
		t_ok(!str_eq(said[LANG_FR], said[LANG_EN]));
	}
}

/* What may come without a day, a number, or with another word. */
T(reasons_say_what_is_so)
{
	t_str(text(a, LANG_FR, S("UNPAID|2026-04-01|2026-04-30|27600||0")),
	      "La cotisation d’avril\u00a02026 n’est pas payée. Elle est de 276,00 dirhams.");
	t_str(text(a, LANG_FR, S("UNPAID|2026-05-01|2026-05-31|||0")),
	      "La cotisation de mai\u00a02026 n’est pas payée.");
	t_str(text(a, LANG_AR, S("UNPAID|2026-04-01|2026-06-30|||0")),
	      "اشتراك الفصل الثاني من 2026 غير مؤدى.");
	t_str(text(a, LANG_EN, S("UNPAID|2026-04-02|2026-06-10|||0")),
	      "The contribution of 2\u00a0April 2026 to 10\u00a0June 2026 is not paid.");
	t_str(text(a, LANG_FR, S("WAITING|2026-01-10|2026-02-01|||0")),
	      "Premier paiement : le 10\u00a0janvier 2026. Les droits s’ouvrent le 1er\u00a0février 2026.");
	t_str(text(a, LANG_EN, S("WORKED|||216|HOURS")),
	      "The work that was declared is enough: it took 216 hours.");
	t_str(text(a, LANG_EN, S("NOT_WORKED")), "The work that was declared is not enough.");
	t_str(text(a, LANG_EN, S("ENDED|2026-05-01|||AMO-TNS")),
	      "Membership of “AMO self” is over. Last day: 30\u00a0April 2026.");
	t_str(text(a, LANG_EN, S("DEPENDANT_END|2026-05-01||21|AGE")),
	      "Cover through a member of the family is over. Last day: 30\u00a0April 2026. "
	      "The age limit of a child who doesn’t study. Limit: 21 years.");
	t_str(text(a, LANG_EN, S("INSURED||||DIED")), "The member, through whom this cover came, has died.");
	t_ok(has(text(a, LANG_EN, S("LAW_UNKNOWN||||XX-1")), "says nothing of “XX-1”"));
	t_ok(has(text(a, LANG_FR, S("LAW_UNKNOWN|2026-05-01||||3")), "vaut déjà le 1er\u00a0mai 2026"));
	t_ok(has(text(a, LANG_FR, S("LAW_UNKNOWN|||||2")), "pour le 27\u00a0novembre 2026"));
	t_ok(has(text(a, LANG_FR, S("LAW_UNKNOWN|||||2")), "pas encore signée"));
}

T(beside_a_reason_stands_what_the_law_says)
{
	struct rights_words w = words(a, LANG_FR);
	const struct right_reason *r = last(a, &w, S("PAID|2026-04-01|2026-04-30|||0"));

	t_ok(has(r->rule, "Un mois payé ouvre les droits du mois qui suit"));
	t_ok(has(r->rule, "à partir du mois suivant"));
	t_ok(has(r->machine, "PAID period=MONTH"));
	t_str(r->reference, "décret 2.18.623");
	t_str(r->state, "SIGNED");
	t_str(r->path, "ma/AMO_TNS/rule.rights");
	r = last(a, &w, S("SCORE_ABOVE|2026-01-01|||9.5 9.3264284|1"));
	t_ok(has(r->rule, "9,3264284") && r->machine.n == 0);
	t_str(r->reference, "");
	t_str(r->state, "VOTED");
	r = last(a, &w, S("LAW_UNKNOWN|||||2"));
	t_str(r->state, "UNSIGNED");
	t_str(r->rule, "");
	r = last(a, &w, S("DIED|2026-05-01"));
	t_str(r->path, "");
}

/* To a relative: no amounts, no other membership. What is about the insured never says an amount. */
T(relatives_are_told_less)
{
	struct rights_words w = words(a, LANG_FR);
	size_t n;

	const struct right_reason *r = rights_sentences(
	    a, &w, S("INSURED||||SUSPENDED\nUNPAID|2026-04-01|2026-04-30|27600||0"), BASIS, &n);
	t_int((int64_t)n, 2);
	t_str(r[1].text, "La cotisation d’avril\u00a02026 n’est pas payée.");
	w.discreet = true;
	r = rights_sentences(a, &w, S("UNPAID|2026-04-01|2026-04-30|27600||0\nOTHER_COVER||||AMO-TNS"), BASIS,
			     &n);
	t_int((int64_t)n, 1);
	t_ok(!has(r[0].text, "276"));
}

T(what_cant_be_read_says_so)
{
	struct rights_words w = words(a, LANG_EN);
	size_t n;

	const struct right_reason *r = rights_sentences(a, &w, S("FUTURE|2026-04-01"), S(""), &n);
	t_int((int64_t)n, 1);
	t_int(r[0].code, BECAUSE_CODES);
	t_ok(has(r[0].text, "another version"));
	/* a reason whose line of the basis isn't there: the sentence, and nothing of the law */
	r = rights_sentences(a, &w, S("PAID|2026-04-01|2026-04-30|||7"), S(""), &n);
	t_str(r[0].path, "");
	t_ok(r[0].text.n > 0);
}

/* Every rule of the law that the program brings is a sentence in every language, without a hole. */
T(every_rule_has_words)
{
	bool seen[RULE_KINDS] = { false };
	struct fund_law f = { .law = law_carried() };

	for (size_t i = 0; i < f.law->n; i++)
		for (size_t k = 0; k < f.law->parameter[i].n; k++) {
			const struct law_value *v = &f.law->parameter[i].value[k];
			if (v->missing.n > 0 || v->rule == NULL)
				continue;
			seen[v->rule->kind] = true;
			for (enum lang l = LANG_AR; l < LANG_N; l++) {
				struct locale at = { l, COUNTRY_MA };
				str s = rule_words(a, at, &f, f.law->parameter[i].path, v->rule,
						   day("2026-11-27"));
				t_ok(s.n > 10 && !has(s, "{") && !has(s, "lawrule"));
				t_ok((l == LANG_AR) == has(s, "ا"));
			}
		}
	for (int k = 0; k < RULE_KINDS; k++)
		t_ok(seen[k] || k == RULE_NOBODY);
}

static str rule(struct arena *a, enum lang lang, str path, str text)
{
	struct fund_law f = { .law = law_carried() };
	struct mistake why;
	struct law_rule r;

	must(rule_parse(text, a, &r, &why));
	return rule_words(a, (struct locale){ lang, COUNTRY_MA }, &f, path, &r, day("2026-11-27"));
}

T(rules_say_their_numbers)
{
	t_str(rule(a, LANG_EN, S("ma/X/rule.dependants"), S("NOBODY")),
	      "This scheme covers the member alone.");
	t_ok(has(rule(a, LANG_FR, S("ma/X/rule.keep.divorce"), S("KEEP months=common/none.such")),
		 "Après un divorce"));
	t_ok(has(rule(a, LANG_FR, S("ma/X/rule.keep.divorce"), S("KEEP months=common/none.such")),
		 "valeur inconnue"));
	t_ok(has(rule(a, LANG_FR, S("ma/X/rule.keep.other"), S("KEEP months=common/none.such")),
		 "Les droits continuent après ce qui les fait cesser"));
	/* what isn't sure says so: nobody signed here */
	t_ok(has(rule(a, LANG_FR, S("ma/AMO_TNS/rule.rights"),
		      S("PAID period=MONTH covers=NEXT late=NEXT_DAY wait=AMO_TNS/rights.stage")),
		 "3 mois (pas confirmé)"));
	str work =
	    rule(a, LANG_FR, S("dz/CNAS/rule.rights"),
		 S("WORKED months=CNAS/rights.after_6_months.a.months,CNAS/rights.after_6_months.b.months "
		   "days=CNAS/rights.after_6_months.a.days,CNAS/rights.after_6_months.b.days "
		   "hours=CNAS/rights.after_6_months.a.hours,-"));
	t_ok(has(work, "60 jours (pas confirmé) ou 400 heures (pas confirmé), sur 12 mois"));
	t_ok(has(work, " ou 180 jours"));
	t_str(rule(a, LANG_EN, S("ma/X/rule.priority"), S("RANK own=10 kept=70")),
	      "When somebody could be covered in several ways, the one with the smallest number counts. "
	      "Member: 10, rights that outlive their reason: 70.");
}
