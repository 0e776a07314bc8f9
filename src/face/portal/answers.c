/* face/portal/answers.c - what was typed, read once more. */
#include "face/portal/answers.h"

#include "pages.h"

#include <string.h>

bool answers_sent(const struct request *q) { return str_eq(request_text(q, "step"), S("send")); }
bool answers_changed(const struct request *q) { return str_eq(request_text(q, "step"), S("change")); }

void answers_begin(struct answers *s, struct request *q, struct page *page, enum text_key title,
		   enum text_key lead, enum text_key send)
{
	s->a = q->a;
	s->at = page->at;
	s->page = page;
	s->view = (struct show_check){ .title = title, .lead = lead, .send = send, .rows = s->rows };
}

void answers_add(struct answers *s, enum text_key label, str value, bool ltr)
{
	if (value.n == 0)
		return;
	must(s->view.n < ANSWERS_MAX);
	s->rows[s->view.n++] = (struct show_answer){ label, value, ltr };
}

void answers_add_born(struct answers *s, enum text_key label, str born)
{
	struct out o;

	out_init(&o, s->a, 64);
	text_born(&o, s->at, TEXT_INTO_PLAIN, born);
	answers_add(s, label, out_view(&o), false);
}

void answers_add_day(struct answers *s, enum text_key label, date day)
{
	struct out o;

	if (day.days == DATE_NEVER.days)
		return;
	out_init(&o, s->a, 64);
	text_day(&o, s->at, TEXT_INTO_PLAIN, day);
	answers_add(s, label, out_view(&o), false);
}

void answers_add_word(struct answers *s, enum text_key label, const char *family, str word)
{
	struct out o;

	out_init(&o, s->a, 64);
	text_named(&o, s->at, TEXT_INTO_PLAIN, family, word);
	answers_add(s, label, out_view(&o), false);
}

void answers_add_paper(struct answers *s, const struct brought *b)
{
	if (b->document_id.v != 0)
		answers_add_word(s, TEXT(check_paper), "papers.", b->kind);
}

/* Every field of the form as it was sent, but for the step and for files. */
static void hide(struct request *q, struct show_check *v, const char *const *field,
		 const struct brought *paper, size_t n)
{
	struct show_hidden *h = arena_array(q->a, struct show_hidden, PARAMS_MAX);

	for (const struct param *x = q->route->params; x != NULL && x->name != NULL; x++) {
		str value = x->type == PARAM_FILE ? S("") : request_text(q, x->name);
		for (size_t i = 0; i < n; i++)
			if (strcmp(x->name, str_printf(q->a, "%s_kept", field[i]).p) == 0)
				value = paper[i].document_id.v == 0
					    ? S("")
					    : str_printf(q->a, "%lld", (long long)paper[i].document_id.v);
		if (value.n > 0 && strcmp(x->name, "step") != 0)
			h[v->hidden_n++] = (struct show_hidden){ x->name, value };
	}
	v->hidden = h;
}

rc answers_show(struct request *q, struct reply *p, struct answers *s, const char *const *field,
		const struct brought *paper, size_t n)
{
	s->view.path = q->place;
	s->page->path = q->place;
	hide(q, &s->view, field, paper, n);
	frame_reply(q, p, 200, page_check, s->page, &s->view);
	return OK;
}
