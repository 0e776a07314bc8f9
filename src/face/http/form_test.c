#include "face/http/form.h"

#include "testing/t.h"

static rc parse(struct arena *a, str body, size_t step, struct fields *ret)
{
	struct form f;

	fields_init(ret, a, &FORM_LIMITS);
	form_init(&f, ret);
	for (size_t i = 0; i < body.n; i += step)
		TRY(form_feed(&f, (str){ body.p + i, body.n - i < step ? body.n - i : step }));
	return form_end(&f);
}

T(fields_in_their_order_however_the_body_is_cut)
{
	str body = S("a=1&name=Amina+%C3%89l%20x&empty=&bare&&a=2=%26&%D8%B3=%d8%b3");
	struct fields f;

	for (size_t step = 1; step <= body.n; step++) {
		t_need(parse(a, body, step, &f));
		t_int((int64_t)f.n, 6);
		t_str(f.list[0].value, "1");
		t_str(f.list[1].name, "name");
		t_str(f.list[1].value, "Amina \xc3\x89l x");
		t_str(f.list[2].value, "");
		t_str(f.list[3].name, "bare");
		t_str(f.list[4].value, "2=&");
		t_str(f.list[5].name, "\xd8\xb3");
		t_str(fields_find(&f, S("a"))->value, "1");
		t_ok(fields_find(&f, S("b")) == NULL);
	}
	t_need(parse(a, S(""), 1, &f));
	t_int((int64_t)f.n, 0);
}

T(broken_forms_are_refused)
{
	struct fields f;

	t_rc(parse(a, S("a=%"), 1, &f), FORM);
	t_rc(parse(a, S("a=%4"), 1, &f), FORM);
	t_rc(parse(a, S("a=%4&b"), 1, &f), FORM);
	t_rc(parse(a, S("a=%zz"), 1, &f), FORM);
	t_rc(parse(a, S("=1"), 1, &f), FORM);
	t_rc(parse(a, S("a b=1"), 1, &f), FORM);
	t_rc(parse(a, S("a=1\r\n"), 1, &f), FORM);
	t_rc(parse(a, S("a=\0"), 1, &f), FORM);
	t_rc(parse(a, S("a=%00"), 1, &f), UTF8);
	t_rc(parse(a, S("a=%ff"), 1, &f), UTF8);
	t_rc(parse(a, S("%c0%80=1"), 1, &f), UTF8);
}

T(limits_hold)
{
	struct fields f;
	char *big = arena_array(a, char, 40000);

	memset(big, 'x', 40000);
	t_rc(parse(a, (str){ big, 65 }, 7, &f), LIMIT);
	t_rc(parse(a, (str){ big, 64 }, 7, &f), OK);
	big[1] = '=';
	t_rc(parse(a, (str){ big, 2 + 16 * 1024 }, 1000, &f), OK);
	t_rc(parse(a, (str){ big, 3 + 16 * 1024 }, 1000, &f), LIMIT);
	for (size_t i = 0; i < 402; i += 2)
		big[i] = 'x', big[i + 1] = '&';
	t_rc(parse(a, (str){ big, 400 }, 1000, &f), OK);
	t_int((int64_t)f.n, 200);
	t_rc(parse(a, (str){ big, 402 }, 1000, &f), LIMIT);
}

T(clean_text)
{
	t_ok(text_is_clean(S("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80")));
	t_ok(!text_is_clean(S("\xc3")));
	t_ok(!text_is_clean(S("\x80")));
	t_ok(!text_is_clean(S("\xe0\x80\x80")));
	t_ok(!text_is_clean(S("\xed\xa0\x80")));
	t_ok(!text_is_clean(S("\xf4\x90\x80\x80")));
	t_ok(!text_is_clean(S("\xf0\x80\x80\x80")));
	t_ok(!text_is_clean(S("a\0")));
}

static size_t encode(char *to, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";

	if (t_random() % 3 > 0 && c > ' ' && c < 0x7f && strchr("&=%+", c) == NULL) {
		to[0] = (char)c;
		return 1;
	}
	to[0] = '%', to[1] = digits[c >> 4], to[2] = digits[c & 15];
	return 3;
}

T(what_is_written_is_read_back)
{
	t_seeds (300) {
		char raw[64], body[400];
		size_t n = (size_t)t_between(1, 60), m = 2;
		struct fields f;

		memcpy(body, "k=", 2);
		for (size_t i = 0; i < n; i++) {
			raw[i] = (char)t_between(1, 127);
			m += encode(body + m, (unsigned char)raw[i]);
		}
		raw[n] = 0;
		t_need(parse(a, (str){ body, m }, (size_t)t_between(1, 9), &f));
		t_str(f.list[0].name, "k");
		t_ok(str_eq(f.list[0].value, (str){ raw, n }));
	}
}
