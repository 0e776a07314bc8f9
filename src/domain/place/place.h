/* domain/place/place.h - territories (a dated tree) and the places of the network.
 *
 * A territory keeps its id for ever: its code makes it what it is. Its names and the territory it lies in are
 * facts with dates: each row holds over [from_day, until_day), and the rows of one id don't overlap. Kinds:
 * REGION, WILAYA, PROVINCE, DAIRA, COMMUNE, CENTRE. People live in communes, or in centres, which are parts
 * of some.
 */
#ifndef DOMAIN_PLACE_PLACE_H
#define DOMAIN_PLACE_PLACE_H

#include "domain/place/finding.h"

#include "base/csv.h"
#include "store/db.h"

struct territory {
	int64_t territory_id;
	str code; /* 01.051.01.01 (MA: official); 16.554 (DZ: wilaya and the file's own number, there is no
		     official one) */
	str kind;
	int64_t parent_id; /* 0 at the top */
	str name_fr, name_ar;
	str name_key; /* normal form of name_fr, or of name_ar when there is no other */
	bool urban;
	date from_day, until_day;
};

enum { TERRITORIES_MAX = 100000, PLACES_MAX = 1000000 };

#define DATE_ALWAYS ((date){ -719162 }) /* 0001-01-01: since always, as far as is known */

/* ---- what a file says (pure) ---- */

enum territory_file {
	TERRITORY_MA_REGIONS,
	TERRITORY_MA_PROVINCES,
	TERRITORY_MA_COMMUNES,
	TERRITORY_DZ_COMMUNES
};

/* One territory as a row of a file has it. */
struct territory_told {
	int64_t line;
	str code, kind, parent_code; /* parent_code empty at the top */
	str name_fr, name_ar;
	bool urban;
};

struct territory_columns {
	enum territory_file file;
	str country; /* ma or dz */
	int at[8];   /* columns of the header, in the order of the file's kind */
	int n;	     /* columns of the header */
};

/* Which file this is, by its header. E_TERRITORY_FILE */
rc territory_columns(const struct csv_row *header, struct territory_columns *ret) MUST_USE;

enum { TOLD_PER_ROW_MAX = 3 };

/* The 0..3 territories of a row (an Algerian row names wilaya, daira and commune), names cleaned; what had to
 * be cleaned and what can't be taken goes to `f`. */
size_t territory_told(struct arena *a, const struct territory_columns *c, const struct csv_row *row,
		      struct findings *f, struct territory_told told[static TOLD_PER_ROW_MAX]);

/* A name without what isn't part of it: "Province: X", "X (Mun.)", spaces at the ends and double ones,
 * invisible signs. *ret_marks is set to what was taken away. */
enum {
	MARK_URBAN = 1,	    /* (Mun.), (Arrond.) */
	MARK_KIND = 2,	    /* Province:, Centre:, and so on */
	MARK_SPACES = 4,    /* at the ends or doubled */
	MARK_INVISIBLE = 8, /* direction marks */
};
str territory_name(struct arena *a, str given, unsigned *ret_marks);

enum territory_act { TERRITORY_NEW, TERRITORY_SAME, TERRITORY_CORRECT, TERRITORY_FOLLOW, TERRITORY_EARLIER };

/* What becomes of a territory whose newest row is `now` (NULL: none) when a file says `told` from `from` on:
 * NEW      it isn't known
 * SAME     nothing differs
 * CORRECT  something differs and `from` is the day the row begins: it was written wrongly
 * FOLLOW   something differs: the row ends on `from`, another one follows
 * EARLIER  something differs before the row begins: the past isn't rewritten */
enum territory_act territory_decide(const struct territory *now, const struct territory *told, date from);

/* ---- where a place lies (pure) ---- */

struct atlas; /* all territories of a day, by code and by name */

/* `t` stays the caller's and must live as long. Parents outside `t` count as none. */
struct atlas *atlas_make(struct arena *a, const struct territory *t, size_t n);
/* NULL if there is none. */
const struct territory *atlas_by_code(const struct atlas *at, str code);
const struct territory *atlas_by_id(const struct atlas *at, int64_t id);
/* The province or wilaya in which `id` lies, or itself: what people are counted by. 0 if there is none. */
int64_t atlas_province(const struct atlas *at, int64_t id);

enum locate_how {
	LOCATE_EXACT, /* the commune's name, in the territory named above it */
	LOCATE_ONLY, /* the only commune of that name in the region: the name above it isn't a known territory
		      */
	LOCATE_SPELLING, /* the commune that is spelled most nearly so */
	LOCATE_ABOVE,	 /* no such commune: the province, or the region */
	LOCATE_NOWHERE,
};

/* Finds the smallest territory for "region, delegation, commune" as the ministry's lists have them.
 * *ret_above tells how the delegation was found: LOCATE_EXACT, LOCATE_SPELLING, or LOCATE_NOWHERE. */
enum locate_how place_locate(struct arena *a, const struct atlas *at, str region, str delegation, str commune,
			     const struct territory **ret, enum locate_how *ret_above);

struct place {
	place_id place_id;
	str kind; /* HOSPITAL, PRIMARY_CARE... */
	str category, name;
	int64_t territory_id;
	date from_day, until_day;
	str source;
};

/* ---- the register ---- */

struct commune_code {
	int64_t territory_id;
	str code;
};

/* Communes and centres of a day, by code: where people may live. */
rc place_commune_codes(struct tx *tx, date day, struct arena *a, struct commune_code **ret,
		       size_t *ret_n) MUST_USE;
/* All territories as they are known for a day, by code. */
rc territory_on(struct tx *tx, date day, struct arena *a, struct territory **ret, size_t *ret_n) MUST_USE;
/* The newest row of every territory, by code. */
rc territory_newest(struct tx *tx, struct arena *a, struct territory **ret, size_t *ret_n) MUST_USE;
/* One territory on a day. E_DB_NONE */
rc territory_read(struct tx *tx, int64_t id, date day, struct arena *a, struct territory *ret) MUST_USE;
/* The biggest id that was ever given, 0 if none. */
rc territory_last_id(struct tx *tx, int64_t *ret) MUST_USE;
rc territory_add(struct tx *tx, const struct territory *t) MUST_USE;
/* The row of t->territory_id that begins on t->from_day gets the other facts of `t`. E_DB_NONE */
rc territory_correct(struct tx *tx, const struct territory *t) MUST_USE;

/* E_DB_EXISTS is not an error here: *ret_added is false when the place is known. */
rc place_add(struct tx *tx, const struct place *p, bool *ret_added) MUST_USE;
/* Places of a territory on a day, by kind and name. */
rc place_in(struct tx *tx, int64_t territory_id, date day, struct arena *a, struct place **ret,
	    size_t *ret_n) MUST_USE;

extern const struct db_stmt *const place_stmts[]; /* NULL terminated, for db_check() */

#endif
