/* domain/law/law.c - what holds on a day, for anybody and for a fund. */
#include "domain/law/carried.h"

#include <stdlib.h>
#include <string.h>

static const char *const statuses[] = { "VOTED", "DRAFT", "UNCONFIRMED" };
static const char *const whys[] = { "VALUE",	 "NO_PARAMETER", "MISSING",
				    "IMPRECISE", "DRAFT",	 "UNCONFIRMED_UNSIGNED" };

str law_status_name(enum law_status s) { return str_of(statuses[s]); }
str law_why_name(enum law_why w) { return str_of(whys[w]); }

bool law_status_parse(str name, enum law_status *ret)
{
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
		if (str_eq(name, str_of(statuses[i]))) {
			*ret = (enum law_status)i;
			return true;
		}
	return false;
}

const struct law *law_carried(void)
{
	enum { LAW_MEMORY = 16 << 20 };
	static struct arena life; /* as long as the process */
	static struct law law;

	if (law.n == 0) {
		arena_init(&life, LAW_MEMORY);
		law_read(&life, law_files, law_files_n, &law);
		must(law.n > 0 && law.problems_n == 0); /* law_test.c reads them too */
	}
	return &law;
}

static int by_path(const void *key, const void *parameter)
{
	const str *path = key;
	const struct law_parameter *p = parameter;

	return str_order(*path, p->path);
}

const struct law_parameter *law_find(const struct law *l, str path)
{
	return l->n == 0 || path.n == 0 ? NULL
					: bsearch(&path, l->parameter, l->n, sizeof *l->parameter, by_path);
}

/* ---- signatures make days exact ---- */

static bool unknown(const struct law_edge *e) { return str_eq(e->text, S("unknown")); }

static bool may_start_on(const struct law_value *v, date day)
{
	if (unknown(&v->start))
		return day.days < v->end.first.days;
	return v->start.first.days <= day.days && day.days <= v->start.sure.days;
}

const struct law_signature *law_signed(const struct law_parameter *p, const struct law_value *v,
				       const struct law_signature *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s[i].path, p->path) && str_eq(s[i].starts, v->start.text) &&
		    s[i].digest.n == LAW_DIGEST_BYTES &&
		    memcmp(s[i].digest.p, v->digest, LAW_DIGEST_BYTES) == 0 && may_start_on(v, s[i].from_day))
			return &s[i];
	return NULL;
}

const struct law_value *law_value_starting(const struct law_parameter *p, date day)
{
	const struct law_value *found = NULL;

	for (size_t i = 0; i < p->n; i++)
		if (p->value[i].missing.n == 0 && may_start_on(&p->value[i], day) &&
		    (found == NULL || found->status == LAW_DRAFT || p->value[i].status != LAW_DRAFT))
			found = &p->value[i];
	return found;
}

/* ---- what holds ---- */

enum holds { HOLDS_NOT, HOLDS_PERHAPS, HOLDS };

struct asking {
	const struct law_parameter *p;
	date day;
	const struct law_signature *s; /* NULL: the files alone */
	size_t n;
};

/* The edge as a signature has it. */
static struct law_edge start_of(const struct asking *q, const struct law_value *v)
{
	const struct law_signature *s = v->missing.n == 0 ? law_signed(q->p, v, q->s, q->n) : NULL;
	struct law_edge e = v->start;

	if (s != NULL)
		e.first = e.sure = s->from_day;
	return e;
}

/* An end that is the start of the next value moves with it. */
static struct law_edge end_of(const struct asking *q, const struct law_value *v)
{
	for (size_t i = 0; i < q->p->n; i++) {
		const struct law_value *next = &q->p->value[i];
		if (next != v && next->status != LAW_DRAFT && v->status != LAW_DRAFT &&
		    next->start.first.days == v->end.first.days && next->start.sure.days == v->end.sure.days)
			return start_of(q, next);
	}
	return v->end;
}

static enum holds holds(const struct asking *q, const struct law_value *v)
{
	struct law_edge start = start_of(q, v), end = end_of(q, v);

	if (q->day.days < start.first.days || q->day.days >= end.sure.days)
		return HOLDS_NOT;
	return q->day.days >= start.sure.days && q->day.days < end.first.days ? HOLDS : HOLDS_PERHAPS;
}

/* What holds for sure, else what perhaps does, in the law or among drafts. */
static const struct law_value *pick(const struct asking *q, bool drafts, enum holds *ret)
{
	const struct law_value *found = NULL;

	*ret = HOLDS_NOT;
	for (size_t i = 0; i < q->p->n; i++) {
		const struct law_value *v = &q->p->value[i];
		if ((v->missing.n == 0 && v->status == LAW_DRAFT) != drafts)
			continue;
		enum holds h = holds(q, v);
		if (h != HOLDS_NOT &&
		    h >= *ret) { /* of two that perhaps hold, the one that may have started */
			*ret = h;
			found = v;
		}
	}
	return found;
}

static struct law_answer answer(const struct law *l, str path, date day, const struct law_signature *s,
				size_t n)
{
	struct law_answer x = {
		.why = LAW_NO_PARAMETER, .path = path, .day = day, .parameter = law_find(l, path)
	};
	struct asking q = { x.parameter, day, s, n };
	enum holds h;

	if (x.parameter == NULL)
		return x;
	x.value = pick(&q, false, &h);
	x.why = h == HOLDS_PERHAPS			? LAW_IMPRECISE
		: h == HOLDS && x.value->missing.n == 0 ? LAW_IS
							: LAW_MISSING;
	if (x.why != LAW_MISSING)
		return x;
	const struct law_value *draft = pick(&q, true, &h);
	if (h == HOLDS_NOT)
		return x;
	x.value = draft;
	x.why = h == HOLDS ? LAW_IS : LAW_IMPRECISE;
	return x;
}

struct law_answer law_on(const struct law *l, str path, date day) { return answer(l, path, day, NULL, 0); }

struct law_answer law_on_for(const struct law *l, str path, date day, const struct law_signature *s, size_t n)
{
	struct law_answer x = answer(l, path, day, s, n);

	if (x.value == NULL || x.value->missing.n > 0)
		return x;
	const struct law_signature *mine = law_signed(x.parameter, x.value, s, n);
	if (x.value->status == LAW_DRAFT)
		x.why = LAW_ONLY_DRAFT;
	else if (x.value->status == LAW_UNCONFIRMED && mine == NULL)
		x.why = LAW_UNSIGNED;
	x.by_signature = x.why == LAW_IS && mine != NULL;
	return x;
}

bool law_whole(const struct law_answer *x, enum law_unit unit, int64_t *ret)
{
	return x->why == LAW_IS && x->parameter->unit == unit && law_unit(unit)->kind == LAW_NUMBER &&
	       decimal_whole(x->value->number, ret);
}
