/* Who may call which address, and why, as one table: tests/golden/routes.txt, so that a change of it is seen
 * in review. tests/access asks the running server the same. */
#include "face/portal/portal.h"

#include "domain/journal/journal.h"

#include "testing/t.h"

T(portal_says_who_may_what)
{
	const struct route *r;
	struct out o;
	size_t n;

	portal_routes(a, &r, &n);
	out_init(&o, a, 4096);
	for (size_t i = 0; i < n; i++) {
		out_printf(&o, "%s %s: ", method_name(r[i].method), r[i].path);
		out_str(&o, portal_who(a, &r[i]));
		out_lit(&o, "; ");
		out_str(&o, journal_purpose(r[i].why));
		out_lit(&o, "\n");
	}
	t_golden("tests/golden/routes.txt", out_view(&o));
}

T(portal_changes_nothing_by_looking)
{
	const struct route *r;
	size_t n;

	portal_routes(a, &r, &n);
	for (size_t i = 0; i < n; i++) {
		t_ok(r[i].method == HTTP_GET || r[i].writes);
		t_ok(!r[i].keyed || r[i].who == WHO_ANYONE);
		t_ok(r[i].method == HTTP_GET || r[i].body == BODY_FORM); /* forms have tokens */
		t_ok((r[i].who & WHO_SIGNED_IN) == 0); /* says nothing of the second factor */
	}
}
