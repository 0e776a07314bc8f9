/* service/demo_users.c - plainly made-up people. */
#include "service/demo_users.h"

#include "domain/access/totp.h"
#include "service/secret.h"
#include "service/users.h"

static const struct demo_account people[] = {
#define PERSON(login, fr, ar, role) \
	{ \
		{ login, sizeof login - 1 }, { fr, sizeof fr - 1 }, { ar, sizeof ar - 1 }, \
		{ \
			role, sizeof role - 1 \
		} \
	}
	PERSON("organisme", "Omar Exemple", "عمر مثال", "body"),
	PERSON("agent", "Amina Exemple", "أمينة مثال", "agent"),
	PERSON("chef", "Karim Exemple", "كريم مثال", "approver"),
	PERSON("examen", "Salma Exemple", "سلمى مثال", "reviewer"),
	PERSON("guichet", "Yasmine Exemple", "ياسمين مثال", "counter"),
	PERSON(DEMO_DIRECTOR, "Driss Exemple", "إدريس مثال", "director"),
	PERSON("audit", "Nora Exemple", "نورة مثال", "auditor"),
	PERSON("admin", "Adil Exemple", "عادل مثال", "admin"),
#undef PERSON
};
enum { PEOPLE = sizeof people / sizeof people[0] };

rc demo_users_list(struct db *db, struct arena *a, struct demo_account **ret, size_t *ret_n)
{
	struct user u;

	*ret = arena_array(a, struct demo_account, PEOPLE);
	*ret_n = 0;
	for (size_t i = 0; i < PEOPLE; i++) {
		rc r = users_by_login(db, a, people[i].login, &u);
		if (rc_ok(r) && u.enrolled && str_eq(u.display_name, people[i].name_fr))
			(*ret)[(*ret_n)++] = people[i];
		else if (!rc_ok(r) && !rc_is(r, E_USER_NONE))
			return r;
	}
	return OK;
}

static rc make(struct db *db, instant now, struct arena *a, const struct demo_account *p, str body_code,
	       const unsigned char *totp_key)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	struct user_new u = { .login = p->login,
			      .display_name = p->name_fr,
			      .language = S("fr"),
			      .password = S(DEMO_PASSWORD) };
	user_id id;

	secret_random(secret, sizeof secret);
	u.demo_secret = totp_base32(a, secret);
	TRY(access_roles_parse(p->role, &u.roles));
	if (u.roles == BODY_USER)
		u.body_code = body_code;
	return user_add(db, now, a, (user_id){ 0 }, &u, totp_key, &id);
}

rc demo_users_make(struct db *db, instant now, struct arena *a, str body_code, const unsigned char *totp_key,
		   int64_t *ret_made)
{
	*ret_made = 0;
	for (size_t i = 0; i < PEOPLE; i++) {
		if (str_eq(people[i].role, S("body")) && body_code.n == 0)
			continue;
		rc r = make(db, now, a, &people[i], body_code, totp_key);
		if (rc_is(r, E_LOGIN_TAKEN))
			continue;
		TRY(r);
		(*ret_made)++;
	}
	return OK;
}
