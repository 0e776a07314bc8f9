/* face/portal/date_fields.h - dates typed into three fields: NAME_day, NAME_month, NAME_year (the template
 * part date_field). */
#ifndef FACE_PORTAL_DATE_FIELDS_H
#define FACE_PORTAL_DATE_FIELDS_H

#include "domain/person/birth.h"
#include "face/http/route.h"
#include "face/portal/views.h"

/* Among PARAMS(). */
#define DATE_FIELDS(name) \
	PARAM(name "_day", PARAM_TEXT, .max = 8), PARAM(name "_month", PARAM_TEXT, .max = 8), \
	    PARAM(name "_year", PARAM_TEXT, .max = 8)

/* As typed, for the form that is shown again. */
struct show_date date_typed(struct request *q, const char *name);
/* A day of the calendar; DATE_NEVER when nothing was typed. False: something else. */
bool date_read(struct request *q, const char *name, date *ret);
/* A day, or a year alone as the papers of people have it whose day was never written down; year 0 when
 * nothing was typed. False: something else. */
bool birth_read(struct request *q, const char *name, struct birth *ret);

#endif
