{# What somebody is entitled to: until when, why, what to do. #}
{% part right_disc(str state) %}
<span class="disc{% if (same_word(state, "SUSPENDED")) { %} disc--warn{% } else if (same_word(state, "CLOSED")) { %} disc--bad{% } else if (!same_word(state, "OPEN")) { %} disc--info{% } %}">{% if (same_word(state, "OPEN")) { %}{{icon check}}{% } else if (same_word(state, "SUSPENDED")) { %}{{icon alert}}{% } else if (same_word(state, "CLOSED")) { %}{{icon x}}{% } else { %}{{icon info}}{% } %}</span>

{# `more` is where the whole is said, empty: here. #}
{% part right_card(const struct show_right *r, str through, str more) %}
<section class="card rights" aria-labelledby="right"><div class="rights__state">{% include right_disc(r->state) %}<div><h2 id="right">{{ r->title }}</h2>{% if (r->when.n > 0) { %}<p><bdi>{{ r->when }}</bdi></p>{% } %}</div></div>
{% if (more.n > 0) { %}<div class="btns"><a class="btn" href="/{{lang}}{{path more}}">{{t rights.see}}</a></div>{% } %}
{% if (r->scheme.n > 0 || through.n > 0 || (more.n > 0 && r->todo.n > 0)) { %}<dl class="facts">{% if (r->scheme.n > 0) { %}<div><dt>{{t rights.scheme}}</dt><dd><bdi>{{ r->scheme }}</bdi></dd></div>{% } %}{% if (through.n > 0) { %}<div><dt>{{t rights.through}}</dt><dd><bdi>{{ through }}</bdi></dd></div>{% } %}{% if (more.n > 0 && r->todo.n > 0) { %}<div><dt>{{t rights.todo}}</dt><dd><bdi>{{ r->todo }}</bdi></dd></div>{% } %}</dl>{% } %}</section>

{# What the law says, for whoever wants to know: folded for a member, without what is for machines. #}
{% part right_law(const struct show_right_reason *r, bool agent) %}
{% if (r->path.n > 0) { %}{% if (!agent) { %}<details class="more"><summary>{{t rights.law}}<span class="vh"> {{ r->text }}</span></summary>{% } %}<div class="small">{% if (r->rule.n > 0) { %}<p>{{t rights.rule text=r->rule}}</p>{% } %}
<p>{% if (r->reference.n > 0) { %}{{t rights.source text=r->reference}}{% } else { %}{{t rights.no_source}}{% } %} {% include tag(tone_of_law(r->state), "lawstate.", r->state) %} <a href="/{{lang}}{{path r->path}}">{{t law.see}}<span class="vh"> {{ r->path }}</span></a></p>
{% if (agent && r->machine.n > 0) { %}<p><code class="code law__rule" dir="ltr">{{ r->machine }}</code></p>{% } %}</div>{% if (!agent) { %}</details>{% } %}{% } %}

{% part right_reasons(const struct show_right_reason *rows, size_t n, bool agent) %}
<ul class="rows">{% for (size_t i = 0; i < n; i++) { %}<li class="example"><b><bdi>{{ rows[i].text }}</bdi></b>{% include right_law(&rows[i], agent) %}</li>{% } %}</ul>

{% part right_todo(const struct show_rights *v) %}
{% const struct show_whose *w = &v->whose; %}
{% if (v->todo_n > 0) { %}<section class="card" aria-labelledby="todo"><h2 id="todo">{% if (w->agent) { %}{{t rights.todo_person}}{% } else { %}{{t rights.todo}}{% } %}</h2>
{% for (size_t i = 0; i < v->todo_n; i++) { %}<p><bdi>{{ v->todo[i] }}</bdi></p>{% } %}
{% if (v->cannot.n > 0) { %}<p><a href="/{{lang}}{{path v->cannot}}">{{t law.see}}</a></p>{% } %}
{% if (v->may_pay || v->object.n > 0) { %}<div class="btns gap">{% if (v->may_pay) { %}<a class="btn" href="/{{lang}}{{path w->base}}/payment">{{icon card}}{{t rights.how_to_pay}}</a>{% } %}{% if (v->object.n > 0) { %}<a class="btn btn--2" href="/{{lang}}{{path v->object}}">{{t rights.wrong}}</a>{% } %}</div>{% } %}</section>{% } %}

{% part right_offers(const struct show_rights *v) %}
{% if (v->score) { %}<section class="card" aria-labelledby="offers"><h2 id="offers">{{t rights.offers}}</h2><p class="small">{{t rights.offers_text}}</p>
<ul class="rows">{% for (size_t i = 0; i < v->offers_n; i++) { const struct show_right_offer *x = &v->offers[i]; %}
<li class="row"><span class="ico">{{icon shield}}</span>{% if (x->path.n > 0) { %}<a class="row__t" href="/{{lang}}{{path x->path}}"><bdi>{{ x->name }}</bdi></a>{% } else { %}<b><bdi>{{ x->name }}</bdi></b>{% } %}<span></span><span class="row__m"><bdi>{{ x->who }}</bdi>{% if (x->pays.n > 0) { %}<br><bdi>{{ x->pays }}</bdi>{% } %}</span></li>{% } %}</ul>
<p class="small gap">{{t rights.score_wrong}}</p></section>{% } %}

{% part right_family(const struct show_rights *v) %}
{% if (v->family_n > 0) { %}<section class="card" aria-labelledby="family"><div class="card__head"><h2 id="family">{{t rights.family}}</h2><a href="/{{lang}}{{path v->whose.base}}/family">{{t rights.see_family}}</a></div>
<ul class="rows">{% for (size_t i = 0; i < v->family_n; i++) { const struct show_right_relative *r = &v->family[i]; %}
<li class="row row--2"><span class="ico ico--who" aria-hidden="true">{{ initials(o->a, r->name) }}</span><span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__a num">{{ r->number }}</span>
<span class="row__m">{{tn familyrole r->role}}{% if (r->is.when.n > 0) { %} · <bdi>{{ r->is.when }}</bdi>{% } %}{% if (r->text.n > 0) { %}<br><bdi>{{ r->text }}</bdi>{% } %}</span>
<span class="row__s">{% include tag(tone_of_right(r->is.state), "rightstate.", r->is.state) %}</span></li>{% } %}</ul></section>{% } %}

{% part right_over(const struct show_right_span *s) %}
{% if (s->last.days == DATE_NEVER.days) { %}{{t paper.since from=s->from}}{% } else { %}{{t paper.from_to from=s->from, to=s->last}}{% } %}

{% part right_line(const struct show_right_span *spans, size_t n) %}
<ol class="line gap">{% for (size_t i = 0; i < n; i++) { const struct show_right_span *s = &spans[i]; %}
<li class="{% if (s->now) { %}next{% } else if (s->past) { %}done{% } else { %}todo{% } %}"{% if (s->now) { %} aria-current="true"{% } %}><span class="line__dot">{% if (same_word(s->state, "OPEN")) { %}{{icon check}}{% } else if (same_word(s->state, "UNKNOWN")) { %}{{icon info}}{% } else if (same_word(s->state, "SUSPENDED")) { %}{{icon alert}}{% } else { %}{{icon x}}{% } %}</span>
<div><b>{{tn rightstate s->state}}</b>{% if (s->now) { %} <span class="tag tag--info">{{t rights.today}}</span>{% } else if (!s->past) { %} <span class="tag">{{t rights.to_come}}</span>{% } %}<p class="small">{% include right_over(s) %}{% if (s->scheme.n > 0) { %} · <bdi>{{ s->scheme }}</bdi>{% } %}</p>{% if (s->text.n > 0) { %}<p class="small"><bdi>{{ s->text }}</bdi></p>{% } %}</div></li>{% } %}</ol>

{% part right_spans(const struct show_rights *v) %}
{% if (v->spans_n > 0) { %}<section class="card" aria-labelledby="spans"><h2 id="spans">{{t rights.timeline}}</h2><p class="small screen">{{t rights.print}}</p>
{% if (v->spans_older > 0) { %}<details class="more"><summary>{{t rights.earlier count=(int64_t)v->spans_older}}</summary>{% include right_line(v->spans, v->spans_older) %}</details>{% } %}
{% include right_line(v->spans + v->spans_older, v->spans_n - v->spans_older) %}</section>{% } %}

{# One day as it was known: what was stored, and what the same law and facts give again. #}
{% part right_day(const struct show_rights *v) %}
{% const struct show_right_day *d = &v->day; %}
<section class="card" aria-labelledby="explore"><h2 id="explore">{{t rights.explore}}</h2><p class="small">{{t rights.explore_text}}</p>
<form class="form gap" method="get" action="/{{lang}}{{path v->whose.base}}/rights#explore" novalidate>
{% include field(&(struct entry){ .id = "on", .label = TEXT(rights_on), .hint = TEXT(law_day_hint), .value = d->on, .looks = "in--short num", .ltr = true }) %}
{% include field(&(struct entry){ .id = "known", .label = TEXT(rights_known), .hint = TEXT(rights_known_hint), .value = d->known, .looks = "in--short num", .ltr = true }) %}
<div class="btns"><button class="btn">{{icon search}}{{t law.go}}</button></div></form>
{% if (d->shown) { %}{% include right_known(d) %}{% } %}</section>

{% part right_known(const struct show_right_day *d) %}
<h3 class="gap">{{t rights.was on=d->on_day, known=d->known_day}}</h3>
{% if (d->there) { %}<p>{% include tag(tone_of_right(d->is.state), "rightstate.", d->is.state) %} {% include right_over(&d->is) %}{% if (d->is.scheme.n > 0) { %} · <bdi>{{ d->is.scheme }}</bdi>{% } %}</p>{% include right_reasons(d->reasons, d->reasons_n, true) %}{% } else { %}<p>{{t rights.was_nothing}}</p>{% } %}
<h3 class="gap">{{t rights.again}}</h3>
{% if (d->no_law) { %}<p>{{t rights.again_no_law}}</p>{% } else if (d->differs_n == 0) { %}<p><span class="tag tag--ok">{{icon check}}{{t rights.again_same}}</span> {{t rights.again_by version=d->law_version}}</p>{% } else { %}
<p><span class="tag tag--bad">{{icon alert}}{{t rights.again_differs}}</span> {{t rights.again_by version=d->law_version}}</p>
<ul class="bullets">{% for (size_t i = 0; i < d->differs_n; i++) { %}<li>{{tn rightdiffers d->differs[i]}}</li>{% } %}</ul>
{% if (d->again_there) { %}<p>{% include tag(tone_of_right(d->again.state), "rightstate.", d->again.state) %} {% include right_over(&d->again) %}{% if (d->again.scheme.n > 0) { %} · <bdi>{{ d->again.scheme }}</bdi>{% } %}</p><p><bdi>{{ d->again.text }}</bdi></p>{% } else { %}<p>{{t rights.was_nothing}}</p>{% } %}{% } %}
<h3 class="gap">{{t rights.facts}}</h3>
{% if (d->facts_n == 0) { %}<p class="small">{{t rights.no_facts}}</p>{% } %}
{% for (size_t i = 0; i < d->facts_n; i++) { const struct show_right_facts *x = &d->facts[i]; %}<h4 class="h3 gap">{{word x->title}}</h4><ul class="bullets">{% for (size_t k = 0; k < x->n; k++) { %}<li><bdi>{{ x->line[k] }}</bdi></li>{% } %}</ul>{% if (x->more > 0) { %}<p class="small">{{t rights.more_facts count=x->more}}</p>{% } %}{% } %}

{% page rights(const struct show_rights *v) %}
{% const struct show_whose *w = &v->whose; %}
{% include hero(w->agent ? SAY(rights_of, TEXT_ARG("name", v->name)) : WORDS(rights_title), w->agent ? WORDS(rights_lead_person) : WORDS(rights_lead)) %}
{% include right_card(&v->is, v->through, S("")) %}
{% if (w->agent) { %}<div class="btns"><a class="btn btn--2" href="/{{lang}}{{path w->base}}">{{t receipt.back}}</a></div>{% } %}
<div class="cols cols--even"><div class="stack">
{% include right_todo(v) %}
{% include right_offers(v) %}
{% if (v->reasons_n > 0) { %}<section class="card" aria-labelledby="why"><h2 id="why">{{t rights.why}}</h2>{% include right_reasons(v->reasons, v->reasons_n, w->agent) %}</section>{% } %}
</div><div class="stack">
{% include right_family(v) %}
{% include right_spans(v) %}
</div></div>
{% if (w->agent) { %}{% include right_day(v) %}{% } %}
{% include hero_end() %}
