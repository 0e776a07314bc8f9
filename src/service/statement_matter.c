/* service/statement_matter.c */
#include "service/statement_matter.h"

#include "domain/feed/feed.h"
#include "domain/journal/journal.h"

bool statement_known(const struct person *p, str field, str *ret)
{
	const struct {
		str field, known;
	} fields[] = { { S("last_name"), p->last_name },
		       { S("first_name"), p->first_name },
		       { S("last_name_ar"), p->last_name_ar },
		       { S("first_name_ar"), p->first_name_ar },
		       { S("born"), p->born } };

	*ret = S("");
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (str_eq(fields[i].field, field)) {
			*ret = fields[i].known;
			return true;
		}
	return false;
}

static rc add_membership(struct tx *tx, struct arena *a, person_id person, const struct request_statement *s,
			 struct statement_matter *m)
{
	struct membership *list;
	size_t n;

	TRY(membership_list(tx, person, a, &list, &n));
	for (size_t i = 0; i < n && !m->held; i++) {
		m->held = str_eq(list[i].scheme, s->scheme) && list[i].from_day.days == s->from_day.days;
		m->membership = list[i];
	}
	rc r = scheme_read(tx, s->scheme, a, &m->scheme);
	if (rc_is(r, E_SCHEME_NONE))
		m->scheme = (struct scheme){
			.scheme = s->scheme, .name_fr = s->scheme, .name_ar = s->scheme, .name_en = s->scheme
		};
	return rc_is(r, E_SCHEME_NONE) ? OK : r;
}

static rc add_delivery(struct tx *tx, struct arena *a, int64_t source, struct statement_matter *m)
{
	struct feed feed;
	struct body body;
	rc r = feed_get(tx, (feed_id){ source }, a, &feed);

	if (rc_is(r, E_FEED_NONE))
		return OK;
	TRY(r);
	TRY(body_read(tx, feed.body_id, a, &body));
	m->body_code = body.code;
	m->body_fr = body.name_fr;
	m->body_ar = body.name_ar;
	m->sequence = feed.sequence;
	m->at = feed.applied_at;
	return OK;
}

rc statement_matter_of(struct tx *tx, struct arena *a, person_id person, const struct request_statement *s,
		       struct statement_matter *ret)
{
	struct person p;
	int64_t source = s->source_id;

	*ret = (struct statement_matter){ .held = false };
	TRY(person_get(tx, person, a, &p));
	(void)statement_known(&p, s->field, &ret->known); /* nothing when it is about something else */
	if (s->scheme.n > 0)
		TRY(add_membership(tx, a, person, s, ret));
	if (source == 0 && ret->held)
		source = ret->membership.source_id;
	return source == 0 ? OK : add_delivery(tx, a, source, ret);
}

struct looking {
	struct arena *a;
	const struct acting *by;
	person_id person;
	const struct request_statement *s;
	struct statement_matter m;
};

static rc look(struct tx *tx, void *cls)
{
	struct looking *l = cls;
	struct journal_entry e = {
		.user = l->by->user, .why = l->by->why, .kind = S("person.read"), .person = l->person
	};

	TRY(statement_matter_of(tx, l->a, l->person, l->s, &l->m));
	return l->by->user.v == 0 ? OK : journal_write(tx, clock_now(), &e);
}

rc statement_matter(struct db *db, struct arena *a, const struct acting *by, person_id person,
		    const struct request_statement *s, struct statement_matter *ret)
{
	struct looking l = { .a = a, .by = by, .person = person, .s = s };

	CHECK(by->user.v != 0 || by->person.v == person.v, PERSON_NONE);
	/* an agent's reading is written down */
	TRY(by->user.v == 0 ? db_read(db, by->why, "what a statement is about", look, &l)
			    : db_write(db, by->why, "what a statement is about", look, &l));
	*ret = l.m;
	return OK;
}
