/* domain/audit/audit_db.c - pages of the store for checking what needs more than one statement. */
#include "domain/audit/audit.h"

struct page {
	int64_t after, before, max, object;
};

static const struct db_stmt leaf_pages = {
	.name = "audit_leaves",
	.sql = "SELECT l.position, l.hash, e.event_id, e.at, e.user_id, e.purpose, e.kind, e.person_id, "
	       "e.object,"
	       " e.detail, e.digest FROM leaf l JOIN event e ON e.event_id = l.event_id"
	       " WHERE l.position >= $1 AND l.position < $2 ORDER BY l.position",
	.in = DB_SHAPE(DB_FIELD(struct page, after), DB_FIELD(struct page, before)),
	.out = DB_SHAPE(DB_FIELD(struct audit_leaf, position), DB_FIELD(struct audit_leaf, hash),
			DB_FIELD(struct audit_leaf, event_id), DB_FIELD(struct audit_leaf, at),
			DB_FIELD(struct audit_leaf, user_id), DB_FIELD(struct audit_leaf, purpose),
			DB_FIELD(struct audit_leaf, kind), DB_FIELD(struct audit_leaf, person_id),
			DB_FIELD(struct audit_leaf, object), DB_FIELD(struct audit_leaf, detail),
			DB_FIELD(struct audit_leaf, digest)),
	.out_size = sizeof(struct audit_leaf),
	.data = DATA_JOURNAL,
};

static const struct db_stmt checkpoint_next = {
	.name = "audit_checkpoint",
	.sql = "SELECT size, root, note, edge FROM checkpoint WHERE size > $1 ORDER BY size LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct page, after)),
	.out = DB_SHAPE(DB_FIELD(struct audit_checkpoint, size), DB_FIELD(struct audit_checkpoint, root),
			DB_FIELD(struct audit_checkpoint, note), DB_FIELD(struct audit_checkpoint, edge)),
	.out_size = sizeof(struct audit_checkpoint),
	.data = DATA_JOURNAL,
};

static const struct db_stmt person_pages = {
	.name = "audit_persons",
	.sql =
	    "SELECT person_id, number, state, survivor_id FROM person WHERE person_id > $1 ORDER BY person_id"
	    " LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct page, after), DB_FIELD(struct page, max)),
	.out = DB_SHAPE(DB_FIELD(struct audit_person, person_id), DB_FIELD(struct audit_person, number),
			DB_FIELD(struct audit_person, state), DB_FIELD(struct audit_person, survivor_id)),
	.out_size = sizeof(struct audit_person),
	.data = DATA_IDENTITY,
};

static const struct db_stmt bulk_next = {
	.name = "audit_bulk",
	.sql = "SELECT * FROM (SELECT feed_id AS object, 'feed' AS origin, registered AS people, "
	       "first_person_id,"
	       " applied_at AS known_from FROM feed WHERE state IN ('APPLIED', 'ANSWERED') AND registered > 0"
	       " UNION ALL SELECT run_id, 'demo_run', people, first_person_id, began_at FROM demo_run"
	       " WHERE ended_at <> 0) x WHERE object > $1 ORDER BY object LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct page, after)),
	.out = DB_SHAPE(DB_FIELD(struct audit_bulk, object), DB_FIELD(struct audit_bulk, origin),
			DB_FIELD(struct audit_bulk, people), DB_FIELD(struct audit_bulk, first_person_id),
			DB_FIELD(struct audit_bulk, known_from)),
	.out_size = sizeof(struct audit_bulk),
	.data = DATA_NONE,
};

static const struct db_stmt chunk_list = {
	.name = "audit_chunks",
	.sql = "SELECT event_id, detail, digest FROM event WHERE object = $1 AND object <> 0 AND kind IN "
	       "('feed.persons', 'demo.persons', 'move.chunk')",
	.in = DB_SHAPE(DB_FIELD(struct page, object)),
	.out = DB_SHAPE(DB_FIELD(struct audit_chunk, event_id), DB_FIELD(struct audit_chunk, detail),
			DB_FIELD(struct audit_chunk, digest)),
	.out_size = sizeof(struct audit_chunk),
	.data = DATA_JOURNAL,
};

struct known_page {
	int64_t after, last, max;
	instant known_from;
};

/* One of the two tables has the row: a correction moves it from person to person_past. Ids of a block have
 * bit 21 set (base/id.h), others of the same millisecond haven't. */
#define FACTS \
	"person_id, number, last_name, first_name, last_name_ar, first_name_ar, born, sex, commune_id, " \
	"address, phone," \
	" email, language, source_id"
#define OF_BLOCK \
	"WHERE person_id > $1 AND person_id <= $2 AND known_from = $3 AND (person_id / 2097152) % 2 = 1"
static const struct db_stmt known_first = {
	.name = "audit_first_known",
	.sql = "SELECT " FACTS " FROM person " OF_BLOCK " UNION ALL SELECT " FACTS
	       " FROM person_past " OF_BLOCK " ORDER BY person_id LIMIT $4",
	.in = DB_SHAPE(DB_FIELD(struct known_page, after), DB_FIELD(struct known_page, last),
		       DB_FIELD(struct known_page, known_from), DB_FIELD(struct known_page, max)),
	.out = DB_SHAPE(DB_FIELD(struct digest_person, person_id), DB_FIELD(struct digest_person, number),
			DB_FIELD(struct digest_person, last_name), DB_FIELD(struct digest_person, first_name),
			DB_FIELD(struct digest_person, last_name_ar),
			DB_FIELD(struct digest_person, first_name_ar), DB_FIELD(struct digest_person, born),
			DB_FIELD(struct digest_person, sex), DB_FIELD(struct digest_person, commune_id),
			DB_FIELD(struct digest_person, address), DB_FIELD(struct digest_person, phone),
			DB_FIELD(struct digest_person, email), DB_FIELD(struct digest_person, language),
			DB_FIELD(struct digest_person, source_id)),
	.out_size = sizeof(struct digest_person),
	.data = DATA_IDENTITY | DATA_CONTACT,
};

#define LAW(f) DB_FIELD(struct audit_law, f)
static const struct db_stmt law_next = {
	.name = "audit_law",
	.sql = "SELECT v.version_id, v.nth, v.digest, COALESCE(MIN(e.detail), '') AS told FROM law_version v"
	       " LEFT JOIN event e ON e.object = v.version_id AND e.object <> 0"
	       " AND e.kind IN ('law.first', 'law.proposed') WHERE v.nth > $1"
	       " GROUP BY v.version_id, v.nth, v.digest ORDER BY v.nth LIMIT 1",
	.in = DB_SHAPE(LAW(nth)),
	.out = DB_SHAPE(LAW(version_id), LAW(nth), LAW(digest), LAW(told)),
	.out_size = sizeof(struct audit_law),
	.data = DATA_JOURNAL,
};

#define LAW_FILE(f) DB_FIELD(struct audit_law_file, f)
static const struct db_stmt law_files_of = {
	.name = "audit_law_files",
	.sql = "SELECT name, bytes, packed FROM law_version_file WHERE version_id = $1 ORDER BY name",
	.in = DB_SHAPE(LAW(version_id)),
	.out = DB_SHAPE(LAW_FILE(name), LAW_FILE(bytes), LAW_FILE(packed)),
	.out_size = sizeof(struct audit_law_file),
	.data = DATA_NONE,
};

#define CHECK_OF(f) DB_FIELD(struct audit_check, f)
struct check_page {
	int64_t turn_id, nth, max;
};
static const struct db_stmt check_pages = {
	.name = "audit_checks",
	.sql = "SELECT turn_id, nth, at, user_id, person_id, day FROM rights_check WHERE (turn_id, nth) > "
	       "($1, $2)"
	       " ORDER BY turn_id, nth LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct check_page, turn_id), DB_FIELD(struct check_page, nth),
		       DB_FIELD(struct check_page, max)),
	.out = DB_SHAPE(CHECK_OF(turn_id), CHECK_OF(nth), CHECK_OF(at), CHECK_OF(user_id),
			CHECK_OF(person_id), CHECK_OF(day)),
	.out_size = sizeof(struct audit_check),
	.data = DATA_JOURNAL,
};
static const struct db_stmt check_told = {
	.name = "audit_checks_told",
	.sql = "SELECT event_id, detail, digest FROM event WHERE object = $1 AND object <> 0"
	       " AND kind = 'rights.checked' ORDER BY event_id LIMIT 1",
	.in = DB_SHAPE(DB_FIELD(struct page, object)),
	.out = DB_SHAPE(DB_FIELD(struct audit_chunk, event_id), DB_FIELD(struct audit_chunk, detail),
			DB_FIELD(struct audit_chunk, digest)),
	.out_size = sizeof(struct audit_chunk),
	.data = DATA_JOURNAL,
};

static const struct db_stmt counts = {
	.name = "audit_counts",
	.sql = "SELECT (SELECT COUNT(*) FROM event) AS events, (SELECT COUNT(*) FROM leaf) AS leaves,"
	       " (SELECT COUNT(*) FROM event_unsealed) AS unsealed, (SELECT COUNT(*) FROM person) AS persons,"
	       " (SELECT COUNT(*) FROM membership) AS memberships, (SELECT COUNT(*) FROM identifier) AS "
	       "identifiers,"
	       " (SELECT COUNT(*) FROM feed) AS feeds",
	.out = DB_SHAPE(DB_FIELD(struct audit_counts, events), DB_FIELD(struct audit_counts, leaves),
			DB_FIELD(struct audit_counts, unsealed), DB_FIELD(struct audit_counts, persons),
			DB_FIELD(struct audit_counts, memberships),
			DB_FIELD(struct audit_counts, identifiers), DB_FIELD(struct audit_counts, feeds)),
	.out_size = sizeof(struct audit_counts),
	.data = DATA_IDENTITY | DATA_SOCIAL | DATA_JOURNAL,
};

struct block {
	int64_t first_person_id, people;
};

static const struct db_stmt unfinished = {
	.name = "audit_unfinished",
	.sql = "SELECT first_person_id, registered AS people FROM feed WHERE state = 'APPROVED'"
	       " AND first_person_id <> 0 AND registered > 0"
	       " UNION ALL SELECT first_person_id, people FROM demo_run WHERE ended_at = 0",
	.out = DB_SHAPE(DB_FIELD(struct block, first_person_id), DB_FIELD(struct block, people)),
	.out_size = sizeof(struct block),
	.data = DATA_NONE,
};

rc audit_leaves(struct tx *tx, int64_t from, db_row *row, void *cls)
{
	struct page q = { .after = from, .before = from + AUDIT_PAGE };

	return db_each(tx, &leaf_pages, &q, row, cls);
}

rc audit_checkpoint(struct tx *tx, int64_t size, struct arena *a, struct audit_checkpoint *ret)
{
	struct page q = { .after = size };

	return db_one(tx, &checkpoint_next, &q, a, ret);
}

rc audit_persons(struct tx *tx, person_id after, db_row *row, void *cls)
{
	struct page q = { .after = after.v, .max = AUDIT_PAGE };

	return db_each(tx, &person_pages, &q, row, cls);
}

rc audit_bulk(struct tx *tx, int64_t after, struct arena *a, struct audit_bulk *ret)
{
	struct page q = { .after = after };

	return db_one(tx, &bulk_next, &q, a, ret);
}

rc audit_chunks(struct tx *tx, int64_t object, struct arena *a, struct audit_chunk **ret, size_t *ret_n)
{
	struct page q = { .object = object };

	return db_rows(tx, &chunk_list, &q, AUDIT_CHUNKS_MAX, a, ret, ret_n);
}

rc audit_first_known(struct tx *tx, const struct audit_known *k, db_row *row, void *cls)
{
	struct known_page q = { k->after.v, k->last.v, AUDIT_PAGE, k->known_from };

	return db_each(tx, &known_first, &q, row, cls);
}

rc audit_law(struct tx *tx, int64_t nth, struct arena *a, struct audit_law *ret)
{
	return db_one(tx, &law_next, &(struct audit_law){ .nth = nth }, a, ret);
}

rc audit_law_files(struct tx *tx, int64_t version_id, struct arena *a, struct audit_law_file **ret,
		   size_t *ret_n)
{
	struct audit_law key = { .version_id = version_id };

	return db_rows(tx, &law_files_of, &key, AUDIT_LAW_FILES_MAX, a, ret, ret_n);
}

rc audit_checks(struct tx *tx, const struct audit_check *after, db_row *row, void *cls)
{
	struct check_page q = { after->turn_id, after->nth, AUDIT_PAGE };

	return db_each(tx, &check_pages, &q, row, cls);
}

rc audit_checks_told(struct tx *tx, int64_t turn_id, struct arena *a, struct audit_chunk *ret)
{
	return db_one(tx, &check_told, &(struct page){ .object = turn_id }, a, ret);
}

rc audit_counts(struct tx *tx, struct arena *a, struct audit_counts *ret)
{
	return db_one(tx, &counts, NULL, a, ret);
}

static rc widen(void *cls, const void *row)
{
	struct audit_scope *s = cls;
	const struct block *b = row;
	int64_t last = id_nth(b->first_person_id, b->people - 1);

	s->low_id = s->high_id == 0 || b->first_person_id < s->low_id ? b->first_person_id : s->low_id;
	s->high_id = last > s->high_id ? last : s->high_id;
	return OK;
}

rc audit_unfinished(struct tx *tx, struct audit_scope *ret)
{
	/* Between 1 and 0 there is nobody. */
	ret->low_id = 1;
	ret->high_id = 0;
	return db_each(tx, &unfinished, NULL, widen, ret);
}

#define V(f) DB_FIELD(struct audit_move, f)
static const struct db_stmt move_next = {
	.name = "audit_move",
	.sql = "SELECT nth, move_id, from_scheme, to_scheme, day FROM scheme_move WHERE nth > $1 ORDER BY "
	       "nth LIMIT 1",
	.in = DB_SHAPE(V(nth)),
	.out = DB_SHAPE(V(nth), V(move_id), V(from_scheme), V(to_scheme), V(day)),
	.out_size = sizeof(struct audit_move),
	.data = DATA_NONE,
};
struct moved_page {
	struct audit_move m;
	int64_t first, last;
};
#define W(f) DB_FIELD(struct moved_page, f)
#define Y(f) DB_FIELD(struct audit_moved, f)
static const struct db_stmt moved_rows = {
	.name = "audit_moved",
	.sql =
	    "SELECT a.person_id, a.from_day, b.until_day FROM membership a JOIN membership b"
	    " ON b.person_id = a.person_id AND b.scheme = $3 AND b.from_day = $4 AND b.known_from = "
	    "a.known_from"
	    " AND b.source_id = a.source_id WHERE a.person_id >= $5 AND a.person_id <= $6 AND a.scheme = $2"
	    " AND a.source_id = $1 AND a.until_day = $4 ORDER BY a.person_id",
	.in = DB_SHAPE(W(m.move_id), W(m.from_scheme), W(m.to_scheme), W(m.day), W(first), W(last)),
	.out = DB_SHAPE(Y(person_id), Y(from_day), Y(until_day)),
	.out_size = sizeof(struct audit_moved),
	.data = DATA_SOCIAL,
};

rc audit_move(struct tx *tx, int64_t nth, struct arena *a, struct audit_move *ret)
{
	return db_one(tx, &move_next, &(struct audit_move){ .nth = nth }, a, ret);
}

rc audit_moved(struct tx *tx, const struct audit_move *m, int64_t first, int64_t last, db_row *row, void *cls)
{
	struct moved_page q = { *m, first, last };

	return db_each(tx, &moved_rows, &q, row, cls);
}

const struct db_stmt *const audit_stmts[] = { &leaf_pages,  &checkpoint_next, &person_pages, &bulk_next,
					      &chunk_list,  &known_first,     &counts,	     &unfinished,
					      &law_next,    &law_files_of,    &move_next,    &moved_rows,
					      &check_pages, &check_told,      NULL };
