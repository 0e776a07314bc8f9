/* domain/feed/body.c - what a body's code looks like. */
#include "domain/feed/body.h"

bool body_code_is_good(str code)
{
	if (code.n == 0 || code.n > BODY_CODE_MAX)
		return false;
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i];
		bool letter = 'A' <= c && c <= 'Z', other = ('0' <= c && c <= '9') || c == '_' || c == '-';
		if (!letter && (!other || i == 0))
			return false;
	}
	return true;
}
