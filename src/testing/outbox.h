/* testing/outbox.h - what lies in the outbox, newest first. */
#ifndef TESTING_OUTBOX_H
#define TESTING_OUTBOX_H

#include "domain/message/message.h"

struct outbox {
	struct arena *a;
	struct message *list;
	size_t n;
};

static inline rc outbox_read(struct tx *tx, void *cls)
{
	struct outbox *o = cls;

	return message_list(tx, (person_id){ 0 }, (message_id){ INT64_MAX }, 1000, o->a, &o->list, &o->n);
}

static inline struct outbox outbox(struct db *db, struct arena *a)
{
	struct outbox o = { .a = a };

	must(rc_ok(db_read(db, FOR_MESSAGE, "outbox", outbox_read, &o)));
	return o;
}

/* The six digits of a message, in whatever language; "" when there are none. */
static inline str message_code(const struct message *m)
{
	str s = m->body;

	for (size_t at = 0, n = 0; at < s.n; at++) {
		n = '0' <= s.p[at] && s.p[at] <= '9' ? n + 1 : 0;
		bool ends = at + 1 == s.n || s.p[at + 1] < '0' || '9' < s.p[at + 1];
		if (n == 6 && ends)
			return (str){ s.p + at - 5, 6 };
	}
	return S("");
}

/* Of the newest message of a kind; of any when `kind` is empty. */
static inline str outbox_code(struct db *db, struct arena *a, str kind)
{
	struct outbox o = outbox(db, a);

	for (size_t i = 0; i < o.n; i++)
		if (kind.n == 0 || str_eq(o.list[i].kind, kind))
			return message_code(&o.list[i]);
	return S("");
}

#endif
