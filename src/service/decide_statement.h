/* service/decide_statement.h - an agent accepts what somebody said is wrong in their file.
 *
 * STOPPED ends the membership on the day that was said. NOT_ME ends what the fund held true about the
 * membership, or about all that came with the delivery: the rows stay, known until now. Of both the managing
 * body can't undo it by itself: what it sends about the person from now on is a question of the review queue
 * (domain/feed/dispute.h). CORRECTION supersedes the name or the birth; a body that repeats the old one
 * changes nothing (feed_change.c).
 */
#ifndef SERVICE_DECIDE_STATEMENT_H
#define SERVICE_DECIDE_STATEMENT_H

#include "domain/request/request.h"

#include "service/acting.h"

struct db;

/* E_REQUEST_KIND (it has no statement), those of request_act(); E_STATEMENT_CHANGED: the membership isn't
 * there any more, or ended meanwhile; E_PERSON_NONE */
rc statement_accept(struct db *db, struct arena *a, const struct acting *by, request_id id, str note,
		    struct fund_request *ret) MUST_USE;

#endif
