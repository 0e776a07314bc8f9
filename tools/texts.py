#!/usr/bin/env python3
"""Messages of po/{fr,ar,en}.po as C tables.

    texts.py DIR                        writes DIR/texts.h and DIR/texts.c
    texts.py --used DIR                 fails when a message is used nowhere
    texts.py add KEY FR AR EN           adds a message (for an error code: KEY = err.NAME)
    texts.py add mistake.KEY FR AR      adds a mistake of src/domain/law/mistake.def, which has its English

The po files are gettext's, with stable keys as msgid: signin.title. C code says TEXT(signin_title), templates say
{{t signin.title}}. Placeholders are {name}; {n} chooses the plural form. The build fails when a key is missing in a
language, has other placeholders there, lacks a plural form, is empty, or when a code of src/base/err.def has no
message err.NAME or a MISTAKE of src/domain/law/mistake.def none in French and Arabic.
"""
import glob, os, re, sys

LANGS = ["ar", "fr", "en"]
ERR = "src/base/err.def"
MISTAKE = "src/domain/law/mistake.def"
# Families whose keys are chosen at run time by a word of the store or the code ({{tn family expr}}, text_find()).
FAMILY_USE = re.compile(r'\{\{tn\s+([a-z_]+)\s|"([a-z_]+)\."')


def c_name(key):
    return key.replace(".", "_").replace("-", "_")


class Message:
    def __init__(self, key):
        self.key, self.forms, self.plural = key, {}, False

    def placeholders(self):
        return {x for f in self.forms.values() for x in re.findall(r"\{([a-z_]+)\}", f)}


class Catalogue:
    def __init__(self, path):
        self.path, self.messages, self.header = path, {}, ""


def unquote(s, path, n):
    m = re.match(r'^"((?:[^"\\]|\\.)*)"\s*$', s)
    if not m:
        sys.exit("%s:%d: not a string between quotes" % (path, n))
    return re.sub(r"\\(.)", lambda x: {"n": "\n", "t": "\t"}.get(x.group(1), x.group(1)), m.group(1))


def read_po(path):
    cat, now, into = Catalogue(path), None, None
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        m = re.match(r"(msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s+(.*)$", line)
        text = unquote(m.group(3) if m else line, path, n)
        if m and m.group(1) == "msgid":
            if text in cat.messages or text == "" and now is not None:
                sys.exit("%s:%d: %s is given twice" % (path, n, text))
            now, into = Message(text), None
            cat.messages[text] = now
        elif m and m.group(1) == "msgid_plural":
            now.plural = True
        elif m:
            into = int(m.group(2) or 0)
            now.forms[into] = text
        elif into is not None:
            now.forms[into] += text
        else:
            sys.exit("%s:%d: a line that continues nothing" % (path, n))
    cat.header = cat.messages.pop("").forms[0]
    return cat


def plural_rule(cat):
    m = re.search(r"nplurals=(\d+);\s*plural=([^;]+);", cat.header)
    if not m or re.search(r"[^n0-9?:()%<>=!&| ]", m.group(2)):
        sys.exit("%s: no usable Plural-Forms" % cat.path)
    return int(m.group(1)), m.group(2).strip()


def err_names():
    return [m.group(1) for m in re.finditer(r"^E\((\w+),", open(ERR, encoding="utf-8").read(), re.M)]


def mistakes():
    """Messages mistake.KEY in English, as mistake.def has them."""
    ret = {}
    for n, line in enumerate(open(MISTAKE, encoding="utf-8"), 1):
        if line.startswith("MISTAKE("):
            m = re.match(r"MISTAKE\((\w+), (.*)\)$", line) or sys.exit("%s:%d: a mistake is one line" % (MISTAKE, n))
            msg = ret["mistake." + m.group(1)] = Message("mistake." + m.group(1))
            msg.forms[0] = unquote(m.group(2), MISTAKE, n)
    return ret


def read_all():
    cats = {lang: read_po("po/%s.po" % lang) for lang in LANGS}
    english, bad = mistakes(), []
    for lang, cat in cats.items():
        has = {k for k in cat.messages if k.startswith("mistake.")}
        if lang == "en":
            bad += ["%s: %s stands in %s" % (cat.path, k, MISTAKE) for k in has]
            continue
        bad += ["%s: %s is none of %s" % (cat.path, k, MISTAKE) for k in has - set(english)]
        bad += ['%s: %s is missing:\n\ttools/texts.py add %s "FR" "AR"' % (cat.path, k, k) for k in set(english) - has]
    if bad:
        sys.exit("\n".join(sorted(bad)))
    cats["en"].messages.update(english)
    return cats


def check(cats):
    bad = []
    keys = set().union(*(c.messages for c in cats.values()))
    for name in err_names():
        if "err." + name not in keys:
            bad.append('%s: %s has no message. Say what the reader can do:\n\ttools/texts.py add err.%s "FR" "AR" "EN"'
                       % (ERR, name, name))
    known = {"err." + n for n in err_names()}
    bad += ["po/fr.po: %s is no code of %s" % (k, ERR) for k in keys if k.startswith("err.") and k not in known]
    names = {}
    for k in sorted(keys):
        if not re.match(r"^[a-z0-9_]+(\.[A-Za-z0-9_-]+)+$", k):
            bad.append("%s: not a key" % k)
        if names.setdefault(c_name(k), k) != k:
            bad.append("%s and %s have the same name in C" % (k, names[c_name(k)]))
        for lang in LANGS:
            bad += check_one(cats, lang, k)
    if bad:
        sys.exit("\n".join(bad))
    return sorted(keys)


def check_one(cats, lang, key):
    path, msg = cats[lang].path, cats[lang].messages.get(key)
    if msg is None:
        return ["%s: %s is missing" % (path, key)]
    bad, other = [], cats["fr"].messages.get(key, msg)
    want = plural_rule(cats[lang])[0] if msg.plural else 1
    if msg.plural != other.plural:
        bad.append("%s: %s has plural forms in one language and none in another" % (path, key))
    if sorted(msg.forms) != list(range(want)) or any(f.strip() == "" and "format." not in key for f in msg.forms.values()):
        bad.append("%s: %s needs %d forms, none empty" % (path, key, want))
    if msg.placeholders() != other.placeholders():
        bad.append("%s: %s has other placeholders than in French" % (path, key))
    if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", "".join(msg.forms.values()))):
        bad.append("%s: %s: a brace that is no placeholder" % (path, key))
    return bad


def used():
    """Keys and families that templates and C code name."""
    keys, families = set(), {"err"}
    for path in glob.glob("templates/*.tpl") + glob.glob("src/**/*.[ch]", recursive=True):
        if path.endswith("_test.c"):
            continue
        text = open(path, encoding="utf-8").read()
        keys |= {c_name(k) for k in re.findall(r"\{\{t\s+([\w.-]+)", text)}
        keys |= set(re.findall(r"\b(?:TEXT|WORDS|SAY)\(\s*(\w+)", text))
        families |= {a or b for a, b in FAMILY_USE.findall(text)}
    return keys, families


def check_used(keys):
    names, families = used()
    idle = [k for k in keys if c_name(k) not in names and k.split(".")[0] not in families]
    if idle:
        sys.exit("\n".join("po/: %s is used nowhere" % k for k in idle))


def c_string(s):
    return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "?": "\\?"}.get(c, c) for c in s) + '"'


def c_str(s):
    return "{ %s, %d }" % (c_string(s), len(s.encode()))


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def write_header(path, keys, plurals):
    lines = ["/* generated by tools/texts.py from po/ */", "#ifndef GEN_TEXTS_H", "#define GEN_TEXTS_H", "",
             "enum text_key {", "\tTEXT_NONE,"]
    lines += ["\tTEXT_%s," % c_name(k) for k in keys]
    lines += ["\tTEXT_N", "};", "", "enum { TEXT_PLURALS = %d };" % (len(plurals) + 1), "", "#endif", ""]
    write(path, "\n".join(lines))


def write_source(path, cats, keys, plurals):
    out = ["/* generated by tools/texts.py from po/ */", '#include "face/portal/text_table.h"', "",
           '#pragma GCC diagnostic ignored "-Woverlength-strings"', "", "const str text_names[TEXT_N] = {", "\t{ \"\", 0 },"]
    out += ["\t%s," % c_str(k) for k in keys] + ["};", "", "const uint16_t text_plural_at[TEXT_N] = {"]
    out += ["\t[TEXT_%s] = %d," % (c_name(k), i) for i, k in enumerate(plurals, 1)] + ["\t[TEXT_NONE] = 0,", "};", ""]
    out += ["const str text_plain[LANG_N][TEXT_N] = {"]
    for lang in LANGS:
        out.append("\t[LANG_%s] = {\n\t\t{ \"\", 0 }," % lang.upper())
        for k in keys:
            forms = cats[lang].messages[k].forms
            out.append("\t\t%s," % c_str(forms[max(forms)]))
        out.append("\t},")
    out += ["};", "", "const str text_forms[LANG_N][TEXT_PLURALS][TEXT_FORMS_MAX] = {"]
    for lang in LANGS:
        out.append("\t[LANG_%s] = {\n\t\t{ { \"\", 0 } }," % lang.upper())
        for k in plurals:
            forms = cats[lang].messages[k].forms
            out.append("\t\t{ %s }," % ", ".join(c_str(forms[i]) for i in sorted(forms)))
        out.append("\t},")
    out += ["};", "", "size_t text_form(enum lang lang, uint64_t n)", "{", "\tswitch (lang) {"]
    for lang in LANGS:
        out.append("\tcase LANG_%s:\n\t\treturn (size_t)(%s);" % (lang.upper(), plural_rule(cats[lang])[1]))
    out += ["\tcase LANG_N:", "\tdefault:", "\t\treturn 0;", "\t}", "}", ""]
    write(path, "\n".join(out))


def po_string(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def add(key, by_lang):
    """Puts the message where its key sorts, among those of the same family."""
    for lang, text in by_lang.items():
        path = "po/%s.po" % lang
        blocks = open(path, encoding="utf-8").read().rstrip("\n").split("\n\n")
        ids = [re.search(r'^msgid "(.*)"', b, re.M).group(1) for b in blocks]
        if key in ids:
            sys.exit("%s: %s is there already" % (path, key))
        at = next((i for i, k in enumerate(ids) if k > key and i > 0), len(ids))
        blocks.insert(at, 'msgid "%s"\nmsgstr %s' % (key, po_string(text)))
        write(path, "\n\n".join(blocks) + "\n")


def main():
    args = sys.argv[1:]
    if args[:1] == ["add"] and len(args) == 5:
        return add(args[1], dict(zip(["fr", "ar", "en"], args[2:])))
    if args[:1] == ["add"] and len(args) == 4 and args[1].startswith("mistake."):
        return add(args[1], dict(zip(["fr", "ar"], args[2:])))
    if not args or len(args) > 2:
        sys.exit(__doc__)
    cats = read_all()
    keys = check(cats)
    if args[0] == "--used":
        return check_used(keys)
    plurals = [k for k in keys if cats["fr"].messages[k].plural]
    write_header(os.path.join(args[0], "texts.h"), keys, plurals)
    write_source(os.path.join(args[0], "texts.c"), cats, keys, plurals)


if __name__ == "__main__":
    main()
