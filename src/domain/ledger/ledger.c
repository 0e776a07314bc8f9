/* domain/ledger/ledger.c - the kinds of account; what a transfer says. */
#include "domain/ledger/ledger.h"

#include <sodium.h>

#define OF_FUND OWNER_FUND
#define OF_PERSON OWNER_PERSON
#define OF_USER OWNER_USER
static const struct {
	const char *name;
	enum ledger_owner owner;
} kinds[LEDGER_KINDS] = {
#define LEDGER_ACCOUNT(name, owner, what) [LEDGER_##name] = { #name, OF_##owner },
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

static void number(crypto_hash_sha256_state *h, int64_t n)
{
	unsigned char b[8];

	for (int i = 0; i < 8; i++)
		b[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
	crypto_hash_sha256_update(h, b, sizeof b);
}

static void text(crypto_hash_sha256_state *h, str s)
{
	number(h, (int64_t)s.n);
	crypto_hash_sha256_update(h, (const unsigned char *)s.p, s.n);
}

void ledger_digest(const struct ledger_transfer *t, size_t n, unsigned char ret[static 32])
{
	crypto_hash_sha256_state h;

	crypto_hash_sha256_init(&h);
	for (size_t i = 0; i < n; i++) {
		number(&h, t[i].transfer_id.v);
		number(&h, t[i].debit_id.v);
		number(&h, t[i].credit_id.v);
		text(&h, t[i].currency);
		number(&h, t[i].amount);
		number(&h, t[i].pending);
		text(&h, t[i].code);
		number(&h, t[i].object_id);
		number(&h, t[i].day.days);
		number(&h, t[i].at.us);
	}
	crypto_hash_sha256_final(&h, ret);
}
