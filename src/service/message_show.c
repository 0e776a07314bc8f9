/* service/message_show.c */
#include "service/message_show.h"

#include "domain/journal/journal.h"

#include "store/db.h"

struct showing {
	struct arena *a;
	person_id person;
	message_id before, id;
	size_t max;
	user_id who;
	struct message_page page;
	struct message message;
	struct message_count *counts;
	size_t counts_n;
};

static rc was_read(struct tx *tx, const struct showing *s, str kind, person_id person)
{
	struct journal_entry e = {
		.user = s->who, .why = FOR_MESSAGE, .kind = kind, .person = person, .object = s->id.v
	};

	return journal_write(tx, clock_now(), &e);
}

static rc list(struct tx *tx, void *cls)
{
	struct showing *s = cls;
	struct message_page *p = &s->page;

	TRY(message_list(tx, s->person, s->before, s->max + 1, s->a, &p->rows, &p->n));
	p->more = p->n > s->max;
	p->n = p->more ? s->max : p->n;
	return was_read(tx, s, S("message.listed"), s->person);
}

rc message_page_get(struct db *db, struct arena *a, person_id person, message_id before, size_t max,
		    user_id who, struct message_page *ret)
{
	struct showing s = { .a = a,
			     .person = person,
			     .before = before.v != 0 ? before : (message_id){ INT64_MAX },
			     .max = max,
			     .who = who };

	must(0 < max && max <= MESSAGES_PAGE_MAX);
	TRY(db_write(db, FOR_MESSAGE, "messages", list, &s));
	*ret = s.page;
	return OK;
}

static rc get(struct tx *tx, void *cls)
{
	struct showing *s = cls;

	TRY(message_get(tx, s->id, s->a, &s->message));
	return was_read(tx, s, S("message.read"), s->message.person_id);
}

rc message_view_get(struct db *db, struct arena *a, message_id id, user_id who, struct message *ret)
{
	struct showing s = { .a = a, .id = id, .who = who };

	TRY(db_write(db, FOR_MESSAGE, "message", get, &s));
	*ret = s.message;
	return OK;
}

static rc counts(struct tx *tx, void *cls)
{
	struct showing *s = cls;

	return message_counts(tx, s->a, &s->counts, &s->counts_n);
}

rc message_status(struct db *db, struct arena *a, struct message_count **ret, size_t *ret_n)
{
	struct showing s = { .a = a };

	TRY(db_read(db, FOR_SYSTEM, "messages", counts, &s));
	*ret = s.counts;
	*ret_n = s.counts_n;
	return OK;
}
