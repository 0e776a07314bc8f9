/* service/count_campaigns.h - what followed each wave of a campaign is counted, so that a page reads a few
 * rows however many people were told. */
#ifndef SERVICE_COUNT_CAMPAIGNS_H
#define SERVICE_COUNT_CAMPAIGNS_H

#include "domain/campaign/campaign.h"

/* People of one reading transaction: nobody waits for it, and SQLite's log can be copied in between. */
enum { COUNT_CHUNK = 20000 };

/* Counts the wave that waits the longest, when one is due (campaign_count_again()); *ret_counted says
 * whether. A message that changes meanwhile is counted as it was or as it is, never twice. Any number of
 * processes may do it at the same time: the latest count stands. */
rc campaigns_count(struct db *db, instant now, bool *ret_counted) MUST_USE;

#endif
