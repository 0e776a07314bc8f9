/* service/verify_ledger.c */
#include "service/verify_ledger.h"

#include "domain/ledger/ledger.h"

struct verifying {
	struct arena *a;
	struct ledger_sums sums;
	struct ledger_fault fault;
};

static rc look(struct tx *tx, void *cls)
{
	struct verifying *v = cls;

	TRY(ledger_sums_of(tx, v->a, &v->sums));
	return ledger_first_fault(tx, v->a, &v->fault);
}

rc ledger_verify(struct db *db, struct arena *a, struct ledger_report *ret)
{
	struct verifying v = { .a = a };

	TRY(db_read(db, FOR_AUDIT, "verify the ledger", look, &v));
	*ret = (struct ledger_report){ .accounts = v.sums.accounts,
				       .transfers = v.sums.transfers,
				       .sum = v.sums.sum,
				       .fault = v.fault.transfer_id.v,
				       .what = v.fault.what };
	if (ret->fault == 0 && v.sums.differs.v != 0) {
		ret->fault = v.sums.differs.v;
		ret->what = S("BALANCE");
	}
	ret->holds = ret->fault == 0 && ret->sum == 0;
	return OK;
}
