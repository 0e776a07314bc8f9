/* domain/campaign/campaign_db.c - every SQL statement of the room. */
#include "domain/campaign/campaign.h"

#define C(member) DB_FIELD(struct campaign, member)
#define FIELDS \
	C(campaign_id), C(name), C(template), C(address), C(scheme), C(profession), C(territory_id), \
	    C(feed_id), C(not_activated), C(wave_size), C(wave_minutes), C(state), C(people), C(position), \
	    C(wave), C(wave_left), C(wave_at), C(made_at), C(made_by), C(approved_at), C(approved_by), \
	    C(ended_at)
#define COLUMNS \
	"campaign_id, name, template, address, scheme, profession, territory_id, feed_id, not_activated, " \
	"wave_size, wave_minutes, state, people, position, wave, wave_left, wave_at, made_at, made_by, " \
	"approved_at, approved_by, ended_at"

static const struct db_stmt insert = {
	.name = "campaign_insert",
	.sql = "INSERT INTO campaign (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
	       "$12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
	.in = DB_SHAPE(FIELDS),
	.data = DATA_NONE,
};
#define OUT .out = DB_SHAPE(FIELDS), .out_size = sizeof(struct campaign), .data = DATA_NONE
static const struct db_stmt by_id = {
	.name = "campaign_by_id",
	.sql = "SELECT " COLUMNS " FROM campaign WHERE campaign_id = $1",
	.in = DB_SHAPE(C(campaign_id)),
	OUT,
};
static const struct db_stmt newest = {
	.name = "campaign_newest",
	.sql = "SELECT " COLUMNS " FROM campaign ORDER BY campaign_id DESC",
	OUT,
};
static const struct db_stmt of_feed = {
	.name = "campaign_of_feed",
	.sql = "SELECT " COLUMNS " FROM campaign WHERE feed_id = $1 ORDER BY campaign_id",
	.in = DB_SHAPE(C(feed_id)),
	OUT,
};
static const struct db_stmt running = {
	.name = "campaign_running",
	.sql = "SELECT " COLUMNS " FROM campaign WHERE state = 'RUNNING' ORDER BY campaign_id",
	OUT,
};

struct move {
	int64_t campaign_id;
	str was;
	person_id was_at;
	str state;
	int64_t people;
	person_id position;
	int64_t wave, wave_left;
	instant wave_at, approved_at;
	user_id approved_by;
	instant ended_at;
};
#define M(member) DB_FIELD(struct move, member)
static const struct db_stmt update = {
	.name = "campaign_update",
	.sql = "UPDATE campaign SET state = $4, people = $5, position = $6, wave = $7, wave_left = $8,"
	       " wave_at = $9, approved_at = $10, approved_by = $11, ended_at = $12"
	       " WHERE campaign_id = $1 AND state = $2 AND position = $3",
	.in = DB_SHAPE(M(campaign_id), M(was), M(was_at), M(state), M(people), M(position), M(wave),
		       M(wave_left), M(wave_at), M(approved_at), M(approved_by), M(ended_at)),
	.data = DATA_NONE,
};

#define W(member) DB_FIELD(struct campaign_wave, member)
#define WAVE_FIELDS W(campaign_id), W(wave), W(began_at), W(last_person), W(people), W(no_way)
#define WAVE_COLUMNS "campaign_id, wave, began_at, last_person, people, no_way"
static const struct db_stmt wave_upsert = {
	.name = "campaign_wave_put",
	.sql = "INSERT INTO campaign_wave (" WAVE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"
	       " ON CONFLICT (campaign_id, wave) DO UPDATE SET last_person = excluded.last_person,"
	       " people = excluded.people, no_way = excluded.no_way",
	.in = DB_SHAPE(WAVE_FIELDS),
	.data = DATA_NONE,
};
static const struct db_stmt wave_one = {
	.name = "campaign_wave_get",
	.sql = "SELECT " WAVE_COLUMNS " FROM campaign_wave WHERE campaign_id = $1 AND wave = $2",
	.in = DB_SHAPE(W(campaign_id), W(wave)),
	.out = DB_SHAPE(WAVE_FIELDS),
	.out_size = sizeof(struct campaign_wave),
	.data = DATA_NONE,
};
static const struct db_stmt wave_all = {
	.name = "campaign_wave_all",
	.sql = "SELECT " WAVE_COLUMNS " FROM campaign_wave WHERE campaign_id = $1 ORDER BY wave",
	.in = DB_SHAPE(W(campaign_id)),
	.out = DB_SHAPE(WAVE_FIELDS),
	.out_size = sizeof(struct campaign_wave),
	.data = DATA_NONE,
};

/* ---- the population ---- */

struct asked {
	person_id after;
	str scheme, profession;
	int64_t territory_id, feed_id, not_activated, max;
};
#define A(member) DB_FIELD(struct asked, member)
#define ASKED A(after), A(scheme), A(profession), A(territory_id), A(feed_id), A(not_activated)
/* The territory itself, what lies in it, and what lies in that. */
#define INSIDE \
	"(SELECT t.territory_id FROM territory t WHERE t.territory_id = $4 OR t.parent_id = $4 OR " \
	"t.parent_id IN" \
	" (SELECT u.territory_id FROM territory u WHERE u.parent_id = $4 OR u.parent_id IN" \
	" (SELECT v.territory_id FROM territory v WHERE v.parent_id = $4)))"
#define POPULATION \
	" FROM person p WHERE p.person_id > $1 AND p.state = 'ACTIVE' AND EXISTS (SELECT 1 FROM membership " \
	"m" \
	" WHERE m.person_id = p.person_id AND m.state = 'ACTIVE' AND m.known_until = 9223372036854775807" \
	" AND m.until_day = '9999-12-31' AND ($2 = '' OR m.scheme = $2) AND ($3 = '' OR m.profession = $3)" \
	" AND (CAST($5 AS BIGINT) = 0 OR m.source_id = $5))" \
	" AND (CAST($4 AS BIGINT) = 0 OR p.commune_id IN " INSIDE ")" \
	" AND (CAST($6 AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM user_account a WHERE a.user_id = " \
	"p.person_id" \
	" AND a.password_hash <> ''))"

#define P(member) DB_FIELD(struct campaign_person, member)
static const struct db_stmt people = {
	.name = "campaign_people",
	.sql = "SELECT p.person_id, p.number, p.phone, p.last_name, p.first_name, p.last_name_ar, "
	       "p.first_name_ar,"
	       " p.email, p.language" POPULATION " ORDER BY p.person_id LIMIT $7",
	.in = DB_SHAPE(ASKED, A(max)),
	.out = DB_SHAPE(P(person_id), P(number), P(phone), P(last_name), P(first_name), P(last_name_ar),
			P(first_name_ar), P(email), P(language)),
	.out_size = sizeof(struct campaign_person),
	.data = DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL | DATA_ACCESS,
};
#define S_(member) DB_FIELD(struct campaign_size, member)
#define MOBILE "CASE WHEN p.phone > 0 THEN 1 ELSE 0 END"
#define MAIL "CASE WHEN p.email <> '' THEN 1 ELSE 0 END"
static const struct db_stmt sizes = {
	.name = "campaign_sizes",
	.sql = "SELECT p.language, " MOBILE " AS mobile, " MAIL " AS mail, count(*) AS n" POPULATION
	       " GROUP BY p.language, " MOBILE ", " MAIL " ORDER BY 1, 2, 3",
	.in = DB_SHAPE(ASKED),
	.out = DB_SHAPE(S_(language), S_(mobile), S_(mail), S_(n)),
	.out_size = sizeof(struct campaign_size),
	.data = DATA_CONTACT | DATA_SOCIAL | DATA_ACCESS,
};

/* ---- what followed ---- */

struct whose {
	int64_t campaign_id;
};
#define F(member) DB_FIELD(struct campaign_funnel, member)
#define COUNTED F(written), F(sent), F(delivered), F(failed), F(expired), F(code_used), F(accounts)
#define IF(condition) "coalesce(sum(CASE WHEN " condition " THEN 1 ELSE 0 END), 0) AS "
#define BROUGHT \
	"a.created_at >= m.asked_at" /* an account that was there before isn't what the campaign brought */
/* clang-format off */
#define STEPS \
	"count(*) AS written, " \
	IF("m.state IN ('SENT', 'DELIVERED')") "sent, " \
	IF("m.state = 'DELIVERED'") "delivered, " \
	IF("m.state = 'FAILED'") "failed, " \
	IF("m.state = 'EXPIRED'") "expired, " \
	IF(BROUGHT) "code_used, " \
	IF(BROUGHT " AND a.password_hash <> ''") "accounts"
/* clang-format on */
#define FUNNEL " FROM message m LEFT JOIN user_account a ON a.user_id = m.person_id"
#define FUNNEL_OUT \
	.in = DB_SHAPE(DB_FIELD(struct whose, campaign_id)), .out = DB_SHAPE(F(key), COUNTED), \
	.out_size = sizeof(struct campaign_funnel), .data = DATA_CONTACT | DATA_ACCESS
static const struct db_stmt funnel_territory = {
	.name = "campaign_funnel_by_territory",
	.sql =
	    "SELECT coalesce(t.parent_id, 0) AS key, coalesce(u.name_fr, '') AS name_fr,"
	    " coalesce(u.name_ar, '') AS name_ar, " STEPS FUNNEL " JOIN person p ON p.person_id = m.person_id"
	    " LEFT JOIN territory t ON t.territory_id = p.commune_id AND t.until_day = '9999-12-31'"
	    " LEFT JOIN territory u ON u.territory_id = t.parent_id AND u.until_day = '9999-12-31'"
	    " WHERE m.cause = $1 GROUP BY 1, 2, 3 ORDER BY 1",
	.in = DB_SHAPE(DB_FIELD(struct whose, campaign_id)),
	.out = DB_SHAPE(F(key), F(name_fr), F(name_ar), COUNTED),
	.out_size = sizeof(struct campaign_funnel),
	.data = DATA_CONTACT | DATA_ACCESS,
};
static const struct db_stmt funnel_wave = {
	.name = "campaign_funnel_by_wave",
	.sql =
	    "SELECT w.wave AS key, " STEPS FUNNEL " JOIN campaign_wave w ON w.campaign_id = m.cause"
	    " AND w.last_person >= m.person_id AND NOT EXISTS (SELECT 1 FROM campaign_wave e"
	    " WHERE e.campaign_id = w.campaign_id AND e.wave = w.wave - 1 AND e.last_person >= m.person_id)"
	    " WHERE m.cause = $1 GROUP BY w.wave ORDER BY w.wave",
	FUNNEL_OUT,
};
static const struct db_stmt failures = {
	.name = "campaign_failures",
	.sql = "SELECT why, count(*) AS n FROM message WHERE cause = $1 AND state = 'FAILED' GROUP BY why"
	       " ORDER BY count(*) DESC, why LIMIT 20",
	.in = DB_SHAPE(DB_FIELD(struct whose, campaign_id)),
	.out = DB_SHAPE(DB_FIELD(struct campaign_failure, why), DB_FIELD(struct campaign_failure, n)),
	.out_size = sizeof(struct campaign_failure),
	.data = DATA_CONTACT,
};

const struct db_stmt *const campaign_stmts[] = {
	&insert,   &by_id,  &newest, &of_feed,		&running,     &update,	 &wave_upsert, &wave_one,
	&wave_all, &people, &sizes,  &funnel_territory, &funnel_wave, &failures, NULL,
};

rc campaign_add(struct tx *tx, const struct campaign *c) { return db_exec(tx, &insert, c, NULL); }

rc campaign_get(struct tx *tx, int64_t id, struct arena *a, struct campaign *ret)
{
	rc r = db_one(tx, &by_id, &(struct campaign){ .campaign_id = id }, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), CAMPAIGN_NONE);
	return r;
}

rc campaign_list(struct tx *tx, struct arena *a, struct campaign **ret, size_t *ret_n)
{
	return db_rows(tx, &newest, NULL, CAMPAIGNS_MAX, a, ret, ret_n);
}

rc campaign_of_feed(struct tx *tx, int64_t feed, struct arena *a, struct campaign **ret, size_t *ret_n)
{
	return db_rows(tx, &of_feed, &(struct campaign){ .feed_id = feed }, CAMPAIGNS_MAX, a, ret, ret_n);
}

rc campaign_running(struct tx *tx, struct arena *a, struct campaign **ret, size_t *ret_n)
{
	return db_rows(tx, &running, NULL, CAMPAIGNS_MAX, a, ret, ret_n);
}

rc campaign_move(struct tx *tx, const struct campaign *was, const struct campaign *is)
{
	struct move m = { is->campaign_id, was->state,	    was->position,   is->state,
			  is->people,	   is->position,    is->wave,	     is->wave_left,
			  is->wave_at,	   is->approved_at, is->approved_by, is->ended_at };
	int64_t changed;

	TRY(db_exec(tx, &update, &m, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	return OK;
}

rc campaign_wave_put(struct tx *tx, const struct campaign_wave *w)
{
	return db_exec(tx, &wave_upsert, w, NULL);
}

rc campaign_wave_get(struct tx *tx, int64_t id, int64_t wave, struct arena *a, struct campaign_wave *ret)
{
	struct campaign_wave key = { .campaign_id = id, .wave = wave };

	return db_one(tx, &wave_one, &key, a, ret);
}

rc campaign_waves(struct tx *tx, int64_t id, struct arena *a, struct campaign_wave **ret, size_t *ret_n)
{
	struct campaign_wave key = { .campaign_id = id };

	return db_rows(tx, &wave_all, &key, CAMPAIGN_WAVES_MAX, a, ret, ret_n);
}

static struct asked population(const struct campaign *c, int64_t max)
{
	return (struct asked){ c->position,	 c->scheme, c->profession, c->territory_id, c->feed_id,
			       c->not_activated, max };
}

rc campaign_people(struct tx *tx, const struct campaign *c, int64_t max, struct arena *a,
		   struct campaign_person **ret, size_t *ret_n)
{
	struct asked q = population(c, max);

	return db_rows(tx, &people, &q, (size_t)max, a, ret, ret_n);
}

rc campaign_sizes(struct tx *tx, const struct campaign *c, struct arena *a, struct campaign_size **ret,
		  size_t *ret_n)
{
	enum { SIZES_MAX = 100 };
	struct asked q = population(c, 0);

	return db_rows(tx, &sizes, &q, SIZES_MAX, a, ret, ret_n);
}

enum { TERRITORIES_MAX = 20000 };

rc campaign_funnel_by_territory(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
				size_t *ret_n)
{
	struct whose q = { id };

	return db_rows(tx, &funnel_territory, &q, TERRITORIES_MAX, a, ret, ret_n);
}

rc campaign_funnel_by_wave(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
			   size_t *ret_n)
{
	struct whose q = { id };

	return db_rows(tx, &funnel_wave, &q, CAMPAIGN_WAVES_MAX, a, ret, ret_n);
}

rc campaign_failures(struct tx *tx, int64_t id, struct arena *a, struct campaign_failure **ret, size_t *ret_n)
{
	struct whose q = { id };

	return db_rows(tx, &failures, &q, 20, a, ret, ret_n);
}
