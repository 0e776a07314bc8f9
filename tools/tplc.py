#!/usr/bin/env python3
"""Compile page templates to C: tplc.py OUT.c FILE.tpl...   (OUT.h is written beside it)

    {% page name(const struct x_view *v) %}   starts void page_name(struct out *o, const struct page *p, ...)
    {% part name(str a, int64_t b) %}         starts a piece that other templates include
    {% include name(args) %}                  writes a part
    {% C code %}                              goes through as it is: if, for, declarations
    {# remark #}
    {{ expr }}            a str, escaped                     {{raw expr}}   a str of mark-up, not escaped
    {{t key}}             a message                          {{t key n=expr, who=expr}}  with its placeholders
    {{tn family expr}}    the message "family.<expr>"        {{word expr}}  a message chosen at run time (enum text_key)
    {{d expr}}            a whole number as it is            {{n expr}}     grouped as readers of the language do
    {{day expr}} {{when expr}}   a date, an instant          {{born expr}}  YYYY-MM-DD or YYYY-00-00
    {{u expr}}            one component of a URL             {{link expr}}  a whole address of this site
    {{path expr}}         "/..." behind the language       {{away expr}}  a whole address of another site
    {{lang}}              ar, fr or en                       {{asset name}} address of a file of assets/
    {{icon name}}         a picture of the sprite            {{iconof expr}} the same, chosen at run time

The compiler follows the HTML it copies, so that it knows where a value stands: inside a tag it must be in an
attribute between double quotes; in href, src and action only u, link, path, lang, asset, away and d are taken; messages get no
mark-up inside attributes and titles. Refused: style=, on...=, <style>, <script> without src, javascript:, raw in an
attribute. White space that contains a line end goes away between tags and is one space elsewhere.
A field or message that does not exist is an error of the C compiler at the template's line.
"""
import os, re, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import texts

TOKEN = re.compile(r"\{%(.*?)%\}|\{\{(.*?)\}\}|\{#(.*?)#\}", re.S)
HEAD = re.compile(r"^(page|part)\s+([a-z][a-z0-9_]*)\s*\((.*)\)$", re.S)
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "poster", "cite", "data"}
URL_KINDS = {"u", "link", "path", "lang", "asset", "d", "away"}
PLAIN_ELEMENTS = {"title", "textarea", "option"}
KINDS = {"raw", "t", "tn", "word", "d", "n", "day", "when", "born", "u", "link", "path", "lang", "asset",
         "icon", "iconof", "away"}
SPRITE = "assets/i.svg"


class Refused(Exception):
    pass


class Html:
    """Where in the HTML we are, fed with the static text between the tags of the template."""

    def __init__(self):
        self.where = "text"  # text, comment, tag, value
        self.element = ""    # the element whose text we are in, when it matters
        self.tag = self.name = ""
        self.attributes = []
        self.value_begins = False

    def feed(self, text):
        i = 0
        while i < len(text):
            i = getattr(self, "in_" + self.where)(text, i)

    def in_text(self, s, i):
        if s.startswith("<!--", i):
            self.where = "comment"
            return i + 4
        m = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)").match(s, i)
        if not m:
            return i + 1
        self.tag = m.group(1) + m.group(2).lower()
        if self.tag == "style":
            raise Refused("<style> is refused: the page's policy allows no inline style")
        self.where, self.attributes, self.name = "tag", [], ""
        return m.end()

    def in_comment(self, s, i):
        if s.startswith("-->", i):
            self.where = "text"
            return i + 3
        return i + 1

    def in_tag(self, s, i):
        if s[i] == ">":
            self.tag_ends()
            return i + 1
        m = re.compile(r'([^\s"\'<>/=]+)(\s*=\s*)?(["\']?)').match(s, i)
        if not m:
            if s[i] in "\"'=":
                raise Refused("attributes are written name=\"value\"")
            return i + 1
        self.name = m.group(1).lower()
        if self.name == "style" or re.match(r"on[a-z]", self.name):
            raise Refused("attribute %s= is refused: nothing inline" % self.name)
        if self.name in self.attributes:
            raise Refused("attribute %s= is given twice" % self.name)
        self.attributes.append(self.name)
        if m.group(2):
            if m.group(3) != '"':
                raise Refused("the value of %s= must stand between double quotes" % self.name)
            self.where, self.value_begins = "value", True
        return m.end()

    def in_value(self, s, i):
        if s[i] == '"':
            self.where = "tag"
            return i + 1
        if re.compile(r"\s*javascript:", re.I).match(s, i):
            raise Refused("javascript: is refused")
        self.value_begins = False
        return i + 1

    def tag_ends(self):
        if self.tag == "script" and "src" not in self.attributes:
            raise Refused("<script> without src is refused")
        self.where = "text"
        self.element = self.tag if self.tag in PLAIN_ELEMENTS | {"script"} else ""

    def place(self, kind):
        """Where the value of a tag of this kind is going: PAGE or ATTRIBUTE. Refuses what has no business there."""
        if self.where == "comment":
            raise Refused("no values in comments")
        if self.where == "tag":
            raise Refused("a value inside a tag must stand in an attribute between double quotes")
        if self.where == "text":
            if self.element == "script":
                raise Refused("no values in scripts")
            return "ATTRIBUTE" if self.element else "PAGE"
        if kind in ("raw", "icon", "iconof"):
            raise Refused("%s is refused in an attribute" % kind)
        if self.name in URL_ATTRIBUTES:
            if kind not in URL_KINDS:
                raise Refused("in %s= only u, link, path, lang, asset, away and d" % self.name)
            if kind in ("link", "asset", "away") and not self.value_begins:
                raise Refused("%s must be the first thing in %s=" % (kind, self.name))
            if kind in ("u", "path") and self.value_begins:
                raise Refused("%s must not be the first thing in %s=: write the way to it" % (kind, self.name))
        self.value_begins = False
        return "ATTRIBUTE"


def c_string(s):
    out = []
    for ch in s:
        out.append({'"': '\\"', "\\": "\\\\", "\n": "\\n", "?": "\\?", "\t": "\\t"}.get(ch, ch))
    return '"' + "".join(out) + '"'


def squeeze(text, html_where, before, after):
    """White space with a line end in it: nothing between tags, one space elsewhere."""
    state = Html()
    state.where = html_where

    def one(m):
        left = text[m.start() - 1] if m.start() else before
        right = text[m.end()] if m.end() < len(text) else after
        inside = text.rfind("<", 0, m.start()) > text.rfind(">", 0, m.start()) or \
            (html_where != "text" and ">" not in text[:m.start()])
        return "" if not inside and left in ">%" and right in "<%" else " "
    return re.sub(r"[ \t]*\n\s*", one, text)


def split_args(s):
    depth, parts, at = 0, [], 0
    for i, ch in enumerate(s):
        depth += (ch in "([{") - (ch in ")]}")
        if ch == "," and depth == 0:
            parts.append(s[at:i])
            at = i + 1
    return [x.strip() for x in parts + [s[at:]] if x.strip()]


class Compiler:
    def __init__(self, catalogue):
        self.catalogue = catalogue
        self.icons = set(re.findall(r'<symbol id="([a-z0-9-]+)"', open(SPRITE, encoding="utf-8").read()))
        self.body, self.heads, self.parts, self.pending = [], [], [], ""

    def flush(self):
        if self.pending:
            self.body.append("\tout_mem(o, %s, %d);" % (c_string(self.pending), len(self.pending.encode())))
        self.pending = ""

    def emit(self, code, line):
        self.flush()
        self.body.append('#line %d "%s"\n%s' % (line, self.path, code))

    def message(self, arg, into):
        key, _, rest = arg.partition(" ")
        if key not in self.catalogue:
            raise Refused("no message %s in po/" % key)
        args = []
        for a in split_args(rest):
            m = re.match(r"([a-z_]+)\s*=(?!=)\s*(.+)$", a, re.S)
            if not m:
                raise Refused("a placeholder is filled by name=expr")
            args.append((m.group(1), m.group(2)))
        wanted = self.catalogue[key].placeholders()
        if {n for n, _ in args} != wanted:
            raise Refused("message %s has the placeholders {%s}" % (key, ", ".join(sorted(wanted))))
        listed = ", ".join('TEXT_ARG("%s", %s)' % a for a in args)
        array = "(const struct text_arg[]){ %s }" % listed if args else "NULL"
        return "text_put(o, p->at, TEXT_INTO_%s, TEXT(%s), %s, %d);" % (into, texts.c_name(key), array, len(args))

    def value(self, inner, html, line):
        inner = inner.strip()
        word = inner.split(None, 1)
        kind = word[0] if word and word[0] in KINDS and (len(word) == 2 or word[0] == "lang") else ""
        arg = inner[len(kind):].strip()
        into = html.place(kind)
        if kind == "icon":
            if arg not in self.icons:
                raise Refused("no icon %s in %s" % (arg, SPRITE))
            self.pending += '<svg class="i" aria-hidden="true"><use href="'
            self.emit("\tout_lit(o, ASSET_I_SVG);", line)
            self.pending += '#%s"/></svg>' % arg
            return
        if kind == "asset":
            code = "out_lit(o, ASSET_%s);" % re.sub(r"[^A-Z0-9]", "_", arg.upper())
        elif kind == "t":
            code = self.message(arg, into)
        elif kind == "tn":
            family, _, expr = arg.partition(" ")
            code = 'text_named(o, p->at, TEXT_INTO_%s, "%s.", %s);' % (into, family, expr)
        elif kind in ("n", "day", "when", "born"):
            code = "text_%s(o, p->at, TEXT_INTO_%s, %s);" % (
                {"n": "number", "day": "day", "when": "when", "born": "born"}[kind], into, arg)
        else:
            code = {"raw": "out_str(o, %s);", "d": "out_int(o, %s);", "u": "out_url(o, %s);", "": "out_html(o, %s);",
                    "word": "out_html(o, text_get(p->at.lang, %s));", "link": "page_link(o, %s);", "path": "page_link(o, %s);",
                    "away": "page_away(o, %s);",
                    "lang": "out_str(o, text_lang(p->at.lang));%s", "iconof": "page_icon(o, %s);"}[kind] % arg
        self.emit("\t" + code, line)

    def control(self, inner, line):
        inner = inner.strip()
        head = HEAD.match(inner)
        if head:
            self.close()
            kind, name, params = head.groups()
            params = "" if params.strip() in ("", "void") else ", " + params.strip()
            proto = "%s%s_%s(struct out *o, const struct page *p%s)" % (
                "void " if kind == "page" else "static void ", kind, name, params)
            (self.heads if kind == "page" else self.parts).append(proto + ";")
            self.emit("%s\n{\n\t(void)p;" % proto, line)
            self.open = True
            return True
        if not self.open:
            raise Refused("code before the first {% page %} or {% part %}")
        m = re.match(r"include\s+([a-z][a-z0-9_]*)\s*\((.*)\)$", inner, re.S)
        if m:
            args = ", " + m.group(2) if m.group(2).strip() else ""
            self.emit("\tpart_%s(o, p%s);" % (m.group(1), args), line)
        else:
            self.emit("\t" + inner, line)
        return False

    def close(self):
        self.flush()
        if self.open:
            self.body.append("}\n")
        self.open = False

    def compile(self, path):
        self.path, self.open = path, False
        src = open(path, encoding="utf-8").read()
        src = TOKEN.sub(lambda m: "{# #}" + "\n" * m.group(0).count("\n") if m.group(3) is not None else m.group(0), src)
        src = src.replace("{# #}", "")
        html, at, before, line = Html(), 0, "%", 1
        tokens = list(TOKEN.finditer(src)) + [None]
        for m in tokens:
            line = src.count("\n", 0, m.start() if m else len(src)) + 1
            try:
                text = src[at:m.start()] if m else src[at:]
                after = "%" if m is None or m.group(1) is not None else "x"
                text = squeeze(text, html.where, before, after) if text.strip() or after + before == "%%" \
                    else (" " if "\n" in text else text)
                if text.strip() == "" and before == "%" and after == "%" and html.where == "text":
                    text = "" if "\n" in src[at:m.start() if m else len(src)] or not self.open else text
                if text and not self.open:
                    raise Refused("text before the first {% page %} or {% part %}")
                html.feed(text)
                self.pending += text
                if m is None:
                    break
                if m.group(1) is not None:
                    if self.control(m.group(1), line):
                        html = Html()
                    html.attributes = []  # of two ways through the template, each may have its own
                    before = "%"
                else:
                    self.value(m.group(2), html, line)
                    before = "x"
                at = m.end()
            except Refused as e:
                sys.exit("%s:%d: %s" % (path, line, e))
        if html.where != "text":
            sys.exit("%s:%d: the template ends inside a tag" % (path, line))
        self.close()


def write_if_changed(path, text):
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    else:
        os.utime(path)


def main():
    out, files = sys.argv[1], sys.argv[2:]
    c = Compiler(texts.read_po("po/fr.po").messages)
    for path in sorted(files):
        c.compile(path)
    header = ("/* generated by tools/tplc.py */\n#ifndef GEN_PAGES_H\n#define GEN_PAGES_H\n\n#include \"base/out.h\"\n"
              "#include \"face/portal/page.h\"\n#include \"face/portal/views.h\"\n\n%s\n\n#endif\n" % "\n".join(c.heads))
    source = ("/* generated by tools/tplc.py */\n#include \"pages.h\"\n\n#include \"asset_urls.h\"\n#include \"face/portal/part.h\"\n"
              "#include \"face/portal/text.h\"\n\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n%s\n\n%s\n"
              % ("\n".join(c.parts), "\n".join(c.body)))
    write_if_changed(out[:-2] + ".h", header)
    write_if_changed(out, source)


if __name__ == "__main__":
    main()
