/* service/follow_account.h - the account of a person who was registered by mistake.
 *
 * While nobody knows who they really are, the account shows nobody's file: its sessions end. Once somebody
 * has answered, it is the survivor's, who signs in with the own number and the password that was chosen,
 * unless they have an account already; the old one is closed.
 */
#ifndef SERVICE_FOLLOW_ACCOUNT_H
#define SERVICE_FOLLOW_ACCOUNT_H

#include "domain/person/person.h"

/* Within the transaction that withdraws the person, or says who they are. `survivor` 0: not known yet.
 * Nothing happens when there is no account, or the person isn't withdrawn. */
rc account_follow(struct tx *tx, struct arena *a, instant now, person_id withdrawn,
		  person_id survivor) MUST_USE;

#endif
