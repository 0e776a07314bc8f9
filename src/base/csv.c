/* base/csv.c - comma-separated rows out of a stream. */
#include "base/csv.h"

#include "base/rc.h"

#include <string.h>

enum { SLACK = 32 };

void csv_init(struct csv *c, char *buffer, size_t size)
{
	must(size >= 2 * SLACK);
	size_t limit = (size - SLACK) / 2;

	*c = (struct csv){ .limit = limit < CSV_RECORD_MAX ? limit : CSV_RECORD_MAX, .buffer = buffer };
	c->room = size - c->limit;
	c->scratch = buffer + c->room;
}

char *csv_room(struct csv *c, size_t *ret_room)
{
	size_t unread = c->end - c->begin;

	if (c->begin > 0) {
		memmove(c->buffer, c->buffer + c->begin, unread);
		c->moved += (int64_t)c->begin;
		c->begin = 0;
		c->end = unread;
	}
	*ret_room = c->room - c->end;
	return c->buffer + c->end;
}

void csv_filled(struct csv *c, size_t n)
{
	must(n <= c->room - c->end && !c->ended);
	c->end += n;
}

void csv_end(struct csv *c) { c->ended = true; }

void csv_take(struct csv *c, str *rest)
{
	size_t room;
	char *to = csv_room(c, &room);
	size_t n = rest->n < room ? rest->n : room;

	if (n > 0)
		memcpy(to, rest->p, n);
	csv_filled(c, n);
	*rest = (str){ rest->p + n, rest->n - n };
}

static void take(struct csv *c, size_t n)
{
	c->begin += n;
	c->scanned = 0;
}

/* A byte-order mark is passed over; false while it isn't known whether there is one. */
static bool start(struct csv *c)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t n = c->end - c->begin;

	if (!c->ended && n < 3 && memcmp(c->buffer + c->begin, mark, n) == 0)
		return false;
	if (n >= 3 && memcmp(c->buffer + c->begin, mark, 3) == 0)
		take(c, 3);
	c->started = true;
	return true;
}

/* The rest of a line that is too long. False: its end hasn't come. */
static bool skip(struct csv *c)
{
	const char *from = c->buffer + c->begin;
	const char *lf = c->end > c->begin ? memchr(from, '\n', c->end - c->begin) : NULL;

	take(c, lf != NULL ? (size_t)(lf - from) + 1 : c->end - c->begin);
	c->skipping = lf == NULL;
	c->lines += lf != NULL;
	return lf != NULL;
}

static str without_cr(const char *p, size_t n) { return (str){ p, n > 0 && p[n - 1] == '\r' ? n - 1 : n }; }

/* A line without quotes. */
static enum csv_fault split(struct csv *c, str line, int *ret_n)
{
	const char *p = line.p, *end = line.p + line.n, *comma;
	int n = 0;

	while ((comma = p < end ? memchr(p, ',', (size_t)(end - p)) : NULL) != NULL) {
		if (n == CSV_COLUMNS_MAX - 1)
			return CSV_COLUMNS;
		c->field[n++] = (str){ p, (size_t)(comma - p) };
		p = comma + 1;
	}
	c->field[n++] = (str){ p, (size_t)(end - p) };
	*ret_n = n;
	return CSV_SOUND;
}

/* How far a record with quotes has been read. */
struct quoted {
	const char *p, *end;
	char *free; /* of the scratch room, for fields with doubled quotes */
};

/* A field that begins with a quote, whose first byte is at q->p; leaves q->p behind the closing quote.
 * CSV_OPEN: the bytes end first. Without doubled quotes the field is a view. */
static enum csv_fault quoted_field(struct quoted *q, str *ret)
{
	const char *from = ++q->p, *quote;
	char *copy = NULL, *to = q->free;

	for (;;) {
		quote = q->p < q->end ? memchr(q->p, '"', (size_t)(q->end - q->p)) : NULL;
		if (quote == NULL)
			return CSV_OPEN;
		if (quote + 1 == q->end || quote[1] != '"')
			break;
		copy = q->free;
		memcpy(to, q->p, (size_t)(quote + 1 - q->p));
		to += quote + 1 - q->p;
		q->p = quote + 2;
	}
	if (copy != NULL) {
		memcpy(to, q->p, (size_t)(quote - q->p));
		to += quote - q->p;
		*ret = (str){ copy, (size_t)(to - copy) };
		q->free = to;
	} else {
		*ret = (str){ from, (size_t)(quote - from) };
	}
	q->p = quote + 1;
	return CSV_SOUND;
}

/* A field without quotes around it: up to a comma or the line's end. */
static enum csv_fault bare_field(struct quoted *q, str *ret)
{
	const char *from = q->p;

	while (q->p < q->end && *q->p != ',' && *q->p != '\n' && *q->p != '"')
		q->p++;
	*ret = (str){ from, (size_t)(q->p - from) };
	return q->p < q->end && *q->p == '"' ? CSV_QUOTE : CSV_SOUND;
}

/* Behind a field: true when the record goes on. At the end of the record q->p is at the line feed or the end.
 */
static enum csv_fault behind(struct quoted *q, bool was_quoted, str *field, bool *ret_more)
{
	*ret_more = false;
	if (was_quoted && q->p < q->end && *q->p == '\r' && (q->p + 1 == q->end || q->p[1] == '\n'))
		q->p++;
	if (q->p == q->end || *q->p == '\n') {
		if (!was_quoted)
			*field = without_cr(field->p, field->n);
		return CSV_SOUND;
	}
	if (*q->p != ',')
		return CSV_QUOTE;
	q->p++;
	*ret_more = true;
	return CSV_SOUND;
}

/* A record with quotes in its first line. `bytes` is at most the limit, so the scratch room is enough. */
static enum csv_fault split_quoted(struct csv *c, str bytes, int *ret_n, size_t *ret_used)
{
	struct quoted q = { bytes.p, bytes.p + bytes.n, c->scratch };
	bool more = true;

	*ret_n = 0;
	while (more) {
		if (*ret_n == CSV_COLUMNS_MAX)
			return CSV_COLUMNS;
		str *field = &c->field[(*ret_n)++];
		bool is_quoted = q.p < q.end && *q.p == '"';
		enum csv_fault f = is_quoted ? quoted_field(&q, field) : bare_field(&q, field);
		if (f == CSV_SOUND)
			f = behind(&q, is_quoted, field, &more);
		if (f != CSV_SOUND)
			return f;
	}
	*ret_used = (size_t)(q.p - bytes.p);
	return CSV_SOUND;
}

static int64_t count_lines(str s)
{
	int64_t n = 0;

	for (const char *p = s.p, *end = s.p + s.n;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		n++;
	return n;
}

/* Takes `used` bytes and the line feed behind them, if there is one. */
static bool give(struct csv *c, struct csv_row *row, size_t used, bool lf)
{
	row->raw = without_cr(c->buffer + c->begin, used);
	row->field = c->field;
	row->number = ++c->rows;
	row->line = c->lines + 1;
	row->at = c->moved + (int64_t)c->begin;
	row->broken = row->fault != CSV_SOUND;
	if (row->broken)
		row->n = 0;
	c->lines += count_lines(row->raw) + (lf ? 1 : 0);
	take(c, used + (lf ? 1 : 0));
	return true;
}

/* The line is longer than the limit: its beginning is all that can be shown. */
static bool give_long(struct csv *c, struct csv_row *row, const char *lf)
{
	row->fault = CSV_LONG;
	give(c, row, c->limit, false);
	if (lf == NULL)
		c->skipping = true;
	else
		skip(c);
	return true;
}

bool csv_next(struct csv *c, struct csv_row *row)
{
	const char *p, *lf;
	size_t n, line, used = 0;

	*row = (struct csv_row){ 0 };
	if ((!c->started && !start(c)) || (c->skipping && !skip(c)) || c->begin == c->end)
		return false;
	p = c->buffer + c->begin;
	n = c->end - c->begin;
	lf = n > c->scanned ? memchr(p + c->scanned, '\n', n - c->scanned) : NULL;
	line = lf != NULL ? (size_t)(lf - p) : n;
	if (line > c->limit)
		return give_long(c, row, lf);
	if (lf == NULL && !c->ended) {
		c->scanned = n;
		return false;
	}
	if (memchr(p, '"', line) == NULL) {
		row->fault = split(c, without_cr(p, line), &row->n);
		return give(c, row, line, lf != NULL);
	}
	/* Quotes may hide line ends: look further, as far as a record may go. */
	row->fault = split_quoted(c, (str){ p, n < c->limit ? n : c->limit }, &row->n, &used);
	bool cut = row->fault == CSV_OPEN || (row->fault == CSV_SOUND && used == n);
	if (cut && n <= c->limit && !c->ended)
		return false;
	if (n > c->limit && (row->fault == CSV_OPEN || (row->fault == CSV_SOUND && p[used] != '\n')))
		row->fault = CSV_LONG;
	if (row->fault == CSV_SOUND)
		return give(c, row, used, used < n);
	return give(c, row, line, lf != NULL);
}

static void put(struct out *o, str front, str s)
{
	bool quoted = false;

	for (size_t i = 0; i < s.n && !quoted; i++)
		quoted = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r';
	if (quoted)
		out_char(o, '"');
	out_str(o, front);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			out_char(o, '"');
		out_char(o, s.p[i]);
	}
	if (quoted)
		out_char(o, '"');
}

void csv_put(struct out *o, str s) { put(o, S(""), s); }

void csv_put_guarded(struct out *o, str s)
{
	bool formula = s.n > 0 && memchr("=+-@\t\r", s.p[0], 6) != NULL;

	put(o, formula ? S("'") : S(""), s);
}

int csv_column(const struct csv_row *header, str name)
{
	int at = -1;

	for (int i = 0; i < header->n; i++)
		if (str_eq(header->field[i], name))
			at = at == -1 ? i : -2;
	return at;
}
