/* base/name.c - articles, compounds, and the normal form. */
#include "base/name.h"

#include "base/arena.h"
#include "base/name_parts.h"

#include <string.h>

/* Arabic words as letters.h has them. */
#define AR_AL "\xA7\xC4"		 /* ال */
#define AR_BEN "\xA8\xC6"		 /* بن */
#define AR_IBN "\xA7\xA8\xC6"		 /* ابن */
#define AR_BOU "\xA8\xC8"		 /* بو */
#define AR_ABOU "\xA7\xA8\xC8"		 /* ابو */
#define AR_ABOU_HAMZA "\xA3\xA8\xC8"	 /* أبو */
#define AR_ABI "\xA7\xA8\xCA"		 /* ابي */
#define AR_ABI_HAMZA "\xA3\xA8\xCA"	 /* أبي */
#define AR_ABD_AL "\xB9\xA8\xAF\xA7\xC4" /* عبدال */
#define AR_AL_DIN "\xA7\xC4\xAF\xCA\xC6" /* الدين */

/* Is it the word? `word` is a literal. */
#define IS(p, n, word) ((n) == sizeof(word) - 1 && memcmp(p, word, sizeof(word) - 1) == 0)
#define STARTS(w, word) ((w)->n >= sizeof(word) - 1 && memcmp((w)->at, word, sizeof(word) - 1) == 0)

static bool vowel(uint8_t c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
}
static bool consonant(uint8_t c) { return 'a' <= c && c <= 'z' && !vowel(c); }
/* The article takes on the sound of these: ad-Daoudi, Et-Tazi, Essebti. */
static bool sun(uint8_t c) { return c == 't' || c == 'd' || c == 'r' || c == 'z' || c == 's' || c == 'n'; }

static void cut(struct letters *w, size_t from, size_t count)
{
	memmove(w->at + from, w->at + from + count, w->n - from - count);
	w->n -= count;
	memset(w->at + w->n, 0, 4);
}

/* El, Al, L', and Et-, Ed-, Ech- before a word that begins alike. */
static bool is_article(const uint8_t *p, size_t n, const uint8_t *next)
{
	if (IS(p, n, "el") || IS(p, n, "al") || IS(p, n, "l") || IS(p, n, "ul"))
		return true;
	if (p[0] != 'e' && p[0] != 'a')
		return false;
	if (n == 2)
		return sun(p[1]) && next[0] == p[1];
	return n == 3 && next[0] == p[1] && (p[2] == p[1] || (p[1] == 'c' && p[2] == 'h' && next[1] == 'h'));
}

/* One spelling for the words that only begin a name: Ben, Bou. NULL for any other. */
static const char *leading_word(const uint8_t *p, size_t n)
{
	if (IS(p, n, "bin") || IS(p, n, "ibn"))
		return "ben";
	if (IS(p, n, "abou") || IS(p, n, "abu") || IS(p, n, "abi"))
		return "bou";
	if (IS(p, n, AR_IBN))
		return AR_BEN;
	if (IS(p, n, AR_ABOU) || IS(p, n, AR_ABOU_HAMZA) || IS(p, n, AR_ABI) || IS(p, n, AR_ABI_HAMZA))
		return AR_BOU;
	return NULL;
}

/* One letter, or two that sound alike: the t of آيت طالب is heard once. */
static bool heard_once(uint8_t x, uint8_t y)
{
	static const uint8_t alike[][2] = {
		{ AR_TEH, AR_TAH }, { AR_DAL, AR_DAD }, { AR_SEEN, AR_SAD }, { AR_THAL, AR_ZAH }
	};

	for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++)
		if ((x == alike[i][0] && y == alike[i][1]) || (x == alike[i][1] && y == alike[i][0]))
			return true;
	return x == y;
}

/* Puts the word at [from, to) behind the `used` letters that are done, returns how many are done then. */
static size_t join_word(struct letters *w, size_t used, size_t from, size_t to)
{
	const uint8_t *p = w->at + from;
	size_t n = to - from;

	if (to < w->n) {
		const char *lead = leading_word(p, n);
		if (is_article(p, n, w->at + to + 1))
			return used;
		if (lead != NULL) {
			n = strlen(lead);
			memcpy(w->at + used, lead, n);
			return used + n;
		}
	}
	if (used > 0 && n >= 4 && memcmp(p, AR_AL, 2) == 0)
		p += 2, n -= 2;
	/* Ben Naceur is heard, and in Latin often written, with one n; so is بن ناصر. */
	if (used > 0 && n >= 2 && p[0] >= 0x80 && heard_once(w->at[used - 1], p[0]))
		p++, n--;
	memmove(w->at + used, p, n);
	return used + n;
}

static void join_words(struct letters *w)
{
	size_t used = 0;

	for (size_t from = 0; from < w->n;) {
		const uint8_t *gap = memchr(w->at + from, ' ', w->n - from);
		size_t to = gap == NULL ? w->n : (size_t)(gap - w->at);
		used = join_word(w, used, from, to);
		from = to + 1;
	}
	w->n = used;
	memset(w->at + used, 0, 4);
}

/* An article written as one word with its name: Elidrissi, Aljabri, Essebti, Attazi. Names that merely begin
 * like it are longer lived than the rule is sharp: Elias, Elham, Alaoui, Assia, Azzeddine stay whole. */
static size_t article_ahead(const struct letters *w)
{
	const uint8_t *p = w->at;
	size_t n = w->n;

	if (IS(p, n, "elham"))
		return 0;
	if (p[1] == 'l')
		return consonant(p[2]) ? n >= (p[0] == 'e' ? 5 : 7) && (p[0] == 'e' || p[2] != 'l') ? 2 : 0
				       : (p[0] == 'e' && n >= 7 ? 2 : 0);
	if (p[0] == 'e' && n >= 8 && memcmp(p + 1, "chch", 4) == 0)
		return 3;
	if (!sun(p[1]) || p[2] != p[1] || (n >= 5 && memcmp(p + 1, "zzed", 4) == 0))
		return 0;
	return n >= (p[0] == 'e' ? 5 : p[1] == 't' ? 6 : 8) ? 2 : 0;
}

/* Abdelkader, Abdul Kader, Abderrahmane, Abdesalam: what stands between Abd and the name. */
static size_t after_abd(const struct letters *w)
{
	const uint8_t *p = w->at + 3;

	if (w->n < 8 || memcmp(w->at, "abd", 3) != 0)
		return 0;
	if (p[0] != 'e' && p[0] != 'a' && p[0] != 'o' && p[0] != 'u')
		return 0;
	if (p[1] == 'l')
		return 2;
	return sun(p[1]) ? (p[2] == p[1] ? 2 : 1) : 0;
}

/* Takes one thing off that need not be there; false when nothing is left to take. */
static bool strip_latin(struct letters *w)
{
	if (w->at[0] != 'a' && w->at[0] != 'e')
		return false;
	size_t n = after_abd(w);
	if (n > 0) {
		cut(w, 3, n);
		return true;
	}
	n = w->n >= 5 ? article_ahead(w) : 0;
	if (n == 0 && w->n >= 7 && STARTS(w, "abou") && consonant(w->at[4]))
		n = 1;
	if (n > 0)
		cut(w, 0, n);
	return n > 0;
}

static bool strip_arabic(struct letters *w)
{
	size_t n = w->n;

	if (STARTS(w, AR_AL) && n >= 5)
		cut(w, 0, 2);
	else if (STARTS(w, AR_ABD_AL) && n >= 7)
		cut(w, 3, 2);
	else if (n >= 7 && memcmp(w->at + n - 5, AR_AL_DIN, 5) == 0)
		cut(w, n - 5, 2);
	else if ((STARTS(w, AR_ABOU) || STARTS(w, AR_ABOU_HAMZA)) && n >= 6)
		cut(w, 0, 1);
	else
		return false;
	return true;
}

void name_join(struct letters *w)
{
	if (memchr(w->at, ' ', w->n) != NULL)
		join_words(w);
	while (w->n > 0 && (w->at[0] < 0x80 ? strip_latin(w) : strip_arabic(w)))
		continue;
}

size_t name_normal_into(char buf[NAME_NORMAL_MAX], str name)
{
	struct letters w;

	letters_read(name, LETTERS_PLAIN, &w);
	name_join(&w);
	return letters_text(&w, buf);
}

str name_normal(struct arena *a, str name)
{
	char buf[NAME_NORMAL_MAX];
	size_t n = name_normal_into(buf, name);
	char *p = arena_array(a, char, n + 1);

	memcpy(p, buf, n);
	return (str){ p, n };
}
