/* service/import_places.c - the ministry's lists of places into the register. */
#include "service/import.h"

#include "base/name.h"
#include "base/utf8.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/place/place.h"

#include <string.h>

enum { REGION, DELEGATION, COMMUNE, NAME, CATEGORY, COLUMNS };

struct told {
	int64_t line;
	str field[COLUMNS];
};

struct importing {
	struct arena *a;
	str kind, source;
	date from;
	instant now;
	int at[COLUMNS], columns;
	struct told *told;
	size_t told_n, told_room, findings_of_rows;
	int64_t refused_rows, first_id;
	const struct atlas *atlas;
	struct import_report *report;
};

static rc read_header(struct importing *im, const struct csv_row *row)
{
	static const char *const names[COLUMNS] = { "region", "delegation", "commune", "name", "category" };

	for (int i = 0; i < COLUMNS; i++) {
		im->at[i] = row->broken ? -1 : csv_column(row, str_of(names[i]));
		CHECK(im->at[i] >= 0, PLACE_FILE);
	}
	im->columns = row->n;
	return OK;
}

static void refuse(struct importing *im, const struct csv_row *row, const char *code, const char *text)
{
	im->refused_rows++;
	finding_add(&im->report->findings, row->line, code, true, "%s", text);
}

static void keep(struct importing *im, const struct csv_row *row)
{
	unsigned marks;

	if (im->told_n == im->told_room) {
		size_t room = im->told_room > 0 ? im->told_room * 2 : 256;
		struct told *more = arena_array(im->a, struct told, room);
		if (im->told_n > 0)
			memcpy(more, im->told, im->told_n * sizeof *more);
		im->told = more;
		im->told_room = room;
	}
	struct told *t = &im->told[im->told_n++];
	t->line = row->line;
	for (int i = 0; i < COLUMNS; i++) {
		str f = row->field[im->at[i]];
		t->field[i] = i == NAME ? territory_name(im->a, f, &marks) : str_copy(im->a, f);
	}
}

static rc read_row(void *cls, const struct csv_row *row)
{
	struct importing *im = cls;

	if (row->number == 1)
		return read_header(im, row);
	im->report->read++;
	CHECK(im->report->read <= PLACES_MAX, LIMIT);
	if (row->broken)
		refuse(im, row, "CSV", "the row's quotes are wrong, or it is too long");
	else if (row->n != im->columns)
		refuse(im, row, "COLUMNS_COUNT", "too many or too few fields");
	else if (!utf8_valid(row->raw))
		refuse(im, row, "UTF8_INVALID", "the row isn't UTF-8");
	else if (row->field[im->at[NAME]].n == 0)
		refuse(im, row, "NAME_MISSING", "the place has no name");
	else
		keep(im, row);
	return OK;
}

/* A guess for a delegation is one for all of its places: said once. True when no row before has the same
 * fields up to `last`. */
static bool first_with(const struct importing *im, size_t i, int last)
{
	for (size_t j = 0; j < i; j++) {
		bool same = true;
		for (int f = REGION; f <= last; f++)
			same &= str_eq(im->told[j].field[f], im->told[i].field[f]);
		if (same)
			return false;
	}
	return true;
}

static void say_region(struct importing *im, size_t i, const struct territory *found)
{
	const struct told *t = &im->told[i];
	const struct territory *top = found, *up;

	while ((up = atlas_by_id(im->atlas, top->parent_id)) != NULL)
		top = up;
	if (!first_with(im, i, REGION) ||
	    str_eq(name_normal(im->a, t->field[REGION]), name_normal(im->a, top->name_fr)))
		return;
	finding_add(&im->report->findings, t->line, "REGION_GUESSED", false, "'%.*s' was taken for %.*s",
		    STR_ARG(t->field[REGION]), STR_ARG(top->name_fr));
}

static void say_above(struct importing *im, size_t i, enum locate_how above, const struct territory *found)
{
	const struct told *t = &im->told[i];
	const struct territory *up = found;

	while (up != NULL && !str_eq(up->kind, S("PROVINCE")) && !str_eq(up->kind, S("DAIRA")))
		up = atlas_by_id(im->atlas, up->parent_id);
	if (above == LOCATE_EXACT || !first_with(im, i, DELEGATION))
		return;
	if (above == LOCATE_SPELLING && up != NULL)
		finding_add(&im->report->findings, t->line, "DELEGATION_GUESSED", false,
			    "'%.*s' was taken for %.*s", STR_ARG(t->field[DELEGATION]), STR_ARG(up->name_fr));
	else
		finding_add(&im->report->findings, t->line, "DELEGATION_UNKNOWN", false,
			    "'%.*s' is no province of %.*s: communes were looked for in the whole region",
			    STR_ARG(t->field[DELEGATION]), STR_ARG(t->field[REGION]));
}

static void say_commune(struct importing *im, size_t i, enum locate_how how, const struct territory *found)
{
	const struct told *t = &im->told[i];
	const char *code = how == LOCATE_SPELLING ? "COMMUNE_GUESSED"
			   : how == LOCATE_ONLY	  ? "COMMUNE_ELSEWHERE"
						  : "COMMUNE_UNKNOWN";

	if (how == LOCATE_EXACT || !first_with(im, i, COMMUNE))
		return;
	finding_add(&im->report->findings, t->line, code, false, "'%.*s' in '%.*s' was put into %.*s (%.*s)",
		    STR_ARG(t->field[COMMUNE]), STR_ARG(t->field[DELEGATION]), STR_ARG(found->name_fr),
		    STR_ARG(found->code));
}

static rc take(struct tx *tx, struct importing *im, size_t i)
{
	const struct told *t = &im->told[i];
	const struct territory *found = NULL;
	enum locate_how above;
	enum locate_how how = place_locate(im->a, im->atlas, t->field[REGION], t->field[DELEGATION],
					   t->field[COMMUNE], &found, &above);
	bool added;

	if (how == LOCATE_NOWHERE || found == NULL) {
		im->report->refused++;
		finding_add(&im->report->findings, t->line, "REGION_UNKNOWN", true,
			    "'%.*s' is no region of the register", STR_ARG(t->field[REGION]));
		return OK;
	}
	say_region(im, i, found);
	say_above(im, i, above, found);
	say_commune(im, i, how, found);
	struct place p = { .place_id = { id_nth(im->first_id, (int64_t)i) },
			   .kind = im->kind,
			   .category = t->field[CATEGORY],
			   .name = t->field[NAME],
			   .territory_id = found->territory_id,
			   .from_day = im->from,
			   .until_day = DATE_NEVER,
			   .source = im->source };
	TRY(place_add(tx, &p, &added));
	im->report->fresh += added;
	im->report->same += !added;
	return OK;
}

static rc body(struct tx *tx, void *cls)
{
	struct importing *im = cls;
	struct import_report *r = im->report;
	struct territory *all;
	size_t n;

	*r = (struct import_report){ .read = r->read, .refused = im->refused_rows, .findings = r->findings };
	r->findings.n = im->findings_of_rows;
	TRY(territory_on(tx, clock_day(im->now), im->a, &all, &n));
	CHECK(n > 0, PLACE_NO_LAND);
	im->atlas = atlas_make(im->a, all, n);
	if (im->told_n > 0)
		TRY(fund_take_ids(tx, im->now, (int64_t)im->told_n, &im->first_id));
	for (size_t i = 0; i < im->told_n; i++)
		TRY(take(tx, im, i));
	if (r->fresh == 0)
		return OK;
	struct journal_entry e = {
		.why = FOR_SYSTEM,
		.kind = S("place.imported"),
		.detail = str_printf(im->a, "%.*s: %lld new", STR_ARG(im->kind), (long long)r->fresh),
	};
	return journal_write(tx, im->now, &e);
}

rc import_places(struct db *db, struct arena *a, str bytes, str kind, str source, date from, instant now,
		 struct import_report *ret)
{
	struct importing im = {
		.a = a, .kind = kind, .source = source, .from = from, .now = now, .report = ret
	};

	*ret = (struct import_report){ .findings = { .a = a } };
	TRY(import_each_row(a, bytes, read_row, &im));
	CHECK(im.columns > 0, PLACE_FILE);
	im.findings_of_rows = ret->findings.n;
	return db_write(db, FOR_SYSTEM, "import places", body, &im);
}
