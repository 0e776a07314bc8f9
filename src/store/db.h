/* store/db.h - one way to talk SQL, two engines behind it.
 *
 * A statement is a constant: its name, its text, the shape of what goes in and the shape of what comes out.
 * No function above this floor takes SQL text at run time, so user input can never become SQL, and the test
 * suite prepares every statement of the program against both engines (see db_check()).
 *
 * SQL is written once, in the subset SQLite 3.40 and PostgreSQL 15 share, with parameters $1..$n in the order
 * of the `in` shape. No column is NULL: "none" is '', 0 or 9999-12-31.
 *
 * A statement names the class of data it touches and a transaction its purpose; purpose.def says which go
 * together.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/id.h"
#include "base/rc.h"
#include "base/str.h"

/* Bytes; a str is text. */
typedef struct blob {
	const unsigned char *p;
	size_t n;
} blob;

enum db_type { DB_INT, DB_TEXT, DB_DAY, DB_BLOB, DB_BOOL };

enum db_class {
	DATA_NONE = 1,
	DATA_IDENTITY = 2,
	DATA_CONTACT = 4,
	DATA_SOCIAL = 8,
	DATA_FINANCE = 16,
	DATA_ACCESS = 32,
	DATA_JOURNAL = 64,
	DATA_MEDICAL = 128,
};

enum purpose {
#define PURPOSE(name, classes, basis) FOR_##name,
#include "store/purpose.def"
#undef PURPOSE
	PURPOSES
};

struct db_field {
	const char *name;
	enum db_type type;
	size_t at;
};

#define DB_ID_TYPE(name) , name : DB_INT
#define DB_TYPE_OF(x) \
	_Generic((x), int64_t \
		 : DB_INT, instant \
		 : DB_INT, str \
		 : DB_TEXT, date \
		 : DB_DAY, blob \
		 : DB_BLOB, bool \
		 : DB_BOOL ID_KINDS(DB_ID_TYPE))
/* The column `f` is the member `f` of struct `T`. */
#define DB_FIELD(T, f) \
	{ \
		.name = #f, .type = DB_TYPE_OF(((T *)0)->f), .at = offsetof(T, f) \
	}
#define DB_SHAPE(...) \
	(const struct db_field[]) \
	{ \
		__VA_ARGS__, { 0 } \
	}

struct db_stmt {
	const char *name; /* room_verb, unique in the program */
	const char *sql;
	const struct db_field *in;  /* NULL: no parameters */
	const struct db_field *out; /* NULL: no rows */
	size_t out_size;	    /* sizeof the struct `out` describes */
	enum db_class data;	    /* classes of data it touches, or-ed */
	bool keyed;		    /* for db_lookup(): the text says `= @key` once */
	enum db_type key;	    /* DB_INT or DB_TEXT, with `keyed` */
};

/* A table as bulk loading sees it: db_load() fills these columns. */
struct db_table {
	const char *name;
	const struct db_field *cols;
	size_t row_size; /* sizeof the struct `cols` describes */
	enum db_class data;
};

struct db;
struct tx;

/* "sqlite:PATH" or "postgresql://...". E_DB_URL, E_DB_DOWN. Memory of the connection is in `life`. */
rc db_open(struct arena *life, const char *url, struct db **ret) MUST_USE;
/* A second connection to the same store, for a thread of its own; both are used by one thread each. */
rc db_open_again(struct db *db, struct arena *life, struct db **ret) MUST_USE;
void db_close(struct db *db);
/* Run the migrations that have not run yet. E_DB_MIGRATION when one that ran reads differently today, or when
 * the store knows a migration that this program doesn't. */
rc db_migrate(struct db *db) MUST_USE;
/* "sqlite" or "postgresql" */
const char *db_engine(const struct db *db);
/* Prepare `s` and compare its columns and parameters with its shapes. For tests and start-up. */
rc db_check(struct db *db, const struct db_stmt *s) MUST_USE;

/* Run `body` in a transaction; on E_DB_CONFLICT roll back and run it again, a bounded number of times. `body`
 * may run more than once, so it changes nothing but the database and what `cls` documents as output. Retrying
 * happens here and nowhere else. E_DB_UNSURE: the connection broke while committing; read again by your
 * idempotency key. */
typedef rc db_body(struct tx *tx, void *cls);
rc db_write(struct db *db, enum purpose why, const char *name, db_body *body, void *cls) MUST_USE;
/* The same without the right to change anything: all reads of `body` see one state of the store. */
rc db_read(struct db *db, enum purpose why, const char *name, db_body *body, void *cls) MUST_USE;
/* db_write() for a step of a bulk run that holds its own lock (one run at a time, progress in the same
 * transaction): on PostgreSQL READ COMMITTED instead of SERIALIZABLE, because a step reads too much to be
 * tracked row by row. Whatever takes long is of these: while a serializable transaction goes on, PostgreSQL
 * remembers the finished ones, ten for each connection that it may have (max_connections); beyond that it
 * refuses others again and again without a reason of theirs. */
rc db_write_bulk(struct db *db, enum purpose why, const char *name, db_body *body, void *cls) MUST_USE;

/* Turns (architecture.md, ways of the house 9): between db_turn_begin() and db_turn_end(), on SQLite, every
 * db_write() is a savepoint of one transaction that db_turn_end() commits; nothing may be promised to the
 * outside before it returned OK. On PostgreSQL each db_write() commits by itself and the two calls do
 * nothing. */
void db_turn_begin(struct db *db);
rc db_turn_end(struct db *db) MUST_USE;

rc db_exec(struct tx *tx, const struct db_stmt *s, const void *in, int64_t *ret_changed) MUST_USE;
/* Exactly one row into *ret; E_DB_NONE if there is none. Texts are copied into `a`. */
rc db_one(struct tx *tx, const struct db_stmt *s, const void *in, struct arena *a, void *ret) MUST_USE;
/* Rows are an array of out_size structs in `a`. More than `max`: E_LIMIT. */
rc db_rows(struct tx *tx, const struct db_stmt *s, const void *in, size_t max, struct arena *a,
	   void *ret_rows, size_t *ret_n) MUST_USE;
/* Call `row` for each row; what it points to is valid during the call only. */
typedef rc db_row(void *cls, const void *row);
rc db_each(struct tx *tx, const struct db_stmt *s, const void *in, db_row *row, void *cls) MUST_USE;
/* Ask a keyed statement for many keys at once: `keys` are int64_t or str, ascending (bytewise) and distinct.
 * Rows come in the order of their keys when the statement says ORDER BY key column. SQLite asks key by key,
 * PostgreSQL once. */
rc db_lookup(struct tx *tx, const struct db_stmt *s, const void *in, const void *keys, size_t n, db_row *row,
	     void *cls) MUST_USE;
/* Between transactions, after each chunk of a bulk run: every few calls copies what was committed from
 * SQLite's log to its file, which otherwise the commit does that finds the log long. For the second thread:
 * neither the run nor anybody else waits for it. */
void db_catch_up(struct db *db);
/* Insert `n` structs of t->row_size as fast as the engine can: COPY on PostgreSQL, one statement that reads
 * them where they are on SQLite. A duplicate key is E_DB_EXISTS and the transaction is lost. */
rc db_load(struct tx *tx, const struct db_table *t, const void *rows, size_t n) MUST_USE;

extern const struct db_stmt *const migrate_stmts[]; /* NULL terminated, for db_check() */

/* A consistent copy of a running SQLite store, read again and found whole (E_BACKUP_BROKEN); a store that is
 * at `path` is replaced, all at once. E_DB_URL on PostgreSQL, which has pg_dump and pg_basebackup. */
rc db_backup(struct db *db, const char *path) MUST_USE;
/* What the URL says, as variables for PostgreSQL's own programs ("PGHOST=...", NULL terminated): so that a
 * password isn't seen in the list of processes. E_DB_URL when it isn't PostgreSQL's. */
rc db_environment(struct arena *a, const char *url, const char ***ret) MUST_USE;
/* Where the tables are: the schema ("main" on SQLite), and how many there are; 0: an empty store. */
struct db_place {
	str schema;
	int64_t tables;
};
rc db_place(struct db *db, struct arena *a, struct db_place *ret) MUST_USE;

/* Test hook: the n-th engine call from now fails with `code`; n < 0: healthy. */
void db_fail_after(struct db *db, long n, enum rc_code code);

#endif
