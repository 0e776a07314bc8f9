/* service/feed_check.c - is the delivery, as a whole, what its manifest says? */
#include "service/feed_receive.h"

#include "service/feed_reader.h"

#include "base/ahead.h"

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
	struct csv csv;
	struct row_rules rules;
	int64_t *counted; /* rows of each class in the manifest */
	int64_t rows;
	int row_error; /* why rows can't be counted any further, 0 while they can */
	str row_detail;
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

/* The file, unpacked and hashed by a second thread (base/ahead.h). */
struct pieces {
	struct db *db;
	feed_id id;
	int64_t position, bytes;
	struct sha256 sha256;
};

static rc next_piece(void *cls, struct arena *a, void **ret)
{
	struct pieces *p = cls;
	str *plain = arena_new(a, str);

	TRY(feed_piece_read(p->db, a, p->id, FEED_PART_CSV, p->position++, plain));
	sha256_add(&p->sha256, plain->p, plain->n);
	p->bytes += (int64_t)plain->n;
	*ret = plain->n > 0 ? plain : NULL;
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

static rc count_row(struct checking *c, const struct csv_row *row)
{
	str class;

	CHECK(row->fault != CSV_LONG, FEED_LINE_LONG);
	if (row->number == 1)
		return row_columns(row, &c->rules, &c->row_detail);
	c->rows++;
	if (row_class(row, &c->rules, &class))
		count_class(c, class);
	return OK;
}

static void count_rows(struct checking *c)
{
	struct csv_row row;

	while (csv_next(&c->csv, &row)) {
		if (c->row_error != 0)
			continue;
		c->row_error = count_row(c, &row).code;
	}
}

static rc count_piece(void *cls, void *piece)
{
	struct checking *c = cls;
	str rest = *(const str *)piece;

	while (rest.n > 0) {
		csv_take(&c->csv, &rest);
		count_rows(c);
	}
	c->watch(c->cls, "VERIFY", c->rows, c->m.rows);
	return OK;
}

/* One pass over the file. What is wrong with rows is told only of the file that the manifest speaks of. */
static rc read_file(struct checking *c, struct pieces *p)
{
	enum { CSV_BUFFER = CSV_BUFFER_MIN + FEED_PIECE_BYTES, PIECE_MEMORY = 8 << 20 };
	unsigned char hash[SHA256_BYTES];

	csv_init(&c->csv, arena_array(c->a, char, CSV_BUFFER), CSV_BUFFER);
	c->counted = arena_array(c->a, int64_t, c->m.totals_n + 1);
	sha256_begin(&p->sha256);
	TRY(ahead_run(PIECE_MEMORY, next_piece, p, count_piece, c));
	csv_end(&c->csv);
	count_rows(c);
	sha256_end(&p->sha256, hash);
	c->detail = str_printf(c->a, "%" PRId64 " / %" PRId64, p->bytes, c->m.bytes);
	CHECK(p->bytes == c->m.bytes, FEED_BYTES);
	c->detail = S("");
	CHECK(memcmp(hash, c->m.sha256, SHA256_BYTES) == 0, FEED_SHA256);
	return OK;
}

static rc check_file(struct checking *c)
{
	struct pieces p = { .id = c->id };

	TRY(db_open_again(c->db, c->a, &p.db));
	rc r = read_file(c, &p);
	db_close(p.db);
	return r;
}

static rc check_rows(struct checking *c)
{
	c->detail = c->row_detail;
	if (c->row_error != 0)
		return rc_raise((enum rc_code)c->row_error, __FILE__, __LINE__);
	c->detail = S("header");
	CHECK(c->rules.columns > 0, FEED_HEADER);
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
	TRY(check_file(c));
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
