/* service/review_show.c */
#include "service/review_show.h"

#include "service/review_row.h"

#include "base/name.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/place/place.h"

#include "store/db.h"

#include <string.h>

/* ---- the queue ---- */

struct queue {
	struct arena *a;
	user_id who;
	const struct review_filter *f;
	struct review_queue q;
};

static rc count(struct tx *tx, struct queue *w)
{
	struct review_count *c;
	size_t n;

	TRY(review_counts(tx, w->a, &c, &n));
	w->q.total = w->f->asked_until.us == 0 ? 0 : -1;
	for (size_t i = 0; i < n; i++) {
		bool open = str_eq(c[i].state, REVIEW_OPEN), later = str_eq(c[i].state, REVIEW_LATER);
		*(open ? &w->q.open : later ? &w->q.later : &w->q.decided) += c[i].n;
		bool wanted = (w->f->state.n == 0 || str_eq(w->f->state, c[i].state)) &&
			      (w->f->code.n == 0 || str_eq(w->f->code, c[i].code));
		if (w->q.total >= 0 && wanted)
			w->q.total += c[i].n;
	}
	return OK;
}

static rc line_of(struct arena *a, const struct review_listed *r, struct review_line *ret)
{
	str f[FEED_COLUMNS];

	TRY(review_row_fields(a, r->row_csv, f));
	*ret = (struct review_line){ .id = r->review_id,
				     .code = r->code,
				     .state = r->state,
				     .body_code = r->body_code,
				     .last_name = f[COL_LAST_NAME],
				     .first_name = f[COL_FIRST_NAME],
				     .last_name_ar = f[COL_LAST_NAME_AR],
				     .first_name_ar = f[COL_FIRST_NAME_AR],
				     .born = f[COL_BIRTH_DATE],
				     .other_last_name = r->last_name,
				     .other_first_name = r->first_name,
				     .other_last_name_ar = r->last_name_ar,
				     .other_first_name_ar = r->first_name_ar,
				     .asked_at = r->asked_at };
	return OK;
}

static rc look_through(struct tx *tx, void *cls)
{
	struct queue *w = cls;
	struct review_listed *list;
	struct journal_entry e = { .user = w->who, .why = FOR_REGISTRATION, .kind = S("review.listed") };

	w->q = (struct review_queue){ 0 };
	TRY(count(tx, w));
	TRY(review_page(tx, w->f, w->a, &list, &w->q.n));
	w->q.lines = arena_array(w->a, struct review_line, w->q.n + 1);
	for (size_t i = 0; i < w->q.n; i++)
		TRY(line_of(w->a, &list[i], &w->q.lines[i]));
	e.detail = str_printf(w->a, "%zu", w->q.n);
	return w->q.n == 0 ? OK : journal_write(tx, clock_now(), &e);
}

rc review_queue(struct db *db, struct arena *a, user_id who, const struct review_filter *f,
		struct review_queue *ret)
{
	struct queue w = { .a = a, .who = who, .f = f };

	CHECK(f->max <= REVIEW_PAGE_MAX && f->skip <= REVIEW_SKIP_MAX, LIMIT);
	TRY(db_write(db, FOR_REGISTRATION, "look through the questions", look_through, &w));
	*ret = w.q;
	return OK;
}

struct waiting {
	struct arena *a;
	int64_t open;
};

static rc count_open(struct tx *tx, void *cls)
{
	struct waiting *w = cls;
	struct review_count *c;
	size_t n;

	w->open = 0;
	TRY(review_counts(tx, w->a, &c, &n));
	for (size_t i = 0; i < n; i++)
		if (str_eq(c[i].state, REVIEW_OPEN))
			w->open += c[i].n;
	return OK;
}

rc review_waiting(struct db *db, struct arena *a, int64_t *ret)
{
	struct waiting w = { .a = a };

	TRY(db_read(db, FOR_SUPERVISION, "count open questions", count_open, &w));
	*ret = w.open;
	return OK;
}

/* ---- one question ---- */

struct opening {
	struct arena *a;
	user_id who;
	review_id id;
	struct feed feed;
	struct feed_row row;
	struct person person;
	struct identifier *ids;
	size_t ids_n;
	str row_commune, commune; /* names */
	struct review_view view;
};

static rc load(struct tx *tx, void *cls)
{
	struct opening *w = cls;

	TRY(review_get(tx, w->id, w->a, &w->view.review));
	return feed_get(tx, w->view.review.feed_id, w->a, &w->feed);
}

/* In both scripts: the reader's may be either. */
static rc commune_name(struct tx *tx, struct arena *a, int64_t id, date day, str *ret)
{
	struct territory t;
	rc r = territory_read(tx, id, day, a, &t);

	*ret = S("");
	if (rc_is(r, E_DB_NONE))
		return OK;
	TRY(r);
	bool both = t.name_fr.n > 0 && t.name_ar.n > 0;
	*ret = both		 ? str_printf(a, "%.*s · %.*s", STR_ARG(t.name_fr), STR_ARG(t.name_ar))
	       : t.name_fr.n > 0 ? t.name_fr
				 : t.name_ar;
	return OK;
}

static rc next_open(struct tx *tx, struct opening *w)
{
	const struct review *r = &w->view.review;
	struct review next;
	rc got = review_next_open(tx, r->asked_at, r->review_id, w->a, &next);

	if (rc_is(got, E_REVIEW_NONE)) /* from the beginning again, but not this one */
		got = review_next_open(tx, (instant){ 0 }, (review_id){ 0 }, w->a, &next);
	if (rc_is(got, E_REVIEW_NONE))
		return OK;
	TRY(got);
	w->view.next = next.review_id.v != r->review_id.v ? next.review_id : (review_id){ 0 };
	return OK;
}

static rc read_both(struct tx *tx, void *cls)
{
	struct opening *w = cls;
	struct review_view *v = &w->view;
	struct body body;
	struct fund fund;
	instant now = clock_now();
	date today = clock_day(now);

	TRY(review_get(tx, w->id, w->a, &v->review));
	TRY(fund_read(tx, w->a, &fund));
	TRY(body_read(tx, v->review.body_id, w->a, &body));
	TRY(person_get(tx, v->review.other_id, w->a, &w->person));
	TRY(person_identifiers(tx, v->review.other_id, w->a, &w->ids, &w->ids_n));
	TRY(commune_name(tx, w->a, w->row.commune_id, today, &w->row_commune));
	TRY(commune_name(tx, w->a, w->person.commune_id, today, &w->commune));
	TRY(user_name(tx, w->a, v->review.decided_by, &v->decided_by));
	TRY(next_open(tx, w));
	v->body_code = body.code;
	v->sequence = w->feed.sequence;
	v->number = number_text(w->a, fund.country, w->person.number);
	struct journal_entry e = { .user = w->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("review.read"),
				   .person = v->review.other_id,
				   .object = w->id.v };
	return journal_write(tx, now, &e);
}

/* ---- side by side ---- */

static void add(struct review_view *v, const char *name, str row, str known, enum likeness like, bool number)
{
	must(v->facts_n < REVIEW_FACTS_MAX);
	if (row.n == 0 && known.n == 0)
		return; /* nobody asked for it */
	if (row.n == 0 || known.n == 0)
		like = LIKENESS_MISSING;
	v->facts[v->facts_n++] = (struct review_fact){ name, row, known, like, number };
}

static enum likeness exact(bool same) { return same ? LIKENESS_SAME : LIKENESS_OTHER; }

static void add_name(struct review_view *v, const char *name, str row, str known)
{
	enum name_likeness n = name_similar(row, known);

	add(v, name, row, known,
	    n == NAME_EQUAL	 ? LIKENESS_SAME
	    : n == NAME_SPELLING ? LIKENESS_CLOSE
				 : LIKENESS_OTHER,
	    false);
}

static void add_birth(struct review_view *v, const struct opening *w, str born)
{
	struct birth x = birth_of_number(w->row.birth_ymd), y = birth_of_number(birth_number(w->person.born));

	add(v, "born", born, w->person.born,
	    birth_equal(x, y)			     ? LIKENESS_SAME
	    : birth_agrees(x, y) || x.year == y.year ? LIKENESS_CLOSE
						     : LIKENESS_OTHER,
	    true);
}

static str id_text(struct arena *a, str kind, str value)
{
	return value.n > 0 ? str_printf(a, "%.*s %.*s", STR_ARG(kind), STR_ARG(value)) : S("");
}

/* The known person's identifier of the row's kind, else the first. */
static const struct identifier *id_beside(const struct opening *w, str kind)
{
	for (size_t i = 0; i < w->ids_n; i++)
		if (str_eq(w->ids[i].kind, kind))
			return &w->ids[i];
	return w->ids_n > 0 ? &w->ids[0] : NULL;
}

static str cstr(const char *s) { return (str){ s, strlen(s) }; }

static void compare(struct opening *w)
{
	struct review_view *v = &w->view;
	const str *f = w->row.field;
	const struct person *p = &w->person;
	str kind = cstr(w->row.id_kind), value = cstr(w->row.id_value);
	const struct identifier *id = id_beside(w, kind);
	str known = id != NULL ? id_text(w->a, id->kind, id->value) : S("");
	int32_t ymd = w->row.birth_ymd;
	str born = str_printf(w->a, "%04d-%02d-%02d", ymd / 10000, ymd / 100 % 100, ymd % 100);

	add_name(v, "last_name", f[COL_LAST_NAME], p->last_name);
	add_name(v, "first_name", f[COL_FIRST_NAME], p->first_name);
	add_name(v, "last_name_ar", f[COL_LAST_NAME_AR], p->last_name_ar);
	add_name(v, "first_name_ar", f[COL_FIRST_NAME_AR], p->first_name_ar);
	add_birth(v, w, born);
	add(v, "sex", f[COL_SEX], p->sex, exact(str_eq(f[COL_SEX], p->sex)), false);
	add(v, "identifier", id_text(w->a, kind, value), known,
	    exact(id != NULL && str_eq(id->kind, kind) && str_eq(id->value, value)), true);
	add(v, "commune", w->row_commune, w->commune, exact(w->row.commune_id == p->commune_id), false);
	add(v, "address", f[COL_ADDRESS], p->address, exact(str_eq(f[COL_ADDRESS], p->address)), false);
	add(v, "phone", phone_text(w->a, w->row.phone), phone_text(w->a, p->phone),
	    exact(w->row.phone == p->phone), true);
	add(v, "email", w->row.email_good ? f[COL_EMAIL] : S(""), p->email,
	    exact(str_eq(f[COL_EMAIL], p->email)), true);
	struct person_facts row = { f[COL_LAST_NAME],
				    f[COL_FIRST_NAME],
				    f[COL_LAST_NAME_AR],
				    f[COL_FIRST_NAME_AR],
				    birth_of_number(ymd),
				    f[COL_SEX],
				    w->row.commune_id,
				    kind,
				    value,
				    w->row.phone },
			    other = { p->last_name,
				      p->first_name,
				      p->last_name_ar,
				      p->first_name_ar,
				      birth_of_number(birth_number(p->born)),
				      p->sex,
				      p->commune_id,
				      id != NULL ? id->kind : S(""),
				      id != NULL ? id->value : S(""),
				      p->phone };
	v->evidence = match_evidence(&row, &other);
}

rc review_open(struct db *db, struct arena *a, user_id who, review_id id, struct review_view *ret)
{
	struct opening *w = arena_new(a, struct opening);

	*w = (struct opening){ .a = a, .who = who, .id = id };
	TRY(db_read(db, FOR_REGISTRATION, "find a question", load, w));
	TRY(review_row_read(db, a, &w->view.review, &w->feed, &w->row));
	TRY(db_write(db, FOR_REGISTRATION, "open a question", read_both, w));
	compare(w);
	*ret = w->view;
	return OK;
}
