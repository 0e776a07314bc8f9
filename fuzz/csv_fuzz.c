/* fuzz/csv_fuzz.c - rows must not depend on how the bytes arrive, and every row must lie inside the input.
 * The first two bytes choose the limit and the size of the pieces. */
#include "base/csv.h"
#include "base/rc.h"

#include <stdint.h>
#include <string.h>

enum { SIZE = 2 * 256 + 32 };

struct sum {
	uint64_t hash;
	int64_t rows, fields, broken;
};

static void mix(struct sum *s, str t)
{
	s->hash = (s->hash ^ t.n) * UINT64_C(1099511628211);
	for (size_t i = 0; i < t.n; i++)
		s->hash = (s->hash ^ (unsigned char)t.p[i]) * UINT64_C(1099511628211);
}

static struct sum read_all(const char *p, size_t n, size_t limit, size_t step, size_t size)
{
	static char buffer[CSV_BUFFER_MIN];
	struct sum s = { 0 };
	struct csv c;
	struct csv_row row;
	size_t at = 0, room, take;

	csv_init(&c, buffer, size);
	c.limit = limit;
	do {
		char *to = csv_room(&c, &room);
		must(room > 0);
		take = n - at < step ? n - at : step;
		take = take < room ? take : room;
		if (take > 0)
			memcpy(to, p + at, take);
		at += take;
		if (take > 0)
			csv_filled(&c, take);
		else
			csv_end(&c);
		while (csv_next(&c, &row)) {
			must(row.at >= 0 && (size_t)row.at + row.raw.n <= n && row.raw.n <= limit);
			must(row.raw.n == 0 || memcmp(row.raw.p, p + row.at, row.raw.n) == 0);
			must(row.broken ? row.n == 0 : row.n > 0);
			must(row.number == ++s.rows);
			mix(&s, row.raw);
			for (int i = 0; i < row.n; i++)
				mix(&s, row.field[i]);
			s.fields += row.n;
			s.broken += row.broken;
		}
	} while (take > 0);
	return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 2)
		return 0;
	size_t limit = (size_t)data[0] + 1, step = (size_t)data[1] + 1;
	const char *text = (const char *)data + 2;
	struct sum whole = read_all(text, n - 2, limit, n, CSV_BUFFER_MIN);
	struct sum drops = read_all(text, n - 2, limit, step, SIZE);

	must(whole.hash == drops.hash && whole.rows == drops.rows && whole.fields == drops.fields);
	must(whole.broken == drops.broken);
	return 0;
}
