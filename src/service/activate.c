/* service/activate.c */
#include "service/activate.h"

#include "domain/journal/journal.h"
#include "service/assist.h"
#include "service/confirm.h"
#include "service/note_use.h"
#include "service/secret.h"
#include "service/tell_person.h"

#define DAY_US INT64_C(86400000000)

str member_login(struct arena *a, str country, str typed)
{
	int64_t number;

	return number_parse(country, typed, &number) ? str_printf(a, "%lld", (long long)number) : typed;
}

static rc note(struct tx *tx, instant now, user_id who, person_id person, str kind, str detail)
{
	struct journal_entry e = {
		.user = who, .why = FOR_ACTIVATION, .kind = kind, .person = person, .detail = detail
	};

	return journal_write(tx, now, &e);
}

/* ---- asking for a code ---- */

static rc ask(struct tx *tx, void *cls) { return code_request_add(tx, cls); }

rc code_ask(struct db *db, instant now, int64_t number, str language)
{
	struct code_request r = {
		.code_request_id = id_new(now), .number = number, .language = language, .asked_at = now
	};

	return db_write(db, FOR_ACTIVATION, "ask for a code", ask, &r);
}

/* ---- sending it ---- */

enum { REQUESTS_AT_ONCE = 50 };

struct sending {
	struct arena *a;
	const struct keys *k;
	instant now;
	struct code_request *list;
	size_t n;
	const struct code_request *r;
};

static rc look(struct tx *tx, void *cls)
{
	struct sending *s = cls;

	return code_requests(tx, REQUESTS_AT_ONCE, s->a, &s->list, &s->n);
}

/* The living person of a number; id 0 when there is none. */
static rc member_of(struct tx *tx, struct arena *a, int64_t number, struct person *ret)
{
	rc r = person_by_number(tx, number, a, ret);

	if (!rc_is(r, E_PERSON_NONE))
		TRY(r);
	if (!rc_ok(r) || !str_eq(ret->state, S("ACTIVE")))
		*ret = (struct person){ 0 };
	return OK;
}

static rc send_to(struct tx *tx, struct sending *s, const struct person *p)
{
	static const char *const said[] = { "", "too often", "no phone and no e-mail" };
	struct confirmation c = { .k = s->k,
				  .to = p,
				  .purpose = CODE_FOR_ACCESS,
				  .kind = S("access.code"),
				  .language = s->r->language };
	enum confirm_sent sent;

	TRY(confirm_send(tx, s->a, s->now, &c, &sent));
	return note(tx, s->now, (user_id){ 0 }, p->person_id,
		    sent == CONFIRM_SENT ? S("activation.code_sent") : S("activation.not_sent"),
		    str_of(said[sent]));
}

static rc answer(struct tx *tx, void *cls)
{
	struct sending *s = cls;
	struct person p;
	bool mine;

	TRY(code_request_done(tx, s->r->code_request_id, &mine));
	if (!mine)
		return OK;
	TRY(member_of(tx, s->a, s->r->number, &p));
	if (p.person_id.v == 0)
		return note(tx, s->now, (user_id){ 0 }, p.person_id, S("activation.not_sent"),
			    S("no such member"));
	return send_to(tx, s, &p);
}

/* A text of the fund's that can't be filled must not keep everybody else waiting. */
static rc give_up(struct tx *tx, void *cls)
{
	struct sending *s = cls;
	bool mine;

	TRY(code_request_done(tx, s->r->code_request_id, &mine));
	return mine ? note(tx, s->now, (user_id){ 0 }, (person_id){ 0 }, S("activation.not_sent"),
			   S("the text can't be written"))
		    : OK;
}

rc codes_send(struct db *db, instant now, const struct keys *k, int64_t *ret_done)
{
	struct arena a;
	struct sending s = { .a = &a, .k = k, .now = now };

	*ret_done = 0;
	arena_init(&a, (size_t)8 << 20);
	rc r = db_read(db, FOR_ACTIVATION, "codes that were asked for", look, &s);
	for (size_t i = 0; i < s.n && rc_ok(r); i++) {
		s.r = &s.list[i];
		r = db_write(db, FOR_ACTIVATION, "send a code", answer, &s);
		if (rc_info(r)->class == RC_CLASS_REFUSED)
			r = db_write(db, FOR_ACTIVATION, "give a request up", give_up, &s);
		*ret_done += rc_ok(r);
	}
	arena_done(&a);
	return r;
}

/* ---- an agent asks ---- */

struct asking {
	struct arena *a;
	const struct keys *k;
	instant now;
	const struct acting *by;
	person_id person;
	str receipt;
};

/* At once, not by way of the queue: whoever presses twice has one code, one message and one receipt. */
static rc ask_for(struct tx *tx, void *cls)
{
	struct asking *s = cls;
	struct person p;
	struct confirmation c = { .k = s->k, .to = &p, .purpose = CODE_FOR_ACCESS, .kind = S("access.code") };
	enum confirm_sent sent;

	TRY(person_get(tx, s->person, s->a, &p));
	CHECK(str_eq(p.state, S("ACTIVE")), PERSON_NONE);
	TRY(confirm_send(tx, s->a, s->now, &c, &sent));
	CHECK(sent != CONFIRM_NO_WAY, PERSON_NO_WAY);
	CHECK(sent != CONFIRM_OFTEN, CONTACT_OFTEN);
	TRY(note(tx, s->now, s->by->user, p.person_id, S("activation.code_sent"), S("")));
	return assist_receipt(tx, s->a, s->now, &(struct assisted){ s->by, p.person_id, 0 }, &s->receipt);
}

rc code_ask_for(struct db *db, struct arena *a, instant now, const struct keys *k, const struct acting *by,
		person_id person, str *ret_receipt)
{
	struct asking s = { .a = a, .k = k, .now = now, .by = by, .person = person };

	TRY(db_write(db, by->why, "a code for somebody's account", ask_for, &s));
	*ret_receipt = s.receipt;
	return OK;
}

/* ---- the code comes back ---- */

struct checking {
	struct arena *a;
	const struct keys *k;
	instant now;
	int64_t number;
	str code; /* as typed */
	blob old_token_hash;
	struct session session;
	bool done; /* out: it was right */
};

/* The account that a password is chosen for: the one there is, or a new one. *ret_open is false when the fund
 * has closed it. */
static rc account_of(struct tx *tx, const struct checking *c, const struct person *p, bool *ret_open)
{
	struct account acc = {
		.user_id = { p->person_id.v },
		.login = str_printf(c->a, "%lld", (long long)p->number),
		.display_name = person_called(c->a, p, p->language),
		.roles = MEMBER,
		.language = p->language.n > 0 ? p->language : S("ar"),
		.state = S("ACTIVE"),
		.created_at = c->now,
	}, there;
	rc r = account_by_id(tx, c->a, acc.user_id, &there);

	*ret_open = rc_is(r, E_USER_NONE) || (rc_ok(r) && str_eq(there.state, S("ACTIVE")));
	if (rc_is(r, E_USER_NONE))
		return account_add(tx, c->a, &acc);
	TRY(r);
	return account_set_name(tx, acc.user_id, acc.display_name, acc.language);
}

static rc begin(struct tx *tx, struct checking *c, const struct person *p)
{
	bool open, used = false;

	TRY(account_of(tx, c, p, &open));
	if (open)
		TRY(code_use(tx, p->person_id, CODE_FOR_ACCESS, c->now, &used));
	if (!used)
		return note(tx, c->now, (user_id){ 0 }, p->person_id, S("activation.refused"),
			    open ? S("code used") : S("account closed"));
	if (c->old_token_hash.n > 0)
		TRY(session_end_token(tx, c->old_token_hash, NULL));
	c->session.user_id = (user_id){ p->person_id.v };
	TRY(session_add(tx, &c->session));
	c->done = true;
	return note(tx, c->now, c->session.user_id, p->person_id, S("activation.code_used"), S(""));
}

static str verdict_words(enum code_verdict v)
{
	static const char *const words[] = { "",	  "wrong code",	    "code expired",
					     "code used", "too many tries", "no code" };

	return str_of(words[v]);
}

/* The same statements whether somebody has the number or not. */
static rc check(struct tx *tx, void *cls)
{
	struct checking *c = cls;
	enum code_verdict v;
	struct person p;

	c->done = false;
	TRY(member_of(tx, c->a, c->number, &p));
	TRY(confirm_judge(tx, c->a, c->now, c->k,
			  &(struct confirming){ p.person_id, CODE_FOR_ACCESS, CONFIRM_ANY, c->code }, &v));
	return v == CODE_RIGHT
		   ? begin(tx, c, &p)
		   : note(tx, c->now, (user_id){ 0 }, p.person_id, S("activation.refused"), verdict_words(v));
}

rc code_check(struct db *db, instant now, struct arena *a, const struct keys *k, int64_t number, str code,
	      const struct sign_in_from *from, struct signed_token *ret)
{
	struct checking c = { .a = a, .k = k, .now = now, .number = number };
	str token;

	c.code = code;
	if (from->token.n > 0)
		c.old_token_hash = secret_token_hash(a, from->token);
	c.session = session_make(a, now, STEP_CODE, from, &token);
	TRY(db_write(db, FOR_ACTIVATION, "check a member's code", check, &c));
	CHECK(c.done, MEMBER_CODE);
	*ret = (struct signed_token){ .token = token };
	return OK;
}

/* ---- the password ---- */

struct choosing {
	struct arena *a;
	instant now;
	blob token_hash;
	str hash;
	struct account acc;
	struct session was, full;
};

static rc waiting(struct tx *tx, void *cls)
{
	struct choosing *c = cls;

	TRY(session_by_token(tx, c->a, c->token_hash, &c->was));
	CHECK(str_eq(c->was.step, step_text(STEP_CODE)), SIGN_IN_FIRST);
	CHECK(access_session_alive(c->was.seen_at, c->was.expires_at, c->now), SIGN_IN_FIRST);
	TRY(account_by_id(tx, c->a, c->was.user_id, &c->acc));
	CHECK(str_eq(c->acc.state, S("ACTIVE")), SIGN_IN_FIRST);
	return OK;
}

/* Whoever has the phone learns that there is a password now: it may have been somebody else. */
static rc tell(struct tx *tx, const struct choosing *c, bool first)
{
	struct telling t = { .kind = first ? S("account.made") : S("password.changed"),
			     .expires_at = { c->now.us + 3 * DAY_US } };
	struct person p;

	TRY(person_get(tx, (person_id){ c->acc.user_id.v }, c->a, &p));
	if (first)
		TRY(note_use(tx, c->now, (user_id){ 0 }, &p, USE_ACCOUNT));
	TRY(tell_person(tx, c->a, c->now, &p, &t, NULL, 0, NULL));
	return note(tx, c->now, c->acc.user_id, p.person_id,
		    first ? S("account.made") : S("account.password_changed"), S(""));
}

static rc choose(struct tx *tx, void *cls)
{
	struct choosing *c = cls;

	TRY(waiting(tx, c));
	bool first = c->acc.password_hash.n == 0;
	TRY(account_set_password(tx, c->acc.user_id, c->hash));
	TRY(session_end_all(tx, c->acc.user_id, NULL));
	c->full.user_id = c->acc.user_id;
	c->full.browser = c->was.browser;
	c->full.address = c->was.address;
	TRY(session_add(tx, &c->full));
	return tell(tx, c, first);
}

rc member_password(struct db *db, instant now, struct arena *a, str token, str password,
		   struct signed_token *ret)
{
	struct choosing c = { .a = a, .now = now, .token_hash = secret_token_hash(a, token) };
	str fresh;

	TRY(db_read(db, FOR_ACTIVATION, "who chooses a password", waiting, &c));
	TRY(access_password_check(password, c.acc.login));
	c.hash = secret_password_hash(a, password); /* slow on purpose: outside of the write */
	c.full = session_make(a, now, STEP_FULL, &(struct sign_in_from){ .token = S("") }, &fresh);
	TRY(db_write(db, FOR_ACTIVATION, "choose a password", choose, &c));
	*ret = (struct signed_token){ .token = fresh, .full = true };
	return OK;
}
