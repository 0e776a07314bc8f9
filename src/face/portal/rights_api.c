/* face/portal/rights_api.c - is this number covered? For programs and places of care, as JSON
 * (docs/rights.md).
 *
 * Who asks knows the number already. The answer says what they need to give care and be paid, and nothing
 * else: no name, no insured relative, no amount. When a birth date was told that isn't the person's, the
 * number is somebody else's, and the answer says only that.
 */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "domain/person/number.h"
#include "face/http/server.h"
#include "service/check_rights.h"

enum { VERSION = 1, DAYS_AHEAD = 366, STAFF_PER_MINUTE = 120, BURST_LEAST = 10, BURST_SECONDS = 10 };

struct asking {
	struct rights_question q;
	struct birth birth;
	bool with_birth;
	size_t nth; /* in the turn */
};

/* Each token, and each agent, has tries of its own. */
static rc limit(struct request *q)
{
	const struct actor *c = actor_of(q);
	int64_t per_minute = c->per_minute > 0 ? c->per_minute : STAFF_PER_MINUTE;
	int64_t burst = per_minute * BURST_SECONDS / 60;
	int64_t key = c->per_minute > 0 ? c->session_id.v : c->user_id.v;
	struct limit_rule rule = { .burst = burst > BURST_LEAST ? burst : BURST_LEAST,
				   .every_ms = 60000 / per_minute };

	return request_limit(q, RULE_RIGHTS, &rule, (str){ (const char *)&key, sizeof key });
}

static rc read_question(struct request *q, struct asking *k)
{
	const struct value *number = request_value(q, "number"), *on = request_value(q, "on"),
			   *birth = request_value(q, "birth");
	date today = clock_day(q->now);

	k->q = (struct rights_question){ .user = q->caller.user, .at = q->now, .day = today };
	CHECK(number->state == VALUE_GOOD &&
		  number_parse(portal_of(q)->fund.country, number->text, &k->q.number),
	      RIGHTS_NUMBER);
	if (on->state != VALUE_NONE) {
		CHECK(on->state == VALUE_GOOD && rc_ok(date_parse(on->text, &k->q.day)), RIGHTS_DAY);
		CHECK(0 <= k->q.day.days && k->q.day.days <= today.days + DAYS_AHEAD, RIGHTS_DAY);
	}
	k->with_birth = birth->state != VALUE_NONE;
	if (k->with_birth)
		CHECK(birth->state == VALUE_GOOD && rc_ok(birth_parse(birth->text, &k->birth)), RIGHTS_BIRTH);
	return OK;
}

static void put(struct out *o, str name, str value)
{
	out_json_name(o, name);
	out_json_str(o, value);
}

/* The code of the first reason why it isn't open; empty when it is, or when nothing is known. That somebody
 * depends on a relative isn't one: INSURED is, when the relative's own right isn't open. */
static str reason_of(const struct rights_answer *r)
{
	struct because why[BECAUSE_MAX];
	size_t n, i = 0;

	if (str_eq(r->state, S("OPEN")) || !because_read(r->because, why, &n))
		return S("");
	while (i < n && why[i].code == BECAUSE_DEPENDANT)
		i++;
	return i < n ? because_name(why[i].code) : S("");
}

static void put_right(struct out *o, struct request *q, const struct rights_answer *r)
{
	bool open = str_eq(r->state, S("OPEN")), ends = r->until_day.days != DATE_NEVER.days;

	put(o, S("state"), r->state.n > 0 ? r->state : S("NONE"));
	out_json_name(o, S("open"));
	out_json_bool(o, open);
	put(o, S("scheme"), r->scheme);
	put(o, S("package"), r->package);
	put(o, S("to"), ends ? date_text(q->a, (date){ r->until_day.days - 1 }) : S(""));
	put(o, S("reason"), reason_of(r));
}

static rc answer(struct request *q, struct reply *p)
{
	const struct asking *k = p->later_cls;
	const struct rights_answer *r;
	struct out o;

	TRY(rights_turn_answer(portal_of(q)->rights, k->nth, &r));
	CHECK(r != NULL, PERSON_NONE);
	bool fits = !k->with_birth || rights_birth_fits(r, k->birth);
	out_init(&o, q->a, 512);
	out_printf(&o, "{\"version\":%d,\"number\":\"%lld\"", VERSION, (long long)k->q.number);
	put(&o, S("on"), date_text(q->a, k->q.day));
	if (k->with_birth) {
		out_json_name(&o, S("birth_matches"));
		out_json_bool(&o, fits);
	}
	if (fits)
		put_right(&o, q, r);
	out_lit(&o, "}\n");
	reply_json(p, 200, &o);
	return OK;
}

static rc ask(struct request *q, struct reply *p)
{
	struct asking *k = arena_new(q->a, struct asking);

	TRY(limit(q));
	TRY(read_question(q, k));
	k->nth = rights_turn_ask(portal_of(q)->rights, &k->q);
	p->later = answer;
	p->later_cls = k;
	return OK;
}

enum { NUMBER_MAX = 40, DAY_MAX = 20 };

const struct route rights_api_routes[] = {
	ROUTE(HTTP_GET, "/api/rights", MAY_CHECK_RIGHTS, FOR_RIGHTS_CHECK, ask,
	      "Is a number covered on a day? With a token, as JSON",
	      .params =
		  PARAMS(PARAM("number", PARAM_TEXT, .max = NUMBER_MAX),
			 PARAM("on", PARAM_TEXT, .max = DAY_MAX), PARAM("birth", PARAM_TEXT, .max = DAY_MAX)),
	      .kind = REPLY_JSON, .writes = true, .bare = true, .keeps_bad = true, .by_caller = true),
	{ 0 },
};
