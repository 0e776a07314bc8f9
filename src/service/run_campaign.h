/* service/run_campaign.h - the messages of running campaigns are written into the outbox, wave by wave. */
#ifndef SERVICE_RUN_CAMPAIGN_H
#define SERVICE_RUN_CAMPAIGN_H

#include "domain/campaign/campaign.h"

#include "service/keys.h"

/* People of one transaction: the outbox must be free for others in between. */
enum { CAMPAIGN_CHUNK = 500 };

/* One chunk of each running campaign whose wave is under way or may begin: codes, messages and place in one
 * transaction, so that nobody is taken twice wherever it stops. Any number of processes may do it at the same
 * time. One whose text can't be written for somebody is stopped, and the journal says
 * why. *ret_people: how many were taken; 0: nothing is to be done now. */
rc campaigns_run(struct db *db, instant now, const struct keys *k, int64_t *ret_people) MUST_USE;

#endif
