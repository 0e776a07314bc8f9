/* mail-send URL SENDER [TO SUBJECT TEXT]...: sends the messages over one connection and prints how each went.
 */
#include "port/mail/mail.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	static const char *const words[] = { [CARRIED_TAKEN] = "accepted",
					     [CARRIED_REFUSED] = "refused",
					     [CARRIED_NOT_NOW] = "not-now",
					     [CARRIED_UNSURE] = "unsure",
					     [CARRIED_FORBIDDEN] = "forbidden" };
	struct arena a;
	struct mail_server *s;

	if (argc < 3 || argc % 3 != 0) {
		fprintf(stderr, "mail-send URL SENDER [TO SUBJECT TEXT]...\n");
		return 2;
	}
	arena_init(&a, 16 << 20);
	struct mail_server_config c = { .url = str_of(argv[1]), .sender = str_of(argv[2]), .timeout_ms = 5000 };
	size_t n = (size_t)argc / 3 - 1;
	struct mail *m = arena_array(&a, struct mail, n);
	struct carried_answer *ret = arena_array(&a, struct carried_answer, n);
	for (size_t i = 0; i < n; i++) {
		char **of = argv + 3 * (i + 1);
		m[i] = (struct mail){ .id = (int64_t)i + 1,
				      .to = str_of(of[0]),
				      .subject = str_of(of[1]),
				      .text = str_of(of[2]),
				      .at = clock_now() };
	}
	rc r = mail_server_open(&a, &c, &s);
	if (rc_ok(r)) {
		r = mail_send(s, &a, m, n, ret);
		mail_server_close(s);
	}
	for (size_t i = 0; rc_ok(r) && i < n; i++)
		printf("%s %.*s\n", words[ret[i].how], STR_ARG(ret[i].why));
	if (!rc_ok(r))
		fprintf(stderr, "mail-send: %s\n", rc_info(r)->text);
	arena_done(&a);
	return rc_ok(r) ? 0 : 1;
}
