/* domain/campaign/campaign.c - who may, and when. */
#include "domain/campaign/campaign.h"

#define MINUTE_US INT64_C(60000000)

enum { WAVE_MINUTES_MAX = 30 * 24 * 60 };

/* Printable and without blanks: it is part of a text that people type off their phone. */
static bool is_address(str s)
{
	if (s.n == 0 || s.n > CAMPAIGN_ADDRESS_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7f)
			return false;
	return true;
}

rc campaign_check(const struct campaign *c)
{
	CHECK(0 < c->name.n && c->name.n <= CAMPAIGN_NAME_MAX, CAMPAIGN_TEXT);
	CHECK(is_address(c->address), CAMPAIGN_TEXT);
	CHECK(0 < c->wave_size && c->wave_size <= CAMPAIGN_WAVE_MAX, CAMPAIGN_TEXT);
	CHECK(0 <= c->wave_minutes && c->wave_minutes <= WAVE_MINUTES_MAX, CAMPAIGN_TEXT);
	return OK;
}

rc campaign_may_approve(const struct campaign *c, user_id who)
{
	CHECK(str_eq(c->state, CAMPAIGN_DRAFT), CAMPAIGN_STATE);
	CHECK(c->made_by.v != who.v, CAMPAIGN_APPROVER);
	return OK;
}

int64_t campaign_take(struct campaign *c, instant now, int64_t max)
{
	if (!str_eq(c->state, CAMPAIGN_RUNNING))
		return 0;
	if (c->wave_left == 0) {
		if (now.us < c->wave_at.us)
			return 0;
		c->wave++;
		c->wave_left = c->wave_size;
		c->wave_at.us = now.us + c->wave_minutes * MINUTE_US;
	}
	return c->wave_left < max ? c->wave_left : max;
}

struct campaign_funnel campaign_funnel_sum(const struct campaign_funnel *f, size_t n)
{
	struct campaign_funnel all = { .key = 0 };

	for (size_t i = 0; i < n; i++) {
		all.written += f[i].written;
		all.sent += f[i].sent;
		all.delivered += f[i].delivered;
		all.failed += f[i].failed;
		all.expired += f[i].expired;
		all.code_used += f[i].code_used;
		all.accounts += f[i].accounts;
	}
	return all;
}
