/* domain/payment_mode/payment_mode_db.c - SQL of the room. */
#include "domain/payment_mode/payment_mode.h"

/* Holders have names. */
#define CLASSES DATA_FINANCE | DATA_IDENTITY

/* ---- ways to pay ---- */

#define M(f) DB_FIELD(struct payment_mode, f)
#define MODE_FIELDS \
	M(payment_mode_id), M(person_id), M(kind), M(account_from), M(holder), M(debit_day), M(state), \
	    M(known_from), M(known_until), M(chosen_by), M(channel)
#define MODE_COLUMNS \
	"payment_mode_id, person_id, kind, account_from, holder, debit_day, state, known_from, known_until," \
	" chosen_by, channel"
#define MODE_OUT .out = DB_SHAPE(MODE_FIELDS), .out_size = sizeof(struct payment_mode), .data = CLASSES
#define STILL "9223372036854775807"

struct page {
	person_id person;
	int64_t max;
};

static const struct db_stmt mode_insert = {
	.name = "payment_mode_insert",
	.sql = "INSERT INTO payment_mode (" MODE_COLUMNS
	       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
	.in = DB_SHAPE(MODE_FIELDS),
	.data = CLASSES,
};
static const struct db_stmt mode_now = {
	.name = "payment_mode_now",
	.sql = "SELECT " MODE_COLUMNS " FROM payment_mode WHERE person_id = $1 AND known_until = " STILL,
	.in = DB_SHAPE(M(person_id)),
	MODE_OUT,
};
static const struct db_stmt mode_get = {
	.name = "payment_mode_get",
	.sql = "SELECT " MODE_COLUMNS " FROM payment_mode WHERE payment_mode_id = $1",
	.in = DB_SHAPE(M(payment_mode_id)),
	MODE_OUT,
};
static const struct db_stmt mode_list = {
	.name = "payment_mode_list",
	.sql = "SELECT " MODE_COLUMNS
	       " FROM payment_mode WHERE person_id = $1 ORDER BY known_from DESC LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct page, person), DB_FIELD(struct page, max)),
	MODE_OUT,
};
static const struct db_stmt mode_end = {
	.name = "payment_mode_end",
	.sql = "UPDATE payment_mode SET state = $2, known_until = $3 WHERE payment_mode_id = $1"
	       " AND known_until = " STILL,
	.in = DB_SHAPE(M(payment_mode_id), M(state), M(known_until)),
	.data = CLASSES,
};

static rc none_now(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(PAYMENT_NONE);
	return r;
}

rc payment_mode_now(struct tx *tx, person_id person, struct arena *a, struct payment_mode *ret)
{
	return none_now(db_one(tx, &mode_now, &(struct payment_mode){ .person_id = person }, a, ret));
}

rc payment_mode_get(struct tx *tx, payment_mode_id id, struct arena *a, struct payment_mode *ret)
{
	return none_now(db_one(tx, &mode_get, &(struct payment_mode){ .payment_mode_id = id }, a, ret));
}

rc payment_modes_of(struct tx *tx, person_id person, size_t max, struct arena *a, struct payment_mode **ret,
		    size_t *ret_n)
{
	struct page p = { person, (int64_t)max };

	return db_rows(tx, &mode_list, &p, max, a, ret, ret_n);
}

rc payment_mode_add(struct tx *tx, const struct payment_mode *m)
{
	return db_exec(tx, &mode_insert, m, NULL);
}

rc payment_mode_end(struct tx *tx, payment_mode_id id, str state, instant until)
{
	struct payment_mode end = { .payment_mode_id = id, .state = state, .known_until = until };
	int64_t changed;

	TRY(db_exec(tx, &mode_end, &end, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

/* ---- mandates ---- */

#define S_(f) DB_FIELD(struct mandate, f)
#define MANDATE_FIELDS \
	S_(mandate_id), S_(reference), S_(payment_mode_id), S_(person_id), S_(signing), S_(signed_at), \
	    S_(document_id), S_(language), S_(text_version), S_(text_digest), S_(person_name), \
	    S_(creditor_name), S_(creditor_id), S_(revoked_at)
#define MANDATE_COLUMNS \
	"mandate_id, reference, payment_mode_id, person_id, signing, signed_at, document_id, language," \
	" text_version, text_digest, person_name, creditor_name, creditor_id, revoked_at"
#define MANDATE_OUT .out = DB_SHAPE(MANDATE_FIELDS), .out_size = sizeof(struct mandate), .data = CLASSES

static const struct db_stmt mandate_insert = {
	.name = "payment_mandate_insert",
	.sql = "INSERT INTO mandate (" MANDATE_COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
	.in = DB_SHAPE(MANDATE_FIELDS),
	.data = CLASSES,
};
static const struct db_stmt mandate_of_mode = {
	.name = "payment_mandate_of_mode",
	.sql = "SELECT " MANDATE_COLUMNS " FROM mandate WHERE payment_mode_id = $1",
	.in = DB_SHAPE(S_(payment_mode_id)),
	MANDATE_OUT,
};
static const struct db_stmt mandate_named = {
	.name = "payment_mandate_named",
	.sql = "SELECT " MANDATE_COLUMNS " FROM mandate WHERE reference = $1",
	.in = DB_SHAPE(S_(reference)),
	MANDATE_OUT,
};
static const struct db_stmt mandate_on = {
	.name = "payment_mandate_on",
	.sql = "SELECT " MANDATE_COLUMNS " FROM mandate WHERE person_id = $1 AND document_id = $2 LIMIT 1",
	.in = DB_SHAPE(S_(person_id), S_(document_id)),
	MANDATE_OUT,
};
static const struct db_stmt mandate_end = {
	.name = "payment_mandate_revoke",
	.sql = "UPDATE mandate SET revoked_at = $2 WHERE payment_mode_id = $1 AND revoked_at = 0",
	.in = DB_SHAPE(S_(payment_mode_id), S_(revoked_at)),
	.data = CLASSES,
};

static rc no_mandate(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(MANDATE_NONE);
	return r;
}

rc mandate_add(struct tx *tx, const struct mandate *m) { return db_exec(tx, &mandate_insert, m, NULL); }

rc mandate_of(struct tx *tx, payment_mode_id mode, struct arena *a, struct mandate *ret)
{
	return no_mandate(db_one(tx, &mandate_of_mode, &(struct mandate){ .payment_mode_id = mode }, a, ret));
}

rc mandate_by_reference(struct tx *tx, str reference, struct arena *a, struct mandate *ret)
{
	return no_mandate(db_one(tx, &mandate_named, &(struct mandate){ .reference = reference }, a, ret));
}

rc mandate_on_paper(struct tx *tx, person_id person, document_id paper, struct arena *a, struct mandate *ret)
{
	struct mandate key = { .person_id = person, .document_id = paper };

	return no_mandate(db_one(tx, &mandate_on, &key, a, ret));
}

rc mandate_revoke(struct tx *tx, payment_mode_id mode, instant now)
{
	return db_exec(tx, &mandate_end, &(struct mandate){ .payment_mode_id = mode, .revoked_at = now },
		       NULL);
}

/* ---- choices ---- */

#define C(f) DB_FIELD(struct payment_choice, f)
#define CHOICE_FIELDS \
	C(payment_choice_id), C(person_id), C(client_id), C(digest), C(kind), C(rib), C(holder), \
	    C(debit_day), C(signing), C(reference), C(language), C(text_version), C(text_digest), \
	    C(person_name), C(creditor_name), C(chosen_by), C(channel), C(made_at), C(sent_at), \
	    C(expires_at), C(state), C(payment_mode_id)
#define CHOICE_COLUMNS \
	"payment_choice_id, person_id, client_id, digest, kind, rib, holder, debit_day, signing, reference," \
	" language, text_version, text_digest, person_name, creditor_name, chosen_by, channel, made_at, " \
	"sent_at," \
	" expires_at, state, payment_mode_id"
#define CHOICE_OUT .out = DB_SHAPE(CHOICE_FIELDS), .out_size = sizeof(struct payment_choice), .data = CLASSES
/* What identifies an account doesn't stay in two places, nor where nobody needs it. */
#define FORGET "rib = '', holder = ''"

static const struct db_stmt choice_insert = {
	.name = "payment_choice_insert",
	.sql = "INSERT INTO payment_choice (" CHOICE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
	       " $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
	.in = DB_SHAPE(CHOICE_FIELDS),
	.data = CLASSES,
};
static const struct db_stmt choice_get = {
	.name = "payment_choice_get",
	.sql = "SELECT " CHOICE_COLUMNS " FROM payment_choice WHERE payment_choice_id = $1",
	.in = DB_SHAPE(C(payment_choice_id)),
	CHOICE_OUT,
};
static const struct db_stmt choice_client = {
	.name = "payment_choice_client",
	.sql = "SELECT " CHOICE_COLUMNS " FROM payment_choice WHERE person_id = $1 AND client_id = $2",
	.in = DB_SHAPE(C(person_id), C(client_id)),
	CHOICE_OUT,
};
static const struct db_stmt choice_drop = {
	.name = "payment_choice_drop",
	.sql = "UPDATE payment_choice SET state = 'DROPPED', " FORGET " WHERE person_id = $1"
	       " AND state = 'WAITING'",
	.in = DB_SHAPE(C(person_id)),
	.data = CLASSES,
};
static const struct db_stmt choice_sweep = {
	.name = "payment_choice_sweep",
	.sql = "UPDATE payment_choice SET state = 'DROPPED', " FORGET " WHERE state = 'WAITING'"
	       " AND expires_at <= $1",
	.in = DB_SHAPE(C(expires_at)),
	.data = CLASSES,
};
static const struct db_stmt choice_purge = {
	.name = "payment_choice_purge",
	.sql = "DELETE FROM payment_choice WHERE made_at < $1 AND state <> 'WAITING'",
	.in = DB_SHAPE(C(made_at)),
	.data = CLASSES,
};
struct counted {
	int64_t n;
};
static const struct db_stmt choice_count = {
	.name = "payment_choice_count",
	.sql = "SELECT COUNT(*) AS n FROM payment_choice WHERE person_id = $1 AND made_at > $2",
	.in = DB_SHAPE(C(person_id), C(made_at)),
	.out = DB_SHAPE(DB_FIELD(struct counted, n)),
	.out_size = sizeof(struct counted),
	.data = CLASSES,
};
static const struct db_stmt choice_sent = {
	.name = "payment_choice_sent",
	.sql = "UPDATE payment_choice SET sent_at = $2, expires_at = $3 WHERE payment_choice_id = $1"
	       " AND state = 'WAITING'",
	.in = DB_SHAPE(C(payment_choice_id), C(sent_at), C(expires_at)),
	.data = CLASSES,
};
static const struct db_stmt choice_done = {
	.name = "payment_choice_done",
	.sql = "UPDATE payment_choice SET state = 'DONE', payment_mode_id = $2, " FORGET
	       " WHERE payment_choice_id = $1 AND state = 'WAITING'",
	.in = DB_SHAPE(C(payment_choice_id), C(payment_mode_id)),
	.data = CLASSES,
};

static rc no_choice(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(PAYMENT_CHOICE);
	return r;
}

rc payment_choice_add(struct tx *tx, const struct payment_choice *c)
{
	return db_exec(tx, &choice_insert, c, NULL);
}

rc payment_choice_get(struct tx *tx, payment_choice_id id, struct arena *a, struct payment_choice *ret)
{
	return no_choice(
	    db_one(tx, &choice_get, &(struct payment_choice){ .payment_choice_id = id }, a, ret));
}

rc payment_choice_by_client(struct tx *tx, person_id person, int64_t client_id, struct arena *a,
			    struct payment_choice *ret)
{
	struct payment_choice key = { .person_id = person, .client_id = client_id };

	return no_choice(db_one(tx, &choice_client, &key, a, ret));
}

rc payment_choice_drop(struct tx *tx, person_id person)
{
	return db_exec(tx, &choice_drop, &(struct payment_choice){ .person_id = person }, NULL);
}

rc payment_choice_sweep(struct tx *tx, instant now)
{
	struct payment_choice q = { .made_at = { now.us - CHOICE_KEPT_DAYS * INT64_C(86400000000) },
				    .expires_at = now };

	TRY(db_exec(tx, &choice_sweep, &q, NULL));
	return db_exec(tx, &choice_purge, &q, NULL);
}

rc payment_choice_count(struct tx *tx, person_id person, instant since, struct arena *a, int64_t *ret)
{
	struct payment_choice q = { .person_id = person, .made_at = since };
	struct counted c;

	TRY(db_one(tx, &choice_count, &q, a, &c));
	*ret = c.n;
	return OK;
}

static rc waiting(struct tx *tx, const struct db_stmt *s, const struct payment_choice *c)
{
	int64_t changed;

	TRY(db_exec(tx, s, c, &changed));
	CHECK(changed == 1, PAYMENT_CHOICE);
	return OK;
}

rc payment_choice_sent(struct tx *tx, payment_choice_id id, instant now, instant expires)
{
	return waiting(
	    tx, &choice_sent,
	    &(struct payment_choice){ .payment_choice_id = id, .sent_at = now, .expires_at = expires });
}

rc payment_choice_done(struct tx *tx, payment_choice_id id, payment_mode_id mode)
{
	return waiting(tx, &choice_done,
		       &(struct payment_choice){ .payment_choice_id = id, .payment_mode_id = mode });
}

const struct db_stmt *const payment_mode_stmts[] = {
	&mode_insert,	 &mode_now,	   &mode_get,	   &mode_list,	  &mode_end,
	&mandate_insert, &mandate_of_mode, &mandate_named, &mandate_on,	  &mandate_end,
	&choice_insert,	 &choice_get,	   &choice_client, &choice_drop,  &choice_sweep,
	&choice_sent,	 &choice_done,	   &choice_purge,  &choice_count, NULL,
};
