/* domain/demo/names.h - common names of the Maghreb for made-up people, each in both scripts.
 *
 * Names are common ones; which family name goes with which given name is drawn, so nobody real is meant.
 */
#ifndef DOMAIN_DEMO_NAMES_H
#define DOMAIN_DEMO_NAMES_H

#include "base/str.h"

/* One name as the papers of several people have it. */
struct demo_name {
	const char *latin; /* spellings, the usual one first: "Mohamed/Mohammed"; letters, blanks and hyphens
			      of ASCII */
	const char *arabic;
};

/* A list ends with an empty row; the commoner names come first. */
struct demo_names {
	const struct demo_name *list;
	int n;
};

struct demo_names demo_last_names(void);
struct demo_names demo_first_names(bool woman);

/* How many ways to write it in Latin script, and the i-th of them. */
int demo_spellings(const struct demo_name *n);
str demo_spelling(const struct demo_name *n, int i);

#endif
