/* service/plan_campaign.h - a campaign is drafted, approved by somebody else, stopped, let go on; its size is
 * seen before, and its funnel while it runs. Each is a transaction of its own. */
#ifndef SERVICE_PLAN_CAMPAIGN_H
#define SERVICE_PLAN_CAMPAIGN_H

#include "domain/access/access.h"
#include "domain/campaign/campaign.h"
#include "domain/place/place.h"
#include "domain/scheme/scheme.h"

/* What a campaign comes to. */
struct campaign_cost {
	int64_t people, by_sms, by_email, no_way;
	int64_t parts;	   /* of all SMS, with the longest values */
	int64_t part_cost; /* as in struct message_gateway, 0: not known */
};

/* Drafts `c` (its members up to wave_minutes are read). E_CAMPAIGN_TEXT, E_CAMPAIGN_TEMPLATE */
rc campaign_draft(struct db *db, instant now, const struct campaign *c, user_id who, int64_t *ret) MUST_USE;
/* Counts the population. Writes nothing. E_CAMPAIGN_TEMPLATE */
rc campaign_measure(struct db *db, struct arena *a, const struct campaign *c,
		    struct campaign_cost *ret) MUST_USE;
/* The same for people who aren't registered yet: `sizes` says how they could be reached. */
rc campaign_measure_sizes(struct db *db, struct arena *a, const struct campaign *c,
			  const struct campaign_size *sizes, size_t n, struct campaign_cost *ret) MUST_USE;
/* From now on it runs. E_CAMPAIGN_NONE, E_CAMPAIGN_STATE, E_CAMPAIGN_APPROVER */
rc campaign_approve(struct db *db, instant now, struct arena *a, int64_t id, user_id who) MUST_USE;
/* No further message is written; those in the outbox go out. E_CAMPAIGN_NONE, E_CAMPAIGN_STATE */
rc campaign_stop(struct db *db, instant now, struct arena *a, int64_t id, user_id who) MUST_USE;
/* One that was stopped. */
rc campaign_go_on(struct db *db, instant now, struct arena *a, int64_t id, user_id who) MUST_USE;

/* Kinds of message that a campaign can fill: they know {address} and nothing that a campaign doesn't know. */
size_t campaign_kinds(struct arena *a, str **ret);
/* The text of c->template in force, with the longest values and c->address. E_CAMPAIGN_TEMPLATE */
struct campaign_text {
	str language, sms, subject, body; /* subject and body: of the e-mail */
	int64_t parts;			  /* of the SMS */
};
enum { CAMPAIGN_LANGUAGES = 3 };
rc campaign_texts(struct db *db, struct arena *a, const struct campaign *c,
		  struct campaign_text ret[static CAMPAIGN_LANGUAGES], int64_t *ret_part_cost) MUST_USE;

/* What a population can be chosen by. */
struct campaign_choices {
	struct scheme *schemes;
	size_t schemes_n;
	struct territory *territories; /* of today, above the communes; by code */
	size_t territories_n;
};
rc campaign_choices(struct db *db, instant now, struct arena *a, struct campaign_choices *ret) MUST_USE;

/* A campaign with what followed. */
struct campaign_view {
	struct campaign c;
	str made_by, approved_by;			  /* names; empty: the operator, or nobody yet */
	str territory_fr, territory_ar;			  /* of the population; empty: everywhere */
	struct campaign_funnel all, *territories, *waves; /* as they were counted at `asof` */
	size_t territories_n, waves_n;
	struct campaign_asof asof;
	struct campaign_wave *taken; /* wave by wave */
	size_t taken_n;
	struct campaign_failure *failures;
	size_t failures_n;
};
/* Newest first; those to the people of one delivery, oldest first, when `feed` isn't 0. */
rc campaigns_list(struct db *db, struct arena *a, int64_t feed, struct campaign **ret,
		  size_t *ret_n) MUST_USE;
/* E_CAMPAIGN_NONE */
rc campaign_show(struct db *db, struct arena *a, int64_t id, struct campaign_view *ret) MUST_USE;
/* Each territory of each wave, nothing hidden: for the operator. E_CAMPAIGN_NONE, E_LIMIT */
rc campaign_cells(struct db *db, struct arena *a, int64_t id, struct campaign_funnel **ret,
		  size_t *ret_n) MUST_USE;

#endif
