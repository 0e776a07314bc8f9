/* domain/law/version.h - the law of a fund as it was proposed, put in force and replaced.
 *
 * A version is the whole law of the fund's country, file by file, as it was read by whoever put it in force:
 * it stays readable whatever a later program brings. Versions are numbered from 1; one of them is in force. A
 * proposal says which one it was made against, and can be put in force only while that one still is.
 */
#ifndef DOMAIN_LAW_VERSION_H
#define DOMAIN_LAW_VERSION_H

#include "domain/law/law.h"

#define LAW_PROPOSED S("PROPOSED")
#define LAW_IN_FORCE S("IN_FORCE")
#define LAW_REPLACED S("REPLACED")
#define LAW_REFUSED S("REFUSED")
#define LAW_WITHDRAWN S("WITHDRAWN")

enum {
	LAW_VERSIONS_MAX = 10000,
	LAW_VERSION_BYTES_MAX = 2 << 20, /* all files of one: a country's law is a hundredth of it */
	LAW_VERSION_MEMORY = 8 << 20,	 /* of one that was read: what a request can hold */
};

/* The columns of the table (db/migrations/0031_law_version.sql). */
struct law_version {
	int64_t version_id, nth, base;
	blob digest;
	str state, reason;
	user_id proposed_by;
	instant proposed_at;
	user_id decided_by;
	instant decided_at;
	str decision;
	instant known_from, known_until;
};

/* ---- pure ---- */

/* By name. */
void law_files_order(struct law_file *file, size_t n);
/* Of files in order: names, sizes, texts. */
void law_files_digest(const struct law_file *file, size_t n, unsigned char ret[LAW_DIGEST_BYTES]);
/* `base` with `more` in place of those of the same name, in order. *ret is in `a`. */
void law_files_with(struct arena *a, const struct law_file *base, size_t base_n, const struct law_file *more,
		    size_t more_n, struct law_file **ret, size_t *ret_n);
/* Is it a file of this country, by its name? */
bool law_file_of(const struct law_file *f, str country);
/* What the program brings for a country, in order. */
void law_files_carried(struct arena *a, str country, struct law_file **ret, size_t *ret_n);

/* May `who` put it in force, with `in_force` the number of the one that is? E_LAW_VERSION_STATE,
 * E_LAW_VERSION_OWN, E_LAW_VERSION_BASE */
rc law_version_may_approve(const struct law_version *v, user_id who, int64_t in_force) MUST_USE;

/* ---- rows: version_db.c ---- */

rc law_version_add(struct tx *tx, struct arena *a, const struct law_version *v, const struct law_file *file,
		   size_t n) MUST_USE;
/* E_LAW_VERSION_NONE */
rc law_version_get(struct tx *tx, int64_t nth, struct arena *a, struct law_version *ret) MUST_USE;
/* The one in force. E_LAW_VERSION_NONE */
rc law_version_now(struct tx *tx, struct arena *a, struct law_version *ret) MUST_USE;
/* The one that was in force at a moment. E_LAW_VERSION_NONE: none was kept then. */
rc law_version_at(struct tx *tx, instant at, struct arena *a, struct law_version *ret) MUST_USE;
/* The newest first. */
rc law_version_list(struct tx *tx, struct arena *a, struct law_version **ret, size_t *ret_n) MUST_USE;
/* In order of their names. E_LAW_VERSION_BROKEN: they aren't those that were put down. */
rc law_version_files(struct tx *tx, const struct law_version *v, struct arena *a, struct law_file **ret,
		     size_t *ret_n) MUST_USE;
/* From the state `was` to what `v` says of state, decision and time in force. E_DB_CONFLICT when somebody was
 * faster. */
rc law_version_move(struct tx *tx, str was, const struct law_version *v) MUST_USE;

extern const struct db_stmt *const law_version_stmts[]; /* NULL terminated, for db_check() */

#endif
