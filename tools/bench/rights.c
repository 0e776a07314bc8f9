/* tools/bench/rights.c - what script/bench rights compares with. Prints one object.
 *
 *   bench-rights raw STORE   every span that is known, ended and added once more: the same rows in the same chunks, by
 *                            the engine alone. Reading them isn't counted.
 */
#include "service/refresh_everybody.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 2000, CHUNK_MEMORY = 256 << 20 };

static struct arena life;
static struct db *db;

static void stop(rc r, const char *what)
{
	if (rc_ok(r))
		return;
	fprintf(stderr, "bench-rights: %s: %s\n", what, rc_trail());
	exit(3);
}

struct chunk {
	struct arena a;
	person_id behind, last;
	struct right *r;
	size_t n, room;
	instant now;
};

static rc keep(void *cls, const void *row)
{
	struct chunk *c = cls;

	if (c->n == c->room) {
		struct right *old = c->r;
		c->room = c->room == 0 ? 8192 : c->room * 2;
		c->r = arena_array(&c->a, struct right, c->room);
		if (old != NULL)
			memcpy(c->r, old, c->n * sizeof *old);
	}
	struct right *r = &c->r[c->n++];
	*r = *(const struct right *)row;
	r->state = str_copy(&c->a, r->state);
	r->scheme = str_copy(&c->a, r->scheme);
	r->package = str_copy(&c->a, r->package);
	r->because = str_copy(&c->a, r->because);
	r->known_from = c->now;
	r->known_until = (instant){ INT64_MAX };
	return OK;
}

static rc get(struct tx *tx, void *cls)
{
	struct chunk *c = cls;

	TRY(rights_next_people(tx, c->behind, CHUNK, &c->a, &c->last));
	return c->last.v == 0 ? OK : rights_range(tx, (person_id){ c->behind.v + 1 }, c->last, keep, c);
}

static rc put(struct tx *tx, void *cls)
{
	struct chunk *c = cls;
	int64_t ended;

	TRY(rights_end_range(tx, (person_id){ c->behind.v + 1 }, c->last, c->now, &ended));
	return rights_add(tx, c->r, c->n);
}

int main(int argc, char **argv)
{
	int64_t rows = 0, us = 0;
	struct chunk c = { .behind = { 0 } };

	if (argc != 3 || strcmp(argv[1], "raw") != 0)
		return 2;
	arena_init(&life, 64 << 20);
	stop(db_open(&life, argv[2], &db), "open");
	for (;;) {
		person_id behind = c.behind;
		c = (struct chunk){ .behind = behind, .now = clock_now() };
		arena_init(&c.a, CHUNK_MEMORY);
		stop(db_read(db, FOR_REGISTRATION, "get", get, &c), "get");
		if (c.last.v == 0)
			break;
		int64_t began = clock_ticks_us();
		stop(db_write_bulk(db, FOR_REGISTRATION, "put", put, &c), "put");
		us += clock_ticks_us() - began;
		rows += (int64_t)c.n;
		c.behind = c.last;
		arena_done(&c.a);
	}
	printf("{\"rows\":%lld,\"seconds\":%lld.%06lld}\n", (long long)rows, (long long)(us / 1000000),
	       (long long)(us % 1000000));
	return 0;
}
