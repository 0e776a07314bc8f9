/* service/feed_reader.h - the rows of a stored delivery, streamed: one piece in memory at a time. */
#ifndef SERVICE_FEED_READER_H
#define SERVICE_FEED_READER_H

#include "base/csv.h"

#include "domain/feed/feed.h"

struct db;
struct feed_reader;

/* Starts before the header row. Memory is in `life`, about 3 MB. */
rc feed_reader_new(struct db *db, struct arena *life, feed_id feed, struct feed_reader **ret) MUST_USE;
void feed_reader_free(struct feed_reader *r);
/* The next row (the header is the first one), valid until the next call; *ret_row is NULL after the last.
 * E_FEED_LINE_LONG */
rc feed_reader_next(struct feed_reader *r, const struct csv_row **ret_row) MUST_USE;

/* Writes a long text of a delivery (the file as it comes, the answer) as compressed pieces, each in a
 * transaction of its own. */
struct piece_writer;
rc piece_writer_new(struct db *db, struct arena *life, feed_id feed, str part,
		    struct piece_writer **ret) MUST_USE;
void piece_writer_free(struct piece_writer *w);
rc piece_writer_add(struct piece_writer *w, const char *p, size_t n) MUST_USE;
/* The last piece. *ret_bytes is the length of the whole. */
rc piece_writer_end(struct piece_writer *w, int64_t *ret_bytes) MUST_USE;

/* The plain bytes of one piece in `a`; *ret is empty behind the last. */
rc feed_piece_read(struct db *db, struct arena *a, feed_id feed, str part, int64_t position,
		   str *ret) MUST_USE;

#endif
