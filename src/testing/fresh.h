/* testing/fresh.h - a store of a test's own, on the engine that T_DB names.
 *
 * Without T_DB: a SQLite file in T_DIR (or build/). With T_DB=postgresql://...: a database of that server.
 * All migrations take half a second on PostgreSQL, a copy a tenth of it: a store with the whole schema is
 * made once for a server or a directory, and every test works on a copy.
 */
#ifndef TESTING_FRESH_H
#define TESTING_FRESH_H

#include "base/arena.h"
#include "store/db.h"
#include "store/migrations.h"

#include <libpq-fe.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static inline bool fresh_is_pg(void)
{
	return getenv("T_DB") != NULL && strncmp(getenv("T_DB"), "sqlite:", 7) != 0;
}

/* Where the store called `name` lies, be it there or not. */
static inline const char *fresh_where(struct arena *a, const char *name)
{
	const char *dir = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build", *url = getenv("T_DB");

	if (fresh_is_pg())
		return str_printf(a, "%s%cdbname=%s", url, strchr(url, '?') != NULL ? '&' : '?', name).p;
	return str_printf(a, "sqlite:%s/%s.db", dir, name).p;
}

static inline void fresh_sql(PGconn *pg, str sql)
{
	PGresult *res = PQexec(pg, sql.p);

	if (PQresultStatus(res) != PGRES_COMMAND_OK && PQresultStatus(res) != PGRES_TUPLES_OK)
		printf("# %s: %s\n", PQresultErrorMessage(res), sql.p);
	must(PQresultStatus(res) == PGRES_COMMAND_OK || PQresultStatus(res) == PGRES_TUPLES_OK);
	PQclear(res);
}

static inline PGconn *fresh_server(struct arena *a)
{
	PGconn *pg = PQconnectdb(getenv("T_DB"));

	fresh_sql(pg, str_printf(a, "SET client_min_messages = error"));
	return pg;
}

/* What a process made on a server goes with it: it may lie in memory. */
static struct {
	pid_t pid;
	size_t n;
	char names[128][64];
} fresh_made;

static inline void fresh_drop(void)
{
	struct arena a;

	if (fresh_made.pid != getpid())
		return;
	arena_init(&a, 1 << 20);
	PGconn *pg = fresh_server(&a);
	for (size_t i = 0; i < fresh_made.n; i++)
		fresh_sql(pg, str_printf(&a, "DROP DATABASE IF EXISTS %s WITH (FORCE)", fresh_made.names[i]));
	PQfinish(pg);
	arena_done(&a);
}

static inline void fresh_note(const char *name)
{
	if (fresh_made.pid != getpid()) {
		fresh_made.pid = getpid();
		fresh_made.n = 0;
		must(atexit(fresh_drop) == 0);
	}
	for (size_t i = 0; i < fresh_made.n; i++)
		if (strcmp(fresh_made.names[i], name) == 0)
			return;
	must(fresh_made.n < sizeof fresh_made.names / sizeof fresh_made.names[0]);
	must((size_t)snprintf(fresh_made.names[fresh_made.n++], sizeof fresh_made.names[0], "%s", name) <
	     sizeof fresh_made.names[0]);
}

/* A database called `name`, a copy of one that nobody uses. What was there before is gone. */
static inline void fresh_database(struct arena *a, const char *of, const char *name)
{
	PGconn *pg = fresh_server(a);

	fresh_sql(pg, str_printf(a, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name));
	fresh_sql(pg, str_printf(a, "CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", name, of));
	PQfinish(pg);
	fresh_note(name);
}

/* The store called `name` with nothing in it, not even a schema. */
static inline const char *fresh_empty(struct arena *a, const char *name)
{
	static const char *const beside[] = { "", "-wal", "-shm" };
	const char *url = fresh_where(a, name);

	if (fresh_is_pg())
		fresh_database(a, "template0", name);
	else
		for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
			unlink(str_printf(a, "%s%s", url + strlen("sqlite:"), beside[i]).p);
	return url;
}

/* A store called `name` like the one at `from`, which nobody has open. What was there before is gone. */
static inline const char *fresh_copy(struct arena *a, const char *from, const char *name)
{
	const char *url;
	char buffer[1 << 16];
	size_t n;

	if (fresh_is_pg()) {
		fresh_database(a, strrchr(from, '=') + 1, name); /* fresh_where() ends with the name */
		return fresh_where(a, name);
	}
	url = fresh_empty(a, name);
	FILE *in = fopen(from + strlen("sqlite:"), "r"), *out = fopen(url + strlen("sqlite:"), "w");
	must(in != NULL && out != NULL);
	while ((n = fread(buffer, 1, sizeof buffer, in)) > 0)
		must(fwrite(buffer, 1, n, out) == n);
	must(fclose(in) == 0 && fclose(out) == 0);
	return url;
}

static inline void fresh_migrate(struct arena *a, const char *url)
{
	struct db *db;

	must(rc_ok(db_open(a, url, &db)) && rc_ok(db_migrate(db)));
	db_close(db);
}

/* Tells of all the migrations. */
static inline const char *fresh_whole_name(struct arena *a)
{
	crypto_hash_sha256_state all;
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof hash + 1];

	crypto_hash_sha256_init(&all);
	for (size_t i = 0; i < migrations_n; i++)
		crypto_hash_sha256_update(&all, (const unsigned char *)migrations[i].digest,
					  strlen(migrations[i].digest));
	crypto_hash_sha256_final(&all, hash);
	return str_printf(a, "whole_%.12s", sodium_bin2hex(hex, sizeof hex, hash, sizeof hash)).p;
}

/* The store that the others are copies of. It gets its name when it is whole; another process may have made
 * it. */
static inline const char *fresh_whole(struct arena *a)
{
	static bool there;
	const char *name = fresh_whole_name(a), *half = str_printf(a, "half_%ld", (long)getpid()).p;
	const char *url = fresh_where(a, name);

	if (there)
		return url;
	there = true;
	if (fresh_is_pg()) {
		PGconn *pg = fresh_server(a);
		fresh_sql(pg, str_printf(a, "SELECT pg_advisory_lock(1)"));
		PGresult *res =
		    PQexec(pg, str_printf(a, "SELECT 1 FROM pg_database WHERE datname = '%s'", name).p);
		if (PQntuples(res) == 0) {
			fresh_migrate(a, fresh_empty(a, half));
			fresh_sql(pg, str_printf(a, "ALTER DATABASE %s RENAME TO %s", half, name));
		}
		PQclear(res);
		PQfinish(pg);
	} else if (access(url + strlen("sqlite:"), R_OK) != 0) {
		const char *made = fresh_empty(a, half);
		fresh_migrate(a, made);
		must(rename(made + strlen("sqlite:"), url + strlen("sqlite:")) == 0);
	}
	return url;
}

/* The URL of a new store called `name` with the whole schema and nothing in it. */
static inline const char *fresh_url(struct arena *a, const char *name)
{
	return fresh_copy(a, fresh_whole(a), name);
}

/* The same, open. */
static inline struct db *fresh(struct arena *a, const char *name)
{
	struct db *db;

	must(rc_ok(db_open(a, fresh_url(a, name), &db)));
	return db;
}

#endif
