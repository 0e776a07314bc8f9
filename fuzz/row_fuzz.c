/* fuzz/row_fuzz.c - a header and rows of any bytes: what is taken keeps what the tables and keys rely on. */
#include "domain/feed/row.h"
#include "domain/person/person.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static int64_t commune(const void *cls, str code)
{
	(void)cls;
	return str_eq(code, S("C1")) ? 1 : 0;
}

static bool income_class(const void *cls, str code)
{
	(void)cls;
	return str_eq(code, S("CPU"));
}

static void taken(const struct feed_row *r)
{
	for (int i = 0; i < FEED_COLUMNS; i++)
		must(r->field[i].n <= FIELD_MAX && utf8_valid(r->field[i]) &&
		     (r->field[i].n == 0 || memchr(r->field[i].p, '\0', r->field[i].n) == NULL));
	must(0 < r->field[COL_RECORD_ID].n && r->field[COL_RECORD_ID].n <= RECORD_ID_MAX);
	must(row_hash(r) == row_hash(r));
	if (r->action == ROW_CEASE)
		return;
	must(r->commune_id == 1 && r->id_value[0] != '\0' && r->id_kind[0] != '\0');
	must(birth_of_number(r->birth_ymd).year >= 1850 && r->phone >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static char buffer[CSV_BUFFER_MIN];
	struct row_rules rules = { .country = S("ma"), .commune = commune, .income_class = income_class };
	struct csv c;
	struct csv_row row;
	struct feed_row r;
	str why, class;
	size_t room;

	must(rc_ok(date_make(2026, 11, 1, &rules.today)));
	csv_init(&c, buffer, sizeof buffer);
	char *to = csv_room(&c, &room);
	if (n > room)
		return 0;
	if (n > 0)
		memcpy(to, p, n);
	csv_filled(&c, n);
	csv_end(&c);
	if (!csv_next(&c, &row) || !rc_ok(row_columns(&row, &rules, &why)))
		return 0;
	while (csv_next(&c, &row)) {
		(void)row_class(&row, &rules, &class);
		row_read(&row, &rules, &r);
		if (r.reject == CODE_NONE)
			taken(&r);
	}
	return 0;
}
