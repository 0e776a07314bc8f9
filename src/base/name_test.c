#include "base/name.h"
#include "base/name_parts.h"
#include "testing/t.h"

/* Ways to write one name; every line is another name. */
static const char *const spelled[][8] = {
	{ "Boutaleb", "Bou Taleb", "Abou Taleb", "بوطالب", "أبو طالب" },
	{ "Lakhdar", "El Akhdar", "لخضر" },
	{ "Abdelhadi", "Abd el-Hadi", "Abdul Hadi", "عبد الهادي", "عبدالهادي" },
	{ "Abderrahim", "Abd er-Rahim", "Abderahim", "عبد الرحيم" },
	{ "Abdessamad", "Abd Essamad", "Abdesamad", "عبد الصمد" },
	{ "Noureddine", "Nour Eddine", "Nour-ed-Dine", "Nouredine", "نور الدين", "نورالدين" },
	{ "Cheikh", "Sheikh", "Chikh", "شيخ" },
	{ "Belghiti", "Belrhiti", "بلغيتي" },
	{ "Rharbi", "Gharbi", "El Gharbi", "الغربي" },
	{ "Ouarzazi", "Warzazi", "الورزازي" },
	{ "Ould Daoud", "Ouled Daoud", "ولد داود" },
	{ "Aït Oumghar", "Ait Oumrhar", "آيت أومغار" },
	{ "Djamel", "Jamel", "Jamal", "جمال" },
	{ "Hadj Ali", "Haj Ali", "حاج علي" },
	{ "Khelifi", "Khalifi", "خليفي" },
	{ "Guendouz", "Gandouz", "كندوز", "قندوز" },
	{ "Mokhtari", "El Mokhtari", "Moukhtari", "مختاري" },
	{ "Zoubeir", "Zubair", "Zoubair", "زبير" },
	{ "Hayet", "Hayat", "حياة" },
	{ "Fettah", "Fatah", "Fattah", "فتاح" },
	{ "Essaouira", "Saouira", "الصويرة" },
	{ "Messaoudi", "Messaoudy", "El Messaoudi", "مسعودي", "المسعودي" },
	{ "Chaoui", "Chawi", "Echchaoui", "Ech-Chaoui", "الشاوي" },
	{ "Othmani", "Atmani", "Outhmani", "عثماني" },
	{ "Hafidi", "Hafidhi", "حفيظي" },
	{ "Zahraoui", "Ezzahraoui", "Az-Zahrawi", "الزهراوي" },
	{ "Brahimi", "Ibrahimi", "El Brahimi", "إبراهيمي" },
	{ "Driouech", "Driwech", "دريوش" },
	{ "Lamrani", "L'Amrani", "El Amrani", "العمراني" },
	{ "Yahyaoui", "Yahiaoui", "يحياوي" },
	{ "Meriem", "Maryam", "Meryem", "مريم" },
	{ "Souhail", "Suhayl", "Souheil", "سهيل" },
	{ "Kaoutar", "Kawthar", "Kaouthar", "كوثر" },
	{ "Ibtissam", "Ibtissem", "Ibtisam", "إبتسام", "ابتسام" },
	{ "Çaïd", "Saïd", "سعيد" },
	{ "Kenza", "Kanza", "كنزة" },
	{ "Tijani", "Tidjani", "Attijani", "التجاني" },
	{ "Sanhaji", "Essanhaji", "Sanhadji", "الصنهاجي" },
	{ "Qacimi", "Kacimi", "Kassimi", "القاسمي" },
	{ "Rhioui", "Ghioui", "الغيوي" },
	{ "Philali", "Filali", "الفيلالي" },
	{ "Ouchrif", "Ou Chrif", "أوشريف" },
	{ "Mghari", "Mrhari", "مغاري" },
	{ "Benyoussef", "Ben Youcef", "بن يوسف" },
	{ "Bennaceur", "Ben Naceur", "Ben Nacer", "بن ناصر" },
	{ "Aouad", "Awad", "عواد" },
	{ "Ait Taleb", "Aït Taleb", "آيت طالب" },
	{ "Fathi", "Fethi", "فتحي" },
	{ "Fathallah", "فتح الله" },
	{ "Saleh", "Salah", "صالح" },
	{ "Rabeh", "Rabah", "رابح" },
	{ "Taha", "طه" },
	{ "Elham", "Ilham", "إلهام" },
	{ "Marouf", "Maarouf", "معروف" },
	{ "Zohra", "زهرة" },
	{ "Moulay Driss", "Moulay Idriss", "Moulaydriss", "مولاي إدريس" },
};

enum { NAMES = sizeof spelled / sizeof spelled[0] };

#define EACH(i, n, list) for (int i = 0; i < (n) && (list)[i] != NULL; i++)

T(name_spellings_of_one_name_are_one)
{
	int pairs = 0, keys = 0;

	for (int i = 0; i < NAMES; i++)
		EACH(x, 8, spelled[i])
	for (int y = x + 1; y < 8 && spelled[i][y] != NULL; y++) {
		str a1 = str_of(spelled[i][x]), b1 = str_of(spelled[i][y]);
		if (name_similar(a1, b1) == NAME_DIFFERENT)
			t_fail("%s and %s are one name", spelled[i][x], spelled[i][y]);
		t_ok(name_similar(a1, b1) == name_similar(b1, a1));
		pairs++;
		keys += name_skeleton(a1) == name_skeleton(b1);
	}
	printf("# one skeleton: %d of %d pairs\n", keys, pairs);
	t_ok(keys * 100 >= pairs * 94);
}

T(name_other_names_are_others)
{
	for (int i = 0; i < NAMES; i++)
		for (int j = i + 1; j < NAMES; j++)
			EACH(x, 8, spelled[i])
	EACH(y, 8, spelled[j])
	if (name_similar(str_of(spelled[i][x]), str_of(spelled[j][y])) != NAME_DIFFERENT)
		t_fail("%s and %s are two names", spelled[i][x], spelled[j][y]);
}

T(name_short_names_are_told_apart)
{
	static const char *const two[][2] = {
		{ "Ouahbi", "Ouali" },	 { "Tazi", "Ziani" },	  { "Amina", "Nadia" },
		{ "Karim", "Samir" },	 { "Hassani", "Haddad" }, { "Hassan", "Hassani" },
		{ "Hassan", "Houcine" }, { "Amine", "Amina" },	  { "Said", "Saad" },
		{ "Nada", "Nadia" },	 { "Ali", "Alaoui" },	  { "Omar", "Amar" },
		{ "Ahmed", "Hamid" },	 { "Amir", "Samir" },	  { "Walid", "Khalid" },
		{ "Brahim", "Brahimi" }, { "حسن", "حسين" },	  { "سعيد", "سعاد" },
		{ "سعد", "سعيد" },	 { "أمين", "أمينة" },	  { "حسن", "حسني" },
		{ "Hassan", "حسين" },	 { "Amine", "أمينة" },	  { "Ihssan", "Hassan" },
		{ "Nour", "نورة" }
	};

	for (size_t i = 0; i < sizeof two / sizeof two[0]; i++)
		if (name_similar(str_of(two[i][0]), str_of(two[i][1])) != NAME_DIFFERENT)
			t_fail("%s and %s are two names", two[i][0], two[i][1]);
}

T(name_normal_forms)
{
	static const char *const form[][2] = { { "El Idrissi", "idrissi" },
					       { "EL-IDRISSI", "idrissi" },
					       { "Elidrissi", "idrissi" },
					       { "L\u2019Alaoui", "alaoui" },
					       { "Et-Tazi", "tazi" },
					       { "Attazi", "tazi" },
					       { "Ben Ali", "benali" },
					       { "Bin Ali", "benali" },
					       { "Ibn Ali", "benali" },
					       { "Abou Taleb", "boutaleb" },
					       { "Abd el-Kader", "abdkader" },
					       { "Abdul Kader", "abdkader" },
					       { "Abdelkader", "abdkader" },
					       { "Abderrahmane", "abdrahmane" },
					       { "Abdallah", "abdlah" },
					       { "Chra\u00EFbi", "chraibi" },
					       { "Chrai\u0308bi", "chraibi" },
					       { "Mu\u1E25ammad", "muhammad" },
					       { "Fran\u00E7ois", "francois" },
					       { "Elias", "elias" },
					       { "Alaoui", "alaoui" },
					       { "Azzeddine", "azzeddine" },
					       { "  Ali  ", "ali" },
					       { "محـمَّدٌ", "محمد" },
					       { "الإدريسي", "ادريسي" },
					       { "آية", "ايه" },
					       { "أيه", "ايه" },
					       { "مصطفى", "مصطفي" },
					       { "بن علي", "بنعلي" },
					       { "ابن علي", "بنعلي" },
					       { "عبد القادر", "عبدقادر" },
					       { "عبدالقادر", "عبدقادر" },
					       { "نورالدين", "نوردين" },
					       { "نور الدين", "نوردين" },
					       { "فؤاد", "فواد" },
					       { "شيماء", "شيما" },
					       { "\uFEE3\uFEA4\uFEE4\uFEAA", "محمد" },
					       { "\u202Bعلی\u202C", "علي" },
					       { "", "" },
					       { "...", "" } };

	for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
		str got = name_normal(a, str_of(form[i][0]));
		if (!str_eq(got, str_of(form[i][1])))
			t_fail("%s: %.*s, want %s", form[i][0], STR_ARG(got), form[i][1]);
		t_ok(str_eq(name_normal(a, got), got));
	}
}

T(name_equal_spelled_or_different)
{
	t_int(name_similar(S("Ouardirhi"), S("El Ouardighi")), NAME_SPELLING);
	t_int(name_similar(S("Ouardirhi"), S("الورديغي")), NAME_SPELLING);
	t_int(name_similar(S("Farhat"), S("فرحات")), NAME_SPELLING);
	t_int(name_similar(S("El Fassi"), S("ELFASSI")), NAME_EQUAL);
	t_int(name_similar(S("El Fassi"), S("Fasi")), NAME_SPELLING);
	t_int(name_similar(S("El Fassi"), S("الفاسي")), NAME_SPELLING);
	t_int(name_similar(S(""), S("")), NAME_DIFFERENT);
	t_int(name_similar(S("Ali"), S("")), NAME_DIFFERENT);
	t_int(name_similar(S("\u0418\u0432\u0430\u043D"), S("\u0418\u0432\u0430\u043D")), NAME_EQUAL);
	t_int(name_similar(S("\u0418\u0432\u0430\u043D"), S("\u0418\u0433\u043E\u0440")), NAME_DIFFERENT);
	t_ok(name_distance(S("Benali"), S("بن علي")) < name_distance(S("Benali"), S("بناني")));
}

T(name_skeleton_is_a_key)
{
	uint64_t from, to, all = (UINT64_C(1) << 60) - 1;

	t_int((int64_t)name_skeleton(S("")), 0);
	t_int((int64_t)name_skeleton(S("Karim")), (int64_t)((14ULL << 55) | (8ULL << 50) | (16ULL << 45)));
	t_ok(name_skeleton(S("Abdelkhalek Bouchareb Ouazzani Touhami")) <= all);
	name_skeleton_range(S(""), &from, &to);
	t_ok(from == 0 && to == all);
	static const char *const typed[][2] = { { "Cher", "Cherkaoui" },   { "Bouzi", "بوزيدي" },
						{ "Benj", "Ben Jelloun" }, { "شرق", "Charkaoui" },
						{ "Oua", "الوزاني" },	   { "Guess", "Gsous" } };
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		uint64_t key = name_skeleton(str_of(typed[i][1]));
		name_skeleton_range(str_of(typed[i][0]), &from, &to);
		if (key < from || key > to)
			t_fail("%s does not find %s", typed[i][0], typed[i][1]);
	}
	name_skeleton_range(S("Cher"), &from, &to);
	t_ok(name_skeleton(S("Berrada")) < from || name_skeleton(S("Berrada")) > to);
}

/* Skeletons lie in stores: they may not change without a migration. */
T(name_skeletons_stay)
{
	uint64_t sum = 0;

	for (int i = 0; i < NAMES; i++)
		EACH(x, 8, spelled[i])
	sum = sum * 31 + name_skeleton(str_of(spelled[i][x]));
	t_int((int64_t)(sum & INT64_MAX), INT64_C(8033339761026400256));
}

T(name_takes_any_bytes)
{
	static const char *const piece[] = { "El ",  "al",     "abd",	 "ou",	     "ben ", "ال", "عبد",
					     "ابو ", "الدين",  "\xD9",	 "\xF0\x9F", "h",    "e",  "tt",
					     "zz",   "\u00DF", "\uFEFB", "-",	     "'",    "ة" };

	t_seeds (20000) {
		char b[400], once[NAME_NORMAL_MAX], twice[NAME_NORMAL_MAX];
		size_t n = 0;
		for (int k = (int)t_between(0, 40); k > 0; k--) {
			const char *p = piece[t_random() % (sizeof piece / sizeof piece[0])];
			memcpy(b + n, p, strlen(p));
			n += strlen(p);
		}
		str s = { b, n };
		size_t n1 = name_normal_into(once, s), n2 = name_normal_into(twice, (str){ once, n1 });
		t_ok(str_eq((str){ once, n1 }, (str){ twice, n2 }));
		t_ok(name_skeleton(s) >> 60 == 0);
		t_ok(n1 == 0 || name_similar(s, (str){ once, n1 }) == NAME_EQUAL);
	}
}

/* The pairs of ../shared, when they are beside the checkout. Returns the pairs, -1 when they aren't.
 * `columns` are the Latin and the Arabic one. */
static int pairs_of(const char *path, const char *cut, const int columns[2], char (*latin)[80],
		    char (*arabic)[160], int max)
{
	FILE *f = fopen(path, "r");
	char line[512];
	int n = 0;

	if (f == NULL) {
		printf("# skipped: %s is not there\n", path);
		return -1;
	}
	while (n < max && fgets(line, sizeof line, f) != NULL) {
		char *field[4] = { line, NULL, NULL, NULL }, *p = line;
		for (int k = 1; k < 4 && (p = strpbrk(p, cut)) != NULL; k++)
			*p++ = 0, field[k] = p;
		char *l = field[columns[0]], *r = field[columns[1]], *o = arabic[n];
		if (l == NULL || r == NULL)
			continue;
		(void)snprintf(latin[n], 80, "%s", l);
		for (r[strcspn(r, "\r\n")] = 0; *r != 0 && o < arabic[n] + 150; r++)
			if (*r != ' ' || cut[0] == ',') /* the scholars' file spaces its letters */
				*o++ = *r;
		*o = 0;
		n += strcmp(latin[n], "latin") != 0;
	}
	(void)fclose(f);
	return n;
}

enum { PAIRS_MAX = 13000 };

static void recall(struct arena *a, const char *path, const char *cut, int latin_at, int arabic_at,
		   int skeleton, int similar)
{
	char(*latin)[80] = arena_alloc(a, PAIRS_MAX, 80), (*arabic)[160] = arena_alloc(a, PAIRS_MAX, 160);
	int n = pairs_of(path, cut, (int[]){ latin_at, arabic_at }, latin, arabic, PAIRS_MAX), keys = 0,
	    names = 0;

	if (n < 0)
		return;
	for (int i = 0; i < n; i++) {
		keys += name_skeleton(str_of(latin[i])) == name_skeleton(str_of(arabic[i]));
		names += name_similar(str_of(latin[i]), str_of(arabic[i])) != NAME_DIFFERENT;
	}
	printf("# %s: %d pairs, %d per mille with one skeleton, %d recognised\n", path, n, keys * 1000 / n,
	       names * 1000 / n);
	t_ok(keys * 1000 >= n * skeleton && names * 1000 >= n * similar);
}

T(name_recall_on_lists_of_others)
{
	recall(a, "../shared/data/ma_first_names.csv", ",", 1, 2, 970, 990);
	recall(a, "../shared/data/dz_first_names_sample.csv", ",", 0, 1, 920, 970);
	recall(a, "../shared/data/dz_surnames_sample.csv", ",", 0, 1, 850, 960);
	recall(a, "../shared/data/names/coling2018_wd_arabic_20.tsv", "\t", 0, 1, 800, 750);
}

/* How often the nearest of 1,500 Arabic names is the right one, asked for every third; a tie counts its
 * share. */
T(name_finds_the_right_one_among_many)
{
	enum { MANY = 1500, STEP = 3 };
	char(*latin)[80] = arena_alloc(a, PAIRS_MAX, 80), (*arabic)[160] = arena_alloc(a, PAIRS_MAX, 160);
	int n = pairs_of("../shared/data/names/coling2018_wd_arabic_20.tsv", "\t", (int[]){ 0, 1 }, latin,
			 arabic, PAIRS_MAX);
	int64_t right = 0;

	if (n < 0)
		return;
	for (int i = 0; i < MANY; i += STEP) {
		int at = i * (n / MANY), better = 0, tie = 0;
		unsigned d = name_distance(str_of(latin[at]), str_of(arabic[at]));
		for (int j = 0; j < MANY && better == 0; j++) {
			unsigned other = name_distance(str_of(latin[at]), str_of(arabic[j * (n / MANY)]));
			better += other < d, tie += other == d;
		}
		right += better == 0 ? 1000 / tie : 0;
	}
	printf("# first of %d: %d per mille\n", MANY, (int)(right / (MANY / STEP)));
	t_ok(right / (MANY / STEP) > 650);
}

T(skeletons_nearby)
{
	static const char *const pairs[][2] = {
		{ "Belgacem", "بلقاسم" }, { "Soraya", "ثريا" }, { "ثريا", "Soraya" },
		{ "Zakia", "ذكية" },	  { "Fathi", "فتحي" },	{ "فتحي", "Fathi" },
	};
	uint64_t near[NAME_NEAR_MAX];

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		str x = str_of(pairs[i][0]), y = str_of(pairs[i][1]);
		bool found = false;
		for (size_t k = 0, n = name_skeleton_near(name_skeleton(x), near); k < n; k++)
			found |= near[k] == name_skeleton(y);
		t_ok(found);
	}
	/* the longest possible, each symbol with two others, and none at all */
	t_int((int64_t)name_skeleton_near(name_skeleton(S("sasasasasasasasasasasasa")), near), NAME_NEAR_MAX);
	t_int((int64_t)name_skeleton_near(0, near), 0);
	t_int((int64_t)name_skeleton_near(name_skeleton(S("Lamrani")), near), 0);
	/* whoever is near is near the other way round */
	t_seeds (200) {
		uint64_t key = 0, back[NAME_NEAR_MAX];
		for (int64_t i = 0, n = t_between(0, NAME_SKELETON_SYMBOLS); i < n; i++)
			key |= (uint64_t)t_between(1, 19)
			       << NAME_SKELETON_BITS * (NAME_SKELETON_SYMBOLS - 1 - i);
		for (size_t i = 0, n = name_skeleton_near(key, near); i < n; i++) {
			bool found = false;
			for (size_t k = 0, m = name_skeleton_near(near[i], back); k < m; k++)
				found |= back[k] == key;
			t_ok(found);
		}
	}
}
