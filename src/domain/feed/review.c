/* domain/feed/review.c - the row that a question is about. */
#include "domain/feed/review.h"

#include <string.h>

static rc read_csv(struct arena *a, const struct review *r, struct csv_row *ret)
{
	/* the reader keeps half of its buffer for fields without quotes */
	size_t room = 2 * r->row_csv.n + 256;
	str rest = r->row_csv;
	struct csv *csv = arena_new(a, struct csv);

	csv_init(csv, arena_array(a, char, room), room);
	csv_take(csv, &rest);
	CHECK(r->row_csv.n > 0 && rest.n == 0, DB_SHAPE);
	csv_end(csv);
	CHECK(csv_next(csv, ret) && ret->n == FEED_COLUMNS, DB_SHAPE);
	return OK;
}

rc review_fields(struct arena *a, const struct review *r, str ret[static FEED_COLUMNS])
{
	struct csv_row row;

	TRY(read_csv(a, r, &row));
	memcpy(ret, row.field, FEED_COLUMNS * sizeof *ret);
	return OK;
}

rc review_row(struct arena *a, const struct review *r, const struct row_rules *rules, struct feed_row *ret)
{
	struct row_rules own = *rules;
	struct csv_row row;

	TRY(read_csv(a, r, &row));
	for (int i = 0; i < FEED_COLUMNS; i++)
		own.at[i] = i;
	own.columns = FEED_COLUMNS;
	row_read(&row, &own, ret);
	return OK;
}
