/* domain/journal/journal_db.c - SQL of the journal: writing events, reading them back. */
#include "domain/journal/journal.h"

#define EVENT_COLUMNS "event_id, at, user_id, purpose, kind, person_id, object, detail, digest"
#define EVENT_FIELDS \
	DB_FIELD(struct event, event_id), DB_FIELD(struct event, at), DB_FIELD(struct event, user_id), \
	    DB_FIELD(struct event, purpose), DB_FIELD(struct event, kind), \
	    DB_FIELD(struct event, person_id), DB_FIELD(struct event, object), \
	    DB_FIELD(struct event, detail), DB_FIELD(struct event, digest)

/* Two events of one millisecond meet once in two million; with the clock stopped (rehearsals) more often. */
enum { ID_TRIES = 64, DIGEST_SIZE = 32 };

/* DATA_NONE: writing to the journal is a duty under every purpose; reading it is what needs the right to. */
static const struct db_stmt event_add = {
	.name = "journal_event_add",
	.sql = "INSERT INTO event (" EVENT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
	       " ON CONFLICT (event_id) DO NOTHING",
	.in = DB_SHAPE(EVENT_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt unsealed_add = {
	.name = "journal_unsealed_add",
	.sql = "INSERT INTO event_unsealed (event_id) VALUES ($1)",
	.in = DB_SHAPE(DB_FIELD(struct event, event_id)),
	.data = DATA_NONE,
};

str journal_purpose(enum purpose why)
{
	static const str names[PURPOSES] = {
#define PURPOSE(name, classes, basis) [FOR_##name] = { #name, sizeof #name - 1 },
#include "store/purpose.def"
#undef PURPOSE
	};

	must(why < PURPOSES);
	return names[why];
}

rc journal_write(struct tx *tx, instant now, const struct journal_entry *e)
{
	struct event ev = {
		.at = now,
		.user_id = e->user,
		.purpose = journal_purpose(e->why),
		.kind = e->kind,
		.person_id = e->person,
		.object = e->object,
		.detail = e->detail,
		.digest = e->digest,
	};
	int64_t added = 0;

	must(0 < e->kind.n && e->kind.n <= JOURNAL_KIND_MAX && e->detail.n <= JOURNAL_DETAIL_MAX);
	must(e->digest.n == 0 || e->digest.n == DIGEST_SIZE);
	for (int i = 0; i < ID_TRIES && added == 0; i++) {
		ev.event_id = (event_id){ id_new(now) };
		TRY(db_exec(tx, &event_add, &ev, &added));
	}
	CHECK(added == 1, DB_CONFLICT);
	return db_exec(tx, &unsealed_add, &ev, NULL);
}

struct about {
	int64_t object;
	person_id person_id;
	event_id before;
	int64_t max;
};

static const struct db_stmt of_person = {
	.name = "journal_of_person",
	.sql = "SELECT " EVENT_COLUMNS " FROM event WHERE person_id = $1 AND person_id <> 0 AND event_id < $2"
	       " ORDER BY event_id DESC LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct about, person_id), DB_FIELD(struct about, before),
		       DB_FIELD(struct about, max)),
	.out = DB_SHAPE(EVENT_FIELDS),
	.out_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};

static const struct db_stmt of_object = {
	.name = "journal_of_object",
	.sql = "SELECT " EVENT_COLUMNS " FROM event WHERE object = $1 AND object <> 0 AND event_id < $2"
	       " ORDER BY event_id DESC LIMIT $3",
	.in = DB_SHAPE(DB_FIELD(struct about, object), DB_FIELD(struct about, before),
		       DB_FIELD(struct about, max)),
	.out = DB_SHAPE(EVENT_FIELDS),
	.out_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};

rc journal_of_person(struct tx *tx, person_id person, event_id before, size_t max, struct arena *a,
		     struct event **ret, size_t *ret_n)
{
	struct about q = { .person_id = person, .before = before, .max = (int64_t)max };

	must(max <= JOURNAL_PAGE_MAX);
	return db_rows(tx, &of_person, &q, max, a, ret, ret_n);
}

rc journal_of_object(struct tx *tx, int64_t object, event_id before, size_t max, struct arena *a,
		     struct event **ret, size_t *ret_n)
{
	struct about q = { .object = object, .before = before, .max = (int64_t)max };

	must(max <= JOURNAL_PAGE_MAX);
	return db_rows(tx, &of_object, &q, max, a, ret, ret_n);
}

const struct db_stmt *const journal_stmts[] = { &event_add, &unsealed_add, &of_person, &of_object, NULL };
