#include "domain/feed/manifest.h"

#include "base/out.h"

#include "testing/t.h"

#define SHA "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef"

/* A good manifest in which the member `name` has another value. */
static str with(struct arena *a, const char *name, const char *value)
{
	static const char *const members[][2] = {
		{ "format", "\"registration-feed/1\"" },
		{ "body", "\"DGI\"" },
		{ "sequence", "1" },
		{ "scheme", "\"AMO-TNS\"" },
		{ "rows", "4" },
		{ "bytes", "500" },
		{ "sha256", "\"" SHA "\"" },
		{ "created", "\"2026-02-01T08:00:00Z\"" },
		{ "control_totals", "{\"rows_by_income_class\":{\"CPU\":4,\"AE\":0}}" },
	};
	struct out o;

	out_init(&o, a, 600);
	out_char(&o, '{');
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		const char *v = strcmp(members[i][0], name) == 0 ? value : members[i][1];
		if (v != NULL)
			out_printf(&o, "%s\"%s\":%s", o.n > 1 ? "," : "", members[i][0], v);
	}
	out_char(&o, '}');
	return out_view(&o);
}

T(manifest_good)
{
	struct manifest m;
	str why;

	t_need(manifest_read(a, with(a, "", ""), &m, &why));
	t_str(m.body, "DGI");
	t_str(m.scheme, "AMO-TNS");
	t_int(m.sequence, 1);
	t_int(m.rows, 4);
	t_int(m.bytes, 500);
	t_int(m.sha256[0], 0x01);
	t_int(m.sha256[15], 0xef);
	t_int((int64_t)m.totals_n, 2);
	t_str(m.totals[0].income_class, "CPU");
	t_int(m.totals[0].rows, 4);
	t_str(why, "");
}

T(manifest_each_member_wrong)
{
	static const char *const bad[][2] = {
		{ "format", NULL },
		{ "format", "\"registration-feed/2\"" },
		{ "format", "1" },
		{ "body", "\"\"" },
		{ "body", "\"a b\"" },
		{ "body", "\"123456789012345678901234567890123\"" },
		{ "body", NULL },
		{ "sequence", "0" },
		{ "sequence", "-1" },
		{ "sequence", "1.5" },
		{ "sequence", "\"1\"" },
		{ "sequence", "99999999999" },
		{ "scheme", "\"\"" },
		{ "scheme", NULL },
		{ "rows", "-1" },
		{ "rows", "50000001" },
		{ "rows", "null" },
		{ "bytes", "0" },
		{ "bytes", "9999999999999999" },
		{ "sha256", "\"\"" },
		{ "sha256", "\"x123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"" },
		{ "sha256", NULL },
		{ "created", "\"yesterday\"" },
		{ "created", "\"2026-02-30T08:00:00Z\"" },
		{ "control_totals", NULL },
		{ "control_totals", "{}" },
		{ "control_totals", "{\"rows_by_income_class\":[]}" },
		{ "control_totals", "{\"rows_by_income_class\":{\"CPU\":-1}}" },
		{ "control_totals", "{\"rows_by_income_class\":{\"CPU\":\"4\"}}" },
	};
	struct manifest m;
	str why;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		t_rc(manifest_read(a, with(a, bad[i][0], bad[i][1]), &m, &why), FEED_MANIFEST);
		if (!str_eq(why, str_of(bad[i][0])))
			t_fail("%s %s: says %.*s", bad[i][0], bad[i][1], STR_ARG(why));
	}
}

T(manifest_not_json)
{
	static const char *const bad[] = { "", "[]", "{", "{}x", "\"format\"", "{\"format\":\"\xff\"}" };
	struct manifest m;
	str why;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		t_rc(manifest_read(a, str_of(bad[i]), &m, &why), FEED_MANIFEST);
	char *long_one = arena_array(a, char, MANIFEST_BYTES_MAX + 2);
	memset(long_one, ' ', MANIFEST_BYTES_MAX + 1);
	t_rc(manifest_read(a, (str){ long_one, MANIFEST_BYTES_MAX + 1 }, &m, &why), FEED_MANIFEST);
	t_str(why, "JSON");
}
