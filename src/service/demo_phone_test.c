#include "service/demo_phone.h"

#include "testing/t.h"

#include <fcntl.h>

static const char *file_of(struct arena *a, const char *text, int times)
{
	const char *dir = getenv("T_DIR") != NULL ? getenv("T_DIR") : "build";
	const char *path = str_printf(a, "%s/t_phone.jsonl", dir).p;
	FILE *f = fopen(path, "w");

	must(f != NULL);
	for (int i = 0; i < times; i++)
		fputs(text, f);
	must(fclose(f) == 0);
	return path;
}

#define LINE(to, text) \
	"{\"at\": \"2026-11-27T12:00:00Z\", \"to\": \"" to "\", \"from\": \"SANAD\", \"text\": \"" text \
	"\"}\n"

T(phone_shows_the_newest_first)
{
	struct phone_message *m;
	size_t n;

	t_need(demo_phone_read(
	    a,
	    file_of(a, LINE("212600000001", "un\\ndeux") LINE("212600000002", "رمزك 12") "{\"at\": \"20", 1),
	    &m, &n));
	t_int((int64_t)n, 2); /* what is being written isn't there yet */
	t_str(m[0].to, "212600000002");
	t_str(m[0].text, "رمزك 12");
	t_ok(m[0].size.alphabet == SMS_UCS2 && m[0].size.parts == 1);
	t_str(m[1].text, "un\ndeux");
	t_int(m[1].at.us, INT64_C(1795780800000000));
}

T(phone_of_nobody)
{
	struct phone_message *m;
	size_t n;

	t_need(demo_phone_read(a, "build/no-such-file", &m, &n));
	t_int((int64_t)n, 0);
	t_need(demo_phone_read(a, file_of(a, "", 0), &m, &n));
	t_int((int64_t)n, 0);
	t_need(demo_phone_read(a, file_of(a, "no end", 1), &m, &n));
	t_int((int64_t)n, 0);
	t_rc(demo_phone_read(a, file_of(a, "not ours\n", 1), &m, &n), IO);
	t_rc(demo_phone_read(a, "/", &m, &n), IO);
}

T(phone_reads_the_end_of_a_long_file)
{
	struct phone_message *m;
	size_t n;

	t_need(demo_phone_read(a, file_of(a, LINE("212600000001", "encore"), 20000), &m, &n));
	t_int((int64_t)n, PHONE_MESSAGES_MAX);
	t_str(m[PHONE_MESSAGES_MAX - 1].text, "encore");
}
