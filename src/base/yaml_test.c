#include "base/yaml.h"

#include "testing/t.h"

static str text(const char *p) { return (str){ p, strlen(p) }; }

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
		const char *in, *what;
		size_t line;
	} rows[] = {
		{ "a: 1\nb: &x 2\n", "anchor", 2 },
		{ "a: 1\nb: *x\n", "reference", 2 },
		{ "a: !!int 1\n", "tag", 1 },
		{ "%YAML 1.1\n---\na: 1\n", "directive", 1 },
		{ "a: 1\n---\nb: 1\n", "second document", 2 },
		{ "a: 1\nb: 2\na: 3\n", "a is there twice", 3 },
		{ "", "empty", 1 },
		{ "# nothing\n", "empty", 2 },
		{ "a: 1\n b: 2\n", "not YAML", 2 },
		{ "a: [1, 2\n", "not YAML", 2 },
		{ "a:\n\t- b\n", "not YAML", 2 },
		{ "? {a: b}\n: c\n", "a name is a text", 1 },
		{ "a: [[[[[[[[1]]]]]]]]\n", "too deep", 1 },
		{ "a: \"x\\0\"\n", "control", 1 },
		{ "a: \xff\n", "not YAML", 1 },
		{ "a: unit % of\nb: %x\n", "not YAML", 2 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct yaml y;
		struct yaml_fault why;
		t_rc(yaml_read(a, text(rows[i].in), &y, &why), YAML);
		t_ok(memmem(why.what.p, why.what.n, rows[i].what, strlen(rows[i].what)) != NULL);
		if (memmem(why.what.p, why.what.n, rows[i].what, strlen(rows[i].what)) == NULL)
			printf("# %s: %.*s\n", rows[i].in, STR_ARG(why.what));
		t_ok(why.line == rows[i].line);
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
