/* service/ask_law.c - a fund's view of the law. */
#include "service/ask_law.h"

#include "domain/fund/fund.h"
#include "service/fund_law.h"

rc law_desk_open(struct tx *tx, struct arena *a, struct law_desk *ret)
{
	struct law_version v;
	struct fund fund;

	*ret = (struct law_desk){ .a = a };
	TRY(fund_read(tx, a, &fund));
	TRY(law_of_fund(tx, a, &ret->law, &v));
	ret->country = fund.country;
	ret->version = v.nth;
	return law_signatures(tx, a, &ret->signature, &ret->signatures_n);
}

rc law_desk_open_at(struct tx *tx, struct arena *a, instant at, struct law_desk *ret)
{
	struct law_version v;
	struct fund fund;

	*ret = (struct law_desk){ .a = a };
	TRY(fund_read(tx, a, &fund));
	TRY(law_of_fund_at(tx, a, at, &ret->law, &v));
	ret->country = fund.country;
	ret->version = v.nth;
	return law_signatures_at(tx, at, a, &ret->signature, &ret->signatures_n);
}

static void keep(struct law_desk *d, const struct law_answer *x)
{
	const struct law_signature *s = law_signed(x->parameter, x->value, d->signature, d->signatures_n);
	struct law_used u = { .path = x->parameter->path,
			      .starts = x->value->start.text,
			      .from_day = x->by_signature ? s->from_day : x->value->start.sure,
			      .by_signature = x->by_signature,
			      .digest = x->value->digest };

	for (size_t i = 0; i < d->used_n; i++)
		if (d->used[i].digest == u.digest)
			return;
	arena_room(d->a, d->used, d->used_n, d->used_room, 8);
	d->used[d->used_n++] = u;
}

struct law_answer law_ask(struct law_desk *d, str key, date day)
{
	str path = str_printf(d->a, "%.*s/%.*s", STR_ARG(d->country), STR_ARG(key));
	struct law_answer x = law_on_for(d->law, path, day, d->signature, d->signatures_n);

	if (x.why == LAW_IS)
		keep(d, &x);
	return x;
}
