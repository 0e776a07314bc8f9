/* tools/bench/feed.c - what script/bench feed measures beside the program itself.
 *
 *   bench-feed raw FROM TO BODY SEQUENCE   loads the rows that a delivery brought to the store FROM into TO,
 * a store with the same schema that hasn't seen the delivery, and nothing else: the rows of each table in
 * memory and in the order of its primary key, in large transactions. Only the loading is timed. Prints
 * {"rows":...,"seconds":...} and a line for each table on stderr. bench-feed wait URL                    a
 * small durable write every 20 ms until SIGTERM; prints how long they took:
 * {"writes":...,"p50_ms":...,"p99_ms":...,"max_ms":...}
 */
#include "base/log.h"

#include "domain/feed/feed.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/person/person.h"

#include "store/db.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	ROWS_MAX = 60000000,
	LOAD_ROWS = 200000,
	WRITE_EVERY_US = 20000,
	WRITES_MAX = 1 << 20,
	SQL_MAX = 4096
};

/* Tables that the program itself never loads in bulk. */
#define F(T, f) DB_FIELD(struct T, f)
static const struct db_table feed_piece_table = {
	.name = "feed_piece",
	.cols = DB_SHAPE(F(feed_piece, feed_id), F(feed_piece, part), F(feed_piece, position),
			 F(feed_piece, bytes), F(feed_piece, packed)),
	.row_size = sizeof(struct feed_piece),
	.data = DATA_IDENTITY,
};
static const struct db_table review_table = {
	.name = "review",
	.cols = DB_SHAPE(F(review, review_id), F(review, feed_id), F(review, line), F(review, body_id),
			 F(review, record_id), F(review, code), F(review, other_id), F(review, row_csv),
			 F(review, row_hash), F(review, state), F(review, person_id), F(review, asked_at),
			 F(review, decided_by), F(review, decided_at), F(review, note)),
	.row_size = sizeof(struct review),
	.data = DATA_IDENTITY,
};
static const struct db_table event_table = {
	.name = "event",
	.cols =
	    DB_SHAPE(F(event, event_id), F(event, at), F(event, user_id), F(event, purpose), F(event, kind),
		     F(event, person_id), F(event, object), F(event, detail), F(event, digest)),
	.row_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};
static const struct db_table unsealed_table = {
	.name = "event_unsealed",
	.cols = DB_SHAPE(F(event, event_id)),
	.row_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};

/* Where a delivery's rows are: $1..$3 are its feed_id and the first and last person it registered. */
#define PEOPLE "person_id BETWEEN $2 AND $3 AND CAST($1 AS BIGINT) > 0"
#define FEED "feed_id = $1 AND CAST($2 AS BIGINT) <= CAST($3 AS BIGINT)"
static const struct part {
	const struct db_table *table;
	const char *where, *order;
} parts[] = {
	{ &feed_piece_table, FEED, "feed_id, part, position" },
	{ &feed_line_table, FEED, "feed_id, line" },
	{ &identifier_table, PEOPLE, "value, kind" },
	{ &person_table, PEOPLE, "person_id" },
	{ &person_identifier_table, PEOPLE, "person_id, kind, value" },
	{ &membership_table, PEOPLE, "person_id, scheme, from_day, known_from" },
	{ &bank_account_table, PEOPLE, "person_id, known_from" },
	{ &feed_record_table, FEED, "body_id, record_id" },
	{ &review_table, FEED, "review_id" },
	{ &person_cell_table, PEOPLE, "cell, last_key, first_key, person_id" },
	{ &person_name_table, PEOPLE, "last_key, first_key, person_id" },
	{ &person_phone_table, PEOPLE, "phone, person_id" },
	{ &event_table, "object = $1 AND CAST($2 AS BIGINT) <= CAST($3 AS BIGINT)", "event_id" },
	{ &unsealed_table,
	  "event_id IN (SELECT event_id FROM event WHERE object = $1) AND CAST($2 AS BIGINT) <= CAST($3 AS "
	  "BIGINT)",
	  "event_id" },
};

static void stop(rc r, const char *what)
{
	if (rc_ok(r))
		return;
	fprintf(stderr, "bench-feed: %s: %s\n", what, rc_info(r)->name);
	exit(3);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct range {
	int64_t feed, first, last;
};

struct delivery {
	const char *body;
	int64_t sequence;
	struct arena *a;
	struct range range;
};

static rc find(struct tx *tx, void *cls)
{
	struct delivery *d = cls;
	struct body body;
	struct feed feed;

	TRY(body_by_code(tx, str_of(d->body), d->a, &body));
	TRY(feed_find(tx, body.body_id, d->sequence, d->a, &feed));
	d->range = (struct range){ feed.feed_id.v, feed.first_person_id,
				   id_nth(feed.first_person_id, feed.registered - 1) };
	return OK;
}

struct loading {
	const struct part *part;
	const struct range *range;
	struct db_stmt *read; /* the connection keeps statements by their address */
	struct arena a;
	char *rows;
	size_t n, at;
};

static rc read_rows(struct tx *tx, void *cls)
{
	struct loading *l = cls;
	const struct db_table *t = l->part->table;
	char sql[SQL_MAX];
	size_t used = 0;

	used += (size_t)snprintf(sql, sizeof sql, "SELECT ");
	for (const struct db_field *f = t->cols; f->name != NULL; f++)
		used +=
		    (size_t)snprintf(sql + used, sizeof sql - used, "%s%s", f > t->cols ? ", " : "", f->name);
	snprintf(sql + used, sizeof sql - used, " FROM %s WHERE %s ORDER BY %s", t->name, l->part->where,
		 l->part->order);
	*l->read = (struct db_stmt){
		.name = t->name,
		.sql = sql,
		.in = DB_SHAPE(F(range, feed), F(range, first), F(range, last)),
		.out = t->cols,
		.out_size = t->row_size,
		.data = t->data,
	};
	return db_rows(tx, l->read, l->range, ROWS_MAX, &l->a, &l->rows, &l->n);
}

static rc load_rows(struct tx *tx, void *cls)
{
	const struct loading *l = cls;
	const struct db_table *t = l->part->table;
	size_t n = l->n - l->at < LOAD_ROWS ? l->n - l->at : LOAD_ROWS;

	return db_load(tx, t, l->rows + l->at * t->row_size, n);
}

static int64_t load_part(struct db *from, struct db *to, const struct part *part, struct db_stmt *read,
			 const struct range *range, int64_t *rows)
{
	struct loading l = { .part = part, .range = range, .read = read };

	arena_init(&l.a, (size_t)64 << 30);
	stop(db_read(from, FOR_DEMO, part->table->name, read_rows, &l), part->table->name);
	int64_t began = now_us();
	for (; l.at < l.n; l.at += LOAD_ROWS)
		stop(db_write_bulk(to, FOR_DEMO, part->table->name, load_rows, &l), part->table->name);
	int64_t took = now_us() - began;
	fprintf(stderr, "  %-16s %9zu rows %7.2f s\n", part->table->name, l.n, (double)took / 1e6);
	*rows += (int64_t)l.n;
	arena_done(&l.a);
	return took;
}

static int raw(struct arena *a, char **arg)
{
	struct delivery d = { .body = arg[2], .sequence = strtoll(arg[3], NULL, 10), .a = a };
	struct db_stmt read[sizeof parts / sizeof *parts];
	struct db *from, *to;
	int64_t rows = 0, us = 0;

	stop(db_open(a, arg[0], &from), arg[0]);
	stop(db_open(a, arg[1], &to), arg[1]);
	stop(db_read(from, FOR_DEMO, "delivery", find, &d), "no such delivery");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		us += load_part(from, to, &parts[i], &read[i], &d.range, &rows);
	int64_t began = now_us();
	db_close(to);
	us += now_us() - began;
	db_close(from);
	printf("{\"rows\":%lld,\"seconds\":%.3f}\n", (long long)rows, (double)us / 1e6);
	return 0;
}

static volatile sig_atomic_t ended;
static void end(int sig) { ended = sig; }

/* As small as a write of the program gets: one row of one table. */
static rc small_write(struct tx *tx, void *cls)
{
	const instant *now = cls;

	return lease_take(tx, S("bench.wait"), S("bench"), (instant){ now->us + 60000000 }, *now);
}

static int by_size(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static int wait_for(struct arena *a, char **arg)
{
	struct db *db;
	int64_t *us = arena_array(a, int64_t, WRITES_MAX);
	size_t n = 0;

	stop(db_open(a, arg[0], &db), arg[0]);
	signal(SIGTERM, end);
	while (!ended && n < WRITES_MAX) {
		instant now = clock_now();
		int64_t began = now_us();
		stop(db_write(db, FOR_DEMO, "a small write", small_write, &now), "a small write");
		us[n++] = now_us() - began;
		usleep(WRITE_EVERY_US);
	}
	db_close(db);
	qsort(us, n, sizeof *us, by_size);
	printf("{\"writes\":%zu,\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f}\n", n,
	       (double)us[n / 2] / 1e3, (double)us[n - 1 - n / 100] / 1e3, (double)us[n - 1] / 1e3);
	return 0;
}

int main(int argc, char **argv)
{
	struct arena a;

	arena_init(&a, (size_t)64 << 20);
	if (argc == 6 && strcmp(argv[1], "raw") == 0)
		return raw(&a, argv + 2);
	if (argc == 3 && strcmp(argv[1], "wait") == 0)
		return wait_for(&a, argv + 2);
	fprintf(stderr, "usage: bench-feed raw FROM TO BODY SEQUENCE | wait URL\n");
	return 2;
}
