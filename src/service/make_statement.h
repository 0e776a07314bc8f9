/* service/make_statement.h - a person, or an agent with them, says that something in the file is wrong: this
 * is not me, I have stopped, my name or my birth is another.
 *
 * What is said becomes a request; an agent looks at it and accepts it (service/decide_statement.h), and only
 * that changes the register. Whatever is said already, and waits, is not said twice.
 */
#ifndef SERVICE_MAKE_STATEMENT_H
#define SERVICE_MAKE_STATEMENT_H

#include "domain/request/request.h"

#include "service/acting.h"

struct db;

enum { STATEMENT_WORDS_MAX = 1000 /* bytes */, STATEMENT_VALUE_MAX = 100 };

struct statement_making {
	struct acting by; /* an agent must say why: by.reason */
	person_id person;
	int64_t client_id; /* made by the form: sent twice it is once */
	str kind;	   /* NOT_ME, STOPPED or CORRECTION */
	/* NOT_ME, STOPPED: the membership, or of NOT_ME what came with a delivery or decision */
	str scheme;
	date from_day;
	int64_t source_id;
	date stopped_day; /* STOPPED: first day no longer */
	str field, value; /* CORRECTION: last_name, first_name, last_name_ar, first_name_ar, born */
	str words;
	const document_id *document; /* the person's own */
	size_t documents_n;
	bool only_ask; /* would it be taken? nothing is written */
};

struct statement_made {
	request_id request_id;
	str reference; /* as people read it; with E_STATEMENT_OPEN of the one that waits */
	str receipt;   /* when an agent acted for the person (by.what) */
	bool again;    /* the same form was sent before */
	str wrong;     /* with E_STATEMENT_FIELD: about, stopped, field, value, born, words */
};

/* E_PERSON_NONE (also when it is somebody else's file), E_STATEMENT_FIELD, E_STATEMENT_OPEN, E_ASSIST_REASON,
 * E_REQUEST_KIND, E_REQUEST_OTHER, E_REQUEST_DOCUMENT, E_REQUEST_MANY */
rc statement_make(struct db *db, struct arena *a, const struct statement_making *m,
		  struct statement_made *ret) MUST_USE;

#endif
