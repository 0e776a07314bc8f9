#include "base/json.h"

#include "testing/t.h"

static rc reads(struct arena *a, const char *text, struct json *j) { return json_read(a, str_of(text), j); }

T(json_reads_a_tree)
{
	struct json j;
	str s;
	int64_t i;
	t_need(reads(a, "{\"rows\": 12, \"body\":\"D\\u00c9\", \"t\":{\"x\":[1,-2,true,null,1.5]}}", &j));
	t_need(json_int(&j, S("rows"), 0, 100, &i));
	t_int(i, 12);
	t_rc(json_int(&j, S("rows"), 0, 11, &i), JSON_MEMBER);
	t_rc(json_int(&j, S("body"), 0, 11, &i), JSON_MEMBER);
	t_rc(json_text(&j, S("none"), &s), JSON_MEMBER);
	t_need(json_text(&j, S("body"), &s));
	t_str(s, "DÉ");
	const struct json *x = json_get(json_get(&j, S("t")), S("x"));
	t_int((int64_t)x->n, 5);
	t_int(x->v[1].i, -2);
	t_ok(x->v[2].yes && x->v[3].type == JSON_NULL && x->v[4].type == JSON_OTHER_NUMBER);
}

T(json_refuses_what_is_not_json)
{
	static const char *const bad[] = {
		"",	      " ",    "{",	  "{}x",
		"{\"a\":1,}", "[1,]", "{'a':1}",  "nul",
		"01",	      "+1",   "\"\x80\"", "[1] [2]",
		"{\"a\" 1}",  "NaN",  "// x\n1",  "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"
	};
	struct json j;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		rc r = reads(a, bad[i], &j);
		if (!rc_is(r, E_JSON))
			t_fail("%s was read", bad[i]);
	}
	t_need(reads(a, "99999999999999999999", &j));
	t_ok(j.type == JSON_OTHER_NUMBER);
}
