#include "base/out.h"

#include "base/utf8.h"
#include "testing/t.h"

#include <json-c/json.h>

static struct out fresh_out(struct arena *a)
{
	struct out o;

	out_init(&o, a, 0);
	return o;
}

T(out_grows_and_keeps_what_it_has)
{
	struct out o = fresh_out(a);
	for (int64_t i = 0; i < 20000; i++)
		out_int(&o, i % 10);
	t_int((int64_t)o.n, 20000);
	for (size_t i = 0; i < o.n; i++)
		if (o.p[i] != (char)('0' + i % 10))
			t_fail("byte %zu is lost", i);
}

T(out_writes_whole_numbers)
{
	struct out o = fresh_out(a);
	out_int(&o, INT64_MIN), out_char(&o, ' '), out_int(&o, 0), out_char(&o, ' '), out_int(&o, INT64_MAX);
	t_str(out_view(&o), "-9223372036854775808 0 9223372036854775807");
	o.n = 0;
	out_printf(&o, "%s-%03d", "DGI", 7);
	t_str(out_view(&o), "DGI-007");
}

T(out_html_lets_no_mark_up_through)
{
	struct out o = fresh_out(a);
	out_html(&o, S("<b a=\"x\" b='y'>&amp;\0é"));
	t_str(out_view(&o), "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;é");
}

/* What a browser makes of the entities is what was written, and no byte that could open a tag or close an
 * attribute is left. */
T(out_html_is_undone_by_reading)
{
	const struct { str e; char c; } back[] = { { S("&amp;"), '&' }, { S("&lt;"), '<' }, { S("&gt;"), '>' },
		{ S("&quot;"), '"' }, { S("&#39;"), '\'' } };
	t_seeds(500)
	{
		struct arena tmp;
		char raw[64], read[64];
		size_t n = (size_t)t_between(0, 64), m = 0;
		arena_init(&tmp, 1 << 20);
		struct out o = fresh_out(&tmp);
		for (size_t i = 0; i < n; i++)
			raw[i] = t_between(0, 1) ? "&<>\"'"[t_between(0, 4)] : (char)t_between(1, 255);
		out_html(&o, (str){ raw, n });
		for (str s = out_view(&o); s.n > 0;) {
			size_t k = 0;
			t_ok(s.p[0] != '<' && s.p[0] != '>' && s.p[0] != '"' && s.p[0] != '\'');
			while (k < 5 && !str_skip(&s, back[k].e))
				k++;
			read[m++] = k < 5 ? back[k].c : s.p[0];
			if (k == 5)
				s = (str){ s.p + 1, s.n - 1 };
		}
		t_ok(str_eq((str){ raw, n }, (str){ read, m }));
		arena_done(&tmp);
	}
}

T(out_url_codes_everything_reserved)
{
	struct out o = fresh_out(a);
	out_url(&o, S("Bén/a?b&c=d+e ~-._"));
	t_str(out_view(&o), "B%C3%A9n%2Fa%3Fb%26c%3Dd%2Be%20~-._");
}

T(out_json_is_read_back_the_same)
{
	t_seeds(500)
	{
		struct arena tmp;
		char raw[60];
		size_t n = 0;
		arena_init(&tmp, 1 << 20);
		struct out o = fresh_out(&tmp);
		while (n + UTF8_MAX <= sizeof raw) {
			uint32_t c = (uint32_t)t_between(1, t_between(0, 1) ? 0x7F : 0x2100);
			n += utf8_put(raw + n, c);
		}
		out_json_str(&o, (str){ raw, n });
		out_char(&o, '\0');
		struct json_object *j = json_tokener_parse(o.p);
		t_ok(j != NULL && str_eq((str){ json_object_get_string(j), (size_t)json_object_get_string_len(j) },
					 (str){ raw, n }));
		json_object_put(j);
		arena_done(&tmp);
	}
}

T(out_json_replaces_what_is_not_utf8)
{
	struct out o = fresh_out(a);
	out_json_str(&o, S("a\xFF\xC3(\"\\\n\x01</script>"));
	t_str(out_view(&o), "\"a\xEF\xBF\xBD\xEF\xBF\xBD(\\\"\\\\\\n\\u0001\\u003c/script\\u003e\"");
	o.n = 0;
	out_char(&o, '{'), out_json_name(&o, S("a")), out_int(&o, 1), out_json_name(&o, S("b"));
	out_json_bool(&o, true), out_char(&o, '}');
	t_str(out_view(&o), "{\"a\":1,\"b\":true}");
}

T(out_is_bounded_by_its_arena)
{
	t_dies({
		struct arena tmp;
		struct out o;
		arena_init(&tmp, 1 << 16);
		out_init(&o, &tmp, 0);
		for (;;)
			out_lit(&o, "more and more and more");
	});
}
