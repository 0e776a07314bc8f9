/* service/rights_people.c */
#include "service/rights_people.h"

#include "service/ask_law.h"
#include "service/fund_law.h"

#include "domain/contribution/contribution.h"
#include "domain/employment/employment.h"
#include "domain/family/family.h"
#include "domain/fund/fund.h"
#include "domain/household/household.h"
#include "domain/membership/membership.h"
#include "domain/person/death.h"
#include "domain/person/person.h"

#include <sodium.h>
#include <string.h>

/* ---- the law ---- */

/* Made from the law with this digest and the signatures with this mark. */
struct made_law {
	struct arena life;
	unsigned char digest[LAW_DIGEST_BYTES];
	struct law_signatures_mark mark;
	bool there;
	struct rights_law law;
};

static void mark_of(const struct law_version *v, const struct law_signatures_mark *s,
		    unsigned char ret[static RIGHTS_MARK_BYTES])
{
	crypto_hash_sha256_state h;

	crypto_hash_sha256_init(&h);
	crypto_hash_sha256_update(&h, v->digest.p, v->digest.n);
	crypto_hash_sha256_update(&h, (const unsigned char *)s, sizeof *s);
	crypto_hash_sha256_final(&h, ret);
}

static rc made_by(struct tx *tx, struct arena *a, const struct law *l, str country, struct rights_law *ret)
{
	struct law_signature *s;
	size_t n;

	TRY(law_signatures(tx, a, &s, &n));
	rights_law_make(a, l, country, s, n, ret);
	return OK;
}

rc rights_desk_open(struct tx *tx, struct arena *a, struct rights_desk *ret)
{
	enum { MEMORY = 64 << 20 };
	static struct made_law kept;
	struct law_version v;
	struct law_signatures_mark mark;
	const struct law *l;
	struct fund fund;

	TRY(fund_read(tx, a, &fund));
	TRY(law_of_fund(tx, a, &l, &v));
	TRY(law_signatures_mark(tx, a, &mark));
	if (!kept.there || memcmp(kept.digest, v.digest.p, sizeof kept.digest) != 0 ||
	    memcmp(&kept.mark, &mark, sizeof mark) != 0) {
		if (kept.life.limit != 0)
			arena_done(&kept.life);
		kept.there = false;
		arena_init(&kept.life, MEMORY);
		TRY(made_by(tx, &kept.life, l, str_copy(&kept.life, fund.country), &kept.law));
		memcpy(kept.digest, v.digest.p, sizeof kept.digest);
		kept.mark = mark;
		kept.there = true;
	}
	*ret = (struct rights_desk){ .country = fund.country, .version = v.nth, .law = &kept.law };
	mark_of(&v, &mark, ret->mark);
	return OK;
}

rc rights_desk_open_at(struct tx *tx, struct arena *a, instant at, struct rights_desk *ret)
{
	struct rights_law *made = arena_new(a, struct rights_law);
	struct law_desk d;

	TRY(law_desk_open_at(tx, a, at, &d));
	rights_law_make(a, d.law, d.country, d.signature, d.signatures_n, made);
	*ret = (struct rights_desk){ .country = d.country, .version = d.version, .law = made };
	return OK;
}

/* ---- facts, table by table ---- */

/* Rows come by person: the list of the current one grows at the end of one array for all. */
struct filling {
	struct arena *a;
	struct rights_people *people;
	size_t at, room, used;
	unsigned char *rows;
	size_t size;
};

/* Rows come in the order of people; NULL when `person` isn't among them. */
static struct rights_person *person_of(struct filling *f, person_id person)
{
	struct rights_people *all = f->people;

	while (f->at < all->n && all->p[f->at].f.person.v < person.v)
		f->at++;
	return f->at < all->n && all->p[f->at].f.person.v == person.v ? &all->p[f->at] : NULL;
}

/* Room for one more row; what grew moves, so that lists are joined to their people at the end. */
static void *row_new(struct filling *f)
{
	f->rows = arena_grown(f->a, f->rows, f->used, &f->room, 64, f->size);
	return f->rows + f->size * f->used++;
}

static struct filling filling(struct arena *a, struct rights_people *people, size_t size)
{
	return (struct filling){ .a = a, .people = people, .size = size };
}

static rc add_person(void *cls, const void *row)
{
	struct filling *f = cls;
	const struct person_born *b = row;
	struct rights_person *p = row_new(f);

	memset(p, 0, sizeof *p);
	p->f.person = b->person_id;
	p->f.died = DATE_NEVER;
	p->active = str_eq(b->state, S("ACTIVE"));
	p->commune_id = b->commune_id;
	return birth_parse(b->born, &p->f.born);
}

static rc add_death(void *cls, const void *row)
{
	struct filling *f = cls;
	const struct person_death *d = row;
	struct rights_person *p = person_of(f, d->person_id);

	if (p != NULL)
		p->f.died = d->day;
	return OK;
}

/* One table's rows: how many each person has is counted while they come, and where they lie is set at the
 * end. */
#define ADD(name, row_type, fact_type, count, ...) \
	static rc name(void *cls, const void *row) \
	{ \
		struct filling *f = cls; \
		const row_type *r = row; \
		struct rights_person *p = person_of(f, r->person_id); \
		if (p == NULL || !p->active) \
			return OK; \
		fact_type x = __VA_ARGS__; \
		*(fact_type *)row_new(f) = x; \
		p->f.count++; \
		return OK; \
	}
ADD(add_member, struct membership, struct fact_member, members_n,
    { .scheme = str_copy(f->a, r->scheme),
      .income_class = str_copy(f->a, r->income_class),
      .when = { r->from_day, r->until_day } })
ADD(add_paid, struct contribution_period, struct fact_paid, paid_n,
    { .scheme = str_copy(f->a, r->scheme), .from = r->period_from, .paid = r->paid_day, .due = r->amount })
ADD(add_worked, struct worked_month, struct fact_worked, worked_n,
    { .scheme = str_copy(f->a, r->scheme), .month = r->month, .days = r->days, .hours = r->hours })

static rc add_score(void *cls, const void *row)
{
	struct filling *f = cls;
	const struct household_score *r = row;
	struct rights_person *p = person_of(f, r->person_id);
	struct fact_score x = { .when = { r->from_day, r->until_day } };

	if (p == NULL || !p->active || r->score.n == 0)
		return OK;
	TRY(decimal_parse(r->score, &x.score));
	*(struct fact_score *)row_new(f) = x;
	p->f.scores_n++;
	return OK;
}

static rc add_proof(void *cls, const void *row)
{
	struct filling *f = cls;
	const struct dependant_proof *r = row;
	struct rights_person *p = person_of(f, r->person_id);
	struct dated_proof x = { .when = { r->from_day, r->until_day } };

	if (p == NULL || !p->active || !proof_kind_parse(r->kind, &x.kind))
		return OK;
	*(struct dated_proof *)row_new(f) = x;
	p->f.proofs_n++;
	return OK;
}

/* The n-th person's list begins where the one before it ends. */
#define JOIN(filled, type, list, count) \
	do { \
		type *next_ = (type *)(void *)(filled).rows; \
		for (size_t i_ = 0; next_ != NULL && i_ < people->n; i_++) { \
			people->p[i_].f.list = next_; \
			next_ += people->p[i_].f.count; \
		} \
	} while (0)

static rc load(struct tx *tx, struct arena *a, person_id first, person_id last, instant at,
	       struct rights_people *people)
{
	struct filling p = filling(a, people, sizeof(struct rights_person)), d = filling(a, people, 1),
		       m = filling(a, people, sizeof(struct fact_member)),
		       c = filling(a, people, sizeof(struct fact_paid)),
		       w = filling(a, people, sizeof(struct fact_worked)),
		       s = filling(a, people, sizeof(struct fact_score)),
		       q = filling(a, people, sizeof(struct dated_proof));

	TRY(person_range(tx, first, last, at, add_person, &p));
	people->p = (struct rights_person *)(void *)p.rows;
	people->n = p.used;
	TRY(death_range(tx, first, last, at, add_death, &d));
	TRY(membership_range(tx, first, last, at, add_member, &m));
	JOIN(m, struct fact_member, member, members_n);
	TRY(contribution_range(tx, first, last, at, add_paid, &c));
	JOIN(c, struct fact_paid, paid, paid_n);
	TRY(worked_month_range(tx, first, last, at, add_worked, &w));
	JOIN(w, struct fact_worked, worked, worked_n);
	TRY(household_score_range(tx, first, last, at, add_score, &s));
	JOIN(s, struct fact_score, score, scores_n);
	TRY(dependant_proof_range(tx, first, last, at, add_proof, &q));
	JOIN(q, struct dated_proof, proof, proofs_n);
	return OK;
}

/* ---- relatives ---- */

enum { FAR_MAX = 32 };

struct tying {
	struct tx *tx;
	struct arena *a;
	const struct rights_desk *desk;
	instant at;
	struct rights_people *people;
	struct rights_person
	    *far; /* FAR_MAX insured relatives whose ids lie outside of the range, met last */
	size_t far_n;
	struct guardianship *guardian;
	size_t guardians_n, guardians_room;
	struct family_link *link; /* to people of the range, by relative */
	size_t links_n, links_room;
};

static struct rights_person *among(const struct rights_people *all, person_id person)
{
	size_t lo = 0, hi = all->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (all->p[mid].f.person.v < person.v)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < all->n && all->p[lo].f.person.v == person.v ? &all->p[lo] : NULL;
}

static rc add_link(void *cls, const void *row)
{
	struct tying *k = cls;
	const struct family_link *l = row;

	arena_room(k->a, k->link, k->links_n, k->links_room, 64);
	struct family_link *is = &k->link[k->links_n++];
	*is = *l;
	is->role = str_copy(k->a, l->role);
	is->reason = str_copy(k->a, l->reason);
	return OK;
}

static rc add_guardian(void *cls, const void *row)
{
	struct tying *k = cls;
	const struct guardianship *g = row;

	arena_room(k->a, k->guardian, k->guardians_n, k->guardians_room, 16);
	k->guardian[k->guardians_n++] = *g;
	return OK;
}

/* The insured with what they have by their own memberships. */
static rc insured(struct tying *k, person_id person, struct rights_person **ret)
{
	*ret = among(k->people, person);
	for (size_t i = 0; *ret == NULL && i < FAR_MAX; i++)
		if (k->far[i].f.person.v == person.v)
			*ret = &k->far[i];
	if (*ret != NULL)
		return OK;
	struct rights_people one;
	TRY(load(k->tx, k->a, person, person, k->at, &one));
	CHECK(one.n == 1, PERSON_NONE);
	must(one.p != NULL);
	rights_own(k->desk->law, &one.p->f, k->a, &one.p->own);
	*ret = one.p;
	k->far[k->far_n++ % FAR_MAX] = *one.p; /* a family has the same insured in a row */
	return OK;
}

static span guardian_of(const struct tying *k, const struct family_link *l)
{
	span s = { DATE_NEVER, DATE_NEVER };

	for (size_t i = 0; i < k->guardians_n; i++)
		if (k->guardian[i].ward_id.v == l->relative_id.v &&
		    k->guardian[i].guardian_id.v == l->person_id.v &&
		    k->guardian[i].from_day.days < s.from.days)
			s = (span){ k->guardian[i].from_day, k->guardian[i].until_day };
	return s;
}

static rc tie_of(struct tying *k, const struct family_link *l, struct fact_tie *ret, bool *ret_is)
{
	struct rights_person *of = NULL;

	*ret_is = false;
	*ret = (struct fact_tie){ .insured = l->person_id,
				  .link = { l->from_day, l->until_day },
				  .end = l->until_day.days == DATE_NEVER.days ? TIE_STANDS
					 : str_eq(l->reason, S("DIVORCE"))    ? TIE_DIVORCED
					 : str_eq(l->reason, S("DEATH"))      ? TIE_ENDED_BY_DEATH
									      : TIE_ENDED,
				  .guardianship = guardian_of(k, l) };
	if (!family_role_parse(l->role, &ret->role))
		return OK;
	TRY(insured(k, l->person_id, &of));
	must(of != NULL);
	if (of->own.n == 0)
		return OK; /* somebody without any membership insures nobody */
	struct candidates *own = arena_new(k->a, struct candidates);
	*own = of->own;
	ret->own = own;
	ret->insured_died = of->f.died;
	*ret_is = true;
	return OK;
}

static rc tie_all(struct tying *k)
{
	struct fact_tie *tie = arena_array(k->a, struct fact_tie, k->links_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < k->links_n; i++) {
		const struct family_link *l = &k->link[i];
		struct rights_person *p = among(k->people, l->relative_id);
		bool is;
		if (p == NULL || !p->active)
			continue;
		TRY(tie_of(k, l, &tie[n], &is));
		if (!is)
			continue;
		if (p->f.ties_n++ == 0) /* links come by relative */
			p->f.tie = &tie[n];
		n++;
	}
	return OK;
}

/* Everybody's own rights, then those that follow from them. */
static rc decide(struct tying *k)
{
	struct rights_people *all = k->people;

	k->far = arena_array(k->a, struct rights_person, FAR_MAX);
	for (size_t i = 0; i < all->n; i++)
		rights_own(k->desk->law, &all->p[i].f, k->a, &all->p[i].own);
	TRY(tie_all(k));
	for (size_t i = 0; i < all->n; i++) {
		struct rights_person *p = &all->p[i];
		rights_timeline(k->desk->law, &p->f, &p->own, k->a, &p->span, &p->spans_n);
	}
	return OK;
}

rc rights_people_decide(struct tx *tx, struct arena *a, const struct rights_desk *desk, person_id first,
			person_id last, instant at, struct rights_people *ret)
{
	struct tying k = { .tx = tx, .a = a, .desk = desk, .at = at, .people = ret };

	TRY(load(tx, a, first, last, at, ret));
	TRY(family_links_to_range(tx, first, last, at, add_link, &k));
	TRY(guardianship_range(tx, first, last, at, add_guardian, &k));
	ret->link = k.link;
	ret->links_n = k.links_n;
	ret->guardian = k.guardian;
	ret->guardians_n = k.guardians_n;
	return decide(&k);
}

rc rights_people_again(struct tx *tx, struct arena *a, const struct rights_desk *desk, instant at,
		       const struct rights_people *was, struct rights_people *ret)
{
	struct tying k = { .tx = tx,
			   .a = a,
			   .desk = desk,
			   .at = at,
			   .people = ret,
			   .link = was->link,
			   .links_n = was->links_n,
			   .guardian = was->guardian,
			   .guardians_n = was->guardians_n };

	*ret = *was;
	ret->p = arena_array(a, struct rights_person, was->n + 1);
	for (size_t i = 0; i < was->n; i++) {
		struct rights_person *p = &ret->p[i];
		*p = was->p[i];
		p->own = (struct candidates){ .n = 0 };
		p->f.tie = NULL; /* made of what the insured have by the law */
		p->f.ties_n = 0;
	}
	return decide(&k);
}

rc rights_people_facts(struct tx *tx, struct arena *a, person_id first, person_id last, instant at,
		       struct rights_people *ret)
{
	return load(tx, a, first, last, at, ret);
}

static struct rights_kept_basis *basis_of(const struct rights_desk *desk, const struct right_span *s,
					  struct arena *a, struct rights_bases *bases)
{
	size_t at = s->points_n;

	for (size_t i = 0; i < s->points_n; i++)
		at = at * 131 + (size_t)s->point[i];
	struct rights_kept_basis *b = &bases->at[at % RIGHTS_BASES];
	if (b->id != 0 && b->n == s->points_n && memcmp(b->point, s->point, b->n * sizeof b->point[0]) == 0)
		return b;
	str text = basis_write(a, desk->law, s->point, s->points_n);
	*b = (struct rights_kept_basis){ .n = s->points_n, .id = basis_id(text), .text = text };
	memcpy(b->point, s->point, sizeof b->point);
	return b;
}

struct right rights_row(const struct rights_desk *desk, const struct rights_person *p,
			const struct right_span *s, struct arena *a, struct rights_bases *bases,
			struct rights_kept_basis **ret_basis)
{
	*ret_basis = basis_of(desk, s, a, bases);
	return (struct right){ .person_id = p->f.person,
			       .from_day = s->when.from,
			       .until_day = s->when.until,
			       .state = right_state_name(s->state),
			       .scheme = s->scheme < 0 ? S("") : desk->law->scheme[s->scheme].scheme,
			       .package = s->package,
			       .insured_id = s->insured,
			       .because = s->because,
			       .basis_id = (*ret_basis)->id };
}

rc rights_decide_again(struct tx *tx, struct arena *a, person_id person, instant at, struct rights_again *ret)
{
	struct rights_bases *bases = arena_new(a, struct rights_bases);
	struct rights_people people;
	struct rights_desk desk;

	*ret = (struct rights_again){ .n = 0 };
	TRY(rights_desk_open_at(tx, a, at, &desk));
	TRY(rights_people_decide(tx, a, &desk, person, person, at, &people));
	ret->version = desk.version;
	if (people.n == 0)
		return OK;
	ret->person = people.p;
	ret->row = arena_array(a, struct right, people.p->spans_n + 1);
	ret->basis = arena_array(a, str, people.p->spans_n + 1);
	for (; ret->n < people.p->spans_n; ret->n++) {
		struct rights_kept_basis *b;
		ret->row[ret->n] = rights_row(&desk, people.p, &people.p->span[ret->n], a, bases, &b);
		ret->basis[ret->n] = b->text;
	}
	return OK;
}
