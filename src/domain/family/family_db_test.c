/* Links are superseded, never changed; on both engines. */
#include "domain/family/family.h"

#include "testing/fresh.h"
#include "testing/t.h"

T(family_statements_fit_both_engines)
{
	struct db *db = fresh(a, "t_family_statements");

	for (const struct db_stmt *const *s = family_stmts; *s != NULL; s++)
		t_need(db_check(db, *s));
	db_close(db);
}

struct story {
	struct arena *a;
	struct family_link was, is, *l;
	size_t n, before_n, proofs_n, wards_n;
	instant at;
};

static rc link_once(struct tx *tx, void *cls)
{
	struct story *s = cls;
	struct guardianship g = { .ward_id = { 2 },
				  .guardian_id = { 1 },
				  .from_day = { 0 },
				  .known_from = { 10 },
				  .known_until = KNOWN_STILL,
				  .until_day = DATE_NEVER,
				  .court_reference = S("12/2020") };
	struct dependant_proof p = { .person_id = { 2 },
				     .kind = S("STUDENT"),
				     .from_day = { 0 },
				     .known_from = { 10 },
				     .known_until = KNOWN_STILL,
				     .until_day = { 365 } };

	TRY(family_link_add(tx, &s->was));
	TRY(guardianship_add(tx, &g));
	return dependant_proof_add(tx, &p);
}

static rc end(struct tx *tx, void *cls)
{
	struct story *s = cls;

	return family_link_supersede(tx, &s->was, &s->is);
}

static rc look(struct tx *tx, void *cls)
{
	struct story *s = cls;
	struct guardianship *g;
	struct dependant_proof *p;
	struct family_link *before;

	TRY(family_links(tx, (person_id){ 1 }, s->at, s->a, &s->l, &s->n));
	TRY(family_links_to(tx, (person_id){ 2 }, (instant){ 9 }, s->a, &before, &s->before_n));
	TRY(guardianships(tx, (person_id){ 2 }, s->at, s->a, &g, &s->wards_n));
	return dependant_proofs(tx, (person_id){ 2 }, s->at, s->a, &p, &s->proofs_n);
}

T(family_as_known_then)
{
	struct db *db = fresh(a, "t_family_known");
	struct story s = { .a = a };

	s.was = (struct family_link){ .person_id = { 1 },
				      .relative_id = { 2 },
				      .role = S("WARD"),
				      .from_day = { 0 },
				      .known_from = { 10 },
				      .known_until = KNOWN_STILL,
				      .until_day = DATE_NEVER,
				      .state = LINK_ACTIVE };
	s.is = s.was;
	s.is.known_from.us = 20, s.is.until_day.days = 100, s.is.state = LINK_ENDED, s.is.reason = S("DEATH");
	t_need(db_write(db, FOR_COUNTER, "test", link_once, &s));
	t_rc(db_write(db, FOR_COUNTER, "test", link_once, &s), DB_EXISTS);
	t_need(db_write(db, FOR_COUNTER, "test", end, &s));
	t_rc(db_write(db, FOR_COUNTER, "test", end, &s), DB_CONFLICT);
	s.at.us = 19;
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 1);
	t_str(s.l[0].state, "ACTIVE");
	t_int((int64_t)s.before_n, 0);
	t_int((int64_t)s.wards_n, 1);
	t_int((int64_t)s.proofs_n, 1);
	s.at.us = 20;
	t_need(db_read(db, FOR_COUNTER, "test", look, &s));
	t_int((int64_t)s.n, 1);
	t_str(s.l[0].reason, "DEATH");
	db_close(db);
}
