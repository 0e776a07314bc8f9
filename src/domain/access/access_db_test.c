/* The room's statements on both engines, and what its rows do. */
#include "domain/access/credential.h"

#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(min) ((instant){ NOW.us + (min)*INT64_C(60000000) })

T(statements)
{
	struct db *db = fresh(a, "t_access_stmts");

	for (size_t i = 0; access_stmts[i] != NULL; i++)
		t_need(db_check(db, access_stmts[i]));
	for (size_t i = 0; credential_stmts[i] != NULL; i++)
		t_need(db_check(db, credential_stmts[i]));
	db_close(db);
}

struct call {
	struct arena *a;
	struct account acc, got;
	struct user user;
	struct session s;
	struct actor actor;
	instant now;
	int64_t n;
	body_id body;
};

static struct account account(int64_t id, str login, int64_t roles)
{
	return (struct account){
		.user_id = { id },
		.login = login,
		.display_name = S("Nadia"),
		.roles = roles,
		.language = S("fr"),
		.password_hash = S("h"),
		.state = S("ACTIVE"),
		.created_at = NOW,
	};
}

static struct session session(const char token[static TOKEN_HASH_BYTES], int64_t id, int64_t user)
{
	static const unsigned char csrf[CSRF_KEY_BYTES] = "csrf";

	return (struct session){
		.token_hash = { (const unsigned char *)token, TOKEN_HASH_BYTES },
		.session_id = { id },
		.user_id = { user },
		.step = S("FULL"),
		.csrf_key = { csrf, CSRF_KEY_BYTES },
		.browser = S("b"),
		.address = S("::1"),
		.created_at = NOW,
		.seen_at = NOW,
		.expires_at = access_session_end(STEP_FULL, NOW),
	};
}

static const char one[] = "11111111111111111111111111111111", two[] = "22222222222222222222222222222222",
		  three[] = "33333333333333333333333333333333";

#define BODY(name, expr) \
	static rc name(struct tx *tx, void *cls) \
	{ \
		struct call *c = cls; \
		(void)c; \
		return expr; \
	}
BODY(add, account_add(tx, c->a, &c->acc))
BODY(by_login, account_by_login(tx, c->a, c->acc.login, &c->got))
BODY(by_id, account_by_id(tx, c->a, c->acc.user_id, &c->got))
BODY(fail, account_failed(tx, c->acc.user_id, 5, AFTER(1)))
BODY(use, account_code_used(tx, c->acc.user_id, c->n))
BODY(password, account_set_password(tx, c->acc.user_id, S("h2")))
BODY(totp, account_set_totp(tx, c->acc.user_id, (blob){ (const unsigned char *)"x\0y", 3 }, 44))
BODY(end, account_close(tx, c->a, &c->acc))
BODY(user, user_by_login(tx, c->a, c->acc.login, &c->user))
BODY(body, access_body_of_code(tx, c->a, S("DGI"), &c->body))
BODY(s_add, session_add(tx, &c->s))
BODY(s_find, session_actor(tx, c->a, c->s.token_hash, c->now, &c->actor))
BODY(s_seen, session_seen(tx, c->s.token_hash, c->now))
BODY(s_sweep, session_sweep(tx, c->now, &c->n))
BODY(s_one, session_end_one(tx, c->s.user_id, c->s.session_id, &c->n))
BODY(d_need, demo_need(tx))
BODY(d_mark, demo_mark(tx, c->now))

#define write(body) db_write(db, FOR_SIGN_IN, "t", (body), &c)
#define read(body) db_read(db, FOR_SIGN_IN, "t", (body), &c)

T(accounts)
{
	struct db *db = fresh(a, "t_access_accounts");
	struct call c = { .a = a, .acc = account(1, S("nadia"), FEED_AGENT) };

	t_rc(read(by_login), USER_NONE);
	t_need(write(add));
	t_rc(write(add), LOGIN_TAKEN);
	t_need(read(by_login));
	t_ok(c.got.user_id.v == 1 && c.got.roles == FEED_AGENT && c.got.created_at.us == NOW.us);
	t_int((int64_t)c.got.totp_sealed.n, 0);
	t_need(write(fail));
	t_need(read(by_id));
	t_ok(c.got.failures == 5 && c.got.locked_until.us == AFTER(1).us);
	t_need(write(totp));
	t_need(read(by_id));
	t_ok(c.got.totp_sealed.n == 3 && memcmp(c.got.totp_sealed.p, "x\0y", 3) == 0 &&
	     c.got.totp_last == 44);
	t_int(c.got.failures, 0);
	c.n = 44;
	t_rc(write(use), SIGN_IN_CODE);
	c.n = 45;
	t_need(write(use));
	t_rc(write(use), SIGN_IN_CODE);
	t_need(write(fail));
	t_need(write(password));
	t_need(read(by_id));
	t_str(c.got.password_hash, "h2");
	t_ok(c.got.failures == 0 && c.got.locked_until.us == 0 && c.got.totp_last == 45);
	t_need(read(user));
	t_ok(c.user.enrolled);
	t_str(c.user.body_code, "");
	t_need(write(end));
	t_need(read(by_id));
	t_ok(c.got.password_hash.n == 0 && c.got.totp_sealed.n == 0);
	t_str(c.got.state, "CLOSED");
	t_rc(write(body), BODY_NONE);
	db_close(db);
}

T(the_last_admin_stays)
{
	struct db *db = fresh(a, "t_access_admin");
	struct call c = { .a = a, .acc = account(1, S("first"), ADMIN) };

	t_need(write(add));
	t_rc(write(end), LAST_ADMIN);
	c.acc = account(2, S("second"), ADMIN | AUDITOR);
	t_need(write(add));
	t_need(write(end));
	t_need(read(by_id));
	c.acc = c.got;
	t_rc(write(end), USER_CLOSED);
	c.acc = account(1, S("first"), ADMIN);
	t_rc(write(end), LAST_ADMIN);
	db_close(db);
}

T(sessions)
{
	struct db *db = fresh(a, "t_access_sessions");
	struct call c = { .a = a, .acc = account(1, S("nadia"), FEED_AGENT), .now = NOW };

	t_need(write(add));
	c.s = session(one, 10, 1);
	t_rc(read(s_find), SIGN_IN_FIRST);
	t_need(write(s_add));
	t_need(read(s_find));
	t_ok(c.actor.user_id.v == 1 && c.actor.step == STEP_FULL && !c.actor.touch && !c.actor.enrolled);
	t_ok(memcmp(c.actor.csrf_key, "csrf", 5) == 0 && memcmp(c.actor.token_hash, one, 32) == 0);
	c.now = AFTER(1);
	t_need(read(s_find));
	t_ok(c.actor.touch);
	t_need(write(s_seen));
	t_need(read(s_find));
	t_ok(!c.actor.touch);
	c.now = AFTER(31);
	t_rc(read(s_find), SIGN_IN_FIRST);
	c.now = AFTER(1);
	/* Somebody else can't end it by its id. */
	c.s.user_id.v = 2;
	t_need(write(s_one));
	t_int(c.n, 0);
	c.s = session(two, 11, 1);
	t_need(write(s_add));
	c.s = session(three, 12, 1);
	c.s.expires_at = AFTER(1);
	t_need(write(s_add));
	t_need(write(s_sweep));
	t_int(c.n, 1);
	c.now = AFTER(30);
	t_need(write(s_sweep)); /* `two` was last seen at NOW, `one` a minute later */
	t_int(c.n, 1);
	c.s = session(one, 10, 1);
	t_need(read(s_find));
	t_need(write(end));
	t_rc(read(s_find), SIGN_IN_FIRST);
	db_close(db);
}

T(a_fund_at_work_is_no_demo)
{
	struct db *db = fresh(a, "t_access_demo");
	struct call c = { .a = a, .acc = account(1, S("nadia"), FEED_AGENT), .now = NOW };

	t_rc(read(d_need), NOT_DEMO);
	t_need(write(add));
	t_rc(db_write(db, FOR_DEMO, "t", d_mark, &c), DEMO_LATE);
	t_rc(read(d_need), NOT_DEMO);
	db_close(db);
	db = fresh(a, "t_access_demo");
	t_need(db_write(db, FOR_DEMO, "t", d_mark, &c));
	t_need(read(d_need));
	t_need(write(add));
	t_need(db_write(db, FOR_DEMO, "t", d_mark, &c));
	db_close(db);
}
