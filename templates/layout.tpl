{# The frame of every page: `top` (plain) or `hero` (with the band), then content, then `end`. #}
{% part head(str title) %}
<!doctype html>
<html lang="{{lang}}-{{ page_country(p) }}" dir="{{ page_dir(p) }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{% if (p->problems_n > 0) { %}{{t page.error_prefix}} {% } %}{{ title }} – {{t page.name}}</title>
<meta name="theme-color" content="#05382f">
<link rel="icon" href="{{asset icon.svg}}">
<link rel="stylesheet" href="{{asset sanad.css}}">
</head>
<body>
<a class="skip" href="#main">{{t page.skip}}</a>
<header class="top"><div class="wrap top__row">
<a class="mark" href="/{{lang}}/">
<svg viewBox="0 0 40 40" aria-hidden="true"><g fill="#f2b035"><path d="M7 7h26v26H7z"/><path d="M20 1.6 38.4 20 20 38.4 1.6 20z"/></g><circle cx="20" cy="20" r="11.5" fill="#05382f"/><g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"><path d="M13.2 19.5a6.8 6.8 0 0 0 13.6 0"/></g><circle cx="20" cy="16.3" r="3" fill="#f2b035"/></svg>
<span>{{t page.name}}<small>{{ p->fund }}</small></span></a>
<div class="top__end">
{% if (p->user.n > 0) { %}<p class="who"><b><bdi>{{ p->user }}</bdi></b><small>{{ p->role }}</small></p>{% } %}
{% include languages() %}
{% if (p->user.n > 0) { %}
<form method="post" action="/{{lang}}/signout">{% include marks(S("/signout")) %}<button class="chip"><span class="flip">{{icon out}}</span><span class="vh-s">{{t page.sign_out}}</span></button></form>
{% } %}
</div>
</div></header>
{% if (p->nav_n > 0) { %}{% include menu() %}{% } %}

{% part languages() %}
<ul class="langs">
{% if (p->at.lang != LANG_AR) { %}<li><a class="chip" href="/ar{{path p->path}}" lang="ar" hreflang="ar" dir="rtl"><span class="vh-s">العربية</span> <span class="only-s">ع</span></a></li>{% } %}
{% if (p->at.lang != LANG_FR) { %}<li><a class="chip" href="/fr{{path p->path}}" lang="fr" hreflang="fr" dir="ltr"><span class="vh-s">Français</span> <span class="only-s">FR</span></a></li>{% } %}
{% if (p->at.lang != LANG_EN) { %}<li><a class="chip" href="/en{{path p->path}}" lang="en" hreflang="en" dir="ltr"><span class="vh-s">English</span> <span class="only-s">EN</span></a></li>{% } %}
</ul>

{% part menu() %}
<nav class="nav" aria-label="{{t page.menu}}"><div class="wrap"><ul>
{% for (size_t i = 0; i < p->nav_n; i++) { const struct nav_item *it = &p->nav[i]; %}
<li><a href="/{{lang}}{{path it->path}}"{% if (it->here) { %} aria-current="page"{% } %}>{{iconof it->icon}}<span>{{word it->label}}</span>
{% if (it->waiting > 0) { %}<span class="count"><span class="vh">{{t page.waiting n=it->waiting}}</span><span aria-hidden="true">{{n it->waiting}}</span></span>{% } %}</a></li>
{% } %}
</ul></div></nav>

{% part marks(str form) %}
{% if (p->form_marks != NULL) p->form_marks(o, p, form); %}

{% part top(str title) %}
{% include head(title) %}
<main id="main" class="wrap page">
{% include said() %}
{% include summary() %}

{% part hero(str title, str lead) %}
{% include head(title) %}
<main id="main"><div class="hero"><div class="wrap">
{% include summary() %}
<h1>{{ title }}</h1>
{% if (lead.n > 0) { %}<p class="t1">{{ lead }}</p>{% } %}
</div></div>
<div class="wrap main">
{% include said() %}

{% part hero_end() %}
</div>
{% include end() %}

{% part end() %}
</main>
<footer class="foot"><div class="wrap"><ul>
<li><a href="/{{lang}}/attestations">{{t attestation.title}}</a></li>
<li><a href="/{{lang}}/law">{{t law.title}}</a></li>
<li><a href="/{{lang}}/about#accessibility">{{t page.accessibility}}</a></li>
<li><a href="/{{lang}}/about#data">{{t page.data}}</a></li>
<li><a href="/{{lang}}/about#help">{{t page.help}}</a></li>
</ul>
{% if (p->demo) { %}<p>{{t page.demo}}</p>{% } %}
</div></footer>
</body>
</html>

{# What the last form did, once. #}
{% part said() %}
{% if (p->notice.kind != NOTE_NONE) { static const char *const kinds[] = { "", "note--ok", "note--info", "", "note--bad" }; static const char *const icons[] = { "info", "check", "info", "alert", "alert" }; %}
<div class="note {{ page_cstr(kinds[p->notice.kind]) }}" role="status">{{iconof icons[p->notice.kind]}}<div class="note__body"><div><p><b>{{ p->notice.text }}</b></p>
{% if (p->notice.reference.n > 0) { %}<p>{{t page.reference}} <bdi class="num">{{ p->notice.reference }}</bdi></p>{% } %}
</div></div></div>
{% } %}

{# Everything that is wrong with the form, each a link to its field. #}
{% part summary() %}
{% if (p->problems_n > 0) { %}
<div class="note note--bad" role="alert" tabindex="-1" aria-labelledby="problems">{{icon alert}}<div><h2 id="problems">{{t page.problem}}</h2><ul>
{% for (size_t i = 0; i < p->problems_n; i++) { %}<li><a href="#{{u page_cstr(p->problems[i].field)}}">{{ p->problems[i].text }}</a></li>{% } %}
</ul></div></div>
{% } %}

{# Opens a form that posts; the page closes it. #}
{% part post(str path, const char *looks) %}
<form class="{{ page_cstr(looks) }}" method="post" action="/{{lang}}{{path path}}" novalidate>{% include marks(path) %}
