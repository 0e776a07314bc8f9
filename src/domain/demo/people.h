/* domain/demo/people.h - made-up people: families with names in both scripts, ages, addresses, work. Pure.
 *
 * The same country, seed and world make the same people in the same order, however many are taken: person n
 * is always the same. First come numbers (struct demo_person: cheap, for counting and for keys), texts are
 * made from them (demo_write()). People are as they would be on DEMO_DAY, so that they don't depend on the
 * day they are made on.
 *
 * Nobody real is meant: identifiers have a form that no real one has, accounts are with a bank that isn't
 * there, mail goes to domains kept for examples (RFC 2606). Phones look like any of the country; the demo
 * sends nothing.
 */
#ifndef DOMAIN_DEMO_PEOPLE_H
#define DOMAIN_DEMO_PEOPLE_H

#include "domain/demo/names.h"

#include "base/arena.h"
#include "base/date.h"

#define DEMO_DAY ((date){ 20454 }) /* 2026-01-01 */

enum { DEMO_FAMILY_MAX = 10, DEMO_SCHEMES_MAX = 16 };

/* Where people may live: towns are larger. */
struct demo_commune {
	int64_t territory_id;
	str code;
	bool urban;
	int64_t until; /* weights added up, this one's included: demo_weigh() */
};

struct demo_world {
	str country; /* ma or dz */
	int64_t seed;
	struct demo_commune *communes;
	int communes_n;	  /* at least one */
	unsigned schemes; /* bits: which rows of demo_schemes() the fund has */
};

/* Fills in `until`. */
void demo_weigh(struct demo_commune *communes, int n);
/* A fingerprint of all that people are drawn from. */
int64_t demo_world_mark(const struct demo_world *w);
/* Codes of the schemes that made-up people of a country are members of; as many as *ret_n <=
 * DEMO_SCHEMES_MAX. */
const str *demo_schemes(str country, int *ret_n);

struct demo_person {
	int64_t nth;	     /* from 0 */
	int64_t family;	     /* from 0 */
	uint64_t who;	     /* what else is drawn about the person */
	uint64_t home;	     /* and about where the family lives: the same for all of them */
	int16_t last, first; /* of the lists in names.h */
	int16_t age;
	int8_t scheme;		  /* of demo_schemes(), -1 if none */
	bool woman, head, parent; /* parent: head, or the other one of a couple */
	int32_t birth_ymd;	  /* month and day 0 when only the year is known */
	int32_t commune;	  /* of the world's */
	int64_t phone;		  /* 0 if none */
};

/* Zeros but for `world`: before the first person. */
struct demo_stream {
	const struct demo_world *world;
	int64_t families, people; /* begun; given out */
	struct demo_person member[DEMO_FAMILY_MAX];
	int members, next;
};

/* Valid until the next call. */
const struct demo_person *demo_next(struct demo_stream *s);
/* Is the one who was given out last the last of the family? */
bool demo_family_ends(const struct demo_stream *s);

/* The same person after moving house and changing the phone for the `times`-th time. */
struct demo_person demo_moved(const struct demo_world *w, const struct demo_person *p, int64_t times);

/* Keys of names as person_keys() makes them, by list, made once. */
struct demo_skeletons {
	int64_t *last, *men, *women;
};
struct demo_skeletons demo_skeletons(struct arena *a);

struct demo_text {
	str last_name, first_name, last_name_ar, first_name_ar;
	str born, sex, address, email, language;
	str scheme, profession, income_class; /* empty if the person is a member of none */
	date from_day;			      /* first day of membership */
	str activity_start;		      /* empty if none */
	str rib;			      /* empty if none */
};
/* The person in words, in `a`. */
struct demo_text demo_write(struct arena *a, const struct demo_world *w, const struct demo_person *p);
/* What else is known of somebody, drawn for the day on which it is written down. */
enum { DEMO_MONTHS_MAX = 40 };
struct demo_month {
	date month, paid; /* DATE_NEVER: called, not paid */
};
struct demo_money {
	struct demo_month month[DEMO_MONTHS_MAX];
	int n;
	int64_t amount; /* of a month, smallest unit */
};
/* Contributions of a member of a scheme that is paid month by month; none of the others. */
void demo_contributions(const struct demo_person *p, const struct demo_text *t, date today,
			struct demo_money *ret);
/* The score of a member's household, as text, where the scheme has one; else empty. */
str demo_score(struct arena *a, const struct demo_person *p, const struct demo_text *t);
/* Since when two are married. */
date demo_married(const struct demo_person *x, const struct demo_person *y);

/* Another spelling of the same names, in Latin script; the same when there is only one. */
void demo_respell(const struct demo_person *p, struct demo_text *t);

/* The official identifier of somebody, as a number that sorts like its text, and the text. No two `k` have
 * the same, 0 <= k < as many registration numbers as the country's fund has. Deliveries have a form of their
 * own, so that theirs are never those of the register; those of two seeds are as good as never equal. */
bool demo_identified(str country, const struct demo_person *p);
str demo_id_kind(str country);
int64_t demo_id_number(str country, int64_t k);
int64_t demo_id_delivered(str country, int64_t seed, int64_t k);
str demo_id_text(struct arena *a, str country, int64_t number);

#endif
