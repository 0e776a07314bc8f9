/* base/name_sound.c - how a name sounds, whichever script it is written in, and its skeleton. */
#include "base/name.h"
#include "base/name_parts.h"

#include <string.h>

static bool soft(uint8_t next) { return next == 'e' || next == 'i' || next == 'y'; }
static bool vowel(uint8_t c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
}

static void hear(struct name_reading *r, uint8_t sound)
{
	if (r->n < READING_MAX) {
		r->vowels[r->n] = 0;
		r->sound[r->n++] = sound;
	}
}

static void hear_vowel(struct name_reading *r, uint8_t v)
{
	uint8_t *at = r->n > 0 ? &r->vowels[r->n - 1] : &r->last;

	if (v == VOWEL_A)
		v = VOWEL_A | VOWEL_LAST_A;
	else if (v & (VOWEL_I | VOWEL_U))
		*at &= (uint8_t)~VOWEL_LAST_A;
	*at |= v;
}

/* Abd + Hadi is no "dh", Abd + Jalil no "dj". */
static bool after_abd(const struct letters *w, size_t i) { return i == 2 && memcmp(w->at, "abd", 3) == 0; }

/* French ears write rh for gh where a part of the name begins and behind a consonant: Rharbi, Bourhaleb,
 * Mrhari. Farhat is none of these. */
static bool may_be_gh(const struct letters *w, size_t i)
{
	return i == 0 || !vowel(w->at[i - 1]) || (i == 3 && memcmp(w->at, "bou", 3) == 0);
}

/* Sounds of two and more letters. Returns how many letters, 0 when the letter stands for itself. */
static size_t french_group(const struct letters *w, size_t i, uint8_t *ret)
{
	const uint8_t *p = w->at + i;
	bool h = p[1] == 'h';

	switch (p[0]) {
	case 'c':
		*ret = h ? SOUND_SH : soft(p[1]) ? SOUND_S : SOUND_K;
		return h || p[1] == 'k' ? 2 : 1;
	case 's':
		*ret = SOUND_SH;
		return h ? 2 : p[1] == 'c' && p[2] == 'h' ? 3 : 0;
	case 'k':
		*ret = SOUND_KH;
		return h ? 2 : 0;
	case 'g':
		*ret = h ? SOUND_GH : SOUND_J;
		return h || (p[1] == 'u' && soft(p[2])) ? 2 : 1;
	case 'r':
		*ret = SOUND_GH;
		return h && vowel(p[2]) && may_be_gh(w, i) ? 2 : 0;
	case 'd':
		*ret = h ? SOUND_D : SOUND_J;
		return (h || p[1] == 'j') && !after_abd(w, i) ? 2 : 0;
	case 't':
		*ret = SOUND_T;
		return h ? 2 : 0;
	case 'p':
		*ret = SOUND_F;
		return h ? 2 : 0;
	case 'q':
		*ret = SOUND_K;
		return p[1] == 'u' && vowel(p[2]) ? 2 : 1;
	default:
		return 0;
	}
}

static const uint8_t latin_sound[26] = {
	['b' - 'a'] = SOUND_B, ['d' - 'a'] = SOUND_D, ['f' - 'a'] = SOUND_F, ['h' - 'a'] = SOUND_H,
	['j' - 'a'] = SOUND_J, ['k' - 'a'] = SOUND_K, ['l' - 'a'] = SOUND_L, ['m' - 'a'] = SOUND_M,
	['n' - 'a'] = SOUND_N, ['p' - 'a'] = SOUND_B, ['r' - 'a'] = SOUND_R, ['s' - 'a'] = SOUND_S,
	['t' - 'a'] = SOUND_T, ['v' - 'a'] = SOUND_F, ['x' - 'a'] = SOUND_K, ['z' - 'a'] = SOUND_Z,
};

static const uint8_t latin_vowel[26] = {
	['a' - 'a'] = VOWEL_A, ['e' - 'a'] = VOWEL_E, ['i' - 'a'] = VOWEL_I, ['y' - 'a'] = VOWEL_I,
	['o' - 'a'] = VOWEL_U, ['u' - 'a'] = VOWEL_U, ['w' - 'a'] = VOWEL_U,
};

/* What a name begins with when that isn't a consonant. Returns the letters taken. */
static size_t latin_opening(const struct letters *w, struct name_reading *r)
{
	const uint8_t *p = w->at;

	if (p[0] == 'w') {
		hear(r, SOUND_W);
		return 1;
	}
	if (p[0] == 'o' && p[1] == 'u' &&
	    (vowel(p[2]) || memcmp(p, "ould", 4) == 0 || memcmp(p, "ouled", 5) == 0)) {
		hear(r, SOUND_W);
		return 2;
	}
	if ((p[0] == 'y' && vowel(p[1])) || (p[0] == 'i' && (p[1] == 'a' || p[1] == 'o'))) {
		hear(r, SOUND_Y);
		return 1;
	}
	if (vowel(p[0]))
		hear(r, SOUND_A);
	return 0;
}

/* Consonants at letter i; a doubled one is heard once. Returns the letters taken. */
static size_t latin_consonant(const struct letters *w, size_t i, struct name_reading *r)
{
	uint8_t sound = SOUND_END;
	size_t n = w->at[i] == LETTER_SOFT_C ? 1 : french_group(w, i, &sound);

	if (w->at[i] == LETTER_SOFT_C)
		sound = SOUND_S;
	else if (n == 0) {
		uint8_t c = (uint8_t)(w->at[i] - 'a');
		sound = c < 26 ? latin_sound[c] : SOUND_END;
		n = 1;
	}
	if (sound == SOUND_END)
		return n;
	if (r->n == 0 || r->sound[r->n - 1] != sound || r->vowels[r->n - 1] != 0)
		hear(r, sound);
	if (n == 2 && w->at[i] == 't' && r->n > 0)
		r->vowels[r->n - 1] |= HELD_H;
	if (w->at[i] == 'x')
		hear(r, SOUND_S);
	return n;
}

static void read_latin(const struct letters *w, struct name_reading *r)
{
	size_t i = latin_opening(w, r);

	while (i < w->n) {
		uint8_t c = w->at[i];
		if ('a' <= c && c <= 'z' && latin_vowel[c - 'a'] != 0) {
			bool twice = w->at[i + 1] == c;
			hear_vowel(r, c == 'e' && twice ? VOWEL_I : latin_vowel[c - 'a']);
			i += twice ? 2 : 1;
		} else if (c == 'h' && i + 1 == w->n && i > 0 &&
			   (w->at[i - 1] == 'a' || w->at[i - 1] == 'e')) {
			/* Aminah, Saleh: not heard in French, and not written by half */
			hear_vowel(r, VOWEL_ANY);
			i++;
		} else {
			i += latin_consonant(w, i, r);
		}
	}
}

/* By the low byte from 0x21 (hamza) on; 0 for what is no consonant. */
static const uint8_t arabic_sound[] = {
	[AR_BEH - AR_HAMZA] = SOUND_B,	   [AR_TEH - AR_HAMZA] = SOUND_T,
	[AR_THEH - AR_HAMZA] = SOUND_THEH, [AR_JEEM - AR_HAMZA] = SOUND_J,
	[AR_HAH - AR_HAMZA] = SOUND_H,	   [AR_KHAH - AR_HAMZA] = SOUND_KH,
	[AR_DAL - AR_HAMZA] = SOUND_D,	   [AR_THAL - AR_HAMZA] = SOUND_DHAL,
	[AR_REH - AR_HAMZA] = SOUND_R,	   [AR_ZAIN - AR_HAMZA] = SOUND_Z,
	[AR_SEEN - AR_HAMZA] = SOUND_S,	   [AR_SHEEN - AR_HAMZA] = SOUND_SH,
	[AR_SAD - AR_HAMZA] = SOUND_S,	   [AR_DAD - AR_HAMZA] = SOUND_D,
	[AR_TAH - AR_HAMZA] = SOUND_T,	   [AR_ZAH - AR_HAMZA] = SOUND_DHAL,
	[AR_GHAIN - AR_HAMZA] = SOUND_GH,  [AR_FEH - AR_HAMZA] = SOUND_F,
	[AR_QAF - AR_HAMZA] = SOUND_K,	   [AR_KAF - AR_HAMZA] = SOUND_K,
	[AR_LAM - AR_HAMZA] = SOUND_L,	   [AR_MEEM - AR_HAMZA] = SOUND_M,
	[AR_NOON - AR_HAMZA] = SOUND_N,	   [AR_HEH - AR_HAMZA] = SOUND_H,
	[LETTER_GAF - AR_HAMZA] = SOUND_J,
};

static const uint8_t arabic_vowel[] = {
	[AR_HAMZA - AR_HAMZA] = VOWEL_ANY,
	[AR_ALEF_MADDA - AR_HAMZA] = VOWEL_A | VOWEL_LAST_A,
	[AR_ALEF_ABOVE - AR_HAMZA] = VOWEL_ANY,
	[AR_WAW_HAMZA - AR_HAMZA] = VOWEL_U | VOWEL_ANY,
	[AR_ALEF_BELOW - AR_HAMZA] = VOWEL_I | VOWEL_ANY,
	[AR_YEH_HAMZA - AR_HAMZA] = VOWEL_I | VOWEL_ANY,
	[AR_ALEF - AR_HAMZA] = VOWEL_A,
	[AR_AIN - AR_HAMZA] = VOWEL_ANY,
	[AR_WAW - AR_HAMZA] = VOWEL_U,
	[AR_YEH - AR_HAMZA] = VOWEL_I,
	[AR_MAKSURA - AR_HAMZA] = VOWEL_A,
	[LETTER_GAF - AR_HAMZA] = 0,
};

static size_t arabic_opening(const struct letters *w, struct name_reading *r)
{
	uint8_t c = w->at[0];

	if (c == AR_WAW || c == AR_YEH) {
		hear(r, c == AR_WAW ? SOUND_W : SOUND_Y);
		return 1;
	}
	if (c != AR_MARBUTA && arabic_sound[c - AR_HAMZA] == 0) {
		hear(r, SOUND_A);
		hear_vowel(r, c == AR_ALEF ? VOWEL_ANY : arabic_vowel[c - AR_HAMZA]);
		return 1;
	}
	return 0;
}

/* The last letter when it isn't heard as what it is elsewhere. */
static bool arabic_ending(const struct letters *w, size_t i, struct name_reading *r)
{
	uint8_t c = w->at[i], before = w->at[i - 1];
	bool closed = before != AR_WAW && before != AR_YEH;

	if (c == AR_MARBUTA && before == AR_ALEF)
		hear(r, SOUND_T); /* Najat, Hayat */
	else if (c == AR_HEH && i == 1)
		hear(r, SOUND_H), hear_vowel(r, VOWEL_A); /* Taha */
	else if (c == AR_MARBUTA || (c == AR_HEH && closed))
		hear_vowel(r, VOWEL_A);
	else if (c == AR_HAH && closed)
		hear_vowel(r, VOWEL_A), hear_vowel(r, VOWEL_ANY); /* Salah, like the Latin h */
	else
		return false;
	return true;
}

static void read_arabic(const struct letters *w, struct name_reading *r)
{
	size_t i = arabic_opening(w, r);

	for (; i < w->n; i++) {
		uint8_t c = w->at[i];
		if (c < AR_HAMZA || c > LETTER_GAF)
			continue;
		if (i > 0 && i + 1 == w->n && arabic_ending(w, i, r))
			continue;
		if (arabic_sound[c - AR_HAMZA] != 0)
			hear(r, arabic_sound[c - AR_HAMZA]);
		else if (arabic_vowel[c - AR_HAMZA] != 0)
			hear_vowel(r, arabic_vowel[c - AR_HAMZA]);
	}
}

/* The vowels at the end tell Hassan from Hassani and Nada from Nadia: i and u become sounds. */
static void close_reading(struct name_reading *r)
{
	if (r->n == 0)
		return;
	uint8_t last = r->vowels[r->n - 1] & (uint8_t)~HELD_H;
	r->vowels[r->n - 1] &= HELD_H;
	if ((last & VOWEL_U) && !(last & VOWEL_LAST_A))
		hear(r, SOUND_W);
	if (last & VOWEL_I)
		hear(r, SOUND_Y);
	r->last = last;
}

void name_read(str name, struct name_reading *ret)
{
	struct letters w;

	letters_read(name, LETTERS_EXACT, &w);
	name_join(&w);
	ret->n = ret->last = 0;
	ret->arabic = w.n > 0 && w.at[0] >= 0x80;
	if (ret->arabic)
		read_arabic(&w, ret);
	else if (w.n > 0)
		read_latin(&w, ret);
	close_reading(ret);
}

/* Sounds that one hand writes for another are one in the skeleton: it is there to find, name_similar() to
 * judge. */
static uint8_t coarse(uint8_t sound)
{
	switch (sound) {
	case SOUND_GH:
		return SOUND_J;
	case SOUND_KH:
		return SOUND_K;
	case SOUND_Z:
		return SOUND_S;
	case SOUND_THEH:
		return SOUND_T;
	case SOUND_DHAL:
		return SOUND_D;
	default:
		return sound;
	}
}

/* Returns the number of symbols. The t of a foreign ch (تش) isn't counted. */
static size_t pack(const struct name_reading *r, uint64_t *ret)
{
	uint64_t key = 0;
	size_t n = 0;

	for (size_t i = 0; i < r->n && n < NAME_SKELETON_SYMBOLS; i++) {
		if (r->sound[i] == SOUND_T && i + 1 < r->n && r->sound[i + 1] == SOUND_SH &&
		    r->vowels[i] == 0)
			continue;
		key = key << NAME_SKELETON_BITS | coarse(r->sound[i]);
		n++;
	}
	*ret = key << (NAME_SKELETON_BITS * (NAME_SKELETON_SYMBOLS - n));
	return n;
}

uint64_t name_skeleton(str name)
{
	struct name_reading r;
	uint64_t key;

	name_read(name, &r);
	(void)pack(&r, &key);
	return key;
}

void name_skeleton_range(str name, uint64_t *from, uint64_t *to)
{
	struct name_reading r;

	name_read(name, &r);
	/* The vowel that ends what was typed so far may turn out to stand inside: Bouzi, Bouzidi. */
	while (r.n > 1 && (r.sound[r.n - 1] == SOUND_W || r.sound[r.n - 1] == SOUND_Y))
		r.n--;
	size_t n = pack(&r, from);
	*to = *from | ((UINT64_C(1) << (NAME_SKELETON_BITS * (NAME_SKELETON_SYMBOLS - n))) - 1);
}
