/* service/demo_phone.c */
#include "service/demo_phone.h"

#include "base/json.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Only the end of the file is read: a simulator may have run for days. */
enum { END_BYTES = 256 << 10 };

static rc read_end(struct arena *a, int fd, str *ret)
{
	off_t size = lseek(fd, 0, SEEK_END), from = size > END_BYTES ? size - END_BYTES : 0;
	char *p = arena_array(a, char, END_BYTES);
	size_t n = 0;

	CHECK(size >= 0, IO);
	while (n < (size_t)(size - from)) {
		ssize_t got = pread(fd, p + n, (size_t)(size - from) - n, from + (off_t)n);
		CHECK(got > 0, IO);
		n += (size_t)got;
	}
	*ret = (str){ p, n };
	if (from > 0) { /* the first line began before */
		const char *end = memchr(p, '\n', n);
		size_t cut = end != NULL ? (size_t)(end - p) + 1 : n;
		*ret = (str){ p + cut, n - cut };
	}
	return OK;
}

/* The last whole line, which is taken off. */
static bool last_line(str *s, str *ret)
{
	while (s->n > 0 && s->p[s->n - 1] != '\n')
		s->n--;
	if (s->n == 0)
		return false;
	const char *before = s->n > 1 ? memrchr(s->p, '\n', s->n - 1) : NULL;
	const char *begin = before != NULL ? before + 1 : s->p;
	*ret = (str){ begin, (size_t)(s->p + s->n - 1 - begin) };
	s->n = (size_t)(begin - s->p);
	return true;
}

static rc parse(struct arena *a, str line, struct phone_message *ret)
{
	struct json o;
	str at;

	TRY(json_read(a, line, &o));
	TRY(json_text(&o, S("at"), &at));
	TRY(instant_parse(at, &ret->at));
	TRY(json_text(&o, S("to"), &ret->to));
	TRY(json_text(&o, S("from"), &ret->from));
	TRY(json_text(&o, S("text"), &ret->text));
	(void)sms_measure(ret->text, &ret->size); /* of a text that is too long: as far as it counted */
	return OK;
}

rc demo_phone_read(struct arena *a, const char *path, struct phone_message **ret, size_t *ret_n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	str rest = { 0 }, line;

	*ret = arena_array(a, struct phone_message, PHONE_MESSAGES_MAX);
	*ret_n = 0;
	if (fd < 0 && errno == ENOENT)
		return OK;
	CHECK(fd >= 0, IO);
	rc r = read_end(a, fd, &rest);
	close(fd);
	TRY(r);
	while (*ret_n < PHONE_MESSAGES_MAX && last_line(&rest, &line)) {
		if (!rc_ok(parse(a, line, &(*ret)[*ret_n])))
			FAIL(IO);
		++*ret_n;
	}
	return OK;
}
