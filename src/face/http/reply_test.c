#include "face/http/assets.h"
#include "face/http/route.h"

#include "testing/t.h"

#include <zlib.h>

static str header(const struct reply *p, const char *name)
{
	return header_of(p->headers, p->n, str_of(name));
}

T(nothing_can_be_smuggled_into_a_header)
{
	struct reply p = { 0 };

	t_dies({ reply_header(&p, "Location", S("/a\r\nSet-Cookie: x")); });
	t_dies({ reply_redirect(&p, 303, S("https://evil.example/")); });
	t_dies({ reply_redirect(&p, 303, S("//evil.example/")); });
	t_dies({ reply_redirect(&p, 303, S("/\\evil.example/")); });
	t_dies({ reply_redirect(&p, 303, S("")); });
	reply_redirect(&p, 303, S("/fr"));
	t_str(header(&p, "location"), "/fr");
}

T(what_may_be_kept)
{
	struct reply p = { 0 };

	reply_guard(&p, a, true, true);
	t_str(header(&p, "cache-control"), "no-store");
	t_str(header(&p, "strict-transport-security"), "max-age=31536000");
	p = (struct reply){ .pay_host = S("https://bank.example"), .camera = true };
	reply_guard(&p, a, false, false);
	t_str(header(&p, "cache-control"), "no-cache");
	t_str(header(&p, "strict-transport-security"), "");
	t_ok(memmem(header(&p, "content-security-policy").p, header(&p, "content-security-policy").n,
		    "form-action 'self' https://bank.example;", 40) != NULL);
	t_ok(memmem(header(&p, "permissions-policy").p, 13, "camera=(self)", 13) != NULL);
}

T(gzip_is_taken)
{
	t_ok(reply_takes_gzip(S("gzip")));
	t_ok(reply_takes_gzip(S("deflate, gzip;q=1.0, *;q=0.5")));
	t_ok(reply_takes_gzip(S("br,GZIP ; q=0.01")));
	t_ok(!reply_takes_gzip(S("gzip;q=0")));
	t_ok(!reply_takes_gzip(S("gzip;q=0.000")));
	t_ok(!reply_takes_gzip(S("br, deflate")));
	t_ok(!reply_takes_gzip(S("xgzip, gzipx")));
	t_ok(!reply_takes_gzip(S("")));
}

T(packed_and_unpacked_is_the_same)
{
	t_seeds (30) {
		size_t n = (size_t)t_between(1, 60000);
		char *text = arena_array(a, char, n);
		unsigned char *back = arena_array(a, unsigned char, n + 1);
		struct out o;
		struct reply p = { 0 };
		z_stream z = { 0 };

		for (size_t i = 0; i < n; i++)
			text[i] = (char)t_between('a', 'f');
		out_init(&o, a, 10);
		out_mem(&o, text, n);
		reply_page(&p, 200, &o);
		reply_pack(&p, a, S("gzip"));
		if (n < 1024) {
			t_ok(p.body.n == n && header(&p, "content-encoding").n == 0);
			continue;
		}
		t_str(header(&p, "content-encoding"), "gzip");
		t_str(header(&p, "vary"), "Accept-Encoding");
		t_ok(p.body.n < n);
		must(inflateInit2(&z, 15 + 16) == Z_OK);
		z.next_in = (unsigned char *)(uintptr_t)p.body.p, z.avail_in = (uInt)p.body.n;
		z.next_out = back, z.avail_out = (uInt)n + 1;
		t_int(inflate(&z, Z_FINISH), Z_STREAM_END);
		t_ok(z.total_out == n && memcmp(back, text, n) == 0);
		(void)inflateEnd(&z);
	}
}

T(an_asset_is_kept_for_ever_and_sent_once)
{
	struct header h[] = { { S("Accept-Encoding"), S("gzip") }, { S("If-None-Match"), S("\"x\"") } };
	struct request q = { .a = a, .headers = h, .headers_n = 2 };
	const struct asset *css = asset_find(S("sanad.css"));
	struct reply p = { 0 };

	must(css != NULL);
	reply_asset(&q, &p, css);
	reply_guard(&p, a, false, false);
	t_int(p.status, 200);
	t_ok(str_eq(p.body, css->gzip));
	t_str(header(&p, "content-encoding"), "gzip");
	t_str(header(&p, "cache-control"), "public, max-age=31536000, immutable");
	p = (struct reply){ 0 };
	h[1].value = css->etag;
	reply_asset(&q, &p, css);
	t_int(p.status, 304);
	t_int((int64_t)p.body.n, 0);
	p = (struct reply){ 0 };
	q.headers_n = 0;
	reply_asset(&q, &p, css);
	t_ok(p.status == 200 && str_eq(p.body, css->bytes));
}
