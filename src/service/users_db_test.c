/* Accounts, sessions and demo funds through their services, on both engines. */
#include "service/users.h"

#include "domain/access/totp.h"
#include "service/secret.h"
#include "service/sessions.h"
#include "service/sign_in.h"

#include "testing/fresh.h"
#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(s) ((instant){ NOW.us + (s)*INT64_C(1000000) })
#define GOOD S("a very long winter")
#define SECRET S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
#define NOBODY ((user_id){ 0 })

static const unsigned char key[TOTP_KEY_BYTES] = "totp";

static struct user_new agent(str login)
{
	return (struct user_new){ login, S("Nadia B."), FEED_AGENT, S(""), S("ar"), GOOD, S("") };
}

T(adding)
{
	struct db *db = fresh(a, "t_access_add");
	struct user_new u = agent(S("Nadia")), bad;
	struct user *rows, got;
	size_t n;
	user_id id;

	t_need(user_add(db, NOW, a, NOBODY, &u, NULL, &id));
	t_rc(user_add(db, NOW, a, NOBODY, &u, NULL, &id), LOGIN_TAKEN);
	bad = agent(S("other"));
	bad.login = S("x");
	t_rc(user_add(db, NOW, a, NOBODY, &bad, NULL, &id), LOGIN);
	bad = agent(S("other"));
	bad.display_name = S("");
	t_rc(user_add(db, NOW, a, NOBODY, &bad, NULL, &id), USER_NAME);
	bad = agent(S("other"));
	bad.language = S("de");
	t_rc(user_add(db, NOW, a, NOBODY, &bad, NULL, &id), USER_LANGUAGE);
	bad = agent(S("other"));
	bad.password = S("short");
	t_rc(user_add(db, NOW, a, NOBODY, &bad, NULL, &id), PASSWORD_SHORT);
	bad = agent(S("other"));
	bad.roles = BODY_USER;
	t_rc(user_add(db, NOW, a, NOBODY, &bad, NULL, &id), ROLES);
	bad.body_code = S("DGI");
	t_rc(user_add(db, NOW, a, NOBODY, &bad, NULL, &id), BODY_NONE);
	bad = agent(S("other"));
	bad.demo_secret = SECRET;
	t_rc(user_add(db, NOW, a, NOBODY, &bad, key, &id), NOT_DEMO);
	bad = agent(S("amina"));
	t_need(user_add(db, AFTER(1), a, NOBODY, &bad, NULL, &id));
	t_need(users_list(db, a, &rows, &n));
	t_int((int64_t)n, 2);
	t_str(rows[0].login, "amina");
	t_str(rows[1].login, "nadia");
	t_ok(!rows[1].enrolled && rows[1].roles == FEED_AGENT && rows[1].body_id.v == 0);
	t_need(users_by_login(db, a, S("NADIA"), &got));
	t_str(got.display_name, "Nadia B.");
	t_str(got.language, "ar");
	t_rc(users_by_login(db, a, S("nobody"), &got), USER_NONE);
	t_rc(users_by_login(db, a, S("' --"), &got), USER_NONE);
	t_need(user_close(db, NOW, a, NOBODY, S("nadia")));
	t_rc(user_close(db, NOW, a, NOBODY, S("nadia")), USER_CLOSED);
	t_rc(password_set(db, NOW, a, NOBODY, S("nadia"), GOOD), USER_CLOSED);
	t_rc(user_add(db, NOW, a, NOBODY, &u, NULL, &id), LOGIN_TAKEN);
	t_need(users_by_login(db, a, S("nadia"), &got));
	t_str(got.state, "CLOSED");
	db_close(db);
}

/* A managing body for a BODY_USER, as the room of bodies would write it. */
struct body_row {
	body_id body_id;
	str code;
};
static const struct db_stmt body_add = {
	.name = "t_body_add",
	.sql =
	    "INSERT INTO body (body_id, code, name_fr, name_ar, language, scheme, certificate, trusted_from)"
	    " VALUES ($1, $2, '', '', 'fr', '', '', 0)",
	.in = DB_SHAPE(DB_FIELD(struct body_row, body_id), DB_FIELD(struct body_row, code)),
	.data = DATA_NONE,
};
static rc add_body(struct tx *tx, void *cls) { return db_exec(tx, &body_add, cls, NULL); }

static rc signed_in(struct db *db, struct arena *a, instant now, str login, struct actor *c)
{
	struct sign_in_from from = { S("Firefox"), S("192.0.2.1"), S("") };
	struct signed_token first, full;
	struct totp_offer offer;
	unsigned char secret[TOTP_SECRET_BYTES];
	char code[TOTP_DIGITS + 1];

	TRY(sign_in_password(db, now, a, login, GOOD, &from, &first));
	if (first.enrolled) {
		TRY(totp_base32_parse(SECRET, secret));
		totp_code(secret, totp_step_at(now), code);
		TRY(sign_in_totp(db, now, a, key, first.token, (str){ code, TOTP_DIGITS }, &full));
	} else {
		TRY(totp_enrol_begin(db, now, a, key, first.token, &offer));
		TRY(totp_base32_parse(offer.secret, secret));
		totp_code(secret, totp_step_at(now), code);
		TRY(totp_enrol_confirm(db, now, a, key, first.token, offer.sealed, (str){ code, TOTP_DIGITS },
				       &full));
	}
	return session_find(db, now, a, full.token, c);
}

T(a_body_user)
{
	struct db *db = fresh(a, "t_access_body");
	struct user_new u = { S("dgi"), S("DGI"), BODY_USER, S("DGI"), S("fr"), GOOD, S("") };
	struct body_row body = { { 77 }, S("DGI") };
	struct user got;
	struct actor c;
	user_id id;

	t_need(db_write(db, FOR_SYSTEM, "body", add_body, &body));
	t_need(user_add(db, NOW, a, NOBODY, &u, NULL, &id));
	t_need(users_by_login(db, a, S("dgi"), &got));
	t_str(got.body_code, "DGI");
	t_need(signed_in(db, a, NOW, S("dgi"), &c));
	t_int(c.body_id.v, 77);
	t_int(access_may_feed(&c, TASK_SEE_DELIVERY, (body_id){ 77 }, NULL, 0), MAY);
	t_int(access_may_feed(&c, TASK_SEE_DELIVERY, (body_id){ 78 }, NULL, 0), MAY_NOT_SCOPE);
	u.login = S("both");
	u.roles = BODY_USER | FEED_APPROVER;
	t_rc(user_add(db, NOW, a, NOBODY, &u, NULL, &id), ROLES);
	db_close(db);
}

T(browsers)
{
	struct db *db = fresh(a, "t_access_browsers");
	struct user_new u = agent(S("nadia"));
	struct actor c[3], again;
	struct session *rows;
	size_t n;
	int64_t ended;
	user_id id;

	t_need(demo_begin(db, NOW));
	u.demo_secret = SECRET;
	t_need(user_add(db, NOW, a, NOBODY, &u, key, &id));
	for (int i = 0; i < 3; i++)
		t_need(signed_in(db, a, AFTER(30 * i), S("nadia"), &c[i]));
	t_need(sessions_list(db, AFTER(60), a, &c[2], &rows, &n));
	t_int((int64_t)n, 3);
	t_ok(rows[0].session_id.v == c[2].session_id.v && rows[2].session_id.v == c[0].session_id.v);
	t_str(rows[0].browser, "Firefox");
	t_str(rows[0].address, "192.0.2.1");
	t_ok(rows[0].token_hash.n == 0 && rows[0].csrf_key.n == 0);
	t_ok(memcmp(c[0].csrf_key, c[1].csrf_key, CSRF_KEY_BYTES) != 0);
	t_need(sign_out(db, AFTER(60), &c[0]));
	t_need(sign_out(db, AFTER(60), &c[0]));
	t_need(session_end(db, AFTER(60), &c[2], c[1].session_id));
	t_rc(session_end(db, AFTER(60), &c[2], c[1].session_id), DB_NONE);
	t_need(sessions_list(db, AFTER(60), a, &c[2], &rows, &n));
	t_int((int64_t)n, 1);
	t_need(signed_in(db, a, AFTER(90), S("nadia"), &again));
	t_need(sign_out_everywhere(db, AFTER(90), &again, &ended));
	t_int(ended, 2);
	t_need(signed_in(db, a, AFTER(120), S("nadia"), &again));
	again.touch = true;
	t_need(session_touch(db, AFTER(1200), &again));
	t_need(sessions_sweep(db, AFTER(2999), &ended));
	t_int(ended, 0);
	t_need(sessions_sweep(db, AFTER(3000), &ended));
	t_int(ended, 1);
	db_close(db);
}

T(new_secrets_sign_out)
{
	struct db *db = fresh(a, "t_access_secrets");
	struct user_new u = agent(S("nadia"));
	struct session *rows;
	struct actor c;
	str secret, url;
	size_t n;
	user_id id;

	t_need(user_add(db, NOW, a, NOBODY, &u, NULL, &id));
	t_need(signed_in(db, a, NOW, S("nadia"), &c));
	t_need(password_set(db, NOW, a, NOBODY, S("nadia"), GOOD));
	t_need(sessions_list(db, NOW, a, &c, &rows, &n));
	t_int((int64_t)n, 0);
	t_need(totp_set(db, NOW, a, NOBODY, S("nadia"), key, &secret, &url));
	t_int((int64_t)secret.n, 32);
	t_ok(memmem(url.p, url.n, secret.p, secret.n) != NULL);
	t_rc(signed_in(db, a, NOW, S("nadia"), &c), SIGN_IN_CODE); /* not the new secret */
	t_rc(totp_set(db, NOW, a, NOBODY, S("nobody"), key, &secret, &url), USER_NONE);
	db_close(db);
}

T(demo_codes)
{
	struct db *db = fresh(a, "t_access_codes");
	struct user_new u = agent(S("nadia")), plain = agent(S("plain"));
	struct demo_code d;
	struct actor c;
	user_id id;

	t_rc(demo_code(db, NOW, a, S("nadia"), key, &d), NOT_DEMO);
	t_need(demo_begin(db, NOW));
	u.demo_secret = S("short");
	t_rc(user_add(db, NOW, a, NOBODY, &u, key, &id), TOTP_SECRET);
	u.demo_secret = SECRET;
	t_need(user_add(db, NOW, a, NOBODY, &u, key, &id));
	t_need(user_add(db, NOW, a, NOBODY, &plain, NULL, &id));
	t_rc(demo_code(db, NOW, a, S("plain"), key, &d), TOTP_NONE);
	t_rc(demo_code(db, NOW, a, S("nobody"), key, &d), USER_NONE);
	/* Each code that it tells signs in when it says so, again and again. */
	instant at = AFTER(7);
	for (int i = 0; i < 6; i++) {
		struct sign_in_from from = { 0 };
		struct signed_token t, full;
		t_need(demo_code(db, at, a, S("nadia"), key, &d));
		t_ok(d.left_s > d.wait_s && d.wait_s <= 30);
		at.us += d.wait_s * 1000000;
		t_need(sign_in_password(db, at, a, S("nadia"), GOOD, &from, &t));
		t_need(sign_in_totp(db, at, a, key, t.token, d.code, &full));
		t_need(session_find(db, at, a, full.token, &c));
	}
	db_close(db);
}

T(fail_at_n_users)
{
	struct db *db = fresh(a, "t_access_fail3");
	struct user_new u = agent(S("nadia"));
	struct user *rows;
	size_t rows_n;
	user_id id;
	long n = 0;

	for (rc r = { 1 }; !rc_ok(r) && n < 100; n++) {
		db_fail_after(db, n, E_DB_DOWN);
		r = user_add(db, NOW, a, NOBODY, &u, NULL, &id);
		db_fail_after(db, -1, E_OK);
		t_need(users_list(db, a, &rows, &rows_n));
		t_int((int64_t)rows_n, rc_ok(r) ? 1 : 0);
	}
	t_ok(3 < n && n < 30);
	n = 0;
	for (rc r = { 1 }; !rc_ok(r) && n < 100; n++) {
		db_fail_after(db, n, E_DB_DOWN);
		r = user_close(db, NOW, a, NOBODY, S("nadia"));
		db_fail_after(db, -1, E_OK);
		t_need(users_list(db, a, &rows, &rows_n));
		t_ok(str_eq(rows[0].state, rc_ok(r) ? S("CLOSED") : S("ACTIVE")));
	}
	t_ok(3 < n && n < 30);
	db_close(db);
}
