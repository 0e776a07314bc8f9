/* domain/journal/note.h - heads of the tree as signed text: C2SP tlog-checkpoint in a signed note. Pure.
 *
 *   sanad/ma                                        origin: the name of the log, and of its key
 *   1207                                            leaves
 *   47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=    root, base64
 *
 *   — sanad/ma Sm9lIEJs...                          base64 of 4 bytes of key id and 64 of Ed25519 signature
 *
 * What is signed is everything before the empty line, with its last newline. A verifier key is the text
 * `origin+key id in hex+base64 of 0x01 and the 32 bytes of the public key`; the key id is the start of
 * SHA-256 over the origin, a newline, 0x01 and the public key. Others may add their signatures below ours
 * (witnesses).
 */
#ifndef DOMAIN_JOURNAL_NOTE_H
#define DOMAIN_JOURNAL_NOTE_H

#include "domain/journal/merkle.h"

#include "base/arena.h"

enum { NOTE_SECRET_BYTES = 64, NOTE_PUBLIC_BYTES = 32, NOTE_MAX = 65536 };

struct note_head {
	str origin;
	int64_t size;
	struct hash root;
};

/* A name that may sign: not empty, UTF-8 without blanks, control characters or '+'. */
bool note_origin_valid(str origin);
/* The whole note, in `a`. `secret` as libsodium keeps it: seed and public key. */
str note_sign(struct arena *a, const struct note_head *h,
	      const unsigned char secret[static NOTE_SECRET_BYTES]);
/* The verifier key that others check our notes with. */
str note_verifier(struct arena *a, str origin, const unsigned char key[static NOTE_PUBLIC_BYTES]);
/* Check a note against a verifier key: E_NOTE (no well-formed checkpoint, or of another origin),
 * E_NOTE_SIGNATURE (not signed by this key, or changed since). ret->origin points into `note`. */
rc note_open(str note, str verifier, struct note_head *ret) MUST_USE;

/* Base64 of a hash, as proofs and notes print it. */
str hash_text(struct arena *a, const struct hash *h);
/* False when `text` isn't the base64 of 32 bytes. */
bool hash_parse(str text, struct hash *ret);

#endif
