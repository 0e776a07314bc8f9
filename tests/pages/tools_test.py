#!/usr/bin/env python3
"""What the compilers of templates, messages and assets take, refuse and write. Prints TAP."""
import contextlib, io, os, shutil, sys, tempfile, types, unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import assets, texts, tplc

HEAD = "{% page x(const struct x *v) %}\n"


class Work(unittest.TestCase):
    """A copy of po/, assets/, err.def and mistake.def to break."""

    def setUp(self):
        self.dir = tempfile.mkdtemp()
        for part in ("po", "assets"):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(self.dir, part))
        for part in (texts.ERR, texts.MISTAKE):
            os.makedirs(os.path.join(self.dir, os.path.dirname(part)), exist_ok=True)
            shutil.copy(os.path.join(ROOT, part), os.path.join(self.dir, part))
        os.chdir(self.dir)
        self.addCleanup(shutil.rmtree, self.dir)
        self.addCleanup(os.chdir, ROOT)

    def run_tool(self, tool, *args):
        """As a process of its own would, in a twentieth of the time."""
        out, err, code = io.StringIO(), io.StringIO(), 0
        sys.argv = [tool.__name__, *args]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                tool.main()
            except SystemExit as e:
                code = e.code
        if isinstance(code, str):
            print(code, file=err)
        return types.SimpleNamespace(returncode=1 if isinstance(code, str) else code or 0, stdout=out.getvalue(), stderr=err.getvalue())


class Templates(Work):
    def compile(self, text):
        with open("x.tpl", "w") as f:
            f.write(HEAD + text)
        done = self.run_tool(tplc, "out.c", "x.tpl")
        return open("out.c").read() if done.returncode == 0 else None, done.stderr

    def refused(self, text, why):
        out, said = self.compile(text)
        self.assertIsNone(out, text)
        self.assertIn(why, said)
        self.assertRegex(said, r"^x\.tpl:\d+: ")

    def takes(self, text, wanted):
        out, said = self.compile(text)
        self.assertEqual(said, "")
        self.assertIn(wanted, out)

    def test_text_is_escaped_unless_told(self):
        self.takes("<p>{{ v->a }}</p>", "out_html(o, v->a);")
        self.takes("<p>{{raw v->a}}</p>", "out_str(o, v->a);")

    def test_values_stand_between_quotes(self):
        self.refused("<p class={{ v->a }}>", "double quotes")
        self.refused("<p class='x'>", "double quotes")
        self.refused("<p {{ v->a }}>", "double quotes")
        self.takes('<p class="a {{ v->a }}">', "out_html(o, v->a);")

    def test_nothing_inline(self):
        self.refused('<p style="color:red">', "style=")
        self.refused('<p onclick="x()">', "onclick=")
        self.refused("<style>p{}</style>", "<style>")
        self.refused("<script>x()</script>", "without src")
        self.refused('<a href="javascript:x()">', "javascript:")
        self.refused('<a href=" JavaScript:x()">', "javascript:")
        self.takes('<script src="{{asset sanad.css}}"></script>', "ASSET_SANAD_CSS")

    def test_addresses_are_checked(self):
        self.refused('<a href="{{ v->a }}">', "href=")
        self.refused('<a href="{{u v->a}}">', "first")
        self.refused('<a href="/x{{link v->a}}">', "first")
        self.refused('<a title="{{raw v->a}}">', "refused in an attribute")
        self.takes('<a href="/x/{{u v->a}}?p={{d v->n}}">', "out_url(o, v->a);")
        self.takes('<a href="{{link v->a}}">', "page_link(o, v->a);")

    def test_messages(self):
        self.refused("<p>{{t no.such}}</p>", "no message")
        self.refused("<p>{{t feed.rows}}</p>", "placeholders {n}")
        self.refused("<p>{{t feed.rows m=1}}</p>", "placeholders {n}")
        self.takes("<p>{{t feed.rows n=f(v->n, 2)}}</p>", 'TEXT_INTO_PAGE, TEXT(feed_rows), (const struct text_arg[]){ TEXT_ARG("n", f(v->n, 2)) }, 1)')
        self.takes('<p title="{{t page.skip}}">', "TEXT_INTO_ATTRIBUTE")
        self.takes("<title>{{t page.skip}}</title><p>{{t page.menu}}</p>", "TEXT_INTO_ATTRIBUTE, TEXT(page_skip)")

    def test_lines_lead_to_the_template(self):
        self.takes("<p>\n\n{{ v->a }}</p>", '#line 4 "x.tpl"')
        self.refused("<p>\n{# a\nremark #}\n<p style=\"\">{{ v->a }}", "style=")
        _, said = self.compile("<p>\n{# a\nremark #}\n{{t no.such}}")
        self.assertTrue(said.startswith("x.tpl:5: "), said)

    def test_white_space(self):
        self.takes("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", '"<ul><li>a</li><li>b</li></ul>"')
        self.takes("<p>one\n   two</p>", '"<p>one two</p>"')
        self.takes('<input\n  name="a"\n  value="b">', '"<input name=\\"a\\" value=\\"b\\">"')
        self.takes("<ul>\n{% if (v->a) { %}\n<li>a</li>\n{% } %}\n</ul>", '"<li>a</li>"')

    def test_ends(self):
        self.refused('<p class="a', "ends inside a tag")
        self.refused("{{icon nosuch}}", "no icon")
        with open("x.tpl", "w") as f:
            f.write("<p>before</p>")
        self.assertIn("before the first", self.run_tool(tplc, "out.c", "x.tpl").stderr)

    def test_parts_take_the_page_along(self):
        self.takes("{% include y(v->a) %}{% part y(str a) %}{{ a }}", "part_y(o, p, v->a);")


class Messages(Work):
    def build(self):
        os.makedirs("gen", exist_ok=True)
        return self.run_tool(texts, "gen")

    def edit(self, lang, old, new):
        path = "po/%s.po" % lang
        text = open(path).read()
        self.assertIn(old, text)
        with open(path, "w") as f:
            f.write(text.replace(old, new, 1))

    def refused(self, why):
        done = self.build()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(why, done.stderr)

    def test_the_catalogue_as_it_is(self):
        self.assertEqual(self.build().stderr, "")
        self.assertIn("TEXT_signin_title,", open("gen/texts.h").read())

    def test_missing_translation(self):
        self.edit("ar", 'msgid "signin.title"', 'msgid "signin.titel"')
        self.refused("signin.title is missing")

    def test_other_placeholders(self):
        self.edit("en", "Hello {name}", "Hello {nom}")
        self.refused("other placeholders")
        self.edit("en", "Hello {nom}", "Hello {name")
        self.refused("a brace")

    def test_missing_plural_form(self):
        text = open("po/ar.po").read()
        at = text.index("msgstr[5]")
        with open("po/ar.po", "w") as f:
            f.write(text[:at] + text[text.index("\n", at) + 1:])
        self.refused("needs 6 forms")

    def test_error_code_without_words(self):
        with open("src/base/err.def", "a") as f:
            f.write('\nE(QUITE_NEW, 9999, REFUSED, 400, "new")\n')
        self.refused('tools/texts.py add err.QUITE_NEW')
        done = self.run_tool(texts, "add", "err.QUITE_NEW", 'Dites « "oui" ».', "قولوا نعم.", "Say yes.")
        self.assertEqual(done.stderr, "")
        self.assertEqual(self.build().stderr, "")
        self.assertEqual(texts.read_po("po/fr.po").messages["err.QUITE_NEW"].forms[0], 'Dites « "oui" ».')
        self.assertNotEqual(self.run_tool(texts, "add", "err.QUITE_NEW", "a", "b", "c").returncode, 0)

    def test_mistake_without_words(self):
        with open(texts.MISTAKE, "a") as f:
            f.write('\nMISTAKE(QUITE_NEW, "{a} is new")\n')
        self.refused('tools/texts.py add mistake.QUITE_NEW')
        self.assertEqual(self.run_tool(texts, "add", "mistake.QUITE_NEW", "{b} est nouveau", "{a} جديد").stderr, "")
        self.refused("other placeholders")
        self.edit("fr", "{b} est nouveau", "{a} est nouveau")
        self.assertEqual(self.build().stderr, "")

    def test_words_without_error_code(self):
        self.run_tool(texts, "add", "err.GONE", "a", "b", "c")
        self.refused("err.GONE is no code")

    def test_a_message_nobody_says(self):
        os.makedirs("templates")
        shutil.rmtree("templates")
        shutil.copytree(os.path.join(ROOT, "templates"), "templates")
        shutil.copytree(os.path.join(ROOT, "src/face/portal"), "src/face/portal")
        self.run_tool(texts, "add", "signin.idle", "a", "b", "c")
        done = self.run_tool(texts, "--used", "gen")
        self.assertIn("signin.idle is used nowhere", done.stderr)
        self.assertNotIn("err.", done.stderr)

    def test_given_twice(self):
        with open("po/fr.po", "a") as f:
            f.write('\nmsgid "signin.title"\nmsgstr "x"\n')
        self.refused("given twice")


class Assets(Work):
    def build(self, where):
        os.makedirs(where, exist_ok=True)
        done = self.run_tool(assets, where + "/assets.c", *sorted("assets/" + f for f in os.listdir("assets")))
        return done, open(where + "/assets.c").read() if done.returncode == 0 else ""

    def test_same_input_same_bytes(self):
        self.assertEqual(self.build("a")[1], self.build("b")[1])

    def test_a_changed_file_has_another_name(self):
        self.build("a")
        with open("assets/zellige.svg", "a") as f:
            f.write("\n")
        self.build("b")
        a, b = open("a/asset_urls.h").read(), open("b/asset_urls.h").read()
        changed = [x for x, y in zip(a.split("\n"), b.split("\n")) if x != y]
        self.assertEqual([c.split()[1] for c in changed], ["ASSET_SANAD_CSS", "ASSET_ZELLIGE_SVG"])

    def test_refuses_what_would_hurt(self):
        for line, why in ((".a{color:red", "{ and"), (".a{margin-left:1px}", "left and right")):
            shutil.copy(os.path.join(ROOT, "assets/sanad.css"), "assets/sanad.css")
            with open("assets/sanad.css", "a") as f:
                f.write(line)
            self.assertIn(why, self.build("a")[0].stderr)

    def test_keeps_the_budget(self):
        with open("assets/big.css", "w") as f:
            f.write("".join(".a%d{order:%d}\n" % (i * i * 7919, i * 104729 % 99991) for i in range(4000)))
        self.assertIn("the budget is 8192", self.build("a")[0].stderr)


class Tap(unittest.TextTestResult):
    def addSuccess(self, test):
        print("ok %d - %s" % (self.testsRun, test.id()))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        print("not ok %d - %s" % (self.testsRun, test.id()))

    def addError(self, test, err):
        super().addError(test, err)
        print("not ok %d - %s" % (self.testsRun, test.id()))


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    print("1..%d" % suite.countTestCases())
    sys.stdout.flush()
    result = unittest.TextTestRunner(resultclass=Tap, stream=sys.stderr, verbosity=0).run(suite)
    sys.exit(not result.wasSuccessful())
