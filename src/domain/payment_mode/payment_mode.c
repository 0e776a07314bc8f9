/* domain/payment_mode/payment_mode.c - which ways to pay there are, for whom, and whose account it is. */
#include "domain/payment_mode/payment_mode.h"

#include "base/name.h"
#include "base/utf8.h"

static const char *const kinds[PAYMENT_KINDS] = { "DIRECT_DEBIT", "TRANSFER", "CARD", "CASH_POINT" };

str payment_kind_name(enum payment_kind k)
{
	must(k < PAYMENT_KINDS);
	return str_of(kinds[k]);
}

bool payment_kind_parse(str name, enum payment_kind *ret)
{
	for (enum payment_kind k = 0; k < PAYMENT_KINDS; k++)
		if (str_eq(name, payment_kind_name(k))) {
			*ret = k;
			return true;
		}
	return false;
}

#define BIT(kind) (1U << PAY_##kind)
#define ALL (BIT(DIRECT_DEBIT) | BIT(TRANSFER) | BIT(CARD) | BIT(CASH_POINT))
/* S() is not a constant expression. */
#define TEXT(lit) \
	{ \
		"" lit, sizeof(lit) - 1 \
	}

/* law: facts.md, section in brackets. What isn't listed was not seen: AMO-PENSION, AMO-STUDENT, CASNOS,
 * CNAS-PENSION. */
static const struct payment_rule rules[] = {
	/* [2.2] cnss.ma: card, proximity points, direct debit */
	{ TEXT("AMO-TNS"), BIT(CARD) | BIT(CASH_POINT) | BIT(DIRECT_DEBIT), 0, TEXT("TNS") },
	/* [2.2] paid with the tax */
	{ TEXT("AMO-AE"), 0, 0, TEXT("TAX") },
	/* [2.3] law 60.22, decree 2.23.690: due the 1st of the month, by direct debit only */
	{ TEXT("AMO-ACHAMIL"), BIT(DIRECT_DEBIT), 1, TEXT("ACHAMIL") },
	/* [2.3] the State pays */
	{ TEXT("AMO-TADAMON"), 0, 0, TEXT("STATE") },
	/* [2.1] [5.3.6] the employer declares and pays */
	{ TEXT("AMO-SALARIED"), 0, 0, TEXT("EMPLOYER") },
	/* [2.5] the employer pays */
	{ TEXT("CNAS-SALARIED"), 0, 0, TEXT("EMPLOYER") },
	/* [5.3.2] paid by card (Visa, BDL) at the rate of the day */
	{ TEXT("DIASPORA"), BIT(CARD), 0, TEXT("DIASPORA") },
	/* [5.3.1] without income: nothing is paid */
	{ TEXT("DESTITUTE"), 0, 0, TEXT("STATE") },
};

struct payment_rule payment_rule_of(str scheme)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
		if (str_eq(rules[i].scheme, scheme))
			return rules[i];
	return (struct payment_rule){ .scheme = scheme, .kinds = ALL, .word = S("UNCONFIRMED") };
}

void payment_offer_add(struct payment_offer *o, const struct payment_rule *r)
{
	o->kinds |= r->kinds;
	if (r->day != 0)
		o->day = r->day;
}

/* ---- whose account ---- */

/* Marks that turn text around: what is signed must read as it is. */
static bool turns(uint32_t c)
{
	return c == 0x61C || (0x200E <= c && c <= 0x200F) || (0x202A <= c && c <= 0x202E) ||
	       (0x2066 <= c && c <= 0x2069);
}

bool payment_holder_good(str holder)
{
	char normal[NAME_NORMAL_MAX];
	str rest = holder;
	uint32_t c;

	while (utf8_next(&rest, &c))
		if (c < ' ' || (0x7F <= c && c < 0xA0) || turns(c))
			return false;
	return rest.n == 0 && holder.n <= HOLDER_MAX && name_normal_into(normal, holder) > 0;
}

static bool alike(struct arena *a, str holder, str one, str two)
{
	return one.n > 0 && two.n > 0 &&
	       name_similar(holder, str_printf(a, "%.*s %.*s", STR_ARG(one), STR_ARG(two))) != NAME_DIFFERENT;
}

bool payment_holder_differs(struct arena *a, str holder, const struct payment_names *p)
{
	return !alike(a, holder, p->last_name, p->first_name) &&
	       !alike(a, holder, p->first_name, p->last_name) &&
	       !alike(a, holder, p->last_name_ar, p->first_name_ar) &&
	       !alike(a, holder, p->first_name_ar, p->last_name_ar);
}
