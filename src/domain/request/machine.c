/* domain/request/machine.c - steps, kinds and references of requests. */
#include "domain/request/machine.h"

#include "domain/person/person.h"

#define W(text) \
	{ \
		text, sizeof(text) - 1 \
	}

static const struct request_step_rule steps[] = {
	{ W("RECEIVED"), DO_TAKE, W("IN_HAND"), BY_AGENT, false },
	{ W("RECEIVED"), DO_WITHDRAW, W("WITHDRAWN"), BY_PERSON, false },
	{ W("IN_HAND"), DO_HAND_BACK, W("RECEIVED"), BY_AGENT, true },
	{ W("IN_HAND"), DO_ACCEPT, W("ACCEPTED"), BY_HOLDER, false },
	{ W("IN_HAND"), DO_REFUSE, W("REFUSED"), BY_HOLDER, true },
	{ W("IN_HAND"), DO_ASK_MORE, W("MORE_NEEDED"), BY_HOLDER, true },
	{ W("IN_HAND"), DO_WITHDRAW, W("WITHDRAWN"), BY_PERSON, false },
	{ W("MORE_NEEDED"), DO_COMPLETE, W("RECEIVED"), BY_PERSON | BY_AGENT, false },
	{ W("MORE_NEEDED"), DO_WITHDRAW, W("WITHDRAWN"), BY_PERSON, false },
};
enum { STEPS = sizeof steps / sizeof steps[0] };

/* UNCONFIRMED: no text about these delays was seen. They are what the fund promises, until somebody names a
 * law. */
static const struct request_kind kinds[] = {
	{ W("FAMILY_ADD"), 15, true, false },	{ W("FAMILY_END"), 15, true, false },
	{ W("FAMILY_PROOF"), 15, true, false }, { W("NOT_ME"), 15, false, true },
	{ W("STOPPED"), 15, false, true },	{ W("CORRECTION"), 15, false, true },
	{ W("FILE_CHANGE"), 15, false, false }, { W("QUESTION"), 15, false, false },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

const struct request_step_rule *request_step_rule(str from, enum request_action action)
{
	for (size_t i = 0; i < STEPS; i++)
		if (steps[i].action == action && str_eq(steps[i].from, from))
			return &steps[i];
	return NULL;
}

bool request_state_good(str state)
{
	for (size_t i = 0; i < STEPS; i++)
		if (str_eq(steps[i].from, state) || str_eq(steps[i].to, state))
			return true;
	return false;
}

bool request_state_final(str state)
{
	for (size_t i = 0; i < STEPS; i++)
		if (str_eq(steps[i].from, state))
			return false;
	return true;
}

const struct request_kind *request_kind(str kind)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_eq(kinds[i].kind, kind))
			return &kinds[i];
	return NULL;
}

/* ---- references ---- */

#define REFERENCE_FIRST UINT64_C(1000000000) /* no zero in front: nobody would read it out */
#define REFERENCES UINT64_C(9000000000)

int64_t request_reference_make(uint64_t random)
{
	int64_t running = (int64_t)(REFERENCE_FIRST + random % REFERENCES);

	return running * 10 + number_check_digit(running, REFERENCE_DIGITS - 1);
}

bool request_reference_parse(str text, int64_t *ret)
{
	int64_t v;

	if (!str_skip(&text, S("R")))
		(void)str_skip(&text, S("r"));
	if (!number_digits_parse(text, REFERENCE_DIGITS, &v) || v / 10 < (int64_t)REFERENCE_FIRST ||
	    v % 10 != number_check_digit(v / 10, REFERENCE_DIGITS - 1))
		return false;
	*ret = v;
	return true;
}

str request_reference_text(struct arena *a, int64_t reference)
{
	return str_printf(a, "R %04lld-%04lld-%03lld", (long long)(reference / 10000000),
			  (long long)(reference / 1000 % 10000), (long long)(reference % 1000));
}
