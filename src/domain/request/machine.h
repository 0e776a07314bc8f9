/* domain/request/machine.h - the steps that a request may take. Pure: rows of data.
 *
 *   RECEIVED <-> IN_HAND -> ACCEPTED | REFUSED | MORE_NEEDED -> RECEIVED
 *   any of the three that wait -> WITHDRAWN, by the person
 */
#ifndef DOMAIN_REQUEST_MACHINE_H
#define DOMAIN_REQUEST_MACHINE_H

#include "base/str.h"

#define REQUEST_RECEIVED S("RECEIVED")
#define REQUEST_IN_HAND S("IN_HAND")
#define REQUEST_MORE_NEEDED S("MORE_NEEDED")
#define REQUEST_ACCEPTED S("ACCEPTED")
#define REQUEST_REFUSED S("REFUSED")
#define REQUEST_WITHDRAWN S("WITHDRAWN")

enum request_action {
	DO_TAKE,      /* an agent takes it in hand */
	DO_HAND_BACK, /* into the queue again; any agent may, should the other one be away */
	DO_ACCEPT,
	DO_REFUSE,
	DO_ASK_MORE, /* something is missing */
	DO_COMPLETE, /* the person, or an agent with them, brought it */
	DO_WITHDRAW,
	REQUEST_ACTIONS
};

/* Who may take a step: bits. */
enum request_by {
	BY_PERSON = 1,
	BY_AGENT = 2,  /* any */
	BY_HOLDER = 4, /* the agent in whose hands it is */
};

struct request_step_rule {
	str from;
	enum request_action action;
	str to;
	int by;
	bool reason; /* the person is told why: it may not be empty */
};

/* NULL: a request in this state can't do that. */
const struct request_step_rule *request_step_rule(str from, enum request_action action);
bool request_state_good(str state);
/* Nothing follows. */
bool request_state_final(str state);

#define REQUEST_FAMILY_ADD S("FAMILY_ADD")
#define REQUEST_FAMILY_END S("FAMILY_END")
#define REQUEST_FAMILY_PROOF S("FAMILY_PROOF") /* of studies or a disability, for somebody in the family */
#define REQUEST_NOT_ME S("NOT_ME")	       /* what was sent about the person is about somebody else */
#define REQUEST_STOPPED S("STOPPED")	       /* the activity is over */
#define REQUEST_CORRECTION S("CORRECTION")     /* of a name or the birth */

struct request_kind {
	str kind;
	int days;	/* until the fund means to answer */
	bool family;	/* it has a declaration, and service/decide_family.h accepts it */
	bool statement; /* it has a statement, and service/decide_statement.h accepts it */
};
/* NULL: not a kind of request. */
const struct request_kind *request_kind(str kind);

/* ---- references ---- */

enum { REFERENCE_DIGITS = 11 };

/* Ten digits and a check digit, ISO/IEC 7064 MOD 11,10; any number is turned into one. */
int64_t request_reference_make(uint64_t random);
/* What a person types: blanks, dashes and dots between, Arabic digits too, an R in front. */
bool request_reference_parse(str text, int64_t *ret);
/* "R 4821-9037-512" */
str request_reference_text(struct arena *a, int64_t reference);

#endif
