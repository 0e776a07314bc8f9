/* domain/message/template_db.c - SQL of the texts that the fund wrote itself. */
#include "domain/message/message.h"

#define F(f) DB_FIELD(struct message_template, f)
#define FIELDS F(kind), F(channel), F(language), F(version), F(subject), F(body), F(written_at), F(written_by)
#define COLUMNS "kind, channel, language, version, subject, body, written_at, written_by"

static const struct db_stmt add = {
	.name = "message_template_add",
	.sql = "INSERT INTO message_template (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt newest = {
	.name = "message_template_newest",
	.sql = "SELECT " COLUMNS " FROM message_template WHERE kind = $1 AND channel = $2 AND language = $3"
	       " ORDER BY version DESC LIMIT 1",
	.in = DB_SHAPE(F(kind), F(channel), F(language)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct message_template),
	.data = DATA_NONE,
};
static const struct db_stmt versions = {
	.name = "message_template_versions",
	.sql = "SELECT " COLUMNS " FROM message_template WHERE kind = $1"
	       " ORDER BY channel, language, version",
	.in = DB_SHAPE(F(kind)),
	.out = DB_SHAPE(FIELDS),
	.out_size = sizeof(struct message_template),
	.data = DATA_NONE,
};

const struct db_stmt *const template_stmts[] = { &add, &newest, &versions, NULL };

rc message_template_get(struct tx *tx, str kind, str channel, str language, struct arena *a,
			struct message_template *ret)
{
	struct message_template key = { .kind = kind, .channel = channel, .language = language };
	const struct message_template *first = template_first(kind, channel, language);

	CHECK(first != NULL, MESSAGE_TEMPLATE);
	rc r = db_one(tx, &newest, &key, a, ret);
	if (!rc_is(r, E_DB_NONE))
		return r;
	*ret = *first;
	return OK;
}

rc message_template_add(struct tx *tx, struct arena *a, struct message_template *t)
{
	struct message_template was;

	TRY(message_template_get(tx, t->kind, t->channel, t->language, a, &was));
	t->version = was.version + 1;
	return db_exec(tx, &add, t, NULL);
}

rc message_template_versions(struct tx *tx, str kind, size_t max, struct arena *a,
			     struct message_template **ret, size_t *ret_n)
{
	struct message_template key = { .kind = kind };

	return db_rows(tx, &versions, &key, max, a, ret, ret_n);
}
