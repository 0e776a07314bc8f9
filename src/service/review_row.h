/* service/review_row.h - the row that a question is about, as it was delivered. */
#ifndef SERVICE_REVIEW_ROW_H
#define SERVICE_REVIEW_ROW_H

#include "domain/feed/feed.h"

struct db;

/* Its fields in the order of enum feed_column, in `a`. E_DB_SHAPE */
rc review_row_fields(struct arena *a, str row_csv, str field[static FEED_COLUMNS]) MUST_USE;
/* The row read and checked as it was when it was delivered; texts in `a`. */
rc review_row_read(struct db *db, struct arena *a, const struct review *r, const struct feed *f,
		   struct feed_row *ret) MUST_USE;

#endif
