/* face/http/multipart.h - forms with files (multipart/form-data, RFC 7578), read as they arrive.
 *
 * Plain fields go where form.h puts them; a file goes piece by piece to a sink and is never held, so that the
 * memory of an upload doesn't depend on its size. Narrower than the RFC: nothing before the first boundary,
 * CRLF only, no filename*, no Content-Transfer-Encoding other than 7bit, 8bit and binary.
 */
#ifndef FACE_HTTP_MULTIPART_H
#define FACE_HTTP_MULTIPART_H

#include "face/http/form.h"

/* A file that was sent. A file input left empty is no part. */
struct part {
	str name;     /* of the form's input */
	str filename; /* the last component of what the browser said; for display only */
	str type;     /* as sent, "" when not */
};

/* Calls come in the order begin, data..., end; parts in the order of the form. The first failure ends the
 * parsing. */
struct part_sink {
	rc (*begin)(void *cls, const struct part *part);
	rc (*data)(void *cls, str bytes);
	rc (*end)(void *cls);
	void *cls;
};

enum { BOUNDARY_MAX = 70, PART_HEAD_MAX = 2048 };

enum multipart_where {
	MULTIPART_BOUNDARY, /* the first boundary is being read */
	MULTIPART_AFTER,    /* right after a boundary: CRLF or -- */
	MULTIPART_HEAD,	    /* fields of a part */
	MULTIPART_BODY,
	MULTIPART_DONE, /* whatever follows is not looked at */
};

struct multipart {
	struct fields *to;
	const struct part_sink *sink; /* NULL: files are refused */
	char mark[4 + BOUNDARY_MAX];  /* CRLF -- boundary */
	size_t mark_n, matched;	      /* bytes of the mark that the last bytes of the body may be */
	enum multipart_where where;
	char after[2];
	size_t after_n;
	char head[PART_HEAD_MAX]; /* of the present part */
	size_t head_n;
	struct part part;
	bool is_file, skip; /* skip: the empty part of a file input left empty */
	struct gather value;
};

/* The boundary of a Content-Type "multipart/form-data; boundary=...". E_MULTIPART */
rc multipart_boundary(str content_type, str *ret) MUST_USE;
/* `boundary` as multipart_boundary() gave it; it is copied. */
void multipart_init(struct multipart *m, str boundary, struct fields *to, const struct part_sink *sink);
/* The next piece of the body, of any length. E_MULTIPART, E_LIMIT, E_UTF8, or what the sink said. */
rc multipart_feed(struct multipart *m, str piece) MUST_USE;
/* The body is complete: E_MULTIPART unless its last boundary was seen. */
rc multipart_end(struct multipart *m) MUST_USE;

#endif
