/* domain/contact/contact.h - how to reach people, as they say it themselves: the front door of the room.
 *
 * The values lie with the person (domain/person). Here lie what waits for the code that was sent to a new
 * phone or address, and who said what: a managing body that repeats an old number doesn't undo what the
 * person said since.
 */
#ifndef DOMAIN_CONTACT_CONTACT_H
#define DOMAIN_CONTACT_CONTACT_H

#include "store/db.h"

enum contact_kind { CONTACT_PHONE, CONTACT_EMAIL, CONTACT_ADDRESS, CONTACT_LANGUAGE, CONTACT_KINDS };

/* Several at once: bits. */
#define CONTACT_BIT(kind) (1u << (kind))
#define CONTACT_REACHES \
	(CONTACT_BIT(CONTACT_PHONE) | CONTACT_BIT(CONTACT_EMAIL)) /* by these a message comes */

enum {
	CONTACT_ADDRESS_MAX = 200, /* bytes */
	CONTACT_A_DAY = 6,	   /* changes of one person */
	CONTACT_WAITS_H = 24,	   /* a change that nobody confirms */
	CONTACT_SAID_MAX = 200,	   /* rows that are read */
};

/* PHONE, as in the store; and back, false: none of them. */
str contact_kind_name(enum contact_kind k);
bool contact_kind_parse(str name, enum contact_kind *ret);
/* "numéro de téléphone", for {what} of the message contact.changed; of several, with commas between. */
str contact_words(struct arena *a, unsigned bits, str language);

/* ---- what waits ---- */

struct contact_change {
	person_id person_id;
	str kind; /* PHONE or EMAIL */
	int64_t contact_change_id;
	int64_t phone;
	str email;
	user_id asked_by; /* 0: the person */
	str reason;	  /* of an agent */
	instant asked_at, expires_at;
};
/* In place of the one before of its kind. */
rc contact_change_put(struct tx *tx, const struct contact_change *c) MUST_USE;
/* At most one of each kind, of those that aren't expired. */
rc contact_changes(struct tx *tx, person_id person, instant now, struct arena *a, struct contact_change **ret,
		   size_t *ret_n) MUST_USE;
rc contact_change_drop(struct tx *tx, const struct contact_change *c) MUST_USE;
/* Forgets what is expired: phones and addresses that nobody confirmed. */
rc contact_change_sweep(struct tx *tx, instant now) MUST_USE;

/* ---- what was said ---- */

#define CONTACT_BY_CODE S("CODE")
#define CONTACT_BY_PAPER S("PAPER")
#define CONTACT_BY_WORD S("SAID")

struct contact_said {
	person_id person_id;
	instant said_at;
	str kind;
	int64_t source_id;
	str how, paper;
	user_id said_by; /* 0: the person */
};
rc contact_said_add(struct tx *tx, const struct contact_said *s) MUST_USE;
/* Newest first, at most CONTACT_SAID_MAX. */
rc contact_said_of(struct tx *tx, person_id person, struct arena *a, struct contact_said **ret,
		   size_t *ret_n) MUST_USE;
/* What the person, or an agent with them, ever said: bits. */
rc contact_own(struct tx *tx, person_id person, struct arena *a, unsigned *ret) MUST_USE;

extern const struct db_stmt *const contact_stmts[]; /* NULL terminated, for db_check() */

#endif
