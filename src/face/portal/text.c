/* face/portal/text.c - messages, numbers and dates for readers. */
#include "face/portal/text.h"

#include "face/portal/text_table.h"

str text_lang(enum lang lang)
{
	static const char codes[LANG_N][3] = { [LANG_AR] = "ar", [LANG_FR] = "fr", [LANG_EN] = "en" };

	must(lang < LANG_N);
	return (str){ codes[lang], 2 };
}

bool text_lang_of(str code, enum lang *ret)
{
	for (enum lang l = LANG_AR; l < LANG_N; l++)
		if (str_eq(code, text_lang(l))) {
			*ret = l;
			return true;
		}
	return false;
}

str text_get(enum lang lang, enum text_key key)
{
	must(lang < LANG_N && key < TEXT_N);
	return text_plain[lang][key];
}

str text_plural(enum lang lang, enum text_key key, int64_t n)
{
	must(lang < LANG_N && key < TEXT_N);
	if (text_plural_at[key] == 0)
		return text_plain[lang][key];
	return text_forms[lang][text_plural_at[key]][text_form(lang, n < 0 ? 0 - (uint64_t)n : (uint64_t)n)];
}

/* Order of the key `family` + `name` and of a msgid. */
static int key_cmp(str family, str name, str key)
{
	for (size_t i = 0; i < key.n; i++) {
		size_t j = i - (i < family.n ? 0 : family.n);
		char c;
		if (i < family.n)
			c = family.p[i];
		else if (j < name.n)
			c = name.p[j];
		else
			return -1;
		if (c != key.p[i])
			return (unsigned char)c < (unsigned char)key.p[i] ? -1 : 1;
	}
	return family.n + name.n > key.n ? 1 : 0;
}

bool text_find(const char *family, str name, enum text_key *ret)
{
	str head = str_of(family);
	int lo = TEXT_NONE + 1, hi = TEXT_N;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;
		int c = key_cmp(head, name, text_names[mid]);
		if (c == 0) {
			*ret = (enum text_key)mid;
			return true;
		}
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

static void put(struct out *o, enum text_into into, str s)
{
	if (into == TEXT_INTO_PLAIN)
		out_str(o, s);
	else
		out_html(o, s);
}

/* Numbers run from left to right also in an Arabic sentence, and stay in one piece. */
static void isolate(struct out *o, enum text_into into, bool number)
{
	if (into != TEXT_INTO_PAGE)
		return;
	if (number)
		out_lit(o, "<bdi class=\"num\">");
	else
		out_lit(o, "<bdi>");
}

static void isolate_end(struct out *o, enum text_into into)
{
	if (into == TEXT_INTO_PAGE)
		out_lit(o, "</bdi>");
}

static void put_arg(struct out *o, struct locale at, enum text_into into, const struct text_arg *arg)
{
	switch (arg->kind) {
	case TEXT_ARG_STR:
		isolate(o, into, false);
		put(o, into, arg->v.s);
		isolate_end(o, into);
		break;
	case TEXT_ARG_INT:
		text_number(o, at, into, arg->v.n);
		break;
	case TEXT_ARG_DAY:
		text_day(o, at, into, arg->v.day);
		break;
	case TEXT_ARG_WHEN:
		text_when(o, at, into, arg->v.when);
		break;
	}
}

static const struct text_arg *arg_named(const struct text_arg *args, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, str_of(args[i].name)))
			return &args[i];
	must_failed("a message's placeholder is filled", __FILE__, __LINE__);
}

void text_put(struct out *o, struct locale at, enum text_into into, enum text_key key,
	      const struct text_arg *args, size_t n)
{
	str s = text_get(at.lang, key);

	if (text_plural_at[key] != 0) {
		const struct text_arg *count = arg_named(args, n, S("n"));
		must(count->kind == TEXT_ARG_INT);
		s = text_plural(at.lang, key, count->v.n);
	}
	while (s.n > 0) {
		const char *open = memchr(s.p, '{', s.n);
		size_t before = open != NULL ? (size_t)(open - s.p) : s.n;
		put(o, into, (str){ s.p, before });
		if (open == NULL)
			break;
		const char *close = memchr(open, '}', s.n - before);
		must(close != NULL);
		put_arg(o, at, into, arg_named(args, n, (str){ open + 1, (size_t)(close - open) - 1 }));
		s = (str){ close + 1, s.n - (size_t)(close + 1 - s.p) };
	}
}

str text_str(struct arena *a, struct locale at, enum text_key key, const struct text_arg *args, size_t n)
{
	struct out o;

	if (n == 0)
		return text_get(at.lang, key);
	out_init(&o, a, 0);
	text_put(&o, at, TEXT_INTO_PLAIN, key, args, n);
	return out_view(&o);
}

void text_named(struct out *o, struct locale at, enum text_into into, const char *family, str name)
{
	enum text_key key;

	if (text_find(family, name, &key))
		text_put(o, at, into, key, NULL, 0);
	else
		put(o, into, name);
}

str text_of_line(str language, str outcome, str code)
{
	enum lang lang = LANG_FR;
	enum text_key key;
	const char *plus = code.n > 0 ? memchr(code.p, '+', code.n) : NULL;
	str first = plus != NULL ? (str){ code.p, (size_t)(plus - code.p) } : code;

	(void)text_lang_of(language, &lang);
	if (first.n > 0 && text_find("code.", first, &key))
		return text_get(lang, key);
	return text_find("outcome.", outcome, &key) ? text_get(lang, key) : S("");
}

struct acted text_acted(const char *word)
{
	struct acted what = { .word = str_of(word) };
	enum text_key key;

	must(text_find("assisted.", what.word, &key));
	what.ar = text_get(LANG_AR, key);
	what.fr = text_get(LANG_FR, key);
	what.en = text_get(LANG_EN, key);
	return what;
}

str text_of_rc(enum lang lang, rc r)
{
	const char *name = rc_info(r)->name;
	enum text_key key;

	must(text_find("err.", str_of(name), &key));
	return text_get(lang, key);
}

/* Digits of `u` with the separator between groups of three. Below 10 000 nothing is gained by it in any of
 * the three languages, but columns of figures read better when all are alike. */
static void put_grouped(struct out *o, uint64_t u, str group)
{
	char digits[20];
	size_t i = sizeof digits, n;

	do {
		digits[--i] = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	n = sizeof digits - i;
	for (; i < sizeof digits; i++) {
		out_char(o, digits[i]);
		if (--n > 0 && n % 3 == 0)
			out_str(o, group);
	}
}

static str group_of(struct locale at)
{
	return text_get(at.lang, at.country == COUNTRY_MA ? TEXT(format_group_ma) : TEXT(format_group_dz));
}

static void put_decimal(struct out *o, struct locale at, int64_t v, int decimals)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, unit = 1;

	must(0 <= decimals && decimals <= 18);
	for (int i = 0; i < decimals; i++)
		unit *= 10;
	if (v < 0)
		out_lit(o, "\xE2\x88\x92"); /* U+2212, the minus sign */
	put_grouped(o, u / unit, group_of(at));
	if (decimals == 0)
		return;
	out_str(o, text_get(at.lang,
			    at.country == COUNTRY_MA ? TEXT(format_decimal_ma) : TEXT(format_decimal_dz)));
	out_printf(o, "%0*llu", decimals, (unsigned long long)(u % unit));
}

void text_number(struct out *o, struct locale at, enum text_into into, int64_t n)
{
	text_decimal(o, at, into, n, 0);
}

void text_decimal(struct out *o, struct locale at, enum text_into into, int64_t v, int decimals)
{
	isolate(o, into, true);
	put_decimal(o, at, v, decimals);
	isolate_end(o, into);
}

void text_percent(struct out *o, struct locale at, enum text_into into, int64_t part, int64_t whole)
{
	int64_t twice;

	must(part >= 0 && whole >= 0 && !__builtin_mul_overflow(part, 2000, &twice));
	int64_t tenths = whole == 0 ? 0 : (twice / whole + 1) / 2;
	isolate(o, into, true);
	if (tenths == 0 && part > 0 && whole > 0) {
		put(o, into, S("< "));
		tenths = 1;
	}
	put_decimal(o, at, tenths, 1);
	out_str(o, text_get(at.lang, TEXT(format_percent)));
	isolate_end(o, into);
}

/* CLDR 42: Morocco keeps month names of its own in Arabic, Algeria takes the French ones. */
static const char *const months_ar[2][12] = {
	[COUNTRY_MA] = { "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر",
			 "أكتوبر", "نونبر", "دجنبر" },
	[COUNTRY_DZ] = { "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر",
			 "أكتوبر", "نوفمبر", "ديسمبر" },
};
static const char *const months_fr[12] = { "janvier",	"février", "mars",     "avril",
					   "mai",	"juin",	   "juillet",  "août",
					   "septembre", "octobre", "novembre", "décembre" };
static const char *const months_en[12] = { "January",	"February", "March",	"April",
					   "May",	"June",	    "July",	"August",
					   "September", "October",  "November", "December" };

static const char *month_of(struct locale at, int month)
{
	must(1 <= month && month <= 12);
	switch (at.lang) {
	case LANG_AR:
		return months_ar[at.country][month - 1];
	case LANG_FR:
		return months_fr[month - 1];
	case LANG_EN:
	case LANG_N:
	default:
		return months_en[month - 1];
	}
}

static void put_month_day(struct out *o, struct locale at, int day, int month)
{
	out_int(o, day);
	if (at.lang == LANG_FR && day == 1)
		out_lit(o, "er");
	/* U+00A0: the day is not left behind at the end of a line. */
	out_printf(o, "\xC2\xA0%s", month_of(at, month));
}

static void put_day(struct out *o, struct locale at, date d)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	put_month_day(o, at, day, month);
	out_printf(o, " %d", year);
}

void text_day(struct out *o, struct locale at, enum text_into into, date d)
{
	isolate(o, into, false);
	put_day(o, at, d);
	isolate_end(o, into);
}

void text_month_day(struct out *o, struct locale at, enum text_into into, date d)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	isolate(o, into, false);
	put_month_day(o, at, day, month);
	isolate_end(o, into);
}

void text_month(struct out *o, struct locale at, enum text_into into, date d)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	isolate(o, into, false);
	out_printf(o, "%s\xC2\xA0%d", month_of(at, month), year);
	isolate_end(o, into);
}

void text_when(struct out *o, struct locale at, enum text_into into, instant t)
{
	date day = clock_day(t);
	int64_t fund_us = t.us + INT64_C(3600000000); /* UTC+1, see clock_day() */
	int minute = (int)((fund_us - (int64_t)day.days * INT64_C(86400000000)) / 60000000);

	isolate(o, into, false);
	put_day(o, at, day);
	out_str(o, text_get(at.lang, TEXT(format_at_hour)));
	isolate(o, into, true);
	if (at.lang == LANG_FR)
		out_printf(o, "%d\xC2\xA0h\xC2\xA0%02d", minute / 60, minute % 60);
	else
		out_printf(o, "%02d:%02d", minute / 60, minute % 60);
	isolate_end(o, into);
	isolate_end(o, into);
}

void text_born(struct out *o, struct locale at, enum text_into into, str born)
{
	str year = born;
	int64_t y;
	date d;

	if (rc_ok(date_parse(born, &d)))
		text_day(o, at, into, d);
	else if (str_digits(&year, 4, 4, &y) && str_eq(year, S("-00-00")))
		text_put(o, at, into, TEXT(format_year_only),
			 TEXT_ARGS(TEXT_ARG("year", ((str){ born.p, 4 }))));
	else
		put(o, into, born);
}

void text_span(struct out *o, struct locale at, enum text_into into, int64_t seconds)
{
	static const struct {
		int64_t unit;
		enum text_key key;
	} units[] = { { 86400, TEXT(span_days) }, { 3600, TEXT(span_hours) }, { 60, TEXT(span_minutes) } };

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (seconds >= 2 * units[i].unit) {
			text_put(o, at, into, units[i].key,
				 TEXT_ARGS(TEXT_ARG("n", seconds / units[i].unit)));
			return;
		}
	text_put(o, at, into, TEXT(span_seconds), TEXT_ARGS(TEXT_ARG("n", seconds)));
}

void text_size(struct out *o, struct locale at, enum text_into into, int64_t bytes)
{
	if (bytes < 1000)
		text_put(o, at, into, TEXT(size_bytes), TEXT_ARGS(TEXT_ARG("n", bytes)));
	else if (bytes < 1000000)
		text_put(o, at, into, TEXT(size_kb), TEXT_ARGS(TEXT_ARG("n", (bytes + 500) / 1000)));
	else
		text_put(o, at, into, TEXT(size_mb), TEXT_ARGS(TEXT_ARG("n", (bytes + 500000) / 1000000)));
}
