/* port/pdf/text.h - a laid-out text, so that it can be read out of the file again. */
#ifndef PORT_PDF_TEXT_H
#define PORT_PDF_TEXT_H

#include <pango/pangocairo.h>
#include <stdbool.h>

/* In Noto's Arabic fonts the alef behind a lam has no width of its own: both glyphs stand at the same point,
 * and readers that sort letters by their place (poppler 22.12, 2026-11-27) can't tell which is first and take
 * the word apart. Moves such letters a hundredth of a point on in the direction of writing, which nobody
 * sees. */
void pdf_part_letters(PangoLayout *l);

#endif
