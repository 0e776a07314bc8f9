/* service/record_facts.c - files of facts into the store. */
#include "service/record_facts.h"

#include "service/fact_rows.h"
#include "service/refresh_rights.h"

#include "base/utf8.h"
#include "domain/employment/employment.h"
#include "domain/fund/fund.h"
#include "domain/household/household.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include <stdlib.h>

enum { CHUNK_MEMORY = 64 << 20 };

struct importing {
	struct db *db;
	struct arena *a;
	const struct fact_import *f;
	struct fact_reading reading;
	int at[FACT_COLUMNS_MAX], columns;
	struct fact_row *row;
	size_t n, room;
	size_t first, last;  /* the rows of the chunk: first..last - 1 */
	struct arena tmp;    /* of a chunk */
	int64_t fresh, same; /* of a chunk */
	int64_t source_id;
	instant now;
	struct import_report *report;
};

enum currency fund_currency(str country) { return str_eq(country, S("dz")) ? CUR_DZD : CUR_MAD; }

/* ---- the file ---- */

static void refuse(struct importing *im, int64_t line, const char *code, const char *text)
{
	im->report->refused++;
	finding_add(&im->report->findings, line, code, true, "%s", text);
}

static rc read_header(struct importing *im, const struct csv_row *row)
{
	const char *const *name = fact_columns(im->f->kind);

	for (int i = 0; name[i] != NULL; i++) {
		im->at[i] = row->broken ? -1 : csv_column(row, str_of(name[i]));
		CHECK(im->at[i] >= 0, FACT_FILE);
	}
	im->columns = row->n;
	return OK;
}

static rc read_row(void *cls, const struct csv_row *row)
{
	struct importing *im = cls;
	const char *code, *text;
	str field[FACT_COLUMNS_MAX];

	if (row->number == 1)
		return read_header(im, row);
	im->report->read++;
	if (row->broken)
		refuse(im, row->line, "CSV", "the row's quotes are wrong, or it is too long");
	else if (row->n != im->columns)
		refuse(im, row->line, "COLUMNS_COUNT", "too many or too few fields");
	else if (!utf8_valid(row->raw))
		refuse(im, row->line, "UTF8_INVALID", "the row isn't UTF-8");
	if (row->broken || row->n != im->columns || !utf8_valid(row->raw))
		return OK;
	CHECK(im->n < im->room, LIMIT);
	for (int i = 0; fact_columns(im->f->kind)[i] != NULL; i++)
		field[i] = row->field[im->at[i]];
	if (!fact_row_read(&im->reading, field, &im->row[im->n], &code, &text))
		refuse(im, row->line, code, text);
	else
		im->row[im->n++].line = row->line;
	return OK;
}

static rc read_file(struct importing *im)
{
	size_t lines = 1;

	for (size_t i = 0; i < im->f->bytes.n; i++)
		lines += im->f->bytes.p[i] == '\n';
	CHECK(lines <= FACT_ROWS_MAX + 2, LIMIT);
	im->room = lines;
	im->row = arena_array(im->a, struct fact_row, lines);
	TRY(import_each_row(im->a, im->f->bytes, read_row, im));
	CHECK(im->columns > 0, FACT_FILE);
	return OK;
}

/* ---- checking ---- */

static int by_number(const void *x, const void *y)
{
	const struct fact_row *a = x, *b = y;

	return a->number != b->number ? (a->number < b->number ? -1 : 1)
				      : (a->line > b->line) - (a->line < b->line);
}

static int by_key(const void *x, const void *y)
{
	const struct fact_row *a = x, *b = y;
	int c = str_order(a->scheme, b->scheme);

	if (a->person_id.v != b->person_id.v)
		return a->person_id.v < b->person_id.v ? -1 : 1;
	if (c != 0)
		return c;
	if (a->from.days != b->from.days)
		return a->from.days < b->from.days ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static void sort_rows(struct importing *im, int (*order)(const void *, const void *))
{
	if (im->n > 0)
		qsort(im->row, im->n, sizeof *im->row, order);
}

static rc person_found(void *cls, const void *found)
{
	struct importing *im = cls;
	const struct person_state *p = found;

	/* rows and answers are both in the order of numbers */
	while (im->first < im->last && im->row[im->first].number < p->number)
		im->first++;
	for (size_t i = im->first; i < im->last && im->row[i].number == p->number; i++)
		if (str_eq(p->state, S("ACTIVE")))
			im->row[i].person_id = p->person_id;
	return OK;
}

static rc find_some(struct tx *tx, struct importing *im, int64_t *key)
{
	size_t n = 0;

	for (size_t i = im->first; i < im->last; i++)
		if (n == 0 || key[n - 1] != im->row[i].number)
			key[n++] = im->row[i].number;
	return db_lookup(tx, &person_state_by_number, NULL, key, n, person_found, im);
}

static rc find_people(struct tx *tx, void *cls)
{
	struct importing *im = cls;
	int64_t *key = arena_array(im->a, int64_t, FACT_CHUNK);

	for (size_t next = 0; next < im->n;) {
		im->first = next;
		im->last = next = im->n - next < FACT_CHUNK ? im->n : next + FACT_CHUNK;
		TRY(find_some(tx, im, key));
	}
	return OK;
}

static struct contribution_period period_of(const struct importing *im, const struct fact_row *r)
{
	return (struct contribution_period){ .person_id = r->person_id,
					     .scheme = r->scheme,
					     .period_from = r->from,
					     .known_from = im->now,
					     .period_until = r->until,
					     .amount = r->amount,
					     .paid_day = r->paid,
					     .source_id = im->source_id };
}

/* Two lines of one file about the same time. */
static const char *twice(const struct importing *im, size_t i)
{
	const struct fact_row *was = &im->row[i - 1], *is = &im->row[i];

	if (was->person_id.v != is->person_id.v || !str_eq(was->scheme, is->scheme))
		return NULL;
	if (was->from.days == is->from.days)
		return "TWICE";
	return im->f->kind == FACT_CONTRIBUTION && is->from.days < was->until.days ? "OVERLAP" : NULL;
}

static void compare_rows(struct importing *im)
{
	for (size_t i = 0; i < im->n; i++) {
		struct fact_row *r = &im->row[i];
		const char *code = i > 0 && r->person_id.v != 0 ? twice(im, i) : NULL;

		r->bad = r->person_id.v == 0 || code != NULL;
		if (r->person_id.v == 0)
			refuse(im, r->line, "NOBODY",
			       "nobody has this number, or they are somebody else by now");
		else if (code != NULL)
			refuse(im, r->line, code, "another line of the file is about the same time");
	}
}

static rc compare_with_known(struct tx *tx, void *cls)
{
	struct importing *im = cls;

	for (size_t i = im->first; i < im->last; i++) {
		struct fact_row *r = &im->row[i];
		struct contribution_period p = period_of(im, r);
		bool overlaps = false;

		if (!r->bad)
			TRY(contribution_overlaps(tx, &im->tmp, &p, &overlaps));
		if (overlaps)
			refuse(im, r->line, "OVERLAP", "another period with days in common is known");
		r->bad |= overlaps;
	}
	return OK;
}

/* `body` for each FACT_CHUNK rows, each time with fresh memory. */
static rc each_chunk(struct importing *im, rc (*run)(struct importing *im))
{
	for (size_t next = 0; next < im->n;) {
		im->first = next;
		im->last = next = im->n - next < FACT_CHUNK ? im->n : next + FACT_CHUNK;
		arena_init(&im->tmp, CHUNK_MEMORY);
		rc r = run(im);
		arena_done(&im->tmp);
		TRY(r);
	}
	return OK;
}

static rc check_chunk(struct importing *im)
{
	return db_read(im->db, FOR_REGISTRATION, "check facts", compare_with_known, im);
}

static int by_line(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;

	return (a->line > b->line) - (a->line < b->line);
}

static rc check(struct importing *im)
{
	struct findings *f = &im->report->findings;

	sort_rows(im, by_number);
	TRY(db_read(im->db, FOR_REGISTRATION, "find people", find_people, im));
	sort_rows(im, by_key);
	compare_rows(im);
	if (im->f->kind == FACT_CONTRIBUTION)
		TRY(each_chunk(im, check_chunk));
	if (f->n > 0)
		qsort(f->list, f->n, sizeof *f->list, by_line);
	CHECK(f->n == 0 || im->f->skip_bad, FACT_LINES);
	return OK;
}

/* ---- writing ---- */

static rc set(struct tx *tx, struct importing *im, const struct fact_row *r, bool *ret_changed)
{
	if (im->f->kind == FACT_CONTRIBUTION) {
		struct contribution_period p = period_of(im, r);
		return contribution_set(tx, &im->tmp, &p, ret_changed);
	}
	if (im->f->kind == FACT_EMPLOYMENT) {
		struct worked_month w = { .person_id = r->person_id,
					  .scheme = r->scheme,
					  .month = r->from,
					  .known_from = im->now,
					  .days = r->days,
					  .hours = r->hours,
					  .source_id = im->source_id };
		return worked_month_set(tx, &im->tmp, &w, ret_changed);
	}
	struct household_score h = { .person_id = r->person_id,
				     .from_day = r->from,
				     .known_from = im->now,
				     .score = r->score,
				     .source_id = im->source_id };
	return household_score_set(tx, &im->tmp, &h, ret_changed);
}

static rc tell(struct tx *tx, struct importing *im, person_id person, int64_t changed)
{
	static const str kinds[FACT_KINDS] = { { "contribution.recorded", 21 },
					       { "employment.recorded", 19 },
					       { "household.recorded", 18 } };
	struct journal_entry e = { .user = im->f->by->user_id,
				   .why = FOR_REGISTRATION,
				   .kind = kinds[im->f->kind],
				   .person = person,
				   .object = im->source_id,
				   .detail = str_printf(&im->tmp, "%lld", (long long)changed) };

	TRY(journal_write(tx, im->now, &e));
	return refresh_rights_telling(tx, im->now, person, im->source_id);
}

static rc write_person(struct tx *tx, struct importing *im, size_t *at)
{
	person_id person = im->row[*at].person_id;
	int64_t before = im->fresh;
	bool changed;

	for (; *at < im->last && im->row[*at].person_id.v == person.v; ++*at) {
		if (im->row[*at].bad)
			continue;
		TRY(set(tx, im, &im->row[*at], &changed));
		im->fresh += changed;
		im->same += !changed;
	}
	return im->fresh > before ? tell(tx, im, person, im->fresh - before) : OK;
}

static rc write_rows(struct tx *tx, void *cls)
{
	struct importing *im = cls;

	im->now = clock_now();
	im->fresh = im->same = 0;
	for (size_t at = im->first; at < im->last;)
		TRY(write_person(tx, im, &at));
	return OK;
}

static rc write_chunk(struct importing *im)
{
	TRY(db_write(im->db, FOR_REGISTRATION, "record facts", write_rows, im));
	im->report->fresh += im->fresh;
	im->report->same += im->same;
	if (im->f->watch != NULL)
		im->f->watch(im->f->cls, (int64_t)im->last, (int64_t)im->n);
	return OK;
}

/* ---- all of it ---- */

static rc ask(struct tx *tx, void *cls)
{
	struct importing *im = cls;
	struct scheme *schemes;
	struct fund fund;

	TRY(fund_read(tx, im->a, &fund));
	TRY(scheme_list(tx, im->a, &schemes, &im->reading.schemes_n));
	im->reading.schemes = schemes;
	im->reading.country = fund.country;
	im->reading.currency = fund_currency(fund.country);
	return OK;
}

rc facts_import(struct db *db, struct arena *a, const struct fact_import *f, struct import_report *ret)
{
	instant now = clock_now();
	struct importing im = { .db = db, .a = a, .f = f, .now = now, .report = ret };

	*ret = (struct import_report){ .findings = { .a = a } };
	im.reading = (struct fact_reading){ .a = a, .kind = f->kind, .today = clock_day(now) };
	im.source_id = id_new(now);
	TRY(access_rc(access_may(f->by, TASK_RECORD_FACTS)));
	TRY(db_read(db, FOR_REGISTRATION, "record facts", ask, &im));
	TRY(read_file(&im));
	TRY(check(&im));
	return each_chunk(&im, write_chunk);
}

/* ---- reading ---- */

struct showing {
	struct arena *a;
	str number;
	user_id user;
	instant now;
	struct contribution_view view;
};

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct contribution_view *v = &s->view;
	struct fund fund;
	struct person p;

	TRY(fund_read(tx, s->a, &fund));
	TRY(person_asked(tx, (person_id){ 0 }, fund.country, s->number, s->a, &p));
	TRY(contribution_list(tx, p.person_id, (instant){ INT64_MAX - 1 }, s->a, &v->list, &v->n));
	v->number = number_text(s->a, fund.country, p.number);
	v->amount = arena_array(s->a, str, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		struct money m = { v->list[i].amount, fund_currency(fund.country) };
		v->amount[i] = m.minor > 0 ? money_text(s->a, m) : S("");
	}
	struct journal_entry e = {
		.user = s->user, .why = FOR_COUNTER, .kind = S("contribution.read"), .person = p.person_id
	};
	return journal_write(tx, s->now, &e);
}

rc contributions_show(struct db *db, struct arena *a, str number, user_id user, struct contribution_view *ret)
{
	struct showing s = { .a = a, .number = number, .user = user, .now = clock_now() };

	TRY(db_write(db, FOR_COUNTER, "show contributions", show, &s));
	*ret = s.view;
	return OK;
}
