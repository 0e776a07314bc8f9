{% page phone(const struct show_phone *v) %}
{% include hero(WORDS(phone_title), WORDS(phone_lead)) %}
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t phone.list}}</h2>
{% if (!v->simulated) { %}{% include empty("info", TEXT(phone_real), TEXT(phone_real_advice)) %}{% } else if (v->n == 0) { %}{% include empty("phone", TEXT(phone_none), TEXT(phone_none_advice)) %}{% } else { %}
<ul class="rows">
{% for (size_t i = 0; i < v->n; i++) { const struct show_phone_row *r = &v->rows[i]; %}
<li class="row row--2"><span class="ico">{{icon phone}}</span><h3 class="row__t"><bdi class="num">{{ r->to }}</bdi></h3>
<div class="row__m"><bdi>{{ r->from }}</bdi> · {{when r->at}}<p class="sms" dir="auto">{{ r->text }}</p>{{t phone.size alphabet=r->alphabet, parts=r->parts}}</div></li>
{% } %}
</ul>{% } %}
</section>
{% include hero_end() %}
