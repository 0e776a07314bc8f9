#include "base/qr.h"

#include "testing/t.h"

#include <zbar.h>

enum { ZOOM = 4, QUIET = 4, SIDE_MAX = (177 + 2 * QUIET) * ZOOM };

/* Draws the path and reads the picture with another program's eyes. */
static str read_back(struct arena *a, int side, str path)
{
	int size = (side + 2 * QUIET) * ZOOM, x, y, n, used;
	unsigned char *picture = arena_array(a, unsigned char, (size_t)size * (size_t)size);
	str got = S("");

	memset(picture, 255, (size_t)size * (size_t)size);
	for (const char *p = str_c(a, path); sscanf(p, "M%d %dh%dv1h-%*dz%n", &x, &y, &n, &used) == 3; p += used)
		for (int i = 0; i < n * ZOOM; i++)
			for (int j = 0; j < ZOOM; j++)
				picture[((y + QUIET) * ZOOM + j) * size + (x + QUIET) * ZOOM + i] = 0;
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, (unsigned)size, (unsigned)size);
	zbar_image_set_data(image, picture, (unsigned long)size * (unsigned long)size, NULL);
	if (zbar_scan_image(scanner, image) == 1) {
		const zbar_symbol_t *s = zbar_image_first_symbol(image);
		str read = { zbar_symbol_get_data(s), zbar_symbol_get_data_length(s) };
		got = (str){ str_c(a, read), read.n };
	}
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return got;
}

T(qr_is_read_by_others)
{
	struct out o;
	str url = S("otpauth://totp/Sanad:chef?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sanad&digits=6");

	out_init(&o, a, 0);
	int side = qr_path(&o, url);
	t_ok(side >= 21 && side % 4 == 1);
	t_ok(str_eq(read_back(a, side, out_view(&o)), url));
	t_seeds (20) {
		char text[300];
		size_t n = (size_t)t_between(1, sizeof text);
		for (size_t i = 0; i < n; i++)
			text[i] = (char)t_between('0', 'z');
		out_init(&o, a, 0);
		side = qr_path(&o, (str){ text, n });
		t_ok(side <= SIDE_MAX && str_eq(read_back(a, side, out_view(&o)), (str){ text, n }));
	}
}

T(qr_has_limits)
{
	struct out o;

	out_init(&o, a, 0);
	t_int(qr_path(&o, S("")), 0);
	char *text = arena_array(a, char, 4000);
	memset(text, 'x', 4000);
	t_int(qr_path(&o, (str){ text, 4000 }), 0);
	t_int((int64_t)o.n, 0);
}
