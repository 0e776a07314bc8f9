#include "base/yaml.h"

#include "testing/t.h"

T(yaml_maps_lists_texts)
{
	struct yaml y;
	struct yaml_fault why;

	t_need(yaml_read(
	    a,
	    S("# a remark\nname: \"a: b\"\nlist:\n- 1.0\n- no\nmap: {a: x, b: ''}\nlong: >-\n  one\n  two\n"),
	    &y, &why));
	t_ok(y.n == 4);
	t_str(yaml_get(&y, S("name"))->s, "a: b");
	const struct yaml *list = yaml_get(&y, S("list"));
	t_ok(list->kind == YAML_LIST && list->n == 2);
	t_str(list->v[0].s, "1.0");
	t_str(list->v[1].s, "no");
	t_ok(list->v[1].line == 5);
	t_ok(list->v[1].column == 3);
	t_str(yaml_get(yaml_get(&y, S("map")), S("b"))->s, "");
	t_str(yaml_get(&y, S("long"))->s, "one two");
	t_ok(yaml_get(&y, S("none")) == NULL && yaml_get(list, S("a")) == NULL &&
	     yaml_get(NULL, S("a")) == NULL);
}

T(yaml_says_where_and_why)
{
	static const struct {
		const char *in;
		enum yaml_bad bad;
		size_t line;
	} rows[] = {
		{ "a: 1\nb: &x 2\n", YAML_BAD_MARK, 2 },
		{ "a: 1\nb: *x\n", YAML_BAD_REFERENCE, 2 },
		{ "a: !!int 1\n", YAML_BAD_MARK, 1 },
		{ "%YAML 1.1\n---\na: 1\n", YAML_BAD_DIRECTIVE, 1 },
		{ "a: 1\n---\nb: 1\n", YAML_BAD_SECOND, 2 },
		{ "a: 1\nb: 2\na: 3\n", YAML_BAD_TWICE, 3 },
		{ "", YAML_BAD_EMPTY, 1 },
		{ "# nothing\n", YAML_BAD_EMPTY, 2 },
		{ "a: 1\n b: 2\n", YAML_BAD_SYNTAX, 2 },
		{ "a: [1, 2\n", YAML_BAD_SYNTAX, 2 },
		{ "a:\n\t- b\n", YAML_BAD_SYNTAX, 2 },
		{ "? {a: b}\n: c\n", YAML_BAD_NAME, 1 },
		{ "a: [[[[[[[[1]]]]]]]]\n", YAML_BAD_DEEP, 1 },
		{ "a: \"x\\0\"\n", YAML_BAD_CONTROL, 1 },
		{ "a: \xff\n", YAML_BAD_SYNTAX, 1 },
		{ "a: unit % of\nb: %x\n", YAML_BAD_SYNTAX, 2 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct yaml y;
		struct yaml_fault why;
		t_rc(yaml_read(a, str_of(rows[i].in), &y, &why), YAML);
		t_int(why.bad, rows[i].bad);
		t_ok(why.line == rows[i].line);
		t_ok((why.word.n > 0) == (why.bad == YAML_BAD_SYNTAX || why.bad == YAML_BAD_TWICE));
	}
}

T(yaml_has_limits)
{
	struct yaml y;
	struct yaml_fault why;
	char *big = arena_array(a, char, YAML_BYTES_MAX + 1);

	memset(big, ' ', YAML_BYTES_MAX + 1);
	t_rc(yaml_read(a, (str){ big, YAML_BYTES_MAX + 1 }, &y, &why), YAML);
	for (size_t i = 0; i < 2 * (YAML_MEMBERS_MAX + 1); i += 2)
		memcpy(big + i, "-\n", 2);
	t_rc(yaml_read(a, (str){ big, 2 * YAML_MEMBERS_MAX }, &y, &why), OK);
	t_ok(y.n == YAML_MEMBERS_MAX);
	t_rc(yaml_read(a, (str){ big, 2 * (YAML_MEMBERS_MAX + 1) }, &y, &why), YAML);
	/* [[[[... is refused before the parser of somebody else builds anything of it */
	memset(big, '[', 100000);
	t_rc(yaml_read(a, (str){ big, 100000 }, &y, &why), YAML);
}
