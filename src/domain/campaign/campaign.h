/* domain/campaign/campaign.h - a population is told something, in waves: the front door of the room.
 *
 *   DRAFT -> RUNNING -> DONE
 *              |  ^
 *              v  |
 *            STOPPED
 *
 * Whoever drafted it doesn't approve it. People are taken in the order of their ids, so that a campaign that
 * goes on takes nobody twice; who joins the population behind that place is not told. The statements about
 * populations and funnels read the tables of other rooms: they count and choose, and decide nothing.
 */
#ifndef DOMAIN_CAMPAIGN_CAMPAIGN_H
#define DOMAIN_CAMPAIGN_CAMPAIGN_H

#include "store/db.h"

#define CAMPAIGN_DRAFT S("DRAFT")
#define CAMPAIGN_RUNNING S("RUNNING")
#define CAMPAIGN_STOPPED S("STOPPED")
#define CAMPAIGN_DONE S("DONE")

enum {
	CAMPAIGNS_MAX = 1000,	   /* listed */
	CAMPAIGN_NAME_MAX = 100,   /* bytes */
	CAMPAIGN_ADDRESS_MAX = 60, /* bytes: it stands in an SMS */
	CAMPAIGN_WAVE_MAX = 10000000,
	CAMPAIGN_WAVES_MAX = 10000,
};

struct campaign {
	int64_t campaign_id;
	str name, template, address;
	str scheme, profession;
	int64_t territory_id, feed_id;
	bool not_activated;
	int64_t wave_size, wave_minutes;
	str state;
	int64_t people;
	person_id position;
	int64_t wave, wave_left;
	instant wave_at, made_at;
	user_id made_by;
	instant approved_at;
	user_id approved_by;
	instant ended_at;
};

struct campaign_wave {
	int64_t campaign_id, wave;
	instant began_at;
	person_id last_person;
	int64_t people, no_way;
};

/* ---- decisions ---- */

/* Name, address, size and pace. E_CAMPAIGN_TEXT */
rc campaign_check(const struct campaign *c) MUST_USE;
/* E_CAMPAIGN_STATE, E_CAMPAIGN_APPROVER: `who` drafted it. */
rc campaign_may_approve(const struct campaign *c, user_id who) MUST_USE;
/* How many people may be taken now, at most `max`; 0: not yet. A wave that may begin has begun in *c. */
int64_t campaign_take(struct campaign *c, instant now, int64_t max);

/* ---- campaigns ---- */

rc campaign_add(struct tx *tx, const struct campaign *c) MUST_USE;
/* E_CAMPAIGN_NONE */
rc campaign_get(struct tx *tx, int64_t id, struct arena *a, struct campaign *ret) MUST_USE;
/* Newest first. */
rc campaign_list(struct tx *tx, struct arena *a, struct campaign **ret, size_t *ret_n) MUST_USE;
/* To the people of a delivery, oldest first. */
rc campaign_of_feed(struct tx *tx, int64_t feed, struct arena *a, struct campaign **ret,
		    size_t *ret_n) MUST_USE;
/* Those that run, oldest first. */
rc campaign_running(struct tx *tx, struct arena *a, struct campaign **ret, size_t *ret_n) MUST_USE;
/* State, size, place, waves and times of `is`, if it still is in `was`'s state and at its place.
 * E_DB_CONFLICT when somebody was quicker. */
rc campaign_move(struct tx *tx, const struct campaign *was, const struct campaign *is) MUST_USE;
/* The wave's row, new or in place of the one before. */
rc campaign_wave_put(struct tx *tx, const struct campaign_wave *w) MUST_USE;
/* E_DB_NONE */
rc campaign_wave_get(struct tx *tx, int64_t id, int64_t wave, struct arena *a,
		     struct campaign_wave *ret) MUST_USE;
rc campaign_waves(struct tx *tx, int64_t id, struct arena *a, struct campaign_wave **ret,
		  size_t *ret_n) MUST_USE;

/* ---- the population ---- */

struct campaign_person {
	person_id person_id;
	int64_t number, phone;
	str last_name, first_name, last_name_ar, first_name_ar, email, language;
};
/* The next `max` people behind c->position. */
rc campaign_people(struct tx *tx, const struct campaign *c, int64_t max, struct arena *a,
		   struct campaign_person **ret, size_t *ret_n) MUST_USE;
/* How many there are, by language and by the way to them. */
struct campaign_size {
	str language;
	int64_t phone; /* a number that begins like theirs, 0: none */
	int64_t mail;  /* 1: an e-mail address */
	int64_t n;
	bool mobile; /* SMS: for the caller to say */
};
rc campaign_sizes(struct tx *tx, const struct campaign *c, struct arena *a, struct campaign_size **ret,
		  size_t *ret_n) MUST_USE;

/* ---- what followed ---- */

/* How far somebody came; everybody is counted once at each step. */
enum campaign_step {
	STEP_WRITTEN,
	STEP_SENT, /* the gateway has taken it */
	STEP_DELIVERED,
	STEP_FAILED,
	STEP_EXPIRED,
	STEP_CODE_USED,
	STEP_ACCOUNT, /* opened since the message was written */
	STEP_CONTACT, /* phone, e-mail or address said since then, online or at a counter; so the others */
	STEP_FAMILY,  /* somebody declared */
	STEP_PAYMENT_MODE, /* a way to pay chosen */
	STEP_ATTESTATION,  /* a paper taken */
	CAMPAIGN_STEPS
};
/* WRITTEN, as in the store. */
str campaign_step_name(enum campaign_step s);

/* People of the campaign in a province or wilaya, or of a wave, and how far they came. */
struct campaign_funnel {
	int64_t wave, territory_id; /* 0: not of one */
	str code, name_fr, name_ar; /* of the territory */
	int64_t n[CAMPAIGN_STEPS];
	unsigned hidden; /* bits 1 << step: too few to be shown, see campaign_hide_small() */
};

enum { CAMPAIGN_SMALL = 5, CAMPAIGN_CELLS_MAX = 500000 };

/* All of them together. Every person is of one wave, so the sum of the waves is the campaign. */
struct campaign_funnel campaign_funnel_sum(const struct campaign_funnel *f, size_t n);
/* Territories beside their sum: what is fewer than CAMPAIGN_SMALL people is hidden (base/small.h). */
void campaign_hide_small(struct arena *a, struct campaign_funnel *f, size_t n);
static inline bool campaign_hides(const struct campaign_funnel *f, enum campaign_step s)
{
	return (f->hidden >> s & 1U) != 0;
}

/* As they were last counted. */
rc campaign_funnel_by_territory(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
				size_t *ret_n) MUST_USE;
rc campaign_funnel_by_wave(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
			   size_t *ret_n) MUST_USE;
/* Each territory of each wave. E_LIMIT above CAMPAIGN_CELLS_MAX counts. */
rc campaign_funnel_cells(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
			 size_t *ret_n) MUST_USE;
/* Why messages failed: the gateway's words, how often; the most frequent first. Empty words: all others. */
struct campaign_failure {
	str why;
	int64_t n;
};
enum { CAMPAIGN_FAILURES_MAX = 20 };
rc campaign_failures(struct tx *tx, int64_t id, struct arena *a, struct campaign_failure **ret,
		     size_t *ret_n) MUST_USE;

/* ---- counting ---- */

/* A gateway's words without what tells whom they are about: a word with an '@' or six digits is "*". */
str campaign_why(struct arena *a, str words);

/* A wave that is to be counted, and when it was. */
struct campaign_due {
	int64_t campaign_id, wave;
	instant began_at;
	person_id behind, last_person; /* behind the first, up to and with the other */
	instant counted_at;	       /* 0: never */
};

/* When a wave that began then and was counted now is to be counted again: after a sixtieth of its age, at
 * least every quarter of an hour, not before three seconds; after three months once a day. */
instant campaign_count_again(instant began, instant counted);
/* The one that waits the longest, of all campaigns. E_DB_NONE */
rc campaign_count_due(struct tx *tx, instant now, struct arena *a, struct campaign_due *ret) MUST_USE;
/* People of a wave behind `after`, in the order of their ids, at most `max`: how many of a commune came how
 * far. Messages that failed stand in rows of their own, by `why`. */
struct campaign_counted_row {
	int64_t commune_id; /* 0: not known */
	str why;
	person_id last; /* the last person counted */
	int64_t written, sent, delivered, failed, expired, code_used, account, contact, family, payment_mode,
	    attestation;
};
rc campaign_count_people(struct tx *tx, const struct campaign_due *d, person_id after, int64_t max,
			 struct arena *a, struct campaign_counted_row **ret, size_t *ret_n) MUST_USE;
/* What was counted takes the place of what was there. Nothing happens when somebody counted later meanwhile.
 * `f`: by territory. */
rc campaign_count_put(struct tx *tx, const struct campaign_due *d, instant counted,
		      const struct campaign_funnel *f, size_t n, const struct campaign_failure *why,
		      size_t why_n) MUST_USE;
/* Waves that were never counted, and since when the oldest count of the others stands (0: there is none). */
struct campaign_asof {
	int64_t never;
	instant counted_at;
};
rc campaign_counted_at(struct tx *tx, int64_t id, struct arena *a, struct campaign_asof *ret) MUST_USE;

extern const struct db_stmt *const campaign_stmts[]; /* NULL terminated, for db_check() */

#endif
