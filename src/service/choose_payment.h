/* service/choose_payment.h - how a person pays: chosen by the person, or by an agent with them; confirmed;
 * revoked.
 *
 * Choosing writes a choice that waits (payment_choose()). What is signed, a direct debit, waits for a code
 * that reached the person's known phone or mail address (payment_send(), payment_confirm()), or for the scan
 * of a mandate signed on paper, which only agents take. The choice is the cause of the code: it holds
 * account, holder, day and the digest of the mandate's words and never changes, so that a code for one
 * account confirms no other. Only what is confirmed ends the way to pay before, and the person is told,
 * whoever did it.
 *
 * by->why is FOR_SELF or FOR_PAYMENT. An agent (by->user) has a reason and a word for the receipt
 * (service/assist.h) where something is confirmed or revoked.
 */
#ifndef SERVICE_CHOOSE_PAYMENT_H
#define SERVICE_CHOOSE_PAYMENT_H

#include "domain/payment_mode/payment_mode.h"
#include "domain/person/person.h"

#include "service/acting.h"
#include "service/keys.h"

struct db;

#define PAYMENT_PORTAL S("PORTAL")
#define PAYMENT_COUNTER S("COUNTER")
#define PAYMENT_COMMAND S("COMMAND")

/* Whose: the id, or the number as people write it. */
struct payer {
	person_id id;
	str number;
};

struct payment_choosing {
	struct acting by;
	struct payer payer;
	int64_t client_id; /* made by the form, not 0: sent twice, it is one choice */
	str channel;
	str language; /* of the mandate's text: ar, fr or en */
	str kind;     /* payment_kind_name(); of a direct debit also: */
	str rib, holder;
	int64_t day;
	bool paper; /* an agent has, or will have, the mandate signed on paper */
};

struct payment_chosen {
	payment_choice_id choice;
	person_id person;
	str signing; /* what it waits for: CODE, PAPER, or NONE: only to be confirmed */
	bool again;  /* the same form was sent before */
	bool done;   /* and confirmed: payment_confirm() says what came of it, without a code */
	str wrong;   /* with E_PAYMENT_FIELD: kind, rib, holder, day */
	enum rib_verdict rib;
	str rib_read; /* the digits that were read */
};

/* E_PERSON_NONE (also when it is somebody else's), E_PAYMENT_FIELD, E_PAYMENT_KIND, E_PAYMENT_OTHER,
 * E_PAYMENT_NO_WAY (a code could reach nobody), E_PAYMENT_MANY,
 * E_PAYMENT_OWN (an agent's own account: here and wherever something is done), E_USER_LANGUAGE */
rc payment_choose(struct db *db, struct arena *a, const struct payment_choosing *in,
		  struct payment_chosen *ret) MUST_USE;

/* Sends a code for the choice, in the language of its text. E_PAYMENT_CHOICE (none, over, or somebody
 * else's), E_PAYMENT_OFTEN, E_PAYMENT_NO_WAY */
rc payment_send(struct db *db, struct arena *a, const struct keys *k, const struct acting *by,
		person_id person, payment_choice_id choice) MUST_USE;

struct payment_confirming {
	struct acting by;
	person_id person;
	payment_choice_id choice;
	str code; /* as typed, where one is needed */
	document_id
	    paper; /* a kept document of kind MANDATE that was taken for no other, where one is needed */
};

struct payment_done {
	payment_mode_id mode;
	str reference; /* of the mandate, as people read it; empty: there is none */
	str receipt;   /* of the agent */
	bool again;    /* it was confirmed before */
};

/* E_PAYMENT_CHOICE, E_PAYMENT_CODE (the try was counted), E_PAYMENT_PAPER, E_ASSIST_REASON */
rc payment_confirm(struct db *db, struct arena *a, const struct keys *k, const struct payment_confirming *in,
		   struct payment_done *ret) MUST_USE;

/* The way to pay ends, its mandate is void. `mode` is the one that was looked at: another one that was chosen
 * since stays, and the same form again says what came of the first; 0: whichever it is. E_PAYMENT_NONE */
rc payment_revoke(struct db *db, struct arena *a, const struct acting *by, const struct payer *payer,
		  payment_mode_id mode, struct payment_done *ret) MUST_USE;

/* Forgets the accounts of choices that nobody confirmed in time. */
rc payment_sweep(struct db *db, instant now) MUST_USE;

#endif
