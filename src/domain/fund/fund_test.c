#include "domain/fund/fund.h"
#include "testing/t.h"

T(fund_numbers_of_a_country)
{
	int64_t first, last;

	t_need(fund_numbers(S("ma"), &first, &last));
	t_int(first, 10000000);
	t_int(last, 99999999);
	t_need(fund_numbers(S("dz"), &first, &last));
	t_int(first, INT64_C(10000000000));
	t_int(last, INT64_C(99999999999));
	t_rc(fund_numbers(S("tn"), &first, &last), FUND_COUNTRY);
	t_rc(fund_numbers(S(""), &first, &last), FUND_COUNTRY);
}

T(fund_job_is_tried_again_later_and_later)
{
	rc down = { E_DB_DOWN }, race = { E_DB_CONFLICT }, refused = { E_DB_NONE };

	t_int(job_wait_us(1, down), 1000000);
	t_int(job_wait_us(2, race), 2000000);
	t_int(job_wait_us(JOB_TRIES_MAX - 1, down), INT64_C(64000000));
	t_int(job_wait_us(JOB_TRIES_MAX, down), 0);
	t_int(job_wait_us(1, refused), 0);
	t_dies(job_wait_us(1, OK));
}
