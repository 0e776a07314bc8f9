/* face/portal/frame.h - what every handler of the portal needs: who asks, the frame of the page, where to go
 * next. */
#ifndef FACE_PORTAL_FRAME_H
#define FACE_PORTAL_FRAME_H

#include "face/http/route.h"
#include "face/portal/menu.h"

#include "service/check_rights.h"
#include "service/credentials.h"
#include "service/fund.h"
#include "service/keys.h"
#include "service/sessions.h"

/* What a worker keeps from its start to its end: request.state. */
struct portal {
	struct db *db;
	struct keys keys;
	struct fund_facts fund;
	enum country country;
	const char *phone;	    /* portal_config.phone */
	struct rights_turn *rights; /* checked in this turn */
	struct credential_cache *credentials;
};

/* Who may call, besides the roles of domain/access: whoever works here and has shown both factors, whoever
 * has shown the password only. */
#define WHO_WORKS_HERE (UINT32_C(1) << 16)
#define WHO_IS_HALF_IN (UINT32_C(1) << 17)
/* A member who has shown the code of a message, and has to choose a password. */
#define WHO_HAS_CODE (UINT32_C(1) << 18)

/* The portal's limits of tries, each with a number of its own (request_limit()). */
enum { RULE_ACCOUNT, RULE_NUMBER, RULE_CONFIRM, RULE_LAW, RULE_RIGHTS };

static inline struct portal *portal_of(const struct request *q) { return q->state; }
/* NULL: nobody is signed in. */
static inline const struct actor *actor_of(const struct request *q) { return q->caller.more; }
static inline bool may(const struct request *q, enum task task)
{
	return access_may(actor_of(q), task) == MAY;
}

/* The frame of a page in the reader's language, with the menu of what the reader may see, and the notice that
 * ?did= asks for. */
struct page frame_page(struct request *q, enum menu here);
/* A field as it was typed: a password may begin or end with a blank. */
str frame_typed(const struct request *q, str name);
/* Who signs in, for the services that begin a session. */
struct sign_in_from frame_browser(struct request *q);
/* Text of one of the two names, in the reader's language. */
str frame_name(const struct request *q, str fr, str ar);
/* "/fr" in front of a path of the portal. */
str frame_path(struct request *q, str path);
/* 303 to a page of the portal: `path` without the language. */
void frame_go(struct request *q, struct reply *p, str path);
/* A problem of a form: at `field`, in words; room for PROBLEMS_MAX. */
enum { PROBLEMS_MAX = 8 };
void frame_problem(struct request *q, struct page *page, const char *field, str text);
/* The browser remembers the language of the address, for pages asked for without one. */
void frame_keep_language(struct request *q, struct reply *p);
/* The page as the reply. */
#define frame_reply(q, p, status, write, page, view) \
	do { \
		struct out o_; \
		out_init(&o_, (q)->a, (size_t)16 << 10); \
		write(&o_, (page), (view)); \
		frame_keep_language((q), (p)); \
		reply_page((p), (status), &o_); \
	} while (0)

/* Which page of a list of `total` rows, `each` on a page: page numbers from 1 in ?page=. `query` is what else
 * stands in the address ("state=X&"), already encoded. */
struct paging frame_paging(struct request *q, str path, str query, int64_t page, int64_t each, int64_t shown,
			   int64_t total);

/* The page of a failure; for server_config.error_page. */
void frame_error(struct request *q, struct reply *p, rc why);

#endif
