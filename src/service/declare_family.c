/* service/declare_family.c - who belongs to the family, or no longer does. */
#include "service/declare_family.h"

#include "service/assist.h"
#include "service/family_law.h"
#include "service/family_look.h"
#include "service/note_use.h"
#include "service/requests.h"
#include "service/tell_person.h"

#include "domain/journal/journal.h"

struct declaring {
	struct arena *a;
	const struct acting *by;
	instant now;
	person_id person;
	struct person p;
	struct request_new request;
	bool only_ask;
	struct family_declaration d;
	struct dependant_facts facts;
	struct dated_proof proof;
	unsigned char digest[DIGEST_BYTES];
	struct family_declared out;
};

static void digest_declaration(const struct family_declaration *d, const document_id *document, size_t n,
			       unsigned char ret[static DIGEST_BYTES])
{
	struct digest h;

	digest_begin(&h);
	digest_text(&h, d->role);
	digest_int(&h, d->relative_id.v);
	digest_text(&h, d->last_name);
	digest_text(&h, d->first_name);
	digest_text(&h, d->last_name_ar);
	digest_text(&h, d->first_name_ar);
	digest_text(&h, d->born);
	digest_text(&h, d->sex);
	digest_text(&h, d->id_kind);
	digest_text(&h, d->id_value);
	digest_int(&h, d->from_day.days);
	digest_int(&h, d->until_day.days);
	digest_text(&h, d->reason);
	digest_text(&h, d->proof_kind);
	digest_int(&h, d->proof_from.days);
	digest_int(&h, d->proof_until.days);
	digest_text(&h, d->court_reference);
	digest_int(&h, d->court_until.days);
	for (size_t i = 0; i < n; i++)
		digest_int(&h, document[i].v);
	digest_row_end(&h);
	digest_end(&h, ret);
}

static str plain_code(struct arena *a, str s, size_t max)
{
	char *to = arena_array(a, char, max + 1);

	return (str){ to, identifier_plain(s, to, max) };
}

/* What was typed, as the table wants it. */
static void declaration_of(struct declaring *d, const struct relative *r)
{
	d->d = (struct family_declaration){
		.role = family_role_name(r->role),
		.last_name = r->last_name,
		.first_name = r->first_name,
		.last_name_ar = r->last_name_ar,
		.first_name_ar = r->first_name_ar,
		.born = r->born,
		.sex = r->sex,
		.id_kind = plain_code(d->a, r->id_kind, RELATIVE_ID_KIND_MAX),
		.id_value = plain_code(d->a, r->id_value, RELATIVE_ID_MAX),
		.from_day = r->from,
		.until_day = DATE_NEVER,
		.proof_kind = r->proves ? proof_kind_name(r->proof_kind) : S(""),
		.proof_from = r->proves ? r->proof.from : DATE_NEVER,
		.proof_until = r->proves ? r->proof.until : DATE_NEVER,
		.court_reference = r->court_reference,
		.court_until = r->role == ROLE_WARD ? r->court_until : DATE_NEVER,
	};
	d->proof = (struct dated_proof){ r->proof_kind, r->proof };
	d->facts = (struct dependant_facts){ .role = r->role,
					     .born = birth_of_number(birth_number(r->born)),
					     .link = { r->from, DATE_NEVER },
					     .guardianship = { r->from, r->court_until },
					     .proof = &d->proof,
					     .proofs_n = r->proves };
}

static rc may_declare(const struct acting *by, person_id person)
{
	CHECK(by->user.v != 0 || by->person.v == person.v, PERSON_NONE);
	CHECK(by->user.v == 0 || by->reason.n > 0, REQUEST_REASON);
	return OK;
}

static rc begin(struct tx *tx, struct declaring *d)
{
	TRY(person_get(tx, d->person, d->a, &d->p));
	CHECK(str_eq(d->p.state, S("ACTIVE")), PERSON_NONE);
	return OK;
}

/* Refused when the law of the day says no whatever an agent may decide. */
static rc law_refuses(struct tx *tx, struct declaring *d, date day)
{
	struct family_law law;

	TRY(family_law_on(tx, d->a, day, &law));
	d->out.dependant = dependant_on(&d->facts, &law, day);
	d->out.refused = !d->out.dependant.is && d->out.dependant.why != WHY_LAW_MISSING;
	return OK;
}

static rc write_down(struct tx *tx, struct declaring *d, str kind)
{
	struct fund_request r;

	if (d->only_ask)
		return OK;
	TRY(request_open(tx, d->a, d->now, &d->request, &r, &d->out.again));
	d->out.request_id = r.request_id;
	d->out.reference = request_reference_text(d->a, r.reference);
	d->out.asks = (unsigned)r.asks;
	d->out.receipt = S("");
	if (d->out.again)
		return assist_tells(d->by) ? assist_receipt_about(tx, d->a, r.request_id.v, &d->out.receipt)
					   : OK;
	d->d.request_id = r.request_id;
	TRY(declaration_add(tx, &d->d));
	struct journal_entry e = { .user = d->by->user,
				   .why = d->by->why,
				   .kind = kind,
				   .person = d->person,
				   .object = r.request_id.v,
				   .detail = d->d.role };
	TRY(journal_write(tx, d->now, &e));
	TRY(note_use(tx, d->now, d->by->user, &d->p, USE_FAMILY));
	if (!str_eq(r.kind, REQUEST_FAMILY_ADD) || assist_tells(d->by))
		return request_tell_received(tx, d->a, d->now, d->by, &r, &d->out.receipt);
	bool arabic = str_eq(d->p.language, S("ar")) ? d->d.first_name_ar.n > 0 : d->d.first_name.n == 0;
	struct message_value values[] = { { "name", arabic ? d->d.first_name_ar : d->d.first_name },
					  { "reference", d->out.reference } };
	struct telling t = { .kind = S("family.declared"), .cause = r.request_id.v };
	return tell_person(tx, d->a, d->now, &d->p, &t, values, 2, NULL);
}

static rc sent_before(struct tx *tx, struct declaring *d, bool *ret)
{
	struct fund_request r;
	rc there = request_by_client(tx, d->person, d->request.client_id, d->a, &r);

	*ret = rc_ok(there);
	return rc_is(there, E_REQUEST_NONE) ? OK : there;
}

static rc look_for(struct tx *tx, struct declaring *d)
{
	struct family_look look;

	TRY(family_look(tx, d->a, &d->p, &d->d, (person_id){ 0 }, &look));
	CHECK(look.found.v != d->person.v, FAMILY_SELF);
	CHECK(look.found.v == 0 || !look.tied, FAMILY_TIED);
	d->d.relative_id = look.found.v != 0 ? look.found : look.likely;
	d->request.asks = look.asks;
	return OK;
}

static rc declare(struct tx *tx, void *cls)
{
	struct declaring *d = cls;
	bool before;

	d->now = clock_now();
	d->d.relative_id = (person_id){ 0 };
	TRY(begin(tx, d));
	TRY(law_refuses(tx, d, clock_day(d->now)));
	TRY(sent_before(tx, d, &before));
	/* what happened since is no reason to say something else about the same form */
	d->out.refused = d->out.refused && !before;
	if (d->out.refused)
		return OK;
	if (!before)
		TRY(look_for(tx, d));
	return write_down(tx, d, S("family.declared"));
}

rc family_declare(struct db *db, struct arena *a, const struct family_declaring *f,
		  struct family_declared *ret)
{
	struct declaring *d = arena_new(a, struct declaring);

	*ret = (struct family_declared){ .wrong = relative_wrong(&f->relative, clock_day(clock_now())) };
	CHECK(ret->wrong.n == 0, FAMILY_FIELD);
	TRY(may_declare(&f->by, f->person));
	*d = (struct declaring){ .a = a, .by = &f->by, .person = f->person, .only_ask = f->only_ask };
	declaration_of(d, &f->relative);
	digest_declaration(&d->d, f->document, f->documents_n, d->digest);
	d->request = (struct request_new){ .by = f->by,
					   .person = f->person,
					   .kind = REQUEST_FAMILY_ADD,
					   .client_id = f->client_id,
					   .digest = { d->digest, DIGEST_BYTES },
					   .document = f->document,
					   .documents_n = f->documents_n };
	rc r = db_write(db, f->by.why, "declare a relative", declare, d);
	*ret = d->out;
	return r;
}

/* ---- about somebody in the family ---- */

/* The link, and what the register says of the relative. */
static rc add_relative(struct tx *tx, struct declaring *d)
{
	struct family_link link = { .source_id = 0 };
	struct person relative;

	d->d.from_day = DATE_NEVER; /* whichever: also when the transaction is tried again */
	TRY(family_link_about(tx, d->a, d->person, &d->d, &link));
	TRY(person_get(tx, link.relative_id, d->a, &relative));
	d->d.from_day = link.from_day;
	d->d.last_name = relative.last_name;
	d->d.first_name = relative.first_name;
	d->d.last_name_ar = relative.last_name_ar;
	d->d.first_name_ar = relative.first_name_ar;
	d->d.born = relative.born;
	d->d.sex = relative.sex;
	return OK;
}

static rc end(struct tx *tx, void *cls)
{
	struct declaring *d = cls;
	bool before;

	d->now = clock_now();
	TRY(begin(tx, d));
	TRY(sent_before(tx, d, &before));
	if (!before) {
		TRY(add_relative(tx, d));
		d->out.wrong = S("until");
		CHECK(d->d.until_day.days >= d->d.from_day.days, FAMILY_FIELD);
		d->out.wrong = S("");
	}
	return write_down(tx, d, S("family.end_declared"));
}

/* Does the proof make the relative a dependant on a day when it counts? */
static rc proof_helps(struct tx *tx, struct declaring *d)
{
	date today = clock_day(d->now), from = d->d.proof_from;

	d->facts.born = birth_of_number(birth_number(d->d.born));
	d->facts.link = d->facts.guardianship = (span){ d->d.from_day, DATE_NEVER };
	return law_refuses(tx, d, from.days > today.days ? from : today);
}

static rc prove(struct tx *tx, void *cls)
{
	struct declaring *d = cls;
	bool before;

	d->now = clock_now();
	TRY(begin(tx, d));
	TRY(sent_before(tx, d, &before));
	if (!before) {
		TRY(add_relative(tx, d));
		TRY(proof_helps(tx, d));
		if (d->out.refused)
			return OK;
	}
	return write_down(tx, d, S("family.proof_declared"));
}

/* `start` has by, person and the declaration. */
static rc about_relative(struct db *db, struct arena *a, const struct declaring *start, str kind,
			 int64_t client_id, const document_id *document, size_t n, db_body *body,
			 struct family_declared *ret)
{
	struct declaring *d = arena_new(a, struct declaring);

	TRY(may_declare(start->by, start->person));
	*d = *start;
	d->a = a;
	d->facts.proof = &d->proof;
	digest_declaration(&d->d, document, n, d->digest);
	d->request = (struct request_new){ .by = *d->by,
					   .person = d->person,
					   .kind = kind,
					   .client_id = client_id,
					   .digest = { d->digest, DIGEST_BYTES },
					   .document = document,
					   .documents_n = n };
	rc r = db_write(db, d->by->why, "declare about a relative", body, d);
	*ret = d->out;
	return r;
}

rc family_end(struct db *db, struct arena *a, const struct family_ending *f, struct family_declared *ret)
{
	bool mistake = str_eq(f->reason, S("MISTAKE"));
	struct declaring d = { .by = &f->by, .person = f->person, .only_ask = f->only_ask };

	d.d = (struct family_declaration){ .role = family_role_name(f->role),
					   .relative_id = f->relative,
					   .from_day = DATE_NEVER,
					   .until_day = mistake ? DATE_NEVER : f->until,
					   .reason = f->reason,
					   .proof_from = DATE_NEVER,
					   .proof_until = DATE_NEVER,
					   .court_until = DATE_NEVER };
	*ret = (struct family_declared){ .wrong = S("reason") };
	CHECK(family_end_reason_good(f->role, f->reason), FAMILY_FIELD);
	ret->wrong = S("until");
	CHECK(mistake || f->until.days <= clock_day(clock_now()).days + 1, FAMILY_FIELD);
	ret->wrong = S("");
	return about_relative(db, a, &d, REQUEST_FAMILY_END, f->client_id, f->document, f->documents_n, end,
			      ret);
}

rc family_prove(struct db *db, struct arena *a, const struct family_proving *f, struct family_declared *ret)
{
	struct declaring d = {
		.by = &f->by, .person = f->person, .only_ask = f->only_ask, .proof = f->proof
	};

	d.facts = (struct dependant_facts){ .role = f->role, .proofs_n = 1 };
	d.d = (struct family_declaration){ .role = family_role_name(f->role),
					   .relative_id = f->relative,
					   .from_day = DATE_NEVER,
					   .until_day = DATE_NEVER,
					   .proof_kind = proof_kind_name(f->proof.kind),
					   .proof_from = f->proof.when.from,
					   .proof_until = f->proof.when.until,
					   .court_until = DATE_NEVER };
	*ret = (struct family_declared){ .wrong = S("proof") };
	CHECK(f->role != ROLE_SPOUSE && f->proof.when.from.days < f->proof.when.until.days, FAMILY_FIELD);
	ret->wrong = S("");
	return about_relative(db, a, &d, REQUEST_FAMILY_PROOF, f->client_id, f->document, f->documents_n,
			      prove, ret);
}
