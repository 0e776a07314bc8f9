/* service/follow_account.c */
#include "service/follow_account.h"

#include "domain/access/access.h"
#include "domain/journal/journal.h"
#include "service/tell_person.h"

struct following {
	struct arena *a;
	instant now;
	person_id withdrawn, survivor;
};

static rc event(struct tx *tx, const struct following *f, str kind, person_id person)
{
	struct journal_entry e = {
		.why = FOR_REVIEW, .kind = kind, .person = person, .object = f->withdrawn.v
	};

	return journal_write(tx, f->now, &e);
}

static rc move(struct tx *tx, struct following *f, const struct account *old)
{
	struct telling t = { .kind = S("account.made"), .cause = f->withdrawn.v };
	struct person p;
	struct account is, there;

	TRY(person_get(tx, f->survivor, f->a, &p));
	rc r = account_by_id(tx, f->a, (user_id){ f->survivor.v }, &there);
	if (rc_ok(r)) /* they have one: it stays theirs */
		return OK;
	if (!rc_is(r, E_USER_NONE))
		return r;
	is = (struct account){ .user_id = { p.person_id.v },
			       .login = str_printf(f->a, "%lld", (long long)p.number),
			       .display_name = person_called(f->a, &p, p.language),
			       .roles = MEMBER,
			       .language = old->language,
			       .password_hash = old->password_hash,
			       .state = S("ACTIVE"),
			       .created_at = f->now };
	TRY(account_add(tx, f->a, &is));
	TRY(event(tx, f, S("account.moved"), p.person_id));
	return tell_person(tx, f->a, f->now, &p, &t, NULL, 0, NULL);
}

rc account_follow(struct tx *tx, struct arena *a, instant now, person_id withdrawn, person_id survivor)
{
	struct following f = { .a = a, .now = now, .withdrawn = withdrawn, .survivor = survivor };
	struct account old;
	struct person p;

	TRY(person_get(tx, withdrawn, a, &p));
	rc r = account_by_id(tx, a, (user_id){ withdrawn.v }, &old);
	if (rc_is(r, E_USER_NONE) || (rc_ok(r) && str_eq(p.state, S("ACTIVE"))))
		return OK;
	TRY(r);
	TRY(session_end_all(tx, old.user_id, NULL));
	if (survivor.v == 0 || !str_eq(old.state, S("ACTIVE")))
		return OK;
	TRY(move(tx, &f, &old));
	return account_close(tx, a, &old);
}
