/* Backups are whole while others write, are never half there, and come back as they were. */
#include "service/backup.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/journal/note.h"
#include "service/keys.h"
#include "service/seal_journal.h"
#include "service/verify.h"

#include "testing/law.h"
#include "testing/t.h"
#include "testing/tamper.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/stat.h>

static const instant noon = { INT64_C(1795521600000000) };
#define ORIGIN "sanad.test/ma"

static struct keys some_keys(void)
{
	struct keys k;
	unsigned char seed[KEY_BYTES] = { 9 };

	must(crypto_sign_seed_keypair(k.seal_public, k.seal_secret, seed) == 0);
	return k;
}

static rc make_fund(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S(ORIGIN),
			  .next_number = 10000000,
			  .created_at = noon };

	(void)cls;
	TRY(fund_create(tx, &f));
	return law_planted(tx, noon, f.country);
}

static rc write_ten(struct tx *tx, void *cls)
{
	struct journal_entry e = { .why = FOR_COUNTER, .kind = S("person.read"), .person = { 1 } };

	(void)cls;
	for (int i = 0; i < 10; i++)
		TRY(journal_write(tx, noon, &e));
	return OK;
}

static struct db *store(struct arena *a, const char *url)
{
	struct db *db;

	must(rc_ok(db_open(a, url, &db)) && rc_ok(db_migrate(db)));
	must(rc_ok(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL)));
	must(rc_ok(db_write(db, FOR_COUNTER, "write", write_ten, NULL)));
	return db;
}

static const char *file_of(struct arena *a, const char *name)
{
	const char *path =
	    str_printf(a, "%s/%s", getenv("T_DIR") != NULL ? getenv("T_DIR") : "build", name).p;

	(void)unlink(path);
	(void)unlink(str_printf(a, "%s.part", path).p);
	return path;
}

static bool there(const char *path) { return access(path, F_OK) == 0; }

/* How many events the store holds besides the first law's, if all of it holds; -1 otherwise. */
static int64_t holds(struct arena *a, struct db *db)
{
	struct keys k = some_keys();
	struct verify_call call = { .verifier = note_verifier(a, S(ORIGIN), k.seal_public), .now = noon };
	struct verify_report r;

	t_rc(verify(db, &call, a, &r), OK);
	if (!r.holds)
		printf("# %.*s %.*s: %.*s\n", STR_ARG(r.table), STR_ARG(r.key), STR_ARG(r.what));
	return r.holds ? r.events - 1 : -1;
}

static void sha_of(const char *path, str want)
{
	unsigned char hash[crypto_hash_sha256_BYTES], piece[4096];
	crypto_hash_sha256_state st;
	FILE *f = fopen(path, "r");
	char hex[65];
	size_t n;

	must(f != NULL && crypto_hash_sha256_init(&st) == 0);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		must(crypto_hash_sha256_update(&st, piece, n) == 0);
	must(fclose(f) == 0 && crypto_hash_sha256_final(&st, hash) == 0);
	must(sodium_bin2hex(hex, sizeof hex, hash, sizeof hash) != NULL);
	t_ok(str_eq(want, (str){ hex, 64 }));
}

static void go_on_writing(const char *url)
{
	struct arena a;
	struct db *db;

	arena_init(&a, 64 << 20);
	if (rc_ok(db_open(&a, url, &db)))
		while (rc_ok(db_write(db, FOR_COUNTER, "write", write_ten, NULL)))
			;
	_Exit(1);
}

/* The store that a backup is restored to: another file, or, on PostgreSQL, the same database emptied. */
static const char *target_url(struct arena *a, const char *name, const char *other)
{
	return fresh_empty(a, fresh_is_pg() ? name : other);
}

T(backup_while_a_process_writes)
{
	const char *url = fresh_url(a, "t_journal_backup"), *file = file_of(a, "t_journal.backup");
	struct keys k = some_keys();
	struct db *db = store(a, url);
	struct backup_report r;
	int64_t sealed, before, later;
	int status;

	db_close(db);
	fflush(NULL);
	pid_t writer = fork();
	if (writer == 0)
		go_on_writing(url);
	t_need(db_open(a, url, &db));
	usleep(300000);
	t_need(seal_journal(db, &k, noon, 1, &sealed));
	before = holds(a, db);
	t_need(backup(db, url, file, a, &r));
	later = holds(a, db);
	t_ok(waitpid(writer, &status, WNOHANG) == 0); /* it was writing all the time */
	(void)kill(writer, SIGKILL);
	t_ok(waitpid(writer, &status, 0) == writer);
	db_close(db);
	t_ok(there(file) && !there(str_printf(a, "%s.part", file).p));
	sha_of(file, r.sha256);
	struct stat st;
	t_ok(stat(file, &st) == 0 && st.st_size == r.bytes && (st.st_mode & 077) == 0);
	const char *to = target_url(a, "t_journal_backup", "t_journal_restore");
	t_need(restore(file, to, false));
	sha_of(file, r.sha256); /* restoring reads the file only */
	t_need(db_open(a, to, &db));
	int64_t n = holds(a, db);
	t_ok(0 < before && before <= n && n <= later);
	t_int(n % 10, 0); /* whole transactions */
	/* The restored store works, and keeps its journal as any other. */
	t_need(db_write(db, FOR_COUNTER, "write", write_ten, NULL));
	t_need(seal_journal(db, &k, noon, 1000, &sealed));
	t_int(holds(a, db), n + 10);
	db_close(db);
}

static rc change(struct tx *tx, void *cls)
{
	static const struct db_stmt s = { .name = "t_change",
					  .sql = "UPDATE event SET detail = 'other'",
					  .data = DATA_JOURNAL };

	(void)cls;
	return db_exec(tx, &s, NULL, NULL);
}

T(restore_replaces_only_when_told)
{
	const char *url = fresh_url(a, "t_journal_replace"), *file = file_of(a, "t_journal.replace");
	struct db *db = store(a, url);
	struct backup_report r;

	t_need(backup(db, url, file, a, &r));
	t_need(db_write(db, FOR_COUNTER, "write", write_ten, NULL));
	t_int(holds(a, db), 20);
	db_close(db);
	t_rc(restore(file, url, false), RESTORE_FULL);
	t_need(db_open(a, url, &db));
	t_int(holds(a, db), 20);
	db_close(db);
	t_need(restore(file, url, true));
	t_need(db_open(a, url, &db));
	t_int(holds(a, db), 10);
	t_rc(db_write(db, FOR_AUDIT, "change", change, NULL), DB_BROKEN);
	db_close(db);
}

T(backup_never_overwrites_or_leaves_halves)
{
	const char *url = fresh_url(a, "t_journal_half"), *file = file_of(a, "t_journal.half");
	struct db *db = store(a, url);
	struct backup_report r;

	FILE *f = fopen(file, "w");
	must(f != NULL && fputs("precious", f) > 0 && fclose(f) == 0);
	t_rc(backup(db, url, file, a, &r), BACKUP_EXISTS);
	f = fopen(file, "r");
	char text[16] = { 0 };
	must(f != NULL && fread(text, 1, 15, f) == 8 && fclose(f) == 0);
	t_ok(strcmp(text, "precious") == 0);
	t_ok(!rc_ok(backup(db, url, str_printf(a, "%s/none/x", file).p, a, &r)));
	/* What a killed backup left is no obstacle. */
	file = file_of(a, "t_journal.half");
	f = fopen(str_printf(a, "%s.part", file).p, "w");
	must(f != NULL && fputs("half", f) > 0 && fclose(f) == 0);
	t_need(backup(db, url, file, a, &r));
	t_ok(!there(str_printf(a, "%s.part", file).p));
	db_close(db);
}

/* A file that isn't a whole backup leaves the store as it was. */
T(restore_refuses_broken_files)
{
	const char *url = fresh_url(a, "t_journal_broken"), *file = file_of(a, "t_journal.broken");
	struct db *db = store(a, url);
	struct backup_report r;

	t_need(backup(db, url, file, a, &r));
	db_close(db);
	t_rc(restore("build/there is no such file", url, true), FILE_NONE);
	t_rc(
	    restore(file, fresh_is_pg() ? "sqlite:build/t_journal_other.db" : "postgresql://nobody@/x", true),
	    RESTORE_FILE);
	t_int(truncate(file, r.bytes / 2), 0);
	t_ok(!rc_ok(restore(file, url, true)));
	t_int(truncate(file, 8), 0);
	t_rc(restore(file, url, true), RESTORE_FILE);
	t_need(db_open(a, url, &db));
	t_int(holds(a, db), 10);
	db_close(db);
}

/* The password of a PostgreSQL store is in nobody's list of processes, and no program's absence is
 * overlooked. */
T(tools_that_are_missing_are_said)
{
	const char *url = fresh_url(a, "t_journal_tool"), *file = file_of(a, "t_journal.tool");
	struct db *db = store(a, url);
	struct backup_report r;
	const char *path = str_c(a, str_of(getenv("PATH")));

	t_int(setenv("PATH", "/nonexistent", 1), 0);
	if (fresh_is_pg())
		t_rc(backup(db, url, file, a, &r), BACKUP_TOOL);
	else
		t_need(backup(db, url, file, a, &r)); /* SQLite needs none */
	t_int(setenv("PATH", path, 1), 0);
	t_int(there(file), !fresh_is_pg());
	db_close(db);
}

T(urls_become_variables)
{
	const char **v;
	char seen[256] = { 0 };

	t_need(db_environment(
	    a, "postgresql://me:secret%21@host:5433/fund?sslmode=require&options=-csearch_path%3Dx", &v));
	for (; *v != NULL; v++)
		(void)strncat(seen, str_printf(a, "%s;", *v).p, sizeof seen - strlen(seen) - 1);
	t_ok(strstr(seen, "PGHOST=host;") != NULL && strstr(seen, "PGPORT=5433;") != NULL);
	t_ok(strstr(seen, "PGUSER=me;") != NULL && strstr(seen, "PGPASSWORD=secret!;") != NULL);
	t_ok(strstr(seen, "PGDATABASE=fund;") != NULL && strstr(seen, "PGOPTIONS=-csearch_path=x;") != NULL);
	t_ok(strstr(seen, "PGSSLMODE=require;") != NULL);
	t_rc(db_environment(a, "postgresql://%%%", &v), DB_URL);
}
