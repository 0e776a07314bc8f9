/* domain/demo/names.c - the lists. */
#include "domain/demo/names.h"

#include "base/rc.h"

#include <string.h>

/* clang-format off */
static const struct demo_name last_names[] = {
	{ "El Idrissi/Idrissi/Al Idrissi", "الإدريسي" }, { "Benali/Ben Ali", "بن علي" },
	{ "El Alaoui/Alaoui/Al Alaoui", "العلوي" }, { "El Amrani/Amrani/Lamrani", "العمراني" },
	{ "Bennani/Benani", "بناني" }, { "Tazi/Attazi", "التازي" }, { "El Mansouri/Mansouri", "المنصوري" },
	{ "Cherkaoui/Charkaoui", "الشرقاوي" }, { "Belkacem/Belkassem", "بلقاسم" }, { "Saidi/Essaidi", "السعيدي" },
	{ "Bouzid/Bouzide", "بوزيد" }, { "Haddad/El Haddad", "الحداد" }, { "Brahimi/Brahimy", "براهيمي" },
	{ "Hamdi/Hamdy", "حمدي" }, { "Mokhtari/Moukhtari", "مختاري" }, { "Ziani/Zayani", "الزياني" },
	{ "Rahmani/Rahmany", "رحماني" }, { "Slimani/Slimany", "سليماني" }, { "Khelifi/Khalifi", "خليفي" },
	{ "Daoudi/Eddaoudi", "الداودي" }, { "Naciri/Nassiri", "الناصري" }, { "Jabri/El Jabri", "الجابري" },
	{ "Ouali/El Ouali", "الوالي" }, { "Filali/El Filali", "الفيلالي" }, { "Berrada/Barrada", "برادة" },
	{ "Mebarki/Mbarki", "مباركي" }, { "Toumi/Tomi", "تومي" }, { "Larbi/Laarbi", "العربي" },
	{ "Bouazza/Bouaza", "بوعزة" }, { "Kadiri/Qadiri/El Kadiri", "القادري" }, { "Lahlou/Lahlo", "لحلو" },
	{ "Tahiri/Tahiry", "الطاهري" }, { "Rachidi/Rachidy", "الرشيدي" }, { "Yahiaoui/Yahyaoui", "يحياوي" },
	{ "Bensaid/Ben Said", "بن سعيد" }, { "Benomar/Ben Omar", "بن عمر" }, { "Benmoussa/Ben Moussa", "بن موسى" },
	{ "Benyoussef/Ben Youssef", "بن يوسف" }, { "Benaissa/Ben Aissa", "بن عيسى" }, { "Bendaoud/Ben Daoud", "بن داود" },
	{ "Benbrahim/Ben Brahim", "بن براهيم" }, { "Benslimane/Ben Slimane", "بن سليمان" },
	{ "Benkhaled/Ben Khaled", "بن خالد" }, { "Benhamou/Ben Hamou", "بن حمو" }, { "Benzine/Ben Zine", "بن زين" },
	{ "Benchekroun/Ben Chekroun", "بن شقرون" }, { "Bencheikh/Ben Cheikh", "بن الشيخ" },
	{ "Bouchaib/Bouchaibe", "بوشعيب" }, { "Boukhari/Boukhary", "البخاري" }, { "Boumediene/Boumedienne", "بومدين" },
	{ "Bouabdallah/Bou Abdallah", "بوعبد الله" }, { "Boudiaf/Boudiafe", "بوضياف" }, { "Boulahia/Boulahya", "بولحية" },
	{ "Bouras", "بوراس" }, { "Bouslimi/Bouslimy", "بوسليمي" }, { "Boutaleb/Boutalib", "بوطالب" },
	{ "Boukhris/Boukhriss", "بوخريص" }, { "Bourass/Bourras", "بوراص" }, { "Ait Lahcen/Ait-Lahcen", "آيت لحسن" },
	{ "Ait Ali/Ait-Ali", "آيت علي" }, { "Ait Said/Ait-Said", "آيت سعيد" }, { "Ait Ahmed/Ait-Ahmed", "آيت أحمد" },
	{ "Ait Brahim/Ait-Brahim", "آيت براهيم" }, { "Ait Salem/Ait-Salem", "آيت سالم" },
	{ "Oulhaj/Oulhadj", "أولحاج" }, { "Ouahbi/Wahbi", "وهبي" }, { "Ouazzani/El Ouazzani", "الوزاني" },
	{ "Zerouali/Zarouali", "الزروالي" }, { "Zemmouri/Zemouri", "الزموري" }, { "Zeroual", "زروال" },
	{ "Zitouni/Zaytouni", "الزيتوني" }, { "Zouaoui/Zwaoui", "زواوي" }, { "Khattabi/El Khattabi", "الخطابي" },
	{ "Khaldi/Khaldy", "خالدي" }, { "Khemissi/Khmissi", "خميسي" }, { "Kasmi/Kasmy", "القاسمي" },
	{ "Kaddouri/Kadouri", "قدوري" }, { "Karimi/Karimy", "كريمي" }, { "Kettani/Kattani", "الكتاني" },
	{ "Hachimi/El Hachimi", "الهاشمي" }, { "Hassani/El Hassani", "الحسني" }, { "Hamidi/Hamidy", "حميدي" },
	{ "Hamdaoui/El Hamdaoui", "الحمداوي" }, { "Harrak/El Harrak", "الحراق" }, { "Houari/Houary", "هواري" },
	{ "Fassi/El Fassi/Al Fassi", "الفاسي" }, { "Fares/Fars", "فارس" }, { "Ferhat/Farhat", "فرحات" },
	{ "Fekri/Fikri", "فكري" }, { "Ghazali/El Ghazali", "الغزالي" }, { "Gherbi/Gharbi", "غربي" },
	{ "Ghanem/Ghanim", "غانم" }, { "Guessous/Gessous", "جسوس" }, { "Jelloul/Djelloul", "جلول" },
	{ "Jazouli/El Jazouli", "الجزولي" }, { "Djebbar/Jebbar", "جبار" }, { "Djaafri/Jaafri", "جعفري" },
	{ "Lakhdar/Lakhdhar", "لخضر" }, { "Lamine/Lamin", "الأمين" }, { "Lazaar/Lazar", "لزعر" },
	{ "Mahmoudi/Mahmoudy", "محمودي" }, { "Malki/El Malki", "المالكي" }, { "Mernissi/Marnissi", "المرنيسي" },
	{ "Mekki/Mekky", "المكي" }, { "Meziane/Mezian", "مزيان" }, { "Messaoudi/El Messaoudi", "المسعودي" },
	{ "Moussaoui/El Moussaoui", "الموساوي" }, { "Moumni/El Moumni", "المومني" }, { "Mrabet/Merabet", "مرابط" },
	{ "Nadir/Nader", "نادر" }, { "Nasri/Nasry", "ناصري" }, { "Nouri/En-Nouri", "نوري" },
	{ "Othmani/Otmani", "العثماني" }, { "Omari/El Omari", "العمري" }, { "Ouchen/Ouchene", "أوشن" },
	{ "Rais/Rayes", "رايس" }, { "Rezki/Rezgui", "رزقي" }, { "Rifai/Riffai", "الرفاعي" },
	{ "Saadi/Essaadi", "السعدي" }, { "Saad/Sad", "سعد" }, { "Sabri/Sabry", "صبري" },
	{ "Sahli/Sahly", "ساحلي" }, { "Salhi/Salhy", "صالحي" }, { "Salmi/Essalmi", "السالمي" },
	{ "Sebti/Essebti", "السبتي" }, { "Sefrioui/Sefriwi", "الصفريوي" }, { "Senhaji/Sanhaji", "الصنهاجي" },
	{ "Serghini/Sarghini", "السرغيني" }, { "Slaoui/Essalaoui", "السلاوي" }, { "Souissi/Swissi", "السويسي" },
	{ "Taleb/Talib", "طالب" }, { "Tamim/Tamime", "تميم" }, { "Tounsi/Tounssi", "التونسي" },
	{ "Yacoubi/El Yacoubi", "اليعقوبي" }, { "Youssfi/Yousfi", "يوسفي" }, { "Yassini/El Yassini", "الياسيني" },
	{ "Abbassi/Abbasi", "العباسي" }, { "Abdelaoui/Abdellaoui", "عبد اللاوي" }, { "Achour/Achoure", "عاشور" },
	{ "Aissaoui/Issaoui", "العيساوي" }, { "Ammari/Amari", "عماري" }, { "Amrouche/Amrouch", "عمروش" },
	{ "Aouad/Awad", "عواد" }, { "Arroub/Aroub", "عروب" }, { "Attar/El Attar", "العطار" },
	{ "Azizi/Azizy", "عزيزي" }, { "Azzouzi/El Azzouzi", "العزوزي" }, { "Bahri/Bahry", "بحري" },
	{ "Bakkali/El Bakkali", "البقالي" }, { "Bekkouche/Bekkouch", "بكوش" }, { "Chaoui/Chawi", "الشاوي" },
	{ "Chraibi/Chrayibi", "الشرايبي" }, { "Chikhi/Cheikhi", "الشيخي" }, { "Dahmani/Dahmany", "دحماني" },
	{ "Derouiche/Derwich", "درويش" }, { "Drissi/Edrissi", "الدريسي" }, { 0 },
};

static const struct demo_name men[] = {
	{ "Mohamed/Mohammed/Mouhamed", "محمد" }, { "Ahmed/Ahmad", "أحمد" }, { "Youssef/Youcef/Yousef", "يوسف" },
	{ "Ali/Aly", "علي" }, { "Omar/Omare", "عمر" }, { "Hassan/Hasan", "حسن" }, { "Said/Saeed", "سعيد" },
	{ "Rachid/Rachide", "رشيد" }, { "Abdellah/Abdallah", "عبد الله" }, { "Mehdi/Mahdi", "مهدي" },
	{ "Karim/Kareem", "كريم" }, { "Hamza/Hamzah", "حمزة" }, { "Ayoub/Ayoube", "أيوب" }, { "Amine/Amin", "أمين" },
	{ "Khalid/Khaled", "خالد" }, { "Brahim/Ibrahim", "إبراهيم" }, { "Mustapha/Mostafa", "مصطفى" },
	{ "Hicham/Hichem", "هشام" }, { "Anas/Anass", "أنس" }, { "Bilal/Billal", "بلال" }, { "Samir/Sameer", "سمير" },
	{ "Jamal/Djamel", "جمال" }, { "Kamal/Kamel", "كمال" }, { "Hussein/Houcine", "حسين" }, { "Driss/Idriss", "إدريس" },
	{ "Ismail/Ismael", "إسماعيل" }, { "Yassine/Yacine", "ياسين" }, { "Reda/Rida", "رضا" }, { "Nabil/Nabile", "نبيل" },
	{ "Adil/Adel", "عادل" }, { "Aziz/Azize", "عزيز" }, { "Abdelkader/Abdelqader", "عبد القادر" },
	{ "Abderrahmane/Abdel Rahman", "عبد الرحمن" }, { "Abdelaziz/Abdel Aziz", "عبد العزيز" },
	{ "Abdelkrim/Abdelkarim", "عبد الكريم" }, { "Abdelhak/Abdelhaq", "عبد الحق" }, { "Abdelmajid/Abdelmadjid", "عبد المجيد" },
	{ "Abdelhamid/Abdel Hamid", "عبد الحميد" }, { "Abdellatif/Abdelatif", "عبد اللطيف" },
	{ "Abdeslam/Abdesslam", "عبد السلام" }, { "Abdelwahab/Abdelouahab", "عبد الوهاب" },
	{ "Abdelilah/Abdel Ilah", "عبد الإله" }, { "Abdelghani/Abdel Ghani", "عبد الغني" }, { "Abderrahim/Abdel Rahim", "عبد الرحيم" },
	{ "Zakaria/Zakariya", "زكرياء" }, { "Soufiane/Sofiane", "سفيان" }, { "Othmane/Otmane", "عثمان" },
	{ "Ilyas/Ilias", "إلياس" }, { "Imad/Imade", "عماد" }, { "Issam/Isam", "عصام" }, { "Jawad/Jaouad", "جواد" },
	{ "Lahcen/Lahsen", "لحسن" }, { "Larbi/Laarbi", "العربي" }, { "Mourad/Morad", "مراد" }, { "Mounir/Mouneer", "منير" },
	{ "Moussa/Musa", "موسى" }, { "Noureddine/Nouredine", "نور الدين" }, { "Salah", "صلاح" },
	{ "Salim/Selim", "سليم" }, { "Tarik/Tarek", "طارق" }, { "Walid/Oualid", "وليد" }, { "Wassim/Ouassim", "وسيم" },
	{ "Yahya/Yahia", "يحيى" }, { "Younes/Youness", "يونس" }, { "Ziad/Zyad", "زياد" }, { "Fouad/Fouade", "فؤاد" },
	{ "Faouzi/Fawzi", "فوزي" }, { "Farid/Faride", "فريد" }, { "Hakim/Hakime", "حكيم" }, { "Hamid/Hamide", "حميد" },
	{ "Haroun/Haroune", "هارون" }, { "Hatim/Hatem", "حاتم" }, { "Ghali/Ghaly", "غالي" }, { "Idir/Idire", "إيدير" },
	{ "Jilali/Djilali", "الجيلالي" }, { "Kaddour/Kadour", "قدور" }, { "Lotfi/Loutfi", "لطفي" }, { "Mahmoud/Mahmod", "محمود" },
	{ "Marouane/Marwan", "مروان" }, { "Mbarek/Mebarek", "مبارك" }, { "Miloud/Miloude", "ميلود" },
	{ "Mokhtar/Moukhtar", "المختار" }, { "Nadir/Nadire", "نذير" }, { "Nassim/Nacim", "نسيم" }, { "Nasser/Nacer", "ناصر" },
	{ "Oussama/Osama", "أسامة" }, { "Rabah", "رابح" }, { "Rayan/Rayane", "ريان" }, { "Redouane/Radouane", "رضوان" },
	{ "Saad/Saade", "سعد" }, { "Sami/Samy", "سامي" }, { "Slimane/Soulaimane", "سليمان" }, { "Talal/Tallal", "طلال" },
	{ "Tahar/Taher", "الطاهر" }, { "Tayeb/Taieb", "الطيب" }, { "Toufik/Taoufik", "توفيق" }, { "Yazid/Yazide", "يزيد" },
	{ "Zouhair/Zoheir", "زهير" }, { "Badr/Bader", "بدر" }, { "Bachir/Bashir", "بشير" }, { "Boualem/Boualam", "بوعلام" },
	{ "Chakib/Shakib", "شكيب" }, { "Chafik/Chafiq", "شفيق" }, { "Daoud/Dawoud", "داود" }, { "Djaafar/Jaafar", "جعفر" },
	{ "Aissa/Issa", "عيسى" }, { "Akram/Akrame", "أكرم" }, { "Ammar/Amar", "عمار" }, { "Anis/Aniss", "أنيس" },
	{ "Achraf/Ashraf", "أشرف" }, { "Azzeddine/Azedine", "عز الدين" }, { "Salaheddine/Salah Eddine", "صلاح الدين" },
	{ "Allal/Alal", "علال" }, { "Maati/Mati", "المعطي" }, { "Bouchaib/Bouchaibe", "بوشعيب" }, { 0 },
};

static const struct demo_name women[] = {
	{ "Fatima/Fatma", "فاطمة" }, { "Khadija/Khadidja", "خديجة" }, { "Aicha/Aisha", "عائشة" }, { "Amina/Aminah", "أمينة" },
	{ "Zineb/Zaineb", "زينب" }, { "Meryem/Mariam", "مريم" }, { "Salma/Selma", "سلمى" }, { "Nadia/Nadya", "نادية" },
	{ "Samira/Sameera", "سميرة" }, { "Naima/Naaima", "نعيمة" }, { "Malika/Maleka", "مليكة" }, { "Rachida/Rachidah", "رشيدة" },
	{ "Saida/Saidah", "سعيدة" }, { "Hanane/Hanan", "حنان" }, { "Sanaa/Sanae", "سناء" }, { "Imane/Iman", "إيمان" },
	{ "Asmae/Asma", "أسماء" }, { "Sara/Sarah", "سارة" }, { "Yasmine/Yasmin", "ياسمين" }, { "Hajar/Hadjer", "هاجر" },
	{ "Houda/Hoda", "هدى" }, { "Karima/Kareema", "كريمة" }, { "Latifa/Latefa", "لطيفة" }, { "Leila/Layla", "ليلى" },
	{ "Loubna/Lobna", "لبنى" }, { "Mouna/Mona", "منى" }, { "Nawal/Naoual", "نوال" }, { "Nora/Noura", "نورة" },
	{ "Rajae/Raja", "رجاء" }, { "Rim/Reem", "ريم" }, { "Sabrina/Sabreena", "صبرينة" }, { "Safae/Safa", "صفاء" },
	{ "Siham/Sihem", "سهام" }, { "Souad/Soad", "سعاد" }, { "Soumia/Soumaya", "سمية" }, { "Wafae/Wafa", "وفاء" },
	{ "Widad/Ouidad", "وداد" }, { "Zahra/Zahrah", "زهرة" }, { "Zakia/Zakiya", "زكية" }, { "Fadila/Fadela", "فضيلة" },
	{ "Farida/Fareda", "فريدة" }, { "Fatiha/Fateha", "فتيحة" }, { "Fouzia/Fawzia", "فوزية" }, { "Ghizlane/Ghizlan", "غزلان" },
	{ "Habiba/Habibah", "حبيبة" }, { "Halima/Haleema", "حليمة" }, { "Hasna/Hasnae", "حسناء" }, { "Hayat/Hayet", "حياة" },
	{ "Hind/Hinde", "هند" }, { "Houria/Hourya", "حورية" }, { "Ikram/Ikrame", "إكرام" }, { "Ilham/Ilhame", "إلهام" },
	{ "Jamila/Djamila", "جميلة" }, { "Kawtar/Kaoutar", "كوثر" }, { "Kenza/Kinza", "كنزة" }, { "Khaoula/Khawla", "خولة" },
	{ "Lamia/Lamya", "لمياء" }, { "Linda/Lynda", "ليندة" }, { "Maha", "مها" }, { "Majda/Magda", "ماجدة" },
	{ "Manal/Manel", "منال" }, { "Maria/Marya", "مارية" }, { "Maroua/Marwa", "مروة" }, { "Mounia/Monia", "مونية" },
	{ "Nabila/Nabeela", "نبيلة" }, { "Nadira/Nadera", "نديرة" }, { "Najat/Nadjet", "نجاة" }, { "Nassima/Nacima", "نسيمة" },
	{ "Nezha/Nazha", "نزهة" }, { "Nihad/Nihed", "نهاد" }, { "Noor/Nour", "نور" }, { "Ouarda/Warda", "وردة" },
	{ "Rabia/Rabiaa", "ربيعة" }, { "Rahma/Rahmah", "رحمة" }, { "Ranya/Rania", "رانيا" }, { "Rkia/Rokia", "رقية" },
	{ "Sakina/Sakinah", "سكينة" }, { "Saliha/Salihah", "صليحة" }, { "Salima/Saleema", "سليمة" }, { "Samia/Samya", "سامية" },
	{ "Selwa/Saloua", "سلوى" }, { "Sofia/Soufia", "صوفيا" }, { "Souhaila/Soheila", "سهيلة" }, { "Tamou/Tamu", "تامو" },
	{ "Touria/Thouria", "ثريا" }, { "Wassila/Ouassila", "وسيلة" }, { "Yamina/Yameena", "يمينة" }, { "Yousra/Yosra", "يسرى" },
	{ "Zhor/Zhour", "زهور" }, { "Zoubida/Zobida", "زبيدة" }, { "Zoulikha/Zolikha", "زليخة" }, { "Abir/Abeer", "عبير" },
	{ "Adiba/Adeba", "أديبة" }, { "Afaf/Afafe", "عفاف" }, { "Ahlam/Ahlem", "أحلام" }, { "Amal/Amel", "أمل" },
	{ "Amira/Ameera", "أميرة" }, { "Anissa/Anisa", "أنيسة" }, { "Assia/Asia", "آسية" }, { "Awatif/Aouatef", "عواطف" },
	{ "Aya/Ayah", "آية" }, { "Aziza/Azizah", "عزيزة" }, { "Badia/Badiaa", "بديعة" }, { "Bahia/Bahya", "بهية" },
	{ "Basma/Bassma", "بسمة" }, { "Bouchra/Bochra", "بشرى" }, { "Chaimae/Chaima", "شيماء" }, { "Charifa/Cherifa", "شريفة" },
	{ "Dalila/Dalela", "دليلة" }, { "Dounia/Donia", "دنيا" }, { "Drifa/Derifa", "ظريفة" }, { "Fadwa/Fadoua", "فدوى" },
	{ "Firdaous/Firdaws", "فردوس" }, { "Hafida/Hafeda", "حفيظة" }, { "Itto/Ito", "إيطو" }, { "Jihane/Jihan", "جيهان" }, { 0 },
};
/* clang-format on */

static struct demo_names counted(const struct demo_name *list, size_t rows)
{
	return (struct demo_names){ list, (int)rows - 1 };
}

struct demo_names demo_last_names(void)
{
	return counted(last_names, sizeof last_names / sizeof last_names[0]);
}

struct demo_names demo_first_names(bool woman)
{
	return woman ? counted(women, sizeof women / sizeof women[0])
		     : counted(men, sizeof men / sizeof men[0]);
}

int demo_spellings(const struct demo_name *n)
{
	int spellings = 1;

	for (const char *p = n->latin; *p != '\0'; p++)
		spellings += *p == '/';
	return spellings;
}

str demo_spelling(const struct demo_name *n, int i)
{
	const char *p = n->latin;

	must(0 <= i && i < demo_spellings(n));
	while (i-- > 0)
		p = strchr(p, '/') + 1;
	const char *end = strchrnul(p, '/');
	return (str){ p, (size_t)(end - p) };
}
