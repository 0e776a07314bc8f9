/* base/qr.c */
#include "base/qr.h"

#include <qrencode.h>

bool qr_make(struct arena *a, str text, enum qr_spare spare, struct qr *ret)
{
	if (text.n == 0 || text.n > INT32_MAX || memchr(text.p, 0, text.n) != NULL)
		return false;
	/* The text is split into runs of digits, capitals and bytes so that it needs least room. */
	QRcode *code = QRcode_encodeString(str_c(a, text), 0,
					   spare == QR_SPARE_LOW ? QR_ECLEVEL_L : QR_ECLEVEL_M, QR_MODE_8, 1);
	if (code == NULL)
		return false;
	size_t n = (size_t)code->width * (size_t)code->width;
	unsigned char *dark = arena_array(a, unsigned char, n);
	for (size_t i = 0; i < n; i++)
		dark[i] = code->data[i] & 1;
	*ret = (struct qr){ code->width, dark };
	QRcode_free(code);
	return true;
}

/* One run of dark modules of a row. */
static void put_run(struct out *o, int x, int y, int n) { out_printf(o, "M%d %dh%dv1h-%dz", x, y, n, n); }

int qr_path(struct out *path, str text)
{
	struct qr code;

	if (!qr_make(path->a, text, QR_SPARE_MEDIUM, &code))
		return 0;
	for (int y = 0; y < code.side; y++)
		for (int x = 0, n = 0; x<code.side; x += n> 0 ? n : 1) {
			for (n = 0; x + n < code.side && code.dark[y * code.side + x + n] == 1; n++)
				;
			if (n > 0)
				put_run(path, x, y, n);
		}
	return code.side;
}
