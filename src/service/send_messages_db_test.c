/* The outbox against a gateway that takes, refuses, delays, loses and repeats on demand. */
#include "service/send_messages.h"
#include "service/write_message.h"

#include "testing/fresh.h"
#include "testing/t.h"

#define MINUTE INT64_C(60000000)

static const instant noon = { INT64_C(1795780800000000) }; /* 2026-11-27T12:00:00Z */

/* A gateway: says `how` to everything, remembers what it was asked, may die in the middle. */
struct gateway {
	enum carried how;
	int64_t asked;
	char last[64];
	struct db *dies; /* the connection of a process that ends before it can write what it heard */
	bool fails;
};

static rc gateway_send(void *cls, struct arena *a, const struct message *m, size_t n,
		       struct carried_answer *ret)
{
	struct gateway *g = cls;

	(void)a;
	for (size_t i = 0; i < n; i++) {
		g->asked++;
		snprintf(g->last, sizeof g->last, "%.*s", STR_ARG(m[i].body));
		ret[i] = (struct carried_answer){ g->how, S("as told") };
	}
	if (g->dies != NULL)
		db_fail_after(g->dies, 0, E_DB_DOWN);
	CHECK(!g->fails, IO);
	return OK;
}

struct outbox {
	struct arena *a;
	struct db *db;
	struct gateway gateway;
	struct message_gateway config;
	struct lease lease;
	struct send_round round;
};

static struct outbox outbox_open(struct arena *a, const char *name)
{
	struct outbox o = { .a = a, .db = fresh(a, name), .lease = lease_named(a, S("messages.SMS")) };

	o.config =
	    (struct message_gateway){ .channel = CHANNEL_SMS, .quiet_from = 21 * 60, .quiet_until = 8 * 60 };
	return o;
}

struct writing {
	struct outbox *o;
	instant at;
	struct message_new m;
	message_id id;
};

static rc write_one(struct tx *tx, void *cls)
{
	struct writing *w = cls;

	return message_write(tx, w->at, &w->m, &w->id);
}

static message_id asked(struct outbox *o, instant at, const char *body, bool awaited)
{
	struct writing w = { o,
			     at,
			     { .kind = S("test"),
			       .channel = CHANNEL_SMS,
			       .language = S("fr"),
			       .receiver = S("212612345678"),
			       .body = str_of(body),
			       .secret = awaited,
			       .awaited = awaited,
			       .expires_at = { at.us + 24 * 60 * MINUTE } },
			     { 0 } };

	must(rc_ok(db_write(o->db, FOR_MESSAGE, "test", write_one, &w)));
	return w.id;
}

struct looking {
	struct outbox *o;
	message_id id;
	struct message m;
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *l = cls;

	return message_get(tx, l->id, l->o->a, &l->m);
}

static struct message now_is(struct outbox *o, message_id id)
{
	struct looking l = { .o = o, .id = id };

	must(rc_ok(db_read(o->db, FOR_MESSAGE, "test", look, &l)));
	return l.m;
}

static rc round_at(struct outbox *o, instant at)
{
	struct carrier c = { gateway_send, &o->gateway };

	return send_messages(o->db, &o->config, &c, &o->lease, at, 100, &o->round);
}

static instant later(instant t, int64_t minutes) { return (instant){ t.us + minutes * MINUTE }; }

T(message_is_sent_and_delivered)
{
	struct outbox o = outbox_open(a, "t_message_sent");
	message_id id = asked(&o, noon, "bonjour", false);

	t_need(round_at(&o, noon));
	t_int(o.round.taken, 1);
	t_str(now_is(&o, id).state, "SENT");
	t_int(now_is(&o, id).sent_at.us, noon.us);
	t_need(round_at(&o, later(noon, 60)));
	t_int(o.gateway.asked, 1);
	t_need(message_reported(o.db, id, REPORT_ON_ITS_WAY, S(""), later(noon, 1)));
	t_str(now_is(&o, id).state, "SENT");
	t_need(message_reported(o.db, id, REPORT_DELIVERED, S(""), later(noon, 2)));
	t_str(now_is(&o, id).state, "DELIVERED");
	t_int(now_is(&o, id).ended_at.us, later(noon, 2).us);
	/* one that comes again, or late, changes nothing */
	t_need(message_reported(o.db, id, REPORT_FAILED, S("lost"), later(noon, 3)));
	t_str(now_is(&o, id).state, "DELIVERED");
	t_rc(message_reported(o.db, (message_id){ 5 }, REPORT_DELIVERED, S(""), noon), MESSAGE_NONE);
	db_close(o.db);
}

T(message_waits_for_an_unreachable_gateway)
{
	struct outbox o = outbox_open(a, "t_message_waits");
	message_id id = asked(&o, noon, "bonjour", false);
	instant t = noon;

	o.gateway.how = CARRIED_NOT_NOW;
	for (int i = 1; i <= 5; i++) {
		t_need(round_at(&o, t));
		t_int(o.gateway.asked, i);
		struct message m = now_is(&o, id);
		t_str(m.state, "WAITING");
		t_int(m.not_before.us - t.us, message_back_off(i));
		/* not a moment earlier */
		t_need(round_at(&o, (instant){ m.not_before.us - 1 }));
		t_int(o.gateway.asked, i);
		t = m.not_before;
	}
	o.gateway.how = CARRIED_TAKEN;
	t_need(round_at(&o, t));
	t_str(now_is(&o, id).state, "SENT");
	t_int(now_is(&o, id).tries, 6);
	db_close(o.db);
}

/* The process dies after the gateway took it, before that is written. */
T(message_in_doubt_is_sent_again_unless_reported)
{
	struct outbox o = outbox_open(a, "t_message_doubt");
	message_id one = asked(&o, noon, "un", false), two = asked(&o, noon, "deux", false);

	o.gateway.dies = o.db;
	t_rc(round_at(&o, noon), DB_DOWN);
	db_fail_after(o.db, -1, E_OK);
	t_int(o.gateway.asked, 2);
	t_str(now_is(&o, one).state, "SENDING");
	o.gateway.dies = NULL;
	t_need(message_reported(o.db, one, REPORT_ON_ITS_WAY, S(""), later(noon, 1)));
	t_need(round_at(&o, later(noon, 9)));
	t_int(o.gateway.asked, 2);
	t_need(round_at(&o, later(noon, 10)));
	t_int(o.gateway.asked, 3);
	t_ok(strcmp(o.gateway.last, "deux") == 0);
	t_str(now_is(&o, one).state, "SENT");
	t_int(now_is(&o, one).tries, 1);
	t_str(now_is(&o, two).state, "SENT");
	t_int(now_is(&o, two).tries, 2);
	db_close(o.db);
}

T(message_unsure_refused_forbidden_expired)
{
	struct outbox o = outbox_open(a, "t_message_others");
	message_id id = asked(&o, noon, "bonjour", false);

	o.gateway.how = CARRIED_UNSURE;
	t_need(round_at(&o, noon));
	t_int(o.round.unsure, 1);
	t_str(now_is(&o, id).state, "SENDING");
	t_str(now_is(&o, id).why, "as told");
	o.gateway.how = CARRIED_FORBIDDEN;
	t_need(round_at(&o, later(noon, 10)));
	t_ok(o.round.forbidden);
	t_str(now_is(&o, id).state, "WAITING");
	t_need(round_at(&o, later(noon, 14)));
	t_int(o.gateway.asked, 2);
	o.gateway.how = CARRIED_REFUSED;
	t_need(round_at(&o, later(noon, 15)));
	t_str(now_is(&o, id).state, "FAILED");
	t_int(now_is(&o, id).ended_at.us, later(noon, 15).us);

	/* our own fault: what the gateway said before is written all the same */
	id = asked(&o, noon, "pris", false);
	o.gateway = (struct gateway){ .how = CARRIED_TAKEN, .asked = 3, .fails = true };
	t_rc(round_at(&o, noon), IO);
	t_str(now_is(&o, id).state, "SENT");
	o.gateway = (struct gateway){ .how = CARRIED_REFUSED, .asked = 3 };

	id = asked(&o, noon, "trop tard", false);
	t_need(round_at(&o, later(noon, 24 * 60)));
	t_int(o.round.expired, 1);
	t_str(now_is(&o, id).state, "EXPIRED");
	t_int(o.gateway.asked, 3);
	db_close(o.db);
}

/* At night only what somebody is waiting for; and that goes before what came first. */
T(message_awaited_goes_first_and_at_night)
{
	struct outbox o = outbox_open(a, "t_message_night");
	instant night = later(noon, 11 * 60); /* midnight at UTC+1 */
	message_id usual = asked(&o, noon, "campagne", false), code = asked(&o, night, "code 123456", true);

	t_need(round_at(&o, night));
	t_int(o.gateway.asked, 1);
	t_str(now_is(&o, code).state, "SENT");
	t_str(now_is(&o, code).body, ""); /* nobody reads the code here any more */
	t_str(now_is(&o, usual).state, "WAITING");
	t_need(round_at(&o, later(night, 8 * 60)));
	t_str(now_is(&o, usual).state, "SENT");
	t_str(now_is(&o, usual).body, "campagne");

	usual = asked(&o, noon, "campagne", false);
	code = asked(&o, later(noon, 1), "code 654321", true);
	struct carrier c = { gateway_send, &o.gateway };
	t_need(send_messages(o.db, &o.config, &c, &o.lease, later(noon, 24 * 60 - 1), 1, &o.round));
	t_str(now_is(&o, code).state, "SENT");
	t_str(now_is(&o, usual).state, "WAITING");
	db_close(o.db);
}

T(message_faults_lose_and_double_nothing)
{
	struct outbox o = outbox_open(a, "t_message_faults");
	bool failed = true;

	for (long n = 0; failed; n++) {
		message_id id = asked(&o, noon, "bonjour", false);
		int64_t before = o.gateway.asked;
		db_fail_after(o.db, n, E_DB_DOWN);
		failed = !rc_ok(round_at(&o, noon));
		db_fail_after(o.db, -1, E_OK);
		/* at most once so far, and if not at all, it still waits or is found again */
		t_ok(o.gateway.asked - before <= 1);
		struct message m = now_is(&o, id);
		t_ok(failed ? str_eq(m.state, MESSAGE_WAITING) || str_eq(m.state, MESSAGE_SENDING)
			    : str_eq(m.state, MESSAGE_SENT));
		t_need(round_at(&o, later(noon, 11)));
		t_str(now_is(&o, id).state, "SENT");
	}
	db_close(o.db);
}

T(message_to_nobody)
{
	struct message m;
	struct message_new n = { .channel = CHANNEL_SMS, .receiver = S("0612"), .body = S("x") };
	char *long_text = arena_array(a, char, 2000);

	t_rc(message_row(noon, &n, &m), MESSAGE_RECEIVER);
	n.receiver = S("212612345678");
	t_need(message_row(noon, &n, &m));
	t_int(m.parts, 1);
	memset(long_text, 'a', 1531);
	n.body = (str){ long_text, 1531 };
	t_rc(message_row(noon, &n, &m), MESSAGE_LONG);
	n.body = S("");
	t_rc(message_row(noon, &n, &m), MESSAGE_LONG);
	n = (struct message_new){ .channel = CHANNEL_EMAIL, .receiver = S("no address"), .body = S("x") };
	t_rc(message_row(noon, &n, &m), MESSAGE_RECEIVER);
}
