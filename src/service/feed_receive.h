/* service/feed_receive.h - a delivery comes in, and is checked as a whole.
 *
 * receive: manifest and signature first, then the file as it arrives, in any number of parts, plain, gzip or
 * zstd. It is kept in compressed pieces; nothing of it is used before check. check:   signature, size,
 * SHA-256, header, rows and control totals. Anything that differs from the manifest refuses the delivery as a
 * whole (REJECTED, with code and detail); the body may then send the sequence again.
 *
 * The same sequence with the same content again is the first delivery: *ret_again, and nothing is stored.
 */
#ifndef SERVICE_FEED_RECEIVE_H
#define SERVICE_FEED_RECEIVE_H

#include "domain/feed/feed.h"

struct db;
struct feed_receiving;

/* Called now and then while something long is done; `step` is VERIFY, STAGE, MATCH, APPLY, ANSWER... `done`
 * rows of `total`, or keys while a table of keys is filled. */
typedef void feed_watch(void *cls, const char *step, int64_t done, int64_t total);

/* `only`: the body the user delivers for, 0 for the fund's own agents. E_FEED_MANIFEST (*ret_why),
 * E_BODY_NONE, E_FEED_BODY, E_FEED_SCHEME, E_FEED_SEQUENCE, E_FEED_ORDER, E_SIGN_*. */
rc feed_receive_begin(struct db *db, struct arena *life, str manifest, str signature, user_id who,
		      body_id only, struct feed_receiving **ret, feed_id *ret_id, bool *ret_again,
		      str *ret_why) MUST_USE;
/* E_FEED_BYTES as soon as more came than the manifest says, E_PACKED. After a failure only
 * feed_receive_free(). */
rc feed_receive_data(struct feed_receiving *r, const char *p, size_t n) MUST_USE;
/* The whole file came: RECEIVED. */
rc feed_receive_end(struct feed_receiving *r) MUST_USE;
/* Gives up what was not ended: nothing of it is left. */
void feed_receive_free(struct feed_receiving *r);

/* RECEIVED -> VERIFIED or REJECTED. OK in both cases: look at the delivery. */
rc feed_check(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls) MUST_USE;

#endif
