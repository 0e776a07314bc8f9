/* domain/receipt/receipt.c - references of receipts. */
#include "domain/receipt/receipt.h"

#include "domain/request/request.h"

int64_t receipt_reference_make(uint64_t random) { return request_reference_make(random); }

str receipt_reference_text(struct arena *a, int64_t reference)
{
	return str_printf(a, "A%04lld-%04lld-%03lld", (long long)(reference / 10000000),
			  (long long)(reference / 1000 % 10000), (long long)(reference % 1000));
}

bool receipt_reference_parse(str text, int64_t *ret)
{
	if (!str_skip(&text, S("A")))
		(void)str_skip(&text, S("a"));
	return request_reference_parse(text, ret);
}
