/* service/feed_match.c */
#include "service/feed_match.h"

#include "service/feed_change.h"
#include "service/feed_rows.h"
#include "service/feed_rules.h"

#include "domain/feed/dispute.h"
#include "domain/person/contact.h"
#include "domain/person/person.h"

#include "store/db.h"
#include "store/sorter.h"
#include "store/spool.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	GROUP_MAX = 8, /* rows of one identifier that a later row is compared with */
	BATCH = 8192,  /* keys asked of the register at once */
	SORT_MEMORY = 24 << 20,
	SMALL_SORT_MEMORY = 8 << 20,
	BATCH_MEMORY = 4 << 20,
};

/* A row taken out of the spool again, to be compared. */
struct holder {
	struct csv csv;
	struct csv_row csv_row;
	struct feed_row row;
	struct person_facts facts;
	int64_t number; /* which one, 0 for none */
	char *buffer;
};

struct where {
	int64_t at, bytes;
};
struct record_key {
	unsigned char hash[8];
	int64_t row;
};
struct record_entry { /* sorted by the text */
	char text[RECORD_ID_MAX];
	int64_t n, row, hash;
};
struct id_entry {
	char value[ID_VALUE_MAX + 2]; /* padded with zeros: the key */
	int64_t row;
};
struct cell_entry {
	unsigned char key[8];
	int64_t cell, last_key, first_key, row;
};
struct candidate {
	unsigned char key[8];
	int64_t person_id, row;
};
/* Rows with equal keys that later ones are compared with. */
struct id_group {
	char value[ID_VALUE_MAX + 2];
	int64_t row[GROUP_MAX];
	int n;
};
struct cell_group {
	struct cell_entry entry[MATCH_COMPARED];
	int n;
};

struct feed_match {
	struct db *db;
	struct arena *life;
	const struct feed *feed;
	struct row_rules rules;
	struct spool *text, *where, *staged;
	struct sorter *by_record, *by_id, *by_cell, *candidates, *findings;
	int64_t rows, matched;
	struct holder x, y;
	struct id_group id_group;
	struct cell_group cell_group;
	feed_watch *watch;
	void *cls;
	/* of the batch that the register is being asked about */
	struct record_entry *records;
	struct id_entry *ids;
	struct cell_entry *cells;
	struct candidate *people;
	size_t n, at;
	/* the finding that was read but not yet asked for */
	const void *ahead;
	person_id *disputed; /* in ascending order */
	size_t disputed_n;
};

struct found {
	unsigned char row[8], kind[8];
	struct finding f;
};

static bool is_disputed(const struct feed_match *m, int64_t person)
{
	return m->disputed_n > 0 &&
	       bsearch(&person, m->disputed, m->disputed_n, sizeof *m->disputed, id_order) != NULL;
}

static rc found_add(struct feed_match *m, int64_t row, struct finding f)
{
	struct found x = { .f = f };

	x.f.disputed = f.person_id != 0 && is_disputed(m, f.person_id);
	sorter_key64(x.row, row);
	sorter_key64(x.kind, f.kind);
	return sorter_add(m->findings, &x);
}

/* -- rows out of the spool
 * ------------------------------------------------------------------------------------- */

static rc hold(struct feed_match *m, struct holder *h, int64_t row)
{
	struct where w;
	size_t room;

	if (h->number == row)
		return OK;
	h->number = 0;
	TRY(spool_get(m->where, (row - 1) * (int64_t)sizeof w, &w, sizeof w));
	csv_init(&h->csv, h->buffer, CSV_BUFFER_MIN);
	char *to = csv_room(&h->csv, &room);
	must((size_t)w.bytes <= room);
	TRY(spool_get(m->text, w.at, to, (size_t)w.bytes));
	csv_filled(&h->csv, (size_t)w.bytes);
	csv_end(&h->csv);
	if (!csv_next(&h->csv, &h->csv_row)) /* an empty line */
		h->csv_row = (struct csv_row){ .broken = true, .fault = CSV_QUOTE };
	row_read(&h->csv_row, &m->rules, &h->row);
	h->facts = row_facts(&h->row);
	h->number = row;
	return OK;
}

/* Compares and keeps what is worth keeping. `other`: an earlier row, or 0 and `known` is somebody of the
 * register. */
static rc compare(struct feed_match *m, int64_t row, const struct person_facts *other_facts, int64_t other,
		  const struct known_person *known, int64_t priority)
{
	struct finding f = { .row = other, .person_id = known != NULL ? known->person_id.v : 0 };
	unsigned evidence;

	TRY(hold(m, &m->x, row));
	switch (match_persons(&m->x.facts, other_facts, &evidence)) {
	case MATCH_SAME:
		f.kind = FOUND_SAME;
		f.covered = known != NULL && known->covered < priority;
		break;
	case MATCH_REVIEW_ID_SHARED:
		f.kind = FOUND_ID_SHARED;
		break;
	case MATCH_REVIEW_PROBABLE:
		f.kind = FOUND_PROBABLE;
		break;
	case MATCH_DISTINCT:
		return OK;
	}
	return found_add(m, row, f);
}

static rc compare_rows(struct feed_match *m, int64_t row, int64_t earlier)
{
	TRY(hold(m, &m->y, earlier));
	return compare(m, row, &m->y.facts, earlier, NULL, 0);
}

/* -- what the register is asked
 * ------------------------------------------------------------------------------------- */

/* Asks for the keys of the batch, which is in their order: each key once. `key` is the i-th entry's. */
static rc ask_texts(struct tx *tx, struct feed_match *m, const struct db_stmt *s, const void *in,
		    str (*key)(const struct feed_match *, size_t), db_row *known)
{
	struct arena tmp;
	size_t n = 0;

	arena_init(&tmp, 1 << 20);
	str *keys = arena_array(&tmp, str, m->n + 1);
	for (size_t i = 0; i < m->n; i++) {
		str k = key(m, i);
		if (n == 0 || !str_eq(keys[n - 1], k))
			keys[n++] = k;
	}
	m->at = 0;
	rc r = db_lookup(tx, s, in, keys, n, known, m);
	arena_done(&tmp);
	return r;
}

/* The same for a number in each entry, `stride` bytes apart. */
static rc ask_numbers(struct tx *tx, struct feed_match *m, const struct db_stmt *s, const int64_t *first,
		      size_t stride, db_row *known)
{
	struct arena tmp;
	size_t n = 0;

	arena_init(&tmp, 1 << 20);
	int64_t *keys = arena_array(&tmp, int64_t, m->n + 1);
	for (size_t i = 0; i < m->n; i++) {
		int64_t k;
		memcpy(&k, (const char *)first + i * stride, sizeof k);
		if (n == 0 || keys[n - 1] != k)
			keys[n++] = k;
	}
	m->at = 0;
	rc r = db_lookup(tx, s, NULL, keys, n, known, m);
	arena_done(&tmp);
	return r;
}

/* -- the body's keys
 * ------------------------------------------------------------------------------------------- */

static int record_compare(const void *x, const void *y)
{
	const struct record_entry *a = x, *b = y;
	size_t n = (size_t)(a->n < b->n ? a->n : b->n);
	int c = memcmp(a->text, b->text, n);

	if (c == 0)
		c = (a->n > b->n) - (a->n < b->n);
	return c != 0 ? c : (a->row > b->row) - (a->row < b->row);
}

static str record_text(const struct record_entry *e) { return (str){ e->text, (size_t)e->n }; }

static rc record_known(void *cls, const void *row)
{
	struct feed_match *m = cls;
	const struct feed_record *r = row;

	while (m->at < m->n && !str_eq(record_text(&m->records[m->at]), r->record_id))
		m->at++;
	for (size_t i = m->at; i < m->n && str_eq(record_text(&m->records[i]), r->record_id); i++)
		TRY(found_add(m, m->records[i].row,
			      (struct finding){ .kind = FOUND_RECORD,
						.person_id = r->person_id.v,
						.equal = r->row_hash == m->records[i].hash }));
	return OK;
}

static str record_key_of(const struct feed_match *m, size_t i) { return record_text(&m->records[i]); }

static rc ask_records(struct tx *tx, void *cls)
{
	struct feed_match *m = cls;
	struct feed_record in = { .body_id = m->feed->body_id };

	return ask_texts(tx, m, &feed_record_lookup, &in, record_key_of, record_known);
}

static rc flush_records(struct feed_match *m)
{
	qsort(m->records, m->n, sizeof *m->records, record_compare);
	TRY(db_read(m->db, FOR_REGISTRATION, "feed records", ask_records, m));
	m->n = 0;
	return OK;
}

/* -- sorted entries, brought by a second thread
 * ------------------------------------------------------------------------------------- */

struct sorted_batch {
	void *entries;
	size_t n;
};

struct sorted {
	struct sorter *sorter;
	size_t size;
};

static rc sorted_batch(void *cls, struct arena *a, void **ret)
{
	const struct sorted *s = cls;
	struct sorted_batch *b = arena_new(a, struct sorted_batch);
	const void *entry;

	b->entries = arena_alloc(a, BATCH, s->size);
	for (; b->n < BATCH; b->n++) {
		TRY(sorter_next(s->sorter, &entry));
		if (entry == NULL)
			break;
		memcpy((char *)b->entries + b->n * s->size, entry, s->size);
	}
	*ret = b->n > 0 ? b : NULL;
	return OK;
}

/* `use` gets a struct sorted_batch after the other, of entries of `size` bytes. */
static rc sorted_each(struct feed_match *m, struct sorter *sorter, size_t size, ahead_use *use)
{
	struct sorted s = { sorter, size };

	TRY(sorter_finish(sorter));
	return ahead_run(BATCH_MEMORY, sorted_batch, &s, use, m);
}

/* The register is asked about the entries of the batch. */
static rc ask_batch(struct feed_match *m, const char *name, db_body *ask)
{
	TRY(db_read(m->db, FOR_REGISTRATION, name, ask, m));
	m->matched += (int64_t)m->n;
	m->watch(m->cls, "MATCH", m->matched / 2, m->rows); /* each row by its identifier and by its birth */
	return OK;
}

static rc match_records(struct feed_match *m)
{
	const void *p;
	struct record_key before = { .row = 0 };
	struct staged s, t;

	TRY(sorter_finish(m->by_record));
	for (;;) {
		TRY(sorter_next(m->by_record, &p));
		if (p == NULL)
			return OK;
		const struct record_key *k = p;
		if (before.row != 0 && memcmp(before.hash, k->hash, sizeof k->hash) == 0) {
			TRY(hold(m, &m->x, k->row));
			TRY(hold(m, &m->y, before.row));
			TRY(feed_match_staged(m, k->row, &s));
			TRY(feed_match_staged(m, before.row, &t));
			if (str_eq(m->x.row.field[COL_RECORD_ID], m->y.row.field[COL_RECORD_ID]))
				TRY(found_add(m, k->row,
					      (struct finding){ .kind = FOUND_AGAIN,
								.row = before.row,
								.equal = s.hash == t.hash }));
		}
		before = *k;
	}
}

/* -- identifiers
 * ----------------------------------------------------------------------------------------------- */

static str id_text(const struct id_entry *e) { return (str){ e->value, strnlen(e->value, sizeof e->value) }; }

static int64_t priority_of(const struct feed_match *m);

static rc id_known(void *cls, const void *row)
{
	struct feed_match *m = cls;
	const struct known_person *p = row;
	struct person_facts facts = person_known_facts(p);

	while (m->at < m->n && !str_eq(id_text(&m->ids[m->at]), p->value))
		m->at++;
	for (size_t i = m->at; i < m->n && str_eq(id_text(&m->ids[i]), p->value); i++)
		TRY(compare(m, m->ids[i].row, &facts, 0, p, priority_of(m)));
	return OK;
}

static str id_key_of(const struct feed_match *m, size_t i) { return id_text(&m->ids[i]); }

static rc ask_ids(struct tx *tx, void *cls)
{
	return ask_texts(tx, cls, &person_by_identifier, NULL, id_key_of, id_known);
}

static rc match_id_batch(void *cls, void *item)
{
	struct feed_match *m = cls;
	const struct sorted_batch *b = item;

	m->ids = b->entries;
	m->n = b->n;
	for (size_t i = 0; i < m->n; i++) {
		const struct id_entry *e = &m->ids[i];
		struct id_group *g = &m->id_group;
		if (memcmp(g->value, e->value, sizeof e->value) != 0) {
			memcpy(g->value, e->value, sizeof e->value);
			g->n = 0;
		}
		for (int k = 0; k < g->n; k++)
			TRY(compare_rows(m, e->row, g->row[k]));
		if (g->n < GROUP_MAX)
			g->row[g->n++] = e->row;
	}
	return ask_batch(m, "feed identifiers", ask_ids);
}

/* -- day and commune of birth
 * ---------------------------------------------------------------------------------- */

static rc cell_known(void *cls, const void *row)
{
	struct feed_match *m = cls;
	const struct person_cell *c = row;

	while (m->at < m->n && m->cells[m->at].cell < c->cell)
		m->at++;
	for (size_t i = m->at; i < m->n && m->cells[i].cell == c->cell; i++) {
		const struct cell_entry *e = &m->cells[i];
		if (!person_keys_near(e->last_key, e->first_key, c->last_key, c->first_key))
			continue;
		struct candidate x = { .person_id = c->person_id.v, .row = e->row };
		sorter_key64(x.key, c->person_id.v);
		TRY(sorter_add(m->candidates, &x));
	}
	return OK;
}

static rc ask_cells(struct tx *tx, void *cls)
{
	struct feed_match *m = cls;

	return ask_numbers(tx, m, &person_by_cell, &m->cells->cell, sizeof *m->cells, cell_known);
}

static rc match_cell_batch(void *cls, void *item)
{
	struct feed_match *m = cls;
	const struct sorted_batch *b = item;

	m->cells = b->entries;
	m->n = b->n;
	for (size_t i = 0; i < m->n; i++) {
		const struct cell_entry *e = &m->cells[i];
		struct cell_group *g = &m->cell_group;
		if (g->n > 0 && g->entry[0].cell != e->cell)
			g->n = 0;
		for (int k = 0; k < g->n; k++)
			if (person_keys_near(e->last_key, e->first_key, g->entry[k].last_key,
					     g->entry[k].first_key))
				TRY(compare_rows(m, e->row, g->entry[k].row));
		if (g->n < MATCH_COMPARED)
			g->entry[g->n++] = *e;
	}
	return ask_batch(m, "feed births", ask_cells);
}

/* -- people of the register whose names are near
 * --------------------------------------------------------------- */

static rc candidate_known(void *cls, const void *row)
{
	struct feed_match *m = cls;
	const struct known_person *p = row;
	struct person_facts facts = person_known_facts(p);

	while (m->at < m->n && m->people[m->at].person_id < p->person_id.v)
		m->at++;
	for (size_t i = m->at; i < m->n && m->people[i].person_id == p->person_id.v; i++)
		TRY(compare(m, m->people[i].row, &facts, 0, p, priority_of(m)));
	return OK;
}

static rc ask_candidates(struct tx *tx, void *cls)
{
	struct feed_match *m = cls;

	return ask_numbers(tx, m, &person_by_id, &m->people->person_id, sizeof *m->people, candidate_known);
}

static rc match_candidate_batch(void *cls, void *item)
{
	struct feed_match *m = cls;
	const struct sorted_batch *b = item;

	m->people = b->entries;
	m->n = b->n;
	return db_read(m->db, FOR_REGISTRATION, "feed candidates", ask_candidates, m);
}

/* -- staging
 * --------------------------------------------------------------------------------------------------- */

static rc stage_keys(struct feed_match *m, const struct feed_row *r, const struct staged *s)
{
	struct record_entry *e = &m->records[m->n++];
	struct record_key k = { .row = m->rows };
	struct id_entry id = { .row = m->rows };
	struct cell_entry c = { .row = m->rows };
	str record = r->field[COL_RECORD_ID];
	static const unsigned char key[crypto_shorthash_KEYBYTES] = "sanad feed rec 1";

	memcpy(e->text, record.p, record.n);
	e->n = (int64_t)record.n;
	e->row = m->rows;
	e->hash = s->hash;
	if (m->n == BATCH)
		TRY(flush_records(m));
	crypto_shorthash(k.hash, (const unsigned char *)record.p, record.n, key);
	TRY(sorter_add(m->by_record, &k));
	if (r->action == ROW_CEASE)
		return OK;
	memcpy(id.value, r->id_value, strlen(r->id_value));
	TRY(sorter_add(m->by_id, &id));
	c.cell = person_cell_of(r->birth_ymd, r->commune_id);
	sorter_key64(c.key, c.cell);
	row_name_keys(r, &c.last_key, &c.first_key);
	return sorter_add(m->by_cell, &c);
}

static const char *const reach_languages[STAGED_REACHES / REACH_LANGUAGE] = { "ar", "fr", "en" };

str staged_language(unsigned reach)
{
	must(reach < STAGED_REACHES);
	return (str){ reach_languages[reach / REACH_LANGUAGE], 2 };
}

static uint8_t reach_of(const struct feed_row *row)
{
	unsigned reach = 0;

	while (!str_eq(staged_language(reach), row_language(row)))
		reach += REACH_LANGUAGE;
	return (uint8_t)(reach + (phone_mobile(row->phone) ? REACH_MOBILE : 0) +
			 (row->email_good ? REACH_MAIL : 0));
}

static rc stage_row(struct feed_match *m, const struct feed_checked_row *x)
{
	struct where w = { spool_size(m->text), (int64_t)x->raw.n };
	struct staged s = { .reject = (uint8_t)x->row.reject,
			    .warnings = (uint8_t)x->row.warnings,
			    .action = (uint8_t)x->row.action };

	m->rows++;
	TRY(spool_add(m->text, x->raw.p, x->raw.n));
	TRY(spool_add(m->where, &w, sizeof w));
	if (x->row.reject == CODE_NONE) {
		s.hash = row_hash(&x->row);
		s.reach = reach_of(&x->row);
		TRY(stage_keys(m, &x->row, &s));
	}
	return spool_add(m->staged, &s, sizeof s);
}

static rc stage_rows(void *cls, void *item)
{
	struct feed_match *m = cls;
	const struct feed_rows *rows = item;

	for (size_t i = 0; i < rows->n; i++)
		TRY(stage_row(m, &rows->rows[i]));
	m->watch(m->cls, "STAGE", m->rows, m->feed->rows_told);
	return OK;
}

static rc read_disputes(struct tx *tx, void *cls)
{
	struct feed_match *m = cls;

	return dispute_people(tx, m->feed->body_id, m->life, &m->disputed, &m->disputed_n);
}

static rc prepare(struct feed_match *m)
{
	struct arena *a = m->life;

	TRY(db_read(m->db, FOR_REGISTRATION, "disputes with a body", read_disputes, m));

	TRY(feed_rules_load(m->db, a, m->feed, &m->rules));
	TRY(spool_new(a, &m->text));
	TRY(spool_new(a, &m->where));
	TRY(spool_new(a, &m->staged));
	TRY(sorter_new(a, sizeof(struct record_key), 8, SMALL_SORT_MEMORY, &m->by_record));
	TRY(sorter_new(a, sizeof(struct id_entry), sizeof m->ids->value, SORT_MEMORY, &m->by_id));
	TRY(sorter_new(a, sizeof(struct cell_entry), 8, SORT_MEMORY, &m->by_cell));
	TRY(sorter_new(a, sizeof(struct candidate), 8, SMALL_SORT_MEMORY, &m->candidates));
	TRY(sorter_new(a, sizeof(struct found), 16, SMALL_SORT_MEMORY, &m->findings));
	m->records = arena_array(a, struct record_entry, BATCH);
	m->x.buffer = arena_array(a, char, CSV_BUFFER_MIN);
	m->y.buffer = arena_array(a, char, CSV_BUFFER_MIN);
	return OK;
}

static rc run(struct feed_match *m)
{
	TRY(prepare(m));
	TRY(feed_rows_each(m->db, m->feed->feed_id, &m->rules, stage_rows, m));
	TRY(flush_records(m));
	TRY(match_records(m));
	TRY(sorted_each(m, m->by_id, sizeof(struct id_entry), match_id_batch));
	TRY(sorted_each(m, m->by_cell, sizeof(struct cell_entry), match_cell_batch));
	TRY(sorted_each(m, m->candidates, sizeof(struct candidate), match_candidate_batch));
	TRY(sorter_finish(m->findings));
	return sorter_next(m->findings, &m->ahead);
}

rc feed_match_run(struct db *db, struct arena *life, const struct feed *feed, feed_watch *watch, void *cls,
		  struct feed_match **ret)
{
	struct feed_match *m = arena_new(life, struct feed_match);

	m->db = db;
	m->life = life;
	m->feed = feed;
	m->watch = watch;
	m->cls = cls;
	rc r = run(m);
	if (!rc_ok(r)) {
		feed_match_free(m);
		return r;
	}
	*ret = m;
	return OK;
}

void feed_match_free(struct feed_match *m)
{
	struct spool *const spools[] = { m->text, m->where, m->staged };
	struct sorter *const sorters[] = { m->by_record, m->by_id, m->by_cell, m->candidates, m->findings };

	for (size_t i = 0; i < sizeof spools / sizeof *spools; i++)
		if (spools[i] != NULL)
			spool_free(spools[i]);
	for (size_t i = 0; i < sizeof sorters / sizeof *sorters; i++)
		if (sorters[i] != NULL)
			sorter_free(sorters[i]);
}

int64_t feed_match_rows(const struct feed_match *m) { return m->rows; }
const struct row_rules *feed_match_rules(const struct feed_match *m) { return &m->rules; }
static int64_t priority_of(const struct feed_match *m) { return m->rules.priority; }

rc feed_match_staged(struct feed_match *m, int64_t row, struct staged *ret)
{
	return spool_get(m->staged, (row - 1) * (int64_t)sizeof *ret, ret, sizeof *ret);
}

rc feed_match_findings(struct feed_match *m, int64_t row, struct finding *f, size_t max, size_t *ret_n)
{
	*ret_n = 0;
	while (m->ahead != NULL) {
		const struct found *x = m->ahead;
		int64_t of = sorter_int64(x->row);
		must(of >= row);
		if (of != row)
			return OK;
		if (*ret_n < max)
			f[(*ret_n)++] = x->f;
		TRY(sorter_next(m->findings, &m->ahead));
	}
	return OK;
}

rc feed_match_row(struct feed_match *m, int64_t row, const struct csv_row **ret)
{
	TRY(hold(m, &m->x, row));
	*ret = &m->x.csv_row;
	return OK;
}
