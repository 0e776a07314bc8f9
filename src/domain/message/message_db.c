/* domain/message/message_db.c - SQL of the outbox and its gateways. */
#include "domain/message/message.h"

#define F(f) DB_FIELD(struct message, f)
#define FIELDS \
	F(message_id), F(person_id), F(cause), F(kind), F(channel), F(language), F(receiver), F(subject), \
	    F(body), F(secret), F(rank), F(parts), F(state), F(tries), F(not_before), F(expires_at), \
	    F(asked_at), F(sent_at), F(ended_at), F(why)
#define COLUMNS \
	"message_id, person_id, cause, kind, channel, language, receiver, subject, body, secret, rank, " \
	"parts, " \
	"state, tries, not_before, expires_at, asked_at, sent_at, ended_at, why"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct message), .data = DATA_CONTACT

enum { COUNTS_MAX = 32 };

const struct db_table message_table = {
	.name = "message",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct message),
	.data = DATA_CONTACT,
};

static const struct db_stmt message_select = {
	.name = "message_select",
	.sql = "SELECT " COLUMNS " FROM message WHERE message_id = $1",
	.in = DB_SHAPE(F(message_id)),
	OUT,
};

struct due {
	str channel;
	int64_t rank;
	instant now;
	int64_t max;
};
static const struct db_stmt message_due_select = {
	.name = "message_due",
	.sql = "SELECT " COLUMNS " FROM message WHERE state IN ('WAITING', 'SENDING') AND channel = $1"
	       " AND rank = $2 AND not_before <= $3 ORDER BY not_before LIMIT $4",
	.in = DB_SHAPE(DB_FIELD(struct due, channel), DB_FIELD(struct due, rank), DB_FIELD(struct due, now),
		       DB_FIELD(struct due, max)),
	OUT,
};

struct change {
	message_id message_id;
	str was, state;
	int64_t tries;
	instant not_before, sent_at, ended_at;
	str body, why;
};
static const struct db_stmt message_update = {
	.name = "message_update",
	.sql = "UPDATE message SET state = $3, tries = $4, not_before = $5, sent_at = $6, ended_at = $7,"
	       " body = $8, why = $9 WHERE message_id = $1 AND state = $2",
	.in = DB_SHAPE(DB_FIELD(struct change, message_id), DB_FIELD(struct change, was),
		       DB_FIELD(struct change, state), DB_FIELD(struct change, tries),
		       DB_FIELD(struct change, not_before), DB_FIELD(struct change, sent_at),
		       DB_FIELD(struct change, ended_at), DB_FIELD(struct change, body),
		       DB_FIELD(struct change, why)),
	.data = DATA_CONTACT,
};

struct page {
	person_id person_id;
	message_id before;
	int64_t max;
};
static const struct db_stmt message_of_person = {
	.name = "message_of_person",
	.sql = "SELECT " COLUMNS " FROM message WHERE person_id = $1 AND person_id <> 0 AND message_id < $2"
	       " ORDER BY message_id DESC LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct page, person_id), DB_FIELD(struct page, before),
		       DB_FIELD(struct page, max)),
	OUT,
};
static const struct db_stmt message_newest = {
	.name = "message_newest",
	.sql = "SELECT " COLUMNS " FROM message WHERE message_id < $1 ORDER BY message_id DESC LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct page, before), DB_FIELD(struct page, max)),
	OUT,
};
static const struct db_stmt message_count_all = {
	.name = "message_count_all",
	.sql = "SELECT channel, state, COUNT(*) AS n, MIN(asked_at) AS oldest FROM message"
	       " GROUP BY channel, state ORDER BY channel, state",
	.out = DB_SHAPE(DB_FIELD(struct message_count, channel), DB_FIELD(struct message_count, state),
			DB_FIELD(struct message_count, n), DB_FIELD(struct message_count, oldest)),
	.out_size = sizeof(struct message_count),
	.data = DATA_NONE,
};

#define G(f) DB_FIELD(struct message_gateway, f)
#define GATEWAY_FIELDS \
	G(channel), G(url), G(user_name), G(password_sealed), G(sender), G(per_second), G(quiet_from), \
	    G(quiet_until), G(part_cost), G(report_url), G(changed_at), G(changed_by)
#define GATEWAY_COLUMNS \
	"channel, url, user_name, password_sealed, sender, per_second, quiet_from, quiet_until, part_cost," \
	" report_url, changed_at, changed_by"
static const struct db_stmt gateway_upsert = {
	.name = "message_gateway_upsert",
	.sql =
	    "INSERT INTO message_gateway (" GATEWAY_COLUMNS
	    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (channel) DO UPDATE SET"
	    " url = excluded.url, user_name = excluded.user_name, password_sealed = excluded.password_sealed,"
	    " sender = excluded.sender, per_second = excluded.per_second, quiet_from = excluded.quiet_from,"
	    " quiet_until = excluded.quiet_until, part_cost = excluded.part_cost,"
	    " report_url = excluded.report_url, changed_at = excluded.changed_at,"
	    " changed_by = excluded.changed_by",
	.in = DB_SHAPE(GATEWAY_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt gateway_select = {
	.name = "message_gateway_select",
	.sql = "SELECT " GATEWAY_COLUMNS " FROM message_gateway WHERE channel = $1",
	.in = DB_SHAPE(G(channel)),
	.out = DB_SHAPE(GATEWAY_FIELDS),
	.out_size = sizeof(struct message_gateway),
	.data = DATA_NONE,
};

const struct db_stmt *const message_stmts[] = {
	&message_select,    &message_due_select, &message_update,
	&message_of_person, &message_newest,	 &message_count_all,
	&gateway_upsert,    &gateway_select,	 NULL,
};

rc message_add(struct tx *tx, const struct message *m) { return db_load(tx, &message_table, m, 1); }

rc message_get(struct tx *tx, message_id id, struct arena *a, struct message *ret)
{
	struct message key = { .message_id = id };
	rc r = db_one(tx, &message_select, &key, a, ret);

	if (rc_is(r, E_DB_NONE))
		FAIL(MESSAGE_NONE);
	return r;
}

rc message_due(struct tx *tx, str channel, enum message_rank rank, instant now, size_t max, struct arena *a,
	       struct message **ret, size_t *ret_n)
{
	struct due q = { channel, rank, now, (int64_t)max };

	return db_rows(tx, &message_due_select, &q, max, a, ret, ret_n);
}

rc message_set(struct tx *tx, const struct message *m, str was, bool *ret_done)
{
	struct change c = { m->message_id, was,		m->state, m->tries, m->not_before,
			    m->sent_at,	   m->ended_at, m->body,  m->why };
	int64_t changed;

	TRY(db_exec(tx, &message_update, &c, &changed));
	*ret_done = changed == 1;
	return OK;
}

rc message_list(struct tx *tx, person_id person, message_id before, size_t max, struct arena *a,
		struct message **ret, size_t *ret_n)
{
	struct page q = { person, before, (int64_t)max };

	return db_rows(tx, person.v != 0 ? &message_of_person : &message_newest, &q, max, a, ret, ret_n);
}

rc message_counts(struct tx *tx, struct arena *a, struct message_count **ret, size_t *ret_n)
{
	return db_rows(tx, &message_count_all, NULL, COUNTS_MAX, a, ret, ret_n);
}

rc message_gateway_set(struct tx *tx, const struct message_gateway *g)
{
	return db_exec(tx, &gateway_upsert, g, NULL);
}

rc message_gateway_get(struct tx *tx, str channel, struct arena *a, struct message_gateway *ret)
{
	struct message_gateway key = { .channel = channel };

	return db_one(tx, &gateway_select, &key, a, ret);
}
