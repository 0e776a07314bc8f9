/* base/qr.h - a text as a QR code (ISO/IEC 18004): its modules, or drawn as one SVG path. */
#ifndef BASE_QR_H
#define BASE_QR_H

#include "base/out.h"

/* How much of a code may be lost or dirty: about 7 or 15 per cent. */
enum qr_spare { QR_SPARE_LOW, QR_SPARE_MEDIUM };

/* Leave four modules free on each side when drawing it. */
struct qr {
	int side;		   /* modules, without the quiet zone: 17 + 4 x version */
	const unsigned char *dark; /* side x side, row by row from the top: 1 is dark */
};

/* The smallest code that holds the text, digits packed as digits; memory of `a`. False when the text is
 * empty, has a NUL or is too long for any code. */
bool qr_make(struct arena *a, str text, enum qr_spare spare, struct qr *ret);

/* Modules of the code's side without its quiet zone, and in `path` its dark modules, one unit each ("M4
 * 0h1v1h-1z..."), to be filled. 0 when qr_make() makes none. Medium error correction. */
int qr_path(struct out *path, str text);

#endif
