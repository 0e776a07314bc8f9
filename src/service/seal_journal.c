/* service/seal_journal.c - the sealer, and the proofs for outside tools. */
#include "service/seal_journal.h"

#include "domain/fund/fund.h"
#include "domain/journal/note.h"
#include "domain/journal/seal.h"
#include "service/keys.h"

enum { RACES_MAX = 8, BATCH_MEMORY = 256 << 20 };

struct sealing {
	const struct keys *keys;
	instant now;
	struct arena *a;
	bool waits;
	int64_t sealed;
};

static rc look(struct tx *tx, void *cls) { return seal_waits(tx, &((struct sealing *)cls)->waits); }

static rc sign(struct tx *tx, const struct sealing *s, const struct edge *e)
{
	struct hash root = merkle_root(e);
	struct fund fund;

	TRY(fund_read(tx, s->a, &fund));
	CHECK(note_origin_valid(fund.origin), NOTE_ORIGIN);
	struct note_head head = { fund.origin, e->size, root };
	struct checkpoint c = {
		.size = e->size,
		.root = { root.b, sizeof root.b },
		.note = note_sign(s->a, &head, s->keys->seal_secret),
		.edge = { e->tree[0].b, (size_t)e->n * HASH_BYTES },
		.at = s->now,
	};
	return seal_checkpoint(tx, &c);
}

/* One transaction: leaves for a batch of events, and the head over them. */
static rc batch(struct tx *tx, void *cls)
{
	struct sealing *s = cls;
	struct edge edge;
	struct event *ev;
	size_t n;

	s->sealed = 0;
	TRY(seal_edge(tx, s->a, &edge));
	TRY(seal_next(tx, SEAL_BATCH, s->a, &ev, &n));
	if (n == 0)
		return OK;
	struct leaf *leaves = arena_array(s->a, struct leaf, n);
	struct hash *hashes = arena_array(s->a, struct hash, n);
	for (size_t i = 0; i < n; i++) {
		hashes[i] = merkle_leaf(journal_text(s->a, &ev[i]));
		leaves[i] = (struct leaf){ edge.size, ev[i].event_id, { hashes[i].b, HASH_BYTES } };
		merkle_append(&edge, &hashes[i]);
	}
	TRY(seal_leaves(tx, leaves, n));
	TRY(sign(tx, s, &edge));
	s->sealed = (int64_t)n;
	return OK;
}

/* READ COMMITTED on PostgreSQL: the sealer reads what every transaction writes, and must not make those that
 * journal conflict with it. The primary keys keep two sealers apart. */
static rc batch_once(struct db *db, struct sealing *s)
{
	struct arena a;
	rc r = OK;

	for (int i = 0; i < RACES_MAX; i++) {
		arena_init(&a, BATCH_MEMORY);
		s->a = &a;
		r = db_write_bulk(db, FOR_AUDIT, "seal the journal", batch, s);
		arena_done(&a);
		if (!rc_is(r, E_DB_EXISTS))
			return r;
	}
	FAIL(SEAL_RACE);
}

rc seal_journal(struct db *db, const struct keys *keys, instant now, int batches, int64_t *ret_sealed)
{
	struct sealing s = { .keys = keys, .now = now };

	*ret_sealed = 0;
	for (int i = 0; i < batches; i++) {
		TRY(db_read(db, FOR_AUDIT, "does an event wait", look, &s));
		if (!s.waits)
			return OK;
		TRY(batch_once(db, &s));
		*ret_sealed += s.sealed;
	}
	return OK;
}

struct proving {
	struct arena *a;
	event_id id;
	int64_t old;
	struct journal_proof proof;
	struct journal_consistency consistency;
};

static rc read_origin(struct tx *tx, void *cls)
{
	struct proving *p = cls;
	struct fund f;

	TRY(fund_read(tx, p->a, &f));
	p->proof.text = f.origin;
	return OK;
}

rc journal_origin(struct db *db, struct arena *a, str *ret)
{
	struct proving p = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "read the origin", read_origin, &p));
	*ret = p.proof.text;
	return OK;
}

static rc last_note(struct tx *tx, void *cls)
{
	struct proving *p = cls;
	struct checkpoint c;

	TRY(checkpoint_read(tx, INT64_MAX, p->a, &c));
	p->proof.note = c.note;
	return OK;
}

rc journal_checkpoint(struct db *db, struct arena *a, str *ret)
{
	struct proving p = { .a = a };

	TRY(db_read(db, FOR_AUDIT, "read the checkpoint", last_note, &p));
	*ret = p.proof.note;
	return OK;
}

static rc carry_out(struct tx *tx, struct arena *a, const struct merkle_run *runs, size_t n, str **ret)
{
	*ret = arena_array(a, str, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct hash h;
		TRY(leaf_root(tx, runs[i], &h));
		(*ret)[i] = hash_text(a, &h);
	}
	return OK;
}

static rc prove(struct tx *tx, void *cls)
{
	struct proving *p = cls;
	struct merkle_run runs[PROOF_MAX];
	struct checkpoint c;
	struct event ev;
	struct leaf leaf;

	TRY(event_read(tx, p->id, p->a, &ev));
	rc r = leaf_of_event(tx, p->id, p->a, &leaf);
	CHECK(!rc_is(r, E_DB_NONE), EVENT_UNSEALED);
	TRY(r);
	TRY(checkpoint_read(tx, INT64_MAX, p->a, &c));
	CHECK(leaf.position < c.size, SEAL_LEAF);
	p->proof = (struct journal_proof){
		.text = journal_text(p->a, &ev), .note = c.note, .position = leaf.position, .size = c.size
	};
	p->proof.n = merkle_inclusion_plan(leaf.position, c.size, runs);
	return carry_out(tx, p->a, runs, p->proof.n, &p->proof.hashes);
}

rc journal_prove(struct db *db, event_id id, struct arena *a, struct journal_proof *ret)
{
	struct proving p = { .a = a, .id = id };

	TRY(db_read(db, FOR_AUDIT, "prove an event", prove, &p));
	*ret = p.proof;
	return OK;
}

static rc prove_consistency(struct tx *tx, void *cls)
{
	struct proving *p = cls;
	struct merkle_run runs[PROOF_MAX];
	struct checkpoint was, is;

	TRY(checkpoint_read(tx, p->old, p->a, &was));
	CHECK(was.size == p->old, DB_NONE);
	TRY(checkpoint_read(tx, INT64_MAX, p->a, &is));
	p->consistency = (struct journal_consistency){ .old_note = was.note, .note = is.note };
	p->consistency.n = merkle_consistency_plan(was.size, is.size, runs);
	return carry_out(tx, p->a, runs, p->consistency.n, &p->consistency.hashes);
}

rc journal_prove_consistency(struct db *db, int64_t old, struct arena *a, struct journal_consistency *ret)
{
	struct proving p = { .a = a, .old = old };

	TRY(db_read(db, FOR_AUDIT, "prove consistency", prove_consistency, &p));
	*ret = p.consistency;
	return OK;
}
