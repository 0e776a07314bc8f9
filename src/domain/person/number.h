/* domain/person/number.h - registration numbers of the fund: a running number and a check digit.
 *
 * Morocco: 9 digits, Algeria: 12 (design/facts.md 1.1, 1.2). The length is known, the official key is not:
 * the last digit is therefore our own, ISO/IEC 7064 MOD 11,10, which finds every wrong digit and most swapped
 * neighbours. A number is an int64_t: the running number (fund_take_numbers()) times ten plus the check
 * digit.
 */
#ifndef DOMAIN_PERSON_NUMBER_H
#define DOMAIN_PERSON_NUMBER_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"

/* Digits of a number with its check digit; 0 for a country that isn't known. */
int number_digits(str country);
/* `running` has one digit less than the number. */
int64_t number_make(str country, int64_t running);
/* ISO/IEC 7064 MOD 11,10 over `n` digits, zeros in front among them. */
int number_check_digit(int64_t running, int n);
/* Right length and right check digit. */
bool number_valid(str country, int64_t number);
/* In groups of three, as people read it: "100 000 017". */
str number_text(struct arena *a, str country, int64_t number);
/* What a person types: digits, with spaces (also no-break ones), dashes and dots between them; Arabic digits
 * too. False when it isn't a valid number; *ret is then untouched. */
bool number_parse(str country, str text, int64_t *ret);
/* The same reading for other numbers that people type: exactly `digits` of them (at most 18), nothing is checked. */
bool number_digits_parse(str text, int digits, int64_t *ret);

#endif
