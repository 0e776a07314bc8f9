/* service/check_rights.c */
#include "service/check_rights.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include <stdlib.h>
#include <string.h>

enum { TURN_MEMORY = 64 << 20, ENTER_MEMORY = 16 << 20, TRIES = 3 };

struct rights_turn {
	struct arena a;
	struct rights_question *q;
	size_t n, room;
	rc result;
	bool recorded;
	struct rights_answer *answer; /* of each question; person 0: the number is nobody's */
	size_t *order;		      /* the questions by day and number */
};

struct rights_turn *rights_turn_new(struct arena *life)
{
	struct rights_turn *t = arena_new(life, struct rights_turn);

	arena_init(&t->a, TURN_MEMORY);
	return t;
}

void rights_turn_begin(struct rights_turn *t)
{
	if (t->n == 0)
		return;
	struct arena a = t->a;
	arena_done(&a);
	*t = (struct rights_turn){ 0 };
	arena_init(&t->a, TURN_MEMORY);
}

size_t rights_turn_ask(struct rights_turn *t, const struct rights_question *q)
{
	arena_room(&t->a, t->q, t->n, t->room, 64);
	t->q[t->n] = *q;
	return t->n++;
}

/* ---- the look-up ---- */

static int by_day_and_number(const void *x, const void *y, void *cls)
{
	const struct rights_turn *t = cls;
	const struct rights_question *a = &t->q[*(const size_t *)x], *b = &t->q[*(const size_t *)y];

	if (a->day.days != b->day.days)
		return a->day.days < b->day.days ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* The rows of one day's numbers come in the order of the numbers; several questions may be about one. */
struct filling {
	struct rights_turn *t;
	size_t at, end; /* in t->order */
};

static rc fill(void *cls, const void *row)
{
	struct filling *f = cls;
	const struct rights_answer *r = row;
	struct rights_turn *t = f->t;
	struct rights_answer one = *r;

	one.born = str_copy(&t->a, r->born);
	one.state = str_copy(&t->a, r->state);
	one.scheme = str_copy(&t->a, r->scheme);
	one.package = str_copy(&t->a, r->package);
	one.because = str_copy(&t->a, r->because);
	while (f->at < f->end && t->q[t->order[f->at]].number < r->number)
		f->at++;
	while (f->at < f->end && t->q[t->order[f->at]].number == r->number)
		t->answer[t->order[f->at++]] = one;
	return OK;
}

static rc look_up(struct tx *tx, void *cls)
{
	struct rights_turn *t = cls;
	int64_t *key = arena_array(&t->a, int64_t, t->n);

	memset(t->answer, 0, t->n * sizeof *t->answer);
	for (size_t at = 0, end; at < t->n; at = end) {
		date day = t->q[t->order[at]].day;
		size_t keys = 0;
		for (end = at; end < t->n && t->q[t->order[end]].day.days == day.days; end++) {
			int64_t number = t->q[t->order[end]].number;
			if (keys == 0 || key[keys - 1] != number)
				key[keys++] = number;
		}
		struct filling f = { t, at, end };
		TRY(rights_of_numbers(tx, day, key, keys, fill, &f));
	}
	return OK;
}

/* ---- the record ---- */

static rc record(struct tx *tx, void *cls)
{
	struct rights_turn *t = cls;
	struct rights_check *c = arena_array(&t->a, struct rights_check, t->n);
	unsigned char hash[DIGEST_BYTES];
	int64_t turn = id_new(t->q[0].at);
	struct digest d;

	digest_begin(&d);
	for (size_t i = 0; i < t->n; i++) {
		c[i] = (struct rights_check){ .turn_id = turn,
					      .nth = (int64_t)i,
					      .at = t->q[i].at,
					      .user_id = t->q[i].user,
					      .person_id = t->answer[i].person_id,
					      .day = t->q[i].day };
		digest_check(&d, c[i].nth, c[i].at, c[i].user_id, c[i].person_id, c[i].day);
	}
	digest_end(&d, hash);
	TRY(rights_checks_add(tx, c, t->n));
	struct journal_entry e = { .why = FOR_RIGHTS_CHECK,
				   .kind = S("rights.checked"),
				   .object = turn,
				   .detail = str_printf(&t->a, "%zu", t->n),
				   .digest = { hash, sizeof hash } };
	return journal_write(tx, t->q[t->n - 1].at, &e);
}

void rights_turn_look(struct db *db, struct rights_turn *t)
{
	if (t->n == 0)
		return;
	t->answer = arena_array(&t->a, struct rights_answer, t->n);
	t->order = arena_array(&t->a, size_t, t->n);
	for (size_t i = 0; i < t->n; i++)
		t->order[i] = i;
	qsort_r(t->order, t->n, sizeof *t->order, by_day_and_number, t);
	t->result = db_read(db, FOR_RIGHTS_CHECK, "look up rights", look_up, t);
}

void rights_turn_record(struct db *db, struct rights_turn *t)
{
	if (t->n == 0)
		return;
	t->recorded = true;
	bool found = rc_ok(t->result);
	/* Another worker may have made the same id in the same millisecond: the next one is another. */
	for (int i = 0; found && i < TRIES; i++) {
		t->result = db_write_bulk(db, FOR_RIGHTS_CHECK, "record checks", record, t);
		if (!rc_is(t->result, E_DB_EXISTS))
			break;
	}
}

rc rights_turn_answer(const struct rights_turn *t, size_t question, const struct rights_answer **ret)
{
	must(t->recorded && question < t->n);
	TRY(t->result);
	*ret = t->answer[question].person_id.v == 0 ? NULL : &t->answer[question];
	return OK;
}

bool rights_birth_fits(const struct rights_answer *r, struct birth told)
{
	struct birth known;

	return rc_ok(birth_parse(r->born, &known)) && birth_agrees(known, told);
}

/* ---- who checked ---- */

struct entering {
	struct arena a;
	instant now;
	struct rights_part part;
};

static rc sort(struct tx *tx, void *cls)
{
	struct entering *e = cls;

	return rights_part_sort(tx, e->now, &e->a, &e->part);
}

static rc add(struct tx *tx, void *cls)
{
	const struct entering *e = cls;

	return rights_part_add(tx, &e->part);
}

/* Sorting takes longer than entering and keeps nobody from writing. Of two servers that enter the same, the
 * later is told that it is there (E_DB_EXISTS), and all is well. */
rc rights_checks_enter(struct db *db, instant now, bool *ret_more)
{
	struct entering e = { .now = now };

	arena_init(&e.a, ENTER_MEMORY);
	rc r = db_read(db, FOR_RIGHTS_CHECK, "sort checks of rights", sort, &e);
	if (rc_ok(r) && e.part.turns > 0)
		r = db_write_bulk(db, FOR_RIGHTS_CHECK, "enter checks of rights", add, &e);
	*ret_more = rc_ok(r) && e.part.full;
	arena_done(&e.a);
	return rc_is(r, E_DB_EXISTS) ? OK : r;
}

struct showing {
	struct arena *a;
	const struct actor *by;
	enum purpose why;
	str number;
	size_t max, n;
	struct rights_checked *list;
};

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct rights_check *c;
	struct fund fund;
	struct person p;

	TRY(fund_read(tx, s->a, &fund));
	TRY(person_asked(tx, (person_id){ 0 }, fund.country, s->number, s->a, &p));
	TRY(rights_checks_of(tx, p.person_id, INT64_MAX, s->max, s->a, &c, &s->n));
	s->list = arena_array(s->a, struct rights_checked, s->n + 1);
	for (size_t i = 0; i < s->n; i++) {
		s->list[i] = (struct rights_checked){ .at = c[i].at, .day = c[i].day };
		TRY(user_name(tx, s->a, c[i].user_id, &s->list[i].who));
	}
	struct journal_entry e = {
		.user = s->by->user_id, .why = s->why, .kind = S("rights.checks_read"), .person = p.person_id
	};
	return journal_write(tx, clock_now(), &e);
}

rc rights_checks_show(struct db *db, struct arena *a, const struct actor *by, str number, size_t max,
		      struct rights_checked **ret, size_t *ret_n)
{
	struct showing s = { .a = a, .by = by, .number = number, .max = max };
	bool serves = access_may(by, TASK_SERVE_PERSON) == MAY;

	TRY(access_rc(serves ? MAY : access_may(by, TASK_READ_JOURNAL)));
	s.why = serves ? FOR_COUNTER : FOR_AUDIT;
	TRY(db_write(db, s.why, "show who checked rights", show, &s));
	*ret = s.list;
	*ret_n = s.n;
	return OK;
}
