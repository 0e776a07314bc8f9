/* domain/person/match.c - are these two the same person? */
#include "domain/person/match.h"

#include "base/name.h"

/* One name of each, in both scripts. */
struct name_pair {
	str latin_a, arabic_a, latin_b, arabic_b;
};

/* How alike in the script where they are most and least alike. */
struct likeness {
	enum name_likeness best, worst;
};

static struct likeness alike(struct name_pair p)
{
	bool latin = p.latin_a.n > 0 && p.latin_b.n > 0, arabic = p.arabic_a.n > 0 && p.arabic_b.n > 0;

	if (latin && arabic) {
		enum name_likeness l = name_similar(p.latin_a, p.latin_b),
				   r = name_similar(p.arabic_a, p.arabic_b);
		return l > r ? (struct likeness){ l, r } : (struct likeness){ r, l };
	}
	enum name_likeness only =
	    name_similar(latin || (!arabic && p.latin_a.n > 0) ? p.latin_a : p.arabic_a,
			 latin || (!arabic && p.arabic_b.n == 0) ? p.latin_b : p.arabic_b);
	/* Some people have one name only: what neither has says nothing against them. */
	bool neither = p.latin_a.n + p.arabic_a.n + p.latin_b.n + p.arabic_b.n == 0;
	return neither ? (struct likeness){ NAME_EQUAL, NAME_EQUAL } : (struct likeness){ only, only };
}

static unsigned name_bits(struct likeness last, struct likeness first)
{
	unsigned bits = 0;

	if (last.best != NAME_DIFFERENT)
		bits |= last.best == NAME_EQUAL ? MATCHED_LAST_EQUAL : MATCHED_LAST_SPELLING;
	if (first.best != NAME_DIFFERENT)
		bits |= first.best == NAME_EQUAL ? MATCHED_FIRST_EQUAL : MATCHED_FIRST_SPELLING;
	if ((last.best != NAME_DIFFERENT && last.worst == NAME_DIFFERENT) ||
	    (first.best != NAME_DIFFERENT && first.worst == NAME_DIFFERENT))
		bits |= MATCH_SCRIPTS_CONTRADICT;
	return bits;
}

static bool names_agree(unsigned evidence)
{
	return (evidence & (MATCHED_LAST_EQUAL | MATCHED_LAST_SPELLING)) != 0 &&
	       (evidence & (MATCHED_FIRST_EQUAL | MATCHED_FIRST_SPELLING)) != 0;
}

static bool nameless(const struct person_facts *f)
{
	return f->last_name.n + f->first_name.n + f->last_name_ar.n + f->first_name_ar.n == 0;
}

static unsigned names_of(const struct person_facts *a, const struct person_facts *b)
{
	if (nameless(a) || nameless(b))
		return 0;
	struct likeness last =
	    alike((struct name_pair){ a->last_name, a->last_name_ar, b->last_name, b->last_name_ar });
	struct likeness first =
	    alike((struct name_pair){ a->first_name, a->first_name_ar, b->first_name, b->first_name_ar });
	unsigned straight = name_bits(last, first);
	if (names_agree(straight))
		return straight;
	struct likeness last_first =
	    alike((struct name_pair){ a->last_name, a->last_name_ar, b->first_name, b->first_name_ar });
	if (last_first.best == NAME_DIFFERENT)
		return straight;
	struct likeness first_last =
	    alike((struct name_pair){ a->first_name, a->first_name_ar, b->last_name, b->last_name_ar });
	unsigned swapped = name_bits(last_first, first_last);
	if (!names_agree(swapped))
		return straight;
	return (swapped & MATCH_SCRIPTS_CONTRADICT) | MATCHED_LAST_SPELLING | MATCHED_FIRST_SPELLING |
	       MATCHED_SWAPPED;
}

static unsigned facts_of(const struct person_facts *a, const struct person_facts *b)
{
	unsigned bits = 0;

	if (a->id_value.n > 0 && str_eq(a->id_kind, b->id_kind) && str_eq(a->id_value, b->id_value))
		bits |= MATCHED_ID;
	if (a->birth.year != 0 && birth_agrees(a->birth, b->birth))
		bits |= birth_equal(a->birth, b->birth) ? MATCHED_BIRTH : MATCHED_BIRTH_YEAR;
	if (a->sex.n > 0 && b->sex.n > 0)
		bits |= str_eq(a->sex, b->sex) ? MATCHED_SEX : MATCH_SEX_CONTRADICTS;
	if (a->commune_id != 0 && a->commune_id == b->commune_id)
		bits |= MATCHED_COMMUNE;
	if (a->phone != 0 && a->phone == b->phone)
		bits |= MATCHED_PHONE;
	return bits;
}

unsigned match_evidence(const struct person_facts *a, const struct person_facts *b)
{
	return facts_of(a, b) | names_of(a, b);
}

static bool has(unsigned evidence, unsigned all) { return (evidence & all) == all; }

enum match_verdict match_persons(const struct person_facts *a, const struct person_facts *b,
				 unsigned *ret_evidence)
{
	unsigned e = facts_of(a, b);
	bool may_be_probable = has(e, MATCHED_BIRTH | MATCHED_COMMUNE) && !(e & MATCH_SEX_CONTRADICTS);

	if (has(e, MATCHED_ID) || may_be_probable)
		e |= names_of(a, b);
	*ret_evidence = e;
	if (has(e, MATCHED_ID)) {
		bool born = (e & (MATCHED_BIRTH | MATCHED_BIRTH_YEAR)) != 0;
		bool contradicted = (e & (MATCH_SEX_CONTRADICTS | MATCH_SCRIPTS_CONTRADICT)) != 0;
		return born && names_agree(e) && !contradicted ? MATCH_SAME : MATCH_REVIEW_ID_SHARED;
	}
	return may_be_probable && names_agree(e) ? MATCH_REVIEW_PROBABLE : MATCH_DISTINCT;
}
