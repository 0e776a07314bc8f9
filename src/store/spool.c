/* store/spool.c */
#include "store/spool.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, WINDOW = 4096 };

struct spool {
	int fd;
	int64_t size; /* bytes, the buffer's included */
	size_t used;
	char buffer[BUFFER];
	/* what was read last, with what stands behind it: whoever reads in order asks the system seldom */
	int64_t window_at;
	size_t window_n;
	char window[WINDOW];
};

rc spool_new(struct arena *life, struct spool **ret)
{
	const char *dir = getenv("SANAD_TMP");

	if (dir == NULL)
		dir = getenv("TMPDIR");
	if (dir == NULL)
		dir = "/var/tmp";
	struct spool *s = arena_new(life, struct spool);
	s->fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd < 0) {
		log_error("no temporary file in %s: %s", dir, strerror(errno));
		FAIL(IO);
	}
	*ret = s;
	return OK;
}

void spool_free(struct spool *s) { (void)close(s->fd); }
int64_t spool_size(const struct spool *s) { return s->size; }

static rc write_all(struct spool *s, const char *p, size_t n, int64_t at)
{
	while (n > 0) {
		ssize_t done = pwrite(s->fd, p, n, at);
		if (done < 0 && errno == EINTR)
			continue;
		CHECK(done >= 0 || (errno != ENOSPC && errno != EDQUOT && errno != EFBIG), DB_FULL);
		CHECK(done > 0, IO);
		p += done;
		n -= (size_t)done;
		at += done;
	}
	return OK;
}

static rc flush(struct spool *s)
{
	TRY(write_all(s, s->buffer, s->used, s->size - (int64_t)s->used));
	s->used = 0;
	return OK;
}

rc spool_add(struct spool *s, const void *p, size_t n)
{
	if (s->used + n > BUFFER)
		TRY(flush(s));
	if (n > BUFFER) {
		TRY(write_all(s, p, n, s->size));
	} else {
		memcpy(s->buffer + s->used, p, n);
		s->used += n;
	}
	s->size += (int64_t)n;
	return OK;
}

static rc read_all(const struct spool *s, int64_t at, char *to, size_t n)
{
	while (n > 0) {
		ssize_t done = pread(s->fd, to, n, at);
		if (done < 0 && errno == EINTR)
			continue;
		CHECK(done > 0, IO);
		to += done;
		n -= (size_t)done;
		at += done;
	}
	return OK;
}

rc spool_get(struct spool *s, int64_t at, void *p, size_t n)
{
	must(at >= 0 && at + (int64_t)n <= s->size);
	if (at + (int64_t)n > s->size - (int64_t)s->used)
		TRY(flush(s));
	if (n > WINDOW)
		return read_all(s, at, p, n);
	if (at < s->window_at || at + (int64_t)n > s->window_at + (int64_t)s->window_n) {
		int64_t written = s->size - (int64_t)s->used;
		s->window_n = written - at < WINDOW ? (size_t)(written - at) : WINDOW;
		s->window_at = at;
		rc r = read_all(s, at, s->window, s->window_n);
		if (!rc_ok(r))
			s->window_n = 0;
		TRY(r);
	}
	memcpy(p, s->window + (at - s->window_at), n);
	return OK;
}
