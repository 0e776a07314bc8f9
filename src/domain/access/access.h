/* domain/access/access.h - people who work with the program: accounts, roles, what each may do, sessions.
 *
 * Everything is forbidden that access_may() or access_may_feed() does not allow. Both are pure, like all
 * decisions of the room; functions that take a transaction only read or record. Second factors:
 * domain/access/totp.h.
 */
#ifndef DOMAIN_ACCESS_ACCESS_H
#define DOMAIN_ACCESS_ACCESS_H

#include "store/db.h"

/* Bits: a user may hold several. They are stored: never renumber. A member's account has the id of the
 * person, and nothing but MEMBER; the members make these accounts themselves (service/activate.h). */
enum role {
	BODY_USER = 1,	    /* delivers for one managing body, sees that body's deliveries only */
	FEED_AGENT = 2,	    /* receives, simulates and applies deliveries */
	FEED_APPROVER = 4,  /* approves what others brought */
	REVIEWER = 8,	    /* decides whether two entries are one person */
	COUNTER_AGENT = 16, /* finds and serves persons */
	DIRECTOR = 32,	    /* reads reports */
	AUDITOR = 64,	    /* reads the journal */
	ADMIN = 128,	    /* keeps the accounts */
	ROLES_ALL = 255,    /* of people who work here */
	MEMBER = 256,	    /* sees and changes the own file */
	PROVIDER = 512,	    /* a place of care: a pharmacy, a practice; shows a token, has no password */
	PROGRAM = 1024,	    /* another system, which shows a token too */
	ROLES_TOKEN = PROVIDER | PROGRAM,
};

enum step {
	STEP_PASSWORD, /* the password was right, the second factor is missing */
	STEP_CODE,     /* a member: the code of a message was right, a password is to be chosen */
	STEP_FULL,
};

enum task {
	TASK_DELIVER, /* bring a delivery */
	TASK_SEE_DELIVERY,
	TASK_READ_REPORT, /* of a simulation */
	TASK_SIMULATE,
	TASK_APPROVE,
	TASK_SEND_BACK,
	TASK_APPLY,
	TASK_TAKE_ANSWER,
	TASK_REVIEW,
	TASK_SERVE_PERSON, /* find and read a person, issue papers about them */
	TASK_SEE_REPORTS,
	TASK_READ_JOURNAL,
	TASK_KEEP_USERS,
	TASK_ANSWER_REQUEST,   /* of a person; and act for one who is there */
	TASK_SERVE_PAYMENT,    /* how a person pays: accounts, their last digits */
	TASK_PLAN_CAMPAIGN,    /* draft one, stop it, let it go on */
	TASK_APPROVE_CAMPAIGN, /* that somebody else drafted */
	TASK_SEE_CAMPAIGN,
	TASK_WRITE_TEXTS,  /* of messages */
	TASK_SEE_TRIPS,	   /* that online services saved */
	TASK_SEE_PHONE,	   /* messages of a demo fund */
	TASK_SIGN_LAW,	   /* stand for a value of the law that isn't confirmed */
	TASK_RECORD_FACTS, /* take over files of contributions, worked months, household scores */
	TASK_CHECK_RIGHTS, /* is this number covered on a day? */
	TASK_READ_RIGHTS,  /* the whole timeline, as known at any time, decided again */
	TASK_GIVE_TOKENS,  /* to providers and programs, and take them back */
	TASK_MOVE_PEOPLE,  /* from one scheme to another, all at once */
	TASK_OWN_ACCOUNT,  /* one's own sessions, password, language */
	TASK_OWN_FILE,	   /* what the fund knows about oneself */
	TASKS,
};

/* Which roles may do a task: the one list, for access_may() and for the rows of routes. A managing body's
 * user does it for the own body only. */
enum {
	MAY_DELIVER = FEED_AGENT | BODY_USER,
	MAY_SEE_DELIVERY = FEED_AGENT | FEED_APPROVER | DIRECTOR | AUDITOR | BODY_USER,
	MAY_READ_REPORT = FEED_AGENT | FEED_APPROVER | DIRECTOR | AUDITOR,
	MAY_SIMULATE = FEED_AGENT,
	MAY_APPROVE = FEED_APPROVER,
	MAY_SEND_BACK = FEED_AGENT | FEED_APPROVER,
	MAY_APPLY = FEED_AGENT,
	MAY_TAKE_ANSWER = FEED_AGENT | FEED_APPROVER | BODY_USER,
	MAY_REVIEW = REVIEWER,
	MAY_SERVE_PERSON = COUNTER_AGENT | REVIEWER,
	MAY_SEE_REPORTS = DIRECTOR,
	MAY_READ_JOURNAL = AUDITOR,
	MAY_KEEP_USERS = ADMIN,
	MAY_ANSWER_REQUEST = COUNTER_AGENT,
	MAY_SERVE_PAYMENT = COUNTER_AGENT,
	MAY_PLAN_CAMPAIGN = FEED_AGENT | DIRECTOR,
	MAY_APPROVE_CAMPAIGN = FEED_APPROVER | DIRECTOR,
	MAY_SEE_CAMPAIGN = FEED_AGENT | FEED_APPROVER | DIRECTOR | AUDITOR,
	MAY_WRITE_TEXTS = DIRECTOR,
	MAY_SEE_TRIPS = DIRECTOR | AUDITOR,
	MAY_SEE_PHONE = COUNTER_AGENT | DIRECTOR | ADMIN,
	MAY_SIGN_LAW = DIRECTOR,
	MAY_RECORD_FACTS = FEED_AGENT,
	MAY_CHECK_RIGHTS = COUNTER_AGENT | ROLES_TOKEN,
	MAY_READ_RIGHTS = COUNTER_AGENT | AUDITOR,
	MAY_GIVE_TOKENS = DIRECTOR,
	MAY_MOVE_PEOPLE = DIRECTOR,
	MAY_OWN_ACCOUNT = ROLES_ALL | MEMBER,
	MAY_OWN_FILE = MEMBER,
};

enum verdict {
	MAY,
	MAY_NOT_YET,   /* not signed in, or without the second factor */
	MAY_NOT_ROLE,  /* no role of the actor's is meant for this */
	MAY_NOT_SCOPE, /* the delivery is of another managing body: to the actor there is no such delivery */
	MAY_NOT_OWN,   /* the actor had a hand in what somebody else has to approve */
};

enum {
	TOKEN_HASH_BYTES = 32,
	CSRF_KEY_BYTES = 32,
	LOGIN_MIN = 2,
	LOGIN_MAX = 40,		/* bytes: ASCII only */
	DISPLAY_NAME_MAX = 100, /* characters */
	PASSWORD_MIN = 12,	/* characters */
	PASSWORD_MAX = 256,	/* bytes */
	BROWSER_MAX = 200,	/* bytes kept of a user agent */
	ADDRESS_MAX = 64,	/* bytes kept of a network address */
	SESSIONS_MAX = 1000,	/* more are never listed */
	USERS_MAX = 100000,
};

/* Who acts: made by session_find() for a browser, by credential_find() for a token, by access_actor_of() for
 * the command line. (The HTTP face has a `struct caller` of its own, which points here.) */
struct actor {
	user_id user_id;
	str login, display_name, language; /* ar, fr or en */
	int64_t roles;			   /* bits of enum role */
	body_id body_id;		   /* 0 for the fund's own people */
	enum step step;
	bool enrolled;	       /* a second factor is set up */
	session_id session_id; /* 0 on the command line */
	bool touch;	       /* the session's last request was noted long ago: call session_touch() */
	instant expires_at;    /* the session ends then, whatever the user does */
	int64_t per_minute;    /* how often the holder of a token may ask; 0: no token but a person */
	unsigned char csrf_key[CSRF_KEY_BYTES];
	unsigned char token_hash[TOKEN_HASH_BYTES];
};

/* An account as colleagues see it: without secrets. */
struct user {
	user_id user_id;
	str login, display_name;
	int64_t roles;
	body_id body_id;
	str body_code; /* empty for the fund's own people */
	str language;
	str state;     /* ACTIVE or CLOSED */
	bool enrolled; /* a second factor is set up */
	instant locked_until, created_at;
};

/* An account as the sign-in needs it; the table's columns. */
struct account {
	user_id user_id;
	str login, display_name;
	int64_t roles;
	body_id body_id;
	str language;
	str password_hash; /* empty: none was chosen, nobody can sign in */
	blob totp_sealed;  /* empty before enrolment */
	int64_t totp_last;
	int64_t failures;
	instant locked_until;
	str state;
	instant created_at;
};

/* A signed-in browser; the table's columns. */
struct session {
	blob token_hash; /* TOKEN_HASH_BYTES */
	session_id session_id;
	user_id user_id;
	str step;      /* step_text() */
	blob csrf_key; /* CSRF_KEY_BYTES */
	str browser, address;
	instant created_at, seen_at, expires_at;
};

/* ---- decisions ---- */

/* May the actor do this at all? For deliveries ask access_may_feed(). NULL: nobody is signed in. */
enum verdict access_may(const struct actor *c, enum task task);
/* May the actor do this to a delivery of `body`? `hands`: the users who received or simulated it; they may
 * not approve it. */
enum verdict access_may_feed(const struct actor *c, enum task task, body_id body, const user_id *hands,
			     size_t n);
/* OK, E_SIGN_IN_FIRST, E_ROLE, E_FEED_NONE, E_FEED_APPROVER. */
rc access_rc(enum verdict v) MUST_USE;
/* The user at the command line, trusted because the operator named the login. E_USER_CLOSED */
rc access_actor_of(const struct user *u, struct actor *ret) MUST_USE;

/* "agent,approver": names of roles, comma between. E_ROLES */
rc access_roles_parse(str names, int64_t *ret) MUST_USE;
/* The inverse, in the order of enum role. */
str access_roles_text(struct arena *a, int64_t roles);
/* A managing body's user holds that role alone and has a body; the fund's people have none. Who shows a token
 * holds the one role alone too. E_ROLES */
rc access_roles_check(int64_t roles, body_id body) MUST_USE;

/* Lower case of an ASCII login: a-z 0-9 . _ - , a letter or digit at both ends. E_LOGIN */
rc access_login(struct arena *a, str typed, str *ret) MUST_USE;
/* 1..DISPLAY_NAME_MAX characters, no control characters, not only blanks. E_USER_NAME */
rc access_name_check(str name) MUST_USE;
/* ar, fr or en: E_USER_LANGUAGE */
rc access_language_check(str language) MUST_USE;
/* May this be the password of `login`? Length and a list of common ones, no rule on kinds of characters.
 * E_PASSWORD_TEXT (not UTF-8, control characters, too long), E_PASSWORD_SHORT, E_PASSWORD_COMMON. */
rc access_password_check(str password, str login) MUST_USE;

/* No sign-in before this moment after so many wrong passwords or codes in a row; 0: at once. Five are free,
 * then one minute, doubled each time up to an hour. */
instant access_locked_until(int64_t failures, instant now);

/* When a session that begins now ends for good: 12 hours, 10 minutes while something is missing. */
instant access_session_end(enum step step, instant now);
/* Not over, and last seen less than 30 minutes ago. */
bool access_session_alive(instant seen_at, instant expires_at, instant now);
/* A minute has passed since the last request that was noted. */
bool access_session_touch_due(instant seen_at, instant now);
/* What was seen last at or before this moment is idle for too long. */
instant access_idle_since(instant now);

static inline str step_text(enum step s)
{
	return s == STEP_FULL ? S("FULL") : s == STEP_CODE ? S("CODE") : S("PASSWORD");
}
/* The person that a member's account is about; 0 of everybody else. */
static inline person_id actor_person(const struct actor *c)
{
	return (person_id){ c->roles == MEMBER ? c->user_id.v : 0 };
}

/* ---- accounts ---- */

/* E_LOGIN_TAKEN */
rc account_add(struct tx *tx, struct arena *a, const struct account *acc) MUST_USE;
/* E_USER_NONE */
rc account_by_login(struct tx *tx, struct arena *a, str login, struct account *ret) MUST_USE;
rc account_by_id(struct tx *tx, struct arena *a, user_id id, struct account *ret) MUST_USE;
/* A wrong password or code: the failures, and until when the account is locked. */
rc account_failed(struct tx *tx, user_id id, int64_t failures, instant locked_until) MUST_USE;
/* The code of time step `used` was right: failures are forgiven. E_SIGN_IN_CODE when that step, or a later
 * one, was used meanwhile. */
rc account_code_used(struct tx *tx, user_id id, int64_t used) MUST_USE;
/* Of a member, who may have another name by now. */
rc account_set_name(struct tx *tx, user_id id, str display_name, str language) MUST_USE;
/* Also forgives failures. */
rc account_set_password(struct tx *tx, user_id id, str hash) MUST_USE;
/* `used`: the time step of the code that confirmed it, 0 if none did. Also forgives failures. */
rc account_set_totp(struct tx *tx, user_id id, blob sealed, int64_t used) MUST_USE;
/* E_USER_CLOSED when it is closed. E_LAST_ADMIN: nobody could make accounts any more. */
rc account_close(struct tx *tx, struct arena *a, const struct account *acc) MUST_USE;
/* E_BODY_NONE */
rc access_body_of_code(struct tx *tx, struct arena *a, str code, body_id *ret) MUST_USE;

/* Of those who work here, by login. */
rc user_rows(struct tx *tx, struct arena *a, struct user **ret, size_t *ret_n) MUST_USE;
/* The name that colleagues see, in `a`; empty for 0, the program itself, and for an unknown id. Not secret:
 * whoever works here is named beside what they did. */
rc user_name(struct tx *tx, struct arena *a, user_id id, str *ret) MUST_USE;
/* Who in the register somebody is who works here: 0 when nobody told. */
rc user_person(struct tx *tx, struct arena *a, user_id id, person_id *ret) MUST_USE;
/* In place of what was told before. */
rc user_person_set(struct tx *tx, user_id id, person_id person) MUST_USE;
/* E_USER_NONE */
rc user_by_login(struct tx *tx, struct arena *a, str login, struct user *ret) MUST_USE;

/* ---- sessions ---- */

rc session_add(struct tx *tx, const struct session *s) MUST_USE;
/* The live session of this token and its user. E_SIGN_IN_FIRST: unknown, over, idle, or the account is
 * closed. */
rc session_actor(struct tx *tx, struct arena *a, blob token_hash, instant now, struct actor *ret) MUST_USE;
/* The row alone, alive or not. E_SIGN_IN_FIRST */
rc session_by_token(struct tx *tx, struct arena *a, blob token_hash, struct session *ret) MUST_USE;
rc session_seen(struct tx *tx, blob token_hash, instant now) MUST_USE;
/* Nothing happens when it is gone already; *ret_ended says how many ended (0 or 1). */
rc session_end_token(struct tx *tx, blob token_hash, int64_t *ret_ended) MUST_USE;
/* One of the user's own, as its list names it. */
rc session_end_one(struct tx *tx, user_id user, session_id id, int64_t *ret_ended) MUST_USE;
rc session_end_all(struct tx *tx, user_id user, int64_t *ret_ended) MUST_USE;
/* Sessions that are over or idle. */
rc session_sweep(struct tx *tx, instant now, int64_t *ret_ended) MUST_USE;
/* The user's live sessions, newest first. */
rc session_rows(struct tx *tx, struct arena *a, user_id user, instant now, struct session **ret,
		size_t *ret_n) MUST_USE;

/* ---- demo funds ---- */

/* E_NOT_DEMO unless the fund was marked as one for demonstrations. */
rc demo_need(struct tx *tx) MUST_USE;
/* Mark it. E_DEMO_LATE when it has accounts or people already: a fund at work never becomes a demo. Again: no
 * change.
 */
rc demo_mark(struct tx *tx, instant now) MUST_USE;

extern const struct db_stmt *const access_stmts[]; /* NULL terminated, for db_check() */

#endif
