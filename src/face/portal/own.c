/* face/portal/own.c - what a member sees: the own file, what was sent, who looked. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"
#include "face/portal/person_rows.h"

#include "pages.h"

static const struct show_message_row *messages(struct request *q, const struct person_view *f)
{
	struct show_message_row *rows = arena_array(q->a, struct show_message_row, f->messages_n + 1);

	for (size_t i = 0; i < f->messages_n; i++) {
		const struct message *m = &f->messages[i];
		rows[i] = (struct show_message_row){ m->asked_at, m->channel, m->state,
						     m->secret ? S("") : m->body };
	}
	return rows;
}

/* What the member did is no news to the member. */
static void keep_others(struct request *q, struct show_person *v, const struct person_view *f)
{
	struct show_journal_row *rows = arena_array(q->a, struct show_journal_row, v->journal_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < v->journal_n; i++)
		if (f->events[i].event.user_id.v != actor_of(q)->user_id.v)
			rows[n++] = v->journal[i];
	v->journal = rows;
	v->journal_n = n;
}

rc own_home(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_HOME);
	struct person_view f;

	TRY(person_show_own(portal_of(q)->db, q->a, actor_person(actor_of(q)), &f));
	struct show_own v = { .person = person_shown(q, &f),
			      .messages = messages(q, &f),
			      .messages_n = f.messages_n };
	keep_others(q, &v.person, &f);
	TRY(person_papers(q, FOR_SELF, &v.person));
	frame_reply(q, p, 200, page_own, &page, &v);
	return OK;
}
