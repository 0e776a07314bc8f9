/* What each role may do, which logins and passwords are good, when locks and sessions end. */
#include "domain/access/access.h"

#include "testing/t.h"

#define NOW ((instant){ INT64_C(1795500000000000) })
#define AFTER(min) ((instant){ NOW.us + (min)*INT64_C(60000000) })

static struct actor who(int64_t roles, int64_t body)
{
	return (struct actor){ .user_id = { 7 }, .roles = roles, .body_id = { body }, .step = STEP_FULL };
}

/* One line a task: may body, agent, approver, reviewer, counter, director, auditor, admin, member,
 * provider, program? */
static const char *const matrix[TASKS] = {
	[TASK_DELIVER] = "yy---------",	       [TASK_SEE_DELIVERY] = "yyy--yy----",
	[TASK_READ_REPORT] = "-yy--yy----",    [TASK_SIMULATE] = "-y---------",
	[TASK_APPROVE] = "--y--------",	       [TASK_SEND_BACK] = "-yy--------",
	[TASK_APPLY] = "-y---------",	       [TASK_TAKE_ANSWER] = "yyy--------",
	[TASK_REVIEW] = "---y-------",	       [TASK_SERVE_PERSON] = "---yy------",
	[TASK_SEE_REPORTS] = "-----y-----",    [TASK_READ_JOURNAL] = "------y----",
	[TASK_KEEP_USERS] = "-------y---",     [TASK_OWN_ACCOUNT] = "yyyyyyyyy--",
	[TASK_ANSWER_REQUEST] = "----y------", [TASK_SERVE_PAYMENT] = "----y------",
	[TASK_PLAN_CAMPAIGN] = "-y---y-----",  [TASK_APPROVE_CAMPAIGN] = "--y--y-----",
	[TASK_SEE_CAMPAIGN] = "-yy--yy----",   [TASK_WRITE_TEXTS] = "-----y-----",
	[TASK_SEE_TRIPS] = "-----yy----",      [TASK_SEE_PHONE] = "----yy-y---",
	[TASK_SIGN_LAW] = "-----y-----",       [TASK_RECORD_FACTS] = "-y---------",
	[TASK_CHECK_RIGHTS] = "----y----yy",   [TASK_READ_RIGHTS] = "----y-y----",
	[TASK_GIVE_TOKENS] = "-----y-----",    [TASK_MOVE_PEOPLE] = "-----y-----",
	[TASK_OWN_FILE] = "--------y--",
};

T(each_role_may_its_own)
{
	for (int task = 0; task < TASKS; task++)
		for (int r = 0; r < 11; r++) {
			struct actor c = who(1 << r, r == 0 ? 5 : 0);
			t_int(access_may(&c, (enum task)task), matrix[task][r] == 'y' ? MAY : MAY_NOT_ROLE);
			c.step = STEP_PASSWORD;
			t_int(access_may(&c, (enum task)task), MAY_NOT_YET);
		}
	t_int(access_may(NULL, TASK_OWN_ACCOUNT), MAY_NOT_YET);
	t_int(access_may(&(struct actor){ .roles = ROLES_ALL, .step = STEP_FULL }, TASK_APPLY), MAY_NOT_YET);
	t_dies(access_may(NULL, TASKS));
}

T(several_roles_add_up)
{
	t_seeds (200) {
		struct actor c = who(t_between(0, 2047), 5);
		for (int task = 0; task < TASKS; task++) {
			bool want = false;
			for (int r = 0; r < 11; r++)
				want |= (c.roles >> r & 1) != 0 && matrix[task][r] == 'y';
			t_int(access_may(&c, (enum task)task), want ? MAY : MAY_NOT_ROLE);
		}
	}
}

T(a_body_sees_its_own)
{
	struct actor body = who(BODY_USER, 5), agent = who(FEED_AGENT, 0);

	t_int(access_may_feed(&body, TASK_SEE_DELIVERY, (body_id){ 5 }, NULL, 0), MAY);
	t_int(access_may_feed(&body, TASK_DELIVER, (body_id){ 5 }, NULL, 0), MAY);
	t_int(access_may_feed(&body, TASK_SEE_DELIVERY, (body_id){ 6 }, NULL, 0), MAY_NOT_SCOPE);
	t_int(access_may_feed(&body, TASK_TAKE_ANSWER, (body_id){ 6 }, NULL, 0), MAY_NOT_SCOPE);
	t_int(access_may_feed(&body, TASK_APPLY, (body_id){ 5 }, NULL, 0), MAY_NOT_ROLE);
	t_int(access_may_feed(&agent, TASK_SEE_DELIVERY, (body_id){ 6 }, NULL, 0), MAY);
	body.body_id.v = 0; /* broken account */
	t_int(access_may_feed(&body, TASK_SEE_DELIVERY, (body_id){ 0 }, NULL, 0), MAY_NOT_SCOPE);
}

T(nobody_approves_their_own)
{
	struct actor both = who(FEED_AGENT | FEED_APPROVER, 0);
	user_id hands[] = { { 3 }, { 7 } };

	t_int(access_may_feed(&both, TASK_APPROVE, (body_id){ 5 }, hands, 1), MAY);
	t_int(access_may_feed(&both, TASK_APPROVE, (body_id){ 5 }, hands, 2), MAY_NOT_OWN);
	t_int(access_may_feed(&both, TASK_APPLY, (body_id){ 5 }, hands, 2), MAY);
	t_rc(access_rc(MAY), OK);
	t_rc(access_rc(MAY_NOT_YET), SIGN_IN_FIRST);
	t_rc(access_rc(MAY_NOT_ROLE), ROLE);
	t_rc(access_rc(MAY_NOT_SCOPE), FEED_NONE);
	t_rc(access_rc(MAY_NOT_OWN), FEED_APPROVER);
}

T(roles_have_names)
{
	int64_t roles = 0, back;

	t_need(access_roles_parse(S("agent,approver"), &roles));
	t_int(roles, FEED_AGENT | FEED_APPROVER);
	t_str(access_roles_text(a, roles), "agent,approver");
	t_str(access_roles_text(a, ROLES_ALL), "body,agent,approver,reviewer,counter,director,auditor,admin");
	for (int64_t r = 1; r <= ROLES_ALL; r++) {
		t_need(access_roles_parse(access_roles_text(a, r), &back));
		t_int(back, r);
	}
	t_rc(access_roles_parse(S(""), &back), ROLES);
	t_rc(access_roles_parse(S("agent,"), &back), ROLES);
	t_rc(access_roles_parse(S(",agent"), &back), ROLES);
	t_rc(access_roles_parse(S("agent admin"), &back), ROLES);
	t_rc(access_roles_parse(S("Agent"), &back), ROLES);
}

T(a_body_user_is_nothing_else)
{
	t_rc(access_roles_check(PROVIDER, (body_id){ 0 }), OK);
	t_rc(access_roles_check(PROGRAM, (body_id){ 0 }), OK);
	t_rc(access_roles_check(PROGRAM, (body_id){ 5 }), ROLES);
	t_rc(access_roles_check(PROVIDER | PROGRAM, (body_id){ 0 }), ROLES);
	t_rc(access_roles_check(PROVIDER | COUNTER_AGENT, (body_id){ 0 }), ROLES);
	t_rc(access_roles_check(BODY_USER, (body_id){ 5 }), OK);
	t_rc(access_roles_check(MEMBER, (body_id){ 0 }), ROLES); /* nobody is given it */
	t_rc(access_roles_check(MEMBER | ADMIN, (body_id){ 0 }), ROLES);
	t_rc(access_roles_check(BODY_USER, (body_id){ 0 }), ROLES);
	t_rc(access_roles_check(BODY_USER | FEED_APPROVER, (body_id){ 5 }), ROLES);
	t_rc(access_roles_check(FEED_AGENT, (body_id){ 5 }), ROLES);
	t_rc(access_roles_check(FEED_AGENT | ADMIN, (body_id){ 0 }), OK);
	t_rc(access_roles_check(0, (body_id){ 0 }), ROLES);
	t_rc(access_roles_check(256, (body_id){ 0 }), ROLES);
	t_rc(access_roles_check(-1, (body_id){ 0 }), ROLES);
}

T(logins)
{
	static const char *const bad[] = {
		"",	"a",   ".ab",  "ab-", "a b",
		"amél", "a/b", "ab\n", "a@b", "a1234567890123456789012345678901234567890"
	};
	str got;

	t_need(access_login(a, S("Nadia.B-2_x"), &got));
	t_str(got, "nadia.b-2_x");
	t_need(access_login(a, S("a123456789012345678901234567890123456789"), &got));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(access_login(a, str_of(bad[i]), &got), LOGIN);
	t_rc(access_login(a, (str){ "a\0b", 3 }, &got), LOGIN);
}

T(displayed_names)
{
	char long_name[202];

	t_rc(access_name_check(S("Nadia B.")), OK);
	t_rc(access_name_check(S("نادية")), OK);
	t_rc(access_name_check(S("")), USER_NAME);
	t_rc(access_name_check(S("  \u00a0")), USER_NAME);
	t_rc(access_name_check(S("a\tb")), USER_NAME);
	t_rc(access_name_check(S("a\u202e"
				 "b")),
	     USER_NAME);
	t_rc(access_name_check(S("a\xff")), USER_NAME);
	for (size_t i = 0; i < 101; i++)
		memcpy(long_name + 2 * i, "é", 2);
	t_rc(access_name_check((str){ long_name, 200 }), OK);
	t_rc(access_name_check((str){ long_name, 202 }), USER_NAME);
	t_rc(access_language_check(S("ar")), OK);
	t_rc(access_language_check(S("de")), USER_LANGUAGE);
}

T(passwords)
{
	static const char *const good[] = { "a very long winter", "bleu citron gare", "كلمات كثيرة جدا",
					    "éééé-aaaa-12", "            x" };
	static const char *const frequent[] = { "password1234",	 "PassWord1234", "motdepasse123",
						"aaaaaaaaaaaa",	 "123412341234", "مممممممممممم",
						"qwertyuiop123", "nadiabnadiab", "nadiabnadiab1",
						"NadiaBnadiab99" };
	char big[258];

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		t_rc(access_password_check(str_of(good[i]), S("nadiab")), OK);
	for (size_t i = 0; i < sizeof frequent / sizeof frequent[0]; i++)
		t_rc(access_password_check(str_of(frequent[i]), S("nadiab")), PASSWORD_COMMON);
	t_rc(access_password_check(S("eleven-char"), S("x")), PASSWORD_SHORT);
	t_rc(access_password_check(S("ééééééééééé"), S("x")), PASSWORD_SHORT); /* characters, not bytes */
	t_rc(access_password_check(S(""), S("x")), PASSWORD_SHORT);
	t_rc(access_password_check(S("a very long\nwinter"), S("x")), PASSWORD_TEXT);
	t_rc(access_password_check(S("a very long \xffwinter"), S("x")), PASSWORD_TEXT);
	for (size_t i = 0; i < sizeof big; i++)
		big[i] = (char)('a' + i * i % 23);
	t_rc(access_password_check((str){ big, 256 }, S("x")), OK);
	t_rc(access_password_check((str){ big, 257 }, S("x")), PASSWORD_TEXT);
}

T(locks_grow)
{
	static const int minutes[] = { 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60 };

	for (int i = 1; i < 13; i++)
		t_int(access_locked_until(i, NOW).us, minutes[i] == 0 ? 0 : AFTER(minutes[i]).us);
	t_int(access_locked_until(INT64_MAX, NOW).us, AFTER(60).us);
}

T(sessions_end)
{
	instant end = access_session_end(STEP_FULL, NOW);

	t_int(end.us, AFTER(12 * 60).us);
	t_int(access_session_end(STEP_PASSWORD, NOW).us, AFTER(10).us);
	t_ok(access_session_alive(NOW, end, AFTER(29)));
	t_ok(!access_session_alive(NOW, end, AFTER(30)));
	t_ok(access_session_alive(AFTER(719), end, (instant){ end.us - 1 }));
	t_ok(!access_session_alive(AFTER(719), end, end));
	t_ok(!access_session_touch_due(NOW, (instant){ AFTER(1).us - 1 }));
	t_ok(access_session_touch_due(NOW, AFTER(1)));
	t_ok(!access_session_touch_due(AFTER(1), NOW)); /* a clock that went back */
}

T(actors_by_name)
{
	struct user u = {
		.user_id = { 9 }, .roles = FEED_APPROVER, .state = S("ACTIVE"), .login = S("nadia")
	};
	struct actor c;

	t_need(access_actor_of(&u, &c));
	t_int(access_may(&c, TASK_APPROVE), MAY);
	t_int(c.session_id.v, 0);
	u.state = S("CLOSED");
	t_rc(access_actor_of(&u, &c), USER_CLOSED);
}
