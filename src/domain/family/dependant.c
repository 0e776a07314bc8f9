/* domain/family/dependant.c - until when a relative is a dependant. */
#include "domain/family/dependant.h"

static const char *const roles[] = { "SPOUSE", "CHILD", "WARD" };
static const char *const proofs[] = { "STUDENT", "DISABILITY" };
static const char *const whys[] = {
	"NO_END",	 "NOT_YET",	     "LINK",	     "AGE",	   "STUDENT_AGE",
	"STUDENT_PROOF", "DISABILITY_PROOF", "GUARDIANSHIP", "LAW_MISSING"
};

static bool find(const char *const *names, size_t n, str name, size_t *ret)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_of(names[i]), name)) {
			*ret = i;
			return true;
		}
	return false;
}

str family_role_name(enum family_role r) { return str_of(roles[r]); }
str proof_kind_name(enum proof_kind k) { return str_of(proofs[k]); }
str dependant_why_name(enum dependant_why w) { return str_of(whys[w]); }

bool family_role_parse(str name, enum family_role *ret)
{
	size_t i;

	if (!find(roles, sizeof roles / sizeof roles[0], name, &i))
		return false;
	*ret = (enum family_role)i;
	return true;
}

bool proof_kind_parse(str name, enum proof_kind *ret)
{
	size_t i;

	if (!find(proofs, sizeof proofs / sizeof proofs[0], name, &i))
		return false;
	*ret = (enum proof_kind)i;
	return true;
}

date birthday(struct birth born, int age)
{
	date d;

	if (birth_presumed(born))
		must(rc_ok(date_make(born.year + age + 1, 1, 1, &d)));
	else if (!rc_ok(date_make(born.year + age, born.month, born.day, &d)))
		must(rc_ok(date_make(born.year + age, 3, 1, &d)));
	return d;
}

/* One reason to be a dependant: for how long, and what ends it. */
struct ground {
	span when;
	enum dependant_why why;
};

static void cut(struct ground *g, date until, enum dependant_why why)
{
	if (until.days < g->when.until.days) {
		g->when.until = until;
		g->why = why;
	}
}

static struct ground ground_of(const struct dependant_facts *f, const struct family_law *law, size_t i)
{
	static const enum dependant_why ends[] = {
		[PROOF_STUDENT] = WHY_STUDENT_PROOF, [PROOF_DISABILITY] = WHY_DISABILITY_PROOF
	};
	struct ground g = { f->link, f->link.until.days == DATE_NEVER.days ? WHY_NO_END : WHY_LINK };

	if (f->role == ROLE_WARD) {
		if (f->guardianship.from.days > g.when.from.days)
			g.when.from = f->guardianship.from;
		cut(&g, f->guardianship.until, WHY_GUARDIANSHIP);
	}
	if (f->role == ROLE_SPOUSE)
		return g;
	if (i == f->proofs_n) {
		cut(&g, birthday(f->born, law->value[LAW_CHILD_AGE]), WHY_AGE);
		return g;
	}
	const struct dated_proof *p = &f->proof[i];
	if (p->when.from.days > g.when.from.days)
		g.when.from = p->when.from;
	cut(&g, p->when.until, ends[p->kind]);
	if (p->kind == PROOF_STUDENT)
		cut(&g, birthday(f->born, law->value[LAW_STUDENT_AGE]), WHY_STUDENT_AGE);
	return g;
}

/* A student's proof says nothing when the law of the day has no age for it, and so with a disability. */
static bool counts(const struct dependant_facts *f, const struct family_law *law, size_t i)
{
	if (i == f->proofs_n)
		return true;
	return f->role != ROLE_SPOUSE &&
	       law->value[f->proof[i].kind == PROOF_STUDENT ? LAW_STUDENT_AGE : LAW_DISABLED] != 0;
}

/* Grounds that follow each other without a day between them are one. */
static bool longer(const struct dependant_facts *f, const struct family_law *law, struct dependant *d)
{
	for (size_t i = 0; i <= f->proofs_n; i++) {
		struct ground g = ground_of(f, law, i);
		if (!counts(f, law, i) || g.when.from.days > d->until.days ||
		    g.when.until.days <= d->until.days)
			continue;
		d->until = g.when.until;
		d->why = g.why;
		return true;
	}
	return false;
}

/* The ground that ended last before the day. */
static void over(const struct dependant_facts *f, const struct family_law *law, date day, struct dependant *d)
{
	d->until = (date){ INT32_MIN };
	for (size_t i = 0; i <= f->proofs_n; i++) {
		struct ground g = ground_of(f, law, i);
		if (counts(f, law, i) && g.when.until.days <= day.days && g.when.until.days > d->until.days) {
			d->until = g.when.until;
			d->why = g.why;
		}
	}
	if (d->until.days == INT32_MIN) { /* none is over: the first is still to begin */
		d->until = f->link.until;
		d->why = WHY_NOT_YET;
	}
}

struct dependant dependant_on(const struct dependant_facts *f, const struct family_law *law, date day)
{
	struct dependant d = { .confirmed =
				   f->role == ROLE_SPOUSE || (law->confirmed && f->role != ROLE_WARD) };

	if (f->role != ROLE_SPOUSE && law->value[LAW_CHILD_AGE] == 0) {
		d.until = f->link.until;
		d.why = WHY_LAW_MISSING;
		return d;
	}
	for (size_t i = 0; i <= f->proofs_n && !d.is; i++) {
		struct ground g = ground_of(f, law, i);
		if (!counts(f, law, i) || !span_has(g.when, day))
			continue;
		d.is = true;
		d.until = g.when.until;
		d.why = g.why;
	}
	if (!d.is) {
		over(f, law, day, &d);
		return d;
	}
	while (longer(f, law, &d))
		;
	return d;
}
