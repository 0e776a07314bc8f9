/* service/review_row.c */
#include "service/review_row.h"

#include "service/feed_rules.h"

#include <string.h>

static rc split(struct arena *a, str row_csv, struct csv *csv, struct csv_row *ret)
{
	size_t room, size = row_csv.n + CSV_BUFFER_MIN;

	csv_init(csv, arena_array(a, char, size), size);
	char *to = csv_room(csv, &room);
	CHECK(row_csv.n <= room, DB_SHAPE);
	if (row_csv.n > 0)
		memcpy(to, row_csv.p, row_csv.n);
	csv_filled(csv, row_csv.n);
	csv_end(csv);
	CHECK(csv_next(csv, ret) && ret->n == FEED_COLUMNS, DB_SHAPE);
	return OK;
}

rc review_row_fields(struct arena *a, str row_csv, str field[static FEED_COLUMNS])
{
	struct csv *csv = arena_new(a, struct csv);
	struct csv_row row;

	TRY(split(a, row_csv, csv, &row));
	memcpy(field, row.field, FEED_COLUMNS * sizeof *field);
	return OK;
}

rc review_row_read(struct db *db, struct arena *a, const struct review *r, const struct feed *f,
		   struct feed_row *ret)
{
	struct csv *csv = arena_new(a, struct csv);
	struct csv_row row;
	struct row_rules rules;

	TRY(feed_rules_load(db, a, f, &rules));
	for (int i = 0; i < FEED_COLUMNS; i++)
		rules.at[i] = i;
	rules.columns = FEED_COLUMNS;
	TRY(split(a, r->row_csv, csv, &row));
	row_read(&row, &rules, ret);
	CHECK(ret->reject == CODE_NONE, DB_SHAPE); /* it was taken when the question was asked */
	return OK;
}
