/* face/portal/bring.c - papers that come with a form. */
#include "face/portal/bring.h"

#include "face/portal/part.h"

enum {
	GATHER_MEMORY = BRING_MAX * (32 << 20), /* beside the request's own; each file grows by doubling */
	KEEP_MEMORY = 64 << 20			/* one paper, looked into and sealed */
};

struct gathered {
	str field;
	struct document_intake in;
	bool large; /* more than a paper may be: the rest was dropped */
};

struct bringing {
	struct arena a;
	struct gathered file[BRING_MAX];
	size_t n;
};

static struct gathered *find(struct bringing *b, str field)
{
	for (size_t i = 0; b != NULL && i < b->n; i++)
		if (str_eq(b->file[i].field, field))
			return &b->file[i];
	return NULL;
}

static rc begin(struct request *q, const struct part *part)
{
	struct bringing *b = q->upload;

	if (b == NULL) {
		q->upload = b = arena_new(q->a, struct bringing);
		arena_init(&b->a, GATHER_MEMORY);
	}
	CHECK(b->n < BRING_MAX && find(b, part->name) == NULL, FORM_FIELD); /* one file, once */
	struct gathered *g = &b->file[b->n++];
	g->field = str_copy(q->a, part->name);
	document_intake_init(&g->in, &b->a);
	return OK;
}

static rc data(struct request *q, str bytes)
{
	struct bringing *b = q->upload;
	struct gathered *g = &b->file[b->n - 1];

	g->large = g->large || !rc_ok(document_intake_feed(&g->in, bytes));
	return OK;
}

static rc end(struct request *q)
{
	(void)q;
	return OK;
}

static void drop(struct request *q)
{
	struct bringing *b = q->upload;

	if (b != NULL)
		arena_done(&b->a);
	q->upload = NULL;
}

const struct upload bring_upload = { begin, data, end, drop };

static void bad_file(struct request *q, struct page *page, const char *field, enum sniff_verdict verdict)
{
	enum text_key key;

	must(text_find("filebad.", sniff_verdict_name(verdict), &key));
	frame_problem(q, page, field, text_get(page->at.lang, key));
}

static rc keep_new(struct request *q, struct page *page, const struct document_new *d, const char *field,
		   struct brought *ret)
{
	struct document_kept kept;
	struct arena a; /* of the request, but larger than its own */

	arena_init(&a, KEEP_MEMORY);
	rc r = document_keep(portal_of(q)->db, &a, portal_of(q)->keys.totp, d, &kept);
	if (rc_ok(r) && kept.verdict == SNIFF_TAKEN)
		*ret = (struct brought){ kept.document_id, d->kind, str_copy(q->a, kept.media),
					 (int64_t)d->bytes.n };
	else if (rc_ok(r))
		bad_file(q, page, field, kept.verdict);
	arena_done(&a);
	return r;
}

/* One of the owner's own; somebody else's is as if none had been sent. What was sent as something else is
 * asked for again. */
static rc kept_before(struct request *q, struct page *page, const struct acting *by, person_id owner,
		      const char *field, str kind, struct brought *ret)
{
	int64_t id = request_value(q, str_printf(q->a, "%s_kept", field).p)->n;
	struct document *list;
	size_t n;

	TRY(document_list(portal_of(q)->db, q->a, by, owner, &list, &n));
	for (size_t i = 0; i < n; i++) {
		if (list[i].document_id.v != id)
			continue;
		if (str_eq(list[i].kind, kind))
			*ret = (struct brought){ list[i].document_id, list[i].kind, list[i].media,
						 list[i].bytes };
		else
			frame_problem(q, page, field, text_get(page->at.lang, TEXT(filebad_OTHER_KIND)));
	}
	return OK;
}

rc bring_keep(struct request *q, struct page *page, const struct acting *by, person_id owner,
	      const char *field, str kind, struct brought *ret)
{
	struct gathered *g = find(q->upload, page_cstr(field));
	const struct value *before = request_value(q, str_printf(q->a, "%s_kept", field).p);

	*ret = (struct brought){ .bytes = 0 };
	if (g != NULL && g->large) {
		bad_file(q, page, field, SNIFF_LARGE);
		return OK;
	}
	if (g != NULL && g->in.n > 0) {
		struct document_new d = { .by = *by,
					  .owner = owner,
					  .kind = kind,
					  .bytes = { g->in.p, g->in.n },
					  .scanned = document_scanner().n > 0 };
		return keep_new(q, page, &d, field, ret);
	}
	return before->state == VALUE_GOOD ? kept_before(q, page, by, owner, field, kind, ret) : OK;
}

struct show_brought bring_shown(const struct brought *b)
{
	return (struct show_brought){ b->document_id.v, b->media, b->bytes };
}
