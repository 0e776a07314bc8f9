/* domain/law/law.h - the law as data: parameters with dated values, each with its source: the front door.
 *
 * A parameter is found by its path, country/scheme/key, such as ma/common/smig.hour. Its values hold one
 * after the other, each from its start until its end, the first day it no longer holds: [from, until). A
 * value that says no end holds until the next one starts. What isn't known is never guessed: a day on which
 * it can't be said has no value but a reason. Drafts lie beside the law, not in it: they end nothing, and
 * nobody but a simulation may use them.
 *
 * Files are read and questions are answered without store and clock; signatures (law_db.c) are rows.
 */
#ifndef DOMAIN_LAW_LAW_H
#define DOMAIN_LAW_LAW_H

#include "domain/law/mistake.h"
#include "domain/law/rule.h"
#include "domain/law/unit.h"

#include "store/db.h"

enum law_status {
	LAW_VOTED,	 /* in force, by a text that is named */
	LAW_DRAFT,	 /* a text that isn't law yet, or was seen as a draft only */
	LAW_UNCONFIRMED, /* believed to be in force; a fund uses it when somebody signed for it */
};

/* When something starts or ends, as exactly as the source says: a day, a month (2021-12), a year (2018), or
 * "unknown". It is one of the days first..sure: before `first` it hasn't happened for sure, from `sure` on it
 * has. */
struct law_edge {
	str text; /* as written; empty: no end */
	date first, sure;
};

enum { LAW_DIGEST_BYTES = 32 };

/* One entry of a parameter's values; with `missing` a gap that the file declares: nothing else of it is set
 * then but edges and line. */
struct law_value {
	struct law_edge start; /* of "unknown", `sure` is the day it was seen on */
	struct law_edge end;   /* said, or the start of what follows in the law */
	bool end_said;
	str missing; /* why there is no value */
	str text;    /* as written */
	decimal number;
	date day; /* LAW_DAY; LAW_MONTH: its first day; LAW_MONTH_DAY: in the year 2000 */
	bool yes;
	enum rounding rounding;
	const struct law_rule *rule; /* LAW_RULE; else NULL */
	enum law_status status;
	str reference;		  /* the legal text, "unknown" when none was seen */
	str seen_at;		  /* where the value was read */
	str confidence;		  /* in the words of who read it */
	str start_note, end_note; /* what the source says about the day, where it says it in other words */
	size_t line, column;
	unsigned char
	    digest[LAW_DIGEST_BYTES]; /* of path, start, value, unit and reference: what a signature is for */
};

struct law_parameter {
	str path, country, scheme, key;
	str fr, ar, en; /* what it is; one of them at least */
	bool has_unit;	/* a gap may lack it */
	enum law_unit unit;
	str unit_note;		 /* the unit in the words of the source, where they say more */
	struct law_value *value; /* by start: law and drafts together */
	size_t n;
	str missing;			    /* why there is no value at all, with n == 0 */
	str said;			    /* what the source says instead of a value */
	str reference, seen_at, confidence; /* of that */
	str file;
	size_t line;
};

/* A file. With a code it is a scheme that people belong to: named in three languages, and with all the parts
 * of rule.def that need no name of their own, at least as `missing`. Without, it only holds parameters. */
struct law_scheme {
	str country, scheme, fr, ar, en, file;
	str code;   /* as the register and deliveries call it, AMO-TNS; empty: none */
	str *class; /* income classes that deliveries may name; none: nothing is checked */
	size_t classes_n;
};

/* What is wrong in a file, and where. */
struct law_problem {
	str file;
	size_t line, column;
	struct mistake mistake;
};
struct law_problem law_problem_copy(struct arena *a, const struct law_problem *p);

/* Files that are read, and what was found wrong in them so far. */
struct law_reading {
	struct arena *a;
	str file; /* that is read */
	struct law_problem *problem;
	size_t n, max;	 /* kept, at most */
	size_t mistakes; /* more perhaps than are kept */
};
struct yaml;
struct yaml_fault;
void law_complain_at(struct law_reading *r, size_t line, size_t column, const struct mistake *m);
void law_complain_of(struct law_reading *r, const struct yaml *at, const struct mistake *m);
/* law_complain(r, at, MISTAKE_UNIT_UNKNOWN, word, words) */
#define law_complain(r, at, ...) law_complain_of((r), (at), &MISTAKEN(__VA_ARGS__))
/* Why the file is no YAML that is read. */
void law_complain_yaml(struct law_reading *r, const struct yaml_fault *f);
/* A map, of whatever names; else it complains. */
bool law_is_any_map(struct law_reading *r, const struct yaml *y, enum mistake_key none);
/* A map of nothing but the names of `known`, which ends with NULL; else it complains, that it is `none` or
 * that a name is `other`. law_is_map(r, y, LAW_MAP(GAP), known) */
bool law_is_map(struct law_reading *r, const struct yaml *y, enum mistake_key none, enum mistake_key other,
		const char *const *known);
#define LAW_MAP(thing) MISTAKE_##thing##_MAP, MISTAKE_##thing##_NAMES

struct law {
	struct law_scheme *scheme; /* by country and scheme */
	size_t schemes_n;
	struct law_parameter *parameter; /* by path */
	size_t n;
	struct law_problem *problem; /* the first LAW_PROBLEMS_MAX; none: the files are good */
	size_t problems_n;
};

/* law/ma/AMO_TNS.yaml: name "ma/AMO_TNS.yaml". */
struct law_file {
	str name, text;
};

enum {
	LAW_FILES_MAX = 500,
	LAW_PARAMETERS_MAX = 20000,
	LAW_PROBLEMS_MAX = 200,
	LAW_PATH_MAX = 120,
	LAW_TEXT_MAX = 1000,
	LAW_CODE_MAX = 40,
	LAW_CLASSES_MAX = RULE_CLASSES_MAX /* so that a rule can name them all */
};

/* Everything that the files hold, and everything that is wrong in them and between them; what is wrong is
 * left out of the tree. */
void law_read(struct arena *a, const struct law_file *file, size_t n, struct law *ret);
/* The law that the program brings: law/ as it was when it was built. Read once in a process, by its one
 * thread. A fund decides by its own (service/fund_law.h). */
const struct law *law_carried(void);
/* NULL: there is none. */
const struct law_parameter *law_find(const struct law *l, str path);

/* VOTED, DRAFT, UNCONFIRMED. */
str law_status_name(enum law_status s);
bool law_status_parse(str name, enum law_status *ret);

/* ---- what holds on a day ---- */

enum law_why {
	LAW_IS,		  /* there is a value */
	LAW_NO_PARAMETER, /* nothing of this path */
	LAW_MISSING,	  /* none on the day: `value` or `parameter` may say why */
	LAW_IMPRECISE,	  /* the day lies where it isn't known whether `value` holds */
	LAW_ONLY_DRAFT,	  /* for a fund: nothing but the draft in `value` */
	LAW_UNSIGNED,	  /* for a fund: `value` is unconfirmed, and nobody signed for it */
};
/* VALUE, NO_PARAMETER, MISSING, IMPRECISE, DRAFT, UNCONFIRMED_UNSIGNED. */
str law_why_name(enum law_why w);

struct law_answer {
	enum law_why why;
	str path;
	date day;
	const struct law_parameter *parameter; /* NULL: no such one */
	const struct law_value *value;	       /* LAW_IS: it; else what there is beside, or NULL */
	bool by_signature;		       /* LAW_IS: a fund uses it because somebody signed */
};

/* As the files have it, whatever the status: a draft when there is nothing else. */
struct law_answer law_on(const struct law *l, str path, date day);

/* A fund stands for a value: from this day on, where the source leaves the day open. */
struct law_signature {
	str path;
	str starts;    /* law_edge.text of its start */
	date from_day; /* one of the days on which it can have started; of "unknown" any before its end */
	blob digest;
	user_id user_id;
	str reason; /* why the fund may use it, in the user's words */
	instant known_from, known_until;
	user_id ended_by; /* 0 as long as it stands */
	str end_reason;
};

/* For a fund that signed for these: a value of the law that it may use. A signature counts for the very
 * value, unit and reference that was signed. */
struct law_answer law_on_for(const struct law *l, str path, date day, const struct law_signature *s,
			     size_t n);
/* The value of `p` that one may sign for as starting on `day`; NULL: none can start then. Never a gap. */
const struct law_value *law_value_starting(const struct law_parameter *p, date day);
/* The signature of exactly this value among them, or NULL. */
const struct law_signature *law_signed(const struct law_parameter *p, const struct law_value *v,
				       const struct law_signature *s, size_t n);
/* Its whole number; false unless the value is there, has the unit and is one. */
bool law_whole(const struct law_answer *x, enum law_unit unit, int64_t *ret);

/* ---- signatures: law_db.c ---- */

enum { LAW_SIGNATURES_MAX = 20000, LAW_REASON_MAX = 500 /* bytes */ };
#define LAW_STILL ((instant){ INT64_MAX })

/* Those that stand, by path and start. */
rc law_signatures(struct tx *tx, struct arena *a, struct law_signature **ret, size_t *ret_n) MUST_USE;
/* Those that stood at a moment. */
rc law_signatures_at(struct tx *tx, instant at, struct arena *a, struct law_signature **ret,
		     size_t *ret_n) MUST_USE;
/* Differs when a signature came, or no longer stands. */
struct law_signatures_mark {
	int64_t n, newest, newest_end;
};
rc law_signatures_mark(struct tx *tx, struct arena *a, struct law_signatures_mark *ret) MUST_USE;
/* All that ever were about a path, the newest first. */
rc law_signatures_of(struct tx *tx, str path, struct arena *a, struct law_signature **ret,
		     size_t *ret_n) MUST_USE;
rc law_signature_add(struct tx *tx, const struct law_signature *s) MUST_USE;
/* It stood until s->known_until; by whom and why. E_DB_CONFLICT when somebody was faster. */
rc law_signature_end(struct tx *tx, const struct law_signature *s) MUST_USE;

extern const struct db_stmt *const law_stmts[]; /* NULL terminated, for db_check() */

#endif
