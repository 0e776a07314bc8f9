/* What `sanad verify` finds: a whole store holds, and each thing that can be wrong is found and named. */
#include "service/verify.h"

#include "domain/audit/audit.h"
#include "domain/fund/fund.h"
#include "domain/journal/note.h"
#include "domain/membership/membership.h"
#include "domain/person/person.h"
#include "domain/rights/check.h"
#include "service/keys.h"
#include "service/seal_journal.h"

#include "service/refresh_rights.h"
#include "testing/law.h"
#include "testing/t.h"
#include "testing/tamper.h"

#include <sodium.h>

static const instant noon = { INT64_C(1795521600000000) };

enum { PEOPLE = 30, CHUNK = 12, BATCHES = 3, FEED = 100 };
#define ORIGIN "sanad.test/ma"

/* A delivery of PEOPLE rows that registers everybody, applied in chunks. */
struct made {
	struct arena *a;
	const char *url;
	struct db *db;
	struct keys keys;
	str verifier;
	int64_t first; /* block of ids */
	int64_t from;  /* the chunk being written */
	str note;      /* the first checkpoint, kept outside */
};

static rc make_fund(struct tx *tx, void *cls)
{
	struct fund f = { .country = S("ma"),
			  .name_fr = S("x"),
			  .name_ar = S("x"),
			  .name_en = S("x"),
			  .origin = S(ORIGIN),
			  .next_number = 10000000 + PEOPLE,
			  .created_at = noon };

	(void)cls;
	return fund_create(tx, &f);
}

static rc plant(struct tx *tx, void *cls)
{
	(void)cls;
	return law_planted(tx, noon, S("ma"));
}

static struct person nth_person(const struct made *m, int64_t i)
{
	return (struct person){ .person_id = { id_nth(m->first, i) },
				.number = number_make(S("ma"), 10000000 + i),
				.last_name = S("ALAMI"),
				.first_name = S("SARA"),
				.born = S("1990-05-01"),
				.sex = S("F"),
				.commune_id = 7,
				.address = str_printf(m->a, "%d rue du port", (int)i),
				.phone = 212600000000 + i,
				.language = S("fr"),
				.state = S("ACTIVE"),
				.source_id = FEED,
				.known_from = noon };
}

static rc add_one(struct tx *tx, const struct made *m, const struct person *p, int64_t i)
{
	struct identifier id = { str_printf(m->a, "AB%04d", (int)i), S("CNIE"), p->person_id };
	struct membership ms = { .person_id = p->person_id,
				 .scheme = S("AMO-TEST"),
				 .known_from = noon,
				 .known_until = KNOWN_STILL,
				 .state = S("ACTIVE"),
				 .source_id = FEED };

	must(rc_ok(date_parse(S("2026-01-01"), &ms.from_day)) &&
	     rc_ok(date_parse(S("9999-12-31"), &ms.until_day)));
	TRY(person_add(tx, p, &id, 1, S("")));
	return membership_add(tx, &ms);
}

/* As the delivery's bulk run writes it: people and the event with their digest. */
static rc add_chunk(struct tx *tx, void *cls)
{
	struct made *m = cls;
	int64_t to = m->from + CHUNK < PEOPLE ? m->from + CHUNK : PEOPLE;
	unsigned char hash[DIGEST_BYTES];
	struct digest d;

	digest_begin(&d);
	for (int64_t i = m->from; i < to; i++) {
		struct person p = nth_person(m, i);
		TRY(add_one(tx, m, &p, i));
		digest_person(&d, &(struct digest_person){ p.person_id, p.number, p.last_name, p.first_name,
							   p.last_name_ar, p.first_name_ar, p.born, p.sex,
							   p.commune_id, p.address, p.phone, p.email,
							   p.language, p.source_id });
	}
	digest_end(&d, hash);
	struct journal_entry e = { .why = FOR_REGISTRATION,
				   .kind = S("feed.persons"),
				   .object = FEED,
				   .detail = str_printf(m->a, "%d..%d", (int)m->from, (int)to - 1),
				   .digest = { hash, sizeof hash } };
	return journal_write(tx, noon, &e);
}

/* Somebody's facts change, and somebody is withdrawn: their first facts are in person_past from now on. */
static rc correct(struct tx *tx, void *cls)
{
	struct made *m = cls;
	struct person was = nth_person(m, 3), is = was, gone = nth_person(m, 4);
	instant later = { noon.us + 1000000 };

	is.address = S("1 avenue neuve"), is.phone = 0, is.known_from = later, is.source_id = 5;
	TRY(person_correct(tx, &was, &is));
	TRY(person_withdraw(tx, &gone, was.person_id, later));
	struct journal_entry e = { .why = FOR_COUNTER,
				   .kind = S("person.corrected"),
				   .person = was.person_id,
				   .detail = S("address\nand phone") };
	return journal_write(tx, later, &e);
}

static rc add_event(struct tx *tx, void *cls)
{
	struct journal_entry e = { .why = FOR_COUNTER, .kind = S("person.read"), .person = { 1 } };

	(void)cls;
	return journal_write(tx, noon, &e);
}

static rc add_half_a_page(struct tx *tx, void *cls)
{
	for (int i = 0; i < AUDIT_PAGE / 2; i++)
		TRY(add_event(tx, cls));
	return OK;
}

/* Two turns of checks, the first of two rows. */
static rc add_checks(struct tx *tx, void *cls)
{
	struct made *m = cls;

	for (int turn = 0; turn < 2; turn++) {
		struct rights_check c[2] = { { 500 + turn, 0, noon, { 7 }, { m->first }, { 20000 } },
					     { 500 + turn, 1, noon, { 8 }, { 0 }, { 20001 } } };
		unsigned char hash[DIGEST_BYTES];
		struct digest d;
		size_t n = turn == 0 ? 2 : 1;
		digest_begin(&d);
		for (size_t i = 0; i < n; i++)
			digest_check(&d, c[i].nth, c[i].at, c[i].user_id, c[i].person_id, c[i].day);
		digest_end(&d, hash);
		TRY(rights_checks_add(tx, c, n));
		struct journal_entry e = { .why = FOR_RIGHTS_CHECK,
					   .kind = S("rights.checked"),
					   .object = 500 + turn,
					   .detail = n == 2 ? S("2") : S("1"),
					   .digest = { hash, sizeof hash } };
		TRY(journal_write(tx, noon, &e));
	}
	return OK;
}

static const char feed_sql[] =
    "INSERT INTO scheme (scheme, country, name_fr, name_ar, name_en, priority)"
    " VALUES ('AMO-TEST', 'ma', 'x', 'x', 'x', 1);"
    "INSERT INTO feed (feed_id, body_id, sequence, attempt, state, scheme, rows_told, bytes_told, sha256, "
    "created_at,"
    " manifest, signature, error, error_detail, registered, first_person_id, first_number, register_mark, "
    "received_by,"
    " received_at, approved_by, applied_at, step, step_done, step_total, step_began)"
    " SELECT 100, 1, 1, 0, 'APPLIED', 'AMO-TEST', 30, 1, event.digest, 1, event.digest, event.digest, 0, '', "
    "30, %lld,"
    " 10000000, '', 1, 1, 2, %lld, '', 0, 0, 0 FROM event ORDER BY event_id LIMIT 1;"
    "INSERT INTO feed_line (feed_id, line, outcome, code, nth, person_id)"
    " SELECT 100, number / 10 - 9999999, 'REGISTERED', '', number / 10 - 10000000, 0 FROM person;"
    "INSERT INTO feed_count (feed_id, outcome, code, n) VALUES (100, 'REGISTERED', '', 30);"
    "INSERT INTO feed_record (body_id, record_id, person_id, row_hash, feed_id)"
    " SELECT 1, CAST(number AS TEXT), person_id, 1, 100 FROM person;";

static rc decide(struct tx *tx, void *cls)
{
	struct made *m = cls;
	struct rights_refreshed done;
	struct rights_desk desk;

	TRY(rights_desk_open(tx, m->a, &desk));
	return refresh_rights_range(tx, m->a, noon, &desk, (person_id){ 1 }, (person_id){ INT64_MAX }, &done);
}

static struct made make(struct arena *a, const char *name)
{
	struct made m = { .a = a, .url = fresh_url(a, name), .first = id_block(noon) };
	unsigned char seed[KEY_BYTES] = { 9 };
	int64_t sealed;

	must(crypto_sign_seed_keypair(m.keys.seal_public, m.keys.seal_secret, seed) == 0);
	m.verifier = note_verifier(a, S(ORIGIN), m.keys.seal_public);
	must(rc_ok(db_open(a, m.url, &m.db)));
	must(rc_ok(db_write(m.db, FOR_SYSTEM, "fund", make_fund, NULL)));
	for (m.from = 0; m.from < PEOPLE; m.from += CHUNK) {
		must(rc_ok(db_write(m.db, FOR_REGISTRATION, "chunk", add_chunk, &m)));
		must(rc_ok(seal_journal(m.db, &m.keys, noon, 1, &sealed)) && sealed == 1);
		if (m.from == 0)
			must(rc_ok(journal_checkpoint(m.db, a, &m.note)));
	}
	tamper(m.url, str_printf(a, feed_sql, (long long)m.first, (long long)noon.us).p);
	must(rc_ok(db_write(m.db, FOR_COUNTER, "correct", correct, &m)));
	must(rc_ok(seal_journal(m.db, &m.keys, noon, 1, &sealed)) && sealed == 1);
	must(rc_ok(db_write(m.db, FOR_SYSTEM, "law", plant, NULL))); /* its event waits for its seal */
	must(rc_ok(db_write(m.db, FOR_REGISTRATION, "rights", decide, &m)));
	return m;
}

static struct verify_report report(struct made *m)
{
	struct verify_call call = { .verifier = m->verifier, .note = m->note, .now = noon };
	struct verify_report r = { .holds = false };

	rc code = verify(m->db, &call, m->a, &r);
	t_rc(code, OK);
	return r;
}

T(statements_fit)
{
	struct db *db = fresh(a, "t_journal_audit");
	const char *table, *what;
	const struct db_stmt *s;

	for (const struct db_stmt *const *p = audit_stmts; *p != NULL; p++)
		t_rc(db_check(db, *p), OK);
	for (size_t i = 0; (s = audit_rule(i, &table, &what)) != NULL; i++)
		t_rc(db_check(db, s), OK);
	db_close(db);
}

static int watched;

static void count_calls(void *cls, const char *what, int64_t done, int64_t total)
{
	(void)cls;
	(void)total;
	watched += what != NULL && done >= 0;
}

T(a_whole_store_holds)
{
	struct made m = make(a, "t_journal_whole");
	struct verify_call call = {
		.verifier = m.verifier, .note = m.note, .now = noon, .watch = count_calls
	};
	struct verify_report r;

	t_need(verify(m.db, &call, a, &r));
	t_str(r.what, "");
	t_ok(r.holds && watched > 20);
	t_int(r.events, 5);
	t_int(r.leaves, 4);
	t_int(r.checkpoints, 4);
	t_int(r.checkpoint, 4);
	t_int(r.unsealed, 1);
	t_int(r.persons, PEOPLE);
	t_int(r.memberships, PEOPLE);
	t_int(r.identifiers, PEOPLE - 1);
	t_int(r.feeds, 1);
	t_int(r.digests, PEOPLE);
	db_close(m.db);
}

T(an_empty_fund_holds)
{
	struct db *db = fresh(a, "t_journal_empty");
	struct made m = { .a = a, .db = db, .verifier = S("x") };
	struct verify_call call = { .now = noon };
	struct verify_report r;

	t_rc(verify(db, &call, a, &r), DB_EMPTY);
	t_need(db_write(db, FOR_SYSTEM, "fund", make_fund, NULL));
	r = report(&m);
	t_str(r.table, "law_version"); /* there is no fund without a law */
	t_need(db_write(db, FOR_SYSTEM, "law", plant, NULL));
	r = report(&m);
	t_ok(r.holds);
	t_int(r.events, 1);
	db_close(db);
}

T(checks_of_rights_are_those_that_were_told)
{
	static const struct {
		const char *sql, *table;
	} all[] = {
		{ "SELECT 1", "" },
		{ "UPDATE rights_check SET person_id = 5 WHERE turn_id = 500 AND nth = 0", "rights_check" },
		{ "UPDATE rights_check SET day = '2026-01-01' WHERE turn_id = 501", "rights_check" },
		{ "UPDATE rights_check SET user_id = 9 WHERE turn_id = 500 AND nth = 1", "rights_check" },
		{ "DELETE FROM rights_check WHERE turn_id = 500 AND nth = 1", "rights_check" },
		{ "DELETE FROM rights_check WHERE turn_id = 501", "event" },
		{ "DELETE FROM rights_check_new WHERE turn_id = 500", "rights_check" },
		{ "INSERT INTO rights_check (turn_id, nth, at, user_id, person_id, day)"
		  " VALUES (502, 0, 1, 7, 0, '2026-01-01')",
		  "rights_check" },
	};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct made m = make(a, "t_journal_checks");
		t_need(db_write(m.db, FOR_RIGHTS_CHECK, "test", add_checks, &m));
		if (i > 0)
			tamper(m.url, all[i].sql);
		struct verify_report r = report(&m);
		t_ok(r.holds == (i == 0));
		if (!str_eq(r.table, str_of(all[i].table)))
			t_fail("%s: %.*s %.*s", all[i].sql, STR_ARG(r.table), STR_ARG(r.what));
		db_close(m.db);
	}
}

/* Events wait ten minutes for the sealer; then something is wrong with it. */
T(forgotten_events_are_found)
{
	struct made m = make(a, "t_journal_late");
	struct verify_call call = { .verifier = m.verifier, .now = { noon.us + 60000000 } };
	struct verify_report r;

	t_need(db_write(m.db, FOR_COUNTER, "event", add_event, NULL));
	t_need(verify(m.db, &call, a, &r));
	t_int(r.unsealed, 2);
	t_ok(r.holds);
	call.now.us = noon.us + INT64_C(601000000);
	t_need(verify(m.db, &call, a, &r));
	t_ok(!r.holds);
	t_str(r.table, "event_unsealed");
	db_close(m.db);
}

#define WAY(person, kind) \
	"INSERT INTO payment_mode (payment_mode_id, person_id, kind, account_from, holder, debit_day, " \
	"state," \
	" known_from, known_until, chosen_by, channel) VALUES (7, " person ", '" kind \
	"', 0, '', 0, 'ACTIVE', 1," \
	" 9223372036854775807, 0, 'PORTAL')"
#define LINK(person, relative, from, until, state) \
	"INSERT INTO family_link (person_id, relative_id, role, from_day, known_from, known_until, " \
	"until_day, " \
	"state, reason, document_id, source_id) VALUES (" person ", " relative ", 'CHILD', '" from \
	"', 1, 9223372036854775807, '" until "', '" state "', '', 0, 70);"
#define ASKED(person, state, step) \
	"INSERT INTO request (request_id, reference, person_id, kind, state, client_id, digest, asks, " \
	"opened_by, " \
	"opened_at, due_at, handled_by, answer, changed_at) SELECT 70, 1, " person ", 'CHANGE', '" state \
	"', 1, root, 0, 0, 1, 1, 0, '', 1 FROM checkpoint WHERE size = 4;" \
	"INSERT INTO request_step (request_id, nth, at, user_id, to_state, note) VALUES (70, 0, 1, 0, " \
	"'" step "', '');"
#define RECEIPT(person, agent, reason) \
	"INSERT INTO receipt (receipt_id, reference, person_id, agent_id, at, what, reason, object_id)" \
	" VALUES (73, 1, " person ", " agent ", 1, 'contact', '" reason "', 0)"
#define STILL_KNOWN "9223372036854775807"
/* With the event that tells of it. */
#define TOLD(kind, person) \
	"INSERT INTO event (event_id, at, user_id, purpose, kind, person_id, object, detail, digest) " \
	"SELECT 74, 9000000000000000, 7," \
	" 'REGISTRATION', '" kind "', " person \
	", 75, '', digest FROM event WHERE event_id = (SELECT MIN(event_id)" \
	" FROM event);INSERT INTO event_unsealed (event_id) VALUES (74);"
#define PERIOD(person, from, until, amount) \
	"INSERT INTO contribution_period (person_id, scheme, period_from, known_from, known_until, " \
	"period_until," \
	" amount, paid_day, source_id) VALUES (" person ", 'AMO-TNS', '" from "', 1, " STILL_KNOWN \
	", '" until "', " amount ", '9999-12-31', 75);"
#define WORKED(person, month, known, days) \
	"INSERT INTO worked_month (person_id, scheme, month, known_from, known_until, days, hours, " \
	"source_id)" \
	" VALUES (" person ", 'AMO-TNS', '" month "', " known ", " STILL_KNOWN ", " days ", 1, 75);"
#define SCORE(person, from, until, score) \
	"INSERT INTO household_score (person_id, from_day, known_from, known_until, until_day, score, " \
	"source_id)" \
	" VALUES (" person ", '" from "', 1, " STILL_KNOWN ", '" until "', '" score "', 75);"
#define DEATH(person, known, reason) \
	"INSERT INTO person_death (person_id, known_from, known_until, day, document_id, reason, " \
	"end_reason," \
	" source_id) VALUES (" person ", " known ", " STILL_KNOWN ", '2026-01-02', 0, '" reason \
	"', '', 75);"
#define PAPER(owner, pieces) \
	"INSERT INTO document (document_id, owner_id, kind, media, bytes, sha256, header, pieces, kept_by, " \
	"kept_at, verdict, scanned_at) SELECT 71, " owner ", 'BIRTH', 'image/png', 1, root, root, " pieces \
	", 0, 1, 'NONE', 0 FROM checkpoint WHERE size = 4;"
#define ONE(i) "(SELECT person_id FROM person WHERE number / 10 = 10000000 + " #i ")"

/* One use of somebody, counted so often. */
#define USED(times) \
	"INSERT INTO service_use (service_use_id, person_id, service, channel, commune_id, at) SELECT" \
	" 815916279398400000, person_id, 'FAMILY', 'ONLINE', 0, 1772366400000000 FROM person WHERE number " \
	"/ 10 = 10000009;" \
	"INSERT INTO usage_count (month, territory_id, service, channel, uses, people, trips) VALUES" \
	" ('2026-03-01', 0, 'FAMILY', 'ONLINE', " #times ", 1, 1)"

/* Another law, put in force by somebody. */
#define SECOND(proposer, decider) \
	"UPDATE law_version SET state = 'REPLACED', known_until = known_from + 5;" \
	"INSERT INTO law_version (version_id, nth, base, digest, state, reason, proposed_by, proposed_at, " \
	"decided_by, decided_at, decision, known_from, known_until) SELECT 77, 2, 1, digest, 'IN_FORCE', " \
	"'x', " proposer ", 1, " decider ", 1, '', known_until, 9223372036854775807 FROM law_version;"

/* Each of these is a forgery or a mistake; `table` is what must be named. */
static const struct {
	const char *sql, *table;
} wrong[] = {
	{ "UPDATE event SET detail = 'other' WHERE kind = 'person.corrected'", "event" },
	{ "UPDATE event SET person_id = 1 WHERE kind = 'person.corrected'", "event" },
	{ "UPDATE event SET at = at + 1 WHERE kind = 'person.corrected'", "event" },
	{ "DELETE FROM event WHERE kind = 'person.corrected'", "leaf" },
	{ "DELETE FROM leaf WHERE position = 1", "leaf" },
	{ "DELETE FROM leaf WHERE position = 3", "checkpoint" },
	{ "UPDATE leaf SET position = 9 WHERE position = 3", "leaf" },
	{ "UPDATE leaf SET hash = (SELECT hash FROM leaf WHERE position = 0) WHERE position = 2", "event" },
	{ "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = 3) WHERE size = 2",
	  "checkpoint" },
	{ "UPDATE checkpoint SET note = REPLACE(note, 'sanad', 'other') WHERE size = 4", "checkpoint" },
	{ "UPDATE checkpoint SET root = edge WHERE size = 3", "checkpoint" },
	{ "UPDATE checkpoint SET edge = root WHERE size = 3", "checkpoint" },
	{ "DELETE FROM checkpoint WHERE size = 4", "leaf" },
	{ "DELETE FROM leaf WHERE position = 3; DELETE FROM event WHERE kind = 'person.corrected'",
	  "checkpoint" },
	/* The whole end of the journal is cut off: only the checkpoint kept outside can tell. */
	{ "DELETE FROM checkpoint; DELETE FROM leaf; DELETE FROM event_unsealed; DELETE FROM event", "leaf" },
	{ "DELETE FROM leaf WHERE position = 3; DELETE FROM checkpoint WHERE size = 4", "event" },
	{ "INSERT INTO event_unsealed (event_id) SELECT event_id FROM leaf WHERE position = 0",
	  "event_unsealed" },
	{ "INSERT INTO event_unsealed (event_id) VALUES (77)", "event_unsealed" },
	{ "UPDATE person SET number = number + 1 WHERE number / 10 = 10000005", "person" },
	{ "UPDATE fund SET next_number = 10000029", "person" },
	{ "UPDATE person SET state = 'GONE' WHERE number / 10 = 10000005", "person" },
	{ "UPDATE person SET survivor_id = person_id WHERE number / 10 = 10000005", "person" },
	{ "UPDATE person SET survivor_id = 1 WHERE state = 'WITHDRAWN'", "person" },
	{ "UPDATE person SET survivor_id = person_id WHERE state = 'WITHDRAWN'", "person" },
	{ "DELETE FROM person WHERE person_id = " ONE(9), "identifier" },
	{ "DELETE FROM person WHERE state = 'WITHDRAWN'", "person_past" },
	{ "UPDATE person_past SET number = number + 10", "person_past" },
	{ "UPDATE person_past SET known_until = known_from - 1", "person_past" },
	{ "UPDATE identifier SET person_id = 5 WHERE value = 'AB0007'", "identifier" },
	{ "DELETE FROM person_identifier WHERE value = 'AB0007'", "person_identifier" },
	{ "UPDATE person_identifier SET value = 'AB9999' WHERE value = 'AB0007'", "person_identifier" },
	{ "INSERT INTO person_identifier (person_id, kind, value) SELECT person_id, 'NIN', value FROM"
	  " person_identifier WHERE value = 'AB0007'",
	  "person_identifier" },
	{ "INSERT INTO bank_account (person_id, known_from, known_until, rib, source_id) VALUES (5, 1, 2, "
	  "'1', 1)",
	  "bank_account" },
	{ WAY("5", "CARD"), "payment_mode" },
	{ WAY(ONE(9), "CARD"), "payment_mode" }, /* nobody chose it */
	{ "INSERT INTO mandate (mandate_id, reference, payment_mode_id, person_id, signing, signed_at, "
	  "document_id,"
	  " language, text_version, text_digest, person_name, creditor_name, creditor_id, revoked_at)"
	  " SELECT 1, 'X', 7, 5, 'CODE', 1, 0, 'fr', '1', root, 'X', 'X', '', 0 FROM checkpoint WHERE size = "
	  "4",
	  "mandate" },
	{ "INSERT INTO payment_choice (payment_choice_id, person_id, client_id, digest, kind, rib, holder, "
	  "debit_day,"
	  " signing, reference, language, text_version, text_digest, person_name, creditor_name, chosen_by, "
	  "channel,"
	  " made_at, sent_at, expires_at, state, payment_mode_id) SELECT 1, 5, 1, root, 'DIRECT_DEBIT', '1', "
	  "'X', 1,"
	  " 'CODE', 'X', 'fr', '1', root, 'X', 'X', 0, 'PORTAL', 1, 0, 1, 'DONE', 7 FROM checkpoint WHERE "
	  "size = 4",
	  "payment_choice" },
	{ "UPDATE membership SET person_id = 5 WHERE person_id = " ONE(9), "membership" },
	{ "UPDATE membership SET until_day = '2025-01-01' WHERE person_id = " ONE(9), "membership" },
	{ "UPDATE membership SET known_until = 1 WHERE person_id = " ONE(9), "membership" },
	{ "UPDATE membership SET scheme = 'NONE' WHERE person_id = " ONE(9), "membership" },
	{ "INSERT INTO membership (person_id, scheme, from_day, known_from, known_until, until_day, state, "
	  "profession,"
	  " income_class, activity_start, source_id) SELECT person_id, scheme, '2026-02-01', known_from, "
	  "known_until,"
	  " until_day, state, profession, income_class, activity_start, source_id FROM membership WHERE "
	  "person_id = " ONE(9),
	  "membership" },
	{ "UPDATE feed_record SET person_id = 5 WHERE person_id = " ONE(9), "feed_record" },
	{ "DELETE FROM person_cell WHERE person_id = " ONE(9), "person_cell" },
	{ "UPDATE person_cell SET cell = cell + 1 WHERE person_id = " ONE(9), "person_cell" },
	{ "INSERT INTO person_cell (cell, last_key, first_key, person_id) VALUES (1, 1, 1, 5)",
	  "person_cell" },
	{ "INSERT INTO person_cell (cell, last_key, first_key, person_id) SELECT cell + 1, last_key, "
	  "first_key, person_id"
	  " FROM person_cell WHERE person_id = " ONE(9),
	  "person_cell" },
	{ "DELETE FROM person_name WHERE person_id = " ONE(9), "person_name" },
	{ "UPDATE person_name SET last_key = last_key + 1 WHERE person_id = " ONE(9), "person_name" },
	{ "INSERT INTO person_name (last_key, first_key, person_id) VALUES (1, 1, 5)", "person_name" },
	{ "DELETE FROM person_phone WHERE person_id = " ONE(9), "person_phone" },
	{ "UPDATE person_phone SET phone = 5 WHERE person_id = " ONE(9), "person_phone" },
	{ "INSERT INTO person_phone (phone, person_id) SELECT 212611111111, person_id FROM person WHERE "
	  "person_id = " ONE(9),
	  "person_phone" },
	{ "INSERT INTO person_phone (phone, person_id) VALUES (212611111111, 5)", "person_phone" },
	{ "UPDATE person SET born = '1990-05-02' WHERE number / 10 = 10000005", "person_cell" },
	{ "UPDATE feed SET rows_told = 31", "feed" },
	{ "UPDATE law_version SET state = 'REPLACED'", "law_version" },
	{ "UPDATE law_version SET digest = (SELECT root FROM checkpoint WHERE size = 4)", "law_version" },
	{ "UPDATE law_version_file SET packed = (SELECT root FROM checkpoint WHERE size = 4) WHERE name = "
	  "'ma/TNR.yaml'",
	  "law_version" },
	{ "DELETE FROM law_version_file WHERE name = 'ma/TNR.yaml'", "law_version" },
	{ "INSERT INTO law_version_file (version_id, name, bytes, packed) SELECT 5, name, bytes, packed FROM "
	  "law_version_file",
	  "law_version_file" },
	{ SECOND("7", "7"), "law_version" }, /* one person alone */
	{ SECOND("7", "0"), "law_version" },
	{ SECOND("7", "8"), "law_version" }, /* the journal knows nothing */
	{ SECOND("7", "8") "UPDATE law_version SET known_from = known_from + 1 WHERE nth = 2",
	  "law_version" },
	{ "DELETE FROM feed_line WHERE line = 7", "feed" },
	{ "UPDATE feed_count SET n = 29", "feed" },
	{ "UPDATE feed_line SET outcome = 'UPDATED' WHERE line = 7", "feed_count" },
	{ "UPDATE feed_line SET nth = -1 WHERE line = 7", "feed" },
	{ "UPDATE feed_line SET nth = 1 WHERE line = 7", "feed_line" },
	{ "UPDATE feed_line SET person_id = 5 WHERE line = 7", "feed_line" },
	{ "UPDATE feed SET approved_by = received_by", "feed" },
	{ "UPDATE feed SET approved_by = 0", "feed" },
	{ "INSERT INTO review (review_id, feed_id, line, body_id, record_id, code, other_id, row_csv, "
	  "row_hash, state,"
	  " person_id, asked_at, decided_by, decided_at, note) VALUES (1, 100, 1, 1, 'x', 'ID_SHARED', 5, "
	  "'', 0, 'OPEN',"
	  " 0, 1, 0, 0, '')",
	  "review" },
	{ LINK("5", ONE(9), "2020-01-01", "9999-12-31", "ACTIVE"), "family_link" },
	{ LINK(ONE(9), ONE(9), "2020-01-01", "9999-12-31", "ACTIVE"), "family_link" },
	{ LINK(ONE(9), ONE(8), "2020-01-01", "2019-12-31", "ACTIVE"), "family_link" },
	{ LINK(ONE(9), ONE(8), "2020-01-01", "9999-12-31", "ACTIVE")
	      LINK(ONE(9), ONE(8), "2021-01-01", "9999-12-31", "ACTIVE"),
	  "family_link" },
	{ LINK(ONE(9), ONE(8), "2020-01-01", "9999-12-31", "ACTIVE"), "family_link" }, /* nobody asked */
	{ ASKED(ONE(9), "ACCEPTED", "ACCEPTED") LINK(ONE(9), ONE(8), "2020-01-01", "9999-12-31", "ACTIVE"),
	  "family_link" }, /* the journal knows nothing */
	{ "INSERT INTO guardianship (ward_id, guardian_id, from_day, known_from, known_until, until_day, "
	  "court_reference, document_id, source_id) VALUES (5, 6, '2020-01-01', 1, 2, '2021-01-01', 'x', 0, "
	  "70)",
	  "guardianship" },
	{ "INSERT INTO guardianship (ward_id, guardian_id, from_day, known_from, known_until, until_day, "
	  "court_reference, document_id, source_id) VALUES (" ONE(9) ", " ONE(
	      8) ", '2020-01-01', 1, 2, '2021-01-01', 'x', 0, 70)",
	  "guardianship" },
	{ "INSERT INTO dependant_proof (person_id, kind, from_day, known_from, known_until, until_day, "
	  "document_id, source_id) VALUES (5, 'STUDENT', '2020-01-01', 1, 2, '2021-01-01', 0, 70)",
	  "dependant_proof" },
	{ "INSERT INTO dependant_proof (person_id, kind, from_day, known_from, known_until, until_day, "
	  "document_id, source_id) VALUES (" ONE(9) ", 'STUDENT', '2020-01-01', 1, 2, '2021-01-01', 0, 70)",
	  "dependant_proof" },
	{ ASKED("5", "RECEIVED", "RECEIVED"), "request" },
	{ ASKED(ONE(9), "ACCEPTED", "RECEIVED"), "request" },
	{ ASKED(ONE(9), "RECEIVED", "RECEIVED") "UPDATE request SET kind = 'FAMILY_ADD'", "request" },
	{ ASKED(ONE(9), "RECEIVED", "RECEIVED") "UPDATE request_step SET nth = 1", "request_step" },
	{ ASKED(ONE(9), "RECEIVED", "RECEIVED"), "request_step" }, /* the journal knows nothing */
	{ ASKED(ONE(9), "RECEIVED", "RECEIVED") "DELETE FROM request", "request_step" },
	{ "INSERT INTO family_declaration (request_id, role, relative_id, last_name, first_name, "
	  "last_name_ar, "
	  "first_name_ar, born, sex, id_kind, id_value, from_day, until_day, reason, proof_kind, proof_from, "
	  "proof_until, court_reference, court_until) VALUES (70, 'CHILD', 0, 'X', 'X', '', '', "
	  "'2020-01-01', 'F', "
	  "'', '', '2020-01-01', '9999-12-31', '', '', '9999-12-31', '9999-12-31', '', '9999-12-31')",
	  "family_declaration" },
	{ ASKED(ONE(9), "RECEIVED", "RECEIVED") "UPDATE request SET kind = 'STOPPED'", "request" },
	{ "INSERT INTO request_statement (request_id, scheme, from_day, source_id, body_id, stopped_day, "
	  "field, "
	  "value, words) VALUES (70, '', '9999-12-31', 0, 0, '9999-12-31', 'born', '1990-05-02', '')",
	  "request_statement" },
	{ ASKED(ONE(9), "RECEIVED",
		"RECEIVED") "INSERT INTO feed_disputed (body_id, person_id, request_id, disputed_at, "
			    "settled_by) VALUES (5, " ONE(9) ", 70, 1, 0)",
	  "feed_disputed" },
	{ "UPDATE rights SET state = 'OPEN'", "rights" },
	{ "UPDATE rights SET until_day = '2027-01-01'", "rights" },
	{ "DELETE FROM rights WHERE person_id = " ONE(9), "rights" },
	{ "DELETE FROM rights_basis", "rights" },
	{ "UPDATE rights SET person_id = 5 WHERE person_id = " ONE(9), "rights" },
	{ RECEIPT("5", "7", "x"), "receipt" },
	{ RECEIPT(ONE(9), "0", "x"), "receipt" },
	{ RECEIPT(ONE(9), "7", ""), "receipt" },
	{ RECEIPT(ONE(9), "7", "x"), "receipt" }, /* the journal knows nothing */
	{ PERIOD("5", "2026-04-01", "2026-05-01", "1"), "contribution_period" },
	{ TOLD("contribution.recorded", ONE(9)) PERIOD(ONE(9), "2026-04-01", "2026-04-01", "1"),
	  "contribution_period" },
	{ TOLD("contribution.recorded", ONE(9)) PERIOD(ONE(9), "2026-04-01", "2026-05-01", "-1"),
	  "contribution_period" },
	{ TOLD("contribution.recorded", ONE(9)) PERIOD(ONE(9), "2026-04-01", "2026-07-01", "1")
	      PERIOD(ONE(9), "2026-05-01", "2026-06-01", "1"),
	  "contribution_period" },
	{ PERIOD(ONE(9), "2026-04-01", "2026-05-01", "1"),
	  "contribution_period" }, /* the journal knows nothing */
	{ TOLD("contribution.recorded", ONE(8)) PERIOD(ONE(9), "2026-04-01", "2026-05-01", "1"),
	  "contribution_period" }, /* or tells of somebody else */
	{ WORKED("5", "2026-04-01", "1", "1"), "worked_month" },
	{ TOLD("employment.recorded", ONE(9)) WORKED(ONE(9), "2026-04-02", "1", "1"), "worked_month" },
	{ TOLD("employment.recorded", ONE(9)) WORKED(ONE(9), "2026-04-01", "1", "-1"), "worked_month" },
	{ TOLD("employment.recorded", ONE(9)) WORKED(ONE(9), "2026-04-01", "1", "1")
	      WORKED(ONE(9), "2026-04-01", "2", "1"),
	  "worked_month" },
	{ WORKED(ONE(9), "2026-04-01", "1", "1"), "worked_month" },
	{ SCORE("5", "2026-04-01", "9999-12-31", "9"), "household_score" },
	{ TOLD("household.recorded", ONE(9)) SCORE(ONE(9), "2026-04-01", "2026-03-01", "9"),
	  "household_score" },
	{ TOLD("household.recorded", ONE(9)) SCORE(ONE(9), "2026-04-01", "9999-12-31", ""),
	  "household_score" },
	{ TOLD("household.recorded", ONE(9)) SCORE(ONE(9), "2026-04-01", "9999-12-31", "9")
	      SCORE(ONE(9), "2026-05-01", "9999-12-31", "8"),
	  "household_score" },
	{ SCORE(ONE(9), "2026-04-01", "9999-12-31", "9"), "household_score" },
	{ DEATH("5", "1", "x"), "person_death" },
	{ TOLD("death.recorded", ONE(9)) DEATH(ONE(9), "1", ""), "person_death" },
	{ TOLD("death.recorded", ONE(9)) DEATH(ONE(9), "1", "x") DEATH(ONE(9), "2", "x"), "person_death" },
	{ DEATH(ONE(9), "1", "x"), "person_death" },
	{ "INSERT INTO contact_said (person_id, said_at, kind, source_id, how, paper, said_by) VALUES (" ONE(
	      9) ", 1, 'PHONE', 72, 'CODE', '', 0)",
	  "contact_said" },
	{ "INSERT INTO request_document (request_id, document_id) VALUES (70, 71)", "request_document" },
	{ PAPER("5", "0"), "document" },
	{ PAPER(ONE(9), "1"), "document" },
	{ PAPER(ONE(9), "0"), "document" }, /* the journal knows nothing */
	{ "INSERT INTO document_piece (document_id, piece, sealed) SELECT 71, 0, root FROM checkpoint WHERE "
	  "size = "
	  "4",
	  "document_piece" },
	{ "INSERT INTO user_person (user_id, person_id) VALUES (1, " ONE(9) ")", "user_person" },
	{ USED(1) ";UPDATE service_use SET person_id = 1", "service_use" },
	{ "INSERT INTO usage_new (service_use_id) VALUES (78)", "usage_new" },
	{ USED(2), "usage_count" },
	{ USED(1) ";INSERT INTO usage_new (service_use_id) SELECT service_use_id FROM service_use",
	  "usage_count" }, /* counted, and waits */
	{ USED(1) ";DELETE FROM service_use", "usage_count" },
	{ USED(1) ";UPDATE usage_count SET trips = -1", "usage_count" },
	{ USED(1) ";UPDATE usage_count SET people = 2", "usage_count" },
	{ USED(1) ";UPDATE usage_count SET trips = 0", "usage_count" },
	{ USED(1) ";UPDATE usage_count SET month = '2026-04-01'", "usage_count" },
	{ USED(1) ";UPDATE usage_count SET month = '1999-01-01'", "usage_count" },
	{ USED(1) ";UPDATE usage_count SET month = '9999-12-01'", "usage_count" },
	/* Facts that nothing else notices: only the journal's digests tell. */
	{ "UPDATE person SET address = 'elsewhere' WHERE number / 10 = 10000013", "event" },
	{ "UPDATE person SET sex = 'M' WHERE number / 10 = 10000029", "event" },
	{ "UPDATE person SET last_name = 'ALAMY' WHERE number / 10 = 10000000", "event" },
	{ "UPDATE person_past SET address = 'elsewhere' WHERE number / 10 = 10000003", "event" },
	{ "UPDATE person SET known_from = known_from + 1 WHERE number / 10 = 10000012", "event" },
	{ "UPDATE person SET person_id = person_id + 1000 WHERE number / 10 = 10000029;"
	  "UPDATE identifier SET person_id = person_id + 1000 WHERE value = 'AB0029';"
	  "UPDATE person_identifier SET person_id = person_id + 1000 WHERE value = 'AB0029';"
	  "UPDATE membership SET person_id = " ONE(29) " WHERE person_id = " ONE(
	      29) " - 1000;"
		  "UPDATE person_cell SET person_id = " ONE(29) " WHERE person_id = " ONE(
		      29) " - 1000;"
			  "UPDATE person_name SET person_id = " ONE(29) " WHERE person_id = " ONE(
			      29) " - 1000;"
				  "UPDATE person_phone SET person_id = " ONE(29) " WHERE person_id = " ONE(
				      29) " - 1000;"
					  "UPDATE rights SET person_id = " ONE(29) ", insured_id = " ONE(
					      29) " WHERE person_id = " ONE(29) " - 1000;"
										"UPDATE feed_record SET "
										"person_id = " ONE(
										    29) " WHERE person_id "
											"= " ONE(29) " - "
												     "1000",
	  "event" },
	{ "UPDATE feed SET registered = 29; DELETE FROM feed_line WHERE line = 30; UPDATE feed_count SET n = "
	  "29;"
	  " UPDATE feed SET rows_told = 29",
	  "feed" },
};

T(each_wrong_thing_is_found_and_named)
{
	struct made whole = make(a, "t_journal_right");

	db_close(whole.db);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct arena tmp;
		arena_init(&tmp, 64 << 20);
		struct made m = whole;
		m.a = &tmp;
		m.url = fresh_copy(&tmp, whole.url, "t_journal_wrong");
		tamper(m.url, wrong[i].sql);
		must(rc_ok(db_open(&tmp, m.url, &m.db)));
		struct verify_report r = report(&m);
		t_ok(!r.holds && r.key.n > 0 && r.what.n > 0);
		t_ok(str_eq(r.table, str_of(wrong[i].table)));
		if (!str_eq(r.table, str_of(wrong[i].table)))
			printf("# got %.*s %.*s %.*s for %s\n", STR_ARG(r.table), STR_ARG(r.key),
			       STR_ARG(r.what), wrong[i].sql);
		db_close(m.db);
		arena_done(&tmp);
	}
}

T(uses_that_are_counted_right_are_no_fault)
{
	struct made m = make(a, "t_journal_usage");

	tamper(m.url, USED(1));
	t_ok(report(&m).holds);
	db_close(m.db);
}

/* Somebody with the signing key rewrites the whole journal: the checkpoint kept outside doesn't fit. */
T(a_rewritten_journal_is_found)
{
	struct made m = make(a, "t_journal_rewrite");
	int64_t sealed;
	struct verify_report r = report(&m);

	t_ok(r.holds);
	tamper(m.url, "INSERT INTO event_unsealed (event_id) SELECT event_id FROM leaf WHERE event_id NOT IN"
		      " (SELECT event_id FROM event_unsealed); DELETE FROM leaf; DELETE FROM checkpoint;"
		      "UPDATE event SET user_id = 999 WHERE kind = 'feed.persons'");
	t_need(seal_journal(m.db, &m.keys, noon, 1, &sealed));
	t_int(sealed, 5);
	r = report(&m);
	t_ok(!r.holds);
	t_str(r.table, "leaf");
	t_str(r.what, "the tree doesn't go on from the checkpoint kept outside");
	m.note = S("");
	r = report(&m);
	t_ok(r.holds); /* which is why a checkpoint must be kept outside */
	m.note = S(
	    "sanad.test/ma\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 sanad.test/ma AAAA\n");
	r = report(&m);
	t_ok(!r.holds);
	t_str(r.table, "checkpoint");
	db_close(m.db);
}

/* While a delivery is being applied its people lack half of their rows: that is no fault; others' gaps are.
 */
T(a_running_delivery_is_no_fault)
{
	struct made m = make(a, "t_journal_running");

	tamper(m.url, "UPDATE feed SET state = 'APPROVED'; DELETE FROM person WHERE person_id = " ONE(
			  9) "; DELETE FROM rights WHERE person_id NOT IN (SELECT person_id FROM person)");
	struct verify_report r = report(&m);
	t_ok(r.holds);
	tamper(m.url, "INSERT INTO person_name (last_key, first_key, person_id) VALUES (1, 1, 5)");
	r = report(&m);
	t_str(r.table, "person_name");
	db_close(m.db);
}

T(pages_are_followed_to_the_end)
{
	struct made m = make(a, "t_journal_pages");
	struct verify_report r;
	int64_t sealed;

	for (int i = 0; i < 3; i++) {
		t_need(db_write(m.db, FOR_COUNTER, "events", add_half_a_page, NULL));
		t_need(seal_journal(m.db, &m.keys, noon, 1, &sealed));
	}
	r = report(&m);
	t_ok(r.holds);
	t_int(r.leaves, 5 + 3 * (AUDIT_PAGE / 2));
	t_int(r.checkpoints, 7);
	tamper(m.url,
	       "UPDATE leaf SET hash = (SELECT hash FROM leaf WHERE position = 0) WHERE position = 7500");
	r = report(&m);
	t_ok(!r.holds);
	db_close(m.db);
}
