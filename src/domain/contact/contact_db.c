/* domain/contact/contact_db.c - SQL of the room. */
#include "domain/contact/contact.h"

#define C(f) DB_FIELD(struct contact_change, f)
#define CHANGE_FIELDS \
	C(person_id), C(kind), C(contact_change_id), C(phone), C(email), C(asked_by), C(reason), \
	    C(asked_at), C(expires_at)
#define CHANGE_COLUMNS \
	"person_id, kind, contact_change_id, phone, email, asked_by, reason, asked_at, expires_at"

static const struct db_stmt change_put = {
	.name = "contact_change_put",
	.sql = "INSERT INTO contact_change (" CHANGE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
	       " ON CONFLICT (person_id, kind) DO UPDATE SET contact_change_id = excluded.contact_change_id,"
	       " phone = excluded.phone, email = excluded.email, asked_by = excluded.asked_by,"
	       " reason = excluded.reason, asked_at = excluded.asked_at, expires_at = excluded.expires_at",
	.in = DB_SHAPE(CHANGE_FIELDS),
	.data = DATA_CONTACT,
};
static const struct db_stmt change_select = {
	.name = "contact_changes",
	.sql = "SELECT " CHANGE_COLUMNS " FROM contact_change WHERE person_id = $1 AND expires_at > $2"
	       " ORDER BY kind",
	.in = DB_SHAPE(C(person_id), C(expires_at)),
	.out = DB_SHAPE(CHANGE_FIELDS),
	.out_size = sizeof(struct contact_change),
	.data = DATA_CONTACT,
};
static const struct db_stmt change_delete = {
	.name = "contact_change_drop",
	.sql = "DELETE FROM contact_change WHERE person_id = $1 AND kind = $2 AND contact_change_id = $3",
	.in = DB_SHAPE(C(person_id), C(kind), C(contact_change_id)),
	.data = DATA_CONTACT,
};
/* Reads every row: there are those of a day. */
static const struct db_stmt change_sweep = {
	.name = "contact_change_sweep",
	.sql = "DELETE FROM contact_change WHERE expires_at <= $1",
	.in = DB_SHAPE(C(expires_at)),
	.data = DATA_CONTACT,
};

#define D(f) DB_FIELD(struct contact_said, f)
#define SAID_FIELDS D(person_id), D(said_at), D(kind), D(source_id), D(how), D(paper), D(said_by)
#define SAID_COLUMNS "person_id, said_at, kind, source_id, how, paper, said_by"

static const struct db_stmt said_insert = {
	.name = "contact_said_add",
	.sql = "INSERT INTO contact_said (" SAID_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)",
	.in = DB_SHAPE(SAID_FIELDS),
	.data = DATA_CONTACT,
};
struct page {
	person_id person_id;
	int64_t max;
};
static const struct db_stmt said_select = {
	.name = "contact_said_of",
	.sql = "SELECT " SAID_COLUMNS
	       " FROM contact_said WHERE person_id = $1 ORDER BY said_at DESC, kind LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct page, person_id), DB_FIELD(struct page, max)),
	.out = DB_SHAPE(SAID_FIELDS),
	.out_size = sizeof(struct contact_said),
	.data = DATA_CONTACT,
};
static const struct db_stmt said_own = {
	.name = "contact_own",
	.sql = "SELECT DISTINCT kind FROM contact_said WHERE person_id = $1",
	.in = DB_SHAPE(D(person_id)),
	.out = DB_SHAPE(D(kind)),
	.out_size = sizeof(struct contact_said),
	.data = DATA_CONTACT,
};

const struct db_stmt *const contact_stmts[] = { &change_put,  &change_select, &change_delete, &change_sweep,
						&said_insert, &said_select,   &said_own,      NULL };

rc contact_change_put(struct tx *tx, const struct contact_change *c)
{
	return db_exec(tx, &change_put, c, NULL);
}

rc contact_changes(struct tx *tx, person_id person, instant now, struct arena *a, struct contact_change **ret,
		   size_t *ret_n)
{
	struct contact_change key = { .person_id = person, .expires_at = now };

	return db_rows(tx, &change_select, &key, CONTACT_KINDS, a, ret, ret_n);
}

rc contact_change_drop(struct tx *tx, const struct contact_change *c)
{
	return db_exec(tx, &change_delete, c, NULL);
}

rc contact_change_sweep(struct tx *tx, instant now)
{
	struct contact_change over = { .expires_at = now };

	return db_exec(tx, &change_sweep, &over, NULL);
}

rc contact_said_add(struct tx *tx, const struct contact_said *s)
{
	return db_exec(tx, &said_insert, s, NULL);
}

rc contact_said_of(struct tx *tx, person_id person, struct arena *a, struct contact_said **ret, size_t *ret_n)
{
	struct page key = { person, CONTACT_SAID_MAX };

	return db_rows(tx, &said_select, &key, CONTACT_SAID_MAX, a, ret, ret_n);
}

rc contact_own(struct tx *tx, person_id person, struct arena *a, unsigned *ret)
{
	struct contact_said key = { .person_id = person }, *s;
	enum contact_kind k;
	size_t n;

	*ret = 0;
	TRY(db_rows(tx, &said_own, &key, CONTACT_KINDS, a, &s, &n));
	for (size_t i = 0; i < n; i++)
		if (contact_kind_parse(s[i].kind, &k))
			*ret |= CONTACT_BIT(k);
	return OK;
}
