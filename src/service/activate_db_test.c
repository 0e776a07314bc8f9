/* From a message to an account, on both engines: what members do, what strangers try, and what neither
 * learns. */
#include "service/activate.h"

#include "domain/journal/journal.h"
#include "service/sessions.h"

#include "testing/outbox.h"
#include "testing/people.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define MINUTE 60
#define WORDS S("figues et olives noires")

static const struct keys keys = { .totp = "not a real key" };

enum { HALIMA = 1001, NOBODY_REACHES = 1002, LEFT = 1003 };

static int64_t number_of(int64_t who) { return number_make(S("ma"), 10000000 + who); }

static struct person member(int64_t id)
{
	return (struct person){ .person_id = { id },
				.number = number_of(id),
				.last_name = S("Exemple"),
				.first_name = S("Halima"),
				.last_name_ar = S("مثال"),
				.first_name_ar = S("حليمة"),
				.born = S("1980-01-01"),
				.sex = S("F"),
				.phone = id == NOBODY_REACHES ? 0 : 212612345678,
				.language = S("ar"),
				.state = id == LEFT ? S("WITHDRAWN") : S("ACTIVE"),
				.source_id = 5,
				.known_from = NOW };
}

static rc make(struct tx *tx, void *cls)
{
	struct town w = { .country = S("ma") };

	(void)cls;
	TRY(town_fund(tx, &w));
	for (int64_t id = HALIMA; id <= LEFT; id++) {
		struct person p = member(id);
		TRY(person_add(tx, &p, NULL, 0, S("")));
	}
	return OK;
}

static struct db *fund(struct arena *a, const char *name)
{
	struct db *db = fresh(a, name);

	must(rc_ok(db_write(db, FOR_REGISTRATION, "fund", make, NULL)));
	return db;
}

static str other_code(struct arena *a, str code)
{
	str x = str_copy(a, code);

	((char *)x.p)[0] = (char)(x.p[0] == '9' ? '0' : x.p[0] + 1);
	return x;
}

static rc ask(struct db *db, int64_t s, int64_t who)
{
	int64_t done;

	TRY(code_ask(db, AFTER(s), number_of(who), S("fr")));
	TRY(codes_send(db, AFTER(s), &keys, &done));
	t_int(done, 1);
	return OK;
}

static rc check(struct db *db, struct arena *a, int64_t s, int64_t who, str code, struct signed_token *t)
{
	struct sign_in_from from = { S("Chrome"), S("192.0.2.1"), S("") };

	return code_check(db, AFTER(s), a, &keys, number_of(who), code, &from, t);
}

T(activate_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_activate_stmts");

	for (size_t i = 0; activation_stmts[i] != NULL; i++)
		t_need(db_check(db, activation_stmts[i]));
	db_close(db);
}

T(activate_from_code_to_account)
{
	struct db *db = fund(a, "t_activate_way");
	struct signed_token first, full;
	struct sign_in_from from = { S("Chrome"), S("192.0.2.1"), S("") };
	struct actor c;

	t_need(ask(db, 0, HALIMA));
	struct outbox o = outbox(db, a);
	t_int((int64_t)o.n, 1);
	t_str(o.list[0].receiver, "212612345678");
	t_str(o.list[0].language, "fr"); /* of the page */
	t_ok(o.list[0].secret && o.list[0].rank == RANK_AWAITED);
	t_int(o.list[0].expires_at.us, AFTER(15 * MINUTE).us);
	str code = outbox_code(db, a, S(""));
	t_need(check(db, a, 30, HALIMA, code, &first));
	t_ok(!first.full);
	t_need(session_find(db, AFTER(30), a, first.token, &c));
	t_int(c.step, STEP_CODE);
	t_int(access_may(&c, TASK_OWN_FILE), MAY_NOT_YET);
	/* no password yet: nobody signs in with an empty one */
	t_rc(sign_in_password(db, AFTER(31), a, str_printf(a, "%lld", (long long)number_of(HALIMA)), S(""),
			      &from, &full),
	     SIGN_IN);
	t_rc(member_password(db, AFTER(40), a, first.token, S("short"), &full), PASSWORD_SHORT);
	t_need(member_password(db, AFTER(60), a, first.token, WORDS, &full));
	t_ok(full.full);
	t_rc(session_find(db, AFTER(60), a, first.token, &c), SIGN_IN_FIRST);
	t_need(session_find(db, AFTER(60), a, full.token, &c));
	t_int(c.step, STEP_FULL);
	t_int(access_may(&c, TASK_OWN_FILE), MAY);
	t_int(access_may(&c, TASK_SERVE_PERSON), MAY_NOT_ROLE);
	t_int(actor_person(&c).v, HALIMA);
	t_str(c.display_name, "حليمة مثال");
	t_str(outbox(db, a).list[0].kind, "account.made");
	/* and from now on with number and password, in one step */
	str login = member_login(a, S("ma"), number_text(a, S("ma"), number_of(HALIMA)));
	t_need(sign_in_password(db, AFTER(100), a, login, WORDS, &from, &full));
	t_ok(full.full);
	t_need(session_find(db, AFTER(100), a, full.token, &c));
	t_int(access_may(&c, TASK_OWN_ACCOUNT), MAY);
	db_close(db);
}

T(activate_again_ends_all_sessions)
{
	struct db *db = fund(a, "t_activate_again");
	struct signed_token half, old, now;
	struct actor c;

	t_need(ask(db, 0, HALIMA));
	t_need(check(db, a, 10, HALIMA, outbox_code(db, a, S("")), &half));
	t_need(member_password(db, AFTER(20), a, half.token, WORDS, &old));
	t_need(ask(db, 120, HALIMA));
	t_need(check(db, a, 130, HALIMA, outbox_code(db, a, S("")), &half));
	t_need(session_find(db, AFTER(130), a, old.token, &c)); /* until the password is another one */
	t_need(member_password(db, AFTER(140), a, half.token, S("dattes et amandes"), &now));
	t_rc(session_find(db, AFTER(140), a, old.token, &c), SIGN_IN_FIRST);
	t_need(session_find(db, AFTER(140), a, now.token, &c));
	t_str(outbox(db, a).list[0].kind, "password.changed");
	/* a planted or kept half session is worth nothing afterwards */
	t_rc(member_password(db, AFTER(150), a, half.token, WORDS, &now), SIGN_IN_FIRST);
	db_close(db);
}

T(activate_code_is_good_once)
{
	struct db *db = fund(a, "t_activate_once");
	struct signed_token t;

	t_need(ask(db, 0, HALIMA));
	str code = outbox_code(db, a, S(""));
	t_need(check(db, a, 1, HALIMA, code, &t));
	t_rc(check(db, a, 2, HALIMA, code, &t), MEMBER_CODE);
	t_need(ask(db, 61, HALIMA));
	str late = outbox_code(db, a, S(""));
	t_rc(check(db, a, 62, HALIMA, code, &t), MEMBER_CODE); /* the one before */
	t_rc(check(db, a, 61 + 15 * MINUTE, HALIMA, late, &t), MEMBER_CODE);
	db_close(db);
}

T(activate_code_cannot_be_guessed)
{
	struct db *db = fund(a, "t_activate_guess");
	struct signed_token t;

	t_need(ask(db, 0, HALIMA));
	str code = outbox_code(db, a, S("")), wrong = other_code(a, code);
	for (int i = 0; i < CODE_TRIES; i++)
		t_rc(check(db, a, 1, HALIMA, wrong, &t), MEMBER_CODE);
	t_rc(check(db, a, 2, HALIMA, code, &t), MEMBER_CODE);
	t_rc(check(db, a, 2, HALIMA, S("not digits"), &t), MEMBER_CODE);
	db_close(db);
}

struct count {
	int64_t n;
};
static const struct db_stmt events_stmt = {
	.name = "t_events",
	.sql = "SELECT count(*) AS n FROM event",
	.out = DB_SHAPE(DB_FIELD(struct count, n)),
	.out_size = sizeof(struct count),
	.data = DATA_JOURNAL,
};
static struct arena *count_arena;
static rc read_count(struct tx *tx, void *cls) { return db_one(tx, &events_stmt, NULL, count_arena, cls); }
static int64_t events(struct db *db, struct arena *a)
{
	struct count c;

	count_arena = a;
	must(rc_ok(db_read(db, FOR_AUDIT, "events", read_count, &c)));
	return c.n;
}

T(activate_tells_strangers_nothing)
{
	struct db *db = fund(a, "t_activate_nobody");
	static const int64_t numbers[] = { NOBODY_REACHES, LEFT, 7777 };
	struct signed_token t;

	for (size_t i = 0; i < 3; i++) {
		int64_t before = events(db, a);
		t_need(ask(db, 0, numbers[i]));
		t_rc(check(db, a, 1, numbers[i], S("123456"), &t), MEMBER_CODE);
		t_int(events(db, a), before + 2); /* as many writes as for a member */
	}
	t_int((int64_t)outbox(db, a).n, 0);
	db_close(db);
}

T(activate_sends_no_flood)
{
	struct db *db = fund(a, "t_activate_flood");

	for (int i = 0; i < 10; i++)
		t_need(ask(db, i, HALIMA));
	t_int((int64_t)outbox(db, a).n, 1);
	for (int i = 1; i < 20; i++)
		t_need(ask(db, i * MINUTE, HALIMA));
	t_int((int64_t)outbox(db, a).n, CODE_A_DAY);
	db_close(db);
}

T(activate_fails_whole)
{
	struct db *db = fund(a, "t_activate_fail");
	struct signed_token t;
	int64_t done;

	t_need(code_ask(db, NOW, number_of(HALIMA), S("ar")));
	for (long n = 0;; n++) { /* whichever statement fails, the request is still there, and no code is */
		db_fail_after(db, n, E_DB_FULL);
		rc r = codes_send(db, NOW, &keys, &done);
		db_fail_after(db, -1, E_OK);
		if (rc_ok(r) && done == 1)
			break;
		t_int((int64_t)outbox(db, a).n, 0);
		must(n < 100);
	}
	t_int((int64_t)outbox(db, a).n, 1);
	t_need(check(db, a, 1, HALIMA, outbox_code(db, a, S("")), &t));
	db_close(db);
}

T(activate_at_a_counter_sends_a_code_and_leaves_a_receipt)
{
	struct db *db = fund(a, "t_activate_counter");
	struct acting by = { .why = FOR_COUNTER,
			     .user = { 7 },
			     .reason = S("sans telephone chez soi"),
			     .what = { S("account"), S("x"), S("x"), S("x") } };
	struct signed_token t;
	int64_t done;
	str receipt;

	t_need(code_ask_for(db, a, NOW, &by, (person_id){ HALIMA }, &receipt));
	t_ok(receipt.n > 0);
	t_need(codes_send(db, NOW, &keys, &done));
	t_int(done, 1);
	t_need(check(db, a, 1, HALIMA, outbox_code(db, a, S("access.code")), &t));
	t_rc(code_ask_for(db, a, NOW, &by, (person_id){ NOBODY_REACHES }, &receipt), PERSON_NO_WAY);
	t_rc(code_ask_for(db, a, NOW, &by, (person_id){ LEFT }, &receipt), PERSON_NONE);
	t_rc(code_ask_for(db, a, NOW, &by, (person_id){ 5 }, &receipt), PERSON_NONE);
	by.reason = S("");
	t_rc(code_ask_for(db, a, NOW, &by, (person_id){ HALIMA }, &receipt), ASSIST_REASON);
	t_need(codes_send(db, NOW, &keys, &done));
	t_int(done, 0); /* nothing of what was refused is left */
	db_close(db);
}
