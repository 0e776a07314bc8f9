/* domain/rights/scheme_law.h - the rules of all schemes of a country as a decision takes them: by era, with
 * the values of the law that they name already looked up. Made once for a law and its signatures, used for
 * everybody.
 *
 * An era of a scheme is a span of days over which nothing changes that its rules are made of. What can't be
 * said in it (missing, not signed for, its day not known exactly) is a value with its reason, never 0.
 */
#ifndef DOMAIN_RIGHTS_SCHEME_LAW_H
#define DOMAIN_RIGHTS_SCHEME_LAW_H

#include "domain/law/law.h"

#include "base/date.h"

/* A value of the law, or the lack of one, that decisions may rest on: points are numbered over the whole law,
 * the same value has one number whatever the era. */
struct law_point {
	str path;
	enum law_why why;	       /* LAW_IS: `value` */
	const struct law_value *value; /* NULL: there is nothing beside either */
	enum law_unit unit;
	bool by_signature;
	date from_day; /* LAW_IS: from when it is used */
};
enum { NO_POINT = -1 };

struct rule_value {
	bool known;
	int64_t n; /* whole numbers; yes is 1, no 0 */
	decimal d;
	enum rounding rounding;
	enum currency cur; /* of an amount, or an amount per something */
	int point;	   /* NO_POINT: the rule names none */
};

/* A part of a scheme: its rule, or why there is none. */
struct rule_part {
	bool there; /* the scheme's file has the parameter */
	bool known; /* and a rule that may be used */
	struct law_rule rule;
	int point; /* of the rule itself, NO_POINT when it isn't there */
};

enum { ERA_POINTS_MAX = 80 };

enum rule_period { PERIOD_MONTH = 1, PERIOD_QUARTER = 3 };
enum keep_why { KEEP_LOSS, KEEP_DIVORCE, KEEP_DEATH, KEEPS };

struct rule_condition {
	struct rule_part part;
	struct rule_value value;
};
struct rule_keep {
	struct rule_part part;
	struct rule_value months;
};
struct rule_worked {
	struct rule_value months, days, hours; /* of days or hours one may have no point: it doesn't count */
};

struct scheme_era {
	span when;
	struct rule_part rights;
	enum rule_period period; /* of PAID */
	bool covers_next, late_next_month;
	struct rule_value wait;			  /* of PAID, no point: no wait */
	struct rule_worked worked[RULE_WAYS_MAX]; /* of WORKED */
	struct rule_worked first[RULE_WAYS_MAX];
	size_t worked_n, first_n;
	struct rule_value first_months; /* no point: the first months are like all others */
	struct rule_condition condition[RULE_CONDITIONS_MAX];
	size_t conditions_n;
	struct rule_part dependants;
	struct rule_value child, student, disabled; /* of FAMILY */
	struct rule_keep keep[KEEPS];
	struct rule_part rank;
	int64_t own, dependant, kept; /* when `rank` is known */
	struct rule_part package;
	str package_code;
	struct rule_part manager;
	struct rule_part contribution;
	struct rule_value rate, wage, hours, rounding, amount, wages; /* as its kind takes them */
	enum rule_period called;				      /* what one contribution is for */
	str class[RULE_CLASSES_MAX];
	struct rule_value multiple[RULE_CLASSES_MAX];
	size_t classes_n;
	int point[ERA_POINTS_MAX]; /* all of them, in the order of this struct */
	size_t points_n;
};

struct scheme_law {
	str scheme; /* code, such as AMO-TNS */
	struct scheme_era *era;
	size_t n; /* the eras follow each other from the year 1 to the end of time */
};

struct rights_law {
	struct scheme_law *scheme; /* by code */
	size_t n;
	struct law_point *point;
	size_t points_n, points_room;
};

/* For the schemes of a country that have a code, as a fund may use them that signed for these. Everything it
 * points to lives in `a` or belongs to `l`. */
void rights_law_make(struct arena *a, const struct law *l, str country, const struct law_signature *s,
		     size_t n, struct rights_law *ret);
/* Index of a scheme, -1 if the law doesn't know it. */
int rights_scheme(const struct rights_law *l, str scheme);
/* The era of a day. */
const struct scheme_era *scheme_era_on(const struct scheme_law *s, date day);

#endif
