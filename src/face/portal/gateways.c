/* face/portal/gateways.c - what gateways of messages tell the fund. */
#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "service/message_gateway.h"
#include "service/send_messages.h"

/* Kannel's types of delivery reports (user guide 1.4.5, "Delivery reports"). */
enum { DLR_DELIVERED = 1, DLR_FAILED = 2, DLR_QUEUED = 4, DLR_AT_OPERATOR = 8, DLR_REFUSED = 16 };

static rc sms_report(struct request *q, struct reply *p)
{
	message_id id = { request_int(q, "id") };
	enum carried_report report = REPORT_ON_ITS_WAY;

	/* the same answer to a wrong key as to a message that isn't there */
	CHECK(message_report_key_is(&portal_of(q)->keys, id, request_text(q, "secret")), MESSAGE_REPORT);
	switch (request_int(q, "status")) {
	case DLR_DELIVERED:
		report = REPORT_DELIVERED;
		break;
	case DLR_FAILED:
	case DLR_REFUSED:
		report = REPORT_FAILED;
		break;
	case DLR_QUEUED:
	case DLR_AT_OPERATOR:
		break;
	default:
		FAIL(MESSAGE_REPORT);
	}
	rc r = message_reported(portal_of(q)->db, id, report,
				S("the network says that it could not be delivered"), clock_now());
	CHECK(!rc_is(r, E_MESSAGE_NONE), MESSAGE_REPORT);
	TRY(r);
	reply_text(p, 200, S("noted\n"));
	return OK;
}

const struct route gateway_routes[] = {
	ROUTE(HTTP_GET, "/messages/report", WHO_ANYONE, FOR_MESSAGE, sms_report,
	      "The SMS gateway says what became of a message",
	      .params = PARAMS(PARAM("id", PARAM_ID, .required = true),
			       PARAM("secret", PARAM_WORD, .required = true),
			       PARAM("status", PARAM_INT, .required = true)),
	      .writes = true, .bare = true, .keyed = true),
	{ 0 },
};
