/* service/feed_reader.c */
#include "service/feed_reader.h"

#include "base/pack.h"

#include "store/db.h"

#include <string.h>

enum { CSV_BUFFER = CSV_BUFFER_MIN + FEED_PIECE_BYTES };

struct reading {
	struct feed_piece key;
	struct arena *a;
	str plain;
};

static rc read_piece(struct tx *tx, void *cls)
{
	struct reading *r = cls;
	struct feed_piece piece;
	rc got = feed_piece_get(tx, r->key.feed_id, r->key.part, r->key.position, r->a, &piece);

	r->plain = (str){ 0 };
	if (rc_is(got, E_DB_NONE))
		return OK;
	TRY(got);
	CHECK(0 < piece.bytes && piece.bytes <= FEED_PIECE_BYTES, DB_SHAPE);
	char *to = arena_array(r->a, char, (size_t)piece.bytes);
	TRY(pack_open((str){ (const char *)piece.packed.p, piece.packed.n }, to, (size_t)piece.bytes));
	r->plain = (str){ to, (size_t)piece.bytes };
	return OK;
}

rc feed_piece_read(struct db *db, struct arena *a, feed_id feed, str part, int64_t position, str *ret)
{
	struct reading r = { { .feed_id = feed, .part = part, .position = position }, a, { 0 } };

	TRY(db_read(db, FOR_REGISTRATION, "feed piece", read_piece, &r));
	*ret = r.plain;
	return OK;
}

struct feed_reader {
	struct db *db;
	feed_id feed;
	struct csv csv;
	struct csv_row row;
	struct arena piece; /* the piece being read */
	str rest;	    /* what of it is not in the csv buffer yet */
	int64_t position;
	bool ended;
};

rc feed_reader_new(struct db *db, struct arena *life, feed_id feed, struct feed_reader **ret)
{
	struct feed_reader *r = arena_new(life, struct feed_reader);

	r->db = db;
	r->feed = feed;
	csv_init(&r->csv, arena_array(life, char, CSV_BUFFER), CSV_BUFFER);
	arena_init(&r->piece, (size_t)8 << 20);
	*ret = r;
	return OK;
}

void feed_reader_free(struct feed_reader *r) { arena_done(&r->piece); }

static rc refill(struct feed_reader *r)
{
	if (r->rest.n == 0) {
		arena_done(&r->piece);
		TRY(feed_piece_read(r->db, &r->piece, r->feed, FEED_PART_CSV, r->position++, &r->rest));
	}
	if (r->rest.n == 0) {
		csv_end(&r->csv);
		r->ended = true;
		return OK;
	}
	csv_take(&r->csv, &r->rest);
	return OK;
}

rc feed_reader_next(struct feed_reader *r, const struct csv_row **ret_row)
{
	while (!csv_next(&r->csv, &r->row)) {
		if (r->ended) {
			*ret_row = NULL;
			return OK;
		}
		TRY(refill(r));
	}
	CHECK(r->row.fault != CSV_LONG, FEED_LINE_LONG);
	*ret_row = &r->row;
	return OK;
}

struct piece_writer {
	struct db *db;
	feed_id feed;
	str part;
	int64_t position, bytes;
	char *buffer;
	size_t used;
};

rc piece_writer_new(struct db *db, struct arena *life, feed_id feed, str part, struct piece_writer **ret)
{
	struct piece_writer *w = arena_new(life, struct piece_writer);

	w->db = db;
	w->feed = feed;
	w->part = part;
	w->buffer = arena_array(life, char, FEED_PIECE_BYTES);
	*ret = w;
	return OK;
}

void piece_writer_free(struct piece_writer *w) { w->used = 0; }

static rc add_piece(struct tx *tx, void *cls) { return feed_piece_add(tx, cls); }

static rc flush(struct piece_writer *w)
{
	struct arena tmp;
	str packed;

	if (w->used == 0)
		return OK;
	arena_init(&tmp, (size_t)4 << 20);
	rc r = pack_piece(&tmp, (str){ w->buffer, w->used }, &packed);
	if (rc_ok(r)) {
		struct feed_piece piece = { w->feed,
					    w->part,
					    w->position,
					    (int64_t)w->used,
					    { (const unsigned char *)packed.p, packed.n } };
		r = db_write(w->db, FOR_REGISTRATION, "feed piece", add_piece, &piece);
	}
	arena_done(&tmp);
	TRY(r);
	w->position++;
	w->bytes += (int64_t)w->used;
	w->used = 0;
	return OK;
}

rc piece_writer_add(struct piece_writer *w, const char *p, size_t n)
{
	while (n > 0) {
		size_t part = FEED_PIECE_BYTES - w->used < n ? FEED_PIECE_BYTES - w->used : n;
		memcpy(w->buffer + w->used, p, part);
		w->used += part;
		p += part;
		n -= part;
		if (w->used == FEED_PIECE_BYTES)
			TRY(flush(w));
	}
	return OK;
}

rc piece_writer_end(struct piece_writer *w, int64_t *ret_bytes)
{
	TRY(flush(w));
	*ret_bytes = w->bytes;
	return OK;
}
