/* face/portal/feed_rows.c - deliveries as pages show them. */
#include "face/portal/feed_rows.h"

/* The step that the store names, as the word under "doing.". */
static str doing(const struct feed_view *v)
{
	static const struct {
		const char *step, *word;
	} words[] = { { "VERIFY", "verify" },	  { "STAGE", "stage" },	  { "MATCH", "match" },
		      { "SIMULATE", "simulate" }, { "ANSWER", "answer" }, { "SORT", "apply" },
		      { "IDENTIFIERS", "apply" }, { "PEOPLE", "apply" },  { "RECORDS", "apply" },
		      { "BIRTHS", "apply" },	  { "NAMES", "apply" },	  { "PHONES", "apply" } };
	static const struct {
		enum feed_state state;
		const char *word;
	} waiting[] = { { FEED_RECEIVED, "verify" },	{ FEED_VERIFIED, "stage" },
			{ FEED_STAGED, "match" },	{ FEED_MATCHED, "simulate" },
			{ FEED_SIMULATED, "simulate" }, { FEED_APPROVED, "apply" },
			{ FEED_APPLIED, "answer" } };

	for (size_t i = 0; v->feed.step.n > 0 && i < sizeof words / sizeof words[0]; i++)
		if (str_eq(v->feed.step, str_of(words[i].step)))
			return str_of(words[i].word);
	for (size_t i = 0; v->working && i < sizeof waiting / sizeof waiting[0]; i++)
		if (str_eq(v->feed.state, feed_state_name(waiting[i].state)))
			return str_of(waiting[i].word);
	return S("");
}

bool feed_may(const struct request *q, const struct feed_view *v, enum task task)
{
	return access_may_feed(actor_of(q), task, v->feed.body_id, v->hands, v->hands_n) == MAY;
}

struct show_feed_row feed_row_of(struct request *q, const struct feed_view *v)
{
	enum feed_state s = feed_state_of(v->feed.state);

	return (struct show_feed_row){
		.id = v->feed.feed_id.v,
		.body = v->body_code,
		.body_name = frame_name(q, v->body_name_fr, v->body_name_ar),
		.sequence = v->feed.sequence,
		.state = v->state,
		.step = doing(v),
		.rows = v->feed.rows_told,
		.received = v->feed.received_at,
		.mine_to_do = (s == FEED_SIMULATED && feed_may(q, v, TASK_APPROVE)) ||
			      (s == FEED_APPROVED && feed_may(q, v, TASK_APPLY)),
	};
}

void feed_steps_of(struct request *q, const struct feed_view *v, const struct show_step **ret, size_t *ret_n)
{
	static const enum feed_state to_come[] = { FEED_RECEIVED, FEED_VERIFIED, FEED_SIMULATED,
						   FEED_APPROVED, FEED_APPLIED,	 FEED_ANSWERED };
	enum { COMING = sizeof to_come / sizeof to_come[0] };
	enum feed_state now = feed_state_of(v->feed.state);
	struct show_step *s = arena_array(q->a, struct show_step, v->steps_n + COMING);
	size_t n = 0;

	for (size_t i = 0; i < v->steps_n; i++)
		s[n++] = (struct show_step){ v->steps[i].state, v->steps[i].at, v->steps[i].who,
					     v->steps[i].note };
	for (size_t i = 0; now != FEED_REJECTED && i < COMING; i++)
		if (to_come[i] > now)
			s[n++] = (struct show_step){ .state = feed_state_name(to_come[i]) };
	*ret = s;
	*ret_n = n;
}

void feed_counts_of(struct request *q, const struct feed_view *v, const struct show_count **ret,
		    size_t *ret_n)
{
	struct show_count *c = arena_array(q->a, struct show_count, v->counts_n + 1);

	for (size_t i = 0; i < v->counts_n; i++)
		c[i] = (struct show_count){ v->counts[i].outcome, v->counts[i].code, v->counts[i].n };
	*ret = c;
	*ret_n = v->counts_n;
}

str feed_reference(struct request *q, const struct feed_view *v)
{
	return str_printf(q->a, "%.*s-%lld", STR_ARG(v->body_code), (long long)v->feed.sequence);
}

rc feed_asked(struct request *q, enum task task, struct feed_view *ret)
{
	feed_id id = { request_int(q, "feed") };

	TRY(feed_view_get(portal_of(q)->db, q->a, id, ret));
	return access_rc(access_may_feed(actor_of(q), task, ret->feed.body_id, ret->hands, ret->hands_n));
}
