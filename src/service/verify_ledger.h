/* service/verify_ledger.h - does the fund's money add up?
 *
 * Every balance is made once more, by statements that balances aren't made of; every transfer must rest on
 * accounts that are there, in their currency. All of it in one state of the store.
 */
#ifndef SERVICE_VERIFY_LEDGER_H
#define SERVICE_VERIFY_LEDGER_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

struct ledger_report {
	bool holds;
	int64_t accounts, transfers;
	int64_t sum;   /* of all accounts: 0 */
	int64_t fault; /* the first transfer, or account, that doesn't hold; 0: none */
	str what; /* of a transfer: ACCOUNT, CURRENCY, AMOUNT, SETTLEMENT, REVERSAL; of an account: BALANCE */
};
/* OK with ret->holds false when something doesn't hold. */
rc ledger_verify(struct db *db, struct arena *a, struct ledger_report *ret) MUST_USE;

#endif
