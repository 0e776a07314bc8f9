/* base/clock.c */
#include "base/clock.h"

#include "base/arena.h"

#include <stdlib.h>
#include <time.h>

#define DAY_US INT64_C(86400000000)

instant clock_now(void)
{
	const char *fixed = getenv("SANAD_NOW");
	struct timespec ts;
	instant t;

	if (fixed != NULL && rc_ok(instant_parse(str_of(fixed), &t)))
		return t;
	must(clock_gettime(CLOCK_REALTIME, &ts) == 0);
	return (instant){ (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000 };
}

int64_t clock_ticks_us(void)
{
	struct timespec ts;

	must(clock_gettime(CLOCK_MONOTONIC, &ts) == 0);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

date clock_day(instant t)
{
	int64_t us = t.us + INT64_C(3600000000);

	return (date){ (int32_t)((us >= 0 ? us : us - DAY_US + 1) / DAY_US) };
}

str instant_text(struct arena *a, instant t)
{
	int64_t days = (t.us >= 0 ? t.us : t.us - DAY_US + 1) / DAY_US;
	int64_t s = (t.us - days * DAY_US) / 1000000;

	return str_printf(a, "%sT%02d:%02d:%02dZ", date_text(a, (date){ (int32_t)days }).p, (int)(s / 3600),
			  (int)(s / 60 % 60), (int)(s % 60));
}

rc instant_parse(str iso, instant *ret)
{
	date d;
	int64_t h = 0, m = 0, s = 0;

	CHECK(iso.n >= 10, DATE_TEXT);
	TRY(date_parse((str){ iso.p, 10 }, &d));
	str rest = { iso.p + 10, iso.n - 10 };
	if (rest.n > 0) {
		CHECK(str_skip(&rest, S("T")) && str_digits(&rest, 2, 2, &h) && str_skip(&rest, S(":")) &&
			  str_digits(&rest, 2, 2, &m) && str_skip(&rest, S(":")) &&
			  str_digits(&rest, 2, 2, &s) && str_skip(&rest, S("Z")) && rest.n == 0,
		      DATE_TEXT);
		CHECK(h < 24 && m < 60 && s < 60, DATE_TEXT);
	}
	*ret = (instant){ (int64_t)d.days * DAY_US + (h * 3600 + m * 60 + s) * 1000000 };
	return OK;
}
