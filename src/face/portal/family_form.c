/* face/portal/family_form.c - what the forms about a family have in common. */
#include "face/portal/family_form.h"

int64_t form_client(struct request *q)
{
	return q->method == HTTP_POST && request_value(q, "client")->state == VALUE_GOOD
		   ? request_int(q, "client")
		   : id_new(q->now);
}

void form_bad(struct request *q, struct page *page, const char *field, const char *family, str word)
{
	enum text_key key;

	must(text_find(family, word, &key));
	frame_problem(q, page, field, text_get(page->at.lang, key));
}

date form_until(date last) { return last.days == DATE_NEVER.days ? last : (date){ last.days + 1 }; }
date form_last(date until) { return until.days == DATE_NEVER.days ? until : (date){ until.days - 1 }; }

size_t form_papers(const struct brought *b, size_t n, document_id *ret)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (b[i].document_id.v != 0)
			ret[kept++] = b[i].document_id;
	return kept;
}
