/* service/family_look.c - whom a declaration is about. */
#include "service/family_look.h"

#include "service/find_likely.h"

enum { TIES_MAX = 4 * FAMILY_LINKS_MAX };

static struct person_facts facts_of(const struct person *p, const struct family_declaration *d)
{
	return (struct person_facts){
		.last_name = d->last_name,
		.first_name = d->first_name,
		.last_name_ar = d->last_name_ar,
		.first_name_ar = d->first_name_ar,
		.birth = birth_of_number(birth_number(d->born)),
		.sex = d->sex,
		.commune_id = p->commune_id, /* where families live together */
		.id_kind = d->id_kind,
		.id_value = d->id_value,
	};
}

/* ---- who it is ---- */

struct holding {
	const struct person_facts *facts;
	struct family_look *look;
};

static rc holder_found(void *cls, const void *row)
{
	struct holding *h = cls;
	const struct known_person *p = row;
	struct person_facts known = person_known_facts(p);
	unsigned evidence;

	if (!str_eq(p->kind, h->facts->id_kind))
		return OK;
	h->look->held = true;
	if (match_persons(h->facts, &known, &evidence) == MATCH_SAME)
		h->look->found = p->person_id;
	else
		h->look->likely = p->person_id;
	return OK;
}

static rc find(struct tx *tx, struct arena *a, const struct person_facts *facts, struct family_look *l)
{
	struct holding h = { facts, l };

	if (facts->id_value.n > 0)
		TRY(db_lookup(tx, &person_by_identifier, NULL, &facts->id_value, 1, holder_found, &h));
	if (l->likely.v != 0)
		l->asks |= ASK_IDENTIFIER;
	if (l->held)
		return OK;
	TRY(find_likely(tx, facts, NULL, NULL, &l->likely));
	if (l->likely.v == 0)
		TRY(find_likely_anywhere(tx, a, facts, &l->likely));
	if (l->likely.v != 0)
		l->asks |= ASK_LIKELY;
	return OK;
}

/* ---- which families ---- */

struct ties {
	struct family_tie *tie;
	size_t n;
};

static void add_ties(struct ties *t, const struct family_link *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum family_role role;
		must(family_role_parse(l[i].role, &role));
		t->tie[t->n++] = (struct family_tie){
			l[i].person_id, l[i].relative_id, role, { l[i].from_day, l[i].until_day }
		};
	}
}

static rc ties_of(struct tx *tx, struct arena *a, person_id person, struct ties *t)
{
	struct family_link *l;
	size_t n;

	TRY(family_links(tx, person, KNOWN_NOW, a, &l, &n));
	add_ties(t, l, n);
	TRY(family_links_to(tx, person, KNOWN_NOW, a, &l, &n));
	add_ties(t, l, n);
	return OK;
}

static rc ask(struct tx *tx, struct arena *a, const struct person *p, const struct family_declaration *d,
	      person_id relative, struct family_look *l)
{
	struct ties t = { .tie = arena_array(a, struct family_tie, TIES_MAX) };
	enum family_role role;

	must(family_role_parse(d->role, &role));
	TRY(ties_of(tx, a, p->person_id, &t));
	if (relative.v != 0 && relative.v != p->person_id.v)
		TRY(ties_of(tx, a, relative, &t));
	struct family_case c = { p->person_id,
				 relative,
				 role,
				 birth_of_number(birth_number(p->born)),
				 birth_of_number(birth_number(d->born)),
				 { d->from_day, DATE_NEVER },
				 t.tie,
				 t.n };
	l->asks |= family_questions(&c);
	l->tied = family_tied_already(&c);
	return OK;
}

rc family_look(struct tx *tx, struct arena *a, const struct person *p, const struct family_declaration *d,
	       person_id chosen, struct family_look *ret)
{
	struct person_facts facts = facts_of(p, d);
	struct person is;

	*ret = (struct family_look){ .found = chosen };
	if (chosen.v == 0)
		TRY(find(tx, a, &facts, ret));
	if (ret->found.v != 0) {
		TRY(person_get(tx, ret->found, a, &is));
		CHECK(str_eq(is.state, S("ACTIVE")), PERSON_NONE);
	}
	/* what is asked about the one who is likely holds if it is them */
	return ask(tx, a, p, d, ret->found.v != 0 ? ret->found : ret->likely, ret);
}

rc family_link_about(struct tx *tx, struct arena *a, person_id person, const struct family_declaration *d,
		     struct family_link *ret)
{
	bool any_day = d->from_day.days == DATE_NEVER.days;
	struct family_link *l;
	size_t n;

	TRY(family_links(tx, person, KNOWN_NOW, a, &l, &n));
	for (size_t i = 0; i < n; i++)
		if (l[i].relative_id.v == d->relative_id.v && str_eq(l[i].role, d->role) &&
		    str_eq(l[i].state, LINK_ACTIVE) && (any_day || l[i].from_day.days == d->from_day.days)) {
			*ret = l[i];
			return OK;
		}
	FAIL(FAMILY_LINK_NONE);
}
