/* Attestations: issued once a day, fetched again, confirmed to whoever has the paper, proved without the
 * store. */
#include "service/check_attestation.h"
#include "service/issue_attestation.h"

#include "domain/family/family.h"
#include "domain/fund/fund.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/person/person.h"
#include "domain/usage/usage.h"
#include "port/pdf/pdf.h"

#include "testing/fresh.h"
#include "testing/law.h"
#include "testing/t.h"

static const instant noon = { INT64_C(1795521600000000) };
#define SARA ((person_id){ 1001 })
#define GONE ((person_id){ 1002 })
#define AGENT ((user_id){ 77 })

static struct keys keys_for(struct arena *a)
{
	struct keys k = { .paper = { 1, 2, 3 }, .papers_n = 1 };

	(void)a;
	must(rc_ok(jws_public_of(k.paper, &k.papers[0])));
	return k;
}

static struct person entry(person_id id, int64_t running, str state)
{
	return (struct person){ .person_id = id,
				.number = number_make(S("ma"), running),
				.last_name = S("KADIRI"),
				.first_name = S("Salma"),
				.last_name_ar = S("القادري"),
				.first_name_ar = S("سلمى"),
				.born = S("1990-05-01"),
				.sex = S("F"),
				.language = S("fr"),
				.state = state,
				.known_from = noon };
}

static rc make(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("Caisse"),
			  .name_ar = S("صندوق"),
			  .name_en = S("Fund"),
			  .origin = S("sanad.test/ma"),
			  .next_number = 20000000,
			  .created_at = noon };
	struct person sara = entry(SARA, 10000001, S("ACTIVE")), gone = entry(GONE, 10000002, S("WITHDRAWN"));

	(void)cls;
	gone.survivor_id = SARA;
	TRY(fund_create(tx, &f));
	TRY(law_planted(tx, noon, f.country));
	TRY(law_signed_for_families(tx));
	TRY(scheme_plant(tx, law_carried(), S("ma"), clock_day(noon)));
	TRY(person_add(tx, &sara, NULL, 0, S("")));
	TRY(person_add(tx, &gone, NULL, 0, S("")));
	for (int i = 0; i < 9; i++) { /* a life of many memberships, the last one open */
		struct membership m = { .person_id = SARA,
					.scheme = S("AMO-TNS"),
					.from_day = { 15000 + 500 * i },
					.until_day = i == 8 ? DATE_NEVER : (date){ 15400 + 500 * i },
					.known_from = noon,
					.known_until = KNOWN_STILL,
					.state = i == 8 ? S("ACTIVE") : S("ENDED") };
		TRY(membership_add(tx, &m));
	}
	return OK;
}

static struct db *store(struct arena *a, const char *name)
{
	struct db *db = fresh(a, name);

	must(setenv("SANAD_NOW", "2026-11-24T12:00:00Z", 1) == 0);
	must(rc_ok(db_write(db, FOR_DEMO, "make", make, NULL)));
	return db;
}

T(attestation_statements)
{
	struct db *db = fresh(a, "t_attestation_stmts");

	for (size_t i = 0; attestation_stmts[i] != NULL; i++)
		t_need(db_check(db, attestation_stmts[i]));
	db_close(db);
}

static struct attestation_order order(str kind)
{
	return (struct attestation_order){ .person = SARA,
					   .kind = kind,
					   .language = S("fr"),
					   .user = AGENT,
					   .on_behalf = true,
					   .why = FOR_COUNTER };
}

T(attestation_at_a_counter_leaves_one_receipt)
{
	struct db *db = store(a, "t_attestation_receipt");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("registration"));
	struct attestation_view v, again;

	t_need(attestation_issue(db, a, &k, &o, &v));
	t_str(v.receipt, ""); /* not for somebody who was there */
	o.language = S("ar");
	o.assisted = (struct acting){ .why = FOR_COUNTER,
				      .user = AGENT,
				      .what = { S("attestation"), S("x"), S("x"), S("x") } };
	t_rc(attestation_issue(db, a, &k, &o, &v), ASSIST_REASON);
	o.assisted.reason = S("n'a pas de telephone");
	t_need(attestation_issue(db, a, &k, &o, &v));
	t_ok(v.receipt.n > 0);
	t_need(attestation_issue(db, a, &k, &o, &again));
	t_ok(str_eq(v.receipt, again.receipt) && str_eq(v.reference, again.reference));
	db_close(db);
}

T(attestation_issued_once_a_day)
{
	struct db *db = store(a, "t_attestation_issue");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("registration"));
	struct attestation_view one, two;

	t_need(attestation_issue(db, a, &k, &o, &one));
	t_need(attestation_issue(db, a, &k, &o, &two));
	t_ok(str_eq(one.reference, two.reference) && str_eq(one.jws, two.jws));
	t_int((int64_t)one.content.memberships_n, ATTESTED_MEMBERSHIPS_MAX);
	t_int(one.content.memberships[0].from.days, 19000);
	t_ok(one.jws.n <= ATTESTATION_JWS_MAX);
	t_str(one.content.issuer, "https://sanad.test/ma");
	o.language = S("ar");
	t_need(attestation_issue(db, a, &k, &o, &two));
	t_ok(!str_eq(one.reference, two.reference));
	o = order(S("rights"));
	o.person = (person_id){ 0 }, o.number = one.number;
	t_need(attestation_issue(db, a, &k, &o, &two));
	t_int((int64_t)two.content.memberships_n, 1);
	must(setenv("SANAD_NOW", "2026-11-25T12:00:00Z", 1) == 0);
	o = order(S("registration"));
	t_need(attestation_issue(db, a, &k, &o, &two));
	t_ok(!str_eq(one.reference, two.reference));
	db_close(db);
}

T(attestation_refused)
{
	struct db *db = store(a, "t_attestation_refused");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("family"));
	struct attestation_view v;

	t_rc(attestation_issue(db, a, &k, &o, &v), ATTESTATION_FAMILY_NONE);
	o.kind = S("pension");
	t_rc(attestation_issue(db, a, &k, &o, &v), ATTESTATION_KIND);
	o = order(S("rights")), o.language = S("de");
	t_rc(attestation_issue(db, a, &k, &o, &v), USER_LANGUAGE);
	o = order(S("rights")), o.person = GONE;
	t_rc(attestation_issue(db, a, &k, &o, &v), ATTESTATION_PERSON);
	o.person = (person_id){ 9 };
	t_rc(attestation_issue(db, a, &k, &o, &v), PERSON_NONE);
	o.person = (person_id){ 0 }, o.number = S("12");
	t_rc(attestation_issue(db, a, &k, &o, &v), PERSON_NONE);
	db_close(db);
}

struct adding {
	int n;	    /* children */
	int before; /* of them are there */
	bool grown;
	size_t letters; /* of names that have nothing in common, 0: all have one name */
	struct arena *a;
};

/* Letters of a block of 16, by chance: they can't be packed. */
static str strange_name(struct arena *a, size_t letters, int first)
{
	struct out o;

	out_init(&o, a, 64);
	for (size_t i = 0; i < letters; i++)
		if (first < 0x80)
			out_char(&o, (char)(first + t_between(0, 15)));
		else
			out_printf(&o, "\xD8%c", (char)(first + t_between(0, 15)));
	return out_view(&o);
}

static rc add_children(struct tx *tx, void *cls)
{
	struct adding *x = cls;

	for (int i = x->before; i < x->before + x->n; i++) {
		struct person child = entry((person_id){ 2000 + i }, 10000100 + i, S("ACTIVE"));
		child.born = x->grown ? S("1995-03-04") : S("2016-03-04");
		if (x->letters > 0) {
			child.first_name = strange_name(x->a, x->letters, 'a');
			child.first_name_ar = strange_name(x->a, x->letters, 0xA8);
		}
		struct family_link l = { .person_id = SARA,
					 .relative_id = child.person_id,
					 .role = S("CHILD"),
					 .from_day = { x->grown ? 9193 : 16864 },
					 .known_from = { 1 },
					 .known_until = KNOWN_STILL,
					 .until_day = DATE_NEVER,
					 .state = LINK_ACTIVE };
		TRY(person_add(tx, &child, NULL, 0, S("")));
		TRY(family_link_add(tx, &l));
	}
	x->before += x->n;
	return OK;
}

static rc count_uses(struct tx *tx, void *cls)
{
	struct service_use *u;

	return service_uses_of(tx, SARA, 100, ((struct arena **)cls)[0], &u, ((size_t **)cls)[1]);
}

/* A family of dependants: whole, in both scripts while they fit, or not at all. */
T(attestation_of_a_family)
{
	struct db *db = store(a, "t_attestation_family");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("family"));
	struct adding x = { .n = 1, .grown = true };
	struct attestation_view v;
	size_t uses = 0;
	void *counting[] = { a, &uses };

	t_need(db_write(db, FOR_DEMO, "children", add_children, &x));
	t_rc(attestation_issue(db, a, &k, &o, &v), ATTESTATION_FAMILY_NONE); /* grown up */
	x.n = 2, x.grown = false;
	t_need(db_write(db, FOR_DEMO, "children", add_children, &x));
	t_need(attestation_issue(db, a, &k, &o, &v));
	t_int((int64_t)v.content.relatives_n, 2);
	t_int((int64_t)v.content.memberships_n, 0);
	const struct attested_relative *r = &v.content.relatives[0];
	t_str(r->role, "CHILD");
	t_str(r->last_name, "KADIRI");
	t_str(r->last_name_ar, "القادري");
	t_ok(r->said && r->from.days == 16864 && v.content.unconfirmed);
	t_need(db_read(db, FOR_COUNTER, "uses", count_uses, counting));
	t_int((int64_t)uses, 1);
	x.n = 7;
	t_need(db_write(db, FOR_DEMO, "children", add_children, &x));
	t_need(attestation_issue(db, a, &k, &o, &v));
	t_int((int64_t)v.content.relatives_n, 9);
	t_ok(v.content.relatives[0].last_name_ar.n > 0);
	x.n = 1;
	t_need(db_write(db, FOR_DEMO, "children", add_children, &x));
	t_rc(attestation_issue(db, a, &k, &o, &v), ATTESTATION_FAMILY_LARGE);
	db_close(db);
}

/* Letters that don't pack. */
static str noise(struct arena *a, size_t letters)
{
	struct out o;

	out_init(&o, a, 2 * letters);
	for (size_t i = 0; i < letters; i++)
		out_printf(&o, "\xd8%c", (char)t_between(0xa7, 0xba));
	return out_view(&o);
}

struct renaming {
	struct arena *a;
	str name;
};

static rc rename_sara(struct tx *tx, void *cls)
{
	struct renaming *r = cls;
	struct person was, is;

	TRY(person_get(tx, SARA, r->a, &was));
	is = was;
	is.last_name_ar = r->name;
	is.known_from.us++;
	return person_correct(tx, &was, &is);
}

/* Longer names leave room for fewer memberships, and at last for none: then there is no paper. */
T(attestation_of_long_names)
{
	struct db *db = store(a, "t_attestation_long");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("registration"));
	struct renaming r = { .a = a };
	struct attestation_view v;
	size_t before = ATTESTED_MEMBERSHIPS_MAX;
	bool refused = false;

	t_state = 7;
	for (size_t letters = 50; letters <= 650; letters += 100) {
		r.name = noise(a, letters);
		t_need(db_write(db, FOR_DEMO, "rename", rename_sara, &r));
		rc e = attestation_issue(db, a, &k, &o, &v);
		refused = rc_is(e, E_ATTESTATION_LONG);
		t_ok(rc_ok(e) || refused);
		if (refused)
			break;
		t_ok(v.content.memberships_n <= before && v.content.memberships_n >= 1);
		t_int(v.content.memberships[0].from.days, 19000); /* the newest stay */
		before = v.content.memberships_n;
	}
	t_ok(refused && before < ATTESTED_MEMBERSHIPS_MAX);
	db_close(db);
}

struct events {
	struct arena *a;
	struct event *list;
	size_t n;
};

static rc read_events(struct tx *tx, void *cls)
{
	struct events *e = cls;

	return journal_of_person(tx, SARA, (event_id){ INT64_MAX }, 100, e->a, &e->list, &e->n);
}

T(attestation_found_again)
{
	struct db *db = store(a, "t_attestation_fetch");
	struct keys k = keys_for(a), others = { .paper = { 9 }, .papers_n = 1 };
	struct attestation_order o = order(S("registration"));
	struct attestation_view made, got;
	struct events e = { .a = a };

	t_need(attestation_issue(db, a, &k, &o, &made));
	t_need(attestation_confirm(db, a, &k, made.reference, &got));
	t_ok(str_eq(got.jws, made.jws) && str_eq(got.number, made.number));
	t_need(attestation_fetch(db, a, &k, made.reference, SARA, AGENT, FOR_COUNTER, &got));
	t_rc(attestation_fetch(db, a, &k, made.reference, GONE, AGENT, FOR_COUNTER, &got), ATTESTATION_NONE);
	t_rc(attestation_confirm(db, a, &k, S("0000-0000-0000"), &got), ATTESTATION_NONE);
	t_rc(attestation_confirm(db, a, &k, S("'; DROP"), &got), ATTESTATION_NONE);
	t_rc(attestation_confirm(db, a, &k, S(""), &got), ATTESTATION_NONE);
	must(rc_ok(jws_public_of(others.paper, &others.papers[0])));
	t_rc(attestation_confirm(db, a, &others, made.reference, &got),
	     JWS_KEY); /* the store alone proves nothing */
	t_need(db_read(db, FOR_COUNTER, "events", read_events, &e));
	t_int((int64_t)e.n, 3);
	t_str(e.list[0].kind, "attestation.read");
	t_str(e.list[1].kind, "attestation.confirmed");
	t_int(e.list[1].user_id.v, 0);
	t_str(e.list[2].kind, "attestation.issued");
	t_int(e.list[2].user_id.v, AGENT.v);
	db_close(db);
}

static str page_for(struct arena *a, const struct attestation_view *v)
{
	struct pdf_block b = { .kind = PDF_TITLE, .text = S("Attestation") };
	struct qr code;
	str pdf;

	must(qr_make(a, jws_to_shc(a, v->jws), QR_SPARE_LOW, &code));
	t_ok(code.side <= 17 + 4 * 22); /* the standard's largest code */
	struct pdf_page p = { .language = S("fr"),
			      .issuer = S("Caisse"),
			      .title = S("x"),
			      .keywords = v->jws,
			      .made_at = noon,
			      .blocks = &b,
			      .blocks_n = 1,
			      .code = &code,
			      .code_name = v->reference };
	must(rc_ok(pdf_draw(a, &p, &pdf)));
	return pdf;
}

T(attestation_proved_without_the_store)
{
	struct db *db = store(a, "t_attestation_check");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("registration"));
	struct attestation_checked got;
	struct attestation_view v;
	struct pdf_parts parts;
	str pdf;

	t_need(attestation_issue(db, a, &k, &o, &v));
	t_need(attestation_check_text(a, jws_to_shc(a, v.jws), k.papers, 1, &got));
	t_ok(!got.page && got.content.number == number_make(S("ma"), 10000001));
	t_need(attestation_check_text(a, v.jws, k.papers, 1, &got));
	str bare = page_for(a, &v);
	t_rc(attestation_check_file(a, bare, k.papers, 1, &got), PDF_SEAL);
	t_need(attestation_seal(a, k.paper, &v.content, bare, &pdf));
	t_need(attestation_check_file(a, pdf, k.papers, 1, &got));
	t_ok(got.page);
	t_need(pdf_parts(pdf, &parts));
	t_rc(attestation_check_text(a, parts.seal, k.papers, 1, &got), ATTESTATION_CONTENT);
	t_rc(attestation_check_file(a, str_printf(a, "%%PDF /Keywords (%.*s)", STR_ARG(v.jws)), k.papers, 1,
				    &got),
	     PDF_SEAL);
	t_seeds (300) {
		char *bent = arena_array(a, char, pdf.n);
		memcpy(bent, pdf.p, pdf.n);
		bent[t_between(0, (int64_t)pdf.n - 1)] ^= (char)(1 << t_between(0, 7));
		t_ok(!rc_ok(attestation_check_file(a, (str){ bent, pdf.n }, k.papers, 1, &got)));
	}
	db_close(db);
}

/* When not all fit into the code, names are in the script of the paper; and when they still don't, there is
 * no paper. */
T(attestation_of_a_family_with_long_names)
{
	struct db *db = store(a, "t_attestation_long");
	struct keys k = keys_for(a);
	struct attestation_order o = order(S("family"));
	struct adding x = { .n = 8, .letters = 24, .a = a };
	struct attestation_view v;

	t_need(db_write(db, FOR_DEMO, "children", add_children, &x));
	t_need(attestation_issue(db, a, &k, &o, &v));
	t_int((int64_t)v.content.relatives_n, 8);
	for (size_t i = 0; i < 8; i++) {
		t_str(v.content.relatives[i].last_name, "KADIRI");
		t_int((int64_t)v.content.relatives[i].last_name_ar.n, 0);
	}
	o.language = S("ar");
	t_need(attestation_issue(db, a, &k, &o, &v));
	t_ok(v.content.relatives[0].first_name.n == 0 && v.content.relatives[0].first_name_ar.n == 48);
	x.n = 1, x.letters = 600;
	t_need(db_write(db, FOR_DEMO, "children", add_children, &x));
	t_rc(attestation_issue(db, a, &k, &o, &v), ATTESTATION_FAMILY_LARGE);
	db_close(db);
}
