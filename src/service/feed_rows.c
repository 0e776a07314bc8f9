/* service/feed_rows.c */
#include "service/feed_rows.h"

#include "service/feed_reader.h"

#include "store/db.h"

enum { ROWS = 2000, ROWS_MEMORY = 16 << 20 };

struct reading {
	struct db *db;
	struct arena a;
	struct feed_reader *reader;
	const struct row_rules *rules;
};

static rc read_rows(void *cls, struct arena *a, void **ret)
{
	struct reading *r = cls;
	struct feed_rows *rows = arena_new(a, struct feed_rows);
	const struct csv_row *csv;

	rows->rows = arena_array(a, struct feed_checked_row, ROWS);
	while (rows->n < ROWS) {
		TRY(feed_reader_next(r->reader, &csv));
		if (csv == NULL)
			break;
		struct feed_checked_row *x = &rows->rows[rows->n++];
		x->raw = str_copy(a, csv->raw);
		row_read(csv, r->rules, &x->row);
		row_keep(a, &x->row);
	}
	*ret = rows->n > 0 ? rows : NULL;
	return OK;
}

static rc read_header(struct reading *r, struct row_rules *rules)
{
	const struct csv_row *header;
	str why;

	TRY(feed_reader_next(r->reader, &header));
	CHECK(header != NULL, FEED_HEADER);
	return row_columns(header, rules, &why);
}

static rc read_all(struct reading *r, feed_id id, struct row_rules *rules, ahead_use *use, void *user)
{
	TRY(feed_reader_new(r->db, &r->a, id, &r->reader));
	rc result = read_header(r, rules);
	if (rc_ok(result))
		result = ahead_run(ROWS_MEMORY, read_rows, r, use, user);
	feed_reader_free(r->reader);
	return result;
}

rc feed_rows_each(struct db *db, feed_id id, struct row_rules *rules, ahead_use *use, void *user)
{
	struct reading r = { .rules = rules };

	arena_init(&r.a, (size_t)16 << 20);
	rc result = db_open_again(db, &r.a, &r.db);
	if (rc_ok(result)) {
		result = read_all(&r, id, rules, use, user);
		db_close(r.db);
	}
	arena_done(&r.a);
	return result;
}
