#include "base/decimal.h"

#include "base/arena.h"
#include "testing/t.h"

static decimal of(const char *text)
{
	decimal d;

	must(rc_ok(decimal_parse(str_of(text), &d)));
	return d;
}

/* Any number, small ones as often as large ones. */
static decimal any(void)
{
	int64_t max = 1;

	for (int64_t i = t_between(1, 18); i > 0; i--)
		max *= 10;
	return (decimal){ t_between(-(max - 1), max - 1), (int)t_between(0, DECIMAL_SCALE_MAX) };
}

T(decimal_reads_what_it_writes)
{
	t_seeds (3000) {
		struct arena tmp;
		decimal d = any(), back;
		arena_init(&tmp, 1 << 16);
		str text = decimal_text(&tmp, d);
		t_need(decimal_parse(text, &back));
		t_int(back.units, d.units);
		t_int(back.scale, d.scale);
		arena_done(&tmp);
	}
	t_str(decimal_text(a, of("6.40")), "6.40");
	t_str(decimal_text(a, of("-0.05")), "-0.05");
	t_str(decimal_text(a, of("9.3264284")), "9.3264284");
	t_str(decimal_text(a, of("0.000000000000000001")), "0.000000000000000001");
}

T(decimal_refuses_nonsense)
{
	static const char *const bad[] = { "",
					   "-",
					   ".5",
					   "1.",
					   "1e3",
					   " 1",
					   "1 ",
					   "--1",
					   "+1",
					   "0x1",
					   "1,5",
					   "00",
					   "01",
					   "-0",
					   "-0.0",
					   "1234567890123456789",
					   "1.123456789012345678",
					   "nan",
					   "1.2.3",
					   "\xd9\xa1" };
	decimal d;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(decimal_parse(str_of(bad[i]), &d), DECIMAL_TEXT);
}

T(decimal_compares_by_worth)
{
	t_int(decimal_compare(of("6.4"), of("6.40")), 0);
	t_ok(decimal_compare(of("9.3264284"), of("9.3264743")) < 0);
	t_ok(decimal_compare(of("-1"), of("0.000000000000000001")) < 0);
	t_ok(decimal_compare(of("999999999999999999"), of("0.999999999999999999")) > 0);
	t_seeds (2000) {
		decimal x = any(), y = any(), z = any();
		t_int(decimal_compare(x, y), -decimal_compare(y, x));
		if (decimal_compare(x, y) <= 0 && decimal_compare(y, z) <= 0)
			t_ok(decimal_compare(x, z) <= 0);
	}
}

T(decimal_adds_and_multiplies_exactly_or_not_at_all)
{
	decimal r, back;

	t_need(decimal_add(of("2.26"), of("1.850"), &r));
	t_str(decimal_text(a, r), "4.110");
	t_need(decimal_times(of("6.37"), of("0.01"), &r));
	t_str(decimal_text(a, r), "0.0637");
	t_rc(decimal_add(of("999999999999999999"), of("1"), &r), DECIMAL_RANGE);
	t_rc(decimal_add(of("999999999999999999"), of("0.1"), &r), DECIMAL_RANGE);
	t_rc(decimal_times(of("0.000000001"), of("0.0000000001"), &r), DECIMAL_RANGE);
	/* zeros are no digits that count */
	t_need(decimal_times(of("500000000000000000"), of("0.20"), &r));
	t_int(decimal_compare(r, of("100000000000000000")), 0);
	t_seeds (3000) {
		decimal x = any(), y = any(), minus = { -y.units, y.scale };
		if (rc_ok(decimal_add(x, y, &r)) && rc_ok(decimal_add(r, minus, &back)))
			t_int(decimal_compare(back, x), 0);
		if (rc_ok(decimal_times(x, y, &r)) && y.units != 0 &&
		    rc_ok(decimal_ratio(r, y, x.scale, ROUND_DOWN, &back)))
			t_int(decimal_compare(back, x), 0);
	}
}

T(decimal_rounds_as_named)
{
	static const struct {
		const char *x, *unit, *down, *up, *half_up, *half_even;
	} rows[] = {
		{ "2.5", "1", "2", "3", "3", "2" },
		{ "-2.5", "1", "-2", "-3", "-3", "-2" },
		{ "3.5", "1", "3", "4", "4", "4" },
		{ "0.015", "0.01", "0.01", "0.02", "0.02", "0.02" },
		{ "0.025", "0.01", "0.02", "0.03", "0.03", "0.02" },
		{ "7.07", "0.05", "7.05", "7.10", "7.05", "7.05" },
		{ "1249", "100", "1200", "1300", "1200", "1200" },
		{ "6", "1", "6", "6", "6", "6" },
		{ "-0.004", "0.01", "0", "-0.01", "0", "0" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *want[] = { rows[i].down, rows[i].up, rows[i].half_up, rows[i].half_even };
		for (int how = ROUND_DOWN; how <= ROUND_HALF_EVEN; how++) {
			decimal r;
			t_need(decimal_round(of(rows[i].x), of(rows[i].unit), (enum rounding)how, &r));
			t_int(decimal_compare(r, of(want[how])), 0);
		}
	}
}

/* A rounded number is a multiple, less than one unit away, and of the halves no more than half of one. */
T(decimal_rounds_to_the_nearest)
{
	t_seeds (3000) {
		decimal x = { t_between(-1000000000, 1000000000), (int)t_between(0, 6) };
		decimal unit = { t_between(1, 1000), (int)t_between(0, 4) }, r, back, away, twice;
		enum rounding how = (enum rounding)t_between(ROUND_DOWN, ROUND_HALF_EVEN);
		t_need(decimal_round(x, unit, how, &r));
		t_need(decimal_round(r, unit, ROUND_DOWN, &back));
		t_int(decimal_compare(r, back), 0);
		x.units = -x.units;
		t_need(decimal_add(r, x, &away));
		away.units = away.units < 0 ? -away.units : away.units;
		t_ok(decimal_compare(away, unit) < 0);
		t_need(decimal_add(away, away, &twice));
		if (how >= ROUND_HALF_UP)
			t_ok(decimal_compare(twice, unit) <= 0);
	}
}

T(decimal_ratios)
{
	decimal r;

	t_need(decimal_ratio(of("2"), of("3"), 4, ROUND_HALF_UP, &r));
	t_str(decimal_text(a, r), "0.6667");
	t_need(decimal_ratio(of("2"), of("-3"), 2, ROUND_DOWN, &r));
	t_str(decimal_text(a, r), "-0.66");
	t_need(decimal_ratio(of("999999999999999999"), of("1"), 0, ROUND_DOWN, &r));
	t_rc(decimal_ratio(of("999999999999999999"), of("0.1"), 0, ROUND_DOWN, &r), DECIMAL_RANGE);
	t_rc(decimal_ratio(of("999999999999999999"), of("0.000000000000000001"), 18, ROUND_DOWN, &r),
	     DECIMAL_RANGE);
	t_dies((void)!rc_ok(decimal_ratio(of("1"), of("0"), 0, ROUND_DOWN, &r)));
	t_dies((void)!rc_ok(decimal_round(of("1"), of("0"), ROUND_DOWN, &r)));
}

T(decimal_names_of_roundings)
{
	enum rounding how;
	int64_t n;

	for (int i = ROUND_DOWN; i <= ROUND_HALF_EVEN; i++) {
		t_ok(rounding_parse(rounding_name((enum rounding)i), &how));
		t_int(how, i);
	}
	t_ok(!rounding_parse(S("half_up"), &how));
	t_ok(decimal_whole(of("12.00"), &n));
	t_int(n, 12);
	t_ok(!decimal_whole(of("12.01"), &n));
}
