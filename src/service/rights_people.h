/* service/rights_people.h - the facts that rights rest on, of many people at once or of one, and what is
 * decided from them.
 *
 * People are read by ranges of ids, table by table in the order of their keys; one person is a range of one.
 * So a bulk run and the small change of a fact decide by the same code.
 */
#ifndef SERVICE_RIGHTS_PEOPLE_H
#define SERVICE_RIGHTS_PEOPLE_H

#include "domain/rights/rights.h"

enum { RIGHTS_MARK_BYTES = 32 };

/* The rules of the fund's law as rights take them. */
struct rights_desk {
	str country;
	int64_t version; /* of the law */
	const struct rights_law *law;
	unsigned char mark[RIGHTS_MARK_BYTES]; /* SHA-256 of the law and the signatures */
};
/* Of the law and the signatures that stand: made once and kept, by the program's first thread alone. */
rc rights_desk_open(struct tx *tx, struct arena *a, struct rights_desk *ret) MUST_USE;
/* As they were known at a moment, for making a decision again. */
rc rights_desk_open_at(struct tx *tx, struct arena *a, instant at, struct rights_desk *ret) MUST_USE;

/* What is known of a person, and what was decided. */
struct rights_person {
	struct rights_facts f;
	bool active;	       /* is somebody, was not withdrawn */
	int64_t commune_id;    /* where they live, 0: not known */
	struct candidates own; /* rights_people_decide() */
	struct right_span *span;
	size_t spans_n;
};
struct rights_people {
	struct rights_person *p; /* by id */
	size_t n;
	struct family_link *link; /* to them, by relative */
	struct guardianship *guardian;
	size_t links_n, guardians_n;
};

/* Everybody with an id of first..last that the fund knew at `at` (KNOWN_NOW: now), with their facts and those
 * of the relatives they depend on, decided. */
rc rights_people_decide(struct tx *tx, struct arena *a, const struct rights_desk *desk, person_id first,
			person_id last, instant at, struct rights_people *ret) MUST_USE;
/* The same people with the same facts, decided by another law, in the transaction that read them. */
rc rights_people_again(struct tx *tx, struct arena *a, const struct rights_desk *desk, instant at,
		       const struct rights_people *was, struct rights_people *ret) MUST_USE;

/* Their own facts alone, without relatives, and nothing decided. */
rc rights_people_facts(struct tx *tx, struct arena *a, person_id first, person_id last, instant at,
		       struct rights_people *ret) MUST_USE;

/* Bases that were written out already: nearly everybody rests on the same values. Starts as { 0 }; of two
 * that share a place the later one is kept. */
struct rights_kept_basis {
	int point[BECAUSE_MAX];
	size_t n;
	int64_t id; /* 0: nothing here */
	str text;
	bool stored; /* the caller's: the store has it */
};
enum { RIGHTS_BASES = 512 };
struct rights_bases {
	struct rights_kept_basis at[RIGHTS_BASES];
};
/* One span as a row, without what is known from when. *ret_basis is good until the next call. */
struct right rights_row(const struct rights_desk *desk, const struct rights_person *p,
			const struct right_span *s, struct arena *a, struct rights_bases *bases,
			struct rights_kept_basis **ret_basis);

/* One person's timeline from the facts and the law as they were known at a moment, as rows with their bases.
 */
struct rights_again {
	int64_t version;		    /* of the law */
	const struct rights_person *person; /* NULL: not known then */
	struct right *row;
	str *basis;
	size_t n;
};
/* E_LAW_VERSION_NONE: no law was kept then. */
rc rights_decide_again(struct tx *tx, struct arena *a, person_id person, instant at,
		       struct rights_again *ret) MUST_USE;

#endif
