/* domain/feed/row.h - one row of a delivery: read, checked, with the keys that matching needs.
 *
 * Columns are found by name, in any order (docs/feeds.md). What can't be taken gets the first code that
 * applies, in the order of enum feed_code; a bad optional field is left empty and reported as a warning.
 */
#ifndef DOMAIN_FEED_ROW_H
#define DOMAIN_FEED_ROW_H

#include "base/csv.h"
#include "base/date.h"
#include "base/rc.h"

#include "domain/feed/outcome.h"
#include "domain/person/person.h"

enum feed_column {
	COL_RECORD_ID,
	COL_ACTION,
	COL_ID_KIND,
	COL_ID_VALUE,
	COL_LAST_NAME,
	COL_FIRST_NAME,
	COL_LAST_NAME_AR,
	COL_FIRST_NAME_AR,
	COL_BIRTH_DATE,
	COL_SEX,
	COL_COMMUNE,
	COL_ADDRESS,
	COL_PHONE,
	COL_EMAIL,
	COL_LANGUAGE,
	COL_PROFESSION,
	COL_INCOME_CLASS,
	COL_ACTIVITY_START,
	COL_RIB,
	FEED_COLUMNS
};

/* Where the columns stand in this delivery, and what its rows are checked against. */
struct row_rules {
	int at[FEED_COLUMNS];
	int columns; /* how many the header has */
	str country; /* ma or dz */
	date today;  /* the day the delivery came */
	int64_t
	    priority; /* of the body's scheme: a person covered by one with a smaller number is in conflict */
	int64_t (*commune)(const void *cls, str code); /* territory id, 0 if unknown */
	bool (*income_class)(const void *cls, str code);
	const void *cls;
};

enum row_action { ROW_NEW, ROW_UPDATE, ROW_CEASE };

enum { ID_VALUE_MAX = 22, ID_KIND_MAX = 12, RECORD_ID_MAX = 64, FIELD_MAX = 200 };

struct feed_row {
	enum feed_code reject; /* CODE_NONE: taken */
	int warnings;	       /* bits of enum feed_warning */
	enum row_action action;
	str field[FEED_COLUMNS]; /* as delivered, without blanks at the ends */
	char id_kind[ID_KIND_MAX + 1],
	    id_value[ID_VALUE_MAX + 1]; /* upper case, without blanks, dots and dashes */
	int32_t birth_ymd;		/* YYYYMMDD; month and day 0 when only the year is known */
	int64_t commune_id;
	int64_t phone; /* E.164 without plus, 0 if none or bad */
	bool email_good, rib_good, activity_good;
};

/* Reads the header. E_FEED_HEADER; *ret_why names the column. */
rc row_columns(const struct csv_row *header, struct row_rules *rules, str *ret_why) MUST_USE;
/* Fields point into `csv`. Never fails: what is wrong is in ret->reject. */
void row_read(const struct csv_row *csv, const struct row_rules *rules, struct feed_row *ret);
/* What the row says of its person, for match_persons(). Points into the row. */
struct person_facts row_facts(const struct feed_row *row);
/* person_keys() of the row's names. */
void row_name_keys(const struct feed_row *row, int64_t *ret_last, int64_t *ret_first);
/* Copies the fields, so that the row outlives `csv`. */
void row_keep(struct arena *a, struct feed_row *row);
/* Nothing but the identifier, as row_read() gives it; false when the row has none that could be taken. */
bool row_identifier(const struct csv_row *csv, const struct row_rules *rules,
		    char ret_kind[static ID_KIND_MAX + 1], char ret_value[static ID_VALUE_MAX + 1]);
/* The income class as delivered, for the control totals; false when the row doesn't have so many fields. */
bool row_class(const struct csv_row *csv, const struct row_rules *rules, str *ret);
/* Equal for rows that say the same (the action aside). */
int64_t row_hash(const struct feed_row *row);

#endif
