/* port/pdf/text.c */
#include "port/pdf/text.h"

enum { HAIR = PANGO_SCALE / 100 };

/* A letter of its own that doesn't move the pen: no mark, which is of one cluster with the letter it stands
 * on. */
static bool stands_on_another(const PangoGlyphString *g, int i)
{
	return g->glyphs[i].geometry.width == 0 && i + 1 < g->num_glyphs &&
	       g->log_clusters[i] != g->log_clusters[i + 1] &&
	       (i == 0 || g->log_clusters[i] != g->log_clusters[i - 1]);
}

static void part_run(PangoLayoutRun *run)
{
	bool rtl = run->item->analysis.level % 2 == 1;

	for (int i = 0; rtl && i < run->glyphs->num_glyphs; i++)
		if (stands_on_another(run->glyphs, i))
			run->glyphs->glyphs[i].geometry.x_offset -= HAIR;
}

void pdf_part_letters(PangoLayout *l)
{
	PangoLayoutIter *at = pango_layout_get_iter(l);

	do {
		PangoLayoutRun *run = pango_layout_iter_get_run(at);
		if (run != NULL) /* else the end of a line */
			part_run(run);
	} while (pango_layout_iter_next_run(at));
	pango_layout_iter_free(at);
}
