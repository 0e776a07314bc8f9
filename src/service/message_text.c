/* service/message_text.c */
#include "service/message_text.h"

#include "domain/fund/fund.h"

#include <string.h>

/* More than any kind knows. */
enum { VALUES_MAX = 16 };

static bool given(const struct message_value *values, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(values[i].name, name) == 0)
			return true;
	return false;
}

/* A text that the fund writes tomorrow may use every placeholder of the kind. */
static void must_be_given(str kind, const struct message_value *values, size_t n)
{
	size_t places;
	const struct message_value *place = template_examples(&places);
	const struct template_kind *k = template_kind(kind);

	for (size_t i = 0; i < places; i++)
		must((k->knows & 1U << i) == 0 || given(values, n, place[i].name));
}

rc message_text(struct tx *tx, struct arena *a, str kind, str channel, str language,
		const struct message_value *values, size_t n, struct message_new *ret)
{
	struct message_value all[VALUES_MAX];
	struct message_template t;

	TRY(message_template_get(tx, kind, channel, language, a, &t));
	must(n < VALUES_MAX);
	if (n > 0)
		memcpy(all, values, n * sizeof all[0]);
	if (!given(values, n, "fund")) {
		struct fund f;
		TRY(fund_read(tx, a, &f));
		all[n++] = (struct message_value){ "fund", fund_name(&f, language) };
	}
	must_be_given(kind, all, n);
	ret->kind = t.kind;
	ret->channel = t.channel;
	ret->language = t.language;
	ret->subject = template_fill(a, t.subject, all, n);
	ret->body = template_fill(a, t.body, all, n);
	return template_fits(channel, ret->body);
}
