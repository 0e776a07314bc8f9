{% page followed(const struct show_followed *v) %}
{% const struct show_whose *w = &v->whose; %}
{% include hero(WORDS(follow_title), w->agent ? v->name : WORDS(follow_lead)) %}
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t follow.title}}</h2>
{% if (v->n == 0) { %}{% include empty("inbox", TEXT(family_no_request), TEXT(follow_none_advice)) %}{% } %}
{% include request_lines(w, v->rows, v->n) %}
{% if (v->more) { %}<p class="small">{{t requests.more}}</p>{% } %}</section>
{% if (w->agent) { %}<div class="btns"><a class="btn btn--2" href="/{{lang}}{{path w->base}}">{{t receipt.back}}</a></div>{% } %}
{% include hero_end() %}

{% part follow_steps(const struct show_request *v) %}
<section class="card" aria-labelledby="steps"><h2 id="steps">{{t requests.steps}}</h2><ol class="line line--small">{% for (size_t i = 0; i < v->steps_n; i++) { const struct show_step *s = &v->steps[i]; %}
<li class="done"><span class="line__dot"></span><div><b>{{tn requeststate s->state}}</b><p class="small">{{when s->at}}</p>{% if (s->note.n > 0) { %}<p class="quote"><bdi>{{ s->note }}</bdi></p>{% } %}</div></li>{% } %}
{% if (same_word(v->head.state, "RECEIVED") || same_word(v->head.state, "IN_HAND")) { %}<li class="next"><span class="line__dot"></span><div><b>{{t requests.answer}}</b><p class="small">{{t family.answer_by day=clock_day(v->head.due)}}</p></div></li>{% } %}</ol></section>

{% part follow_papers(const struct show_follow *v) %}
<section class="card" aria-labelledby="papers"><h2 id="papers">{{t follow.papers}}</h2>{% if (v->r.documents_n == 0) { %}<p class="small">{{t requests.no_paper}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->r.documents_n; i++) { const struct show_document_row *r = &v->r.documents[i]; %}
<li class="row"><span class="ico">{{icon doc}}</span>{% if (same_word(r->verdict, "WAITING") || same_word(r->verdict, "INFECTED")) { %}<b>{{tn papers r->kind}}</b>{% } else { %}<a class="row__t" href="/{{lang}}{{path v->whose.base}}/requests/{{d v->r.head.id}}/documents/{{d r->id}}">{{tn papers r->kind}}</a>{% } %}<span class="row__a">{% text_size(o, p->at, TEXT_INTO_PAGE, r->bytes); %}</span><span class="row__m"><bdi>{{ r->media }}</bdi></span></li>{% } %}</ul></section>

{% part follow_said(const struct show_follow *v) %}
<section class="card" aria-labelledby="said"><h2 id="said">{{t follow.said}}</h2><dl class="facts facts--flat">
<div><dt>{{t family.role}}</dt><dd>{{tn familyrole v->r.role}}</dd></div>
<div><dt>{{t requests.relative}}</dt><dd><bdi>{{ v->r.relative }}</bdi>{% if (v->r.relative_other.n > 0) { %}<br><bdi>{{ v->r.relative_other }}</bdi>{% } %}</dd></div>
<div><dt>{{t person.born}}</dt><dd>{{born v->r.born}}</dd></div>
{% if (v->r.id_value.n > 0) { %}{% include fact(TEXT(family_id), v->r.id_value, true) %}{% } %}
<div><dt>{{t family.from}}</dt><dd>{{day v->r.from}}</dd></div>
{% if (v->end_reason.n > 0) { %}<div><dt>{{t relative.end_why}}</dt><dd>{{tn endreason v->end_reason}}</dd></div>
{% if (v->ended.days != DATE_NEVER.days) { %}<div><dt>{{t relative.end_day}}</dt><dd>{{day v->ended}}</dd></div>{% } %}{% } %}
{% if (v->r.proof_kind.n > 0) { %}<div><dt>{{t family.proves}}</dt><dd>{{tn proofkind v->r.proof_kind}}</dd></div>
{% if (v->r.proof_last.days != DATE_NEVER.days) { %}<div><dt>{{t family.studies_until}}</dt><dd>{{day v->r.proof_last}}</dd></div>{% } %}{% } %}
{% if (v->r.court.n > 0) { %}{% include fact(TEXT(family_court), v->r.court, true) %}{% } %}</dl></section>

{% part follow_complete(const struct show_follow *v) %}
{% str path = str_printf(o->a, "%.*s/requests/%lld/complete", STR_ARG(v->whose.base), (long long)v->r.head.id); %}
<section class="card decide" aria-labelledby="complete"><h2 id="complete">{{t follow.complete}}</h2><p class="quote"><bdi>{{ v->r.answer }}</bdi></p>
<form class="form gap" method="post" action="/{{lang}}{{path path}}" enctype="multipart/form-data" novalidate>{% include marks(path) %}
{% if (v->r.family) { %}{% include paper(&(struct entry){ .id = "proof", .label = TEXT(family_proof), .hint = TEXT(family_proof_hint), .optional = true }, &v->proof) %}
{% include paper(&(struct entry){ .id = "studies", .label = TEXT(relative_paper), .optional = true }, &v->studies) %}{% } %}
{% include paper(&(struct entry){ .id = "other", .label = TEXT(papers_OTHER), .hint = TEXT(relative_paper_hint), .optional = true }, &v->other) %}
{% include area(&(struct entry){ .id = "note", .label = TEXT(follow_note), .value = v->r.note, .optional = true }) %}
{% if (v->whose.agent) { %}{% include assisted(&v->whose.assisted) %}{% } %}
<div class="btns"><button class="btn">{{icon upload}}{{t follow.send}}</button></div></form></section>

{% page follow(const struct show_follow *v) %}
{% const struct show_request_row *h = &v->r.head; %}
{% bool waits = same_word(h->state, "RECEIVED") || same_word(h->state, "IN_HAND"); enum text_key kind; str title = text_find("requestkind.", h->kind, &kind) ? text_get(p->at.lang, kind) : h->kind; %}
{% include hero(title, SAY(follow_reference, TEXT_ARG("reference", h->reference))) %}
<section class="card" aria-labelledby="state"><div class="card__head"><h2 id="state">{{t follow.state}}</h2>{% include tag(tone_of_request(h->state), "requeststate.", h->state) %}</div>
<dl class="facts facts--flat">{% if (v->whose.agent) { %}<div><dt>{{t receipt.person}}</dt><dd><bdi>{{ h->name }}</bdi></dd></div>{% } %}<div><dt>{{t requests.opened}}</dt><dd>{{when h->opened}}</dd></div>
{% if (waits) { %}<div><dt>{{t requests.due}}</dt><dd>{{day clock_day(h->due)}}</dd></div>{% } %}
{% if (v->r.answer.n > 0 && !waits) { %}<div><dt>{{t requests.answer}}</dt><dd><bdi>{{ v->r.answer }}</bdi></dd></div>{% } %}</dl></section>
{% if (v->may_complete) { %}{% include follow_complete(v) %}{% } %}
<div class="cols cols--even"><div class="stack">
{% if (v->r.family) { %}{% include follow_said(v) %}{% } %}
{% if (v->r.is_stated) { %}{% include stated(&v->r.stated) %}{% } %}
{% include follow_papers(v) %}
</div><div class="stack">
{% include follow_steps(&v->r) %}
</div></div>
<div class="btns">{% if (v->may_withdraw) { %}<a class="btn btn--2" href="/{{lang}}{{path v->whose.base}}/requests/{{d h->id}}/withdraw">{{t follow.withdraw}}</a>{% } %}<a class="btn btn--2" href="/{{lang}}{{path v->whose.base}}/requests">{{t follow.all}}</a></div>
{% include hero_end() %}

{% page withdraw(const struct show_follow *v) %}
{% const struct show_request_row *h = &v->r.head; %}
{% include top(WORDS(follow_withdraw)) %}
{% include post(str_printf(o->a, "%.*s/requests/%lld/withdraw", STR_ARG(v->whose.base), (long long)h->id), "form card") %}
<h1>{{t follow.withdraw_ask}}</h1><p>{{tn requestkind h->kind}} · <bdi class="num">{{ h->reference }}</bdi></p>
{% if (v->r.family) { %}<p><b><bdi>{{ v->r.relative }}</bdi></b> · {{tn familyrole v->r.role}}</p>{% } %}
<p>{{t follow.withdraw_text}}</p>
{% if (v->whose.agent) { %}{% include assisted(&v->whose.assisted) %}{% } %}
<div class="btns"><button class="btn btn--bad">{{t follow.withdraw}}</button><a class="btn btn--2" href="/{{lang}}{{path v->whose.base}}/requests/{{d h->id}}">{{t follow.keep}}</a></div></form>
{% include end() %}
