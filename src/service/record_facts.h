/* service/record_facts.h - facts that rights rest on are told: contributions, worked months, household
 * scores.
 *
 * All come as rows of CSV, one of them or a million; the columns of each kind stand in docs/facts.md. The
 * whole file is checked first: nothing is written while a line is bad, unless bad lines are to be left out.
 * Then rows are written person by person, in transactions of FACT_CHUNK rows; whoever is killed in between
 * imports the file again: what is known already changes nothing. Each person whose facts changed has an event
 * in the transaction of the change, whose object is the id of the import; the facts name it as their source.
 */
#ifndef SERVICE_RECORD_FACTS_H
#define SERVICE_RECORD_FACTS_H

#include "service/import.h"

#include "base/money.h"
#include "domain/access/access.h"
#include "domain/contribution/contribution.h"

enum { FACT_CHUNK = 1000, FACT_ROWS_MAX = 1000000, FACT_MONTHS_AHEAD = 24 };

enum fact_kind { FACT_CONTRIBUTION, FACT_EMPLOYMENT, FACT_HOUSEHOLD, FACT_KINDS };

struct fact_import {
	const struct actor *by; /* MAY_RECORD_FACTS */
	enum fact_kind kind;
	str bytes; /* the file, its header first */
	bool skip_bad;
	void (*watch)(void *cls, int64_t done, int64_t total); /* rows written; NULL: nobody watches */
	void *cls;
};

/* ret->fresh: rows that said what wasn't known, corrections too; ret->same: what is known already;
 * ret->refused: bad lines, each among ret->findings, which are in `a` and by line. E_FACT_FILE (a column is
 * missing), E_FACT_LINES (a line is bad: nothing was written; *ret says which), E_LIMIT above FACT_ROWS_MAX,
 * E_ROLE. */
rc facts_import(struct db *db, struct arena *a, const struct fact_import *f,
		struct import_report *ret) MUST_USE;

struct contribution_view {
	str number;			  /* as people read it */
	str *amount;			  /* of each, empty: not told */
	struct contribution_period *list; /* as known now, by scheme and period */
	size_t n;
};
/* The contributions of a person, by the number as people write it. `user` reads, 0: the operator; reading is
 * an event. E_PERSON_NONE */
rc contributions_show(struct db *db, struct arena *a, str number, user_id user,
		      struct contribution_view *ret) MUST_USE;

/* The fund's currency. */
enum currency fund_currency(str country);

#endif
