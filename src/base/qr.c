/* base/qr.c */
#include "base/qr.h"

#include <qrencode.h>

/* One run of dark modules of a row. */
static void put_run(struct out *o, int x, int y, int n) { out_printf(o, "M%d %dh%dv1h-%dz", x, y, n, n); }

int qr_path(struct out *path, str text)
{
	if (text.n == 0 || text.n > INT32_MAX)
		return 0;
	QRcode *code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
	if (code == NULL)
		return 0;
	int side = code->width;
	for (int y = 0; y < side; y++)
		for (int x = 0, n = 0; x < side; x += n > 0 ? n : 1) {
			for (n = 0; x + n < side && (code->data[y * side + x + n] & 1) != 0; n++)
				;
			if (n > 0)
				put_run(path, x, y, n);
		}
	QRcode_free(code);
	return side;
}
