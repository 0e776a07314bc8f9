/* service/import_territories.c - files of territories into the dated tree. */
#include "service/import.h"

#include "base/name.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/place/place.h"

#include <string.h>

rc import_each_row(struct arena *a, str bytes, import_row *row, void *cls)
{
	char *buffer = arena_array(a, char, CSV_BUFFER_MIN);
	struct csv csv;
	struct csv_row r;
	size_t room;

	csv_init(&csv, buffer, CSV_BUFFER_MIN);
	while (!csv.ended) {
		char *to = csv_room(&csv, &room);
		size_t n = bytes.n < room ? bytes.n : room;
		if (n > 0) {
			memcpy(to, bytes.p, n);
			csv_filled(&csv, n);
			bytes = (str){ bytes.p + n, bytes.n - n };
		} else {
			csv_end(&csv);
		}
		while (csv_next(&csv, &r))
			TRY(row(cls, &r));
	}
	return OK;
}

/* One territory by its code: what the register knows and what the file told. */
struct known {
	str code;
	struct territory now; /* newest row; territory_id 0: not in the register */
	const struct territory_told *told;
	bool done;
};

struct importing {
	struct arena *a;
	str country;
	date from;
	instant now;
	struct territory_columns columns;
	struct territory_told *told;
	size_t told_n, told_room;
	size_t findings_of_rows; /* those of reading the file; what comes behind belongs to one try of the
				    transaction */
	int64_t refused_rows;
	struct known *slot; /* hash table by code */
	size_t mask;
	int64_t last_id;
	struct import_report *report;
};

/* ---- reading ---- */

static bool told_same(const struct territory_told *a, const struct territory_told *b)
{
	return str_eq(a->kind, b->kind) && str_eq(a->parent_code, b->parent_code) &&
	       str_eq(a->name_fr, b->name_fr) && str_eq(a->name_ar, b->name_ar) && a->urban == b->urban;
}

static void keep(struct importing *im, const struct territory_told *t)
{
	if (im->told_n == im->told_room) {
		size_t room = im->told_room > 0 ? im->told_room * 2 : 256;
		struct territory_told *more = arena_array(im->a, struct territory_told, room);
		if (im->told_n > 0)
			memcpy(more, im->told, im->told_n * sizeof *more);
		im->told = more;
		im->told_room = room;
	}
	im->told[im->told_n++] = *t;
}

static rc read_row(void *cls, const struct csv_row *row)
{
	struct importing *im = cls;
	struct territory_told told[TOLD_PER_ROW_MAX];

	if (row->number == 1)
		return territory_columns(row, &im->columns);
	im->report->read++;
	size_t n = territory_told(im->a, &im->columns, row, &im->report->findings, told);
	im->refused_rows += n == 0;
	for (size_t i = 0; i < n; i++)
		keep(im, &told[i]);
	CHECK(im->told_n <= TERRITORIES_MAX * (size_t)TOLD_PER_ROW_MAX, LIMIT);
	return OK;
}

/* ---- the table by code ---- */

static size_t hash_of(str s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 29);
}

static struct known *of_code(const struct importing *im, str code)
{
	size_t h = hash_of(code) & im->mask;

	while (im->slot[h].code.n > 0 && !str_eq(im->slot[h].code, code))
		h = (h + 1) & im->mask;
	return &im->slot[h];
}

static void table_make(struct importing *im, const struct territory *t, size_t n)
{
	size_t room = 64;

	while (room < 2 * (n + im->told_n))
		room *= 2;
	im->slot = arena_array(im->a, struct known, room);
	im->mask = room - 1;
	for (size_t i = 0; i < n; i++)
		*of_code(im, t[i].code) = (struct known){ .code = t[i].code, .now = t[i] };
}

/* What the file says goes into the table; the first of two that contradict each other counts. */
static void table_tell(struct importing *im)
{
	for (size_t i = 0; i < im->told_n; i++) {
		const struct territory_told *t = &im->told[i];
		struct known *k = of_code(im, t->code);
		k->code = t->code;
		if (k->told == NULL) {
			k->told = t;
		} else if (!told_same(k->told, t)) {
			im->report->refused++;
			finding_add(&im->report->findings, t->line, "CODE_TWICE", true,
				    "%.*s was told otherwise in line %lld", STR_ARG(t->code),
				    (long long)k->told->line);
		}
	}
}

/* ---- the register ---- */

static rc put(struct tx *tx, struct importing *im, struct known *k, struct territory *t)
{
	struct import_report *r = im->report;
	struct territory old = k->now;

	switch (territory_decide(old.territory_id != 0 ? &old : NULL, t, im->from)) {
	case TERRITORY_NEW:
		t->territory_id = ++im->last_id;
		r->fresh++;
		TRY(territory_add(tx, t));
		break;
	case TERRITORY_SAME:
		r->same++;
		return OK;
	case TERRITORY_CORRECT:
		r->changed++;
		TRY(territory_correct(tx, t));
		break;
	case TERRITORY_FOLLOW:
		r->changed++;
		if (old.until_day.days > im->from.days) {
			old.until_day = im->from;
			TRY(territory_correct(tx, &old));
		}
		TRY(territory_add(tx, t));
		break;
	case TERRITORY_EARLIER:
		r->refused++;
		finding_add(
		    &r->findings, k->told->line, "EARLIER", true,
		    "%.*s: the register has other facts from a later day on; they are not changed backwards",
		    STR_ARG(k->code));
		return OK;
	}
	k->now = *t;
	return OK;
}

static rc take(struct tx *tx, struct importing *im, struct known *k)
{
	const struct territory_told *told = k->told;
	struct territory t = {
		.territory_id = k->now.territory_id,
		.code = k->code,
		.kind = told->kind,
		.name_fr = told->name_fr,
		.name_ar = told->name_ar,
		.name_key = name_normal(im->a, told->name_fr.n > 0 ? told->name_fr : told->name_ar),
		.urban = told->urban,
		.from_day = im->from,
		.until_day = DATE_NEVER,
	};

	k->done = true;
	if (told->parent_code.n > 0) {
		t.parent_id = of_code(im, told->parent_code)->now.territory_id;
		if (t.parent_id == 0) {
			im->report->refused++;
			finding_add(&im->report->findings, told->line, "PARENT_UNKNOWN", true,
				    "%.*s lies in %.*s, which is not in the register", STR_ARG(k->code),
				    STR_ARG(told->parent_code));
			return OK;
		}
	}
	return put(tx, im, k, &t);
}

/* 0 at the top: parents are taken before what lies in them. */
static int depth(str kind)
{
	static const char *const order[] = { "REGION", "WILAYA", "PROVINCE", "DAIRA", "COMMUNE", "CENTRE" };
	int d = 0;

	while (!str_eq(kind, str_of(order[d])))
		must(++d < 6);
	return d;
}

static rc take_all(struct tx *tx, struct importing *im)
{
	size_t outside = 0,
	       found = 0; /* whose parent isn't in the file itself; of these, whose parent is known */

	for (size_t i = 0; i < im->told_n; i++) {
		str parent = im->told[i].parent_code;
		const struct known *k = parent.n > 0 ? of_code(im, parent) : NULL;
		outside += k != NULL && k->told == NULL;
		found += k != NULL && k->told == NULL && k->now.territory_id != 0;
	}
	/* Nothing has its place: the files above this one haven't been imported. */
	CHECK(outside == 0 || found > 0, TERRITORY_UP);
	for (int d = 0; d < 6; d++)
		for (size_t i = 0; i < im->told_n; i++) {
			struct known *k = of_code(im, im->told[i].code);
			if (!k->done && depth(k->told->kind) == d)
				TRY(take(tx, im, k));
		}
	return OK;
}

/* Known, of a kind that the file is about, but not told: somebody should look. */
static void say_absent(struct importing *im)
{
	for (size_t i = 0; i <= im->mask; i++) {
		const struct known *k = &im->slot[i];
		bool kind_told = false;
		if (k->code.n == 0 || k->told != NULL || k->now.until_day.days != DATE_NEVER.days)
			continue;
		for (size_t j = 0; j < im->told_n && !kind_told; j++)
			kind_told = str_eq(im->told[j].kind, k->now.kind);
		if (kind_told)
			finding_add(&im->report->findings, 0, "NOT_IN_FILE", false,
				    "%.*s (%.*s) is in the register but not in the file; it stays",
				    STR_ARG(k->code), STR_ARG(k->now.name_fr));
	}
}

static rc body(struct tx *tx, void *cls)
{
	struct importing *im = cls;
	struct import_report *r = im->report;
	struct territory *all;
	struct fund fund;
	size_t n;

	*r = (struct import_report){ .read = r->read, .refused = im->refused_rows, .findings = r->findings };
	r->findings.n = im->findings_of_rows;
	TRY(fund_read(tx, im->a, &fund));
	CHECK(str_eq(fund.country, im->country), TERRITORY_LAND);
	TRY(territory_newest(tx, im->a, &all, &n));
	TRY(territory_last_id(tx, &im->last_id));
	table_make(im, all, n);
	table_tell(im);
	TRY(take_all(tx, im));
	say_absent(im);
	if (r->fresh + r->changed == 0)
		return OK;
	char from[11];
	struct journal_entry e = {
		.why = FOR_SYSTEM,
		.kind = S("territory.imported"),
		.detail = str_printf(im->a, "%.*s from %s: %lld new, %lld changed", STR_ARG(im->country),
				     date_put(im->from, from), (long long)r->fresh, (long long)r->changed),
	};
	return journal_write(tx, im->now, &e);
}

rc import_territories(struct db *db, struct arena *a, str bytes, str country, date from, instant now,
		      struct import_report *ret)
{
	struct importing im = { .a = a, .country = country, .from = from, .now = now, .report = ret };

	*ret = (struct import_report){ .findings = { .a = a } };
	TRY(import_each_row(a, bytes, read_row, &im));
	CHECK(im.columns.n > 0, TERRITORY_FILE);
	CHECK(str_eq(im.columns.country, country), TERRITORY_LAND);
	im.findings_of_rows = ret->findings.n;
	return db_write(db, FOR_SYSTEM, "import territories", body, &im);
}
