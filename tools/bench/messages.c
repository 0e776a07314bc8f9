/* tools/bench/messages.c - what script/bench messages measures beside the program itself.
 *
 *   bench-messages queue STORE N   writes N activation messages as a campaign does: words, row, bulk load.
 *                                  Prints {"messages":...,"seconds":...}
 *   bench-messages sink            a gateway on loopback that takes everything: prints its sendsms address,
 * at SIGTERM how many it took. One thread; reads no more of a request than it must bench-messages carry URL N
 * the same messages through port/sms to a gateway, in rounds of the sender's size, without a store. Prints
 * {"messages":...,"seconds":...,"url":...}: url is one request in full, for a bare client
 */
#include "service/message_text.h"
#include "service/send_messages.h"

#include "base/out.h"
#include "port/sms/sms.h"
#include "store/db.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 10000, LINES_MAX = 64, REQUEST_MAX = 16384 };

static void stop(rc r, const char *what)
{
	if (rc_ok(r))
		return;
	fprintf(stderr, "bench-messages: %s: %s\n", what, rc_trail());
	exit(3);
}

static void say(int64_t n, int64_t us, const char *url)
{
	printf("{\"messages\":%lld,\"seconds\":%lld.%06lld", (long long)n, (long long)(us / 1000000),
	       (long long)(us % 1000000));
	printf(url != NULL ? ",\"url\":\"%s\"}\n" : "}\n", url);
}

/* ---- queue ---- */

struct chunk {
	struct arena a;
	int64_t first, n;
	int64_t cause;
	instant now;
};

/* The i-th message: every second one in Arabic, each with its own number and code. */
static rc compose(struct arena *a, const struct message_words *w, const struct chunk *c, int64_t i,
		  struct message *ret)
{
	const struct message_value values[] = {
		{ "number", str_printf(a, "%09lld", (long long)(100000000 + i)) },
		{ "code",
		  str_printf(a, "%04llX-%04llX", (long long)(i * 40503 & 0xFFFF), (long long)(i & 0xFFFF)) },
		{ "days", S("30") },
		{ "address", S("https://assures.exemple.ma") },
	};
	struct message_new m = { .person_id = { id_nth(c->cause, i) },
				 .cause = c->cause,
				 .receiver = str_printf(a, "2126%08lld", (long long)(i % 100000000)),
				 .secret = true,
				 .expires_at = { c->now.us + INT64_C(86400000000) } };

	TRY(message_fill(a, w, values, sizeof values / sizeof values[0], &m));
	return message_row(c->now, &m, ret);
}

static rc queue_chunk(struct tx *tx, void *cls)
{
	struct chunk *c = cls;
	struct message *rows = arena_array(&c->a, struct message, (size_t)c->n);
	struct message_words words[2];
	int64_t id = id_block(c->now);

	TRY(message_words(tx, &c->a, S("activation.code"), CHANNEL_SMS, S("fr"), &words[0]));
	TRY(message_words(tx, &c->a, S("activation.code"), CHANNEL_SMS, S("ar"), &words[1]));
	for (int64_t i = 0; i < c->n; i++) {
		TRY(compose(&c->a, &words[i % 2], c, c->first + i, &rows[i]));
		rows[i].message_id.v = id_nth(id, i);
	}
	return db_load(tx, &message_table, rows, (size_t)c->n);
}

static void queue(const char *url, int64_t n)
{
	struct arena life;
	struct db *db;

	arena_init(&life, (size_t)64 << 20);
	stop(db_open(&life, url, &db), "store");
	int64_t began = clock_ticks_us(), cause = id_block(clock_now());
	for (int64_t at = 0; at < n; at += CHUNK) {
		struct chunk c = { .first = at,
				   .n = n - at < CHUNK ? n - at : CHUNK,
				   .cause = cause,
				   .now = { clock_now().us } };
		arena_init(&c.a, (size_t)256 << 20);
		stop(db_write_bulk(db, FOR_MESSAGE, "bench queue", queue_chunk, &c), "queue");
		arena_done(&c.a);
	}
	say(n, clock_ticks_us() - began, NULL);
	db_close(db);
	arena_done(&life);
}

/* ---- sink ---- */

static volatile sig_atomic_t ended;
static void end(int sig)
{
	(void)sig;
	ended = 1;
}

struct line {
	char in[REQUEST_MAX];
	size_t n;
};

/* Answers every whole request in what was read; false when the client is gone. */
static bool serve(struct line *l, int fd, int64_t *taken)
{
	static const char answer[] =
	    "HTTP/1.1 202 Accepted\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n"
	    "0: Accepted for delivery";
	ssize_t got = read(fd, l->in + l->n, sizeof l->in - l->n);
	char *head_end;

	if (got <= 0)
		return false;
	l->n += (size_t)got;
	while ((head_end = memmem(l->in, l->n, "\r\n\r\n", 4)) != NULL) {
		size_t used = (size_t)(head_end - l->in) + 4;
		memmove(l->in, l->in + used, l->n -= used);
		if (write(fd, answer, sizeof answer - 1) != sizeof answer - 1)
			return false;
		++*taken;
	}
	return l->n < sizeof l->in;
}

static int listen_on_loopback(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, n) != 0 || listen(fd, LINES_MAX) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &n) != 0) {
		perror("bench-messages: sink");
		exit(3);
	}
	printf("http://127.0.0.1:%d/cgi-bin/sendsms\n", ntohs(at.sin_port));
	fflush(stdout);
	return fd;
}

static void sink(void)
{
	static struct line lines[LINES_MAX + 1];
	struct pollfd p[LINES_MAX + 1] = { { .fd = listen_on_loopback(), .events = POLLIN } };
	int64_t taken = 0;

	for (int i = 1; i <= LINES_MAX; i++)
		p[i].fd = -1;
	sigaction(SIGTERM, &(struct sigaction){ .sa_handler = end }, NULL);
	signal(SIGPIPE, SIG_IGN);
	while (!ended) {
		if (poll(p, LINES_MAX + 1, -1) < 0)
			continue;
		for (int i = 1; i <= LINES_MAX; i++)
			if (p[i].fd >= 0 && p[i].revents != 0 && !serve(&lines[i], p[i].fd, &taken)) {
				close(p[i].fd);
				p[i].fd = -1;
			}
		for (int i = 1; p[0].revents != 0 && i <= LINES_MAX; i++)
			if (p[i].fd < 0) {
				p[i] = (struct pollfd){ .fd = accept(p[0].fd, NULL, NULL), .events = POLLIN };
				lines[i].n = 0;
				break;
			}
	}
	printf("%lld\n", (long long)taken);
}

/* ---- carry ---- */

/* Texts as long as those of `queue`; the words themselves are the store's. */
static struct sms sms_of(struct arena *a, int64_t i)
{
	static const char fr[] =
	    "Caisse de sécurité sociale: activez votre compte sur https://assures.exemple.ma"
	    " Numéro %09lld, code %04llX-%04llX (valable 30 jours).",
			  ar[] =
			      "صندوق الضمان الاجتماعي\nفعل حسابك: https://assures.exemple.ma\nرقمك %09lld\n"
			      "رمزك %04llX-%04llX\nأيام الصلاحية: 30";
	long long number = 100000000 + i, left = i * 40503 & 0xFFFF, right = i & 0xFFFF;
	bool arabic = i % 2 != 0;

	return (struct sms){ .id = i + 1,
			     .to = INT64_C(212600000000) + i % 100000000,
			     .ucs2 = arabic,
			     .secret = S("0123456789abcdef0123456789abcdef"),
			     .text = arabic ? str_printf(a, ar, number, left, right)
					    : str_printf(a, fr, number, left, right) };
}

/* One request as a bare client sends it again and again: of the middle length. */
static const char *request_of(struct arena *a, const char *url)
{
	struct out o;

	out_init(&o, a, 4096);
	out_printf(&o, "%s?username=sanad&password=secret&from=SANAD&to=%%2B212600000000&text=", url);
	out_url(&o, sms_of(a, 0).text);
	out_url(&o, (str){ sms_of(a, 1).text.p, sms_of(a, 1).text.n / 2 });
	out_lit(&o, "&charset=UTF-8&coding=0");
	out_char(&o, '\0');
	return o.p;
}

static void carry(const char *url, int64_t n)
{
	struct arena life;
	struct sms_gateway *g;
	struct sms_gateway_config c = { .url = { url, strlen(url) },
					.user = S("sanad"),
					.password = S("secret"),
					.sender = S("SANAD"),
					.timeout_ms = 20000,
					.at_once = 16 };

	arena_init(&life, (size_t)1 << 20);
	signal(SIGPIPE, SIG_IGN);
	stop(sms_gateway_open(&life, &c, &g), "gateway");
	int64_t began = clock_ticks_us();
	for (int64_t at = 0; at < n; at += SEND_ROUND_MAX) {
		struct carried_answer ret[SEND_ROUND_MAX];
		struct sms m[SEND_ROUND_MAX];
		struct arena a;
		arena_init(&a, (size_t)16 << 20);
		size_t k = (size_t)(n - at < SEND_ROUND_MAX ? n - at : SEND_ROUND_MAX);
		for (size_t i = 0; i < k; i++)
			m[i] = sms_of(&a, at + (int64_t)i);
		stop(sms_send(g, &a, m, k, ret), "send");
		for (size_t i = 0; i < k; i++)
			must(ret[i].how == CARRIED_TAKEN);
		arena_done(&a);
	}
	say(n, clock_ticks_us() - began, request_of(&life, url));
	sms_gateway_close(g);
	arena_done(&life);
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "queue") == 0)
		queue(argv[2], strtoll(argv[3], NULL, 10));
	else if (argc == 2 && strcmp(argv[1], "sink") == 0)
		sink();
	else if (argc == 4 && strcmp(argv[1], "carry") == 0)
		carry(argv[2], strtoll(argv[3], NULL, 10));
	else
		return 2;
	return 0;
}
