/* face/portal/law_json.c - values of the law as JSON. */
#include "face/portal/law_json.h"

str law_unit_of(const struct law_parameter *p) { return p->has_unit ? law_unit(p->unit)->word : S(""); }

str law_last_day(struct arena *a, const struct law_edge *end)
{
	if (end->first.days == DATE_NEVER.days)
		return S("");
	if (end->first.days != end->sure.days)
		return end->text;
	return date_text(a, (date){ end->first.days - 1 });
}

void law_json_text(struct out *o, str name, str value)
{
	out_json_name(o, name);
	out_json_str(o, value);
}

static str hex(struct arena *a, const unsigned char digest[LAW_DIGEST_BYTES])
{
	struct out o;

	out_init(&o, a, (size_t)2 * LAW_DIGEST_BYTES);
	for (int i = 0; i < LAW_DIGEST_BYTES; i++)
		out_printf(&o, "%02x", digest[i]);
	return out_view(&o);
}

void law_json_value(struct out *o, const struct law_parameter *p, const struct law_value *v)
{
	law_json_text(o, S("path"), p->path);
	law_json_text(o, S("value"), v->text);
	law_json_text(o, S("unit"), law_unit_of(p));
	law_json_text(o, S("unit_note"), p->unit_note);
	law_json_text(o, S("from"), v->start.text);
	law_json_text(o, S("to"), law_last_day(o->a, &v->end));
	law_json_text(o, S("until"), v->end.text);
	law_json_text(o, S("reference"), v->reference);
	law_json_text(o, S("status"), v->missing.n > 0 ? S("MISSING") : law_status_name(v->status));
	law_json_text(o, S("seen_at"), v->seen_at);
	law_json_text(o, S("confidence"), v->confidence);
	law_json_text(o, S("from_note"), v->start_note);
	law_json_text(o, S("until_note"), v->end_note);
	if (v->missing.n > 0)
		law_json_text(o, S("missing"), v->missing);
	else
		law_json_text(o, S("digest"), hex(o->a, v->digest));
}

void law_json_gap(struct out *o, const struct law_parameter *p)
{
	law_json_text(o, S("path"), p->path);
	law_json_text(o, S("unit"), law_unit_of(p));
	law_json_text(o, S("unit_note"), p->unit_note);
	law_json_text(o, S("status"), S("MISSING"));
	law_json_text(o, S("missing"), p->missing);
	law_json_text(o, S("said"), p->said);
	law_json_text(o, S("reference"), p->reference);
	law_json_text(o, S("seen_at"), p->seen_at);
	law_json_text(o, S("confidence"), p->confidence);
}
