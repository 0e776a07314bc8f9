/* base/decimal.h - numbers with a fraction, exact: rates, thresholds, multiples. No floating point.
 *
 * A number is units / 10^scale. It keeps the scale that it was written with, so that 6.40 is printed as 6.40,
 * and compares by what it is worth. Sums and products are exact; what would need more digits than there are
 * is E_DECIMAL_RANGE, never rounded on the quiet. Only where a rounding is named is anything dropped.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/rc.h"
#include "base/str.h"

__extension__ typedef __int128 wide; /* products of two int64; GCC and Clang */

typedef struct decimal {
	int64_t units; /* -DECIMAL_MAX .. DECIMAL_MAX */
	int scale;     /* 0 .. DECIMAL_SCALE_MAX */
} decimal;

enum { DECIMAL_SCALE_MAX = 18 };
#define DECIMAL_MAX INT64_C(999999999999999999) /* 18 digits */

/* How to drop a fraction. Each rule of law names one. UP is away from zero, as HALF_UP is in the middle. */
enum rounding { ROUND_DOWN, ROUND_UP, ROUND_HALF_UP, ROUND_HALF_EVEN };

/* DOWN, UP, HALF_UP, HALF_EVEN; and back, false when it is none of them. */
str rounding_name(enum rounding how);
bool rounding_parse(str name, enum rounding *ret);
/* num / den as a whole number; den > 0, below 2^126. */
wide rounded_quotient(wide num, wide den, enum rounding how);

/* "6.40", "-0.05", "12": digits, a point, digits; no sign but -, no exponent, no zero too many in front.
 * E_DECIMAL_TEXT, also of more than 18 digits. */
rc decimal_parse(str text, decimal *ret) MUST_USE;
/* The inverse. */
str decimal_text(struct arena *a, decimal d);

/* < 0, 0, > 0: by what they are worth; 6.4 and 6.40 are equal. */
int decimal_compare(decimal x, decimal y);
/* Exact, or E_DECIMAL_RANGE; so is the product. */
rc decimal_add(decimal x, decimal y, decimal *ret) MUST_USE;
rc decimal_times(decimal x, decimal y, decimal *ret) MUST_USE;
/* x / y with `scale` digits behind the point; y isn't 0. E_DECIMAL_RANGE */
rc decimal_ratio(decimal x, decimal y, int scale, enum rounding how, decimal *ret) MUST_USE;
/* To a multiple of `unit`, such as 0.01, 1, 0.05 or 100; unit > 0. E_DECIMAL_RANGE */
rc decimal_round(decimal x, decimal unit, enum rounding how, decimal *ret) MUST_USE;
/* The same when it is a whole number: 12, 12.00. False otherwise. */
bool decimal_whole(decimal d, int64_t *ret);

#endif
