/* face/portal/text.h - what people read: messages of po/ in their language, numbers and dates as they write
 * them.
 *
 * TEXT(signin_title) is the key of msgid "signin.title". A key that does not exist is a compile error; a
 * language that lacks one, or has other placeholders, fails the build (tools/texts.py).
 */
#ifndef FACE_PORTAL_TEXT_H
#define FACE_PORTAL_TEXT_H

#include "base/clock.h"
#include "base/out.h"
#include "base/rc.h"
#include "service/acting.h"
#include "texts.h"

enum lang { LANG_AR, LANG_FR, LANG_EN, LANG_N };
enum country { COUNTRY_MA, COUNTRY_DZ };

/* Months and separators differ between the countries, even in the same language. */
struct locale {
	enum lang lang;
	enum country country;
};

/* Where a text goes: among the mark-up (numbers and names isolated with <bdi>), into an attribute or a title
 * (escaped, no mark-up), or into something that isn't HTML (nothing escaped). */
enum text_into { TEXT_INTO_PAGE, TEXT_INTO_ATTRIBUTE, TEXT_INTO_PLAIN };

#define TEXT(key) TEXT_##key

/* "ar", "fr", "en"; and back, false when it is none of them. */
str text_lang(enum lang lang);
bool text_lang_of(str code, enum lang *ret);

/* The message as it is in po/, placeholders and all; of one with plural forms the last. */
str text_get(enum lang lang, enum text_key key);
/* The form of it for `n` things. */
str text_plural(enum lang lang, enum text_key key, int64_t n);
/* The key of `family` ("err." with its dot) followed by `name`, chosen at run time. False when there is none.
 */
bool text_find(const char *family, str name, enum text_key *ret);

enum text_arg_kind { TEXT_ARG_STR, TEXT_ARG_INT, TEXT_ARG_DAY, TEXT_ARG_WHEN };

/* What stands for {name} in a message. */
struct text_arg {
	const char *name;
	enum text_arg_kind kind;
	union {
		str s;
		int64_t n;
		date day;
		instant when;
	} v;
};

static inline struct text_arg text_arg_str(const char *name, str s)
{
	return (struct text_arg){ .name = name, .kind = TEXT_ARG_STR, .v.s = s };
}
static inline struct text_arg text_arg_int(const char *name, int64_t n)
{
	return (struct text_arg){ .name = name, .kind = TEXT_ARG_INT, .v.n = n };
}
static inline struct text_arg text_arg_day(const char *name, date d)
{
	return (struct text_arg){ .name = name, .kind = TEXT_ARG_DAY, .v.day = d };
}
static inline struct text_arg text_arg_when(const char *name, instant t)
{
	return (struct text_arg){ .name = name, .kind = TEXT_ARG_WHEN, .v.when = t };
}
/* A str, a date, an instant or a whole number (written grouped). */
#define TEXT_ARG(name, x) \
	_Generic((x), str \
		 : text_arg_str, date \
		 : text_arg_day, instant \
		 : text_arg_when, default \
		 : text_arg_int)((name), (x))

/* Two arguments at once, the array and its length: text_put(o, at, into, key, TEXT_ARGS(TEXT_ARG("n", 3))) */
#define TEXT_ARGS(...) \
	(const struct text_arg[]){ __VA_ARGS__ }, \
	    sizeof((const struct text_arg[]){ __VA_ARGS__ }) / sizeof(struct text_arg)

/* Writes the message with its placeholders filled; {n} chooses the plural form. Every placeholder must be
 * given. */
void text_put(struct out *o, struct locale at, enum text_into into, enum text_key key,
	      const struct text_arg *args, size_t n);
/* The same as plain text in `a`. */
str text_str(struct arena *a, struct locale at, enum text_key key, const struct text_arg *args, size_t n);
/* The message family + name; the name itself when there is no such message. */
void text_named(struct out *o, struct locale at, enum text_into into, const char *family, str name);
/* What a managing body reads about a row of its delivery: the first code in words, or the outcome. `language`
 * as in body.language. */
str text_of_line(str language, str outcome, str code);
/* What an agent does for somebody, in every language, for struct acting: a word of the family "assisted.". */
struct acted text_acted(const char *word);
/* What to tell the reader about a failure; of one nobody has words for, that of a fault. */
str text_of_rc(enum lang lang, rc r);

/* 1234567 as readers of the language group it; Latin digits in Arabic too, as both countries write. */
void text_number(struct out *o, struct locale at, enum text_into into, int64_t n);
/* `v` / 10^decimals, such as an amount of centimes with 2. decimals 0..18. */
void text_decimal(struct out *o, struct locale at, enum text_into into, int64_t v, int decimals);
/* part / whole in per cent with one decimal, rounded: "12,5 %"; what is there but rounds to nothing is "< 0,1
 * %". Whole 0 is 0 %. Neither is negative. */
void text_percent(struct out *o, struct locale at, enum text_into into, int64_t part, int64_t whole);
/* 24 novembre 2026 */
void text_day(struct out *o, struct locale at, enum text_into into, date d);
/* 24 novembre, of every year */
void text_month_day(struct out *o, struct locale at, enum text_into into, date d);
/* novembre 2026 */
void text_month(struct out *o, struct locale at, enum text_into into, date d);
/* 24 novembre 2026 at 9:40 as the language says it, in the fund's time. */
void text_when(struct out *o, struct locale at, enum text_into into, instant t);
/* A birth date: YYYY-MM-DD, or YYYY-00-00 when only the year is known. What is neither is written as it is.
 */
void text_born(struct out *o, struct locale at, enum text_into into, str born);
/* How long, in the largest unit that fits: seconds, minutes, hours, days. seconds >= 0. */
void text_span(struct out *o, struct locale at, enum text_into into, int64_t seconds);
/* How much: 512 bytes, 48 kB, 12 MB (1000 each). */
void text_size(struct out *o, struct locale at, enum text_into into, int64_t bytes);

#endif
