/* face/portal/phone.c - of a demo fund: what the phones of made-up people got. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "pages.h"
#include "service/demo_phone.h"

static rc phone(struct request *q, struct reply *p)
{
	struct show_phone v = { .simulated = portal_of(q)->phone != NULL };
	struct phone_message *list = NULL;

	CHECK(portal_of(q)->fund.demo, PAGE_NONE);
	if (v.simulated)
		TRY(demo_phone_read(q->a, portal_of(q)->phone, &list, &v.n));
	struct show_phone_row *rows = arena_array(q->a, struct show_phone_row, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		rows[i] = (struct show_phone_row){ .at = list[i].at,
						   .to = str_printf(q->a, "+%.*s", STR_ARG(list[i].to)),
						   .from = list[i].from,
						   .text = list[i].text,
						   .alphabet = list[i].size.alphabet == SMS_GSM7 ? S("GSM-7")
												 : S("UCS-2"),
						   .parts = list[i].size.parts };
	v.rows = rows;
	struct page page = frame_page(q, MENU_PHONE);
	frame_reply(q, p, 200, page_phone, &page, &v);
	return OK;
}

const struct route phone_routes[] = {
	ROUTE(HTTP_GET, "/phone", MAY_SEE_PHONE, FOR_DEMO, phone,
	      "Of a demo fund: the messages that its simulated gateway took, as phones show them"),
	{ 0 },
};
