/* face/portal/portal.h - the portal: the pages of those who work with the fund, on top of face/http.
 *
 * A request enters by a row (portal_routes), its handler asks a service and fills a view (views.h), a
 * template writes it. Handlers hold no SQL and decide nothing about the fund; who may call is the row's
 * `who`, made of the MAY_ masks of domain/access, and for one delivery access_may_feed().
 */
#ifndef FACE_PORTAL_PORTAL_H
#define FACE_PORTAL_PORTAL_H

#include "face/http/server.h"

struct portal_config {
	const char *url;   /* of the store */
	const char *keys;  /* directory, see service/keys.h */
	const char *phone; /* of a demo fund: what its simulated gateway took (service/demo_phone.h); NULL:
			      none runs */
};

/* Fills in routes, languages and the callbacks of a worker; the rest of `c` is the caller's. `pc` must live
 * as long as the server. Memory in `life`. */
void portal_serve(const struct portal_config *pc, struct arena *life, struct server_config *c);

/* All rows of the portal, for the server and for tests of who may call what. */
void portal_routes(struct arena *a, const struct route **ret, size_t *ret_n);

#endif
