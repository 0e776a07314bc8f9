/* service/keep_document.c - papers: taken, sealed, scanned, given out. */
#include "service/keep_document.h"

#include "service/work.h"

#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"
#include "port/scan/scan.h"
#include "port/sha256/sha256.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	PIECE_BYTES = 64 * 1024,
	SEALED_MORE = crypto_secretstream_xchacha20poly1305_ABYTES,
	HEADER_BYTES = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	BOUND_BYTES = 16,
	INTAKE_FIRST = 64 * 1024,
};
_Static_assert((int)DOCUMENT_KEY_BYTES == (int)crypto_kdf_KEYBYTES, "the key that others are made of");
_Static_assert((int)crypto_secretstream_xchacha20poly1305_KEYBYTES == (int)DOCUMENT_KEY_BYTES,
	       "a document's own key");
_Static_assert(DOCUMENT_BYTES_MAX / PIECE_BYTES <= DOCUMENT_PIECES_MAX, "room for the pieces");

void document_intake_init(struct document_intake *i, struct arena *a)
{
	*i = (struct document_intake){ .a = a };
}

rc document_intake_feed(struct document_intake *i, str bytes)
{
	CHECK(bytes.n <= DOCUMENT_BYTES_MAX - i->n, LIMIT);
	if (bytes.n > i->room - i->n) {
		size_t room = i->room > 0 ? 2 * i->room : INTAKE_FIRST;
		while (room < i->n + bytes.n)
			room *= 2;
		char *p = arena_array(i->a, char, room);
		if (i->n > 0)
			memcpy(p, i->p, i->n);
		i->p = p;
		i->room = room;
	}
	if (bytes.n > 0)
		memcpy(i->p + i->n, bytes.p, bytes.n);
	i->n += bytes.n;
	return OK;
}

/* ---- sealing ---- */

/* Each document has a key of its own, so that no two streams ever share one. */
static void key_of(const unsigned char key[static DOCUMENT_KEY_BYTES], document_id id,
		   unsigned char ret[static DOCUMENT_KEY_BYTES])
{
	must(sodium_init() >= 0);
	must(crypto_kdf_derive_from_key(ret, DOCUMENT_KEY_BYTES, (uint64_t)id.v, "document", key) == 0);
}

/* What every piece is bound to: a row that is moved to another document or person doesn't open. */
static void bound_to(const struct document *d, unsigned char ret[static BOUND_BYTES])
{
	for (int i = 0; i < 8; i++) {
		ret[i] = (unsigned char)((uint64_t)d->document_id.v >> (56 - 8 * i));
		ret[8 + i] = (unsigned char)((uint64_t)d->owner_id.v >> (56 - 8 * i));
	}
}

static unsigned char tag_of(bool last)
{
	return last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
		    : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
}

/* Fills header and pieces of `d`. */
static struct document_piece *seal(struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
				   str bytes, struct document *d)
{
	crypto_secretstream_xchacha20poly1305_state s;
	unsigned char own[DOCUMENT_KEY_BYTES], bound[BOUND_BYTES],
	    *header = arena_array(a, unsigned char, HEADER_BYTES);
	size_t n = (bytes.n + PIECE_BYTES - 1) / PIECE_BYTES;
	struct document_piece *p = arena_array(a, struct document_piece, n);

	key_of(key, d->document_id, own);
	bound_to(d, bound);
	must(crypto_secretstream_xchacha20poly1305_init_push(&s, header, own) == 0);
	for (size_t i = 0; i < n; i++) {
		size_t at = i * PIECE_BYTES, part = bytes.n - at < PIECE_BYTES ? bytes.n - at : PIECE_BYTES;
		unsigned char *to = arena_array(a, unsigned char, part + SEALED_MORE);
		must(crypto_secretstream_xchacha20poly1305_push(
			 &s, to, NULL, (const unsigned char *)bytes.p + at, part, bound, sizeof bound,
			 tag_of(i + 1 == n)) == 0);
		p[i] = (struct document_piece){ d->document_id, (int64_t)i, { to, part + SEALED_MORE } };
	}
	sodium_memzero(own, sizeof own);
	sodium_memzero(&s, sizeof s);
	d->header = (blob){ header, HEADER_BYTES };
	d->pieces = (int64_t)n;
	return p;
}

static rc open_pieces(crypto_secretstream_xchacha20poly1305_state *s, const struct document *d,
		      const struct document_piece *p, size_t n, unsigned char *to)
{
	unsigned char bound[BOUND_BYTES];
	size_t at = 0;

	bound_to(d, bound);
	for (size_t i = 0; i < n; i++) {
		unsigned char tag;
		blob b = p[i].sealed;
		CHECK(p[i].piece == (int64_t)i && b.n > SEALED_MORE &&
			  b.n - SEALED_MORE <= (size_t)d->bytes - at,
		      DOCUMENT_SEAL);
		CHECK(crypto_secretstream_xchacha20poly1305_pull(s, to + at, NULL, &tag, b.p, b.n, bound,
								 sizeof bound) == 0 &&
			  tag == tag_of(i + 1 == n),
		      DOCUMENT_SEAL);
		at += b.n - SEALED_MORE;
	}
	CHECK(at == (size_t)d->bytes, DOCUMENT_SEAL);
	return OK;
}

static rc open_sealed(struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
		      const struct document *d, const struct document_piece *p, size_t n, str *ret)
{
	crypto_secretstream_xchacha20poly1305_state s;
	unsigned char own[DOCUMENT_KEY_BYTES], hash[SHA256_SIZE];
	struct sha256 h;

	CHECK(0 < d->bytes && d->bytes <= DOCUMENT_BYTES_MAX && n == (size_t)d->pieces && n > 0 &&
		  d->header.n == HEADER_BYTES,
	      DOCUMENT_SEAL);
	unsigned char *to = arena_array(a, unsigned char, (size_t)d->bytes);
	key_of(key, d->document_id, own);
	bool begun = crypto_secretstream_xchacha20poly1305_init_pull(&s, d->header.p, own) == 0;
	sodium_memzero(own, sizeof own);
	CHECK(begun, DOCUMENT_SEAL);
	rc r = open_pieces(&s, d, p, n, to);
	sodium_memzero(&s, sizeof s);
	TRY(r);
	sha256_begin(&h);
	sha256_add(&h, to, (size_t)d->bytes);
	sha256_end(&h, hash);
	CHECK(d->sha256.n == SHA256_SIZE && memcmp(hash, d->sha256.p, SHA256_SIZE) == 0, DOCUMENT_SEAL);
	*ret = (str){ (const char *)to, (size_t)d->bytes };
	return OK;
}

/* ---- taking ---- */

struct keeping {
	struct arena *a;
	const struct document_new *d;
	struct document row;
	struct document_piece *pieces;
	bool again;
};

static rc had_already(struct tx *tx, struct keeping *k)
{
	struct document there, *all;
	struct person owner;
	size_t n;

	TRY(person_get(tx, k->row.owner_id, k->a, &owner));
	rc r = document_same(tx, k->row.owner_id, k->row.kind, k->row.sha256, k->a, &there);
	k->again = rc_ok(r);
	if (k->again) {
		k->row = there;
		return OK;
	}
	if (!rc_is(r, E_DOCUMENT_NONE))
		return r;
	r = document_of(tx, k->row.owner_id, k->a, &all, &n);
	CHECK(!rc_is(r, E_LIMIT), DOCUMENT_MANY);
	TRY(r);
	int64_t bytes = k->row.bytes;
	for (size_t i = 0; i < n; i++)
		bytes += all[i].bytes;
	CHECK(n < DOCUMENTS_MAX && bytes <= DOCUMENTS_BYTES_MAX, DOCUMENT_MANY);
	return OK;
}

static rc keep(struct tx *tx, void *cls)
{
	struct keeping *k = cls;
	const struct acting *by = &k->d->by;
	struct document mine = k->row;
	job_id job;

	TRY(had_already(tx, k));
	if (k->again)
		return OK;
	k->row = mine;
	rc r = document_add(tx, &k->row, k->pieces, (size_t)k->row.pieces);
	/* nobody had it a moment ago: the second tap of two at once */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	TRY(r);
	if (k->d->scanned)
		TRY(job_ask(tx, k->row.kept_at, WORK_DOCUMENT_SCAN, k->row.document_id.v, by->user, &job));
	struct journal_entry e = { .user = by->user,
				   .why = by->why,
				   .kind = S("document.kept"),
				   .person = k->row.owner_id,
				   .object = k->row.document_id.v,
				   .detail = k->row.kind };
	return journal_write(tx, k->row.kept_at, &e);
}

rc document_keep(struct db *db, struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
		 const struct document_new *d, struct document_kept *ret)
{
	struct sniffed s = document_sniff(d->bytes);
	instant now = clock_now();
	unsigned char *hash = arena_array(a, unsigned char, SHA256_SIZE);
	struct keeping k = { .a = a, .d = d };
	struct sha256 h;

	*ret = (struct document_kept){ .verdict = s.verdict, .media = s.media };
	CHECK(document_kind_good(d->kind), DOCUMENT_KIND);
	CHECK(d->by.user.v != 0 || d->by.person.v == d->owner.v, PERSON_NONE);
	if (s.verdict != SNIFF_TAKEN)
		return OK;
	sha256_begin(&h);
	sha256_add(&h, d->bytes.p, d->bytes.n);
	sha256_end(&h, hash);
	k.row = (struct document){ .document_id = { id_new(now) },
				   .owner_id = d->owner,
				   .kind = d->kind,
				   .media = s.media,
				   .bytes = (int64_t)d->bytes.n,
				   .sha256 = { hash, SHA256_SIZE },
				   .kept_by = d->by.user,
				   .kept_at = now,
				   .verdict = d->scanned ? VERDICT_WAITING : VERDICT_NONE };
	k.pieces = seal(a, key, d->bytes, &k.row);
	TRY(db_write(db, d->by.why, "keep a document", keep, &k));
	ret->document_id = k.row.document_id;
	ret->again = k.again;
	return OK;
}

/* ---- giving out ---- */

struct reading {
	struct arena *a;
	const struct acting *by;
	document_id id;
	struct document d;
	struct document_piece *p;
	size_t n;
};

static rc load(struct tx *tx, void *cls)
{
	struct reading *r = cls;

	TRY(document_get(tx, r->id, r->a, &r->d));
	return document_pieces(tx, r->id, r->a, &r->p, &r->n);
}

static rc read_one(struct tx *tx, void *cls)
{
	struct reading *r = cls;

	TRY(load(tx, cls));
	CHECK(r->by->user.v != 0 || r->by->person.v == r->d.owner_id.v, DOCUMENT_NONE);
	CHECK(!str_eq(r->d.verdict, VERDICT_WAITING), DOCUMENT_WAITS);
	CHECK(!str_eq(r->d.verdict, VERDICT_INFECTED), DOCUMENT_INFECTED);
	struct journal_entry e = { .user = r->by->user,
				   .why = r->by->why,
				   .kind = S("document.read"),
				   .person = r->d.owner_id,
				   .object = r->id.v,
				   .detail = r->d.kind };
	return journal_write(tx, clock_now(), &e);
}

rc document_read(struct db *db, struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
		 document_id id, const struct acting *by, struct document_content *ret)
{
	struct reading r = { .a = a, .by = by, .id = id };

	TRY(db_write(db, by->why, "read a document", read_one, &r));
	ret->document = r.d;
	return open_sealed(a, key, &r.d, r.p, r.n, &ret->bytes);
}

struct listing {
	struct arena *a;
	person_id person;
	struct document *d;
	size_t n;
};

static rc list(struct tx *tx, void *cls)
{
	struct listing *l = cls;

	return document_of(tx, l->person, l->a, &l->d, &l->n);
}

rc document_list(struct db *db, struct arena *a, const struct acting *by, person_id person,
		 struct document **ret, size_t *ret_n)
{
	struct listing l = { .a = a, .person = person };

	CHECK(by->user.v != 0 || by->person.v == person.v, PERSON_NONE);
	TRY(db_read(db, by->why, "documents of a person", list, &l));
	*ret = l.d;
	*ret_n = l.n;
	return OK;
}

/* ---- the scanner ---- */

str document_scanner(void)
{
	const char *command = getenv("SANAD_SCAN");

	return command != NULL ? str_of(command) : S("");
}

struct judging {
	document_id id;
	person_id owner;
	str verdict;
};

static rc judge(struct tx *tx, void *cls)
{
	const struct judging *j = cls;
	instant now = clock_now();
	struct journal_entry e = { .why = FOR_REGISTRATION,
				   .kind = S("document.scanned"),
				   .person = j->owner,
				   .object = j->id.v,
				   .detail = j->verdict };
	bool done;

	TRY(document_judge(tx, j->id, j->verdict, now, &done));
	return done ? journal_write(tx, now, &e) : OK;
}

static rc scan(struct db *db, struct arena *a, const unsigned char key[static DOCUMENT_KEY_BYTES],
	       str command, document_id id)
{
	struct reading r = { .a = a, .id = id };
	enum scan_verdict v;
	str bytes = { 0 };

	TRY(db_read(db, FOR_REGISTRATION, "a document for the scanner", load, &r));
	if (!str_eq(r.d.verdict, VERDICT_WAITING))
		return OK;
	TRY(open_sealed(a, key, &r.d, r.p, r.n, &bytes));
	TRY(scan_bytes(a, command, bytes, SCAN_TIMEOUT_MS, &v));
	CHECK(v != SCAN_NO_VERDICT, SCAN_NOT);
	struct judging j = { id, r.d.owner_id, v == SCAN_CLEAN ? VERDICT_CLEAN : VERDICT_INFECTED };
	return db_write(db, FOR_REGISTRATION, "the scanner's verdict", judge, &j);
}

rc document_scan(struct db *db, const unsigned char key[static DOCUMENT_KEY_BYTES], str command,
		 document_id id)
{
	struct arena a;

	arena_init(&a, (size_t)8 * DOCUMENT_BYTES_MAX);
	rc r = scan(db, &a, key, command, id);
	arena_done(&a);
	return r;
}

struct waiting {
	struct arena *a;
	struct document *d;
	size_t n;
};

static rc list_waiting(struct tx *tx, void *cls)
{
	struct waiting *w = cls;

	return document_waiting(tx, w->a, &w->d, &w->n);
}

rc document_scan_waiting(struct db *db, const unsigned char key[static DOCUMENT_KEY_BYTES], str command,
			 int64_t *ret_done, int64_t *ret_waiting)
{
	struct arena a;
	struct waiting w = { .a = &a };

	*ret_done = *ret_waiting = 0;
	arena_init(&a, 1 << 20);
	rc r = db_read(db, FOR_REGISTRATION, "documents that wait", list_waiting, &w);
	for (size_t i = 0; rc_ok(r) && i < w.n; i++) {
		rc one = document_scan(db, key, command, w.d[i].document_id);
		*ret_done += rc_ok(one);
		*ret_waiting += rc_is(one, E_SCAN_NOT);
		if (!rc_is(one, E_SCAN_NOT))
			r = one;
	}
	arena_done(&a);
	return r;
}
