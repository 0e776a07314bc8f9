/* service/sessions.h - browsers that are signed in: who asks, which there are, ending them. */
#ifndef SERVICE_SESSIONS_H
#define SERVICE_SESSIONS_H

#include "domain/access/access.h"

/* The browser that asks. */
struct sign_in_from {
	str browser, address; /* cut short when stored */
	str token; /* the cookie it sent, empty if none: that session ends with a successful sign-in */
};

/* A session that begins now, with a new token, in `a`; for session_add(). */
struct session session_make(struct arena *a, instant now, enum step step, const struct sign_in_from *from,
			    str *ret_token);

/* Who sends this cookie? One look-up, nothing is written. The session may still lack its second factor
 * (actor.step): access_may() then allows nothing. Texts are in `a`. E_SIGN_IN_FIRST */
rc session_find(struct db *db, instant now, struct arena *a, str token, struct actor *ret) MUST_USE;
/* Note that the session is in use, when actor.touch says that it is time: at most once a minute. */
rc session_touch(struct db *db, instant now, const struct actor *c) MUST_USE;

/* This browser. A cookie that is no session's is no failure. */
rc sign_out(struct db *db, instant now, const struct actor *c) MUST_USE;
/* One of the actor's other browsers. E_DB_NONE when the actor has no such session. */
rc session_end(struct db *db, instant now, const struct actor *c, session_id id) MUST_USE;
/* All of the actor's, this one too. */
rc sign_out_everywhere(struct db *db, instant now, const struct actor *c, int64_t *ret_ended) MUST_USE;
/* The actor's live sessions, newest first; without tokens and keys. */
rc sessions_list(struct db *db, instant now, struct arena *a, const struct actor *c, struct session **ret,
		 size_t *ret_n) MUST_USE;

/* Throw away what is over or idle: a job for every quarter of an hour. Nothing depends on it but room. */
rc sessions_sweep(struct db *db, instant now, int64_t *ret_ended) MUST_USE;

#endif
