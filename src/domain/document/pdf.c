/* domain/document/pdf.c - does a PDF do anything beside being read?
 *
 * Names are looked for in all of the file, not only where its table of objects points: that table can point
 * into the middle of anything. Names may be written with #xx for any letter, and objects may be packed into
 * streams: both are undone. The names that count are long, so that they don't turn up in compressed pictures
 * by chance.
 */
#include "domain/document/sniff.h"

#include "base/pack.h"

#include <string.h>

enum { NAME_ROOM = 40, END_WITHIN = 1024, PACKED_MAX = 4000, OBJECT_MAX = 4096, UNPACKING_ARENA = 128 << 20 };

struct look {
	str b;
	size_t unpacked; /* bytes so far */
	size_t packed;	 /* streams of objects so far */
};

static int hex(char c)
{
	if ('0' <= c && c <= '9')
		return c - '0';
	if ('A' <= c && c <= 'F')
		return c - 'A' + 10;
	return 'a' <= c && c <= 'f' ? c - 'a' + 10 : -1;
}

/* ISO 32000-1 section 7.2.2. */
static bool white(char c) { return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '; }

static bool ends_name(char c) { return white(c) || strchr("()<>[]{}/%", c) != NULL; }

/* The name behind the slash at `at`, its #xx undone; cut at NAME_ROOM. */
static str name_at(str b, size_t at, char name[static NAME_ROOM])
{
	size_t n = 0;

	for (at++; at < b.n && !ends_name(b.p[at]) && n < NAME_ROOM; at++) {
		int high = at + 2 < b.n && b.p[at] == '#' ? hex(b.p[at + 1]) : -1,
		    low = high >= 0 ? hex(b.p[at + 2]) : -1;
		if (low < 0) {
			name[n++] = b.p[at];
			continue;
		}
		unsigned char byte = (unsigned char)(high * 16 + low);
		memcpy(&name[n++], &byte, 1);
		at += 2;
	}
	return (str){ name, n };
}

static bool is_active(str name)
{
	static const char *const words[] = { "JavaScript",    "Launch",	   "EmbeddedFile",
					     "EmbeddedFiles", "RichMedia", "SubmitForm",
					     "ImportData",    "GoToE",	   "XFA" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq(name, str_of(words[i])))
			return true;
	return false;
}

/* Of the names in `b`: what the first one says that says anything. */
static enum sniff_verdict names_say(str b)
{
	char room[NAME_ROOM];

	for (size_t at = bytes_find(b, 0, S("/")); at < b.n; at = bytes_find(b, at + 1, S("/"))) {
		str name = name_at(b, at, room);
		if (is_active(name))
			return SNIFF_ACTIVE;
		if (str_eq(name, S("Encrypt")))
			return SNIFF_SEALED;
	}
	return SNIFF_TAKEN;
}

/* Where the object that holds `at` begins: at the last "obj" before it. */
static size_t object_begin(str b, size_t at)
{
	size_t least = at > OBJECT_MAX ? at - OBJECT_MAX : 0;

	while (at > least + 3 && memcmp(b.p + at - 3, "obj", 3) != 0)
		at--;
	return at;
}

static bool has_name(str b, str wanted)
{
	char room[NAME_ROOM];

	for (size_t at = bytes_find(b, 0, S("/")); at < b.n; at = bytes_find(b, at + 1, S("/")))
		if (str_eq(name_at(b, at, room), wanted))
			return true;
	return false;
}

/* A dictionary as every program writes it: packed in one way, nothing that would hide another one. */
static bool plainly_packed(str dictionary)
{
	return has_name(dictionary, S("FlateDecode")) && !has_name(dictionary, S("DecodeParms")) &&
	       !has_name(dictionary, S("ASCIIHexDecode")) && !has_name(dictionary, S("ASCII85Decode")) &&
	       !has_name(dictionary, S("LZWDecode")) && !has_name(dictionary, S("RunLengthDecode")) &&
	       !has_name(dictionary, S("F")) && memchr(dictionary.p, '%', dictionary.n) == NULL &&
	       memchr(dictionary.p, '(', dictionary.n) == NULL;
}

static enum sniff_verdict unpacked_say(struct look *l, struct arena *a, str raw)
{
	str plain;

	if (!rc_ok(pack_inflate(a, raw, PDF_UNPACKED_MAX - l->unpacked, &plain)))
		return SNIFF_OBSCURE;
	l->unpacked += plain.n;
	/* it begins with the numbers of its objects, or was packed once more */
	size_t first = 0;
	while (first < plain.n && white(plain.p[first]))
		first++;
	if (first < plain.n && (plain.p[first] < '0' || plain.p[first] > '9'))
		return SNIFF_OBSCURE;
	return names_say(plain);
}

/* The stream of objects whose dictionary holds the name at `at`. */
static enum sniff_verdict packed_objects(struct look *l, size_t at)
{
	size_t begin = object_begin(l->b, at), data = bytes_find(l->b, at, S("stream"));
	struct arena a;

	if (++l->packed > PACKED_MAX || data == l->b.n || data - begin > OBJECT_MAX ||
	    !plainly_packed((str){ l->b.p + begin, data - begin }))
		return SNIFF_OBSCURE;
	data += strlen("stream");
	data += data < l->b.n && l->b.p[data] == '\r';
	data += data < l->b.n && l->b.p[data] == '\n';
	size_t end = bytes_find(l->b, data, S("endstream"));
	if (end == l->b.n)
		return SNIFF_CUT;
	arena_init(&a, (size_t)UNPACKING_ARENA);
	enum sniff_verdict v = unpacked_say(l, &a, (str){ l->b.p + data, end - data });
	arena_done(&a);
	return v;
}

static enum sniff_verdict packed_say(struct look *l)
{
	char room[NAME_ROOM];

	for (size_t at = bytes_find(l->b, 0, S("/")); at < l->b.n; at = bytes_find(l->b, at + 1, S("/")))
		if (str_eq(name_at(l->b, at, room), S("ObjStm"))) {
			enum sniff_verdict v = packed_objects(l, at);
			if (v != SNIFF_TAKEN)
				return v;
		}
	return SNIFF_TAKEN;
}

enum sniff_verdict pdf_look(str bytes)
{
	struct look l = { .b = bytes };
	size_t from = bytes.n > END_WITHIN ? bytes.n - END_WITHIN : 0;

	if (bytes_find(bytes, from, S("%%EOF")) == bytes.n ||
	    bytes_find(bytes, from, S("startxref")) == bytes.n)
		return SNIFF_CUT;
	enum sniff_verdict v = names_say(bytes);
	return v == SNIFF_TAKEN ? packed_say(&l) : v;
}
