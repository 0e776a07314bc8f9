/* face/portal/campaign_rows.h - campaigns as the views of pages show them. */
#ifndef FACE_PORTAL_CAMPAIGN_ROWS_H
#define FACE_PORTAL_CAMPAIGN_ROWS_H

#include "face/portal/views.h"

#include "service/plan_campaign.h"

struct show_campaign_row campaign_row(const struct campaign *c); /* campaigns.c */

#endif
