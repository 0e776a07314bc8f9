/* Made-up people: always the same, plausible, and nobody's identifier is another's. */
#include "domain/demo/people.h"

#include "domain/person/person.h"

#include "base/name.h"

#include "testing/t.h"

static const str countries[] = { { "ma", 2 }, { "dz", 2 } };

static struct demo_world world(struct arena *a, str country, int64_t seed)
{
	enum { COMMUNES = 12 };
	struct demo_commune *c = arena_array(a, struct demo_commune, COMMUNES);

	for (int i = 0; i < COMMUNES; i++)
		c[i] = (struct demo_commune){ 100 + i, str_printf(a, "91.901.01.%02d", i), i < 2, 0 };
	demo_weigh(c, COMMUNES);
	return (struct demo_world){ country, seed, c, COMMUNES, ~0U };
}

static void check_names(struct demo_names names, int least)
{
	t_ok(names.n >= least);
	for (int i = 0; i < names.n; i++) {
		const struct demo_name *n = &names.list[i];
		str ar = str_of(n->arabic);
		t_ok(strlen(n->latin) < 40 && ar.n < 40);
		for (int k = 0; k < demo_spellings(n); k++) {
			str s = demo_spelling(n, k);
			if (name_similar(s, ar) == NAME_DIFFERENT)
				t_fail("%.*s isn't %s", STR_ARG(s), n->arabic);
			for (size_t j = 0; j < s.n; j++)
				t_ok((s.p[j] | 0x20) >= 'a' || s.p[j] == ' ' || s.p[j] == '-');
			for (int m = 0; m < k; m++)
				if (str_eq(s, demo_spelling(n, m)) ||
				    name_similar(s, demo_spelling(n, m)) == NAME_DIFFERENT)
					t_fail("%.*s isn't %.*s", STR_ARG(s), STR_ARG(demo_spelling(n, m)));
		}
		for (int j = 0; j < i; j++)
			if (strcmp(names.list[j].arabic, n->arabic) == 0)
				t_fail("%s twice", n->latin);
	}
}

T(names_agree_in_both_scripts)
{
	check_names(demo_last_names(), 150);
	check_names(demo_first_names(false), 115);
	check_names(demo_first_names(true), 115);
}

T(the_same_people_however_many)
{
	struct demo_world w = world(a, S("ma"), 7), other = world(a, S("ma"), 8);
	struct demo_stream s = { .world = &w }, again = { .world = &w }, different = { .world = &other };
	int differ = 0;

	for (int i = 0; i < 1000; i++)
		(void)demo_next(&s);
	s = (struct demo_stream){ .world = &w };
	for (int i = 0; i < 500; i++) {
		const struct demo_person *p = demo_next(&s), *q = demo_next(&again),
					 *d = demo_next(&different);
		t_ok(memcmp(p, q, sizeof *p) == 0);
		differ += p->who != d->who;
		struct demo_text x = demo_write(a, &w, p), y = demo_write(a, &w, q);
		t_ok(str_eq(x.address, y.address) && str_eq(x.email, y.email) && str_eq(x.rib, y.rib));
	}
	t_int(differ, 500);
	t_ok(demo_world_mark(&w) == demo_world_mark(&other));
	w.communes[3].territory_id++;
	t_ok(demo_world_mark(&w) != demo_world_mark(&other));
}

/* What the product's own eyes say about one of them. */
static void check_person(struct arena *a, const struct demo_world *w, const struct demo_skeletons *k,
			 const struct demo_person *p)
{
	struct demo_text t = demo_write(a, w, p);
	struct birth b;
	int64_t phone, last, first;
	date day;

	t_need(birth_parse(t.born, &b));
	t_ok(!birth_after(b, DEMO_DAY) && birth_number(t.born) == p->birth_ymd);
	t_ok(abs(2025 - b.year - p->age) <= 1 && 0 <= p->age && p->age <= 96);
	person_keys(t.last_name, t.first_name, t.last_name_ar, t.first_name_ar, &last, &first);
	t_ok(last == k->last[p->last] && first == (p->woman ? k->women : k->men)[p->first]);
	t_ok(p->phone == 0 || (rc_ok(phone_parse(w->country, phone_text(a, p->phone), &phone)) &&
			       phone == p->phone && phone_mobile(phone)));
	t_ok(t.email.n == 0 || email_plausible(t.email));
	t_ok(t.rib.n == 0 || rib_valid(w->country, t.rib));
	t_ok(t.address.n > 5 && t.address.n < 80);
	t_ok(p->age >= 18 || (p->scheme < 0 && p->phone == 0 && t.email.n == 0));
	t_ok(t.scheme.n == 0 || t.from_day.days < DEMO_DAY.days);
	t_ok(t.activity_start.n == 0 || rc_ok(date_parse(t.activity_start, &day)));
	struct demo_text r = t;
	demo_respell(p, &r);
	t_ok(name_similar(r.last_name, t.last_name) != NAME_DIFFERENT);
	t_ok(demo_spellings(&demo_first_names(p->woman).list[p->first]) == 1 ||
	     !str_eq(r.first_name, t.first_name));
}

struct census {
	int children, old, women, members, phones, presumed, urban, identified;
};

T(a_plausible_population)
{
	enum { PEOPLE = 20000 };

	for (int c = 0; c < 2; c++) {
		struct demo_world w = world(a, countries[c], 1);
		struct demo_stream s = { .world = &w };
		struct demo_skeletons k = demo_skeletons(a);
		struct census n = { 0 };
		for (int i = 0; i < PEOPLE; i++) {
			const struct demo_person *p = demo_next(&s);
			struct arena tmp;
			arena_init(&tmp, 1 << 16);
			check_person(&tmp, &w, &k, p);
			arena_done(&tmp);
			n.children += p->age < 18;
			n.old += p->age >= 60;
			n.women += p->woman;
			n.members += p->scheme >= 0;
			n.phones += p->phone != 0;
			n.presumed += p->birth_ymd % 10000 == 0;
			n.urban += w.communes[p->commune].urban;
			n.identified += demo_identified(w.country, p);
		}
#define SHARE(x, low, high) t_ok(PEOPLE / 100 * (low) <= (x) && (x) <= PEOPLE / 100 * (high))
		SHARE(n.children, 24, 40);
		SHARE(n.old, 8, 18);
		SHARE(n.women, 47, 54);
		SHARE(n.members, 35, 60);
		SHARE(n.phones, 45, 65);
		SHARE(n.urban, 40, 90);
		t_ok(n.presumed > 20 && n.presumed < PEOPLE / 50);
		t_int(n.identified, c == 0 ? PEOPLE - n.children : PEOPLE);
		t_ok(PEOPLE / s.families >= 2 && PEOPLE / s.families <= 4);
#undef SHARE
	}
}

T(families_belong_together)
{
	struct demo_world w = world(a, S("ma"), 3);
	struct demo_stream s = { .world = &w };
	struct demo_person head = { .family = -1 }, mother = { 0 };
	int shared = 0;

	for (int i = 0; i < 5000; i++) {
		const struct demo_person *p = demo_next(&s);
		t_int(p->nth, i);
		if (p->family != head.family) {
			t_ok(p->head && p->age >= 18);
			head = *p;
		}
		t_ok(p->commune == head.commune && p->home == head.home);
		if (p->woman && (p->head || (p == &s.member[1] && !head.woman)))
			mother = *p;
		if (p->age < 18) {
			t_ok(mother.family == p->family && mother.age - p->age >= 18 &&
			     mother.age - p->age <= 46);
			shared += p->last == head.last;
		}
	}
	t_ok(shared > 1000);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

T(identifiers_are_nobody_elses)
{
	enum { N = 450000 };
	int64_t *v = arena_array(a, int64_t, 2 * N);

	for (int c = 0; c < 2; c++) {
		for (int i = 0; i < N; i++) {
			v[2 * i] = demo_id_number(countries[c], i);
			v[2 * i + 1] = demo_id_delivered(countries[c], 5, i);
		}
		qsort(v, 2 * N, sizeof *v, by_number);
		int same = 0;
		for (int i = 1; i < 2 * N; i++)
			same += v[i] == v[i - 1];
		t_int(same, 0);
		str before = S("");
		for (int i = 0; i < 2 * N; i += 9973) {
			str t = demo_id_text(a, countries[c], v[i]);
			t_int((int64_t)t.n, c == 0 ? 9 : 18);
			t_ok(before.n == 0 || memcmp(before.p, t.p, t.n) < 0);
			before = t;
		}
	}
	/* the last number of the country */
	t_str(demo_id_text(a, S("ma"), demo_id_number(S("ma"), 0)), "AA0000000");
	t_int((int64_t)demo_id_text(a, S("ma"), demo_id_number(S("ma"), 89999999)).n, 9);
	t_int((int64_t)demo_id_text(a, S("dz"), demo_id_number(S("dz"), INT64_C(89999999999))).n, 18);
	t_int(demo_id_text(a, S("ma"), demo_id_delivered(S("ma"), 9, 1234)).p[0], 'Z');
}

T(who_moves_stays_the_same)
{
	struct demo_world w = world(a, S("dz"), 3);
	struct demo_stream s = { .world = &w };
	int differ = 0;

	for (int i = 0; i < 200; i++) {
		const struct demo_person *p = demo_next(&s);
		struct demo_person q = demo_moved(&w, p, 1), r = demo_moved(&w, p, 2);
		struct demo_text t = demo_write(a, &w, p), u = demo_write(a, &w, &q);
		t_ok(q.phone != r.phone && str_eq(t.last_name, u.last_name) && str_eq(t.born, u.born) &&
		     str_eq(t.rib, u.rib) && str_eq(t.email, u.email));
		differ += !str_eq(t.address, u.address);
	}
	t_ok(differ > 150);
}
