/* How people pay: chosen, signed with a code or on paper, replaced, revoked; on both engines. */
#include "service/choose_payment.h"

#include "service/payment_show.h"

#include "domain/access/access.h"
#include "domain/activation/activation.h"
#include "domain/audit/audit.h"
#include "domain/document/document.h"
#include "domain/membership/membership.h"
#include "domain/usage/usage.h"

#include "testing/outbox.h"
#include "testing/people.h"
#include "testing/tamper.h"

#define RIB_A "007450001520500030049113"
#define RIB_B "011780000019210016805555"

static const struct keys keys = { .totp = "not a real key" };

struct desk {
	struct town w;
	person_id omar, hind;
	struct payment_choosing c;
	struct payment_chosen chosen;
	struct payment_done done;
	int64_t count;
};

static void at(const char *when) { must(setenv("SANAD_NOW", when, 1) == 0); }

static struct acting self(person_id p) { return (struct acting){ .why = FOR_SELF, .person = p }; }

static struct acting agent(void)
{
	return (struct acting){ .why = FOR_PAYMENT,
				.user = TOWN_AGENT,
				.reason = S("has no phone"),
				.what = { S("payment_mode"), S("طريقة الأداء"), S("mode de paiement"),
					  S("how to pay") } };
}

struct joining {
	person_id person;
	const char *scheme;
};

static rc join(struct tx *tx, void *cls)
{
	const struct joining *j = cls;
	struct membership m = { .person_id = j->person,
				.scheme = str_of(j->scheme),
				.from_day = { 20000 },
				.until_day = DATE_NEVER,
				.known_from = clock_now(),
				.known_until = KNOWN_STILL,
				.state = S("ACTIVE"),
				.source_id = 1 };

	return membership_add(tx, &m);
}

static void member(struct desk *d, person_id p, const char *scheme)
{
	must(rc_ok(db_write(d->w.db, FOR_DEMO, "join", join, &(struct joining){ p, scheme })));
}

static rc plant(struct tx *tx, void *cls)
{
	(void)cls;
	return scheme_plant(tx, law_carried(), S("ma"), clock_day(clock_now()));
}

static struct desk desk(struct arena *a, const char *name)
{
	struct desk d;

	at("2026-11-27T12:00:00Z");
	d.w = town_open(a, name, "ma");
	must(rc_ok(db_write(d.w.db, FOR_SYSTEM, "schemes", plant, NULL)));
	d.w.phone = 212612345678;
	d.omar = town_person(&d.w, "TAZI", "OMAR", "1980-05-01", "M", "AA1");
	d.w.phone = 0;
	d.hind = town_person(&d.w, "FASSI", "HIND", "1982-05-01", "F", "BB2");
	member(&d, d.omar, "AMO-TNS");
	member(&d, d.hind, "AMO-TNS");
	d.c = (struct payment_choosing){ .by = self(d.omar),
					 .payer = { .id = d.omar },
					 .client_id = 1,
					 .channel = PAYMENT_PORTAL,
					 .language = S("fr"),
					 .kind = S("DIRECT_DEBIT"),
					 .rib = S("007 450 0015205000300491 13"),
					 .holder = S("Omar Tazi"),
					 .day = 5 };
	return d;
}

static rc choose(struct desk *d) { return payment_choose(d->w.db, d->w.a, &d->c, &d->chosen); }

static rc send(struct desk *d)
{
	return payment_send(d->w.db, d->w.a, &keys, &d->c.by, d->c.payer.id, d->chosen.choice);
}

static rc confirm(struct desk *d, str code, document_id paper)
{
	struct payment_confirming c = { .by = d->c.by,
					.person = d->c.payer.id,
					.choice = d->chosen.choice,
					.code = code,
					.paper = paper };

	return payment_confirm(d->w.db, d->w.a, &keys, &c, &d->done);
}

#define NO_PAPER ((document_id){ 0 })
#define WHICHEVER ((payment_mode_id){ 0 })

/* The newest code in the outbox. */
static str code(struct desk *d)
{
	struct outbox o = outbox(d->w.db, d->w.a);

	for (size_t i = 0; i < o.n; i++)
		if (str_eq(o.list[i].kind, S("payment.code"))) {
			str s = { o.list[i].body.p, 6 };
			return s;
		}
	return S("none");
}

static str wrong(struct desk *d) { return str_eq(code(d), S("000000")) ? S("000001") : S("000000"); }

static struct payment_view view(struct desk *d, struct acting by, person_id p)
{
	struct payment_view v = { 0 };

	must(rc_ok(payment_show(d->w.db, d->w.a, &by, &(struct payer){ .id = p }, &v)));
	return v;
}

static void sign(struct desk *d)
{
	t_need(choose(d));
	t_need(send(d));
	t_need(confirm(d, code(d), NO_PAPER));
}

static rc counted(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	struct service_use *uses;
	size_t n;

	TRY(service_uses_of(tx, d->c.payer.id, 100, d->w.a, &uses, &n));
	d->count = (int64_t)n;
	return OK;
}

static int64_t uses(struct desk *d)
{
	must(rc_ok(db_read(d->w.db, FOR_SUPERVISION, "uses", counted, d)));
	return d->count;
}

T(statements_are_what_the_store_has)
{
	struct db *db = fresh(a, "t_payment_stmts");

	for (const struct db_stmt *const *s = payment_mode_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

T(direct_debit_is_signed_with_a_code)
{
	struct desk d = desk(a, "t_payment_debit");
	struct payment_choice_view cv;
	struct mandate_view mv;

	t_need(choose(&d));
	t_str(d.chosen.signing, "CODE");
	t_ok(!view(&d, d.c.by, d.omar).chosen);
	t_need(payment_choice_show(d.w.db, a, &d.c.by, d.omar, d.chosen.choice, &cv));
	t_str(cv.account, "007 450 0015205000300491 13");
	t_ok(memmem(cv.text.p, cv.text.n, RIB_A, 24) != NULL && !cv.holder_differs && !cv.done);
	t_rc(confirm(&d, S("123456"), NO_PAPER), PAYMENT_CODE); /* none was sent */
	t_need(send(&d));
	t_rc(send(&d), PAYMENT_OFTEN);
	t_rc(confirm(&d, wrong(&d), NO_PAPER), PAYMENT_CODE);
	t_ok(!view(&d, d.c.by, d.omar).chosen);
	t_need(confirm(&d, code(&d), NO_PAPER));
	t_ok(d.done.reference.n == 14 && !d.done.again && d.done.receipt.n == 0);
	str reference = d.done.reference;
	/* tapped twice: the same again */
	t_need(choose(&d));
	t_ok(d.chosen.again && d.chosen.done);
	t_need(confirm(&d, S(""), NO_PAPER));
	t_ok(d.done.again && str_eq(d.done.reference, reference));
	struct payment_view v = view(&d, d.c.by, d.omar);
	t_ok(v.chosen && v.now.mandated && !v.now.holder_differs);
	t_str(v.now.m.kind, "DIRECT_DEBIT");
	t_str(v.now.account, "***9113");
	t_str(v.account, "***9113");
	t_int(v.now.m.debit_day, 5);
	t_ok(str_eq(v.now.reference, reference));
	t_int(uses(&d), 1);
	struct outbox o = outbox(d.w.db, a);
	t_str(o.list[0].kind, "payment.changed");
	t_ok(memmem(o.list[0].body.p, o.list[0].body.n, "9113", 4) != NULL);
	t_ok(memmem(o.list[0].body.p, o.list[0].body.n, "49113", 5) == NULL);
	/* the account is in one place */
	t_need(payment_choice_show(d.w.db, a, &d.c.by, d.omar, d.chosen.choice, &cv));
	t_ok(cv.done && cv.c.rib.n == 0 && cv.c.holder.n == 0);
	t_need(payment_mandate(d.w.db, a, &d.c.by, d.omar, reference, &mv));
	t_ok(memmem(mv.text.p, mv.text.n, RIB_A, 24) != NULL && mv.given);
	struct acting by = agent();
	t_need(payment_mandate(d.w.db, a, &by, d.omar, reference, &mv));
	t_ok(memmem(mv.text.p, mv.text.n, "***9113", 7) != NULL &&
	     memmem(mv.text.p, mv.text.n, RIB_A, 24) == NULL);
	db_close(d.w.db);
}

T(code_is_for_one_account)
{
	struct desk d = desk(a, "t_payment_bound");

	t_need(choose(&d));
	t_need(send(&d));
	str first = code(&d);
	payment_choice_id was = d.chosen.choice;
	/* another account is another choice: the first one is gone, and its code confirms nothing */
	d.c.client_id = 2;
	d.c.rib = S(RIB_B);
	t_need(choose(&d));
	t_ok(was.v != d.chosen.choice.v);
	t_rc(confirm(&d, first, NO_PAPER), PAYMENT_CODE);
	struct payment_choice_id other = d.chosen.choice;
	d.chosen.choice = was;
	t_rc(confirm(&d, first, NO_PAPER), PAYMENT_CHOICE);
	/* the form of the second with the first one's content */
	d.c.rib = S(RIB_A);
	t_rc(choose(&d), PAYMENT_OTHER);
	d.chosen.choice = other;
	at("2026-11-27T12:02:00Z");
	t_need(send(&d));
	t_need(confirm(&d, code(&d), NO_PAPER));
	t_str(view(&d, d.c.by, d.omar).now.account, "***5555");
	db_close(d.w.db);
}

T(form_sent_twice_is_one_choice)
{
	struct desk d = desk(a, "t_payment_twice");

	t_need(choose(&d));
	payment_choice_id first = d.chosen.choice;
	t_need(choose(&d));
	t_ok(d.chosen.again && d.chosen.choice.v == first.v);
	d.c.day = 6;
	t_rc(choose(&d), PAYMENT_OTHER);
	d.c.client_id = 0;
	t_rc(choose(&d), PAYMENT_CHOICE);
	db_close(d.w.db);
}

T(choice_is_over_in_time)
{
	struct desk d = desk(a, "t_payment_over");
	struct payment_choice_view cv;

	t_need(choose(&d));
	t_need(send(&d));
	at("2026-11-27T12:14:59Z");
	t_need(payment_choice_show(d.w.db, a, &d.c.by, d.omar, d.chosen.choice, &cv));
	at("2026-11-27T12:15:00Z");
	t_rc(payment_choice_show(d.w.db, a, &d.c.by, d.omar, d.chosen.choice, &cv), PAYMENT_CHOICE);
	t_rc(confirm(&d, code(&d), NO_PAPER), PAYMENT_CHOICE);
	t_rc(send(&d), PAYMENT_CHOICE);
	t_need(payment_sweep(d.w.db, clock_now()));
	t_rc(payment_choice_show(d.w.db, a, &d.c.by, d.omar, d.chosen.choice, &cv), PAYMENT_CHOICE);
	t_ok(!view(&d, d.c.by, d.omar).chosen);
	/* tries are counted over all of them */
	at("2026-11-27T13:00:00Z");
	d.c.client_id = 2;
	t_need(choose(&d));
	t_need(send(&d));
	for (int i = 0; i < CODE_TRIES; i++)
		t_rc(confirm(&d, wrong(&d), NO_PAPER), PAYMENT_CODE);
	t_rc(confirm(&d, code(&d), NO_PAPER), PAYMENT_CODE);
	t_ok(!view(&d, d.c.by, d.omar).chosen);
	db_close(d.w.db);
}

T(choices_have_a_limit_and_go)
{
	struct desk d = desk(a, "t_payment_many");

	d.c.kind = S("CARD");
	for (d.c.client_id = 1; d.c.client_id <= CHOICES_A_DAY; d.c.client_id++)
		t_need(choose(&d));
	t_rc(choose(&d), PAYMENT_MANY);
	d.c.client_id = 1;
	t_need(choose(&d)); /* the first form again */
	t_ok(d.chosen.again);
	at("2026-11-28T12:00:01Z");
	d.c.client_id = 100;
	t_need(choose(&d));
	at("2026-12-28T12:00:01Z");
	t_need(payment_sweep(d.w.db, clock_now()));
	d.c.client_id = 1; /* nobody remembers */
	t_need(choose(&d));
	t_ok(!d.chosen.again);
	db_close(d.w.db);
}

T(others_ids_lead_nowhere)
{
	struct desk d = desk(a, "t_payment_others");
	struct payment_choice_view cv;
	struct payment_view v;
	struct mandate_view mv;
	struct payment_done done;
	struct acting hind = self(d.hind);

	sign(&d);
	payment_choice_id choice = d.chosen.choice;
	t_rc(payment_show(d.w.db, a, &hind, &(struct payer){ .id = d.omar }, &v), PERSON_NONE);
	t_rc(payment_choice_show(d.w.db, a, &hind, d.omar, choice, &cv), PAYMENT_CHOICE);
	t_rc(payment_choice_show(d.w.db, a, &hind, d.hind, choice, &cv), PAYMENT_CHOICE);
	t_rc(payment_mandate(d.w.db, a, &hind, d.omar, d.done.reference, &mv), MANDATE_NONE);
	t_rc(payment_mandate(d.w.db, a, &hind, d.hind, d.done.reference, &mv), MANDATE_NONE);
	t_rc(payment_mandate(d.w.db, a, &d.c.by, d.omar, S("7K4M-92QX-TB5D"), &mv), MANDATE_NONE);
	t_rc(payment_revoke(d.w.db, a, &hind, &(struct payer){ .id = d.omar }, WHICHEVER, &done),
	     PERSON_NONE);
	t_rc(payment_revoke(d.w.db, a, &hind, &(struct payer){ .id = d.hind }, WHICHEVER, &done),
	     PAYMENT_NONE);
	d.c.by = hind;
	d.c.client_id = 9;
	t_rc(choose(&d), PERSON_NONE);
	d.c.by = self(d.omar);
	t_need(choose(&d));
	d.c.by = hind;
	t_rc(send(&d), PAYMENT_CHOICE);
	t_rc(confirm(&d, S("123456"), NO_PAPER), PAYMENT_CHOICE);
	/* nor does an agent end what a member began */
	d.c.by = agent();
	t_rc(send(&d), PAYMENT_CHOICE);
	/* without a phone there is no code */
	d.c.by = hind;
	d.c.payer.id = d.hind;
	t_rc(choose(&d), PAYMENT_NO_WAY);
	db_close(d.w.db);
}

T(fields_that_cant_be)
{
	static const struct {
		const char *wrong, *kind, *rib, *holder;
		int64_t day;
	} cases[] = {
		{ "kind", "CHEQUE", RIB_A, "X", 1 },
		{ "kind", "", RIB_A, "X", 1 },
		{ "rib", "DIRECT_DEBIT", "", "X", 1 },
		{ "rib", "DIRECT_DEBIT", "007450001520500030049114", "X", 1 },
		{ "holder", "DIRECT_DEBIT", RIB_A, "", 1 },
		{ "holder", "DIRECT_DEBIT", RIB_A, " - ", 1 },
		{ "holder", "DIRECT_DEBIT", RIB_A, "OMAR\nTAZI", 1 },
		{ "holder", "DIRECT_DEBIT", RIB_A, "OMAR\u202E TAZI", 1 },
		{ "holder", "DIRECT_DEBIT", RIB_A, "OMAR\xFF", 1 },
		{ "day", "DIRECT_DEBIT", RIB_A, "OMAR", 0 },
		{ "day", "DIRECT_DEBIT", RIB_A, "OMAR", 29 },
	};
	struct desk d = desk(a, "t_payment_fields");

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		d.c.kind = str_of(cases[i].kind);
		d.c.rib = str_of(cases[i].rib);
		d.c.holder = str_of(cases[i].holder);
		d.c.day = cases[i].day;
		t_rc(choose(&d), PAYMENT_FIELD);
		if (!str_eq(d.chosen.wrong, str_of(cases[i].wrong)))
			t_fail("case %zu: %.*s", i, STR_ARG(d.chosen.wrong));
	}
	d.c.language = S("de");
	t_rc(choose(&d), USER_LANGUAGE);
	db_close(d.w.db);
}

T(schemes_say_what_they_take)
{
	struct desk d = desk(a, "t_payment_schemes");

	d.c.kind = S("TRANSFER");
	t_rc(choose(&d), PAYMENT_KIND);
	d.c.kind = S("CARD");
	t_need(choose(&d));
	t_str(d.chosen.signing, "NONE");
	t_need(confirm(&d, S(""), NO_PAPER));
	t_ok(d.done.reference.n == 0);
	d.w.phone = 212612345679;
	d.c.payer.id = town_person(&d.w, "ALAMI", "SARA", "1990-05-01", "F", "CC3");
	d.c.by = self(d.c.payer.id);
	t_rc(choose(&d), PAYMENT_KIND); /* in no scheme */
	member(&d, d.c.payer.id, "AMO-TADAMON");
	t_rc(choose(&d), PAYMENT_KIND);
	member(&d, d.c.payer.id, "AMO-ACHAMIL");
	t_rc(choose(&d), PAYMENT_KIND);
	d.c.kind = S("DIRECT_DEBIT");
	t_rc(choose(&d), PAYMENT_FIELD);
	t_str(d.chosen.wrong, "day");
	d.c.day = 1;
	t_need(choose(&d));
	struct payment_view v = view(&d, d.c.by, d.c.payer.id);
	t_int((int64_t)v.schemes_n, 2);
	t_int(v.offer.day, 1);
	db_close(d.w.db);
}

/* What `sanad verify` looks at. */
static rc rules(struct tx *tx, void *cls)
{
	struct desk *d = cls;
	struct audit_scope scope = { .low_id = 1, .high_id = 0 };
	const struct db_stmt *rule;
	const char *table, *what;
	str key;

	for (size_t i = 0; (rule = audit_rule(i, &table, &what)) != NULL; i++) {
		TRY(audit_rule_run(tx, rule, &scope, d->w.a, &key));
		if (key.n > 0 && strcmp(table, "event_unsealed") != 0)
			t_fail("%s: %s: %.*s", table, what, STR_ARG(key));
	}
	return OK;
}

T(what_was_is_kept)
{
	struct desk d = desk(a, "t_payment_past");
	struct payment_done done;
	struct mandate_view mv;

	sign(&d);
	str first = d.done.reference;
	d.c.client_id = 2;
	d.c.kind = S("CASH_POINT");
	t_need(choose(&d));
	t_need(confirm(&d, S(""), NO_PAPER));
	struct payment_view v = view(&d, d.c.by, d.omar);
	t_str(v.now.m.kind, "CASH_POINT");
	t_int((int64_t)v.past_n, 1);
	t_str(v.past[0].m.state, "REPLACED");
	t_ok(v.past[0].mandate.revoked_at.us != 0 && v.past[0].m.known_until.us == v.now.m.known_from.us);
	/* the first mandate still reads as it was signed */
	t_need(payment_mandate(d.w.db, a, &d.c.by, d.omar, first, &mv));
	t_ok(mv.revoked_at.us != 0);
	d.c.client_id = 3;
	d.c.kind = S("DIRECT_DEBIT");
	d.c.rib = S(RIB_B);
	d.c.holder = S("Khalid Exemple");
	at("2026-11-27T12:03:00Z");
	sign(&d);
	t_ok(!str_eq(first, d.done.reference));
	v = view(&d, d.c.by, d.omar);
	t_ok(v.now.holder_differs);
	t_int((int64_t)v.past_n, 2);
	t_str(v.past[1].account, "***9113");
	t_need(payment_mandate(d.w.db, a, &d.c.by, d.omar, first, &mv));
	/* revoked */
	t_need(payment_revoke(d.w.db, a, &d.c.by, &d.c.payer, WHICHEVER, &done));
	t_ok(str_eq(done.reference, d.done.reference));
	v = view(&d, d.c.by, d.omar);
	t_ok(!v.chosen && v.past_n == 3);
	t_str(v.past[0].m.state, "REVOKED");
	t_rc(payment_revoke(d.w.db, a, &d.c.by, &d.c.payer, WHICHEVER, &done), PAYMENT_NONE);
	t_need(db_read(d.w.db, FOR_AUDIT, "rules", rules, &d));
	db_close(d.w.db);
}

T(stopping_is_about_the_way_that_was_looked_at)
{
	struct desk d = desk(a, "t_payment_stop");
	struct payment_done done;

	d.c.by = agent();
	d.c.kind = S("CARD");
	t_need(choose(&d));
	t_need(confirm(&d, S(""), NO_PAPER));
	payment_mode_id card = d.done.mode;
	t_rc(payment_revoke(d.w.db, a, &d.c.by, &(struct payer){ .id = d.hind }, card, &done), PAYMENT_NONE);
	t_need(payment_revoke(d.w.db, a, &d.c.by, &d.c.payer, card, &done));
	t_ok(!done.again && done.receipt.n > 0);
	str receipt = done.receipt;
	d.c.client_id = 2;
	d.c.kind = S("CASH_POINT");
	t_need(choose(&d));
	t_need(confirm(&d, S(""), NO_PAPER));
	/* the old form once more */
	t_need(payment_revoke(d.w.db, a, &d.c.by, &d.c.payer, card, &done));
	t_ok(done.again && str_eq(done.receipt, receipt));
	t_str(view(&d, agent(), d.omar).now.m.kind, "CASH_POINT");
	/* replaced meanwhile, by the person */
	d.c.client_id = 3;
	d.c.by = self(d.omar);
	d.c.kind = S("CARD");
	payment_mode_id points = d.done.mode;
	t_need(choose(&d));
	t_need(confirm(&d, S(""), NO_PAPER));
	d.c.by = agent();
	t_rc(payment_revoke(d.w.db, a, &d.c.by, &d.c.payer, points, &done), PAYMENT_NONE);
	t_ok(view(&d, agent(), d.omar).chosen);
	db_close(d.w.db);
}

struct papering {
	document_id id;
	person_id owner;
	const char *kind, *verdict;
};

static rc paper(struct tx *tx, void *cls)
{
	static const unsigned char bytes[32];
	static unsigned char sum[32];
	struct papering *p = cls;

	sum[0]++;
	p->id = (document_id){ id_new(clock_now()) };
	struct document d = { .document_id = p->id,
			      .owner_id = p->owner,
			      .kind = str_of(p->kind),
			      .media = S("image/png"),
			      .bytes = 1,
			      .sha256 = { sum, 32 },
			      .header = { bytes, 24 },
			      .kept_at = clock_now(),
			      .verdict = str_of(p->verdict) };
	return document_add(tx, &d, NULL, 0);
}

static document_id kept(struct desk *d, person_id owner, const char *kind, const char *verdict)
{
	struct papering p = { { 0 }, owner, kind, verdict };

	must(rc_ok(db_write(d->w.db, FOR_PAYMENT, "paper", paper, &p)));
	return p.id;
}

T(agent_takes_a_mandate_on_paper)
{
	struct desk d = desk(a, "t_payment_paper");
	struct mandate_view mv;

	d.c.by = agent();
	d.c.payer = (struct payer){ .id = d.hind };
	d.c.channel = PAYMENT_COUNTER;
	d.c.language = S("ar");
	d.c.holder = S("Hind Fassi");
	t_rc(choose(&d), PAYMENT_NO_WAY);
	d.c.paper = true;
	t_need(choose(&d));
	t_str(d.chosen.signing, "PAPER");
	t_rc(send(&d), PAYMENT_CHOICE);
	t_need(payment_draft(d.w.db, a, &d.c.by, d.hind, d.chosen.choice, &mv));
	t_ok(memmem(mv.text.p, mv.text.n, RIB_A, 24) != NULL && !mv.given);
	t_rc(confirm(&d, S(""), NO_PAPER), PAYMENT_PAPER);
	t_rc(confirm(&d, S(""), kept(&d, d.omar, "MANDATE", "CLEAN")), PAYMENT_PAPER);
	t_rc(confirm(&d, S(""), kept(&d, d.hind, "BIRTH", "CLEAN")), PAYMENT_PAPER);
	t_rc(confirm(&d, S(""), kept(&d, d.hind, "MANDATE", "INFECTED")), PAYMENT_PAPER);
	d.c.by.reason = S("");
	t_rc(confirm(&d, S(""), kept(&d, d.hind, "MANDATE", "CLEAN")), ASSIST_REASON);
	t_ok(!view(&d, agent(), d.hind).chosen);
	d.c.by = agent();
	document_id scan = kept(&d, d.hind, "MANDATE", "WAITING");
	t_need(confirm(&d, S(""), scan));
	t_ok(d.done.receipt.n > 0 && d.done.reference.n > 0);
	str receipt = d.done.receipt;
	t_need(confirm(&d, S(""), NO_PAPER));
	t_ok(d.done.again && str_eq(d.done.receipt, receipt));
	struct payment_view v = view(&d, agent(), d.hind);
	t_str(v.now.mandate.signing, "PAPER");
	t_str(v.now.m.channel, "COUNTER");
	t_int(v.now.m.chosen_by.v, TOWN_AGENT.v);
	t_need(payment_mandate(d.w.db, a, &(struct acting){ .why = FOR_SELF, .person = d.hind }, d.hind,
			       d.done.reference, &mv));
	t_rc(payment_draft(d.w.db, a, &d.c.by, d.hind, d.chosen.choice, &mv), PAYMENT_CHOICE);
	/* the paper of one account signs for no other */
	d.c.client_id = 2;
	d.c.rib = S(RIB_B);
	t_need(choose(&d));
	t_rc(confirm(&d, S(""), scan), PAYMENT_PAPER);
	t_need(confirm(&d, S(""), kept(&d, d.hind, "MANDATE", "CLEAN")));
	t_str(view(&d, agent(), d.hind).now.account, "***5555");
	db_close(d.w.db);
}

static rc is_omar(struct tx *tx, void *cls) { return user_person_set(tx, TOWN_AGENT, *(person_id *)cls); }

T(agent_takes_a_code_that_is_read_out)
{
	struct desk d = desk(a, "t_payment_counter");

	d.c.by = agent();
	d.c.channel = PAYMENT_COUNTER;
	sign(&d);
	t_ok(d.done.receipt.n > 0);
	struct outbox o = outbox(d.w.db, a);
	size_t told = 0;
	for (size_t i = 0; i < o.n; i++)
		told +=
		    str_eq(o.list[i].kind, S("agent.acted")) || str_eq(o.list[i].kind, S("payment.changed"));
	t_int((int64_t)told, 2);
	t_int(uses(&d), 1);
	/* nor is an agent their own */
	d.c.by.person = d.omar;
	d.c.client_id = 2;
	t_rc(choose(&d), PAYMENT_OWN);
	d.c.by = agent();
	must(rc_ok(db_write(d.w.db, FOR_DEMO, "is", is_omar, &d.omar)));
	t_rc(choose(&d), PAYMENT_OWN);
	t_rc(payment_revoke(d.w.db, a, &d.c.by, &d.c.payer, WHICHEVER, &d.done), PAYMENT_OWN);
	/* somebody who only serves people can't read accounts */
	struct payment_view v;
	d.c.by.why = FOR_COUNTER;
	t_rc(payment_show(d.w.db, a, &d.c.by, &d.c.payer, &v), DB_PURPOSE);
	db_close(d.w.db);
}

T(mandate_that_was_changed_is_told)
{
	struct desk d = desk(a, "t_payment_changed");
	struct mandate_view mv;

	sign(&d);
	tamper(d.w.url, "UPDATE payment_mode SET holder = 'Khalid Exemple'");
	t_rc(payment_mandate(d.w.db, a, &d.c.by, d.omar, d.done.reference, &mv), MANDATE_TEXT);
	tamper(d.w.url, "UPDATE payment_mode SET holder = 'Omar Tazi'");
	t_need(payment_mandate(d.w.db, a, &d.c.by, d.omar, d.done.reference, &mv));
	tamper(d.w.url, "UPDATE bank_account SET rib = '" RIB_B "'");
	t_rc(payment_mandate(d.w.db, a, &d.c.by, d.omar, d.done.reference, &mv), MANDATE_TEXT);
	db_close(d.w.db);
}

/* Each rule about ways, mandates and choices finds what it is there for. */
static const struct {
	const char *wrong, *right, *what;
} forged[] = {
	{ "UPDATE payment_mode SET person_id = -person_id", "UPDATE payment_mode SET person_id = -person_id",
	  "a way to pay is nobody's" },
	{ "UPDATE payment_mode SET payment_mode_id = -payment_mode_id",
	  "UPDATE payment_mode SET payment_mode_id = -payment_mode_id",
	  "a way to pay was chosen of which the journal knows nothing" },
	{ "UPDATE payment_mode SET known_from = known_from - 10 WHERE state = 'ACTIVE'",
	  "UPDATE payment_mode SET known_from = known_from + 10 WHERE state = 'ACTIVE'",
	  "two ways to pay of one person at the same time" },
	{ "UPDATE payment_mode SET account_from = account_from + 1",
	  "UPDATE payment_mode SET account_from = account_from - 1",
	  "a direct debit has no account, or nobody signed it" },
	{ "UPDATE mandate SET person_id = -person_id", "UPDATE mandate SET person_id = -person_id",
	  "a direct debit has no account, or nobody signed it" },
	{ "UPDATE mandate SET revoked_at = revoked_at + 1", "UPDATE mandate SET revoked_at = revoked_at - 1",
	  "a mandate of no direct debit, or in force while it isn't, or void while it is" },
	{ "UPDATE mandate SET document_id = -document_id", "UPDATE mandate SET document_id = -document_id",
	  "a mandate on paper without its paper" },
	{ "UPDATE payment_choice SET rib = '1'", "UPDATE payment_choice SET rib = ''",
	  "an account is kept of a choice that is over" },
	{ "UPDATE payment_choice SET holder = 'X'", "UPDATE payment_choice SET holder = ''",
	  "an account is kept of a choice that is over" },
};

struct ruling {
	struct arena *a;
	const char *what;
	bool broken;
};

static rc rule(struct tx *tx, void *cls)
{
	struct ruling *r = cls;
	struct audit_scope scope = { .low_id = 1, .high_id = 0 };
	const struct db_stmt *stmt;
	const char *table, *what;
	str key;

	for (size_t i = 0; (stmt = audit_rule(i, &table, &what)) != NULL; i++)
		if (strcmp(what, r->what) == 0) {
			TRY(audit_rule_run(tx, stmt, &scope, r->a, &key));
			r->broken = key.n > 0;
			return OK;
		}
	FAIL(DB_NONE);
}

static bool broken(struct desk *d, const char *what)
{
	struct ruling r = { .a = d->w.a, .what = what };

	must(rc_ok(db_read(d->w.db, FOR_AUDIT, "rule", rule, &r)));
	return r.broken;
}

T(what_is_forged_is_found)
{
	struct desk d = desk(a, "t_payment_forged");

	d.c.by = agent();
	d.c.channel = PAYMENT_COUNTER;
	sign(&d);
	d.c.client_id = 2;
	d.c.paper = true;
	t_need(choose(&d));
	t_need(confirm(&d, S(""), kept(&d, d.omar, "MANDATE", "CLEAN")));
	for (size_t i = 0; i < sizeof forged / sizeof forged[0]; i++) {
		bool before = broken(&d, forged[i].what);
		tamper(d.w.url, forged[i].wrong);
		if (before || !broken(&d, forged[i].what))
			t_fail("%s", forged[i].wrong);
		t_checks++;
		tamper(d.w.url, forged[i].right);
		t_ok(!broken(&d, forged[i].what));
	}
	db_close(d.w.db);
}
