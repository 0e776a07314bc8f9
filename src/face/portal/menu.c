/* face/portal/menu.c - menu, tiles, confirmations. */
#include "face/portal/menu.h"

struct nav_item menu_item(enum menu which, bool here, int64_t waiting)
{
	static const struct {
		const char *path;
		enum text_key label;
		const char *icon;
	} items[MENU_N] = {
		[MENU_HOME] = { "/", TEXT(nav_home), "home" },
		[MENU_RIGHTS] = { "/own/rights", TEXT(nav_rights), "shield" },
		[MENU_FEEDS] = { "/feeds", TEXT(nav_feeds), "inbox" },
		[MENU_REVIEWS] = { "/reviews", TEXT(nav_reviews), "compare" },
		[MENU_PEOPLE] = { "/people", TEXT(nav_people), "users" },
		[MENU_REQUESTS] = { "/requests", TEXT(nav_requests), "inbox" },
		[MENU_FAMILY] = { "/own/family", TEXT(nav_family), "users" },
		[MENU_OWN_REQUESTS] = { "/own/requests", TEXT(nav_requests), "inbox" },
		[MENU_PAYMENT] = { "/own/payment", TEXT(nav_payment), "card" },
		[MENU_CAMPAIGNS] = { "/campaigns", TEXT(nav_campaigns), "chart" },
		[MENU_TRIPS] = { "/trips", TEXT(nav_trips), "clock" },
		[MENU_MOVES] = { "/moves", TEXT(nav_moves), "users" },
		[MENU_LAW] = { "/law-versions", TEXT(nav_law), "list" },
		[MENU_SESSIONS] = { "/sessions", TEXT(nav_sessions), "shield" },
		[MENU_PHONE] = { "/phone", TEXT(nav_phone), "phone" },
	};

	must(which < MENU_N);
	return (struct nav_item){ .path = str_of(items[which].path),
				  .label = items[which].label,
				  .icon = items[which].icon,
				  .here = here,
				  .waiting = waiting };
}

struct tile menu_tile(enum tile_kind which, int64_t waiting)
{
	static const struct {
		const char *path;
		enum text_key title, text;
		const char *icon;
	} tiles[TILE_N] = {
		[TILE_FEEDS] = { "/feeds", TEXT(tile_feeds), TEXT(tile_feeds_text), "inbox" },
		[TILE_SEND] = { "/feeds/send", TEXT(tile_send), TEXT(tile_send_text), "upload" },
		[TILE_APPROVE] = { "/feeds?state=SIMULATED", TEXT(tile_approve), TEXT(tile_approve_text),
				   "check" },
		[TILE_REVIEWS] = { "/reviews", TEXT(tile_reviews), TEXT(tile_reviews_text), "compare" },
		[TILE_PEOPLE] = { "/people", TEXT(tile_people), TEXT(tile_people_text), "search" },
		[TILE_TRIPS] = { "/trips", TEXT(tile_trips), TEXT(tile_trips_text), "clock" },
		[TILE_SESSIONS] = { "/sessions", TEXT(tile_sessions), TEXT(tile_sessions_text), "shield" },
	};

	must(which < TILE_N);
	return (struct tile){ .path = str_of(tiles[which].path),
			      .title = tiles[which].title,
			      .text = tiles[which].text,
			      .icon = tiles[which].icon,
			      .waiting = waiting };
}

str role_words(enum lang lang, str role)
{
	enum text_key key;

	return text_find("role.", role, &key) ? text_get(lang, key) : role;
}

struct notice notice_did(enum lang lang, str what, str reference)
{
	enum text_key key;

	if (!text_find("did.", what, &key))
		return (struct notice){ 0 };
	return (struct notice){ .kind = NOTE_OK, .text = text_get(lang, key), .reference = reference };
}

struct show_done done_law(str state, str reference, str path)
{
	static const struct {
		const char *state;
		enum text_key title, next;
	} all[] = { { "PROPOSED", TEXT(done_law_proposed), TEXT(done_law_proposed_next) },
		    { "IN_FORCE", TEXT(done_law_in_force), TEXT(done_law_in_force_next) },
		    { "REPLACED", TEXT(done_law_in_force), TEXT(done_law_in_force_next) },
		    { "REFUSED", TEXT(done_law_refused), TEXT(done_law_refused_next) },
		    { "WITHDRAWN", TEXT(done_law_withdrawn), TEXT(done_law_withdrawn_next) } };
	size_t i = 0;

	while (i < sizeof all / sizeof all[0] - 1 && !str_eq(state, str_of(all[i].state)))
		i++;
	return (struct show_done){ .title = all[i].title,
				   .next_text = all[i].next,
				   .reference = reference,
				   .next = path,
				   .next_label = TEXT(done_see_law) };
}

struct show_done done_feed_sent(str reference, str path)
{
	return (struct show_done){ .title = TEXT(done_sent),
				   .next_text = TEXT(done_sent_next),
				   .reference = reference,
				   .next = path,
				   .next_label = TEXT(done_see_feed) };
}
