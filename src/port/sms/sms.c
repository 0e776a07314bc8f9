/* port/sms/sms.c - Kannel's sendsms through libcurl: some transfers at once, each on a connection that is
 * kept. */
#include "port/sms/sms.h"
#include "base/out.h"

#include <curl/curl.h>

enum {
	ANSWER_MAX = 4096,
	WHY_MAX = 80,
	AT_ONCE_MAX = 64,
	TIMEOUT_MAX_MS = 600000,
	URL_MAX = 500,
	WORD_MAX = 100
};

/* One transfer at a time, and what it heard. */
struct line {
	CURL *easy;
	size_t at; /* which message */
	bool busy;
	bool sent;    /* the request may have begun to leave */
	size_t heard; /* bytes of the answer, head included */
	size_t words_n;
	char words[WHY_MAX];
};

struct sms_gateway {
	struct sms_gateway_config c;
	CURLM *multi;
	struct line *lines; /* c.at_once of them */
};

/* Asked before each request, on a new connection and on a kept one. libcurl by itself asks again on a new
 * connection when a kept one ends without an answer; but the message may have been taken by then. */
static int before_request(void *u, char *ip, char *own_ip, int port, int own_port)
{
	struct line *l = u;

	(void)ip, (void)own_ip, (void)port, (void)own_port;
	if (l->sent)
		return CURL_PREREQFUNC_ABORT;
	l->sent = true;
	return CURL_PREREQFUNC_OK;
}

static bool hear(struct line *l, size_t n)
{
	l->heard += n;
	return l->heard <= ANSWER_MAX;
}

static size_t on_head(char *p, size_t size, size_t n, void *u)
{
	(void)p;
	return hear(u, size * n) ? size * n : 0;
}

static size_t on_body(char *p, size_t size, size_t n, void *u)
{
	struct line *l = u;

	if (!hear(l, size * n))
		return 0;
	for (size_t i = 0; i < size * n && l->words_n < WHY_MAX; i++)
		l->words[l->words_n++] = p[i];
	return size * n;
}

/* Fails only when there is no memory left, or by our own mistake. */
#define SET(l, option, value) must(curl_easy_setopt((l)->easy, option, value) == CURLE_OK)

static void line_open(struct line *l, const struct sms_gateway_config *c)
{
	l->easy = curl_easy_init();
	must(l->easy != NULL);
	SET(l, CURLOPT_NOSIGNAL, 1L);
	SET(l, CURLOPT_PROTOCOLS_STR, "http,https");
	SET(l, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(l, CURLOPT_FOLLOWLOCATION, 0L);
	/* The address is full of what only the gateway may know: no proxy that the environment names. */
	SET(l, CURLOPT_PROXY, "");
	SET(l, CURLOPT_TIMEOUT_MS, (long)c->timeout_ms);
	SET(l, CURLOPT_PRIVATE, l);
	SET(l, CURLOPT_PREREQFUNCTION, before_request);
	SET(l, CURLOPT_PREREQDATA, l);
	SET(l, CURLOPT_HEADERFUNCTION, on_head);
	SET(l, CURLOPT_HEADERDATA, l);
	SET(l, CURLOPT_WRITEFUNCTION, on_body);
	SET(l, CURLOPT_WRITEDATA, l);
}

static bool printable(str s, size_t max, const char *but)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < ' ' || s.p[i] > '~' || strchr(but, s.p[i]) != NULL)
			return false;
	}
	return s.n <= max;
}

/* Nothing that would change the meaning of what is appended: a query, a fragment, an escape of Kannel's; no
 * user. */
static bool address(str s)
{
	if (!printable(s, URL_MAX, " ?#%@\"<>\\"))
		return false;
	return (str_skip(&s, S("http://")) || str_skip(&s, S("https://"))) && s.n > 0 && s.p[0] != '/';
}

static bool usable(const struct sms_gateway_config *c)
{
	if (!address(c->url) || (c->report_url.n > 0 && !address(c->report_url)))
		return false;
	if (c->user.n == 0 || c->user.n > WORD_MAX || c->password.n == 0 || c->password.n > WORD_MAX)
		return false;
	return printable(c->sender, WORD_MAX, "") && c->timeout_ms >= 1 && c->timeout_ms <= TIMEOUT_MAX_MS &&
	       c->at_once >= 1 && c->at_once <= AT_ONCE_MAX;
}

rc sms_gateway_open(struct arena *life, const struct sms_gateway_config *c, struct sms_gateway **ret)
{
	CHECK(usable(c), SMS_CONFIG);
	must(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	struct sms_gateway *g = arena_new(life, struct sms_gateway);
	g->c = (struct sms_gateway_config){ .url = str_copy(life, c->url),
					    .user = str_copy(life, c->user),
					    .password = str_copy(life, c->password),
					    .sender = str_copy(life, c->sender),
					    .report_url = str_copy(life, c->report_url),
					    .timeout_ms = c->timeout_ms,
					    .at_once = c->at_once };
	g->lines = arena_array(life, struct line, (size_t)c->at_once);
	for (int i = 0; i < c->at_once; i++)
		line_open(&g->lines[i], &g->c);
	g->multi = curl_multi_init();
	must(g->multi != NULL);
	must(curl_multi_setopt(g->multi, CURLMOPT_MAXCONNECTS, (long)c->at_once) == CURLM_OK);
	*ret = g;
	return OK;
}

void sms_gateway_close(struct sms_gateway *g)
{
	for (int i = 0; i < g->c.at_once; i++)
		curl_easy_cleanup(g->lines[i].easy);
	curl_multi_cleanup(g->multi);
	curl_global_cleanup();
}

static void parameter(struct out *o, str name, str value)
{
	out_str(o, name);
	out_url(o, value);
}

/* The parameters are those of the user guide's table "SMS push CGI variables". */
static const char *request_url(const struct sms_gateway_config *c, struct arena *a, const struct sms *m)
{
	struct out o;

	must(m->to > 0);
	out_init(&o, a, 1024);
	out_str(&o, c->url);
	parameter(&o, S("?username="), c->user);
	parameter(&o, S("&password="), c->password);
	if (c->sender.n > 0)
		parameter(&o, S("&from="), c->sender);
	out_lit(&o, "&to=%2B");
	out_int(&o, m->to);
	parameter(&o, S("&text="), m->text);
	out_lit(&o, "&charset=UTF-8&coding=");
	out_int(&o, m->ucs2 ? 2 : 0);
	if (c->report_url.n > 0) {
		str secret = str_printf(a, "&secret=%.*s&status=%%d", STR_ARG(m->secret));
		out_lit(&o, "&dlr-mask=31");
		parameter(&o, S("&dlr-url="), c->report_url);
		parameter(&o, S(""), str_printf(a, "?id=%lld", (long long)m->id));
		parameter(&o, S(""), secret);
	}
	out_char(&o, '\0');
	return o.p;
}

static void begin(struct sms_gateway *g, struct line *l, const char *url, size_t at)
{
	l->at = at;
	l->busy = true;
	l->sent = false;
	l->heard = l->words_n = 0;
	SET(l, CURLOPT_URL, url);
	must(curl_multi_add_handle(g->multi, l->easy) == CURLM_OK);
}

static void end(struct sms_gateway *g, struct line *l)
{
	must(curl_multi_remove_handle(g->multi, l->easy) == CURLM_OK);
	l->busy = false;
}

/* See the table in sms.h. A status that came counts, even if the rest of the answer didn't. */
static enum carried judge(long status, str words, bool sent)
{
	if (status == 202)
		return CARRIED_TAKEN;
	if (status == 403 && str_skip(&words, S("Not routable")))
		return CARRIED_REFUSED;
	if (status == 401 || status == 403 || status == 404 || status == 407 ||
	    (status >= 300 && status <= 399))
		return CARRIED_FORBIDDEN;
	if (status >= 400 && status <= 499)
		return CARRIED_REFUSED;
	if (status >= 500 && status <= 599)
		return CARRIED_NOT_NOW;
	return sent ? CARRIED_UNSURE : CARRIED_NOT_NOW;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* The first line without what isn't printable; a number of more than four digits could be somebody's. */
static str clean(struct arena *a, str words)
{
	struct out o;

	out_init(&o, a, WHY_MAX);
	for (size_t i = 0, run; i < words.n && words.p[i] != '\n' && words.p[i] != '\r';
	     i += run > 0 ? run : 1) {
		run = 0;
		while (i + run < words.n && digit(words.p[i + run]))
			run++;
		if (run > 4)
			out_char(&o, '#');
		else if (run > 0)
			out_mem(&o, words.p + i, run);
		else if (words.p[i] >= ' ' && words.p[i] <= '~')
			out_char(&o, words.p[i]);
	}
	return out_view(&o);
}

static str why(struct arena *a, const struct line *l, CURLcode code, long status)
{
	if (status > 0 && l->words_n > 0)
		return clean(a, (str){ l->words, l->words_n });
	if (status > 0)
		return str_printf(a, "HTTP %ld", status);
	/* What failed was the second connection, which before_request() would not have used. */
	if (l->sent && (code == CURLE_ABORTED_BY_CALLBACK || code == CURLE_COULDNT_CONNECT))
		return S("the connection ended without an answer");
	return str_printf(a, "%s", curl_easy_strerror(code));
}

/* How many transfers have ended. */
static size_t collect(struct sms_gateway *g, struct arena *a, struct carried_answer *ret)
{
	const CURLMsg *done;
	size_t n = 0;
	int left;

	while ((done = curl_multi_info_read(g->multi, &left)) != NULL) {
		CURLcode code = done->data.result;
		struct line *l = NULL;
		long status = 0;
		must(done->msg == CURLMSG_DONE);
		must(curl_easy_getinfo(done->easy_handle, CURLINFO_PRIVATE, &l) == CURLE_OK && l != NULL);
		must(curl_easy_getinfo(l->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
		ret[l->at] = (struct carried_answer){ judge(status, (str){ l->words, l->words_n }, l->sent),
						      why(a, l, code, status) };
		end(g, l);
		n++;
	}
	return n;
}

static rc send_all(struct sms_gateway *g, struct arena *a, const struct sms *m, size_t n,
		   struct carried_answer *ret)
{
	size_t next = 0, ended = 0;
	int running;

	while (ended < n) {
		for (struct line *l = g->lines; l < g->lines + g->c.at_once && next < n; l++) {
			if (l->busy)
				continue;
			ret[next] = (struct carried_answer){ CARRIED_UNSURE, S("not waited for") };
			begin(g, l, request_url(&g->c, a, &m[next]), next);
			next++;
		}
		CHECK(curl_multi_perform(g->multi, &running) == CURLM_OK, IO);
		size_t now = collect(g, a, ret);
		ended += now;
		if (now == 0)
			CHECK(curl_multi_poll(g->multi, NULL, 0, 1000, NULL) == CURLM_OK, IO);
	}
	return OK;
}

rc sms_send(struct sms_gateway *g, struct arena *a, const struct sms *m, size_t n, struct carried_answer *ret)
{
	for (size_t i = 0; i < n; i++)
		ret[i] = (struct carried_answer){ CARRIED_NOT_NOW, S("not begun") };
	rc r = send_all(g, a, m, n, ret);
	for (int i = 0; i < g->c.at_once; i++) {
		if (g->lines[i].busy)
			end(g, &g->lines[i]);
	}
	return r;
}
