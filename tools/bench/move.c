/* tools/bench/move.c - what script/bench move measures. Each prints one object.
 *
 *   bench-move fill STORE N       N families of four, members of RAMED, with their rights
 *   bench-move rehearse STORE     a move of them to AMO-TADAMON is prepared and rehearsed
 *   bench-move run STORE          approved and run
 *   bench-move count STORE        headcounts before and after
 *   bench-move undo STORE         undone
 *   bench-move raw STORE          the memberships and rights of these people written once more as they are:
 * known rows ended by range, the same rows loaded, in the same transactions, and nothing else
 */
#include "domain/family/family.h"
#include "domain/fund/fund.h"
#include "domain/rights/rights.h"

#include "service/plan_move.h"
#include "service/reconcile_move.h"
#include "service/refresh_rights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { FAMILY = 4, CHUNK = MOVE_CHUNK * FAMILY };

static struct arena life;
static struct db *db;
static const struct actor one = { .user_id = { 1 }, .roles = DIRECTOR, .step = STEP_FULL };
static const struct actor two = { .user_id = { 2 }, .roles = DIRECTOR, .step = STEP_FULL };

static void stop(rc r, const char *what)
{
	if (rc_ok(r))
		return;
	fprintf(stderr, "bench-move: %s: %s\n", what, rc_trail());
	exit(3);
}

static void say(int64_t n, int64_t us)
{
	struct rusage u;

	(void)getrusage(RUSAGE_SELF, &u);
	printf("{\"n\":%lld,\"seconds\":%lld.%06lld,\"memory_mb\":%ld}\n", (long long)n,
	       (long long)(us / 1000000), (long long)(us % 1000000), u.ru_maxrss / 1024);
}

static date on(const char *iso)
{
	date d;

	stop(date_parse(str_of(iso), &d), iso);
	return d;
}

/* ---- filling ---- */

struct filling {
	int64_t n, first, number, at;
	struct person *p;
	struct membership *m;
	struct family_link *l;
	struct arena *a;
};

static rc take(struct tx *tx, void *cls)
{
	struct filling *f = cls;

	TRY(fund_take_ids(tx, clock_now(), f->n, &f->first));
	return fund_take_numbers(tx, f->n, &f->number);
}

static void someone(struct filling *f, int64_t i, instant now)
{
	bool head = i % FAMILY == 0, wife = i % FAMILY == 1;
	person_id id = { id_nth(f->first, i) }, of = { id_nth(f->first, i - i % FAMILY) };
	int64_t k = i - f->at;

	f->p[k] = (struct person){ .person_id = id,
				   .number = number_make(S("ma"), f->number + i),
				   .last_name = S("AMRANI"),
				   .first_name = S("KARIM"),
				   .born = head || wife ? S("1985-05-01") : S("2015-05-01"),
				   .sex = wife ? S("F") : S("M"),
				   .language = S("ar"),
				   .state = S("ACTIVE"),
				   .source_id = 1,
				   .known_from = now };
	if (head)
		f->m[k / FAMILY] = (struct membership){ .person_id = id,
							.scheme = S("RAMED"),
							.from_day = on("2015-01-01"),
							.known_from = now,
							.known_until = KNOWN_STILL,
							.until_day = DATE_NEVER,
							.state = S("ACTIVE"),
							.source_id = 1 };
	else
		f->l[k / FAMILY * (FAMILY - 1) + k % FAMILY - 1] =
		    (struct family_link){ .person_id = of,
					  .relative_id = id,
					  .role = wife ? S("SPOUSE") : S("CHILD"),
					  .from_day = on("2015-05-01"),
					  .known_from = now,
					  .known_until = KNOWN_STILL,
					  .until_day = DATE_NEVER,
					  .state = LINK_ACTIVE,
					  .source_id = 1 };
}

static rc fill_chunk(struct tx *tx, void *cls)
{
	struct filling *f = cls;
	struct rights_refreshed done;
	struct rights_desk desk;
	instant now = clock_now();
	int64_t n = f->n - f->at < CHUNK ? f->n - f->at : CHUNK;

	for (int64_t i = f->at; i < f->at + n; i++)
		someone(f, i, now);
	TRY(db_load(tx, &person_table, f->p, (size_t)n));
	TRY(db_load(tx, &membership_table, f->m, (size_t)n / FAMILY));
	TRY(db_load(tx, &family_link_table, f->l, (size_t)n / FAMILY * (FAMILY - 1)));
	TRY(rights_desk_open(tx, f->a, &desk));
	return refresh_rights_range(tx, f->a, now, &desk, f->p[0].person_id, f->p[n - 1].person_id, &done);
}

static void fill(int64_t families)
{
	struct filling f = { .n = families * FAMILY };
	int64_t began = clock_ticks_us();

	f.p = arena_array(&life, struct person, CHUNK);
	f.m = arena_array(&life, struct membership, CHUNK);
	f.l = arena_array(&life, struct family_link, CHUNK);
	stop(db_write(db, FOR_DEMO, "ids", take, &f), "ids");
	for (f.at = 0; f.at < f.n; f.at += CHUNK) {
		struct arena a;
		arena_init(&a, 256 << 20);
		f.a = &a;
		stop(db_write_bulk(db, FOR_DEMO, "fill", fill_chunk, &f), "fill");
		arena_done(&a);
	}
	say(families, clock_ticks_us() - began);
}

/* ---- moving ---- */

static void quiet(void *cls, const char *step, int64_t done, int64_t total)
{
	(void)cls, (void)step, (void)done, (void)total;
}

static struct scheme_move newest(void)
{
	struct scheme_move *all;
	size_t n;

	stop(moves_list(db, &life, &all, &n), "list");
	must(n > 0);
	return all[0];
}

static void timed(rc (*what)(struct db *db, const struct move_job *j), const char *name)
{
	struct move_job j = { .nth = newest().nth, .who = one.user_id, .watch = quiet };
	int64_t began = clock_ticks_us();

	stop(what(db, &j), name);
	say(newest().moved, clock_ticks_us() - began);
}

static void rehearse(void)
{
	struct move_plan p = { .by = &one,
			       .from_scheme = S("RAMED"),
			       .to_scheme = S("AMO-TADAMON"),
			       .day = on("2022-12-01"),
			       .reason = S("a measurement") };
	int64_t nth, line;

	stop(move_prepare(db, &life, clock_now(), &p, &nth, &line), "prepare");
	timed(move_rehearse, "rehearse");
}

static void run(void)
{
	stop(move_approve(db, &life, clock_now(), &two, newest().nth), "approve");
	timed(move_run, "run");
}

static void undo(void)
{
	instant then = { on("2022-12-02").days * INT64_C(86400000000) };
	bool agreed;

	stop(move_undo_order(db, &life, then, &one, newest().nth, &agreed), "undo");
	stop(move_undo_order(db, &life, then, &two, newest().nth, &agreed), "undo");
	timed(move_undo, "undo");
}

/* ---- the same rows, without a thought ---- */

struct raw {
	struct arena *a;
	struct scheme_move move;
	person_id after, first, last;
	person_id *head;
	struct membership *m;
	struct right *r;
	size_t heads, m_n, r_n, room;
	instant now;
};
struct ending {
	person_id first, last;
	instant now;
};
static const struct db_stmt end_members = {
	.name = "bench_end_members",
	.sql = "UPDATE membership SET known_until = $3 WHERE person_id >= $1 AND person_id <= $2"
	       " AND known_until = 9223372036854775807",
	.in = DB_SHAPE(DB_FIELD(struct ending, first), DB_FIELD(struct ending, last),
		       DB_FIELD(struct ending, now)),
	.data = DATA_SOCIAL,
};

static rc keep_member(void *cls, const void *row)
{
	struct raw *k = cls;
	struct membership *m = &k->m[k->m_n++];

	*m = *(const struct membership *)row;
	m->scheme = str_copy(k->a, m->scheme);
	m->state = str_copy(k->a, m->state);
	m->profession = m->income_class = m->activity_start = S("");
	return OK;
}
static rc keep_right(void *cls, const void *row)
{
	struct raw *k = cls;
	struct right *r = &k->r[k->r_n++];

	*r = *(const struct right *)row;
	r->state = str_copy(k->a, r->state);
	r->scheme = str_copy(k->a, r->scheme);
	r->package = str_copy(k->a, r->package);
	r->because = str_copy(k->a, r->because);
	return OK;
}

static rc raw_read(struct tx *tx, void *cls)
{
	struct raw *k = cls;

	TRY(move_population(tx, &k->move, k->after, MOVE_CHUNK, k->a, &k->head, &k->heads));
	if (k->heads == 0)
		return OK;
	k->first = k->head[0];
	k->last = (person_id){ k->head[k->heads - 1].v + FAMILY - 1 };
	k->m = arena_array(k->a, struct membership, 4 * CHUNK);
	k->r = arena_array(k->a, struct right, 16 * CHUNK);
	TRY(membership_range(tx, k->first, k->last, KNOWN_NOW, keep_member, k));
	return rights_range(tx, k->first, k->last, keep_right, k);
}

static rc raw_write(struct tx *tx, void *cls)
{
	struct raw *k = cls;
	struct ending e = { k->first, k->last, k->now };
	int64_t ended;

	TRY(db_exec(tx, &end_members, &e, NULL));
	TRY(db_load(tx, &membership_table, k->m, k->m_n));
	TRY(rights_end_range(tx, k->first, k->last, k->now, &ended));
	return rights_add(tx, k->r, k->r_n);
}

static void raw(void)
{
	struct raw k = { .heads = 1, .move = newest() };
	int64_t us = 0, families = 0;

	while (k.heads > 0) {
		struct arena a;
		arena_init(&a, 512 << 20);
		k.a = &a;
		k.m_n = k.r_n = 0;
		stop(db_read(db, FOR_REGISTRATION, "raw", raw_read, &k), "raw");
		k.now = clock_now();
		for (size_t i = 0; i < k.m_n; i++)
			k.m[i].known_from = k.now;
		for (size_t i = 0; i < k.r_n; i++)
			k.r[i].known_from = k.now;
		int64_t began = clock_ticks_us();
		if (k.heads > 0)
			stop(db_write_bulk(db, FOR_REGISTRATION, "raw", raw_write, &k), "raw");
		us += clock_ticks_us() - began;
		families += (int64_t)k.heads;
		k.after = k.last;
		arena_done(&a);
	}
	say(families, us);
}

int main(int argc, char **argv)
{
	arena_init(&life, (size_t)64 << 20);
	if (argc < 3) {
		fprintf(stderr, "bench-move fill|rehearse|run|count|undo|raw STORE [N]\n");
		return 2;
	}
	stop(db_open(&life, argv[2], &db), argv[2]);
	if (strcmp(argv[1], "fill") == 0 && argc > 3)
		fill(strtoll(argv[3], NULL, 10));
	else if (strcmp(argv[1], "rehearse") == 0)
		rehearse();
	else if (strcmp(argv[1], "run") == 0)
		run();
	else if (strcmp(argv[1], "count") == 0)
		timed(move_count_heads, "count");
	else if (strcmp(argv[1], "undo") == 0)
		undo();
	else if (strcmp(argv[1], "raw") == 0)
		raw();
	else
		return 2;
	db_close(db);
	return 0;
}
