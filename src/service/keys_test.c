/* The fund's secrets: made once, never replaced, never readable by others. */
#include "service/keys.h"

#include "domain/journal/note.h"

#include "testing/t.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>

static const char *dir_of(struct arena *a, const char *name)
{
	const char *base = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build";
	static const char *const files[] = { "seal.key",    "seal.pub",	 "totp.key",
					     "session.key", "paper.key", "paper.jwks" };
	const char *dir = str_printf(a, "%s/%s.keys", base, name).p;

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		(void)unlink(str_printf(a, "%s/%s", dir, files[i]).p);
	(void)rmdir(dir);
	return dir;
}

static const char *file(struct arena *a, const char *dir, const char *name)
{
	return str_printf(a, "%s/%s", dir, name).p;
}

static int mode(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int)(st.st_mode & 0777) : -1;
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	must(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

T(made_once_and_kept)
{
	const char *dir = dir_of(a, "t_journal_keys");
	struct keys first, again;
	str v;

	t_rc(keys_read(dir, &first), SEAL_KEY);
	t_need(keys_make(dir, S("sanad.test/ma")));
	t_int(mode(dir), 0700);
	t_int(mode(file(a, dir, "seal.key")), 0600);
	t_int(mode(file(a, dir, "totp.key")), 0600);
	t_int(mode(file(a, dir, "session.key")), 0600);
	t_need(keys_read(dir, &first));
	t_need(keys_verifier(a, dir, &v));
	str want = note_verifier(a, S("sanad.test/ma"), first.seal_public);
	t_ok(str_eq(v, want));
	t_ok(memcmp(first.totp, first.session, KEY_BYTES) != 0 &&
	     memcmp(first.totp, first.seal_secret, KEY_BYTES) != 0);
	t_need(keys_make(dir, S("sanad.test/ma")));
	t_need(keys_read(dir, &again));
	t_ok(memcmp(&first, &again, sizeof first) == 0);
	/* A lost one is made anew, the others stay. */
	t_int(unlink(file(a, dir, "totp.key")), 0);
	t_rc(keys_read(dir, &again), SEAL_KEY);
	t_ok(sodium_is_zero((unsigned char *)&again, sizeof again));
	t_need(keys_make(dir, S("sanad.test/ma")));
	t_need(keys_read(dir, &again));
	t_ok(memcmp(first.seal_secret, again.seal_secret, sizeof first.seal_secret) == 0);
	t_ok(memcmp(first.totp, again.totp, KEY_BYTES) != 0);
}

T(what_is_refused)
{
	const char *dir = dir_of(a, "t_journal_keys_bad");
	struct keys k;
	str v;

	t_rc(keys_make(dir, S("a name with blanks")), NOTE_ORIGIN);
	t_int(mode(dir), -1);
	t_need(keys_make(dir, S("sanad.test/ma")));
	/* Another fund's name over the same key. */
	t_rc(keys_make(dir, S("sanad.test/dz")), SEAL_KEY);
	t_int(chmod(file(a, dir, "session.key"), 0640), 0);
	t_rc(keys_read(dir, &k), SEAL_KEY_OPEN);
	t_int(chmod(file(a, dir, "session.key"), 0600), 0);
	t_need(keys_read(dir, &k));
	put(file(a, dir, "session.key"), "31 bytes are not enough for it.");
	t_rc(keys_read(dir, &k), SEAL_KEY);
	put(file(a, dir, "session.key"), "33 bytes are more than a key has.");
	t_rc(keys_read(dir, &k), SEAL_KEY);
	put(file(a, dir, "seal.pub"), "");
	t_rc(keys_verifier(a, dir, &v), SEAL_KEY);
	t_int(chmod(dir, 0750), 0);
	t_rc(keys_make(dir, S("sanad.test/ma")), SEAL_KEY_OPEN);
	t_int(chmod(dir, 0700), 0);
}

/* A key is never read through a link that somebody put there. */
T(links_are_not_followed)
{
	const char *dir = dir_of(a, "t_journal_keys_link");
	struct keys k;

	t_need(keys_make(dir, S("sanad.test/ma")));
	t_int(unlink(file(a, dir, "session.key")), 0);
	t_int(symlink("totp.key", file(a, dir, "session.key")), 0);
	t_rc(keys_read(dir, &k), SEAL_KEY);
}

T(many_make_them_at_once)
{
	const char *dir = dir_of(a, "t_journal_keys_race");
	unsigned char seen[2][SEAL_SECRET_BYTES];
	struct keys k;

	for (int i = 0; i < 8; i++) {
		fflush(NULL);
		if (fork() == 0)
			_Exit(rc_ok(keys_make(dir, S("sanad.test/ma"))) ? 0 : 1);
	}
	for (int i = 0; i < 8; i++) {
		int st;
		t_ok(wait(&st) > 0 && WIFEXITED(st) && WEXITSTATUS(st) == 0);
	}
	for (int i = 0; i < 2; i++) {
		t_need(keys_read(dir, &k));
		memcpy(seen[i], k.seal_secret, sizeof seen[i]);
	}
	t_ok(memcmp(seen[0], seen[1], sizeof seen[0]) == 0);
}

T(where_they_are)
{
	t_int(unsetenv("SANAD_KEYS"), 0);
	t_ok(strcmp(keys_directory(a, "sqlite:var/sanad.db"), "var/sanad.db.keys") == 0);
	t_ok(strcmp(keys_directory(a, "postgresql://u@h/d"), "var/keys") == 0);
	t_int(setenv("SANAD_KEYS", "/somewhere/else", 1), 0);
	t_ok(strcmp(keys_directory(a, "sqlite:var/sanad.db"), "/somewhere/else") == 0);
	t_int(unsetenv("SANAD_KEYS"), 0);
}

/* A store from before there were attestations: its other keys stay, and where there are none nothing appears.
 */
T(a_newer_program_adds_its_key)
{
	const char *dir = dir_of(a, "t_journal_keys_older");
	struct keys first, again;
	struct jws_public *papers;
	size_t n;

	t_need(keys_complete(dir, S("sanad.test/ma")));
	t_int(mode(dir), -1);
	t_need(keys_make(dir, S("sanad.test/ma")));
	t_need(keys_read(dir, &first));
	t_int(unlink(file(a, dir, "paper.key")), 0);
	t_rc(keys_read(dir, &again), SEAL_KEY);
	t_rc(keys_complete(dir, S("sanad.test/ma")), SEAL_KEY); /* paper.jwks is of the lost key */
	t_int(unlink(file(a, dir, "paper.jwks")), 0);
	t_need(keys_complete(dir, S("sanad.test/ma")));
	t_need(keys_read(dir, &again));
	t_ok(memcmp(first.seal_secret, again.seal_secret, SEAL_SECRET_BYTES) == 0);
	t_ok(memcmp(first.paper, again.paper, KEY_BYTES) != 0);
	t_int(mode(file(a, dir, "paper.key")), 0600);
	t_need(keys_papers(a, dir, &papers, &n));
	t_ok(n == 1 && again.papers_n == 1 && memcmp(&papers[0], &again.papers[0], sizeof papers[0]) == 0);
	t_int(chmod(file(a, dir, "paper.key"), 0640), 0);
	t_rc(keys_read(dir, &again), SEAL_KEY_OPEN);
}
