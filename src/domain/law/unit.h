/* domain/law/unit.h - in what a value of the law is measured, how it reads, and what may be computed with it.
 */
#ifndef DOMAIN_LAW_UNIT_H
#define DOMAIN_LAW_UNIT_H

#include "base/decimal.h"
#include "base/money.h"

enum law_kind {
	LAW_NUMBER,    /* 6.40 */
	LAW_DAY,       /* 2022-12-01 */
	LAW_MONTH,     /* 2024-01 */
	LAW_MONTH_DAY, /* 06-30, of every year */
	LAW_YES_NO,    /* yes, no */
	LAW_ROUNDING,  /* rounding_name() */
	LAW_RULE,      /* rule_parse() */
};

/* What may be computed; a rule that asks for something else has a mistake in it. */
enum law_use {
	LAW_MAY_COMPARE = 1, /* is it more or less than another one of the unit: thresholds, ceilings */
	LAW_MAY_SHARE = 2,   /* that many hundredths of an amount */
	LAW_MAY_TIMES = 4,   /* an amount so many times; of an amount per something: times how many of them */
	LAW_MAY_AMOUNT = 8,  /* it is an amount of `currency` */
	LAW_MAY_AGE = 16,    /* the birthday that somebody has then */
	LAW_MAY_DELAY = 32,  /* a day so much later */
	LAW_MAY_DUE = 64,    /* a day of each year */
	LAW_MAY_SWITCH = 128, /* does a rule apply */
	LAW_MAY_ROUND = 256,  /* how a fraction is dropped */
	LAW_MAY_FOLLOW = 512, /* it says itself what is done; nothing is computed with it */
};

enum law_unit {
#define UNIT(name, word, kind, currency, uses, max, whole) UNIT_##name,
#include "domain/law/unit.def"
#undef UNIT
	LAW_UNITS
};

struct law_unit_row {
	str word;
	enum law_kind kind;
	enum currency currency; /* CUR_NONE: no amount */
	unsigned uses;
	int64_t max;
	bool whole;
};

const struct law_unit_row *law_unit(enum law_unit u);
bool law_unit_parse(str word, enum law_unit *ret);
/* All words with commas between, for whoever must choose one. */
str law_unit_words(struct arena *a);

#endif
