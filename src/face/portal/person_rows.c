/* face/portal/person_rows.c - what the fund knows about one person, as pages show it. */
#include "face/portal/person_rows.h"

#include "face/portal/frame.h"
#include "face/portal/rights_rows.h"
#include "face/portal/whose.h"

#include "service/issue_attestation.h"

static const struct show_identifier_row *identifiers(struct request *q, const struct person_view *v)
{
	struct show_identifier_row *rows =
	    arena_array(q->a, struct show_identifier_row, v->identifiers_n + 1);

	for (size_t i = 0; i < v->identifiers_n; i++)
		rows[i] = (struct show_identifier_row){ v->identifiers[i].kind, v->identifiers[i].value };
	return rows;
}

static const struct show_membership_row *memberships(struct request *q, const struct person_view *v)
{
	struct show_membership_row *rows =
	    arena_array(q->a, struct show_membership_row, v->memberships_n + 1);

	for (size_t i = 0; i < v->memberships_n; i++) {
		const struct membership *m = &v->memberships[i];
		bool open = m->until_day.days == DATE_NEVER.days;
		rows[i] = (struct show_membership_row){
			.scheme = m->scheme,
			.name =
			    scheme_name(v->schemes, v->schemes_n, m->scheme, text_lang((enum lang)q->lang)),
			.state = m->state,
			.profession = m->profession,
			.income_class = m->income_class,
			.from = m->from_day,
			.last = { open ? DATE_NEVER.days : m->until_day.days - 1 }
		};
	}
	return rows;
}

/* "DGI-12", the request, or what it was. */
static str source_named(struct request *q, const struct person_source_view *s)
{
	enum lang lang = (enum lang)q->lang;

	if (s->body_code.n > 0)
		return str_printf(q->a, "%.*s-%lld", STR_ARG(s->body_code), (long long)s->sequence);
	return s->request.n > 0 ? s->request
				: text_get(lang, s->contact ? TEXT(person_said) : TEXT(person_decision));
}

static const struct show_source_row *sources(struct request *q, const struct person_view *v)
{
	struct show_source_row *rows = arena_array(q->a, struct show_source_row, v->sources_n + 1);

	for (size_t i = 0; i < v->sources_n; i++) {
		const struct person_source_view *s = &v->sources[i];
		rows[i] = (struct show_source_row){ .id = s->source_id,
						    .what = source_named(q, s),
						    .at = s->at,
						    .own = s->contact || s->request.n > 0 };
		if (s->body_code.n > 0 && may(q, TASK_SEE_DELIVERY))
			rows[i].path = str_printf(q->a, "/feeds/%lld", (long long)s->source_id);
	}
	return rows;
}

static const struct show_journal_row *journal(struct request *q, const struct person_view *v)
{
	struct show_journal_row *rows = arena_array(q->a, struct show_journal_row, v->events_n + 1);

	for (size_t i = 0; i < v->events_n; i++) {
		const struct event *e = &v->events[i].event;
		rows[i] = (struct show_journal_row){ e->at, v->events[i].who, e->kind, e->purpose, S("") };
	}
	return rows;
}

static const struct show_receipt_row *receipts(struct request *q, const struct person_view *v)
{
	struct show_receipt_row *rows = arena_array(q->a, struct show_receipt_row, v->receipts_n + 1);

	for (size_t i = 0; i < v->receipts_n; i++) {
		const struct person_receipt_view *r = &v->receipts[i];
		rows[i] = (struct show_receipt_row){ r->reference, r->r.what, r->r.at, r->who, r->r.reason };
	}
	return rows;
}

static const struct show_review_row *questions(struct request *q, const struct person_view *v)
{
	struct show_review_row *rows = arena_array(q->a, struct show_review_row, v->reviews_n + 1);

	for (size_t i = 0; i < v->reviews_n; i++)
		rows[i] =
		    (struct show_review_row){ .id = v->reviews[i].review_id.v, .code = v->reviews[i].code };
	return rows;
}

/* The commune, then what it lies in. */
static str place(struct request *q, const struct person_view *v)
{
	str text = S("");

	for (size_t i = 0; i < v->territories_n; i++) {
		str name = frame_name(q, v->territory[i].name_fr, v->territory[i].name_ar);
		text = i == 0 ? name
			      : str_printf(q->a, "%.*s%s%.*s", STR_ARG(text),
					   q->lang == LANG_AR ? "، " : ", ", STR_ARG(name));
	}
	return text;
}

/* Today, as the pages of rights say it. */
static struct show_right right(struct request *q, const struct person_view *f)
{
	date today = clock_day(q->now);
	struct rights_words w = { .at = { (enum lang)q->lang, portal_of(q)->country },
				  .schemes = f->schemes,
				  .schemes_n = f->schemes_n,
				  .on = today };
	struct rights_standing x = rights_standing_on(&f->rights, today);

	return right_shown(q, &w, &x, whose_own(q), f->p.person_id);
}

struct show_person person_shown(struct request *q, const struct person_view *f)
{
	return (struct show_person){ .id = f->p.person_id.v,
				     .number = f->number,
				     .last_name = f->p.last_name,
				     .first_name = f->p.first_name,
				     .last_name_ar = f->p.last_name_ar,
				     .first_name_ar = f->p.first_name_ar,
				     .born = f->p.born,
				     .sex = f->p.sex,
				     .commune = place(q, f),
				     .address = f->p.address,
				     .phone = f->phone,
				     .email = f->p.email,
				     .language = f->p.language,
				     .state = f->p.state,
				     .died = f->died,
				     .survivor_id = f->p.survivor_id.v,
				     .identifiers = identifiers(q, f),
				     .identifiers_n = f->identifiers_n,
				     .right = right(q, f),
				     .memberships = memberships(q, f),
				     .memberships_n = f->memberships_n,
				     .sources = sources(q, f),
				     .sources_n = f->sources_n,
				     .journal = journal(q, f),
				     .journal_n = f->events_n,
				     .receipts = receipts(q, f),
				     .receipts_n = f->receipts_n,
				     .serves_payment = may(q, TASK_SERVE_PAYMENT),
				     .reviews = questions(q, f),
				     .reviews_n = may(q, TASK_REVIEW) ? f->reviews_n : 0 };
}

rc person_papers(struct request *q, enum purpose why, struct show_person *v)
{
	enum { PAPERS_MAX = 10 };
	struct attestation *list;
	size_t n, kinds_n;
	const struct attestation_kind *kinds = attestation_kinds(&kinds_n);

	TRY(attestation_papers(portal_of(q)->db, q->a, (person_id){ v->id }, PAPERS_MAX, why, &list, &n));
	struct show_paper_row *rows = arena_array(q->a, struct show_paper_row, n + 1);
	struct choice *choices = arena_array(q->a, struct choice, kinds_n);
	for (size_t i = 0; i < n; i++)
		if (whose_family(q) || !str_eq(list[i].kind, S("FAMILY")))
			rows[v->papers_n++] =
			    (struct show_paper_row){ reference_text(q->a, list[i].reference), list[i].kind,
						     list[i].language, list[i].issued_at };
	for (size_t i = 0; i < kinds_n && str_eq(v->state, S("ACTIVE")); i++) {
		enum text_key title;
		if (text_find("paper_title.", kinds[i].kind, &title))
			choices[v->paper_kinds_n++] =
			    (struct choice){ kinds[i].word, text_get((enum lang)q->lang, title) };
	}
	v->papers = rows;
	v->paper_kinds = choices;
	return OK;
}
