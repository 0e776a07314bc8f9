/* domain/campaign/campaign.c - who may, and when. */
#include "domain/campaign/campaign.h"

#include "base/out.h"
#include "base/small.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define DAY_US (24 * 60 * MINUTE_US)

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

/* ---- what followed ---- */

str campaign_step_name(enum campaign_step s)
{
	static const char *const names[CAMPAIGN_STEPS] = { "WRITTEN", "SENT",	      "DELIVERED",  "FAILED",
							   "EXPIRED", "CODE_USED",    "ACCOUNT",    "CONTACT",
							   "FAMILY",  "PAYMENT_MODE", "ATTESTATION" };

	return str_of(names[s]);
}

struct campaign_funnel campaign_funnel_sum(const struct campaign_funnel *f, size_t n)
{
	struct campaign_funnel all = { .wave = 0 };

	for (size_t i = 0; i < n; i++)
		for (int s = 0; s < CAMPAIGN_STEPS; s++)
			all.n[s] += f[i].n[s];
	return all;
}

void campaign_hide_small(struct arena *a, struct campaign_funnel *f, size_t n)
{
	int64_t *people = arena_array(a, int64_t, n + 1);
	bool *hidden = arena_array(a, bool, n + 1);

	for (int s = 0; s < CAMPAIGN_STEPS; s++) {
		for (size_t i = 0; i < n; i++) {
			people[i] = f[i].n[s];
			hidden[i] = false;
		}
		small_hide(people, hidden, n, CAMPAIGN_SMALL);
		for (size_t i = 0; i < n; i++)
			f[i].hidden |= (unsigned)hidden[i] << s;
	}
}

static bool tells_whom(str word)
{
	int digits = 0;

	for (size_t i = 0; i < word.n; i++) {
		digits = '0' <= word.p[i] && word.p[i] <= '9' ? digits + 1 : 0;
		if (word.p[i] == '@' || digits == 6)
			return true;
	}
	return false;
}

str campaign_why(struct arena *a, str words)
{
	struct out o;

	out_init(&o, a, words.n + 1);
	while (words.n > 0) {
		const char *blank = memchr(words.p, ' ', words.n);
		str word = { words.p, blank != NULL ? (size_t)(blank - words.p) : words.n };
		out_str(&o, tells_whom(word) ? S("*") : word);
		if (blank != NULL)
			out_char(&o, ' ');
		words = (str){ words.p + word.n + (blank != NULL), words.n - word.n - (blank != NULL) };
	}
	return out_view(&o);
}

instant campaign_count_again(instant began, instant counted)
{
	const int64_t age = counted.us - began.us, least = 3 * SECOND_US, most = 15 * MINUTE_US;
	int64_t pause = age / 60;

	if (age > 90 * DAY_US)
		pause = DAY_US;
	else
		pause = pause < least ? least : pause > most ? most : pause;
	return (instant){ counted.us + pause };
}
