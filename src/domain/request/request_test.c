/* Steps that are allowed, and references that people type. */
#include "domain/request/machine.h"

#include "testing/t.h"

static const char *const states[] = {
	"RECEIVED", "IN_HAND", "MORE_NEEDED", "ACCEPTED", "REFUSED", "WITHDRAWN"
};

static str state(size_t i) { return str_of(states[i]); }

T(steps)
{
	int steps = 0;

	for (size_t s = 0; s < 6; s++) {
		t_ok(request_state_good(state(s)));
		t_ok(request_state_final(state(s)) == (s >= 3));
		for (int act = 0; act < REQUEST_ACTIONS; act++) {
			const struct request_step_rule *r =
			    request_step_rule(state(s), (enum request_action)act);
			if (r == NULL)
				continue;
			steps++;
			t_ok(request_state_good(r->to) && r->by != 0 && !str_eq(r->from, r->to));
		}
	}
	t_int(steps, 9);
	t_ok(!request_state_good(S("LOST")));
	/* what was decided stays decided, and only from the hands of somebody */
	t_ok(request_step_rule(REQUEST_ACCEPTED, DO_REFUSE) == NULL);
	t_ok(request_step_rule(REQUEST_RECEIVED, DO_ACCEPT) == NULL);
	t_int(request_step_rule(REQUEST_IN_HAND, DO_ACCEPT)->by, BY_HOLDER);
	t_ok(request_step_rule(REQUEST_IN_HAND, DO_REFUSE)->reason);
}

T(kinds)
{
	t_ok(request_kind(S("FAMILY_ADD")) != NULL && request_kind(S("FAMILY_ADD"))->days > 0);
	t_ok(request_kind(S("NONSENSE")) == NULL);
}

T(references)
{
	int64_t back;

	t_seeds (1000) {
		int64_t r = request_reference_make(t_random());
		str text = request_reference_text(a, r);
		t_int((int64_t)text.n, 15);
		t_ok(request_reference_parse(text, &back) && back == r);
		/* one wrong digit, two neighbours swapped */
		char wrong[16];
		memcpy(wrong, text.p, text.n);
		size_t at = (size_t)t_between(2, 5);
		wrong[at] = (char)('0' + (wrong[at] - '0' + t_between(1, 9)) % 10);
		t_ok(!request_reference_parse((str){ wrong, text.n }, &back));
	}
	int64_t r = request_reference_make(0);
	t_str(request_reference_text(a, r), "R 1000-0000-000");
	t_ok(request_reference_parse(S("r10000000000"), &back) && back == r);
	t_ok(request_reference_parse(S(" 1000 0000 000 "), &back));
	t_ok(request_reference_parse(S("١٠٠٠٠٠٠٠٠٠٠"), &back) && back == r);
	t_ok(!request_reference_parse(S("R 1000-0000-00"), &back));
	t_ok(!request_reference_parse(S("R 1000-0000-0007"), &back));
	t_ok(!request_reference_parse(S("0000000000?"), &back));
	t_ok(!request_reference_parse(S(""), &back));
}
