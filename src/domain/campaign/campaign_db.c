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
/* Only how it begins: that says whether it takes an SMS. */
#define PHONE "p.phone / 100000000 * 100000000"
#define MAIL "CASE WHEN p.email <> '' THEN 1 ELSE 0 END"
static const struct db_stmt sizes = {
	.name = "campaign_sizes",
	.sql = "SELECT p.language, " PHONE " AS phone, " MAIL " AS mail, count(*) AS n" POPULATION
	       " GROUP BY p.language, " PHONE ", " MAIL " ORDER BY 1, 2, 3",
	.in = DB_SHAPE(ASKED),
	.out = DB_SHAPE(S_(language), S_(phone), S_(mail), S_(n)),
	.out_size = sizeof(struct campaign_size),
	.data = DATA_CONTACT | DATA_SOCIAL | DATA_ACCESS,
};

/* ---- what followed ---- */

struct whose {
	int64_t campaign_id;
};
#define OF_CAMPAIGN DB_SHAPE(DB_FIELD(struct whose, campaign_id))

/* One count; the rows of a wave or territory follow each other. */
struct cell {
	int64_t wave, territory_id;
	str code, name_fr, name_ar, step;
	int64_t n;
};
#define L(member) DB_FIELD(struct cell, member)
#define CELL_OUT \
	.in = OF_CAMPAIGN, .out_size = sizeof(struct cell), .data = DATA_NONE, \
	.out = DB_SHAPE(L(wave), L(territory_id), L(code), L(name_fr), L(name_ar), L(step), L(n))
#define NAMED \
	"coalesce(t.code, '') AS code, coalesce(t.name_fr, '') AS name_fr, coalesce(t.name_ar, '') AS " \
	"name_ar"
#define NAMES " LEFT JOIN territory t ON t.territory_id = k.territory_id AND t.until_day = '9999-12-31'"
static const struct db_stmt funnel_territory = {
	.name = "campaign_funnel_by_territory",
	.sql = "SELECT 0 AS wave, k.territory_id, " NAMED ", k.step, k.n FROM (SELECT territory_id, step,"
	       " CAST(sum(n) AS BIGINT) AS n FROM campaign_count WHERE campaign_id = $1"
	       " GROUP BY territory_id, step) k" NAMES " ORDER BY k.territory_id",
	CELL_OUT,
};
static const struct db_stmt funnel_wave = {
	.name = "campaign_funnel_by_wave",
	.sql = "SELECT wave, 0 AS territory_id, '' AS code, '' AS name_fr, '' AS name_ar, step,"
	       " CAST(sum(n) AS BIGINT) AS n FROM campaign_count WHERE campaign_id = $1"
	       " GROUP BY wave, step ORDER BY wave",
	CELL_OUT,
};
static const struct db_stmt funnel_cell = {
	.name = "campaign_funnel_cells",
	.sql = "SELECT k.wave, k.territory_id, " NAMED ", k.step, k.n FROM campaign_count k" NAMES
	       " WHERE k.campaign_id = $1 ORDER BY k.wave, k.territory_id",
	CELL_OUT,
};
#define Y(member) DB_FIELD(struct campaign_failure, member)
static const struct db_stmt failures = {
	.name = "campaign_failures",
	.sql = "SELECT why, CAST(sum(n) AS BIGINT) AS n FROM campaign_failure WHERE campaign_id = $1"
	       " GROUP BY why ORDER BY 2 DESC, why LIMIT 20",
	.in = OF_CAMPAIGN,
	.out = DB_SHAPE(Y(why), Y(n)),
	.out_size = sizeof(struct campaign_failure),
	.data = DATA_NONE,
};
#define O(member) DB_FIELD(struct campaign_asof, member)
static const struct db_stmt asof = {
	.name = "campaign_counted_at",
	.sql =
	    "SELECT CAST(coalesce(sum(CASE WHEN d.wave IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS never,"
	    " coalesce(min(d.counted_at), 0) AS counted_at FROM campaign_wave w LEFT JOIN campaign_counted d"
	    " ON d.campaign_id = w.campaign_id AND d.wave = w.wave WHERE w.campaign_id = $1",
	.in = OF_CAMPAIGN,
	.out = DB_SHAPE(O(never), O(counted_at)),
	.out_size = sizeof(struct campaign_asof),
	.data = DATA_NONE,
};

/* ---- counting ---- */

#define D(member) DB_FIELD(struct campaign_due, member)
struct moment {
	instant now;
};
static const struct db_stmt due = {
	.name = "campaign_count_due",
	.sql =
	    "SELECT w.campaign_id, w.wave, w.began_at, coalesce(e.last_person, 0) AS behind, w.last_person,"
	    " coalesce(d.counted_at, 0) AS counted_at FROM campaign_wave w"
	    " LEFT JOIN campaign_wave e ON e.campaign_id = w.campaign_id AND e.wave = w.wave - 1"
	    " LEFT JOIN campaign_counted d ON d.campaign_id = w.campaign_id AND d.wave = w.wave"
	    " WHERE coalesce(d.due_at, 0) <= $1 ORDER BY coalesce(d.due_at, 0), w.campaign_id, w.wave LIMIT "
	    "1",
	.in = DB_SHAPE(DB_FIELD(struct moment, now)),
	.out = DB_SHAPE(D(campaign_id), D(wave), D(began_at), D(behind), D(last_person), D(counted_at)),
	.out_size = sizeof(struct campaign_due),
	.data = DATA_NONE,
};

struct stretch {
	int64_t campaign_id;
	person_id after, last;
	int64_t max;
};
#define X(member) DB_FIELD(struct stretch, member)
#define R(member) DB_FIELD(struct campaign_counted_row, member)
#define IF(condition) "sum(CASE WHEN " condition " THEN 1 ELSE 0 END) AS "
/* clang-format off */
#define COUNTED \
	"count(*) AS written, " IF("state IN ('SENT', 'DELIVERED')") "sent, " \
	IF("state = 'DELIVERED'") "delivered, " \
	IF("state = 'FAILED'") "failed, " IF("state = 'EXPIRED'") "expired, " IF("account >= 1") "code_used, " \
	IF("account = 2") "account, " IF("(done & 1) <> 0") "contact, " IF("(done & 2) <> 0") "family, " \
	IF("(done & 4) <> 0") "payment_mode, " IF("(done & 8) <> 0") "attestation"
/* clang-format on */
/* An account that was there before isn't what the campaign brought. `done`: bits of the services used since
 * the message was written. That the cause isn't 0 tells the engine that it may use the index. */
static const struct db_stmt count_people = {
	.name = "campaign_count_people",
	.sql =
	    "SELECT commune_id, why, max(person_id) AS last, " COUNTED
	    " FROM (SELECT m.person_id, coalesce(p.commune_id, 0) AS commune_id, m.state, m.why,"
	    " CASE WHEN a.created_at >= m.asked_at THEN CASE WHEN a.password_hash <> '' THEN 2 ELSE 1 END"
	    " ELSE 0 END AS account,"
	    " coalesce((SELECT sum(DISTINCT CASE s.service WHEN 'CONTACT' THEN 1 WHEN 'FAMILY' THEN 2"
	    " WHEN 'PAYMENT_MODE' THEN 4 WHEN 'ATTESTATION' THEN 8 ELSE 0 END) FROM service_use s"
	    " WHERE s.person_id = m.person_id AND s.at >= m.asked_at), 0) AS done"
	    " FROM (SELECT person_id, state, asked_at, CASE WHEN state = 'FAILED' THEN why ELSE '' END AS why"
	    " FROM message WHERE cause = $1 AND cause <> 0 AND person_id > $2 AND person_id <= $3"
	    " ORDER BY person_id LIMIT $4) m LEFT JOIN person p ON p.person_id = m.person_id"
	    " LEFT JOIN user_account a ON a.user_id = m.person_id) k GROUP BY commune_id, why ORDER BY "
	    "commune_id, why",
	.in = DB_SHAPE(X(campaign_id), X(after), X(last), X(max)),
	.out =
	    DB_SHAPE(R(commune_id), R(why), R(last), R(written), R(sent), R(delivered), R(failed), R(expired),
		     R(code_used), R(account), R(contact), R(family), R(payment_mode), R(attestation)),
	.out_size = sizeof(struct campaign_counted_row),
	.data = DATA_CONTACT | DATA_ACCESS | DATA_JOURNAL,
};

struct count {
	int64_t campaign_id, wave, territory_id;
	str step, why;
	int64_t n;
	instant counted_at, due_at;
};
#define N(member) DB_FIELD(struct count, member)
#define OF_WAVE DB_SHAPE(N(campaign_id), N(wave))
static const struct db_stmt counts_drop = {
	.name = "campaign_counts_drop",
	.sql = "DELETE FROM campaign_count WHERE campaign_id = $1 AND wave = $2",
	.in = OF_WAVE,
	.data = DATA_NONE,
};
static const struct db_stmt failures_drop = {
	.name = "campaign_failures_drop",
	.sql = "DELETE FROM campaign_failure WHERE campaign_id = $1 AND wave = $2",
	.in = OF_WAVE,
	.data = DATA_NONE,
};
static const struct db_stmt count_insert = {
	.name = "campaign_count_insert",
	.sql = "INSERT INTO campaign_count (campaign_id, wave, territory_id, step, n)"
	       " VALUES ($1, $2, $3, $4, $5)",
	.in = DB_SHAPE(N(campaign_id), N(wave), N(territory_id), N(step), N(n)),
	.data = DATA_NONE,
};
static const struct db_stmt failure_insert = {
	.name = "campaign_failure_insert",
	.sql = "INSERT INTO campaign_failure (campaign_id, wave, why, n) VALUES ($1, $2, $3, $4)",
	.in = DB_SHAPE(N(campaign_id), N(wave), N(why), N(n)),
	.data = DATA_NONE,
};
static const struct db_stmt counted_upsert = {
	.name = "campaign_counted_put",
	.sql = "INSERT INTO campaign_counted (campaign_id, wave, counted_at, due_at) VALUES ($1, $2, $3, $4)"
	       " ON CONFLICT (campaign_id, wave) DO UPDATE SET counted_at = excluded.counted_at,"
	       " due_at = excluded.due_at WHERE campaign_counted.counted_at < excluded.counted_at",
	.in = DB_SHAPE(N(campaign_id), N(wave), N(counted_at), N(due_at)),
	.data = DATA_NONE,
};

const struct db_stmt *const campaign_stmts[] = {
	&insert,
	&by_id,
	&newest,
	&of_feed,
	&running,
	&update,
	&wave_upsert,
	&wave_one,
	&wave_all,
	&people,
	&sizes,
	&funnel_wave,
	&funnel_cell,
	&funnel_territory,
	&failures,
	&asof,
	&due,
	&count_people,
	&counts_drop,
	&failures_drop,
	&count_insert,
	&failure_insert,
	&counted_upsert,
	NULL,
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
	enum { SIZES_MAX = 1000 };
	struct asked q = population(c, 0);

	return db_rows(tx, &sizes, &q, SIZES_MAX, a, ret, ret_n);
}

/* ---- what followed ---- */

static enum campaign_step step_of(str name)
{
	int s = 0;

	while (s < CAMPAIGN_STEPS && !str_eq(name, campaign_step_name((enum campaign_step)s)))
		s++;
	must(s < CAMPAIGN_STEPS);
	return (enum campaign_step)s;
}

/* Counts that follow each other become one row for each wave and territory. */
static rc funnels(struct tx *tx, const struct db_stmt *stmt, int64_t id, struct arena *a,
		  struct campaign_funnel **ret, size_t *ret_n)
{
	struct whose q = { id };
	struct cell *cells;
	size_t n, rows = 0;

	TRY(db_rows(tx, stmt, &q, CAMPAIGN_CELLS_MAX, a, &cells, &n));
	struct campaign_funnel *f = arena_array(a, struct campaign_funnel, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct cell *c = &cells[i];
		if (i == 0 || c->wave != c[-1].wave || c->territory_id != c[-1].territory_id)
			f[rows++] = (struct campaign_funnel){ .wave = c->wave,
							      .territory_id = c->territory_id,
							      .code = c->code,
							      .name_fr = c->name_fr,
							      .name_ar = c->name_ar };
		f[rows - 1].n[step_of(c->step)] = c->n;
	}
	*ret = f;
	*ret_n = rows;
	return OK;
}

rc campaign_funnel_by_territory(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
				size_t *ret_n)
{
	return funnels(tx, &funnel_territory, id, a, ret, ret_n);
}

rc campaign_funnel_by_wave(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
			   size_t *ret_n)
{
	return funnels(tx, &funnel_wave, id, a, ret, ret_n);
}

rc campaign_funnel_cells(struct tx *tx, int64_t id, struct arena *a, struct campaign_funnel **ret,
			 size_t *ret_n)
{
	return funnels(tx, &funnel_cell, id, a, ret, ret_n);
}

rc campaign_failures(struct tx *tx, int64_t id, struct arena *a, struct campaign_failure **ret, size_t *ret_n)
{
	struct whose q = { id };

	return db_rows(tx, &failures, &q, CAMPAIGN_FAILURES_MAX, a, ret, ret_n);
}

rc campaign_counted_at(struct tx *tx, int64_t id, struct arena *a, struct campaign_asof *ret)
{
	struct whose q = { id };

	return db_one(tx, &asof, &q, a, ret);
}

/* ---- counting ---- */

rc campaign_count_due(struct tx *tx, instant now, struct arena *a, struct campaign_due *ret)
{
	struct moment q = { now };

	return db_one(tx, &due, &q, a, ret);
}

rc campaign_count_people(struct tx *tx, const struct campaign_due *d, person_id after, int64_t max,
			 struct arena *a, struct campaign_counted_row **ret, size_t *ret_n)
{
	struct stretch q = { d->campaign_id, after, d->last_person, max };

	return db_rows(tx, &count_people, &q, (size_t)max, a, ret, ret_n);
}

static rc put_steps(struct tx *tx, struct count c, const struct campaign_funnel *f)
{
	c.territory_id = f->territory_id;
	for (int s = 0; s < CAMPAIGN_STEPS; s++) {
		c.step = campaign_step_name((enum campaign_step)s);
		c.n = f->n[s];
		if (c.n > 0)
			TRY(db_exec(tx, &count_insert, &c, NULL));
	}
	return OK;
}

rc campaign_count_put(struct tx *tx, const struct campaign_due *d, instant counted,
		      const struct campaign_funnel *f, size_t n, const struct campaign_failure *why,
		      size_t why_n)
{
	struct count c = { .campaign_id = d->campaign_id,
			   .wave = d->wave,
			   .counted_at = counted,
			   .due_at = campaign_count_again(d->began_at, counted) };
	int64_t first;

	TRY(db_exec(tx, &counted_upsert, &c, &first));
	if (first == 0)
		return OK;
	TRY(db_exec(tx, &counts_drop, &c, NULL));
	TRY(db_exec(tx, &failures_drop, &c, NULL));
	for (size_t i = 0; i < n; i++)
		TRY(put_steps(tx, c, &f[i]));
	for (size_t i = 0; i < why_n; i++) {
		c.why = why[i].why;
		c.n = why[i].n;
		TRY(db_exec(tx, &failure_insert, &c, NULL));
	}
	return OK;
}
