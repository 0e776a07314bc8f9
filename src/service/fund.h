/* service/fund.h - making a fund and opening its store. */
#ifndef SERVICE_FUND_H
#define SERVICE_FUND_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/rc.h"
#include "base/str.h"

struct db;

/* What the person who makes a fund says about it; an empty text: the country's usual one. */
struct fund_making {
	str country; /* ma or dz */
	str name_fr, name_ar, name_en;
	str origin; /* signs the journal's checkpoints, such as "sanad.example/ma" */
};

/* Open a store that holds a fund and was migrated by this very version of the program; close it with
 * fund_close(). E_DB_URL, E_DB_DOWN, E_DB_EMPTY, E_DB_MIGRATION (another version: run `sanad migrate`, or a
 * newer program). */
rc fund_open(struct arena *life, const char *url, struct db **ret) MUST_USE;
void fund_close(struct db *db);

/* What pages say about the fund, in `a`. */
struct fund_facts {
	str country; /* ma or dz */
	str name_fr, name_ar, name_en;
	bool demo; /* of made-up people: pages say so */
};
rc fund_facts(struct db *db, struct arena *a, struct fund_facts *ret) MUST_USE;

/* Make the store's tables, the fund, the keys (service/keys.h), its country's schemes and their income
 * classes, all or nothing. The same again changes nothing (*ret_made is false); another fund in the same
 * store: E_FUND_EXISTS. E_FUND_COUNTRY.
 */
rc fund_make(const char *url, const struct fund_making *m, instant now, bool *ret_made) MUST_USE;
/* Bring an older store, and its keys if they are here, to this version. */
rc fund_migrate(const char *url) MUST_USE;

#endif
