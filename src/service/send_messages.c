/* service/send_messages.c */
#include "service/send_messages.h"

#include "base/utf8.h"

#include "store/db.h"

enum { FORBIDDEN_WAIT_US = 300000000, WHY_MAX = 200 };

struct round {
	const struct message_gateway *g;
	const struct lease *lease;
	instant now;
	size_t max;
	struct arena *a;
	bool due;
	struct message *m; /* what is being sent */
	struct carried_answer *answer;
	size_t n;
	struct send_round count;
};

/* ---- what is due ---- */

static rc expire(struct tx *tx, struct round *r, const struct message *due)
{
	struct message m = *due;
	bool done;

	m.state = MESSAGE_EXPIRED;
	m.ended_at = r->now;
	m.body = m.secret ? S("") : m.body;
	TRY(message_set(tx, &m, due->state, &done));
	r->count.expired += done;
	return OK;
}

/* Takes it into the round: from here on until the answer nobody knows whether the gateway has it. */
static rc take(struct tx *tx, struct round *r, const struct message *due)
{
	struct message m = *due;
	bool done;

	m.state = MESSAGE_SENDING;
	m.tries++;
	m.not_before = (instant){ r->now.us + MESSAGE_LOST_US };
	TRY(message_set(tx, &m, due->state, &done));
	if (done)
		r->m[r->n++] = m;
	return OK;
}

static bool goes_now(const struct round *r, enum message_rank rank)
{
	struct quiet_hours quiet = { (int)r->g->quiet_from, (int)r->g->quiet_until };

	return rank == RANK_AWAITED || quiet_end(&quiet, r->now).us == r->now.us;
}

/* Most rounds find nothing: they only read. */
static rc look(struct tx *tx, void *cls)
{
	struct round *r = cls;
	struct message *m;
	size_t n = 0;

	for (enum message_rank rank = RANK_AWAITED; rank <= RANK_USUAL && n == 0; rank++)
		if (goes_now(r, rank))
			TRY(message_due(tx, r->g->channel, rank, r->now, 1, r->a, &m, &n));
	r->due = n > 0;
	return OK;
}

static rc take_due(struct tx *tx, struct round *r, enum message_rank rank)
{
	struct message *due;
	size_t n;

	if (r->n == r->max || !goes_now(r, rank))
		return OK;
	TRY(message_due(tx, r->g->channel, rank, r->now, r->max - r->n, r->a, &due, &n));
	for (size_t i = 0; i < n; i++)
		TRY(due[i].expires_at.us <= r->now.us ? expire(tx, r, &due[i]) : take(tx, r, &due[i]));
	return OK;
}

static rc claim(struct tx *tx, void *cls)
{
	struct round *r = cls;

	r->n = 0;
	r->count = (struct send_round){ .forbidden = false };
	TRY(lease_begin(tx, r->lease));
	TRY(take_due(tx, r, RANK_AWAITED));
	return take_due(tx, r, RANK_USUAL);
}

/* ---- what became of it ---- */

/* What another program said, as the store takes it. */
static str cut_short(str why)
{
	size_t sound = utf8_sound(why);

	why.n = sound < WHY_MAX ? sound : WHY_MAX;
	return (str){ why.p, utf8_sound(why) };
}

static void settle(struct round *r, struct message *m, const struct carried_answer *a)
{
	m->why = a->how == CARRIED_TAKEN ? S("") : cut_short(a->why);
	switch (a->how) {
	case CARRIED_TAKEN:
		r->count.taken++;
		m->state = MESSAGE_SENT;
		m->sent_at = r->now;
		break;
	case CARRIED_REFUSED:
		r->count.refused++;
		m->state = MESSAGE_FAILED;
		m->ended_at = r->now;
		break;
	case CARRIED_NOT_NOW:
		r->count.later++;
		m->state = MESSAGE_WAITING;
		m->not_before = (instant){ r->now.us + message_back_off(m->tries) };
		break;
	case CARRIED_FORBIDDEN:
		r->count.forbidden = true;
		m->state = MESSAGE_WAITING;
		m->not_before = (instant){ r->now.us + FORBIDDEN_WAIT_US };
		break;
	case CARRIED_UNSURE:
		r->count.unsure++;
		break;
	}
	bool gone = a->how == CARRIED_TAKEN || a->how == CARRIED_REFUSED;
	if (gone && m->secret)
		m->body = S("");
}

/* A report may have been faster than the answer: then it is the one that counts. */
static rc record(struct tx *tx, void *cls)
{
	struct round *r = cls;
	bool done;

	r->count = (struct send_round){ .expired = r->count.expired };
	TRY(lease_go_on(tx, r->lease));
	for (size_t i = 0; i < r->n; i++) {
		struct message m = r->m[i];
		settle(r, &m, &r->answer[i]);
		TRY(message_set(tx, &m, MESSAGE_SENDING, &done));
	}
	return OK;
}

static rc round_of(struct db *db, struct round *r, const struct carrier *c)
{
	TRY(db_read(db, FOR_MESSAGE, "messages due", look, r));
	if (!r->due)
		return OK;
	r->m = arena_array(r->a, struct message, r->max + 1);
	TRY(db_write(db, FOR_MESSAGE, "messages claim", claim, r));
	if (r->n == 0)
		return OK;
	r->answer = arena_array(r->a, struct carried_answer, r->n);
	rc sent = c->send(c->cls, r->a, r->m, r->n, r->answer);
	TRY(db_write(db, FOR_MESSAGE, "messages sent", record, r));
	return sent;
}

rc send_messages(struct db *db, const struct message_gateway *g, const struct carrier *c,
		 const struct lease *l, instant now, size_t max, struct send_round *ret)
{
	struct arena a;
	struct round r = { .g = g, .lease = l, .now = now, .max = max, .a = &a };

	must(0 < max && max <= SEND_ROUND_MAX);
	arena_init(&a, (size_t)16 << 20);
	rc result = round_of(db, &r, c);
	*ret = r.count;
	arena_done(&a);
	return result;
}

/* ---- reports ---- */

struct reporting {
	message_id id;
	enum carried_report report;
	str why;
	instant now;
	struct arena *a;
};

static bool on_its_way(const struct message *m)
{
	/* also one that was given back to wait: the gateway had it after all */
	return str_eq(m->state, MESSAGE_WAITING) || str_eq(m->state, MESSAGE_SENDING) ||
	       str_eq(m->state, MESSAGE_SENT);
}

static rc write_report(struct tx *tx, void *cls)
{
	struct reporting *p = cls;
	struct message m;
	bool done;

	TRY(message_get(tx, p->id, p->a, &m));
	str was = m.state;
	if (!on_its_way(&m) || m.tries == 0)
		return OK;
	if (m.sent_at.us == 0)
		m.sent_at = p->now;
	m.body = m.secret ? S("") : m.body;
	m.state = p->report == REPORT_DELIVERED ? MESSAGE_DELIVERED
		  : p->report == REPORT_FAILED	? MESSAGE_FAILED
						: MESSAGE_SENT;
	m.ended_at = p->report == REPORT_ON_ITS_WAY ? m.ended_at : p->now;
	m.why = p->report == REPORT_FAILED ? cut_short(p->why) : S("");
	TRY(message_set(tx, &m, was, &done));
	CHECK(done, DB_CONFLICT);
	return OK;
}

rc message_reported(struct db *db, message_id id, enum carried_report report, str why, instant now)
{
	struct arena a;
	struct reporting p = { id, report, why, now, &a };

	arena_init(&a, 1 << 20);
	rc r = db_write(db, FOR_MESSAGE, "message report", write_report, &p);
	arena_done(&a);
	return r;
}
