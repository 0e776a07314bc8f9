/* service/decide_review.h - a person answers whether two entries are the same human being. */
#ifndef SERVICE_DECIDE_REVIEW_H
#define SERVICE_DECIDE_REVIEW_H

#include "domain/feed/feed.h"
#include "domain/person/person.h"

struct db;

enum review_answer { REVIEW_IS_SAME, REVIEW_IS_NOT_SAME, REVIEW_IS_LATER };

/* Answers an open question (or one put off). A row may resemble several people: there is a question for each.
 *
 * Same: the body's key means the person that is known, who becomes a member if not one already, and has the
 * row's identifier too unless it is somebody else's; the other questions about the row are SETTLED. Not the
 * same: as soon as this is the answer to every question about the row, its person is registered with a number
 * of their own - without the identifier when somebody else holds it - and nobody is asked about the two
 * again. When somebody else whom nobody was asked about holds the identifier, or has the same birth and name,
 * that is one more question first. A later delivery may have told who the row's person is: then an answer
 * that agrees is written down and changes nothing, one that contradicts is E_REVIEW_CONTRADICTS.
 *
 * About somebody who said that a body's rows aren't theirs, or that the activity is over (code DISPUTED),
 * "the same" lets the row act after all; "not the same" means that the key is another person's, or that it
 * stays over.
 *
 * `seen` is the delivery (review.feed_id) whose row the answer is about, 0: the one that the question speaks
 * of now. E_REVIEW_CHANGED when a newer delivery brought the row again.
 *
 * *ret_person is who the row was found to be; 0 while that isn't known. E_REVIEW_NONE, E_REVIEW_STATE */
rc review_decide(struct db *db, review_id id, feed_id seen, user_id who, enum review_answer answer, str note,
		 person_id *ret_person) MUST_USE;
/* Takes an answer back: the question is open again, and so are those that it settled. A link is undone; a
 * person registered by it is withdrawn (the number is never used again). E_REVIEW_STATE when it is open or
 * settled, E_REVIEW_BUILT_ON when a later delivery used the body's key, or the person has other facts or
 * memberships since. */
rc review_undo(struct db *db, review_id id, user_id who, str note) MUST_USE;

#endif
