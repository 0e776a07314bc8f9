/* face/portal/request_rows.c - requests as pages show them. */
#include "face/portal/request_rows.h"

#include "face/portal/family_form.h"
#include "face/portal/part.h"

#include "domain/family/family.h"
#include "service/keep_document.h"

#include <string.h>

struct show_request_row request_row(struct request *q, const struct request_item *i)
{
	struct show_person names = { .last_name = i->last_name,
				     .first_name = i->first_name,
				     .last_name_ar = i->last_name_ar,
				     .first_name_ar = i->first_name_ar };

	return (struct show_request_row){ .id = i->r.request_id.v,
					  .reference = i->reference,
					  .kind = i->r.kind,
					  .state = i->r.state,
					  .opened = i->r.opened_at,
					  .due = i->r.due_at,
					  .person = i->r.person_id.v,
					  .name = full_name(q->a, (enum lang)q->lang, &names),
					  .number = i->number,
					  .late = i->late };
}

struct show_request_row *request_rows(struct request *q, const struct request_item *list, size_t n)
{
	struct show_request_row *rows = arena_array(q->a, struct show_request_row, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = request_row(q, &list[i]);
	return rows;
}

/* ---- one ---- */

static void declared(struct request *q, const struct request_view *f, struct show_request *v)
{
	const struct family_declaration *d = &f->declaration;
	struct show_person names = { .last_name = d->last_name,
				     .first_name = d->first_name,
				     .last_name_ar = d->last_name_ar,
				     .first_name_ar = d->first_name_ar };
	unsigned asks = (unsigned)f->item.r.asks;

	v->family = f->family;
	v->role = d->role;
	v->relative = full_name(q->a, (enum lang)q->lang, &names);
	v->relative_other = full_name_other(q->a, (enum lang)q->lang, &names);
	v->born = d->born;
	v->sex = d->sex;
	v->id_value = d->id_value;
	v->from = d->from_day;
	v->proof_kind = d->proof_kind;
	v->proof_last = form_last(d->proof_until);
	v->court = d->court_reference;
	v->known = f->known ? f->relative_number : S("");
	for (str word = family_question_next(&asks); word.n > 0 && v->asks_n < REQUEST_ASKS_MAX;
	     word = family_question_next(&asks))
		v->asks[v->asks_n++] = word;
}

str statement_sender(struct request *q, const struct statement_matter *m)
{
	return m->body_code.n == 0 ? S("")
				   : str_printf(q->a, "%.*s-%lld%s%.*s", STR_ARG(m->body_code),
						(long long)m->sequence, q->lang == LANG_AR ? "، " : ", ",
						STR_ARG(frame_name(q, m->body_fr, m->body_ar)));
}

str statement_about(struct request *q, const struct request_statement *s, const struct statement_matter *m)
{
	if (s->scheme.n == 0)
		return s->source_id == 0    ? S("")
		       : m->body_code.n > 0 ? statement_sender(q, m)
					    : text_get((enum lang)q->lang, TEXT(person_decision));
	struct locale at = { (enum lang)q->lang, portal_of(q)->country };
	str since = text_str(q->a, at, TEXT(person_since), TEXT_ARGS(TEXT_ARG("from", s->from_day)));
	str name = scheme_name(&m->scheme, 1, s->scheme, text_lang((enum lang)q->lang));
	return str_printf(q->a, "%.*s · %.*s", STR_ARG(name), STR_ARG(since));
}

static void stated(struct request *q, const struct request_view *f, struct show_request *v)
{
	const struct request_statement *s = &f->statement;
	const struct statement_matter *m = &f->matter;

	v->is_stated = true;
	v->stated = (struct show_stated){ .about = statement_about(q, s, m),
					  .last = form_last(s->stopped_day),
					  .field = s->field,
					  .value = s->value,
					  .words = s->words,
					  .scheme = s->scheme.n > 0,
					  .held = m->held,
					  .state = m->membership.state,
					  .from = m->membership.from_day,
					  .until = form_last(m->membership.until_day),
					  .known = m->known,
					  .sent_by = statement_sender(q, m),
					  .at = m->at };
}

struct show_request request_shown(struct request *q, const struct request_view *f)
{
	struct show_request v = { .head = request_row(q, &f->item),
				  .handled_by = f->handled_by,
				  .answer = f->item.r.answer };
	struct show_step *steps = arena_array(q->a, struct show_step, f->steps_n + 1);
	struct show_document_row *papers = arena_array(q->a, struct show_document_row, f->documents_n + 1);

	if (f->family)
		declared(q, f, &v);
	if (f->stated)
		stated(q, f, &v);
	for (size_t i = 0; i < f->steps_n; i++)
		steps[i] = (struct show_step){ .state = f->steps[i].step.to_state,
					       .at = f->steps[i].step.at,
					       .who = f->steps[i].who,
					       .note = f->steps[i].step.note };
	for (size_t i = 0; i < f->documents_n; i++)
		papers[i] = (struct show_document_row){ f->documents[i].document_id.v, f->documents[i].kind,
							f->documents[i].media, f->documents[i].bytes,
							f->documents[i].verdict };
	v.steps = steps;
	v.steps_n = f->steps_n;
	v.documents = papers;
	v.documents_n = f->documents_n;
	return v;
}

/* ---- its papers ---- */

enum { PAPER_MEMORY = 64 << 20 };

/* A paper on its way to the browser: too large for the request's own memory. */
struct paper_out {
	struct arena a;
	struct document_content c;
};

static int64_t read_paper(void *cls, int64_t at, char *to, size_t room)
{
	const struct paper_out *o = cls;
	size_t left = o->c.bytes.n - (size_t)at, n = left < room ? left : room;

	if (n > 0)
		memcpy(to, o->c.bytes.p + at, n);
	return (int64_t)n;
}

static void paper_done(void *cls) { arena_done(&((struct paper_out *)cls)->a); }

static str ending(str media)
{
	return str_eq(media, S("image/jpeg"))  ? S("jpg")
	       : str_eq(media, S("image/png")) ? S("png")
					       : S("pdf");
}

static rc came_with(const struct request_view *f, document_id id)
{
	for (size_t i = 0; i < f->documents_n; i++)
		if (f->documents[i].document_id.v == id.v)
			return OK;
	FAIL(DOCUMENT_NONE);
}

rc request_paper(struct request *q, struct reply *p, const struct acting *by, const struct request_view *f,
		 document_id id)
{
	struct portal *w = portal_of(q);

	TRY(came_with(f, id));
	struct paper_out *o = arena_new(q->a, struct paper_out);
	arena_init(&o->a, PAPER_MEMORY);
	rc r = document_read(w->db, &o->a, w->keys.totp, id, by, &o->c);
	if (!rc_ok(r)) {
		arena_done(&o->a);
		return r;
	}
	struct reply_source source = { read_paper, paper_done, o, (int64_t)o->c.bytes.n };
	str media = str_copy(q->a, o->c.document.media);
	reply_file(q, p, media,
		   str_printf(q->a, "%.*s.%.*s", STR_ARG(o->c.document.kind), STR_ARG(ending(media))),
		   &source);
	return OK;
}
