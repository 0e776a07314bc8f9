/* Rules as texts, what is wrong in one, and whether what they name is in the law. */
#include "domain/law/carried.h"

#include "testing/t.h"

static bool parse(struct arena *a, const char *line, struct law_rule *r, struct mistake *why)
{
	return rule_parse(str_of(line), a, r, why);
}

T(rule_says_its_kind_and_arguments)
{
	str item[RULE_LIST_MAX];
	struct mistake why;
	struct law_rule r;
	int64_t n;

	t_ok(parse(a, "PAID period=MONTH covers=NEXT late=NEXT_MONTH wait=AMO_TNS/rights.stage", &r, &why));
	t_int(r.kind, RULE_PAID);
	t_str(rule_kind_name(r.kind), "PAID");
	t_str(rule_kind_part(r.kind), "rights");
	t_str(rule_arg(&r, "period"), "MONTH");
	t_str(rule_arg(&r, "wait"), "AMO_TNS/rights.stage");
	t_str(rule_arg(&r, "wai"), "");
	t_ok(parse(a, "PAID late=NEXT_DAY covers=SAME period=QUARTER", &r, &why));
	t_str(rule_arg(&r, "wait"), "");
	t_ok(!rule_number(&r, "wait", &n) && !rule_number(&r, "period", &n));
	t_ok(parse(a, "RANK own=0 dependant=35", &r, &why));
	t_ok(rule_number(&r, "dependant", &n) && n == 35 && rule_number(&r, "own", &n) && n == 0);
	t_ok(!rule_number(&r, "kept", &n));
	t_ok(parse(a, "MEMBER", &r, &why) && r.n == 0);
	t_ok(parse(a, "WORKED months=A/m,A/n days=A/d,- hours=-,B/h.x", &r, &why));
	t_int((int64_t)rule_list(rule_arg(&r, "days"), item), 2);
	t_ok(str_eq(item[0], S("A/d")) && str_eq(item[1], S("-")));
	t_int((int64_t)rule_list(S(""), item), 0);
}

static const struct {
	const char *line, *why;
} bad[] = {
	{ "", " is no kind of rule: PEOPLE, MANAGED" },
	{ "PAYED", "PAYED is no kind of rule" },
	{ " MEMBER", "no kind of rule" },
	{ "MEMBER ", "a space at the end" },
	{ "MEMBER x", "has name=value" },
	{ "MEMBER x=1", "MEMBER takes no x, but: nothing" },
	{ "MANAGED", "MANAGED needs by=" },
	{ "MANAGED by=", "by of MANAGED is a code" },
	{ "MANAGED by=C/N", "by of MANAGED is a code" },
	{ "MANAGED  by=CNSS", "one space before each" },
	{ "MANAGED by=CNSS by=CNOPS", "by is said twice" },
	{ "MANAGED =CNSS", "has name=value" },
	{ "MANAGED by?=CNSS", "takes no by?" },
	{ "RANK own=ten", "own of RANK is a whole number" },
	{ "RANK own=-1", "own of RANK is a whole number" },
	{ "RANK own=007", "own of RANK is a whole number" },
	{ "RANK own=1234567890", "own of RANK is a whole number" },
	{ "PAID period=DAY covers=SAME late=NEXT_DAY", "period of PAID is one of MONTH,QUARTER" },
	{ "PAID period=MONTH,QUARTER covers=SAME late=NEXT_DAY", "period of PAID is one of" },
	{ "PAID period=MONTH covers=SAME", "PAID needs late=" },
	{ "KEEP months=keep", "months of KEEP is a parameter without its country" },
	{ "KEEP months=/keep", "months of KEEP is a parameter" },
	{ "KEEP months=common/", "months of KEEP is a parameter" },
	{ "WITHHELD rates=A/r,", "rates of WITHHELD is at most 40" },
	{ "WITHHELD rates=A/r,,A/s", "rates of WITHHELD is at most 40" },
	{ "WITHHELD rates=-", "rates of WITHHELD is at most 40" },
	{ "WORKED months=A/m days=A/d,A/e hours=A/h", "months and days belong together" },
	{ "WORKED months=A/m days=A/d hours=A/h,-", "months and hours belong together" },
	{ "WORKED months=A/m,A/n days=A/d,- hours=A/h,-", "number 2 for neither" },
	{ "WORKED months=A/m days=A/d hours=- first=A/f", "said together or not at all" },
	{ "WORKED months=A/m days=A/d hours=- first_months=A/f", "first_months and first_days belong" },
	{ "WORKED months=A/m days=A/d hours=- first=A/f first_months=A/f first_days=- first_hours=-",
	  "number 1 for neither" },
	{ "WORKED months=A/m days=A/d hours=- first_days=A/f", "first_months and first_days belong" },
	{ "WORKED months=A/m,A/m,A/m,A/m,A/m,A/m,A/m days=A/d hours=A/h", "months has at most 6 items" },
	{ "FORFAIT rate=A/r hour=A/h hours=A/y classes=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V,W,X,Y "
	  "multiples=A/x rounding=A/o",
	  "classes has at most 24 items" },
	{ "FORFAIT rate=A/r hour=A/h hours=A/y classes=X,Y multiples=A/x rounding=A/o",
	  "classes and multiples belong together" },
	{ "FORFAIT rate=A/r hour=A/h hours=A/y classes=X,X multiples=A/x,A/x rounding=A/o",
	  "class X is there twice" },
};

T(rule_says_what_is_wrong)
{
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct law_rule r;
		struct mistake why;
		bool is = parse(a, bad[i].line, &r, &why);
		str what = is ? S("") : mistake_text(a, &why);
		bool said = memmem(what.p, what.n, bad[i].why, strlen(bad[i].why)) != NULL;
		t_ok(!is && said);
		if (is || !said)
			printf("# %s: %.*s\n", bad[i].line, STR_ARG(what));
	}
}

T(rule_lists_have_a_limit)
{
	str all = S("A/r");
	struct mistake why;
	struct law_rule r;

	for (int i = 1; i < RULE_LIST_MAX; i++)
		all = str_printf(a, "%.*s,A/r", STR_ARG(all));
	t_ok(rule_parse(str_printf(a, "WITHHELD rates=%.*s", STR_ARG(all)), a, &r, &why));
	t_ok(!rule_parse(str_printf(a, "WITHHELD rates=%.*s,A/r", STR_ARG(all)), a, &r, &why));
}

T(rule_parts_of_a_scheme)
{
	static const char *const good[] = { "rule.rights", "rule.condition.age", "rule.keep.divorce" };
	static const char *const none[] = { "rights",
					    "rule.right",
					    "rule.",
					    "rule.rights.",
					    "rule.rights.a",
					    "rule.condition",
					    "rule.condition.",
					    "rule.keep",
					    "rule.keep.love",
					    "rule.condition.a.b",
					    "rule.keep.loss,divorce" };
	str part;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		t_ok(rule_part(str_of(good[i]), &part));
	t_str(part, "keep");
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		bool is = rule_part(str_of(none[i]), &part);
		t_ok(!is);
		if (is)
			printf("# %s\n", none[i]);
	}
	t_str(rule_parts_needed(a), "population,manager,package,priority,contribution,rights,dependants");
}

/* Every kind of the list, and of its types no other than the reader knows. */
T(rule_kinds_are_described)
{
	enum { MAX = 1 << 16 };
	char *p = arena_array(a, char, MAX);
	FILE *f = fopen("docs/law.md", "rb");

	must(f != NULL);
	size_t n = fread(p, 1, MAX, f);
	(void)fclose(f);
	for (int i = 0; i < RULE_KINDS; i++) {
		str name = rule_kind_name((enum rule_kind)i);
		str row = str_printf(a, "| `%.*s", STR_ARG(name));
		t_ok(memmem(p, n, row.p, row.n) != NULL);
		t_ok(rule_kind_part((enum rule_kind)i).n > 0);
	}
}

/* ---- in files ---- */

#define META "status: UNCONFIRMED, reference: unknown, seen_at: y, confidence: low}\n"
#define GAP(key, unit) " " key ": {description: {fr: x}, unit: " unit ", missing: z}\n"
#define RULE_LINE(key, text) \
	" " key ":\n  description: {fr: x}\n  unit: rule\n  values:\n   2020: {value: \"" text "\", " META
#define NAMES "description: {fr: x, ar: y, en: z}\n"
#define REST \
	GAP("rule.population", "rule") \
	GAP("rule.manager", "rule") \
	GAP("rule.package", "rule") \
	GAP("rule.priority", "rule") GAP("rule.contribution", "rule") GAP("rule.dependants", "rule")

static struct law law_of(struct arena *a, const char *in)
{
	struct law_file f[2] = { { S("ma/X.yaml"), str_of(in) },
				 { S("dz/Y.yaml"), S("country: dz\nscheme: Y\n" NAMES
						     "code: XX\nparameters:\n" REST GAP("rule.rights", "rule")
							 GAP("there", "months")) } };
	struct law l;

	law_read(a, f, 2, &l);
	return l;
}

static const struct {
	const char *in, *what;
	size_t line;
} wrong[] = {
#define HEAD "country: ma\nscheme: X\n" NAMES "parameters:\n"
	{ HEAD RULE_LINE("rule.rights", "PAID"), "no rule: PAID needs period=", 9 },
	{ HEAD RULE_LINE("rule.rights", "NOBODY"),
	  "NOBODY is a rule of dependants: it can't stand in rule.rights", 9 },
	{ HEAD RULE_LINE("rule.keep.love", "KEEP months=X/m"), "is no part of a scheme", 5 },
	{ HEAD RULE_LINE("rights", "MEMBER"), "a parameter in rule is called rule.PART", 5 },
	{ HEAD GAP("rule.rights", "months"), "that begins with rule. has the unit rule", 5 },
	{ HEAD " rule.rights: {description: {fr: x}, missing: z}\n", "that begins with rule. has the unit",
	  5 },
	{ HEAD RULE_LINE("rule.keep.loss", "KEEP months=X/m"), "there is no parameter X/m in ma", 9 },
	{ HEAD RULE_LINE("rule.keep.loss", "KEEP months=Y/there"), "there is no parameter Y/there in ma", 9 },
	{ HEAD GAP("m", "days") RULE_LINE("rule.keep.loss", "KEEP months=X/m"),
	  "X/m is in days; the rule needs one in months", 10 },
	{ HEAD " m: {description: {fr: x}, missing: z}\n" RULE_LINE("rule.keep.loss", "KEEP months=X/m"),
	  "X/m is in no unit; the rule needs one in months", 10 },
#undef HEAD
#define HEAD "country: ma\nscheme: X\n" NAMES
	{ HEAD "code: x\nparameters:\n" REST GAP("rule.rights", "rule"), "a code has at most 40", 4 },
	{ HEAD "code: XX\nparameters:\n" REST, "a scheme with a code has rule.rights; if it isn't known", 4 },
	{ HEAD "code: XX\n", "has rule.dependants", 4 },
	{ "country: ma\nscheme: X\ndescription: {fr: x}\ncode: XX\nparameters:\n" REST GAP("rule.rights",
											   "rule"),
	  "has a description in fr, ar and en", 4 },
	{ HEAD "code: XX\nparameters:\n" REST GAP("rule.rights", "rule") GAP("rule.condition.a", "rule") GAP(
	      "rule.condition.b", "rule") GAP("rule.condition.c", "rule") GAP("rule.condition.d", "rule")
	      GAP("rule.condition.e", "rule") GAP("rule.condition.f", "rule") GAP("rule.condition.g", "rule"),
	  "a scheme has at most 6 conditions", 4 },
	{ HEAD "classes: [A]\nparameters:\n" REST, "add its code", 4 },
	{ HEAD "code: XX\nclasses: A\nparameters:\n" REST GAP("rule.rights", "rule"), "classes are a list",
	  5 },
	{ HEAD "code: XX\nclasses: []\nparameters:\n" REST GAP("rule.rights", "rule"), "classes are a list",
	  5 },
	{ HEAD "code: XX\nclasses: [A, b]\nparameters:\n" REST GAP("rule.rights", "rule"), "a class has", 5 },
	{ HEAD "code: XX\nclasses: [A, A]\nparameters:\n" REST GAP("rule.rights", "rule"), "A is there twice",
	  5 },
};

T(rules_of_files_say_what_is_wrong_and_where)
{
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct law l = law_of(a, wrong[i].in);
		bool said = false;
		for (size_t k = 0; k < l.problems_n; k++) {
			str what = mistake_text(a, &l.problem[k].mistake);
			said |= memmem(what.p, what.n, wrong[i].what, strlen(wrong[i].what)) != NULL &&
				l.problem[k].line == wrong[i].line && l.problem[k].column > 0;
		}
		t_ok(said);
		if (!said)
			for (size_t k = 0; k < l.problems_n; k++)
				printf("# %zu: %zu: %.*s\n", i, l.problem[k].line,
				       STR_ARG(mistake_text(a, &l.problem[k].mistake)));
		/* what is wrong is left out */
		t_ok(law_find(&l, S("ma/X/rule.keep.loss")) == NULL);
		t_ok(law_find(&l, S("dz/Y/there")) != NULL);
	}
}

#define CLASSES(list) HEAD "code: XX\nclasses: [" list "]\nparameters:\n"
#define FORFAIT \
	GAP("r", "\"%\"") \
	GAP("h", "MAD/h") \
	GAP("y", "hours") \
	GAP("o", "rounding") \
	GAP("a", "multiple") \
	GAP("b", "multiple") \
	GAP("rule.population", "rule") \
	GAP("rule.manager", "rule") GAP("rule.package", "rule") GAP("rule.priority", "rule") \
	    GAP("rule.dependants", "rule") GAP("rule.rights", "rule") \
		RULE_LINE("rule.contribution", \
			  "FORFAIT rate=X/r hour=X/h hours=X/y classes=A,B multiples=X/a,X/b rounding=X/o")

T(rules_know_the_classes_of_their_file)
{
	struct law l = law_of(a, CLASSES("A, B") FORFAIT);

	t_int((int64_t)l.problems_n, 0);
	t_ok(l.scheme[1].classes_n == 2 && str_eq(l.scheme[1].class[1], S("B")));
	t_str(l.scheme[1].code, "XX"); /* in another country the same one may be there */
	const struct law_parameter *p = law_find(&l, S("ma/X/rule.contribution"));
	t_ok(p->value[0].rule->kind == RULE_FORFAIT);
	l = law_of(a, CLASSES("A") FORFAIT);
	t_int((int64_t)l.problems_n, 1);
	t_str(mistake_text(a, &l.problem[0].mistake), "class B isn't in classes of the file");
	l = law_of(a, CLASSES("A, C, B") FORFAIT);
	t_int((int64_t)l.problems_n, 1);
	t_str(mistake_text(a, &l.problem[0].mistake), "the rule says nothing of class C of the file");
}

T(rules_of_two_files_need_two_codes)
{
	struct law_file f[2] = {
		{ S("ma/X.yaml"), S(HEAD "code: XX\nparameters:\n" REST GAP("rule.rights", "rule")) },
		{ S("ma/Y.yaml"), S("country: ma\nscheme: Y\n" NAMES
				    "code: XX\nparameters:\n" REST GAP("rule.rights", "rule")) }
	};
	struct law l;

	law_read(a, f, 2, &l);
	t_int((int64_t)l.problems_n, 1);
	t_str(l.problem[0].file, "ma/Y.yaml");
	t_str(mistake_text(a, &l.problem[0].mistake),
	      "ma/X.yaml has this code already: each scheme of a country has its own");
}

/* ---- a scheme that nobody thought of is a file ---- */

static const char taxi[] =
    "country: ma\nscheme: AMO_TAXI\ncode: AMO-TAXI\nclasses: [SMALL, LARGE]\n"
    "description: {fr: Chauffeurs de taxi, ar: سائقو سيارات الأجرة, en: Taxi drivers}\n"
    "parameters:\n" GAP("amo.rate", "\"%\"") GAP("multiple.small", "multiple")
	GAP("multiple.large", "multiple") RULE_LINE("rule.population", "PEOPLE")
	    RULE_LINE("rule.manager", "MANAGED by=CNSS") RULE_LINE("rule.package", "PACKAGE code=AMO")
		RULE_LINE("rule.priority", "RANK own=33 dependant=40 kept=74")
		    RULE_LINE("rule.contribution",
			      "FORFAIT rate=AMO_TAXI/amo.rate hour=common/smig.hour hours=AMO_TNS/hours.year "
			      "classes=LARGE,SMALL multiples=AMO_TAXI/multiple.large,AMO_TAXI/multiple.small "
			      "rounding=common/rounding.amount")
			RULE_LINE("rule.condition.age", "AGE_UNDER years=common/child.age.general") RULE_LINE(
			    "rule.rights",
			    "PAID period=MONTH covers=NEXT late=NEXT_DAY wait=AMO_TNS/rights.stage")
			    RULE_LINE("rule.dependants",
				      "FAMILY child=common/child.age.general "
				      "student=common/child.age.student disabled=common/child.age.disabled")
				RULE_LINE("rule.keep.loss", "KEEP months=common/rights.keep.loss_of_status");

T(rules_make_a_new_scheme_without_c)
{
	struct law_file *f = arena_array(a, struct law_file, law_files_n + 1);
	struct law l;

	memcpy(f, law_files, law_files_n * sizeof *f);
	f[law_files_n] = (struct law_file){ S("ma/AMO_TAXI.yaml"), str_of(taxi) };
	law_read(a, f, law_files_n + 1, &l);
	for (size_t i = 0; i < l.problems_n; i++)
		t_fail("%.*s:%zu: %.*s", STR_ARG(l.problem[i].file), l.problem[i].line,
		       STR_ARG(mistake_text(a, &l.problem[i].mistake)));
	t_int((int64_t)l.schemes_n, (int64_t)law_carried()->schemes_n + 1);
	for (size_t i = 0; i < l.schemes_n; i++)
		if (str_eq(l.scheme[i].code, S("AMO-TAXI")))
			t_ok(l.scheme[i].classes_n == 2 && str_eq(l.scheme[i].en, S("Taxi drivers")));
	struct law_answer x = law_on(&l, S("ma/AMO_TAXI/rule.rights"), (date){ 20000 });
	t_ok(x.why == LAW_IS && x.value->rule->kind == RULE_PAID);
}
