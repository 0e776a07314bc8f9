/* service/change_contact.h - people say how to reach them, themselves or with an agent.
 *
 * Address and language change at once. A new phone or e-mail address waits until the code that was sent there
 * is typed, by the person or by an agent to whom they read it out; an agent who saw on a paper who the person
 * is can do without. Whoever had the old one is told. Nothing here looks for other people with the same
 * phone: families share one, and nobody learns whose a number is.
 */
#ifndef SERVICE_CHANGE_CONTACT_H
#define SERVICE_CHANGE_CONTACT_H

#include "domain/contact/contact.h"
#include "domain/person/person.h"

#include "service/acting.h"
#include "service/confirm.h"

struct db;

struct contact_order {
	struct acting by;
	person_id person; /* 0, of an agent: the one of `number`, as people write it */
	str number;
	const struct keys *keys;
	unsigned given;			     /* CONTACT_BIT()s: what is said; the rest stays */
	str phone, email, address, language; /* as typed; an empty email: none any more */
	str paper; /* kind of document that an agent saw (document.h); empty: a new phone or e-mail gets a
		      code */
};

struct contact_ordered {
	person_id person;
	str wrong; /* with E_CONTACT_FIELD: phone, email, address, language, paper, or both (one code at a
		      time) */
	unsigned changed; /* CONTACT_BIT()s of what changed at once */
	bool waits;	  /* a code is on its way: contact_confirm() */
	enum contact_kind waiting;
	str receipt; /* of what changed at once, when an agent did it */
};

/* E_PERSON_NONE (also somebody else's file), E_CONTACT_FIELD, E_CONTACT_OFTEN (CONTACT_A_DAY, or a code was
 * sent a moment ago), E_ASSIST_REASON (an agent without a reason). What is said already changes nothing. */
rc contact_change(struct db *db, struct arena *a, const struct contact_order *o,
		  struct contact_ordered *ret) MUST_USE;

/* Another code to what waits already, which has the reason of an agent. E_CONTACT_NONE, E_CONTACT_OFTEN */
rc contact_again(struct db *db, struct arena *a, const struct contact_order *o, enum contact_kind kind,
		 struct contact_ordered *ret) MUST_USE;

struct contact_confirming {
	struct acting by; /* an agent without a reason has that of the one who asked for the change */
	person_id person;
	const struct keys *keys;
	enum contact_kind kind;
	str code; /* as typed */
};
/* *ret_receipt: when an agent did it, else empty. E_CONTACT_CODE (wrong, too old, tried too often: the try is
 * counted), E_CONTACT_NONE (nothing waits) */
rc contact_confirm(struct db *db, struct arena *a, const struct contact_confirming *c,
		   str *ret_receipt) MUST_USE;

/* The person says that what the fund knows is right. Again on the same day nothing is written. E_PERSON_NONE
 */
rc contact_right(struct db *db, struct arena *a, const struct acting *by, person_id person) MUST_USE;

/* Forgets new phones and addresses that nobody confirmed in time. */
rc contact_sweep(struct db *db, instant now) MUST_USE;

struct contact_waiting {
	enum contact_kind kind;
	str value; /* the new phone or address, as people read it */
};
struct contact_view {
	struct person p;
	str number, phone; /* as people read them */
	struct contact_waiting waiting[CONTACT_KINDS];
	size_t waiting_n;
	instant confirmed; /* when the details were last changed or said to be right; 0: never */
};
/* For the person or an agent; an agent's reading is an event. E_PERSON_NONE */
rc contact_show(struct db *db, struct arena *a, const struct acting *by, person_id person,
		struct contact_view *ret) MUST_USE;

#endif
