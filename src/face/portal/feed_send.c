/* face/portal/feed_send.c - a delivery sent from a browser: manifest, signature, then the file as it arrives.
 */
#include "face/portal/feed_rows.h"
#include "face/portal/handlers.h"

#include "pages.h"
#include "service/feed_receive.h"

enum { SIGNATURE_MAX = 64 * 1024, RECEIVE_MEMORY = 64 << 20 };

/* What the three files of one form become. A refusal is kept until the form is shown again; what still
 * arrives then is read and dropped. */
struct sending {
	struct arena a; /* as long as the request, beside its own limit */
	struct gather manifest, signature;
	enum { SENDING_NONE, SENDING_MANIFEST, SENDING_SIGNATURE, SENDING_CSV } part;
	bool has_csv, again;
	struct feed_receiving *in; /* the file is being taken */
	feed_id id;
	rc refused;
	str why; /* which member of the manifest */
};

static struct sending *sending_of(struct request *q)
{
	struct sending *s = q->upload;

	if (s == NULL) {
		q->upload = s = arena_new(q->a, struct sending);
		arena_init(&s->a, RECEIVE_MEMORY);
	}
	return s;
}

/* What the delivery is to blame for is kept for the form; what isn't ends the request. */
static rc judged(struct sending *s, rc r)
{
	if (rc_ok(r) || rc_info(r)->class != RC_CLASS_REFUSED)
		return r;
	s->refused = r;
	return OK;
}

static rc begin_csv(struct request *q, struct sending *s)
{
	const struct actor *c = actor_of(q);

	s->has_csv = true;
	if (s->manifest.n == 0 || s->signature.n == 0)
		return OK; /* the form says which is missing */
	return judged(s, feed_receive_begin(portal_of(q)->db, &s->a, (str){ s->manifest.p, s->manifest.n },
					    (str){ s->signature.p, s->signature.n }, c->user_id, c->body_id,
					    &s->in, &s->id, &s->again, &s->why));
}

static rc begin(struct request *q, const struct part *part)
{
	struct sending *s = sending_of(q);

	if (str_eq(part->name, S("manifest")))
		s->part = SENDING_MANIFEST;
	else if (str_eq(part->name, S("signature")))
		s->part = SENDING_SIGNATURE;
	else
		s->part = SENDING_CSV;
	CHECK(s->part != SENDING_CSV || !s->has_csv, FORM_FIELD); /* one file, once */
	return s->part == SENDING_CSV ? begin_csv(q, s) : OK;
}

static rc data(struct request *q, str bytes)
{
	struct sending *s = sending_of(q);

	if (s->part == SENDING_MANIFEST)
		return gather_add(&s->manifest, &s->a, bytes, MANIFEST_BYTES_MAX);
	if (s->part == SENDING_SIGNATURE)
		return gather_add(&s->signature, &s->a, bytes, SIGNATURE_MAX);
	if (s->in == NULL || !rc_ok(s->refused))
		return OK;
	return judged(s, feed_receive_data(s->in, bytes.p, bytes.n));
}

static rc end(struct request *q)
{
	struct sending *s = sending_of(q);

	if (s->part != SENDING_CSV || s->in == NULL || !rc_ok(s->refused))
		return OK;
	return judged(s, feed_receive_end(s->in));
}

static void drop(struct request *q)
{
	struct sending *s = q->upload;

	if (s == NULL)
		return;
	if (s->in != NULL)
		feed_receive_free(s->in);
	arena_done(&s->a);
	q->upload = NULL;
}

const struct upload feed_upload = { begin, data, end, drop };

/* ---- the form ---- */

static rc show_form(struct request *q, struct reply *p, struct page *page, int status)
{
	struct show_feed_send v = { .max_bytes = (int64_t)q->route->body_max };
	const struct actor *c = actor_of(q);
	struct feed_next next;

	if (c->body_id.v != 0) {
		TRY(feed_next_of(portal_of(q)->db, q->a, c->body_id, &next));
		v.body = next.body_code;
		v.body_name = frame_name(q, next.body_name_fr, next.body_name_ar);
		v.scheme = next.scheme;
		v.next_sequence = next.sequence;
	}
	frame_reply(q, p, status, page_feed_send, page, &v);
	return OK;
}

rc feed_send_form(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);

	return show_form(q, p, &page, 200);
}

/* Which of the three files a refusal is about. */
static const char *field_of(rc r)
{
	switch (r.code) {
	case E_PACKED:
	case E_FEED_BYTES:
	case E_FEED_LINE_LONG:
		return "csv";
	case E_SIGN_FORM:
	case E_SIGN_SIGNER:
	case E_SIGN_CONTENT:
	case E_SIGN_EXPIRED:
		return "signature";
	default:
		return "manifest";
	}
}

static void missing(struct request *q, struct page *page, const struct sending *s)
{
	if (s == NULL || s->manifest.n == 0)
		frame_problem(q, page, "manifest", text_get(page->at.lang, TEXT(send_no_manifest)));
	if (s == NULL || s->signature.n == 0)
		frame_problem(q, page, "signature", text_get(page->at.lang, TEXT(send_no_signature)));
	if (s == NULL || !s->has_csv)
		frame_problem(q, page, "csv", text_get(page->at.lang, TEXT(send_no_csv)));
}

static void refused(struct request *q, struct page *page, const struct sending *s)
{
	str text = text_of_rc(page->at.lang, s->refused);

	if (s->why.n > 0)
		text = str_printf(q->a, "%.*s (%.*s)", STR_ARG(text), STR_ARG(s->why));
	frame_problem(q, page, field_of(s->refused), text);
}

rc feed_send(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);
	const struct sending *s = q->upload;

	page.path = S("/feeds/send");
	if (s == NULL || rc_ok(s->refused))
		missing(q, &page, s);
	else
		refused(q, &page, s);
	if (page.problems_n > 0)
		return show_form(q, p, &page, 422);
	CHECK(s->id.v != 0, FORM_FIELD); /* the files came in another order: the manifest is needed first */
	frame_go(
	    q, p,
	    str_printf(q->a, "/feeds/%lld%s", (long long)s->id.v, s->again ? "?did=feed_again" : "/sent"));
	return OK;
}

rc feed_sent(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_FEEDS);
	struct feed_view f;

	TRY(feed_asked(q, TASK_SEE_DELIVERY, &f));
	struct show_done v = done_feed_sent(feed_reference(q, &f),
					    str_printf(q->a, "/feeds/%lld", (long long)f.feed.feed_id.v));
	frame_reply(q, p, 200, page_done, &page, &v);
	return OK;
}
