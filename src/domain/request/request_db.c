/* domain/request/request_db.c - SQL of requests. */
#include "domain/request/request.h"

/* What somebody asks tells about their family. */
#define CLASSES DATA_IDENTITY | DATA_SOCIAL

#define F(f) DB_FIELD(struct fund_request, f)
#define FIELDS \
	F(request_id), F(reference), F(person_id), F(kind), F(state), F(client_id), F(digest), F(asks), \
	    F(opened_by), F(opened_at), F(due_at), F(handled_by), F(answer), F(changed_at)
#define COLUMNS \
	"request_id, reference, person_id, kind, state, client_id, digest, asks, opened_by, opened_at, " \
	"due_at," \
	" handled_by, answer, changed_at"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct fund_request), .data = CLASSES

static const struct db_table request_table = {
	.name = "request",
	.cols = DB_SHAPE(FIELDS),
	.row_size = sizeof(struct fund_request),
	.data = CLASSES,
};
static const struct db_stmt request_select = {
	.name = "request_select",
	.sql = "SELECT " COLUMNS " FROM request WHERE request_id = $1",
	.in = DB_SHAPE(F(request_id)),
	OUT,
};
static const struct db_stmt request_select_reference = {
	.name = "request_by_reference",
	.sql = "SELECT " COLUMNS " FROM request WHERE reference = $1",
	.in = DB_SHAPE(F(reference)),
	OUT,
};
static const struct db_stmt request_select_client = {
	.name = "request_by_client",
	.sql = "SELECT " COLUMNS " FROM request WHERE person_id = $1 AND client_id = $2",
	.in = DB_SHAPE(F(person_id), F(client_id)),
	OUT,
};
static const struct db_stmt request_page = {
	.name = "request_page",
	.sql = "SELECT " COLUMNS " FROM request WHERE state = $1 AND (due_at, request_id) > ($2, $3)"
	       " AND ($4 = '' OR kind = $4) ORDER BY due_at, request_id LIMIT $5",
	.in = DB_SHAPE(DB_FIELD(struct request_filter, state), DB_FIELD(struct request_filter, after),
		       DB_FIELD(struct request_filter, after_id), DB_FIELD(struct request_filter, kind),
		       DB_FIELD(struct request_filter, max)),
	OUT,
};
static const struct db_stmt request_select_person = {
	.name = "request_of_person",
	.sql = "SELECT " COLUMNS " FROM request WHERE person_id = $1 ORDER BY request_id DESC LIMIT $2",
	.in = DB_SHAPE(F(person_id), F(asks)),
	OUT,
};
static const struct db_stmt request_count_all = {
	.name = "request_counts",
	.sql = "SELECT state, kind, COUNT(*) AS n, MIN(due_at) AS due FROM request WHERE state IN "
	       "('RECEIVED', 'IN_HAND', 'MORE_NEEDED') GROUP BY state, kind"
	       " ORDER BY state, kind",
	.out = DB_SHAPE(DB_FIELD(struct request_count, state), DB_FIELD(struct request_count, kind),
			DB_FIELD(struct request_count, n), DB_FIELD(struct request_count, due)),
	.out_size = sizeof(struct request_count),
	.data = DATA_NONE,
};
struct move {
	request_id request_id;
	str was;
	user_id was_handled_by;
	instant was_changed_at;
	str state;
	user_id handled_by;
	str answer;
	instant due_at, changed_at;
	int64_t asks;
};
#define M(f) DB_FIELD(struct move, f)
static const struct db_stmt request_update = {
	.name = "request_move",
	.sql = "UPDATE request SET state = $5, handled_by = $6, answer = $7, due_at = $8, changed_at = $9, "
	       "asks = $10"
	       " WHERE request_id = $1 AND state = $2 AND handled_by = $3 AND changed_at = $4",
	.in = DB_SHAPE(M(request_id), M(was), M(was_handled_by), M(was_changed_at), M(state), M(handled_by),
		       M(answer), M(due_at), M(changed_at), M(asks)),
	.data = CLASSES,
};

#define T(f) DB_FIELD(struct request_step, f)
#define STEP_FIELDS T(request_id), T(nth), T(at), T(user_id), T(to_state), T(note)
static const struct db_stmt step_insert = {
	.name = "request_step_insert",
	.sql = "INSERT INTO request_step (request_id, nth, at, user_id, to_state, note) SELECT $1,"
	       " (SELECT COUNT(*) FROM request_step WHERE request_id = $1), $2, $3, $4, $5",
	.in = DB_SHAPE(T(request_id), T(at), T(user_id), T(to_state), T(note)),
	.data = CLASSES,
};
static const struct db_stmt step_select = {
	.name = "request_steps",
	.sql = "SELECT request_id, nth, at, user_id, to_state, note FROM request_step WHERE request_id = $1 "
	       "ORDER BY nth",
	.in = DB_SHAPE(T(request_id)),
	.out = DB_SHAPE(STEP_FIELDS),
	.out_size = sizeof(struct request_step),
	.data = CLASSES,
};

struct attached {
	request_id request_id;
	document_id document_id;
};
static const struct db_stmt document_insert = {
	.name = "request_document_insert",
	.sql = "INSERT INTO request_document (request_id, document_id) VALUES ($1, $2)"
	       " ON CONFLICT (request_id, document_id) DO NOTHING",
	.in = DB_SHAPE(DB_FIELD(struct attached, request_id), DB_FIELD(struct attached, document_id)),
	.data = DATA_NONE,
};
static const struct db_stmt document_list = {
	.name = "request_documents",
	.sql = "SELECT document_id FROM request_document WHERE request_id = $1 ORDER BY document_id",
	.in = DB_SHAPE(DB_FIELD(struct attached, request_id)),
	.out = DB_SHAPE({ .name = "document_id", .type = DB_INT, .at = 0 }),
	.out_size = sizeof(document_id),
	.data = DATA_NONE,
};

#define D(f) DB_FIELD(struct family_declaration, f)
#define DECLARATION_FIELDS \
	D(request_id), D(role), D(relative_id), D(last_name), D(first_name), D(last_name_ar), \
	    D(first_name_ar), D(born), D(sex), D(id_kind), D(id_value), D(from_day), D(until_day), \
	    D(reason), D(proof_kind), D(proof_from), D(proof_until), D(court_reference), D(court_until)
static const struct db_table declaration_table = {
	.name = "family_declaration",
	.cols = DB_SHAPE(DECLARATION_FIELDS),
	.row_size = sizeof(struct family_declaration),
	.data = CLASSES,
};
static const struct db_stmt declaration_select = {
	.name = "family_declaration_select",
	.sql = "SELECT request_id, role, relative_id, last_name, first_name, last_name_ar, first_name_ar, "
	       "born, sex, id_kind,"
	       " id_value, from_day, until_day, reason, proof_kind, proof_from, proof_until, "
	       "court_reference, court_until"
	       " FROM family_declaration WHERE request_id = $1",
	.in = DB_SHAPE(D(request_id)),
	.out = DB_SHAPE(DECLARATION_FIELDS),
	.out_size = sizeof(struct family_declaration),
	.data = CLASSES,
};

#define S_(f) DB_FIELD(struct request_statement, f)
#define STATEMENT_FIELDS \
	S_(request_id), S_(scheme), S_(from_day), S_(source_id), S_(body_id), S_(stopped_day), S_(field), \
	    S_(value), S_(words)
#define STATEMENT_COLUMNS "request_id, scheme, from_day, source_id, body_id, stopped_day, field, value, words"
static const struct db_table statement_table = {
	.name = "request_statement",
	.cols = DB_SHAPE(STATEMENT_FIELDS),
	.row_size = sizeof(struct request_statement),
	.data = CLASSES,
};
static const struct db_stmt statement_select = {
	.name = "request_statement_select",
	.sql = "SELECT " STATEMENT_COLUMNS " FROM request_statement WHERE request_id = $1",
	.in = DB_SHAPE(S_(request_id)),
	.out = DB_SHAPE(STATEMENT_FIELDS),
	.out_size = sizeof(struct request_statement),
	.data = CLASSES,
};
/* By the person: with the bare comparisons SQLite takes the index of the queue, and reads what everybody ever
 * corrected. */
static const struct db_stmt statement_select_corrected = {
	.name = "request_statement_corrected",
	.sql = "SELECT s.request_id, s.scheme, s.from_day, s.source_id, s.body_id, s.stopped_day, s.field,"
	       " s.value, s.words FROM request r JOIN request_statement s ON s.request_id = r.request_id"
	       " WHERE r.person_id = $1"
	       " AND CASE WHEN r.kind = 'CORRECTION' AND r.state = 'ACCEPTED' THEN 1 ELSE 0 END = 1"
	       " ORDER BY r.changed_at DESC, r.request_id LIMIT $2",
	.in = DB_SHAPE(F(person_id), F(asks)),
	.out = DB_SHAPE(STATEMENT_FIELDS),
	.out_size = sizeof(struct request_statement),
	.data = CLASSES,
};

const struct db_stmt *const request_stmts[] = {
	&request_select,
	&request_select_reference,
	&request_select_client,
	&request_page,
	&request_select_person,
	&request_count_all,
	&request_update,
	&step_insert,
	&step_select,
	&document_insert,
	&document_list,
	&declaration_select,
	&statement_select,
	&statement_select_corrected,
	NULL,
};

static rc none(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(REQUEST_NONE);
	return r;
}

rc request_add(struct tx *tx, const struct fund_request *r)
{
	struct request_step first = { r->request_id, 0, r->opened_at, r->opened_by, r->state, S("") };

	TRY(db_load(tx, &request_table, r, 1));
	return db_exec(tx, &step_insert, &first, NULL);
}

rc request_get(struct tx *tx, request_id id, struct arena *a, struct fund_request *ret)
{
	struct fund_request key = { .request_id = id };

	return none(db_one(tx, &request_select, &key, a, ret));
}

rc request_by_reference(struct tx *tx, int64_t reference, struct arena *a, struct fund_request *ret)
{
	struct fund_request key = { .reference = reference };

	return none(db_one(tx, &request_select_reference, &key, a, ret));
}

rc request_by_client(struct tx *tx, person_id person, int64_t client_id, struct arena *a,
		     struct fund_request *ret)
{
	struct fund_request key = { .person_id = person, .client_id = client_id };

	return none(db_one(tx, &request_select_client, &key, a, ret));
}

rc request_move(struct tx *tx, const struct fund_request *was, const struct fund_request *is, user_id user,
		str note)
{
	struct move m = { was->request_id, was->state, was->handled_by, was->changed_at, is->state,
			  is->handled_by,  is->answer, is->due_at,	is->changed_at,	 is->asks };
	struct request_step step = { was->request_id, 0, is->changed_at, user, is->state, note };
	int64_t changed;

	TRY(db_exec(tx, &request_update, &m, &changed));
	CHECK(changed == 1, REQUEST_STATE);
	return db_exec(tx, &step_insert, &step, NULL);
}

rc request_list(struct tx *tx, const struct request_filter *f, struct arena *a, struct fund_request **ret,
		size_t *ret_n)
{
	must(f->max > 0);
	return db_rows(tx, &request_page, f, (size_t)f->max, a, ret, ret_n);
}

rc request_of_person(struct tx *tx, person_id person, size_t max, struct arena *a, struct fund_request **ret,
		     size_t *ret_n)
{
	struct fund_request key = { .person_id = person, .asks = (int64_t)max };

	return db_rows(tx, &request_select_person, &key, max, a, ret, ret_n);
}

rc request_counts(struct tx *tx, struct arena *a, struct request_count **ret, size_t *ret_n)
{
	enum { COUNTS_MAX = 200 };

	return db_rows(tx, &request_count_all, NULL, COUNTS_MAX, a, ret, ret_n);
}

rc request_steps(struct tx *tx, request_id id, struct arena *a, struct request_step **ret, size_t *ret_n)
{
	struct request_step key = { .request_id = id };

	return db_rows(tx, &step_select, &key, REQUEST_STEPS_MAX, a, ret, ret_n);
}

rc request_document_add(struct tx *tx, request_id id, document_id document)
{
	struct attached row = { id, document };

	return db_exec(tx, &document_insert, &row, NULL);
}

rc request_documents(struct tx *tx, request_id id, struct arena *a, document_id **ret, size_t *ret_n)
{
	struct attached key = { .request_id = id };

	return db_rows(tx, &document_list, &key, REQUEST_DOCUMENTS_MAX, a, ret, ret_n);
}

rc declaration_add(struct tx *tx, const struct family_declaration *d)
{
	return db_load(tx, &declaration_table, d, 1);
}

rc declaration_get(struct tx *tx, request_id id, struct arena *a, struct family_declaration *ret)
{
	struct family_declaration key = { .request_id = id };

	return none(db_one(tx, &declaration_select, &key, a, ret));
}

rc statement_add(struct tx *tx, const struct request_statement *s)
{
	return db_load(tx, &statement_table, s, 1);
}

rc statement_get(struct tx *tx, request_id id, struct arena *a, struct request_statement *ret)
{
	struct request_statement key = { .request_id = id };

	return none(db_one(tx, &statement_select, &key, a, ret));
}

rc statement_corrected(struct tx *tx, person_id person, size_t max, struct arena *a,
		       struct request_statement **ret, size_t *ret_n)
{
	struct fund_request key = { .person_id = person, .asks = (int64_t)max };

	return db_rows(tx, &statement_select_corrected, &key, max, a, ret, ret_n);
}
