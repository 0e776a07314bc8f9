/* domain/access/password.c - which passwords are refused.
 *
 * As NIST SP 800-63B 5.1.1.2 has it: long enough, not a common one, and no rule about kinds of characters,
 * which only makes people write them down. The list holds what reaches the least length; shorter ones are
 * refused anyway.
 */
#include "domain/access/access.h"

#include "base/utf8.h"

/* In lower case. */
static const char *const common[] = {
	"0123456789ab",		"01234567890123",      "0987654321098",	   "098765432109",
	"102030405060",		"111122223333",	       "112233445566",	   "11223344556677",
	"121212121212",		"123123123123",	       "1231231231234",	   "123412341234",
	"123454321123",		"123456123456",	       "1234567654321",	   "123456789000",
	"123456789012",		"1234567890123",       "12345678901234",   "123456789012345",
	"1234567890123456",	"123456789101112",     "123456789123",	   "1234567891234",
	"1234567891234567",	"123456789abc",	       "123456789abcd",	   "1234567890ab",
	"123456789qwe",		"1234qwerasdf",	       "1234qwer1234",	   "123azerty123",
	"123qweasdzxc",		"1a2b3c4d5e6f",	       "1q2w3e4r5t6y",	   "1q2w3e4r5t6y7u",
	"1qaz2wsx3edc",		"1qaz2wsx3edc4rfv",    "1qazxsw23edc",	   "abc123456789",
	"abc123abc123",		"abcd12345678",	       "abcd1234abcd",	   "abcdef123456",
	"abcdefg12345",		"abcdefghijkl",	       "abcdefghijklm",	   "abcdefghijklmnop",
	"admin1234567",		"admin12345678",       "admin123456789",   "adminadmin123",
	"adminadminadmin",	"administrateur",      "administrateur1",  "administrator",
	"administrator1",	"algerie123456",       "algeria123456",	   "alhamdoulilah",
	"alhamdoulillah",	"alhamdulillah",       "allahakbar123",	   "allahouakbar",
	"aqwzsxedcrfv",		"asdfasdfasdf",	       "asdfghjkl123",	   "asdfghjklqwe",
	"asdfghjklzxc",		"azerty123456",	       "azerty1234567",	   "azerty12345678",
	"azerty123456789",	"azertyazerty",	       "azertyuiop12",	   "azertyuiop123",
	"azertyuiop1234",	"azertyuiopqs",	       "azertyuiopqsdfgh", "bienvenue123",
	"bienvenue1234",	"bismillah123",	       "bismillah1234",	   "bonjour12345",
	"bonjour123456",	"casablanca12",	       "casablanca123",	   "changeme1234",
	"changeme12345",	"changezmoi12",	       "computer1234",	   "correcthorsebatterystaple",
	"football1234",		"iloveyou1234",	       "iloveyouforever",  "inchallah123",
	"inchallah1234",	"internet1234",	       "jetaime12345",	   "jetaimemonamour",
	"letmein12345",		"lovelovelove",	       "maroc1234567",	   "marrakech123",
	"michaeljackson",	"monmotdepasse",       "morocco12345",	   "motdepasse12",
	"motdepasse123",	"motdepasse1234",      "motdepasse2025",   "motdepasse2026",
	"motdepassemotdepasse", "mynameis1234",	       "p@ssw0rd1234",	   "p@ssword1234",
	"passpasspass",		"passw0rd1234",	       "password1234",	   "password12345",
	"password123456",	"password1234567",     "password2025",	   "password2026",
	"passwordpassword",	"poiuytreza12",	       "princess1234",	   "q1w2e3r4t5y6",
	"qawsedrftgyh",		"qazwsxedc123",	       "qazwsxedcrfv",	   "qsdfghjklm12",
	"qsdfghjklmwx",		"qwer1234qwer",	       "qwerasdfzxcv",	   "qwerty123456",
	"qwerty1234567",	"qwerty12345678",      "qwertyqwerty",	   "qwertyuiop12",
	"qwertyuiop123",	"qwertyuiop1234",      "qwertyuiopas",	   "qwertyuiopasdfgh",
	"securite1234",		"securitesociale",     "soleil123456",	   "subhanallah1",
	"subhanallah123",	"sunshine1234",	       "superman1234",	   "testtesttest",
	"test12345678",		"test123456789",       "thisismypassword", "trustno11234",
	"unknown12345",		"welcome12345",	       "welcome123456",	   "zaqxswcdevfr",
	"zxcvbnm12345",		"zxcvbnmasdfghjkl",    "كلمةالمرور12",	   "كلمةالسر1234",
	"الحمدلله1234",		"بسماللهالرحمنالرحيم",
};

static char lower(char c) { return (char)('A' <= c && c <= 'Z' ? c - 'A' + 'a' : c); }

static bool same(str typed, str known)
{
	for (size_t i = 0; i < typed.n && i < known.n; i++)
		if (lower(typed.p[i]) != known.p[i])
			return false;
	return typed.n == known.n;
}

/* A part of at most four bytes again and again, such as aaaaaaaaaaaa, 123412341234 or the same Arabic letter.
 */
static bool repeats(str s)
{
	for (size_t part = 1; part <= 4; part++) {
		size_t i = part;
		while (i < s.n && s.p[i] == s.p[i - part])
			i++;
		if (i == s.n)
			return true;
	}
	return false;
}

/* The login again and again, or with up to four characters behind it. */
static bool is_login(str s, str login)
{
	size_t i = 0;

	if (login.n == 0)
		return false;
	while (s.n - i >= login.n && same((str){ s.p + i, login.n }, login))
		i += login.n;
	return i > 0 && s.n - i <= 4;
}

rc access_password_check(str password, str login)
{
	str rest = password;
	size_t n = 0;
	uint32_t c;

	CHECK(password.n <= PASSWORD_MAX, PASSWORD_TEXT);
	for (; utf8_next(&rest, &c); n++)
		CHECK(c >= 0x20 && c != 0x7f, PASSWORD_TEXT);
	CHECK(rest.n == 0, PASSWORD_TEXT);
	CHECK(n >= PASSWORD_MIN, PASSWORD_SHORT);
	CHECK(!repeats(password) && !is_login(password, login), PASSWORD_COMMON);
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
		CHECK(!same(password, str_of(common[i])), PASSWORD_COMMON);
	return OK;
}
