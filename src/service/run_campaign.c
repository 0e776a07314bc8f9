/* service/run_campaign.c */
#include "service/run_campaign.h"

#include "domain/activation/activation.h"
#include "domain/journal/journal.h"
#include "domain/person/person.h"
#include "service/secret.h"
#include "service/tell_person.h"

#define DAY_US INT64_C(86400000000)

struct running {
	struct arena *a;
	const struct keys *k;
	instant now;
	struct campaign *list;
	size_t n;
	int64_t id;
	struct telling_words words;
	int64_t people; /* out: taken in this transaction */
	rc why;		/* the refusal that stops it */
};

static rc look(struct tx *tx, void *cls)
{
	struct running *r = cls;

	return campaign_running(tx, r->a, &r->list, &r->n);
}

static struct person person_of(const struct campaign_person *p)
{
	return (struct person){ .person_id = p->person_id,
				.number = p->number,
				.phone = p->phone,
				.last_name = p->last_name,
				.first_name = p->first_name,
				.last_name_ar = p->last_name_ar,
				.first_name_ar = p->first_name_ar,
				.email = p->email,
				.language = p->language };
}

/* A code of the fund's own accord, good for weeks; the member's day of asking goes on. */
static rc give_code(struct tx *tx, const struct running *r, const struct campaign *c, person_id person,
		    str code)
{
	struct member_code was, is;
	rc got = code_get(tx, person, CODE_FOR_ACCESS, r->a, &was);

	if (!rc_is(got, E_DB_NONE))
		TRY(got);
	is = code_offered(rc_ok(got) ? &was : NULL, person,
			  secret_code_hash(r->a, r->k->totp, person, CODE_FOR_ACCESS, code), c->campaign_id,
			  r->now);
	return code_put(tx, &is);
}

static rc tell(struct tx *tx, struct running *r, const struct campaign *c, const struct campaign_person *cp,
	       bool *ret_told)
{
	struct person p = person_of(cp);
	str code = secret_digits(r->a, CODE_SENT_DIGITS);
	struct telling t = { .kind = c->template,
			     .cause = c->campaign_id,
			     .secret = str_eq(c->template, S("activation.code")),
			     .words = &r->words,
			     .expires_at = { r->now.us + CODE_DAYS * DAY_US } };
	struct message_value values[] = {
		{ "number", str_printf(r->a, "%lld", (long long)p.number) },
		{ "code", code },
		{ "days", str_printf(r->a, "%d", CODE_DAYS) },
		{ "address", c->address },
		{ "name", person_called(r->a, &p, p.language) },
	};

	TRY(tell_person(tx, r->a, r->now, &p, &t, values, sizeof values / sizeof values[0], ret_told));
	return *ret_told && t.secret ? give_code(tx, r, c, p.person_id, code) : OK;
}

static rc note_chunk(struct tx *tx, const struct running *r, const struct campaign *is, int64_t no_way)
{
	struct journal_entry e = { .why = FOR_CAMPAIGN,
				   .kind = S("campaign.written"),
				   .object = is->campaign_id,
				   .detail = str_printf(
				       r->a, "wave %lld, %lld people up to %lld, %lld without a way",
				       (long long)is->wave, (long long)r->people, (long long)is->position.v,
				       (long long)no_way) };

	return journal_write(tx, r->now, &e);
}

static rc keep_wave(struct tx *tx, const struct running *r, const struct campaign *is, int64_t no_way)
{
	struct campaign_wave w = { .campaign_id = is->campaign_id, .wave = is->wave, .began_at = r->now };
	rc got = campaign_wave_get(tx, is->campaign_id, is->wave, r->a, &w);

	if (!rc_is(got, E_DB_NONE))
		TRY(got);
	else
		w = (struct campaign_wave){ .campaign_id = is->campaign_id,
					    .wave = is->wave,
					    .began_at = r->now };
	w.last_person = is->position;
	w.people += r->people;
	w.no_way += no_way;
	return campaign_wave_put(tx, &w);
}

static rc chunk(struct tx *tx, void *cls)
{
	struct running *r = cls;
	struct campaign was, is;
	struct campaign_person *list;
	size_t n;
	int64_t no_way = 0;

	r->people = 0;
	r->words.n = 0;
	TRY(campaign_get(tx, r->id, r->a, &was));
	is = was;
	int64_t max = campaign_take(&is, r->now, CAMPAIGN_CHUNK);
	if (max == 0)
		return OK;
	TRY(campaign_people(tx, &is, max, r->a, &list, &n));
	for (size_t i = 0; i < n; i++) {
		bool told;
		TRY(tell(tx, r, &is, &list[i], &told));
		no_way += !told;
		is.position = list[i].person_id;
	}
	r->people = (int64_t)n;
	is.wave_left -= r->people;
	if (r->people < max) { /* nobody is left */
		is.state = CAMPAIGN_DONE;
		is.wave_left = 0;
		is.wave -= r->people == 0 && was.wave_left == 0; /* the wave would have been empty */
		is.ended_at = r->now;
	}
	TRY(campaign_move(tx, &was, &is));
	if (r->people == 0)
		return OK;
	TRY(keep_wave(tx, r, &is, no_way));
	return note_chunk(tx, r, &is, no_way);
}

static rc halt(struct tx *tx, void *cls)
{
	struct running *r = cls;
	struct campaign was, is;
	const struct rc_info *why = rc_info(r->why);
	struct journal_entry e = { .why = FOR_CAMPAIGN,
				   .kind = S("campaign.stopped"),
				   .object = r->id,
				   .detail = str_of(why->name) };

	TRY(campaign_get(tx, r->id, r->a, &was));
	if (!str_eq(was.state, CAMPAIGN_RUNNING))
		return OK;
	is = was;
	is.state = CAMPAIGN_STOPPED;
	TRY(campaign_move(tx, &was, &is));
	return journal_write(tx, r->now, &e);
}

rc campaigns_run(struct db *db, instant now, const struct keys *k, int64_t *ret_people)
{
	struct arena list, a;
	struct running r = { .a = &list, .k = k, .now = now };

	*ret_people = 0;
	arena_init(&list, (size_t)4 << 20);
	rc got = db_read(db, FOR_CAMPAIGN, "campaigns that run", look, &r);
	r.a = &a;
	for (size_t i = 0; i < r.n && rc_ok(got); i++) {
		r.id = r.list[i].campaign_id;
		arena_init(&a, (size_t)64 << 20);
		got = db_write(db, FOR_CAMPAIGN, "write a campaign's messages", chunk, &r);
		if (rc_info(got)->class == RC_CLASS_REFUSED) {
			r.why = got;
			r.people = 0;
			got = db_write(db, FOR_CAMPAIGN, "stop a campaign", halt, &r);
		}
		arena_done(&a);
		*ret_people += rc_ok(got) ? r.people : 0;
	}
	arena_done(&list);
	return got;
}
