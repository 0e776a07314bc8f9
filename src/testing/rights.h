/* testing/rights.h - facts of people of a town, written with the rights that follow from them. */
#ifndef TESTING_RIGHTS_H
#define TESTING_RIGHTS_H

#include "domain/contribution/contribution.h"
#include "domain/family/family.h"
#include "domain/household/household.h"
#include "domain/membership/membership.h"
#include "domain/person/death.h"

#include "service/refresh_rights.h"
#include "testing/people.h"

struct rights_case {
	struct town *w;
	person_id who;
	struct membership m;
	struct contribution_period c;
	struct family_link l;
	struct person_death d;
	struct household_score s;
	struct dependant_proof p;
	struct family_link was;
	struct right *r;
	size_t n;
	instant at;
	int64_t changed;
};

static inline date on(const char *iso)
{
	date d;
	must(rc_ok(date_parse(str_of(iso), &d)));
	return d;
}

static inline rc do_member(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(membership_add(tx, &k->m));
	return refresh_rights(tx, clock_now(), k->m.person_id, &k->changed);
}
static inline rc do_paid(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(contribution_set(tx, k->w->a, &k->c, NULL));
	return refresh_rights(tx, clock_now(), k->c.person_id, &k->changed);
}
static inline rc do_link(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(family_link_add(tx, &k->l));
	return refresh_rights(tx, clock_now(), k->l.person_id, &k->changed);
}
static inline rc do_death(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(death_set(tx, k->w->a, &k->d, NULL));
	return refresh_rights(tx, clock_now(), k->d.person_id, &k->changed);
}
static inline rc do_score(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(household_score_set(tx, k->w->a, &k->s, NULL));
	return refresh_rights(tx, clock_now(), k->s.person_id, &k->changed);
}
static inline rc do_proof(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(dependant_proof_add(tx, &k->p));
	return refresh_rights(tx, clock_now(), k->p.person_id, &k->changed);
}
static inline rc do_unlink(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	TRY(family_link_supersede(tx, &k->was, &k->l));
	return refresh_rights(tx, clock_now(), k->l.person_id, &k->changed);
}
static inline rc do_again(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	return refresh_rights(tx, clock_now(), k->who, &k->changed);
}
static inline rc look(struct tx *tx, void *cls)
{
	struct rights_case *k = cls;
	return rights_list(tx, k->who, k->at, k->w->a, &k->r, &k->n);
}

static inline rc member(struct rights_case *k, person_id p, const char *scheme, const char *from)
{
	k->m = (struct membership){ .person_id = p,
				    .scheme = str_of(scheme),
				    .from_day = on(from),
				    .known_from = clock_now(),
				    .known_until = KNOWN_STILL,
				    .until_day = DATE_NEVER,
				    .state = S("ACTIVE"),
				    .profession = S(""),
				    .income_class = S("RNS"),
				    .activity_start = S(""),
				    .source_id = 1 };
	return db_write(k->w->db, FOR_COUNTER, "test", do_member, k);
}

static inline rc paid(struct rights_case *k, person_id p, const char *month, const char *day)
{
	k->c = (struct contribution_period){ .person_id = p,
					     .scheme = S("AMO-TNS"),
					     .period_from = on(month),
					     .known_from = clock_now(),
					     .period_until = date_add_months(on(month), 1),
					     .amount = 27600,
					     .paid_day = day == NULL ? DATE_NEVER : on(day),
					     .source_id = 1 };
	return db_write(k->w->db, FOR_COUNTER, "test", do_paid, k);
}

static inline rc tied(struct rights_case *k, person_id insured, person_id relative, enum family_role role,
		      const char *from)
{
	k->l = (struct family_link){ .person_id = insured,
				     .relative_id = relative,
				     .role = family_role_name(role),
				     .from_day = on(from),
				     .known_from = clock_now(),
				     .known_until = KNOWN_STILL,
				     .until_day = DATE_NEVER,
				     .state = LINK_ACTIVE,
				     .reason = S(""),
				     .source_id = 1 };
	return db_write(k->w->db, FOR_COUNTER, "test", do_link, k);
}

/* The link that was written last ends. */
static inline rc untied(struct rights_case *k, const char *until, const char *reason)
{
	k->was = k->l;
	k->l.known_from = (instant){ k->was.known_from.us + 1 };
	k->l.until_day = on(until);
	k->l.state = LINK_ENDED;
	k->l.reason = str_of(reason);
	return db_write(k->w->db, FOR_COUNTER, "test", do_unlink, k);
}

static inline rc died(struct rights_case *k, person_id p, const char *day)
{
	k->d = (struct person_death){ .person_id = p,
				      .known_from = clock_now(),
				      .day = on(day),
				      .reason = S("a paper"),
				      .end_reason = S(""),
				      .source_id = 1 };
	return db_write(k->w->db, FOR_COUNTER, "test", do_death, k);
}

static inline rc scored(struct rights_case *k, person_id p, const char *from, const char *score)
{
	k->s = (struct household_score){ .person_id = p,
					 .from_day = on(from),
					 .known_from = clock_now(),
					 .score = str_of(score),
					 .source_id = 1 };
	return db_write(k->w->db, FOR_COUNTER, "test", do_score, k);
}

static inline rc studies(struct rights_case *k, person_id p, const char *from, const char *until)
{
	k->p = (struct dependant_proof){ .person_id = p,
					 .kind = proof_kind_name(PROOF_STUDENT),
					 .from_day = on(from),
					 .known_from = clock_now(),
					 .known_until = KNOWN_STILL,
					 .until_day = on(until),
					 .source_id = 1 };
	return db_write(k->w->db, FOR_COUNTER, "test", do_proof, k);
}

/* "from STATE SCHEME", ... of what was known. */
static inline str said(struct rights_case *k, person_id who, instant at)
{
	str out = S("");

	k->who = who;
	k->at = at;
	must(rc_ok(db_read(k->w->db, FOR_COUNTER, "test", look, k)));
	for (size_t i = 0; i < k->n; i++) {
		str from = date_text(k->w->a, k->r[i].from_day);
		t_ok(i == 0 || k->r[i].from_day.days == k->r[i - 1].until_day.days);
		out = str_printf(k->w->a, "%.*s%s%.*s %.*s %.*s", STR_ARG(out), i > 0 ? ", " : "",
				 STR_ARG(from), STR_ARG(k->r[i].state), STR_ARG(k->r[i].scheme));
	}
	t_ok(k->n == 0 || k->r[k->n - 1].until_day.days == DATE_NEVER.days);
	return out;
}

static inline rc sign(struct tx *tx, void *cls)
{
	struct town *w = cls;
	return law_signed_for_all(tx, w->a, w->country);
}

static inline void country_signed(struct town *w)
{
	must(rc_ok(db_write(w->db, FOR_SYSTEM, "test", sign, w)));
}

#endif
