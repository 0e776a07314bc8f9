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
		if (f->events[i].event.user_id.v != actor_of(q)->user_id.v &&
		    !str_eq(f->events[i].event.purpose, journal_purpose(FOR_SELF)))
			rows[n++] = v->journal[i];
	v->journal = rows;
	v->journal_n = n;
}

/* What a member is asked to do, in this order; done is what was finished once, online or at a counter. */
static const struct show_task *tasks(struct request *q, const struct person_view *f, size_t *ret_n)
{
	static const struct {
		enum used_service use;
		enum text_key title, text;
		const char *path;
	} all[] = {
		{ USE_CONTACT, TEXT(task_contact), TEXT(task_contact_text), "/own/contact" },
		{ USE_FAMILY, TEXT(task_family), TEXT(task_family_text), "/own/family" },
		{ USE_PAYMENT_MODE, TEXT(task_payment), TEXT(task_payment_text), "/own/payment" },
		{ USE_ATTESTATION, TEXT(task_attestation), TEXT(task_attestation_text), "/#papers" },
	};
	enum { TASKS_N = sizeof all / sizeof all[0] };
	struct show_task *rows = arena_array(q->a, struct show_task, TASKS_N);

	for (size_t i = 0; i < TASKS_N; i++)
		rows[i] = (struct show_task){ .title = all[i].title,
					      .text = all[i].text,
					      .path = str_of(all[i].path),
					      .done = f->used & (1u << all[i].use) };
	*ret_n = TASKS_N;
	return rows;
}

rc own_home(struct request *q, struct reply *p)
{
	struct page page = frame_page(q, MENU_HOME);
	struct person_view f;

	TRY(person_show_own(portal_of(q)->db, q->a, actor_person(actor_of(q)), &f));
	struct show_own v = { .person = person_shown(q, &f),
			      .messages = messages(q, &f),
			      .messages_n = f.messages_n };
	v.tasks = tasks(q, &f, &v.tasks_n);
	keep_others(q, &v.person, &f);
	TRY(person_papers(q, FOR_SELF, &v.person));
	frame_reply(q, p, 200, page_own, &page, &v);
	return OK;
}
