/* service/note_use.h - a service was finished: written down by the transaction that finishes it. */
#ifndef SERVICE_NOTE_USE_H
#define SERVICE_NOTE_USE_H

#include "domain/person/person.h"
#include "domain/usage/usage.h"

/* `agent`: who acted for the person; 0: the person themselves, online. */
rc note_use(struct tx *tx, instant now, user_id agent, const struct person *p, enum used_service s) MUST_USE;

#endif
