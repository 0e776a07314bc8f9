/* Sends through a gateway and prints what became of each message: sms-send URL USER PASSWORD REPORT-URL [TO
 * TEXT]... A text that isn't ASCII goes out in UCS-2. */
#include "port/sms/sms.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 4, TIMEOUT_MS = 2000, MEMORY = 1 << 20 };

static bool ascii(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > 126)
			return false;
	}
	return true;
}

static rc run(struct arena *a, int argc, char **argv)
{
	static const char *const names[] = { "ACCEPTED", "REFUSED", "NOT_NOW", "UNSURE", "FORBIDDEN" };
	struct sms_gateway_config c = { .url = str_of(argv[1]),
					.user = str_of(argv[2]),
					.password = str_of(argv[3]),
					.sender = S("SANAD"),
					.report_url = str_of(argv[4]),
					.timeout_ms = TIMEOUT_MS,
					.at_once = AT_ONCE };
	size_t n = (size_t)(argc - 5) / 2;
	struct sms *m = arena_array(a, struct sms, n);
	struct carried_answer *ret = arena_array(a, struct carried_answer, n);
	struct sms_gateway *g;

	for (size_t i = 0; i < n; i++) {
		str text = str_of(argv[6 + 2 * i]);
		m[i] = (struct sms){ (int64_t)i + 1, strtoll(argv[5 + 2 * i], NULL, 10), text, !ascii(text),
				     S("0f9e") };
	}
	TRY(sms_gateway_open(a, &c, &g));
	rc r = sms_send(g, a, m, n, ret);
	for (size_t i = 0; i < n; i++)
		printf("%s %.*s\n", names[ret[i].how], STR_ARG(ret[i].why));
	sms_gateway_close(g);
	return r;
}

int main(int argc, char **argv)
{
	struct arena a;

	if (argc < 7 || argc % 2 == 0) {
		fprintf(stderr, "sms-send URL USER PASSWORD REPORT-URL [TO TEXT]...\n");
		return 2;
	}
	arena_init(&a, MEMORY);
	rc r = run(&a, argc, argv);
	arena_done(&a);
	if (!rc_ok(r))
		fprintf(stderr, "%s\n", rc_trail());
	return rc_ok(r) ? 0 : 1;
}
