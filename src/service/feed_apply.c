/* service/feed_apply.c */
#include "service/feed_apply.h"

#include "service/bulk_people.h"
#include "service/feed_change.h"
#include "service/feed_reader.h"
#include "service/feed_rules.h"

#include "domain/fund/fund.h"
#include "domain/membership/membership.h"

#include "store/db.h"
#include "store/sorter.h"

#include <string.h>

/* See feed_simulate.c. People are several rows each, so fewer of them make a chunk; keys are small. */
enum { PEOPLE_CHUNK = 3000, KEYS_CHUNK = 15000, LINES_PAGE = 10000 };
enum { SORT_IDS = 24 << 20, SORT_KEYS = 24 << 20, SORT_PHONES = 12 << 20 };

/* Keys as the sorters hold them: the order of each table's primary key, then the nth person. */
struct id_key {
	char value[ID_VALUE_MAX + 2], kind[ID_KIND_MAX + 4];
	int64_t nth;
};
struct cell_key {
	unsigned char cell[8], last[8], first[8];
	int64_t nth;
};
struct name_key {
	unsigned char last[8], first[8];
	int64_t nth;
};
struct phone_key {
	unsigned char phone[8];
	int64_t nth;
};

struct applying {
	struct db *db;
	struct arena *a;
	feed_id id;
	user_id who;
	struct feed feed;
	struct feed_context context;
	struct row_rules rules;
	str country;
	struct lease lease;
	instant began;
	feed_watch *watch;
	void *cls;

	/* the stream of rows and what was decided about them */
	struct feed_reader *reader;
	const struct csv_row *csv;
	struct arena page;
	struct feed_line *lines;
	size_t lines_n, lines_at;
	const struct feed_line *line;

	struct sorter *sorter[BULK_STEPS];

	/* the chunk */
	enum bulk_step step;
	int64_t done, skip; /* skip: so much of the step an interrupted run did */
	struct arena chunk;
	struct person *people;
	struct membership *members;
	struct bank_account *accounts;
	struct feed_record *records;
	size_t people_n, accounts_n;
	int64_t first_nth; /* of people[0]; the others follow */
	struct change {
		struct feed_row row;
		const struct feed_line *line;
	} * changes;
	size_t changes_n;
	void *keys;
	size_t keys_n;
};

static person_id nth_person(const struct applying *p, int64_t nth)
{
	return (person_id){ id_nth(p->feed.first_person_id, nth) };
}

/* ---- rows with their lines ---- */

struct paging {
	struct applying *p;
	int64_t after;
};

static rc read_lines(struct tx *tx, void *cls)
{
	struct paging *g = cls;

	return feed_lines(tx, g->p->id, g->after, LINES_PAGE, &g->p->page, &g->p->lines, &g->p->lines_n);
}

static rc rows_open(struct applying *p)
{
	str why;

	TRY(feed_reader_new(p->db, p->a, p->id, &p->reader));
	p->lines_n = p->lines_at = 0;
	p->line = NULL;
	arena_init(&p->page, (size_t)16 << 20);
	TRY(feed_reader_next(p->reader, &p->csv));
	CHECK(p->csv != NULL, FEED_HEADER);
	return row_columns(p->csv, &p->rules, &why);
}

static void rows_close(struct applying *p)
{
	if (p->reader == NULL)
		return;
	feed_reader_free(p->reader);
	p->reader = NULL;
	arena_done(&p->page);
}

/* The next row into p->csv (NULL behind the last) and its line into p->line. */
static rc rows_next(struct applying *p)
{
	int64_t before = p->line != NULL ? p->line->line : 0;

	TRY(feed_reader_next(p->reader, &p->csv));
	if (p->csv == NULL)
		return OK;
	if (p->lines_at == p->lines_n) {
		struct paging g = { p, before };
		/* changes of the running chunk point to lines of the page before */
		must(p->changes_n == 0);
		arena_done(&p->page);
		TRY(db_read(p->db, FOR_REGISTRATION, "feed lines", read_lines, &g));
		p->lines_at = 0;
	}
	CHECK(p->lines_at < p->lines_n, DB_SHAPE); /* simulated: every row has its line */
	p->line = &p->lines[p->lines_at++];
	CHECK(p->line->line == before + 1, DB_SHAPE);
	return OK;
}

/* ---- sorted keys ---- */

static bool registers(const struct feed_line *l)
{
	return l->nth >= 0 && str_eq(l->outcome, feed_outcome_name(OUT_REGISTERED));
}

static rc sort_identifiers(struct applying *p)
{
	struct sorter **s = &p->sorter[BULK_IDENTIFIERS];

	TRY(sorter_new(p->a, sizeof(struct id_key), offsetof(struct id_key, nth), SORT_IDS, s));
	TRY(rows_open(p));
	for (;;) {
		TRY(rows_next(p));
		if (p->csv == NULL)
			break;
		if (p->line->line % 50000 == 0)
			p->watch(p->cls, "SORT", p->line->line, p->feed.rows_told);
		if (!registers(p->line))
			continue;
		struct id_key id = { .nth = p->line->nth };
		/* it was taken when it was simulated */
		CHECK(row_identifier(p->csv, &p->rules, id.kind, id.value), DB_SHAPE);
		TRY(sorter_add(*s, &id));
	}
	rows_close(p);
	return sorter_finish(*s);
}

/* What people are searched by waits until they are all there. */
static rc sort_open(struct applying *p)
{
	TRY(sorter_new(p->a, sizeof(struct cell_key), offsetof(struct cell_key, nth), SORT_KEYS,
		       &p->sorter[BULK_BIRTHS]));
	TRY(sorter_new(p->a, sizeof(struct name_key), offsetof(struct name_key, nth), SORT_KEYS,
		       &p->sorter[BULK_NAMES]));
	return sorter_new(p->a, sizeof(struct phone_key), sizeof(int64_t), SORT_PHONES,
			  &p->sorter[BULK_PHONES]);
}

static rc sort_row(struct applying *p, const struct feed_row *r, int64_t nth)
{
	struct cell_key cell = { .nth = nth };
	struct name_key name = { .nth = nth };
	struct phone_key phone = { .nth = nth };
	int64_t last, first;

	person_keys(r->field[COL_LAST_NAME], r->field[COL_FIRST_NAME], r->field[COL_LAST_NAME_AR],
		    r->field[COL_FIRST_NAME_AR], &last, &first);
	sorter_key64(cell.cell, person_cell_of(r->birth_ymd, r->commune_id));
	sorter_key64(cell.last, last);
	sorter_key64(cell.first, first);
	memcpy(name.last, cell.last, sizeof name.last);
	memcpy(name.first, cell.first, sizeof name.first);
	TRY(sorter_add(p->sorter[BULK_BIRTHS], &cell));
	TRY(sorter_add(p->sorter[BULK_NAMES], &name));
	sorter_key64(phone.phone, r->phone);
	return r->phone == 0 ? OK : sorter_add(p->sorter[BULK_PHONES], &phone);
}

static rc sort_finish(struct applying *p)
{
	for (int s = BULK_BIRTHS; s < BULK_STEPS; s++)
		TRY(sorter_finish(p->sorter[s]));
	return OK;
}

/* ---- one chunk, one transaction ---- */

static rc keep_going(struct tx *tx, struct applying *p)
{
	const char *name = bulk_step_name(p->step);

	TRY(lease_go_on(tx, &p->lease));
	return feed_progress(tx, p->id, (str){ name, strlen(name) }, p->done,
			     p->step == BULK_PEOPLE ? p->feed.rows_told : sorter_count(p->sorter[p->step]),
			     p->began);
}

static rc write_keys(struct tx *tx, void *cls)
{
	struct applying *p = cls;

	TRY(keep_going(tx, p));
	return db_load(tx, bulk_step_table(p->step), p->keys, p->keys_n);
}

/* A sorted key as a row of its table. */
static void key_row(struct applying *p, const void *record)
{
	switch (p->step) {
	case BULK_IDENTIFIERS: {
		const struct id_key *k = record;
		str value = { k->value, strnlen(k->value, sizeof k->value) };
		str kind = { k->kind, strnlen(k->kind, sizeof k->kind) };
		((struct identifier *)p->keys)[p->keys_n++] =
		    (struct identifier){ { str_c(&p->chunk, value), value.n },
					 { str_c(&p->chunk, kind), kind.n },
					 nth_person(p, k->nth) };
		break;
	}
	case BULK_BIRTHS: {
		const struct cell_key *k = record;
		((struct person_cell *)p->keys)[p->keys_n++] =
		    (struct person_cell){ sorter_int64(k->cell), sorter_int64(k->last),
					  sorter_int64(k->first), nth_person(p, k->nth) };
		break;
	}
	case BULK_NAMES: {
		const struct name_key *k = record;
		((struct person_name *)p->keys)[p->keys_n++] =
		    (struct person_name){ sorter_int64(k->last), sorter_int64(k->first),
					  nth_person(p, k->nth) };
		break;
	}
	case BULK_PHONES: {
		const struct phone_key *k = record;
		((struct person_phone *)p->keys)[p->keys_n++] =
		    (struct person_phone){ sorter_int64(k->phone), nth_person(p, k->nth) };
		break;
	}
	case BULK_PEOPLE:
	case BULK_STEPS:
		break;
	}
}

/* A step that was interrupted began when it began. */
static void step_begin(struct applying *p, enum bulk_step step, int64_t done, int64_t skip)
{
	p->step = step;
	p->done = done;
	p->skip = skip;
	p->began = skip > 0 ? p->feed.step_began : clock_now();
}

static rc apply_keys(struct applying *p, enum bulk_step step, int64_t skip)
{
	struct sorter *s = p->sorter[step];
	const void *record;
	int64_t total = sorter_count(s);

	step_begin(p, step, skip, skip);
	for (int64_t i = 0; i < skip; i++)
		TRY(sorter_next(s, &record));
	while (p->done < total) {
		arena_init(&p->chunk, (size_t)32 << 20);
		p->keys = arena_alloc(&p->chunk, KEYS_CHUNK, sizeof(struct identifier));
		p->keys_n = 0;
		rc r = OK;
		while (rc_ok(r) && p->keys_n < KEYS_CHUNK && p->done < total) {
			r = sorter_next(s, &record);
			if (rc_ok(r))
				key_row(p, record);
			p->done++;
		}
		if (rc_ok(r))
			r = db_write_bulk(p->db, FOR_REGISTRATION, bulk_step_name(step), write_keys, p);
		arena_done(&p->chunk);
		TRY(r);
		p->watch(p->cls, bulk_step_name(step), p->done, total);
	}
	return OK;
}
_Static_assert(sizeof(struct identifier) >= sizeof(struct person_cell), "the widest key row");

/* ---- people ---- */

static rc journal_people(struct tx *tx, struct applying *p)
{
	struct journal_entry e = { .user = p->feed.approved_by,
				   .why = FOR_REGISTRATION,
				   .kind = S("feed.persons"),
				   .object = p->id.v };

	return bulk_journal(tx, &p->chunk, p->people, p->people_n, p->first_nth, e);
}

static rc write_people(struct tx *tx, void *cls)
{
	struct applying *p = cls;

	TRY(keep_going(tx, p));
	TRY(db_load(tx, &person_table, p->people, p->people_n));
	TRY(db_load(tx, &membership_table, p->members, p->people_n));
	TRY(db_load(tx, &bank_account_table, p->accounts, p->accounts_n));
	TRY(db_load(tx, &feed_record_table, p->records, p->people_n));
	if (p->people_n > 0)
		TRY(journal_people(tx, p));
	for (size_t i = 0; i < p->changes_n; i++) {
		const struct change *c = &p->changes[i];
		person_id id = c->line->nth >= 0 ? nth_person(p, c->line->nth) : c->line->person_id;
		TRY(feed_change(tx, &p->chunk, &p->context, &c->row, c->line->line,
				(enum feed_outcome)feed_outcome_of(c->line->outcome), c->line->code, id));
	}
	return OK;
}

/* The row's texts live in the reader's buffer: the chunk keeps its own. */
static void keep_texts(struct applying *p, struct feed_row *r)
{
	size_t n = 0;

	for (int i = 0; i < FEED_COLUMNS; i++)
		n += r->field[i].n;
	char *to = arena_array(&p->chunk, char, n + 1);
	for (int i = 0; i < FEED_COLUMNS; i++) {
		if (r->field[i].n > 0)
			memcpy(to, r->field[i].p, r->field[i].n);
		r->field[i].p = to;
		to += r->field[i].n;
	}
}

static void registered(struct applying *p, const struct feed_row *r, int64_t nth)
{
	size_t i = p->people_n++;
	person_id id = nth_person(p, nth);
	int64_t number = number_make(p->country, p->feed.first_number + nth);

	if (i == 0)
		p->first_nth = nth;
	must(nth == p->first_nth + (int64_t)i);
	row_person(&p->context, r, id, number, &p->people[i]);
	p->people[i].born = row_born(&p->chunk, r);
	p->members[i] = (struct membership){
		.person_id = id,
		.scheme = p->feed.scheme,
		.from_day = p->context.day,
		.known_from = p->feed.applied_at,
		.known_until = KNOWN_STILL,
		.until_day = DATE_NEVER,
		.state = S("ACTIVE"),
		.profession = r->field[COL_PROFESSION],
		.income_class = r->field[COL_INCOME_CLASS],
		.activity_start = r->activity_good ? r->field[COL_ACTIVITY_START] : S(""),
		.source_id = p->id.v,
	};
	if (r->rib_good)
		p->accounts[p->accounts_n++] =
		    (struct bank_account){ id, p->feed.applied_at, KNOWN_STILL, r->field[COL_RIB], p->id.v };
	p->records[i] =
	    (struct feed_record){ p->feed.body_id, r->field[COL_RECORD_ID], id, row_hash(r), p->id };
}

static bool changes_something(const struct feed_line *l)
{
	return !str_eq(l->outcome, feed_outcome_name(OUT_REJECTED)) &&
	       !str_eq(l->outcome, feed_outcome_name(OUT_UNCHANGED)) &&
	       !str_eq(l->code, feed_code_name(CODE_SAME_RECORD));
}

static rc chunk_row(struct applying *p)
{
	struct feed_row row;

	if (!changes_something(p->line))
		return OK;
	row_read(p->csv, &p->rules, &row);
	CHECK(row.reject == CODE_NONE, DB_SHAPE); /* it was taken when it was simulated */
	if (registers(p->line))
		TRY(sort_row(p, &row, p->line->nth));
	if (p->done <= p->skip)
		return OK;
	keep_texts(p, &row);
	if (registers(p->line))
		registered(p, &row, p->line->nth);
	else
		p->changes[p->changes_n++] = (struct change){ row, p->line };
	return OK;
}

static void chunk_begin(struct applying *p)
{
	arena_init(&p->chunk, (size_t)64 << 20);
	p->people = arena_array(&p->chunk, struct person, PEOPLE_CHUNK);
	p->members = arena_array(&p->chunk, struct membership, PEOPLE_CHUNK);
	p->accounts = arena_array(&p->chunk, struct bank_account, PEOPLE_CHUNK);
	p->records = arena_array(&p->chunk, struct feed_record, PEOPLE_CHUNK);
	p->changes = arena_array(&p->chunk, struct change, PEOPLE_CHUNK);
	p->people_n = p->accounts_n = p->changes_n = 0;
}

/* A chunk ends with its rows, with the lines' page, or when it is full. */
static rc people_chunk(struct applying *p)
{
	rc r = OK;
	int64_t in_chunk = 0;

	do {
		r = rows_next(p);
		if (!rc_ok(r) || p->csv == NULL)
			break;
		p->done = p->line->line;
		r = chunk_row(p);
		in_chunk++;
	} while (rc_ok(r) && in_chunk < PEOPLE_CHUNK && p->lines_at < p->lines_n);
	if (rc_ok(r) && p->done > p->skip)
		r = db_write_bulk(p->db, FOR_REGISTRATION, "PEOPLE", write_people, p);
	p->changes_n = 0;
	return r;
}

/* An interrupted run wrote the first `skip` rows: of them only the keys are needed. */
static rc apply_people(struct applying *p, int64_t skip)
{
	step_begin(p, BULK_PEOPLE, 0, skip);
	TRY(sort_open(p));
	TRY(rows_open(p));
	do {
		chunk_begin(p);
		rc r = people_chunk(p);
		arena_done(&p->chunk);
		TRY(r);
		p->watch(p->cls, "PEOPLE", p->done, p->feed.rows_told);
	} while (p->csv != NULL && p->done < p->feed.rows_told);
	rows_close(p);
	return sort_finish(p);
}

/* ---- the whole run ---- */

static rc claim(struct tx *tx, void *cls)
{
	struct applying *p = cls;
	instant now = clock_now();
	struct fund fund;
	str mark;

	TRY(feed_get(tx, p->id, p->a, &p->feed));
	CHECK(str_eq(p->feed.state, feed_state_name(FEED_APPROVED)), FEED_STATE);
	TRY(fund_read(tx, p->a, &fund));
	p->country = fund.country;
	TRY(lease_begin(tx, &p->lease));
	if (p->feed.first_person_id != 0)
		return OK;
	TRY(person_mark(tx, p->a, &mark));
	CHECK(str_eq(mark, p->feed.register_mark), FEED_STALE);
	/* also one that registers nobody takes an id: it says that applying has begun */
	TRY(fund_take_ids(tx, now, p->feed.registered > 0 ? p->feed.registered : 1,
			  &p->feed.first_person_id));
	if (p->feed.registered > 0)
		TRY(fund_take_numbers(tx, p->feed.registered, &p->feed.first_number));
	p->feed.applied_at = now;
	TRY(feed_numbered(tx, p->id, p->feed.first_person_id, p->feed.first_number, now));
	struct journal_entry e = {
		.user = p->who, .why = FOR_REGISTRATION, .kind = S("feed.applying"), .object = p->id.v
	};
	return journal_write(tx, now, &e);
}

static rc finish(struct tx *tx, void *cls)
{
	struct applying *p = cls;
	instant now = clock_now();
	struct journal_entry e = {
		.user = p->who, .why = FOR_REGISTRATION, .kind = S("feed.applied"), .object = p->id.v
	};

	TRY(feed_move(tx, &p->feed, FEED_APPLIED, p->who, now, S("")));
	TRY(lease_end(tx, &p->lease));
	return journal_write(tx, now, &e);
}

/* Somebody registered one of these identifiers after the simulation: what was reserved is given back (its
 * numbers are never used), and the delivery must be simulated again. */
static rc release(struct tx *tx, void *cls)
{
	struct applying *p = cls;

	TRY(identifier_release(tx, nth_person(p, 0), nth_person(p, p->feed.registered)));
	TRY(feed_numbered(tx, p->id, 0, 0, (instant){ 0 }));
	TRY(feed_progress(tx, p->id, S(""), 0, 0, (instant){ 0 }));
	return lease_end(tx, &p->lease);
}

static rc reserve(struct applying *p, int64_t skip)
{
	TRY(sort_identifiers(p));
	rc r = apply_keys(p, BULK_IDENTIFIERS, skip);
	if (!rc_is(r, E_DB_EXISTS))
		return r;
	TRY(db_write(p->db, FOR_REGISTRATION, "feed release", release, p));
	FAIL(FEED_STALE);
}

static rc apply(struct applying *p)
{
	enum bulk_step from = bulk_step_of(p->feed.step);

	TRY(feed_rules_load(p->db, p->a, &p->feed, &p->rules));
	p->context = (struct feed_context){ &p->feed, clock_day(p->feed.created_at) };
	if (from == BULK_IDENTIFIERS)
		TRY(reserve(p, p->feed.step_done));
	TRY(apply_people(p, from < BULK_PEOPLE	  ? 0
			    : from == BULK_PEOPLE ? p->feed.step_done
						  : p->feed.rows_told));
	for (enum bulk_step s = BULK_BIRTHS; s < BULK_STEPS; s++)
		if (s >= from)
			TRY(apply_keys(p, s, s == from ? p->feed.step_done : 0));
	return db_write(p->db, FOR_REGISTRATION, "feed applied", finish, p);
}

rc feed_apply(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls)
{
	struct arena a;

	arena_init(&a, (size_t)280 << 20);
	struct applying *p = arena_new(&a, struct applying);
	*p = (struct applying){ .db = db, .a = &a, .id = id, .who = who, .watch = watch, .cls = cls };
	/* one at a time: what is applied must be what the simulation saw */
	p->lease = bulk_lease(&a);
	rc r = db_write(db, FOR_REGISTRATION, "feed apply", claim, p);
	if (rc_ok(r)) {
		r = apply(p);
		if (!rc_ok(r))
			lease_let_go(db, FOR_REGISTRATION, &p->lease);
	}
	rows_close(p);
	for (int s = 0; s < BULK_STEPS; s++)
		if (p->sorter[s] != NULL)
			sorter_free(p->sorter[s]);
	arena_done(&a);
	return r;
}
