/* face/http/reply.c - answers, what every one of them carries, and packing them. */
#include "face/http/reply.h"

#include "face/http/assets.h"
#include "face/http/route.h"

#include <libdeflate.h>
#include <string.h>
#include <strings.h>

enum { PACK_MIN = 1024, PACK_LEVEL = 1 /* 20 us for a page of 8 kB; level 4: 33 us and 4 % less */ };

void reply_header(struct reply *p, const char *name, str value)
{
	must(p->n < REPLY_HEADERS);
	for (size_t i = 0; i < value.n; i++)
		must((unsigned char)value.p[i] >=
		     ' '); /* nobody can smuggle a field or a second reply into it */
	p->headers[p->n++] = (struct header){ str_of(name), value };
}

static void text_of(struct reply *p, int status, str type, str body)
{
	p->status = status;
	p->body = body;
	p->packable = true;
	reply_header(p, "Content-Type", type);
}

void reply_page(struct reply *p, int status, const struct out *html)
{
	text_of(p, status, S("text/html; charset=utf-8"), out_view(html));
}

void reply_json(struct reply *p, int status, const struct out *json)
{
	text_of(p, status, S("application/json"), out_view(json));
}

void reply_text(struct reply *p, int status, str text)
{
	text_of(p, status, S("text/plain; charset=utf-8"), text);
}

void reply_redirect(struct reply *p, int status, str location)
{
	must(location.n >= 1 && location.p[0] == '/' &&
	     (location.n == 1 || (location.p[1] != '/' && location.p[1] != '\\')));
	p->status = status;
	reply_header(p, "Location", location);
}

static void keep_as(struct request *q, struct reply *p, str type, str filename)
{
	struct out o;

	must(filename.n > 0);
	out_init(&o, q->a, filename.n + 32);
	out_lit(&o, "attachment; filename=\"");
	for (size_t i = 0; i < filename.n; i++) {
		char c = filename.p[i];
		bool plain =
		    ('a' <= (c | 32) && (c | 32) <= 'z') || ('0' <= c && c <= '9') || c == '.' || c == '-';
		if (plain)
			out_char(&o, c);
		else
			out_lit(&o, "_");
	}
	out_char(&o, '"');
	p->status = 200;
	reply_header(p, "Content-Type", type);
	reply_header(p, "Content-Disposition", out_view(&o));
}

void reply_file(struct request *q, struct reply *p, str type, str filename, const struct reply_source *from)
{
	must(from->size >= 0);
	keep_as(q, p, type, filename);
	p->source = *from;
}

void reply_bytes(struct request *q, struct reply *p, str type, str filename, str bytes)
{
	keep_as(q, p, type, filename);
	p->body = bytes;
}

static bool has_etag(str list, str etag)
{
	return str_eq(list, S("*")) ||
	       (etag.n > 0 && list.n >= etag.n && memmem(list.p, list.n, etag.p, etag.n) != NULL);
}

void reply_asset(struct request *q, struct reply *p, const struct asset *asset)
{
	bool packed = asset->gzip.n > 0 && reply_takes_gzip(request_header(q, S("accept-encoding")));

	p->lasting = true;
	p->status = has_etag(request_header(q, S("if-none-match")), asset->etag) ? 304 : 200;
	reply_header(p, "ETag", asset->etag);
	reply_header(p, "Vary", S("Accept-Encoding"));
	if (p->status == 304)
		return;
	reply_header(p, "Content-Type", asset->type);
	if (packed)
		reply_header(p, "Content-Encoding", S("gzip"));
	p->body = packed ? asset->gzip : asset->bytes;
}

void reply_error_json(struct request *q, struct reply *p, rc why)
{
	const struct rc_info *info = rc_info(why);
	struct out o;

	out_init(&o, q->a, 256);
	out_lit(&o, "{\"error\":");
	out_json_str(&o, str_of(info->name));
	out_printf(&o, ",\"code\":%d,\"text\":", info->code);
	out_json_str(&o, str_of(info->text));
	out_lit(&o, "}\n");
	reply_json(p, info->http, &o);
}

void reply_error(struct request *q, struct reply *p, rc why)
{
	const struct rc_info *info = rc_info(why);

	if (q->route != NULL && q->route->kind == REPLY_JSON)
		reply_error_json(q, p, why);
	else
		reply_text(p, info->http,
			   str_printf(q->a, "%d %s: %s\n", info->code, info->name, info->text));
}

/* The policy of portal/README 3.4: nothing inline, nothing from elsewhere. */
static str policy(const struct reply *p, struct arena *a)
{
#define POLICY_HEAD \
	"default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; worker-src 'self'; " \
	"connect-src 'self'; manifest-src 'self'; form-action 'self'"
#define POLICY_TAIL "; base-uri 'none'; frame-ancestors 'none'"
	if (p->pay_host.n == 0)
		return S(POLICY_HEAD POLICY_TAIL);
	return str_printf(a, POLICY_HEAD " %.*s" POLICY_TAIL, STR_ARG(p->pay_host));
}

void reply_guard(struct reply *p, struct arena *a, bool personal, bool secure)
{
	reply_header(p, "Content-Security-Policy", policy(p, a));
	reply_header(p, "X-Content-Type-Options", S("nosniff"));
	reply_header(p, "Referrer-Policy", S("same-origin"));
	reply_header(p, "Permissions-Policy",
		     p->camera ? S("camera=(self), microphone=(), geolocation=(), payment=()")
			       : S("camera=(), microphone=(), geolocation=(), payment=()"));
	reply_header(p, "Cross-Origin-Opener-Policy", S("same-origin"));
	reply_header(p, "Cross-Origin-Resource-Policy", S("same-origin"));
	reply_header(p, "Cross-Origin-Embedder-Policy", S("require-corp"));
	if (secure)
		reply_header(p, "Strict-Transport-Security", S("max-age=31536000"));
	reply_header(p, "Cache-Control",
		     p->lasting	      ? S("public, max-age=31536000, immutable")
		     : personal	      ? S("no-store")
		     : p->fresh_s > 0 ? str_printf(a, "public, max-age=%u", p->fresh_s)
				      : S("no-cache"));
}

bool reply_takes_gzip(str accept)
{
	while (accept.n > 0) {
		const char *comma = memchr(accept.p, ',', accept.n);
		str one = { accept.p, comma == NULL ? accept.n : (size_t)(comma - accept.p) };
		accept = comma == NULL ? S("") : (str){ comma + 1, accept.n - one.n - 1 };
		while (str_skip(&one, S(" ")))
			;
		if (one.n < 4 || strncasecmp(one.p, "gzip", 4) != 0)
			continue;
		one = (str){ one.p + 4, one.n - 4 };
		while (str_skip(&one, S(" ")) || str_skip(&one, S(";")))
			;
		/* "q=0", "q=0.0..." refuse it */
		if (one.n == 0)
			return true;
		if (!str_skip(&one, S("q=")))
			continue;
		for (size_t i = 0; i < one.n; i++)
			if ('1' <= one.p[i] && one.p[i] <= '9')
				return true;
	}
	return false;
}

/* One for the life of the worker: making it costs more than packing a page. */
static struct libdeflate_compressor *packer(void)
{
	static struct libdeflate_compressor *z;

	if (z == NULL)
		z = libdeflate_alloc_compressor(PACK_LEVEL);
	must(z != NULL);
	return z;
}

void reply_pack(struct reply *p, struct arena *a, str accept)
{
	if (!p->packable || p->body.n < PACK_MIN || p->body.n > UINT32_MAX / 2)
		return;
	reply_header(p, "Vary", S("Accept-Encoding"));
	if (!reply_takes_gzip(accept))
		return;
	size_t room = libdeflate_gzip_compress_bound(packer(), p->body.n);
	char *to = arena_array(a, char, room);
	size_t n = libdeflate_gzip_compress(packer(), p->body.p, p->body.n, to, room);
	must(n > 0);
	p->body = (str){ to, n };
	reply_header(p, "Content-Encoding", S("gzip"));
}
