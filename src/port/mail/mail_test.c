#include "base/out.h"
#include "port/mail/mail.h"
#include "testing/t.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>

/* A mail server in a child process that does what the plan says; everything it hears is written to `heard`.
 */
#define DROP "drop" /* instead of a reply: the connection ends */
#define HANG "hang" /* instead of a reply: nothing */

struct plan {
	const char *greeting, *ehlo, *auth, *mail, *data, *end, *quit; /* replies; NULL: the usual one */
	const char *bad, *rcpt;					       /* for receivers of this beginning */
	int leave_after;  /* messages of one connection; 0: never */
	const char *last; /* said when it leaves */
};

struct child {
	pid_t pid;
	int port, heard;
};

/* False when the connection is to be ended. */
static bool say(int fd, const char *planned, const char *usual)
{
	const char *s = planned != NULL ? planned : usual;

	if (strcmp(s, HANG) == 0)
		pause();
	return strcmp(s, DROP) != 0 && dprintf(fd, "%s\r\n", s) > 0;
}

static bool take_message(FILE *in, int heard)
{
	char line[1200];

	while (fgets(line, sizeof line, in) != NULL) {
		if (strcmp(line, ".\r\n") == 0)
			return true;
		dprintf(heard, "%s", line + (line[0] == '.'));
	}
	return false;
}

static bool take_password(FILE *in, int fd, int heard)
{
	char line[200];

	if (!say(fd, "334 ", "") || fgets(line, sizeof line, in) == NULL)
		return false;
	dprintf(heard, "%s", line);
	return true;
}

static bool reply(const struct plan *p, FILE *in, int fd, int heard, const char *line, int *messages)
{
	if (strncmp(line, "EHLO", 4) == 0)
		return say(fd, p->ehlo, p->auth != NULL ? "250-test\r\n250 AUTH PLAIN" : "250 test");
	if (strncmp(line, "AUTH", 4) == 0)
		return take_password(in, fd, heard) && say(fd, p->auth, "");
	if (strncmp(line, "MAIL", 4) == 0) {
		if (p->leave_after > 0 && *messages >= p->leave_after)
			return say(fd, p->last, DROP), false;
		return say(fd, p->mail, "250 sender");
	}
	if (strncmp(line, "RCPT TO:<", 9) == 0)
		return say(fd,
			   p->bad != NULL && strncmp(line + 9, p->bad, strlen(p->bad)) == 0 ? p->rcpt : NULL,
			   "250 receiver");
	if (strncmp(line, "DATA", 4) == 0) {
		++*messages;
		return say(fd, p->data, "354 go on") && take_message(in, heard) &&
		       say(fd, p->end, "250 2.0.0 taken");
	}
	return say(fd, p->quit, "221 bye"), false;
}

_Noreturn static void serve(const struct plan *p, int listener, int heard)
{
	alarm(30);
	(void)signal(SIGPIPE, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL), messages = 0;
		FILE *in = fdopen(fd, "r");
		char line[1200];
		must(in != NULL);
		dprintf(heard, "CONNECTED\n");
		bool on = say(fd, p->greeting, "220 test");
		while (on && fgets(line, sizeof line, in) != NULL) {
			dprintf(heard, "%s", line);
			on = reply(p, in, fd, heard, line, &messages);
		}
		(void)fclose(in);
	}
}

static int listen_on_loopback(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	must(fd >= 0 && bind(fd, (struct sockaddr *)&at, n) == 0 && listen(fd, 8) == 0);
	must(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
	*port = ntohs(at.sin_port);
	return fd;
}

static struct child start(const struct plan *p)
{
	struct child c = { .heard = memfd_create("heard", MFD_CLOEXEC) };
	int listener = listen_on_loopback(&c.port);

	must(c.heard >= 0);
	fflush(NULL);
	c.pid = fork();
	must(c.pid >= 0);
	if (c.pid == 0)
		serve(p, listener, c.heard);
	close(listener);
	return c;
}

/* What the server heard until now. */
static const char *stop(struct arena *a, struct child c)
{
	kill(c.pid, SIGKILL);
	waitpid(c.pid, NULL, 0);
	off_t n = lseek(c.heard, 0, SEEK_END);
	char *s = arena_array(a, char, (size_t)n + 1);
	must(pread(c.heard, s, (size_t)n, 0) == n);
	close(c.heard);
	return s;
}

static int times(const char *heard, const char *what)
{
	int n = 0;

	for (const char *p = heard; (p = strstr(p, what)) != NULL; p += strlen(what))
		n++;
	return n;
}

static struct mail_server_config config(struct arena *a, int port)
{
	return (struct mail_server_config){ .url = str_printf(a, "smtp://127.0.0.1:%d", port),
					    .sender = S("fonds@exemple.ma"),
					    .timeout_ms = 5000 };
}

/* n messages to a0@exemple.dz, a1@exemple.dz ... */
static struct mail *messages(struct arena *a, size_t n)
{
	struct mail *m = arena_array(a, struct mail, n);

	for (size_t i = 0; i < n; i++)
		m[i] = (struct mail){ .id = (int64_t)i + 1,
				      .to = str_printf(a, "a%zu@exemple.dz", i),
				      .subject = S("Avis"),
				      .text = str_printf(a, ".\nLigne %zu\n..\n.fin\n", i) };
	return m;
}

/* Sends n messages by a server that follows the plan. */
static const char *sent(struct arena *a, const struct plan *p, struct mail_server_config c, size_t n,
			struct carried_answer *ret)
{
	struct child child = start(p);
	struct mail_server *s;

	c.url = str_printf(a, "smtp://127.0.0.1:%d", child.port);
	must(rc_ok(mail_server_open(a, &c, &s)));
	t_rc(mail_send(s, a, messages(a, n), n, ret), OK);
	mail_server_close(s);
	return stop(a, child);
}

static struct carried_answer one(struct arena *a, struct plan p)
{
	struct mail_server_config c = config(a, 0);
	struct carried_answer ret;

	c.timeout_ms = 700;
	sent(a, &p, c, 1, &ret);
	return ret;
}

T(mail_accepted)
{
	struct carried_answer ret[3];
	const char *heard = sent(a, &(struct plan){ 0 }, config(a, 0), 3, ret);

	for (size_t i = 0; i < 3; i++) {
		str s;
		struct mail *m = messages(a, 3);
		t_int(ret[i].how, CARRIED_TAKEN);
		t_str(ret[i].why, "250 2.0.0 taken");
		t_need(mail_compose(a, S("fonds@exemple.ma"), &m[i], &s));
		t_ok(strstr(heard, str_printf(a, "DATA\r\n%.*s", STR_ARG(s)).p) != NULL);
		t_ok(strstr(s.p, "\r\n.\r\nLigne") != NULL && strstr(s.p, "\r\n..\r\n.fin\r\n") != NULL);
	}
	t_int(times(heard, "CONNECTED"), 1);
	t_int(times(heard, "MAIL FROM:<fonds@exemple.ma>\r\nRCPT TO:<a1@exemple.dz>\r\nDATA"), 1);
	t_int(times(heard, "QUIT"), 1);
	t_int(times(heard, "AUTH"), 0);
}

T(mail_many_over_one_connection)
{
	struct carried_answer ret[100];
	const char *heard = sent(a, &(struct plan){ 0 }, config(a, 0), 100, ret);

	for (size_t i = 0; i < 100; i++)
		t_int(ret[i].how, CARRIED_TAKEN);
	t_int(times(heard, "CONNECTED"), 1);
	t_int(times(heard, "DATA\r\n"), 100);
}

T(mail_refused_receiver)
{
	struct plan p = { .bad = "a1@", .rcpt = "550-5.1.1 nobody\r\n550 5.1.1 of this name" };
	struct carried_answer ret[3];

	const char *heard = sent(a, &p, config(a, 0), 3, ret);
	t_int(ret[0].how, CARRIED_TAKEN);
	t_int(ret[1].how, CARRIED_REFUSED);
	t_str(ret[1].why, "550-5.1.1 nobody 550 5.1.1 of this name");
	t_int(ret[2].how, CARRIED_TAKEN);
	t_int(times(heard, "DATA\r\n"), 2);
}

T(mail_bad_address)
{
	struct mail *m = messages(a, 2);
	struct carried_answer ret[2];
	struct child child = start(&(struct plan){ 0 });
	struct mail_server_config c = config(a, child.port);
	struct mail_server *s;

	m[0].to = S("a@b\r\nRCPT TO:<c@d>");
	t_need(mail_server_open(a, &c, &s));
	t_need(mail_send(s, a, m, 2, ret));
	mail_server_close(s);
	t_int(ret[0].how, CARRIED_REFUSED);
	t_int(ret[1].how, CARRIED_TAKEN);
	t_int(times(stop(a, child), "RCPT"), 1);
}

T(mail_answers)
{
	struct carried_answer r;

	t_int(one(a, (struct plan){ .bad = "a", .rcpt = "451 4.7.1 later" }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .end = "451 4.3.0 later" }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .end = "554 5.7.1 no" }).how, CARRIED_REFUSED);
	t_int(one(a, (struct plan){ .data = "554 5.5.1 no" }).how, CARRIED_REFUSED);
	t_int(one(a, (struct plan){ .mail = "550 5.7.1 not you" }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .mail = "530 5.7.0 sign in first" }).how, CARRIED_FORBIDDEN);
	t_int(one(a, (struct plan){ .greeting = "554 closed" }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .greeting = DROP }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .data = DROP }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .data = HANG }).how, CARRIED_NOT_NOW);
	t_int(one(a, (struct plan){ .end = DROP }).how, CARRIED_UNSURE);
	t_int(one(a, (struct plan){ .end = HANG }).how, CARRIED_UNSURE);
	r = one(a, (struct plan){ .mail = "450 \x01\xFF later" });
	t_str(r.why, "450 ?? later");
}

T(mail_sign_in)
{
	struct mail_server_config c = config(a, 0);
	struct plan good = { .auth = "235 2.7.0 welcome" }, bad = { .auth = "535 5.7.8 wrong" },
		    busy = { .auth = "454 4.7.0 later" };
	struct carried_answer ret[3];

	c.user = S("fonds"), c.password = S("tres-secret");
	const char *heard = sent(a, &good, c, 3, ret);
	t_int(ret[2].how, CARRIED_TAKEN);
	t_int(times(heard, "AGZvbmRzAHRyZXMtc2VjcmV0\r\n"), 1); /* NUL fonds NUL tres-secret */

	heard = sent(a, &bad, c, 3, ret);
	for (size_t i = 0; i < 3; i++) {
		t_int(ret[i].how, CARRIED_FORBIDDEN);
		t_str(ret[i].why, "535 5.7.8 wrong");
	}
	t_int(times(heard, "AGZvbmRzAHRyZXMtc2VjcmV0\r\n"), 1);
	t_int(times(heard, "MAIL"), 0);

	heard = sent(a, &busy, c, 3, ret);
	t_int(ret[0].how, CARRIED_NOT_NOW);
	t_int(ret[2].how, CARRIED_NOT_NOW);
	t_int(times(heard, "CONNECTED"), 1);
}

/* Encryption that the server doesn't offer, or that somebody on the way took out: nothing is said in the
 * open. */
T(mail_no_word_in_the_open)
{
	struct mail_server_config c = config(a, 0);
	struct plan p = { .auth = "235 2.7.0 welcome" };
	struct carried_answer ret[1];

	c.user = S("fonds"), c.password = S("tres-secret"), c.starttls = true;
	const char *heard = sent(a, &p, c, 1, ret);
	t_int(ret[0].how, CARRIED_NOT_NOW);
	t_int(times(heard, "AUTH") + times(heard, "MAIL"), 0);
}

T(mail_unreachable)
{
	struct mail_server_config c = config(a, 0);
	struct carried_answer ret[3];
	struct mail_server *s;
	int port, fd = listen_on_loopback(&port);

	close(fd); /* nobody is there any more */
	c = config(a, port);
	t_need(mail_server_open(a, &c, &s));
	t_need(mail_send(s, a, messages(a, 3), 3, ret));
	mail_server_close(s);
	for (size_t i = 0; i < 3; i++)
		t_int(ret[i].how, CARRIED_NOT_NOW);
	t_ok(ret[0].why.n > 0);
}

/* A server that says nothing is waited for once, and what was not sent is not unsure. */
T(mail_silent_server)
{
	struct mail_server_config c = config(a, 0);
	struct carried_answer ret[3];

	c.timeout_ms = 300;
	const char *heard = sent(a, &(struct plan){ .greeting = HANG }, c, 3, ret);
	for (size_t i = 0; i < 3; i++)
		t_int(ret[i].how, CARRIED_NOT_NOW);
	t_int(times(heard, "CONNECTED"), 1);
	heard = sent(a, &(struct plan){ .end = HANG }, c, 3, ret);
	t_int(ret[0].how, CARRIED_UNSURE);
	t_int(ret[1].how, CARRIED_NOT_NOW);
	t_int(ret[2].how, CARRIED_NOT_NOW);
	t_int(times(heard, "DATA\r\n"), 1);
	int64_t before = clock_ticks_us();
	sent(a, &(struct plan){ .quit = HANG }, c, 1, ret);
	t_int(ret[0].how, CARRIED_TAKEN);
	t_ok(clock_ticks_us() - before < 3000000);
}

/* Servers end a connection after some messages, with a word or without: that costs nobody a message. */
T(mail_server_leaves)
{
	struct carried_answer ret[10];
	const char *heard = sent(a, &(struct plan){ .leave_after = 3 }, config(a, 0), 10, ret);

	for (size_t i = 0; i < 10; i++)
		t_int(ret[i].how, CARRIED_TAKEN);
	t_int(times(heard, "CONNECTED"), 4);
	t_int(times(heard, "DATA\r\n"), 10);
	heard =
	    sent(a, &(struct plan){ .leave_after = 3, .last = "421 4.7.0 enough" }, config(a, 0), 10, ret);
	for (size_t i = 0; i < 10; i++)
		t_int(ret[i].how, CARRIED_TAKEN);
	t_int(times(heard, "DATA\r\n"), 10);
}

T(mail_config)
{
	static const char *const bad[] = {
		"",	      "smtp://",    "smtp:///x", "http://h", "smtp://user:word@h",
		"smtp://h h", "smtp://h\n", "smtp://h?x"
	};
	struct mail_server_config good = config(a, 25), c;
	struct mail_server *s;
	struct carried_answer ret[1];

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		c = good, c.url = str_of(bad[i]);
		t_rc(mail_server_open(a, &c, &s), MAIL_CONFIG);
	}
	c = good, c.sender = S("Fonds <fonds@exemple.ma>");
	t_rc(mail_server_open(a, &c, &s), MAIL_CONFIG);
	c = good, c.timeout_ms = 0;
	t_rc(mail_server_open(a, &c, &s), MAIL_CONFIG);
	c = good, c.password = S("p");
	t_rc(mail_server_open(a, &c, &s), MAIL_CONFIG);
	c = good, c.user = S("u\r\n"), c.password = S("p");
	t_rc(mail_server_open(a, &c, &s), MAIL_CONFIG);
	c = good, c.url = S("smtp://h:x");
	t_need(mail_server_open(a, &c, &s));
	t_rc(mail_send(s, a, messages(a, 1), 1, ret), MAIL_CONFIG);
	mail_server_close(s);
	mail_server_close(NULL);
}
