/* domain/law/report.c - differences and counts. */
#include "domain/law/report.h"

#include <string.h>

static const char *const changes[] = { "ADDED", "REMOVED", "CHANGED", "ENDED" };

str law_change_name(enum law_change c) { return str_of(changes[c]); }

/* ---- differences ---- */

struct differing {
	struct law_difference *d;
	size_t n;
};

static void add(struct differing *w, enum law_change how, const struct law_parameter *was,
		const struct law_parameter *is, const struct law_value *old, const struct law_value *new)
{
	w->d[w->n++] = (struct law_difference){ how, was, is, old, new };
}

/* A draft and a value of the law may start on days that read alike. */
static const struct law_value *twin(const struct law_parameter *p, const struct law_value *v)
{
	for (size_t i = 0; p != NULL && i < p->n; i++)
		if (str_eq(p->value[i].start.text, v->start.text))
			return &p->value[i];
	return NULL;
}

static bool same_value(const struct law_value *x, const struct law_value *y)
{
	return memcmp(x->digest, y->digest, LAW_DIGEST_BYTES) == 0 && x->status == y->status &&
	       str_eq(x->missing, y->missing) && str_eq(x->seen_at, y->seen_at) &&
	       str_eq(x->confidence, y->confidence) && x->start.sure.days == y->start.sure.days &&
	       str_eq(x->start_note, y->start_note);
}

static bool same_end(const struct law_value *x, const struct law_value *y)
{
	return x->end.first.days == y->end.first.days && x->end.sure.days == y->end.sure.days &&
	       str_eq(x->end_note, y->end_note);
}

static bool same_gap(const struct law_parameter *x, const struct law_parameter *y)
{
	return str_eq(x->missing, y->missing) && str_eq(x->said, y->said) &&
	       str_eq(x->reference, y->reference);
}

static void compare(struct differing *w, const struct law_parameter *was, const struct law_parameter *is)
{
	bool had = was != NULL && was->n == 0, has = is != NULL && is->n == 0; /* nothing but a reason */

	if (had && has && !same_gap(was, is))
		add(w, LAW_CHANGED, was, is, NULL, NULL);
	else if (had != has)
		add(w, has ? LAW_ADDED : LAW_REMOVED, was, is, NULL, NULL);
	for (size_t i = 0; was != NULL && i < was->n; i++)
		if (twin(is, &was->value[i]) == NULL)
			add(w, LAW_REMOVED, was, is, &was->value[i], NULL);
	for (size_t i = 0; is != NULL && i < is->n; i++) {
		const struct law_value *new = &is->value[i], *old = twin(was, new);
		if (old == NULL)
			add(w, LAW_ADDED, was, is, NULL, new);
		else if (!same_value(old, new))
			add(w, LAW_CHANGED, was, is, old, new);
		else if (!same_end(old, new))
			add(w, LAW_ENDED, was, is, old, new);
	}
}

static size_t entries(const struct law *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->parameter[i].n + 1;
	return n;
}

void law_diff(struct arena *a, const struct law *was, const struct law *is, struct law_difference **ret,
	      size_t *ret_n)
{
	struct differing w = { .d = arena_array(a, struct law_difference, entries(was) + entries(is) + 1) };
	size_t i = 0, k = 0;

	while (i < was->n || k < is->n) {
		int d = i == was->n  ? 1
			: k == is->n ? -1
				     : str_order(was->parameter[i].path, is->parameter[k].path);
		compare(&w, d <= 0 ? &was->parameter[i] : NULL, d >= 0 ? &is->parameter[k] : NULL);
		i += d <= 0;
		k += d >= 0;
	}
	*ret = w.d;
	*ret_n = w.n;
}

/* ---- counts ---- */

static void count(struct law_count *c, const struct law_parameter *p, const struct law_signature *s, size_t n)
{
	c->parameters++;
	c->missing += p->n == 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[i];
		bool gap = v->missing.n > 0;
		c->missing += gap;
		c->values += !gap;
		c->voted += !gap && v->status == LAW_VOTED;
		c->draft += !gap && v->status == LAW_DRAFT;
		c->unconfirmed += !gap && v->status == LAW_UNCONFIRMED;
		c->signed_for += !gap && v->status == LAW_UNCONFIRMED && law_signed(p, v, s, n) != NULL;
	}
}

void law_coverage(struct arena *a, const struct law *l, const struct law_signature *s, size_t n,
		  struct law_count **ret)
{
	*ret = arena_array(a, struct law_count, l->schemes_n + 1);
	for (size_t k = 0; k < l->schemes_n; k++) {
		struct law_count *c = &(*ret)[k];
		c->scheme = &l->scheme[k];
		for (size_t i = 0; i < l->n; i++)
			if (str_eq(l->parameter[i].file, c->scheme->file))
				count(c, &l->parameter[i], s, n);
	}
}
