/* domain/payment_mode/payment_mode.h - how people pay what they owe: the front door of the room.
 *
 * A person has one way to pay at a time, or none. A direct debit has an account (bank_account of the room
 * person), a holder, a day and a mandate. What was chosen and not confirmed yet is a choice; nothing is
 * debited because of one. What is read here by contributions (issue 5): payment_mode_now() and mandate_of().
 */
#ifndef DOMAIN_PAYMENT_MODE_PAYMENT_MODE_H
#define DOMAIN_PAYMENT_MODE_PAYMENT_MODE_H

#include "domain/payment_mode/mandate.h"

#include "store/db.h"

/* ---- which ways there are ---- */

enum payment_kind { PAY_DIRECT_DEBIT, PAY_TRANSFER, PAY_CARD, PAY_CASH_POINT, PAYMENT_KINDS };

/* DIRECT_DEBIT, as in the store. */
str payment_kind_name(enum payment_kind k);
bool payment_kind_parse(str name, enum payment_kind *ret);

/* What a scheme takes of its members themselves. */
struct payment_rule {
	str scheme;
	unsigned kinds; /* bits 1 << enum payment_kind; 0: members pay nothing themselves */
	int64_t day;	/* the only day of a direct debit; 0: the member chooses */
	str word; /* why, of the text family "paywhy."; UNCONFIRMED: no text was seen, all are offered */
};
/* Of a scheme that isn't listed: all kinds, UNCONFIRMED. */
struct payment_rule payment_rule_of(str scheme);

/* What somebody with these memberships may choose. */
struct payment_offer {
	unsigned kinds;
	int64_t day; /* of a direct debit, 0: free */
};
void payment_offer_add(struct payment_offer *o, const struct payment_rule *r);
static inline bool payment_offered(const struct payment_offer *o, enum payment_kind k)
{
	return (o->kinds & 1U << k) != 0;
}

enum { DEBIT_DAY_MAX = 28, HOLDER_MAX = 140 /* bytes; Max140Text of ISO 20022 */ };

/* Of an account's holder: something, letters, nothing of control or direction. */
bool payment_holder_good(str holder);
/* Does the holder's name look like another person's than this one's, written in either script, the last name
 * first or last? A question for an agent, not a reason to refuse. */
struct payment_names {
	str last_name, first_name, last_name_ar, first_name_ar;
};
bool payment_holder_differs(struct arena *a, str holder, const struct payment_names *p);

/* ---- ways to pay ---- */

#define PAYMENT_ACTIVE S("ACTIVE")
#define PAYMENT_REPLACED S("REPLACED")
#define PAYMENT_REVOKED S("REVOKED")

struct payment_mode {
	payment_mode_id payment_mode_id;
	person_id person_id;
	str kind;
	instant account_from; /* 0: no account */
	str holder;
	int64_t debit_day;
	str state;
	instant known_from, known_until;
	user_id chosen_by;
	str channel;
};

/* E_PAYMENT_NONE */
rc payment_mode_now(struct tx *tx, person_id person, struct arena *a, struct payment_mode *ret) MUST_USE;
/* Newest first, at most `max`. */
rc payment_modes_of(struct tx *tx, person_id person, size_t max, struct arena *a, struct payment_mode **ret,
		    size_t *ret_n) MUST_USE;
rc payment_mode_get(struct tx *tx, payment_mode_id id, struct arena *a, struct payment_mode *ret) MUST_USE;
/* The person has none before. E_DB_EXISTS: somebody was faster. */
rc payment_mode_add(struct tx *tx, const struct payment_mode *m) MUST_USE;
/* It was in use until `until`. E_DB_CONFLICT when it had ended before. */
rc payment_mode_end(struct tx *tx, payment_mode_id id, str state, instant until) MUST_USE;

/* ---- mandates ---- */

#define SIGNED_CODE S("CODE")
#define SIGNED_PAPER S("PAPER")
#define SIGNED_NOTHING S("NONE") /* of a choice: nothing has to be signed */

struct mandate {
	mandate_id mandate_id;
	str reference;
	payment_mode_id payment_mode_id;
	person_id person_id;
	str signing;
	instant signed_at;
	document_id document_id;
	str language, text_version;
	blob text_digest;
	str person_name, creditor_name, creditor_id;
	instant revoked_at; /* 0: in force */
};

/* E_DB_EXISTS: the reference is taken. */
rc mandate_add(struct tx *tx, const struct mandate *m) MUST_USE;
/* Of a direct debit. E_MANDATE_NONE, and so of the next two */
rc mandate_of(struct tx *tx, payment_mode_id mode, struct arena *a, struct mandate *ret) MUST_USE;
rc mandate_by_reference(struct tx *tx, str reference, struct arena *a, struct mandate *ret) MUST_USE;
/* The one that a scan was taken for. */
rc mandate_on_paper(struct tx *tx, person_id person, document_id paper, struct arena *a,
		    struct mandate *ret) MUST_USE;
/* The one of this way to pay, if it has one and it is in force. */
rc mandate_revoke(struct tx *tx, payment_mode_id mode, instant now) MUST_USE;

/* ---- choices ---- */

#define CHOICE_WAITING S("WAITING")
#define CHOICE_DONE S("DONE")

enum {
	CHOICE_MINUTES = 15, /* to look at it, and again for each code that is sent */
	CHOICE_PAPER_HOURS = 24,
	CHOICE_KEPT_DAYS = 30, /* so long the same form again is the same choice */
	CHOICES_A_DAY = 50     /* of one person */
};

struct payment_choice {
	payment_choice_id payment_choice_id;
	person_id person_id;
	int64_t client_id;
	blob digest;
	str kind, rib, holder;
	int64_t debit_day;
	str signing, reference, language, text_version;
	blob text_digest;
	str person_name, creditor_name;
	user_id chosen_by;
	str channel;
	instant made_at, sent_at, expires_at;
	str state;
	payment_mode_id payment_mode_id;
};

/* E_DB_EXISTS: the person's client_id is there. */
rc payment_choice_add(struct tx *tx, const struct payment_choice *c) MUST_USE;
/* E_PAYMENT_CHOICE, and so of the next one */
rc payment_choice_get(struct tx *tx, payment_choice_id id, struct arena *a,
		      struct payment_choice *ret) MUST_USE;
rc payment_choice_by_client(struct tx *tx, person_id person, int64_t client_id, struct arena *a,
			    struct payment_choice *ret) MUST_USE;
/* Whatever waits of the person doesn't any more. */
rc payment_choice_drop(struct tx *tx, person_id person) MUST_USE;
/* Those of everybody whose time is over don't wait any more; those that are over since CHOICE_KEPT_DAYS go.
 */
rc payment_choice_sweep(struct tx *tx, instant now) MUST_USE;
/* How many a person made since. */
rc payment_choice_count(struct tx *tx, person_id person, instant since, struct arena *a,
			int64_t *ret) MUST_USE;
/* A code was sent: E_PAYMENT_CHOICE when it doesn't wait any more, and so of the next one */
rc payment_choice_sent(struct tx *tx, payment_choice_id id, instant now, instant expires) MUST_USE;
rc payment_choice_done(struct tx *tx, payment_choice_id id, payment_mode_id mode) MUST_USE;

extern const struct db_stmt *const payment_mode_stmts[]; /* NULL terminated, for db_check() */

#endif
