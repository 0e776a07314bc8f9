/* domain/person/search.c - reading what somebody typed to find a person, and judging who fits. */
#include "domain/person/search.h"

#include "base/utf8.h"

enum {
	PARTS_MAX = 40,	    /* words of the text */
	IDENTIFIER_MIN = 4, /* digits of an identifier */
	LETTERS_BEFORE = 3, /* "AB 123456": letters that may stand apart from the digits of an identifier */
	YEAR_LAST = 2199
};

enum part_kind { PART_DIGITS, PART_CODE, PART_LETTERS, PART_NAME };

/* A word: digits with the signs that may stand among them; a code of letters A-Z and digits; letters A-Z
 * alone; anything else. */
struct part {
	str s;
	enum part_kind kind;
	size_t digits;
};

struct reading {
	struct arena *a;
	str country;
	struct part part[PARTS_MAX];
	size_t n;
	struct person_search *to;
};

/* ---- words ---- */

static bool invisible(uint32_t c)
{
	return (0x200B <= c && c <= 0x200F) || (0x202A <= c && c <= 0x202E) || (0x2060 <= c && c <= 0x2069) ||
	       c == 0xFEFF;
}

static bool parts_words(uint32_t c)
{
	return c <= ' ' || c == ',' || c == ';' || c == ':' || c == '"' || c == 0xA0 || c == 0x60C ||
	       c == 0x61B || (0x2000 <= c && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

/* One sign for each that readers take for the same. */
static uint32_t plain(uint32_t c)
{
	if ((0x660 <= c && c <= 0x669) || (0x6F0 <= c && c <= 0x6F9))
		return '0' + (c & 0xF);
	return parts_words(c) ? ' ' : 0x2010 <= c && c <= 0x2013 ? '-' : c;
}

/* The text with plain digits, dashes and blanks; what isn't UTF-8 is left out. */
static str cleaned(struct arena *a, str text)
{
	char *p = arena_array(a, char, SEARCH_TEXT_MAX + 1);
	size_t n = 0;
	uint32_t c;

	if (text.n > SEARCH_TEXT_MAX)
		text.n = SEARCH_TEXT_MAX;
	while (text.n > 0) {
		if (!utf8_next(&text, &c)) {
			text.p++, text.n--;
			continue;
		}
		if (!invisible(c))
			n += utf8_put(p + n, plain(c));
	}
	return (str){ p, n };
}

static bool digit(char c) { return '0' <= c && c <= '9'; }
static bool letter(char c) { return 'A' <= (c & ~0x20) && (c & ~0x20) <= 'Z'; }
static bool among_digits(char c)
{
	return c == '+' || c == '(' || c == ')' || c == '.' || c == '-' || c == '/';
}

static struct part part_of(str s)
{
	size_t digits = 0, letters = 0, signs = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += digit(s.p[i]);
		letters += letter(s.p[i]);
		signs += among_digits(s.p[i]);
	}
	if (digits > 0 && digits + signs == s.n)
		return (struct part){ s, PART_DIGITS, digits };
	if (digits > 0 && digits + letters + signs == s.n)
		return (struct part){ s, PART_CODE, digits };
	return (struct part){ s, letters == s.n ? PART_LETTERS : PART_NAME, digits };
}

static void cut(struct reading *r, str text)
{
	for (size_t i = 0; i < text.n && r->n < PARTS_MAX; i++) {
		size_t from = i;
		while (i < text.n && text.p[i] != ' ')
			i++;
		if (i > from)
			r->part[r->n++] = part_of((str){ text.p + from, i - from });
	}
}

/* The parts from..until as they stand in the text, blanks between them. */
static str joined(const struct reading *r, size_t from, size_t until)
{
	const char *p = r->part[from].s.p, *end = r->part[until - 1].s.p + r->part[until - 1].s.n;

	return (str){ p, (size_t)(end - p) };
}

/* ---- what digits may be ---- */

static size_t field(str *s, int64_t *ret)
{
	size_t before = s->n;

	return str_digits(s, 1, 4, ret) ? before - s->n : 0;
}

static bool sign(str *s)
{
	if (s->n == 0 || (s->p[0] != '-' && s->p[0] != '/' && s->p[0] != '.' && s->p[0] != ' '))
		return false;
	s->p++, s->n--;
	return true;
}

/* Year first or year last. 00 for day and month: presumed. */
static bool read_birth(struct arena *a, str s, struct birth *ret)
{
	int64_t x, y, z;
	size_t first = field(&s, &x);

	if (first == 0 || !sign(&s) || field(&s, &y) == 0 || !sign(&s))
		return false;
	size_t last = field(&s, &z);
	if (s.n > 0 || (first == 4) == (last == 4) || last == 0)
		return false;
	int year = (int)(first == 4 ? x : z), day = (int)(first == 4 ? z : x);
	return rc_ok(birth_parse(str_printf(a, "%04d-%02d-%02d", year, (int)y, day), ret));
}

static bool read_year(str s, struct birth *ret)
{
	int64_t year;

	if (s.n != 4 || !str_digits(&s, 4, 4, &year) || year > YEAR_LAST)
		return false;
	char iso[] = "0000-00-00";
	for (int i = 3; i >= 0; i--, year /= 10)
		iso[i] = (char)('0' + year % 10);
	return rc_ok(birth_parse((str){ iso, 10 }, ret));
}

static void add_identifier(struct reading *r, str head, str tail)
{
	struct person_search *to = r->to;
	char *p = arena_array(r->a, char, head.n + tail.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < head.n + tail.n; i++) {
		char c = i < head.n ? head.p[i] : tail.p[i - head.n];
		if (digit(c) || letter(c))
			p[n++] = 'a' <= c && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	str s = { p, n };
	for (size_t i = 0; i < to->ids_n; i++)
		if (str_eq(to->id[i], s))
			return;
	if (to->ids_n < SEARCH_IDS_MAX)
		to->id[to->ids_n++] = s;
}

/* A date, a number or a phone that the parts from..until hold together. */
static bool take(struct reading *r, size_t from, size_t until)
{
	str s = joined(r, from, until);
	struct person_search *to = r->to;
	int64_t number, phone;

	if (to->born.year == 0 && (until - from == 1 || until - from == 3) && read_birth(r->a, s, &to->born))
		return true;
	bool is_number = number_parse(r->country, s, &number),
	     is_phone = rc_ok(phone_parse(r->country, s, &phone));
	if (is_number)
		to->number = number;
	if (is_phone)
		to->phone = phone;
	if (is_number || is_phone)
		add_identifier(r, s, S(""));
	return is_number || is_phone;
}

/* The longest beginning of from..until that is something; returns how many parts it has, 0 if none. */
static size_t take_longest(struct reading *r, size_t from, size_t until)
{
	for (size_t to = until; to > from; to--)
		if (take(r, from, to))
			return to - from;
	return 0;
}

/* A run of digits that is nothing else: a year alone, or an identifier, in groups or not. *ret_name is false
 * when the letters before it belong to it. Returns the parts taken. */
static size_t take_rest(struct reading *r, size_t from, size_t until, bool *ret_name)
{
	bool before =
	    from > 0 && r->part[from - 1].kind == PART_LETTERS && r->part[from - 1].s.n <= LETTERS_BEFORE;
	str s = joined(r, from, until);
	size_t digits = 0;

	if (!before && r->to->born.year == 0 && read_year(r->part[from].s, &r->to->born))
		return 1;
	for (size_t i = from; i < until; i++)
		digits += r->part[i].digits;
	if (digits >= IDENTIFIER_MIN) {
		add_identifier(r, s, S(""));
		if (before)
			add_identifier(r, r->part[from - 1].s, s);
		*ret_name = !before;
	}
	return until - from;
}

static void add_word(struct reading *r, str s)
{
	if (r->to->words_n < SEARCH_WORDS_MAX && name_skeleton(s) != 0)
		r->to->word[r->to->words_n++] = s;
}

/* One run of digits; `name` is the word before it, which may belong to it. */
static size_t read_run(struct reading *r, size_t from, bool *ret_name)
{
	size_t until = from;

	while (until < r->n && r->part[until].kind == PART_DIGITS)
		until++;
	for (size_t at = from; at < until;) {
		size_t n = take_longest(r, at, until);
		at += n > 0 ? n : take_rest(r, at, until, ret_name);
	}
	return until;
}

static void read_parts(struct reading *r)
{
	for (size_t i = 0; i < r->n;) {
		const struct part *p = &r->part[i++];
		bool name = true;
		if (p->kind == PART_DIGITS) {
			i = read_run(r, i - 1, &name);
			continue;
		}
		if (p->kind == PART_CODE) {
			add_identifier(r, p->s, S(""));
			continue;
		}
		if (i < r->n && r->part[i].kind == PART_DIGITS)
			i = read_run(r, i, &name);
		if (name)
			add_word(r, p->s);
	}
}

/* ---- names ---- */

static bool arabic(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (0xD8 <= (uint8_t)s.p[i] && (uint8_t)s.p[i] <= 0xDB)
			return true;
	return false;
}

/* Somebody who has the papers types the name in both scripts: twice the same. */
static void one_script(struct person_search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->words_n; i++)
		n += arabic(s->word[i]);
	if (n < 2 || s->words_n - n < 2)
		return;
	n = 0;
	for (size_t i = 0; i < s->words_n; i++)
		if (arabic(s->word[i]))
			s->word[n++] = s->word[i];
	s->words_n = n;
}

void search_read(struct arena *a, str country, str text, struct person_search *ret)
{
	struct reading r = { .a = a, .country = country, .to = ret };

	*ret = (struct person_search){ 0 };
	cut(&r, cleaned(a, text));
	read_parts(&r);
	one_script(ret);
}

static str words(struct arena *a, const struct person_search *s, size_t from, size_t until)
{
	str all = S("");

	for (size_t i = from; i < until; i++)
		all = str_printf(a, "%.*s%s%.*s", STR_ARG(all), i > from ? " " : "", STR_ARG(s->word[i]));
	return all;
}

static struct search_way way_of(str last, str first)
{
	struct search_way w = { last, first, (int64_t)name_skeleton(last), 0, 0, 0, 0 };
	uint64_t from, to;

	name_skeleton_range(last, &from, &to);
	w.last_from = (int64_t)from, w.last_to = (int64_t)to;
	name_skeleton_range(first, &from, &to);
	w.first_from = (int64_t)from, w.first_to = (int64_t)to;
	return w;
}

/* Names are heard in one script: of a part in both, only half would count. */
static bool mixed(const struct person_search *s, size_t from, size_t until)
{
	size_t n = 0;

	for (size_t i = from; i < until; i++)
		n += arabic(s->word[i]);
	return n > 0 && n < until - from;
}

size_t search_ways(struct arena *a, const struct person_search *s, struct search_way ways[SEARCH_WAYS_MAX])
{
	size_t n = 0, all = s->words_n;

	if (all == 0)
		return 0;
	for (size_t i = 1; i < all; i++) {
		if (mixed(s, 0, i) || mixed(s, i, all))
			continue;
		ways[n++] = way_of(words(a, s, 0, i), words(a, s, i, all));
		ways[n++] = way_of(words(a, s, i, all), words(a, s, 0, i));
	}
	if (n > 0 && mixed(s, 0, all))
		return n;
	ways[n++] = way_of(words(a, s, 0, all), S(""));
	ways[n++] = way_of(S(""), words(a, s, 0, all));
	return n;
}

size_t search_near(const struct search_way *w, struct search_way near[SEARCH_NEAR_MAX])
{
	const int64_t open = w->first_from ^ w->first_to; /* what isn't typed yet */
	uint64_t key[NAME_NEAR_MAX];
	size_t n = 0;

	for (size_t i = 0, keys = name_skeleton_near((uint64_t)w->last_key, key); i < keys; i++, n++) {
		near[n] = *w;
		near[n].last_key = (int64_t)key[i];
	}
	for (size_t i = 0, keys = name_skeleton_near((uint64_t)w->first_from, key); i < keys; i++, n++) {
		near[n] = *w;
		near[n].first_from = (int64_t)key[i];
		near[n].first_to = near[n].first_from | open;
	}
	return n;
}

bool search_way_fits(const struct search_way *w, int64_t last_key, int64_t first_key)
{
	return w->last_from <= last_key && last_key <= w->last_to && w->first_from <= first_key &&
	       first_key <= w->first_to;
}

/* In the script of what was typed, if the person's papers have it. */
static str written(str typed, str latin, str in_arabic)
{
	if (latin.n == 0 || in_arabic.n == 0)
		return latin.n > 0 ? latin : in_arabic;
	return arabic(typed) ? in_arabic : latin;
}

static unsigned part_distance(str typed, str latin, str in_arabic)
{
	return typed.n == 0 ? 0 : name_distance(typed, written(typed, latin, in_arabic));
}

unsigned search_distance(const struct search_way *w, const struct search_person *p)
{
	return part_distance(w->last, p->last_name, p->last_name_ar) +
	       part_distance(w->first, p->first_name, p->first_name_ar);
}

static bool similar(str typed, str latin, str in_arabic)
{
	return name_similar(typed, written(typed, latin, in_arabic)) != NAME_DIFFERENT;
}

/* A spelling of the name, or its beginning to the ear. */
static bool part_similar(str typed, int64_t from, int64_t to, str latin, str in_arabic)
{
	if (typed.n == 0 || similar(typed, latin, in_arabic))
		return true;
	int64_t key = (int64_t)name_skeleton(in_arabic.n > 0 ? in_arabic : latin);
	return from <= key && key <= to;
}

bool search_similar(const struct search_way *w, const struct search_person *p)
{
	return part_similar(w->last, w->last_from, w->last_to, p->last_name, p->last_name_ar) &&
	       part_similar(w->first, w->first_from, w->first_to, p->first_name, p->first_name_ar);
}
