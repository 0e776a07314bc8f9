{% part person_line(const struct show_person_row *r) %}
<li><a class="row row--2" href="/{{lang}}/people/{{d r->id}}"><span class="ico ico--who" aria-hidden="true">{{ initials(o->a, r->name) }}</span>
<span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__a num">{{ r->number }}</span>
<span class="row__m">{% if (r->name_other.n > 0) { %}<bdi>{{ r->name_other }}</bdi><br>{% } %}{{tn sex r->sex}} · {{born r->born}} · <bdi>{{ r->commune }}</bdi>{% if (r->scheme.n > 0) { %} · <bdi class="num">{{ r->scheme }}</bdi>{% } %}</span>
<span class="row__s">{% include tag(tone_of_member(r->state), "member.", r->state) %}</span></a></li>

{% page people(const struct show_people *v) %}
{% include hero(WORDS(people_title), WORDS(people_lead)) %}
<section class="card" aria-labelledby="ask"><h2 id="ask" class="vh">{{t people.ask}}</h2>
<form class="form form--search" role="search" method="get" action="/{{lang}}/people" novalidate>
{% include field(&(struct entry){ .id = "q", .label = TEXT(people_q), .hint = TEXT(people_q_hint), .value = v->q, .type = "search" }) %}
{% include date_field(&(struct entry){ .id = "born", .label = TEXT(people_born), .hint = TEXT(people_born_hint), .optional = true }, v->born.day, v->born.month, v->born.year) %}
<div class="btns"><button class="btn">{{icon search}}{{t people.go}}</button></div></form></section>
{% if (v->asked) { %}
<section class="card" aria-labelledby="found">
{% if (v->n == 0) { %}<h2 id="found" class="vh">{{t people.found}}</h2>{% include empty("search", TEXT(people_none), TEXT(people_none_advice)) %}
<ul class="bullets"><li>{{t people.advice_number}}</li><li>{{t people.advice_script}}</li><li>{{t people.advice_date}}</li><li>{{t people.advice_short}}</li></ul>
{% } else { %}<h2 id="found">{{t people.found}}</h2><ul class="rows">{% for (size_t i = 0; i < v->n; i++) { %}{% include person_line(&v->rows[i]) %}{% } %}</ul>{% } %}
{% if (v->more) { %}<div class="note note--info gap">{{icon info}}<p>{{t people.more}}</p></div>{% } %}
{% include pages(&v->paging) %}
</section>
{% } %}
{% include hero_end() %}

{% part fact(enum text_key label, str value, bool number) %}
<div><dt>{{word label}}</dt><dd>{% if (value.n == 0) { %}<span class="none">{{t person.unknown}}</span>{% } else { %}<bdi class="{% if (number) { %}num{% } %}">{{ value }}</bdi>{% } %}</dd></div>

{# `base` is where what is wrong is said: /own, /people/17; empty: not here. #}
{% part person_identity(const struct show_person *v, str base) %}
<section class="card" aria-labelledby="identity"><div class="card__head"><h2 id="identity">{{t person.identity}}</h2>{% include tag(tone_of_member(v->state), "personstate.", v->state) %}</div>
{% if (v->survivor_id != 0) { %}<div class="note">{{icon alert}}<p>{{t person.withdrawn}} <a href="/{{lang}}/people/{{d v->survivor_id}}">{{t person.survivor}}</a></p></div>{% } %}
<dl class="facts facts--flat">
{% include fact(TEXT(person_number), v->number, true) %}
<div><dt>{{t person.born}}</dt><dd>{{born v->born}}</dd></div>{% if (v->died.days != DATE_NEVER.days) { %}<div><dt>{{t death.died}}</dt><dd>{{day v->died}}</dd></div>{% } %}
<div><dt>{{t person.sex}}</dt><dd>{{tn sex v->sex}}</dd></div>
{% include fact(TEXT(person_last), v->last_name, false) %}{% include fact(TEXT(person_first), v->first_name, false) %}
{% include fact(TEXT(person_last_ar), v->last_name_ar, false) %}{% include fact(TEXT(person_first_ar), v->first_name_ar, false) %}
{% for (size_t i = 0; i < v->identifiers_n; i++) { %}<div><dt>{{tn idkind v->identifiers[i].kind}}</dt><dd><bdi class="num">{{ v->identifiers[i].value }}</bdi></dd></div>{% } %}
</dl>{% if (base.n > 0) { %}<p class="gap"><a href="/{{lang}}{{path base}}/statement?kind=CORRECTION">{{t person.correct}}</a></p>{% } %}</section>

{# `change` is where they are changed, empty: not here. #}
{% part person_contact(const struct show_person *v, str change) %}
<section class="card" aria-labelledby="contact"><div class="card__head"><h2 id="contact">{{t person.contact}}</h2>{% if (change.n > 0) { %}<a href="/{{lang}}{{path change}}">{{t contact.change}}</a>{% } %}</div><dl class="facts facts--flat">
{% include fact(TEXT(person_phone), v->phone, true) %}{% include fact(TEXT(person_email), v->email, true) %}{% include fact(TEXT(person_address), v->address, false) %}{% include fact(TEXT(person_commune), v->commune, false) %}
<div><dt>{{t person.language}}</dt><dd>{{tn language v->language}}</dd></div></dl></section>

{% part person_memberships(const struct show_person *v, str base) %}
<section class="card" aria-labelledby="member"><h2 id="member">{{t person.memberships}}</h2>
{% if (v->memberships_n == 0) { %}<p class="small">{{t person.no_membership}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->memberships_n; i++) { const struct show_membership_row *m = &v->memberships[i]; %}
<li class="row row--3"><span class="ico">{{icon shield}}</span><h3><bdi>{{ m->name }}</bdi></h3><span class="row__s">{% include tag(tone_of_member(m->state), "member.", m->state) %}</span>
<span class="row__m">{% if (m->last.days == DATE_NEVER.days) { %}{{t person.since from=m->from}}{% } else { %}{{t person.from_until from=m->from, until=m->last}}{% } %}<br><bdi>{{ m->profession }}</bdi>{% if (m->income_class.n > 0) { %} · {{t person.class name=m->income_class}}{% } %}
{% if (base.n > 0) { %}<br><a href="/{{lang}}{{path base}}/statement?kind=NOT_ME&amp;scheme={{u m->scheme}}&amp;from={{u date_text(o->a, m->from)}}">{{t person.not_me}}<span class="vh"> {{ m->name }}</span></a>{% if (m->last.days == DATE_NEVER.days) { %} · <a href="/{{lang}}{{path base}}/statement?kind=STOPPED&amp;scheme={{u m->scheme}}&amp;from={{u date_text(o->a, m->from)}}">{{t person.stopped}}<span class="vh"> {{ m->name }}</span></a>{% } %}{% } %}</span></li>{% } %}</ul></section>

{% part journal_lines(const struct show_person *v) %}
<ol class="line line--small">{% for (size_t i = 0; i < v->journal_n; i++) { const struct show_journal_row *j = &v->journal[i]; %}
<li class="done"><span class="line__dot"></span><div><b>{{tn event j->kind}}</b>{% if (j->detail.n > 0) { %} <bdi class="small">{{ j->detail }}</bdi>{% } %}<p class="small">{{when j->at}} · {% if (j->who.n > 0) { %}<bdi>{{ j->who }}</bdi>{% } else { %}{{t person.program}}{% } %} · {{tn purpose j->purpose}}</p></div></li>{% } %}</ol>

{% part person_journal(const struct show_person *v) %}
<section class="card" aria-labelledby="journal"><h2 id="journal">{{t person.journal}}</h2><p class="small">{{t person.journal_lead}}</p>
{% include journal_lines(v) %}</section>

{# `base` is where they are fetched and asked for: of an agent the person's page, of a member the own. #}
{% part person_papers(const struct show_person *v, str base) %}
<section class="card" aria-labelledby="papers"><h2 id="papers">{{t person.papers}}</h2>
{% if (v->papers_n > 0) { %}<ul class="rows">{% for (size_t i = 0; i < v->papers_n; i++) { const struct show_paper_row *r = &v->papers[i]; %}
<li class="row row--2"><span class="ico">{{icon doc}}</span><a class="row__t" href="/{{lang}}{{path base}}/{{u r->reference}}">{{tn paper_title r->kind}}<span class="vh"> {{ r->reference }}</span></a><span class="row__a">{{tn language r->language}}</span><span class="row__m">{{when r->issued}}<br><bdi class="num">{{ r->reference }}</bdi></span></li>{% } %}</ul>{% } %}
{% if (v->paper_kinds_n > 0) { %}{% include post(base, "form gap") %}
<div class="fld"><label for="kind">{{t person.paper_kind}}</label><select class="in" id="kind" name="kind">{% for (size_t i = 0; i < v->paper_kinds_n; i++) { %}{% include option(v->paper_kinds[i].value, v->paper_kinds[i].text, v->paper_kind) %}{% } %}</select></div>
<div class="fld"><label for="language">{{t person.paper_language}}</label><select class="in" id="language" name="language">{% for (enum lang l = LANG_AR; l < LANG_N; l++) { str code = text_lang(l); enum text_key key; %}{% if (text_find("language.", code, &key)) { %}{% include option(code, text_get(p->at.lang, key), v->language) %}{% } %}{% } %}</select></div>
{% if (v->serves) { %}{% include assisted(&v->assisted) %}{% } %}
<div class="btns"><button class="btn btn--2">{{icon print}}{{t person.paper_issue}}</button></div></form>{% } %}</section>

{% page person(const struct show_person *v) %}
{% str name = full_name(o->a, p->at.lang, v), other = full_name_other(o->a, p->at.lang, v), serve = v->serves && same_word(v->state, "ACTIVE") ? page_path(o->a, "/people", v->id, "") : S(""); %}
{% include hero(name, other) %}
{% if (v->reviews_n > 0) { %}<section class="note">{{icon compare}}<div class="note__body"><div><h2>{{t person.has_review n=(int64_t)v->reviews_n}}</h2><p>{{tn code v->reviews[0].code}}</p></div><a class="btn" href="/{{lang}}/reviews/{{d v->reviews[0].id}}">{{t person.see_review}}</a></div></section>{% } %}
{% if (v->serves) { %}<div class="btns"><a class="btn btn--sun" href="/{{lang}}/people/{{d v->id}}/family">{{icon users}}{{t family.of_person}}</a><a class="btn btn--2" href="/{{lang}}/people/{{d v->id}}/requests">{{icon inbox}}{{t follow.of_person}}</a></div>{% } %}
<div class="cols cols--even"><div class="stack">
{% include person_identity(v, serve) %}
{% include person_contact(v, serve.n > 0 ? page_path(o->a, "/people", v->id, "/contact") : S("")) %}
{% if (serve.n > 0) { %}<div class="btns"><a class="btn btn--2" href="/{{lang}}{{path serve}}/account">{{icon phone}}{{t account.link}}</a><a class="btn btn--2" href="/{{lang}}{{path serve}}/death">{{icon doc}}{% if (v->died.days == DATE_NEVER.days) { %}{{t death.record}}{% } else { %}{{t death.title}}{% } %}</a></div>{% } %}
</div><div class="stack">
{% if (same_word(v->state, "ACTIVE")) { %}{% include right_card(&v->right, S(""), v->serves ? page_path(o->a, "/people", v->id, "/rights") : S("")) %}{% } %}
{% include person_memberships(v, serve) %}
{% if (v->serves_payment) { %}<div class="btns"><a class="btn btn--2" href="/{{lang}}/people/{{d v->id}}/payment">{{icon card}}{{t payment.link}}</a></div>{% } %}
{% include person_papers(v, page_path(o->a, "/people", v->id, "/attestations")) %}
<section class="card" aria-labelledby="sources"><h2 id="sources">{{t person.sources}}</h2><ul class="rows">
{% for (size_t i = 0; i < v->sources_n; i++) { const struct show_source_row *s = &v->sources[i]; %}
<li class="row"><span class="ico">{{icon doc}}</span>{% if (s->path.n > 0) { %}<a class="row__t" href="/{{lang}}{{path s->path}}"><bdi>{{ s->what }}</bdi></a>{% } else { %}<b><bdi>{{ s->what }}</bdi></b>{% } %}<span></span><span class="row__m">{{when s->at}}{% if (serve.n > 0 && !s->own) { %}<br><a href="/{{lang}}{{path serve}}/statement?kind=NOT_ME&amp;source={{d s->id}}">{{t person.source_wrong}}<span class="vh"> {{ s->what }}</span></a>{% } %}</span></li>{% } %}</ul></section>
{% if (v->receipts_n > 0) { %}<section class="card" aria-labelledby="receipts"><h2 id="receipts">{{t person.receipts}}</h2><ul class="rows">{% for (size_t i = 0; i < v->receipts_n; i++) { const struct show_receipt_row *r = &v->receipts[i]; %}
<li class="row row--2"><span class="ico">{{icon doc}}</span><a class="row__t" href="/{{lang}}/people/{{d v->id}}/receipts/{{u r->reference}}">{{tn assisted r->what}}<span class="vh"> {{ r->reference }}</span></a><span class="row__a"><bdi class="num">{{ r->reference }}</bdi></span><span class="row__m">{{when r->at}} · <bdi>{{ r->who }}</bdi></span></li>{% } %}</ul></section>{% } %}
{% include person_journal(v) %}
</div></div>
{% include hero_end() %}

{% page death(const struct show_death *v) %}
{% str back = page_path(o->a, "/people", v->person, ""), here = page_path(o->a, "/people", v->person, "/death"); bool known = v->died.days != DATE_NEVER.days; %}
{% include top(WORDS(death_title)) %}
{% if (known) { %}{% include post(page_path(o->a, "/people", v->person, "/death/back"), "form card") %}
<h1>{{t death.title}}</h1><p><b><bdi>{{ v->name }}</bdi></b> · <bdi class="num">{{ v->number }}</bdi></p>
<dl class="facts facts--flat"><div><dt>{{t death.died}}</dt><dd>{{day v->died}}</dd></div></dl><p>{{t death.known}} {{t death.undo_lead}}</p>
{% include area(&(struct entry){ .id = "reason", .label = TEXT(death_undo_reason), .value = v->reason }) %}
<div class="btns"><a class="btn" href="/{{lang}}{{path back}}">{{t death.back}}</a><button class="btn btn--2">{{t death.undo}}</button></div></form>
{% } else { %}<form class="form card" method="post" action="/{{lang}}{{path here}}" enctype="multipart/form-data" novalidate>{% include marks(here) %}
<h1>{{t death.record}}</h1><p><b><bdi>{{ v->name }}</bdi></b> · <bdi class="num">{{ v->number }}</bdi></p><p>{{t death.lead}}</p>
{% include date_field(&(struct entry){ .id = "day", .label = TEXT(death_day), .hint = TEXT(death_day_hint) }, v->on.day, v->on.month, v->on.year) %}
{% include area(&(struct entry){ .id = "reason", .label = TEXT(death_reason), .hint = TEXT(death_reason_hint), .value = v->reason }) %}
{% include paper(&(struct entry){ .id = "paper", .label = TEXT(death_paper), .hint = TEXT(relative_paper_hint), .optional = true }, &v->paper) %}
<div class="btns"><button class="btn">{{t death.send}}</button><a class="btn btn--2" href="/{{lang}}{{path back}}">{{t form.cancel}}</a></div></form>{% } %}
{% include end() %}
