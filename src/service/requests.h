/* service/requests.h - what people ask of the fund: opened with a reference, answered by agents from a queue.
 *
 * An agent takes a request in hand, decides with a reason, or gives it back. Two at once can't: the store
 * moves a request only from the state that its agent saw. Nobody decides about their own (user_is_person()).
 * Every step is an event of the journal. Requests about the family are accepted by service/decide_family.h,
 * which makes the links; statements by service/decide_statement.h.
 */
#ifndef SERVICE_REQUESTS_H
#define SERVICE_REQUESTS_H

#include "domain/document/document.h"
#include "domain/person/person.h"
#include "domain/request/request.h"

#include "service/acting.h"
#include "service/statement_matter.h"

struct db;

enum { REQUEST_ITEMS_MAX = 200 };

/* ---- within the transaction of another service ---- */

struct request_new {
	struct acting by;
	person_id person;
	str kind;
	int64_t client_id; /* made by the form, not 0 */
	blob digest;	   /* of what is asked */
	int64_t asks;
	const document_id *document;
	size_t documents_n;
};
/* Opens it, tells nobody; *ret_again: the same form was sent before, *ret is that request and nothing was
 * changed. E_REQUEST_KIND, E_REQUEST_OTHER, E_REQUEST_DOCUMENT, E_REQUEST_MANY */
rc request_open(struct tx *tx, struct arena *a, instant now, const struct request_new *n,
		struct fund_request *ret, bool *ret_again) MUST_USE;
/* One step of `r`, which becomes what it is then. `note` is what the person is told, or why a colleague has
 * it again. E_REQUEST_STATE, E_REQUEST_HANDS, E_REQUEST_OWN, E_REQUEST_REASON, E_NOT_ALLOWED */
rc request_take_step(struct tx *tx, struct arena *a, instant now, const struct acting *by,
		     enum request_action action, str note, struct fund_request *r) MUST_USE;

/* The person is told that the request was received; when an agent acted for them (by->what), that, with a
 * receipt (service/assist.h), whose reference is in *ret_receipt; otherwise that is empty. E_ASSIST_REASON */
rc request_tell_received(struct tx *tx, struct arena *a, instant now, const struct acting *by,
			 const struct fund_request *r, str *ret_receipt) MUST_USE;

/* ---- alone ---- */

/* request_take_step() of the request with this id; E_REQUEST_NONE also when it is somebody else's,
 * E_REQUEST_KIND for accepting a request about the family, or one with a statement. */
rc request_act(struct db *db, struct arena *a, const struct acting *by, request_id id,
	       enum request_action action, str note, struct fund_request *ret) MUST_USE;
/* The person, or an agent with them, brings what was missing: more documents, an answer in words, or both;
 * then DO_COMPLETE. E_REQUEST_DOCUMENT */
rc request_complete(struct db *db, struct arena *a, const struct acting *by, request_id id, str note,
		    const document_id *document, size_t n, struct fund_request *ret) MUST_USE;

/* Whom it concerns, as far as a list shows it. */
struct request_item {
	struct fund_request r;
	str reference; /* as people read it */
	str number;    /* of the person, as people read it */
	str last_name, first_name, last_name_ar, first_name_ar;
	bool late; /* due before now, and it waits for the fund */
};

struct request_page {
	struct request_item *items;
	size_t n;
	bool more; /* the next page: filter.after and after_id of the last item */
	struct request_count *counts;
	size_t counts_n;
};
/* The queue, for agents: the oldest due first; f->max at most REQUEST_ITEMS_MAX. */
rc request_page_get(struct db *db, struct arena *a, const struct request_filter *f, const struct acting *by,
		    struct request_page *ret) MUST_USE;
/* A person's own, newest first; an agent's reading is an event. E_REQUEST_NONE when somebody else asks. */
rc request_mine(struct db *db, struct arena *a, const struct acting *by, person_id person, size_t max,
		struct request_item **ret, size_t *ret_n) MUST_USE;

struct request_step_view {
	struct request_step step;
	str who; /* name of the user; empty: the person */
};
struct request_view {
	struct request_item item;
	str handled_by; /* name of the user, empty: nobody yet */
	struct request_step_view *steps;
	size_t steps_n;
	struct document *documents;
	size_t documents_n;
	bool family; /* it has a declaration */
	struct family_declaration declaration;
	bool known; /* the declaration's relative is a known person */
	struct person relative;
	str relative_number;
	bool stated; /* it has a statement, about: */
	struct request_statement statement;
	struct statement_matter matter;
};
/* For its person or an agent; written down. The person doesn't see what the fund knows about the relative,
 * who works on the request, and what colleagues tell each other. E_REQUEST_NONE */
rc request_view_get(struct db *db, struct arena *a, const struct acting *by, request_id id,
		    struct request_view *ret) MUST_USE;
/* The id behind a reference as people write it. E_REQUEST_NONE */
rc request_find(struct db *db, struct arena *a, str reference, const struct acting *by,
		request_id *ret) MUST_USE;

#endif
