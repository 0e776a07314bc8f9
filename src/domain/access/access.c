/* domain/access/access.c - who may do what; what makes a good login; when locks and sessions end. */
#include "domain/access/access.h"

#include "base/utf8.h"

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)

/* ---- what each role may do ---- */

static const int64_t may[TASKS] = {
	[TASK_DELIVER] = MAY_DELIVER,
	[TASK_SEE_DELIVERY] = MAY_SEE_DELIVERY,
	[TASK_READ_REPORT] = MAY_READ_REPORT,
	[TASK_SIMULATE] = MAY_SIMULATE,
	[TASK_APPROVE] = MAY_APPROVE,
	[TASK_SEND_BACK] = MAY_SEND_BACK,
	[TASK_APPLY] = MAY_APPLY,
	[TASK_TAKE_ANSWER] = MAY_TAKE_ANSWER,
	[TASK_REVIEW] = MAY_REVIEW,
	[TASK_SERVE_PERSON] = MAY_SERVE_PERSON,
	[TASK_SEE_REPORTS] = MAY_SEE_REPORTS,
	[TASK_READ_JOURNAL] = MAY_READ_JOURNAL,
	[TASK_KEEP_USERS] = MAY_KEEP_USERS,
	[TASK_ANSWER_REQUEST] = MAY_ANSWER_REQUEST,
	[TASK_SERVE_PAYMENT] = MAY_SERVE_PAYMENT,
	[TASK_PLAN_CAMPAIGN] = MAY_PLAN_CAMPAIGN,
	[TASK_APPROVE_CAMPAIGN] = MAY_APPROVE_CAMPAIGN,
	[TASK_SEE_CAMPAIGN] = MAY_SEE_CAMPAIGN,
	[TASK_WRITE_TEXTS] = MAY_WRITE_TEXTS,
	[TASK_SEE_TRIPS] = MAY_SEE_TRIPS,
	[TASK_SEE_PHONE] = MAY_SEE_PHONE,
	[TASK_SIGN_LAW] = MAY_SIGN_LAW,
	[TASK_MOVE_PEOPLE] = MAY_MOVE_PEOPLE,
	[TASK_RECORD_FACTS] = MAY_RECORD_FACTS,
	[TASK_CHECK_RIGHTS] = MAY_CHECK_RIGHTS,
	[TASK_READ_RIGHTS] = MAY_READ_RIGHTS,
	[TASK_GIVE_TOKENS] = MAY_GIVE_TOKENS,
	[TASK_OWN_ACCOUNT] = MAY_OWN_ACCOUNT,
	[TASK_OWN_FILE] = MAY_OWN_FILE,
};

enum verdict access_may(const struct actor *c, enum task task)
{
	must((unsigned)task < TASKS);
	if (c == NULL || c->step != STEP_FULL || c->user_id.v == 0)
		return MAY_NOT_YET;
	return (c->roles & may[task]) != 0 ? MAY : MAY_NOT_ROLE;
}

enum verdict access_may_feed(const struct actor *c, enum task task, body_id body, const user_id *hands,
			     size_t n)
{
	enum verdict v = access_may(c, task);

	if (v != MAY)
		return v;
	/* A role of the fund's own opens all deliveries, that of a body only the body's. */
	if ((c->roles & may[task] & ~(int64_t)BODY_USER) == 0 &&
	    (c->body_id.v == 0 || c->body_id.v != body.v))
		return MAY_NOT_SCOPE;
	for (size_t i = 0; task == TASK_APPROVE && i < n; i++)
		if (hands[i].v == c->user_id.v)
			return MAY_NOT_OWN;
	return MAY;
}

rc access_rc(enum verdict v)
{
	switch (v) {
	case MAY:
		return OK;
	case MAY_NOT_YET:
		FAIL(SIGN_IN_FIRST);
	case MAY_NOT_ROLE:
		FAIL(ROLE);
	case MAY_NOT_SCOPE:
		FAIL(FEED_NONE);
	case MAY_NOT_OWN:
		FAIL(FEED_APPROVER);
	}
	must_failed("a verdict", __FILE__, __LINE__);
}

rc access_actor_of(const struct user *u, struct actor *ret)
{
	CHECK(str_eq(u->state, S("ACTIVE")), USER_CLOSED);
	*ret = (struct actor){
		.user_id = u->user_id,
		.login = u->login,
		.display_name = u->display_name,
		.language = u->language,
		.roles = u->roles,
		.body_id = u->body_id,
		.step = STEP_FULL,
		.enrolled = u->enrolled,
	};
	return OK;
}

/* ---- roles by name ---- */

static const struct role_name {
	enum role role;
	const char *name;
} role_names[] = {
	{ BODY_USER, "body" },	  { FEED_AGENT, "agent" },	{ FEED_APPROVER, "approver" },
	{ REVIEWER, "reviewer" }, { COUNTER_AGENT, "counter" }, { DIRECTOR, "director" },
	{ AUDITOR, "auditor" },	  { ADMIN, "admin" },		{ MEMBER, "member" },
	{ PROVIDER, "provider" }, { PROGRAM, "program" },
};
enum { ROLE_NAMES = sizeof role_names / sizeof role_names[0] };

static str role_name(size_t i) { return str_of(role_names[i].name); }

static int64_t role_of(str name)
{
	for (size_t i = 0; i < ROLE_NAMES; i++)
		if (str_eq(name, role_name(i)))
			return role_names[i].role;
	return 0;
}

rc access_roles_parse(str names, int64_t *ret)
{
	int64_t roles = 0;

	for (size_t from = 0, i = 0; i <= names.n; i++) {
		if (i < names.n && names.p[i] != ',')
			continue;
		int64_t role = role_of((str){ names.p + from, i - from });
		CHECK(role != 0, ROLES);
		roles |= role;
		from = i + 1;
	}
	*ret = roles;
	return OK;
}

str access_roles_text(struct arena *a, int64_t roles)
{
	str text = S("");

	for (size_t i = 0; i < ROLE_NAMES; i++)
		if ((roles & role_names[i].role) != 0)
			text = str_printf(a, "%.*s%s%s", STR_ARG(text), text.n > 0 ? "," : "",
					  role_names[i].name);
	return text;
}

rc access_roles_check(int64_t roles, body_id body)
{
	if (roles == PROVIDER || roles == PROGRAM) {
		CHECK(body.v == 0, ROLES);
		return OK;
	}
	CHECK(roles > 0 && (roles & ~(int64_t)ROLES_ALL) == 0, ROLES);
	CHECK((roles & BODY_USER) == 0 || roles == BODY_USER, ROLES);
	CHECK((roles == BODY_USER) == (body.v != 0), ROLES);
	return OK;
}

/* ---- what people type when an account is made ---- */

static bool letter_or_digit(char c) { return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9'); }

rc access_login(struct arena *a, str typed, str *ret)
{
	CHECK(LOGIN_MIN <= typed.n && typed.n <= LOGIN_MAX, LOGIN);
	char *p = arena_array(a, char, typed.n + 1);
	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];
		p[i] = (char)('A' <= c && c <= 'Z' ? c - 'A' + 'a' : c);
		CHECK(letter_or_digit(p[i]) || p[i] == '.' || p[i] == '_' || p[i] == '-', LOGIN);
	}
	CHECK(letter_or_digit(p[0]) && letter_or_digit(p[typed.n - 1]), LOGIN);
	*ret = (str){ p, typed.n };
	return OK;
}

/* C0, DEL, C1; marks that turn the direction of a line could make one name look like another. */
static bool control(uint32_t c)
{
	return c < 0x20 || (0x7f <= c && c <= 0x9f) || (0x200e <= c && c <= 0x200f) ||
	       (0x2028 <= c && c <= 0x202e) || (0x2066 <= c && c <= 0x2069);
}

rc access_name_check(str name)
{
	size_t n = 0, seen = 0;
	uint32_t c;

	CHECK(name.n <= (size_t)DISPLAY_NAME_MAX * UTF8_MAX, USER_NAME);
	while (utf8_next(&name, &c)) {
		CHECK(!control(c), USER_NAME);
		n++;
		seen += c != ' ' && c != 0xa0;
	}
	CHECK(name.n == 0 && seen > 0 && n <= DISPLAY_NAME_MAX, USER_NAME);
	return OK;
}

rc access_language_check(str language)
{
	CHECK(str_eq(language, S("ar")) || str_eq(language, S("fr")) || str_eq(language, S("en")),
	      USER_LANGUAGE);
	return OK;
}

/* ---- time ---- */

instant access_locked_until(int64_t failures, instant now)
{
	enum { FREE = 5, MINUTES_MAX = 60 };
	int64_t minutes = 1;

	if (failures < FREE)
		return (instant){ 0 };
	for (int64_t i = FREE; i < failures && minutes < MINUTES_MAX; i++)
		minutes *= 2;
	return (instant){ now.us + (minutes < MINUTES_MAX ? minutes : MINUTES_MAX) * MINUTE_US };
}

enum { IDLE_MINUTES = 30, FULL_MINUTES = 12 * 60, PASSWORD_MINUTES = 10 };

instant access_session_end(enum step step, instant now)
{
	return (instant){ now.us + (step == STEP_FULL ? FULL_MINUTES : PASSWORD_MINUTES) * MINUTE_US };
}

instant access_idle_since(instant now) { return (instant){ now.us - IDLE_MINUTES * MINUTE_US }; }

bool access_session_alive(instant seen_at, instant expires_at, instant now)
{
	return now.us < expires_at.us && seen_at.us > access_idle_since(now).us;
}

bool access_session_touch_due(instant seen_at, instant now) { return now.us - seen_at.us >= MINUTE_US; }
