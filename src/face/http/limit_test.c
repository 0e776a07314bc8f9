#include "face/http/limit.h"

#include "testing/t.h"

static const struct limit_rule rule = { .burst = 3, .every_ms = 1000 };

T(a_burst_then_one_at_a_time)
{
	struct limits *l;
	int64_t wait = 0, now = 5000000;

	t_need(limits_new(100, &l));
	for (int i = 0; i < 3; i++)
		t_ok(limit_take(l, 1, &rule, S("10.0.0.1"), now, &wait));
	t_ok(!limit_take(l, 1, &rule, S("10.0.0.1"), now, &wait));
	t_int(wait, 2); /* one second and a bit, rounded up */
	t_ok(limit_take(l, 1, &rule, S("10.0.0.2"), now, &wait));
	t_ok(limit_take(l, 2, &rule, S("10.0.0.1"), now, &wait));
	t_ok(!limit_take(l, 1, &rule, S("10.0.0.1"), now + 999000, &wait));
	t_ok(limit_take(l, 1, &rule, S("10.0.0.1"), now + 1000000, &wait));
	t_ok(!limit_take(l, 1, &rule, S("10.0.0.1"), now + 1000000, &wait));
	for (int i = 0; i < 3; i++)
		t_ok(limit_take(l, 1, &rule, S("10.0.0.1"), now + 60000000, &wait));
	t_ok(!limit_take(l, 1, &rule, S("10.0.0.1"), now + 60000000, &wait));
}

T(never_more_than_the_rule_says)
{
	struct limits *l;
	int64_t wait;

	t_seeds (50) {
		struct limit_rule r = { t_between(1, 20), t_between(1, 500) };
		int64_t now = 1, end = t_between(1, 5000) * 1000, taken = 0;
		t_need(limits_new(8, &l));
		while (now < end) {
			taken += limit_take(l, 0, &r, S("k"), now, &wait);
			now += t_between(1, 20000);
		}
		t_ok(taken <= r.burst + end / 1000 / r.every_ms + 1);
		t_ok(taken > 0);
	}
}

T(memory_is_fixed_and_old_keys_are_forgotten)
{
	struct limits *l;
	int64_t wait;
	char key[16];
	int refused = 0;

	t_need(limits_new(64, &l));
	for (int i = 0; i < 10000; i++) {
		int n = snprintf(key, sizeof key, "%d", i);
		refused += !limit_take(l, 0, &rule, (str){ key, (size_t)n }, 1000, &wait);
	}
	t_int(refused, 0);
}

T(processes_share_the_buckets)
{
	struct limits *l;
	int64_t wait;
	struct limit_rule r = { .burst = 1000, .every_ms = 1000000 };
	pid_t pids[4];
	int taken = 0, st;

	t_need(limits_new(64, &l));
	fflush(NULL);
	for (int p = 0; p < 4; p++) {
		pids[p] = fork();
		if (pids[p] == 0) {
			for (int i = 0; i < 240; i++)
				if (!limit_take(l, 0, &r, S("k"), 1000, &wait))
					_Exit(1);
			_Exit(0);
		}
	}
	for (int p = 0; p < 4; p++)
		t_ok(waitpid(pids[p], &st, 0) == pids[p] && WIFEXITED(st) && WEXITSTATUS(st) == 0);
	while (limit_take(l, 0, &r, S("k"), 1000, &wait))
		taken++;
	t_int(taken, 40); /* 4 * 240 were taken by the others, none twice */
}
