{% part request_state(str state, str now) %}
{% enum text_key key; if (text_find("requeststate.", state, &key)) { %}{% include option(state, text_get(p->at.lang, key), now) %}{% } %}

{% page requests(const struct show_requests *v) %}
{% include hero(WORDS(requests_title), WORDS(requests_lead)) %}
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t requests.title}}</h2>
<form class="filter" method="get" action="/{{lang}}/requests"><div class="fld"><label for="state">{{t feeds.state}}</label><select class="in" id="state" name="state">{% include request_state(S("RECEIVED"), v->state) %}{% include request_state(S("IN_HAND"), v->state) %}{% include request_state(S("MORE_NEEDED"), v->state) %}{% include request_state(S("ACCEPTED"), v->state) %}{% include request_state(S("REFUSED"), v->state) %}{% include request_state(S("WITHDRAWN"), v->state) %}</select></div>
<button class="btn btn--2">{{t filter.go}}</button></form>
{% if (v->n == 0) { %}{% include empty("check", TEXT(requests_none), TEXT(requests_none_advice)) %}{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { const struct show_request_row *r = &v->rows[i]; %}
<li><a class="row row--2" href="/{{lang}}/requests/{{d r->id}}"><span class="ico{% if (r->late) { %} ico--sun{% } %}">{{icon inbox}}</span>
<span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__a num">{{ r->number }}</span>
<span class="row__m">{{tn requestkind r->kind}} · <bdi class="num">{{ r->reference }}</bdi><br>{{t family.answer_by day=clock_day(r->due)}}</span>
<span class="row__s">{% if (r->late) { %}<span class="tag tag--bad">{{icon clock}}{{t requests.late}}</span>{% } %}</span></a></li>{% } %}</ul>{% } %}
{% if (v->more) { %}<p class="small">{{t requests.more}}</p>{% } %}
</section>
{% include hero_end() %}

{% part request_declared(const struct show_request *v) %}
<section class="card" aria-labelledby="said"><h2 id="said">{{t requests.said}}</h2><dl class="facts facts--flat">
<div><dt>{{t family.role}}</dt><dd>{{tn familyrole v->role}}</dd></div>
<div><dt>{{t requests.relative}}</dt><dd><bdi>{{ v->relative }}</bdi>{% if (v->relative_other.n > 0) { %}<br><bdi>{{ v->relative_other }}</bdi>{% } %}</dd></div>
<div><dt>{{t person.born}}</dt><dd>{{born v->born}}</dd></div><div><dt>{{t person.sex}}</dt><dd>{{tn sex v->sex}}</dd></div>
{% include fact(TEXT(family_id), v->id_value, true) %}
<div><dt>{{t family.from}}</dt><dd>{{day v->from}}</dd></div>
{% if (v->proof_kind.n > 0) { %}<div><dt>{{t family.proves}}</dt><dd>{{tn proofkind v->proof_kind}}</dd></div>
{% if (v->proof_last.days != DATE_NEVER.days) { %}<div><dt>{{t family.studies_until}}</dt><dd>{{day v->proof_last}}</dd></div>{% } %}{% } %}
{% if (v->court.n > 0) { %}{% include fact(TEXT(family_court), v->court, false) %}{% } %}
{% if (v->known.n > 0) { %}{% include fact(TEXT(requests_known), v->known, true) %}{% } %}</dl></section>

{% part request_note(const struct show_request *v, const char *verb, enum text_key label, enum text_key hint, const char *looks) %}
<details class="more"{% if (v->note.n > 0) { %} open{% } %}><summary>{{word label}}</summary>{% include post(page_path(o->a, "/requests", v->head.id, verb), "form gap") %}
<div class="fld"><label for="note{{ page_cstr(verb + 1) }}">{{word hint}}</label><textarea class="in" id="note{{ page_cstr(verb + 1) }}" name="note" rows="3" dir="auto">{{ v->note }}</textarea></div>
<div class="btns"><button class="btn {{ page_cstr(looks) }}">{{word label}}</button></div></form></details>

{% part request_decide(const struct show_request *v) %}
<section class="card decide" aria-labelledby="decide"><h2 id="decide">{{t requests.decide}}</h2>
{% include post(page_path(o->a, "/requests", v->head.id, "/accept"), "form gap") %}
{% if (v->asks_n > 0) { %}<fieldset class="fld"><legend>{{t requests.look_at}}</legend>{% for (size_t i = 0; i < v->asks_n; i++) { %}<label class="pick"><input type="checkbox" name="seen" value="{{ v->asks[i] }}"><b>{{tn famask v->asks[i]}}</b></label>{% } %}
<label class="pick"><input type="checkbox" name="new" value="1"><b>{{t requests.is_new}}</b></label></fieldset>{% } %}
<div class="fld{% if (page_bad(p, "note")) { %} fld--bad{% } %}"><label for="note">{{t requests.note}}</label>{% include problem("note") %}<textarea class="in" id="note" name="note" rows="2" dir="auto"{% page_describe(o, p, "note", false); %}>{{ v->note }}</textarea></div>
<div class="btns"><button class="btn">{{icon check}}{{t requests.accept}}</button></div></form>
{% include request_note(v, "/more", TEXT(requests_ask_more), TEXT(requests_what_more), "btn--2") %}
{% include request_note(v, "/refuse", TEXT(requests_refuse), TEXT(requests_why), "btn--bad") %}
{% include request_note(v, "/back", TEXT(requests_back), TEXT(requests_why_back), "btn--2") %}
</section>

{% page request(const struct show_request *v) %}
{% include hero(v->head.name, SAY(requests_of, TEXT_ARG("reference", v->head.reference))) %}
<section class="card" aria-labelledby="state"><div class="card__head"><h2 id="state">{{tn requestkind v->head.kind}}</h2><span class="tag">{{tn requeststate v->head.state}}</span></div>
<dl class="facts facts--flat"><div><dt>{{t person.number}}</dt><dd><a href="/{{lang}}/people/{{d v->head.person}}"><bdi class="num">{{ v->head.number }}</bdi></a></dd></div>
<div><dt>{{t requests.opened}}</dt><dd>{{when v->head.opened}}</dd></div><div><dt>{{t requests.due}}</dt><dd>{{day clock_day(v->head.due)}}</dd></div>
{% if (v->handled_by.n > 0) { %}<div><dt>{{t requests.handled_by}}</dt><dd><bdi>{{ v->handled_by }}</bdi></dd></div>{% } %}
{% if (v->answer.n > 0) { %}<div><dt>{{t requests.answer}}</dt><dd><bdi>{{ v->answer }}</bdi></dd></div>{% } %}</dl>
{% if (v->may_take && !v->mine) { %}{% include post(page_path(o->a, "/requests", v->head.id, "/take"), "gap") %}<button class="btn">{{icon check}}{{t requests.take}}</button></form>{% } %}
</section>
<div class="cols cols--even"><div class="stack">
{% if (v->family) { %}{% include request_declared(v) %}{% } %}
{% if (v->is_stated) { %}{% include stated(&v->stated) %}{% } %}
<section class="card" aria-labelledby="papers"><h2 id="papers">{{t requests.papers}}</h2>{% if (v->documents_n == 0) { %}<p class="small">{{t requests.no_paper}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->documents_n; i++) { const struct show_document_row *r = &v->documents[i]; %}
<li class="row"><span class="ico">{{icon doc}}</span><a class="row__t" href="/{{lang}}/requests/{{d v->head.id}}/documents/{{d r->id}}">{{tn papers r->kind}}</a><span class="row__a">{% text_size(o, p->at, TEXT_INTO_PAGE, r->bytes); %}</span><span class="row__m"><bdi>{{ r->media }}</bdi></span></li>{% } %}</ul></section>
</div><div class="stack">
{% if (v->mine) { %}{% include request_decide(v) %}{% } %}
<section class="card" aria-labelledby="steps"><h2 id="steps">{{t requests.steps}}</h2><ol class="line line--small">{% for (size_t i = 0; i < v->steps_n; i++) { const struct show_step *s = &v->steps[i]; %}
<li class="done"><span class="line__dot"></span><div><b>{{tn requeststate s->state}}</b><p class="small">{{when s->at}}{% if (s->who.n > 0) { %} · <bdi>{{ s->who }}</bdi>{% } %}</p>{% if (s->note.n > 0) { %}<p class="quote"><bdi>{{ s->note }}</bdi></p>{% } %}</div></li>{% } %}</ol></section>
</div></div>
{% include hero_end() %}
