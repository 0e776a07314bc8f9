/* service/feed_rows.h - the rows of a delivery, read and checked by a second thread while the first one works
 * on those before (base/ahead.h).
 */
#ifndef SERVICE_FEED_ROWS_H
#define SERVICE_FEED_ROWS_H

#include "base/ahead.h"

#include "domain/feed/feed.h"
#include "domain/feed/row.h"

struct db;

struct feed_rows {
	struct feed_checked_row {
		struct feed_row row; /* with its own texts */
		str raw;
	} * rows;
	size_t n; /* at least 1 */
};

/* `use` gets a struct feed_rows after the other. Finds the columns and completes `rules`, which `use` may
 * read. */
rc feed_rows_each(struct db *db, feed_id id, struct row_rules *rules, ahead_use *use, void *user) MUST_USE;

#endif
