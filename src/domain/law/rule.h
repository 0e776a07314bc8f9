/* domain/law/rule.h - rules of a scheme as values of the law.
 *
 * What a scheme does is a handful of parameters, rule.rights, rule.dependants and so on, whose unit is "rule"
 * and whose values name a kind and its arguments in one line: "PAID period=MONTH covers=NEXT late=NEXT_MONTH
 * wait=AMO_TNS/rights.stage". So a rule has dates, a source, a status and a signature like every other value.
 * The kinds are C (rule.def lists them, domain/rights carries them out), which kind with which parameters is
 * data. Keys stand without their country.
 */
#ifndef DOMAIN_LAW_RULE_H
#define DOMAIN_LAW_RULE_H

#include "domain/law/mistake.h"

#include "base/rc.h"

enum rule_kind {
#define RULE(part, kind, args) RULE_##kind,
#include "domain/law/rule.def"
#undef RULE
	RULE_KINDS
};

/* Of a list, of the alternatives of WORKED and of the classes of FORFAIT: what domain/rights has room for. */
enum {
	RULE_ARGS_MAX = 12,
	RULE_LIST_MAX = 40,
	RULE_WAYS_MAX = 6,
	RULE_CLASSES_MAX = 24,
	RULE_CONDITIONS_MAX = 6,
	RULE_FAULTS_MAX = 8
};

struct rule_arg {
	str name, value;
};

struct law_rule {
	enum rule_kind kind;
	struct rule_arg arg[RULE_ARGS_MAX];
	size_t n;
};

/* The text of a value of unit "rule". False when it isn't one: *why says what is wrong. What is
 * true has every argument that it needs, each of its type, and lists that belong together of one length.
 * Whether the parameters that it names exist, and have the right unit, is law_rule_faults(). */
bool rule_parse(str text, struct arena *a, struct law_rule *ret, struct mistake *why);
/* What follows `name`=; empty when the rule doesn't say it. */
str rule_arg(const struct law_rule *r, const char *name);
/* The whole number behind `name`=; false when the rule doesn't say it. */
bool rule_number(const struct law_rule *r, const char *name, int64_t *ret);
/* The items of a list with commas, at most RULE_LIST_MAX; returns how many. "-" stands for none. */
size_t rule_list(str value, str ret[static RULE_LIST_MAX]);
/* PAID... */
str rule_kind_name(enum rule_kind k);
/* The part that the kind belongs to: "rights", "condition"... */
str rule_kind_part(enum rule_kind k);
/* "condition" of the key rule.condition.age; false when a key that begins with "rule." is none of a rule. */
bool rule_part(str key, str *ret);
/* The parts that a scheme must say something about, with commas: all that bear no name of their own. */
str rule_parts_needed(struct arena *a);

struct law;
struct law_parameter;
/* What a rule of parameter `p` names and isn't in the law, or doesn't fit: at most RULE_FAULTS_MAX mistakes;
 * returns how many. */
size_t law_rule_faults(const struct law *l, const struct law_parameter *p, const struct law_rule *r,
		       struct arena *a, struct mistake why[static RULE_FAULTS_MAX]);

#endif
