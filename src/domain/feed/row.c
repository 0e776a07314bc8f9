/* domain/feed/row.c */
#include "domain/feed/row.h"

#include "base/utf8.h"

#include "domain/person/person.h"

#include <sodium.h>
#include <string.h>

static const str names[FEED_COLUMNS] = {
	{ "record_id", 9 },	{ "action", 6 },	 { "id_kind", 7 },
	{ "id_value", 8 },	{ "last_name", 9 },	 { "first_name", 10 },
	{ "last_name_ar", 12 }, { "first_name_ar", 13 }, { "birth_date", 10 },
	{ "sex", 3 },		{ "commune", 7 },	 { "address", 7 },
	{ "phone", 5 },		{ "email", 5 },		 { "language", 8 },
	{ "profession", 10 },	{ "income_class", 12 },	 { "activity_start", 14 },
	{ "rib", 3 },
};

rc row_columns(const struct csv_row *header, struct row_rules *rules, str *ret_why)
{
	*ret_why = S("header");
	CHECK(!header->broken, FEED_HEADER);
	for (int i = 0; i < FEED_COLUMNS; i++) {
		*ret_why = names[i];
		rules->at[i] = csv_column(header, names[i]);
		CHECK(rules->at[i] >= 0, FEED_HEADER);
	}
	rules->columns = header->n;
	*ret_why = S("");
	return OK;
}

static str trim(str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s.p++, s.n--;
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

static bool action_of(str s, enum row_action *ret)
{
	static const str words[] = { { "NEW", 3 }, { "UPDATE", 6 }, { "CEASE", 5 } };

	for (int i = 0; i < 3; i++)
		if (str_eq(s, words[i])) {
			*ret = (enum row_action)i;
			return true;
		}
	return false;
}

static bool too_long(const struct feed_row *r)
{
	for (int i = 0; i < FEED_COLUMNS; i++)
		if (r->field[i].n > FIELD_MAX)
			return true;
	return r->field[COL_RECORD_ID].n > RECORD_ID_MAX;
}

/* Who the row is about, in the order of the codes. */
static enum feed_code person_code(const struct row_rules *rules, struct feed_row *r)
{
	const str *f = r->field;
	struct birth born;

	if (f[COL_ID_VALUE].n == 0 || f[COL_ID_KIND].n == 0)
		return CODE_ID_MISSING;
	if (f[COL_LAST_NAME].n + f[COL_FIRST_NAME].n + f[COL_LAST_NAME_AR].n + f[COL_FIRST_NAME_AR].n == 0)
		return CODE_NAME_MISSING;
	if (!rc_ok(birth_parse(f[COL_BIRTH_DATE], &born)))
		return CODE_BIRTH_DATE_INVALID;
	if (birth_after(born, rules->today))
		return CODE_BIRTH_DATE_FUTURE;
	r->birth_ymd = born.year * 10000 + born.month * 100 + born.day;
	if (!str_eq(f[COL_SEX], S("M")) && !str_eq(f[COL_SEX], S("F")))
		return CODE_SEX_INVALID;
	r->commune_id = rules->commune(rules->cls, f[COL_COMMUNE]);
	if (r->commune_id == 0)
		return CODE_COMMUNE_UNKNOWN;
	return rules->income_class(rules->cls, f[COL_INCOME_CLASS]) ? CODE_NONE : CODE_INCOME_CLASS_UNKNOWN;
}

static void options(const struct row_rules *rules, struct feed_row *r)
{
	const str *f = r->field;
	date day;

	r->email_good = f[COL_EMAIL].n > 0 && email_plausible(f[COL_EMAIL]);
	r->rib_good = f[COL_RIB].n > 0 && rib_valid(rules->country, f[COL_RIB]);
	r->activity_good = f[COL_ACTIVITY_START].n > 0 && rc_ok(date_parse(f[COL_ACTIVITY_START], &day));
	if (f[COL_PHONE].n > 0 && !rc_ok(phone_parse(rules->country, f[COL_PHONE], &r->phone)))
		r->warnings |= WARN_PHONE;
	if (f[COL_EMAIL].n > 0 && !r->email_good)
		r->warnings |= WARN_EMAIL;
	if (f[COL_RIB].n > 0 && !r->rib_good)
		r->warnings |= WARN_RIB;
	if (f[COL_ACTIVITY_START].n > 0 && !r->activity_good)
		r->warnings |= WARN_ACTIVITY;
}

static enum feed_code code_of(const struct csv_row *csv, const struct row_rules *rules, struct feed_row *r)
{
	if (csv->broken)
		return CODE_ROW_BROKEN;
	if (rules->at[COL_RECORD_ID] < csv->n && trim(csv->field[rules->at[COL_RECORD_ID]]).n == 0)
		return CODE_RECORD_ID_MISSING;
	if (csv->n != rules->columns)
		return CODE_COLUMNS_COUNT;
	if (!utf8_valid(csv->raw) || memchr(csv->raw.p, '\0', csv->raw.n) != NULL)
		return CODE_UTF8_INVALID;
	for (int i = 0; i < FEED_COLUMNS; i++)
		r->field[i] = trim(csv->field[rules->at[i]]);
	/* a row that ends a membership needs to say whose, and no more */
	bool known = action_of(r->field[COL_ACTION], &r->action);
	if (!known || r->action != ROW_CEASE) {
		enum feed_code code = person_code(rules, r);
		if (code != CODE_NONE)
			return code;
	}
	if (!known)
		return CODE_ACTION_INVALID;
	if (too_long(r))
		return CODE_FIELD_TOO_LONG;
	if (r->action == ROW_CEASE)
		return CODE_NONE;
	if (identifier_plain(r->field[COL_ID_VALUE], r->id_value, ID_VALUE_MAX) == 0 ||
	    identifier_plain(r->field[COL_ID_KIND], r->id_kind, ID_KIND_MAX) == 0)
		return CODE_FIELD_TOO_LONG;
	options(rules, r);
	return CODE_NONE;
}

void row_read(const struct csv_row *csv, const struct row_rules *rules, struct feed_row *ret)
{
	*ret = (struct feed_row){ .reject = CODE_NONE };
	ret->reject = code_of(csv, rules, ret);
}

bool row_identifier(const struct csv_row *csv, const struct row_rules *rules,
		    char ret_kind[static ID_KIND_MAX + 1], char ret_value[static ID_VALUE_MAX + 1])
{
	if (csv->broken || csv->n != rules->columns)
		return false;
	return identifier_plain(trim(csv->field[rules->at[COL_ID_VALUE]]), ret_value, ID_VALUE_MAX) > 0 &&
	       identifier_plain(trim(csv->field[rules->at[COL_ID_KIND]]), ret_kind, ID_KIND_MAX) > 0;
}

bool row_class(const struct csv_row *csv, const struct row_rules *rules, str *ret)
{
	if (csv->broken || rules->at[COL_INCOME_CLASS] >= csv->n)
		return false;
	*ret = csv->field[rules->at[COL_INCOME_CLASS]];
	return true;
}

struct person_facts row_facts(const struct feed_row *row)
{
	const str *f = row->field;

	return (struct person_facts){
		.last_name = f[COL_LAST_NAME],
		.first_name = f[COL_FIRST_NAME],
		.last_name_ar = f[COL_LAST_NAME_AR],
		.first_name_ar = f[COL_FIRST_NAME_AR],
		.birth = row->birth_ymd != 0 ? birth_of_number(row->birth_ymd) : (struct birth){ 0 },
		.sex = f[COL_SEX],
		.commune_id = row->commune_id,
		.id_kind = str_of(row->id_kind),
		.id_value = str_of(row->id_value),
		.phone = row->phone,
	};
}

void row_name_keys(const struct feed_row *row, int64_t *ret_last, int64_t *ret_first)
{
	const str *f = row->field;

	person_keys(f[COL_LAST_NAME], f[COL_FIRST_NAME], f[COL_LAST_NAME_AR], f[COL_FIRST_NAME_AR], ret_last,
		    ret_first);
}

void row_keep(struct arena *a, struct feed_row *row)
{
	size_t n = 0;

	for (int i = 0; i < FEED_COLUMNS; i++)
		n += row->field[i].n;
	char *to = arena_array(a, char, n + 1);
	for (int i = 0; i < FEED_COLUMNS; i++) {
		if (row->field[i].n > 0)
			memcpy(to, row->field[i].p, row->field[i].n);
		row->field[i].p = to;
		to += row->field[i].n;
	}
}

int64_t row_hash(const struct feed_row *row)
{
	/* A fixed key: this is a fingerprint that is stored, not a defence. */
	static const unsigned char key[crypto_shorthash_KEYBYTES] = "sanad feed row 1";
	unsigned char text[FEED_COLUMNS * (FIELD_MAX + 1)], hash[crypto_shorthash_BYTES];
	size_t n = 0;
	int64_t v;

	for (int i = 0; i < FEED_COLUMNS; i++) {
		if (i == COL_ACTION || i == COL_RECORD_ID)
			continue;
		if (row->field[i].n > 0)
			memcpy(text + n, row->field[i].p, row->field[i].n);
		n += row->field[i].n;
		text[n++] = 0;
	}
	crypto_shorthash(hash, text, n, key);
	memcpy(&v, hash, sizeof v);
	return v;
}
_Static_assert(crypto_shorthash_BYTES == sizeof(int64_t), "a fingerprint fits a column");
