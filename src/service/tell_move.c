/* service/tell_move.c - who was moved is told, once. */
#include "service/move_people.h"

#include "domain/journal/journal.h"
#include "domain/person/person.h"
#include "domain/scheme/scheme.h"

#include "service/tell_person.h"

#include "store/db.h"

static rc begin(struct tx *tx, void *cls)
{
	static const char *const from[] = { "DONE", NULL };
	struct move_work *w = cls;

	TRY(move_get(tx, w->j->nth, w->a, &w->m));
	TRY(move_in(&w->m, from));
	CHECK(w->m.tell_by.v != 0, MOVE_STATE);
	return lease_begin(tx, &w->lease);
}

static struct person person_of(const struct move_person *p)
{
	return (struct person){ .person_id = p->person_id,
				.number = p->number,
				.phone = p->phone,
				.last_name = p->last_name,
				.first_name = p->first_name,
				.last_name_ar = p->last_name_ar,
				.first_name_ar = p->first_name_ar,
				.email = p->email,
				.language = p->language };
}

static rc tell(struct tx *tx, struct move_work *w, const struct move_person *mp, const struct scheme *schemes,
	       size_t n, struct telling_words *words)
{
	struct person p = person_of(mp);
	str language = p.language.n > 0 ? p.language : S("ar");
	struct telling t = { .kind = S("move.done"), .cause = w->m.move_id, .words = words };
	struct message_value values[] = {
		{ "name", person_called(w->tmp, &p, language) },
		{ "number", str_printf(w->tmp, "%lld", (long long)p.number) },
		{ "what", scheme_name(schemes, n, w->m.to_scheme, language) },
		{ "day", date_text(w->tmp, w->m.day) },
	};
	bool told;

	TRY(tell_person(tx, w->tmp, clock_now(), &p, &t, values, sizeof values / sizeof values[0], &told));
	*(told ? &w->next.told : &w->next.no_way) += 1;
	return OK;
}

static rc chunk(struct tx *tx, void *cls)
{
	struct telling_words words = { .n = 0 };
	struct move_work *w = cls;
	struct move_person *list;
	struct scheme *schemes;
	size_t n, schemes_n;

	TRY(lease_go_on(tx, &w->lease));
	TRY(move_people(tx, &w->m, w->chunk, w->tmp, &list, &n));
	w->next = w->m;
	w->over = (int64_t)n < w->chunk;
	if (n == 0)
		return OK;
	TRY(scheme_list(tx, w->tmp, &schemes, &schemes_n));
	for (size_t i = 0; i < n; i++)
		TRY(tell(tx, w, &list[i], schemes, schemes_n, &words));
	w->next.tell_position = list[n - 1].person_id;
	TRY(move_put(tx, &w->m, &w->next));
	struct journal_entry e = { .user = w->m.tell_by,
				   .why = FOR_CAMPAIGN,
				   .kind = S("move.told"),
				   .object = w->m.move_id,
				   .detail = str_printf(w->tmp, "%zu families up to %lld", n,
							(long long)w->next.tell_position.v) };
	return journal_write(tx, clock_now(), &e);
}

static rc finish(struct tx *tx, void *cls)
{
	struct move_work *w = cls;

	w->next = w->m;
	return lease_end(tx, &w->lease);
}

rc move_tell(struct db *db, const struct move_job *j)
{
	static const struct move_steps steps = { "TELL", "tell", MOVE_TELL_CHUNK, FOR_CAMPAIGN,
						 begin,	 chunk,	 finish };

	return move_work_do(db, j, &steps);
}
