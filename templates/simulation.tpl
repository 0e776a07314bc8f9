{# What a proposed law would change for everybody. #}
{% part simulation_law(str path) %}
<a href="/{{lang}}{{path str_printf(o->a, "/law/%.*s", STR_ARG(path))}}"><bdi dir="ltr">{{ path }}</bdi></a>

{% part simulation_words(const struct show_simulation *v) %}
<ul class="bullets">
{% if (v->n[0] > 0) { %}<li>{{t simsays.GAINS n=v->n[0]}}</li>{% } %}
{% if (v->n[1] > 0) { %}<li>{{t simsays.LOSES n=v->n[1]}}</li>{% } %}
{% if (v->n[2] > 0) { %}<li>{{t simsays.MOVES n=v->n[2]}}</li>{% } %}
{% if (v->n[3] > 0) { %}<li>{{t simsays.UNTIL n=v->n[3]}}</li>{% } %}
{% if (v->n[4] > 0) { %}<li>{{t simsays.UNSAID n=v->n[4]}}</li>{% } %}
{% if (v->n[5] > 0) { %}<li>{{t simsays.UNSURE n=v->n[5]}}</li>{% } %}
<li>{{t simsays.SAME n=v->n[6]}}</li></ul>
{% for (size_t i = 0; i < v->lacks_n; i++) { const struct show_outcome_lack *l = &v->lacks[i]; if (same_word(l->what, "RIGHT") && l->path.n > 0) { %}<p class="small">{{t sim.nobody n=l->people}} {% include simulation_law(l->path) %}</p>{% } } %}

{% part simulation_amount(int64_t minor) %}
<bdi class="num">{% text_decimal(o, p->at, TEXT_INTO_PAGE, minor, 2); %}</bdi>

{% part simulation_facts(const struct show_simulation *v) %}
<dl class="facts facts--top"><div><dt>{{t sim.day}}</dt><dd>{{day v->day}}</dd></div>
<div><dt>{{t sim.made}}</dt><dd>{{when v->began}}</dd></div>
<div><dt>{{t sim.people}}</dt><dd>{{n v->people}}</dd></div>
{% if (v->payers > 0) { %}<div><dt>{{t sim.cost}}, {{t sim.cost_was}}</dt><dd>{% include simulation_amount(v->was) %} {{tn simcur v->currency}}</dd></div><div><dt>{{t sim.cost}}, {{t sim.cost_is}}</dt><dd>{% include simulation_amount(v->becomes) %} {{tn simcur v->currency}}</dd></div><div><dt>{{t sim.payers}}</dt><dd>{{t sim.cost_of n=v->payers}}</dd></div>{% } %}</dl>

{% part simulation_ask(const struct show_simulation *v) %}
{% include post(page_path(o->a, "/law-versions", v->version, "/simulate"), "gap") %}<button class="btn{% if (law_was_seen(v)) { %} btn--2{% } %}">{{icon chart}}{% if (v->there) { %}{{t sim.again}}{% } else { %}{{t sim.ask}}{% } %}</button></form>

{% part simulation_again() %}
{% if (p->refresh_s > 0) { %}<p class="small">{{t feed.refreshes n=p->refresh_s}} <a href="?still=1">{{t feed.refresh_stop}}</a></p>{% } else { %}<p class="small"><a href="?">{{t feed.refresh_now}}</a></p>{% } %}

{% part simulation_card(const struct show_simulation *v) %}
<section class="card" aria-labelledby="would"><h2 id="would">{{t sim.title}}</h2>
{% if (!v->there) { %}<p>{{t sim.none}}</p>
{% } else if (v->waits) { %}<p role="status">{{t sim.waits}}</p>{% include simulation_again() %}
{% } else if (v->running) { %}<div class="going" role="status"><h3><label for="going">{{t sim.running}}</label></h3>
<progress id="going" max="{{d v->total}}" value="{{d v->people}}"></progress>
<p>{{t sim.progress done=v->people, total=v->total}}{% if (v->seconds_left >= 0) { %} · {{t feed.progress_left}} {% text_span(o, p->at, TEXT_INTO_PAGE, v->seconds_left); %}{% } %}</p></div>
{% include simulation_again() %}
{% } else { %}
{% if (v->old) { %}<div class="note note--info">{{icon alert}}<p>{{t sim.old}}</p></div>{% } %}
{% if (v->people == 0) { %}<p>{{t sim.empty}}</p>{% } else { %}{% include simulation_words(v) %}{% } %}
{% include simulation_facts(v) %}
{% if (v->people > 0) { %}<p><a href="/{{lang}}/law-versions/{{d v->version}}/simulation">{{t sim.all_figures}}</a></p>{% } %}
{% } %}
{% if (v->may_ask) { %}{% include simulation_ask(v) %}{% } %}
</section>

{% part simulation_head(enum text_key key) %}
<thead><tr><th scope="col">{{word key}}</th><th scope="col" class="n">{{t simhead.GAINS}}</th><th scope="col" class="n">{{t simhead.LOSES}}</th><th scope="col" class="n">{{t simhead.MOVES}}</th><th scope="col" class="n">{{t simhead.UNTIL}}</th><th scope="col" class="n">{{t simhead.UNSAID}}</th><th scope="col" class="n">{{t simhead.UNSURE}}</th><th scope="col" class="n">{{t simhead.SAME}}</th></tr></thead>

{% part simulation_cells(const struct show_outcome_row *r) %}
{% for (int i = 0; i < SHOW_OUTCOMES; i++) { %}{% include small_cell(r->n[i]) %}{% } %}

{% part simulation_costs(const struct show_simulation *v) %}
<section class="card"><h2 id="costs">{{t sim.cost}}</h2><p>{{t sim.cost_lead}}</p>
{% if (v->costs_n == 0) { %}<p>{{t sim.cost_none}}</p>{% } else { %}
<div class="scroll" tabindex="0" role="region" aria-labelledby="costs"><table><caption class="vh">{{t sim.cost}}</caption><thead><tr><th scope="col">{{t sim.scheme}}</th><th scope="col">{{t sim.who}}</th><th scope="col" class="n">{{t sim.payers}}</th><th scope="col" class="n">{{t sim.cost_was}}</th><th scope="col" class="n">{{t sim.cost_is}}</th><th scope="col" class="n">{{t sim.cost_more}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->costs_n; i++) { const struct show_outcome_cost *k = &v->costs[i]; %}<tr><th scope="row"><bdi dir="ltr">{{ k->scheme }}</bdi></th><td>{{tn simhead k->outcome}}</td><td class="n">{{n k->people}}</td><td class="n">{% include simulation_amount(k->was) %}</td><td class="n">{% include simulation_amount(k->becomes) %}</td><td class="n">{% include simulation_amount(k->becomes - k->was) %}</td></tr>{% } %}
</tbody><tfoot><tr><th scope="row">{{t report.total}}</th><td></td><td class="n">{{n v->payers}}</td><td class="n">{% include simulation_amount(v->was) %}</td><td class="n">{% include simulation_amount(v->becomes) %}</td><td class="n">{% include simulation_amount(v->becomes - v->was) %}</td></tr></tfoot></table></div>
<p class="small gap">{{tn simcur v->currency}}</p>{% } %}</section>

{% part simulation_lacks(const struct show_simulation *v) %}
<section class="card"><h2 id="lacks">{{t sim.lacks}}</h2><p>{{t sim.lacks_lead}}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="lacks"><table><caption class="vh">{{t sim.lacks}}</caption><thead><tr><th scope="col">{{t sim.what}}</th><th scope="col">{{t sim.scheme}}</th><th scope="col">{{t sim.why}}</th><th scope="col" class="n">{{t sim.people}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->lacks_n; i++) { const struct show_outcome_lack *l = &v->lacks[i]; %}<tr><th scope="row">{{tn simlack l->what}}</th><td><bdi dir="ltr">{{ l->scheme }}</bdi></td><td>{{tn simwhy l->why}}{% if (l->path.n > 0) { %}<br>{% include simulation_law(l->path) %}{% } %}</td><td class="n">{{n l->people}}</td></tr>{% } %}
</tbody></table></div></section>

{% page simulation(const struct show_simulation *v) %}
{% include hero(WORDS(sim_title), SAY(lawv_version, TEXT_ARG("number", str_printf(o->a, "%lld", (long long)v->version)))) %}
<section class="card" aria-labelledby="words"><h2 id="words">{{t sim.in_words}}</h2>
{% if (v->old) { %}<div class="note note--info">{{icon alert}}<p>{{t sim.old}}</p></div>{% } %}
{% if (v->people == 0) { %}<p>{{t sim.empty}}</p>{% } else { %}{% include simulation_words(v) %}{% } %}
{% include simulation_facts(v) %}<p class="small">{{t sim.moment}}</p>
<div class="btns gap"><a class="btn btn--2" href="/{{lang}}/law-versions/{{d v->version}}/simulation/export.csv">{{icon dl}}{{t campaign.export}}</a></div></section>
<nav class="card screen" aria-labelledby="contents"><h2 id="contents">{{t sim.contents}}</h2><ul class="bullets"><li><a href="#schemes">{{t sim.by_scheme}}</a></li><li><a href="#ages">{{t sim.by_age}}</a></li><li><a href="#months">{{t sim.by_month}}</a></li><li><a href="#costs">{{t sim.cost}}</a></li>{% if (v->lacks_n > 0) { %}<li><a href="#lacks">{{t sim.lacks}}</a></li>{% } %}<li><a href="#territories">{{t sim.by_territory}}</a></li></ul></nav>
<section class="card"><h2 id="schemes">{{t sim.by_scheme}}</h2><p class="small">{{t sim.scheme_note}}</p><div class="scroll" tabindex="0" role="region" aria-labelledby="schemes"><table><caption class="vh">{{t sim.by_scheme}}</caption>{% include simulation_head(TEXT(sim_scheme)) %}<tbody>
{% for (size_t i = 0; i < v->schemes_n; i++) { %}<tr><th scope="row">{% if (v->schemes[i].name.n > 0) { %}<bdi dir="ltr">{{ v->schemes[i].name }}</bdi>{% } else { %}{{t sim.no_scheme}}{% } %}</th>{% include simulation_cells(&v->schemes[i]) %}</tr>{% } %}</tbody></table></div></section>
<section class="card"><h2 id="ages">{{t sim.by_age}}</h2><p class="small">{{t sim.age_note}}</p><div class="scroll" tabindex="0" role="region" aria-labelledby="ages"><table><caption class="vh">{{t sim.by_age}}</caption>{% include simulation_head(TEXT(sim_age)) %}<tbody>
{% for (size_t i = 0; i < v->ages_n; i++) { %}<tr><th scope="row">{{tn simage v->ages[i].age}}</th>{% include simulation_cells(&v->ages[i]) %}</tr>{% } %}</tbody></table></div></section>
<section class="card"><h2 id="months">{{t sim.by_month}}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="months"><table><caption class="vh">{{t sim.by_month}}</caption><thead><tr><th scope="col">{{t sim.day}}</th><th scope="col" class="n">{{t sim.was_open}}</th><th scope="col" class="n">{{t sim.is_open}}</th><th scope="col" class="n">{{t simhead.GAINS}}</th><th scope="col" class="n">{{t simhead.LOSES}}</th><th scope="col" class="n">{{t simhead.UNSAID}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->months_n; i++) { const struct show_outcome_month *m = &v->months[i]; %}<tr><th scope="row">{{day m->day}}</th><td class="n">{{n m->was_open}}</td><td class="n">{{n m->is_open}}</td><td class="n">{{n m->gains}}</td><td class="n">{{n m->loses}}</td><td class="n">{{n m->unsaid}}</td></tr>{% } %}</tbody></table></div></section>
{% include simulation_costs(v) %}
{% if (v->lacks_n > 0) { %}{% include simulation_lacks(v) %}{% } %}
<section class="card"><h2 id="territories">{{t sim.by_territory}}</h2>{% if (v->any_hidden) { %}<p class="small">{{t cell.hidden_why}}</p>{% } %}<div class="scroll" tabindex="0" role="region" aria-labelledby="territories"><table><caption class="vh">{{t sim.by_territory}}</caption>{% include simulation_head(TEXT(sim_territory)) %}<tbody>
{% for (size_t i = 0; i < v->territories_n; i++) { %}<tr><th scope="row">{% if (v->territories[i].name.n > 0) { %}<bdi>{{ v->territories[i].name }}</bdi>{% } else { %}{{t person.unknown}}{% } %}</th>{% include simulation_cells(&v->territories[i]) %}</tr>{% } %}</tbody></table></div></section>
<p class="btns"><a class="btn btn--2" href="/{{lang}}/law-versions/{{d v->version}}"><span class="flip back">{{icon chev}}</span>{{t lawv.version number=str_printf(o->a, "%lld", (long long)v->version)}}</a></p>
{% include hero_end() %}
