/* domain/demo/write.c - made-up people in words: addresses, mail, work, accounts, identifiers. */
#include "domain/demo/people.h"

#include "domain/demo/dice.h"
#include "domain/person/person.h"

#include <string.h>

#define LEN(a) ((int)(sizeof(a) / sizeof((a)[0])))
#define PICK(dice, list) ((list)[die((dice), LEN(list))])
enum { ADULT = 18, WORKING_YEARS = 40 };

static bool is_ma(str country) { return str_eq(country, S("ma")); }
/* A short text in the making: printf would take longer than all the rest. */
struct pen {
	char text[128];
	size_t n;
};

static void pen_text(struct pen *p, str s)
{
	must(s.n <= sizeof p->text - p->n);
	memcpy(p->text + p->n, s.p, s.n);
	p->n += s.n;
}

/* At least `width` digits, with zeros in front. */
static void pen_number(struct pen *p, int64_t v, size_t width)
{
	char digits[24];
	size_t n = 0;

	do
		digits[sizeof digits - ++n] = (char)('0' + v % 10);
	while ((v /= 10) > 0 || n < width);
	pen_text(p, (str){ digits + sizeof digits - n, n });
}

static str pen_done(struct arena *a, const struct pen *p) { return str_copy(a, (str){ p->text, p->n }); }

/* ---- where they live ---- */

static const struct {
	const char *fr, *ar;
} quarters[] = {
	{ "Essalam", "السلام" },   { "Al Amal", "الأمل" },     { "Ennasr", "النصر" },     { "El Wifak", "الوفاق" },
	{ "Al Fath", "الفتح" },	   { "Ennour", "النور" },      { "Al Wahda", "الوحدة" },  { "Riad", "الرياض" },
	{ "Al Qods", "القدس" },	   { "El Kheir", "الخير" },    { "Zaytoune", "الزيتون" }, { "Ouroud", "الورود" },
	{ "Al Massira", "المسيرة" }, { "El Bahja", "البهجة" }, { "Mimosas", "الميموزا" },  { "Jnane", "الجنان" },
}, streets[] = {
	{ "des Orangers", "البرتقال" }, { "des Amandiers", "اللوز" }, { "du Marché", "السوق" },
	{ "de la Fontaine", "العين" },	{ "des Potiers", "الفخارين" }, { "des Figuiers", "التين" },
	{ "du Puits", "البئر" },	{ "des Écoles", "المدارس" },   { "de la Gare", "المحطة" },
	{ "des Tisserands", "النساجين" }, { "du Port", "الميناء" },     { "des Cèdres", "الأرز" },
}, hamlets[] = {
	{ "Ait Izourane", "آيت إزوران" }, { "Oulad Merzag", "أولاد مرزاق" }, { "Tamazirt", "تامزيرت" },
	{ "Ighil Oufella", "إغيل أوفلا" }, { "Beni Tarmal", "بني ترمال" },  { "El Karma", "الكرمة" },
	{ "Sidi Zerdoum", "سيدي زردوم" },  { "Dar El Hajra", "دار الحجرة" }, { "Tighremt", "تيغرمت" },
	{ "Oulad Sarmil", "أولاد سرميل" },
};

static void hamlet(struct pen *p, uint64_t *dice, bool in_arabic)
{
	int h = die(dice, LEN(hamlets));

	pen_text(p, in_arabic ? S("دوار ") : S("Douar "));
	pen_text(p, str_of(in_arabic ? hamlets[h].ar : hamlets[h].fr));
}

static void street(struct pen *p, uint64_t *dice, int number, bool in_arabic)
{
	int s = die(dice, LEN(streets));

	pen_number(p, number, 1);
	pen_text(p, in_arabic ? S("، زنقة ") : S(", rue "));
	pen_text(p, str_of(in_arabic ? streets[s].ar : streets[s].fr));
}

static void quarter(struct pen *p, uint64_t *dice, int number, bool in_arabic)
{
	bool old = chance(dice, 50);
	int q = die(dice, LEN(quarters));

	pen_text(p, in_arabic ? (old ? S("حي ") : S("تجزئة ")) : (old ? S("Hay ") : S("Lot. ")));
	pen_text(p, str_of(in_arabic ? quarters[q].ar : quarters[q].fr));
	pen_text(p, in_arabic ? S("، رقم ") : S(", n° "));
	pen_number(p, number, 1);
}

static str address(struct arena *a, const struct demo_world *w, const struct demo_person *p, bool in_arabic)
{
	uint64_t dice = p->home;
	int number = 1 + die(&dice, 180);
	struct pen pen = { .n = 0 };

	if (!w->communes[p->commune].urban)
		hamlet(&pen, &dice, in_arabic);
	else if (chance(&dice, 33))
		street(&pen, &dice, number, in_arabic);
	else
		quarter(&pen, &dice, number, in_arabic);
	return pen_done(a, &pen);
}

/* Names of small letters only, and a number that makes the address the person's own. */
static void pen_letters(struct pen *p, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char small = (char)(s.p[i] | 0x20);
		if ('a' <= small && small <= 'z')
			pen_text(p, (str){ &small, 1 });
	}
}

static str email(struct arena *a, const struct demo_person *p, uint64_t *dice, const struct demo_text *t)
{
	static const char *const domains[] = { "@example.org", "@example.com", "@example.net" };
	struct pen pen = { .n = 0 };

	pen_letters(&pen, t->first_name);
	pen_text(&pen, S("."));
	pen_letters(&pen, t->last_name);
	pen_number(&pen, p->nth, 1);
	pen_text(&pen, str_of(PICK(dice, domains)));
	return pen_done(a, &pen);
}

/* ---- what they do ---- */

/* The classes of AMO-TNS: law/ma/AMO_TNS.yaml. */
static const struct {
	const char *profession, *classes[4];
	int n;
} own_work[] = {
	{ "FARMER", { "FARM-1", "FARM-2", "FARM-3" }, 3 },
	{ "TRADER", { "CPU", "RNS", "RNR-LOW", "RNR-HIGH" }, 4 },
	{ "ARTISAN", { "CPU", "RNS", "RNR-LOW" }, 3 },
	{ "TAXI", { "FLAT" }, 1 },
	{ "PHYSICIAN", { "GP", "SPECIALIST" }, 2 },
	{ "AUTO-ENTREPRENEUR", { "AE" }, 1 },
	{ "FISHING-BOAT-OWNER", { "BOAT" }, 1 },
};

static bool employs(str scheme)
{
	return str_eq(scheme, S("AMO-SALARIED")) || str_eq(scheme, S("CNAS-SALARIED"));
}

static bool monthly(str scheme) { return str_eq(scheme, S("AMO-TNS")) || str_eq(scheme, S("AMO-ACHAMIL")); }

static void work(struct arena *a, const struct demo_person *p, uint64_t *dice, struct demo_text *t)
{
	static const char *const employed[] = { "CLERK",   "WORKER", "TEACHER",	   "NURSE",
						"DRIVER",  "MASON",  "TECHNICIAN", "COOK",
						"CASHIER", "GUARD",  "ENGINEER",   "ACCOUNTANT" };
	int years = p->age - ADULT < WORKING_YEARS ? p->age - ADULT : WORKING_YEARS;
	int days = 31 + die(dice, 30 + 365 * years);
	bool tns = str_eq(t->scheme, S("AMO-TNS"));

	if (monthly(t->scheme)) /* so that all their months can be written down */
		days = 31 + days % 240;

	t->from_day = (date){ DEMO_DAY.days - days };
	if (employs(t->scheme))
		t->profession = str_of(PICK(dice, employed));
	if (tns || str_eq(t->scheme, S("CASNOS"))) {
		int i = die(dice, LEN(own_work));
		t->profession = str_of(own_work[i].profession);
		t->income_class = tns ? str_of(own_work[i].classes[die(dice, own_work[i].n)]) : S("");
		t->activity_start = date_text(a, (date){ t->from_day.days - die(dice, 900) });
	}
}

/* Bank 999: there is none, so that nobody is ever paid by mistake. */
static str account(struct arena *a, str country, uint64_t *dice)
{
	struct pen pen = { .n = 0 };

	pen_text(&pen, S("999"));
	if (is_ma(country)) {
		pen_number(&pen, die(dice, 900), 3);
		pen_number(&pen, dice_below(dice, 1000000), 6);
	} else {
		pen_number(&pen, die(dice, 90000), 5);
	}
	pen_number(&pen, dice_below(dice, INT64_C(10000000000)), 10);
	pen_text(&pen, S("00"));
	rib_seal(country, pen.text);
	return pen_done(a, &pen);
}

/* birth.h's text of a date that is known to be one. */
static str born(struct arena *a, int32_t ymd)
{
	struct pen pen = { .n = 0 };

	pen_number(&pen, ymd / 10000, 4);
	pen_text(&pen, S("-"));
	pen_number(&pen, ymd / 100 % 100, 2);
	pen_text(&pen, S("-"));
	pen_number(&pen, ymd % 100, 2);
	return pen_done(a, &pen);
}

/* ---- the person ---- */

static str spelled(const struct demo_name *n, uint64_t *dice)
{
	return demo_spelling(n, chance(dice, 80) ? 0 : die(dice, demo_spellings(n)));
}

struct demo_text demo_write(struct arena *a, const struct demo_world *w, const struct demo_person *p)
{
	const struct demo_name *last = &demo_last_names().list[p->last];
	const struct demo_name *first = &demo_first_names(p->woman).list[p->first];
	/* one family writes its name one way */
	uint64_t dice = p->who, house = dice_mix((uint64_t)p->family) ^ (uint64_t)p->last;
	int n;
	bool french = chance(&dice, 28);
	struct demo_text t = {
		.last_name = spelled(last, &house),
		.first_name = spelled(first, &dice),
		.last_name_ar = str_of(last->arabic),
		.first_name_ar = str_of(first->arabic),
		.born = born(a, p->birth_ymd),
		.sex = p->woman ? S("F") : S("M"),
		.language = french	       ? S("fr")
			    : chance(&dice, 1) ? S("en")
					       : S("ar"),
		.address = address(a, w, p, !french && (p->home >> 40) % 4 == 0),
		.scheme = p->scheme >= 0 ? demo_schemes(w->country, &n)[p->scheme] : S(""),
	};

	if (p->age >= ADULT && p->age < 65 && chance(&dice, 30))
		t.email = email(a, p, &dice, &t);
	if (t.scheme.n > 0) {
		work(a, p, &dice, &t);
		if (chance(&dice, 55))
			t.rib = account(a, w->country, &dice);
	}
	return t;
}

static date first_of_month(date d)
{
	int y, m, day;
	date first;

	date_split(d, &y, &m, &day);
	must(rc_ok(date_make(y, m, 1, &first)));
	return first;
}

/* Most pay in time; some have stopped, some pay late, some never began. */
void demo_contributions(const struct demo_person *p, const struct demo_text *t, date today,
			struct demo_money *ret)
{
	uint64_t dice = dice_mix(p->who ^ 0x5EED);
	int kind = die(&dice, 100), late = die(&dice, 12), stop = 1 + die(&dice, 6);
	date month = first_of_month(t->from_day), now = first_of_month(today);

	*ret = (struct demo_money){ .amount = 10000 + 100 * (int64_t)die(&dice, 300) };
	if (!monthly(t->scheme) || kind >= 97)
		return;
	for (; month.days < now.days && ret->n < DEMO_MONTHS_MAX; month = date_add_months(month, 1)) {
		bool over = kind >= 82 && date_add_months(month, stop).days >= now.days;
		struct demo_month *x = &ret->month[ret->n++];
		x->month = month;
		x->paid = (date){ month.days + (kind >= 75 && ret->n % 12 == late ? 40 : 18) };
		if (over || x->paid.days > today.days) {
			x->paid = DATE_NEVER;
			return;
		}
	}
}

str demo_score(struct arena *a, const struct demo_person *p, const struct demo_text *t)
{
	uint64_t dice = dice_mix(p->who ^ 0x5C07E);
	bool poor = str_eq(t->scheme, S("AMO-TADAMON"));

	if (!poor && !str_eq(t->scheme, S("AMO-ACHAMIL")))
		return S("");
	/* a few of each are on the other side of what the law says */
	int whole = poor != chance(&dice, 3) ? 5 + die(&dice, 4) : 10 + die(&dice, 6);
	return str_printf(a, "%d.%07d", whole, die(&dice, 10000000));
}

date demo_married(const struct demo_person *x, const struct demo_person *y)
{
	int age = x->age < y->age ? x->age : y->age, years = age > ADULT ? (age - ADULT) * 2 / 3 : 0;

	return (date){ DEMO_DAY.days - years * 365 - 30 };
}

void demo_respell(const struct demo_person *p, struct demo_text *t)
{
	const struct demo_name *last = &demo_last_names().list[p->last];
	const struct demo_name *first = &demo_first_names(p->woman).list[p->first];
	str other = demo_spelling(last, demo_spellings(last) - 1);

	t->last_name = str_eq(t->last_name, other) ? demo_spelling(last, 0) : other;
	other = demo_spelling(first, demo_spellings(first) - 1);
	t->first_name = str_eq(t->first_name, other) ? demo_spelling(first, 0) : other;
}

/* ---- identifiers ----
 *
 * Morocco: two letters and seven digits, one more than a card has. Algeria: 18 digits that begin with 9. An
 * office hands out numbers from a range for each DAY people or so, as they come: tables that are filled in
 * the order of the value find the people of one day together. Deliveries: letters that begin with Z, or a
 * first digit of 8. */

static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXY";
enum { LETTERS = sizeof letters - 1, DAY = 1000, RANGE_MA = 50000, RANGE_DZ = 1000000000, SEVEN = 10000000 };
#define PAIRS ((int64_t)LETTERS * LETTERS)
/* Without a common divisor with ten and with LETTERS: multiplied by it, no two rests are the same. */
#define SCATTER INT64_C(6180341)
#define FIRST_DZ INT64_C(900000000000000000)
#define DELIVERED_DZ INT64_C(800000000000000000)

bool demo_identified(str country, const struct demo_person *p) { return !is_ma(country) || p->age >= ADULT; }
str demo_id_kind(str country) { return is_ma(country) ? S("CNIE") : S("NIN"); }

int64_t demo_id_number(str country, int64_t k)
{
	int64_t range = is_ma(country) ? RANGE_MA : RANGE_DZ;
	int64_t number = k / DAY * range + k % DAY * SCATTER % range;

	must(0 <= k && number < (is_ma(country) ? PAIRS * SEVEN : FIRST_DZ / 9));
	return is_ma(country) ? number : FIRST_DZ + number;
}

int64_t demo_id_delivered(str country, int64_t seed, int64_t k)
{
	int64_t below = is_ma(country) ? LETTERS * (int64_t)SEVEN : 100 * (int64_t)RANGE_DZ;
	int64_t begin = (int64_t)(dice_mix((uint64_t)seed + 1) % (uint64_t)below);

	must(0 <= k && k < LETTERS * (int64_t)SEVEN);
	int64_t rest = (begin + k * SCATTER) % below;
	return is_ma(country) ? PAIRS * SEVEN + rest : DELIVERED_DZ + rest;
}

str demo_id_text(struct arena *a, str country, int64_t number)
{
	struct pen pen = { .n = 0 };
	int64_t block = number / SEVEN;

	if (is_ma(country)) {
		pen_text(&pen, block < PAIRS ? (str){ &letters[block / LETTERS], 1 } : S("Z"));
		pen_text(&pen, (str){ &letters[block % LETTERS], 1 });
		number %= SEVEN;
	}
	pen_number(&pen, number, 7);
	return pen_done(a, &pen);
}
