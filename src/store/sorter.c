/* store/sorter.c */
#include "store/sorter.h"

#include "store/spool.h"

#include <endian.h>
#include <string.h>

enum { RUNS_MAX = 4096, RUN_BUFFER = 32 * 1024, DIGIT = 11, DIGITS = 6, BUCKETS = 1 << DIGIT };

/* What is moved while sorting: the first eight bytes of the key and which record. */
struct item {
	uint64_t prefix;
	uint32_t at;
};

struct run {
	int64_t next, end; /* in the spool */
	char *buffer;
	size_t used, filled; /* bytes */
};

struct sorter {
	struct arena *life;
	size_t record, key, room; /* room: records in memory */
	size_t n;		  /* records in memory */
	int64_t count;
	char *records;
	struct item *items, *other;
	uint32_t *counts; /* DIGITS x BUCKETS */
	struct spool *spool;
	int runs_n;
	struct run *runs;
	int *heap; /* runs with records left, the smallest first */
	int heap_n;
	size_t next; /* in memory, when nothing was spilled */
	char *out;
	bool finished;
};

void sorter_key64(unsigned char to[static 8], int64_t v)
{
	uint64_t be = htobe64((uint64_t)v ^ UINT64_C(1) << 63);

	memcpy(to, &be, sizeof be);
}

int64_t sorter_int64(const unsigned char from[static 8])
{
	uint64_t be;

	memcpy(&be, from, sizeof be);
	return (int64_t)(be64toh(be) ^ UINT64_C(1) << 63);
}

rc sorter_new(struct arena *life, size_t record, size_t key, size_t memory, struct sorter **ret)
{
	struct sorter *s = arena_new(life, struct sorter);

	must(0 < key && key <= record && record <= 256);
	s->life = life;
	s->record = record;
	s->key = key;
	s->room = memory / (record + 2 * sizeof(struct item));
	must(1000 <= s->room && s->room <= UINT32_MAX);
	s->records = arena_alloc(life, s->room, record);
	s->items = arena_array(life, struct item, s->room);
	s->other = arena_array(life, struct item, s->room);
	s->counts = arena_array(life, uint32_t, DIGITS * BUCKETS);
	s->out = arena_alloc(life, 1, record);
	*ret = s;
	return OK;
}

void sorter_free(struct sorter *s)
{
	if (s->spool != NULL)
		spool_free(s->spool);
	s->spool = NULL;
}

int64_t sorter_count(const struct sorter *s) { return s->count; }
static const char *record_at(const struct sorter *s, uint32_t at)
{
	return s->records + (size_t)at * s->record;
}

static void prefixes(struct sorter *s)
{
	for (size_t i = 0; i < s->n; i++) {
		unsigned char first[8] = { 0 };
		uint64_t be;
		memcpy(first, record_at(s, (uint32_t)i), s->key < 8 ? s->key : 8);
		memcpy(&be, first, sizeof be);
		s->items[i] = (struct item){ be64toh(be), (uint32_t)i };
	}
}

/* Least significant digit first: stable, and six passes whatever the keys; a digit that is the same
 * everywhere costs nothing but its count. */
static void radix(struct sorter *s)
{
	memset(s->counts, 0, sizeof(uint32_t) * DIGITS * BUCKETS);
	for (size_t i = 0; i < s->n; i++)
		for (int d = 0; d < DIGITS; d++)
			s->counts[d * BUCKETS + (int)(s->items[i].prefix >> d * DIGIT & (BUCKETS - 1))]++;
	for (int d = 0; d < DIGITS; d++) {
		uint32_t *c = s->counts + d * BUCKETS, sum = 0;
		if (s->n == 0 || c[s->items[0].prefix >> d * DIGIT & (BUCKETS - 1)] == s->n)
			continue;
		for (int b = 0; b < BUCKETS; b++) {
			uint32_t here = c[b];
			c[b] = sum;
			sum += here;
		}
		for (size_t i = 0; i < s->n; i++)
			s->other[c[s->items[i].prefix >> d * DIGIT & (BUCKETS - 1)]++] = s->items[i];
		struct item *swap = s->items;
		s->items = s->other;
		s->other = swap;
	}
}

static int tail_compare(const struct sorter *s, struct item x, struct item y)
{
	return memcmp(record_at(s, x.at) + 8, record_at(s, y.at) + 8, s->key - 8);
}

/* Items with one prefix, by the rest of their keys: merge sort from the bottom, stable. */
static void merge_tails(struct sorter *s, size_t from, size_t until)
{
	for (size_t width = 1; width < until - from; width *= 2) {
		for (size_t lo = from; lo < until; lo += 2 * width) {
			size_t mid = lo + width < until ? lo + width : until;
			size_t hi = lo + 2 * width < until ? lo + 2 * width : until;
			size_t i = lo, j = mid;
			for (size_t k = lo; k < hi; k++)
				s->other[k] =
				    j >= hi || (i < mid && tail_compare(s, s->items[i], s->items[j]) <= 0)
					? s->items[i++]
					: s->items[j++];
		}
		memcpy(s->items + from, s->other + from, (until - from) * sizeof *s->items);
	}
}

static void sort_memory(struct sorter *s)
{
	prefixes(s);
	radix(s);
	if (s->key <= 8)
		return;
	for (size_t i = 0, j; i < s->n; i = j) {
		for (j = i + 1; j < s->n && s->items[j].prefix == s->items[i].prefix; j++)
			;
		if (j - i > 1)
			merge_tails(s, i, j);
	}
}

static rc spill(struct sorter *s)
{
	if (s->spool == NULL) {
		TRY(spool_new(s->life, &s->spool));
		s->runs = arena_array(s->life, struct run, RUNS_MAX);
	}
	CHECK(s->runs_n < RUNS_MAX, LIMIT);
	sort_memory(s);
	struct run *run = &s->runs[s->runs_n++];
	run->next = spool_size(s->spool);
	for (size_t i = 0; i < s->n; i++)
		TRY(spool_add(s->spool, record_at(s, s->items[i].at), s->record));
	run->end = spool_size(s->spool);
	s->n = 0;
	return OK;
}

rc sorter_add(struct sorter *s, const void *record)
{
	must(!s->finished);
	if (s->n == s->room)
		TRY(spill(s));
	memcpy(s->records + s->n++ * s->record, record, s->record);
	s->count++;
	return OK;
}

static rc run_fill(struct sorter *s, struct run *r)
{
	size_t whole = RUN_BUFFER / s->record * s->record;
	int64_t left = r->end - r->next;

	r->used = 0;
	r->filled = left < (int64_t)whole ? (size_t)left : whole;
	if (r->filled > 0)
		TRY(spool_get(s->spool, r->next, r->buffer, r->filled));
	r->next += (int64_t)r->filled;
	return OK;
}

/* Is run `x` to be read before run `y`? Equal keys: the earlier run. */
static bool before(const struct sorter *s, int x, int y)
{
	const struct run *a = &s->runs[x], *b = &s->runs[y];
	int c = memcmp(a->buffer + a->used, b->buffer + b->used, s->key);

	return c < 0 || (c == 0 && x < y);
}

static void sift(struct sorter *s, int at)
{
	for (int child; (child = 2 * at + 1) < s->heap_n; at = child) {
		if (child + 1 < s->heap_n && before(s, s->heap[child + 1], s->heap[child]))
			child++;
		if (before(s, s->heap[at], s->heap[child]))
			return;
		int swap = s->heap[at];
		s->heap[at] = s->heap[child];
		s->heap[child] = swap;
	}
}

rc sorter_finish(struct sorter *s)
{
	must(!s->finished);
	s->finished = true;
	if (s->runs_n == 0) {
		sort_memory(s);
		return OK;
	}
	TRY(spill(s));
	/* The records' memory is free now: the runs' buffers take it as far as it reaches. */
	s->heap = arena_array(s->life, int, (size_t)s->runs_n);
	size_t in_place = s->room * s->record / RUN_BUFFER;
	for (int i = 0; i < s->runs_n; i++) {
		struct run *r = &s->runs[i];
		r->buffer = (size_t)i < in_place ? s->records + (size_t)i * RUN_BUFFER
						 : arena_alloc(s->life, 1, RUN_BUFFER);
		TRY(run_fill(s, r));
		if (r->filled > 0)
			s->heap[s->heap_n++] = i;
	}
	for (int i = s->heap_n / 2 - 1; i >= 0; i--)
		sift(s, i);
	return OK;
}

rc sorter_next(struct sorter *s, const void **ret)
{
	must(s->finished);
	*ret = NULL;
	if (s->runs_n == 0) {
		if (s->next < s->n)
			*ret = record_at(s, s->items[s->next++].at);
		return OK;
	}
	if (s->heap_n == 0)
		return OK;
	struct run *r = &s->runs[s->heap[0]];
	memcpy(s->out, r->buffer + r->used, s->record);
	r->used += s->record;
	if (r->used == r->filled)
		TRY(run_fill(s, r));
	if (r->filled == 0)
		s->heap[0] = s->heap[--s->heap_n];
	sift(s, 0);
	*ret = s->out;
	return OK;
}
