/* service/put_law.h - another law for the fund: one person proposes it, another one puts it in force.
 *
 * A proposal is the law in force with some files in place of those of the same name, or all that the program
 * brings. It is read when it is proposed and once more when it is put in force. What was decided by the law
 * before stays as it was, and can be decided again (law_desk_open_at()); what the new one touches is decided
 * anew by a job. All of it is for directors (TASK_SIGN_LAW), and each step is an event of the journal.
 */
#ifndef SERVICE_PUT_LAW_H
#define SERVICE_PUT_LAW_H

#include "domain/access/access.h"
#include "domain/law/report.h"
#include "domain/law/version.h"

struct law_proposal {
	const struct actor *by;
	const struct law_file *file; /* in place of those of the same name */
	size_t n;
	bool program; /* the whole law that the program brings instead */
	str reason;   /* 1 to LAW_REASON_MAX bytes */
};

/* *ret is its number, also with E_LAW_VERSION_AGAIN. E_LAW_FILES: *ret_problem is the first mistake in the
 * files. E_ROLE, E_LAW_VERSION_REASON, E_LAW_VERSION_FILE, E_LAW_VERSION_LARGE, E_LAW_VERSION_SAME,
 * E_LAW_VERSION_AGAIN. */
rc law_propose(struct db *db, struct arena *a, instant now, const struct law_proposal *p, int64_t *ret,
	       struct law_problem *ret_problem) MUST_USE;

/* The files that the proposal would make the fund's law, without proposing them: read and found good.
 * E_LAW_FILES, E_LAW_VERSION_FILE, E_LAW_VERSION_LARGE */
rc law_proposed_files(struct tx *tx, struct arena *a, const struct law_proposal *p, struct law_file **ret,
		      size_t *ret_n, struct law_problem *ret_problem) MUST_USE;

/* In force from now on, in place of the one before: when what it changes has been seen (simulate_law.h).
 * E_ROLE, E_LAW_VERSION_NONE, E_LAW_VERSION_STATE, E_LAW_VERSION_OWN, E_LAW_VERSION_BASE,
 * E_LAW_VERSION_BROKEN, E_LAW_SIMULATION_NONE, E_LAW_SIMULATION_OLD */
rc law_approve(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth) MUST_USE;
/* By another director. E_ROLE, E_LAW_VERSION_NONE, E_LAW_VERSION_STATE, E_LAW_VERSION_OWN,
 * E_LAW_VERSION_REASON */
rc law_refuse(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
	      str reason) MUST_USE;
/* By whoever proposed it. E_ROLE, E_LAW_VERSION_NONE, E_LAW_VERSION_STATE, E_LAW_VERSION_HANDS,
 * E_LAW_VERSION_REASON */
rc law_withdraw(struct db *db, struct arena *a, instant now, const struct actor *by, int64_t nth,
		str reason) MUST_USE;

/* ---- looking ---- */

/* For operators, when it does. */
#define LAW_PROGRAM_DIFFERS \
	"the program brings another law than the one in force: sanad law propose --program"

struct law_version_view {
	struct law_version v;
	str proposed_by, decided_by; /* names that colleagues see; empty: the program */
};
struct law_versions {
	struct law_version_view *list; /* the newest first */
	size_t n;
	bool program_differs; /* from the one in force */
};
rc law_versions_list(struct db *db, struct arena *a, struct law_versions *ret) MUST_USE;

struct law_version_shown {
	struct law_version_view head;
	int64_t in_force;	  /* number of the one that is */
	struct law_difference *d; /* from the one that it was made against; none for the first */
	size_t n;
	str *file; /* names of those that are another, new, or no longer there */
	size_t files_n;
};
/* E_LAW_VERSION_NONE, E_LAW_VERSION_BROKEN. `a` holds two laws: LAW_VERSION_MEMORY each. */
rc law_version_show(struct db *db, struct arena *a, int64_t nth, struct law_version_shown *ret) MUST_USE;

#endif
