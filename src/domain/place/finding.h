/* domain/place/finding.h - what an import found to be unclean in a file. */
#ifndef DOMAIN_PLACE_FINDING_H
#define DOMAIN_PLACE_FINDING_H

#include "base/arena.h"
#include "base/str.h"

struct finding {
	int64_t line;	  /* of the file, from 1; 0: the file as a whole */
	const char *code; /* stable, for programs */
	bool refused;	  /* the row was not taken */
	str text;	  /* for people */
};

struct findings {
	struct arena *a;
	struct finding *list;
	size_t n, room;
};

void finding_add(struct findings *f, int64_t line, const char *code, bool refused, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

#endif
