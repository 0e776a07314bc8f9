/* domain/law/version_db.c - SQL of versions of the law. */
#include "domain/law/version.h"

#include "base/pack.h"

#include <string.h>

#define F(f) DB_FIELD(struct law_version, f)
#define FIELDS \
	F(version_id), F(nth), F(base), F(digest), F(state), F(reason), F(proposed_by), F(proposed_at), \
	    F(decided_by), F(decided_at), F(decision), F(known_from), F(known_until)
#define COLUMNS \
	"version_id, nth, base, digest, state, reason, proposed_by, proposed_at, decided_by, decided_at, " \
	"decision, known_from, known_until"
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct law_version), .data = DATA_NONE

static const struct db_stmt insert = {
	.name = "law_version_insert",
	.sql = "INSERT INTO law_version (" COLUMNS
	       ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt by_number = {
	.name = "law_version_by_number",
	.sql = "SELECT " COLUMNS " FROM law_version WHERE nth = $1",
	.in = DB_SHAPE(F(nth)),
	OUT,
};
static const struct db_stmt now_in_force = {
	.name = "law_version_now",
	.sql = "SELECT " COLUMNS " FROM law_version WHERE state = 'IN_FORCE'",
	OUT,
};
static const struct db_stmt then_in_force = {
	.name = "law_version_at",
	.sql = "SELECT " COLUMNS " FROM law_version WHERE known_from <= $1 AND known_until > $1",
	.in = DB_SHAPE(F(known_from)),
	OUT,
};
static const struct db_stmt newest = {
	.name = "law_version_newest",
	.sql = "SELECT " COLUMNS " FROM law_version ORDER BY nth DESC",
	OUT,
};

struct move {
	int64_t version_id;
	str was, state;
	user_id decided_by;
	instant decided_at;
	str decision;
	instant known_from, known_until;
};
#define M(f) DB_FIELD(struct move, f)
static const struct db_stmt update = {
	.name = "law_version_update",
	.sql = "UPDATE law_version SET state = $3, decided_by = $4, decided_at = $5, decision = $6,"
	       " known_from = $7, known_until = $8 WHERE version_id = $1 AND state = $2",
	.in = DB_SHAPE(M(version_id), M(was), M(state), M(decided_by), M(decided_at), M(decision),
		       M(known_from), M(known_until)),
	.data = DATA_NONE,
};

struct kept_file {
	int64_t version_id;
	str name;
	int64_t bytes;
	blob packed;
};
#define K(f) DB_FIELD(struct kept_file, f)
static const struct db_stmt file_insert = {
	.name = "law_version_file_insert",
	.sql = "INSERT INTO law_version_file (version_id, name, bytes, packed) VALUES ($1, $2, $3, $4)",
	.in = DB_SHAPE(K(version_id), K(name), K(bytes), K(packed)),
	.data = DATA_NONE,
};
static const struct db_stmt files = {
	.name = "law_version_files",
	.sql = "SELECT version_id, name, bytes, packed FROM law_version_file WHERE version_id = $1"
	       " ORDER BY name",
	.in = DB_SHAPE(K(version_id)),
	.out = DB_SHAPE(K(version_id), K(name), K(bytes), K(packed)),
	.out_size = sizeof(struct kept_file),
	.data = DATA_NONE,
};

const struct db_stmt *const law_version_stmts[] = { &insert,	    &by_number, &now_in_force,
						    &then_in_force, &newest,	&update,
						    &file_insert,   &files,	NULL };

rc law_version_add(struct tx *tx, struct arena *a, const struct law_version *v, const struct law_file *file,
		   size_t n)
{
	TRY(db_exec(tx, &insert, v, NULL));
	for (size_t i = 0; i < n; i++) {
		struct kept_file k = { .version_id = v->version_id,
				       .name = file[i].name,
				       .bytes = (int64_t)file[i].text.n };
		str packed;
		TRY(pack_piece(a, file[i].text, &packed));
		k.packed = (blob){ (const unsigned char *)packed.p, packed.n };
		TRY(db_exec(tx, &file_insert, &k, NULL));
	}
	return OK;
}

static rc one(struct tx *tx, const struct db_stmt *s, const struct law_version *key, struct arena *a,
	      struct law_version *ret)
{
	rc r = db_one(tx, s, key, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), LAW_VERSION_NONE);
	return r;
}

rc law_version_get(struct tx *tx, int64_t nth, struct arena *a, struct law_version *ret)
{
	return one(tx, &by_number, &(struct law_version){ .nth = nth }, a, ret);
}

rc law_version_now(struct tx *tx, struct arena *a, struct law_version *ret)
{
	return one(tx, &now_in_force, NULL, a, ret);
}

rc law_version_at(struct tx *tx, instant at, struct arena *a, struct law_version *ret)
{
	return one(tx, &then_in_force, &(struct law_version){ .known_from = at }, a, ret);
}

rc law_version_list(struct tx *tx, struct arena *a, struct law_version **ret, size_t *ret_n)
{
	return db_rows(tx, &newest, NULL, LAW_VERSIONS_MAX, a, ret, ret_n);
}

rc law_version_files(struct tx *tx, const struct law_version *v, struct arena *a, struct law_file **ret,
		     size_t *ret_n)
{
	struct kept_file key = { .version_id = v->version_id }, *rows;
	unsigned char digest[LAW_DIGEST_BYTES];
	int64_t bytes = 0;

	TRY(db_rows(tx, &files, &key, LAW_FILES_MAX, a, &rows, ret_n));
	struct law_file *all = arena_array(a, struct law_file, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		CHECK(0 <= rows[i].bytes && rows[i].bytes <= LAW_VERSION_BYTES_MAX - bytes,
		      LAW_VERSION_BROKEN);
		bytes += rows[i].bytes;
		char *text = arena_array(a, char, (size_t)rows[i].bytes + 1);
		rc r = pack_open((str){ (const char *)rows[i].packed.p, rows[i].packed.n }, text,
				 (size_t)rows[i].bytes);
		CHECK(rc_ok(r), LAW_VERSION_BROKEN);
		all[i] = (struct law_file){ rows[i].name, { text, (size_t)rows[i].bytes } };
	}
	law_files_digest(all, *ret_n, digest);
	CHECK(v->digest.n == LAW_DIGEST_BYTES && memcmp(digest, v->digest.p, LAW_DIGEST_BYTES) == 0,
	      LAW_VERSION_BROKEN);
	*ret = all;
	return OK;
}

rc law_version_move(struct tx *tx, str was, const struct law_version *v)
{
	struct move m = { v->version_id, was,	      v->state,	     v->decided_by,
			  v->decided_at, v->decision, v->known_from, v->known_until };
	int64_t changed;

	TRY(db_exec(tx, &update, &m, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}
