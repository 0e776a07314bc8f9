/* domain/family/family_db.c - SQL of families. */
#include "domain/family/family.h"

/* What was held true at the moment $2. */
#define KNOWN_THEN " AND known_from <= $2 AND $2 < known_until"

/* Who, and as known when. */
struct asked {
	person_id person_id;
	instant at;
};
#define ASKED DB_SHAPE(DB_FIELD(struct asked, person_id), DB_FIELD(struct asked, at))

/* Persons first..last, and as known when. */
struct range {
	person_id first, last;
	instant at;
};
#define RANGED \
	DB_SHAPE(DB_FIELD(struct range, first), DB_FIELD(struct range, last), DB_FIELD(struct range, at))
#define IN_RANGE(id) id " >= $1 AND " id " <= $2 AND known_from <= $3 AND $3 < known_until"

#define K(f) DB_FIELD(struct family_link, f)
#define LINK_FIELDS \
	K(person_id), K(relative_id), K(role), K(from_day), K(known_from), K(known_until), K(until_day), \
	    K(state), K(reason), K(document_id), K(source_id)
#define LINK_COLUMNS \
	"person_id, relative_id, role, from_day, known_from, known_until, until_day, state, reason, " \
	"document_id, source_id"
#define LINK_OUT .out = DB_SHAPE(LINK_FIELDS), .out_size = sizeof(struct family_link), .data = DATA_SOCIAL
const struct db_table family_link_table = {
	.name = "family_link",
	.cols = DB_SHAPE(LINK_FIELDS),
	.row_size = sizeof(struct family_link),
	.data = DATA_SOCIAL,
};
static const struct db_stmt link_select = {
	.name = "family_link_select",
	.sql = "SELECT " LINK_COLUMNS " FROM family_link WHERE person_id = $1" KNOWN_THEN
	       " ORDER BY relative_id, role, from_day",
	.in = ASKED,
	LINK_OUT,
};
static const struct db_stmt link_range = {
	.name = "family_link_range",
	.sql = "SELECT " LINK_COLUMNS " FROM family_link WHERE " IN_RANGE(
	    "person_id") " ORDER BY person_id, relative_id, role, from_day, known_from",
	.in = RANGED,
	LINK_OUT,
};
static const struct db_stmt link_select_relative = {
	.name = "family_link_relative",
	.sql = "SELECT " LINK_COLUMNS " FROM family_link WHERE relative_id = $1" KNOWN_THEN
	       " ORDER BY person_id, role, from_day",
	.in = ASKED,
	LINK_OUT,
};
static const struct db_stmt link_relative_range = {
	.name = "family_link_relative_range",
	.sql = "SELECT " LINK_COLUMNS " FROM family_link WHERE " IN_RANGE(
	    "relative_id") " ORDER BY relative_id, person_id, role, from_day",
	.in = RANGED,
	LINK_OUT,
};
static const struct db_stmt link_end_knowledge = {
	.name = "family_link_end_knowledge",
	.sql =
	    "UPDATE family_link SET known_until = $6 WHERE person_id = $1 AND relative_id = $2 AND role = $3"
	    " AND from_day = $4 AND known_from = $5 AND known_until = 9223372036854775807",
	.in = DB_SHAPE(K(person_id), K(relative_id), K(role), K(from_day), K(known_from), K(known_until)),
	.data = DATA_SOCIAL,
};

#define G(f) DB_FIELD(struct guardianship, f)
#define GUARD_FIELDS \
	G(ward_id), G(guardian_id), G(from_day), G(known_from), G(known_until), G(until_day), \
	    G(court_reference), G(document_id), G(source_id)
const struct db_table guardianship_table = {
	.name = "guardianship",
	.cols = DB_SHAPE(GUARD_FIELDS),
	.row_size = sizeof(struct guardianship),
	.data = DATA_SOCIAL,
};
#define GUARD_SELECT \
	"SELECT ward_id, guardian_id, from_day, known_from, known_until, until_day, court_reference," \
	" document_id, source_id FROM guardianship WHERE "
#define GUARD_OUT .out = DB_SHAPE(GUARD_FIELDS), .out_size = sizeof(struct guardianship), .data = DATA_SOCIAL
static const struct db_stmt guardianship_select = {
	.name = "guardianship_select",
	.sql = GUARD_SELECT "ward_id = $1" KNOWN_THEN " ORDER BY guardian_id, from_day",
	.in = ASKED,
	GUARD_OUT,
};
static const struct db_stmt guardianship_select_range = {
	.name = "guardianship_range",
	.sql = GUARD_SELECT IN_RANGE("ward_id") " ORDER BY ward_id, guardian_id, from_day, known_from",
	.in = RANGED,
	GUARD_OUT,
};

#define P(f) DB_FIELD(struct dependant_proof, f)
#define PROOF_FIELDS \
	P(person_id), P(kind), P(from_day), P(known_from), P(known_until), P(until_day), P(document_id), \
	    P(source_id)
const struct db_table dependant_proof_table = {
	.name = "dependant_proof",
	.cols = DB_SHAPE(PROOF_FIELDS),
	.row_size = sizeof(struct dependant_proof),
	.data = DATA_SOCIAL,
};
#define PROOF_SELECT \
	"SELECT person_id, kind, from_day, known_from, known_until, until_day, document_id, source_id" \
	" FROM dependant_proof WHERE "
#define PROOF_OUT \
	.out = DB_SHAPE(PROOF_FIELDS), .out_size = sizeof(struct dependant_proof), .data = DATA_SOCIAL
static const struct db_stmt proof_select = {
	.name = "dependant_proof_select",
	.sql = PROOF_SELECT "person_id = $1" KNOWN_THEN " ORDER BY kind, from_day",
	.in = ASKED,
	PROOF_OUT,
};
static const struct db_stmt proof_range = {
	.name = "dependant_proof_range",
	.sql = PROOF_SELECT IN_RANGE("person_id") " ORDER BY person_id, kind, from_day, known_from",
	.in = RANGED,
	PROOF_OUT,
};

const struct db_stmt *const family_stmts[] = {
	&link_select,
	&link_range,
	&link_relative_range,
	&link_select_relative,
	&link_end_knowledge,
	&guardianship_select,
	&guardianship_select_range,
	&proof_select,
	&proof_range,
	NULL,
};

rc family_links(struct tx *tx, person_id person, instant at, struct arena *a, struct family_link **ret,
		size_t *ret_n)
{
	struct asked q = { person, at };

	return db_rows(tx, &link_select, &q, FAMILY_LINKS_MAX, a, ret, ret_n);
}

rc family_links_to(struct tx *tx, person_id relative, instant at, struct arena *a, struct family_link **ret,
		   size_t *ret_n)
{
	struct asked q = { relative, at };

	return db_rows(tx, &link_select_relative, &q, FAMILY_LINKS_MAX, a, ret, ret_n);
}

rc family_link_add(struct tx *tx, const struct family_link *l)
{
	return db_load(tx, &family_link_table, l, 1);
}

rc family_link_supersede(struct tx *tx, const struct family_link *was, const struct family_link *is)
{
	struct family_link key = *was;
	int64_t changed;

	must(was->known_from.us < is->known_from.us);
	key.known_until = is->known_from;
	TRY(db_exec(tx, &link_end_knowledge, &key, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return family_link_add(tx, is);
}

rc guardianships(struct tx *tx, person_id ward, instant at, struct arena *a, struct guardianship **ret,
		 size_t *ret_n)
{
	struct asked q = { ward, at };

	return db_rows(tx, &guardianship_select, &q, FAMILY_LINKS_MAX, a, ret, ret_n);
}

rc guardianship_add(struct tx *tx, const struct guardianship *g)
{
	return db_load(tx, &guardianship_table, g, 1);
}

rc dependant_proofs(struct tx *tx, person_id person, instant at, struct arena *a,
		    struct dependant_proof **ret, size_t *ret_n)
{
	struct asked q = { person, at };

	return db_rows(tx, &proof_select, &q, FAMILY_PROOFS_MAX, a, ret, ret_n);
}

rc dependant_proof_add(struct tx *tx, const struct dependant_proof *p)
{
	return db_load(tx, &dependant_proof_table, p, 1);
}

rc family_link_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct range q = { first, last, at };

	return db_each(tx, &link_range, &q, row, cls);
}

rc family_links_to_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct range q = { first, last, at };

	return db_each(tx, &link_relative_range, &q, row, cls);
}

rc guardianship_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct range q = { first, last, at };

	return db_each(tx, &guardianship_select_range, &q, row, cls);
}

rc dependant_proof_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct range q = { first, last, at };

	return db_each(tx, &proof_range, &q, row, cls);
}
