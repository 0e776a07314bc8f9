/* domain/scheme/scheme_db.c - SQL of schemes and income classes. */
#include "domain/scheme/scheme.h"

#include "domain/law/law.h"

#define SCHEME_COLUMNS "scheme, country, name_fr, name_ar, name_en, priority"
#define SCHEME_FIELDS \
	DB_FIELD(struct scheme, scheme), DB_FIELD(struct scheme, country), DB_FIELD(struct scheme, name_fr), \
	    DB_FIELD(struct scheme, name_ar), DB_FIELD(struct scheme, name_en), \
	    DB_FIELD(struct scheme, priority)
#define CLASS_FIELDS DB_FIELD(struct income_class, scheme), DB_FIELD(struct income_class, class)

static const struct db_stmt scheme_add = {
	.name = "scheme_add",
	.sql = "INSERT INTO scheme (" SCHEME_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"
	       " ON CONFLICT (scheme) DO UPDATE SET name_fr = $3, name_ar = $4, name_en = $5, priority = $6",
	.in = DB_SHAPE(SCHEME_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt class_add = {
	.name = "scheme_class_add",
	.sql =
	    "INSERT INTO income_class (scheme, class) VALUES ($1, $2) ON CONFLICT (scheme, class) DO NOTHING",
	.in = DB_SHAPE(CLASS_FIELDS),
	.data = DATA_NONE,
};

static const struct db_stmt all = {
	.name = "scheme_list",
	.sql = "SELECT " SCHEME_COLUMNS " FROM scheme ORDER BY priority, scheme",
	.out = DB_SHAPE(SCHEME_FIELDS),
	.out_size = sizeof(struct scheme),
	.data = DATA_NONE,
};

static const struct db_stmt one = {
	.name = "scheme_read",
	.sql = "SELECT " SCHEME_COLUMNS " FROM scheme WHERE scheme = $1",
	.in = DB_SHAPE(DB_FIELD(struct scheme, scheme)),
	.out = DB_SHAPE(SCHEME_FIELDS),
	.out_size = sizeof(struct scheme),
	.data = DATA_NONE,
};

static const struct db_stmt classes_of = {
	.name = "scheme_classes",
	.sql = "SELECT scheme, class FROM income_class WHERE scheme = $1 ORDER BY class",
	.in = DB_SHAPE(DB_FIELD(struct income_class, scheme)),
	.out = DB_SHAPE(CLASS_FIELDS),
	.out_size = sizeof(struct income_class),
	.data = DATA_NONE,
};

static rc plant(struct tx *tx, const struct schemes_new *s)
{
	for (size_t i = 0; i < s->n; i++)
		TRY(db_exec(tx, &scheme_add, &s->scheme[i], NULL));
	for (size_t i = 0; i < s->classes_n; i++)
		TRY(db_exec(tx, &class_add, &s->class[i], NULL));
	return OK;
}

rc scheme_plant(struct tx *tx, const struct law *l, str country, date day)
{
	enum { PLANT_MEMORY = 16 << 20 };
	struct schemes_new s;
	struct arena a;

	arena_init(&a, PLANT_MEMORY);
	schemes_of_law(l, country, day, &a, &s);
	rc r = plant(tx, &s);
	arena_done(&a);
	return r;
}

rc scheme_list(struct tx *tx, struct arena *a, struct scheme **ret, size_t *ret_n)
{
	return db_rows(tx, &all, NULL, SCHEMES_MAX, a, ret, ret_n);
}

rc scheme_read(struct tx *tx, str scheme, struct arena *a, struct scheme *ret)
{
	struct scheme q = { .scheme = scheme };
	rc r = db_one(tx, &one, &q, a, ret);

	CHECK(!rc_is(r, E_DB_NONE), SCHEME_NONE);
	return r;
}

rc scheme_classes(struct tx *tx, str scheme, struct arena *a, struct income_class **ret, size_t *ret_n)
{
	struct income_class q = { .scheme = scheme };

	return db_rows(tx, &classes_of, &q, CLASSES_MAX, a, ret, ret_n);
}

const struct db_stmt *const scheme_stmts[] = { &scheme_add, &class_add, &all, &one, &classes_of, NULL };
