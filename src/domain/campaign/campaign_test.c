/* When a wave is counted again, and what is too small to be shown. */
#include "domain/campaign/campaign.h"

#include "testing/t.h"

#define SECOND INT64_C(1000000)

static int64_t pause_s(int64_t age_s)
{
	instant began = { 5 * SECOND }, counted = { (5 + age_s) * SECOND };

	return (campaign_count_again(began, counted).us - counted.us) / SECOND;
}

T(waves_are_counted_less_and_less)
{
	t_int(pause_s(0), 3);
	t_int(pause_s(180), 3);
	t_int(pause_s(600), 10);
	t_int(pause_s(3600), 60);
	t_int(pause_s(86400), 900);
	t_int(pause_s(90 * 86400), 900);
	t_int(pause_s(91 * 86400), 86400);
}

T(small_cells_of_territories_are_hidden)
{
	struct campaign_funnel f[3] = { { .territory_id = 1, .n = { 100, 3 } },
					{ .territory_id = 2, .n = { 40, 9 } },
					{ .territory_id = 3, .n = { 60, 50 } } };

	campaign_hide_small(a, f, 3);
	for (int i = 0; i < 3; i++)
		t_ok(!campaign_hides(&f[i], STEP_WRITTEN) && !campaign_hides(&f[i], STEP_FAILED));
	t_ok(campaign_hides(&f[0], STEP_SENT) && campaign_hides(&f[1], STEP_SENT));
	t_ok(!campaign_hides(&f[2], STEP_SENT));
}

T(one_territory_alone_is_the_sum)
{
	struct campaign_funnel f = { .territory_id = 1, .n = { 2 } };

	campaign_hide_small(a, &f, 1);
	t_ok(campaign_hides(&f, STEP_WRITTEN));
	t_int(campaign_funnel_sum(&f, 1).n[STEP_WRITTEN], 2); /* hiding changes no number */
}

T(why_it_failed_tells_nobody)
{
	t_str(campaign_why(a, S("no such subscriber")), "no such subscriber");
	t_str(campaign_why(a, S("550-5.1.1 <halima@exemple.ma>: nobody 212612000003")),
	      "550-5.1.1 * nobody *");
	t_str(campaign_why(a, S("+212612000003")), "*");
	t_str(campaign_why(a, S(" 12345  6 ")), " 12345  6 ");
	t_str(campaign_why(a, S("")), "");
}
