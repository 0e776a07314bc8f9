/* service/backup.c - a copy of the whole store in one file, and back. */
#include "service/backup.h"

#include "base/log.h"
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { PIECE = 1 << 20, VARIABLES_MAX = 4096, ARGUMENTS_MAX = 12, WORK_MEMORY = 64 << 20 };

static const char *sqlite_path(const char *url) { return strncmp(url, "sqlite:", 7) == 0 ? url + 7 : NULL; }

/* ---- files ---- */

static rc sync_directory_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dir = slash == NULL	  ? "."
			  : slash == path ? "/"
					  : str_c(a, (str){ path, (size_t)(slash - path) });
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	CHECK(fd >= 0, IO);
	bool ok = fsync(fd) == 0;
	(void)close(fd);
	CHECK(ok, IO);
	return OK;
}

static rc hash_open_file(int fd, char *piece, struct backup_report *ret, unsigned char hash[static 32])
{
	crypto_hash_sha256_state st;
	ssize_t n;

	must(crypto_hash_sha256_init(&st) == 0);
	ret->bytes = 0;
	while ((n = read(fd, piece, PIECE)) > 0) {
		must(crypto_hash_sha256_update(&st, (const unsigned char *)piece, (unsigned long long)n) ==
		     0);
		ret->bytes += n;
	}
	CHECK(n == 0 && fsync(fd) == 0, IO);
	must(crypto_hash_sha256_final(&st, hash) == 0);
	return OK;
}

static rc hash_file(struct arena *a, const char *path, struct backup_report *ret)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *hex = arena_array(a, char, 2 * sizeof hash + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	CHECK(fd >= 0, IO);
	rc r = hash_open_file(fd, arena_array(a, char, PIECE), ret, hash);
	(void)close(fd);
	TRY(r);
	must(sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash) != NULL);
	ret->sha256 = (str){ hex, 2 * sizeof hash };
	return OK;
}

/* Under the final name only what is whole, and never over another file. */
static rc give_name(struct arena *a, const char *part, const char *file)
{
	if (renameat2(AT_FDCWD, part, AT_FDCWD, file, RENAME_NOREPLACE) != 0) {
		CHECK(errno != EEXIST, BACKUP_EXISTS);
		FAIL(IO);
	}
	return sync_directory_of(a, file);
}

static rc copy_bytes(int from, int to, char *piece)
{
	ssize_t n;

	while ((n = read(from, piece, PIECE)) > 0)
		CHECK(write(to, piece, (size_t)n) == n, IO);
	CHECK(n == 0 && fsync(to) == 0, IO);
	return OK;
}

static rc copy_file(struct arena *a, const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	rc r = in < 0 || out < 0 ? rc_raise(in < 0 ? E_FILE_NONE : E_IO, __FILE__, __LINE__)
				 : copy_bytes(in, out, arena_array(a, char, PIECE));

	if (in >= 0)
		(void)close(in);
	if (out >= 0 && close(out) != 0 && rc_ok(r))
		r = rc_raise(E_IO, __FILE__, __LINE__);
	return r;
}

/* SQLite leaves these beside a file that it has open. */
static void remove_sqlite(struct arena *a, const char *path)
{
	(void)unlink(path);
	(void)unlink(str_printf(a, "%s-wal", path).p);
	(void)unlink(str_printf(a, "%s-shm", path).p);
	(void)unlink(str_printf(a, "%s-journal", path).p);
}

/* ---- PostgreSQL's own programs ---- */

static bool names_same(const char *x, const char *y)
{
	const char *end = strchr(x, '=');

	return end != NULL && strncmp(x, y, (size_t)(end - x) + 1) == 0;
}

/* Our environment, with the store's variables instead of others of the same name. */
static rc variables(struct arena *a, const char *url, char ***ret)
{
	const char **store, **all = arena_array(a, const char *, VARIABLES_MAX);
	size_t n = 0;

	TRY(db_environment(a, url, &store));
	while (store[n] != NULL && n < VARIABLES_MAX / 2) {
		all[n] = store[n];
		n++;
	}
	for (char **e = environ; *e != NULL && n < VARIABLES_MAX - 1; e++) {
		bool ours = false;
		for (size_t i = 0; store[i] != NULL; i++)
			ours = ours || names_same(store[i], *e);
		if (!ours)
			all[n++] = *e;
	}
	memcpy(ret, &all, sizeof all);
	return OK;
}

/* Runs `argv` until it ends; what it complains about goes to standard error. */
static rc run(struct arena *a, const char *url, const char *const *argv)
{
	char **vars = NULL, *words[ARGUMENTS_MAX];
	int status = 0;
	size_t n = 0;
	pid_t pid;

	TRY(variables(a, url, &vars));
	for (; argv[n] != NULL; n++) {
		must(n < ARGUMENTS_MAX - 1);
		words[n] = arena_array(a, char, strlen(argv[n]) + 1);
		memcpy(words[n], argv[n], strlen(argv[n]));
	}
	words[n] = NULL;
	if (posix_spawnp(&pid, argv[0], NULL, NULL, words, vars) != 0) {
		log_error("backup: %s cannot be started: is PostgreSQL's client package installed?", argv[0]);
		FAIL(BACKUP_TOOL);
	}
	while (waitpid(pid, &status, 0) < 0)
		CHECK(errno == EINTR, BACKUP_TOOL);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, BACKUP_TOOL);
	return OK;
}

static rc dump(struct db *db, const char *url, const char *part, struct arena *a)
{
	struct db_place place;

	TRY(db_place(db, a, &place));
	str schema = str_printf(a, "--schema=\"%.*s\"", STR_ARG(place.schema));
	const char *const make[] = { "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
				     schema.p,	"--file",	   part,	 NULL };
	TRY(run(a, url, make));
	/* Read the list of contents back: a file that was cut short has none. */
	const char *const read_back[] = { "pg_restore", "--list", "--file=/dev/null", part, NULL };
	return run(a, url, read_back);
}

/* ---- backup ---- */

static rc make_part(struct db *db, const char *url, const char *part, struct arena *a,
		    struct backup_report *ret)
{
	TRY(sqlite_path(url) != NULL ? db_backup(db, part) : dump(db, url, part, a));
	CHECK(chmod(part, 0600) == 0, IO);
	return hash_file(a, part, ret);
}

rc backup(struct db *db, const char *url, const char *file, struct arena *a, struct backup_report *ret)
{
	const char *part = str_printf(a, "%s.part", file).p;

	CHECK(access(file, F_OK) != 0, BACKUP_EXISTS);
	remove_sqlite(a, part);
	rc r = make_part(db, url, part, a, ret);
	if (rc_ok(r))
		r = give_name(a, part, file);
	if (!rc_ok(r))
		remove_sqlite(a, part);
	return r;
}

/* ---- restore ---- */

enum format { FORMAT_NONE, FORMAT_SQLITE, FORMAT_PG };

static rc format_of(const char *file, enum format *ret)
{
	char head[16] = { 0 };
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	CHECK(fd >= 0, FILE_NONE);
	ssize_t n = read(fd, head, sizeof head);
	(void)close(fd);
	CHECK(n >= 0, IO);
	*ret = n == 16 && memcmp(head, "SQLite format 3", 16) == 0 ? FORMAT_SQLITE
	       : n == 16 && memcmp(head, "PGDMP", 5) == 0	   ? FORMAT_PG
								   : FORMAT_NONE;
	return OK;
}

/* The copy becomes a store of this version; what can't is refused before anything is replaced. */
static rc settle(struct arena *a, const char *part, const char *path, bool there)
{
	struct db *db;

	TRY(db_open(a, str_printf(a, "sqlite:%s", part).p, &db));
	rc r = db_migrate(db);
	/* Into a store that is there through SQLite itself: its readers and its locks are respected. */
	if (rc_ok(r) && there)
		r = db_backup(db, path);
	db_close(db);
	TRY(r);
	return there ? OK : give_name(a, part, path);
}

static rc restore_sqlite(struct arena *a, const char *file, const char *path, bool replace)
{
	const char *part = str_printf(a, "%s.restore", path).p;
	struct stat st;
	bool there = stat(path, &st) == 0 && st.st_size > 0;

	CHECK(!there || replace, RESTORE_FULL);
	if (!there)
		remove_sqlite(a, path);
	remove_sqlite(a, part);
	rc r = copy_file(a, file, part);
	if (rc_ok(r))
		r = settle(a, part, path, there);
	remove_sqlite(a, part);
	return r;
}

static rc load(struct arena *a, struct db *db, const char *file, const char *url, bool replace)
{
	struct db_place place;

	TRY(db_place(db, a, &place));
	CHECK(place.tables == 0 || replace, RESTORE_FULL);
	str schema = str_printf(a, "--schema=%.*s", STR_ARG(place.schema));
	const char *const into_empty[] = { "pg_restore",      "--dbname=",  "--single-transaction",
					   "--exit-on-error", "--no-owner", "--no-privileges",
					   schema.p,	      file,	    NULL };
	const char *const over[] = {
		"pg_restore",  "--dbname=",  "--single-transaction", "--exit-on-error", "--clean",
		"--if-exists", "--no-owner", "--no-privileges",	     schema.p,		file,
		NULL
	};
	return run(a, url, place.tables == 0 ? into_empty : over);
}

static rc restore_pg(struct arena *a, const char *file, const char *url, bool replace)
{
	struct db *db;

	TRY(db_open(a, url, &db));
	rc r = load(a, db, file, url, replace);
	db_close(db);
	TRY(r);
	TRY(db_open(a, url, &db));
	r = db_migrate(db);
	db_close(db);
	return r;
}

rc restore(const char *file, const char *url, bool replace)
{
	enum format format = FORMAT_NONE;
	struct arena a;

	TRY(format_of(file, &format));
	CHECK(format == (sqlite_path(url) != NULL ? FORMAT_SQLITE : FORMAT_PG), RESTORE_FILE);
	arena_init(&a, WORK_MEMORY);
	rc r = format == FORMAT_SQLITE ? restore_sqlite(&a, file, sqlite_path(url), replace)
				       : restore_pg(&a, file, url, replace);
	arena_done(&a);
	return r;
}
