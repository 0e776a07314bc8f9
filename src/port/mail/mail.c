/* port/mail/mail.c - SMTP through libcurl. */
#include "port/mail/mail.h"

#include <curl/curl.h>
#include <string.h>

enum { WHY_MAX = 400 };

struct mail_server {
	CURL *curl;
	str sender;
};

/* One message on its way. What was said is followed in libcurl's debug callback, which shows every command
 * and every reply: its own result doesn't tell a refused sender from a refused receiver, nor where a
 * connection broke. */
struct turn {
	str message;
	size_t sent;
	bool end_sent; /* libcurl asked for more and was told that this was all: it now sends the final dot */
	bool rcpt_sent;
	int code;	 /* of the last whole reply; 0 before the first one */
	bool over;	 /* libcurl takes leave: what is said from now on isn't about the message */
	bool reply_open; /* a line of a reply in several lines was read, its last one wasn't */
	char why[WHY_MAX];
	size_t why_n;
};

/* RFC 3986 without user: who signs in stands in a field of its own, not where it would be shown. */
static bool is_url(str url)
{
	str rest = url;

	if ((!str_skip(&rest, S("smtp://")) && !str_skip(&rest, S("smtps://"))) || rest.n == 0 ||
	    rest.p[0] == '/')
		return false;
	for (size_t i = 0; i < rest.n; i++)
		if (rest.p[i] <= ' ' || rest.p[i] > '~' || strchr("@?#\\\"<>", rest.p[i]) != NULL)
			return false;
	return true;
}

static bool is_word(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
			return false;
	return true;
}

static bool is_config(const struct mail_server_config *c)
{
	return is_url(c->url) && rc_ok(mail_address_check(c->sender)) && is_word(c->user) &&
	       is_word(c->password) && (c->user.n > 0 || c->password.n == 0) && c->timeout_ms > 0;
}

/* Part of a reply: its lines are put side by side. */
static void hear(struct turn *t, const char *p, size_t n)
{
	if (t->over || n < 4 || p[0] < '2' || p[0] > '5')
		return;
	if (!t->reply_open)
		t->why_n = 0;
	else if (t->why_n < WHY_MAX)
		t->why[t->why_n++] = ' ';
	for (size_t i = 0; i < n && p[i] != '\r' && p[i] != '\n' && t->why_n < WHY_MAX; i++)
		t->why[t->why_n++] = (char)(' ' <= p[i] && p[i] <= '~' ? p[i] : '?');
	t->reply_open = p[3] == '-';
	if (!t->reply_open)
		t->code = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
}

/* Commands are looked at for their first word only: the password passes by here too. */
static int watch(CURL *curl, curl_infotype kind, char *p, size_t n, void *of)
{
	struct turn *t = of;
	str s = { p, n };

	(void)curl;
	if (kind == CURLINFO_HEADER_IN)
		hear(t, p, n);
	else if (kind == CURLINFO_HEADER_OUT && str_skip(&s, S("RCPT TO:")))
		t->rcpt_sent = true;
	else if (kind == CURLINFO_HEADER_OUT && str_skip(&s, S("QUIT")))
		t->over = true;
	return 0;
}

static size_t read_message(char *to, size_t size, size_t count, void *of)
{
	struct turn *t = of;
	size_t room = size * count, left = t->message.n - t->sent, n = left < room ? left : room;

	if (n > 0)
		memcpy(to, t->message.p + t->sent, n);
	t->sent += n;
	t->end_sent = n == 0;
	return n;
}

static size_t drop(char *p, size_t size, size_t count, void *of)
{
	(void)p, (void)of;
	return size * count;
}

static bool set_text(CURL *curl, CURLoption o, const char *s)
{
	return curl_easy_setopt(curl, o, s) == CURLE_OK;
}
static bool set_long(CURL *curl, CURLoption o, long v) { return curl_easy_setopt(curl, o, v) == CURLE_OK; }

static bool configure(CURL *curl, struct arena *a, const struct mail_server_config *c)
{
	bool done = set_text(curl, CURLOPT_URL, str_c(a, c->url)) &&
		    set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
		    set_text(curl, CURLOPT_PROXY, "") &&
		    set_text(curl, CURLOPT_MAIL_FROM, str_c(a, c->sender)) &&
		    set_long(curl, CURLOPT_USE_SSL, c->starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE) &&
		    set_long(curl, CURLOPT_NOSIGNAL, 1) && set_long(curl, CURLOPT_UPLOAD, 1) &&
		    set_long(curl, CURLOPT_TIMEOUT_MS, c->timeout_ms) &&
		    set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, c->timeout_ms) &&
		    set_long(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (c->timeout_ms - 1) / 1000 + 1) &&
		    /* Without it the debug callback isn't called; with one, nothing is printed. */
		    set_long(curl, CURLOPT_VERBOSE, 1) &&
		    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch) == CURLE_OK &&
		    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message) == CURLE_OK &&
		    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop) == CURLE_OK;

	if (done && c->user.n > 0)
		done = set_text(curl, CURLOPT_USERNAME, str_c(a, c->user)) &&
		       set_text(curl, CURLOPT_PASSWORD, str_c(a, c->password));
	return done;
}

rc mail_server_open(struct arena *a, const struct mail_server_config *c, struct mail_server **ret)
{
	CHECK(is_config(c), MAIL_CONFIG);
	CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK, MAIL_CONFIG);
	struct mail_server *s = arena_new(a, struct mail_server);
	s->sender = str_copy(a, c->sender);
	s->curl = curl_easy_init();
	if (s->curl == NULL || !configure(s->curl, a, c)) {
		mail_server_close(s);
		FAIL(MAIL_CONFIG);
	}
	*ret = s;
	return OK;
}

void mail_server_close(struct mail_server *s)
{
	if (s == NULL)
		return;
	/* Taking leave, libcurl shows its commands once more. */
	if (s->curl != NULL)
		(void)curl_easy_setopt(s->curl, CURLOPT_VERBOSE, 0L);
	curl_easy_cleanup(s->curl);
	curl_global_cleanup();
}

static CURLcode perform(struct mail_server *s, struct arena *a, str to, struct turn *t)
{
	struct curl_slist *receivers = curl_slist_append(NULL, str_c(a, to));
	CURLcode done = CURLE_OUT_OF_MEMORY;

	if (receivers != NULL && curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, receivers) == CURLE_OK &&
	    curl_easy_setopt(s->curl, CURLOPT_READDATA, t) == CURLE_OK &&
	    curl_easy_setopt(s->curl, CURLOPT_DEBUGDATA, t) == CURLE_OK)
		done = curl_easy_perform(s->curl);
	(void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(receivers);
	return done;
}

/* The server left a connection that had served before: a new one may do. Never when the message may have
 * arrived. */
static bool left_meanwhile(CURL *curl, CURLcode done, const struct turn *t)
{
	long connected = 0;

	if (done == CURLE_OK || done == CURLE_OPERATION_TIMEDOUT || t->end_sent)
		return false;
	(void)curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connected);
	return connected == 0 && (t->code == 0 || t->code == 421);
}

static bool is_about_sign_in(int code) { return code == 530 || code == 534 || code == 535 || code == 538; }

static enum carried judge(CURLcode done, const struct turn *t)
{
	if (done == CURLE_OK)
		return CARRIED_TAKEN;
	if (t->code >= 400 && t->code < 500)
		return CARRIED_NOT_NOW;
	if (is_about_sign_in(t->code) || done == CURLE_LOGIN_DENIED)
		return CARRIED_FORBIDDEN;
	if (t->code >= 500)
		return t->rcpt_sent ? CARRIED_REFUSED : CARRIED_NOT_NOW;
	return t->end_sent ? CARRIED_UNSURE : CARRIED_NOT_NOW;
}

/* A server that doesn't come as far as to hear of a receiver says the same to all of them. */
static bool rest_is_in_vain(CURLcode done, const struct turn *t, enum carried result)
{
	return done != CURLE_OK &&
	       (!t->rcpt_sent || done == CURLE_OPERATION_TIMEDOUT || result == CARRIED_FORBIDDEN);
}

/* The server's words when it said no or yes, else libcurl's. */
static str reason(struct arena *a, CURLcode done, const struct turn *t)
{
	if (t->why_n > 0 && (done == CURLE_OK || t->code >= 400))
		return str_printf(a, "%.*s", (int)t->why_n, t->why);
	return str_printf(a, "%s", curl_easy_strerror(done));
}

/* An address that only libcurl finds bad, or a libcurl that can't do what is asked for: shows before anything
 * is sent. */
static bool is_about_config(CURLcode done)
{
	return done == CURLE_URL_MALFORMAT || done == CURLE_UNSUPPORTED_PROTOCOL ||
	       done == CURLE_NOT_BUILT_IN;
}

/* `in_vain` is set when the rest need not be tried. */
static rc send_one(struct mail_server *s, struct arena *a, const struct mail *m, struct carried_answer *ret,
		   bool *in_vain)
{
	struct turn first = { .sent = 0 }, t;

	if (!rc_ok(mail_compose(a, s->sender, m, &first.message))) {
		*ret =
		    (struct carried_answer){ CARRIED_REFUSED, S("not an address that a message may go to") };
		return OK;
	}
	t = first;
	CURLcode done = perform(s, a, m->to, &t);
	if (left_meanwhile(s->curl, done, &t)) {
		t = first;
		done = perform(s, a, m->to, &t);
	}
	CHECK(!is_about_config(done), MAIL_CONFIG);
	ret->how = judge(done, &t);
	ret->why = reason(a, done, &t);
	*in_vain = rest_is_in_vain(done, &t, ret->how);
	return OK;
}

rc mail_send(struct mail_server *s, struct arena *a, const struct mail *m, size_t n,
	     struct carried_answer *ret)
{
	bool in_vain = false;

	for (size_t i = 0; i < n; i++) {
		if (!in_vain) {
			TRY(send_one(s, a, &m[i], &ret[i], &in_vain));
		} else {
			ret[i] = ret[i - 1];
			/* Of the one before it wasn't known whether it arrived; this one was not sent. */
			if (ret[i].how != CARRIED_FORBIDDEN)
				ret[i].how = CARRIED_NOT_NOW;
		}
	}
	return OK;
}
