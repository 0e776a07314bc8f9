{# How to reach a person: the own details, the form (also an agent's), the code. #}
{% part contact_waiting(const struct show_contact *v) %}
{% for (size_t i = 0; i < v->waiting_n; i++) { %}<div class="note note--info">{{icon clock}}<div class="note__body"><div><p><b>{{t contact.waits}}</b></p><p><bdi class="num" dir="ltr">{{ v->waiting[i].value }}</bdi></p></div><a class="btn btn--2" href="/{{lang}}{{path v->base}}/code?kind={{u v->waiting[i].kind}}">{{t contact.enter_code}}</a></div></div>{% } %}

{% page contact(const struct show_contact *v) %}
{% include hero(WORDS(contact_title), WORDS(contact_lead)) %}
{% include contact_waiting(v) %}
<section class="card" aria-labelledby="details"><h2 id="details">{{t person.contact}}</h2><dl class="facts facts--flat">
{% include fact(TEXT(person_phone), v->phone, true) %}{% include fact(TEXT(person_email), v->email, true) %}{% include fact(TEXT(person_address), v->address, false) %}
<div><dt>{{t contact.language}}</dt><dd>{{tn language v->language}}</dd></div></dl>
{% if (v->confirmed.us != 0) { %}<p class="small gap">{{t contact.confirmed day=clock_day(v->confirmed)}}</p>{% } %}
<div class="btns gap">{% include post(S("/own/contact/right"), "") %}<button class="btn">{{icon check}}{{t contact.right}}</button></form><a class="btn btn--2" href="/{{lang}}/own/contact/change">{{t contact.change}}</a></div></section>
{% include hero_end() %}

{% part language_field(str now) %}
<div class="fld{% if (page_bad(p, "language")) { %} fld--bad{% } %}"><label for="language">{{t contact.language}}</label>{% include problem("language") %}<select class="in" id="language" name="language"{% page_describe(o, p, "language", false); %}>{% for (enum lang l = LANG_AR; l < LANG_N; l++) { str code = text_lang(l); enum text_key key; %}{% if (text_find("language.", code, &key)) { %}{% include option(code, text_get(p->at.lang, key), now) %}{% } %}{% } %}</select></div>

{% page contact_change(const struct show_contact *v) %}
{% include top(WORDS(contact_change_title)) %}
{% include post(v->form, "form card") %}
<h1>{{t contact.change_title}}</h1>
{% if (v->whose.agent) { %}<p><bdi>{{ v->name }}</bdi> · <bdi class="num">{{ v->number }}</bdi></p>{% } else { %}<p>{{t contact.change_lead}}</p>{% } %}
{% include field(&(struct entry){ .id = "phone", .label = TEXT(person_phone), .hint = TEXT(contact_phone_hint), .value = v->phone, .type = "tel", .autocomplete = v->whose.agent ? "off" : "tel", .looks = "num", .ltr = true }) %}
{% include field(&(struct entry){ .id = "email", .label = TEXT(person_email), .value = v->email, .type = "email", .autocomplete = v->whose.agent ? "off" : "email", .looks = "num", .ltr = true, .optional = true }) %}
{% include field(&(struct entry){ .id = "address", .label = TEXT(person_address), .hint = TEXT(contact_address_hint), .value = v->address, .autocomplete = v->whose.agent ? "off" : "street-address", .optional = true }) %}
{% include language_field(v->language) %}
{% if (v->whose.agent) { %}
<div class="fld{% if (page_bad(p, "paper")) { %} fld--bad{% } %}"><label for="paper">{{t contact.paper}}</label><p class="hint" id="paper-h">{{t contact.paper_hint}}</p>{% include problem("paper") %}<select class="in" id="paper" name="paper"{% page_describe(o, p, "paper", true); %}>{% include option(S(""), WORDS(contact_by_code), v->paper) %}{% for (size_t i = 0; i < v->papers_n; i++) { %}{% include option(v->papers[i].value, v->papers[i].text, v->paper) %}{% } %}</select></div>
{% include assisted(&v->whose.assisted) %}{% } %}
<div class="btns"><button class="btn">{{t contact.save}}</button><a class="btn btn--2" href="/{{lang}}{{path v->whose.agent ? v->whose.base : v->base}}">{{t form.cancel}}</a></div>
<p class="hint">{{t contact.after}}</p></form>
{% include end() %}

{% page contact_code(const struct show_contact *v) %}
{% include top(WORDS(contact_code_title)) %}
<div class="door">
{% include post(str_printf(o->a, "%.*s/code", STR_ARG(v->base)), "form card") %}<input type="hidden" name="kind" value="{{ v->now->kind }}">
<h1>{{t contact.code_title}}</h1><p>{% if (v->whose.agent) { %}{{t contact.code_read_out}}{% } else { %}{{t contact.code_lead}}{% } %}</p><p class="key-box num"><bdi dir="ltr">{{ v->now->value }}</bdi></p>
{% include field(&(struct entry){ .id = "code", .label = TEXT(activate_code), .hint = TEXT(contact_code_hint), .value = S(""), .autocomplete = "one-time-code", .keys = "numeric", .looks = "in--code num", .ltr = true }) %}
<div class="btns"><button class="btn">{{t contact.confirm}}</button><a class="btn btn--2" href="/{{lang}}{{path v->form}}">{{t contact.other}}</a></div></form>
{% include post(str_printf(o->a, "%.*s/again", STR_ARG(v->base)), "gap") %}<input type="hidden" name="kind" value="{{ v->now->kind }}"><p class="hint">{{t contact.no_code}}</p><button class="btn btn--2">{{t contact.again}}</button></form>
</div>
{% include end() %}
