/* face/portal/law_json.h - values of the law as JSON, with the same names at the command line and on pages
 * (docs/law.md). Fields are written into an object that the caller begins and ends. */
#ifndef FACE_PORTAL_LAW_JSON_H
#define FACE_PORTAL_LAW_JSON_H

#include "base/out.h"
#include "domain/law/law.h"

void law_json_value(struct out *o, const struct law_parameter *p, const struct law_value *v);
/* A parameter of which no value is known. */
void law_json_gap(struct out *o, const struct law_parameter *p);
void law_json_text(struct out *o, str name, str value);
/* The word of its unit, empty when a gap has none. */
str law_unit_of(const struct law_parameter *p);
/* The last day on which something holds that ends so, as exactly as that is known; empty: no end. */
str law_last_day(struct arena *a, const struct law_edge *end);

#endif
