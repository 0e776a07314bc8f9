/* base/letters.c - what every sign is worth as a letter of a name. */
#include "base/letters.h"

#include "base/utf8.h"

#include <string.h>

/* The tables come from Unicode's decompositions: the letter under the marks. '.' is no letter; capitals stand
 * for what isn't one plain letter: A ae, O oe, S ss, C the soft c, X Slavic ch, H Turkish and Slavic sh, J
 * Slavic zh. */
static const char latin_c0[] = /* U+00C0..U+024F */
    "aaaaaaACeeeeiiiidnooooo.ouuuuytSaaaaaaACeeeeiiiidnooooo.ouuuuyty"
    "aaaaaaXXccccXXddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkk.llllll."
    ".llnnnnnn.nnooooooOOrrrrrrssssHHHHttttttuuuuuuuuuuuuwwyyyzzzzJJs"
    "..................f.............oo.............uu..............."
    "....dddlllnnnaaiioouuuuuuuuuu.aaaa....ggkkoooo..jdddgg..nnaa...."
    "aaaaeeeeiiiioooorrrruuuuHHtt..hh......aaeeooooooooyy............"
    "................";
static const char latin_1e00[] = /* U+1E00..U+1EFF */
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s..S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";
/* U+FE70..U+FEF4, Arabic in the shapes of old code pages: the low byte of the letter, ' ' for none. */
static const char arabic_fe70[] = "                !''''HH''JJJJ''(((())****++++,,,,----....//00112"
				  "23333444455556666777788889999::::AAAABBBBCCCCDDDDEEEEFFFFGGGGHHI"
				  "IJJJJ";
/* U+0621..U+064A as PLAIN has them: low bytes, ' ' for none. */
static const char arabic_plain[] = " ''H'J'(G*+,-./0123456789:     "
				   " ABCDEFGHJJ";

enum { NOTHING = 0, BREAK = ' ' };

static uint8_t ascii(uint8_t c)
{
	if ((uint8_t)((c | 0x20) - 'a') < 26)
		return c | 0x20;
	return (uint8_t)(c - '0') < 10 ? c : BREAK;
}

static void put(struct letters *w, uint8_t letter)
{
	if (w->n < LETTERS_MAX)
		w->at[w->n++] = letter;
}

static void put_break(struct letters *w)
{
	if (w->n > 0 && w->at[w->n - 1] != BREAK)
		put(w, BREAK);
}

/* The letter under the marks and, when its sound matters, what it sounds like. */
static void put_marked(struct letters *w, uint8_t plain, uint8_t sound, uint8_t then, enum letters_kind kind)
{
	put(w, kind == LETTERS_PLAIN ? plain : sound);
	if (kind == LETTERS_EXACT && then != NOTHING)
		put(w, then);
}

static void put_latin(struct letters *w, char c, enum letters_kind kind)
{
	switch (c) {
	case '.':
		break;
	case 'A':
		put(w, 'a'), put(w, 'e');
		break;
	case 'O':
		put(w, 'o'), put(w, 'e');
		break;
	case 'S':
		put(w, 's'), put(w, 's');
		break;
	case 'C':
		put_marked(w, 'c', LETTER_SOFT_C, NOTHING, kind);
		break;
	case 'X':
		put_marked(w, 'c', 'c', 'h', kind);
		break;
	case 'H':
		put_marked(w, 's', 's', 'h', kind);
		break;
	case 'J':
		put_marked(w, 'z', 'j', NOTHING, kind);
		break;
	default:
		put(w, (uint8_t)c);
	}
}

/* A letter of the basic row, U+0621..U+064A, by its low byte. */
static void put_arabic(struct letters *w, uint32_t low, enum letters_kind kind)
{
	if (kind == LETTERS_PLAIN)
		low = (uint8_t)arabic_plain[low - 0x21];
	if (low == ' ' || (low > 0x3A && low < 0x41))
		return;
	put(w, LETTER_ARABIC(low));
}

/* Letters that Persian, Urdu or Berber keyboards give for an Arabic one, and those of the Maghreb's own
 * sounds. */
static uint8_t arabic_cousin(uint32_t c)
{
	switch (c) {
	case 0x671:
		return 0x27;
	case 0x67E:
		return 0x28;
	case 0x686:
		return 0x34;
	case 0x698:
		return 0x2C;
	case 0x6A4:
	case 0x6A5:
		return 0x41;
	case 0x6A9:
	case 0x6AA:
		return 0x43;
	case 0x6BA:
		return 0x46;
	case 0x6BE:
	case 0x6C0:
	case 0x6C1:
	case 0x6D5:
		return 0x47;
	case 0x6C3:
		return 0x29;
	case 0x6CC:
	case 0x6D2:
		return 0x4A;
	default:
		return ' ';
	}
}

static void put_arabic_row(struct letters *w, uint32_t c, enum letters_kind kind)
{
	if (0x621 <= c && c <= 0x64A)
		put_arabic(w, c & 0xFF, kind);
	else if ((0x660 <= c && c <= 0x669) || (0x6F0 <= c && c <= 0x6F9))
		put(w, (uint8_t)('0' + (c & 0xF)));
	else if (c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4)
		put_break(w);
	else if (c == 0x6AD || c == 0x6AF || c == 0x6A8)
		put(w, LETTER_GAF);
	else if (arabic_cousin(c) != ' ')
		put_arabic(w, arabic_cousin(c), kind);
}

/* Dashes, curly apostrophes and wide spaces part two words; marks of direction and joining are invisible. */
static bool parts_words(uint32_t c)
{
	if (c == 0xA0 || c == 0xAD || c == 0xB4 || c == 0xB7 || c == 0x3000)
		return c != 0xAD;
	return 0x2000 <= c && c <= 0x206F && !(0x200B <= c && c <= 0x200F) && !(0x202A <= c && c <= 0x202E) &&
	       c < 0x2060;
}

static void put_rare(struct letters *w, uint32_t c, enum letters_kind kind)
{
	if (0x1E00 <= c && c <= 0x1EFF)
		put_latin(w, latin_1e00[c - 0x1E00], kind);
	else if (0xFE70 <= c && c <= 0xFEF4 && arabic_fe70[c - 0xFE70] != ' ')
		put_arabic(w, (uint8_t)arabic_fe70[c - 0xFE70], kind);
	else if (0xFEF5 <= c && c <= 0xFEFC) {
		static const uint8_t alef[] = { 0x22, 0x23, 0x25, 0x27 };
		put_arabic(w, 0x44, kind);
		put_arabic(w, alef[(c - 0xFEF5) / 2], kind);
	} else if (parts_words(c))
		put_break(w);
}

void letters_read(str s, enum letters_kind kind, struct letters *ret)
{
	const uint8_t *p = (const uint8_t *)s.p;
	size_t i = 0;

	ret->n = 0;
	while (i < s.n && ret->n < LETTERS_MAX) {
		uint32_t c = p[i];
		if (c < 0x80) {
			uint8_t letter = ascii(p[i++]);
			if (letter == BREAK)
				put_break(ret);
			else
				put(ret, letter);
			continue;
		}
		if (0xD8 <= c && c <= 0xDB && i + 1 < s.n && (p[i + 1] & 0xC0) == 0x80) {
			put_arabic_row(ret, (c & 0x1F) << 6 | (p[i + 1] & 0x3FU), kind);
			i += 2;
			continue;
		}
		str rest = { s.p + i, s.n - i };
		if (!utf8_next(&rest, &c)) {
			i++;
			continue;
		}
		i = s.n - rest.n;
		if (0xC0 <= c && c <= 0x24F)
			put_latin(ret, latin_c0[c - 0xC0], kind);
		else
			put_rare(ret, c, kind);
	}
	if (ret->n > 0 && ret->at[ret->n - 1] == BREAK)
		ret->n--;
	memset(ret->at + ret->n, 0, 4);
}

size_t letters_text(const struct letters *w, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++) {
		uint8_t c = w->at[i];
		if (c >= 0x80)
			n += utf8_put(out + n, c == LETTER_GAF ? 0x6AD : 0x600U | (c & 0x7FU));
		else
			out[n++] = (char)(c == LETTER_SOFT_C ? 'c' : c);
	}
	return n;
}
