/* service/seal_journal.h - the sealer: gives events their places in the tree and signs its head. */
#ifndef SERVICE_SEAL_JOURNAL_H
#define SERVICE_SEAL_JOURNAL_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/rc.h"
#include "base/str.h"

struct db;
struct keys;

enum { SEAL_BATCH = 5000, SEAL_EVERY_SECONDS = 60 };

/* Seals what waits, SEAL_BATCH events and one checkpoint in each transaction, until nothing waits or
 * `batches` are done; *ret_sealed events. One small query when nothing waits. Any number of sealers may run:
 * E_SEAL_RACE when others were quicker again and again, the next call goes on. E_SEAL_LEAF when the stored
 * tree contradicts itself. */
rc seal_journal(struct db *db, const struct keys *keys, instant now, int batches,
		int64_t *ret_sealed) MUST_USE;

/* The name that signs this fund's checkpoints, in `a`: what keys_make() wants. */
rc journal_origin(struct db *db, struct arena *a, str *ret) MUST_USE;
/* The newest signed checkpoint as published, in `a`. E_DB_NONE before the first. */
rc journal_checkpoint(struct db *db, struct arena *a, str *ret) MUST_USE;

/* What an outside tool needs to find an event in the newest checkpoint's tree. */
struct journal_proof {
	str text; /* canonical text of the event */
	str note; /* the checkpoint */
	int64_t position, size;
	str *hashes; /* base64, from the leaf up */
	size_t n;
};
/* E_DB_NONE: no such event; E_EVENT_UNSEALED. */
rc journal_prove(struct db *db, event_id id, struct arena *a, struct journal_proof *ret) MUST_USE;

struct journal_consistency {
	str old_note, note;
	str *hashes; /* base64 */
	size_t n;
};
/* That the newest tree begins with the one of the checkpoint of `old` leaves. E_DB_NONE: no such checkpoint.
 */
rc journal_prove_consistency(struct db *db, int64_t old, struct arena *a,
			     struct journal_consistency *ret) MUST_USE;

#endif
