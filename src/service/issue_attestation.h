/* service/issue_attestation.h - the fund says on paper what it knows about a person: issuing, fetching again,
 * confirming. Each is an event of the journal, written in the same transaction. */
#ifndef SERVICE_ISSUE_ATTESTATION_H
#define SERVICE_ISSUE_ATTESTATION_H

#include "domain/attestation/attestation.h"
#include "domain/scheme/scheme.h"

#include "service/acting.h"
#include "service/keys.h"
#include "service/purpose.h"

/* Who wants what about whom. */
struct attestation_order {
	person_id person; /* 0: the one of `number`, as people write it */
	str number;
	str kind;	/* its word: registration, rights, family */
	str language;	/* ar, fr, en */
	user_id user;	/* 0: the operator */
	bool on_behalf; /* somebody of the fund asks in the person's name */
	enum purpose why;
	struct acting assisted; /* of an agent to whom the person came: its reason and what go on a receipt;
				   no word: there is none */
};

/* What a paper and a page need. */
struct attestation_view {
	struct attestation_content content;
	person_id person;
	str language;
	str reference; /* as people read it */
	str number;    /* of the person, as people read it */
	str jws;
	str country;
	str fund_fr, fund_ar, fund_en; /* the fund's names as they are now */
	str receipt;		       /* of attestation_issue(), when an agent did it; else empty */
	struct scheme *schemes;	       /* for the names of those in the content, as they are now */
	size_t schemes_n;
};

/* Issues one, or finds the one that says the same and was issued on the same day. A person has the
 * ATTESTED_MEMBERSHIPS_MAX newest memberships on it, or as many as fit into its code. A family is whole: when
 * it doesn't fit into the code, its names are in one script, that of the language. E_PERSON_NONE,
 * E_ATTESTATION_PERSON, E_ATTESTATION_KIND, E_USER_LANGUAGE, E_ATTESTATION_LONG, E_ATTESTATION_FAMILY_NONE
 * (nobody is a dependant), E_ATTESTATION_FAMILY_LARGE, E_ASSIST_REASON */
rc attestation_issue(struct db *db, struct arena *a, const struct keys *keys,
		     const struct attestation_order *order, struct attestation_view *ret) MUST_USE;
/* One that was issued, as it was, by its reference as people type it. `person` 0: whoever's it is; else
 * another person's is none. E_ATTESTATION_NONE */
rc attestation_fetch(struct db *db, struct arena *a, const struct keys *keys, str reference, person_id person,
		     user_id user, enum purpose why, struct attestation_view *ret) MUST_USE;
/* The same for anybody who has the paper: what isn't a reference and what isn't known are asked for in the
 * same way and get the same answer. E_ATTESTATION_NONE */
rc attestation_confirm(struct db *db, struct arena *a, const struct keys *keys, str reference,
		       struct attestation_view *ret) MUST_USE;

/* Those of a person, newest first, at most `max`; no event: for who is reading the person. */
rc attestation_papers(struct db *db, struct arena *a, person_id person, size_t max, enum purpose why,
		      struct attestation **ret, size_t *ret_n) MUST_USE;

/* A number of registration in the content, as people read it. */
str attestation_number(struct arena *a, const struct attestation_view *v, int64_t number);
/* The name of a scheme in a language (ar, fr, en); the code itself when the fund has no such scheme any more.
 */
str attestation_scheme_name(const struct attestation_view *v, str scheme, str language);

#endif
