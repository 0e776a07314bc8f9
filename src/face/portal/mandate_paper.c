/* face/portal/mandate_paper.c - a mandate as a printed page. */
#include "face/portal/mandate_paper.h"

#include "face/portal/part.h"
#include "port/pdf/pdf.h"

enum { BLOCKS_MAX = 24, NOTES_MAX = 4 };

struct writing {
	struct arena *a;
	struct locale at;
	struct pdf_block blocks[BLOCKS_MAX], notes[NOTES_MAX];
	size_t blocks_n, notes_n;
};

static void add(struct writing *w, enum pdf_kind kind, str text, str value, bool ltr)
{
	must(w->blocks_n < BLOCKS_MAX);
	w->blocks[w->blocks_n++] =
	    (struct pdf_block){ .kind = kind, .text = text, .value = value, .ltr = ltr };
}

static void note(struct writing *w, enum pdf_kind kind, str text)
{
	must(w->notes_n < NOTES_MAX);
	w->notes[w->notes_n++] = (struct pdf_block){ .kind = kind, .text = text };
}

static str words(const struct writing *w, enum text_key key) { return text_get(w->at.lang, key); }

static str told(struct writing *w, enum text_key key, instant when)
{
	return text_str(w->a, w->at, key, TEXT_ARGS(TEXT_ARG("when", when)));
}

str mandate_filename(struct arena *a, const struct mandate_view *v)
{
	return str_printf(a, "mandate-%.*s.pdf", STR_ARG(v->reference));
}

/* What it is about; then the words, whose first line is the title's. */
static void add_body(struct writing *w, const struct mandate_view *v)
{
	str rest = v->text, line;

	add(w, PDF_TITLE, words(w, TEXT(mandate_title)), S(""), false);
	add(w, PDF_FACT, words(w, TEXT(mandate_creditor)), v->creditor_name, false);
	add(w, PDF_FACT, words(w, TEXT(mandate_person)), v->person_name, false);
	add(w, PDF_FACT, words(w, TEXT(mandate_number)), v->number, true);
	while (page_line(&rest, &line))
		add(w, PDF_TEXT, line, S(""), false);
	if (v->given)
		return;
	add(w, PDF_TEXT, words(w, TEXT(mandate_to_sign)), S(""), false);
	add(w, PDF_FACT, words(w, TEXT(mandate_place)), S("................................"), false);
	add(w, PDF_FACT, words(w, TEXT(mandate_signature)), S("................................"), false);
}

rc mandate_paper(struct arena *a, const struct mandate_view *v, str *ret)
{
	struct writing *w = arena_new(a, struct writing);
	struct qr code;

	w->a = a;
	w->at.country = str_eq(v->country, S("dz")) ? COUNTRY_DZ : COUNTRY_MA;
	CHECK(text_lang_of(v->language, &w->at.lang), USER_LANGUAGE);
	CHECK(qr_make(a, v->reference, QR_SPARE_LOW, &code), LIMIT);
	add_body(w, v);
	note(w, PDF_HEADING, words(w, TEXT(payment_reference)));
	if (v->given)
		note(w, PDF_TEXT,
		     told(w,
			  str_eq(v->signing, SIGNED_PAPER) ? TEXT(mandate_signed_paper)
							   : TEXT(mandate_signed_code),
			  v->at));
	if (v->revoked_at.us != 0)
		note(w, PDF_TEXT, told(w, TEXT(mandate_revoked), v->revoked_at));
	struct pdf_page page = {
		.language = v->language,
		.rtl = w->at.lang == LANG_AR,
		.issuer = v->creditor_name,
		.title =
		    str_printf(a, "%.*s %.*s", STR_ARG(words(w, TEXT(mandate_title))), STR_ARG(v->reference)),
		.keywords = v->reference,
		.made_at = v->at,
		.blocks = w->blocks,
		.blocks_n = w->blocks_n,
		.code = &code,
		.code_name = v->reference,
		.notes = w->notes,
		.notes_n = w->notes_n,
	};
	return pdf_draw(a, &page, ret);
}
