/* Against a made-up gateway in a child process: what it does is in the text of the message. */
#include "port/sms/sms.h"
#include "testing/t.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>

enum { CLIENTS = 64, REQUEST = 4096 };

/* What the child saw, shared with the test. */
static struct seen {
	int port, connections, requests;
	char last[REQUEST];
} * seen;

static pid_t child;

static int listen_on(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	must(fd >= 0 && bind(fd, (struct sockaddr *)&at, n) == 0 && listen(fd, 128) == 0);
	must(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
	*port = ntohs(at.sin_port);
	return fd;
}

/* False: the connection is to be closed. */
static bool answer(int listener, int fd, const char *request)
{
	static char reply[8192];
	const char *text = strstr(request, "&text="), *to = strstr(request, "&to=%2B");
	const char *status = "202 Accepted", *words = "0: Accepted for delivery";
	char own[40];

	must(text != NULL && to != NULL);
	text += 6;
	if (strncmp(text, "gone", 4) == 0) {
		/* not left to the end of the process, which may close the connection first */
		close(listener);
		_Exit(0);
	}
	if (strncmp(text, "close", 5) == 0)
		return false;
	if (strncmp(text, "slow", 4) == 0)
		return true;
	if (strncmp(text, "login", 5) == 0)
		status = "403 Forbidden", words = "Authorization failed for sendsms";
	else if (strncmp(text, "route", 5) == 0)
		status = "403 Forbidden", words = "Not routable. Do not try again.";
	else if (strncmp(text, "path", 4) == 0)
		status = "404 Not Found", words = "";
	else if (strncmp(text, "move", 4) == 0)
		status = "302 Found\r\nLocation: /elsewhere", words = "";
	else if (strncmp(text, "bad", 3) == 0)
		status = "400 Bad Request",
		words = "Number 212600000001 is\tno number of 2024, rejected\r\nmore";
	else if (strncmp(text, "busy", 4) == 0)
		status = "503 Service Unavailable", words = "Temporal failure, try again later.";
	else if (strncmp(text, "page", 4) == 0)
		status = "200 OK", words = "<html>";
	else if (strncmp(text, "each", 4) == 0)
		snprintf(own, sizeof own, "of %.4s", to + 15), words = own;
	bool flood = strncmp(text, "flood", 5) == 0;
	int n = snprintf(reply, sizeof reply, "HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s", status,
			 flood ? (size_t)6000 : strlen(words), flood ? "" : words);
	if (flood)
		memset(reply + n, 'x', 6000), n += 6000;
	return write(fd, reply, (size_t)n) == n;
}

static _Noreturn void serve(int listener)
{
	static struct pollfd at[CLIENTS];
	static char heard[CLIENTS][REQUEST];
	static size_t used[CLIENTS];
	int n = 1;

	at[0] = (struct pollfd){ listener, POLLIN, 0 };
	while (poll(at, (nfds_t)n, 20000) > 0) {
		if (at[0].revents != 0 && n < CLIENTS) {
			at[n] = (struct pollfd){ accept(listener, NULL, NULL), POLLIN, 0 };
			used[n++] = 0;
			seen->connections++;
		}
		for (int i = 1; i < n; i++) {
			if (at[i].revents == 0)
				continue;
			ssize_t got = read(at[i].fd, heard[i] + used[i], REQUEST - 1 - used[i]);
			used[i] += got > 0 ? (size_t)got : 0;
			heard[i][used[i]] = '\0';
			bool keep = got > 0;
			if (keep && strstr(heard[i], "\r\n\r\n") != NULL) {
				seen->requests++;
				memcpy(seen->last, heard[i], used[i] + 1);
				used[i] = 0;
				keep = answer(listener, at[i].fd, heard[i]);
			}
			if (!keep)
				close(at[i].fd), at[i].fd = -1, at[i].revents = 0;
		}
	}
	_Exit(0);
}

static void start(void)
{
	int port, listener = listen_on(&port);

	seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(seen != MAP_FAILED);
	seen->port = port;
	fflush(NULL);
	child = fork();
	if (child == 0)
		serve(listener);
	close(listener);
}

static void stop(void)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	munmap(seen, sizeof *seen);
}

static struct sms_gateway_config config(struct arena *a, int port, int at_once)
{
	return (struct sms_gateway_config){ .url = str_printf(a, "http://127.0.0.1:%d/cgi-bin/sendsms", port),
					    .user = S("sanad&co"),
					    .password = S("a b+c"),
					    .sender = S("SANAD"),
					    .report_url = S("http://127.0.0.1:8080/sms/report"),
					    .timeout_ms = 400,
					    .at_once = at_once };
}

static struct sms message(str text)
{
	return (struct sms){ 7, INT64_C(212600000001), text, false, S("ab12") };
}

static struct carried_answer sent(struct sms_gateway *g, struct arena *a, str text)
{
	struct sms m = message(text);
	struct carried_answer ret = { 0 };

	t_rc(sms_send(g, a, &m, 1, &ret), OK);
	return ret;
}

#define t_answer(text, wanted, words) \
	do { \
		struct carried_answer got_ = sent(g, a, S(text)); \
		t_int(got_.how, wanted); \
		t_str(got_.why, words); \
	} while (0)

T(sms_results)
{
	struct sms_gateway *g;

	start();
	struct sms_gateway_config c = config(a, seen->port, 1);
	t_need(sms_gateway_open(a, &c, &g));
	t_answer("ok", CARRIED_TAKEN, "0: Accepted for delivery");
	t_answer("login", CARRIED_FORBIDDEN, "Authorization failed for sendsms");
	t_answer("route", CARRIED_REFUSED, "Not routable. Do not try again.");
	t_answer("path", CARRIED_FORBIDDEN, "HTTP 404");
	t_answer("move", CARRIED_FORBIDDEN, "HTTP 302");
	t_answer("bad", CARRIED_REFUSED, "Number # isno number of 2024, rejected");
	t_answer("busy", CARRIED_NOT_NOW, "Temporal failure, try again later.");
	t_answer("page", CARRIED_UNSURE, "<html>");
	t_int(seen->connections, 1);
	t_int(seen->requests, 8);
	/* Too long an answer is not read to its end, but its status came. */
	t_int(sent(g, a, S("flood")).how, CARRIED_TAKEN);
	sms_gateway_close(g);
	stop();
}

/* A kept connection that ends without an answer doesn't make libcurl send the message again. */
T(sms_no_answer)
{
	struct sms_gateway *g;

	start();
	struct sms_gateway_config c = config(a, seen->port, 2);
	t_need(sms_gateway_open(a, &c, &g));
	t_answer("ok", CARRIED_TAKEN, "0: Accepted for delivery");
	t_answer("close", CARRIED_UNSURE, "the connection ended without an answer");
	t_int(seen->requests, 2);
	t_answer("close", CARRIED_UNSURE, "Server returned nothing (no headers, no data)");
	t_int(seen->requests, 3);
	t_answer("slow", CARRIED_UNSURE, "Timeout was reached");
	t_int(seen->requests, 4);
	t_answer("ok", CARRIED_TAKEN, "0: Accepted for delivery");
	/* It goes away over a message: there is nothing to connect to any more, and yet it may have been
	 * taken. */
	t_answer("gone", CARRIED_UNSURE, "the connection ended without an answer");
	t_int(seen->requests, 6);
	t_answer("ok", CARRIED_NOT_NOW, "Couldn't connect to server");
	t_int(seen->requests, 6);
	stop();
	sms_gateway_close(g);
}

T(sms_nobody_there)
{
	struct sms_gateway *g;
	int port, listener = listen_on(&port);

	close(listener);
	struct sms_gateway_config c = config(a, port, 4);
	t_need(sms_gateway_open(a, &c, &g));
	t_answer("ok", CARRIED_NOT_NOW, "Couldn't connect to server");
	sms_gateway_close(g);
	c.url = S("http://gateway.invalid/cgi-bin/sendsms");
	c.timeout_ms = 5000;
	t_need(sms_gateway_open(a, &c, &g));
	t_int(sent(g, a, S("ok")).how, CARRIED_NOT_NOW);
	sms_gateway_close(g);
}

static void t_request(const char *want)
{
	t_checks++;
	if (strncmp(seen->last, want, strlen(want)) != 0)
		t_fail("got '%.600s', want '%s'", seen->last, want);
}

T(sms_query)
{
	struct sms_gateway *g;
	struct carried_answer ret;
	struct sms m = { 42, INT64_C(213500000002), S("سلام"), true, S("0f9e") };

	start();
	struct sms_gateway_config c = config(a, seen->port, 1);
	t_need(sms_gateway_open(a, &c, &g));
	t_need(sms_send(g, a, &m, 1, &ret));
	t_int(ret.how, CARRIED_TAKEN);
	t_request("GET /cgi-bin/sendsms?username=sanad%26co&password=a%20b%2Bc&from=SANAD&to=%2B213500000002"
		  "&text=%D8%B3%D9%84%D8%A7%D9%85&charset=UTF-8&coding=2&dlr-mask=31"
		  "&dlr-url=http%3A%2F%2F127.0.0.1%3A8080%2Fsms%2Freport"
		  "%3Fid%3D42%26secret%3D0f9e%26status%3D%25d HTTP/1.1\r\n");
	sms_gateway_close(g);
	c.sender = c.report_url = S("");
	t_need(sms_gateway_open(a, &c, &g));
	t_int(sent(g, a, S("a&b")).how, CARRIED_TAKEN);
	t_request("GET /cgi-bin/sendsms?username=sanad%26co&password=a%20b%2Bc&to=%2B212600000001"
		  "&text=a%26b&charset=UTF-8&coding=0 HTTP/1.1\r\n");
	sms_gateway_close(g);
	stop();
}

T(sms_many_at_once)
{
	enum { N = 200 };
	struct sms_gateway *g;
	struct carried_answer ret[N];
	struct sms *m = arena_array(a, struct sms, N);

	start();
	struct sms_gateway_config c = config(a, seen->port, 8);
	t_need(sms_gateway_open(a, &c, &g));
	for (int i = 0; i < N; i++)
		m[i] = (struct sms){ i, INT64_C(212600000000) + i, i % 10 == 3 ? S("busy") : S("each"), false,
				     S("a") };
	t_need(sms_send(g, a, m, N, ret));
	for (int i = 0; i < N; i++) {
		bool busy = i % 10 == 3;
		t_int(ret[i].how, busy ? CARRIED_NOT_NOW : CARRIED_TAKEN);
		t_ok(busy || str_eq(ret[i].why, str_printf(a, "of %04d", i)));
	}
	t_int(seen->requests, N);
	t_ok(seen->connections <= 8);
	t_need(sms_send(g, a, m, N, ret));
	t_int(seen->requests, 2 * N);
	t_ok(seen->connections <= 8);
	t_need(sms_send(g, a, m, 0, ret));
	sms_gateway_close(g);
	stop();
}

T(sms_config)
{
	static const char *const bad[] = { "",
					   "127.0.0.1:13013/cgi-bin/sendsms",
					   "ftp://127.0.0.1/",
					   "http://",
					   "http:///cgi-bin/sendsms",
					   "http://u@127.0.0.1/",
					   "http://127.0.0.1/?a=b",
					   "http://127.0.0.1/#a",
					   "http://127.0.0.1/ b",
					   "http://127.0.0.1/%d" };
	struct sms_gateway_config good = config(a, 13013, 8), c;
	struct sms_gateway *g;

#define t_bad_config(field, value) (c = good, c.field = (value), t_rc_config(a, &c, &g))
#define t_rc_config(a, c, g) t_ok(rc_is(sms_gateway_open(a, c, g), E_SMS_CONFIG))
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		str s = str_of(bad[i]);
		t_bad_config(url, s);
		if (s.n > 0)
			t_bad_config(report_url, s);
	}
	t_bad_config(user, S(""));
	t_bad_config(password, S(""));
	t_bad_config(sender, S("SAN\nAD"));
	t_bad_config(timeout_ms, 0);
	t_bad_config(at_once, 0);
	t_bad_config(at_once, 65);
	t_need(sms_gateway_open(a, &good, &g));
	sms_gateway_close(g);
}
