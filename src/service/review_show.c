/* service/review_show.c */
#include "service/review_show.h"

#include "service/feed_rules.h"

#include "base/name.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/place/place.h"

#include "store/db.h"

struct viewing {
	struct arena *a;
	review_id id;
	user_id who;
	struct review_view view;
	struct feed feed;
	struct fund fund;
	struct identifier *ids;
	size_t ids_n;
	struct membership member; /* of the delivery's scheme, else of another; empty if none */
	str commune_delivered, commune_known;
	struct row_rules rules;
};

/* ---- one question ---- */

/* The membership to compare with: an open one of the delivery's scheme before any other. */
static rc member(struct tx *tx, struct viewing *v)
{
	struct membership *m;
	size_t n;

	TRY(membership_list(tx, v->view.review.other_id, v->a, &m, &n));
	for (size_t i = 0; i < n; i++)
		if (!str_eq(v->member.scheme, v->feed.scheme))
			v->member = m[i];
	return OK;
}

static rc after(struct tx *tx, struct viewing *v, instant asked_at, review_id id)
{
	struct review_filter f = {
		.state = REVIEW_OPEN, .asked_until = KNOWN_STILL, .after = asked_at, .after_id = id, .max = 2
	};
	struct review *r;
	size_t n;

	TRY(review_list(tx, &f, v->a, &r, &n));
	for (size_t i = 0; i < n && v->view.next.v == 0; i++)
		if (r[i].review_id.v != v->id.v)
			v->view.next = r[i].review_id;
	return OK;
}

static rc load(struct tx *tx, void *cls)
{
	struct viewing *v = cls;
	struct review_view *w = &v->view;
	struct body body;

	*w = (struct review_view){ .facts_n = 0 };
	TRY(review_get(tx, v->id, v->a, &w->review));
	TRY(feed_get(tx, w->review.feed_id, v->a, &v->feed));
	TRY(body_read(tx, w->review.body_id, v->a, &body));
	TRY(fund_read(tx, v->a, &v->fund));
	TRY(person_get(tx, w->review.other_id, v->a, &w->known));
	TRY(person_identifiers(tx, w->review.other_id, v->a, &v->ids, &v->ids_n));
	TRY(user_name(tx, v->a, w->review.decided_by, &w->decided_by));
	TRY(member(tx, v));
	TRY(after(tx, v, w->review.asked_at, w->review.review_id));
	if (w->next.v == 0)
		TRY(after(tx, v, (instant){ 0 }, (review_id){ 0 }));
	w->body_code = body.code;
	w->body_name_fr = body.name_fr;
	w->body_name_ar = body.name_ar;
	w->sequence = v->feed.sequence;
	w->known_number = number_text(v->a, v->fund.country, w->known.number);
	return OK;
}

static rc commune(struct tx *tx, struct viewing *v, int64_t id, str *ret)
{
	struct territory t;
	rc r = id == 0 ? rc_raise(E_DB_NONE, __FILE__, __LINE__)
		       : territory_read(tx, id, clock_day(v->feed.received_at), v->a, &t);

	if (rc_ok(r))
		*ret = str_printf(v->a, "%.*s%s%.*s (%.*s)", STR_ARG(t.name_fr),
				  t.name_fr.n > 0 && t.name_ar.n > 0 ? " · " : "", STR_ARG(t.name_ar),
				  STR_ARG(t.code));
	return rc_is(r, E_DB_NONE) ? OK : r;
}

static rc communes(struct tx *tx, void *cls)
{
	struct viewing *v = cls;

	v->commune_delivered = v->view.row.field[COL_COMMUNE];
	v->commune_known = S("");
	TRY(commune(tx, v, v->view.row.commune_id, &v->commune_delivered));
	return commune(tx, v, v->view.known.commune_id, &v->commune_known);
}

static enum review_alike alike_text(str x, str y)
{
	if (x.n == 0 || y.n == 0)
		return ALIKE_MISSING;
	return str_eq(x, y) ? ALIKE_SAME : ALIKE_OTHER;
}

static enum review_alike alike_name(str x, str y)
{
	if (x.n == 0 || y.n == 0)
		return ALIKE_MISSING;
	switch (name_similar(x, y)) {
	case NAME_EQUAL:
		return ALIKE_SAME;
	case NAME_SPELLING:
		return ALIKE_CLOSE;
	case NAME_DIFFERENT:
		break;
	}
	return ALIKE_OTHER;
}

static enum review_alike alike_birth(str x, str y)
{
	struct birth a, b;

	if (!rc_ok(birth_parse(x, &a)) || !rc_ok(birth_parse(y, &b)))
		return ALIKE_MISSING;
	if (birth_equal(a, b))
		return ALIKE_SAME;
	return birth_agrees(a, b) ? ALIKE_CLOSE : ALIKE_OTHER;
}

static void fact(struct review_view *w, str name, str delivered, str known, enum review_alike alike,
		 bool code)
{
	must(w->facts_n < REVIEW_FACTS_MAX);
	w->facts[w->facts_n++] = (struct review_fact){ name, delivered, known, alike, code };
}

static str row_kind(const struct viewing *v) { return str_of(v->view.row.id_kind); }

static str row_value(const struct viewing *v) { return str_of(v->view.row.id_value); }

/* Of several identifiers, the very one that was delivered, else one of its kind. */
static struct identifier identifier_of(const struct viewing *v)
{
	struct identifier best = { .kind = S("") };
	int best_likeness = -1;

	for (size_t i = 0; i < v->ids_n; i++) {
		int likeness = str_eq(v->ids[i].kind, row_kind(v)) + str_eq(v->ids[i].value, row_value(v));
		if (likeness > best_likeness) {
			best = v->ids[i];
			best_likeness = likeness;
		}
	}
	return best;
}

static void compare(struct viewing *v)
{
	struct review_view *w = &v->view;
	const struct person *k = &w->known;
	const str *f = w->row.field;
	struct identifier id = identifier_of(v);
	/* the row is copied to the caller, what points to it isn't */
	str kind = str_copy(v->a, row_kind(v)), value = str_copy(v->a, row_value(v));
	str phone = phone_text(v->a, w->row.phone), known_phone = phone_text(v->a, k->phone);

	fact(w, S("id_kind"), kind, id.kind, alike_text(kind, id.kind), true);
	fact(w, S("id_value"), value, id.value, alike_text(value, id.value), true);
	fact(w, S("last_name"), f[COL_LAST_NAME], k->last_name, alike_name(f[COL_LAST_NAME], k->last_name),
	     false);
	fact(w, S("first_name"), f[COL_FIRST_NAME], k->first_name,
	     alike_name(f[COL_FIRST_NAME], k->first_name), false);
	fact(w, S("last_name_ar"), f[COL_LAST_NAME_AR], k->last_name_ar,
	     alike_name(f[COL_LAST_NAME_AR], k->last_name_ar), false);
	fact(w, S("first_name_ar"), f[COL_FIRST_NAME_AR], k->first_name_ar,
	     alike_name(f[COL_FIRST_NAME_AR], k->first_name_ar), false);
	fact(w, S("birth_date"), f[COL_BIRTH_DATE], k->born, alike_birth(f[COL_BIRTH_DATE], k->born), true);
	fact(w, S("sex"), f[COL_SEX], k->sex, alike_text(f[COL_SEX], k->sex), true);
	fact(w, S("commune"), v->commune_delivered, v->commune_known,
	     w->row.commune_id != 0 && w->row.commune_id == k->commune_id
		 ? ALIKE_SAME
		 : alike_text(v->commune_delivered, v->commune_known),
	     false);
	fact(w, S("address"), f[COL_ADDRESS], k->address, alike_text(f[COL_ADDRESS], k->address), false);
	fact(w, S("phone"), phone, known_phone, alike_text(phone, known_phone), true);
	fact(w, S("email"), f[COL_EMAIL], k->email, alike_text(f[COL_EMAIL], k->email), true);
	fact(w, S("profession"), f[COL_PROFESSION], v->member.profession,
	     alike_text(f[COL_PROFESSION], v->member.profession), false);
	fact(w, S("income_class"), f[COL_INCOME_CLASS], v->member.income_class,
	     alike_text(f[COL_INCOME_CLASS], v->member.income_class), true);
}

static unsigned evidence_of(const struct viewing *v)
{
	const struct person *k = &v->view.known;
	struct identifier id = identifier_of(v);
	struct person_facts delivered = row_facts(&v->view.row);
	struct person_facts known = {
		k->last_name,
		k->first_name,
		k->last_name_ar,
		k->first_name_ar,
		birth_of_number(birth_number(k->born)),
		k->sex,
		k->commune_id,
		id.kind,
		id.value,
		k->phone,
	};

	return match_evidence(&delivered, &known);
}

static rc was_read(struct tx *tx, void *cls)
{
	struct viewing *v = cls;
	struct journal_entry e = { .user = v->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("review.read"),
				   .person = v->view.review.other_id,
				   .object = v->id.v };

	return journal_write(tx, clock_now(), &e);
}

rc review_view_get(struct db *db, struct arena *a, review_id id, user_id who, struct review_view *ret)
{
	struct viewing v = { .a = a, .id = id, .who = who };

	TRY(db_read(db, FOR_REGISTRATION, "review view", load, &v));
	TRY(feed_rules_load(db, a, &v.feed, &v.rules));
	TRY(review_row(a, &v.view.review, &v.rules, &v.view.row));
	CHECK(v.view.row.reject == CODE_NONE, DB_SHAPE); /* it was taken when the question was asked */
	TRY(db_read(db, FOR_REGISTRATION, "review communes", communes, &v));
	compare(&v);
	v.view.evidence = evidence_of(&v);
	TRY(db_write(db, FOR_REGISTRATION, "review read", was_read, &v));
	*ret = v.view;
	return OK;
}

/* ---- the list ---- */

struct listing {
	struct arena *a;
	struct review_filter filter;
	user_id who;
	struct review_page page;
};

static rc item(struct tx *tx, struct listing *l, const struct review *r, struct review_item *ret)
{
	struct person known;
	struct body body;
	str f[FEED_COLUMNS];

	TRY(body_read(tx, r->body_id, l->a, &body));
	TRY(person_get(tx, r->other_id, l->a, &known));
	TRY(review_fields(l->a, r, f));
	*ret = (struct review_item){ *r,
				     body.code,
				     f[COL_LAST_NAME],
				     f[COL_FIRST_NAME],
				     f[COL_LAST_NAME_AR],
				     f[COL_FIRST_NAME_AR],
				     f[COL_BIRTH_DATE],
				     known.last_name,
				     known.first_name,
				     known.last_name_ar,
				     known.first_name_ar };
	return OK;
}

static rc count(struct tx *tx, struct listing *l)
{
	struct review_count *c;
	size_t n;

	TRY(review_counts(tx, l->a, &c, &n));
	for (size_t i = 0; i < n; i++)
		*(str_eq(c[i].state, REVIEW_OPEN)    ? &l->page.open
		  : str_eq(c[i].state, REVIEW_LATER) ? &l->page.later
						     : &l->page.decided) += c[i].n;
	return OK;
}

static rc list(struct tx *tx, void *cls)
{
	struct listing *l = cls;
	struct review *r;
	size_t n, shown = (size_t)l->filter.max - 1;
	struct journal_entry e = {
		.user = l->who, .why = FOR_REGISTRATION, .kind = S("review.listed"), .detail = l->filter.state
	};

	l->page = (struct review_page){ .n = 0 };
	TRY(review_list(tx, &l->filter, l->a, &r, &n));
	l->page.more = n > shown;
	l->page.n = n < shown ? n : shown;
	l->page.items = arena_array(l->a, struct review_item, l->page.n + 1);
	for (size_t i = 0; i < l->page.n; i++)
		TRY(item(tx, l, &r[i], &l->page.items[i]));
	TRY(count(tx, l));
	return l->page.n == 0 ? OK : journal_write(tx, clock_now(), &e);
}

rc review_page_get(struct db *db, struct arena *a, const struct review_filter *f, user_id who,
		   struct review_page *ret)
{
	struct listing l = { .a = a, .filter = *f, .who = who };

	must(0 < f->max && f->max <= REVIEW_ITEMS_MAX);
	l.filter.max++; /* one more says whether there is another page */
	TRY(db_write(db, FOR_REGISTRATION, "review list", list, &l));
	*ret = l.page;
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
