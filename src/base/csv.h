/* base/csv.h - comma-separated rows (RFC 4180) out of a stream, without copying them.
 *
 * The caller owns one buffer and fills it; rows come out as views into it, valid until the next csv_room(). A
 * row may span refills. LF and CRLF both end a row, a byte-order mark at the start is passed over, the last
 * row needs no line end; an empty line is a row of one empty field. Quotes are strict: a quote inside an
 * unquoted field, or anything but a comma behind a closing quote, breaks the row. So does a row that is too
 * long or has too many fields. The reader goes on behind the first line end of a broken row, so that one bad
 * row costs one row. The bytes may hold anything: whether they are UTF-8 is the caller's question.
 *
 *   struct csv c; struct csv_row row;
 *   csv_init(&c, buffer, size);
 *   do {
 *           char *p = csv_room(&c, &room);
 *           n = read(fd, p, room);
 *           n > 0 ? csv_filled(&c, n) : csv_end(&c);
 *           while (csv_next(&c, &row))
 *                   use(row);
 *   } while (n > 0);
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/out.h"
#include "base/str.h"

enum { CSV_COLUMNS_MAX = 64, CSV_RECORD_MAX = 64 * 1024, CSV_BUFFER_MIN = 2 * CSV_RECORD_MAX + 64 };

enum csv_fault {
	CSV_SOUND,
	CSV_QUOTE,   /* a quote where none may be, or none where one must */
	CSV_OPEN,    /* the input ends inside quotes */
	CSV_LONG,    /* more than the record limit; `raw` is its beginning */
	CSV_COLUMNS, /* more than CSV_COLUMNS_MAX fields */
};

struct csv_row {
	str raw; /* the record's bytes as they came, without its line end; of a broken row its first line */
	str *field; /* n of them, without quotes; none in a broken row; valid until the next csv_next() */
	int n;
	int64_t number; /* 1 for the first record, usually the header */
	int64_t line;	/* line of the file it starts on, from 1 */
	int64_t at;	/* offset of its first byte in the input */
	enum csv_fault fault;
	bool broken; /* fault != CSV_SOUND */
};

/* Private, but for `limit`, which may be lowered after csv_init(). */
struct csv {
	size_t limit; /* bytes of a record */
	char *buffer, *scratch;
	size_t room, begin, end; /* unread bytes are begin..end of buffer[0..room] */
	size_t scanned;		 /* of the unread bytes, so many hold no line feed */
	int64_t moved;		 /* bytes of the input before buffer[0] */
	int64_t rows, lines;
	bool ended, started, skipping;
	str field[CSV_COLUMNS_MAX];
};

/* The record limit is CSV_RECORD_MAX, or less when the buffer is below CSV_BUFFER_MIN (at least 64 bytes):
 * one limit of the buffer is kept for unescaped fields, and one must be able to wait for its end. */
void csv_init(struct csv *c, char *buffer, size_t size);

/* Where the next bytes go and how many fit (at least 1 unless rows are waiting). Moves what is unread to the
 * front. */
char *csv_room(struct csv *c, size_t *ret_room);
void csv_filled(struct csv *c, size_t n);
/* The same from memory: copies as much of *rest as fits and leaves the remainder in it. */
void csv_take(struct csv *c, str *rest);
/* No more bytes will come. */
void csv_end(struct csv *c);
/* The next row; false: more bytes are needed, or after csv_end() there are none. */
bool csv_next(struct csv *c, struct csv_row *row);

/* One field, in quotes when it must be; what csv_next() reads back is the same. The caller writes commas and
 * line ends. */
void csv_put(struct out *o, str s);
/* The same for files that people open in a spreadsheet: what it could take for a formula gets an apostrophe
 * in front. */
void csv_put_guarded(struct out *o, str s);

/* Number of the column called `name` in a header row, -1 if there is none, -2 if there are two. */
int csv_column(const struct csv_row *header, str name);

#endif
