/* base/name_similar.c - how far apart two names sound. */
#include "base/name.h"
#include "base/name_parts.h"

enum { SAME = 0, NEAR = 1, OTHER = 2, NISBA = 3 };

static const unsigned far_apart = 2 * READING_MAX;

/* Distances at which names of so many sounds (the shorter's) are still one name. Short names have no room:
 * measured on the lists of name_test.c and of ../shared/data. */
static const unsigned limits[] = { 0, 0, 0, 1, 1, 2, 2, 3 };
enum { LIMITS = sizeof limits / sizeof limits[0] };

static bool pair(uint8_t a, uint8_t b, uint8_t x, uint8_t y)
{
	return (a == x && b == y) || (a == y && b == x);
}

/* Sounds that clerks of the Maghreb write for one another: Kadija and Khadija, Belgacem and بلقاسم. */
static bool near_sounds(uint8_t a, uint8_t b)
{
	return pair(a, b, SOUND_K, SOUND_KH) || pair(a, b, SOUND_K, SOUND_J) ||
	       pair(a, b, SOUND_J, SOUND_GH) || pair(a, b, SOUND_THEH, SOUND_S) ||
	       pair(a, b, SOUND_DHAL, SOUND_Z);
}

/* What near_sounds() is among the symbols of skeletons, which tell neither k from kh, s from z and j from gh,
 * nor the letters ث and ذ from t and d. */
static bool near_symbols(uint8_t a, uint8_t b)
{
	return pair(a, b, SOUND_K, SOUND_J) || pair(a, b, SOUND_T, SOUND_S) || pair(a, b, SOUND_D, SOUND_S);
}

enum { BITS = NAME_SKELETON_BITS, SYMBOL = (1 << BITS) - 1 };

static uint8_t symbol_at(uint64_t skeleton, int at) { return (uint8_t)(skeleton >> at & SYMBOL); }

/* The skeleton with the symbol at bit `at` (0: the last) taken out, or one put in behind it. */
static uint64_t without(uint64_t skeleton, int at)
{
	uint64_t behind = skeleton & ((UINT64_C(1) << at) - 1), before = skeleton >> (at + BITS)
											 << (at + BITS);

	return before | behind << BITS;
}

static uint64_t with(uint64_t skeleton, int at, uint8_t symbol)
{
	uint64_t behind = skeleton & ((UINT64_C(1) << at) - 1), before = skeleton >> at << at;

	return before | (uint64_t)symbol << (at - BITS) | behind >> BITS;
}

size_t name_skeleton_near(uint64_t skeleton, uint64_t near[NAME_NEAR_MAX])
{
	const uint64_t symbol = SYMBOL;
	size_t n = 0;

	for (int i = 0; i < NAME_SKELETON_SYMBOLS; i++) {
		int at = i * BITS;
		uint8_t heard = symbol_at(skeleton, at);
		/* Fathi and فتحي; not where the last sound would get lost */
		if (heard == SOUND_T && i > 0 && symbol_at(skeleton, 0) == SOUND_END)
			near[n++] = with(skeleton, at, SOUND_H);
		if (heard == SOUND_H && i + 1 < NAME_SKELETON_SYMBOLS &&
		    symbol_at(skeleton, at + BITS) == SOUND_T)
			near[n++] = without(skeleton, at);
		for (uint8_t other = SOUND_A; other <= SOUND_Y; other++)
			if (near_symbols(heard, other))
				near[n++] = (skeleton & ~(symbol << at)) | (uint64_t)other << at;
	}
	return n;
}

static bool same_sound(uint8_t a, uint8_t b)
{
	return a == b || pair(a, b, SOUND_THEH, SOUND_T) || pair(a, b, SOUND_DHAL, SOUND_D);
}

/* The beginning is where ears differ: the article that stayed as an L (Larbi, العربي), a glide or its vowel
 * (Ouhnia, وهنية; Iftene, يفتن). */
static bool near_openings(const struct name_reading *a, const struct name_reading *b)
{
	uint8_t vowels = a->sound[0] == SOUND_A ? a->vowels[0] : b->vowels[0];

	return pair(a->sound[0], b->sound[0], SOUND_L, SOUND_A) ||
	       (pair(a->sound[0], b->sound[0], SOUND_W, SOUND_A) && (vowels & VOWEL_U)) ||
	       (pair(a->sound[0], b->sound[0], SOUND_Y, SOUND_A) && (vowels & VOWEL_I));
}

enum { LONG = VOWEL_I | VOWEL_U };

/* Both Arabic: what one has written and the other hasn't, tells سعد from سعيد; an alef is often left out
 * (الرحمن). */
static unsigned written_vowels(uint8_t a, uint8_t b)
{
	return (a ^ b) & LONG ? OTHER : (a ^ b) & VOWEL_A ? NEAR : SAME;
}

/* The other side has a vowel that this one would have written, had it heard it. Arabic writes the long ones
 * only, Latin writes all that are heard, and its e may be any. */
static bool lacks(uint8_t vowels, bool arabic, uint8_t other, bool other_arabic)
{
	bool surely_long = other_arabic && !arabic && !(other & VOWEL_ANY);

	if (vowels == 0)
		return surely_long && (other & (VOWEL_A | LONG));
	if ((other & LONG & ~vowels) == 0 || (vowels & (VOWEL_ANY | VOWEL_E)))
		return false;
	return true;
}

static unsigned vowels_apart(const struct name_reading *a, size_t i, const struct name_reading *b, size_t j)
{
	uint8_t x = a->vowels[i] & (uint8_t)~HELD_H, y = b->vowels[j] & (uint8_t)~HELD_H;

	if (a->arabic && b->arabic)
		return written_vowels(x, y);
	return lacks(x, a->arabic, y, b->arabic) || lacks(y, b->arabic, x, a->arabic) ? OTHER : SAME;
}

static unsigned exchange(const struct name_reading *a, size_t i, const struct name_reading *b, size_t j)
{
	unsigned vowels = vowels_apart(a, i, b, j);

	if (same_sound(a->sound[i], b->sound[j]))
		return vowels;
	bool near = near_sounds(a->sound[i], b->sound[j]) || (i + j == 0 && near_openings(a, b));
	return near && vowels == SAME ? NEAR : OTHER;
}

/* Sound i of `r` isn't in `other`. Lahcen and Hassan, Ibrahim and Brahim: what is lost at the front is
 * little, but Ihssan and Hassan are two. A nisba is much: Hassan and Hassani. */
static unsigned extra(const struct name_reading *r, size_t i, const struct name_reading *other)
{
	bool cluster = (other->vowels[0] & (VOWEL_A | VOWEL_I | VOWEL_U)) == 0;

	if (i == 0 && r->sound[0] == SOUND_L)
		return NEAR;
	if (i == 0 && r->sound[0] == SOUND_A && cluster && (r->vowels[0] & (VOWEL_I | VOWEL_E)))
		return NEAR;
	return i > 0 && i + 1 == r->n && r->sound[i] == SOUND_Y ? NISBA : OTHER;
}

/* Amin and Amina. */
static unsigned endings(const struct name_reading *a, const struct name_reading *b)
{
	uint8_t without = a->last & VOWEL_LAST_A ? b->last : a->last;

	return ((a->last ^ b->last) & VOWEL_LAST_A) == 0 || (without & VOWEL_ANY) ? SAME : OTHER;
}

/* Ouardirhi is Ouardighi to a French ear, but Farhat is no Faghat: one sound here, an r and an h there. */
static bool is_rh(const struct name_reading *r, size_t i)
{
	return i + 1 < r->n && r->sound[i] == SOUND_R && r->sound[i + 1] == SOUND_H && r->vowels[i] == 0;
}

static bool rh_for_gh(const struct name_reading *a, size_t i, const struct name_reading *b, size_t j)
{
	return !a->arabic && is_rh(a, i) && b->sound[j] == SOUND_GH;
}

/* Fathi is فتحي: the h that French ears pass over behind a t. */
static bool th_for_th(const struct name_reading *a, size_t i, const struct name_reading *b, size_t j)
{
	return (a->vowels[i] & HELD_H) != 0 && j + 1 < b->n && b->sound[j] == SOUND_T &&
	       b->sound[j + 1] == SOUND_H && b->vowels[j] == 0;
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* The cheapest way to turn one reading into the other, as Levenshtein has it. at[i][j] is the way from the
 * first i sounds of `a` to the first j of `b`. */
static unsigned distance(const struct name_reading *a, const struct name_reading *b)
{
	unsigned at[READING_MAX + 1][READING_MAX + 1] = { { 0 } };

	if (a->n == 0 || b->n == 0)
		return far_apart;
	for (size_t i = 0; i < a->n; i++)
		at[i + 1][0] = at[i][0] + extra(a, i, b);
	for (size_t j = 0; j < b->n; j++)
		at[0][j + 1] = at[0][j] + extra(b, j, a);
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++) {
			unsigned best = at[i][j] + exchange(a, i, b, j);
			best = least(best, at[i][j + 1] + extra(a, i, b));
			best = least(best, at[i + 1][j] + extra(b, j, a));
			if (i > 0 && rh_for_gh(a, i - 1, b, j))
				best = least(best, at[i - 1][j] + NEAR);
			if (j > 0 && rh_for_gh(b, j - 1, a, i))
				best = least(best, at[i][j - 1] + NEAR);
			if (j > 0 && th_for_th(a, i, b, j - 1))
				best = least(best, at[i][j - 1] + NEAR);
			if (i > 0 && th_for_th(b, j, a, i - 1))
				best = least(best, at[i - 1][j] + NEAR);
			at[i + 1][j + 1] = best;
		}
	return at[a->n][b->n] + endings(a, b);
}

unsigned name_distance(str a, str b)
{
	struct name_reading ra, rb;

	name_read(a, &ra);
	name_read(b, &rb);
	return distance(&ra, &rb);
}

static bool one_normal(str a, str b)
{
	char ta[NAME_NORMAL_MAX], tb[NAME_NORMAL_MAX];
	str na = { ta, name_normal_into(ta, a) }, nb = { tb, name_normal_into(tb, b) };

	if (na.n == 0 && nb.n == 0)
		return a.n > 0 && str_eq(a, b);
	return str_eq(na, nb);
}

enum name_likeness name_similar(str a, str b)
{
	struct name_reading ra, rb;

	if (one_normal(a, b))
		return NAME_EQUAL;
	name_read(a, &ra);
	name_read(b, &rb);
	size_t n = ra.n < rb.n ? ra.n : rb.n;
	return distance(&ra, &rb) <= limits[n < LIMITS ? n : LIMITS - 1] ? NAME_SPELLING : NAME_DIFFERENT;
}
