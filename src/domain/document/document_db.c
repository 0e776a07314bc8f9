/* domain/document/document_db.c - SQL of papers. */
#include "domain/document/document.h"

#define F(f) DB_FIELD(struct document, f)
#define FIELDS \
	F(document_id), F(owner_id), F(kind), F(media), F(bytes), F(sha256), F(header), F(pieces), \
	    F(kept_by), F(kept_at), F(verdict), F(scanned_at)
#define COLUMNS \
	"document_id, owner_id, kind, media, bytes, sha256, header, pieces, kept_by, kept_at, verdict, " \
	"scanned_at"
/* A paper tells who somebody is and to whose family they belong. */
#define CLASSES DATA_IDENTITY | DATA_SOCIAL
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct document), .data = CLASSES

static const struct db_table document_table = {
	.name = "document",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct document),
	.data = CLASSES,
};
static const struct db_stmt document_select = {
	.name = "document_select",
	.sql = "SELECT " COLUMNS " FROM document WHERE document_id = $1",
	.in = DB_SHAPE(F(document_id)),
	OUT,
};
static const struct db_stmt document_select_same = {
	.name = "document_same",
	.sql = "SELECT " COLUMNS " FROM document WHERE owner_id = $1 AND kind = $2 AND sha256 = $3",
	.in = DB_SHAPE(F(owner_id), F(kind), F(sha256)),
	OUT,
};
static const struct db_stmt document_select_owner = {
	.name = "document_of",
	.sql = "SELECT " COLUMNS " FROM document WHERE owner_id = $1 ORDER BY document_id DESC",
	.in = DB_SHAPE(F(owner_id)),
	OUT,
};
static const struct db_stmt document_select_waiting = {
	.name = "document_waiting",
	.sql = "SELECT " COLUMNS " FROM document WHERE verdict = 'WAITING' ORDER BY document_id LIMIT $1",
	.in = DB_SHAPE(F(pieces)),
	OUT,
};
static const struct db_stmt document_update_verdict = {
	.name = "document_judge",
	.sql = "UPDATE document SET verdict = $2, scanned_at = $3 WHERE document_id = $1 AND verdict = "
	       "'WAITING'",
	.in = DB_SHAPE(F(document_id), F(verdict), F(scanned_at)),
	.data = CLASSES,
};

#define P(f) DB_FIELD(struct document_piece, f)
static const struct db_table piece_table = {
	.name = "document_piece",
	.cols = DB_SHAPE(P(document_id), P(piece), P(sealed)),
	.row_size = sizeof(struct document_piece),
	.data = CLASSES,
};
static const struct db_stmt piece_select = {
	.name = "document_pieces",
	.sql = "SELECT document_id, piece, sealed FROM document_piece WHERE document_id = $1 ORDER BY piece",
	.in = DB_SHAPE(P(document_id)),
	.out = DB_SHAPE(P(document_id), P(piece), P(sealed)),
	.out_size = sizeof(struct document_piece),
	.data = CLASSES,
};

const struct db_stmt *const document_stmts[] = {
	&document_select,
	&document_select_same,
	&document_select_owner,
	&document_select_waiting,
	&document_update_verdict,
	&piece_select,
	NULL,
};

rc document_add(struct tx *tx, const struct document *d, const struct document_piece *p, size_t n)
{
	TRY(db_load(tx, &document_table, d, 1));
	return db_load(tx, &piece_table, p, n);
}

static rc none(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(DOCUMENT_NONE);
	return r;
}

rc document_get(struct tx *tx, document_id id, struct arena *a, struct document *ret)
{
	struct document key = { .document_id = id };

	return none(db_one(tx, &document_select, &key, a, ret));
}

rc document_same(struct tx *tx, person_id owner, str kind, blob sha256, struct arena *a, struct document *ret)
{
	struct document key = { .owner_id = owner, .kind = kind, .sha256 = sha256 };

	return none(db_one(tx, &document_select_same, &key, a, ret));
}

rc document_of(struct tx *tx, person_id owner, struct arena *a, struct document **ret, size_t *ret_n)
{
	struct document key = { .owner_id = owner };

	return db_rows(tx, &document_select_owner, &key, DOCUMENTS_MAX, a, ret, ret_n);
}

rc document_pieces(struct tx *tx, document_id id, struct arena *a, struct document_piece **ret, size_t *ret_n)
{
	struct document_piece key = { .document_id = id };

	return db_rows(tx, &piece_select, &key, DOCUMENT_PIECES_MAX, a, ret, ret_n);
}

rc document_judge(struct tx *tx, document_id id, str verdict, instant now, bool *ret_done)
{
	struct document key = { .document_id = id, .verdict = verdict, .scanned_at = now };
	int64_t changed;

	TRY(db_exec(tx, &document_update_verdict, &key, &changed));
	*ret_done = changed == 1;
	return OK;
}

rc document_waiting(struct tx *tx, struct arena *a, struct document **ret, size_t *ret_n)
{
	struct document key = { .pieces = DOCUMENTS_WAITING_MAX };

	return db_rows(tx, &document_select_waiting, &key, DOCUMENTS_WAITING_MAX, a, ret, ret_n);
}
