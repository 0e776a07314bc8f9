/* service/fund_law.h - the law of this fund: the version in force, or the one that was at a moment.
 *
 * Everybody who decides asks for it in the own transaction (most of all by service/ask_law.h), so that a
 * change that another process made counts at once. What was read is kept for the process, by the digest of
 * its files: LAWS_KEPT versions, each for ever, since answers point into them; of more than that, each asking
 * reads its own into the caller's arena. A law that was read is never changed, and a second thread that reads
 * the same one at once gets the first one's: both may ask.
 */
#ifndef SERVICE_FUND_LAW_H
#define SERVICE_FUND_LAW_H

#include "domain/law/version.h"

enum { LAWS_KEPT = 4 };

/* *ret_version may be NULL. E_LAW_VERSION_NONE, E_LAW_VERSION_BROKEN */
rc law_of_fund(struct tx *tx, struct arena *a, const struct law **ret,
	       struct law_version *ret_version) MUST_USE;
rc law_of_fund_at(struct tx *tx, struct arena *a, instant at, const struct law **ret,
		  struct law_version *ret_version) MUST_USE;
/* Of any version, proposed ones too: into the caller's arena unless it is kept already. */
rc law_of_version(struct tx *tx, struct arena *a, const struct law_version *v,
		  const struct law **ret) MUST_USE;
/* The law in force, for who only looks at it. */
rc law_in_force(struct db *db, struct arena *a, const struct law **ret,
		struct law_version *ret_version) MUST_USE;

/* A law with the signatures that stand, or stood at a moment: what words about it are made of. */
struct fund_law {
	const struct law *law;
	struct law_signature *signature;
	size_t signatures_n;
};
rc fund_law_read(struct tx *tx, struct arena *a, struct fund_law *ret) MUST_USE;
rc fund_law_read_at(struct tx *tx, struct arena *a, instant at, struct fund_law *ret) MUST_USE;
/* The one in force, for who only looks. */
rc fund_law_now(struct db *db, struct arena *a, struct fund_law *ret) MUST_USE;

/* An event about a version: its number and the digest of its files, so that the journal's seal holds for them
 * too. */
rc law_event(struct tx *tx, struct arena *a, instant now, str kind, user_id who,
	     const struct law_version *v) MUST_USE;
/* Version 1: what the program brings for the country. */
rc law_first(struct tx *tx, struct arena *a, instant now, str country) MUST_USE;
/* The same for a fund that has none yet, from before there were versions; nothing happens when another
 * process is faster. */
rc law_first_once(struct db *db, struct arena *a, instant now, str country) MUST_USE;
/* Does the program bring another law than `v`? */
bool law_program_differs(struct arena *a, str country, const struct law_version *v);

#endif
