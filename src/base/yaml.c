/* base/yaml.c - libyaml behind our door. */
#include "base/yaml.h"

#include <string.h>
#include <yaml.h>

struct reading {
	yaml_parser_t parser;
	struct arena *a;
	struct yaml_fault *why;
	size_t nodes;
};

static rc wrong_word(struct reading *r, yaml_mark_t at, enum yaml_bad bad, str word)
{
	*r->why = (struct yaml_fault){ at.line + 1, at.column + 1, bad, word };
	FAIL(YAML);
}

static rc wrong(struct reading *r, yaml_mark_t at, enum yaml_bad bad)
{
	return wrong_word(r, at, bad, S(""));
}

static rc next(struct reading *r, yaml_event_t *e)
{
	const yaml_parser_t *p = &r->parser;

	if (yaml_parser_parse(&r->parser, e) == 1)
		return OK;
	const char *problem = p->problem != NULL ? p->problem : "it can't be read";
	/* a reader that stumbles over a byte has no mark of its own */
	yaml_mark_t at = p->error == YAML_READER_ERROR ? p->mark : p->problem_mark;
	return wrong_word(r, at, YAML_BAD_SYNTAX, str_printf(r->a, "%s", problem));
}

/* Nothing but structure and text. */
static rc plain(struct reading *r, const yaml_event_t *e)
{
	bool marked = false;

	if (e->type == YAML_ALIAS_EVENT)
		return wrong(r, e->start_mark, YAML_BAD_REFERENCE);
	if (e->type == YAML_SCALAR_EVENT)
		marked = e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL;
	else if (e->type == YAML_SEQUENCE_START_EVENT)
		marked = e->data.sequence_start.anchor != NULL || e->data.sequence_start.tag != NULL;
	else if (e->type == YAML_MAPPING_START_EVENT)
		marked = e->data.mapping_start.anchor != NULL || e->data.mapping_start.tag != NULL;
	if (marked)
		return wrong(r, e->start_mark, YAML_BAD_MARK);
	if (++r->nodes > YAML_NODES_MAX)
		return wrong(r, e->start_mark, YAML_BAD_ENTRIES);
	return OK;
}

static rc text(struct reading *r, const yaml_event_t *e, struct yaml *ret)
{
	str s = { (const char *)e->data.scalar.value, e->data.scalar.length };

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' && s.p[i] != '\n')
			return wrong(r, e->start_mark, YAML_BAD_CONTROL);
	ret->s = str_copy(r->a, s);
	return OK;
}

static rc node(struct reading *r, const yaml_event_t *e, int depth, struct yaml *ret);

/* Room for one more. */
static void grow(struct reading *r, size_t *room, struct yaml *ret)
{
	const struct yaml *names = ret->name, *values = ret->v;

	if (ret->n < *room)
		return;
	*room = *room == 0 ? 8 : *room * 2;
	ret->name = arena_array(r->a, struct yaml, *room);
	ret->v = arena_array(r->a, struct yaml, *room);
	if (ret->n == 0)
		return;
	memcpy(ret->name, names, ret->n * sizeof *names);
	memcpy(ret->v, values, ret->n * sizeof *values);
}

/* A name was read: it is a text, and a new one. */
static rc new_name(struct reading *r, const struct yaml *map, const struct yaml *name)
{
	yaml_mark_t at = { .line = name->line - 1, .column = name->column - 1 };

	if (name->kind != YAML_TEXT)
		return wrong(r, at, YAML_BAD_NAME);
	if (yaml_get(map, name->s) != NULL)
		return wrong_word(r, at, YAML_BAD_TWICE, name->s);
	return OK;
}

static rc member(struct reading *r, const yaml_event_t *e, int depth, struct yaml *ret)
{
	yaml_event_t value;

	if (ret->n == YAML_MEMBERS_MAX)
		return wrong(r, e->start_mark, YAML_BAD_PLACE);
	if (ret->kind == YAML_LIST)
		return node(r, e, depth + 1, &ret->v[ret->n]);
	TRY(node(r, e, depth + 1, &ret->name[ret->n]));
	TRY(new_name(r, ret, &ret->name[ret->n]));
	TRY(next(r, &value));
	rc done = node(r, &value, depth + 1, &ret->v[ret->n]);
	yaml_event_delete(&value);
	return done;
}

/* The events up to `end`; in a map two by two. */
static rc members(struct reading *r, yaml_event_type_t end, int depth, struct yaml *ret)
{
	size_t room = 0;

	for (bool more = true; more;) {
		yaml_event_t e;
		rc done = OK;
		TRY(next(r, &e));
		more = e.type != end;
		if (more) {
			grow(r, &room, ret);
			done = member(r, &e, depth, ret);
			ret->n++;
		}
		yaml_event_delete(&e);
		TRY(done);
	}
	return OK;
}

static rc node(struct reading *r, const yaml_event_t *e, int depth, struct yaml *ret)
{
	TRY(plain(r, e));
	if (depth > YAML_DEPTH_MAX)
		return wrong(r, e->start_mark, YAML_BAD_DEEP);
	*ret = (struct yaml){ .line = e->start_mark.line + 1, .column = e->start_mark.column + 1 };
	if (e->type == YAML_SCALAR_EVENT)
		return text(r, e, ret);
	if (e->type == YAML_SEQUENCE_START_EVENT) {
		ret->kind = YAML_LIST;
		return members(r, YAML_SEQUENCE_END_EVENT, depth, ret);
	}
	must(e->type == YAML_MAPPING_START_EVENT);
	ret->kind = YAML_MAP;
	return members(r, YAML_MAPPING_END_EVENT, depth, ret);
}

/* One event of the frame around the only document. */
static rc frame(struct reading *r, yaml_event_type_t want)
{
	yaml_event_t e;

	TRY(next(r, &e));
	rc done = OK;
	if (e.type == YAML_STREAM_END_EVENT && want == YAML_DOCUMENT_START_EVENT)
		done = wrong(r, e.start_mark, YAML_BAD_EMPTY);
	else if (e.type != want)
		done = wrong(r, e.start_mark, YAML_BAD_SECOND);
	else if (e.type == YAML_DOCUMENT_START_EVENT &&
		 (e.data.document_start.version_directive != NULL ||
		  e.data.document_start.tag_directives.start != e.data.document_start.tag_directives.end))
		done = wrong(r, e.start_mark, YAML_BAD_DIRECTIVE);
	yaml_event_delete(&e);
	return done;
}

static rc document(struct reading *r, struct yaml *ret)
{
	yaml_event_t e;

	TRY(frame(r, YAML_STREAM_START_EVENT));
	TRY(frame(r, YAML_DOCUMENT_START_EVENT));
	TRY(next(r, &e));
	rc done = node(r, &e, 1, ret);
	yaml_event_delete(&e);
	TRY(done);
	TRY(frame(r, YAML_DOCUMENT_END_EVENT));
	return frame(r, YAML_STREAM_END_EVENT);
}

rc yaml_read(struct arena *a, str text, struct yaml *ret, struct yaml_fault *why)
{
	struct reading r = { .a = a, .why = why };

	*why = (struct yaml_fault){ 1, 1, YAML_BAD_LARGE, S("") };
	CHECK(text.n <= YAML_BYTES_MAX, YAML);
	if (yaml_parser_initialize(&r.parser) != 1)
		FAIL(IO);
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)(text.n > 0 ? text.p : ""), text.n);
	rc done = document(&r, ret);
	yaml_parser_delete(&r.parser);
	return done;
}

const struct yaml *yaml_get(const struct yaml *o, str name)
{
	if (o == NULL || o->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < o->n; i++)
		if (str_eq(o->name[i].s, name))
			return &o->v[i];
	return NULL;
}
