/* domain/activation/activation.c - what is a code, and what is it good for. */
#include "domain/activation/activation.h"

#include "base/utf8.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define DAY_US (24 * 60 * MINUTE_US)

static bool between(uint32_t c) { return c == ' ' || c == '-' || c == 0xA0 || c == 0x202F; }

/* European, Arabic or Persian; -1: none. */
static int digit(uint32_t c)
{
	if ('0' <= c && c <= '9')
		return (int)(c - '0');
	if (0x660 <= c && c <= 0x669)
		return (int)(c - 0x660);
	return 0x6F0 <= c && c <= 0x6F9 ? (int)(c - 0x6F0) : -1;
}

bool code_typed(struct arena *a, str text, str *ret)
{
	char *p = arena_array(a, char, CODE_SENT_DIGITS + 1);
	size_t n = 0;
	uint32_t c;

	while (utf8_next(&text, &c)) {
		if (between(c))
			continue;
		if (digit(c) < 0 || n == CODE_SENT_DIGITS)
			return false;
		p[n++] = (char)('0' + digit(c));
	}
	*ret = (str){ p, n };
	return text.n == 0 && (n == CODE_ASKED_DIGITS || n == CODE_SENT_DIGITS);
}

static bool same(blob x, blob y)
{
	unsigned char differ = 0;

	must(x.n == CODE_HASH_BYTES && y.n == CODE_HASH_BYTES);
	for (size_t i = 0; i < CODE_HASH_BYTES; i++)
		differ |= x.p[i] ^ y.p[i];
	return differ == 0;
}

enum code_verdict code_judge(const struct member_code *c, blob hash, instant now)
{
	if (c->used_at.us != 0)
		return CODE_USED;
	if (c->tries >= CODE_TRIES)
		return CODE_TRIED_OUT;
	if (now.us >= c->expires_at.us)
		return CODE_EXPIRED;
	return same(c->code_hash, hash) ? CODE_RIGHT : CODE_WRONG;
}

static bool same_day(const struct member_code *was, instant now)
{
	return now.us < was->day_from.us + DAY_US;
}

/* Sent without being asked for. */
static bool offered(const struct member_code *c)
{
	return c->cause != 0 && str_eq(c->purpose, CODE_FOR_ACCESS);
}

bool code_may_send(const struct member_code *was, instant now)
{
	if (was == NULL)
		return true;
	if (!offered(was) && now.us < was->made_at.us + CODE_AGAIN_S * SECOND_US)
		return false;
	return !same_day(was, now) || was->day_sent < CODE_A_DAY;
}

struct member_code code_asked(const struct member_code *was, person_id person, str purpose, int64_t cause,
			      blob hash, instant now)
{
	bool more = was != NULL && same_day(was, now);

	return (struct member_code){
		.person_id = person,
		.purpose = purpose,
		.code_hash = hash,
		.cause = cause,
		.made_at = now,
		.expires_at = { now.us + CODE_MINUTES * MINUTE_US },
		.day_from = more ? was->day_from : now,
		.day_sent = more ? was->day_sent + 1 : 1,
	};
}

struct member_code code_offered(const struct member_code *was, person_id person, blob hash, int64_t cause,
				instant now)
{
	return (struct member_code){
		.person_id = person,
		.purpose = CODE_FOR_ACCESS,
		.code_hash = hash,
		.cause = cause,
		.made_at = now,
		.expires_at = { now.us + CODE_DAYS * DAY_US },
		.day_from = was != NULL ? was->day_from : (instant){ 0 },
		.day_sent = was != NULL ? was->day_sent : 0,
	};
}
