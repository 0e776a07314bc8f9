/* domain/fund/fund.c - what a fund is called, which numbers a country's fund has, when a job is tried again. */
#include "domain/fund/fund.h"

str fund_name(const struct fund *f, str language)
{
	return str_eq(language, S("ar")) ? f->name_ar : str_eq(language, S("fr")) ? f->name_fr : f->name_en;
}

rc fund_numbers(str country, int64_t *ret_first, int64_t *ret_last)
{
	bool ma = str_eq(country, S("ma"));

	/* 9 and 12 digits with the check digit: design/facts.md 1.1 and 1.2. */
	CHECK(ma || str_eq(country, S("dz")), FUND_COUNTRY);
	*ret_first = ma ? INT64_C(10000000) : INT64_C(10000000000);
	*ret_last = *ret_first * 10 - 1;
	return OK;
}

int64_t job_wait_us(int64_t tries, rc why)
{
	must(1 <= tries && !rc_ok(why));
	if (rc_is(why, E_LEASE_TAKEN)) /* however long somebody else is at it */
		return INT64_C(5000000);
	if (tries >= JOB_TRIES_MAX || rc_info(why)->class == RC_CLASS_REFUSED)
		return 0;
	return INT64_C(1000000) << (tries - 1);
}
