/* face/portal/paper.c - an attestation as a printed page. */
#include "face/portal/paper.h"

#include "base/utf8.h"
#include "port/pdf/pdf.h"
#include "service/check_attestation.h"

enum { BLOCKS_MAX = 32, NOTES_MAX = 8 };

struct writing {
	struct arena *a;
	const struct attestation_view *v;
	struct locale at;
	struct pdf_block blocks[BLOCKS_MAX], notes[NOTES_MAX];
	size_t blocks_n, notes_n;
};

static void add(struct writing *w, struct pdf_block b)
{
	must(w->blocks_n < BLOCKS_MAX);
	w->blocks[w->blocks_n++] = b;
}

static void note(struct writing *w, struct pdf_block b)
{
	must(w->notes_n < NOTES_MAX);
	w->notes[w->notes_n++] = b;
}

static str words(const struct writing *w, enum text_key key) { return text_get(w->at.lang, key); }

/* A message of a family, such as "member." and ACTIVE. */
static str named(const struct writing *w, const char *family, str name)
{
	struct out o;

	out_init(&o, w->a, 64);
	text_named(&o, w->at, TEXT_INTO_PLAIN, family, name);
	return out_view(&o);
}

static void fact(struct writing *w, enum text_key label, str value, bool ltr)
{
	if (value.n > 0)
		add(w, (struct pdf_block){
			   .kind = PDF_FACT, .text = words(w, label), .value = value, .ltr = ltr });
}

static str joined(struct arena *a, str last, str first)
{
	return last.n > 0 && first.n > 0 ? str_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(last))
	       : last.n > 0		 ? last
					 : first;
}

static str born_text(const struct writing *w, str born)
{
	struct out o;

	out_init(&o, w->a, 64);
	text_born(&o, w->at, TEXT_INTO_PLAIN, born);
	return out_view(&o);
}

static void add_person(struct writing *w)
{
	const struct attestation_content *c = &w->v->content;
	str latin = joined(w->a, c->last_name, c->first_name),
	    arabic = joined(w->a, c->last_name_ar, c->first_name_ar);
	bool arabic_first = w->at.lang == LANG_AR && arabic.n > 0;

	fact(w, TEXT(paper_name), arabic_first || latin.n == 0 ? arabic : latin, false);
	fact(w, TEXT(paper_name_other), latin.n == 0 ? S("") : arabic_first ? latin : arabic, false);
	fact(w, TEXT(paper_born), born_text(w, c->born), false);
	fact(w, TEXT(paper_number), w->v->number, true);
}

/* What the register knows about one: from when, until which day, in which state. */
static void add_membership(struct writing *w, const struct attested_membership *m)
{
	str language = text_lang(w->at.lang), state = named(w, "member.", m->state);
	str scheme = attestation_scheme_name(w->v, m->scheme, language), when;

	if (m->until.days == DATE_NEVER.days)
		when = text_str(w->a, w->at, TEXT(paper_since), TEXT_ARGS(TEXT_ARG("from", m->from)));
	else
		when = text_str(
		    w->a, w->at, TEXT(paper_from_to),
		    TEXT_ARGS(TEXT_ARG("from", m->from), TEXT_ARG("to", ((date){ m->until.days - 1 }))));
	add(w, (struct pdf_block){ .kind = PDF_FACT,
				   .text = scheme,
				   .value = str_printf(w->a, "%.*s\n%.*s", STR_ARG(state), STR_ARG(when)) });
}

static void add_memberships(struct writing *w)
{
	const struct attestation_content *c = &w->v->content;
	bool day_only = c->kind->day_only;

	add(w, (struct pdf_block){ .kind = PDF_HEADING,
				   .text = day_only
					       ? text_str(w->a, w->at, TEXT(paper_memberships_on),
							  TEXT_ARGS(TEXT_ARG("day", clock_day(c->issued_at))))
					       : words(w, TEXT(paper_memberships)) });
	for (size_t i = 0; i < c->memberships_n; i++)
		add_membership(w, &c->memberships[i]);
	if (c->memberships_n == 0)
		add(w, (struct pdf_block){ .kind = PDF_TEXT, .text = words(w, TEXT(paper_no_membership)) });
	if (day_only)
		add(w, (struct pdf_block){ .kind = PDF_TEXT, .text = words(w, TEXT(paper_not_care)) });
}

/* The name in the page's script first, the other one below. */
static str names_of(const struct writing *w, const struct attested_relative *r)
{
	str latin = joined(w->a, r->last_name, r->first_name),
	    arabic = joined(w->a, r->last_name_ar, r->first_name_ar);
	bool arabic_first = w->at.lang == LANG_AR;

	if (latin.n == 0 || arabic.n == 0)
		return latin.n == 0 ? arabic : latin;
	return str_printf(w->a, "%.*s\n%.*s", STR_ARG(arabic_first ? arabic : latin),
			  STR_ARG(arabic_first ? latin : arabic));
}

/* Until when somebody is a dependant, and which court said so of a ward. */
static str until_text(const struct writing *w, const struct attested_relative *r)
{
	str until;

	if (!r->said)
		until = words(w, TEXT(paper_not_said));
	else if (r->until.days == DATE_NEVER.days)
		until = words(w, TEXT(paper_no_end));
	else
		until = text_str(w->a, w->at, TEXT(paper_until),
				 TEXT_ARGS(TEXT_ARG("day", ((date){ r->until.days - 1 }))));
	if (r->court.n == 0)
		return until;
	str court =
	    text_str(w->a, w->at, TEXT(paper_guardianship), TEXT_ARGS(TEXT_ARG("reference", r->court)));
	return str_printf(w->a, "%.*s\n%.*s", STR_ARG(until), STR_ARG(court));
}

static void add_family(struct writing *w)
{
	const struct attestation_content *c = &w->v->content;

	add(w, (struct pdf_block){ .kind = PDF_HEADING,
				   .text = text_str(w->a, w->at, TEXT(paper_family_on),
						    TEXT_ARGS(TEXT_ARG("day", clock_day(c->issued_at)))) });
	add(w, (struct pdf_block){ .kind = PDF_COLUMNS,
				   .cell = { words(w, TEXT(paper_name)), words(w, TEXT(paper_born_number)),
					     words(w, TEXT(paper_dependant)) } });
	for (size_t i = 0; i < c->relatives_n; i++) {
		const struct attested_relative *r = &c->relatives[i];
		str role = named(w, "familyrole.", r->role),
		    number = attestation_number(w->a, w->v, r->number), born = born_text(w, r->born);
		add(w, (struct pdf_block){
			   .kind = PDF_ROW,
			   .cell = {
			       names_of(w, r),
			       str_printf(w->a, "%.*s\n" LEFT_TO_RIGHT, STR_ARG(born), STR_ARG(number)),
			       str_printf(w->a, "%.*s\n%.*s", STR_ARG(role), STR_ARG(until_text(w, r))) } });
	}
	if (c->unconfirmed)
		add(w, (struct pdf_block){ .kind = PDF_TEXT, .text = words(w, TEXT(paper_unconfirmed)) });
	add(w, (struct pdf_block){ .kind = PDF_TEXT, .text = words(w, TEXT(paper_family_not)) });
}

static void add_notes(struct writing *w)
{
	note(w, (struct pdf_block){ .kind = PDF_HEADING, .text = words(w, TEXT(paper_reference)) });
	note(w, (struct pdf_block){
		    .kind = PDF_TEXT,
		    .text = text_str(w->a, w->at, TEXT(paper_issued),
				     TEXT_ARGS(TEXT_ARG("day", clock_day(w->v->content.issued_at)))) });
	note(w, (struct pdf_block){ .kind = PDF_TEXT, .text = words(w, TEXT(paper_proves)) });
	note(w, (struct pdf_block){ .kind = PDF_TEXT, .text = words(w, TEXT(paper_confirm)) });
}

str paper_filename(struct arena *a, const struct attestation_view *v)
{
	return str_printf(a, "attestation-%.*s.pdf", STR_ARG(v->reference));
}

static str fund_name(const struct attestation_view *v, enum lang lang)
{
	return lang == LANG_AR ? v->fund_ar : lang == LANG_FR ? v->fund_fr : v->fund_en;
}

rc paper_of(struct arena *a, const struct keys *keys, const struct attestation_view *v, str *ret)
{
	struct writing *w = arena_new(a, struct writing);
	struct qr code;
	str pdf;

	w->a = a, w->v = v;
	w->at.country = str_eq(v->country, S("dz")) ? COUNTRY_DZ : COUNTRY_MA;
	CHECK(text_lang_of(v->language, &w->at.lang), USER_LANGUAGE);
	CHECK(qr_make(a, jws_to_shc(a, v->jws), QR_SPARE_LOW, &code), ATTESTATION_LONG);
	str title = named(w, "paper_title.", v->content.kind->kind);
	add(w, (struct pdf_block){ .kind = PDF_TITLE, .text = title });
	add(w,
	    (struct pdf_block){ .kind = PDF_TEXT, .text = named(w, "paper_says.", v->content.kind->kind) });
	add_person(w);
	if (v->content.kind->family)
		add_family(w);
	else
		add_memberships(w);
	add_notes(w);
	struct pdf_page page = {
		.language = v->language,
		.rtl = w->at.lang == LANG_AR,
		.issuer = fund_name(v, w->at.lang),
		.title = str_printf(a, "%.*s %.*s", STR_ARG(title), STR_ARG(v->reference)),
		.keywords = v->jws,
		.made_at = v->content.issued_at,
		.blocks = w->blocks,
		.blocks_n = w->blocks_n,
		.code = &code,
		.code_name = v->reference,
		.notes = w->notes,
		.notes_n = w->notes_n,
	};
	TRY(pdf_draw(a, &page, &pdf));
	return attestation_seal(a, keys->paper, &v->content, pdf, ret);
}
