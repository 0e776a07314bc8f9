/* base/qr.h - a text as a QR code (ISO/IEC 18004), drawn as one SVG path. */
#ifndef BASE_QR_H
#define BASE_QR_H

#include "base/out.h"

/* Modules of the code's side without its quiet zone, and in `path` its dark modules, one unit each ("M4 0h1v1h-1z..."),
 * to be filled; leave four units free on each side. 0 when the text is too long for a code (about 2,300 bytes). Medium
 * error correction. */
int qr_path(struct out *path, str text);

#endif
