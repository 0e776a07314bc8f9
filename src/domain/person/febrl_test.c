/* Duplicates with a known truth: the FEBRL sets (made-up Australians, typing errors of many kinds), when they
 * are beside the checkout. The rules of match.h with nothing tuned: soc_sec_id is the identifier, the
 * postcode the commune, and a pair is found when it is SAME or goes to a person for review. */
#include "domain/person/match.h"

#include "base/name.h"

#include "testing/t.h"

enum { PEOPLE_MAX = 5000, FIELDS = 11, KEYS = 4 };

struct someone {
	struct person_facts facts;
	int truth; /* the number in rec-N-org, rec-N-dup-k */
};

struct block {
	uint64_t key;
	int who;
};

static str trim(char *s)
{
	while (*s == ' ')
		s++;
	size_t n = strcspn(s, "\r\n");
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return (str){ s, n };
}

static void read_someone(struct arena *a, const char *line, struct someone *ret)
{
	char *p = arena_array(a, char, strlen(line) + 1);
	str f[FIELDS] = { { NULL, 0 } };
	int64_t ymd = 0, postcode = 0;

	memcpy(p, line, strlen(line) + 1);
	for (int k = 0; k < FIELDS && p != NULL; k++)
		f[k] = trim(strsep(&p, ","));
	str born = f[9], post = f[7];
	bool dated = str_digits(&born, 8, 8, &ymd);
	ret->facts = (struct person_facts){ .last_name = f[2],
					    .first_name = f[1],
					    .id_kind = S("SSN"),
					    .id_value = f[10],
					    .commune_id = str_digits(&post, 4, 4, &postcode) ? postcode : 0 };
	if (dated && !rc_ok(birth_parse(str_printf(a, "%04d-%02d-%02d", (int)(ymd / 10000),
						   (int)(ymd / 100 % 100), (int)(ymd % 100)),
					&ret->facts.birth)))
		ret->facts.birth.year = 0;
	ret->truth = (int)strtol(f[0].p + 4, NULL, 10);
}

static int load(struct arena *a, const char *path, struct someone *who)
{
	FILE *f = fopen(path, "r");
	char line[512];
	int n = -1;

	if (f == NULL) {
		printf("# skipped: %s is not there\n", path);
		return -1;
	}
	while (n < PEOPLE_MAX && fgets(line, sizeof line, f) != NULL)
		if (n++ >= 0)
			read_someone(a, line, &who[n - 1]);
	(void)fclose(f);
	return n;
}

static uint64_t hash(str s)
{
	uint64_t h = 1469598103934665603U;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211U;
	return s.n == 0 ? 0 : h | 1;
}

/* The keys the register is searched by; 0 blocks nobody. */
static uint64_t block_key(const struct person_facts *p, int kind)
{
	uint64_t born =
	    (uint64_t)p->birth.year * 10000 + (uint64_t)p->birth.month * 100 + (uint64_t)p->birth.day;

	switch (kind) {
	case 0:
		return hash(p->id_value);
	case 1:
		return p->birth.year == 0 ? 0 : born << 1 | 1;
	case 2:
		return name_skeleton(p->last_name) * 31 + name_skeleton(p->first_name);
	default:
		return p->commune_id == 0 ? 0
					  : (uint64_t)p->commune_id << 32 | name_skeleton(p->last_name) >> 40;
	}
}

static int by_key(const void *x, const void *y)
{
	const struct block *a = x, *b = y;

	return a->key != b->key ? (a->key < b->key ? -1 : 1) : a->who - b->who;
}

static bool met_before(const struct someone *who, int x, int y, int kind)
{
	for (int k = 0; k < kind; k++) {
		uint64_t key = block_key(&who[x].facts, k);
		if (key != 0 && key == block_key(&who[y].facts, k))
			return true;
	}
	return false;
}

struct tally {
	int64_t pairs, right, wrong, merged_wrong; /* by the rules */
	int64_t weighed_right, weighed_wrong;
};

enum { THRESHOLD = 5 };

static int weight(unsigned e)
{
	int w = (e & MATCHED_ID ? 4 : 0) + (e & MATCHED_BIRTH ? 3 : 0) + (e & MATCHED_COMMUNE ? 1 : 0);

	w += e & (MATCHED_LAST_EQUAL | MATCHED_LAST_SPELLING) ? 2 : 0;
	return w + (e & (MATCHED_FIRST_EQUAL | MATCHED_FIRST_SPELLING) ? 2 : 0);
}

static void compare_block(const struct someone *who, const struct block *b, int n, int kind, struct tally *t)
{
	unsigned e;

	for (int i = 0; i < n; i++)
		for (int j = i + 1; j < n; j++) {
			const struct someone *x = &who[b[i].who], *y = &who[b[j].who];
			if (met_before(who, b[i].who, b[j].who, kind))
				continue;
			enum match_verdict v = match_persons(&x->facts, &y->facts, &e);
			bool heavy = weight(match_evidence(&x->facts, &y->facts)) >= THRESHOLD;
			t->pairs++;
			t->weighed_right += heavy && x->truth == y->truth;
			t->weighed_wrong += heavy && x->truth != y->truth;
			if (v == MATCH_DISTINCT)
				continue;
			t->right += x->truth == y->truth;
			t->wrong += x->truth != y->truth;
			t->merged_wrong += v == MATCH_SAME && x->truth != y->truth;
		}
}

static int64_t true_pairs(const struct someone *who, int n)
{
	int64_t pairs = 0;

	for (int i = 0; i < n; i++)
		for (int j = i + 1; j < n; j++)
			pairs += who[i].truth == who[j].truth;
	return pairs;
}

static void measure(struct arena *a, const char *path)
{
	struct someone *who = arena_array(a, struct someone, PEOPLE_MAX);
	struct block *blocks = arena_array(a, struct block, PEOPLE_MAX);
	struct tally t = { 0, 0, 0, 0, 0, 0 };
	int n = load(a, path, who);

	if (n < 0)
		return;
	for (int kind = 0; kind < KEYS; kind++) {
		int held = 0;
		for (int i = 0; i < n; i++)
			if (block_key(&who[i].facts, kind) != 0)
				blocks[held++] = (struct block){ block_key(&who[i].facts, kind), i };
		qsort(blocks, (size_t)held, sizeof *blocks, by_key);
		for (int from = 0, to; from < held; from = to) {
			for (to = from; to < held && blocks[to].key == blocks[from].key;)
				to++;
			compare_block(who, blocks + from, to - from, kind, &t);
		}
	}
	int64_t truth = true_pairs(who, n);
	int64_t f1 = 2000 * t.right / (truth + t.right + t.wrong);
	int64_t weighed = 2000 * t.weighed_right / (truth + t.weighed_right + t.weighed_wrong);
	printf("# %s: %d people, %d true pairs, %d compared\n", path, n, (int)truth, (int)t.pairs);
	printf("# rules: %d found, %d wrong, %d wrongly merged, F1 %d per mille\n", (int)t.right,
	       (int)t.wrong, (int)t.merged_wrong, (int)f1);
	printf("# weighed: %d found, %d wrong, F1 %d per mille\n", (int)t.weighed_right, (int)t.weighed_wrong,
	       (int)weighed);
	t_int(t.merged_wrong, 0);
	t_ok(t.wrong * 1000 <= t.right);
	t_ok(f1 >= 940);
	t_ok(weighed >= 970);
}

T(febrl_1) { measure(a, "../shared/data/febrl/dataset1.csv"); }
T(febrl_2) { measure(a, "../shared/data/febrl/dataset2.csv"); }
T(febrl_3) { measure(a, "../shared/data/febrl/dataset3.csv"); }
