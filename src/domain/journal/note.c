/* domain/journal/note.c - signed heads of the tree. */
#include "domain/journal/note.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

enum {
	KEY_ID_BYTES = 4,
	ED25519 = 1,
	SIGNED_BYTES = KEY_ID_BYTES + crypto_sign_BYTES,
	ID_HEX = 2 * KEY_ID_BYTES
};
enum { KEY_BYTES = 1 + NOTE_PUBLIC_BYTES, SIGNATURES_MAX = 100 };
_Static_assert(crypto_sign_SECRETKEYBYTES == NOTE_SECRET_BYTES &&
		   crypto_sign_PUBLICKEYBYTES == NOTE_PUBLIC_BYTES,
	       "Ed25519 as libsodium keeps it");

struct verifier {
	str origin;
	unsigned char id[KEY_ID_BYTES], key[NOTE_PUBLIC_BYTES];
};

static str base64(struct arena *a, const unsigned char *p, size_t n)
{
	size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
	char *text = arena_array(a, char, room);

	must(sodium_bin2base64(text, room, p, n, sodium_base64_VARIANT_ORIGINAL) != NULL);
	return (str){ text, room - 1 };
}

/* Exactly `n` bytes, or false. libsodium refuses other alphabets, missing padding and stray bits. */
static bool unbase64(str text, unsigned char *to, size_t n)
{
	size_t got = 0;
	const char *end = NULL;

	return text.n > 0 &&
	       sodium_base642bin(to, n, text.p, text.n, NULL, &got, &end, sodium_base64_VARIANT_ORIGINAL) ==
		   0 &&
	       got == n && end == text.p + text.n;
}

str hash_text(struct arena *a, const struct hash *h) { return base64(a, h->b, sizeof h->b); }
bool hash_parse(str text, struct hash *ret) { return unbase64(text, ret->b, sizeof ret->b); }

bool note_origin_valid(str origin)
{
	for (size_t i = 0; i < origin.n; i++)
		if ((unsigned char)origin.p[i] <= ' ' || origin.p[i] == '+' || origin.p[i] == 0x7f)
			return false;
	return origin.n > 0 && origin.n <= 200 && utf8_valid(origin);
}

static void key_id(str origin, const unsigned char *key, unsigned char ret[static KEY_ID_BYTES])
{
	static const unsigned char kind[2] = { '\n', ED25519 };
	unsigned char all[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state st;

	must(crypto_hash_sha256_init(&st) == 0);
	must(crypto_hash_sha256_update(&st, (const unsigned char *)origin.p, origin.n) == 0);
	must(crypto_hash_sha256_update(&st, kind, sizeof kind) == 0);
	must(crypto_hash_sha256_update(&st, key, NOTE_PUBLIC_BYTES) == 0);
	must(crypto_hash_sha256_final(&st, all) == 0);
	memcpy(ret, all, KEY_ID_BYTES);
}

str note_sign(struct arena *a, const struct note_head *h,
	      const unsigned char secret[static NOTE_SECRET_BYTES])
{
	unsigned char sig[SIGNED_BYTES];
	str root = hash_text(a, &h->root);

	must(note_origin_valid(h->origin) && h->size >= 0);
	str body = str_printf(a, "%.*s\n%" PRId64 "\n%.*s\n", STR_ARG(h->origin), h->size, STR_ARG(root));
	key_id(h->origin, secret + crypto_sign_SEEDBYTES, sig);
	must(crypto_sign_detached(sig + KEY_ID_BYTES, NULL, (const unsigned char *)body.p, body.n, secret) ==
	     0);
	str line = base64(a, sig, sizeof sig);
	return str_printf(a, "%.*s\n\u2014 %.*s %.*s\n", STR_ARG(body), STR_ARG(h->origin), STR_ARG(line));
}

str note_verifier(struct arena *a, str origin, const unsigned char key[static NOTE_PUBLIC_BYTES])
{
	unsigned char id[KEY_ID_BYTES], typed[KEY_BYTES] = { ED25519 };
	char hex[ID_HEX + 1];

	key_id(origin, key, id);
	memcpy(typed + 1, key, NOTE_PUBLIC_BYTES);
	must(sodium_bin2hex(hex, sizeof hex, id, sizeof id) != NULL);
	str b = base64(a, typed, sizeof typed);
	return str_printf(a, "%.*s+%s+%.*s", STR_ARG(origin), hex, STR_ARG(b));
}

/* Up to `end`, which is skipped; false when it isn't there. */
static bool take(str *s, char end, str *ret)
{
	const char *at = s->n > 0 ? memchr(s->p, end, s->n) : NULL;

	if (at == NULL)
		return false;
	*ret = (str){ s->p, (size_t)(at - s->p) };
	*s = (str){ at + 1, s->n - ret->n - 1 };
	return true;
}

static rc verifier_read(str text, struct verifier *v)
{
	unsigned char typed[KEY_BYTES], id[KEY_ID_BYTES];
	str hex;

	CHECK(take(&text, '+', &v->origin) && note_origin_valid(v->origin), NOTE);
	CHECK(take(&text, '+', &hex) && hex.n == ID_HEX, NOTE);
	CHECK(sodium_hex2bin(v->id, sizeof v->id, hex.p, hex.n, NULL, NULL, NULL) == 0, NOTE);
	CHECK(unbase64(text, typed, sizeof typed) && typed[0] == ED25519, NOTE);
	memcpy(v->key, typed + 1, sizeof v->key);
	key_id(v->origin, v->key, id);
	CHECK(memcmp(id, v->id, sizeof id) == 0, NOTE);
	return OK;
}

static rc head_read(str body, struct note_head *ret)
{
	str line;

	CHECK(take(&body, '\n', &ret->origin) && note_origin_valid(ret->origin), NOTE);
	CHECK(take(&body, '\n', &line) && line.n > 0 && (line.n == 1 || line.p[0] != '0'), NOTE);
	CHECK(str_digits(&line, 1, 18, &ret->size) && line.n == 0, NOTE);
	CHECK(take(&body, '\n', &line) && hash_parse(line, &ret->root), NOTE);
	return OK;
}

/* One line below the text; *found when it is this key's and holds. A signature of another key tells nothing.
 */
static rc signature(str line, str body, const struct verifier *v, bool *found)
{
	unsigned char sig[SIGNED_BYTES];
	str name;

	CHECK(str_skip(&line, S("\u2014 ")) && take(&line, ' ', &name) && note_origin_valid(name), NOTE);
	if (!str_eq(name, v->origin) || !unbase64(line, sig, sizeof sig) ||
	    memcmp(sig, v->id, sizeof v->id) != 0)
		return OK;
	CHECK(crypto_sign_verify_detached(sig + KEY_ID_BYTES, (const unsigned char *)body.p, body.n,
					  v->key) == 0,
	      NOTE_SIGNATURE);
	*found = true;
	return OK;
}

static bool split_note(str note, str *body, str *rest)
{
	/* The last empty line ends the text: C2SP signed-note. */
	for (size_t i = note.n; i >= 2; i--) {
		if (note.p[i - 1] == '\n' && note.p[i - 2] == '\n') {
			*body = (str){ note.p, i - 1 };
			*rest = (str){ note.p + i, note.n - i };
			return true;
		}
	}
	return false;
}

rc note_open(str note, str verifier, struct note_head *ret)
{
	struct verifier v;
	str body, rest, line;
	bool found = false;

	TRY(verifier_read(verifier, &v));
	CHECK(note.n <= NOTE_MAX && utf8_valid(note) && split_note(note, &body, &rest) && rest.n > 0, NOTE);
	for (size_t i = 0; i < note.n; i++)
		CHECK((unsigned char)note.p[i] >= ' ' || note.p[i] == '\n', NOTE);
	TRY(head_read(body, ret));
	CHECK(str_eq(ret->origin, v.origin), NOTE);
	for (int i = 0; rest.n > 0; i++) {
		CHECK(i < SIGNATURES_MAX && take(&rest, '\n', &line), NOTE);
		TRY(signature(line, body, &v, &found));
	}
	CHECK(found, NOTE_SIGNATURE);
	return OK;
}
