/* service/tell_rights.c */
#include "service/tell_rights.h"

#include "domain/person/death.h"

#include "service/tell_person.h"

static bool is_state(const struct right *r, enum right_state s)
{
	return r != NULL && str_eq(r->state, right_state_name(s));
}

static bool closed_by_score(const struct right *r)
{
	struct because b[BECAUSE_MAX];
	size_t n;

	if (!is_state(r, RIGHT_CLOSED) || !because_read(r->because, b, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		if (b[i].code == BECAUSE_SCORE_ABOVE)
			return true;
	return false;
}

/* Empty: nothing that is told. */
static str kind_of(const struct right *was, const struct right *is)
{
	if (is_state(was, RIGHT_OPEN) && closed_by_score(is))
		return S("rights.closed");
	if ((is_state(was, RIGHT_SUSPENDED) || is_state(was, RIGHT_CLOSED)) && is_state(is, RIGHT_OPEN))
		return S("rights.opened");
	return S("");
}

rc tell_rights_changed(struct tx *tx, struct arena *a, instant now, person_id person, const struct right *was,
		       const struct right *is, int64_t cause, bool *ret_told)
{
	struct telling t = { .kind = kind_of(was, is), .cause = cause };
	struct person p;
	date died;
	bool dead;

	if (ret_told != NULL)
		*ret_told = false;
	if (t.kind.n == 0)
		return OK;
	TRY(person_get(tx, person, a, &p));
	TRY(death_get(tx, person, (instant){ INT64_MAX - 1 }, a, &died, &dead));
	if (dead || !str_eq(p.state, S("ACTIVE")))
		return OK;
	return tell_person(tx, a, now, &p, &t, NULL, 0, ret_told);
}
