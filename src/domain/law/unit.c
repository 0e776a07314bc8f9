/* domain/law/unit.c - the list of units. */
#include "domain/law/unit.h"

#include "base/out.h"

enum {
#define USE(name) name = LAW_MAY_##name
	USE(COMPARE),
	USE(SHARE),
	USE(TIMES),
	USE(AMOUNT),
	USE(AGE),
	USE(DELAY),
	USE(DUE),
	USE(SWITCH),
	USE(ROUND),
	USE(FOLLOW),
#undef USE
};

static const struct law_unit_row rows[] = {
#define UNIT(name, text, kind, currency, uses, max, whole) \
	{ { text, sizeof text - 1 }, LAW_##kind, CUR_##currency, uses, max, whole },
#include "domain/law/unit.def"
#undef UNIT
};

const struct law_unit_row *law_unit(enum law_unit u) { return &rows[u]; }

bool law_unit_parse(str word, enum law_unit *ret)
{
	for (size_t i = 0; i < LAW_UNITS; i++)
		if (str_eq(word, rows[i].word)) {
			*ret = (enum law_unit)i;
			return true;
		}
	return false;
}

str law_unit_words(struct arena *a)
{
	struct out o;

	out_init(&o, a, 256);
	for (size_t i = 0; i < LAW_UNITS; i++) {
		if (i > 0)
			out_lit(&o, ", ");
		out_str(&o, rows[i].word);
	}
	return out_view(&o);
}
