/* service/payment_show.h - how a person pays, how they could, and the words of mandates. What an agent reads
 * is an event; an agent sees the last digits of accounts only. */
#ifndef SERVICE_PAYMENT_SHOW_H
#define SERVICE_PAYMENT_SHOW_H

#include "domain/fund/fund.h"
#include "domain/payment_mode/payment_mode.h"
#include "domain/person/person.h"
#include "domain/scheme/scheme.h"

#include "service/choose_payment.h"

enum { PAYMENT_PAST_MAX = 20 };

/* The fund's identifier as a creditor. UNCONFIRMED: which identifiers banks of either country ask for was not
 * seen, and the fund has no setting for one; mandates then don't mention any. */
#define CREDITOR_ID S("")

/* ---- within a transaction ---- */

/* What the person's memberships of a day, and of later ones, allow. */
rc payment_offer_of(struct tx *tx, struct arena *a, person_id person, date day,
		    struct payment_offer *ret) MUST_USE;
/* The terms of the mandate of a choice that waits. */
struct mandate_terms payment_terms(struct arena *a, const struct person *p, const struct payment_choice *c);
/* SHA-256 of a version, a language and the words, in `a`. */
blob payment_text_digest(struct arena *a, str version, str language, str text);
/* A choice of the person, if `by` may go on with it. E_PAYMENT_CHOICE */
rc payment_choice_own(struct tx *tx, struct arena *a, const struct acting *by, person_id person,
		      payment_choice_id id, struct payment_choice *ret) MUST_USE;
bool payment_choice_waits(const struct payment_choice *c, instant now);

/* ---- alone ---- */

/* A way to pay with what belongs to it. */
struct payment_way {
	struct payment_mode m;
	str account; /* masked, empty: none */
	bool mandated;
	struct mandate mandate; /* if mandated */
	str reference;		/* of the mandate, as people read it */
	bool holder_differs;	/* from the person's name: a question */
};

struct payment_scheme {
	struct scheme scheme;
	struct payment_rule rule;
};

struct payment_view {
	struct person p;
	str number; /* as people read it */
	bool chosen;
	struct payment_way now;	  /* if chosen */
	struct payment_way *past; /* ended ones, newest first */
	size_t past_n;
	struct payment_scheme *schemes; /* of the person, now and to come */
	size_t schemes_n;
	struct payment_offer offer;
	str account;	/* known now, whatever for, masked; empty: none */
	bool reachable; /* a code can reach the person */
};
/* E_PERSON_NONE, also when somebody else asks. */
rc payment_show(struct db *db, struct arena *a, const struct acting *by, const struct payer *payer,
		struct payment_view *ret) MUST_USE;

struct payment_choice_view {
	struct person p;
	str number;
	struct payment_choice c;
	bool done;
	/* while it waits: */
	str account; /* all of it, in groups: whoever typed it compares */
	str text;    /* of the mandate, empty if there is none */
	str reference;
	bool holder_differs;
	/* once it is done: */
	struct payment_way way;
};
/* E_PAYMENT_CHOICE: none, over, or somebody else's. */
rc payment_choice_show(struct db *db, struct arena *a, const struct acting *by, person_id person,
		       payment_choice_id id, struct payment_choice_view *ret) MUST_USE;

/* A mandate as it was signed, or, of a choice that waits for paper, as it will be. */
struct mandate_view {
	str country;
	str language, creditor_name, person_name, number;
	str reference;		/* as people read it */
	str text;		/* its account masked for agents once it was signed */
	instant at, revoked_at; /* signed, or made; 0: in force */
	str signing;
	bool given; /* it was signed */
};
/* Reading is an event when an agent does. E_MANDATE_NONE (also of somebody else's), E_MANDATE_TEXT */
rc payment_mandate(struct db *db, struct arena *a, const struct acting *by, person_id person, str reference,
		   struct mandate_view *ret) MUST_USE;
/* E_PAYMENT_CHOICE when it doesn't wait for a signature on paper. */
rc payment_draft(struct db *db, struct arena *a, const struct acting *by, person_id person,
		 payment_choice_id id, struct mandate_view *ret) MUST_USE;

#endif
