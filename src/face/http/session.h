/* face/http/session.h - what of a session is HTTP: the cookie, the same-site rule, the tokens of forms. Who
 * is behind a token is the domain's business (server.h, find_caller).
 *
 * A form sent with the session's cookie must come from our own pages, said by the browser (Sec-Fetch-Site,
 * else Origin, else Referer), and carry a token that only our page for this form and this session could hold:
 * a keyed hash of the place the form is sent to, without its language. The token is masked anew each time it
 * is written, so that a packed page doesn't give it away byte by byte (BREACH).
 */
#ifndef FACE_HTTP_SESSION_H
#define FACE_HTTP_SESSION_H

#include "face/http/reply.h"
#include "face/http/request.h"

#define FORM_TOKEN_FIELD "_token"

enum { SESSION_TOKEN_MIN = 20, SESSION_TOKEN_MAX = 128, FORM_TOKEN_CHARS = 64 };

/* The value of one cookie; "" when it isn't there. Sent twice: "" (somebody tries to plant one). */
str cookie_get(str cookies, str name);
/* "__Host-sanad", or "sanad" without TLS: browsers refuse the prefix there. */
str session_cookie_name(bool secure);
/* The session's token from the cookie, or from "Authorization: Bearer" for programs; "" when there is none or
 * it isn't made of 20..128 letters, digits, - and _. */
str session_token(const struct request *q, bool *ret_by_cookie);
/* The browser keeps it until `max_age_s`; 0: until it is closed. */
void session_cookie_set(struct request *q, struct reply *p, str token, int64_t max_age_s);
void session_cookie_drop(struct request *q, struct reply *p);
/* The language for pages asked for without one. Not personal, kept for a year. */
void language_cookie_set(struct request *q, struct reply *p, str language);

/* E_FORM_ORIGIN unless the request comes from a page of ours. */
rc form_origin(const struct request *q) MUST_USE;
/* The token for a form sent to `place` ("/feeds/7/approve", no language). FORM_TOKEN_CHARS hex digits in `a`.
 */
str form_token(struct arena *a, const struct caller *c, str place);
/* E_FORM_ORIGIN unless `token` is one of this session for `place`. */
rc form_token_check(const struct caller *c, str place, str token) MUST_USE;

#endif
