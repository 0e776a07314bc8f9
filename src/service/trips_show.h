/* service/trips_show.h - accounts, services used and trips saved, by month, service and territory. */
#ifndef SERVICE_TRIPS_SHOW_H
#define SERVICE_TRIPS_SHOW_H

#include "domain/usage/trips.h"

enum trip_figure {
	FIGURE_ACCOUNTS, /* opened */
	FIGURE_ONLINE,	 /* services finished online, accounts aside */
	FIGURE_COUNTER,	 /* at a counter */
	FIGURE_TRIPS,	 /* saved */
	FIGURES
};

struct trips_row {
	date month;		    /* of a row of months */
	int service;		    /* of a row of services: enum used_service */
	int64_t territory_id;	    /* of a row of territories; 0: not known where */
	str code, name_fr, name_ar; /* of the territory */
	int64_t n[FIGURES];
	unsigned hidden; /* bits 1 << figure: too few to be shown */
};
static inline bool trips_hides(const struct trips_row *r, enum trip_figure f)
{
	return (r->hidden >> f & 1U) != 0;
}

enum { TRIPS_SMALL = 5, TRIPS_MONTHS_MAX = 60 };

struct trips_view {
	struct usage_asked asked; /* with its months filled in */
	struct trips_row all, *months, *services, *territories;
	size_t months_n, services_n, territories_n; /* every month has a row; every territory with figures */
	date first;				    /* the first month that has figures; 0: there are none */
	instant counted_at;
};

/* `asked`: months 0: the twelve up to today's. Of one territory, the list of territories is still that of all.
 * Nothing is hidden. E_TRIPS_MONTHS */
rc trips_show(struct db *db, instant now, struct arena *a, const struct usage_asked *asked,
	      struct trips_view *ret) MUST_USE;
/* For readers: by territory, and in whatever is shown of one territory, figures below TRIPS_SMALL are hidden
 * (base/small.h). */
void trips_hide_small(struct arena *a, struct trips_view *v);

#endif
