/* service/simulation_show.c */
#include "service/simulation_show.h"

#include "base/small.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"

#include <stdlib.h>

/* ---- tables ---- */

static struct simulation_row *scheme_row(struct simulation_view *v, str scheme)
{
	for (size_t i = 0; i < v->schemes; i++)
		if (str_eq(v->scheme[i].scheme, scheme))
			return &v->scheme[i];
	v->scheme[v->schemes] = (struct simulation_row){ .scheme = scheme };
	return &v->scheme[v->schemes++];
}

static struct simulation_row *territory_row(struct simulation_view *v, int64_t id)
{
	for (size_t i = 0; i < v->territories; i++)
		if (v->territory[i].territory_id == id)
			return &v->territory[i];
	v->territory[v->territories] = (struct simulation_row){ .territory_id = id };
	return &v->territory[v->territories++];
}

static int by_scheme(const void *x, const void *y)
{
	const struct simulation_row *a = x, *b = y;

	return str_order(a->scheme, b->scheme);
}

static int by_code(const void *x, const void *y)
{
	const struct simulation_row *a = x, *b = y;

	return str_order(a->code, b->code);
}

static void sum(struct arena *a, struct simulation_view *v)
{
	const struct simulation_figures *f = &v->f;

	v->scheme = arena_array(a, struct simulation_row, f->counts + 1);
	v->territory = arena_array(a, struct simulation_row, f->counts + 1);
	v->age = arena_array(a, struct simulation_row, AGE_GROUPS);
	for (int g = 0; g < AGE_GROUPS; g++)
		v->age[g].age = (enum age_group)g;
	for (size_t i = 0; i < f->counts; i++) {
		const struct simulation_count *c = &f->count[i];
		enum foreseen o;
		enum age_group g;
		must(foreseen_parse(c->outcome, &o) && age_group_parse(c->age, &g));
		bool will = o == FORESEEN_GAINS || o == FORESEEN_MOVES;
		scheme_row(v, will ? c->becomes : c->was)->n[o] += c->people;
		territory_row(v, c->territory_id)->n[o] += c->people;
		v->age[g].n[o] += c->people;
		v->all.n[o] += c->people;
	}
	if (v->schemes > 0)
		qsort(v->scheme, v->schemes, sizeof *v->scheme, by_scheme);
	for (size_t i = 0; i < f->costs; i++) {
		v->was += f->cost[i].was;
		v->becomes += f->cost[i].becomes;
		v->payers += f->cost[i].people;
	}
}

static rc name_territories(struct tx *tx, struct arena *a, struct simulation_view *v)
{
	struct territory *all;
	size_t n;

	TRY(territory_newest(tx, a, &all, &n));
	const struct atlas *at = atlas_make(a, all, n);
	for (size_t i = 0; i < v->territories; i++) {
		struct simulation_row *r = &v->territory[i];
		const struct territory *t = atlas_by_id(at, r->territory_id);
		if (t == NULL)
			continue;
		r->code = t->code;
		r->name_fr = t->name_fr;
		r->name_ar = t->name_ar;
	}
	if (v->territories > 0)
		qsort(v->territory, v->territories, sizeof *v->territory, by_code);
	return OK;
}

static void hide(struct arena *a, struct simulation_view *v)
{
	int64_t *n = arena_array(a, int64_t, v->territories + 1);
	bool *hidden = arena_array(a, bool, v->territories + 1);

	for (int o = 0; o < FORESEEN; o++) {
		for (size_t i = 0; i < v->territories; i++) {
			n[i] = v->territory[i].n[o];
			hidden[i] = false;
		}
		small_hide(n, hidden, v->territories, SIMULATION_SMALL);
		for (size_t i = 0; i < v->territories; i++)
			v->territory[i].hidden |= (unsigned)hidden[i] << o;
	}
}

static rc tables(struct tx *tx, struct arena *a, struct simulation_view *v)
{
	sum(a, v);
	TRY(name_territories(tx, a, v));
	hide(a, v);
	return OK;
}

struct showing {
	struct arena *a;
	int64_t nth;
	struct simulation_view v;
};

static rc stuck(struct tx *tx, struct showing *w)
{
	struct job_state j;
	rc r = job_newest(tx, w->v.s.simulation_id, w->a, &j);

	w->v.stuck = rc_is(r, E_DB_NONE);
	if (w->v.stuck)
		return OK;
	TRY(r);
	w->v.stuck = !str_eq(j.state, S("WAITING")) && !str_eq(j.state, S("RUNNING"));
	return OK;
}

static rc show(struct tx *tx, void *cls)
{
	struct showing *w = cls;
	struct law_version v;
	str law;

	w->v = (struct simulation_view){ .there = false };
	TRY(law_version_get(tx, w->nth, w->a, &v));
	rc r = law_simulation_newest(tx, v.version_id, w->a, &w->v.s);
	if (rc_is(r, E_LAW_SIMULATION_NONE))
		return OK;
	TRY(r);
	w->v.there = true;
	if (!str_eq(w->v.s.state, SIMULATION_DONE))
		return stuck(tx, w);
	TRY(foresight_mark(tx, w->a, &law));
	w->v.old = str_eq(v.state, LAW_PROPOSED) && !str_eq(law, w->v.s.law);
	TRY(law_simulation_figures(tx, w->v.s.simulation_id, w->a, &w->v.f));
	return tables(tx, w->a, &w->v);
}

rc law_simulation_show(struct db *db, struct arena *a, int64_t nth, struct simulation_view *ret)
{
	struct showing w = { .a = a, .nth = nth };

	TRY(db_read(db, FOR_SUPERVISION, "show a simulation of a law", show, &w));
	*ret = w.v;
	return OK;
}

static rc show_tried(struct tx *tx, void *cls)
{
	struct showing *w = cls;

	return tables(tx, w->a, &w->v);
}

rc law_tried_show(struct db *db, struct arena *a, const struct law_tried *t, struct simulation_view *ret)
{
	struct showing w = { .a = a, .v = { .there = true, .s = t->s, .f = t->f } };

	TRY(db_read(db, FOR_SUPERVISION, "show a simulation of a law", show_tried, &w));
	*ret = w.v;
	return OK;
}

/* ---- examples ---- */

struct example {
	const struct actor *by;
	const struct law_tried *t;
	enum foreseen o;
	int64_t *number;
	size_t n;
};

static rc add_number(void *cls, const void *row)
{
	struct example *w = cls;

	w->number[w->n++] = ((const struct person_number *)row)->number;
	return OK;
}

static rc number(struct tx *tx, void *cls)
{
	struct example *w = cls;
	const person_id *id = w->t->example[w->o];
	int64_t key[FORESEE_EXAMPLES];
	size_t n = w->t->examples[w->o];

	w->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct journal_entry e = { .user = w->by->user_id,
					   .why = FOR_AUDIT,
					   .kind = S("law.example"),
					   .person = id[i],
					   .detail = foreseen_name(w->o) };
		TRY(journal_write(tx, clock_now(), &e));
		key[i] = id[i].v;
	}
	return db_lookup(tx, &person_number_by_id, NULL, key, n, add_number, w);
}

rc law_examples(struct db *db, const struct actor *by, const struct law_tried *t, enum foreseen o,
		int64_t to[static FORESEE_EXAMPLES], size_t *ret_n)
{
	struct example w = { by, t, o, to, 0 };

	TRY(access_rc(access_may(by, TASK_READ_JOURNAL)));
	TRY(db_write(db, FOR_AUDIT, "examples of a simulation of a law", number, &w));
	*ret_n = w.n;
	return OK;
}
