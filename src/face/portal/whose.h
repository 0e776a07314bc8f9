/* face/portal/whose.h - pages that a member has about the own file and an agent about somebody's: one set of
 * handlers, two rows. An agent's address names the person, /people/17/..., a member is the person, /own/...
 */
#ifndef FACE_PORTAL_WHOSE_H
#define FACE_PORTAL_WHOSE_H

#include "face/portal/assisted.h"
#include "face/portal/frame.h"

/* A member asks, about themselves. */
bool whose_own(const struct request *q);
person_id whose_person(const struct request *q);
enum purpose whose_purpose(const struct request *q);
/* "/own" or "/people/17" and what follows; without the language. */
str whose_path(struct request *q, str rest);
/* May whoever asks see the family? A member the own one, an agent who answers requests. */
bool whose_family(const struct request *q);
/* Who reads. */
struct acting whose_reads(const struct request *q);
/* Who acts by this form: a member alone; an agent with a reason, and a person who is there (assisted_by():
 * what is missing is a problem of the page, and the result false). `what` is a word of the family
 * "assisted.". */
bool whose_acts(struct request *q, struct page *page, const char *what, struct acting *ret);
/* `own` is the entry of a member's menu. */
struct page whose_page(struct request *q, enum menu own);
/* For the template: is there an agent, and what did they type? */
struct show_whose whose_shown(struct request *q);
/* After something was done: an agent goes to the receipt, a member to `path` with the notice `did`. */
void whose_go(struct request *q, struct reply *p, str receipt, str path, const char *did, str reference);

#endif
