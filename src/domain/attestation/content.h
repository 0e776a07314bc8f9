/* domain/attestation/content.h - what an attestation says, and the form in which it is signed.
 *
 * The form is that of a SMART Health Card: JSON with issuer, time and a FHIR R4 bundle of one Patient and a
 * Coverage for each membership, or a RelatedPerson for each relative. FHIR's Coverage.status is `active` for
 * what is in force, `draft` for what is to come and `cancelled` for everything else; the register's own word
 * is kept as a class called "state". Coverage.period.end is the last day inside, the register's until_day the
 * first day outside.
 *
 * RelatedPerson.relationship is the register's own word, its period the time over which the relative is a
 * dependant: without a start when that is the birth date, without an end when none is known, and without any
 * period when the fund can't say. A relative's
 * first identifier is the number, the second one, of the type "guardianship", what a court wrote. A third
 * type of the card, "unconfirmed", says that ends rest on values of the law that nobody has read in the
 * official text.
 */
#ifndef DOMAIN_ATTESTATION_CONTENT_H
#define DOMAIN_ATTESTATION_CONTENT_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

/* A kind of attestation, as a row. */
struct attestation_kind {
	str kind;      /* REGISTRATION: in the store, and in messages under "attestation_kind." */
	str word;      /* registration: on the command line, in forms, and in what is signed */
	bool day_only; /* shows the memberships that hold on the day of issue, not all */
	bool family;   /* shows relatives, and no membership */
};

/* All of them; *ret_n: how many. */
const struct attestation_kind *attestation_kinds(size_t *ret_n);
/* By its word; NULL if there is none. */
const struct attestation_kind *attestation_kind_of(str word);

enum {
	ATTESTED_MEMBERSHIPS_MAX = 6,
	ATTESTED_RELATIVES_MAX = 9, /* as many as a page holds; a code holds fewer when names are long */
	ATTESTATION_JWS_MAX = 1195  /* one code of version 22, says the standard */
};

struct attested_membership {
	str scheme;
	date from, until; /* as the register has them: DATE_NEVER while open */
	str state;
};

/* Somebody who is a dependant on the day of issue, or of whom that can't be said. */
struct attested_relative {
	str role; /* SPOUSE, CHILD, WARD */
	int64_t number;
	str last_name, first_name, last_name_ar, first_name_ar; /* of one script, when both don't fit */
	str born;
	bool said;	  /* until when is known: */
	date from, until; /* a dependant over [from, until), DATE_NEVER: no end is known */
	str court;	  /* of a ward: number of the judgement; may be empty */
};

struct attestation_content {
	str issuer;	   /* an https address; its keys are at /.well-known/jwks.json behind it */
	instant issued_at; /* whole seconds */
	const struct attestation_kind *kind;
	str reference;	/* REFERENCE_CHARS */
	int64_t number; /* of registration */
	str last_name, first_name, last_name_ar,
	    first_name_ar; /* as the register has them; one script may lack */
	str born;	   /* birth.h of the room person, as text */
	struct attested_membership memberships[ATTESTED_MEMBERSHIPS_MAX]; /* newest first */
	size_t memberships_n;
	struct attested_relative relatives[ATTESTED_RELATIVES_MAX]; /* spouses, children, wards */
	size_t relatives_n;
	bool unconfirmed; /* ends of relatives rest on values of the law that weren't read in the official
			     text */
};

/* The text that is signed, in `a`. */
str attestation_payload(struct arena *a, const struct attestation_content *c);
/* And back. E_ATTESTATION_CONTENT when it isn't one of attestation_payload(). */
rc attestation_content_read(struct arena *a, str payload, struct attestation_content *ret) MUST_USE;
/* SHA-256, hexadecimal, of what it says without reference and time. */
str attestation_content_hash(struct arena *a, const struct attestation_content *c);

#endif
