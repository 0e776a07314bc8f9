/* face/portal/move_rows.c */
#include "face/portal/move_rows.h"

#include "base/utf8.h"
#include "face/portal/frame.h"

#include "domain/person/number.h"

#include <string.h>

struct show_move_row move_row(struct request *q, const struct scheme_move *m, const struct scheme *schemes,
			      size_t n)
{
	str language = text_lang((enum lang)q->lang);

	return (struct show_move_row){ .nth = m->nth,
				       .from = scheme_name(schemes, n, m->from_scheme, language),
				       .to = scheme_name(schemes, n, m->to_scheme, language),
				       .day = m->day,
				       .state = m->state,
				       .moved = m->moved,
				       .left_out = m->left_out,
				       .prepared = m->prepared_at };
}

struct choice *move_choices(struct request *q, const struct scheme *schemes, size_t n)
{
	struct choice *all = arena_array(q->a, struct choice, n + 1);
	str language = text_lang((enum lang)q->lang);

	for (size_t i = 0; i < n; i++)
		all[i] = (struct choice){ schemes[i].scheme,
					  scheme_name(schemes, n, schemes[i].scheme, language) };
	return all;
}

/* The first word of a text, and what comes behind it. */
static str split(str *rest)
{
	const char *blank = rest->n > 0 ? memchr(rest->p, ' ', rest->n) : NULL;
	size_t n = blank != NULL ? (size_t)(blank - rest->p) : rest->n;
	str word = { rest->p, n };

	n += blank != NULL;
	*rest = (str){ rest->p + n, rest->n - n };
	return word;
}

static str word_of(const struct request *q, const char *family, str word)
{
	enum text_key key;

	return text_find(family, word, &key) ? text_get((enum lang)q->lang, key) : word;
}

static str day_words(struct request *q, date d)
{
	struct out o;

	out_init(&o, q->a, 32);
	text_day(&o, (struct locale){ (enum lang)q->lang, portal_of(q)->country }, TEXT_INTO_PLAIN, d);
	return out_view(&o);
}

/* A score and the limit that it misses, in this order in an Arabic line too. */
static str score_words(struct request *q, str condition, str both)
{
	str limit = both, score = split(&limit);

	if (limit.n == 0)
		return both;
	str words = str_printf(q->a, "%.*s %s %.*s", STR_ARG(score),
			       str_eq(condition, S("SCORE_ABOVE")) ? ">" : "\xE2\x89\xA4", STR_ARG(limit));
	return str_printf(q->a, LEFT_TO_RIGHT, STR_ARG(words));
}

/* What a reason speaks of: numbers and codes as they are, days, conditions and reasons in words. */
static str detail_words(struct request *q, str reason, str detail)
{
	bool changed = str_eq(reason, move_reason_name(MOVE_CHANGED));
	date day;

	if (rc_ok(date_parse(detail, &day)))
		return day_words(q, day);
	if (!changed && !str_eq(reason, move_reason_name(MOVE_CONDITION)))
		return detail;
	str rest = detail, first = split(&rest);
	if (changed)
		rest = detail_words(q, first, rest);
	else if (rest.n > 0)
		rest = score_words(q, first, rest);
	str words = word_of(q, changed ? "movereason." : "movecondition.", first);
	return rest.n == 0 ? words : str_printf(q->a, "%.*s (%.*s)", STR_ARG(words), STR_ARG(rest));
}

struct show_move_line move_line_row(struct request *q, const struct move_shown *l)
{
	str country = portal_of(q)->fund.country;
	str number = number_valid(country, l->number) ? number_text(q->a, country, l->number)
						      : str_printf(q->a, "%lld", (long long)l->number);

	return (struct show_move_line){ .number = number,
					.outcome = l->outcome,
					.reason = l->reason,
					.detail = detail_words(q, l->reason, l->detail),
					.dependants = l->dependants,
					.undo = l->undo };
}

/* One of a category's terms: "M AMO-TNS". */
static str term_words(struct request *q, str term)
{
	str rest = term, what = split(&rest);

	if (str_eq(what, S("0"))) {
		str why = split(&rest);
		str words = word_of(q, "headnone.", why);
		return rest.n == 0 ? words : str_printf(q->a, "%.*s (%.*s)", STR_ARG(words), STR_ARG(rest));
	}
	return str_printf(q->a, "%.*s %.*s", STR_ARG(word_of(q, "headterm.", what)), STR_ARG(rest));
}

str head_words(struct request *q, str category)
{
	str out = S("");

	while (category.n > 0) {
		const char *plus = memmem(category.p, category.n, " + ", 3);
		size_t n = plus != NULL ? (size_t)(plus - category.p) : category.n;
		str words = term_words(q, (str){ category.p, n });
		out = out.n == 0 ? words : str_printf(q->a, "%.*s + %.*s", STR_ARG(out), STR_ARG(words));
		n += plus != NULL ? 3 : 0;
		category = (str){ category.p + n, category.n - n };
	}
	return out;
}
