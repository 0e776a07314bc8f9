/* service/decide_statement.c */
#include "service/decide_statement.h"

#include "service/refresh_rights.h"
#include "service/requests.h"

#include "domain/feed/dispute.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"

struct accepting {
	struct arena *a;
	const struct acting *by;
	request_id id;
	str note;
	instant now;
	struct fund_request r;
	struct request_statement s;
	struct membership *memberships;
	size_t memberships_n;
};

static rc event(struct tx *tx, const struct accepting *c, str kind, str detail)
{
	struct journal_entry e = { .user = c->by->user,
				   .why = c->by->why,
				   .kind = kind,
				   .person = c->r.person_id,
				   .object = c->id.v,
				   .detail = detail };

	return journal_write(tx, c->now, &e);
}

static instant known_after(const struct accepting *c, instant before)
{
	return (instant){ before.us < c->now.us ? c->now.us : before.us + 1 };
}

/* The body may say it again: then somebody looks. */
static rc dispute(struct tx *tx, const struct accepting *c)
{
	struct feed_dispute d = { .body_id = c->s.body_id,
				  .person_id = c->r.person_id,
				  .request_id = c->id,
				  .disputed_at = c->now };

	return c->s.body_id.v == 0 ? OK : dispute_add(tx, &d);
}

/* The membership that the statement is about, as it is known now. */
static rc find_membership(const struct accepting *c, const struct membership **ret)
{
	for (size_t i = 0; i < c->memberships_n; i++)
		if (str_eq(c->memberships[i].scheme, c->s.scheme) &&
		    c->memberships[i].from_day.days == c->s.from_day.days) {
			*ret = &c->memberships[i];
			return OK;
		}
	FAIL(STATEMENT_CHANGED);
}

static rc stopped(struct tx *tx, const struct accepting *c)
{
	const struct membership *was = NULL;

	TRY(find_membership(c, &was));
	CHECK(was->until_day.days == DATE_NEVER.days, STATEMENT_CHANGED);
	struct membership is = *was;
	is.known_from = known_after(c, was->known_from);
	is.source_id = c->id.v;
	is.state = S("ENDED");
	is.until_day = c->s.stopped_day;
	TRY(membership_supersede(tx, was, &is));
	TRY(dispute(tx, c));
	return event(tx, c, S("membership.ended"), S("as the person said"));
}

static rc not_me(struct tx *tx, const struct accepting *c)
{
	const struct membership *m = NULL;

	TRY(dispute(tx, c));
	if (c->s.scheme.n > 0) {
		TRY(find_membership(c, &m));
		TRY(membership_retract(tx, m, known_after(c, m->known_from)));
	}
	for (size_t i = 0; i < c->memberships_n && c->s.scheme.n == 0; i++)
		if (c->memberships[i].source_id == c->s.source_id)
			TRY(membership_retract(tx, &c->memberships[i],
					       known_after(c, c->memberships[i].known_from)));
	return event(tx, c, S("membership.ended"), S("not the person's"));
}

static void correct(struct person *p, str field, str value)
{
	str *to = str_eq(field, S("last_name"))	      ? &p->last_name
		  : str_eq(field, S("first_name"))    ? &p->first_name
		  : str_eq(field, S("last_name_ar"))  ? &p->last_name_ar
		  : str_eq(field, S("first_name_ar")) ? &p->first_name_ar
						      : &p->born;

	*to = value;
}

static rc correction(struct tx *tx, const struct accepting *c, const struct person *was)
{
	struct person is = *was;

	correct(&is, c->s.field, c->s.value);
	is.source_id = c->id.v;
	is.known_from = known_after(c, was->known_from);
	TRY(person_correct(tx, was, &is));
	return event(tx, c, S("person.corrected"), c->s.field);
}

static rc accept(struct tx *tx, void *cls)
{
	struct accepting *c = cls;
	const struct request_kind *kind;
	struct person p;

	c->now = clock_now();
	TRY(request_get(tx, c->id, c->a, &c->r));
	kind = request_kind(c->r.kind);
	CHECK(kind != NULL && kind->statement, REQUEST_KIND);
	/* the step first: whoever may not take it changes nothing */
	TRY(request_take_step(tx, c->a, c->now, c->by, DO_ACCEPT, c->note, &c->r));
	TRY(statement_get(tx, c->id, c->a, &c->s));
	TRY(person_get(tx, c->r.person_id, c->a, &p));
	CHECK(str_eq(p.state, S("ACTIVE")), PERSON_NONE);
	TRY(membership_list(tx, c->r.person_id, c->a, &c->memberships, &c->memberships_n));
	TRY(str_eq(c->r.kind, REQUEST_STOPPED)	? stopped(tx, c)
	    : str_eq(c->r.kind, REQUEST_NOT_ME) ? not_me(tx, c)
						: correction(tx, c, &p));
	return refresh_rights_telling(tx, c->now, c->r.person_id, c->id.v);
}

rc statement_accept(struct db *db, struct arena *a, const struct acting *by, request_id id, str note,
		    struct fund_request *ret)
{
	struct accepting c = { .a = a, .by = by, .id = id, .note = note };

	TRY(db_write(db, by->why, "accept a statement", accept, &c));
	*ret = c.r;
	return OK;
}
