#include "domain/feed/row.h"

#include "testing/t.h"

#define HEADER \
	"record_id,action,id_kind,id_value,last_name,first_name,last_name_ar,first_name_ar,birth_date,sex," \
	"commune," \
	"address,phone,email,language,profession,income_class,activity_start,rib\n"
#define BEHIND_ID ",X,Y,,,1990-01-01,F,1,,,,,,A,,\n"

static int64_t commune(const void *cls, str code) { return (void)cls, code.n > 0 ? 7 : 0; }
static bool income_class(const void *cls, str code) { return (void)cls, code.n > 0; }

static void compare(struct arena *a, const char *text, const char *kind, const char *value)
{
	struct row_rules rules = {
		.country = S("ma"), .today = { 20000 }, .commune = commune, .income_class = income_class
	};
	char *buffer = arena_array(a, char, CSV_BUFFER_MIN), id_kind[ID_KIND_MAX + 1],
	     id_value[ID_VALUE_MAX + 1];
	struct csv csv;
	struct csv_row row;
	struct feed_row whole;
	size_t room;
	str why;

	csv_init(&csv, buffer, CSV_BUFFER_MIN);
	char *to = csv_room(&csv, &room);
	int n = snprintf(to, room, "%s%s", HEADER, text);
	csv_filled(&csv, (size_t)n);
	csv_end(&csv);
	t_ok(csv_next(&csv, &row));
	t_ok(rc_ok(row_columns(&row, &rules, &why)));
	t_ok(csv_next(&csv, &row));
	bool has = row_identifier(&row, &rules, id_kind, id_value);
	t_ok(has == (value != NULL));
	row_read(&row, &rules, &whole);
	if (value == NULL) {
		t_ok(whole.reject != CODE_NONE);
		return;
	}
	t_int(whole.reject, CODE_NONE);
	t_ok(strcmp(id_kind, kind) == 0 && strcmp(id_value, value) == 0);
	t_ok(strcmp(id_kind, whole.id_kind) == 0 && strcmp(id_value, whole.id_value) == 0);
}

T(an_identifier_read_alone_is_that_of_the_whole_row)
{
	compare(a, "r1,NEW,CNIE,AB123456" BEHIND_ID, "CNIE", "AB123456");
	compare(a, "r1,NEW, cnie ,\" ab-12.34 56\"" BEHIND_ID, "CNIE", "AB123456");
	compare(a, "r1,NEW,CNIE,1234567890123456789012" BEHIND_ID, "CNIE", "1234567890123456789012");
	compare(a, "r1,NEW,CNIE,12345678901234567890123" BEHIND_ID, NULL, NULL);
	compare(a, "r1,NEW,CNIE,-. -" BEHIND_ID, NULL, NULL);
	compare(a, "r1,NEW,,AB123456" BEHIND_ID, NULL, NULL);
	compare(a, "r1,NEW,CNIE,AB123456\n", NULL, NULL);
	compare(a, "r1,NEW,CNIE,\"AB123456" BEHIND_ID, NULL, NULL);
}
