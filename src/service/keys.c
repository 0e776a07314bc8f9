/* service/keys.c - the fund's own secrets. */
#include "service/keys.h"

#include "domain/journal/note.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert((int)SEAL_SECRET_BYTES == (int)NOTE_SECRET_BYTES &&
		   (int)KEY_BYTES == (int)crypto_sign_SEEDBYTES && (int)KEY_BYTES == (int)JWS_SECRET_BYTES,
	       "one key");

enum { VERIFIER_MAX = 512, PAPERS_MAX = 8192, SECRET_MODE = 0600, PUBLIC_MODE = 0644 };

const char *keys_directory(struct arena *a, const char *url)
{
	const char *given = getenv("SANAD_KEYS");

	if (given != NULL && given[0] != '\0')
		return str_c(a, str_of(given));
	if (strncmp(url, "sqlite:", 7) == 0)
		return str_printf(a, "%s.keys", url + 7).p;
	return "var/keys";
}

static const char *path_of(struct arena *a, const char *dir, const char *name)
{
	return str_printf(a, "%s/%s", dir, name).p;
}

static rc make_directory(struct arena *a, const char *dir)
{
	const char *slash = strrchr(dir, '/');
	struct stat st;

	if (slash != NULL && slash != dir)
		CHECK(mkdir(str_c(a, (str){ dir, (size_t)(slash - dir) }), 0750) == 0 || errno == EEXIST, IO);
	CHECK(mkdir(dir, 0700) == 0 || errno == EEXIST, IO);
	CHECK(stat(dir, &st) == 0 && S_ISDIR(st.st_mode), IO);
	CHECK((st.st_mode & 077) == 0, SEAL_KEY_OPEN);
	return OK;
}

static rc sync_directory(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	CHECK(fd >= 0, IO);
	bool ok = fsync(fd) == 0;
	(void)close(fd);
	CHECK(ok, IO);
	return OK;
}

static rc write_new(const char *path, mode_t mode, const void *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

	CHECK(fd >= 0, IO);
	bool ok = write(fd, p, n) == (ssize_t)n && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	CHECK(ok, IO);
	return OK;
}

/* Appears whole or not at all, and never replaces a file that is there: two processes may call at once, and a
 * lost key can't be made again. */
static rc add_file(struct arena *a, const char *dir, const char *name, mode_t mode, const void *p, size_t n)
{
	const char *path = path_of(a, dir, name), *tmp = str_printf(a, "%s.new.%ld", path, (long)getpid()).p;

	if (access(path, F_OK) == 0)
		return OK;
	(void)unlink(tmp);
	rc r = write_new(tmp, mode, p, n);
	bool linked = rc_ok(r) && (link(tmp, path) == 0 || errno == EEXIST);
	(void)unlink(tmp);
	TRY(r);
	CHECK(linked, IO);
	return sync_directory(dir);
}

/* At most `max` bytes of a file. */
static rc read_file(const char *path, bool secret, char *to, size_t max, size_t *ret_n)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	CHECK(fd >= 0, SEAL_KEY);
	bool known = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	ssize_t n = known ? read(fd, to, max) : -1;
	(void)close(fd);
	CHECK(known && n >= 0 && n == st.st_size, SEAL_KEY);
	CHECK(!secret || (st.st_mode & 077) == 0, SEAL_KEY_OPEN);
	*ret_n = (size_t)n;
	return OK;
}

static rc read_key(struct arena *a, const char *dir, const char *name, unsigned char ret[static KEY_BYTES])
{
	char bytes[KEY_BYTES + 1];
	size_t n = 0;
	rc r = read_file(path_of(a, dir, name), true, bytes, sizeof bytes, &n);

	if (rc_ok(r) && n != KEY_BYTES)
		r = rc_raise(E_SEAL_KEY, __FILE__, __LINE__);
	if (rc_ok(r))
		memcpy(ret, bytes, KEY_BYTES);
	sodium_memzero(bytes, sizeof bytes);
	return r;
}

/* What the portal publishes must be able to check what the fund signs. */
static rc read_papers(struct arena *a, const char *dir, struct keys *k)
{
	struct jws_public own, *list;

	CHECK(rc_ok(jws_public_of(k->paper, &own)), SEAL_KEY);
	TRY(keys_papers(a, dir, &list, &k->papers_n));
	memcpy(k->papers, list, k->papers_n * sizeof *list);
	CHECK(memcmp(&list[0], &own, sizeof own) == 0, SEAL_KEY);
	return OK;
}

static rc read_all(struct arena *a, const char *dir, struct keys *k)
{
	unsigned char seed[KEY_BYTES];

	TRY(read_key(a, dir, "seal.key", seed));
	must(crypto_sign_seed_keypair(k->seal_public, k->seal_secret, seed) == 0);
	sodium_memzero(seed, sizeof seed);
	TRY(read_key(a, dir, "totp.key", k->totp));
	TRY(read_key(a, dir, "session.key", k->session));
	TRY(read_key(a, dir, "paper.key", k->paper));
	return read_papers(a, dir, k);
}

rc keys_read(const char *dir, struct keys *ret)
{
	struct arena a;

	must(sodium_init() >= 0);
	arena_init(&a, 1 << 20);
	*ret = (struct keys){ 0 };
	rc r = read_all(&a, dir, ret);
	arena_done(&a);
	if (!rc_ok(r))
		keys_forget(ret);
	return r;
}

void keys_forget(struct keys *k) { sodium_memzero(k, sizeof *k); }

/* 32 random bytes that are also a private number of P-256: all but one in four thousand million are. */
static void make_key(unsigned char ret[static KEY_BYTES])
{
	do
		must(getrandom(ret, KEY_BYTES, 0) == KEY_BYTES);
	while (!jws_secret_valid(ret));
}

/* A public key that isn't the secret one's, or of another fund, would make every checkpoint look forged. */
static rc add_verifier(struct arena *a, const char *dir, str origin, const struct keys *k)
{
	str v = note_verifier(a, origin, k->seal_public), there;
	str line = str_printf(a, "%.*s\n", STR_ARG(v));

	TRY(add_file(a, dir, "seal.pub", PUBLIC_MODE, line.p, line.n));
	TRY(keys_verifier(a, dir, &there));
	CHECK(str_eq(there, v), SEAL_KEY);
	return OK;
}

/* The public half of paper.key. */
static rc add_papers(struct arena *a, const char *dir)
{
	unsigned char secret[KEY_BYTES];
	struct jws_public key;

	TRY(read_key(a, dir, "paper.key", secret));
	rc r = jws_public_of(secret, &key);
	sodium_memzero(secret, sizeof secret);
	CHECK(rc_ok(r), SEAL_KEY);
	str text = jws_keys_write(a, &key, 1);
	return add_file(a, dir, "paper.jwks", PUBLIC_MODE, text.p, text.n);
}

static rc make_all(struct arena *a, const char *dir, str origin)
{
	static const char *const secret[] = { "seal.key", "totp.key", "session.key", "paper.key" };
	struct keys k;

	CHECK(note_origin_valid(origin), NOTE_ORIGIN);
	TRY(make_directory(a, dir));
	for (size_t i = 0; i < sizeof secret / sizeof secret[0]; i++) {
		unsigned char bytes[KEY_BYTES];
		make_key(bytes);
		rc r = add_file(a, dir, secret[i], SECRET_MODE, bytes, sizeof bytes);
		sodium_memzero(bytes, sizeof bytes);
		TRY(r);
	}
	TRY(add_papers(a, dir));
	TRY(keys_read(dir, &k));
	rc r = add_verifier(a, dir, origin, &k);
	keys_forget(&k);
	return r;
}

rc keys_make(const char *dir, str origin)
{
	struct arena a;

	must(sodium_init() >= 0);
	arena_init(&a, 1 << 20);
	rc r = make_all(&a, dir, origin);
	arena_done(&a);
	return r;
}

rc keys_complete(const char *dir, str origin)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	bool here = access(path_of(&a, dir, "seal.key"), F_OK) == 0;
	arena_done(&a);
	return here ? keys_make(dir, origin) : OK;
}

rc keys_verifier(struct arena *a, const char *dir, str *ret)
{
	char *text = arena_array(a, char, VERIFIER_MAX);
	size_t n;

	TRY(read_file(path_of(a, dir, "seal.pub"), false, text, VERIFIER_MAX, &n));
	CHECK(n > 1 && text[n - 1] == '\n', SEAL_KEY);
	*ret = (str){ text, n - 1 };
	return OK;
}

rc keys_papers(struct arena *a, const char *dir, struct jws_public **ret, size_t *ret_n)
{
	char *text = arena_array(a, char, PAPERS_MAX);
	size_t n;

	TRY(read_file(path_of(a, dir, "paper.jwks"), false, text, PAPERS_MAX, &n));
	CHECK(rc_ok(jws_keys_read(a, (str){ text, n }, ret, ret_n)), SEAL_KEY);
	return OK;
}
