/* service/issue_attestation.c - the fund says on paper what it knows about a person. */
#include "service/issue_attestation.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/person/person.h"

#include "service/assist.h"
#include "service/family_show.h"
#include "service/note_use.h"
#include "service/secret.h"

enum { SECOND_US = 1000000 };

struct issuing {
	struct arena *a;
	const struct keys *keys;
	const struct attestation_order *order;
	const struct attestation_kind *kind;
	instant now;
	struct fund fund;
	struct person person;
	struct attestation_view view;
};

/* ---- what is shown of one ---- */

/* Only what the fund has signed is shown, whatever stands in the store. */
static rc view_of(struct tx *tx, struct arena *a, const struct keys *keys, const struct fund *f,
		  const struct attestation *row, struct attestation_view *v)
{
	const struct jws_public *by;
	str payload;

	*v = (struct attestation_view){ .person = row->person_id,
					.language = row->language,
					.reference = reference_text(a, row->reference),
					.jws = row->jws,
					.country = f->country,
					.fund_fr = f->name_fr,
					.fund_ar = f->name_ar,
					.fund_en = f->name_en };
	TRY(jws_check(a, row->jws, keys->papers, keys->papers_n, &payload, &by));
	TRY(attestation_content_read(a, payload, &v->content));
	CHECK(str_eq(v->content.reference, row->reference), ATTESTATION_CONTENT);
	v->number = number_text(a, f->country, v->content.number);
	return scheme_list(tx, a, &v->schemes, &v->schemes_n);
}

str attestation_number(struct arena *a, const struct attestation_view *v, int64_t number)
{
	return number_text(a, v->country, number);
}

str attestation_scheme_name(const struct attestation_view *v, str scheme, str language)
{
	return scheme_name(v->schemes, v->schemes_n, scheme, language);
}

/* ---- issuing ---- */

static rc find_person(struct tx *tx, struct issuing *s)
{
	const struct attestation_order *o = s->order;

	TRY(person_asked(tx, o->person, s->fund.country, o->number, s->a, &s->person));
	CHECK(str_eq(s->person.state, S("ACTIVE")), ATTESTATION_PERSON);
	return OK;
}

/* The newest ones of those that the kind shows. */
static rc add_memberships(struct tx *tx, struct issuing *s, struct attestation_content *c)
{
	struct membership *list;
	date day = clock_day(s->now);
	size_t n;

	TRY(membership_list(tx, s->person.person_id, s->a, &list, &n));
	for (size_t i = n; i > 0 && c->memberships_n < ATTESTED_MEMBERSHIPS_MAX; i--) {
		const struct membership *m = &list[i - 1];
		span held = { m->from_day, m->until_day };
		if (s->kind->day_only && !span_has(held, day))
			continue;
		c->memberships[c->memberships_n++] =
		    (struct attested_membership){ m->scheme, m->from_day, m->until_day, m->state };
	}
	return OK;
}

static struct attested_relative relative_of(const struct family_member *m)
{
	return (struct attested_relative){ .role = family_role_name(m->role),
					   .number = m->digits,
					   .last_name = m->last_name,
					   .first_name = m->first_name,
					   .last_name_ar = m->last_name_ar,
					   .first_name_ar = m->first_name_ar,
					   .born = m->born,
					   .said = m->dependant.is,
					   .from = m->dependant.is ? m->from : (date){ 0 },
					   .until = m->dependant.is ? m->dependant.until : (date){ 0 },
					   .court = m->court_reference };
}

/* Who is a dependant on the day, or may be one; whoever no longer is has no place on it. */
static rc add_relatives(struct tx *tx, struct issuing *s, struct attestation_content *c)
{
	struct family_view f;

	TRY(family_of(tx, s->a, &s->person, clock_day(s->now), &f));
	for (size_t i = 0; i < f.members_n; i++) {
		const struct family_member *m = &f.members[i];
		if (!m->dependant.is && m->dependant.why != WHY_LAW_MISSING)
			continue;
		CHECK(c->relatives_n < ATTESTED_RELATIVES_MAX, ATTESTATION_FAMILY_LARGE);
		c->relatives[c->relatives_n++] = relative_of(m);
		c->unconfirmed = c->unconfirmed || !m->dependant.confirmed;
	}
	CHECK(c->relatives_n > 0, ATTESTATION_FAMILY_NONE);
	return OK;
}

static rc content_of(struct tx *tx, struct issuing *s, struct attestation_content *c)
{
	const struct person *p = &s->person;

	*c = (struct attestation_content){
		.issuer = str_printf(s->a, "https://%.*s", STR_ARG(s->fund.origin)),
		.issued_at = { s->now.us / SECOND_US * SECOND_US },
		.kind = s->kind,
		.number = p->number,
		.last_name = p->last_name,
		.first_name = p->first_name,
		.last_name_ar = p->last_name_ar,
		.first_name_ar = p->first_name_ar,
		.born = p->born,
	};
	return s->kind->family ? add_relatives(tx, s, c) : add_memberships(tx, s, c);
}

/* The script of the paper's language, where a relative has names in both. */
static void keep_one_script(struct attestation_content *c, bool arabic)
{
	for (size_t i = 0; i < c->relatives_n; i++) {
		struct attested_relative *r = &c->relatives[i];
		if (r->first_name.n + r->last_name.n == 0 || r->first_name_ar.n + r->last_name_ar.n == 0)
			continue;
		if (arabic)
			r->first_name = r->last_name = S("");
		else
			r->first_name_ar = r->last_name_ar = S("");
	}
}

/* Nobody is left out of a family: when not all fit, they are named in one script. */
static rc sign_family(struct issuing *s, struct attestation_content *c, str *ret)
{
	TRY(jws_sign(s->a, s->keys->paper, attestation_payload(s->a, c), true, ret));
	if (ret->n <= ATTESTATION_JWS_MAX)
		return OK;
	keep_one_script(c, str_eq(s->order->language, S("ar")));
	TRY(jws_sign(s->a, s->keys->paper, attestation_payload(s->a, c), true, ret));
	CHECK(ret->n <= ATTESTATION_JWS_MAX, ATTESTATION_FAMILY_LARGE);
	return OK;
}

/* With as many of the memberships as fit into one code: at least one, if there is one. */
static rc sign_memberships(struct issuing *s, struct attestation_content *c, str *ret)
{
	size_t least = c->memberships_n > 0 ? 1 : 0;

	for (;; c->memberships_n--) {
		TRY(jws_sign(s->a, s->keys->paper, attestation_payload(s->a, c), true, ret));
		if (ret->n <= ATTESTATION_JWS_MAX)
			return OK;
		CHECK(c->memberships_n > least, ATTESTATION_LONG);
	}
}

static rc write_event(struct tx *tx, instant now, const struct attestation *row, user_id user,
		      enum purpose why, str kind)
{
	struct journal_entry e = { .user = user,
				   .why = why,
				   .kind = kind,
				   .person = row->person_id,
				   .object = row->attestation_id.v,
				   .detail = row->kind };

	return journal_write(tx, now, &e);
}

/* The operator at the command line is neither at a counter nor online. */
static rc note(struct tx *tx, const struct issuing *s)
{
	const struct attestation_order *o = s->order;
	user_id agent = o->on_behalf ? o->user : (user_id){ 0 };

	return o->user.v == 0 ? OK : note_use(tx, s->now, agent, &s->person, USE_ATTESTATION);
}

static rc add(struct tx *tx, struct issuing *s, struct attestation_content *c, struct attestation *row)
{
	uint64_t random;

	secret_random(&random, sizeof random);
	c->reference = reference_make(s->a, random);
	TRY(s->kind->family ? sign_family(s, c, &row->jws) : sign_memberships(s, c, &row->jws));
	row->attestation_id = (attestation_id){ id_new(s->now) };
	row->reference = c->reference;
	row->issued_at = c->issued_at;
	row->issued_by = s->order->user;
	row->on_behalf = s->order->on_behalf;
	rc r = attestation_add(tx, row);
	/* Somebody issued the same meanwhile: the next try finds it. */
	CHECK(!rc_is(r, E_DB_EXISTS), DB_CONFLICT);
	TRY(r);
	TRY(note(tx, s));
	return write_event(tx, s->now, row, s->order->user, s->order->why, S("attestation.issued"));
}

/* One receipt for a paper and agent's form, however often it was sent. */
static rc receipt_for(struct tx *tx, const struct issuing *s, const struct attestation *row, str *ret)
{
	const struct acting *by = &s->order->assisted;

	*ret = S("");
	if (!assist_tells(by))
		return OK;
	TRY(assist_receipt_about(tx, s->a, row->attestation_id.v, ret));
	return ret->n > 0
		   ? OK
		   : assist_receipt(tx, s->a, s->now,
				    &(struct assisted){ by, row->person_id, row->attestation_id.v }, ret);
}

static rc issue(struct tx *tx, void *cls)
{
	struct issuing *s = cls;
	str receipt;
	struct attestation_content c;
	struct attestation like = { .kind = s->kind->kind,
				    .language = s->order->language,
				    .day = clock_day(s->now) },
			   row;

	TRY(fund_read(tx, s->a, &s->fund));
	TRY(find_person(tx, s));
	TRY(content_of(tx, s, &c));
	like.person_id = s->person.person_id;
	like.content_hash = attestation_content_hash(s->a, &c);
	rc r = attestation_same(tx, &like, s->a, &row);
	if (rc_is(r, E_ATTESTATION_NONE)) {
		row = like;
		TRY(add(tx, s, &c, &row));
	} else {
		TRY(r);
		TRY(write_event(tx, s->now, &row, s->order->user, s->order->why, S("attestation.read")));
	}
	TRY(receipt_for(tx, s, &row, &receipt));
	TRY(view_of(tx, s->a, s->keys, &s->fund, &row, &s->view));
	s->view.receipt = receipt;
	return OK;
}

rc attestation_issue(struct db *db, struct arena *a, const struct keys *keys,
		     const struct attestation_order *order, struct attestation_view *ret)
{
	struct issuing s = { .a = a,
			     .keys = keys,
			     .order = order,
			     .kind = attestation_kind_of(order->kind),
			     .now = clock_now() };

	CHECK(s.kind != NULL, ATTESTATION_KIND);
	TRY(access_language_check(order->language));
	TRY(db_write(db, order->why, "issue an attestation", issue, &s));
	*ret = s.view;
	return OK;
}

/* ---- fetching and confirming ---- */

struct fetching {
	struct arena *a;
	const struct keys *keys;
	str typed;
	person_id person;
	user_id user;
	enum purpose why;
	str event;
	instant now;
	struct attestation_view view;
};

static rc fetch(struct tx *tx, void *cls)
{
	struct fetching *f = cls;
	struct attestation row;
	struct fund fund;
	str reference;

	/* What can't be a reference is looked for all the same: it takes as long, and gets the same answer.
	 */
	if (!reference_parse(f->a, f->typed, &reference))
		reference = S("-");
	TRY(fund_read(tx, f->a, &fund));
	TRY(attestation_by_reference(tx, reference, f->a, &row));
	CHECK(f->person.v == 0 || f->person.v == row.person_id.v, ATTESTATION_NONE);
	TRY(write_event(tx, f->now, &row, f->user, f->why, f->event));
	return view_of(tx, f->a, f->keys, &fund, &row, &f->view);
}

rc attestation_fetch(struct db *db, struct arena *a, const struct keys *keys, str reference, person_id person,
		     user_id user, enum purpose why, struct attestation_view *ret)
{
	struct fetching f = { .a = a,
			      .keys = keys,
			      .typed = reference,
			      .person = person,
			      .user = user,
			      .why = why,
			      .event = S("attestation.read"),
			      .now = clock_now() };

	TRY(db_write(db, why, "fetch an attestation", fetch, &f));
	*ret = f.view;
	return OK;
}

rc attestation_confirm(struct db *db, struct arena *a, const struct keys *keys, str reference,
		       struct attestation_view *ret)
{
	struct fetching f = { .a = a,
			      .keys = keys,
			      .typed = reference,
			      .why = FOR_COUNTER,
			      .event = S("attestation.confirmed"),
			      .now = clock_now() };

	TRY(db_write(db, FOR_COUNTER, "confirm an attestation", fetch, &f));
	*ret = f.view;
	return OK;
}

struct listing {
	struct arena *a;
	person_id person;
	size_t max;
	struct attestation *rows;
	size_t n;
};

static rc list(struct tx *tx, void *cls)
{
	struct listing *l = cls;

	return attestation_list(tx, l->person, l->max, l->a, &l->rows, &l->n);
}

rc attestation_papers(struct db *db, struct arena *a, person_id person, size_t max, enum purpose why,
		      struct attestation **ret, size_t *ret_n)
{
	struct listing l = { .a = a, .person = person, .max = max };

	TRY(db_read(db, why, "attestations of a person", list, &l));
	*ret = l.rows;
	*ret_n = l.n;
	return OK;
}
