#!/usr/bin/env python3
"""Somebody at the counter, over HTTP: opens a person's page, issues an attestation with its form, fetches the PDF.

agent.py SITE PERSON-ID OUT.pdf: prints the reference.
"""
import http.cookiejar, re, sys, time, urllib.error, urllib.parse, urllib.request

site, person, out = sys.argv[1:]
jar = http.cookiejar.CookieJar()
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))


def ask(path, form=None):
    req = urllib.request.Request(site + path, data=urllib.parse.urlencode(form).encode() if form else None)
    req.add_header("Sec-Fetch-Site", "same-origin")
    with opener.open(req, timeout=20) as r:
        return r.read(), r.headers, r.geturl()


def token(page, action):
    return re.search(r'action="/fr%s"[^>]*>\s*<input type="hidden" name="_token" value="([0-9a-f]+)"' % re.escape(action),
                     page.decode()).group(1)


def sign_in(login):
    ask("/fr/signin", {"login": login, "password": "essai-tajriba-2026", "back": "/"})
    page = ask("/fr/signin/code")[0]
    while b"Il sera valable" in page:
        time.sleep(1)
        page = ask("/fr/signin/code")[0]
    code = re.search(r'class="key-box num">\s*(\d{6})', page.decode()).group(1)
    ask("/fr/signin/code", {"code": code, "_token": token(page, "/signin/code")})


sign_in("guichet")
form = "/people/%s/attestations" % person
page = ask("/fr/people/" + person)[0]
try:
    ask("/fr" + form, {"kind": "rights", "language": "ar", "_token": token(page, form)})
    sys.exit("issued in the person's name without a reason")
except urllib.error.HTTPError as e:
    again = e.read().decode()
    assert e.code == 422 and 'id="reason-e"' in again and 'id="here-e"' in again and 'value="rights" selected' in again, e.code
given = {"here": "1", "reason": "N'a pas de telephone"}
page, _, where = ask("/fr" + form, {"kind": "rights", "language": "ar", "_token": token(page, form), **given})
assert page.decode().count("/receipts/A") == 1, "one receipt"
reference = urllib.parse.parse_qs(urllib.parse.urlparse(where).query)["ref"][0]
assert ('href="/fr%s/%s"' % (form, reference)).encode() in page, "the person's page lists the new paper"
pdf, headers, _ = ask("/fr%s/%s" % (form, reference))
assert headers["Content-Type"] == "application/pdf" and headers["Cache-Control"] == "no-store", headers
assert headers["Content-Disposition"] == 'attachment; filename="attestation-%s.pdf"' % reference, headers
open(out, "wb").write(pdf)
page = ask("/fr/people/" + person)[0]
for kind, language, status in (("pension", "ar", 409), ("registration", "de", 400)):
    try:
        ask("/fr" + form, {"kind": kind, "language": language, "_token": token(page, form), **given})
        sys.exit("%s in %s was issued" % (kind, language))
    except urllib.error.HTTPError as e:
        assert e.code == status, (kind, language, e.code)
print(reference)
