/* service/demo_file.c */
#include "service/demo_file.h"

#include "base/csv.h"
#include "base/out.h"

static void put(struct demo_file *f, str s)
{
	f->failed |= fwrite(s.p, 1, s.n, f->file) != s.n;
	must(crypto_hash_sha256_update(&f->sha, (const unsigned char *)s.p, s.n) == 0);
	f->bytes += (int64_t)s.n;
}

rc demo_file_begin(struct arena *a, str stem, struct demo_file *ret)
{
	*ret = (struct demo_file){ .a = a };
	ret->file = fopen(str_printf(a, "%.*s.csv", STR_ARG(stem)).p, "we");
	CHECK(ret->file != NULL, IO);
	must(crypto_hash_sha256_init(&ret->sha) == 0);
	put(ret,
	    S("record_id,action,id_kind,id_value,last_name,first_name,last_name_ar,first_name_ar,birth_date,"
	      "sex,commune,address,phone,email,language,profession,income_class,activity_start,rib\n"));
	return OK;
}

static void add_total(struct demo_file *f, str class)
{
	int i = 0;

	while (i < f->totals && !str_eq(f->total[i].class, class))
		i++;
	must(i < DEMO_CLASSES_MAX);
	if (i == f->totals)
		f->total[f->totals++].class = str_copy(f->a, class);
	f->total[i].rows++;
}

void demo_file_row(struct demo_file *f, struct arena *tmp, const struct demo_row *r)
{
	struct out o;

	out_init(&o, tmp, 512);
	for (int i = 0; i < FEED_COLUMNS; i++) {
		if (i > 0)
			out_char(&o, ',');
		csv_put(&o, r->f[i]);
	}
	if (r->surplus)
		out_lit(&o, ",surplus");
	out_char(&o, '\n');
	put(f, out_view(&o));
	add_total(f, r->f[COL_INCOME_CLASS]);
	f->rows++;
}

rc demo_file_end(struct demo_file *f)
{
	f->failed |= fclose(f->file) != 0;
	CHECK(!f->failed, IO);
	return OK;
}

static str hex(struct arena *a, const unsigned char *bytes, size_t n)
{
	char *text = arena_array(a, char, 2 * n + 1);

	(void)sodium_bin2hex(text, 2 * n + 1, bytes, n);
	return (str){ text, 2 * n };
}

static void member(struct out *o, str name, str value)
{
	out_json_name(o, name);
	out_json_str(o, value);
}

static void member_int(struct out *o, str name, int64_t value)
{
	out_json_name(o, name);
	out_int(o, value);
}

rc demo_file_manifest(struct demo_file *f, str stem, str body, int64_t sequence, str scheme, instant created)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	struct out o;

	must(crypto_hash_sha256_final(&f->sha, hash) == 0);
	out_init(&o, f->a, 1024);
	out_char(&o, '{');
	member(&o, S("format"), S("registration-feed/1"));
	member(&o, S("body"), body);
	member_int(&o, S("sequence"), sequence);
	member(&o, S("scheme"), scheme);
	member_int(&o, S("rows"), f->rows);
	member_int(&o, S("bytes"), f->bytes);
	member(&o, S("sha256"), hex(f->a, hash, sizeof hash));
	member(&o, S("created"), instant_text(f->a, created));
	out_json_name(&o, S("control_totals"));
	out_lit(&o, "{\"rows_by_income_class\":{");
	for (int i = 0; i < f->totals; i++)
		member_int(&o, f->total[i].class, f->total[i].rows);
	out_lit(&o, "}}}\n");
	FILE *to = fopen(str_printf(f->a, "%.*s.manifest.json", STR_ARG(stem)).p, "we");
	CHECK(to != NULL, IO);
	bool written = fwrite(o.p, 1, o.n, to) == o.n;
	written &= fclose(to) == 0;
	CHECK(written, IO);
	return OK;
}
