/* service/feed_change.c */
#include "service/feed_change.h"

#include "service/refresh_rights.h"

#include "domain/contact/contact.h"
#include "domain/feed/dispute.h"
#include "domain/journal/journal.h"
#include "domain/membership/membership.h"
#include "domain/request/request.h"

#include "base/out.h"

#include "store/db.h"

#include <string.h>

str row_born(struct arena *a, const struct feed_row *row)
{
	return birth_text(a, birth_of_number(row->birth_ymd));
}

struct identifier row_own_identifier(const struct feed_row *row, person_id id)
{
	return (struct identifier){ str_of(row->id_value), str_of(row->id_kind), id };
}

str row_language(const struct feed_row *row)
{
	str l = row->field[COL_LANGUAGE];

	/* what isn't told or isn't spoken here: Arabic, the first official language of both countries */
	return str_eq(l, S("fr")) || str_eq(l, S("en")) ? l : S("ar");
}

void row_person(const struct feed_context *c, const struct feed_row *row, person_id id, int64_t number,
		struct person *ret)
{
	const str *f = row->field;

	*ret = (struct person){
		.person_id = id,
		.number = number,
		.last_name = f[COL_LAST_NAME],
		.first_name = f[COL_FIRST_NAME],
		.last_name_ar = f[COL_LAST_NAME_AR],
		.first_name_ar = f[COL_FIRST_NAME_AR],
		.sex = f[COL_SEX],
		.commune_id = row->commune_id,
		.address = f[COL_ADDRESS],
		.phone = row->phone,
		.email = row->email_good ? f[COL_EMAIL] : S(""),
		.language = row_language(row),
		.state = S("ACTIVE"),
		.source_id = c->feed->feed_id.v,
		.known_from = c->feed->applied_at,
	};
}

static rc event(struct tx *tx, const struct feed_context *c, str kind, person_id person, str detail)
{
	struct journal_entry e = { .user = c->feed->approved_by,
				   .why = FOR_REGISTRATION,
				   .kind = kind,
				   .person = person,
				   .object = c->feed->feed_id.v,
				   .detail = detail };

	return journal_write(tx, clock_now(), &e);
}

static rc remember(struct tx *tx, const struct feed_context *c, const struct feed_row *row, person_id id)
{
	struct feed_record r = { c->feed->body_id, row->field[COL_RECORD_ID], id, row_hash(row),
				 c->feed->feed_id };

	return feed_record_set(tx, &r);
}

static bool same_facts(const struct person *x, const struct person *y)
{
	return str_eq(x->last_name, y->last_name) && str_eq(x->first_name, y->first_name) &&
	       str_eq(x->last_name_ar, y->last_name_ar) && str_eq(x->first_name_ar, y->first_name_ar) &&
	       str_eq(x->born, y->born) && str_eq(x->sex, y->sex) && x->commune_id == y->commune_id &&
	       str_eq(x->address, y->address) && x->phone == y->phone && str_eq(x->email, y->email) &&
	       str_eq(x->language, y->language);
}

/* Since when what the row says is known: since the delivery was applied, but later than what an earlier row
 * of it said about the same person under another key of the body. */
static instant known_after(const struct feed_context *c, instant before)
{
	return (instant){ before.us < c->feed->applied_at.us ? c->feed->applied_at.us : before.us + 1 };
}

/* What the person is to the body's scheme. */
struct standing {
	struct membership now; /* the open membership, if there is one */
	bool found;
	instant known; /* the latest thing that is known about it */
	date ended;    /* until then there were memberships that are over */
};

static rc member_now(struct tx *tx, struct arena *a, const struct feed_context *c, person_id id,
		     struct standing *ret)
{
	struct membership *m;
	size_t n;

	*ret = (struct standing){ .ended = c->day };
	TRY(membership_list(tx, id, a, &m, &n));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(m[i].scheme, c->feed->scheme))
			continue;
		if (m[i].known_from.us > ret->known.us)
			ret->known = m[i].known_from;
		if (m[i].until_day.days == DATE_NEVER.days) {
			ret->now = m[i];
			ret->found = true;
		} else if (m[i].until_day.days > ret->ended.days) {
			ret->ended = m[i].until_day;
		}
	}
	return OK;
}

static struct membership membership_of(const struct feed_context *c, const struct feed_row *row, person_id id,
				       const struct standing *s)
{
	return (struct membership){
		.person_id = id,
		.scheme = c->feed->scheme,
		.from_day = s->found ? s->now.from_day : s->ended,
		.known_from = known_after(c, s->known),
		.known_until = KNOWN_STILL,
		.until_day = DATE_NEVER,
		.state = S("ACTIVE"),
		.profession = row->field[COL_PROFESSION],
		.income_class = row->field[COL_INCOME_CLASS],
		.activity_start = row->activity_good ? row->field[COL_ACTIVITY_START] : S(""),
		.source_id = c->feed->feed_id.v,
	};
}

static rc update_membership(struct tx *tx, struct arena *a, const struct feed_context *c,
			    const struct feed_row *row, person_id id, bool *ret_decides)
{
	struct standing s;

	TRY(member_now(tx, a, c, id, &s));
	struct membership is = membership_of(c, row, id, &s);
	*ret_decides |= !s.found;
	if (!s.found)
		return membership_add(tx, &is);
	if (str_eq(s.now.profession, is.profession) && str_eq(s.now.income_class, is.income_class) &&
	    str_eq(s.now.activity_start, is.activity_start))
		return OK;
	return membership_supersede(tx, &s.now, &is);
}

rc row_identifier_added(struct tx *tx, const struct feed_row *row, person_id id, bool *ret_added)
{
	struct identifier i = row_own_identifier(row, id);

	return identifier_add(tx, &i, ret_added);
}

/* What the person said since about how to reach them is newer than what the body repeats. */
static rc keep_own_contact(struct tx *tx, struct arena *a, const struct person *was, struct person *is)
{
	unsigned own;

	if (is->phone == was->phone && str_eq(is->email, was->email) && str_eq(is->address, was->address) &&
	    str_eq(is->language, was->language))
		return OK;
	TRY(contact_own(tx, was->person_id, a, &own));
	if (own & CONTACT_BIT(CONTACT_PHONE))
		is->phone = was->phone;
	if (own & CONTACT_BIT(CONTACT_EMAIL))
		is->email = was->email;
	if (own & CONTACT_BIT(CONTACT_ADDRESS))
		is->address = was->address;
	if (own & CONTACT_BIT(CONTACT_LANGUAGE))
		is->language = was->language;
	return OK;
}

/* A name or a birth that an agent corrected stays as it is: the body has the person under the old one. */
static rc keep_corrected(struct tx *tx, struct arena *a, const struct person *was, struct person *is)
{
	enum { CORRECTED_MAX = 100 };
	struct request_statement *s;
	size_t n;

	if (str_eq(is->last_name, was->last_name) && str_eq(is->first_name, was->first_name) &&
	    str_eq(is->last_name_ar, was->last_name_ar) && str_eq(is->first_name_ar, was->first_name_ar) &&
	    str_eq(is->born, was->born))
		return OK;
	TRY(statement_corrected(tx, was->person_id, CORRECTED_MAX, a, &s, &n));
	for (size_t i = 0; i < n; i++) {
		if (str_eq(s[i].field, S("last_name")))
			is->last_name = was->last_name;
		else if (str_eq(s[i].field, S("first_name")))
			is->first_name = was->first_name;
		else if (str_eq(s[i].field, S("last_name_ar")))
			is->last_name_ar = was->last_name_ar;
		else if (str_eq(s[i].field, S("first_name_ar")))
			is->first_name_ar = was->first_name_ar;
		else
			is->born = was->born;
	}
	return OK;
}

static rc update_person(struct tx *tx, struct arena *a, const struct feed_context *c,
			const struct feed_row *row, person_id id, bool *ret_decides)
{
	struct person was, is;
	bool identified;

	TRY(person_get(tx, id, a, &was));
	row_person(c, row, id, was.number, &is);
	is.born = row_born(a, row);
	is.state = was.state;
	is.survivor_id = was.survivor_id;
	is.known_from = known_after(c, was.known_from);
	TRY(row_identifier_added(tx, row, id, &identified));
	/* a bad or missing optional field leaves what is known */
	if (is.phone == 0)
		is.phone = was.phone;
	if (is.email.n == 0)
		is.email = was.email;
	TRY(keep_own_contact(tx, a, &was, &is));
	TRY(keep_corrected(tx, a, &was, &is));
	bool corrected = !same_facts(&was, &is);
	*ret_decides |= !str_eq(was.born, is.born);
	if (corrected)
		TRY(person_correct(tx, &was, &is));
	return corrected || identified ? event(tx, c, S("person.corrected"), id, S("by its managing body"))
				       : OK;
}

static rc decided(struct tx *tx, const struct feed_context *c, person_id id)
{
	instant now = c->feed->applied_at;

	return c->tells != 0 ? refresh_rights_telling(tx, now, id, c->tells)
			     : refresh_rights(tx, now, id, NULL);
}

static rc updated(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
		  person_id id)
{
	bool decides = false; /* something that rights rest on; a profession or a phone isn't */

	TRY(update_person(tx, a, c, row, id, &decides));
	TRY(update_membership(tx, a, c, row, id, &decides));
	if (row->rib_good) {
		struct bank_account account = { id, c->feed->applied_at, KNOWN_STILL, row->field[COL_RIB],
						c->feed->feed_id.v };
		TRY(person_rib(tx, a, &account));
	}
	TRY(remember(tx, c, row, id));
	return decides ? decided(tx, c, id) : OK;
}

static rc ceased(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
		 person_id id)
{
	struct standing s;

	/* what the body said before no longer holds: the same row again is news, and opens a membership again
	 */
	struct feed_record said = { c->feed->body_id, row->field[COL_RECORD_ID], id, 0, c->feed->feed_id };
	TRY(feed_record_set(tx, &said));
	TRY(member_now(tx, a, c, id, &s));
	if (!s.found)
		return OK; /* ended before: ending it again changes nothing */
	struct membership is = s.now;
	is.known_from = known_after(c, s.known);
	is.source_id = c->feed->feed_id.v;
	is.state = S("ENDED");
	is.until_day = c->day.days > is.from_day.days ? c->day : (date){ is.from_day.days + 1 };
	TRY(membership_supersede(tx, &s.now, &is));
	return event(tx, c, S("membership.ended"), id, S("by its managing body"));
}

rc feed_member(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
	       person_id id)
{
	struct standing s;

	TRY(member_now(tx, a, c, id, &s));
	struct membership is = membership_of(c, row, id, &s);
	if (!s.found)
		TRY(membership_add(tx, &is));
	return remember(tx, c, row, id);
}

/* A certain duplicate: the body's key means the person from now on, who is a member if not one already. */
static rc linked(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
		 person_id id)
{
	TRY(feed_member(tx, a, c, row, id));
	return event(tx, c, S("person.linked"), id, S("the same person under another key of the body"));
}

static rc question(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
		   int64_t line, str code, person_id id)
{
	struct out o;

	out_init(&o, a, 512);
	for (int i = 0; i < FEED_COLUMNS; i++) {
		if (i > 0)
			out_char(&o, ',');
		csv_put(&o, row->field[i]);
	}
	struct review r = { .review_id = { id_new(clock_now()) },
			    .feed_id = c->feed->feed_id,
			    .line = line,
			    .body_id = c->feed->body_id,
			    .record_id = row->field[COL_RECORD_ID],
			    .code = code,
			    .other_id = id,
			    .row_csv = out_view(&o),
			    .row_hash = row_hash(row),
			    .state = REVIEW_OPEN,
			    .asked_at = c->feed->applied_at };
	return review_ask(tx, &r);
}

/* A certain duplicate: the row makes the person a member. */
static bool links(enum feed_outcome outcome, str code)
{
	return outcome == OUT_DUPLICATE && str_eq(code, feed_code_name(CODE_SAME_PERSON));
}

rc feed_change(struct tx *tx, struct arena *a, const struct feed_context *c, const struct feed_row *row,
	       int64_t line, enum feed_outcome outcome, str code, person_id id)
{
	struct feed_dispute d;
	bool disputed = false;

	/* an apply that was interrupted goes on with what the simulation saw: somebody may have agreed since
	 * that the row isn't about the person */
	if (outcome == OUT_UPDATED || links(outcome, code))
		TRY(dispute_get(tx, c->feed->body_id, id, a, &d, &disputed));
	if (disputed)
		return question(tx, a, c, row, line, feed_code_name(CODE_DISPUTED), id);
	switch (outcome) {
	case OUT_UPDATED:
		return updated(tx, a, c, row, id);
	case OUT_CEASED:
		TRY(ceased(tx, a, c, row, id));
		break;
	case OUT_DUPLICATE:
		if (!links(outcome, code))
			return OK;
		TRY(linked(tx, a, c, row, id));
		break;
	case OUT_CONFLICT:
		return remember(tx, c, row, id);
	case OUT_REVIEW:
		return question(tx, a, c, row, line, code, id);
	case OUT_REGISTERED:
	case OUT_UNCHANGED:
	case OUT_REJECTED:
	case OUTCOMES:
		return OK;
	}
	return decided(tx, c, id);
}
