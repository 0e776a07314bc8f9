/* port/pdf/pdf.c - pages drawn by cairo, text laid out by Pango. Lengths are in Pango units: 1024 to a point.
 */
#include "port/pdf/pdf.h"

#include "port/pdf/file.h"
#include "port/pdf/text.h"

#include <cairo-pdf.h>
#include <string.h>

#define PT(n) ((n)*PANGO_SCALE)

/* A4; the code is 40 mm and its quiet zone, as SMART Health Cards ask for. */
enum {
	WIDTH = 595,
	HEIGHT = 842,
	MARGIN = PT(62),
	LEFT = MARGIN,
	RIGHT = PT(WIDTH) - MARGIN,
	INNER = RIGHT - LEFT,
	LABEL_PER_CENT = 36,
	LEAST_PER_CENT = 60, /* letters of about 6 points */
	STEP_PER_CENT = 10,
	ARABIC_PER_CENT = 112, /* Naskh is drawn smaller than Latin letters of the same size */
	GUTTER = PT(16),
	CODE_SIDE = PT(125),
	FOOT = PT(HEIGHT) - PT(54), /* nothing below */
	RULE = PT(1) / 2,
};

enum ink { INK_TEXT, INK_QUIET, INK_MARK };

struct drawing {
	struct arena *a;
	const struct pdf_page *page;
	cairo_t *cr;
	PangoContext *context;
	int per_cent; /* of the usual size of letters */
	int y;
	bool letters_missing;
};

/* ---- text ---- */

struct style {
	int size; /* tenths of a point */
	bool bold;
	enum ink ink;
	const char *tag;
};

static const struct style ISSUER = { 135, true, INK_MARK, "P" }, TITLE = { 215, true, INK_TEXT, "H1" },
			  HEADING = { 115, true, INK_MARK, "H2" }, TEXT = { 105, false, INK_TEXT, "P" },
			  LABEL = { 95, false, INK_QUIET, "P" }, VALUE = { 110, true, INK_TEXT, "P" },
			  NAME = { 165, true, INK_TEXT, "P" }, NOTE = { 88, false, INK_TEXT, "P" },
			  COLUMN = { 88, false, INK_QUIET, "TH" }, CELL = { 95, false, INK_TEXT, "TD" },
			  FIRST_CELL = { 100, true, INK_TEXT, "TD" };

static void set_ink(cairo_t *cr, enum ink ink)
{
	switch (ink) {
	case INK_TEXT:
		cairo_set_source_rgb(cr, 0.09, 0.11, 0.14);
		return;
	case INK_QUIET:
		cairo_set_source_rgb(cr, 0.33, 0.37, 0.42);
		return;
	case INK_MARK:
		cairo_set_source_rgb(cr, 0.0, 0.31, 0.28);
		return;
	}
}

/* The page's own side first: where lines begin. */
static PangoLayout *lay_out(struct drawing *d, const struct style *s, str text, int width, bool ltr)
{
	PangoLayout *l = pango_layout_new(d->context);
	PangoFontDescription *font = pango_font_description_from_string(
	    d->page->rtl ? "Noto Naskh Arabic, Noto Sans" : "Noto Sans, Noto Naskh Arabic");

	pango_font_description_set_size(font, s->size * PANGO_SCALE / 10 * d->per_cent / 100);
	pango_font_description_set_weight(font, s->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_context_set_base_dir(d->context,
				   d->page->rtl && !ltr ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	pango_layout_set_font_description(l, font);
	pango_layout_set_auto_dir(l, FALSE);
	pango_layout_set_alignment(l, d->page->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(l, width);
	pango_layout_set_text(l, text.n > 0 ? text.p : "", (int)text.n);
	pango_font_description_free(font);
	d->letters_missing = d->letters_missing || pango_layout_get_unknown_glyphs_count(l) > 0;
	return l;
}

static int height_of(PangoLayout *l)
{
	int w, h;

	pango_layout_get_size(l, &w, &h);
	return h;
}

/* Draws text into a column that begins at `x`; its height. */
static int put(struct drawing *d, const struct style *s, str text, int x, int y, int width, bool ltr)
{
	PangoLayout *l = lay_out(d, s, text, width, ltr);
	int h = height_of(l);

	cairo_tag_begin(d->cr, s->tag, NULL);
	set_ink(d->cr, s->ink);
	cairo_move_to(d->cr, x / (PANGO_SCALE * 1.0), y / (PANGO_SCALE * 1.0));
	pdf_part_letters(l);
	pango_cairo_show_layout(d->cr, l);
	cairo_tag_end(d->cr, s->tag);
	g_object_unref(l);
	return h;
}

static void rule(struct drawing *d, int x, int y, int width, int thick, enum ink ink)
{
	set_ink(d->cr, ink);
	cairo_rectangle(d->cr, x / (PANGO_SCALE * 1.0), y / (PANGO_SCALE * 1.0), width / (PANGO_SCALE * 1.0),
			thick / (PANGO_SCALE * 1.0));
	cairo_fill(d->cr);
}

/* ---- blocks ---- */

/* Label and value side by side in a column that begins at `x`. */
static void put_fact(struct drawing *d, const struct pdf_block *b, int x, int width,
		     const struct style *value)
{
	int label = width / 100 * LABEL_PER_CENT, rest = width - label - GUTTER;
	bool rtl = d->page->rtl;
	int h = put(d, &LABEL, b->text, rtl ? x + width - label : x, d->y + PT(1), label, false);
	int v = put(d, value, b->value, rtl ? x : x + label + GUTTER, d->y, rest, b->ltr);

	d->y += h > v ? h : v;
}

/* The cells of a line side by side, the first one where lines begin; a rule above rows. */
static void put_row(struct drawing *d, const struct pdf_block *b)
{
	static const int per_cent[PDF_CELLS] = { 40, 25, 35 };
	bool heads = b->kind == PDF_COLUMNS;
	int tallest = 0, from = 0;

	cairo_tag_begin(d->cr, "TR", NULL);
	if (!heads) {
		rule(d, LEFT, d->y, INNER, RULE / 2, INK_QUIET);
		d->y += PT(3) * d->per_cent / 100;
	}
	for (int i = 0; i < PDF_CELLS; i++) {
		int width = INNER / 100 * per_cent[i], room = width - (i + 1 < PDF_CELLS ? GUTTER / 2 : 0);
		const struct style *s = heads ? &COLUMN : i == 0 ? &FIRST_CELL : &CELL;
		int h = put(d, s, b->cell[i], d->page->rtl ? RIGHT - from - room : LEFT + from, d->y, room,
			    false);
		tallest = h > tallest ? h : tallest;
		from += width;
	}
	d->y += tallest + PT(3) * d->per_cent / 100;
	cairo_tag_end(d->cr, "TR");
}

static bool in_table(const struct pdf_block *b) { return b->kind == PDF_COLUMNS || b->kind == PDF_ROW; }

static void put_block(struct drawing *d, const struct pdf_block *b)
{
	switch (b->kind) {
	case PDF_TITLE:
		d->y += PT(22);
		d->y += put(d, &TITLE, b->text, LEFT, d->y, INNER, false) + PT(6);
		return;
	case PDF_HEADING:
		d->y += PT(16);
		d->y += put(d, &HEADING, b->text, LEFT, d->y, INNER, false) + PT(4);
		rule(d, LEFT, d->y, INNER, RULE, INK_MARK);
		d->y += PT(5);
		return;
	case PDF_TEXT:
		d->y += put(d, &TEXT, b->text, LEFT, d->y, INNER, false) + PT(8);
		return;
	case PDF_FACT:
		put_fact(d, b, LEFT, INNER, &VALUE);
		d->y += PT(5);
		return;
	case PDF_COLUMNS:
	case PDF_ROW:
		put_row(d, b);
		return;
	}
}

/* Blocks from top to bottom; rows that follow each other are one table. */
static void put_blocks(struct drawing *d)
{
	const struct pdf_block *b = d->page->blocks;
	bool table = false;

	for (size_t i = 0; i < d->page->blocks_n; i++) {
		if (in_table(&b[i]) && !table)
			cairo_tag_begin(d->cr, "Table", NULL);
		if (!in_table(&b[i]) && table) {
			cairo_tag_end(d->cr, "Table");
			d->y += PT(8);
		}
		table = in_table(&b[i]);
		put_block(d, &b[i]);
	}
	if (table)
		cairo_tag_end(d->cr, "Table");
}

static void put_head(struct drawing *d)
{
	d->y = PT(50);
	d->y += put(d, &ISSUER, d->page->issuer, LEFT, d->y, INNER, false) + PT(8);
	rule(d, LEFT, d->y, INNER, PT(2), INK_MARK);
	d->y += PT(2);
}

/* Vector modules without seams: one path for all of them. */
static void put_code(struct drawing *d, int x, int y)
{
	const struct qr *q = d->page->code;

	cairo_save(d->cr);
	cairo_translate(d->cr, x / (PANGO_SCALE * 1.0), y / (PANGO_SCALE * 1.0));
	cairo_scale(d->cr, CODE_SIDE / (PANGO_SCALE * 1.0) / q->side,
		    CODE_SIDE / (PANGO_SCALE * 1.0) / q->side);
	for (int row = 0; row < q->side; row++)
		for (int at = 0; at < q->side; at++) {
			int n = 0;
			while (at + n < q->side && q->dark[row * q->side + at + n] == 1)
				n++;
			if (n > 0)
				cairo_rectangle(d->cr, at, row, n, 1);
			at += n;
		}
	cairo_set_source_rgb(d->cr, 0, 0, 0);
	cairo_fill(d->cr);
	cairo_restore(d->cr);
}

static void put_note(struct drawing *d, const struct pdf_block *b, int x, int width)
{
	if (b->kind == PDF_FACT)
		put_fact(d, b, x, width, &TEXT);
	else
		d->y += put(d, b->kind == PDF_HEADING ? &LABEL : &NOTE, b->text, x, d->y, width, false);
	d->y += PT(3);
}

/* The code on the side where lines end, its quiet zone kept free, the notes beside it. */
static void put_foot(struct drawing *d, int top)
{
	bool rtl = d->page->rtl;
	int quiet = CODE_SIDE * 4 / d->page->code->side + PT(4), width = INNER - CODE_SIDE - quiet - GUTTER;
	int x = rtl ? RIGHT - width : LEFT;

	rule(d, LEFT, top, INNER, RULE, INK_MARK);
	put_code(d, rtl ? LEFT + quiet / 2 : RIGHT - CODE_SIDE - quiet / 2, top + quiet);
	d->y = top + PT(12);
	for (size_t i = 0; i < d->page->notes_n; i++) {
		put_note(d, &d->page->notes[i], x, width);
		if (i == 0)
			d->y += put(d, &NAME, d->page->code_name, x, d->y, width, true) + PT(6);
	}
}

/* The notes shrink with everything else, the code doesn't. */
static int foot_height(const struct drawing *d)
{
	enum { USUAL = PT(205), LEAST = PT(148) };
	int h = USUAL / 100 * (d->per_cent < 100 ? d->per_cent : 100);

	return h > LEAST ? h : LEAST;
}

static bool draw(struct drawing *d)
{
	int top = FOOT - foot_height(d);

	cairo_tag_begin(d->cr, "Document", NULL);
	put_head(d);
	put_blocks(d);
	bool fits = d->y <= top;
	put_foot(d, top);
	fits = fits && d->y <= FOOT;
	cairo_tag_end(d->cr, "Document");
	return fits;
}

/* ---- the file ---- */

static cairo_status_t add_bytes(void *cls, const unsigned char *p, unsigned n)
{
	struct out *o = cls;

	if (o->n + n > PDF_BYTES_MAX)
		return CAIRO_STATUS_WRITE_ERROR;
	out_mem(o, (const char *)p, n);
	return CAIRO_STATUS_SUCCESS;
}

static void describe(struct arena *a, cairo_surface_t *s, const struct pdf_page *page)
{
	str made = instant_text(a, page->made_at);

	cairo_pdf_surface_restrict_to_version(s, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, str_c(a, page->title));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, str_c(a, page->issuer));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_KEYWORDS, str_c(a, page->keywords));
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, str_c(a, made));
}

/* Outlines as the font has them, at no device's mercy: the same bytes everywhere. */
static PangoContext *context_of(cairo_t *cr, str language)
{
	PangoContext *c = pango_cairo_create_context(cr);
	cairo_font_options_t *o = cairo_font_options_create();
	char tag[8] = { 0 };

	must(language.n < sizeof tag);
	memcpy(tag, language.p, language.n);
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(c, o);
	pango_context_set_round_glyph_positions(c, FALSE);
	pango_context_set_language(c, pango_language_from_string(tag));
	cairo_font_options_destroy(o);
	return c;
}

static rc draw_at(struct arena *a, const struct pdf_page *page, int per_cent, bool *ret_fits, str *ret)
{
	struct drawing d = { .a = a, .page = page, .per_cent = per_cent };
	struct out o;

	out_init(&o, a, (size_t)64 << 10);
	cairo_surface_t *s = cairo_pdf_surface_create_for_stream(add_bytes, &o, WIDTH, HEIGHT);
	describe(a, s, page);
	d.cr = cairo_create(s);
	d.context = context_of(d.cr, page->language);
	*ret_fits = draw(&d);
	cairo_show_page(d.cr);
	bool drawn = cairo_status(d.cr) == CAIRO_STATUS_SUCCESS;
	g_object_unref(d.context);
	cairo_destroy(d.cr);
	cairo_surface_finish(s);
	drawn = drawn && cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(s);
	CHECK(!d.letters_missing, PDF_LETTER);
	CHECK(drawn, PDF_DRAW);
	*ret = out_view(&o);
	return OK;
}

rc pdf_draw(struct arena *a, const struct pdf_page *page, str *ret)
{
	bool fits = false;
	str drawn;

	for (int per_cent = page->rtl ? ARABIC_PER_CENT : 100; !fits && per_cent >= LEAST_PER_CENT;
	     per_cent -= STEP_PER_CENT)
		TRY(draw_at(a, page, per_cent, &fits, &drawn));
	CHECK(fits, LIMIT);
	return pdf_finish(a, drawn, page->language, page->rtl, ret);
}
