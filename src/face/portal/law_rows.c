/* face/portal/law_rows.c - values, days and sources in the reader's words. */
#include "face/portal/law_rows.h"

#include "face/portal/law_json.h"
#include "face/portal/part.h"
#include "face/portal/rule_words.h"

str law_words(enum lang lang, str fr, str ar, str en)
{
	str best = lang == LANG_AR ? ar : lang == LANG_EN ? en : fr;

	return best.n > 0 ? best : fr.n > 0 ? fr : en.n > 0 ? en : ar;
}

/* ---- values ---- */

/* The texts of numbers: with {value} all digits as they are written, with {n} whole ones that are counted. */
static const char *const unit_names[] = {
#define UNIT(name, word, kind, currency, uses, max, whole) [UNIT_##name] = #name,
#include "domain/law/unit.def"
#undef UNIT
};

static bool counted(enum law_unit unit, enum text_key *ret)
{
	static const struct {
		enum law_unit unit;
		enum text_key key;
	} all[] = { { UNIT_YEARS, TEXT(span_years) },
		    { UNIT_MONTHS, TEXT(span_months) },
		    { UNIT_DAYS, TEXT(span_days) },
		    { UNIT_HOURS, TEXT(span_hours) } };

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (all[i].unit == unit) {
			*ret = all[i].key;
			return true;
		}
	return false;
}

static str number_words(struct arena *a, struct locale at, enum law_unit unit, decimal x)
{
	const char *name = unit_names[unit];
	enum text_key key;
	int64_t whole;
	struct out o;

	if (counted(unit, &key) && decimal_whole(x, &whole))
		return text_str(a, at, key, TEXT_ARGS(TEXT_ARG("n", whole)));
	out_init(&o, a, 64);
	text_decimal(&o, at, TEXT_INTO_PLAIN, x.units, x.scale);
	if (text_find("lawunit.", str_of(name), &key))
		return text_str(a, at, key, TEXT_ARGS(TEXT_ARG("value", out_view(&o))));
	out_char(&o, ' ');
	out_str(&o, law_unit(unit)->word);
	return out_view(&o);
}

static str day_words(struct arena *a, struct locale at, enum law_kind kind, date d)
{
	struct out o;

	out_init(&o, a, 32);
	(kind == LAW_MONTH	 ? text_month
	 : kind == LAW_MONTH_DAY ? text_month_day
				 : text_day)(&o, at, TEXT_INTO_PLAIN, d);
	return out_view(&o);
}

/* What has no words yet is shown as the file has it. */
static str value_words(struct arena *a, struct locale at, const struct law_parameter *p,
		       const struct law_value *v, bool *ret_code)
{
	enum law_kind kind = law_unit(p->unit)->kind;
	enum text_key key;

	*ret_code = false;
	if (kind == LAW_NUMBER)
		return number_words(a, at, p->unit, v->number);
	if (kind == LAW_DAY || kind == LAW_MONTH || kind == LAW_MONTH_DAY)
		return day_words(a, at, kind, v->day);
	if (kind == LAW_YES_NO && text_find("lawyesno.", v->yes ? S("yes") : S("no"), &key))
		return text_get(at.lang, key);
	if (kind == LAW_ROUNDING && text_find("lawround.", rounding_name(v->rounding), &key))
		return text_get(at.lang, key);
	*ret_code = true;
	return v->text;
}

str law_text_words(struct arena *a, struct locale at, str value, str unit)
{
	enum law_unit u;
	decimal x;

	return law_unit_parse(unit, &u) && law_unit(u)->kind == LAW_NUMBER && rc_ok(decimal_parse(value, &x))
		   ? number_words(a, at, u, x)
		   : value;
}

/* ---- what is wrong in a file ---- */

/* A word of a file keeps its own direction in a sentence of the other one: an error at a field has no
 * mark-up. U+2068 and U+2069. */
static struct text_arg word(struct arena *a, const char *name, str s)
{
	return TEXT_ARG(name, str_printf(a, "\xE2\x81\xA8%.*s\xE2\x81\xA9", STR_ARG(s)));
}

str law_mistake_words(struct arena *a, struct locale at, const struct mistake *m)
{
	enum text_key key;

	must(text_find("mistake.", mistake_name(m->key), &key));
	return text_str(
	    a, at, key,
	    TEXT_ARGS(word(a, "a", m->a), word(a, "b", m->b), word(a, "c", m->c), word(a, "d", m->d)));
}

/* ---- days ---- */

/* A month or a year as the source has it; "unknown" says when it was seen. */
static str edge_words(struct arena *a, struct locale at, const struct law_edge *e)
{
	if (str_eq(e->text, S("unknown")))
		return text_str(a, at, TEXT(law_edge_unknown), TEXT_ARGS(TEXT_ARG("day", e->sure)));
	if (e->first.days == e->sure.days)
		return day_words(a, at, LAW_DAY, e->first);
	return e->text.n == 7 ? day_words(a, at, LAW_MONTH, e->first) : e->text;
}

/* The last day, where it is known. */
static str last_words(struct arena *a, struct locale at, const struct law_edge *e)
{
	if (e->first.days == DATE_NEVER.days)
		return S("");
	return e->first.days == e->sure.days ? day_words(a, at, LAW_DAY, (date){ e->first.days - 1 })
					     : edge_words(a, at, e);
}

/* The day of a value's time that is nearest to the one that was asked for: what a rule names is said as of
 * it. */
static date day_inside(const struct law_value *v, date day)
{
	date first = v->start.sure, end = v->end.first;

	if (day.days >= end.days)
		day.days = end.days - 1;
	return day.days < first.days ? first : day;
}

static struct show_law_value shown(struct arena *a, struct locale at, const struct fund_law *f,
				   const struct law_parameter *p, const struct law_value *v, date day)
{
	const struct law_signature *s =
	    v->missing.n == 0 ? law_signed(p, v, f->signature, f->signatures_n) : NULL;
	struct show_law_value x = { .state = v->missing.n > 0	      ? S("MISSING")
					     : v->status == LAW_DRAFT ? S("DRAFT")
					     : v->status == LAW_VOTED ? S("VOTED")
					     : s != NULL	      ? S("SIGNED")
								      : S("UNSIGNED"),
				    .from = edge_words(a, at, &v->start),
				    .last = last_words(a, at, &v->end),
				    .missing = v->missing };

	if (v->missing.n == 0)
		x.value = value_words(a, at, p, v, &x.code);
	if (v->missing.n == 0 && v->rule != NULL)
		x.words = rule_words(a, at, f, p->path, v->rule, day_inside(v, day));
	if (s != NULL) {
		x.by_signature = true;
		x.used_from = s->from_day;
	}
	return x;
}

struct show_law_value law_value_on(struct arena *a, struct locale at, const struct fund_law *f,
				   const struct law_parameter *p, date day)
{
	struct law_answer x = law_on_for(f->law, p->path, day, f->signature, f->signatures_n);
	bool open = law_on(f->law, p->path, day).why == LAW_IMPRECISE;

	if (x.value == NULL || (x.why == LAW_MISSING && x.value->missing.n == 0))
		return (struct show_law_value){ .state = S("MISSING"), .missing = p->missing };
	struct show_law_value v = shown(a, at, f, p, x.value, day);
	if (x.why == LAW_IMPRECISE)
		v.state = S("IMPRECISE");
	v.perhaps = open && (x.why == LAW_UNSIGNED || x.why == LAW_ONLY_DRAFT);
	v.by_signature = v.by_signature && x.by_signature;
	return v;
}

/* ---- history ---- */

static bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == ';'; }

/* Addresses become links, one by one; what stands between them stays text. */
static const struct show_law_seen *seen(struct arena *a, str text, size_t *ret_n)
{
	struct show_law_seen *rows = arena_array(a, struct show_law_seen, text.n / 2 + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		while (i < text.n && !blank(text.p[i]))
			i++;
		str word = { text.p + from, i - from };
		bool link = page_is_away(word);
		if (word.n > 0 && !link && n > 0 && !rows[n - 1].link)
			rows[n - 1].text.n = (size_t)(word.p + word.n - rows[n - 1].text.p);
		else if (word.n > 0)
			rows[n++] = (struct show_law_seen){ word, link };
		i += i < text.n;
	}
	*ret_n = n;
	return rows;
}

static str known(str reference) { return str_eq(reference, S("unknown")) ? S("") : reference; }

/* How sure it is in the reader's language, and why in the words of whoever wrote it down. */
static void confident(struct show_law_entry *e, str said)
{
	static const char *const words[][2] = {
		{ "high", "HIGH" }, { "medium", "MEDIUM" }, { "low", "LOW" }, { "to confirm", "TO_CONFIRM" }
	};
	str rest = said;

	for (size_t i = 0; i < sizeof words / sizeof words[0] && e->confidence.n == 0; i++)
		if (str_skip(&rest, str_of(words[i][0])))
			e->confidence = str_of(words[i][1]);
	bool reason = str_skip(&rest, S(": ")) || str_skip(&rest, S("; ")) || str_skip(&rest, S(", "));
	e->confidence_note = reason || rest.n == 0 ? rest : said;
}

const struct show_law_entry *law_entries(struct arena *a, struct locale at, const struct fund_law *f,
					 const struct law_parameter *p, date day, size_t *ret_n)
{
	struct show_law_entry *rows = arena_array(a, struct show_law_entry, p->n + 1);

	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[p->n - 1 - i];
		struct show_law_entry *e = &rows[i];
		*e = (struct show_law_entry){ .is = shown(a, at, f, p, v, day),
					      .from_note = v->start_note,
					      .last_note = v->end_note,
					      .reference = known(v->reference) };
		confident(e, v->confidence);
		e->seen = seen(a, v->seen_at, &e->seen_n);
	}
	*ret_n = p->n;
	if (p->n > 0)
		return rows;
	rows[0] = (struct show_law_entry){ .is = { .state = S("MISSING"), .missing = p->missing },
					   .said = p->said,
					   .reference = known(p->reference) };
	confident(&rows[0], p->confidence);
	rows[0].seen = seen(a, p->seen_at, &rows[0].seen_n);
	*ret_n = 1;
	return rows;
}

const struct show_law_signature *law_signature_rows(struct arena *a, struct locale at,
						    const struct fund_law *f, const struct law_parameter *p,
						    size_t *ret_n)
{
	struct show_law_signature *rows = arena_array(a, struct show_law_signature, p->n + 1);
	bool code;

	*ret_n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct law_value *v = &p->value[i];
		const struct law_signature *s =
		    v->missing.n == 0 ? law_signed(p, v, f->signature, f->signatures_n) : NULL;
		if (s != NULL)
			rows[(*ret_n)++] = (struct show_law_signature){
				.day = clock_day(s->known_from),
				.used_from = s->from_day,
				.value = v->rule == NULL ? value_words(a, at, p, v, &code)
							 : rule_words(a, at, f, p->path, v->rule,
								      day_inside(v, s->from_day)),
				.reason = s->reason
			};
	}
	return rows;
}
