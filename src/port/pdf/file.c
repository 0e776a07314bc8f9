/* port/pdf/file.c - the structure of the file around the page (ISO 32000-1, 7.5). */
#include "port/pdf/file.h"

#include "port/pdf/pdf.h"

#include <string.h>

#define SEAL_LINE "\n%sanad-seal "
#define KEYWORDS "/Keywords ("

/* The only place of `what` in `s`; NULL when there is none or more than one. */
static const char *only(str s, str what)
{
	const char *at = memmem(s.p, s.n, what.p, what.n);

	if (at == NULL || memmem(at + 1, (size_t)(s.p + s.n - at) - 1, what.p, what.n) != NULL)
		return NULL;
	return at;
}

static str from(str s, const char *at) { return (str){ at, (size_t)(s.p + s.n - at) }; }
static str until(str s, const char *at) { return (str){ s.p, (size_t)(at - s.p) }; }

/* The catalogue is the last object: what is put into it moves the table behind it, and no object. */
rc pdf_finish(struct arena *a, str pdf, str language, bool rtl, str *ret)
{
	const char *catalog = only(pdf, S("/Type /Catalog\n")), *start = only(pdf, S("\nstartxref\n"));
	const char *table = only(pdf, S("\nxref\n"));
	struct out o;
	int64_t at;

	CHECK(catalog != NULL && start != NULL && table != NULL && catalog < table && table < start,
	      PDF_DRAW);
	CHECK(memmem(catalog, (size_t)(table - catalog), " obj\n", 5) == NULL, PDF_DRAW);
	str tail = from(pdf, start + 11);
	CHECK(str_digits(&tail, 1, 10, &at) && str_eq(tail, S("\n%%EOF\n")) && at == table + 1 - pdf.p,
	      PDF_DRAW);
	catalog += sizeof "/Type /Catalog\n" - 1;
	str more = str_printf(a, "   /Lang (%.*s)\n   /ViewerPreferences << /DisplayDocTitle true%s >>\n",
			      STR_ARG(language), rtl ? " /Direction /R2L" : "");
	out_init(&o, a, pdf.n + 512);
	out_str(&o, until(pdf, catalog));
	out_str(&o, more);
	out_mem(&o, catalog, (size_t)(start - catalog));
	out_lit(&o, SEAL_LINE);
	out_printf(&o, "\nstartxref\n%lld\n%%%%EOF\n", (long long)at + (long long)more.n);
	*ret = out_view(&o);
	return OK;
}

rc pdf_parts(str pdf, struct pdf_parts *ret)
{
	const char *line = only(pdf, S(SEAL_LINE));

	CHECK(pdf.n <= PDF_BYTES_MAX && line != NULL, PDF_SEAL);
	line += sizeof SEAL_LINE - 1;
	const char *end = memchr(line, '\n', (size_t)(pdf.p + pdf.n - line));
	CHECK(end != NULL && end - line <= PDF_SEAL_MAX, PDF_SEAL);
	*ret = (struct pdf_parts){ until(pdf, line), { line, (size_t)(end - line) }, from(pdf, end) };
	return OK;
}

str pdf_with_seal(struct arena *a, const struct pdf_parts *parts, str seal)
{
	struct out o;

	must(seal.n <= PDF_SEAL_MAX);
	for (size_t i = 0; i < seal.n; i++)
		must(' ' < seal.p[i] && seal.p[i] <= '~');
	out_init(&o, a, parts->before.n + seal.n + parts->after.n);
	out_str(&o, parts->before);
	out_str(&o, seal);
	out_str(&o, parts->after);
	return out_view(&o);
}

rc pdf_keywords(str pdf, str *ret)
{
	const char *at = only(pdf, S(KEYWORDS));

	CHECK(pdf.n <= PDF_BYTES_MAX && at != NULL, PDF_SEAL);
	at += sizeof KEYWORDS - 1;
	const char *end = memchr(at, ')', (size_t)(pdf.p + pdf.n - at));
	CHECK(end != NULL, PDF_SEAL);
	*ret = (str){ at, (size_t)(end - at) };
	return OK;
}
