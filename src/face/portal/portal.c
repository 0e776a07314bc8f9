/* face/portal/portal.c - the portal joined to the server: a worker's start, its turns, who asks. */
#include "face/portal/portal.h"

#include "face/portal/frame.h"
#include "face/portal/handlers.h"

#include "base/version.h"

#include <string.h>

_Static_assert((int)SESSION_KEY_BYTES == (int)CSRF_KEY_BYTES, "a form's token is keyed with the session's");

static const char *const languages[] = { "ar", "fr", "en" };
_Static_assert(LANG_AR == 0 && LANG_FR == 1 && LANG_EN == 2 && LANG_N == 3, "in the order of enum lang");

static rc start(void *cls, struct arena *life, void **ret)
{
	const struct portal_config *c = cls;
	struct portal *w = arena_new(life, struct portal);

	TRY(fund_open(life, c->url, &w->db));
	TRY(keys_read(c->keys, &w->keys));
	TRY(fund_facts(w->db, life, &w->fund));
	w->country = str_eq(w->fund.country, S("dz")) ? COUNTRY_DZ : COUNTRY_MA;
	w->phone = c->phone;
	w->rights = rights_turn_new(life);
	w->credentials = credential_cache_new(life);
	*ret = w;
	return OK;
}

static void stop(void *state)
{
	struct portal *w = state;

	keys_forget(&w->keys);
	fund_close(w->db);
}

static void turn_begin(void *state)
{
	struct portal *w = state;

	rights_turn_begin(w->rights);
	db_turn_begin(w->db);
}

/* Checks of rights: those of a turn are looked up together while nobody else is kept from writing, and
 * written down behind what the turn wrote. */
static void turn_look(void *state)
{
	struct portal *w = state;

	rights_turn_look(w->db, w->rights);
}

static rc turn_end(void *state)
{
	struct portal *w = state;

	TRY(db_turn_end(w->db));
	rights_turn_record(w->db, w->rights);
	return OK;
}

static uint32_t roles_of(const struct actor *c)
{
	switch (c->step) {
	case STEP_PASSWORD:
		return WHO_IS_HALF_IN;
	case STEP_CODE:
		return WHO_HAS_CODE;
	case STEP_FULL:
		return c->roles == MEMBER || c->per_minute > 0 ? (uint32_t)c->roles
							       : (uint32_t)c->roles | WHO_WORKS_HERE;
	}
	must_failed("a step", __FILE__, __LINE__);
}

static void is_caller(struct actor *c, struct caller *ret)
{
	ret->user = c->user_id;
	ret->signed_in = true;
	ret->roles = roles_of(c);
	ret->more = c;
}

/* Shown with each request, never by a browser's cookie. */
static rc find_token(struct portal *w, const struct request *q, str token, struct caller *ret)
{
	struct actor *c = arena_new(q->a, struct actor);

	CHECK(request_header(q, S("authorization")).n > 0, TOKEN);
	TRY(credential_find(w->db, q->now, w->credentials, token, c));
	is_caller(c, ret);
	return OK;
}

static rc find_caller(void *state, const struct request *q, str token, struct caller *ret)
{
	struct portal *w = state;
	struct actor *c = arena_new(q->a, struct actor);
	enum lang lang;

	if (credential_is(token))
		return find_token(w, q, token, ret);
	rc r = session_find(w->db, q->now, q->a, token, c);
	if (rc_is(r, E_SIGN_IN_FIRST))
		return OK;
	TRY(r);
	TRY(session_touch(w->db, q->now, c));
	is_caller(c, ret);
	ret->lang_known = text_lang_of(c->language, &lang);
	ret->lang = ret->lang_known ? (unsigned)lang : 0;
	memcpy(ret->session, c->token_hash, sizeof ret->session);
	memcpy(ret->secret, c->csrf_key, sizeof ret->secret);
	return OK;
}

static rc health(void *state, struct server_health *ret)
{
	struct portal *w = state;
	struct fund_facts facts;
	struct arena a;

	ret->engine = db_engine(w->db);
	ret->version = SANAD_VERSION;
	arena_init(&a, 1 << 20);
	rc r = fund_facts(w->db, &a, &facts);
	arena_done(&a);
	return r;
}

/* ---- rows ---- */

static const struct route *const groups[] = {
	signin_routes,	  activate_routes,	home_routes,	 feed_routes,	     report_routes,
	review_routes,	  people_routes,	death_routes,	 assisted_routes,    contact_routes,
	statement_routes, gateway_routes,	campaign_routes, family_routes,	     rights_routes,
	relative_routes,  followed_routes,	request_routes,	 attestation_routes, payment_routes,
	trips_routes,	  message_words_routes, move_routes,	 law_routes,	     law_simulation_routes,
	law_book_routes,  rights_api_routes,	phone_routes
};

static size_t count(const struct route *rows)
{
	size_t n = 0;

	while (rows[n].path != NULL)
		n++;
	return n;
}

void portal_routes(struct arena *a, const struct route **ret, size_t *ret_n)
{
	enum { GROUPS = sizeof groups / sizeof groups[0] };
	size_t n = 0;

	for (size_t g = 0; g < GROUPS; g++)
		n += count(groups[g]);
	struct route *all = arena_array(a, struct route, n);
	*ret = all;
	*ret_n = n;
	for (size_t g = 0; g < GROUPS; g++) {
		n = count(groups[g]);
		memcpy(all, groups[g], n * sizeof *all);
		all += n;
	}
}

str portal_who(struct arena *a, const struct route *r)
{
	static const struct {
		uint32_t who;
		const char *word;
	} words[] = { { WHO_IS_HALF_IN, "password" },
		      { WHO_HAS_CODE, "code" },
		      { WHO_WORKS_HERE, "signed-in" } };
	str roles = access_roles_text(a, r->who & (ROLES_ALL | MEMBER | ROLES_TOKEN)), all = S("");

	if (r->who & WHO_ANYONE)
		return r->keyed ? S("key") : S("anyone");
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (r->who & words[i].who)
			all = str_printf(a, "%.*s%s%s", STR_ARG(all), all.n > 0 ? "," : "", words[i].word);
	return all.n > 0 && roles.n > 0 ? str_printf(a, "%.*s,%.*s", STR_ARG(all), STR_ARG(roles))
	       : all.n > 0		? all
					: roles;
}

void portal_serve(const struct portal_config *pc, struct arena *life, struct server_config *c)
{
	portal_routes(life, &c->routes, &c->routes_n);
	c->languages = languages;
	c->languages_n = sizeof languages / sizeof languages[0];
	c->cls = (void *)pc; /* only read */
	c->worker_start = start;
	c->worker_stop = stop;
	c->turn_begin = turn_begin;
	c->turn_look = turn_look;
	c->turn_end = turn_end;
	c->find_caller = find_caller;
	c->health = health;
	c->error_page = frame_error;
}
