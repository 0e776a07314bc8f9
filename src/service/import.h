/* service/import.h - taking over files of territories and places, and saying what was not clean in them. */
#ifndef SERVICE_IMPORT_H
#define SERVICE_IMPORT_H

#include "domain/place/finding.h"

#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/rc.h"

struct db;

struct import_report {
	int64_t read;	 /* rows of the file, without its header */
	int64_t fresh;	 /* territories or places that were not known; a row may name several territories */
	int64_t same;	 /* known with the same facts */
	int64_t changed; /* known with other facts: corrected, or followed by a dated row */
	int64_t refused; /* rows or territories that were not taken */
	struct findings findings;
};

/* Territories that hold from `from` on; which of the known files `bytes` is, its header says. All or nothing;
 * the same file again changes nothing. E_TERRITORY_FILE, E_TERRITORY_LAND, E_TERRITORY_UP. */
rc import_territories(struct db *db, struct arena *a, str bytes, str country, date from, instant now,
		      struct import_report *ret) MUST_USE;

/* Places of one kind (HOSPITAL, PRIMARY_CARE), each in the smallest territory of today that can be found for
 * it. `source` names the file. All or nothing; the same file again changes nothing. E_PLACE_FILE,
 * E_PLACE_NO_LAND. */
rc import_places(struct db *db, struct arena *a, str bytes, str kind, str source, date from, instant now,
		 struct import_report *ret) MUST_USE;

/* Rows of a text in memory. `row` may fail; rows are valid during the call only. The first row is the
 * header's. */
typedef rc import_row(void *cls, const struct csv_row *row);
rc import_each_row(struct arena *a, str bytes, import_row *row, void *cls) MUST_USE;

#endif
