#include "domain/fund/fund.h"
#include "domain/person/number.h"
#include "testing/t.h"

#define MA S("ma")
#define DZ S("dz")

/* Keys worked out with python-stdnum (stdnum.iso7064.mod_11_10), see tests/outside/number.py. */
T(number_known)
{
	t_int(number_make(MA, 10000000), 100000008);
	t_int(number_make(MA, 12345678), 123456788);
	t_int(number_make(MA, 79462134), 794621345);
	t_int(number_make(DZ, INT64_C(10000000000)), INT64_C(100000000009));
}

T(number_is_of_its_country)
{
	int64_t ma = number_make(MA, 12345678);

	t_ok(number_valid(MA, ma) && !number_valid(DZ, ma) && !number_valid(S("tn"), ma));
	t_int(number_digits(S("tn")), 0);
	t_ok(!number_valid(MA, 0) && !number_valid(MA, -1) && !number_valid(MA, 12345678));
	t_dies(number_make(MA, 9999999));
	t_dies(number_make(MA, 100000000));
	t_dies(number_make(S("tn"), 1));
}

/* The fund hands out exactly the running numbers that a registration number can hold. */
T(number_range_is_the_funds)
{
	str countries[] = { MA, DZ };

	for (int i = 0; i < 2; i++) {
		int64_t first, last;
		t_need(fund_numbers(countries[i], &first, &last));
		t_ok(number_valid(countries[i], number_make(countries[i], first)));
		t_ok(number_valid(countries[i], number_make(countries[i], last)));
		t_dies(number_make(countries[i], first - 1));
		t_dies(number_make(countries[i], last + 1));
	}
}

/* One wrong digit is always found. */
T(number_finds_a_wrong_digit)
{
	t_seeds (500) {
		str country = t_between(0, 1) ? MA : DZ;
		int64_t first, last, number, ten = 1;
		t_need(fund_numbers(country, &first, &last));
		number = number_make(country, t_between(first, last));
		for (int i = 0; i < number_digits(country); i++, ten *= 10)
			for (int d = 0; d < 10; d++) {
				int64_t other = number - number / ten % 10 * ten + d * ten;
				t_ok(number_valid(country, other) == (other == number));
			}
	}
}

T(number_text_and_back)
{
	int64_t back = 0;

	t_str(number_text(a, MA, 123456788), "123 456 788");
	t_str(number_text(a, DZ, INT64_C(100000000009)), "100 000 000 009");
	t_ok(number_parse(MA, S("123-456.788"), &back) && back == 123456788);
	t_ok(number_parse(MA,
			  S(" 123\xC2\xA0"
			    "456\xE2\x80\xAF"
			    "788 "),
			  &back) &&
	     back == 123456788);
	t_ok(number_parse(MA, S("١٢٣٤٥٦٧٨٨"), &back) && back == 123456788);
	back = 5;
	t_ok(!number_parse(MA, S("123456787"), &back) && !number_parse(MA, S("0123456788"), &back));
	t_ok(!number_parse(MA, S("12345678x"), &back) && !number_parse(MA, S(""), &back));
	t_ok(!number_parse(MA, S("123456788\xFF"), &back) &&
	     !number_parse(MA, S("123456788123456788123456788"), &back));
	t_int(back, 5);
	t_seeds (500) {
		str country = t_between(0, 1) ? MA : DZ;
		int64_t first, last;
		t_need(fund_numbers(country, &first, &last));
		int64_t number = number_make(country, t_between(first, last));
		t_ok(number_parse(country, number_text(a, country, number), &back) && back == number);
	}
}
