/* face/portal/campaign_rows.h - campaigns as the views of pages show them. */
#ifndef FACE_PORTAL_CAMPAIGN_ROWS_H
#define FACE_PORTAL_CAMPAIGN_ROWS_H

#include "face/http/request.h"
#include "face/portal/views.h"

#include "service/plan_campaign.h"

struct show_campaign_row campaign_row(const struct campaign *c); /* campaigns.c */
/* "https://caisse.example": what people type off an SMS. */
str campaign_address(const struct request *q);
/* What so many parts cost, with cents; empty: not known. */
str campaign_cost_text(struct request *q, int64_t parts, int64_t part_cost);

#endif
