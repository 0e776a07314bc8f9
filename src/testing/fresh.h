/* testing/fresh.h - an empty store for a test, on the engine that T_DB names.
 *
 * Without T_DB: a SQLite file in T_DIR (or build/). With T_DB=postgresql://...: a schema of this process's
 * own.
 */
#ifndef TESTING_FRESH_H
#define TESTING_FRESH_H

#include "base/arena.h"
#include "store/db.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline bool fresh_is_pg(void)
{
	return getenv("T_DB") != NULL && strncmp(getenv("T_DB"), "sqlite:", 7) != 0;
}

/* The URL of a new, empty store called `name`; what was there before is gone. */
static inline const char *fresh_url(struct arena *a, const char *name)
{
	const char *dir = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build";
	str path;

	if (fresh_is_pg()) {
		const char *url = getenv("T_DB");
		PGconn *pg = PQconnectdb(url);
		str sql = str_printf(
		    a, "SET client_min_messages = error; DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s",
		    name, name);
		PGresult *res = PQexec(pg, sql.p);
		must(PQresultStatus(res) == PGRES_COMMAND_OK);
		PQclear(res);
		PQfinish(pg);
		return str_printf(a, "%s%coptions=-csearch_path%%3D%s", url,
				  strchr(url, '?') != NULL ? '&' : '?', name)
		    .p;
	}
	path = str_printf(a, "%s/%s.db", dir, name);
	unlink(path.p);
	unlink(str_printf(a, "%s-wal", path.p).p);
	unlink(str_printf(a, "%s-shm", path.p).p);
	return str_printf(a, "sqlite:%s", path.p).p;
}

/* An open store with the whole schema. */
static inline struct db *fresh(struct arena *a, const char *name)
{
	struct db *db;

	must(rc_ok(db_open(a, fresh_url(a, name), &db)));
	must(rc_ok(db_migrate(db)));
	return db;
}

#endif
