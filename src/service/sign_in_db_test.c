/* Signing in, end to end, on both engines: both factors, locks, races, faults. */
#include "service/sign_in.h"

#include "domain/access/totp.h"
#include "domain/journal/journal.h"
#include "service/secret.h"
#include "service/sessions.h"
#include "service/users.h"

#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define GOOD S("a very long winter")
#define SECRET S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")

static const unsigned char key[TOTP_KEY_BYTES] = "totp", other_key[TOTP_KEY_BYTES] = "another";
/* A demo fund with nadia, who has a second factor, and salem, who has none yet. */
static struct db *people(struct arena *a, struct db *db)
{
	struct user_new u = { S("nadia"), S("Nadia"), FEED_AGENT, S(""), S("fr"), GOOD, SECRET };
	user_id id;

	must(rc_ok(demo_begin(db, NOW)));
	must(rc_ok(user_add(db, NOW, a, (user_id){ 0 }, &u, key, &id)));
	u.login = S("salem");
	u.demo_secret = S("");
	must(rc_ok(user_add(db, NOW, a, (user_id){ 0 }, &u, NULL, &id)));
	return db;
}

static str code_at(struct arena *a, int64_t s)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	char code[TOTP_DIGITS + 1];

	must(rc_ok(totp_base32_parse(SECRET, secret)));
	totp_code(secret, totp_step_at(AFTER(s)), code);
	return str_printf(a, "%s", code);
}

struct facts {
	int64_t sessions, events, refused, failures;
};
static const struct db_stmt fact = {
	.name = "t_facts",
	.sql = "SELECT (SELECT count(*) FROM session) AS sessions, (SELECT count(*) FROM event) AS events,"
	       " (SELECT count(*) FROM event WHERE kind IN ('sign_in.refused', 'sign_in.code_refused')) AS "
	       "refused,"
	       " (SELECT coalesce(max(failures), 0) FROM user_account) AS failures",
	.out = DB_SHAPE(DB_FIELD(struct facts, sessions), DB_FIELD(struct facts, events),
			DB_FIELD(struct facts, refused), DB_FIELD(struct facts, failures)),
	.out_size = sizeof(struct facts),
	.data = DATA_ACCESS | DATA_JOURNAL,
};
static struct arena *fact_arena;
static rc read_facts(struct tx *tx, void *cls) { return db_one(tx, &fact, NULL, fact_arena, cls); }
static struct facts facts(struct arena *a, struct db *db)
{
	struct facts f;

	fact_arena = a;
	must(rc_ok(db_read(db, FOR_AUDIT, "facts", read_facts, &f)));
	return f;
}

static rc with_password(struct db *db, struct arena *a, instant now, str login, str password,
			struct signed_token *t)
{
	struct sign_in_from from = { S("Firefox"), S("192.0.2.1"), S("") };

	return sign_in_password(db, now, a, login, password, &from, t);
}

T(password_then_code)
{
	struct db *db = people(a, fresh(a, "t_access_signin"));
	struct signed_token first, full;
	struct actor c;

	t_need(with_password(db, a, NOW, S("Nadia"), GOOD, &first));
	t_ok(first.enrolled);
	t_int((int64_t)first.token.n, TOKEN_TEXT);
	t_need(session_find(db, NOW, a, first.token, &c));
	t_int(c.step, STEP_PASSWORD);
	t_int(access_may(&c, TASK_APPLY), MAY_NOT_YET);
	t_need(sign_in_totp(db, NOW, a, key, first.token, code_at(a, 0), &full));
	t_ok(!str_eq(first.token, full.token));
	/* Whoever knew the first cookie holds nothing. */
	t_rc(session_find(db, NOW, a, first.token, &c), SIGN_IN_FIRST);
	t_need(session_find(db, NOW, a, full.token, &c));
	t_int(c.step, STEP_FULL);
	t_int(access_may(&c, TASK_APPLY), MAY);
	t_str(c.login, "nadia");
	/* The same code again, in another sign-in. */
	t_need(with_password(db, a, NOW, S("nadia"), GOOD, &first));
	t_rc(sign_in_totp(db, NOW, a, key, first.token, code_at(a, 0), &full), SIGN_IN_CODE);
	t_need(sign_in_totp(db, AFTER(1), a, key, first.token, code_at(a, 30), &full));
	t_rc(sign_in_totp(db, AFTER(1), a, key, full.token, code_at(a, 30), &full), SIGN_IN_FIRST);
	t_rc(sign_in_totp(db, AFTER(1), a, key, S("nonsense"), code_at(a, 30), &full), SIGN_IN_FIRST);
	db_close(db);
}

/* A cookie that an attacker planted before the sign-in, or that of somebody signed in before, is ended by it.
 */
T(no_fixation)
{
	struct db *db = people(a, fresh(a, "t_access_fixation"));
	struct signed_token planted, mine;
	struct sign_in_from with = { S("Firefox"), S("192.0.2.1"), S("") };
	struct actor c;

	t_need(with_password(db, a, NOW, S("salem"), GOOD, &planted));
	with.token = planted.token;
	t_need(sign_in_password(db, NOW, a, S("nadia"), GOOD, &with, &mine));
	t_ok(!str_eq(planted.token, mine.token));
	t_rc(session_find(db, NOW, a, planted.token, &c), SIGN_IN_FIRST);
	/* A failed sign-in leaves the browser's session alone. */
	with.token = mine.token;
	t_rc(sign_in_password(db, NOW, a, S("nadia"), S("wrong"), &with, &planted), SIGN_IN);
	t_need(session_find(db, NOW, a, mine.token, &c));
	db_close(db);
}

T(one_answer_for_all_who_are_refused)
{
	struct db *db = people(a, fresh(a, "t_access_refused"));
	struct user_new closed = { S("closed"), S("C"), AUDITOR, S(""), S("fr"), GOOD, S("") };
	struct user_new none = { S("none"), S("N"), AUDITOR, S(""), S("fr"), S(""), S("") };
	struct signed_token t;
	user_id id;

	t_need(user_add(db, NOW, a, (user_id){ 0 }, &closed, NULL, &id));
	t_need(user_close(db, NOW, a, (user_id){ 0 }, S("closed")));
	t_need(user_add(db, NOW, a, (user_id){ 0 }, &none, NULL, &id));
	t_rc(with_password(db, a, NOW, S("nadia"), S("a very long summer"), &t), SIGN_IN);
	t_rc(with_password(db, a, NOW, S("nobody"), GOOD, &t), SIGN_IN);
	t_rc(with_password(db, a, NOW, S("' OR 1=1"), GOOD, &t), SIGN_IN);
	t_rc(with_password(db, a, NOW, S(""), S(""), &t), SIGN_IN);
	t_rc(with_password(db, a, NOW, S("closed"), GOOD, &t), SIGN_IN);
	t_rc(with_password(db, a, NOW, S("none"), S(""), &t), SIGN_IN);
	t_rc(with_password(db, a, NOW, S("nadia"), (str){ arena_alloc(a, 1, 1000), 1000 }, &t), SIGN_IN);
	t_int(facts(a, db).sessions, 0);
	t_int(facts(a, db).refused, 7);
	db_close(db);
}

T(locked_after_five)
{
	struct db *db = people(a, fresh(a, "t_access_lock"));
	struct signed_token t, full;

	for (int i = 0; i < 5; i++)
		t_rc(with_password(db, a, NOW, S("nadia"), S("wrong"), &t), SIGN_IN);
	t_rc(with_password(db, a, AFTER(59), S("nadia"), GOOD, &t), SIGN_IN);
	t_int(facts(a, db).failures, 5); /* tries while locked don't count */
	t_need(with_password(db, a, AFTER(60), S("nadia"), GOOD, &t));
	/* The password alone forgives nothing: codes count on, and lock at once. */
	t_rc(sign_in_totp(db, AFTER(60), a, key, t.token, S("000000"), &full), SIGN_IN_CODE);
	t_int(facts(a, db).failures, 6);
	t_rc(sign_in_totp(db, AFTER(61), a, key, t.token, code_at(a, 61), &full), SIGN_IN_CODE);
	t_rc(sign_in_totp(db, AFTER(179), a, key, t.token, code_at(a, 179), &full), SIGN_IN_CODE);
	t_need(sign_in_totp(db, AFTER(180), a, key, t.token, code_at(a, 180), &full));
	t_int(facts(a, db).failures, 0);
	/* An operator unlocks with a new password. */
	for (int i = 0; i < 5; i++)
		t_rc(with_password(db, a, AFTER(200), S("nadia"), S("wrong"), &t), SIGN_IN);
	t_need(password_set(db, AFTER(200), a, (user_id){ 0 }, S("nadia"), S("a very long spring")));
	t_rc(with_password(db, a, AFTER(201), S("nadia"), GOOD, &t), SIGN_IN);
	t_need(with_password(db, a, AFTER(201), S("nadia"), S("a very long spring"), &t));
	db_close(db);
}

T(the_password_step_ends)
{
	struct db *db = people(a, fresh(a, "t_access_step"));
	struct signed_token t, full;

	t_need(with_password(db, a, NOW, S("nadia"), GOOD, &t));
	t_rc(sign_in_totp(db, AFTER(600), a, key, t.token, code_at(a, 600), &full), SIGN_IN_FIRST);
	t_need(sign_in_totp(db, AFTER(599), a, key, t.token, code_at(a, 599), &full));
	t_need(with_password(db, a, NOW, S("nadia"), GOOD, &t));
	t_rc(sign_in_totp(db, AFTER(5), a, other_key, t.token, code_at(a, 5), &full), TOTP_SEAL);
	db_close(db);
}

T(enrolment)
{
	struct db *db = people(a, fresh(a, "t_access_enrol"));
	struct signed_token t, other, full;
	struct totp_offer offer, again;
	unsigned char secret[TOTP_SECRET_BYTES];
	char code[TOTP_DIGITS + 1];
	struct actor c;

	t_need(with_password(db, a, NOW, S("salem"), GOOD, &t));
	t_need(with_password(db, a, NOW, S("salem"), GOOD, &other));
	t_ok(!t.enrolled);
	t_rc(sign_in_totp(db, NOW, a, key, t.token, S("000000"), &full), TOTP_NONE);
	t_need(totp_enrol_begin(db, NOW, a, key, t.token, &offer));
	t_need(totp_enrol_begin(db, NOW, a, key, other.token, &again));
	t_ok(!str_eq(offer.secret, again.secret));
	t_need(totp_base32_parse(offer.secret, secret));
	totp_code(secret, totp_step_at(NOW), code);
	str right = str_printf(a, "%s", code);
	code[0] = code[0] == '9' ? '0' : (char)(code[0] + 1);
	str wrong = str_printf(a, "%s", code);
	t_rc(totp_enrol_confirm(db, NOW, a, key, t.token, offer.sealed, wrong, &full), SIGN_IN_CODE);
	t_rc(totp_enrol_confirm(db, NOW, a, key, t.token, S("xx"), right, &full), TOTP_OFFER);
	t_rc(totp_enrol_confirm(db, NOW, a, key, other.token, offer.sealed, right, &full), TOTP_OFFER);
	t_rc(totp_enrol_confirm(db, NOW, a, other_key, t.token, offer.sealed, right, &full), TOTP_OFFER);
	t_rc(totp_enrol_confirm(db, AFTER(600), a, key, t.token, offer.sealed, right, &full), SIGN_IN_FIRST);
	t_need(totp_enrol_confirm(db, NOW, a, key, t.token, offer.sealed, right, &full));
	t_need(session_find(db, NOW, a, full.token, &c));
	t_ok(c.step == STEP_FULL && c.enrolled);
	/* The other browser's offer came too late, and the confirming code is used up. */
	t_rc(totp_enrol_begin(db, NOW, a, key, other.token, &again), TOTP_ENROLLED);
	t_rc(totp_enrol_confirm(db, NOW, a, key, other.token, again.sealed, right, &full), TOTP_ENROLLED);
	t_rc(sign_in_totp(db, NOW, a, key, other.token, right, &full), SIGN_IN_CODE);
	db_close(db);
}

/* Two browsers, one code, at the same moment: one is in. */
static int racer(const char *url, str token, str code, int start)
{
	struct arena a;
	struct db *db;
	struct signed_token full;
	char go;

	arena_init(&a, 64 << 20);
	if (!rc_ok(db_open(&a, url, &db)) || read(start, &go, 1) != 0)
		return 9;
	rc r = sign_in_totp(db, NOW, &a, key, token, code, &full);
	db_close(db);
	return rc_ok(r) ? 0 : rc_is(r, E_SIGN_IN_CODE) ? 1 : 8;
}

T(racing_with_one_code)
{
	enum { RACERS = 4, ROUNDS = 5 };

	for (int round = 0; round < ROUNDS; round++) {
		const char *url = fresh_url(a, "t_access_race");
		struct signed_token t[RACERS];
		struct db *db;
		int start[2], in = 0, refused = 0;
		pid_t pid[RACERS];

		t_need(db_open(a, url, &db));
		people(a, db);
		for (int i = 0; i < RACERS; i++)
			t_need(with_password(db, a, NOW, S("nadia"), GOOD, &t[i]));
		db_close(db);
		t_ok(pipe(start) == 0);
		fflush(NULL);
		for (int i = 0; i < RACERS; i++)
			if ((pid[i] = fork()) == 0) {
				close(start[1]);
				_Exit(racer(url, t[i].token, code_at(a, 0), start[0]));
			}
		close(start[0]);
		close(start[1]); /* off they go */
		for (int i = 0; i < RACERS; i++) {
			int st;
			waitpid(pid[i], &st, 0);
			in += WIFEXITED(st) && WEXITSTATUS(st) == 0;
			refused += WIFEXITED(st) && WEXITSTATUS(st) == 1;
		}
		t_int(in, 1);
		t_int(refused, RACERS - 1);
	}
}

/* Whatever call to the engine fails, nothing is half done and the next try works. */
T(fail_at_n_password)
{
	struct db *db = people(a, fresh(a, "t_access_fail1"));
	struct signed_token t;
	long n = 0;

	for (;; n++) {
		struct facts before = facts(a, db), after;
		db_fail_after(db, n, E_DB_DOWN);
		rc r = with_password(db, a, NOW, S("nadia"), GOOD, &t);
		db_fail_after(db, -1, E_OK);
		if (rc_ok(r))
			break;
		t_rc(r, DB_DOWN);
		after = facts(a, db);
		t_ok(memcmp(&before, &after, sizeof after) == 0);
		if (n > 100)
			break;
	}
	t_ok(5 < n && n < 30);
	t_int(facts(a, db).sessions, 1);
	/* A wrong password that can't be counted is a fault, not a refusal. */
	db_fail_after(db, 3, E_DB_DOWN);
	t_rc(with_password(db, a, NOW, S("nadia"), S("wrong"), &t), DB_DOWN);
	db_fail_after(db, -1, E_OK);
	t_int(facts(a, db).failures, 0);
	t_rc(with_password(db, a, NOW, S("nadia"), S("wrong"), &t), SIGN_IN);
	t_int(facts(a, db).failures, 1);
	db_close(db);
}

T(fail_at_n_code)
{
	struct db *db = people(a, fresh(a, "t_access_fail2"));
	struct signed_token t, full;
	long n = 0;

	t_need(with_password(db, a, NOW, S("nadia"), GOOD, &t));
	for (;; n++) {
		struct facts before = facts(a, db), after;
		db_fail_after(db, n, E_DB_DOWN);
		rc r = sign_in_totp(db, NOW, a, key, t.token, code_at(a, 0), &full);
		db_fail_after(db, -1, E_OK);
		if (rc_ok(r))
			break;
		t_rc(r, DB_DOWN);
		after = facts(a, db);
		t_ok(memcmp(&before, &after, sizeof after) == 0);
		if (n > 100)
			break;
	}
	t_ok(5 < n && n < 30);
	t_int(facts(a, db).sessions, 1);
	/* A lost race is run again, and the answer is the same. */
	t_need(with_password(db, a, NOW, S("nadia"), GOOD, &t));
	for (long i = 0; i < n; i++) {
		int64_t events = facts(a, db).refused;
		db_fail_after(db, i, E_DB_CONFLICT);
		t_rc(sign_in_totp(db, NOW, a, key, t.token, code_at(a, 0), &full), SIGN_IN_CODE);
		db_fail_after(db, -1, E_OK);
		t_int(facts(a, db).refused, events + 1);
	}
	db_close(db);
}

/* What the journal keeps of a sign-in holds neither password nor code nor cookie. */
static rc no_secret(void *cls, const void *row)
{
	const struct event *e = row;
	int *n = cls;

	t_ok(e->detail.n <= 15);
	t_ok(memmem(e->detail.p, e->detail.n, "winter", 6) == NULL);
	(*n)++;
	return OK;
}
static const struct db_stmt events = {
	.name = "t_events",
	.sql = "SELECT detail FROM event WHERE kind LIKE 'sign_in.%' OR kind LIKE 'totp.%'",
	.out = DB_SHAPE(DB_FIELD(struct event, detail)),
	.out_size = sizeof(struct event),
	.data = DATA_JOURNAL,
};
static rc each_event(struct tx *tx, void *cls) { return db_each(tx, &events, NULL, no_secret, cls); }

T(the_journal_keeps_no_secrets)
{
	struct db *db = people(a, fresh(a, "t_access_journal"));
	struct signed_token t;
	int n = 0;

	t_rc(with_password(db, a, NOW, GOOD, S("nadia"), &t), SIGN_IN); /* typed into the wrong field */
	t_need(with_password(db, a, NOW, S("nadia"), GOOD, &t));
	t_rc(sign_in_totp(db, NOW, a, key, t.token, S("000000"), &t), SIGN_IN_CODE);
	t_need(db_read(db, FOR_AUDIT, "events", each_event, &n));
	t_int(n, 3);
	db_close(db);
}
