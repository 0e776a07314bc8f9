/* service/keep_document.h - papers: taken, sealed, scanned, given out.
 *
 * A paper is sealed with a key of its own (libsodium's kdf of totp.key and the document's id, secretstream in
 * pieces), bound to its owner, and lies in the store, so that a backup holds it: without totp.key nobody can
 * read it again.
 *
 * The virus scanner is SANAD_SCAN (port/scan/scan.h). With one, a paper waits until the jobs process has
 * shown it to the scanner and isn't given out before; a scanner that gives no verdict is asked again.
 */
#ifndef SERVICE_KEEP_DOCUMENT_H
#define SERVICE_KEEP_DOCUMENT_H

#include "domain/document/document.h"

#include "service/acting.h"

struct db;

enum { DOCUMENT_KEY_BYTES = 32, SCAN_TIMEOUT_MS = 60000 };

/* Bytes as they come, up to DOCUMENT_BYTES_MAX. */
struct document_intake {
	struct arena *a;
	char *p;
	size_t n, room;
};
void document_intake_init(struct document_intake *i, struct arena *a);
/* E_LIMIT */
rc document_intake_feed(struct document_intake *i, str bytes) MUST_USE;

struct document_new {
	struct acting by;
	person_id owner;
	str kind;     /* document_kind_good() */
	str bytes;    /* the file */
	bool scanned; /* the fund has a scanner: document_scanner() isn't empty */
};

struct document_kept {
	enum sniff_verdict verdict; /* anything but SNIFF_TAKEN: it wasn't kept, and this is why */
	document_id document_id;
	str media;
	bool again; /* the owner had this very paper already: it is that one */
};

/* `key` is keys.totp. Whom the acting person isn't may only be served by a user: E_PERSON_NONE.
 * E_DOCUMENT_KIND, E_DOCUMENT_MANY (above DOCUMENTS_MAX or DOCUMENTS_BYTES_MAX) */
rc document_keep(struct db *db, struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
		 const struct document_new *d, struct document_kept *ret) MUST_USE;

struct document_content {
	struct document document;
	str bytes; /* exactly those that were kept, in `a` */
};
/* For its owner, or for an agent; written down. E_DOCUMENT_NONE (also when it is somebody else's),
 * E_DOCUMENT_WAITS, E_DOCUMENT_INFECTED, E_DOCUMENT_SEAL. `a` must have room for twice DOCUMENT_BYTES_MAX. */
rc document_read(struct db *db, struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
		 document_id id, const struct acting *by, struct document_content *ret) MUST_USE;

/* What a person's file holds, newest first, without contents: for the person or an agent. E_PERSON_NONE when
 * somebody else asks. */
rc document_list(struct db *db, struct arena *a, const struct acting *by, person_id person,
		 struct document **ret, size_t *ret_n) MUST_USE;

/* SANAD_SCAN; empty when the operator has none. */
str document_scanner(void);
/* Shows a paper that waits to the scanner and writes down what it says; one that doesn't wait any more is
 * left alone. E_SCAN_NOT: no verdict, ask again later. E_SCAN_COMMAND, E_DOCUMENT_NONE, E_DOCUMENT_SEAL */
rc document_scan(struct db *db, const unsigned char key[static DOCUMENT_KEY_BYTES], str command,
		 document_id id) MUST_USE;
/* All papers that wait, the oldest first: how many got a verdict and how many still wait, at most
 * DOCUMENTS_WAITING_MAX at a time. */
rc document_scan_waiting(struct db *db, const unsigned char key[static DOCUMENT_KEY_BYTES], str command,
			 int64_t *ret_done, int64_t *ret_waiting) MUST_USE;

#endif
