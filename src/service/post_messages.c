/* service/post_messages.c */
#include "service/post_messages.h"

#include "service/message_gateway.h"

#include "port/mail/mail.h"
#include "port/sms/sms.h"

#include "store/db.h"

/* Kannel listens with room for ten connections nobody has accepted yet: what knocks beside them is heard a
 * second later, when TCP tries again. */
enum { TIMEOUT_MS = 20000, AT_ONCE = 10, BURST_S = 1 };

struct post {
	struct db *db;
	const struct keys *keys;
	str channel;
	struct lease lease;
	struct arena a; /* of the settings: the gateway that is open */
	struct message_gateway g;
	struct sms_gateway *sms; /* one of them is open: the channel's */
	struct mail_server *mail;
	/* the throttle: what may go now, in millionths of a message, counted up by the clock */
	int64_t allowance, counted_us;
};

/* ---- the way out ---- */

static rc carry_sms(struct post *p, struct arena *a, const struct message *m, size_t n,
		    struct carried_answer *ret)
{
	struct sms *sms = arena_array(a, struct sms, n);
	struct sms_size size;

	for (size_t i = 0; i < n; i++) {
		str to = m[i].receiver;
		must(sms_measure(m[i].body, &size)); /* it was measured when it was written */
		sms[i] = (struct sms){ .id = m[i].message_id.v,
				       .text = m[i].body,
				       .ucs2 = size.alphabet == SMS_UCS2,
				       .secret = message_report_key(a, p->keys, m[i].message_id) };
		must(str_digits(&to, 8, 15, &sms[i].to));
	}
	return sms_send(p->sms, a, sms, n, ret);
}

static rc carry_mail(struct post *p, struct arena *a, const struct message *m, size_t n,
		     struct carried_answer *ret)
{
	struct mail *mail = arena_array(a, struct mail, n);

	for (size_t i = 0; i < n; i++)
		mail[i] = (struct mail){ .id = m[i].message_id.v,
					 .to = m[i].receiver,
					 .subject = m[i].subject,
					 .text = m[i].body,
					 .at = m[i].asked_at };
	return mail_send(p->mail, a, mail, n, ret);
}

static rc carry(void *cls, struct arena *a, const struct message *m, size_t n, struct carried_answer *ret)
{
	struct post *p = cls;

	return p->sms != NULL ? carry_sms(p, a, m, n, ret) : carry_mail(p, a, m, n, ret);
}

static void leave(struct post *p)
{
	if (p->sms != NULL)
		sms_gateway_close(p->sms);
	mail_server_close(p->mail);
	p->sms = NULL;
	p->mail = NULL;
	arena_done(&p->a);
	p->g = (struct message_gateway){ .channel = p->channel };
}

static rc enter_sms(struct post *p, str password)
{
	struct sms_gateway_config c = { .url = p->g.url,
					.user = p->g.user_name,
					.password = password,
					.sender = p->g.sender,
					.report_url = p->g.report_url,
					.timeout_ms = TIMEOUT_MS,
					.at_once = AT_ONCE };

	return sms_gateway_open(&p->a, &c, &p->sms);
}

/* A line that leaves the machine is encrypted, whatever the settings say. */
static bool is_here(str url)
{
	str rest = url;

	return str_skip(&rest, S("smtp://127.")) || str_skip(&rest, S("smtp://localhost")) ||
	       str_skip(&rest, S("smtp://[::1]"));
}

static rc enter_mail(struct post *p, str password)
{
	str rest = p->g.url;
	struct mail_server_config c = { .url = p->g.url,
					.user = p->g.user_name,
					.password = password,
					.sender = p->g.sender,
					.starttls = str_skip(&rest, S("smtp://")) && !is_here(p->g.url),
					.timeout_ms = TIMEOUT_MS };

	return mail_server_open(&p->a, &c, &p->mail);
}

static rc enter(struct post *p)
{
	str password;

	TRY(message_gateway_read(p->db, &p->a, p->channel, &p->g));
	TRY(message_gateway_password(&p->a, p->keys, &p->g, &password));
	return str_eq(p->channel, CHANNEL_SMS) ? enter_sms(p, password) : enter_mail(p, password);
}

/* The settings as they are now: a gateway that was changed is opened anew. */
static rc look_again(struct post *p)
{
	struct message_gateway now;
	struct arena tmp;

	arena_init(&tmp, 1 << 20);
	rc r = message_gateway_read(p->db, &tmp, p->channel, &now);
	bool same =
	    rc_ok(r) && (p->sms != NULL || p->mail != NULL) && now.changed_at.us == p->g.changed_at.us;
	arena_done(&tmp);
	if (same)
		return OK;
	leave(p);
	TRY(r);
	r = enter(p);
	if (!rc_ok(r))
		leave(p);
	return r;
}

/* ---- rounds ---- */

static size_t allowed(struct post *p)
{
	const int64_t one = 1000000;
	int64_t ticks = clock_ticks_us(), most = p->g.per_second * BURST_S * one;
	int64_t passed = p->counted_us == 0 ? one : ticks - p->counted_us;

	passed = passed < BURST_S * one ? passed : BURST_S * one;
	p->counted_us = ticks;
	p->allowance += passed * p->g.per_second;
	p->allowance = p->allowance < most ? p->allowance : most;
	int64_t n = p->allowance / one;
	return (size_t)(n < SEND_ROUND_MAX ? n : SEND_ROUND_MAX);
}

rc post_round(struct post *p, instant now, struct send_round *ret)
{
	struct carrier c = { carry, p };

	*ret = (struct send_round){ .forbidden = false };
	TRY(look_again(p));
	size_t n = allowed(p);
	ret->throttled = n == 0;
	if (n == 0)
		return OK;
	TRY(send_messages(p->db, &p->g, &c, &p->lease, now, n, ret));
	p->allowance -= 1000000 * (ret->taken + ret->refused + ret->unsure);
	return OK;
}

rc post_open(struct db *db, struct arena *life, const struct keys *keys, str channel, struct post **ret)
{
	struct post *p = arena_new(life, struct post);

	p->db = db;
	p->keys = keys;
	p->channel = channel;
	p->lease = lease_named(life, str_printf(life, "messages.%.*s", STR_ARG(channel)));
	arena_init(&p->a, 1 << 20);
	leave(p);
	*ret = p;
	return OK;
}

void post_close(struct post *p)
{
	leave(p);
	lease_let_go(p->db, FOR_MESSAGE, &p->lease);
}
