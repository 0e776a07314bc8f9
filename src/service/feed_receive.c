/* service/feed_receive.c */
#include "service/feed_receive.h"

#include "service/feed_reader.h"
#include "service/work.h"

#include "base/pack.h"

#include "domain/journal/journal.h"

#include "store/db.h"

#include <string.h>

struct feed_receiving {
	struct db *db;
	struct arena *life;
	struct feed feed;
	struct body body;
	body_id only;
	struct manifest m;
	user_id who;
	bool again, open;
	int error; /* what is wrong with the file that came, 0 while nothing is */
	str detail;
	struct unpack *unpack;
	struct piece_writer *writer;
	int64_t bytes;
};

/* A delivery that never came to its end: nothing of it is left, and its sequence is free. */
static rc drop(struct tx *tx, const struct feed *f, int error, str detail, user_id who)
{
	instant now = clock_now();
	struct journal_entry e = { .user = who,
				   .why = FOR_REGISTRATION,
				   .kind = S("feed.rejected"),
				   .object = f->feed_id.v,
				   .detail = detail };

	TRY(feed_pieces_drop(tx, f->feed_id, FEED_PART_CSV));
	TRY(feed_reject(tx, f, error, detail, who, now));
	return journal_write(tx, now, &e);
}

/* What to do with a sequence that was seen before. */
static rc seen_before(struct tx *tx, struct feed_receiving *r)
{
	struct feed_sequences of_body;
	struct feed old;
	rc got = feed_find(tx, r->body.body_id, r->m.sequence, r->life, &old);

	if (rc_ok(got) && old.attempt == 0) {
		/* whoever received it died, or is slower than this one */
		if (str_eq(old.state, feed_state_name(FEED_RECEIVING)))
			return drop(tx, &old, E_FEED_BYTES, S("interrupted"), r->who);
		CHECK(old.sha256.n == SHA256_BYTES && memcmp(old.sha256.p, r->m.sha256, SHA256_BYTES) == 0,
		      FEED_SEQUENCE);
		r->feed = old;
		r->again = true;
		return OK;
	}
	if (!rc_ok(got) && !rc_is(got, E_FEED_NONE))
		return got;
	TRY(feed_sequences(tx, r->body.body_id, r->life, &of_body));
	CHECK(r->m.sequence > of_body.applied, FEED_ORDER);
	return OK;
}

static rc begin(struct tx *tx, void *cls)
{
	struct feed_receiving *r = cls;
	instant now = clock_now();

	r->again = false;
	rc got = body_by_code(tx, r->m.body, r->life, &r->body);
	CHECK(!rc_is(got, E_DB_NONE), BODY_NONE);
	TRY(got);
	CHECK(r->only.v == 0 || r->only.v == r->body.body_id.v, FEED_BODY);
	CHECK(r->body.scheme.n == 0 || str_eq(r->m.scheme, r->body.scheme), FEED_SCHEME);
	TRY(seen_before(tx, r));
	if (r->again)
		return OK;
	r->feed.feed_id = (feed_id){ id_new(now) };
	r->feed.body_id = r->body.body_id;
	r->feed.state = feed_state_name(FEED_RECEIVING);
	r->feed.received_by = r->who;
	r->feed.received_at = now;
	TRY(feed_add(tx, &r->feed));
	struct journal_entry e = {
		.user = r->who, .why = FOR_REGISTRATION, .kind = S("feed.begun"), .object = r->feed.feed_id.v
	};
	return journal_write(tx, now, &e);
}

static rc arrived(void *cls, const char *p, size_t n)
{
	struct feed_receiving *r = cls;

	r->bytes += (int64_t)n;
	r->detail = S("more than the manifest says");
	CHECK(r->bytes <= r->m.bytes, FEED_BYTES);
	r->detail = S("");
	return piece_writer_add(r->writer, p, n);
}

rc feed_receive_begin(struct db *db, struct arena *life, str manifest, str signature, user_id who,
		      body_id only, struct feed_receiving **ret, feed_id *ret_id, bool *ret_again,
		      str *ret_why)
{
	struct feed_receiving *r = arena_new(life, struct feed_receiving);

	TRY(manifest_read(life, manifest, &r->m, ret_why));
	r->db = db;
	r->life = life;
	r->only = only;
	r->who = who;
	r->feed = (struct feed){
		.sequence = r->m.sequence,
		.scheme = r->m.scheme,
		.rows_told = r->m.rows,
		.bytes_told = r->m.bytes,
		.sha256 = { r->m.sha256, SHA256_BYTES },
		.created_at = r->m.created,
		.manifest = { (const unsigned char *)manifest.p, manifest.n },
		.signature = { (const unsigned char *)signature.p, signature.n },
	};
	TRY(db_write(db, FOR_REGISTRATION, "feed begin", begin, r));
	r->open = !r->again;
	if (r->open) {
		TRY(piece_writer_new(db, life, r->feed.feed_id, FEED_PART_CSV, &r->writer));
		TRY(unpack_new(life, arrived, r, &r->unpack));
	}
	*ret = r;
	*ret_id = r->feed.feed_id;
	*ret_again = r->again;
	return OK;
}

/* What the delivery itself is to blame for is what its body will read. */
static rc noted(struct feed_receiving *r, rc result)
{
	if (!rc_ok(result) && rc_info(result)->class == RC_CLASS_REFUSED)
		r->error = result.code;
	return result;
}

rc feed_receive_data(struct feed_receiving *r, const char *p, size_t n)
{
	return r->again ? OK : noted(r, unpack_push(r->unpack, p, n));
}

static rc end(struct tx *tx, void *cls)
{
	struct feed_receiving *r = cls;
	instant now = clock_now();
	job_id job;
	struct journal_entry e = { .user = r->who,
				   .why = FOR_REGISTRATION,
				   .kind = S("feed.received"),
				   .object = r->feed.feed_id.v };

	TRY(feed_move(tx, &r->feed, FEED_RECEIVED, r->who, now, S("")));
	TRY(job_ask(tx, now, WORK_FEED_CHECK, r->feed.feed_id.v, (user_id){ 0 }, &job));
	return journal_write(tx, now, &e);
}

rc feed_receive_end(struct feed_receiving *r)
{
	int64_t bytes;

	if (r->again)
		return OK;
	TRY(noted(r, unpack_end(r->unpack)));
	TRY(piece_writer_end(r->writer, &bytes));
	TRY(db_write(r->db, FOR_REGISTRATION, "feed received", end, r));
	r->open = false;
	return OK;
}

static rc give_up(struct tx *tx, void *cls)
{
	struct feed_receiving *r = cls;
	struct feed now;

	TRY(feed_get(tx, r->feed.feed_id, r->life, &now));
	/* somebody took the sequence over, and pieces have come since */
	if (str_eq(now.state, feed_state_name(FEED_REJECTED)))
		return feed_pieces_drop(tx, r->feed.feed_id, FEED_PART_CSV);
	/* the end was written, though the store couldn't say so */
	if (!str_eq(now.state, feed_state_name(FEED_RECEIVING)))
		return OK;
	return r->error != 0 ? drop(tx, &r->feed, r->error, r->detail, r->who)
			     : drop(tx, &r->feed, E_FEED_BYTES, S("interrupted"), r->who);
}

void feed_receive_free(struct feed_receiving *r)
{
	if (r->unpack != NULL)
		unpack_free(r->unpack);
	/* when even this fails (disk full, connection gone) the sequence can still be delivered again */
	if (r->open && !rc_ok(db_write(r->db, FOR_REGISTRATION, "feed given up", give_up, r)))
		return;
	r->open = false;
}
