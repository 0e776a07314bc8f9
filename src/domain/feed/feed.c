/* domain/feed/feed.c - the states' names. */
#include "domain/feed/feed.h"

static const str names[FEED_STATES_N] = {
#define X(name) [FEED_##name] = { #name, sizeof #name - 1 },
	FEED_STATES(X)
#undef X
};

str feed_state_name(enum feed_state s)
{
	must(s < FEED_STATES_N);
	return names[s];
}

enum feed_state feed_state_of(str name)
{
	for (int i = 0; i < FEED_STATES_N; i++)
		if (str_eq(names[i], name))
			return (enum feed_state)i;
	return FEED_STATES_N;
}

bool feed_step_is_hand(const struct feed_step *s)
{
	return !str_eq(s->state, feed_state_name(FEED_APPROVED));
}
