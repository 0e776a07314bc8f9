/* service/bulk_people.c */
#include "service/bulk_people.h"

#include "service/refresh_rights.h"

static const char *const names[BULK_STEPS] = { "IDENTIFIERS", "PEOPLE", "BIRTHS", "NAMES", "PHONES" };

const char *bulk_step_name(enum bulk_step s) { return names[s]; }

enum bulk_step bulk_step_of(str name)
{
	for (int s = 0; s < BULK_STEPS; s++)
		if (str_eq(name, str_of(names[s])))
			return (enum bulk_step)s;
	return BULK_IDENTIFIERS;
}

struct lease bulk_lease(struct arena *a) { return lease_named(a, S("feed.apply")); }

void bulk_room(struct bulk_chunk *c, struct arena *a, size_t max)
{
	if (c->step != BULK_PEOPLE) {
		c->keys = arena_alloc(a, max, sizeof(struct identifier));
		return;
	}
	c->people = arena_array(a, struct person, max);
	c->ids = arena_array(a, struct identifier, max);
	c->members = arena_array(a, struct membership, max);
	c->accounts = arena_array(a, struct bank_account, max);
}
_Static_assert(sizeof(struct identifier) >= sizeof(struct person_cell), "the widest row of keys");

/* Of people with consecutive ids, just written. */
static rc decide_rights(struct tx *tx, const struct bulk_chunk *c)
{
	enum { MEMORY = 512 << 20 };
	struct rights_refreshed done;
	struct rights_desk desk;
	struct arena a;

	if (c->people_n == 0)
		return OK;
	arena_init(&a, MEMORY);
	rc r = rights_desk_open(tx, &a, &desk);
	if (rc_ok(r))
		r = refresh_rights_range(tx, &a, c->people[0].known_from, &desk, c->people[0].person_id,
					 c->people[c->people_n - 1].person_id, &done);
	arena_done(&a);
	return r;
}

static rc load_people(struct tx *tx, const struct bulk_chunk *c)
{
	TRY(db_load(tx, &person_table, c->people, c->people_n));
	TRY(db_load(tx, &person_identifier_table, c->ids, c->ids_n));
	TRY(db_load(tx, &membership_table, c->members, c->members_n));
	TRY(db_load(tx, &bank_account_table, c->accounts, c->accounts_n));
	TRY(db_load(tx, &family_link_table, c->links, c->links_n));
	TRY(db_load(tx, &contribution_table, c->contributions, c->contributions_n));
	TRY(db_load(tx, &household_score_table, c->scores, c->scores_n));
	return decide_rights(tx, c);
}

rc bulk_load(struct tx *tx, const struct bulk_chunk *c)
{
	static const struct db_table *const keys[BULK_STEPS] = {
		[BULK_IDENTIFIERS] = &identifier_table,
		[BULK_BIRTHS] = &person_cell_table,
		[BULK_NAMES] = &person_name_table,
		[BULK_PHONES] = &person_phone_table,
	};

	return c->step == BULK_PEOPLE ? load_people(tx, c) : db_load(tx, keys[c->step], c->keys, c->keys_n);
}

void bulk_digest(struct bulk_chunk *c)
{
	struct digest d;

	digest_begin(&d);
	for (size_t i = 0; i < c->people_n; i++) {
		const struct person *x = &c->people[i];
		struct digest_person row = { x->person_id,    x->number,	x->last_name, x->first_name,
					     x->last_name_ar, x->first_name_ar, x->born,      x->sex,
					     x->commune_id,   x->address,	x->phone,     x->email,
					     x->language,     x->source_id };
		digest_person(&d, &row);
	}
	digest_end(&d, c->digest);
}

rc bulk_journal(struct tx *tx, struct arena *a, const struct bulk_chunk *c, struct journal_entry e)
{
	e.digest = (blob){ c->digest, sizeof c->digest };
	e.detail = str_printf(a, "%lld..%lld", (long long)c->first_nth,
			      (long long)c->first_nth + (long long)c->people_n - 1);
	return journal_write(tx, clock_now(), &e);
}
