/* service/family_show.c - the family of a person on a day. */
#include "service/family_show.h"

#include "service/family_law.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"

#include <stdlib.h>

struct showing {
	struct arena *a;
	const struct acting *by;
	person_id id;
	str number; /* instead of the id */
	str country;
	struct family_law law;
	struct family_view v;
};

/* The guardianship of a ward that holds on the day, else one that doesn't: its end is why. */
static rc add_court(struct tx *tx, struct showing *s, person_id guardian, struct family_member *m, span *ret)
{
	struct guardianship *g;
	size_t n;

	*ret = (span){ m->from, m->from };
	TRY(guardianships(tx, m->person_id, KNOWN_NOW, s->a, &g, &n));
	for (size_t i = 0; i < n && m->court_reference.n == 0; i++) {
		if (g[i].guardian_id.v != guardian.v)
			continue;
		*ret = (span){ g[i].from_day, g[i].until_day };
		if (!span_has(*ret, s->v.on))
			continue;
		m->court_reference = g[i].court_reference;
		m->court_until = g[i].until_day;
	}
	return OK;
}

static rc add_end(struct tx *tx, struct showing *s, person_id guardian, struct family_member *m)
{
	struct dependant_facts f = { .role = m->role,
				     .born = birth_of_number(birth_number(m->born)),
				     .link = { m->from, m->until } };
	struct dated_proof *proof;

	if (m->role == ROLE_WARD)
		TRY(add_court(tx, s, guardian, m, &f.guardianship));
	TRY(dependant_proofs(tx, m->person_id, KNOWN_NOW, s->a, &m->proofs, &m->proofs_n));
	proof = arena_array(s->a, struct dated_proof, m->proofs_n + 1);
	for (size_t i = 0; i < m->proofs_n; i++) {
		must(proof_kind_parse(m->proofs[i].kind, &proof[i].kind));
		proof[i].when = (span){ m->proofs[i].from_day, m->proofs[i].until_day };
	}
	f.proof = proof;
	f.proofs_n = m->proofs_n;
	m->dependant = dependant_on(&f, &s->law, s->v.on);
	s->v.confirmed = s->v.confirmed && m->dependant.confirmed;
	return OK;
}

/* `who` of the link. */
static rc fill(struct tx *tx, struct showing *s, const struct family_link *l, person_id who,
	       struct family_member *m)
{
	struct person p;

	TRY(person_get(tx, who, s->a, &p));
	*m = (struct family_member){ .person_id = who,
				     .last_name = p.last_name,
				     .first_name = p.first_name,
				     .last_name_ar = p.last_name_ar,
				     .first_name_ar = p.first_name_ar,
				     .born = p.born,
				     .sex = p.sex,
				     .number = number_text(s->a, s->country, p.number),
				     .digits = p.number,
				     .from = l->from_day,
				     .until = l->until_day };
	must(family_role_parse(l->role, &m->role));
	return OK;
}

static int by_role_and_birth(const void *x, const void *y)
{
	const struct family_member *a = x, *b = y;

	if (a->role != b->role)
		return (int)a->role - (int)b->role;
	int born = str_order(a->born, b->born);
	return born != 0 ? born : id_order(&a->person_id.v, &b->person_id.v);
}

static rc add_members(struct tx *tx, struct showing *s)
{
	struct family_link *l;
	size_t n;

	TRY(family_links(tx, s->v.person_id, KNOWN_NOW, s->a, &l, &n));
	s->v.members = arena_array(s->a, struct family_member, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct family_member *m = &s->v.members[s->v.members_n];
		if (!span_has((span){ l[i].from_day, l[i].until_day }, s->v.on))
			continue;
		TRY(fill(tx, s, &l[i], l[i].relative_id, m));
		TRY(add_end(tx, s, s->v.person_id, m));
		s->v.members_n++;
	}
	qsort(s->v.members, s->v.members_n, sizeof *s->v.members, by_role_and_birth);
	return OK;
}

static rc add_of(struct tx *tx, struct showing *s)
{
	struct family_link *l;
	size_t n;

	TRY(family_links_to(tx, s->v.person_id, KNOWN_NOW, s->a, &l, &n));
	s->v.of = arena_array(s->a, struct family_member, n + 1);
	for (size_t i = 0; i < n; i++)
		if (span_has((span){ l[i].from_day, l[i].until_day }, s->v.on))
			TRY(fill(tx, s, &l[i], l[i].person_id, &s->v.of[s->v.of_n++]));
	return OK;
}

static rc begin(struct tx *tx, struct showing *s)
{
	struct fund fund;

	s->v = (struct family_view){ .on = s->v.on, .confirmed = true };
	TRY(fund_read(tx, s->a, &fund));
	s->country = fund.country;
	return family_law_on(tx, s->a, s->v.on, &s->law);
}

static rc add_person(struct tx *tx, struct showing *s, const struct person *p)
{
	s->v.person_id = p->person_id;
	s->v.number = number_text(s->a, s->country, p->number);
	s->v.last_name = p->last_name;
	s->v.first_name = p->first_name;
	s->v.last_name_ar = p->last_name_ar;
	s->v.first_name_ar = p->first_name_ar;
	s->v.born = p->born;
	return add_members(tx, s);
}

static rc show(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct person p;

	TRY(begin(tx, s));
	TRY(person_asked(tx, s->id, s->country, s->number, s->a, &p));
	CHECK(s->by->user.v != 0 || s->by->person.v == p.person_id.v, PERSON_NONE);
	TRY(add_person(tx, s, &p));
	if (s->by->user.v != 0)
		TRY(add_of(tx, s));
	struct journal_entry e = {
		.user = s->by->user, .why = s->by->why, .kind = S("family.read"), .person = s->v.person_id
	};
	return journal_write(tx, clock_now(), &e);
}

rc family_of(struct tx *tx, struct arena *a, const struct person *p, date on, struct family_view *ret)
{
	struct showing s = { .a = a, .v = { .on = on } };

	TRY(begin(tx, &s));
	TRY(add_person(tx, &s, p));
	*ret = s.v;
	return OK;
}

static rc run(struct db *db, struct showing *s, struct family_view *ret)
{
	TRY(db_write(db, s->by->why, "show a family", show, s));
	*ret = s->v;
	return OK;
}

rc family_show(struct db *db, struct arena *a, const struct acting *by, person_id person, date on,
	       struct family_view *ret)
{
	struct showing s = { .a = a, .by = by, .id = person, .v = { .on = on } };

	CHECK(person.v != 0, PERSON_NONE);
	return run(db, &s, ret);
}

rc family_show_number(struct db *db, struct arena *a, const struct acting *by, str number, date on,
		      struct family_view *ret)
{
	struct showing s = { .a = a, .by = by, .number = number, .v = { .on = on } };

	return run(db, &s, ret);
}
