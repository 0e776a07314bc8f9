/* service/keys.h - the fund's own secrets: files in a directory that only the program's user may enter.
 *
 *   seal.key     32 bytes: seed of the Ed25519 key that signs the journal's checkpoints
 *   seal.pub     text, not secret: the verifier key that others check checkpoints with
 *                (domain/journal/note.h)
 *   totp.key     32 bytes: seals the secrets of second factors in the store, and people's papers: they can't be
 *                read again without it (service/keep_document.h)
 *   session.key  32 bytes: makes form tokens and seals session cookies
 *   paper.key    32 bytes: the private number of the P-256 key that signs attestations (port/jws/jws.h)
 *   paper.jwks   text, not secret: its public half as a JWK set, which the portal publishes. Keys that were
 * used before stay in it, so that older papers can be checked; the first one is paper.key's.
 *
 * The directory is SANAD_KEYS, else the SQLite file's name with ".keys" behind it, else var/keys. All servers
 * of a fund need the same keys. Backups of the store don't hold them: they are kept apart, on paper or in a
 * safe.
 */
#ifndef SERVICE_KEYS_H
#define SERVICE_KEYS_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"
#include "port/jws/jws.h"

enum { KEY_BYTES = 32, SEAL_SECRET_BYTES = 64 };

struct keys {
	unsigned char seal_secret[SEAL_SECRET_BYTES]; /* as libsodium keeps it: seed, public key */
	unsigned char seal_public[KEY_BYTES];
	unsigned char totp[KEY_BYTES];
	unsigned char session[KEY_BYTES];
	unsigned char paper[KEY_BYTES];
	struct jws_public papers[JWS_KEYS_MAX]; /* those of paper.jwks, paper's own first */
	size_t papers_n;
};

/* Where the keys of the store `url` are. */
const char *keys_directory(struct arena *a, const char *url);
/* Make the directory and the keys that are missing; the ones that are there stay. `origin` is the fund's name
 * in checkpoints: E_NOTE_ORIGIN. E_IO, E_SEAL_KEY, E_SEAL_KEY_OPEN. */
rc keys_make(const char *dir, str origin) MUST_USE;
/* Make what is missing in a directory that has the fund's seal.key: keys that a newer program needs. Nothing
 * happens where there is none: then the keys are elsewhere. E_IO, E_SEAL_KEY, E_SEAL_KEY_OPEN. */
rc keys_complete(const char *dir, str origin) MUST_USE;
/* E_SEAL_KEY (one is missing, isn't 32 bytes no key, or doesn't fit its
 * public half), E_SEAL_KEY_OPEN (others may read it). Wipe with
 * keys_forget(). */
rc keys_read(const char *dir, struct keys *ret) MUST_USE;
void keys_forget(struct keys *k);
/* The verifier key in seal.pub, without its newline. E_SEAL_KEY */
rc keys_verifier(struct arena *a, const char *dir, str *ret) MUST_USE;
/* The public keys in paper.jwks, in `a`, without any secret. E_SEAL_KEY */
rc keys_papers(struct arena *a, const char *dir, struct jws_public **ret, size_t *ret_n) MUST_USE;

#endif
