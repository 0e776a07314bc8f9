/* base/name_parts.h - what the files behind base/name.h share. For them only. */
#ifndef BASE_NAME_PARTS_H
#define BASE_NAME_PARTS_H

#include "base/letters.h"

/* The letters of a name as one word: articles gone, compounds joined. A second time changes nothing. */
void name_join(struct letters *w);

/* Sounds, 1..31. Never renumber: skeletons are stored. */
enum name_sound {
	SOUND_END,
	SOUND_A, /* any vowel, or an ayn, that begins the name */
	SOUND_B,
	SOUND_T,
	SOUND_J, /* j, dj, and the hard g: Guessous is written جسوس */
	SOUND_H,
	SOUND_KH,
	SOUND_D,
	SOUND_R,
	SOUND_Z,
	SOUND_S,
	SOUND_SH,
	SOUND_GH,
	SOUND_F,
	SOUND_K,
	SOUND_L,
	SOUND_M,
	SOUND_N,
	SOUND_W, /* only at the two ends of a name */
	SOUND_Y,
	/* In readings, not in skeletons: Arabic letters that are heard as t or s, as d or z. */
	SOUND_THEH,
	SOUND_DHAL
};

/* The vowels between two sounds, as bits. */
enum {
	VOWEL_A = 1,
	VOWEL_I = 2,
	VOWEL_U = 4,
	VOWEL_E = 8,	/* a Latin e, which stands for anything short */
	VOWEL_ANY = 16, /* an ayn or a hamza: its vowel isn't written */
	VOWEL_LAST_A = 32,
	HELD_H = 64 /* no vowel: a Latin th, which is a t to most ears, and t and h in Fathi */
};

enum { READING_MAX = 24 };

/* How a name sounds. vowels[i] follow sound[i]; those at the very end are `last`. */
struct name_reading {
	uint8_t n;
	uint8_t last;
	bool arabic;
	uint8_t sound[READING_MAX];
	uint8_t vowels[READING_MAX];
};

void name_read(str name, struct name_reading *ret);

#endif
