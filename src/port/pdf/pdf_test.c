/* A page in both directions: the same bytes again, what is in the file, its seal, and what isn't drawn. */
#include "port/pdf/pdf.h"

#include "testing/t.h"

static struct pdf_page page_of(struct arena *a, bool rtl)
{
	static const struct pdf_block fr[] = {
		{ .kind = PDF_TITLE, .text = { "Attestation", 11 } },
		{ .kind = PDF_FACT, .text = { "Nom", 3 }, .value = { "Exemple", 7 } }
	};
	static const struct pdf_block ar[] = { { .kind = PDF_TITLE, .text = { "شهادة", 10 } } };
	static const struct pdf_block note = { .kind = PDF_TEXT, .text = { "1", 1 } };
	struct qr *code = arena_new(a, struct qr);

	must(qr_make(a, S("shc:/1234567890"), QR_SPARE_LOW, code));
	return (struct pdf_page){ .language = rtl ? S("ar") : S("fr"),
				  .rtl = rtl,
				  .issuer = S("Caisse"),
				  .title = S("Attestation é"),
				  .keywords = S("eyJ.a-_"),
				  .made_at = { INT64_C(1795521600000000) },
				  .blocks = rtl ? ar : fr,
				  .blocks_n = rtl ? 1 : 2,
				  .code = code,
				  .code_name = S("7K4M-92QX-TB11"),
				  .notes = &note,
				  .notes_n = 1 };
}

static bool has(str s, const char *what) { return memmem(s.p, s.n, what, strlen(what)) != NULL; }

T(pdf_is_the_same_again)
{
	str one, two, keywords;

	for (int rtl = 0; rtl < 2; rtl++) {
		struct pdf_page p = page_of(a, rtl == 1);
		t_need(pdf_draw(a, &p, &one));
		t_need(pdf_draw(a, &p, &two));
		t_ok(str_eq(one, two));
		t_ok(has(one, rtl ? "/Lang (ar)" : "/Lang (fr)") && has(one, "/MarkInfo") &&
		     has(one, "/FontFile"));
		t_int(has(one, "/Direction /R2L"), rtl);
		t_ok(has(one, "/CreationDate (20261124120000Z)")); /* as it is told, not the clock's */
		t_need(pdf_keywords(one, &keywords));
		t_str(keywords, "eyJ.a-_");
	}
}

T(pdf_carries_a_seal)
{
	struct pdf_page p = page_of(a, false);
	struct pdf_parts parts, again;
	struct out o;
	str pdf;

	t_need(pdf_draw(a, &p, &pdf));
	t_need(pdf_parts(pdf, &parts));
	t_int((int64_t)parts.seal.n, 0);
	str sealed = pdf_with_seal(a, &parts, S("abc.def"));
	t_need(pdf_parts(sealed, &again));
	t_str(again.seal, "abc.def");
	t_ok(str_eq(again.before, parts.before) && str_eq(again.after, parts.after));
	t_rc(pdf_parts(S("%PDF-1.5\n"), &parts), PDF_SEAL);
	out_init(&o, a, 0);
	out_str(&o, sealed);
	out_lit(&o, "\n%sanad-seal x\n");
	t_rc(pdf_parts(out_view(&o), &parts), PDF_SEAL);
	t_rc(pdf_keywords(S("/Keywords (a) /Keywords (b)"), &pdf), PDF_SEAL);
}

T(pdf_says_what_it_cannot_draw)
{
	struct pdf_page p = page_of(a, false);
	struct pdf_block odd = { .kind = PDF_TEXT, .text = S("\xf4\x8f\xbf\xbd") }; /* a letter of no font */
	struct pdf_block *many = arena_array(a, struct pdf_block, 100);
	str pdf;

	p.blocks = &odd, p.blocks_n = 1;
	t_rc(pdf_draw(a, &p, &pdf), PDF_LETTER);
	for (size_t i = 0; i < 100; i++)
		many[i] = (struct pdf_block){ .kind = PDF_TEXT, .text = S("une ligne") };
	p.blocks = many, p.blocks_n = 100;
	t_rc(pdf_draw(a, &p, &pdf), LIMIT);
}
