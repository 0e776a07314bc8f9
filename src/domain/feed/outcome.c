/* domain/feed/outcome.c */
#include "domain/feed/outcome.h"

#include "base/rc.h"

static const str outcomes[OUTCOMES] = {
	[OUT_REGISTERED] = { "REGISTERED", 10 }, [OUT_UPDATED] = { "UPDATED", 7 },
	[OUT_UNCHANGED] = { "UNCHANGED", 9 },	 [OUT_CEASED] = { "CEASED", 6 },
	[OUT_DUPLICATE] = { "DUPLICATE", 9 },	 [OUT_REVIEW] = { "REVIEW", 6 },
	[OUT_REJECTED] = { "REJECTED", 8 },	 [OUT_CONFLICT] = { "CONFLICT", 8 },
};

#define NAME(code) [CODE_##code] = { #code, sizeof #code - 1 }
static const str codes[CODE_WARNINGS] = {
	[CODE_NONE] = { "", 0 },  NAME(SAME_RECORD),	      NAME(SAME_PERSON),       NAME(ID_SHARED),
	NAME(PROBABLE_DUPLICATE), NAME(ALREADY_COVERED),      NAME(DISPUTED),	       NAME(ROW_BROKEN),
	NAME(RECORD_ID_MISSING),  NAME(COLUMNS_COUNT),	      NAME(UTF8_INVALID),      NAME(ID_MISSING),
	NAME(NAME_MISSING),	  NAME(BIRTH_DATE_INVALID),   NAME(BIRTH_DATE_FUTURE), NAME(SEX_INVALID),
	NAME(COMMUNE_UNKNOWN),	  NAME(INCOME_CLASS_UNKNOWN), NAME(ACTION_INVALID),    NAME(FIELD_TOO_LONG),
	NAME(RECORD_UNKNOWN),
};

#define P "PHONE_INVALID"
#define E "EMAIL_INVALID"
#define R "RIB_KEY_INVALID"
#define A "ACTIVITY_START_INVALID"
#define W(text) \
	{ \
		text, sizeof text - 1 \
	}
static const str warnings[WARNINGS_ALL + 1] = {
	W(""),
	W(P),
	W(E),
	W(P "+" E),
	W(R),
	W(P "+" R),
	W(E "+" R),
	W(P "+" E "+" R),
	W(A),
	W(P "+" A),
	W(E "+" A),
	W(P "+" E "+" A),
	W(R "+" A),
	W(P "+" R "+" A),
	W(E "+" R "+" A),
	W(P "+" E "+" R "+" A),
};

str feed_outcome_name(enum feed_outcome o)
{
	must(o < OUTCOMES);
	return outcomes[o];
}

str feed_code_name(int code)
{
	must(0 <= code && code < FEED_CODES);
	return code < CODE_WARNINGS ? codes[code] : warnings[code - CODE_WARNINGS];
}

int feed_outcome_of(str name)
{
	for (int i = 0; i < OUTCOMES; i++)
		if (str_eq(outcomes[i], name))
			return i;
	return -1;
}
