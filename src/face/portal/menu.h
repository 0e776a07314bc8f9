/* face/portal/menu.h - the entries of the menu and the tiles of the home page, in words, with their icons and
 * paths. Who sees which is the caller's decision. */
#ifndef FACE_PORTAL_MENU_H
#define FACE_PORTAL_MENU_H

#include "face/portal/page.h"
#include "face/portal/views.h"

enum menu {
	MENU_HOME,
	MENU_RIGHTS,
	MENU_FEEDS,
	MENU_REVIEWS,
	MENU_PEOPLE,
	MENU_REQUESTS,
	MENU_FAMILY,
	MENU_OWN_REQUESTS,
	MENU_PAYMENT,
	MENU_CAMPAIGNS,
	MENU_TRIPS,
	MENU_MOVES,
	MENU_LAW,
	MENU_SESSIONS,
	MENU_PHONE,
	MENU_N
};
enum tile_kind { TILE_FEEDS, TILE_SEND, TILE_APPROVE, TILE_REVIEWS, TILE_PEOPLE, TILE_TRIPS, TILE_SESSIONS, TILE_N };

struct nav_item menu_item(enum menu which, bool here, int64_t waiting);
struct tile menu_tile(enum tile_kind which, int64_t waiting);

/* A role in words: agent, approver, reviewer, body, manager, auditor, admin. */
str role_words(enum lang lang, str role);
/* What was done, shown after a redirect: feed_sent, approved, sent_back, apply, simulate, review_decided,
 * review_undone, signed_out, session_closed, enrolled, attestation, campaign_drafted and so on. Another word
 * gives no notice: it may come from the address. */
struct notice notice_did(enum lang lang, str what, str reference);
/* The page that confirms what was done with a version of the law, by its state. */
struct show_done done_law(str state, str reference, str path);
/* The page that confirms a delivery was received; `reference` is "DGI-12", `path` leads to its page. */
struct show_done done_feed_sent(str reference, str path);

#endif
