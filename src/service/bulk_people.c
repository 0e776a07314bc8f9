/* service/bulk_people.c */
#include "service/bulk_people.h"

#include <string.h>

static const char *const names[BULK_STEPS] = { "IDENTIFIERS", "PEOPLE", "BIRTHS", "NAMES", "PHONES" };

const char *bulk_step_name(enum bulk_step s) { return names[s]; }

enum bulk_step bulk_step_of(str name)
{
	for (int s = 0; s < BULK_STEPS; s++)
		if (str_eq(name, (str){ names[s], strlen(names[s]) }))
			return (enum bulk_step)s;
	return BULK_IDENTIFIERS;
}

const struct db_table *bulk_step_table(enum bulk_step s)
{
	static const struct db_table *const tables[BULK_STEPS] = {
		[BULK_IDENTIFIERS] = &identifier_table,
		[BULK_BIRTHS] = &person_cell_table,
		[BULK_NAMES] = &person_name_table,
		[BULK_PHONES] = &person_phone_table,
	};

	return tables[s];
}

struct lease bulk_lease(struct arena *a) { return lease_named(a, S("feed.apply")); }

rc bulk_journal(struct tx *tx, struct arena *a, const struct person *p, size_t n, int64_t first,
		struct journal_entry e)
{
	struct digest d;
	unsigned char hash[DIGEST_BYTES];

	digest_begin(&d);
	for (size_t i = 0; i < n; i++) {
		const struct person *x = &p[i];
		struct digest_person row = { x->person_id,    x->number,	x->last_name, x->first_name,
					     x->last_name_ar, x->first_name_ar, x->born,      x->sex,
					     x->commune_id,   x->address,	x->phone,     x->email,
					     x->language,     x->source_id };
		digest_person(&d, &row);
	}
	digest_end(&d, hash);
	e.digest = (blob){ hash, sizeof hash };
	e.detail = str_printf(a, "%lld..%lld", (long long)first, (long long)first + (long long)n - 1);
	return journal_write(tx, clock_now(), &e);
}
