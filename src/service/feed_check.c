/* service/feed_check.c - is the delivery, as a whole, what its manifest says? */
#include "service/feed_receive.h"

#include "service/feed_reader.h"
#include "service/feed_rules.h"

#include "domain/journal/journal.h"

#include "port/sha256/sha256.h"
#include "port/sign/sign.h"

#include "store/db.h"

#include <inttypes.h>
#include <string.h>

struct checking {
	struct db *db;
	struct arena *a;
	feed_id id;
	user_id who;
	struct feed feed;
	struct body body;
	struct manifest m;
	int64_t *counted; /* rows of each class in the manifest */
	int64_t rows;
	str detail; /* what differs, for people */
	int error;
	feed_watch *watch;
	void *cls;
};

static rc load(struct tx *tx, void *cls)
{
	struct checking *c = cls;

	TRY(feed_get(tx, c->id, c->a, &c->feed));
	CHECK(str_eq(c->feed.state, feed_state_name(FEED_RECEIVED)), FEED_STATE);
	return body_read(tx, c->feed.body_id, c->a, &c->body);
}

static rc check_signature(struct checking *c)
{
	str manifest = { (const char *)c->feed.manifest.p, c->feed.manifest.n };
	str signature = { (const char *)c->feed.signature.p, c->feed.signature.n };

	TRY(manifest_read(c->a, manifest, &c->m, &c->detail));
	return sign_check_cms(manifest, signature, c->body.certificate, clock_now());
}

static rc check_bytes(struct checking *c)
{
	struct sha256 state;
	unsigned char hash[SHA256_BYTES];
	struct arena tmp;
	int64_t bytes = 0;
	str plain;
	rc r = OK;

	sha256_begin(&state);
	for (int64_t i = 0;; i++) {
		arena_init(&tmp, (size_t)8 << 20);
		r = feed_piece_read(c->db, &tmp, c->id, FEED_PART_CSV, i, &plain);
		if (rc_ok(r))
			sha256_add(&state, plain.p, plain.n);
		arena_done(&tmp);
		TRY(r);
		if (plain.n == 0)
			break;
		bytes += (int64_t)plain.n;
		c->watch(c->cls, "VERIFY", bytes, 2 * c->m.bytes);
	}
	sha256_end(&state, hash);
	c->detail = str_printf(c->a, "%" PRId64 " / %" PRId64, bytes, c->m.bytes);
	CHECK(bytes == c->m.bytes, FEED_BYTES);
	c->detail = S("");
	CHECK(memcmp(hash, c->m.sha256, SHA256_BYTES) == 0, FEED_SHA256);
	return OK;
}

static void count_class(struct checking *c, str class)
{
	for (size_t i = 0; i < c->m.totals_n; i++)
		if (str_eq(c->m.totals[i].income_class, class)) {
			c->counted[i]++;
			return;
		}
}

static rc count_rows(struct checking *c, struct feed_reader *reader)
{
	struct row_rules rules;
	const struct csv_row *row;
	str class;

	TRY(feed_reader_next(reader, &row));
	c->detail = S("header");
	CHECK(row != NULL, FEED_HEADER);
	TRY(row_columns(row, &rules, &c->detail));
	c->counted = arena_array(c->a, int64_t, c->m.totals_n + 1);
	for (;;) {
		TRY(feed_reader_next(reader, &row));
		if (row == NULL)
			return OK;
		c->rows++;
		if (row_class(row, &rules, &class))
			count_class(c, class);
		if (c->rows % 100000 == 0)
			c->watch(c->cls, "VERIFY", c->m.bytes + row->at, 2 * c->m.bytes);
	}
}

static rc check_rows(struct checking *c)
{
	struct feed_reader *reader;

	TRY(feed_reader_new(c->db, c->a, c->id, &reader));
	rc r = count_rows(c, reader);
	feed_reader_free(reader);
	TRY(r);
	c->detail = str_printf(c->a, "%" PRId64 " / %" PRId64, c->rows, c->m.rows);
	CHECK(c->rows == c->m.rows, FEED_ROWS);
	for (size_t i = 0; i < c->m.totals_n; i++) {
		c->detail =
		    str_printf(c->a, "%.*s: %" PRId64 " / %" PRId64, STR_ARG(c->m.totals[i].income_class),
			       c->counted[i], c->m.totals[i].rows);
		CHECK(c->counted[i] == c->m.totals[i].rows, FEED_TOTALS);
	}
	c->detail = S("");
	return OK;
}

static rc verified(struct tx *tx, void *cls)
{
	struct checking *c = cls;
	instant now = clock_now();
	struct journal_entry e = {
		.user = c->who, .why = FOR_REGISTRATION, .object = c->id.v, .detail = c->detail
	};

	if (c->error == E_OK) {
		e.kind = S("feed.verified");
		TRY(feed_move(tx, &c->feed, FEED_VERIFIED, c->who, now, S("")));
	} else {
		e.kind = S("feed.rejected");
		TRY(feed_reject(tx, &c->feed, c->error, c->detail, c->who, now));
	}
	return journal_write(tx, now, &e);
}

static rc check_all(struct checking *c)
{
	TRY(check_signature(c));
	TRY(check_bytes(c));
	return check_rows(c);
}

rc feed_check(struct db *db, feed_id id, user_id who, feed_watch *watch, void *cls)
{
	struct arena a;
	struct checking c = { .db = db, .a = &a, .id = id, .who = who, .watch = watch, .cls = cls };

	arena_init(&a, (size_t)64 << 20);
	rc r = db_read(db, FOR_REGISTRATION, "feed check", load, &c);
	if (rc_ok(r)) {
		r = check_all(&c);
		/* what the delivery is to blame for refuses it; what isn't its fault (store, disk) is tried
		 * again */
		if (!rc_ok(r) && rc_info(r)->class == RC_CLASS_REFUSED) {
			c.error = r.code;
			r = OK;
		}
	}
	if (rc_ok(r))
		r = db_write(db, FOR_REGISTRATION, "feed checked", verified, &c);
	arena_done(&a);
	return r;
}
