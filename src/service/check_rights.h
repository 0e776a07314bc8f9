/* service/check_rights.h - is this number covered on a day? Asked by whoever gives care, as often as somebody
 * comes in: answered, and written down, for all questions of one turn of a server together.
 *
 * A turn's questions are collected, then looked up at once and recorded by one bulk write, with the event
 * "rights.checked" whose digest is over the rows (domain/journal/digest.h, digest_check()). Nothing is
 * answered that isn't written down: when the write fails, so do all questions of the turn.
 */
#ifndef SERVICE_CHECK_RIGHTS_H
#define SERVICE_CHECK_RIGHTS_H

#include "domain/access/access.h"
#include "domain/rights/check.h"
#include "domain/rights/rights.h"

#include "base/arena.h"

struct rights_question {
	user_id user; /* who asks */
	instant at;
	int64_t number; /* with its check digit right */
	date day;
};

struct rights_turn;
/* Empty; kept by the worker. */
struct rights_turn *rights_turn_new(struct arena *life);
/* Forgets the questions and answers of the turn before. */
void rights_turn_begin(struct rights_turn *t);
/* One more question: its number in the turn. */
size_t rights_turn_ask(struct rights_turn *t, const struct rights_question *q);
/* Finds the answers of all; nothing when there are no questions. */
void rights_turn_look(struct db *db, struct rights_turn *t);
/* Writes all down; outside of the store's turn. What goes wrong in either is told by rights_turn_answer(),
 * each question for itself. */
void rights_turn_record(struct db *db, struct rights_turn *t);
/* Once they are written down. *ret NULL: the number is nobody's. Good until the next turn begins. Fails as
 * the store did. */
rc rights_turn_answer(const struct rights_turn *t, size_t question,
		      const struct rights_answer **ret) MUST_USE;

/* How a birth date that was told fits the one that is known. */
bool rights_birth_fits(const struct rights_answer *r, struct birth told);

/* Enters a part of the checks that were written down among those of their people, once they are enough or
 * an hour old, for a job to call now and then; the list below is complete without. *ret_more: call again. */
rc rights_checks_enter(struct db *db, instant now, bool *ret_more) MUST_USE;

/* Who checked a person's rights, newest first. */
struct rights_checked {
	instant at;
	date day;
	str who; /* the account's name, as it is shown to colleagues */
};
enum { RIGHTS_CHECKED_MAX = 500 };
/* By the number as people write it. MAY_SERVE_PERSON or MAY_READ_JOURNAL; reading is an event. E_ROLE,
 * E_PERSON_NONE */
rc rights_checks_show(struct db *db, struct arena *a, const struct actor *by, str number, size_t max,
		      struct rights_checked **ret, size_t *ret_n) MUST_USE;

#endif
