/* face/http/route.c - the rows compiled, an address found, its caller allowed, its parameters read. */
#include "face/http/route.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct part_of_path {
	str literal; /* empty: a parameter */
	const char *name;
	enum param_type type;
};

struct compiled {
	struct part_of_path parts[PATH_PARTS];
	size_t n;
	unsigned literals; /* one bit a part, the first part highest: more literal is better */
};

struct router {
	const struct route *routes;
	struct compiled *compiled;
	size_t n;
	const char *const *languages;
	size_t languages_n;
};

static const char *const methods[HTTP_METHODS] = {
	"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"
};

enum http_method method_of(str name)
{
	for (int m = 0; m < HTTP_METHODS; m++)
		if (str_eq(name, str_of(methods[m])))
			return (enum http_method)m;
	return HTTP_METHODS;
}

const char *method_name(enum http_method m)
{
	must(m < HTTP_METHODS);
	return methods[m];
}

/* ---- compiling ---- */

_Noreturn static void wrong(const struct route *r, const char *why)
{
	log_error("route %s %s: %s", methods[r->method], r->path == NULL ? "(no path)" : r->path, why);
	must_failed("routes are well-formed", __FILE__, __LINE__);
}

static void compile_parameter(struct arena *life, const struct route *r, str s, struct part_of_path *ret)
{
	static const struct {
		const char *name;
		enum param_type type;
	} types[] = { { "id", PARAM_ID },
		      { "int", PARAM_INT },
		      { "word", PARAM_WORD },
		      { "day", PARAM_DAY },
		      { "rest", PARAM_REST } };
	const char *colon = memchr(s.p, ':', s.n);

	if (colon == NULL || s.p[s.n - 1] != '}')
		wrong(r, "a parameter is {name:type}");
	ret->name = str_c(life, (str){ s.p + 1, (size_t)(colon - s.p) - 1 });
	str type = { colon + 1, s.n - (size_t)(colon - s.p) - 2 };
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (str_eq(type, str_of(types[i].name))) {
			ret->type = types[i].type;
			return;
		}
	wrong(r, "unknown type of a parameter");
}

/* Cuts the next part off a path that starts with '/'; false at its end. "/" has no part. */
static bool next_part(str *path, str *ret)
{
	if (path->n <= 1 && str_eq(*path, S("/")))
		return false;
	if (path->n == 0)
		return false;
	const char *end = path->n > 1 ? memchr(path->p + 1, '/', path->n - 1) : NULL;
	size_t n = end == NULL ? path->n : (size_t)(end - path->p);
	*ret = (str){ path->p + 1, n - 1 };
	*path = (str){ path->p + n, path->n - n };
	return true;
}

static bool takes_rest(const struct compiled *c)
{
	return c->n > 0 && c->parts[c->n - 1].name != NULL && c->parts[c->n - 1].type == PARAM_REST;
}

static void compile(struct arena *life, const struct route *r, struct compiled *ret)
{
	str path, part;

	if (r->path == NULL || r->path[0] != '/' || (r->path[1] != 0 && r->path[strlen(r->path) - 1] == '/'))
		wrong(r, "a path starts with / and doesn't end with one");
	if (!r->complete || r->run == NULL || r->doc == NULL || r->doc[0] == 0)
		wrong(r, "a row is written with ROUTE() and has a handler and a line of documentation");
	if (r->who == 0 || (unsigned)r->why >= PURPOSES)
		wrong(r, "who may call, and for which purpose?");
	if (r->method == HTTP_HEAD || r->method == HTTP_OPTIONS)
		wrong(r, "HEAD and OPTIONS are made by the program");
	if ((r->body == BODY_STREAM && r->upload == NULL) || (r->body != BODY_NONE && r->method == HTTP_GET))
		wrong(r, "a body where none is taken, or nobody to take it");
	path = str_of(r->path);
	while (next_part(&path, &part)) {
		if (ret->n == PATH_PARTS || part.n == 0)
			wrong(r, "too many parts, or an empty one");
		if (takes_rest(ret))
			wrong(r, "nothing follows the rest");
		if (part.p[0] == '{')
			compile_parameter(life, r, part, &ret->parts[ret->n]);
		else
			ret->parts[ret->n].literal = part;
		ret->literals |= (unsigned)(part.p[0] != '{') << (PATH_PARTS - ret->n);
		ret->n++;
	}
}

static bool same_shape(const struct compiled *a, const struct compiled *b)
{
	if (a->n != b->n || a->literals != b->literals)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->parts[i].literal, b->parts[i].literal) || a->parts[i].type != b->parts[i].type)
			return false;
	return true;
}

struct router *router_new(struct arena *life, const struct route *routes, size_t n,
			  const char *const *languages, size_t languages_n)
{
	struct router *r = arena_new(life, struct router);

	*r = (struct router){ routes, arena_array(life, struct compiled, n), n, languages, languages_n };
	must(languages_n >= 1);
	for (size_t i = 0; i < n; i++) {
		compile(life, &routes[i], &r->compiled[i]);
		for (size_t j = 0; j < i; j++)
			if (routes[i].method == routes[j].method && routes[i].bare == routes[j].bare &&
			    same_shape(&r->compiled[i], &r->compiled[j]))
				wrong(&routes[i], "this row is there twice");
	}
	return r;
}

/* ---- reading values ---- */

static bool read_number(str s, bool id, int64_t *ret)
{
	bool minus = !id && str_skip(&s, S("-"));
	int64_t v = 0;

	if (s.n == 0 || s.n > 19)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9' || __builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, s.p[i] - '0', &v))
			return false;
	*ret = minus ? -v : v;
	return !id || v > 0;
}

static bool is_word(str s, const char *more)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool alnum = ('a' <= (c | 32) && (c | 32) <= 'z') || ('0' <= c && c <= '9');
		if (!alnum && (c == 0 || strchr(more, c) == NULL))
			return false;
	}
	return s.n > 0;
}

/* Text for people: clean UTF-8, no control characters but those of a text area. */
static bool is_text(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\t') ||
		    s.p[i] == 0x7f)
			return false;
	return text_is_clean(s);
}

static bool read_value(enum param_type type, str s, struct value *v)
{
	v->text = s;
	switch (type) {
	case PARAM_TEXT:
	case PARAM_FILE: /* the name it was sent under */
		return is_text(s);
	case PARAM_WORD:
		return is_word(s, "_.-");
	case PARAM_REST: /* joined by captures() */
		return is_word(s, "_.-()/");
	case PARAM_INT:
		return read_number(s, false, &v->n);
	case PARAM_ID:
		return read_number(s, true, &v->n);
	case PARAM_DAY:
		return rc_ok(date_parse(s, &v->day));
	case PARAM_CHECK:
		v->n = str_eq(s, S("1")) || str_eq(s, S("on"));
		return v->n == 1;
	}
	return false;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static str trim(str s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s = (str){ s.p + 1, s.n - 1 };
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

static struct value read_param(const struct param *p, const struct fields *fields)
{
	struct value v = { .name = p->name };
	size_t seen = 0, max = p->max > 0 ? p->max : PARAM_MAX;

	for (size_t i = 0; i < fields->n; i++) {
		struct value one = { .name = p->name };
		str text = trim(fields->list[i].value);
		if (!str_eq(fields->list[i].name, str_of(p->name)))
			continue;
		if (text.n > 0)
			one.state = text.n <= max && read_value(p->type, text, &one) ? VALUE_GOOD : VALUE_BAD;
		one.text = text;
		if (seen++ == 0)
			v = one;
		else if (!p->many || one.state == VALUE_BAD)
			v.state = VALUE_BAD;
	}
	if (v.state == VALUE_NONE && p->required)
		v.state = VALUE_BAD;
	return v;
}

rc route_params(const struct route *r, struct request *q)
{
	struct value *all = arena_array(q->a, struct value, q->values_n + PARAMS_MAX);

	if (q->values_n > 0)
		memcpy(all, q->values, q->values_n * sizeof *all);
	q->values = all;
	for (const struct param *p = r->params; p != NULL && p->name != NULL; p++) {
		must(p - r->params < PARAMS_MAX);
		struct value v = read_param(p, p->type == PARAM_FILE ? &q->files : &q->fields);
		q->bad += v.state == VALUE_BAD;
		q->values[q->values_n++] = v;
	}
	CHECK(q->bad == 0 || r->keeps_bad, FORM_FIELD);
	return OK;
}

const struct value *request_value(const struct request *q, const char *name)
{
	for (size_t i = 0; i < q->values_n; i++)
		if (strcmp(q->values[i].name, name) == 0)
			return &q->values[i];
	must_failed("the parameter is in the route's row", name, 0);
}

str request_header(const struct request *q, str name) { return header_of(q->headers, q->headers_n, name); }

/* ---- finding ---- */

static char hex_byte(const char *p)
{
	int v = 0;

	for (int i = 0; i < 2; i++)
		v = v << 4 | (p[i] <= '9' ? p[i] - '0' : (p[i] | 32) - 'a' + 10);
	return (char)v;
}

/* The path was checked: every % has its two digits. */
static str decode(struct arena *a, str s)
{
	if (s.n == 0 || memchr(s.p, '%', s.n) == NULL)
		return s;
	char *to = arena_array(a, char, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		to[n] = s.p[i];
		if (s.p[i] == '%') {
			to[n] = hex_byte(s.p + i + 1);
			i += 2;
		}
		n++;
	}
	return (str){ to, n };
}

static bool matches(const struct compiled *c, const str *parts, size_t n)
{
	struct value v;
	size_t rest = 0;

	if (takes_rest(c) ? n < c->n : n != c->n)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct part_of_path *part = &c->parts[i < c->n ? i : c->n - 1];
		rest += i + 1 < c->n ? 0 : parts[i].n + 1;
		if (part->name == NULL ? !str_eq(part->literal, parts[i])
				       : parts[i].n > PARAM_MAX || !read_value(part->type, parts[i], &v))
			return false;
	}
	return !takes_rest(c) || rest <= PARAM_MAX + 1; /* no slash before the first */
}

struct asked {
	str parts[PATH_PARTS + 1];
	size_t n;
	bool too_long, slash;
};

static struct asked take_apart(struct arena *a, str path)
{
	struct asked k = { .slash = path.n > 1 && path.p[path.n - 1] == '/' };
	str part;

	if (k.slash)
		path.n--;
	while (!k.too_long && next_part(&path, &part)) {
		k.too_long = k.n > PATH_PARTS;
		if (!k.too_long)
			k.parts[k.n++] = decode(a, part);
	}
	return k;
}

/* The best row for these parts: more literal first. `methods_of` collects who else answers there. */
static const struct route *search(const struct router *r, bool bare, enum http_method m, const str *parts,
				  size_t n, unsigned *ret_methods, size_t *ret_index)
{
	const struct route *best = NULL;
	enum http_method want = m == HTTP_HEAD ? HTTP_GET : m;

	*ret_methods = 0;
	for (size_t i = 0; i < r->n; i++) {
		if (r->routes[i].bare != bare || !matches(&r->compiled[i], parts, n))
			continue;
		*ret_methods |= 1u << r->routes[i].method;
		if (r->routes[i].method != want)
			continue;
		if (best == NULL || r->compiled[i].literals > r->compiled[*ret_index].literals) {
			best = &r->routes[i];
			*ret_index = i;
		}
	}
	return best;
}

static str allow_text(struct arena *a, unsigned set)
{
	str s = S("OPTIONS");

	if (set & 1u << HTTP_GET)
		set |= 1u << HTTP_HEAD;
	for (int m = HTTP_DELETE; m >= 0; m--)
		if (set & 1u << m)
			s = str_printf(a, "%s, %.*s", methods[m], STR_ARG(s));
	return s;
}

static str joined(struct arena *a, const str *parts, size_t n)
{
	str all = parts[0];

	for (size_t i = 1; i < n; i++)
		all = str_printf(a, "%.*s/%.*s", STR_ARG(all), STR_ARG(parts[i]));
	return all;
}

static void captures(const struct compiled *c, struct arena *a, const str *parts, size_t n, struct found *ret)
{
	ret->values = arena_array(a, struct value, PATH_PARTS);
	for (size_t i = 0; i < c->n; i++) {
		if (c->parts[i].name == NULL)
			continue;
		struct value *v = &ret->values[ret->values_n++];
		*v = (struct value){ .name = c->parts[i].name, .state = VALUE_GOOD };
		str text = c->parts[i].type == PARAM_REST ? joined(a, parts + i, n - i) : parts[i];
		(void)read_value(c->parts[i].type, text, v);
	}
}

static size_t language_of(const struct router *r, str part)
{
	size_t i = 0;

	while (i < r->languages_n && !str_eq(part, str_of(r->languages[i])))
		i++;
	return i;
}

static str moved(struct arena *a, str path, bool slash, str query)
{
	path.n -= slash;
	return str_printf(a, "%.*s%s%.*s", STR_ARG(path), query.n > 0 ? "?" : "", STR_ARG(query));
}

void router_find(const struct router *r, struct arena *a, enum http_method m, str path, str query,
		 struct found *ret)
{
	struct asked k = take_apart(a, path);
	size_t lang = k.n > 0 ? language_of(r, k.parts[0]) : r->languages_n, skip;
	unsigned set = 0;

	*ret = (struct found){ .what = FOUND_NONE, .place = path };
	if (k.too_long)
		return;
	ret->has_lang = lang < r->languages_n;
	ret->lang = ret->has_lang ? (unsigned)lang : 0;
	skip = ret->has_lang;
	if (skip > 0) {
		size_t head = strlen(r->languages[lang]) + 1;
		ret->place = k.n == 1 ? S("/") : (str){ path.p + head, path.n - head };
	}
	ret->route = search(r, !ret->has_lang, m, k.parts + skip, k.n - skip, &set, &ret->index);
	if (set == 0 && !ret->has_lang) {
		size_t index;
		bool page = search(r, false, HTTP_GET, k.parts, k.n, &set, &index) != NULL;
		if (page && (m == HTTP_GET || m == HTTP_HEAD)) {
			ret->what = FOUND_LANG;
			ret->location =
			    k.n == 0 ? moved(a, S(""), false, query) : moved(a, path, k.slash, query);
		}
		return;
	}
	if (set == 0)
		return;
	ret->allow = allow_text(a, set);
	if (ret->route == NULL) {
		ret->what = FOUND_METHOD;
	} else if (k.slash && !(ret->has_lang && k.n == 1)) { /* /fr/ is the first page, like /fr */
		ret->what = FOUND_SLASH;
		ret->location = moved(a, path, true, query);
	} else {
		ret->what = FOUND_ROUTE;
		captures(&r->compiled[ret->index], a, k.parts + skip, k.n - skip, ret);
	}
}

rc route_allows(const struct route *r, const struct caller *c)
{
	if (r->who & WHO_ANYONE)
		return OK;
	CHECK(c->signed_in, SIGN_IN_FIRST);
	if (r->who & WHO_SIGNED_IN)
		return OK;
	CHECK((r->who & c->roles) != 0, NOT_ALLOWED);
	return OK;
}

/* "q=0.7" as thousandths; 1000 when there is none, 0 when it isn't one. */
static int quality(str s)
{
	int v = 0, n = 0;

	s = trim(s);
	if (s.n == 0)
		return 1000;
	if (!str_skip(&s, S("q=")) || s.n == 0)
		return 0;
	if (s.p[0] == '1')
		return 1000;
	for (size_t i = 2; i < s.n && n < 3 && '0' <= s.p[i] && s.p[i] <= '9'; i++, n++)
		v = v * 10 + (s.p[i] - '0');
	for (; n < 3; n++)
		v *= 10;
	return v;
}

unsigned language_choose(const char *const *languages, size_t n, str accept)
{
	unsigned best = 0;
	int best_q = 0;

	while (accept.n > 0) {
		const char *comma = memchr(accept.p, ',', accept.n);
		str one = { accept.p, comma == NULL ? accept.n : (size_t)(comma - accept.p) };
		accept = comma == NULL ? S("") : (str){ comma + 1, accept.n - one.n - 1 };
		const char *semi = one.n > 0 ? memchr(one.p, ';', one.n) : NULL;
		str tag = trim(semi == NULL ? one : (str){ one.p, (size_t)(semi - one.p) });
		int q = quality(semi == NULL ? S("") : (str){ semi + 1, one.n - (size_t)(semi - one.p) - 1 });
		for (unsigned i = 0; i < n; i++) {
			size_t len = strlen(languages[i]);
			bool fits = tag.n >= len && strncasecmp(tag.p, languages[i], len) == 0 &&
				    (tag.n == len || tag.p[len] == '-');
			if (fits && q > best_q) {
				best = i;
				best_q = q;
			}
		}
	}
	return best;
}
