/* domain/usage/usage.h - services that people finished, online or with an agent: the front door of the room.
 *
 * A use is written by the transaction that finishes the service, once for each thing done: a declaration that
 * is sent, a phone that is confirmed, an attestation that is made. What is only looked at is no use.
 */
#ifndef DOMAIN_USAGE_USAGE_H
#define DOMAIN_USAGE_USAGE_H

#include "store/db.h"

enum used_service {
	USE_ACCOUNT,	  /* the first password was chosen */
	USE_CONTACT,	  /* phone, e-mail or address changed, or said to be right */
	USE_STATEMENT,	  /* "this is not me", "I have stopped", something is wrong: sent */
	USE_FAMILY,	  /* somebody declared, ended, or proved: sent */
	USE_PAYMENT_MODE, /* a way to pay chosen, and confirmed where it must be */
	USE_ATTESTATION,  /* a paper made that wasn't there yet */
	USES
};

#define USE_ONLINE S("ONLINE")
#define USE_COUNTER S("COUNTER")

/* ACCOUNT, as in the store. */
str used_service_name(enum used_service s);

struct service_use {
	int64_t service_use_id; /* id_new(at) */
	person_id person_id;
	str service, channel;
	int64_t commune_id; /* 0: not known */
	instant at;
};

rc service_use_add(struct tx *tx, const struct service_use *u) MUST_USE;
/* Of a person, newest first, at most `max`. */
rc service_uses_of(struct tx *tx, person_id person, size_t max, struct arena *a, struct service_use **ret,
		   size_t *ret_n) MUST_USE;

/* ---- counting ---- */

/* One month, territory, service and channel. */
struct usage_count {
	date month; /* its first day */
	int64_t territory_id;
	str service, channel;
	int64_t uses, people, trips; /* people: each once a month */
};

/* Uses that aren't counted yet, in the order of their ids. */
rc usage_waiting(struct tx *tx, size_t max, struct arena *a, struct service_use **ret,
		 size_t *ret_n) MUST_USE;
/* Those of usage_waiting(), up to and with the last one, are counted: in the same transaction. */
rc usage_taken(struct tx *tx, int64_t last) MUST_USE;
/* struct service_use of each of the people (distinct, ascending), in the order of ids, from `from` on, before
 * `until`. */
rc usage_past(struct tx *tx, instant from, instant until, const int64_t *people, size_t n, db_row *row,
	      void *cls) MUST_USE;
/* Which of these uses (distinct, ascending) aren't counted yet: struct service_use, its id only. */
rc usage_waiting_among(struct tx *tx, const int64_t *uses, size_t n, db_row *row, void *cls) MUST_USE;
/* All that were counted, person by person, in the order of ids: struct service_use. */
rc usage_each(struct tx *tx, db_row *row, void *cls) MUST_USE;
/* Of them those from `from` on, before `until`. */
rc usage_each_between(struct tx *tx, instant from, instant until, db_row *row, void *cls) MUST_USE;
/* Adds to what is there; figures may be negative. */
rc usage_count_add(struct tx *tx, const struct usage_count *c) MUST_USE;
rc usage_counted_set(struct tx *tx, instant now) MUST_USE;
/* 0: never. */
rc usage_counted_at(struct tx *tx, struct arena *a, instant *ret) MUST_USE;

/* ---- figures ---- */

enum { USAGE_COUNTS_MAX = 200000 };
struct usage_asked {
	date from, until;     /* months, both inside */
	int64_t territory_id; /* it and what lies in it, 0: everywhere */
	str service;	      /* empty: all */
};
/* Sums by month, service and channel (territory_id 0), in this order. */
rc usage_by_month(struct tx *tx, const struct usage_asked *q, struct arena *a, struct usage_count **ret,
		  size_t *ret_n) MUST_USE;
/* Sums by territory, service and channel (month as asked from). */
rc usage_by_territory(struct tx *tx, const struct usage_asked *q, struct arena *a, struct usage_count **ret,
		      size_t *ret_n) MUST_USE;
/* The first and the last month that has any; both 0: none. */
rc usage_months(struct tx *tx, struct arena *a, date *ret_from, date *ret_until) MUST_USE;

extern const struct db_stmt *const usage_stmts[]; /* NULL terminated, for db_check() */

#endif
