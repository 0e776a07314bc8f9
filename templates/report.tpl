{# What a delivery would do, for somebody who decides. #}
{% part report_figure(enum text_key label, int64_t n, int64_t rows) %}
<div class="kpi"><small>{{word label}}</small><b>{{n n}}</b><small>{% text_percent(o, p->at, TEXT_INTO_PAGE, n, rows); %}</small></div>

{% part report_examples(const struct show_feed_report *v) %}
<section class="card" aria-labelledby="examples"><h2 id="examples">{{t report.examples}}</h2><p class="small">{{t report.examples_lead}}</p>
{% for (size_t i = 0; i < v->examples_n; i++) { const struct show_example *e = &v->examples[i]; bool first = i == 0 || !str_eq(e->outcome, e[-1].outcome) || !str_eq(e->code, e[-1].code); bool last = i + 1 == v->examples_n || !str_eq(e->outcome, e[1].outcome) || !str_eq(e->code, e[1].code); %}
{% if (first) { %}<h3 class="gap">{% include tag(tone_of_outcome(e->outcome), "outcome.", e->outcome) %}{% if (e->code.n > 0) { %} {{tn code e->code}}{% } %}</h3><p class="small">{% if (e->code.n > 0) { %}{{tn why e->code}}{% } else { %}{{tn why e->outcome}}{% } %}</p><ul class="rows">{% } %}
<li class="example"><b><bdi>{{ e->name }}</bdi></b><span class="small">{{t report.example_line n=e->line}} · <bdi class="num">{{ e->record_id }}</bdi></span>{% if (e->detail.n > 0) { %}<bdi class="example__d">{{ e->detail }}</bdi>{% } %}</li>
{% if (last) { %}</ul>{% } %}
{% } %}
</section>

{% part report_totals(const struct show_feed_report *v) %}
<section class="card" aria-labelledby="totals"><h2 id="totals">{{t report.totals}}</h2>
<table class="cmp cmp--3" role="table"><caption class="vh">{{t report.totals}}</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{{t report.total_name}}</th><th scope="col" role="columnheader">{{t report.told}}</th><th scope="col" role="columnheader">{{t report.found}}</th><th scope="col" role="columnheader">{{t report.equal}}</th></tr></thead><tbody role="rowgroup">
{% for (size_t i = 0; i < v->totals_n; i++) { const struct show_total *t = &v->totals[i]; %}
<tr role="row"><th scope="row" role="rowheader">{{tn total t->name}}</th><td role="cell"><span class="cmp__h" aria-hidden="true">{{t report.told}}</span><bdi class="code">{{ t->told }}</bdi></td><td role="cell"><span class="cmp__h" aria-hidden="true">{{t report.found}}</span><bdi class="code">{{ t->found }}</bdi></td><td role="cell">{% if (t->equal) { %}<span class="tag tag--ok">{{icon check}}{{t report.is_equal}}</span>{% } else { %}<span class="tag tag--bad">{{icon x}}{{t report.is_not_equal}}</span>{% } %}</td></tr>
{% } %}
</tbody></table></section>

{% part report_decision(const struct show_feed_report *v) %}
<section class="card decide" aria-labelledby="decide"><h2 id="decide">{{t report.decide}}</h2>
{% if (v->stale) { %}<div class="note">{{icon alert}}<p>{{t report.stale}}</p></div>{% } %}
{% if (v->same_person) { %}<div class="note note--info">{{icon users}}<p>{{t feed.same_person}}</p></div>{% } %}
{% if (v->may_approve) { %}
<p>{{t report.approve_text}}</p>
{% include post(page_path(o->a, "/feeds", v->head.id, "/approve"), "gap") %}<div class="btns"><button class="btn">{{icon check}}{{t report.approve}}</button></div></form>
<h3 class="gap">{{t report.or_send_back}}</h3>
{% include post(page_path(o->a, "/feeds", v->head.id, "/send-back"), "form gap") %}
{% include area(&(struct entry){ .id = "reason", .label = TEXT(report_reason), .hint = TEXT(report_reason_hint), .value = v->reason }) %}
<div class="btns"><button class="btn btn--bad">{{icon undo}}{{t report.send_back}}</button></div></form>
{% } else if (v->decided) { %}<p class="small">{{t report.decided}}</p>
{% } else if (!v->same_person && !v->stale) { %}<p class="small">{{t report.not_yours}}</p>{% } %}
</section>

{% page feed_report(const struct show_feed_report *v) %}
{% int64_t fresh = counts_of(v->counts, v->counts_n, S("REGISTERED")), known = counts_of(v->counts, v->counts_n, S("UPDATED")) + counts_of(v->counts, v->counts_n, S("UNCHANGED")) + counts_of(v->counts, v->counts_n, S("CEASED")) + counts_of(v->counts, v->counts_n, S("DUPLICATE")), look = counts_of(v->counts, v->counts_n, S("REVIEW")) + counts_of(v->counts, v->counts_n, S("CONFLICT")), bad = counts_of(v->counts, v->counts_n, S("REJECTED")); %}
{% include hero(SAY(report_title, TEXT_ARG("body", v->head.body), TEXT_ARG("sequence", str_printf(o->a, "%lld", (long long)v->head.sequence))), SAY(report_lead, TEXT_ARG("body", v->head.body_name), TEXT_ARG("when", v->simulated))) %}
<section class="card says" aria-labelledby="says"><h2 id="says">{{t report.says}}</h2>
<p class="lead">{{t report.says_new n=fresh}} {% if (known > 0) { %}{{t report.says_known n=known}} {% } %}{% if (look > 0) { %}{{t report.says_look n=look}} {% } %}{% if (bad > 0) { %}{{t report.says_bad n=bad}}{% } else { %}{{t report.says_none_bad}}{% } %}</p>
<p class="small">{{t report.nothing_done}}</p></section>
<div class="kpis">
{% include report_figure(TEXT(report_new), fresh, v->rows) %}
{% include report_figure(TEXT(report_known), known, v->rows) %}
{% include report_figure(TEXT(report_look), look, v->rows) %}
{% include report_figure(TEXT(report_bad), bad, v->rows) %}
</div>
<div class="cols cols--even">
<section class="card" aria-labelledby="counts"><h2 id="counts">{{t report.counts}}</h2>{% include counts_table(v->counts, v->counts_n, v->rows) %}</section>
<div class="stack">
<section class="card" aria-labelledby="effects"><h2 id="effects">{{t report.effects}}</h2>
<ul class="rows"><li class="row"><span class="ico">{{icon card}}</span><span class="row__t row__t--plain">{{t report.numbers n=v->effects.numbers}}</span></li>
<li class="row"><span class="ico">{{icon users}}</span><span class="row__t row__t--plain">{{t report.reviews n=v->effects.reviews}}</span></li>
<li class="row"><span class="ico">{{icon phone}}</span><span class="row__t row__t--plain">{{t report.messages n=v->effects.messages}}{% if (v->effects.messages + v->effects.no_way > 0) { %}<br><span class="small">{{t report.by_sms n=v->effects.by_sms, parts=v->effects.parts}}{% if (v->effects.cost.n > 0) { %} {{t report.sms_cost cost=v->effects.cost}}{% } %} · {{t report.by_email n=v->effects.by_email}} · {{t report.no_way n=v->effects.no_way}}</span>{% } %}</span></li></ul></section>
{% include report_decision(v) %}
</div></div>
{% include report_totals(v) %}
{% if (v->examples_n > 0) { %}{% include report_examples(v) %}{% } %}
<p class="btns"><a class="btn btn--2" href="/{{lang}}/feeds/{{d v->head.id}}"><span class="flip back">{{icon chev}}</span>{{t report.back}}</a></p>
{% include hero_end() %}
