/* domain/demo/people.c - drawing families and what their members have. */
#include "domain/demo/people.h"

#include "domain/demo/dice.h"

#include "base/name.h"

#define LEN(a) ((int)(sizeof(a) / sizeof((a)[0])))
enum { ADULT = 18, OLDEST = 95, YEARS_4 = 1461, COUNTRY_MA = 212, COUNTRY_DZ = 213 };

/* A place in a list whose beginning is commoner than its end. */
static int common(uint64_t *dice, int n)
{
	int64_t u = die(dice, 1 << 15);

	return (int)(n * u * u >> 30);
}

/* ---- where ---- */

/* Towns get many times what the country gets, and among both some are larger: by their code, so that it stays
 * so. */
void demo_weigh(struct demo_commune *communes, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++) {
		uint64_t dice = 0;
		for (size_t j = 0; j < communes[i].code.n; j++)
			dice = dice_mix(dice ^ (unsigned char)communes[i].code.p[j]);
		int size = 4 + die(&dice, 12);
		sum += communes[i].urban ? size * size : size;
		communes[i].until = sum;
	}
}

static int commune_at(const struct demo_world *w, uint64_t *dice)
{
	int64_t at = dice_below(dice, w->communes[w->communes_n - 1].until);
	int lo = 0, hi = w->communes_n - 1;

	while (lo < hi) {
		int mid = (lo + hi) / 2;
		if (w->communes[mid].until > at)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

int64_t demo_world_mark(const struct demo_world *w)
{
	uint64_t h = dice_mix((uint64_t)w->schemes + 1);

	for (int i = 0; i < w->communes_n; i++)
		h = dice_mix(dice_mix(h ^ (uint64_t)w->communes[i].territory_id) ^
			     (uint64_t)w->communes[i].until);
	return (int64_t)(h >> 1);
}

/* ---- work ---- */

enum { MA_SALARIED, MA_TNS, MA_STUDENT, MA_TADAMON, MA_ACHAMIL, MA_PENSION, MA_N };
enum { DZ_SALARIED, DZ_CASNOS, DZ_DESTITUTE, DZ_PENSION, DZ_N };

/* Of a thousand men and a thousand women of an age, so many are members; the others are nobody's. */
static const struct share {
	int8_t scheme, from, until; /* ages; the last one isn't meant */
	int16_t men, women;
} shares_ma[] = { { MA_STUDENT, 18, 25, 330, 360 },  { MA_SALARIED, 18, 25, 150, 100 },
		  { MA_TNS, 18, 25, 40, 10 },	     { MA_TADAMON, 18, 25, 100, 120 },
		  { MA_SALARIED, 25, 60, 420, 230 }, { MA_TNS, 25, 60, 230, 60 },
		  { MA_TADAMON, 25, 60, 190, 280 },  { MA_ACHAMIL, 25, 60, 50, 60 },
		  { MA_PENSION, 60, 99, 560, 330 },  { MA_TNS, 60, 99, 60, 10 },
		  { MA_TADAMON, 60, 99, 250, 330 } },
  shares_dz[] = { { DZ_SALARIED, 18, 25, 150, 90 },   { DZ_CASNOS, 18, 25, 30, 10 },
		  { DZ_DESTITUTE, 18, 25, 120, 140 }, { DZ_SALARIED, 25, 60, 450, 260 },
		  { DZ_CASNOS, 25, 60, 220, 70 },     { DZ_DESTITUTE, 25, 60, 130, 220 },
		  { DZ_PENSION, 60, 99, 640, 400 },   { DZ_CASNOS, 60, 99, 50, 10 },
		  { DZ_DESTITUTE, 60, 99, 160, 260 } };

static bool is_ma(str country) { return str_eq(country, S("ma")); }

const str *demo_schemes(str country, int *ret_n)
{
	static const str ma[MA_N] = { { "AMO-SALARIED", 12 }, { "AMO-TNS", 7 },	     { "AMO-STUDENT", 11 },
				      { "AMO-TADAMON", 11 },  { "AMO-ACHAMIL", 11 }, { "AMO-PENSION", 11 } };
	static const str dz[DZ_N] = {
		{ "CNAS-SALARIED", 13 }, { "CASNOS", 6 }, { "DESTITUTE", 9 }, { "CNAS-PENSION", 12 }
	};

	*ret_n = is_ma(country) ? MA_N : DZ_N;
	return is_ma(country) ? ma : dz;
}

static int scheme_of(const struct demo_world *w, uint64_t *dice, int age, bool woman)
{
	bool ma = is_ma(w->country);
	const struct share *s = ma ? shares_ma : shares_dz;
	int at = die(dice, 1000);

	for (int i = 0; i < (ma ? LEN(shares_ma) : LEN(shares_dz)); i++) {
		if (age < s[i].from || age >= s[i].until)
			continue;
		at -= woman ? s[i].women : s[i].men;
		if (at < 0)
			return (w->schemes >> s[i].scheme & 1) != 0 ? s[i].scheme : -1;
	}
	return -1;
}

/* ---- a family ---- */

static int64_t phone_of(const struct demo_world *w, uint64_t *dice)
{
	bool ma = is_ma(w->country);
	int64_t first = ma ? 6 + die(dice, 2) : 5 + die(dice, 3);

	return ((ma ? COUNTRY_MA : COUNTRY_DZ) * INT64_C(10) + first) * 100000000 +
	       dice_below(dice, 100000000);
}

/* Born so many days before DEMO_DAY. Of those who are old now, the day of some was never written down. */
static void born(struct demo_person *p, uint64_t *dice, int days)
{
	int y, m, d;

	date_split((date){ DEMO_DAY.days - days }, &y, &m, &d);
	p->age = (int16_t)(days * 4 / YEARS_4);
	bool presumed = (y < 1950 && chance(dice, 15)) || (y < 1968 && chance(dice, 3));
	p->birth_ymd = presumed ? y * 10000 : y * 10000 + m * 100 + d;
}

static struct demo_person *member(struct demo_stream *s, const struct demo_person *family, uint64_t *dice,
				  bool woman, int days)
{
	const struct demo_world *w = s->world;
	struct demo_person *p = &s->member[s->members++];

	must(s->members <= DEMO_FAMILY_MAX);
	*p = *family;
	p->woman = woman;
	born(p, dice, days);
	p->last = (int16_t)common(dice, demo_last_names().n);
	p->first = (int16_t)common(dice, demo_first_names(woman).n);
	p->scheme = (int8_t)scheme_of(w, dice, p->age, woman);
	p->phone = p->age >= ADULT && chance(dice, p->age < 70 ? 92 : 60) ? phone_of(w, dice) : 0;
	p->who = dice_draw(dice);
	return p;
}

static int days_of(uint64_t *dice, int years) { return years * YEARS_4 / 4 + 1 + die(dice, 365); }

/* How old the one is who is asked first; of a hundred families. */
static int head_age(uint64_t *dice)
{
	static const int8_t share[] = {
		3, 9, 13, 13, 12, 11, 10, 8, 7, 5, 4, 2, 2, 1
	}; /* 20..24, 25..29, ... 85..89 */
	int at = die(dice, 100), band = 0;

	while (at >= share[band])
		at -= share[band++];
	/* a few of the oldest are older */
	return 20 + 5 * band + die(dice, band == LEN(share) - 1 ? 10 : 5);
}

/* The children who still live with a mother of that age (in days), the eldest first. */
static void children(struct demo_stream *s, const struct demo_person *family, uint64_t *dice, int mother)
{
	static const int8_t share[] = { 8, 17, 28, 26, 13, 8 }; /* 0..5 children */
	int n = 0, at = die(dice, 100), birth = days_of(dice, 19 + die(dice, 11));

	while (at >= share[n])
		at -= share[n++];
	for (; n > 0 && birth < mother && birth < 45 * YEARS_4 / 4; n--) {
		int days = mother - birth, years = days * 4 / YEARS_4;
		bool woman = chance(dice, 49);
		birth += 450 + die(dice, 1300);
		/* they leave one after the other */
		if (years >= 30 || (years > 19 && chance(dice, 9 * (years - 19))))
			continue;
		struct demo_person *child = member(s, family, dice, woman, days);
		child->last = family->last;
		for (int again = 0; again < 4; again++)
			for (int i = 0; i < s->members - 1; i++)
				if (s->member[i].woman == woman && s->member[i].first == child->first)
					child->first = (int16_t)common(dice, demo_first_names(woman).n);
	}
}

/* A couple, a mother alone, or somebody who lives alone, in shares that depend on the age. */
static void family_make(struct demo_stream *s)
{
	const struct demo_world *w = s->world;
	uint64_t dice = dice_mix(dice_mix((uint64_t)w->seed) ^ (uint64_t)s->families);
	int age = head_age(&dice), kind = die(&dice, 100);
	int couple = age < 25 ? 35 : age < 65 ? 84 : 58, mother = age < 25 ? 38 : age < 65 ? 92 : 85;
	struct demo_person family = { .family = s->families++, .commune = commune_at(w, &dice) };

	family.home = dice_draw(&dice);
	s->members = s->next = 0;
	/* the children have their father's name, also when he isn't there any more */
	family.last = (int16_t)common(&dice, demo_last_names().n);
	if (kind >= mother) {
		member(s, &family, &dice, age > 70 || chance(&dice, 45), days_of(&dice, age));
	} else {
		int woman_days = days_of(&dice, age);
		int man_years = age - 2 + die(&dice, 10);
		man_years = man_years < 19 ? 19 : man_years > OLDEST ? OLDEST : man_years;
		if (kind < couple) {
			struct demo_person *man = member(s, &family, &dice, false, days_of(&dice, man_years));
			man->last = family.last;
			man->parent = true;
		}
		member(s, &family, &dice, true, woman_days)->parent = true;
		children(s, &family, &dice, woman_days);
	}
	s->member[0].head = s->member[0].parent = true;
}

bool demo_family_ends(const struct demo_stream *s) { return s->next == s->members; }

const struct demo_person *demo_next(struct demo_stream *s)
{
	if (s->next == s->members)
		family_make(s);
	struct demo_person *p = &s->member[s->next++];
	p->nth = s->people++;
	return p;
}

struct demo_person demo_moved(const struct demo_world *w, const struct demo_person *p, int64_t times)
{
	struct demo_person moved = *p;
	uint64_t dice = p->home ^ dice_mix((uint64_t)times);

	moved.home = dice_draw(&dice);
	moved.phone = phone_of(w, &dice);
	return moved;
}

/* ---- names ---- */

static str arabic(const struct demo_name *n) { return str_of(n->arabic); }

static int64_t *skeletons(struct arena *a, struct demo_names names)
{
	int64_t *key = arena_array(a, int64_t, (size_t)names.n);

	for (int i = 0; i < names.n; i++)
		key[i] = (int64_t)name_skeleton(arabic(&names.list[i]));
	return key;
}

struct demo_skeletons demo_skeletons(struct arena *a)
{
	return (struct demo_skeletons){ skeletons(a, demo_last_names()),
					skeletons(a, demo_first_names(false)),
					skeletons(a, demo_first_names(true)) };
}
