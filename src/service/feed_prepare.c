/* service/feed_prepare.c */
#include "service/feed_prepare.h"

#include "service/feed_reader.h"
#include "service/feed_rules.h"

#include "store/sorter.h"

#include <string.h>

/* See feed_simulate.c. People are several rows each, so fewer of them make a chunk; keys are small. */
enum { PEOPLE_CHUNK = 6000, KEYS_CHUNK = 30000, SORTED_CHUNK = 50000, LINES_PAGE = 10000 };
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

struct feed_prepare {
	struct arena a;
	struct db *db;
	const struct feed *feed;
	struct feed_context context;
	struct row_rules rules;
	str country;

	/* the stream of rows and what was decided about them */
	struct feed_reader *reader;
	const struct csv_row *csv;
	struct arena page;
	struct feed_line *lines;
	size_t lines_n, lines_at;
	const struct feed_line *line;
	int64_t row; /* its number */

	struct sorter *sorter[BULK_STEPS];

	enum bulk_step step;
	bool begun, sorting; /* sorting: the identifiers */
	int64_t done, total;
	int64_t skip; /* so much of the step an interrupted run did */
};

static person_id nth_person(const struct feed_prepare *p, int64_t nth)
{
	return (person_id){ id_nth(p->feed->first_person_id, nth) };
}

/* ---- rows with their lines ---- */

static rc read_lines(struct tx *tx, void *cls)
{
	struct feed_prepare *p = cls;

	arena_done(&p->page);
	return feed_lines(tx, p->feed->feed_id, p->row, LINES_PAGE, &p->page, &p->lines, &p->lines_n);
}

static rc rows_open(struct feed_prepare *p)
{
	str why;

	TRY(feed_reader_new(p->db, &p->a, p->feed->feed_id, &p->reader));
	p->lines_n = p->lines_at = 0;
	p->row = 0;
	TRY(feed_reader_next(p->reader, &p->csv));
	CHECK(p->csv != NULL, FEED_HEADER);
	return row_columns(p->csv, &p->rules, &why);
}

static void rows_close(struct feed_prepare *p)
{
	if (p->reader != NULL)
		feed_reader_free(p->reader);
	p->reader = NULL;
	arena_done(&p->page);
}

/* The next row into p->csv and its line into p->line. */
static rc rows_next(struct feed_prepare *p)
{
	TRY(feed_reader_next(p->reader, &p->csv));
	CHECK(p->csv != NULL, DB_SHAPE); /* they were counted when the delivery was checked */
	if (p->lines_at == p->lines_n) {
		TRY(db_read(p->db, FOR_REGISTRATION, "feed lines", read_lines, p));
		p->lines_at = 0;
	}
	CHECK(p->lines_at < p->lines_n, DB_SHAPE); /* simulated: every row has its line */
	p->line = &p->lines[p->lines_at++];
	CHECK(p->line->line == ++p->row, DB_SHAPE);
	return OK;
}

/* ---- sorted keys ---- */

static bool registers(const struct feed_line *l)
{
	return l->nth >= 0 && str_eq(l->outcome, feed_outcome_name(OUT_REGISTERED));
}

static rc sort_identifier(struct feed_prepare *p)
{
	struct id_key id = { .nth = p->line->nth };

	if (!registers(p->line))
		return OK;
	/* it was taken when it was simulated */
	CHECK(row_identifier(p->csv, &p->rules, id.kind, id.value), DB_SHAPE);
	return sorter_add(p->sorter[BULK_IDENTIFIERS], &id);
}

/* Identifiers are sorted before anything is written. */
static rc sorted_chunk(struct feed_prepare *p, struct feed_chunk *c)
{
	c->sorting = true;
	for (int n = 0; n < SORTED_CHUNK && p->done < p->total; n++) {
		TRY(rows_next(p));
		TRY(sort_identifier(p));
		p->done = p->row;
	}
	c->bulk.done = p->done;
	c->bulk.total = p->total;
	if (p->done < p->total)
		return OK;
	rows_close(p);
	TRY(sorter_finish(p->sorter[BULK_IDENTIFIERS]));
	p->sorting = false;
	p->done = 0;
	p->total = sorter_count(p->sorter[BULK_IDENTIFIERS]);
	return OK;
}

/* What people are searched by waits until they are all there. */
static rc sort_row(struct feed_prepare *p, const struct feed_row *r, int64_t nth)
{
	struct cell_key cell = { .nth = nth };
	struct name_key name = { .nth = nth };
	struct phone_key phone = { .nth = nth };
	int64_t last, first;

	row_name_keys(r, &last, &first);
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

/* A sorted key as a row of its table. */
static void key_row(const struct feed_prepare *p, struct arena *a, const void *record, struct bulk_chunk *c)
{
	size_t i = c->keys_n++;

	switch (c->step) {
	case BULK_IDENTIFIERS: {
		const struct id_key *k = record;
		str value = { k->value, strnlen(k->value, sizeof k->value) };
		str kind = { k->kind, strnlen(k->kind, sizeof k->kind) };
		((struct identifier *)c->keys)[i] =
		    (struct identifier){ str_copy(a, value), str_copy(a, kind), nth_person(p, k->nth) };
		break;
	}
	case BULK_BIRTHS: {
		const struct cell_key *k = record;
		((struct person_cell *)c->keys)[i] =
		    (struct person_cell){ sorter_int64(k->cell), sorter_int64(k->last),
					  sorter_int64(k->first), nth_person(p, k->nth) };
		break;
	}
	case BULK_NAMES: {
		const struct name_key *k = record;
		((struct person_name *)c->keys)[i] =
		    (struct person_name){ sorter_int64(k->last), sorter_int64(k->first),
					  nth_person(p, k->nth) };
		break;
	}
	case BULK_PHONES: {
		const struct phone_key *k = record;
		((struct person_phone *)c->keys)[i] =
		    (struct person_phone){ sorter_int64(k->phone), nth_person(p, k->nth) };
		break;
	}
	case BULK_PEOPLE:
	case BULK_STEPS:
		break;
	}
}

static rc keys_chunk(struct feed_prepare *p, struct arena *a, struct bulk_chunk *c)
{
	const void *record;

	for (; p->done < p->skip; p->done++)
		TRY(sorter_next(p->sorter[p->step], &record));
	bulk_room(c, a, KEYS_CHUNK);
	for (; c->keys_n < KEYS_CHUNK && p->done < p->total; p->done++) {
		TRY(sorter_next(p->sorter[p->step], &record));
		key_row(p, a, record, c);
	}
	return OK;
}

/* ---- people ---- */

static void registered(const struct feed_prepare *p, struct arena *a, const struct feed_row *r, int64_t nth,
		       struct feed_chunk *chunk)
{
	struct bulk_chunk *c = &chunk->bulk;
	size_t i = c->people_n++;
	const struct feed *feed = p->feed;
	person_id id = nth_person(p, nth);
	struct identifier own = row_own_identifier(r, id);

	if (i == 0)
		c->first_nth = nth;
	must(nth == c->first_nth + (int64_t)i);
	row_person(&p->context, r, id, number_make(p->country, feed->first_number + nth), &c->people[i]);
	c->people[i].born = row_born(a, r);
	c->ids[c->ids_n++] = (struct identifier){ str_copy(a, own.value), str_copy(a, own.kind), id };
	c->members[c->members_n++] = (struct membership){
		.person_id = id,
		.scheme = feed->scheme,
		.from_day = p->context.day,
		.known_from = feed->applied_at,
		.known_until = KNOWN_STILL,
		.until_day = DATE_NEVER,
		.state = S("ACTIVE"),
		.profession = r->field[COL_PROFESSION],
		.income_class = r->field[COL_INCOME_CLASS],
		.activity_start = r->activity_good ? r->field[COL_ACTIVITY_START] : S(""),
		.source_id = feed->feed_id.v,
	};
	if (r->rib_good)
		c->accounts[c->accounts_n++] = (struct bank_account){ id, feed->applied_at, KNOWN_STILL,
								      r->field[COL_RIB], feed->feed_id.v };
	chunk->records[i] =
	    (struct feed_record){ feed->body_id, r->field[COL_RECORD_ID], id, row_hash(r), feed->feed_id };
}

static void about_known(const struct feed_prepare *p, struct arena *a, const struct feed_row *r,
			struct feed_chunk *c)
{
	const struct feed_line *l = p->line;

	struct feed_known_row *known = c->known[c->known_n++] = arena_new(a, struct feed_known_row);
	*known = (struct feed_known_row){
		.row = *r,
		.line = l->line,
		.outcome = (enum feed_outcome)feed_outcome_of(l->outcome),
		.code = str_copy(a, l->code),
		.person_id = l->nth >= 0 ? nth_person(p, l->nth) : l->person_id,
	};
}

static bool changes_something(const struct feed_line *l)
{
	return !str_eq(l->outcome, feed_outcome_name(OUT_REJECTED)) &&
	       !str_eq(l->outcome, feed_outcome_name(OUT_UNCHANGED)) &&
	       !str_eq(l->code, feed_code_name(CODE_SAME_RECORD));
}

/* An interrupted run wrote the first `skip` rows: of them only the keys are needed. */
static rc people_row(struct feed_prepare *p, struct arena *a, struct feed_chunk *c)
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
	row_keep(a, &row); /* its texts live in the reader's buffer */
	if (registers(p->line))
		registered(p, a, &row, p->line->nth, c);
	else
		about_known(p, a, &row, c);
	return OK;
}

static rc people_chunk(struct feed_prepare *p, struct arena *a, struct feed_chunk *c)
{
	bulk_room(&c->bulk, a, PEOPLE_CHUNK);
	c->records = arena_array(a, struct feed_record, PEOPLE_CHUNK);
	c->known = arena_array(a, struct feed_known_row *, PEOPLE_CHUNK);
	for (int n = 0; n < PEOPLE_CHUNK && p->done < p->total; n++) {
		TRY(rows_next(p));
		p->done = p->row;
		TRY(people_row(p, a, c));
	}
	bulk_digest(&c->bulk);
	c->sorting = p->done <= p->skip;
	return OK;
}

/* ---- step by step ---- */

static rc sorters_new(struct feed_prepare *p)
{
	struct sorter **s = p->sorter;

	TRY(sorter_new(&p->a, sizeof(struct cell_key), offsetof(struct cell_key, nth), SORT_KEYS,
		       &s[BULK_BIRTHS]));
	TRY(sorter_new(&p->a, sizeof(struct name_key), offsetof(struct name_key, nth), SORT_KEYS,
		       &s[BULK_NAMES]));
	return sorter_new(&p->a, sizeof(struct phone_key), sizeof(int64_t), SORT_PHONES, &s[BULK_PHONES]);
}

static rc step_begin(struct feed_prepare *p)
{
	p->begun = true;
	p->done = 0;
	p->total = p->feed->rows_told;
	switch (p->step) {
	case BULK_IDENTIFIERS:
		p->sorting = true;
		TRY(sorter_new(&p->a, sizeof(struct id_key), offsetof(struct id_key, nth), SORT_IDS,
			       &p->sorter[BULK_IDENTIFIERS]));
		return rows_open(p);
	case BULK_PEOPLE:
		TRY(sorters_new(p));
		return rows_open(p);
	case BULK_BIRTHS:
	case BULK_NAMES:
	case BULK_PHONES:
	case BULK_STEPS:
		p->total = sorter_count(p->sorter[p->step]);
	}
	return OK;
}

/* Where an interrupted run stopped: behind it everything is new. */
static rc step_end(struct feed_prepare *p)
{
	enum bulk_step stopped = bulk_step_of(p->feed->step);

	rows_close(p);
	p->sorting = false; /* a delivery without rows */
	if (p->step == BULK_PEOPLE) {
		for (int s = BULK_BIRTHS; s < BULK_STEPS; s++)
			TRY(sorter_finish(p->sorter[s]));
	}
	p->step++;
	if (p->step > BULK_PEOPLE && p->step < stopped)
		p->step = stopped;
	p->skip = p->step == stopped ? p->feed->step_done : 0;
	p->begun = false;
	return OK;
}

rc feed_prepare_next(void *prepare, struct arena *a, void **ret)
{
	struct feed_prepare *p = prepare;

	for (;;) {
		if (p->step == BULK_STEPS)
			return OK;
		if (!p->begun)
			TRY(step_begin(p));
		if (p->done < p->total)
			break;
		TRY(step_end(p));
	}
	db_catch_up(p->db);
	struct feed_chunk *c = arena_new(a, struct feed_chunk);
	c->bulk.step = p->step;
	*ret = c;
	if (p->sorting)
		return sorted_chunk(p, c);
	TRY(p->step == BULK_PEOPLE ? people_chunk(p, a, c) : keys_chunk(p, a, &c->bulk));
	c->bulk.done = p->done;
	c->bulk.total = p->total;
	return OK;
}

static rc prepare(struct db *db, struct feed_prepare *p)
{
	enum bulk_step stopped = bulk_step_of(p->feed->step);

	arena_init(&p->page, (size_t)16 << 20);
	p->step = stopped < BULK_PEOPLE ? stopped : BULK_PEOPLE;
	p->skip = stopped <= BULK_PEOPLE ? p->feed->step_done : p->feed->rows_told;
	TRY(db_open_again(db, &p->a, &p->db));
	return feed_rules_load(p->db, &p->a, p->feed, &p->rules);
}

rc feed_prepare_new(struct db *db, const struct feed *feed, str country, struct feed_prepare **ret)
{
	struct arena a;

	arena_init(&a, (size_t)256 << 20);
	struct feed_prepare *p = arena_new(&a, struct feed_prepare);
	*p = (struct feed_prepare){ .feed = feed,
				    .country = country,
				    .context = { .feed = feed, .day = clock_day(feed->created_at) } };
	p->a = a;
	rc r = prepare(db, p);
	if (!rc_ok(r)) {
		feed_prepare_free(p);
		return r;
	}
	*ret = p;
	return OK;
}

void feed_prepare_free(struct feed_prepare *p)
{
	struct arena a = p->a;

	rows_close(p);
	for (int s = 0; s < BULK_STEPS; s++)
		if (p->sorter[s] != NULL)
			sorter_free(p->sorter[s]);
	if (p->db != NULL)
		db_close(p->db);
	arena_done(&a);
}
