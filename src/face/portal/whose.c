/* face/portal/whose.c - a member about the own file, an agent about somebody's. */
#include "face/portal/whose.h"

#include "base/out.h"

bool whose_own(const struct request *q) { return may(q, TASK_OWN_FILE); }

person_id whose_person(const struct request *q)
{
	return whose_own(q) ? actor_person(actor_of(q)) : (person_id){ request_int(q, "person") };
}

bool whose_family(const struct request *q) { return whose_own(q) || may(q, TASK_ANSWER_REQUEST); }

enum purpose whose_purpose(const struct request *q) { return whose_own(q) ? FOR_SELF : FOR_COUNTER; }

str whose_path(struct request *q, str rest)
{
	return whose_own(q)
		   ? str_printf(q->a, "/own%.*s", STR_ARG(rest))
		   : str_printf(q->a, "/people/%lld%.*s", (long long)request_int(q, "person"), STR_ARG(rest));
}

struct acting whose_reads(const struct request *q)
{
	const struct actor *c = actor_of(q);

	return whose_own(q) ? (struct acting){ .why = FOR_SELF, .person = actor_person(c) }
			    : (struct acting){ .why = FOR_COUNTER, .user = c->user_id };
}

bool whose_acts(struct request *q, struct page *page, const char *what, struct acting *ret)
{
	*ret = whose_reads(q);
	return whose_own(q) || assisted_by(q, page, what, ret);
}

struct page whose_page(struct request *q, enum menu own)
{
	return frame_page(q, whose_own(q) ? own : MENU_PEOPLE);
}

struct show_whose whose_shown(struct request *q)
{
	if (whose_own(q))
		return (struct show_whose){ .base = S("/own") };
	return (struct show_whose){ .base = whose_path(q, S("")),
				    .agent = true,
				    .assisted = q->method == HTTP_POST
						    ? assisted_typed(q)
						    : (struct show_assisted){ .here = false } };
}

void whose_go(struct request *q, struct reply *p, str receipt, str path, const char *did, str reference)
{
	struct out to;

	if (!whose_own(q) && receipt.n > 0) {
		assisted_go(q, p, whose_person(q), receipt);
		return;
	}
	out_init(&to, q->a, 128);
	out_str(&to, whose_path(q, path));
	out_printf(&to, "?did=%s&ref=", did);
	out_url(&to, reference);
	frame_go(q, p, out_view(&to));
}
