/* service/verify.c - reading the whole store once more. */
#include "service/verify.h"

#include "base/out.h"
#include "base/pack.h"
#include "domain/audit/audit.h"
#include "domain/fund/fund.h"
#include "domain/journal/merkle.h"
#include "domain/journal/note.h"
#include "domain/law/version.h"
#include "domain/person/person.h"
#include "service/count_usage.h"
#include "service/refresh_rights.h"
#include "service/verify_moves.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MINUTES(n) ((n)*INT64_C(60000000))
enum { TEXT_MEMORY = 1 << 20, CHUNK_MEMORY = 512 << 20, SEALED_WITHIN_MINUTES = 10 };

struct verifying {
	const struct verify_call *call;
	struct arena *a; /* what the report points to */
	struct verify_report report;
	struct fund fund;
};

/* The tree as far as it was read. */
struct tree {
	struct verifying *v;
	struct edge edge;
	struct arena note_memory;
	struct audit_checkpoint next; /* size 0: there is none above */
	struct note_head outside;     /* the checkpoint kept outside; size -1: none, or behind us */
};

/* Only the first fault counts. */
static void fault(struct verifying *v, const char *table, str key, const char *what)
{
	if (!v->report.holds)
		return;
	v->report.holds = false;
	v->report.table = str_of(table);
	v->report.what = str_of(what);
	v->report.key = str_copy(v->a, key);
}

static void fault_at(struct verifying *v, const char *table, int64_t key, const char *what)
{
	fault(v, table, str_printf(v->a, "%" PRId64, key), what);
}

static void watch(const struct verifying *v, const char *what, int64_t done, int64_t total)
{
	if (v->call->watch != NULL)
		v->call->watch(v->call->cls, what, done, total);
}

/* ---- the journal ---- */

static bool same_hash(blob b, const struct hash *h)
{
	return b.n == HASH_BYTES && memcmp(b.p, h->b, HASH_BYTES) == 0;
}

static void check_checkpoint(struct tree *t)
{
	struct verifying *v = t->v;
	const struct audit_checkpoint *c = &t->next;
	struct hash root = merkle_root(&t->edge);
	struct note_head head;
	size_t edge_bytes = (size_t)t->edge.n * HASH_BYTES;

	if (!rc_ok(note_open(c->note, v->call->verifier, &head)))
		fault_at(v, "checkpoint", c->size, "the note isn't signed with the fund's key");
	else if (head.size != c->size || !hash_eq(&head.root, &root))
		fault_at(v, "checkpoint", c->size, "the signed root isn't the root of the leaves");
	else if (!same_hash(c->root, &root))
		fault_at(v, "checkpoint", c->size, "the stored root isn't the root of the leaves");
	else if (c->edge.n != edge_bytes || memcmp(c->edge.p, t->edge.tree[0].b, edge_bytes) != 0)
		fault_at(v, "checkpoint", c->size, "the edge isn't the edge of the leaves");
	v->report.checkpoints++;
	v->report.checkpoint = c->size;
}

static void check_outside(struct tree *t)
{
	struct hash root = merkle_root(&t->edge);

	if (!hash_eq(&t->outside.root, &root))
		fault_at(t->v, "leaf", t->edge.size,
			 "the tree doesn't go on from the checkpoint kept outside");
	t->outside.size = -1;
}

static rc next_checkpoint(struct tx *tx, struct tree *t)
{
	int64_t after = t->next.size;

	arena_done(&t->note_memory);
	arena_init(&t->note_memory, TEXT_MEMORY);
	t->next = (struct audit_checkpoint){ 0 };
	rc r = audit_checkpoint(tx, after, &t->note_memory, &t->next);
	return rc_is(r, E_DB_NONE) ? OK : r;
}

/* One leaf: its event's text gives its hash, its position follows the last one. Pages end where a checkpoint
 * or the outside one is due, so that the store is asked for the next one between two pages. */
struct leaf_page {
	struct tree *t;
	int64_t until; /* leaves from here on are the next page's */
	int64_t rows;
};

static rc check_leaf(void *cls, const void *row)
{
	struct leaf_page *p = cls;
	const struct audit_leaf *l = row;
	struct tree *t = p->t;
	struct arena tmp;

	if (!t->v->report.holds || t->edge.size >= p->until)
		return OK;
	p->rows++;
	if (l->position != t->edge.size) {
		fault_at(t->v, "leaf", t->edge.size, "a leaf or its event is missing");
		return OK;
	}
	struct event e = { l->event_id,	 l->at,	    l->user_id, l->purpose, l->kind,
			   l->person_id, l->object, l->detail,	l->digest };
	arena_init(&tmp, TEXT_MEMORY);
	struct hash h = merkle_leaf(journal_text(&tmp, &e));
	arena_done(&tmp);
	if (!same_hash(l->hash, &h))
		fault_at(t->v, "event", l->event_id.v, "the event isn't what was sealed");
	merkle_append(&t->edge, &h);
	return OK;
}

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static rc read_tree(struct tx *tx, struct tree *t)
{
	struct verifying *v = t->v;

	TRY(next_checkpoint(tx, t));
	for (;;) {
		struct leaf_page p = { .t = t, .until = t->edge.size + AUDIT_PAGE };
		if (t->next.size > 0)
			p.until = smaller(p.until, t->next.size);
		if (t->outside.size > t->edge.size)
			p.until = smaller(p.until, t->outside.size);
		TRY(audit_leaves(tx, t->edge.size, check_leaf, &p));
		if (!v->report.holds || p.rows == 0)
			return OK;
		if (t->edge.size == t->outside.size)
			check_outside(t);
		while (t->next.size > 0 && t->next.size == t->edge.size) {
			check_checkpoint(t);
			TRY(next_checkpoint(tx, t));
		}
		watch(v, "journal", t->edge.size, v->report.leaves);
	}
}

static void open_outside(struct tree *t)
{
	const struct verify_call *call = t->v->call;

	t->outside.size = -1;
	if (call->note.n == 0)
		return;
	if (!rc_ok(note_open(call->note, call->verifier, &t->outside))) {
		fault(t->v, "checkpoint", S("kept outside"), "the note isn't signed with the fund's key");
		t->outside.size = -1;
	}
	if (t->outside.size == 0)
		check_outside(t);
}

static rc check_tree(struct tx *tx, struct verifying *v)
{
	struct tree *t = arena_new(v->a, struct tree);

	t->v = v;
	open_outside(t);
	arena_init(&t->note_memory, TEXT_MEMORY);
	rc r = read_tree(tx, t);
	int64_t above = t->next.size;
	arena_done(&t->note_memory);
	TRY(r);
	if (t->edge.size != v->report.leaves)
		fault_at(v, "leaf", t->edge.size, "a leaf or its event is missing");
	if (above > 0)
		fault_at(v, "checkpoint", above, "a checkpoint of a larger tree than the store has");
	if (t->outside.size > 0)
		fault_at(v, "leaf", t->edge.size, "the tree is smaller than the checkpoint kept outside");
	if (v->report.checkpoint != v->report.leaves)
		fault_at(v, "leaf", v->report.checkpoint, "a leaf above the last checkpoint");
	return OK;
}

/* ---- the register ---- */

struct person_page {
	struct verifying *v;
	person_id last;
	int64_t rows;
};

static rc check_person(void *cls, const void *row)
{
	struct person_page *p = cls;
	const struct audit_person *x = row;

	p->last = x->person_id;
	p->rows++;
	if (!number_valid(p->v->fund.country, x->number))
		fault_at(p->v, "person", x->person_id.v, "the number has a wrong length or check digit");
	else if (!str_eq(x->state, S("ACTIVE")) && !str_eq(x->state, S("WITHDRAWN")))
		fault_at(p->v, "person", x->person_id.v, "an unknown state");
	else if (str_eq(x->state, S("ACTIVE")) && x->survivor_id != 0)
		fault_at(p->v, "person", x->person_id.v, "an active person is said to be somebody else");
	return OK;
}

static rc check_persons(struct tx *tx, struct verifying *v)
{
	struct person_page p = { .v = v };
	int64_t before = -1;

	while (v->report.holds && p.rows != before) {
		before = p.rows;
		TRY(audit_persons(tx, p.last, check_person, &p));
		watch(v, "people", p.rows, v->report.persons);
	}
	return OK;
}

static rc check_rules(struct tx *tx, struct verifying *v)
{
	struct audit_scope scope = { .unsealed_before = { v->call->now.us -
							  MINUTES(SEALED_WITHIN_MINUTES) } };
	const char *table, *what;
	const struct db_stmt *rule;
	str key;

	TRY(audit_unfinished(tx, &scope));
	for (size_t i = 0; v->report.holds && (rule = audit_rule(i, &table, &what)) != NULL; i++) {
		watch(v, table, (int64_t)i, 0);
		TRY(audit_rule_run(tx, rule, &scope, v->a, &key));
		if (key.n > 0)
			fault(v, table, key, what);
	}
	return OK;
}

/* The uses of one month are counted once more, each day of another one: all of them would take as long as the
 * rest (sanad trips --check). */
static rc check_usage(struct tx *tx, struct verifying *v)
{
	date first, last, month;
	struct usage_check k;
	int y[2], m[2], day;

	TRY(usage_months(tx, v->a, &first, &last));
	if (first.days == 0)
		return OK;
	date_split(first, &y[0], &m[0], &day);
	date_split(last, &y[1], &m[1], &day);
	if (y[0] < 2021 || y[1] > 2088) { /* ids end there */
		fault(v, "usage_count", date_text(v->a, y[0] < 2021 ? first : last), "a month without a use");
		return OK;
	}
	month = date_add_months(first, clock_day(v->call->now).days % ((y[1] - y[0]) * 12 + m[1] - m[0] + 1));
	watch(v, "usage_count", 0, 0);
	TRY(usage_check_month(tx, v->a, month, &k));
	if (!k.holds)
		fault(v, "usage_count", date_text(v->a, month),
		      "a month's uses, counted once more, come to something else");
	return OK;
}

/* ---- the law ---- */

/* False: a file can't be unpacked. */
static bool law_files_open(struct arena *a, const struct audit_law_file *rows, size_t n,
			   struct law_file **ret)
{
	struct law_file *all = arena_array(a, struct law_file, n + 1);
	int64_t room = LAW_VERSION_BYTES_MAX;

	for (size_t i = 0; i < n; i++) {
		if (rows[i].bytes < 0 || rows[i].bytes > room)
			return false;
		room -= rows[i].bytes;
		size_t bytes = (size_t)rows[i].bytes;
		char *text = arena_array(a, char, bytes + 1);
		if (!rc_ok(pack_open((str){ (const char *)rows[i].packed.p, rows[i].packed.n }, text, bytes)))
			return false;
		all[i] = (struct law_file){ rows[i].name, { text, bytes } };
	}
	*ret = all;
	return true;
}

static rc check_law(struct tx *tx, struct verifying *v, const struct audit_law *l, struct arena *a)
{
	unsigned char digest[LAW_DIGEST_BYTES];
	struct audit_law_file *rows;
	struct law_file *file;
	struct out told;
	size_t n;

	TRY(audit_law_files(tx, l->version_id, a, &rows, &n));
	if (!law_files_open(a, rows, n, &file)) {
		fault_at(v, "law_version", l->nth, "a file of the law can't be read");
		return OK;
	}
	law_files_digest(file, n, digest);
	out_init(&told, a, 128);
	out_printf(&told, "%" PRId64 " ", l->nth);
	for (size_t i = 0; i < LAW_DIGEST_BYTES; i++)
		out_printf(&told, "%02x", digest[i]);
	if (l->digest.n != LAW_DIGEST_BYTES || memcmp(digest, l->digest.p, LAW_DIGEST_BYTES) != 0)
		fault_at(v, "law_version", l->nth, "the files of the law aren't those that were put down");
	else if (!str_eq(l->told, out_view(&told)))
		fault_at(v, "law_version", l->nth, "the journal doesn't tell of the law, or of another");
	return OK;
}

static rc check_laws(struct tx *tx, struct verifying *v)
{
	struct audit_law l = { .nth = 0 };
	struct arena a;

	for (bool more = true; more && v->report.holds;) {
		arena_init(&a, CHUNK_MEMORY);
		rc r = audit_law(tx, l.nth, &a, &l);
		more = rc_ok(r);
		if (more)
			r = check_law(tx, v, &l, &a);
		arena_done(&a);
		if (!rc_is(r, E_DB_NONE))
			TRY(r);
	}
	return OK;
}

/* ---- rights: decided once more ---- */

/* While the law is being followed what is said may still be that of the one before. */
static rc rights_followed(struct tx *tx, struct arena *a, const struct rights_desk *desk, bool *ret)
{
	struct rights_run run;
	rc r = rights_run_newest(tx, a, &run);

	*ret = true;
	if (rc_is(r, E_DB_NONE))
		return OK;
	TRY(r);
	*ret = run.done_at.us != 0 && run.law.n == RIGHTS_MARK_BYTES &&
	       memcmp(run.law.p, desk->mark, run.law.n) == 0;
	return OK;
}

static rc check_rights_chunk(struct tx *tx, struct verifying *v, struct arena *a, person_id *at)
{
	enum { CHUNK = 2000 };
	struct rights_refreshed of;
	struct rights_desk desk;
	person_id last;
	bool followed;

	TRY(rights_desk_open(tx, a, &desk));
	TRY(rights_followed(tx, a, &desk, &followed));
	TRY(rights_next_people(tx, *at, CHUNK, a, &last));
	if (last.v == 0 || !followed) {
		at->v = INT64_MAX;
		return OK;
	}
	TRY(check_rights_range(tx, a, &desk, (person_id){ at->v + 1 }, last, &of));
	*at = last;
	if (of.changed > 0)
		fault_at(v, "rights", of.first_changed.v, "what is said isn't what facts and law give");
	return OK;
}

static rc check_rights(struct tx *tx, struct verifying *v)
{
	person_id at = { 0 };
	struct arena a;

	while (at.v != INT64_MAX && v->report.holds) {
		arena_init(&a, CHUNK_MEMORY);
		rc r = check_rights_chunk(tx, v, &a, &at);
		arena_done(&a);
		TRY(r);
	}
	return OK;
}

/* ---- bulk changes: the digests of their events ---- */

struct part {
	int64_t first, last;
	const struct audit_chunk *chunk;
};

static int by_first(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

static bool part_read(const struct audit_chunk *c, struct part *ret)
{
	str s = c->detail;

	ret->chunk = c;
	return str_digits(&s, 1, 12, &ret->first) && str_skip(&s, S("..")) &&
	       str_digits(&s, 1, 12, &ret->last) && s.n == 0 && ret->first <= ret->last &&
	       c->digest.n == DIGEST_BYTES;
}

struct digesting {
	struct verifying *v;
	const struct audit_bulk *bulk;
	struct digest digest;
	person_id last;
};

static rc add_person(void *cls, const void *row)
{
	struct digesting *d = cls;
	const struct digest_person *p = row;

	d->last = p->person_id;
	digest_person(&d->digest, p);
	return OK;
}

/* The people of one event: as many as it says, with the digest that it has. */
static rc check_part(struct tx *tx, struct digesting *d, const struct part *part)
{
	struct audit_known q = {
		.after = { id_nth(d->bulk->first_person_id, part->first) - 1 },
		.last = { id_nth(d->bulk->first_person_id, part->last) },
		.known_from = d->bulk->known_from,
	};
	unsigned char digest[DIGEST_BYTES];
	int64_t before = -1;

	digest_begin(&d->digest);
	while (d->digest.rows != before && q.after.v < q.last.v) {
		before = d->digest.rows;
		TRY(audit_first_known(tx, &q, add_person, d));
		q.after = d->digest.rows > before ? d->last : q.after;
	}
	int64_t rows = d->digest.rows;
	digest_end(&d->digest, digest);
	if (rows != part->last - part->first + 1)
		fault_at(d->v, "event", part->chunk->event_id.v,
			 "not as many people as the event registered");
	else if (memcmp(digest, part->chunk->digest.p, DIGEST_BYTES) != 0)
		fault_at(d->v, "event", part->chunk->event_id.v,
			 "the people aren't those that the event registered");
	d->v->report.digests += rows;
	return OK;
}

static rc check_parts(struct tx *tx, struct verifying *v, const struct audit_bulk *b, struct arena *a)
{
	struct digesting d = { .v = v, .bulk = b };
	struct audit_chunk *chunks;
	int64_t next = 0;
	size_t n;

	TRY(audit_chunks(tx, b->object, a, &chunks, &n));
	struct part *parts = arena_array(a, struct part, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!part_read(&chunks[i], &parts[i]))
			fault_at(v, "event", chunks[i].event_id.v, "doesn't say which people it registered");
	if (v->report.holds)
		qsort(parts, n, sizeof *parts, by_first);
	for (size_t i = 0; v->report.holds && i < n; i++) {
		if (parts[i].first != next)
			fault_at(v, "event", parts[i].chunk->event_id.v,
				 "people registered twice or by no event");
		else
			TRY(check_part(tx, &d, &parts[i]));
		next = parts[i].last + 1;
		watch(v, "digests", next, b->people);
	}
	if (next != b->people)
		fault_at(v, str_c(v->a, b->origin), b->object,
			 "the journal doesn't tell of all people that it registered");
	return OK;
}

static rc check_bulks(struct tx *tx, struct verifying *v)
{
	struct audit_bulk b = { 0 };
	struct arena a;

	for (rc r = OK; v->report.holds;) {
		arena_init(&a, CHUNK_MEMORY);
		r = audit_bulk(tx, b.object, &a, &b);
		bool more = rc_ok(r);
		if (more)
			r = check_parts(tx, v, &b, &a);
		arena_done(&a);
		if (!more && rc_is(r, E_DB_NONE))
			return OK;
		TRY(r);
	}
	return OK;
}

static rc check_moves(struct tx *tx, struct verifying *v)
{
	const char *what;
	int64_t event;

	watch(v, "moves", 0, 0);
	TRY(verify_moves(tx, &event, &what));
	if (event != 0)
		fault_at(v, "event", event, what);
	return OK;
}

/* ---- checks of rights: the digests of their events ---- */

struct checking {
	struct tx *tx;
	struct verifying *v;
	struct audit_check last; /* read */
	struct digest digest;	 /* of its turn so far */
	int64_t rows;
	bool open;
};

/* A turn's last row was read: does its event tell of just these? */
static rc end_turn(struct checking *k)
{
	unsigned char digest[DIGEST_BYTES];
	struct audit_chunk told;
	struct arena a;
	int64_t rows = k->digest.rows;

	if (!k->open || !k->v->report.holds)
		return OK;
	k->open = false;
	digest_end(&k->digest, digest);
	arena_init(&a, CHUNK_MEMORY);
	rc r = audit_checks_told(k->tx, k->last.turn_id, &a, &told);
	if (rc_is(r, E_DB_NONE)) {
		r = OK;
		fault_at(k->v, "rights_check", k->last.turn_id, "no event tells of these checks of rights");
	} else if (rc_ok(r) &&
		   (!str_eq(told.detail, str_printf(&a, "%" PRId64, rows)) || told.digest.n != DIGEST_BYTES ||
		    memcmp(digest, told.digest.p, DIGEST_BYTES) != 0))
		fault_at(k->v, "rights_check", k->last.turn_id,
			 "the checks of rights aren't those that the event tells of");
	arena_done(&a);
	return r;
}

static rc add_check(void *cls, const void *row)
{
	struct checking *k = cls;
	const struct audit_check *c = row;

	if (!k->open || c->turn_id != k->last.turn_id) {
		TRY(end_turn(k));
		digest_begin(&k->digest);
		k->open = true;
	}
	digest_check(&k->digest, c->nth, c->at, c->user_id, c->person_id, c->day);
	k->last = *c;
	k->rows++;
	return OK;
}

static rc check_checks(struct tx *tx, struct verifying *v)
{
	struct checking k = { .tx = tx, .v = v };

	for (int64_t before = -1; v->report.holds && k.rows > before;) {
		struct audit_check after = k.last;
		before = k.rows;
		TRY(audit_checks(tx, &after, add_check, &k));
		watch(v, "rights_check", k.rows, 0);
	}
	return end_turn(&k);
}

static rc check_all(struct tx *tx, void *cls)
{
	struct verifying *v = cls;
	struct audit_counts n;

	v->report = (struct verify_report){ .holds = true };
	TRY(fund_read(tx, v->a, &v->fund));
	TRY(audit_counts(tx, v->a, &n));
	v->report.events = n.events, v->report.leaves = n.leaves, v->report.unsealed = n.unsealed;
	v->report.persons = n.persons, v->report.memberships = n.memberships;
	v->report.identifiers = n.identifiers, v->report.feeds = n.feeds;
	TRY(check_tree(tx, v));
	if (v->report.holds)
		TRY(check_persons(tx, v));
	if (v->report.holds)
		TRY(check_rules(tx, v));
	if (v->report.holds)
		TRY(check_usage(tx, v));
	if (v->report.holds)
		TRY(check_laws(tx, v));
	if (v->report.holds)
		TRY(check_moves(tx, v));
	if (v->report.holds)
		TRY(check_checks(tx, v));
	if (v->report.holds)
		TRY(check_bulks(tx, v));
	return v->report.holds ? check_rights(tx, v) : OK;
}

rc verify(struct db *db, const struct verify_call *call, struct arena *a, struct verify_report *ret)
{
	struct verifying v = { .call = call, .a = a };

	TRY(db_read(db, FOR_AUDIT, "verify the store", check_all, &v));
	*ret = v.report;
	return OK;
}
