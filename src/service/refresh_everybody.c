/* service/refresh_everybody.c */
#include "service/refresh_everybody.h"

#include "service/bulk_people.h"
#include "service/refresh_rights.h"

#include "domain/journal/journal.h"

#include <string.h>

enum { CHUNK = 2000, CHUNK_MEMORY = 512 << 20 };

struct running {
	struct arena *a; /* of the run */
	struct lease lease;
	user_id who;
	struct arena chunk;
	struct rights_run run, next; /* as it is on the disk; as the chunk leaves it */
	unsigned char law[RIGHTS_MARK_BYTES];
	bool done;
};

static rc event(struct tx *tx, const struct running *w, str kind, const struct rights_refreshed *of)
{
	struct journal_entry e = {
		.user = w->who, .why = FOR_REGISTRATION, .kind = kind, .object = w->run.nth
	};

	if (of != NULL) {
		e.digest = (blob){ of->digest, sizeof of->digest };
		e.detail = str_printf(w->a, "%lld/%lld", (long long)of->changed, (long long)of->people);
	}
	return journal_write(tx, clock_now(), &e);
}

/* The run that goes on: the newest, when it isn't through and by the same law; else a new one. */
static rc begin(struct tx *tx, void *cls)
{
	struct running *w = cls;
	struct rights_desk desk;
	rc r;

	TRY(lease_begin(tx, &w->lease));
	TRY(rights_desk_open(tx, w->a, &desk));
	memcpy(w->law, desk.mark, sizeof w->law);
	r = rights_run_newest(tx, w->a, &w->run);
	if (rc_is(r, E_DB_NONE))
		w->run.nth = 0;
	else
		TRY(r);
	bool same = w->run.nth > 0 && w->run.law.n == sizeof w->law &&
		    memcmp(w->run.law.p, w->law, sizeof w->law) == 0;
	if (same && w->run.done_at.us == 0)
		return OK;
	w->run = (struct rights_run){ .nth = w->run.nth + 1,
				      .law = { w->law, sizeof w->law },
				      .begun_at = clock_now() };
	TRY(rights_run_add(tx, &w->run));
	return event(tx, w, S("rights.refreshing"), NULL);
}

/* Whom the change touches today, in the transaction that makes it: once, wherever the run is killed. */
static rc tell(struct tx *tx, struct running *w, const struct rights_refreshed *of, int64_t *ret_told)
{
	struct change_words words = { .closed.n = 0 };
	bool told;

	for (size_t i = 0; i < of->today_n; i++) {
		TRY(tell_right_change(tx, &w->chunk, clock_now(), &of->today[i], 0, &words, &told));
		*ret_told += told;
	}
	return OK;
}

static rc go_on(struct tx *tx, void *cls)
{
	struct running *w = cls;
	struct rights_run is = w->run;
	struct rights_refreshed of;
	struct rights_desk desk;
	person_id last;

	arena_done(&w->chunk); /* of a try that was lost */
	arena_init(&w->chunk, CHUNK_MEMORY);
	TRY(lease_go_on(tx, &w->lease));
	TRY(rights_desk_open(tx, &w->chunk, &desk));
	CHECK(memcmp(desk.mark, w->law, sizeof w->law) == 0, RIGHTS_LAW);
	TRY(rights_next_people(tx, is.last_id, CHUNK, &w->chunk, &last));
	w->done = last.v == 0;
	if (w->done) {
		is.done_at = clock_now();
		TRY(event(tx, w, S("rights.refreshed"), NULL));
		TRY(lease_end(tx, &w->lease));
	} else {
		TRY(refresh_rights_range(tx, &w->chunk, clock_now(), &desk, (person_id){ is.last_id.v + 1 },
					 last, &of));
		is.last_id = last;
		is.people += of.people;
		is.changed += of.changed;
		is.added += of.added;
		is.ended += of.ended;
		if (of.changed > 0)
			TRY(event(tx, w, S("rights.decided"), &of));
		TRY(tell(tx, w, &of, &is.told));
	}
	TRY(rights_run_set(tx, &is));
	w->next = is;
	return OK;
}

static rc run(struct db *db, struct running *w, rights_watch *watch, void *cls)
{
	while (!w->done) {
		TRY(db_write_bulk(db, FOR_REGISTRATION, "refresh rights", go_on, w));
		w->run = w->next; /* not before: a commit that is lost is tried again from here */
		watch(cls, "RIGHTS", w->run.people, 0);
	}
	return OK;
}

rc refresh_everybody(struct db *db, user_id who, rights_watch *watch, void *cls, struct rights_run *ret)
{
	struct arena a;

	arena_init(&a, CHUNK_MEMORY);
	struct running w = { .a = &a, .lease = bulk_lease(&a), .who = who };
	rc r = db_write(db, FOR_REGISTRATION, "refresh rights", begin, &w);
	if (rc_ok(r)) {
		r = run(db, &w, watch, cls);
		arena_done(&w.chunk);
		if (!rc_ok(r))
			lease_let_go(db, FOR_REGISTRATION, &w.lease);
	}
	*ret = w.run;
	ret->law = (blob){ NULL, 0 };
	arena_done(&a);
	return r;
}
