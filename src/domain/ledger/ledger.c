/* domain/ledger/ledger.c - the kinds of account; what a transfer says. */
#include "domain/ledger/ledger.h"

static const struct {
	const char *name;
	enum ledger_owner owner;
} kinds[LEDGER_KINDS] = {
#define LEDGER_ACCOUNT(name, owner, what) [LEDGER_##name] = { #name, OWNER_##owner },
#include "domain/ledger/account.def"
#undef LEDGER_ACCOUNT
};

str ledger_kind_name(enum ledger_kind k)
{
	must(k < LEDGER_KINDS);
	return str_of(kinds[k].name);
}

enum ledger_owner ledger_kind_owner(enum ledger_kind k)
{
	must(k < LEDGER_KINDS);
	return kinds[k].owner;
}

bool ledger_kind_parse(str name, enum ledger_kind *ret)
{
	for (enum ledger_kind k = 0; k < LEDGER_KINDS; k++)
		if (str_eq(name, ledger_kind_name(k))) {
			*ret = k;
			return true;
		}
	return false;
}

void ledger_digest(const struct ledger_transfer *t, size_t n, unsigned char ret[static DIGEST_BYTES])
{
	struct digest d;

	digest_begin(&d);
	for (size_t i = 0; i < n; i++) {
		digest_int(&d, t[i].transfer_id.v);
		digest_int(&d, t[i].debit_id.v);
		digest_int(&d, t[i].credit_id.v);
		digest_text(&d, t[i].currency);
		digest_int(&d, t[i].amount);
		digest_int(&d, t[i].pending);
		digest_text(&d, t[i].code);
		digest_int(&d, t[i].object_id);
		digest_int(&d, t[i].day.days);
		digest_int(&d, t[i].at.us);
		digest_row_end(&d);
	}
	digest_end(&d, ret);
}
