{# What every form asks by which an agent acts for somebody who is there. #}
{% part assisted(const struct show_assisted *v) %}
<h2>{{t assist.title}}</h2>
<div class="fld{% if (page_bad(p, "here")) { %} fld--bad{% } %}">{% include problem("here") %}<label class="pick"><input type="checkbox" id="here" name="here" value="1"{% if (v->here) { %} checked{% } %}{% page_describe(o, p, "here", true); %}><b>{{t assist.here}}</b><span class="hint" id="here-h">{{t assist.here_hint}}</span></label></div>
{% include area(&(struct entry){ .id = "reason", .label = TEXT(assist_reason), .hint = TEXT(assist_reason_hint), .value = v->reason }) %}

{% page receipt(const struct show_receipt *v) %}
{% include hero(WORDS(receipt_title), WORDS(receipt_lead)) %}
<section class="card" aria-labelledby="receipt"><h2 id="receipt" class="cap">{{tn assisted v->what}}</h2>
<dl class="facts facts--flat">
{% include fact(TEXT(receipt_reference), v->reference, true) %}
<div><dt>{{t receipt.person}}</dt><dd><bdi>{{ v->name }}</bdi>{% if (v->name_other.n > 0) { %}<br><bdi>{{ v->name_other }}</bdi>{% } %}</dd></div>
{% include fact(TEXT(person_number), v->number, true) %}
<div><dt>{{t receipt.when}}</dt><dd>{{when v->at}}</dd></div>
{% include fact(TEXT(receipt_who), v->who, false) %}
{% include fact(TEXT(receipt_reason), v->reason, false) %}
</dl><p class="gap">{{t receipt.told}}</p></section>
<section class="card" aria-labelledby="not"><h2 id="not">{{t receipt.not_asked}}</h2><p>{{t receipt.not_asked_text}}</p></section>
<div class="note note--info screen">{{icon print}}<p>{{t receipt.print}}</p></div>
<div class="btns"><a class="btn btn--2" href="/{{lang}}/people/{{d v->person}}">{{t receipt.back}}</a></div>
{% include hero_end() %}
