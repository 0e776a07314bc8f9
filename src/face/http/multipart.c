/* face/http/multipart.c - forms with files: a state machine that holds a part's head and nothing of its body.
 *
 * The mark between two parts is CRLF "--" boundary. A boundary can't contain CR, so when a match breaks off
 * only the byte at hand can start a new one, and looking for the mark needs no going back.
 */
#include "face/http/multipart.h"

#include <string.h>
#include <strings.h>

static bool same(str a, str b) { return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0; }

static str trim(str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = (str){ s.p + 1, s.n - 1 };
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* Cuts `s` before the first `c` outside of double quotes; `s` keeps what follows it. False when there is
 * nothing. */
static bool cut(str *s, char c, str *head)
{
	bool quoted = false;
	size_t i = 0;

	if (s->n == 0)
		return false;
	for (; i < s->n && (quoted || s->p[i] != c); i++)
		quoted = quoted != (s->p[i] == '"');
	*head = trim((str){ s->p, i });
	*s = i < s->n ? (str){ s->p + i + 1, s->n - i - 1 } : S("");
	return true;
}

/* name=value or name="value"; no escapes: browsers write %22 for a quote. */
static rc parameter(str s, str *name, str *value)
{
	const char *eq = s.n > 0 ? memchr(s.p, '=', s.n) : NULL;

	CHECK(eq != NULL, MULTIPART);
	*name = trim((str){ s.p, (size_t)(eq - s.p) });
	*value = trim((str){ eq + 1, s.n - (size_t)(eq - s.p) - 1 });
	if (value->n > 0 && value->p[0] == '"') {
		CHECK(value->n >= 2 && value->p[value->n - 1] == '"', MULTIPART);
		*value = (str){ value->p + 1, value->n - 2 };
	}
	CHECK(value->n == 0 || memchr(value->p, '"', value->n) == NULL, MULTIPART);
	return OK;
}

rc multipart_boundary(str content_type, str *ret)
{
	str s = content_type, piece, name, value;
	bool found = false;

	CHECK(cut(&s, ';', &piece) && same(piece, S("multipart/form-data")), MULTIPART);
	while (cut(&s, ';', &piece)) {
		TRY(parameter(piece, &name, &value));
		if (!same(name, S("boundary")))
			continue;
		CHECK(!found && 1 <= value.n && value.n <= BOUNDARY_MAX, MULTIPART);
		for (size_t i = 0; i < value.n; i++)
			CHECK(value.p[i] > ' ' && value.p[i] < 0x7f, MULTIPART);
		*ret = value;
		found = true;
	}
	CHECK(found, MULTIPART);
	return OK;
}

void multipart_init(struct multipart *m, str boundary, struct fields *to, const struct part_sink *sink)
{
	must(1 <= boundary.n && boundary.n <= BOUNDARY_MAX);
	*m = (struct multipart){ .to = to, .sink = sink, .mark_n = 4 + boundary.n };
	memcpy(m->mark, "\r\n--", 4);
	memcpy(m->mark + 4, boundary.p, boundary.n);
	m->matched = 2; /* the body starts as if a line had just ended */
}

static rc disposition(struct multipart *m, str value)
{
	str piece, name, what;
	bool named = false;

	name = what = S("");
	CHECK(m->part.name.p == NULL, MULTIPART);
	CHECK(cut(&value, ';', &piece) && same(piece, S("form-data")), MULTIPART);
	while (cut(&value, ';', &piece)) {
		TRY(parameter(piece, &name, &what));
		CHECK(text_is_clean(what), UTF8);
		if (same(name, S("name"))) {
			CHECK(!named && 1 <= what.n && what.n <= m->to->limits->name, MULTIPART);
			m->part.name = str_copy(m->to->a, what);
			named = true;
		} else if (same(name, S("filename"))) {
			CHECK(!m->is_file, MULTIPART);
			for (size_t i = what.n; i > 0; i--)
				if (what.p[i - 1] == '/' || what.p[i - 1] == '\\') {
					what = (str){ what.p + i, what.n - i };
					break;
				}
			m->part.filename = str_copy(m->to->a, what);
			m->is_file = true;
		} else {
			FAIL(MULTIPART);
		}
	}
	CHECK(named, MULTIPART);
	return OK;
}

static rc head_line(struct multipart *m, str line)
{
	const char *colon = memchr(line.p, ':', line.n);

	CHECK(colon != NULL, MULTIPART);
	str name = { line.p, (size_t)(colon - line.p) };
	str value = trim((str){ colon + 1, line.n - name.n - 1 });
	for (size_t i = 0; i < line.n; i++)
		CHECK((unsigned char)line.p[i] >= ' ' && line.p[i] != 0x7f, MULTIPART);
	if (same(name, S("content-disposition")))
		return disposition(m, value);
	if (same(name, S("content-type"))) {
		CHECK(m->part.type.p == NULL, MULTIPART);
		m->part.type = str_copy(m->to->a, value);
	}
	if (same(name, S("content-transfer-encoding")))
		CHECK(same(value, S("7bit")) || same(value, S("8bit")) || same(value, S("binary")),
		      MULTIPART);
	return OK;
}

static rc part_begin(struct multipart *m)
{
	CHECK(m->part.name.p != NULL, MULTIPART);
	m->where = MULTIPART_BODY;
	m->matched = 0;
	m->skip = m->is_file && m->part.filename.n == 0;
	if (!m->is_file || m->skip)
		return OK;
	CHECK(m->sink != NULL, MULTIPART);
	return m->sink->begin(m->sink->cls, &m->part);
}

/* One line of a part's head is complete at `n` bytes. */
static rc head_byte(struct multipart *m, char c)
{
	CHECK(m->head_n < PART_HEAD_MAX, LIMIT);
	m->head[m->head_n++] = c;
	if (c != '\n')
		return OK;
	CHECK(m->head_n >= 2 && m->head[m->head_n - 2] == '\r', MULTIPART);
	m->head_n -= 2;
	if (m->head_n == 0)
		return part_begin(m);
	str line = { m->head, m->head_n };
	m->head_n = 0;
	return head_line(m, line);
}

static rc body(struct multipart *m, const char *p, size_t n)
{
	if (n == 0)
		return OK;
	CHECK(!m->skip, MULTIPART);
	if (m->is_file)
		return m->sink->data(m->sink->cls, (str){ p, n });
	return gather_add(&m->value, m->to->a, (str){ p, n }, m->to->limits->value);
}

static rc part_end(struct multipart *m)
{
	if (m->skip)
		return OK;
	if (m->is_file)
		return m->sink->end(m->sink->cls);
	return fields_add(m->to, m->part.name, gather_take(&m->value, m->to->a));
}

/* Reads body until the mark, the piece's end or a failure; returns how far through `*at`. */
static rc body_run(struct multipart *m, str piece, size_t *at)
{
	size_t i = *at;

	while (i < piece.n && m->matched < m->mark_n) {
		if (m->matched > 0 && piece.p[i] == m->mark[m->matched]) {
			m->matched++, i++;
			continue;
		}
		if (m->matched > 0) { /* it was body after all */
			size_t n = m->matched;
			m->matched = 0;
			TRY(body(m, m->mark, n));
			continue;
		}
		const char *cr = memchr(piece.p + i, '\r', piece.n - i);
		size_t n = cr == NULL ? piece.n - i : (size_t)(cr - piece.p) - i;
		TRY(body(m, piece.p + i, n));
		i += n;
		if (cr != NULL)
			m->matched = 1, i++;
	}
	*at = i;
	if (m->matched == m->mark_n) {
		TRY(part_end(m));
		m->where = MULTIPART_AFTER;
	}
	return OK;
}

static rc after_byte(struct multipart *m, char c)
{
	m->after[m->after_n++] = c;
	if (m->after_n < 2)
		return OK;
	m->after_n = 0;
	m->head_n = 0;
	m->part = (struct part){ 0 };
	m->is_file = m->skip = false;
	bool more = m->after[0] == '\r' && m->after[1] == '\n';
	CHECK(more || (m->after[0] == '-' && m->after[1] == '-'), MULTIPART);
	m->where = more ? MULTIPART_HEAD : MULTIPART_DONE;
	return OK;
}

rc multipart_feed(struct multipart *m, str piece)
{
	size_t i = 0;

	while (i < piece.n) {
		switch (m->where) {
		case MULTIPART_BOUNDARY:
			CHECK(piece.p[i++] == m->mark[m->matched++], MULTIPART);
			if (m->matched == m->mark_n)
				m->where = MULTIPART_AFTER;
			break;
		case MULTIPART_AFTER:
			TRY(after_byte(m, piece.p[i++]));
			break;
		case MULTIPART_HEAD:
			TRY(head_byte(m, piece.p[i++]));
			break;
		case MULTIPART_BODY:
			TRY(body_run(m, piece, &i));
			break;
		case MULTIPART_DONE:
			return OK;
		}
	}
	return OK;
}

rc multipart_end(struct multipart *m)
{
	CHECK(m->where == MULTIPART_DONE, MULTIPART);
	return OK;
}
