/* base/json.c - json-c behind our door. */
#include "base/json.h"

#include "base/utf8.h"

#include <errno.h>
#include <json-c/json.h>
#include <string.h>

static rc tree(struct arena *a, struct json_object *o, struct json *ret);

static rc members(struct arena *a, struct json_object *o, struct json *ret)
{
	size_t n = (size_t)json_object_object_length(o), i = 0;

	CHECK(n <= JSON_MEMBERS_MAX, JSON);
	ret->name = arena_array(a, str, n + 1);
	ret->v = arena_array(a, struct json, n + 1);
	struct json_object_iterator it = json_object_iter_begin(o), end = json_object_iter_end(o);
	for (; !json_object_iter_equal(&it, &end); json_object_iter_next(&it), i++) {
		const char *name = json_object_iter_peek_name(&it);
		ret->name[i] = str_copy(a, str_of(name));
		TRY(tree(a, json_object_iter_peek_value(&it), &ret->v[i]));
	}
	ret->n = n;
	return OK;
}

static rc items(struct arena *a, struct json_object *o, struct json *ret)
{
	ret->n = json_object_array_length(o);
	CHECK(ret->n <= JSON_MEMBERS_MAX, JSON);
	ret->v = arena_array(a, struct json, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++)
		TRY(tree(a, json_object_array_get_idx(o, i), &ret->v[i]));
	return OK;
}

/* The depth was bounded by the parser. */
static rc tree(struct arena *a, struct json_object *o, struct json *ret)
{
	switch (json_object_get_type(o)) {
	case json_type_null:
		ret->type = JSON_NULL;
		return OK;
	case json_type_boolean:
		ret->type = JSON_BOOL;
		ret->yes = json_object_get_boolean(o);
		return OK;
	case json_type_double:
		ret->type = JSON_OTHER_NUMBER;
		return OK;
	case json_type_int:
		errno = 0;
		ret->i = json_object_get_int64(o);
		/* json-c clamps what does not fit: then it is no number that we can use */
		ret->type = ret->i == INT64_MAX || ret->i == INT64_MIN ? JSON_OTHER_NUMBER : JSON_INT;
		return OK;
	case json_type_string: {
		str s = { json_object_get_string(o), (size_t)json_object_get_string_len(o) };
		ret->type = JSON_TEXT;
		ret->s = str_copy(a, s);
		return OK;
	}
	case json_type_array:
		ret->type = JSON_LIST;
		return items(a, o, ret);
	case json_type_object:
		ret->type = JSON_OBJECT;
		return members(a, o, ret);
	}
	FAIL(JSON);
}

/* json-c, strict as it can be, still takes 'a', NaN and Infinity: outside of texts only the characters of RFC
 * 8259. */
static bool only_json(str s)
{
	bool text = false;

	for (size_t i = 0; i < s.n; i++) {
		if (text && s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			text = !text;
		else if (!text && strchr(" \t\r\n{}[]:,+-.0123456789eEtruefalsn", s.p[i]) == NULL)
			return false;
	}
	return true;
}

rc json_read(struct arena *a, str text, struct json *ret)
{
	struct json_tokener *t = json_tokener_new_ex(JSON_DEPTH_MAX);

	must(t != NULL);
	json_tokener_set_flags(t, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	struct json_object *o = NULL;
	bool whole = false;
	if (text.n <= INT32_MAX && text.n > 0 && utf8_valid(text) && memchr(text.p, '\0', text.n) == NULL &&
	    only_json(text)) {
		/* json-c waits behind a number for more: the closing NUL says that nothing comes */
		const char *c = str_c(a, text);
		o = json_tokener_parse_ex(t, c, (int)text.n + 1);
		whole = json_tokener_get_error(t) == json_tokener_success;
	}
	*ret = (struct json){ .type = JSON_NULL };
	rc r = whole ? tree(a, o, ret) : rc_raise(E_JSON, __FILE__, __LINE__);
	json_object_put(o);
	json_tokener_free(t);
	return r;
}

const struct json *json_get(const struct json *o, str name)
{
	for (size_t i = 0; o->type == JSON_OBJECT && i < o->n; i++)
		if (str_eq(o->name[i], name))
			return &o->v[i];
	return NULL;
}

rc json_text(const struct json *o, str name, str *ret)
{
	const struct json *m = json_get(o, name);

	CHECK(m != NULL && m->type == JSON_TEXT, JSON_MEMBER);
	*ret = m->s;
	return OK;
}

rc json_int(const struct json *o, str name, int64_t min, int64_t max, int64_t *ret)
{
	const struct json *m = json_get(o, name);

	CHECK(m != NULL && m->type == JSON_INT && min <= m->i && m->i <= max, JSON_MEMBER);
	*ret = m->i;
	return OK;
}
