{# How a person pays: pages of a member, and of an agent with a person who is there. #}
{% part payment_way(const struct show_payment_way *w) %}
<dl class="facts facts--flat">
{% if (w->account.n > 0) { %}{% include fact(TEXT(payment_account), w->account, true) %}
{% include fact(TEXT(payment_holder), w->holder, false) %}
<div><dt>{{t payment.day}}</dt><dd>{{t payment.day_of day=w->day}}</dd></div>{% } %}
<div><dt>{{t payment.since}}</dt><dd>{{day w->since}}</dd></div>
{% if (w->reference.n > 0) { %}{% include fact(TEXT(payment_reference), w->reference, true) %}
<div><dt>{{t payment.signing}}</dt><dd>{{tn paysigning w->signing}}</dd></div>{% } %}
</dl>

{% part payment_differs(const struct show_payer *who, bool differs) %}
{% if (differs) { %}<div class="note gap">{{icon alert}}<p>{% if (who->person != 0) { %}{{t payment.differs_agent}}{% } else { %}{{t payment.differs}}{% } %}</p></div>{% } %}

{% part payment_schemes(const struct show_payment *v) %}
<section class="card" aria-labelledby="schemes"><h2 id="schemes">{% if (v->payer.person != 0) { %}{{t payment.schemes_agent}}{% } else { %}{{t payment.schemes}}{% } %}</h2>
{% if (v->schemes_n == 0) { %}<p class="small">{{t person.no_membership}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->schemes_n; i++) { %}<li class="row"><span class="ico">{{icon shield}}</span><b><bdi>{{ v->schemes[i].name }}</bdi></b><span></span><span class="row__m">{{tn paywhy v->schemes[i].word}}</span></li>{% } %}</ul>
{% if (v->account.n > 0) { %}<p class="hint gap">{{t payment.account_used account=v->account}}</p>{% } %}</section>

{% part payment_past(const struct show_payment *v) %}
<section class="card" aria-labelledby="past"><h2 id="past">{{t payment.past}}</h2>
{% if (v->past_n == 0) { %}<p class="small">{{t payment.no_past}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->past_n; i++) { const struct show_payment_way *w = &v->past[i]; %}
<li class="row row--3"><span class="ico">{{icon card}}</span><h3>{{tn paykind w->kind}}</h3><span class="row__s"><span class="tag">{{tn paystate w->state}}</span></span>
<span class="row__m">{{t payment.from_until from=w->since, until=w->until}}{% if (w->account.n > 0) { %}<br><bdi class="num">{{ w->account }}</bdi> · <bdi>{{ w->holder }}</bdi>{% } %}{% if (w->reference.n > 0) { %}<br><a href="/{{lang}}{{path v->payer.base}}/mandates/{{u w->reference}}">{{t payment.mandate}} <bdi class="num">{{ w->reference }}</bdi></a>{% } %}</span></li>{% } %}</ul></section>

{% page payment(const struct show_payment *v) %}
{% if (v->payer.person != 0) { %}{% include hero(v->payer.name, WORDS(payment_lead_agent)) %}{% } else { %}{% include hero(WORDS(payment_title), WORDS(payment_lead)) %}{% } %}
<section class="card card--main" aria-labelledby="now">
{% if (v->chosen) { %}<div class="card__head"><h2 id="now">{{tn paykind v->now.kind}}</h2><span class="tag tag--ok">{{icon check}}{{t payment.now}}</span></div>
{% include payment_way(&v->now) %}
{% include payment_differs(&v->payer, v->payer.person != 0 && v->now.differs) %}
<h3 class="gap">{{t payment.next}}</h3><p>{{tn paynext v->now.kind}}</p>
<div class="btns gap">{% if (v->offered) { %}<a class="btn" href="/{{lang}}{{path v->payer.base}}/choose">{{t payment.change}}</a>{% } %}{% if (v->now.reference.n > 0) { %}<a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}/mandates/{{u v->now.reference}}">{{icon print}}{{t payment.mandate}}</a>{% } %}<a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}/stop">{{t payment.stop}}</a></div>
{% } else if (v->offered) { %}<h2 id="now" class="vh">{{t payment.now}}</h2>{% include empty("card", TEXT(payment_none), TEXT(payment_none_advice)) %}
<div class="btns"><a class="btn btn--sun" href="/{{lang}}{{path v->payer.base}}/choose">{{t payment.choose}}</a></div>
{% } else { %}<h2 id="now" class="vh">{{t payment.now}}</h2>{% include empty("info", TEXT(payment_nothing), TEXT(payment_nothing_advice)) %}{% } %}
</section>
<div class="cols cols--even">{% include payment_schemes(v) %}{% include payment_past(v) %}</div>
{% include hero_end() %}

{# Whom an agent has before them. #}
{% part payer_line(const struct show_payer *who) %}
{% if (who->person != 0) { %}<p class="small"><bdi>{{ who->name }}</bdi> · <bdi class="num">{{ who->number }}</bdi></p>{% } %}

{% page payment_kinds(const struct show_payment_kinds *v) %}
{% include top(WORDS(payment_choose)) %}
<div class="door">{% str path = str_printf(o->a, "%.*s/choose", STR_ARG(v->payer.base)); %}{% include post(path, "form card") %}<input type="hidden" name="client" value="{{d v->client}}">
{% include payer_line(&v->payer) %}
<fieldset class="fld{% if (page_bad(p, "kind")) { %} fld--bad{% } %}" id="kind"{% page_describe(o, p, "kind", false); %}><legend><h1>{% if (v->payer.person != 0) { %}{{t payment.pick_agent}}{% } else { %}{{t payment.pick}}{% } %}</h1></legend>{% include problem("kind") %}
{% for (size_t i = 0; i < v->kinds_n; i++) { %}<label class="pick"><input type="radio" name="kind" value="{{ v->kinds[i] }}"{% if (str_eq(v->kinds[i], v->kind)) { %} checked{% } %}><b>{{tn paykind v->kinds[i]}}</b><span class="hint">{{tn payhint v->kinds[i]}}</span></label>{% } %}</fieldset>
{% if (v->kinds_n == 0) { %}<p>{{t payment.nothing_advice}}</p>{% } %}
<div class="btns">{% if (v->kinds_n > 0) { %}<button class="btn">{{t payment.go_on}}</button>{% } %}<a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}">{{t form.cancel}}</a></div></form></div>
{% include end() %}

{% page payment_account(const struct show_payment_account *v) %}
{% include top(WORDS(payment_account_title)) %}
<div class="door">{% str path = str_printf(o->a, "%.*s/account", STR_ARG(v->payer.base)); %}{% include post(path, "form card") %}<input type="hidden" name="client" value="{{d v->client}}">
{% include payer_line(&v->payer) %}<h1>{{t payment.account_title}}</h1><p>{% if (v->payer.person != 0) { %}{{t payment.account_lead_agent}}{% } else { %}{{t payment.account_lead}}{% } %}</p>
{% include field(&(struct entry){ .id = "rib", .label = TEXT(payment_rib), .hint = p->at.country == COUNTRY_DZ ? TEXT(payment_rib_hint_dz) : TEXT(payment_rib_hint_ma), .value = v->rib, .keys = "numeric", .looks = "num", .ltr = true }) %}
{% include field(&(struct entry){ .id = "holder", .label = TEXT(payment_holder), .hint = TEXT(payment_holder_hint), .value = v->holder, .autocomplete = v->payer.person == 0 ? "name" : NULL }) %}
{% if (v->day_only != 0) { %}<p class="hint">{{t payment.day_only day=v->day_only}}</p>{% } %}
{% include field(&(struct entry){ .id = "day", .label = TEXT(payment_day), .hint = TEXT(payment_day_hint), .value = v->day, .keys = "numeric", .looks = "in--2 num", .ltr = true }) %}
{% if (v->payer.person != 0) { %}<fieldset class="fld{% if (page_bad(p, "how")) { %} fld--bad{% } %}" id="how"{% page_describe(o, p, "how", false); %}><legend>{{t payment.how}}</legend>{% include problem("how") %}
{% include tile_radio("how", "CODE", TEXT(payment_how_code), TEXT(payment_how_code_hint), same_word(v->how, "CODE")) %}
{% include tile_radio("how", "PAPER", TEXT(payment_how_paper), TEXT(payment_how_paper_hint), same_word(v->how, "PAPER")) %}</fieldset>{% } %}
<div class="btns"><button class="btn">{{t payment.go_on}}</button><a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}">{{t form.cancel}}</a></div></form></div>
{% include end() %}

{% part payment_terms(const struct show_payment_choice *v) %}
<h2 class="gap">{{tn paykind v->kind}}</h2>
{% if (v->account.n > 0) { %}<dl class="facts facts--flat gap"><div class="facts__all"><dt>{{t payment.account}}</dt><dd><bdi class="num">{{ v->account }}</bdi></dd></div>
{% include fact(TEXT(payment_holder), v->holder, false) %}
<div><dt>{{t payment.day}}</dt><dd>{{t payment.day_of day=v->day}}</dd></div>
{% include fact(TEXT(payment_reference), v->reference, true) %}</dl>{% } %}

{% part mandate_words(const struct show_payment_choice *v) %}
{% if (v->text.n > 0) { %}<section class="quote gap" lang="{{ v->text_language }}" aria-labelledby="words"><h2 id="words" lang="{{lang}}">{% if (v->payer.person != 0) { %}{{t payment.text_agent}}{% } else { %}{{t payment.text}}{% } %}</h2>
{% for (str rest = v->text, line; page_line(&rest, &line);) { %}<p class="gap" dir="auto">{{ line }}</p>{% } %}</section>{% } %}

{% part send_code(const struct show_payment_choice *v, enum text_key label, const char *looks) %}
{% str path = str_printf(o->a, "%.*s/choices/%lld/send", STR_ARG(v->payer.base), (long long)v->id); %}{% include post(path, "form gap") %}<div class="btns"><button id="send" class="{{ page_cstr(looks) }}">{{word label}}</button></div></form>

{% page payment_choice(const struct show_payment_choice *v) %}
{% bool agent = v->payer.person != 0, code = same_word(v->signing, "CODE"), paper = same_word(v->signing, "PAPER"), signs = code || paper; %}
{% enum text_key title = code && v->sent ? TEXT(payment_code_title) : signs ? TEXT(payment_check) : TEXT(payment_check_plain); %}
{% str confirm = str_printf(o->a, "%.*s/choices/%lld/confirm", STR_ARG(v->payer.base), (long long)v->id); %}
{% include top(text_get(p->at.lang, title)) %}
<div class="door"><div class="card">{% include payer_line(&v->payer) %}<h1>{{word title}}</h1>
{% include payment_terms(v) %}
{% include payment_differs(&v->payer, v->differs) %}
{% include mandate_words(v) %}
{% if (code && !v->sent) { %}{% include send_code(v, agent ? TEXT(payment_send_agent) : TEXT(payment_send), "btn") %}
{% } else { %}
{% if (paper) { %}<p class="gap"><a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}/choices/{{d v->id}}/mandate">{{icon print}}{{t payment.print_draft}}</a></p>{% } %}
<form class="form gap" method="post" action="/{{lang}}{{path confirm}}"{% if (agent) { %} enctype="multipart/form-data"{% } %} novalidate>{% include marks(confirm) %}
{% if (code) { %}{% include field(&(struct entry){ .id = "code", .label = TEXT(payment_code), .hint = TEXT(payment_code_hint), .value = S(""), .autocomplete = "one-time-code", .keys = "numeric", .looks = "in--code num", .ltr = true }) %}{% } %}
{% if (paper) { %}{% include paper(&(struct entry){ .id = "paper", .label = TEXT(payment_paper), .hint = TEXT(payment_paper_hint) }, &v->paper) %}{% } %}
{% if (agent) { %}{% include assisted(&v->assisted) %}{% } %}
<div class="btns"><button class="btn">{% if (signs && !agent) { %}{{t payment.sign}}{% } else { %}{{t payment.confirm}}{% } %}</button></div></form>
{% if (code) { %}{% include send_code(v, TEXT(payment_again), "btn btn--2") %}{% } %}
{% } %}
<p class="gap"><a href="/{{lang}}{{path v->payer.base}}/{% if (signs) { %}account?choice={{d v->id}}{% } else { %}choose{% } %}">{{t payment.edit}}</a> · <a href="/{{lang}}{{path v->payer.base}}">{{t form.cancel}}</a></p>
</div></div>
{% include end() %}

{% page payment_done(const struct show_payment_done *v) %}
{% include top(WORDS(payment_done)) %}
<div class="panel"><span class="disc">{{icon check}}</span><h1>{{t payment.done}}</h1>
{% if (v->way.reference.n > 0) { %}<p>{{t payment.reference}}<br><b class="num panel__no">{{ v->way.reference }}</b></p>{% } %}</div>
<section class="card"><h2>{{tn paykind v->way.kind}}</h2>
{% include payment_way(&v->way) %}
<h3 class="gap">{{t payment.next}}</h3><p>{{tn paynext v->way.kind}}</p>
<div class="btns gap">{% if (v->way.reference.n > 0) { %}<a class="btn" href="/{{lang}}{{path v->payer.base}}/mandates/{{u v->way.reference}}">{{icon print}}{{t payment.mandate}}</a>{% } %}<a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}">{{t payment.see}}</a></div></section>
{% include end() %}

{% page payment_stop(const struct show_payment_stop *v) %}
{% include top(WORDS(payment_stop_title)) %}
<div class="door">{% str path = str_printf(o->a, "%.*s/stop", STR_ARG(v->payer.base)); %}{% include post(path, "form card") %}<input type="hidden" name="mode" value="{{d v->mode}}">
{% include payer_line(&v->payer) %}<h1>{{t payment.stop_title}}</h1>
<h2>{{tn paykind v->now.kind}}</h2>{% include payment_way(&v->now) %}
<div class="note">{{icon alert}}<div>{% if (v->now.reference.n > 0) { %}<p>{{t payment.stop_debit}}</p>{% } %}<p>{{t payment.stop_text}}</p></div></div>
{% if (v->payer.person != 0) { %}{% include assisted(&v->assisted) %}{% } %}
<div class="btns"><button class="btn btn--bad">{{t payment.stop_go}}</button><a class="btn btn--2" href="/{{lang}}{{path v->payer.base}}">{{t form.cancel}}</a></div></form></div>
{% include end() %}
