{# The law of the fund, its versions. #}
{% part law_who(str who) %}
{% if (who.n > 0) { %}<bdi>{{ who }}</bdi>{% } else { %}{{t lawv.program}}{% } %}

{% page laws(const struct show_laws *v) %}
{% include hero(WORDS(lawv_title), WORDS(lawv_lead)) %}
<div class="btns"><a class="btn btn--sun" href="/{{lang}}/law-versions/new">{{icon upload}}{{t lawv.new}}</a></div>
{% if (v->program_differs) { %}<div class="note note--info gap">{{icon info}}<div><p>{{t lawv.program_differs}}</p><p><a href="/{{lang}}/law-versions/new?program=1">{{t lawv.program_propose}}</a></p></div></div>{% } %}
<section class="card" aria-labelledby="list"><h2 id="list">{{t lawv.versions}}</h2>
<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { const struct show_law_row *r = &v->rows[i]; %}
<li><a class="row row--2" href="/{{lang}}/law-versions/{{d r->nth}}"><span class="ico{% if (same_word(r->state, "PROPOSED")) { %} ico--sun{% } %}">{{icon doc}}</span>
<span class="row__t">{{t lawv.version number=str_printf(o->a, "%lld", (long long)r->nth)}}</span>
<span class="row__m">{% include law_who(r->who) %} · {{when r->when}}<br>{% if (r->reason.n > 0) { %}<bdi>{{ r->reason }}</bdi>{% } else { %}{{t lawv.first}}{% } %}</span>
<span class="row__s">{% include tag(tone_of_law(r->state), "lawstate.", r->state) %}</span></a></li>{% } %}</ul>
{% if (v->n == 1) { %}<p class="small gap">{{t lawv.only_first}}</p>{% } %}
</section>
{% include hero_end() %}

{% page law_form(const struct show_law_form *v) %}
{% include top(WORDS(lawv_new)) %}
<form class="form card" method="post" action="/{{lang}}/law-versions/new" enctype="multipart/form-data" novalidate>{% include marks(S("/law-versions/new")) %}
<h1>{{t lawv.new}}</h1>
{% if (v->program) { %}<p>{{t lawv.new_program}}</p><input type="hidden" name="program" value="1">{% } else { %}<p>{{t lawv.new_lead}}</p>
{% include file(&(struct entry){ .id = "file", .label = TEXT(lawv_file), .hint = TEXT(lawv_file_hint) }, ".yaml,.yml,application/yaml,text/yaml") %}
<p class="hint">{{t send.limit}} {% text_size(o, p->at, TEXT_INTO_PAGE, v->max_bytes); %}</p>{% } %}
{% include area(&(struct entry){ .id = "reason", .label = TEXT(lawv_reason), .hint = TEXT(lawv_reason_hint), .value = v->reason }) %}
<div class="btns"><button class="btn">{{icon upload}}{{t lawv.propose}}</button><a class="btn btn--2" href="/{{lang}}/law-versions">{{t form.cancel}}</a></div>
<p class="hint">{{t lawv.after}}</p>
</form>
{% include end() %}

{% part changed_value(const struct show_changed_value *x) %}
{% if (!x->there) { %}{{t lawv.not_there}}{% } else if (x->text.n == 0) { %}{{t lawv.gap}} <bdi class="small">{{ x->gap }}</bdi>{% } else { %}<bdi class="num">{{ x->text }}</bdi> <bdi>{{ x->unit }}</bdi>{% if (x->until.n > 0) { %} <span class="small">{{t lawv.until}} <bdi class="num">{{ x->until }}</bdi></span>{% } %} <span class="small">({{tn lawstatus x->status}})</span>{% } %}

{% part law_change(const struct show_law_change *c) %}
<section class="gap"><h3><bdi>{{ c->name }}</bdi></h3>
<p class="small"><bdi dir="ltr">{{ c->path }}</bdi></p>
<dl class="facts"><div><dt>{{t lawv.change}}</dt><dd>{{tn lawchange c->change}}{% if (c->from.n > 0) { %} · {{t lawv.from}} <bdi class="num">{{ c->from }}</bdi>{% } %}</dd></div>
<div><dt>{{t lawv.old}}</dt><dd>{% include changed_value(&c->old) %}</dd></div>
<div><dt>{{t lawv.now}}</dt><dd>{% include changed_value(&c->new) %}</dd></div>
{% if (c->reference.n > 0) { %}<div><dt>{{t lawv.reference}}</dt><dd><bdi>{{ c->reference }}</bdi></dd></div>{% } %}</dl></section>

{% part law_dismiss(const struct show_law *v, const char *verb, enum text_key label) %}
{% include post(page_path(o->a, "/law-versions", v->head.nth, verb), "form gap") %}
{% include area(&(struct entry){ .id = "reason", .label = TEXT(lawv_reason), .hint = TEXT(lawv_reason_hint), .value = v->reason }) %}
<div class="btns"><button class="btn btn--bad">{{icon x}}{{word label}}</button></div></form>

{% part law_decide(const struct show_law *v) %}
<section class="card" aria-labelledby="decide"><h2 id="decide">{{t lawv.decide}}</h2>
{% if (v->stale) { %}<div class="note note--info">{{icon alert}}<p>{{t lawv.stale}}</p></div>{% } %}
{% if (v->own) { %}<div class="note note--info gap">{{icon users}}<p>{{t lawv.own}}</p></div>
{% include law_dismiss(v, "/withdraw", TEXT(lawv_withdraw)) %}
{% } else { %}
{% if (!v->stale && !law_was_seen(&v->would)) { %}<div class="note note--info">{{icon chart}}<p>{{t sim.need}}</p></div>
{% } else if (!v->stale) { %}<p>{{t lawv.approve_hint}}</p>
{% include post(page_path(o->a, "/law-versions", v->head.nth, "/approve"), "gap") %}<button class="btn">{{icon check}}{{t lawv.approve}}</button></form>
<h3 class="gap">{{t lawv.or_refuse}}</h3>{% } %}
{% include law_dismiss(v, "/refuse", TEXT(lawv_refuse)) %}
{% } %}
</section>

{% page law(const struct show_law *v) %}
{% include hero(SAY(lawv_version, TEXT_ARG("number", str_printf(o->a, "%lld", (long long)v->head.nth))), WORDS(lawv_title)) %}
<section class="card" aria-labelledby="state"><div class="card__head"><h2 id="state">{{t lawv.state}}</h2>{% include tag(tone_of_law(v->head.state), "lawstate.", v->head.state) %}</div>
<dl class="facts facts--top">
<div><dt>{{t lawv.proposed_by}}</dt><dd>{% include law_who(v->head.who) %} · {{when v->head.when}}</dd></div>
<div><dt>{{t lawv.reason}}</dt><dd>{% if (v->head.reason.n > 0) { %}<bdi>{{ v->head.reason }}</bdi>{% } else { %}{{t lawv.first}}{% } %}</dd></div>
{% if (v->base > 0) { %}<div><dt>{{t lawv.base}}</dt><dd><p><a href="/{{lang}}/law-versions/{{d v->base}}">{{t lawv.version number=str_printf(o->a, "%lld", (long long)v->base)}}</a></p></dd></div>{% } %}
{% if (v->base > 0 && v->decided.us != 0) { %}<div><dt>{{t lawv.decided_by}}</dt><dd>{% include law_who(v->decided_by) %} · {{when v->decided}}</dd></div>{% } %}
{% if (v->decision.n > 0) { %}<div><dt>{{t lawv.decision}}</dt><dd><bdi>{{ v->decision }}</bdi></dd></div>{% } %}
{% if (v->from.us != 0) { %}<div><dt>{{t lawv.in_force_from}}</dt><dd>{{when v->from}}</dd></div>{% } %}
{% if (v->until.us != 0) { %}<div><dt>{{t lawv.in_force_until}}</dt><dd>{{when v->until}}</dd></div>{% } %}
</dl></section>
{% if (v->base > 0) { %}<section class="card" aria-labelledby="changes"><h2 id="changes">{{t lawv.changes}}</h2>
{% if (v->n == 0) { %}<p>{{t lawv.no_value}}</p>{% } %}
{% for (size_t i = 0; i < v->n; i++) { %}{% include law_change(&v->changes[i]) %}{% } %}
{% if (v->more > 0) { %}<p class="gap">{{t lawv.more count=str_printf(o->a, "%lld", (long long)v->more)}}</p>{% } %}
<h3 class="gap">{{t lawv.files}}</h3><ul>{% for (size_t i = 0; i < v->files_n; i++) { %}<li><p><bdi dir="ltr">{{ v->file[i] }}</bdi></p></li>{% } %}</ul>
</section>{% } %}
{% if (v->would.there || v->would.may_ask) { %}{% include simulation_card(&v->would) %}{% } %}
{% if (v->proposed) { %}{% include law_decide(v) %}{% } %}
<p class="btns"><a class="btn btn--2" href="/{{lang}}/law-versions"><span class="flip back">{{icon chev}}</span>{{t lawv.title}}</a></p>
{% include hero_end() %}
