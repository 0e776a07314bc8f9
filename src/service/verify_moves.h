/* service/verify_moves.h - the events of moves, made again from the memberships. Part of service/verify.h. */
#ifndef SERVICE_VERIFY_MOVES_H
#define SERVICE_VERIFY_MOVES_H

#include "store/db.h"

/* *ret_event: the first event whose memberships aren't those that it tells of, 0: there is none; ret_what
 * then says it. */
rc verify_moves(struct tx *tx, int64_t *ret_event, const char **ret_what) MUST_USE;

#endif
