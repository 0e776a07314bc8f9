/* testing/tamper.h - somebody changes the store behind the program's back, with all rights of the machine's
 * owner. */
#ifndef TESTING_TAMPER_H
#define TESTING_TAMPER_H

#include "testing/fresh.h"

#include <sqlite3.h>

static inline void tamper_sqlite(const char *path, const char *sql)
{
	static const char *const tables[] = { "event", "leaf", "checkpoint", "rights_check",
					      "ledger_account", "ledger_transfer", "ledger_settlement",
					      "ledger_reversal" };
	char drop[128];
	sqlite3 *db;

	must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		(void)snprintf(drop, sizeof drop,
			       "DROP TRIGGER IF EXISTS %s_no_update; DROP TRIGGER IF EXISTS %s_no_delete",
			       tables[i], tables[i]);
		must(sqlite3_exec(db, drop, NULL, NULL, NULL) == SQLITE_OK);
	}
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		printf("# %s: %s\n", sqlite3_errmsg(db), sql);
	must(sqlite3_errcode(db) == SQLITE_OK);
	must(sqlite3_close(db) == SQLITE_OK);
}

static inline void tamper_pg(const char *url, const char *sql)
{
	PGconn *pg = PQconnectdb(url);
	PGresult *res = PQexec(pg, sql);

	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		printf("# %s: %s\n", PQresultErrorMessage(res), sql);
	must(PQresultStatus(res) == PGRES_COMMAND_OK);
	PQclear(res);
	PQfinish(pg);
}

/* `sql`: one or more statements both engines know. */
static inline void tamper(const char *url, const char *sql)
{
	if (strncmp(url, "sqlite:", 7) == 0)
		tamper_sqlite(url + 7, sql);
	else
		tamper_pg(url, sql);
}

#endif
