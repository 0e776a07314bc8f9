#include "domain/message/schedule.h"

#include "testing/t.h"

#define MINUTE INT64_C(60000000)

static instant at(const char *iso)
{
	instant t;

	must(rc_ok(instant_parse(str_of(iso), &t)));
	return t;
}

T(quiet_hours_over_midnight)
{
	struct quiet_hours night = { 21 * 60, 8 * 60 }, none = { 0, 0 }, nap = { 13 * 60, 14 * 60 };

	/* the fund's clock is an hour ahead of UTC */
	t_int(quiet_end(&night, at("2026-11-27T19:59:59Z")).us, at("2026-11-27T19:59:59Z").us);
	t_int(quiet_end(&night, at("2026-11-27T20:00:00Z")).us, at("2026-11-28T07:00:00Z").us);
	t_int(quiet_end(&night, at("2026-11-27T23:30:00Z")).us, at("2026-11-28T07:00:00Z").us);
	t_int(quiet_end(&night, at("2026-11-28T06:59:59Z")).us, at("2026-11-28T07:00:00Z").us);
	t_int(quiet_end(&night, at("2026-11-28T07:00:00Z")).us, at("2026-11-28T07:00:00Z").us);
	t_int(quiet_end(&none, at("2026-11-28T03:00:00Z")).us, at("2026-11-28T03:00:00Z").us);
	t_int(quiet_end(&nap, at("2026-11-28T12:30:00Z")).us, at("2026-11-28T13:00:00Z").us);
}

T(quiet_hours_always_end)
{
	t_seeds (3000) {
		struct quiet_hours q = { (int)t_between(0, 1439), (int)t_between(0, 1439) };
		instant now = { at("2026-01-01").us + t_between(0, 1000000) * MINUTE +
				t_between(0, 59999999) };
		instant end = quiet_end(&q, now);
		t_ok(end.us >= now.us && end.us - now.us < 1440 * MINUTE);
		t_int(quiet_end(&q, end).us, end.us);
	}
}

T(back_off_doubles_up_to_an_hour)
{
	t_int(message_back_off(1), MINUTE / 2);
	t_int(message_back_off(2), MINUTE);
	t_int(message_back_off(7), 32 * MINUTE);
	t_int(message_back_off(8), 60 * MINUTE);
	t_int(message_back_off(1000), 60 * MINUTE);
}
