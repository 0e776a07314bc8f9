/* service/rights_show.h - what somebody is entitled to, for the person and for whoever serves them: the
 * stored timeline, what would reopen a right, what is offered instead, the family's rights; and for an agent
 * one day as it was known on another one, decided again.
 *
 * Reading is an event of the journal (rights.read), written in the same transaction.
 */
#ifndef SERVICE_RIGHTS_SHOW_H
#define SERVICE_RIGHTS_SHOW_H

#include "domain/rights/rights.h"
#include "domain/scheme/scheme.h"

#include "service/acting.h"
#include "service/family_show.h"
#include "service/fund_law.h"
#include "service/rights_people.h"

struct db;

/* A span with the values of the law that it rests on. */
struct rights_span {
	struct right r;
	enum right_state state;
	str basis;
};
struct rights_line {
	struct rights_span *span; /* by day, without a gap */
	size_t n;
};

/* How it stands on a day. */
struct rights_standing {
	const struct rights_span *is;	/* NULL: the fund knows nothing that early, or nothing at all */
	date from, until;		/* over which the state doesn't change; DATE_NEVER: no end is known */
	const struct rights_span *next; /* what follows then; NULL: nothing */
	bool unless_paid;		/* that follows because nothing is paid yet */
};
struct rights_standing rights_standing_on(const struct rights_line *l, date day);

struct rights_relative {
	struct family_member m;
	struct rights_line line;
	struct rights_standing now;
};

struct rights_view {
	person_id person_id;
	str number, last_name, first_name, last_name_ar, first_name_ar, born;
	date on;
	struct rights_line line;
	struct rights_standing now;
	str insured_last, insured_first, insured_last_ar,
	    insured_first_ar; /* through whom, when it is somebody else */
	str member_scheme; /* the membership behind the right of the day, for saying that it is wrong; empty:
			      none */
	date member_from;
	bool waits;		       /* for payments: */
	struct rights_arrears arrears; /* on the day */
	str cannot;		       /* path of the value that its amount lacks; empty: none */
	str offer[RIGHTS_OFFERS_MAX];  /* codes of schemes, when a score closed the right */
	size_t offers_n;
	struct rights_relative *family; /* who depends on the person on the day */
	size_t family_n;
	struct scheme *schemes; /* all there are, for their names */
	size_t schemes_n;
	struct fund_law law;
};

/* As known now, on a day. For the person or an agent. E_PERSON_NONE also when somebody else asks, or when the
 * person was withdrawn and asks. */
rc rights_show(struct db *db, struct arena *a, const struct acting *by, person_id person, date on,
	       struct rights_view *ret) MUST_USE;
/* In what a span that was decided again differs from the stored one. */
enum rights_differs {
	RIGHTS_DIFFER_SPAN = 1, /* there was one, or its days are others */
	RIGHTS_DIFFER_STATE = 2,
	RIGHTS_DIFFER_SCHEME = 4, /* or the package */
	RIGHTS_DIFFER_INSURED = 8,
	RIGHTS_DIFFER_REASON = 16,
	RIGHTS_DIFFER_LAW = 32, /* the values of the law it rests on */
};

/* One day as it was known at the end of another one. */
struct rights_day {
	person_id person_id;
	str number, last_name, first_name, last_name_ar, first_name_ar;
	date on, known;
	bool there, again_there;
	struct rights_span is, again; /* as stored then; as decided again */
	bool no_law;		      /* none was kept at that moment: it can't be decided again */
	unsigned differs;	      /* enum rights_differs */
	int64_t law_version;
	struct rights_facts facts; /* of the person, as known then */
	str *insured_number;	   /* of the insured of each of facts.tie */
	struct scheme *schemes;
	size_t schemes_n;
	struct fund_law law; /* of that moment */
};

/* For an agent. E_RIGHTS_KNOWN: `known` lies behind today. */
rc rights_show_day(struct db *db, struct arena *a, const struct acting *by, person_id person, date on,
		   date known, struct rights_day *ret) MUST_USE;

/* ---- within the transaction of another service ---- */

/* The stored timeline as known now. */
rc rights_line_of(struct tx *tx, struct arena *a, person_id person, struct rights_line *ret) MUST_USE;

#endif
