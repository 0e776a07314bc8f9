/* Tokens: given by a director, shown, over, taken back. */
#include "service/credentials.h"

#include "service/secret.h"
#include "service/users.h"
#include "testing/people.h"

#define DAY_US (INT64_C(86400) * 1000000)

struct desk {
	struct town w;
	struct actor director;
	struct credential_cache *cache;
};

static user_id account(struct desk *d, const char *login, int64_t roles)
{
	struct user_new u = { .login = str_of(login),
			      .display_name = str_of(login),
			      .roles = roles,
			      .language = S("fr"),
			      .password =
				  (roles & ROLES_TOKEN) != 0 ? S("") : S("a long and winding password") };
	user_id id;

	must(rc_ok(user_add(d->w.db, clock_now(), d->w.a, (user_id){ 0 }, &u, NULL, &id)));
	return id;
}

static struct desk desk(struct arena *a, const char *name)
{
	struct desk d = { .w = town_open(a, name, "ma"), .cache = credential_cache_new(a) };

	d.director =
	    (struct actor){ .user_id = account(&d, "dina", DIRECTOR), .roles = DIRECTOR, .step = STEP_FULL };
	(void)account(&d, "pharma", PROVIDER);
	(void)account(&d, "portal", PROGRAM);
	return d;
}

static rc give(struct desk *d, const char *login, int64_t days, int64_t per_minute, str *ret,
	       credential_id *id)
{
	struct credential_order o = { &d->director, str_of(login), days, per_minute };

	return credential_give(d->w.db, clock_now(), d->w.a, &o, ret, id);
}

T(a_token_is_its_account_until_it_ends)
{
	struct desk d = desk(a, "t_credentials");
	struct credential *list;
	struct actor got;
	credential_id id, other;
	str token, second;
	size_t n;

	t_need(give(&d, "pharma", 2, 120, &token, &id));
	t_ok(token.n == CREDENTIAL_TEXT && credential_is(token));
	t_ok(!credential_is(secret_token(a)) && !credential_is(S("")) && !credential_is(S("sanad_")));
	t_need(credential_find(d.w.db, clock_now(), d.cache, token, &got));
	t_int(got.roles, PROVIDER);
	t_int(got.per_minute, 120);
	t_int(got.session_id.v, id.v);
	t_ok(access_may(&got, TASK_CHECK_RIGHTS) == MAY &&
	     access_may(&got, TASK_READ_RIGHTS) == MAY_NOT_ROLE &&
	     access_may(&got, TASK_OWN_ACCOUNT) == MAY_NOT_ROLE);
	/* the hash alone is stored */
	t_need(credentials_list(d.w.db, a, S("PHARMA"), &list, &n));
	t_int((int64_t)n, 1);
	t_int(list[0].used_day.days, clock_day(clock_now()).days);
	t_int(list[0].given_by.v, d.director.user_id.v);
	/* one more, to change without a pause */
	t_need(give(&d, "pharma", 30, 60, &second, &other));
	t_ok(!str_eq(token, second));
	t_need(credential_find(d.w.db, clock_now(), d.cache, second, &got));
	/* a wrong one */
	char *wrong = (char *)(uintptr_t)str_c(a, token);
	wrong[20] = wrong[20] == 'x' ? 'y' : 'x';
	t_rc(credential_find(d.w.db, clock_now(), d.cache, (str){ wrong, token.n }, &got), TOKEN);
	/* over, whether the process remembers it or not */
	instant later = { clock_now().us + 2 * DAY_US + 1000000 };
	t_rc(credential_find(d.w.db, later, d.cache, token, &got), TOKEN);
	t_rc(credential_find(d.w.db, later, credential_cache_new(a), token, &got), TOKEN);
	/* taken back: another process knows at once, this one soon */
	t_need(credential_take_back(d.w.db, clock_now(), a, &d.director, other));
	t_rc(credential_find(d.w.db, clock_now(), credential_cache_new(a), second, &got), TOKEN);
	t_need(credential_find(d.w.db, clock_now(), d.cache, second, &got));
	t_rc(credential_take_back(d.w.db, clock_now(), a, &d.director, other), TOKEN_NONE);
	t_rc(credential_take_back(d.w.db, clock_now(), a, &d.director, (credential_id){ 5 }), TOKEN_NONE);
	/* a closed account has none */
	t_need(user_close(d.w.db, clock_now(), a, (user_id){ 0 }, S("pharma")));
	t_rc(credential_find(d.w.db, clock_now(), credential_cache_new(a), token, &got), TOKEN);
	t_need(credentials_list(d.w.db, a, S("pharma"), &list, &n));
	t_ok(n == 2 && list[0].ended_at.us != CREDENTIAL_STANDS.us &&
	     list[1].ended_at.us != CREDENTIAL_STANDS.us);
	t_rc(give(&d, "pharma", 2, 120, &token, &id), USER_CLOSED);
	db_close(d.w.db);
}

T(tokens_are_given_by_directors_to_programs_on_terms)
{
	struct desk d = desk(a, "t_credentials_terms");
	static const struct {
		int64_t days, per_minute;
	} bad[] = { { 0, 60 }, { 731, 60 }, { -1, 60 }, { 365, 0 }, { 365, 60001 } };
	struct user_new u = { .login = S("kiosk"),
			      .display_name = S("Kiosk"),
			      .roles = PROVIDER,
			      .language = S("fr"),
			      .password = S("a long and winding password") };
	unsigned char key[TOTP_KEY_BYTES] = { 1 };
	str token, secret, url;
	credential_id id;
	user_id user;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(give(&d, "portal", bad[i].days, bad[i].per_minute, &token, &id), TOKEN_TERMS);
	t_rc(give(&d, "dina", 365, 60, &token, &id), TOKEN_ROLE);
	t_rc(give(&d, "nobody", 365, 60, &token, &id), USER_NONE);
	t_need(give(&d, "portal", 730, 60000, &token, &id));
	for (int64_t role = 1; role <= PROGRAM; role *= 2) {
		d.director.roles = role;
		if (role != DIRECTOR)
			t_rc(give(&d, "portal", 1, 1, &token, &id), ROLE);
		if (role != DIRECTOR)
			t_rc(credential_take_back(d.w.db, clock_now(), a, &d.director, id), ROLE);
	}
	/* nobody signs in as a program */
	t_rc(user_add(d.w.db, clock_now(), a, (user_id){ 0 }, &u, NULL, &user), TOKEN_ONLY);
	t_rc(password_set(d.w.db, clock_now(), a, (user_id){ 0 }, S("portal"), u.password), TOKEN_ONLY);
	t_rc(totp_set(d.w.db, clock_now(), a, (user_id){ 0 }, S("portal"), key, &secret, &url), TOKEN_ONLY);
	db_close(d.w.db);
}

T(a_store_that_fails_is_told)
{
	struct desk d = desk(a, "t_credentials_fails");
	struct actor got;
	credential_id id;
	str token;
	long n = 0;

	t_need(give(&d, "portal", 1, 60, &token, &id));
	for (rc r = rc_raise(E_IO, "", 0); !rc_ok(r) && n < 50; n++) {
		db_fail_after(d.w.db, n, E_IO);
		r = credential_find(d.w.db, clock_now(), d.cache, token, &got);
		db_fail_after(d.w.db, -1, E_OK);
		t_ok(rc_ok(r) || rc_is(r, E_IO));
	}
	t_ok(2 < n && n < 50);
	/* remembered: the store isn't asked */
	db_fail_after(d.w.db, 0, E_IO);
	t_need(credential_find(d.w.db, clock_now(), d.cache, token, &got));
	db_fail_after(d.w.db, -1, E_OK);
	db_close(d.w.db);
}
