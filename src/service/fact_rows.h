/* service/fact_rows.h - one row of a file of facts: what was told, and what of it can't be. No store. */
#ifndef SERVICE_FACT_ROWS_H
#define SERVICE_FACT_ROWS_H

#include "service/record_facts.h"

#include "domain/scheme/scheme.h"

enum { FACT_COLUMNS_MAX = 5 };

struct fact_row {
	int64_t line;
	int64_t number;	     /* with its check digit */
	person_id person_id; /* 0: not looked up */
	str scheme;	     /* as struct scheme has it; empty for a household */
	date from, until;    /* of the period or month; until is unused for a household */
	int64_t amount, days, hours;
	date paid;
	str score;
	bool bad; /* found to be when compared with others, or with what is known */
};

struct fact_reading {
	struct arena *a; /* what rows keep */
	enum fact_kind kind;
	str country;
	enum currency currency;
	date today;
	const struct scheme *schemes;
	size_t schemes_n;
};

/* The columns of a kind, in the order of `field`; NULL terminated. */
const char *const *fact_columns(enum fact_kind kind);
/* True: *ret is what the fields say. Otherwise *ret_code and *ret_text say what is wrong. */
bool fact_row_read(const struct fact_reading *r, const str *field, struct fact_row *ret,
		   const char **ret_code, const char **ret_text);
/* 2026-04 or 2026-Q2; `quarters`: may it be one? */
bool fact_period(str text, bool quarters, date *ret_from, date *ret_until);

#endif
