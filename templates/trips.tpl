{# Trips that online services saved. #}
{% part trips_kpi(enum text_key label, struct show_cell c) %}
<div class="kpi"><small>{{word label}}</small><b>{% if (c.hidden) { %}{{t cell.hidden}}{% } else { %}{{n c.n}}{% } %}</b></div>

{% part trips_head(enum text_key key) %}
<thead><tr><th scope="col">{{word key}}</th><th scope="col" class="n">{{t trips.accounts}}</th><th scope="col" class="n">{{t trips.online}}</th><th scope="col" class="n">{{t trips.counter}}</th><th scope="col" class="n">{{t trips.trips}}</th></tr></thead>

{% part trips_cells(const struct show_trips_row *r) %}
{% include small_cell(r->accounts) %}{% include small_cell(r->online) %}{% include small_cell(r->counter) %}{% include small_cell(r->trips) %}

{% part trips_chart(const struct show_trips *v) %}
<svg class="chart" viewBox="0 0 {{d (int64_t)v->rows_n * 20}} 100" preserveAspectRatio="none" role="img" aria-label="{{t trips.chart_label n=v->most}}"><path class="grid" d="M0 50H{{d (int64_t)v->rows_n * 20}}"/>
{% for (size_t i = 0; i < v->rows_n; i++) { int64_t h = v->rows[i].trips.hidden ? 0 : bar_width(v->rows[i].trips.n, v->most, 96); if (h > 0) { %}<path class="a" d="M{{d (int64_t)i * 20 + 3}} {{d 100 - h}}h14V100h-14z"/>{% } } %}</svg>
<div class="chart__x" aria-hidden="true"><span>{% text_month(o, p->at, TEXT_INTO_PAGE, v->first); %}</span>{% if (v->rows_n > 1) { %}<span>{% text_month(o, p->at, TEXT_INTO_PAGE, v->last); %}</span>{% } %}</div>

{% part trips_filter(const struct show_trips *v) %}
<form class="filter" method="get" action="/{{lang}}/trips" novalidate>
<div class="fld{% if (page_bad(p, "from")) { %} fld--bad{% } %}"><label for="from">{{t trips.from}}</label><select class="in" id="from" name="from">{% for (size_t i = 0; i < v->months_known_n; i++) { %}{% include option(v->months[i].value, v->months[i].text, v->from) %}{% } %}</select></div>
<div class="fld"><label for="to">{{t trips.to}}</label><select class="in" id="to" name="to">{% for (size_t i = 0; i < v->months_known_n; i++) { %}{% include option(v->months[i].value, v->months[i].text, v->to) %}{% } %}</select></div>
<div class="fld"><label for="territory">{{t trips.territory}}</label><select class="in" id="territory" name="territory">{% include option(S(""), WORDS(filter_all), v->territory) %}{% for (size_t i = 0; i < v->territories_known_n; i++) { %}{% include option(v->territories_known[i].value, v->territories_known[i].text, v->territory) %}{% } %}</select></div>
<div class="fld"><label for="service">{{t trips.service}}</label><select class="in" id="service" name="service">{% include option(S(""), WORDS(filter_all), v->service) %}{% for (size_t i = 0; i < v->services_known_n; i++) { %}{% include option(v->services_known[i].value, v->services_known[i].text, v->service) %}{% } %}</select></div>
<button class="btn btn--2">{{t filter.go}}</button></form>

{% part trips_method(const struct show_trips *v) %}
<section class="card" aria-labelledby="method"><h2 id="method">{{t trips.method}}</h2>
<div class="prose"><p>{{t trips.method_lead}}</p><ul class="bullets"><li>{{t trips.method_online}}</li><li>{{t trips.method_visit}}</li><li>{{t trips.method_repeat}}</li><li>{{t trips.method_day}}</li></ul><p>{{t trips.method_fewer}}</p></div>
<h3 class="gap">{{t trips.rules}}</h3>
<ul class="rows">{% for (size_t i = 0; i < v->rules_n; i++) { const struct show_trip_rule *r = &v->rules[i]; %}
<li class="example"><b>{{tn used r->service}}</b><span class="small">{{t trips.rule_visits n=r->visits}}{% if (r->days > 0) { %} · {{t trips.rule_days n=r->days}}{% } %} · {% if (r->confirmed) { %}<bdi>{{ r->source }}</bdi>{% } else { %}{{t trips.unconfirmed}}{% } %}</span><span>{{tn tripwhy r->service}}</span></li>{% } %}
</ul></section>

{% page trips(const struct show_trips *v) %}
{% include hero(WORDS(trips_title), WORDS(trips_lead)) %}
{% if (!v->any) { %}<section class="card">{% include empty("clock", TEXT(trips_none), TEXT(trips_none_advice)) %}</section>
{% } else { %}
<section class="card" aria-labelledby="view"><h2 id="view">{{t trips.view}}</h2>{% include trips_filter(v) %}</section>
{% if (v->territory_name.n > 0) { %}<h2 class="gap"><bdi>{{ v->territory_name }}</bdi></h2>{% } %}
<div class="kpis">{% include trips_kpi(TEXT(trips_trips), v->all.trips) %}{% include trips_kpi(TEXT(trips_accounts), v->all.accounts) %}{% include trips_kpi(TEXT(trips_online), v->all.online) %}{% include trips_kpi(TEXT(trips_counter), v->all.counter) %}</div>
<section class="card"><h2 id="months">{{t trips.by_month}}</h2>
{% include trips_chart(v) %}
<div class="scroll gap" tabindex="0" role="region" aria-labelledby="months"><table><caption class="vh">{{t trips.by_month}}</caption>{% include trips_head(TEXT(trips_month)) %}<tbody>
{% for (size_t i = v->rows_n; i-- > 0;) { %}<tr><th scope="row">{% text_month(o, p->at, TEXT_INTO_PAGE, v->rows[i].month); %}</th>{% include trips_cells(&v->rows[i]) %}</tr>{% } %}</tbody></table></div>
{% if (v->counted.us != 0) { %}<p class="small gap">{{t campaign.as_of when=v->counted}}</p>{% } %}
<div class="btns gap"><a class="btn btn--2" href="{{link v->file}}">{{icon dl}}{{t campaign.export}}</a></div></section>
<section class="card"><h2 id="services">{{t trips.by_service}}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="services"><table><caption class="vh">{{t trips.by_service}}</caption>{% include trips_head(TEXT(trips_service)) %}<tbody>
{% for (size_t i = 0; i < v->services_n; i++) { %}<tr><th scope="row">{{tn used v->services[i].service}}</th>{% include trips_cells(&v->services[i]) %}</tr>{% } %}</tbody></table></div></section>
<section class="card"><h2 id="territories">{{t trips.by_territory}}</h2>{% if (v->any_hidden) { %}<p class="small">{{t cell.hidden_why}}</p>{% } %}<div class="scroll" tabindex="0" role="region" aria-labelledby="territories"><table><caption class="vh">{{t trips.by_territory}}</caption>{% include trips_head(TEXT(trips_territory)) %}<tbody>
{% for (size_t i = 0; i < v->territories_n; i++) { %}<tr><th scope="row">{% if (v->territories[i].name.n > 0) { %}<bdi>{{ v->territories[i].name }}</bdi>{% } else { %}{{t person.unknown}}{% } %}</th>{% include trips_cells(&v->territories[i]) %}</tr>{% } %}</tbody></table></div></section>
{% } %}
{% include trips_method(v) %}
{% include hero_end() %}
