#include "base/id.h"

#include "testing/t.h"

static const instant noon = { INT64_C(1790000000000000) };

static bool distinct(int64_t *id, size_t n)
{
	qsort(id, n, sizeof *id, id_order);
	for (size_t i = 1; i < n; i++)
		if (id[i] == id[i - 1])
			return false;
	return true;
}

/* Far more than chance would let pass: 100,000 random ones of 2 million hold some 2,400 pairs. */
T(ids_of_one_millisecond_differ)
{
	enum { N = 100000 };
	int64_t *id = arena_array(a, int64_t, N);
	for (size_t i = 0; i < N; i++)
		id[i] = id_new(noon);
	t_ok(distinct(id, N));
}

T(ids_are_ordered_by_time_and_apart_from_blocks)
{
	for (int i = 0; i < 10000; i++) {
		instant now = { noon.us + i * 1000 }, next = { now.us + 1000 };
		int64_t x = id_new(now), block = id_block(now), y = id_new(next);
		t_ok(0 < x && x < y);
		t_ok(x < block && id_nth(block, 1000) < y);
	}
}

T(nth_of_a_block_never_meets_an_id_made_alone)
{
	int64_t block = id_block(noon);
	enum { PER_MS = 1 << (ID_LOW_BITS - 1) };
	t_int(id_nth(block, 0), block);
	t_int(id_nth(block, PER_MS - 1) - block, PER_MS - 1);
	/* behind the last of a millisecond comes the first of the next */
	t_int(id_nth(block, PER_MS), id_block((instant){ noon.us + 1000 }));
	for (int64_t i = 0; i < ID_BLOCK_MAX; i += 12345)
		t_int(id_nth(block, i) >> (ID_LOW_BITS - 1) & 1, 1);
}
