/* service/feed_simulate.h - what a delivery would do, row by row, before anybody approves it. */
#ifndef SERVICE_FEED_SIMULATE_H
#define SERVICE_FEED_SIMULATE_H

#include "service/feed_receive.h"

/* VERIFIED -> SIMULATED; an earlier simulation (or a stale approval) is void from the moment this one begins:
 * the delivery is VERIFIED again and nobody can decide about it. Nothing in the register changes. Safe to run
 * again after a crash. E_FEED_STATE, E_FEED_ORDER while an earlier delivery of the body waits, E_LEASE_TAKEN.
 */
rc feed_simulate(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls) MUST_USE;

/* SIMULATED -> APPROVED, by somebody who neither received nor simulated it. E_FEED_APPROVER, E_FEED_STATE */
rc feed_approve(struct db *db, feed_id id, user_id who, str note) MUST_USE;
/* SIMULATED -> REJECTED with E_FEED_SENT_BACK and the reason that the body is told. E_FEED_REASON without
 * one, E_FEED_STATE */
rc feed_send_back(struct db *db, feed_id id, user_id who, str note) MUST_USE;

#endif
