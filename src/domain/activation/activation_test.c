/* What is a code, and what is it good for. */
#include "domain/activation/activation.h"

#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })

T(code_is_typed_as_people_do)
{
	str code;

	t_ok(code_typed(a, S("482 017"), &code));
	t_str(code, "482017");
	t_ok(code_typed(a, S("4820-1733"), &code));
	t_str(code, "48201733");
	t_ok(code_typed(a, S("٤٨٢ ٠١٧"), &code));
	t_str(code, "482017");
	t_ok(code_typed(a, S("۴۸۲۰۱۷"), &code));
	t_str(code, "482017");
	t_ok(!code_typed(a, S(""), &code));
	t_ok(!code_typed(a, S("48201"), &code));
	t_ok(!code_typed(a, S("4820173"), &code)); /* seven: neither of both */
	t_ok(!code_typed(a, S("482017331"), &code));
	t_ok(!code_typed(a, S("48201a"), &code));
	t_ok(!code_typed(a, S("48\xff 17"), &code));
}

static blob hash_of(unsigned char *p, unsigned char v)
{
	memset(p, v, CODE_HASH_BYTES);
	return (blob){ p, CODE_HASH_BYTES };
}

T(code_is_good_once_and_not_for_long)
{
	unsigned char x[CODE_HASH_BYTES], y[CODE_HASH_BYTES];
	blob right = hash_of(x, 1), wrong = hash_of(y, 1);
	struct member_code c = code_asked(NULL, (person_id){ 7 }, CODE_FOR_ACCESS, 0, right, NOW);

	y[CODE_HASH_BYTES - 1] ^= 1;
	t_int(code_judge(&c, right, NOW), CODE_RIGHT);
	t_int(code_judge(&c, wrong, NOW), CODE_WRONG);
	t_int(code_judge(&c, right, AFTER(15 * 60 - 1)), CODE_RIGHT);
	t_int(code_judge(&c, right, AFTER(15 * 60)), CODE_EXPIRED);
	c.tries = CODE_TRIES;
	t_int(code_judge(&c, right, NOW), CODE_TRIED_OUT);
	c.tries = CODE_TRIES - 1;
	t_int(code_judge(&c, right, NOW), CODE_RIGHT);
	c.used_at = NOW;
	t_int(code_judge(&c, right, NOW), CODE_USED);
}

T(code_is_sent_once_a_minute_and_five_times_a_day)
{
	unsigned char x[CODE_HASH_BYTES];
	blob h = hash_of(x, 1);
	struct member_code c = code_asked(NULL, (person_id){ 7 }, CODE_FOR_ACCESS, 0, h, NOW), campaign = c;
	int sent = 1;

	t_ok(code_may_send(NULL, NOW));
	t_ok(!code_may_send(&c, AFTER(59)));
	t_ok(code_may_send(&c, AFTER(60)));
	for (int64_t s = 60; s < 86400; s += 60) /* somebody asks all day long */
		if (code_may_send(&c, AFTER(s))) {
			c = code_asked(&c, (person_id){ 7 }, CODE_FOR_ACCESS, 0, h, AFTER(s));
			sent++;
		}
	t_int(sent, CODE_A_DAY);
	t_ok(code_may_send(&c, AFTER(86400)));
	c = code_asked(&c, (person_id){ 7 }, CODE_FOR_ACCESS, 0, h, AFTER(86400));
	t_int(c.day_sent, 1);
	campaign.cause = 9; /* one that the fund sent by itself doesn't make the member wait */
	t_ok(code_may_send(&campaign, AFTER(1)));
}
