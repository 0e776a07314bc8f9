/* service/make_statement.c */
#include "service/make_statement.h"

#include "service/assist.h"
#include "service/note_use.h"
#include "service/requests.h"
#include "service/statement_matter.h"

#include "base/utf8.h"
#include "domain/feed/feed.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/person/search.h"

#include <string.h>

struct making {
	struct arena *a;
	const struct statement_making *m;
	instant now;
	struct person p;
	struct request_statement s;
	unsigned char digest[DIGEST_BYTES];
	struct statement_made out;
};

static rc wrong(struct making *k, str field)
{
	k->out.wrong = field;
	FAIL(STATEMENT_FIELD);
}

/* ---- what it is about ---- */

/* The delivery that something came with, if it was one. */
static rc body_of(struct tx *tx, struct making *k, int64_t source)
{
	struct feed feed;
	rc r = feed_get(tx, (feed_id){ source }, k->a, &feed);

	k->s.source_id = source;
	if (rc_is(r, E_FEED_NONE))
		return OK;
	TRY(r);
	k->s.body_id = feed.body_id;
	return OK;
}

static rc about_membership(struct tx *tx, struct making *k)
{
	const struct statement_making *m = k->m;
	struct membership *list;
	size_t n;

	TRY(membership_list(tx, m->person, k->a, &list, &n));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(list[i].scheme, m->scheme) || list[i].from_day.days != m->from_day.days)
			continue;
		bool stopped = str_eq(m->kind, REQUEST_STOPPED);
		if (stopped && list[i].until_day.days != DATE_NEVER.days)
			return wrong(k, S("about"));
		if (stopped && m->stopped_day.days <= m->from_day.days)
			return wrong(k, S("stopped"));
		return body_of(tx, k, list[i].source_id);
	}
	return wrong(k, S("about"));
}

static rc about_source(struct tx *tx, struct making *k)
{
	struct person_source *list;
	size_t n;

	TRY(person_sources(tx, k->m->person, k->a, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (list[i].source_id == k->m->source_id)
			return body_of(tx, k, list[i].source_id);
	return wrong(k, S("about"));
}

static bool line_good(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return false;
	return 0 < s.n && s.n <= STATEMENT_VALUE_MAX && utf8_valid(s);
}

/* Both YYYY-MM-DD. */
static bool in_future(const struct making *k, str born)
{
	str today = date_text(k->a, clock_day(k->now));

	return memcmp(born.p, today.p, today.n) > 0;
}

static rc about_field(struct making *k)
{
	const struct statement_making *m = k->m;
	struct birth born;
	str known;

	if (!statement_known(&k->p, m->field, &known))
		return wrong(k, S("field"));
	if (str_eq(m->field, S("born")) && (!rc_ok(birth_parse(m->value, &born)) || in_future(k, m->value)))
		return wrong(k, S("born"));
	if (!line_good(m->value) || str_eq(m->value, known))
		return wrong(k, str_eq(m->field, S("born")) ? S("born") : S("value"));
	return OK;
}

static rc about(struct tx *tx, struct making *k)
{
	const struct statement_making *m = k->m;
	bool stopped = str_eq(m->kind, REQUEST_STOPPED);

	k->s = (struct request_statement){ .scheme = m->scheme,
					   .from_day = m->scheme.n > 0 ? m->from_day : DATE_NEVER,
					   .stopped_day = stopped ? m->stopped_day : DATE_NEVER,
					   .words = m->words };
	if (m->words.n > STATEMENT_WORDS_MAX)
		return wrong(k, S("words"));
	if (stopped && m->stopped_day.days > clock_day(k->now).days + 1)
		return wrong(k, S("stopped"));
	if (str_eq(m->kind, REQUEST_CORRECTION)) {
		k->s.scheme = S("");
		k->s.from_day = DATE_NEVER;
		k->s.field = m->field;
		k->s.value = m->value;
		return about_field(k);
	}
	return m->scheme.n > 0 || stopped ? about_membership(tx, k) : about_source(tx, k);
}

/* ---- said once ---- */

static bool same_matter(const struct request_statement *x, const struct request_statement *y)
{
	return str_eq(x->scheme, y->scheme) && x->from_day.days == y->from_day.days &&
	       (x->scheme.n > 0 || x->source_id == y->source_id) && str_eq(x->field, y->field);
}

static rc not_said_yet(struct tx *tx, struct making *k)
{
	enum { NEWEST = 100 };
	struct fund_request *r;
	struct request_statement s;
	size_t n;

	TRY(request_of_person(tx, k->m->person, NEWEST, k->a, &r, &n));
	for (size_t i = 0; i < n; i++) {
		if (request_state_final(r[i].state) || !str_eq(r[i].kind, k->m->kind))
			continue;
		TRY(statement_get(tx, r[i].request_id, k->a, &s));
		k->out.reference = request_reference_text(k->a, r[i].reference);
		CHECK(!same_matter(&s, &k->s), STATEMENT_OPEN);
	}
	return OK;
}

static void digest_of(struct making *k)
{
	const struct statement_making *m = k->m;
	struct digest h;

	digest_begin(&h);
	digest_text(&h, m->kind);
	digest_text(&h, m->scheme);
	digest_int(&h, m->from_day.days);
	digest_int(&h, m->source_id);
	digest_int(&h, m->stopped_day.days);
	digest_text(&h, m->field);
	digest_text(&h, m->value);
	digest_text(&h, m->words);
	for (size_t i = 0; i < m->documents_n; i++)
		digest_int(&h, m->document[i].v);
	digest_row_end(&h);
	digest_end(&h, k->digest);
}

static rc sent_before(struct tx *tx, struct making *k, bool *ret)
{
	struct fund_request r;
	rc there = request_by_client(tx, k->m->person, k->m->client_id, k->a, &r);

	*ret = rc_ok(there);
	return rc_is(there, E_REQUEST_NONE) ? OK : there;
}

static rc write_down(struct tx *tx, struct making *k)
{
	const struct statement_making *m = k->m;
	struct request_new n = { .by = m->by,
				 .person = m->person,
				 .kind = m->kind,
				 .client_id = m->client_id,
				 .digest = { k->digest, DIGEST_BYTES },
				 .document = m->document,
				 .documents_n = m->documents_n };
	struct fund_request r;

	TRY(request_open(tx, k->a, k->now, &n, &r, &k->out.again));
	k->out.request_id = r.request_id;
	k->out.reference = request_reference_text(k->a, r.reference);
	if (k->out.again)
		return assist_tells(&m->by) ? assist_receipt_about(tx, k->a, r.request_id.v, &k->out.receipt)
					    : OK;
	k->s.request_id = r.request_id;
	TRY(statement_add(tx, &k->s));
	TRY(note_use(tx, k->now, m->by.user, &k->p, USE_STATEMENT));
	return request_tell_received(tx, k->a, k->now, &m->by, &r, &k->out.receipt);
}

static rc make(struct tx *tx, void *cls)
{
	struct making *k = cls;
	bool before;

	k->now = clock_now();
	k->out = (struct statement_made){ .wrong = S(""), .receipt = S(""), .reference = S("") };
	TRY(person_get(tx, k->m->person, k->a, &k->p));
	CHECK(str_eq(k->p.state, S("ACTIVE")), PERSON_NONE);
	TRY(sent_before(tx, k, &before));
	if (!before) {
		TRY(about(tx, k));
		TRY(not_said_yet(tx, k));
	}
	return k->m->only_ask ? OK : write_down(tx, k);
}

rc statement_make(struct db *db, struct arena *a, const struct statement_making *m,
		  struct statement_made *ret)
{
	const struct request_kind *kind = request_kind(m->kind);
	struct making k = { .a = a, .m = m };

	*ret = (struct statement_made){ .wrong = S(""), .receipt = S(""), .reference = S("") };
	CHECK(kind != NULL && kind->statement, REQUEST_KIND);
	CHECK(m->by.user.v != 0 || m->by.person.v == m->person.v, PERSON_NONE);
	CHECK(m->by.user.v == 0 || (0 < m->by.reason.n && m->by.reason.n <= RECEIPT_REASON_MAX),
	      ASSIST_REASON);
	digest_of(&k);
	rc r = db_write(db, m->by.why, "say what is wrong", make, &k);
	*ret = k.out;
	return r;
}
