/* face/portal/family_rows.c - relatives as pages show them. */
#include "face/portal/family_rows.h"

#include "face/portal/family_form.h"
#include "face/portal/part.h"

static const struct show_proof *proofs(struct request *q, const struct family_member *m)
{
	struct show_proof *rows = arena_array(q->a, struct show_proof, m->proofs_n + 1);

	for (size_t i = 0; i < m->proofs_n; i++)
		rows[i] = (struct show_proof){ m->proofs[i].kind, m->proofs[i].from_day,
					       form_last(m->proofs[i].until_day) };
	return rows;
}

/* What a new proof, or a first one, continues. */
static bool continues(enum dependant_why why)
{
	return why == WHY_STUDENT_PROOF || why == WHY_DISABILITY_PROOF || why == WHY_AGE;
}

struct show_relative relative_row(struct request *q, const struct family_member *m)
{
	struct show_person names = { .last_name = m->last_name,
				     .first_name = m->first_name,
				     .last_name_ar = m->last_name_ar,
				     .first_name_ar = m->first_name_ar };
	struct show_relative r = { .id = m->person_id.v,
				   .name = full_name(q->a, (enum lang)q->lang, &names),
				   .name_other = full_name_other(q->a, (enum lang)q->lang, &names),
				   .number = m->number,
				   .born = m->born,
				   .sex = m->sex,
				   .role = family_role_name(m->role),
				   .is = m->dependant.is,
				   .last = form_last(m->dependant.until),
				   .why = dependant_why_name(m->dependant.why),
				   .since = m->from,
				   .court = m->court_reference,
				   .proofs = proofs(q, m),
				   .proofs_n = m->proofs_n };
	int64_t left = (int64_t)m->dependant.until.days - clock_day(q->now).days;

	if (continues(m->dependant.why) && m->dependant.is && left <= TOLD_DAYS)
		r.days_left = left;
	r.lapsed = continues(m->dependant.why) && !m->dependant.is;
	return r;
}

rc family_read(struct request *q, struct family_view *ret)
{
	struct acting by = whose_reads(q);

	return family_show(portal_of(q)->db, q->a, &by, whose_person(q), clock_day(q->now), ret);
}

str family_name(struct request *q, const struct family_view *f)
{
	struct show_person names = { .last_name = f->last_name,
				     .first_name = f->first_name,
				     .last_name_ar = f->last_name_ar,
				     .first_name_ar = f->first_name_ar };

	return full_name(q->a, (enum lang)q->lang, &names);
}
