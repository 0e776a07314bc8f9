/* domain/feed/outcome.h - what can become of a row, and why. The words are docs/feeds.md's. */
#ifndef DOMAIN_FEED_OUTCOME_H
#define DOMAIN_FEED_OUTCOME_H

#include "base/str.h"

#include <stdint.h>

enum feed_outcome {
	OUT_REGISTERED,
	OUT_UPDATED,
	OUT_UNCHANGED,
	OUT_CEASED,
	OUT_DUPLICATE,
	OUT_REVIEW,
	OUT_REJECTED,
	OUT_CONFLICT,
	OUTCOMES
};

/* A row has one code, or several warnings. */
enum feed_code {
	CODE_NONE,
	CODE_SAME_RECORD,
	CODE_SAME_PERSON,
	CODE_ID_SHARED,
	CODE_PROBABLE_DUPLICATE,
	CODE_ALREADY_COVERED,
	CODE_DISPUTED,
	/* reasons to reject, in the order in which they are looked for */
	CODE_ROW_BROKEN,
	CODE_RECORD_ID_MISSING,
	CODE_COLUMNS_COUNT,
	CODE_UTF8_INVALID,
	CODE_ID_MISSING,
	CODE_NAME_MISSING,
	CODE_BIRTH_DATE_INVALID,
	CODE_BIRTH_DATE_FUTURE,
	CODE_SEX_INVALID,
	CODE_COMMUNE_UNKNOWN,
	CODE_INCOME_CLASS_UNKNOWN,
	CODE_ACTION_INVALID,
	CODE_FIELD_TOO_LONG,
	CODE_RECORD_UNKNOWN,
	/* warnings are bits above the codes: CODE_WARNINGS + bits */
	CODE_WARNINGS
};

enum feed_warning { WARN_PHONE = 1, WARN_EMAIL = 2, WARN_RIB = 4, WARN_ACTIVITY = 8, WARNINGS_ALL = 15 };
enum { FEED_CODES = CODE_WARNINGS + WARNINGS_ALL + 1 };

str feed_outcome_name(enum feed_outcome o);
/* `code` < FEED_CODES; warnings are joined by '+': "PHONE_INVALID+RIB_KEY_INVALID". */
str feed_code_name(int code);
/* -1 when there is no such name. */
int feed_outcome_of(str name);

#endif
