/* service/demo_territory.c - the territory of the demo: made up, and small.
 *
 * Texts of the very form that the real files have, taken over by the same import. Codes are ones that the
 * real lists don't reach (regions, provinces and wilayas from 90 and 900 on), so both may stand in one
 * register.
 */
#include "service/demo_territory.h"

#include "domain/access/access.h"
#include "domain/fund/fund.h"
#include "domain/place/place.h"

#include "service/import.h"

#define FROM ((date){ 10957 }) /* 2000-01-01 */

/* clang-format off */
static const char regions_ma[] =
	"code,name_fr,name_ar\n"
	"91,Tamazra,تمازرة\n"
	"92,Oulmira,أولميرة\n"
	"93,Sehraya,سهراية\n";

static const char provinces_ma[] =
	"region,code,id,name_fr,name_ar\n"
	"91,901,91.901,Tamazra,تمازرة\n"
	"91,902,91.902,Zifane,زيفان\n"
	"91,903,91.903,Beni Markal,بني مركال\n"
	"92,904,92.904,Oulmira,أولميرة\n"
	"92,905,92.905,Kasbat Rimal,قصبة ريمال\n"
	"92,906,92.906,Tirouna,تيرونة\n"
	"93,907,93.907,Sehraya,سهراية\n"
	"93,908,93.908,Oued Sarmil,واد سرميل\n";

static const char communes_ma[] =
	"code,region,province_or_circle,name_fr,name_ar\n"
	"91.901.01.01,91,91.901,Tamazra (Mun.),تمازرة\n"
	"91.901.01.03,91,91.901,Belouza (Mun.),بلوزة\n"
	"91.901.03.05,91,91.901,Dar Karmoud,دار كرمود\n"
	"91.901.03.07,91,91.901,Bir Mezrada,بير مزرادة\n"
	"91.901.03.09,91,91.901,Beni Faltoun,بني فلتون\n"
	"91.901.03.11,91,91.901,Ksar Gharmal,قصر غرمال\n"
	"91.901.03.13,91,91.901,Sidi Nizoura,سيدي نيزورة\n"
	"91.901.03.15,91,91.901,Tizi Tazmout,تيزي تازموت\n"
	"91.902.01.01,91,91.902,Zifane (Mun.),زيفان\n"
	"91.902.03.03,91,91.902,Issoufal,إسوفال\n"
	"91.902.03.05,91,91.902,Dar Damrane,دار دمران\n"
	"91.902.03.07,91,91.902,Bir Lazrane,بير لزران\n"
	"91.902.03.09,91,91.902,Beni Moukira,بني موكيرة\n"
	"91.902.03.11,91,91.902,Ksar Ouarzala,قصر ورزالة\n"
	"91.902.03.13,91,91.902,Sidi Talmizt,سيدي تالميزت\n"
	"91.903.01.01,91,91.903,Beni Markal (Mun.),بني مركال\n"
	"91.903.03.03,91,91.903,Tizi Zemmoula,تيزي زمولة\n"
	"91.903.03.05,91,91.903,Harbila,حربيلة\n"
	"91.903.03.07,91,91.903,Dar Kandour,دار كندور\n"
	"91.903.03.09,91,91.903,Bir Sefrina,بير سفرينة\n"
	"91.903.03.11,91,91.903,Beni Tagmart,بني تاكمارت\n"
	"91.903.03.13,91,91.903,Ksar Bouzrane,قصر بوزران\n"
	"92.904.01.01,92,92.904,Oulmira (Mun.),أولميرة\n"
	"92.904.01.03,92,92.904,Sidi Azirane (Mun.),سيدي أزيران\n"
	"92.904.03.05,92,92.904,Tizi Merzala,تيزي مرزالة\n"
	"92.904.03.07,92,92.904,Doukira,دوكيرة\n"
	"92.904.03.09,92,92.904,Dar Tamrout,دار تامروت\n"
	"92.904.03.11,92,92.904,Bir Ighzarane,بير إغزران\n"
	"92.904.03.13,92,92.904,Beni Sounala,بني سونالة\n"
	"92.904.03.15,92,92.904,Ksar Chelmoun,قصر شلمون\n"
	"92.905.01.01,92,92.905,Kasbat Rimal (Mun.),قصبة ريمال\n"
	"92.905.03.03,92,92.905,Sidi Farziz,سيدي فرزيز\n"
	"92.905.03.05,92,92.905,Tizi Goulmane,تيزي كولمان\n"
	"92.905.03.07,92,92.905,Hamrit,حمريت\n"
	"92.905.03.09,92,92.905,Dar Jerzoun,دار جرزون\n"
	"92.905.03.11,92,92.905,Sidi Belouza,سيدي بلوزة\n"
	"92.905.03.13,92,92.905,Tizi Karmoud,تيزي كرمود\n"
	"92.906.01.01,92,92.906,Tirouna (Mun.),تيرونة\n"
	"92.906.03.03,92,92.906,Mezrada,مزرادة\n"
	"92.906.03.05,92,92.906,Dar Faltoun,دار فلتون\n"
	"92.906.03.07,92,92.906,Bir Gharmal,بير غرمال\n"
	"92.906.03.09,92,92.906,Beni Nizoura,بني نيزورة\n"
	"92.906.03.11,92,92.906,Ksar Tazmout,قصر تازموت\n"
	"92.906.03.13,92,92.906,Sidi Issoufal,سيدي إسوفال\n"
	"93.907.01.01,93,93.907,Sehraya (Mun.),سهراية\n"
	"93.907.01.03,93,93.907,Tizi Damrane (Mun.),تيزي دمران\n"
	"93.907.03.05,93,93.907,Lazrane,لزران\n"
	"93.907.03.07,93,93.907,Dar Moukira,دار موكيرة\n"
	"93.907.03.09,93,93.907,Bir Ouarzala,بير ورزالة\n"
	"93.907.03.11,93,93.907,Beni Talmizt,بني تالميزت\n"
	"93.907.03.13,93,93.907,Ksar Zemmoula,قصر زمولة\n"
	"93.907.03.15,93,93.907,Sidi Harbila,سيدي حربيلة\n"
	"93.908.01.01,93,93.908,Oued Sarmil (Mun.),واد سرميل\n"
	"93.908.01.03,93,93.908,Tizi Kandour (Mun.),تيزي كندور\n"
	"93.908.03.05,93,93.908,Sefrina,سفرينة\n"
	"93.908.03.07,93,93.908,Dar Tagmart,دار تاكمارت\n"
	"93.908.03.09,93,93.908,Bir Bouzrane,بير بوزران\n"
	"93.908.03.11,93,93.908,Beni Azirane,بني أزيران\n"
	"93.908.03.13,93,93.908,Ksar Merzala,قصر مرزالة\n"
	"93.908.03.15,93,93.908,Sidi Doukira,سيدي دوكيرة\n";

static const char communes_dz[] =
	"id,commune_name,commune_name_ascii,daira_name,daira_name_ascii,wilaya_code,wilaya_name,wilaya_name_ascii\n"
	"9001,تيرزة,Tirezza,تيرزة,Tirezza,91,تيرزة,Tirezza\n"
	"9002,سيدي دوكيرة,Sidi Doukira,تيرزة,Tirezza,91,تيرزة,Tirezza\n"
	"9003,بير حمريت,Bir Hamrit,تيرزة,Tirezza,91,تيرزة,Tirezza\n"
	"9004,تيزي نيزورة,Tizi Nizoura,تيرزة,Tirezza,91,تيرزة,Tirezza\n"
	"9005,عين زورة,Ain Zoura,عين زورة,Ain Zoura,91,تيرزة,Tirezza\n"
	"9006,بني تالميزت,Beni Talmizt,عين زورة,Ain Zoura,91,تيرزة,Tirezza\n"
	"9007,أزيران,Azirane,عين زورة,Ain Zoura,91,تيرزة,Tirezza\n"
	"9008,قصر فرزيز,Ksar Farziz,عين زورة,Ain Zoura,91,تيرزة,Tirezza\n"
	"9009,برج لمار,Bordj Lamar,برج لمار,Bordj Lamar,91,تيرزة,Tirezza\n"
	"9010,دار فلتون,Dar Faltoun,برج لمار,Bordj Lamar,91,تيرزة,Tirezza\n"
	"9011,سيدي موكيرة,Sidi Moukira,برج لمار,Bordj Lamar,91,تيرزة,Tirezza\n"
	"9012,بير تاكمارت,Bir Tagmart,برج لمار,Bordj Lamar,91,تيرزة,Tirezza\n"
	"9013,أم سريال,Oum Sarial,أم سريال,Oum Sarial,92,أم سريال,Oum Sarial\n"
	"9014,تيزي سونالة,Tizi Sounala,أم سريال,Oum Sarial,92,أم سريال,Oum Sarial\n"
	"9015,بني كرمود,Beni Karmoud,أم سريال,Oum Sarial,92,أم سريال,Oum Sarial\n"
	"9016,دمران,Damrane,أم سريال,Oum Sarial,92,أم سريال,Oum Sarial\n"
	"9017,مرجانة,Merdjana,مرجانة,Merdjana,92,أم سريال,Oum Sarial\n"
	"9018,قصر كندور,Ksar Kandour,مرجانة,Merdjana,92,أم سريال,Oum Sarial\n"
	"9019,دار تامروت,Dar Tamrout,مرجانة,Merdjana,92,أم سريال,Oum Sarial\n"
	"9020,سيدي جرزون,Sidi Jerzoun,مرجانة,Merdjana,92,أم سريال,Oum Sarial\n"
	"9021,قلمون,Guelmoun,قلمون,Guelmoun,92,أم سريال,Oum Sarial\n"
	"9022,بير تازموت,Bir Tazmout,قلمون,Guelmoun,92,أم سريال,Oum Sarial\n"
	"9023,تيزي زمولة,Tizi Zemmoula,قلمون,Guelmoun,92,أم سريال,Oum Sarial\n"
	"9024,بني مرزالة,Beni Merzala,قلمون,Guelmoun,92,أم سريال,Oum Sarial\n"
	"9025,حرزولة,Harzoula,حرزولة,Harzoula,93,حرزولة,Harzoula\n"
	"9026,كولمان,Goulmane,حرزولة,Harzoula,93,حرزولة,Harzoula\n"
	"9027,قصر غرمال,Ksar Gharmal,حرزولة,Harzoula,93,حرزولة,Harzoula\n"
	"9028,دار ورزالة,Dar Ouarzala,حرزولة,Harzoula,93,حرزولة,Harzoula\n"
	"9029,قصر دنيا,Ksar Dounia,قصر دنيا,Ksar Dounia,93,حرزولة,Harzoula\n"
	"9030,سيدي بوزران,Sidi Bouzrane,قصر دنيا,Ksar Dounia,93,حرزولة,Harzoula\n"
	"9031,بير شلمون,Bir Chelmoun,قصر دنيا,Ksar Dounia,93,حرزولة,Harzoula\n"
	"9032,تيزي مزرادة,Tizi Mezrada,قصر دنيا,Ksar Dounia,93,حرزولة,Harzoula\n"
	"9033,تازريت,Tazerit,تازريت,Tazerit,94,تازريت,Tazerit\n"
	"9034,بني لزران,Beni Lazrane,تازريت,Tazerit,94,تازريت,Tazerit\n"
	"9035,سفرينة,Sefrina,تازريت,Tazerit,94,تازريت,Tazerit\n"
	"9036,قصر إغزران,Ksar Ighzarane,تازريت,Tazerit,94,تازريت,Tazerit\n"
	"9037,حاسي ريمل,Hassi Rimel,حاسي ريمل,Hassi Rimel,94,تازريت,Tazerit\n"
	"9038,بير بلوزة,Bir Belouza,حاسي ريمل,Hassi Rimel,94,تازريت,Tazerit\n"
	"9039,تيزي إسوفال,Tizi Issoufal,حاسي ريمل,Hassi Rimel,94,تازريت,Tazerit\n"
	"9040,بني حربيلة,Beni Harbila,حاسي ريمل,Hassi Rimel,94,تازريت,Tazerit\n";
/* clang-format on */

struct planting {
	struct arena *a;
	date day;
	struct fund fund;
	size_t communes;
};

static rc look(struct tx *tx, void *cls)
{
	struct planting *p = cls;
	struct commune_code *codes;

	TRY(demo_need(tx));
	TRY(fund_read(tx, p->a, &p->fund));
	return place_commune_codes(tx, p->day, p->a, &codes, &p->communes);
}

#define TEXT(t) ((str){ t, sizeof t - 1 })

rc demo_territory(struct db *db, struct arena *a, instant now, bool *ret_planted)
{
	const str ma[] = { TEXT(regions_ma), TEXT(provinces_ma), TEXT(communes_ma) },
		  dz[] = { TEXT(communes_dz) };
	struct planting p = { .a = a, .day = clock_day(now) };
	struct import_report report;

	*ret_planted = false;
	TRY(db_read(db, FOR_DEMO, "is there a territory", look, &p));
	if (p.communes > 0)
		return OK;
	bool is_ma = str_eq(p.fund.country, S("ma"));
	for (size_t i = 0; i < (is_ma ? sizeof ma : sizeof dz) / sizeof ma[0]; i++) {
		TRY(import_territories(db, a, is_ma ? ma[i] : dz[i], p.fund.country, FROM, now, &report));
		must(report.refused == 0);
	}
	*ret_planted = true;
	return OK;
}
