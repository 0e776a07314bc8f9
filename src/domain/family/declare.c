/* domain/family/declare.c - what can't be. */
#include "domain/family/declare.h"

#include "base/utf8.h"

static bool plain(str s, size_t max)
{
	uint32_t c;

	if (s.n > max || (s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ')))
		return false;
	while (utf8_next(&s, &c))
		if (c < ' ' || (0x7F <= c && c < 0xA0) || (0x202A <= c && c <= 0x202E) ||
		    (0x2066 <= c && c <= 0x2069))
			return false;
	return s.n == 0;
}

static bool names_good(const struct relative *r)
{
	bool latin = r->last_name.n > 0 && r->first_name.n > 0,
	     arabic = r->last_name_ar.n > 0 && r->first_name_ar.n > 0;

	return plain(r->last_name, RELATIVE_NAME_MAX) && plain(r->first_name, RELATIVE_NAME_MAX) &&
	       plain(r->last_name_ar, RELATIVE_NAME_MAX) && plain(r->first_name_ar, RELATIVE_NAME_MAX) &&
	       (latin || arabic);
}

static bool identifier_good(const struct relative *r)
{
	char to[RELATIVE_ID_MAX + 1];

	if (r->id_kind.n == 0 && r->id_value.n == 0)
		return true;
	return plain(r->id_kind, RELATIVE_ID_KIND_MAX) && plain(r->id_value, RELATIVE_ID_TYPED_MAX) &&
	       identifier_plain(r->id_kind, to, RELATIVE_ID_KIND_MAX) > 0 &&
	       identifier_plain(r->id_value, to, RELATIVE_ID_MAX) > 0;
}

static bool proof_good(const struct relative *r)
{
	return !r->proves || (r->role != ROLE_SPOUSE && r->proof.from.days < r->proof.until.days);
}

static bool court_good(const struct relative *r)
{
	if (r->role != ROLE_WARD)
		return r->court_reference.n == 0;
	return r->court_reference.n > 0 && plain(r->court_reference, COURT_REFERENCE_MAX) &&
	       r->court_until.days > r->from.days;
}

str relative_wrong(const struct relative *r, date today)
{
	struct birth born;

	if (!names_good(r))
		return S("name");
	if (!rc_ok(birth_parse(r->born, &born)) || birth_after(born, today))
		return S("born");
	if (!str_eq(r->sex, S("F")) && !str_eq(r->sex, S("M")))
		return S("sex");
	if (!identifier_good(r))
		return S("identifier");
	/* a presumed birth may have been any day of its year */
	struct birth first = birth_presumed(born) ? (struct birth){ born.year, 1, 1 } : born;
	if (r->from.days > today.days || r->from.days < birthday(first, 0).days)
		return S("from");
	if (!proof_good(r))
		return S("proof");
	return court_good(r) ? S("") : S("court");
}

bool family_end_reason_good(enum family_role role, str reason)
{
	return (str_eq(reason, S("DIVORCE")) && role == ROLE_SPOUSE) || str_eq(reason, S("DEATH")) ||
	       str_eq(reason, S("MISTAKE")) || str_eq(reason, S("OTHER"));
}
