#include "store/sorter.h"
#include "store/spool.h"

#include "testing/t.h"

struct rec {
	unsigned char key[12];
	uint32_t turn;
};

static int compare(const void *x, const void *y)
{
	const struct rec *a = x, *b = y;
	int c = memcmp(a->key, b->key, sizeof a->key);
	return c != 0 ? c : (a->turn > b->turn) - (a->turn < b->turn);
}

/* `spread`: how many different values each key byte may take. */
static void sorts(struct arena *a, uint32_t n, int64_t spread, size_t memory)
{
	struct sorter *s;
	struct rec *all = arena_array(a, struct rec, n + 1);
	const void *got;
	t_need(sorter_new(a, sizeof(struct rec), sizeof all->key, memory, &s));
	for (uint32_t i = 0; i < n; i++) {
		for (size_t k = 0; k < sizeof all[i].key; k++)
			all[i].key[k] = (unsigned char)t_between(0, spread);
		all[i].turn = i;
		t_need(sorter_add(s, &all[i]));
	}
	t_need(sorter_finish(s));
	t_int(sorter_count(s), n);
	qsort(all, n, sizeof *all, compare);
	for (uint32_t i = 0; i < n; i++) {
		t_need(sorter_next(s, &got));
		if (got == NULL || memcmp(got, &all[i], sizeof *all) != 0) {
			t_fail("record %" PRIu32 " of %" PRIu32 " differs", i, n);
			break;
		}
	}
	t_need(sorter_next(s, &got));
	t_ok(got == NULL);
	sorter_free(s);
}

T(sorter_sorts_stably_in_memory_and_out_of_it)
{
	t_seeds (12) {
		struct arena tmp;
		arena_init(&tmp, 64 << 20);
		sorts(&tmp, (uint32_t)t_between(0, 20000), t_between(0, 255), 48 * 1100);
		sorts(&tmp, (uint32_t)t_between(0, 5000), t_between(0, 2), 1 << 20);
		arena_done(&tmp);
	}
}

T(sorter_keys_keep_the_order_of_numbers)
{
	t_seeds (1000) {
		unsigned char x[8], y[8];
		int64_t i = (int64_t)t_random(), j = (int64_t)t_random();
		sorter_key64(x, i);
		sorter_key64(y, j);
		t_ok((memcmp(x, y, 8) < 0) == (i < j));
		t_int(sorter_int64(x), i);
	}
}

T(spool_gives_back_what_it_took)
{
	struct spool *s;
	t_need(spool_new(a, &s));
	char *big = arena_array(a, char, 700000);
	for (int i = 0; i < 700000; i++)
		big[i] = (char)(i * 31 >> 3);
	t_need(spool_add(s, big, 700000));
	for (int i = 0; i < 1000; i++)
		t_need(spool_add(s, big + i, 777));
	t_int(spool_size(s), 700000 + 777000);
	char got[777];
	for (int i = 999; i >= 0; i -= 37) {
		t_need(spool_get(s, 700000 + 777 * i, got, sizeof got));
		t_ok(memcmp(got, big + i, sizeof got) == 0);
	}
	t_need(spool_get(s, 123456, got, 5));
	t_ok(memcmp(got, big + 123456, 5) == 0);
	spool_free(s);
}
