/* domain/journal/journal.h - who did or read what, about whom, when and why.
 *
 * Every change and every read of personal data is an event, written by the transaction that causes it. Events
 * wait in event_unsealed until the sealer (service/seal_journal.h) gives each its leaf in an RFC 6962 tree
 * (merkle.h) and signs the tree's head (note.h). Nobody changes or deletes an event, a leaf or a checkpoint:
 * the store refuses it.
 *
 * The canonical text of an event is what its leaf is made of. It is the same on every engine and for ever; it
 * reads
 *
 *   sanad-event 1\n event <id>\n at <microseconds>\n user <id>\n purpose <name>\n kind <text>\n person <id>\n
 *   object <id>\n detail <text>\n digest <lower-case hex>\n
 *
 * (without the blanks after \n), always all ten lines in this order; in texts a backslash is \\ and a newline
 * is \n, so no value can pretend to be the next line.
 */
#ifndef DOMAIN_JOURNAL_JOURNAL_H
#define DOMAIN_JOURNAL_JOURNAL_H

#include "domain/journal/digest.h"

#include "store/db.h"

/* What a caller knows about an event; unset members mean "none". */
struct journal_entry {
	user_id user; /* 0: the program itself */
	enum purpose why;
	str kind;	  /* thing.verb, such as person.read or feed.applied */
	person_id person; /* 0: nobody or many */
	int64_t object;	  /* a delivery, a review...; 0 if nothing */
	str detail;  /* words or numbers, never names or identifiers of people; at most JOURNAL_DETAIL_MAX
			bytes */
	blob digest; /* 32 bytes of digest_end() for a bulk change, empty otherwise */
};

enum { JOURNAL_KIND_MAX = 64, JOURNAL_DETAIL_MAX = 4096, JOURNAL_PAGE_MAX = 20000 };

/* Write it down in the caller's transaction, whatever its purpose: everybody writes to the journal, few read
 * it. */
rc journal_write(struct tx *tx, instant now, const struct journal_entry *e) MUST_USE;

/* An event as stored. */
struct event {
	event_id event_id;
	instant at;
	user_id user_id;
	str purpose, kind;
	person_id person_id;
	int64_t object;
	str detail;
	blob digest;
};

/* Name of a purpose as purpose.def has it, such as COUNTER. */
str journal_purpose(enum purpose why);
/* The canonical text, in `a`. */
str journal_text(struct arena *a, const struct event *e);

/* The newest events about a person, below `before` (INT64_MAX: from the newest), at most `max` <=
 * JOURNAL_PAGE_MAX. */
rc journal_of_person(struct tx *tx, person_id person, event_id before, size_t max, struct arena *a,
		     struct event **ret, size_t *ret_n) MUST_USE;
/* The newest events on an object; see journal_of_person(). */
rc journal_of_object(struct tx *tx, int64_t object, event_id before, size_t max, struct arena *a,
		     struct event **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const journal_stmts[]; /* NULL terminated, for db_check() */

#endif
