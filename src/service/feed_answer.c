/* service/feed_answer.c - the answer file: one line for each row of the delivery. */
#include "service/feed_apply.h"

#include "service/feed_reader.h"
#include "service/lease.h"

#include "base/ahead.h"
#include "base/out.h"
#include "base/utf8.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include "store/db.h"

#include <stdlib.h>

enum { PAGE = 10000, PAGE_MEMORY = 32 << 20 };

/* The answer's text: the work of a second thread (base/ahead.h). */
struct composing {
	struct db *db; /* its own connection */
	struct arena a;
	const struct feed *feed;
	str country, language; /* of the fund; of the body */
	struct row_rules rules;
	struct feed_reader *reader;
	feed_message *message;
	int64_t after; /* the last line that was written */
	/* a page of lines and the numbers of the people they mean */
	struct arena *page;
	struct feed_line *lines;
	size_t n;
	struct person_number *numbers;
	size_t numbers_n;
};

struct answer_page {
	str text;
	int64_t line; /* the last one */
};

struct answering {
	struct db *db;
	struct arena *a;
	feed_id id;
	user_id who;
	struct feed feed;
	struct body body;
	struct fund fund;
	struct piece_writer *writer;
	feed_message *message;
	feed_watch *watch;
	void *cls;
	struct lease lease;
};

static rc claim(struct tx *tx, void *cls)
{
	struct answering *w = cls;

	TRY(feed_get(tx, w->id, w->a, &w->feed));
	CHECK(str_eq(w->feed.state, feed_state_name(FEED_APPLIED)), FEED_STATE);
	/* two at once would drop each other's pieces */
	TRY(lease_begin(tx, &w->lease));
	TRY(fund_read(tx, w->a, &w->fund));
	TRY(body_read(tx, w->feed.body_id, w->a, &w->body));
	/* what an interrupted run left */
	return feed_pieces_drop(tx, w->id, FEED_PART_ANSWER);
}

static rc keep_going(struct tx *tx, void *cls) { return lease_go_on(tx, &((struct answering *)cls)->lease); }

static rc number_found(void *cls, const void *row)
{
	struct composing *w = cls;

	w->numbers[w->numbers_n++] = *(const struct person_number *)row;
	return OK;
}

static rc read_page(struct tx *tx, void *cls)
{
	struct composing *w = cls;
	size_t keys_n = 0, distinct = 0;

	TRY(feed_lines(tx, w->feed->feed_id, w->after, PAGE, w->page, &w->lines, &w->n));
	int64_t *keys = arena_array(w->page, int64_t, w->n + 1);
	for (size_t i = 0; i < w->n; i++)
		if (w->lines[i].person_id.v != 0)
			keys[keys_n++] = w->lines[i].person_id.v;
	qsort(keys, keys_n, sizeof *keys, id_order);
	for (size_t i = 0; i < keys_n; i++)
		if (distinct == 0 || keys[distinct - 1] != keys[i])
			keys[distinct++] = keys[i];
	w->numbers = arena_array(w->page, struct person_number, distinct + 1);
	w->numbers_n = 0;
	return db_lookup(tx, &person_number_by_id, NULL, keys, distinct, number_found, w);
}

static int64_t number_of(const struct composing *w, const struct feed_line *l)
{
	size_t lo = 0, hi = w->numbers_n;

	if (l->nth >= 0)
		return number_make(w->country, w->feed->first_number + l->nth);
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (w->numbers[mid].person_id.v < l->person_id.v)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < w->numbers_n && w->numbers[lo].person_id.v == l->person_id.v ? w->numbers[lo].number : 0;
}

/* The body's own key, as it came; what isn't UTF-8 is left out. */
static void record_id(struct out *o, str s)
{
	if (utf8_valid(s))
		csv_put_guarded(o, s);
}

static void answer_line(struct composing *w, struct out *o, const struct feed_line *l,
			const struct csv_row *csv)
{
	/* a question is still open: no number is given away */
	int64_t number = str_eq(l->outcome, feed_outcome_name(OUT_REVIEW)) ? 0 : number_of(w, l);
	int at = w->rules.at[COL_RECORD_ID];

	out_int(o, l->line);
	out_char(o, ',');
	record_id(o, at < csv->n ? csv->field[at] : S(""));
	out_char(o, ',');
	out_str(o, l->outcome);
	out_char(o, ',');
	out_str(o, l->code);
	out_char(o, ',');
	if (number != 0)
		out_int(o, number);
	out_char(o, ',');
	csv_put_guarded(o, w->message(w->language, l->outcome, l->code));
	out_char(o, '\n');
}

static rc compose_head(struct composing *w)
{
	const struct csv_row *header;
	str why;

	TRY(feed_reader_next(w->reader, &header));
	CHECK(header != NULL, FEED_HEADER);
	return row_columns(header, &w->rules, &why);
}

static rc compose_page(void *cls, struct arena *a, void **ret)
{
	struct composing *w = cls;
	struct answer_page *page = arena_new(a, struct answer_page);
	const struct csv_row *csv;
	struct out o;

	out_init(&o, a, 1 << 20);
	if (w->after == 0) {
		TRY(compose_head(w));
		out_str(&o, S("row,record_id,outcome,code,number,message\n"));
	}
	w->page = a;
	TRY(db_read(w->db, FOR_REGISTRATION, "answer page", read_page, w));
	for (size_t i = 0; i < w->n; i++) {
		TRY(feed_reader_next(w->reader, &csv));
		CHECK(csv != NULL && w->lines[i].line == w->after + 1, DB_SHAPE);
		answer_line(w, &o, &w->lines[i], csv);
		w->after++;
	}
	page->text = out_view(&o);
	page->line = w->after;
	*ret = w->n > 0 ? page : NULL;
	return OK;
}

static rc write_page(void *cls, void *item)
{
	struct answering *w = cls;
	const struct answer_page *page = item;

	TRY(db_write_bulk(w->db, FOR_REGISTRATION, "feed answering", keep_going, w));
	TRY(piece_writer_add(w->writer, page->text.p, page->text.n));
	w->watch(w->cls, "ANSWER", page->line, w->feed.rows_told);
	return OK;
}

static rc compose(struct composing *x, struct answering *w)
{
	TRY(feed_reader_new(x->db, &x->a, w->id, &x->reader));
	rc r = ahead_run(PAGE_MEMORY, compose_page, x, write_page, w);
	feed_reader_free(x->reader);
	return r;
}

static rc answer_all(struct answering *w)
{
	struct composing x = { .feed = &w->feed,
			       .country = w->fund.country,
			       .language = w->body.language,
			       .message = w->message };
	int64_t bytes;

	TRY(piece_writer_new(w->db, w->a, w->id, FEED_PART_ANSWER, &w->writer));
	arena_init(&x.a, (size_t)16 << 20);
	rc r = db_open_again(w->db, &x.a, &x.db);
	if (rc_ok(r)) {
		r = compose(&x, w);
		db_close(x.db);
	}
	arena_done(&x.a);
	TRY(r);
	return piece_writer_end(w->writer, &bytes);
}

static rc finish(struct tx *tx, void *cls)
{
	struct answering *w = cls;
	instant now = clock_now();
	struct journal_entry e = {
		.user = w->who, .why = FOR_REGISTRATION, .kind = S("feed.answered"), .object = w->id.v
	};

	TRY(lease_go_on(tx, &w->lease));
	TRY(feed_move(tx, &w->feed, FEED_ANSWERED, w->who, now, S("")));
	TRY(lease_end(tx, &w->lease));
	return journal_write(tx, now, &e);
}

static rc answer(struct answering *w)
{
	TRY(answer_all(w));
	return db_write(w->db, FOR_REGISTRATION, "feed answered", finish, w);
}

rc feed_answer(struct db *db, feed_id id, user_id who, feed_message *message, feed_watch *watch, void *cls)
{
	struct arena a;
	struct answering w = {
		.db = db, .a = &a, .id = id, .who = who, .message = message, .watch = watch, .cls = cls
	};

	arena_init(&a, (size_t)64 << 20);
	w.lease = lease_named(&a, str_printf(&a, "feed.%lld", (long long)id.v));
	rc r = db_write(db, FOR_REGISTRATION, "feed answer", claim, &w);
	if (rc_ok(r)) {
		r = answer(&w);
		if (!rc_ok(r))
			lease_let_go(db, FOR_REGISTRATION, &w.lease);
	}
	arena_done(&a);
	return r;
}

struct reading {
	feed_id id;
	struct arena *a;
};

static rc answered(struct tx *tx, void *cls)
{
	struct reading *r = cls;
	struct feed f;

	TRY(feed_get(tx, r->id, r->a, &f));
	CHECK(str_eq(f.state, feed_state_name(FEED_ANSWERED)), FEED_STATE);
	return OK;
}

rc feed_answer_read(struct db *db, struct arena *a, feed_id id, int64_t position, str *ret)
{
	struct reading r = { id, a };

	TRY(db_read(db, FOR_REGISTRATION, "answer", answered, &r));
	return feed_piece_read(db, a, id, FEED_PART_ANSWER, position, ret);
}

struct taking {
	feed_id id;
	user_id who;
};

static rc taken(struct tx *tx, void *cls)
{
	const struct taking *t = cls;
	struct journal_entry e = {
		.user = t->who, .why = FOR_REGISTRATION, .kind = S("feed.answer_taken"), .object = t->id.v
	};

	return journal_write(tx, clock_now(), &e);
}

rc feed_answer_taken(struct db *db, feed_id id, user_id who)
{
	return db_write(db, FOR_REGISTRATION, "answer taken", taken, &(struct taking){ id, who });
}
