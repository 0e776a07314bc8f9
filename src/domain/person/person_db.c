/* domain/person/person_db.c - every SQL statement about persons. */
#include "domain/person/person.h"

#define PERSON_FIELDS \
	DB_FIELD(struct person, person_id), DB_FIELD(struct person, number), \
	    DB_FIELD(struct person, last_name), DB_FIELD(struct person, first_name), \
	    DB_FIELD(struct person, last_name_ar), DB_FIELD(struct person, first_name_ar), \
	    DB_FIELD(struct person, born), DB_FIELD(struct person, sex), \
	    DB_FIELD(struct person, commune_id), DB_FIELD(struct person, address), \
	    DB_FIELD(struct person, phone), DB_FIELD(struct person, email), \
	    DB_FIELD(struct person, language), DB_FIELD(struct person, state), \
	    DB_FIELD(struct person, survivor_id), DB_FIELD(struct person, source_id), \
	    DB_FIELD(struct person, known_from)
#define PERSON_SQL \
	"person_id, number, last_name, first_name, last_name_ar, first_name_ar, born, sex, commune_id, " \
	"address, phone," \
	" email, language, state, survivor_id, source_id, known_from"
#define PERSON_CLASSES DATA_IDENTITY | DATA_CONTACT
#define PERSON_OUT .out = DB_SHAPE(PERSON_FIELDS), .out_size = sizeof(struct person), .data = PERSON_CLASSES

const struct db_table person_table = {
	.name = "person",
	.cols = DB_SHAPE(PERSON_FIELDS),
	.row_size = sizeof(struct person),
	.data = PERSON_CLASSES,
};
static const struct db_stmt person_select = {
	.name = "person_select",
	.sql = "SELECT " PERSON_SQL " FROM person WHERE person_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct person, person_id)),
	PERSON_OUT,
};
static const struct db_stmt person_select_number = {
	.name = "person_select_number",
	.sql = "SELECT " PERSON_SQL " FROM person WHERE number = $1",
	.in = DB_SHAPE(DB_FIELD(struct person, number)),
	PERSON_OUT,
};
struct after {
	person_id after;
	int64_t max;
};
static const struct db_stmt person_page_select = {
	.name = "person_page",
	.sql = "SELECT " PERSON_SQL " FROM person WHERE person_id > $1 AND state = 'ACTIVE'"
	       " ORDER BY person_id LIMIT $2",
	.in = DB_SHAPE(DB_FIELD(struct after, after), DB_FIELD(struct after, max)),
	PERSON_OUT,
};
struct range {
	person_id first, last;
	instant at;
};
/* One of the two tables has the row that was held true at $3. */
static const struct db_stmt person_select_range = {
	.name = "person_range",
	.sql =
	    "SELECT person_id, born, state, commune_id FROM person WHERE person_id >= $1 AND person_id <= $2"
	    " AND known_from <= $3 UNION ALL SELECT person_id, born, state, commune_id FROM person_past"
	    " WHERE person_id >= $1 AND person_id <= $2 AND known_from <= $3 AND $3 < known_until"
	    " ORDER BY person_id",
	.in =
	    DB_SHAPE(DB_FIELD(struct range, first), DB_FIELD(struct range, last), DB_FIELD(struct range, at)),
	.out = DB_SHAPE(DB_FIELD(struct person_born, person_id), DB_FIELD(struct person_born, born),
			DB_FIELD(struct person_born, state), DB_FIELD(struct person_born, commune_id)),
	.out_size = sizeof(struct person_born),
	.data = DATA_IDENTITY,
};
/* $2: when better was known. The row must still be the one the caller saw. */
static const struct db_stmt person_past_insert = {
	.name = "person_past_insert",
	.sql = "INSERT INTO person_past (" PERSON_SQL ", known_until) SELECT " PERSON_SQL ", $2 FROM person"
	       " WHERE person_id = $1 AND known_from < $2",
	.in = DB_SHAPE(DB_FIELD(struct person, person_id), DB_FIELD(struct person, known_from)),
	.data = PERSON_CLASSES,
};
static const struct db_stmt person_update = {
	.name = "person_update",
	.sql =
	    "UPDATE person SET number = $2, last_name = $3, first_name = $4, last_name_ar = $5, "
	    "first_name_ar = $6,"
	    " born = $7, sex = $8, commune_id = $9, address = $10, phone = $11, email = $12, language = $13,"
	    " state = $14, survivor_id = $15, source_id = $16, known_from = $17 WHERE person_id = $1",
	.in = DB_SHAPE(PERSON_FIELDS),
	.data = PERSON_CLASSES,
};

#define IDENTIFIER_FIELDS \
	DB_FIELD(struct identifier, value), DB_FIELD(struct identifier, kind), \
	    DB_FIELD(struct identifier, person_id)
const struct db_table identifier_table = {
	.name = "identifier",
	.cols = DB_SHAPE(IDENTIFIER_FIELDS),
	.row_size = sizeof(struct identifier),
	.data = DATA_IDENTITY,
};
/* The same rows in the order of people. */
const struct db_table person_identifier_table = {
	.name = "person_identifier",
	.cols = DB_SHAPE(IDENTIFIER_FIELDS),
	.row_size = sizeof(struct identifier),
	.data = DATA_IDENTITY,
};
static const struct db_stmt identifier_of_person = {
	.name = "identifier_of_person",
	.sql =
	    "SELECT value, kind, person_id FROM person_identifier WHERE person_id = $1 ORDER BY kind, value",
	.in = DB_SHAPE(DB_FIELD(struct identifier, person_id)),
	.out = DB_SHAPE(IDENTIFIER_FIELDS),
	.out_size = sizeof(struct identifier),
	.data = DATA_IDENTITY,
};
static const struct db_stmt identifier_insert = {
	.name = "identifier_insert",
	.sql = "INSERT INTO identifier (value, kind, person_id) VALUES ($1, $2, $3)"
	       " ON CONFLICT (value, kind) DO NOTHING",
	.in = DB_SHAPE(IDENTIFIER_FIELDS),
	.data = DATA_IDENTITY,
};
static const struct db_stmt identifier_delete_one = {
	.name = "identifier_delete_one",
	.sql = "DELETE FROM identifier WHERE value = $1 AND kind = $2 AND person_id = $3",
	.in = DB_SHAPE(IDENTIFIER_FIELDS),
	.data = DATA_IDENTITY,
};
static const struct db_stmt person_identifier_delete_one = {
	.name = "person_identifier_delete_one",
	.sql = "DELETE FROM person_identifier WHERE value = $1 AND kind = $2 AND person_id = $3",
	.in = DB_SHAPE(IDENTIFIER_FIELDS),
	.data = DATA_IDENTITY,
};
static const struct db_stmt identifier_delete = {
	.name = "identifier_delete",
	.sql = "DELETE FROM identifier WHERE (value, kind) IN"
	       " (SELECT value, kind FROM person_identifier WHERE person_id = $1)",
	.in = DB_SHAPE(DB_FIELD(struct identifier, person_id)),
	.data = DATA_IDENTITY,
};
static const struct db_stmt person_identifier_delete = {
	.name = "person_identifier_delete",
	.sql = "DELETE FROM person_identifier WHERE person_id = $1",
	.in = DB_SHAPE(DB_FIELD(struct identifier, person_id)),
	.data = DATA_IDENTITY,
};

struct id_range {
	person_id from, until;
};
static const struct db_stmt identifier_delete_range = {
	.name = "identifier_delete_range",
	.sql = "DELETE FROM identifier WHERE person_id >= $1 AND person_id < $2",
	.in = DB_SHAPE(DB_FIELD(struct id_range, from), DB_FIELD(struct id_range, until)),
	.data = DATA_IDENTITY,
};
const struct db_stmt person_number_by_id = {
	.name = "person_number_by_id",
	.sql = "SELECT person_id, number FROM person WHERE person_id = @key ORDER BY person_id",
	.out = DB_SHAPE(DB_FIELD(struct person_number, person_id), DB_FIELD(struct person_number, number)),
	.out_size = sizeof(struct person_number),
	.data = DATA_IDENTITY,
	.keyed = true,
	.key = DB_INT,
};

const struct db_stmt person_state_by_number = {
	.name = "person_state_by_number",
	.sql = "SELECT number, person_id, state FROM person WHERE number = @key ORDER BY number",
	.out = DB_SHAPE(DB_FIELD(struct person_state, number), DB_FIELD(struct person_state, person_id),
			DB_FIELD(struct person_state, state)),
	.out_size = sizeof(struct person_state),
	.data = DATA_IDENTITY,
	.keyed = true,
	.key = DB_INT,
};

#define CELL_FIELDS \
	DB_FIELD(struct person_cell, cell), DB_FIELD(struct person_cell, last_key), \
	    DB_FIELD(struct person_cell, first_key), DB_FIELD(struct person_cell, person_id)
const struct db_table person_cell_table = {
	.name = "person_cell",
	.cols = DB_SHAPE(CELL_FIELDS),
	.row_size = sizeof(struct person_cell),
	.data = DATA_IDENTITY,
};
static const struct db_stmt person_cell_own = {
	.name = "person_cell_own",
	.sql =
	    "SELECT cell, last_key, first_key, person_id FROM person_cell WHERE cell = $1 AND person_id = $2",
	.in = DB_SHAPE(DB_FIELD(struct person_cell, cell), DB_FIELD(struct person_cell, person_id)),
	.out = DB_SHAPE(CELL_FIELDS),
	.out_size = sizeof(struct person_cell),
	.data = DATA_IDENTITY,
};
static const struct db_stmt person_cell_delete = {
	.name = "person_cell_delete",
	.sql =
	    "DELETE FROM person_cell WHERE cell = $1 AND last_key = $2 AND first_key = $3 AND person_id = $4",
	.in = DB_SHAPE(CELL_FIELDS),
	.data = DATA_IDENTITY,
};
#define NAME_FIELDS \
	DB_FIELD(struct person_name, last_key), DB_FIELD(struct person_name, first_key), \
	    DB_FIELD(struct person_name, person_id)
const struct db_table person_name_table = {
	.name = "person_name",
	.cols = DB_SHAPE(NAME_FIELDS),
	.row_size = sizeof(struct person_name),
	.data = DATA_IDENTITY,
};
static const struct db_stmt person_name_delete = {
	.name = "person_name_delete",
	.sql = "DELETE FROM person_name WHERE last_key = $1 AND first_key = $2 AND person_id = $3",
	.in = DB_SHAPE(NAME_FIELDS),
	.data = DATA_IDENTITY,
};
#define PHONE_FIELDS DB_FIELD(struct person_phone, phone), DB_FIELD(struct person_phone, person_id)
const struct db_table person_phone_table = {
	.name = "person_phone",
	.cols = DB_SHAPE(PHONE_FIELDS),
	.row_size = sizeof(struct person_phone),
	.data = DATA_CONTACT,
};
static const struct db_stmt person_phone_delete = {
	.name = "person_phone_delete",
	.sql = "DELETE FROM person_phone WHERE phone = $1 AND person_id = $2",
	.in = DB_SHAPE(PHONE_FIELDS),
	.data = DATA_CONTACT,
};
#define ACCOUNT_FIELDS \
	DB_FIELD(struct bank_account, person_id), DB_FIELD(struct bank_account, known_from), \
	    DB_FIELD(struct bank_account, known_until), DB_FIELD(struct bank_account, rib), \
	    DB_FIELD(struct bank_account, source_id)
const struct db_table bank_account_table = {
	.name = "bank_account",
	.cols = DB_SHAPE(ACCOUNT_FIELDS),
	.row_size = sizeof(struct bank_account),
	.data = DATA_FINANCE,
};
static const struct db_stmt bank_account_now = {
	.name = "bank_account_now",
	.sql =
	    "SELECT person_id, known_from, known_until, rib, source_id FROM bank_account WHERE person_id = $1"
	    " AND known_until = 9223372036854775807",
	.in = DB_SHAPE(DB_FIELD(struct bank_account, person_id)),
	.out = DB_SHAPE(ACCOUNT_FIELDS),
	.out_size = sizeof(struct bank_account),
	.data = DATA_FINANCE,
};
static const struct db_stmt bank_account_since = {
	.name = "bank_account_since",
	.sql =
	    "SELECT person_id, known_from, known_until, rib, source_id FROM bank_account WHERE person_id = $1"
	    " AND known_from = $2",
	.in = DB_SHAPE(DB_FIELD(struct bank_account, person_id), DB_FIELD(struct bank_account, known_from)),
	.out = DB_SHAPE(ACCOUNT_FIELDS),
	.out_size = sizeof(struct bank_account),
	.data = DATA_FINANCE,
};
static const struct db_stmt bank_account_end = {
	.name = "bank_account_end",
	.sql = "UPDATE bank_account SET known_until = $2 WHERE person_id = $1 AND known_until = "
	       "9223372036854775807",
	.in = DB_SHAPE(DB_FIELD(struct bank_account, person_id), DB_FIELD(struct bank_account, known_from)),
	.data = DATA_FINANCE,
};

struct distinct {
	person_id low_id, high_id;
	user_id decided_by;
	instant decided_at;
};
static const struct db_stmt person_distinct_insert = {
	.name = "person_distinct_insert",
	.sql = "INSERT INTO person_distinct (low_id, high_id, decided_by, decided_at) VALUES ($1, $2, $3, $4)"
	       " ON CONFLICT (low_id, high_id) DO NOTHING",
	.in = DB_SHAPE(DB_FIELD(struct distinct, low_id), DB_FIELD(struct distinct, high_id),
		       DB_FIELD(struct distinct, decided_by), DB_FIELD(struct distinct, decided_at)),
	.data = DATA_IDENTITY,
};

#define KNOWN_FIELDS \
	DB_FIELD(struct known_person, value), DB_FIELD(struct known_person, kind), \
	    DB_FIELD(struct known_person, person_id), DB_FIELD(struct known_person, last_name), \
	    DB_FIELD(struct known_person, first_name), DB_FIELD(struct known_person, last_name_ar), \
	    DB_FIELD(struct known_person, first_name_ar), DB_FIELD(struct known_person, born), \
	    DB_FIELD(struct known_person, sex), DB_FIELD(struct known_person, commune_id), \
	    DB_FIELD(struct known_person, phone), DB_FIELD(struct known_person, covered)
#define KNOWN_SQL \
	"p.person_id, p.last_name, p.first_name, p.last_name_ar, p.first_name_ar, p.born, p.sex, " \
	"p.commune_id, p.phone," \
	" coalesce((SELECT min(s.priority) FROM membership m JOIN scheme s ON s.scheme = m.scheme WHERE" \
	" m.person_id = p.person_id AND m.known_until = 9223372036854775807 AND m.state = 'ACTIVE' AND" \
	" m.until_day = '9999-12-31'), 2147483648) AS covered"
const struct db_stmt person_by_identifier = {
	.name = "person_by_identifier",
	.sql = "SELECT i.value, i.kind, " KNOWN_SQL
	       " FROM identifier i JOIN person p ON p.person_id = i.person_id"
	       " WHERE i.value = @key ORDER BY i.value, i.kind",
	.out = DB_SHAPE(KNOWN_FIELDS),
	.out_size = sizeof(struct known_person),
	.data = DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL,
	.keyed = true,
	.key = DB_TEXT,
};
const struct db_stmt person_by_id = {
	.name = "person_by_id",
	.sql = "SELECT '' AS value, '' AS kind, " KNOWN_SQL
	       " FROM person p WHERE p.person_id = @key ORDER BY p.person_id",
	.out = DB_SHAPE(KNOWN_FIELDS),
	.out_size = sizeof(struct known_person),
	.data = DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL,
	.keyed = true,
	.key = DB_INT,
};
const struct db_stmt person_by_cell = {
	.name = "person_by_cell",
	.sql = "SELECT cell, last_key, first_key, person_id FROM person_cell WHERE cell = @key"
	       " ORDER BY cell, last_key, first_key, person_id",
	.out = DB_SHAPE(CELL_FIELDS),
	.out_size = sizeof(struct person_cell),
	.data = DATA_IDENTITY,
	.keyed = true,
	.key = DB_INT,
};

/* Both are found at the end of an index: event_register holds only the kinds of events that change who is
 * known. */
struct mark {
	int64_t persons, changes;
};
static const struct db_stmt person_mark_select = {
	.name = "person_mark_select",
	.sql = "SELECT coalesce((SELECT max(person_id) FROM person), 0) AS persons, coalesce((SELECT "
	       "max(event_id) FROM"
	       " event WHERE kind IN ('person.corrected', 'person.withdrawn', 'person.linked', "
	       "'membership.ended',"
	       " 'review.decided')), 0) AS changes",
	.out = DB_SHAPE(DB_FIELD(struct mark, persons), DB_FIELD(struct mark, changes)),
	.out_size = sizeof(struct mark),
	.data = DATA_IDENTITY | DATA_JOURNAL,
};

const struct db_stmt *const person_stmts[] = {
	&person_select,
	&person_page_select,
	&person_select_range,
	&person_cell_own,
	&person_select_number,
	&person_past_insert,
	&person_update,
	&identifier_of_person,
	&identifier_delete,
	&person_identifier_delete,
	&identifier_insert,
	&identifier_delete_one,
	&person_identifier_delete_one,
	&person_cell_delete,
	&person_name_delete,
	&person_phone_delete,
	&bank_account_end,
	&bank_account_now,
	&bank_account_since,
	&person_distinct_insert,
	&person_by_identifier,
	&person_by_id,
	&person_by_cell,
	&person_mark_select,
	&identifier_delete_range,
	&person_number_by_id,
	&person_state_by_number,
	NULL,
};

static rc none(rc r)
{
	if (rc_is(r, E_DB_NONE))
		FAIL(PERSON_NONE);
	return r;
}

rc person_get(struct tx *tx, person_id id, struct arena *a, struct person *ret)
{
	struct person key = { .person_id = id };

	return none(db_one(tx, &person_select, &key, a, ret));
}

rc person_by_number(struct tx *tx, int64_t number, struct arena *a, struct person *ret)
{
	struct person key = { .number = number };

	return none(db_one(tx, &person_select_number, &key, a, ret));
}

rc person_asked(struct tx *tx, person_id id, str country, str number, struct arena *a, struct person *ret)
{
	int64_t n;

	if (id.v != 0)
		return person_get(tx, id, a, ret);
	CHECK(number_parse(country, number, &n), PERSON_NONE);
	return person_by_number(tx, n, a, ret);
}

/* What a person is found by, apart from identifiers. */
struct keys {
	struct person_cell cell;
	struct person_name name;
	struct person_phone phone;
};

static struct keys keys_of(const struct person *p)
{
	int64_t last, first;

	person_keys(p->last_name, p->first_name, p->last_name_ar, p->first_name_ar, &last, &first);
	return (struct keys){
		{ person_cell_of(birth_number(p->born), p->commune_id), last, first, p->person_id },
		{ last, first, p->person_id },
		{ p->phone, p->person_id },
	};
}

static rc keys_add(struct tx *tx, const struct person *p)
{
	struct keys k = keys_of(p);

	TRY(db_load(tx, &person_cell_table, &k.cell, 1));
	TRY(db_load(tx, &person_name_table, &k.name, 1));
	return p->phone == 0 ? OK : db_load(tx, &person_phone_table, &k.phone, 1);
}

static rc keys_drop(struct tx *tx, const struct person *p)
{
	struct keys k = keys_of(p);

	TRY(db_exec(tx, &person_cell_delete, &k.cell, NULL));
	TRY(db_exec(tx, &person_name_delete, &k.name, NULL));
	return p->phone == 0 ? OK : db_exec(tx, &person_phone_delete, &k.phone, NULL);
}

static rc identifiers_add(struct tx *tx, const struct identifier *ids, size_t n)
{
	TRY(db_load(tx, &identifier_table, ids, n));
	return db_load(tx, &person_identifier_table, ids, n);
}

rc person_add(struct tx *tx, const struct person *p, const struct identifier *ids, size_t ids_n, str rib)
{
	TRY(identifiers_add(tx, ids, ids_n));
	TRY(db_load(tx, &person_table, p, 1));
	TRY(keys_add(tx, p));
	struct bank_account account = { p->person_id, p->known_from, KNOWN_STILL, rib, p->source_id };
	return rib.n == 0 ? OK : db_load(tx, &bank_account_table, &account, 1);
}

rc person_correct(struct tx *tx, const struct person *was, const struct person *is)
{
	int64_t changed;

	must(was->person_id.v == is->person_id.v && was->known_from.us < is->known_from.us);
	TRY(db_exec(tx, &person_past_insert, is, &changed));
	CHECK(changed == 1, DB_CONFLICT);
	TRY(keys_drop(tx, was));
	TRY(db_exec(tx, &person_update, is, NULL));
	return str_eq(is->state, S("ACTIVE")) ? keys_add(tx, is) : OK;
}

rc person_withdraw(struct tx *tx, const struct person *p, person_id survivor, instant now)
{
	struct person is = *p;
	struct identifier key = { .person_id = p->person_id };

	is.state = S("WITHDRAWN");
	is.survivor_id = survivor;
	is.known_from = now;
	TRY(person_correct(tx, p, &is));
	TRY(db_exec(tx, &identifier_delete, &key, NULL));
	return db_exec(tx, &person_identifier_delete, &key, NULL);
}

rc person_page(struct tx *tx, person_id after, size_t max, struct arena *a, struct person **ret,
	       size_t *ret_n)
{
	struct after q = { after, (int64_t)max };

	return db_rows(tx, &person_page_select, &q, max, a, ret, ret_n);
}

rc person_range(struct tx *tx, person_id first, person_id last, instant at, db_row *row, void *cls)
{
	struct range q = { first, last, at };

	return db_each(tx, &person_select_range, &q, row, cls);
}

rc person_keys_renew(struct tx *tx, const struct person *p, struct arena *a, bool *ret_renewed)
{
	enum { ROWS_MAX = 16 };
	struct keys k = keys_of(p);
	struct person_cell *was;
	size_t n;

	TRY(db_rows(tx, &person_cell_own, &k.cell, ROWS_MAX, a, &was, &n));
	*ret_renewed = n != 1 || was[0].last_key != k.cell.last_key || was[0].first_key != k.cell.first_key;
	if (!*ret_renewed)
		return OK;
	for (size_t i = 0; i < n; i++) {
		struct person_name name = { was[i].last_key, was[i].first_key, p->person_id };
		TRY(db_exec(tx, &person_cell_delete, &was[i], NULL));
		TRY(db_exec(tx, &person_name_delete, &name, NULL));
	}
	TRY(db_load(tx, &person_cell_table, &k.cell, 1));
	return db_load(tx, &person_name_table, &k.name, 1);
}

rc person_rib(struct tx *tx, struct arena *a, const struct bank_account *account)
{
	struct bank_account was, is = *account;
	rc r = db_one(tx, &bank_account_now, account, a, &was);

	if (!rc_ok(r) && !rc_is(r, E_DB_NONE))
		return r;
	if (rc_ok(r) && str_eq(was.rib, is.rib))
		return OK;
	if (rc_ok(r) && was.known_from.us >= is.known_from.us)
		is.known_from.us = was.known_from.us + 1;
	TRY(db_exec(tx, &bank_account_end, &is, NULL));
	return db_load(tx, &bank_account_table, &is, 1);
}

rc person_account(struct tx *tx, person_id person, struct arena *a, struct bank_account *ret)
{
	return db_one(tx, &bank_account_now, &(struct bank_account){ .person_id = person }, a, ret);
}

rc person_account_since(struct tx *tx, person_id person, instant known_from, struct arena *a,
			struct bank_account *ret)
{
	struct bank_account key = { .person_id = person, .known_from = known_from };

	return db_one(tx, &bank_account_since, &key, a, ret);
}

rc person_identifiers(struct tx *tx, person_id id, struct arena *a, struct identifier **ret, size_t *ret_n)
{
	enum { IDENTIFIERS_MAX = 100 };
	struct identifier key = { .person_id = id };

	return db_rows(tx, &identifier_of_person, &key, IDENTIFIERS_MAX, a, ret, ret_n);
}

rc identifier_release(struct tx *tx, person_id from, person_id until)
{
	struct id_range range = { from, until };

	return db_exec(tx, &identifier_delete_range, &range, NULL);
}

rc identifier_add(struct tx *tx, const struct identifier *i, bool *ret_added)
{
	int64_t added;

	TRY(db_exec(tx, &identifier_insert, i, &added));
	*ret_added = added == 1;
	return *ret_added ? db_load(tx, &person_identifier_table, i, 1) : OK;
}

rc identifier_drop(struct tx *tx, const struct identifier *i)
{
	TRY(db_exec(tx, &identifier_delete_one, i, NULL));
	return db_exec(tx, &person_identifier_delete_one, i, NULL);
}

rc person_distinct_add(struct tx *tx, person_id x, person_id y, user_id who, instant now)
{
	struct distinct d = { x.v < y.v ? x : y, x.v < y.v ? y : x, who, now };

	return db_exec(tx, &person_distinct_insert, &d, NULL);
}

rc person_mark(struct tx *tx, struct arena *a, str *ret)
{
	struct mark m;

	TRY(db_one(tx, &person_mark_select, NULL, a, &m));
	*ret = str_printf(a, "%lld.%lld", (long long)m.persons, (long long)m.changes);
	return OK;
}
