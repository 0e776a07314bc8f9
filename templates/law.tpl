{# The law as data, for everybody: what it says on a day, since when, by which text, how sure that is. #}
{% part law_of_children() %}
<a href="/{{lang}}/law/{{u p->at.country == COUNTRY_DZ ? S("dz") : S("ma")}}/common/child.age.general">{{t law.see}}</a>

{% part law_day(const struct show_law_asked *v) %}
<form class="form" method="get" action="/{{lang}}{{path v->path}}" novalidate>
{% if (v->searches) { %}{% include field(&(struct entry){ .id = "q", .label = TEXT(law_search), .hint = TEXT(law_search_hint), .value = v->words }) %}{% } %}
{% include field(&(struct entry){ .id = "on", .label = TEXT(law_day), .hint = TEXT(law_day_hint), .value = v->day, .looks = "in--short num", .ltr = true }) %}
<div class="btns"><button class="btn">{{icon search}}{{t law.go}}</button></div></form>

{% part law_value(const struct show_law_value *x) %}
{% if (x->words.n > 0) { %}<bdi>{{ x->words }}</bdi><br><code class="code law__rule" dir="ltr">{{ x->value }}</code>{% } else if (x->value.n > 0) { %}{% if (x->code) { %}<code class="code" dir="ltr">{{ x->value }}</code>{% } else { %}<b><bdi>{{ x->value }}</bdi></b>{% } %}{% } else { %}–{% } %}

{% part law_row(const struct show_law_line *r) %}
<li><a class="row row--3" href="/{{lang}}{{path r->path}}"><span class="ico">{{icon doc}}</span><span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__s">{% include tag(tone_of_law(r->is.state), "lawstate.", r->is.state) %}</span>
<span class="row__m"><bdi class="law__id">{{ r->id }}</bdi><br>{% if (r->is.value.n > 0) { %}{% if (r->is.words.n > 0) { %}<b><bdi>{{ r->is.words }}</bdi></b>{% } else { %}{% include law_value(&r->is) %}{% } %} · {{t law.since from=r->is.from}}{% if (r->is.by_signature) { %}<br>{{t law.signed_from day=r->is.used_from}}{% } %}{% } %}{% if (r->is.missing.n > 0) { %}{{t law.reason text=r->is.missing}}{% } %}</span></a></li>

{% page law_book(const struct show_law_book *v) %}
{% include hero(WORDS(law_title), WORDS(law_lead)) %}
<section class="card" aria-labelledby="ask"><h2 id="ask" class="vh">{{t law.search}}</h2><p class="law__intro">{{t law.intro}}</p>
{% include law_day(&v->asked) %}</section>
{% if (v->searched) { %}<section class="card" aria-labelledby="found"><h2 id="found">{{t law.found count=v->all}}</h2>
{% if (v->found_n == 0) { %}{% include empty("search", TEXT(law_none), TEXT(law_none_advice)) %}{% } else { %}
<p class="small">{{t law.on day=v->asked.on}}</p>
<ul class="rows">{% for (size_t i = 0; i < v->found_n; i++) { %}{% include law_row(&v->found[i]) %}{% } %}</ul>
{% if (v->all > (int64_t)v->found_n) { %}<p class="small">{{t law.more count=(int64_t)v->found_n}}</p>{% } %}{% } %}</section>{% } %}
{% for (size_t i = 0; i < v->schemes_n; i++) { const struct show_law_scheme *s = &v->schemes[i]; %}
{% if (s->first) { %}{% if (i > 0) { %}</ul></section>{% } %}<section class="card" aria-labelledby="of-{{ s->country }}"><h2 id="of-{{ s->country }}">{{tn lawcountry s->country}}</h2><ul class="rows">{% } %}
<li><a class="row row--3" href="/{{lang}}{{path s->path}}"><span class="ico">{{icon shield}}</span><span class="row__t"><bdi>{{ s->name }}</bdi></span><span class="row__s"></span><span class="row__m">{{t law.counts parameters=s->parameters, values=s->values, voted=s->voted, draft=s->draft, unconfirmed=s->unconfirmed, used=s->used, missing=s->missing}}</span></a></li>
{% } %}{% if (v->schemes_n > 0) { %}</ul></section>{% } %}
{% include hero_end() %}

{% page law_parameters(const struct show_law_parameters *v) %}
{% include hero(v->name, text_get(p->at.lang, same_word(v->country, "dz") ? TEXT(lawcountry_dz) : TEXT(lawcountry_ma))) %}
<section class="card" aria-labelledby="values"><h2 id="values">{{t law.on day=v->asked.on}}</h2>
<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { %}{% include law_row(&v->rows[i]) %}{% } %}</ul></section>
<section class="card screen" aria-labelledby="day"><h2 id="day" class="vh">{{t law.day}}</h2>{% include law_day(&v->asked) %}</section>
<div class="btns"><a class="btn btn--2" href="/{{lang}}/law">{{t law.all}}</a></div>
{% include hero_end() %}

{% part law_now(const struct show_law_parameter *v) %}
{% const struct show_law_value *x = &v->is; %}
<section class="card" aria-labelledby="now"><div class="card__head"><h2 id="now">{{t law.on day=v->asked.on}}</h2>{% include tag(tone_of_law(x->state), "lawstate.", x->state) %}</div>
{% if (x->value.n > 0) { %}<p class="lead">{% include law_value(x) %}</p><p>{{t law.since from=x->from}}{% if (x->last.n > 0) { %} · {{t law.to to=x->last}}{% } %}</p>{% } %}
<p>{{tn lawsays x->state}}{% if (x->perhaps) { %} {{t lawsays.IMPRECISE}}{% } %}{% if (x->by_signature) { %} {{t law.signed_from day=x->used_from}}{% } %}</p>
{% if (x->missing.n > 0) { %}<p>{{t law.reason text=x->missing}}</p>{% } %}
{% if (v->elsewhere) { %}<p>{{t law.elsewhere}}</p>{% } %}
<dl class="facts facts--flat facts--top">{% include fact(TEXT(law_path), v->id, true) %}{% if (v->unit_note.n > 0) { %}<div><dt>{{t law.value}}</dt><dd>{{t law.source_says text=v->unit_note}}</dd></div>{% } %}</dl></section>

{% part law_note(str text) %}
{% if (text.n > 0) { %}<br><small>{{t law.source_says text=text}}</small>{% } %}

{# On a phone the cells stand below each other, each with the name of its column. #}
{% part law_label(enum text_key key) %}
<span class="law__k">{{word key}}</span>

{% part law_entry(const struct show_law_entry *e) %}
<tr><th scope="row">{% include law_label(TEXT(law_from)) %}{% if (e->is.from.n > 0) { %}<bdi>{{ e->is.from }}</bdi>{% } else { %}–{% } %}{% include law_note(e->from_note) %}</th>
<td>{% include law_label(TEXT(law_until)) %}{% if (e->is.last.n > 0) { %}<bdi>{{ e->is.last }}</bdi>{% } else { %}{{t law.no_end}}{% } %}{% include law_note(e->last_note) %}</td>
<td>{% include law_label(TEXT(law_value)) %}{% include law_value(&e->is) %}{% if (e->is.missing.n > 0) { %}<br><small>{{t law.reason text=e->is.missing}}</small>{% } %}{% include law_note(e->said) %}</td>
<td>{% include law_label(TEXT(law_status)) %}{% include tag(tone_of_law(e->is.state), "lawstate.", e->is.state) %}</td>
<td>{% include law_label(TEXT(law_reference)) %}{% if (e->reference.n > 0) { %}<bdi>{{ e->reference }}</bdi>{% } else { %}{{t law.reference_unknown}}{% } %}</td>
<td class="law__seen">{% include law_label(TEXT(law_seen)) %}{% if (e->seen_n == 0) { %}–{% } %}{% for (size_t i = 0; i < e->seen_n; i++) { %}{% if (e->seen[i].link) { %}<p><a href="{{away e->seen[i].text}}" rel="nofollow noopener"><bdi>{{ e->seen[i].text }}</bdi></a></p>{% } else { %}<p><bdi>{{ e->seen[i].text }}</bdi></p>{% } %}{% } %}</td>
<td>{% include law_label(TEXT(law_confidence)) %}{% if (e->confidence.n > 0) { %}{{tn lawconfidence e->confidence}}{% } else { %}–{% } %}{% include law_note(e->confidence_note) %}</td></tr>

{% page law_parameter(const struct show_law_parameter *v) %}
{% include hero(v->name, v->scheme_name) %}
{% include law_now(v) %}
<section class="card"><h2 id="history">{{t law.history}}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="history"><table class="law"><caption class="vh">{{t law.history}}</caption><thead><tr><th scope="col">{{t law.from}}</th><th scope="col">{{t law.until}}</th><th scope="col">{{t law.value}}</th><th scope="col">{{t law.status}}</th><th scope="col">{{t law.reference}}</th><th scope="col">{{t law.seen}}</th><th scope="col">{{t law.confidence}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->n; i++) { %}{% include law_entry(&v->entries[i]) %}{% } %}</tbody></table></div>
<p class="small gap screen"><a href="/{{lang}}{{path v->json}}">{{t law.json}}</a></p></section>
{% if (!v->elsewhere) { %}<section class="card" aria-labelledby="signatures"><h2 id="signatures">{{t law.signatures}}</h2>
{% if (v->signatures_n == 0) { %}<p class="small">{{t law.no_signature}}</p>{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->signatures_n; i++) { const struct show_law_signature *s = &v->signatures[i]; %}
<li class="example"><b><bdi>{{ s->value }}</bdi></b><span>{{t law.signed_by day=s->day, role=v->role}}</span><span>{{t law.signed_from day=s->used_from}}</span><span>{{t law.reason text=s->reason}}</span></li>{% } %}</ul>{% } %}</section>{% } %}
<section class="card screen" aria-labelledby="day"><h2 id="day" class="vh">{{t law.day}}</h2>{% include law_day(&v->asked) %}</section>
<div class="btns"><a class="btn btn--2" href="/{{lang}}{{path v->scheme_path}}">{{ v->scheme_name }}</a><a class="btn btn--2" href="/{{lang}}/law">{{t law.all}}</a></div>
{% include hero_end() %}

{% page law_none(const struct show_law_asked *v) %}
{% include hero(WORDS(law_unknown), WORDS(law_unknown_text)) %}
<section class="card" aria-labelledby="ask"><h2 id="ask" class="vh">{{t law.search}}</h2>{% include law_day(v) %}</section>
<div class="btns"><a class="btn btn--2" href="/{{lang}}/law">{{t law.all}}</a></div>
{% include hero_end() %}
