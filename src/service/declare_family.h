/* service/declare_family.h - a person, or an agent with them, says who belongs to the family, or no longer
 * does.
 *
 * What is said becomes a request; an agent accepts it (service/decide_family.h), and only that makes links,
 * and people: nobody gets a number whom nobody looked at. The relative is looked for among those who are
 * known: the same identifier with facts that agree is that person; anybody who is only likely, and whoever is
 * in another family already, is a question that the agent sees. Each form is sent once, however often it is
 * tapped (client_id).
 */
#ifndef SERVICE_DECLARE_FAMILY_H
#define SERVICE_DECLARE_FAMILY_H

#include "domain/family/family.h"
#include "domain/request/request.h"

#include "service/acting.h"

struct db;

struct family_declaring {
	struct acting by; /* an agent must say why they act: by.reason */
	person_id person; /* whose family */
	int64_t client_id;
	struct relative relative;
	const document_id *document; /* the person's own (service/keep_document.h) */
	size_t documents_n;
	bool only_ask; /* says what would come of it, before answers are checked: nothing is written */
};

struct family_declared {
	bool refused;		    /* the law says no already: nothing was written; `dependant` says why */
	struct dependant dependant; /* today, by what was declared */
	request_id request_id;
	str reference; /* as people read it */
	unsigned asks; /* what an agent will look at: not for the person */
	str receipt;   /* reference of the receipt, when an agent acted for the person (by.what) */
	bool again;    /* the same form was sent before */
	str wrong;     /* with E_FAMILY_FIELD: name, born, sex, identifier, from, proof, court */
};

/* E_PERSON_NONE (also when it is somebody else's family), E_FAMILY_FIELD, E_FAMILY_SELF, E_FAMILY_TIED,
 * E_REQUEST_REASON (an agent without a reason; E_ASSIST_REASON: one too long for a receipt), E_REQUEST_OTHER,
 * E_REQUEST_DOCUMENT, E_REQUEST_KIND (no client_id) */
rc family_declare(struct db *db, struct arena *a, const struct family_declaring *f,
		  struct family_declared *ret) MUST_USE;

struct family_ending {
	struct acting by;
	person_id person, relative;
	int64_t client_id;
	enum family_role role;
	date until; /* first day no longer; of a MISTAKE it doesn't matter: the link never was */
	str reason; /* family_end_reason_good() */
	const document_id *document;
	size_t documents_n;
	bool only_ask;
};
/* The same for an end. E_FAMILY_LINK_NONE; wrong is until or reason. */
rc family_end(struct db *db, struct arena *a, const struct family_ending *f,
	      struct family_declared *ret) MUST_USE;

struct family_proving {
	struct acting by;
	person_id person, relative;
	int64_t client_id;
	enum family_role role; /* CHILD or WARD */
	struct dated_proof proof;
	const document_id *document;
	size_t documents_n;
	bool only_ask;
};
/* One more proof of somebody in the family: studies go on for another year. Refused when the law gives
 * nothing for it (too old to study). E_FAMILY_LINK_NONE; wrong is proof. */
rc family_prove(struct db *db, struct arena *a, const struct family_proving *f,
		struct family_declared *ret) MUST_USE;

#endif
