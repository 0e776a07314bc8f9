/* domain/request/request.h - what people ask of the fund: the front door of the room.
 *
 * A request has a reference that people are told, a state (machine.h) and a day by which it means to be
 * answered. Each step is kept. What is asked for lies in a table of its kind: family_declaration for the
 * family, request_statement for what is wrong in a file.
 */
#ifndef DOMAIN_REQUEST_REQUEST_H
#define DOMAIN_REQUEST_REQUEST_H

#include "domain/request/machine.h"

#include "store/db.h"

enum {
	REQUEST_NOTE_MAX = 1000 /* bytes */,
	REQUEST_DOCUMENTS_MAX = 20,
	REQUEST_STEPS_MAX = 500,
	REQUESTS_OPEN_MAX = 20 /* of one person */
};

struct fund_request {
	request_id request_id;
	int64_t reference; /* request_reference_text() */
	person_id person_id;
	str kind, state;
	int64_t client_id; /* made by the form, not 0 */
	blob digest;	   /* SHA-256 of what was asked */
	int64_t asks;	   /* what an agent must look at: bits of its kind */
	user_id opened_by; /* 0: the person */
	instant opened_at, due_at;
	user_id handled_by; /* 0: nobody yet */
	str answer;	    /* the reason that the person is told */
	instant changed_at;
};

struct request_step {
	request_id request_id;
	int64_t nth;
	instant at;
	user_id user_id; /* 0: the person */
	str to_state, note;
};

/* What a request about the family says. Of FAMILY_ADD everything but until_day and reason; of the others
 * role, relative_id, from_day (of the link) and what the register says of the relative, with until_day and
 * reason of an end, with the proof of a FAMILY_PROOF. */
struct family_declaration {
	request_id request_id;
	str role;
	person_id relative_id; /* 0: nobody who is known */
	str last_name, first_name, last_name_ar, first_name_ar, born, sex, id_kind, id_value;
	date from_day, until_day;
	str reason;
	str proof_kind; /* STUDENT, DISABILITY or empty */
	date proof_from, proof_until;
	str court_reference;
	date court_until;
};

/* What somebody says is wrong in their file. */
struct request_statement {
	request_id request_id;
	str scheme;    /* of the membership it is about, empty: none */
	date from_day; /* its first day, else DATE_NEVER */
	int64_t source_id;
	body_id body_id;  /* 0: no managing body sent it */
	date stopped_day; /* STOPPED: first day no longer; else DATE_NEVER */
	str field, value; /* CORRECTION */
	str words;
};

/* With its first step. E_DB_EXISTS: the reference, or the person's client_id, is there. */
rc request_add(struct tx *tx, const struct fund_request *r) MUST_USE;
/* E_REQUEST_NONE, and so of the next two */
rc request_get(struct tx *tx, request_id id, struct arena *a, struct fund_request *ret) MUST_USE;
rc request_by_reference(struct tx *tx, int64_t reference, struct arena *a, struct fund_request *ret) MUST_USE;
rc request_by_client(struct tx *tx, person_id person, int64_t client_id, struct arena *a,
		     struct fund_request *ret) MUST_USE;
/* Writes state, hands, answer, due day and time of `is` and a step with `note`, by `user`. `was` is what the
 * caller saw: E_REQUEST_STATE when it is something else by now. */
rc request_move(struct tx *tx, const struct fund_request *was, const struct fund_request *is, user_id user,
		str note) MUST_USE;

/* Which to list: the oldest due first, behind (due_at, request_id) of the last one of the page before. */
struct request_filter {
	str state; /* one of them */
	str kind;  /* empty: all */
	instant after;
	request_id after_id;
	int64_t max;
};
rc request_list(struct tx *tx, const struct request_filter *f, struct arena *a, struct fund_request **ret,
		size_t *ret_n) MUST_USE;
/* Of a person, newest first, at most `max`. */
rc request_of_person(struct tx *tx, person_id person, size_t max, struct arena *a, struct fund_request **ret,
		     size_t *ret_n) MUST_USE;
/* Of those that aren't answered. */
struct request_count {
	str state, kind;
	int64_t n;
	instant due; /* the earliest */
};
rc request_counts(struct tx *tx, struct arena *a, struct request_count **ret, size_t *ret_n) MUST_USE;
rc request_steps(struct tx *tx, request_id id, struct arena *a, struct request_step **ret,
		 size_t *ret_n) MUST_USE;

rc request_document_add(struct tx *tx, request_id id, document_id document) MUST_USE;
rc request_documents(struct tx *tx, request_id id, struct arena *a, document_id **ret,
		     size_t *ret_n) MUST_USE;

rc declaration_add(struct tx *tx, const struct family_declaration *d) MUST_USE;
/* E_REQUEST_NONE */
rc declaration_get(struct tx *tx, request_id id, struct arena *a, struct family_declaration *ret) MUST_USE;

rc statement_add(struct tx *tx, const struct request_statement *s) MUST_USE;
/* E_REQUEST_NONE */
rc statement_get(struct tx *tx, request_id id, struct arena *a, struct request_statement *ret) MUST_USE;
/* The fields of the person that an accepted CORRECTION changed, newest first, at most `max`. */
rc statement_corrected(struct tx *tx, person_id person, size_t max, struct arena *a,
		       struct request_statement **ret, size_t *ret_n) MUST_USE;

extern const struct db_stmt *const request_stmts[]; /* NULL terminated, for db_check() */

#endif
