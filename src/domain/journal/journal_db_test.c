/* The journal in the store: written by anybody, sealed once, changed by nobody, on both engines. */
#include "domain/journal/journal.h"

#include "domain/journal/seal.h"

#include "testing/fresh.h"
#include "testing/t.h"

static const instant noon = { INT64_C(1795521600000000) };

struct work {
	struct arena *a;
	struct journal_entry e;
	instant now;
	int times;
	struct event *events;
	size_t n;
	const struct db_stmt *s;
};

static rc write_down(struct tx *tx, void *cls)
{
	struct work *w = cls;

	for (int i = 0; i < w->times; i++)
		TRY(journal_write(tx, w->now, &w->e));
	return OK;
}

static rc read_person(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return journal_of_person(tx, w->e.person, (event_id){ INT64_MAX }, PURPOSES, w->a, &w->events, &w->n);
}

static rc read_object(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return journal_of_object(tx, w->e.object, (event_id){ INT64_MAX }, PURPOSES, w->a, &w->events, &w->n);
}

static rc read_waiting(struct tx *tx, void *cls)
{
	struct work *w = cls;

	return seal_next(tx, 10000, w->a, &w->events, &w->n);
}

static rc run(struct tx *tx, void *cls) { return db_exec(tx, ((struct work *)cls)->s, NULL, NULL); }

static struct work work(struct arena *a)
{
	static const unsigned char digest[DIGEST_BYTES] = { 1, 2, 3 };

	return (struct work){ .a = a,
			      .now = noon,
			      .times = 1,
			      .e = { .user = { 7 },
				     .why = FOR_COUNTER,
				     .kind = S("person.read"),
				     .person = { 42 },
				     .object = 43,
				     .detail = S("line\nand \\"),
				     .digest = { digest, sizeof digest } } };
}

T(journal_statements_fit)
{
	struct db *db = fresh(a, "t_journal_stmts");

	for (const struct db_stmt *const *s = journal_stmts; *s != NULL; s++)
		t_rc(db_check(db, *s), OK);
	for (const struct db_stmt *const *s = seal_stmts; *s != NULL; s++)
		t_rc(db_check(db, *s), OK);
	db_close(db);
}

T(journal_writes_and_reads)
{
	struct db *db = fresh(a, "t_journal_write");
	struct work w = work(a);

	/* Every purpose may write, few may read. */
	for (int why = 0; why < PURPOSES; why++)
		t_need(db_write(db, (enum purpose)why, "write", write_down, &w));
	t_rc(db_read(db, FOR_SYSTEM, "read", read_person, &w), DB_PURPOSE);
	t_need(db_read(db, FOR_COUNTER, "read", read_person, &w));
	t_int((int64_t)w.n, PURPOSES);
	t_need(db_read(db, FOR_COUNTER, "read", read_object, &w));
	t_int((int64_t)w.n, PURPOSES);
	const struct event *e = &w.events[0];
	t_int(e->at.us, noon.us);
	t_int(e->user_id.v, 7);
	t_int(e->person_id.v, 42);
	t_int(e->object, 43);
	t_ok(str_eq(e->kind, w.e.kind) && str_eq(e->detail, w.e.detail));
	t_str(e->purpose, "COUNTER");
	t_ok(e->digest.n == DIGEST_BYTES && memcmp(e->digest.p, w.e.digest.p, DIGEST_BYTES) == 0);
	w.e.person.v = 41;
	t_need(db_read(db, FOR_COUNTER, "read", read_person, &w));
	t_int((int64_t)w.n, 0);
	db_close(db);
}

/* With the clock stopped thousands of events share a millisecond: their ids collide, none is lost. */
T(journal_keeps_events_of_one_millisecond)
{
	struct db *db = fresh(a, "t_journal_ms");
	struct work w = work(a);

	w.times = 6000;
	t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
	t_need(db_read(db, FOR_AUDIT, "read", read_waiting, &w));
	t_int((int64_t)w.n, 6000);
	for (size_t i = 1; i < w.n; i++)
		t_ok(w.events[i - 1].event_id.v < w.events[i].event_id.v);
	db_close(db);
}

T(journal_refuses_nonsense)
{
	struct db *db = fresh(a, "t_journal_bad");
	struct work w = work(a);

	w.e.digest.n = 31;
	t_dies(rc r = db_write(db, FOR_COUNTER, "write", write_down, &w); (void)r);
	w.e.digest.n = 0;
	w.e.kind = S("");
	t_dies(rc r = db_write(db, FOR_COUNTER, "write", write_down, &w); (void)r);
	db_close(db);
}

#define CHANGE(what, text) \
	{ \
		.name = "t_change_" what, .sql = text, .data = DATA_JOURNAL \
	}

/* law: domain.md, Journal: the program's connection can neither update nor delete. */
T(journal_is_never_changed)
{
	static const struct db_stmt fill[] = {
		CHANGE("leaf_add",
		       "INSERT INTO leaf (position, event_id, hash) SELECT 0, event_id, digest FROM event"),
		CHANGE("point_add", "INSERT INTO checkpoint (size, root, note, edge, at)"
				    " SELECT 1, digest, '', digest, 0 FROM event"),
	};
	static const struct db_stmt change[] = {
		CHANGE("event", "UPDATE event SET detail = 'other'"),
		CHANGE("event_del", "DELETE FROM event"),
		CHANGE("leaf", "UPDATE leaf SET position = 5"),
		CHANGE("leaf_del", "DELETE FROM leaf"),
		CHANGE("point", "UPDATE checkpoint SET note = 'forged'"),
		CHANGE("point_del", "DELETE FROM checkpoint"),
		/* Nor by the conflict clause of an insert. */
		CHANGE("event_up",
		       "INSERT INTO event SELECT event_id, at, user_id, purpose, kind, person_id, object, "
		       "detail,"
		       " digest FROM event WHERE true ON CONFLICT (event_id) DO UPDATE SET detail = 'other'"),
	};
	struct db *db = fresh(a, "t_journal_never");
	struct work w = work(a);

	t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
	for (size_t i = 0; i < sizeof fill / sizeof fill[0]; i++) {
		w.s = &fill[i];
		t_need(db_write(db, FOR_AUDIT, "fill", run, &w));
	}
	for (size_t i = 0; i < sizeof change / sizeof change[0]; i++) {
		w.s = &change[i];
		t_rc(db_write(db, FOR_AUDIT, change[i].name, run, &w), DB_BROKEN);
	}
	/* Other tables can be changed by the same connection: it is the journal that is refused. */
	static const struct db_stmt drop = CHANGE("unsealed_del", "DELETE FROM event_unsealed");
	w.s = &drop;
	t_need(db_write(db, FOR_AUDIT, "drop", run, &w));
	t_need(db_read(db, FOR_AUDIT, "read", read_person, &w));
	t_int((int64_t)w.n, 1);
	t_ok(w.n == 1 && str_eq(w.events[0].detail, w.e.detail));
	db_close(db);
}

/* A later connection works with the same few rights, and one more run of the migrations keeps them. */
T(journal_is_never_changed_after_reconnecting)
{
	static const struct db_stmt change = CHANGE("again", "UPDATE event SET detail = 'other'");
	const char *url = fresh_url(a, "t_journal_again");
	struct work w = work(a);
	struct db *db;

	for (int i = 0; i < 2; i++) {
		t_need(db_open(a, url, &db));
		t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
		w.s = &change;
		t_rc(db_write(db, FOR_AUDIT, "change", run, &w), DB_BROKEN);
		t_need(db_migrate(db));
		t_rc(db_write(db, FOR_AUDIT, "change", run, &w), DB_BROKEN);
		db_close(db);
	}
}
