/* The sealer: every event gets one place, whoever seals, whatever fails; proofs hold. */
#include "service/seal_journal.h"

#include "domain/fund/fund.h"
#include "domain/journal/note.h"
#include "domain/journal/seal.h"
#include "service/keys.h"

#include "testing/t.h"
#include "testing/tamper.h"

#include <sodium.h>

static const instant noon = { INT64_C(1795521600000000) };

static struct keys some_keys(void)
{
	struct keys k;
	unsigned char seed[KEY_BYTES] = { 9 };

	must(crypto_sign_seed_keypair(k.seal_public, k.seal_secret, seed) == 0);
	return k;
}

struct work {
	struct arena *a;
	int times;
	event_id id;
	struct checkpoint checkpoint;
	struct event *events;
	size_t n;
};

static rc make_fund(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S("sanad.test/ma"),
			  .next_number = 10000000,
			  .created_at = noon };

	(void)cls;
	return fund_create(tx, &f);
}

static rc write_down(struct tx *tx, void *cls)
{
	struct work *w = cls;

	for (int i = 0; i < w->times; i++) {
		struct journal_entry e = { .why = FOR_COUNTER,
					   .kind = S("person.read"),
					   .person = { i + 1 } };
		TRY(journal_write(tx, noon, &e));
	}
	return OK;
}

static rc look(struct tx *tx, void *cls)
{
	struct work *w = cls;

	TRY(checkpoint_read(tx, INT64_MAX, w->a, &w->checkpoint));
	return journal_of_person(tx, (person_id){ 1 }, (event_id){ INT64_MAX }, 1000, w->a, &w->events,
				 &w->n);
}

static struct db *store(struct arena *a, const char *name, int events)
{
	struct db *db = fresh(a, name);
	struct work w = { .a = a, .times = events };

	must(rc_ok(db_write(db, FOR_SYSTEM, "make", make_fund, NULL)));
	must(rc_ok(db_write(db, FOR_COUNTER, "write", write_down, &w)));
	return db;
}

T(seals_in_batches_until_nothing_waits)
{
	struct db *db = store(a, "t_journal_seal", 0);
	struct keys k = some_keys();
	struct work w = { .a = a, .times = SEAL_BATCH + 7 };
	int64_t sealed;
	str note;

	t_need(seal_journal(db, &k, noon, 10, &sealed));
	t_int(sealed, 0);
	t_rc(journal_checkpoint(db, a, &note), DB_NONE);
	t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
	t_need(seal_journal(db, &k, noon, 1, &sealed));
	t_int(sealed, SEAL_BATCH);
	t_need(seal_journal(db, &k, noon, 10, &sealed));
	t_int(sealed, 7);
	t_need(seal_journal(db, &k, noon, 10, &sealed));
	t_int(sealed, 0);
	struct note_head h;
	t_need(journal_checkpoint(db, a, &note));
	t_need(note_open(note, note_verifier(a, S("sanad.test/ma"), k.seal_public), &h));
	t_int(h.size, SEAL_BATCH + 7);
	t_need(db_read(db, FOR_AUDIT, "look", look, &w));
	t_int(w.checkpoint.size, SEAL_BATCH + 7);
	db_close(db);
}

static bool proof_holds(struct arena *a, const struct keys *k, const struct journal_proof *p)
{
	struct hash hashes[PROOF_MAX], leaf = merkle_leaf(p->text);
	struct note_head h;

	for (size_t i = 0; i < p->n; i++)
		must(hash_parse(p->hashes[i], &hashes[i]));
	return rc_ok(note_open(p->note, note_verifier(a, S("sanad.test/ma"), k->seal_public), &h)) &&
	       h.size == p->size && merkle_included(&leaf, p->position, h.size, &h.root, hashes, p->n);
}

T(proofs_hold_outside)
{
	struct db *db = store(a, "t_journal_prove", 1);
	struct keys k = some_keys();
	struct work w = { .a = a };
	struct journal_proof p;
	int64_t sealed, first_size = 0;

	t_need(seal_journal(db, &k, noon, 1, &sealed));
	for (int i = 0; i < 9; i++) {
		w.times = 3 * i + 1;
		t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
		t_need(seal_journal(db, &k, noon, 1, &sealed));
		t_int(sealed, w.times);
		t_need(db_read(db, FOR_AUDIT, "look", look, &w));
		first_size = first_size == 0 ? w.checkpoint.size : first_size;
	}
	for (size_t i = 0; i < w.n; i++) {
		t_need(journal_prove(db, w.events[i].event_id, a, &p));
		t_ok(proof_holds(a, &k, &p));
		p.position ^= 1;
		t_ok(!proof_holds(a, &k, &p));
	}
	struct journal_consistency c;
	struct hash hashes[PROOF_MAX];
	struct note_head was, is;
	str v = note_verifier(a, S("sanad.test/ma"), k.seal_public);
	t_need(journal_prove_consistency(db, first_size, a, &c));
	for (size_t i = 0; i < c.n; i++)
		t_ok(hash_parse(c.hashes[i], &hashes[i]));
	t_need(note_open(c.old_note, v, &was));
	t_need(note_open(c.note, v, &is));
	t_int(was.size, first_size);
	t_ok(merkle_consistent(was.size, &was.root, is.size, &is.root, hashes, c.n));
	t_rc(journal_prove_consistency(db, first_size + 1, a, &c), DB_NONE);
	t_rc(journal_prove(db, (event_id){ 5 }, a, &p), DB_NONE);
	w.times = 1;
	t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
	t_need(db_read(db, FOR_AUDIT, "look", look, &w));
	size_t waiting = 0;
	for (size_t i = 0; i < w.n; i++)
		waiting += rc_is(journal_prove(db, w.events[i].event_id, a, &p), E_EVENT_UNSEALED);
	t_int((int64_t)waiting, 1);
	db_close(db);
}

/* Whatever call fails, nothing is half sealed, and the next call goes on. */
T(seals_all_or_nothing)
{
	struct db *db = store(a, "t_journal_fail", 40);
	struct keys k = some_keys();
	struct work w = { .a = a };
	int64_t sealed, n;
	rc r;

	for (n = 0;; n++) {
		db_fail_after(db, n, E_DB_DOWN);
		r = seal_journal(db, &k, noon, 1, &sealed);
		db_fail_after(db, -1, E_OK);
		if (rc_ok(r))
			break;
		t_ok(rc_is(r, E_DB_DOWN) && n < 50);
		t_rc(db_read(db, FOR_AUDIT, "look", look, &w), DB_NONE);
	}
	t_ok(n > 5);
	t_int(sealed, 40);
	t_need(db_read(db, FOR_AUDIT, "look", look, &w));
	t_int(w.checkpoint.size, 40);
	db_close(db);
}

/* A stored edge that doesn't lead to the signed root is not built upon. */
T(refuses_a_broken_edge)
{
	const char *url = fresh_url(a, "t_journal_edge");
	struct keys k = some_keys();
	struct work w = { .a = a, .times = 3 };
	struct db *db;
	int64_t sealed;

	t_need(db_open(a, url, &db));
	t_need(db_write(db, FOR_SYSTEM, "make", make_fund, NULL));
	t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
	t_need(seal_journal(db, &k, noon, 1, &sealed));
	db_close(db);
	tamper(url, "UPDATE checkpoint SET edge = (SELECT hash FROM leaf WHERE position = 0)");
	t_need(db_open(a, url, &db));
	t_need(db_write(db, FOR_COUNTER, "write", write_down, &w));
	t_rc(seal_journal(db, &k, noon, 1, &sealed), SEAL_LEAF);
	db_close(db);
}

enum { WRITERS = 3, SEALERS = 3, ROUNDS = 60 };

/* A process of its own: writes events, or seals until it has found nothing several times. */
static int child(const char *url, bool seals)
{
	struct keys k = some_keys();
	struct work w = { .times = 5 };
	struct arena a;
	struct db *db;
	bool good = true;

	arena_init(&a, 256 << 20);
	if (!rc_ok(db_open(&a, url, &db)))
		return 1;
	for (int i = 0; good && i < ROUNDS; i++) {
		int64_t sealed;
		rc r = seals ? seal_journal(db, &k, noon, 2, &sealed)
			     : db_write(db, FOR_COUNTER, "write", write_down, &w);
		good = rc_ok(r) || (seals && rc_is(r, E_SEAL_RACE));
		if (!good)
			printf("# %s\n", rc_trail());
		if (seals)
			usleep(2000);
	}
	db_close(db);
	fflush(stdout);
	return good ? 0 : 1;
}

T(sealers_do_not_spoil_each_others_work)
{
	struct db *db;
	struct keys k = some_keys();
	struct work w = { .a = a };
	pid_t pid[WRITERS + SEALERS];
	int64_t sealed;
	const char *url = fresh_url(a, "t_journal_race");

	t_need(db_open(a, url, &db));
	t_need(db_write(db, FOR_SYSTEM, "make", make_fund, NULL));
	db_close(db);
	fflush(NULL);
	for (int i = 0; i < WRITERS + SEALERS; i++) {
		pid[i] = fork();
		if (pid[i] == 0)
			_Exit(child(url, i >= WRITERS));
	}
	for (int i = 0; i < WRITERS + SEALERS; i++) {
		int st;
		waitpid(pid[i], &st, 0);
		t_ok(WIFEXITED(st) && WEXITSTATUS(st) == 0);
	}
	t_need(db_open(a, url, &db));
	t_need(seal_journal(db, &k, noon, 10, &sealed));
	t_need(db_read(db, FOR_AUDIT, "look", look, &w));
	t_int(w.checkpoint.size, (int64_t)WRITERS * ROUNDS * 5);
	for (size_t i = 0; i < w.n; i += 20) {
		struct journal_proof p;
		t_need(journal_prove(db, w.events[i].event_id, a, &p));
		t_ok(proof_holds(a, &k, &p));
	}
	db_close(db);
}
