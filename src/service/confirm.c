/* service/confirm.c */
#include "service/confirm.h"

#include "service/secret.h"
#include "service/tell_person.h"

/* The code that the person has; *ret_there is false when there is none. */
static rc code_of(struct tx *tx, struct arena *a, person_id person, str purpose, struct member_code *ret,
		  bool *ret_there)
{
	rc r = code_get(tx, person, purpose, a, ret);

	*ret_there = rc_ok(r);
	return rc_is(r, E_DB_NONE) ? OK : r;
}

rc confirm_send(struct tx *tx, struct arena *a, instant now, const struct confirmation *c,
		enum confirm_sent *ret)
{
	struct member_code was;
	bool there, told;

	TRY(code_of(tx, a, c->to->person_id, c->purpose, &was, &there));
	*ret = CONFIRM_OFTEN;
	if (!code_may_send(there ? &was : NULL, now))
		return OK;
	str code = secret_digits(a, CODE_ASKED_DIGITS);
	blob hash = secret_code_hash(a, c->k->totp, c->to->person_id, c->purpose, code);
	struct member_code is =
	    code_asked(there ? &was : NULL, c->to->person_id, c->purpose, c->cause, hash, now);
	struct telling t = { .kind = c->kind,
			     .language = c->language,
			     .cause = c->cause,
			     .secret = true,
			     .awaited = true,
			     .expires_at = is.expires_at };
	struct message_value values[] = { { "code", code },
					  { "minutes", str_printf(a, "%d", CODE_MINUTES) } };
	TRY(tell_person(tx, a, now, c->to, &t, values, sizeof values / sizeof values[0], &told));
	*ret = told ? CONFIRM_SENT : CONFIRM_NO_WAY;
	return told ? code_put(tx, &is) : OK;
}

rc confirm_judge(struct tx *tx, struct arena *a, instant now, const struct keys *k,
		 const struct confirming *c, enum code_verdict *ret)
{
	struct member_code is;
	bool there;
	str code;

	if (!code_typed(a, c->code, &code))
		code = S("");
	TRY(code_of(tx, a, c->person, c->purpose, &is, &there));
	blob hash = secret_code_hash(a, k->totp, c->person, c->purpose, code);
	there = there && (c->cause == CONFIRM_ANY || c->cause == is.cause);
	*ret = there ? code_judge(&is, hash, now) : CODE_NONE;
	return *ret == CODE_RIGHT ? OK : code_missed(tx, c->person, c->purpose);
}

rc confirm_check(struct tx *tx, struct arena *a, instant now, const struct keys *k,
		 const struct confirming *c, bool *ret_right)
{
	enum code_verdict v;

	*ret_right = false;
	TRY(confirm_judge(tx, a, now, k, c, &v));
	return v == CODE_RIGHT ? code_use(tx, c->person, c->purpose, now, ret_right) : OK;
}
