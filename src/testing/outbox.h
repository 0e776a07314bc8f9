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

#endif
