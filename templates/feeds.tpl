{% page feeds(const struct show_feeds *v) %}
{% include hero(WORDS(feeds_title), WORDS(feeds_lead)) %}
{% if (v->may_send) { %}<div class="btns"><a class="btn btn--sun" href="/{{lang}}/feeds/send">{{icon upload}}{{t feeds.send}}</a></div>{% } %}
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t feeds.list}}</h2>
<form class="filter" method="get" action="/{{lang}}/feeds">
<div class="fld"><label for="state">{{t feeds.state}}</label><select class="in" id="state" name="state">{% include option(S(""), WORDS(filter_all), v->state) %}
{% for (size_t i = 0; i < v->states_n; i++) { %}{% include option(v->states[i].value, v->states[i].text, v->state) %}{% } %}</select></div>
{% if (v->bodies_n > 0) { %}<div class="fld"><label for="body">{{t feeds.body}}</label><select class="in" id="body" name="body">{% include option(S(""), WORDS(filter_all), v->body) %}
{% for (size_t i = 0; i < v->bodies_n; i++) { %}{% include option(v->bodies[i].value, v->bodies[i].text, v->body) %}{% } %}</select></div>{% } %}
<button class="btn btn--2">{{t filter.go}}</button></form>
{% if (v->n == 0) { %}
{% if (v->state.n > 0 || v->body.n > 0) { %}{% include empty("search", TEXT(feeds_none_match), TEXT(feeds_none_match_advice)) %}
{% } else { %}{% include empty("upload", TEXT(feeds_none), v->may_send ? TEXT(feeds_none_body) : TEXT(feeds_none_fund)) %}{% } %}
{% } else { %}<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { %}{% include feed_line(&v->rows[i]) %}{% } %}</ul>{% } %}
{% include pages(&v->paging) %}
</section>
{% include hero_end() %}

{% page feed_send(const struct show_feed_send *v) %}
{% include top(WORDS(send_title)) %}
<form class="form card" method="post" action="/{{lang}}/feeds/send" enctype="multipart/form-data" novalidate>{% include marks(S("/feeds/send")) %}
<h1>{{t send.title}}</h1><p>{{t send.lead}}</p>
{% if (v->body.n > 0) { %}<dl class="facts facts--top"><div><dt>{{t feeds.body}}</dt><dd><bdi>{{ v->body_name }}</bdi></dd></div><div><dt>{{t feed.scheme}}</dt><dd><bdi class="num">{{ v->scheme }}</bdi></dd></div><div><dt>{{t send.sequence}}</dt><dd><bdi class="num">{{d v->next_sequence}}</bdi></dd></div></dl>{% } %}
{% include file(&(struct entry){ .id = "manifest", .label = TEXT(send_manifest), .hint = TEXT(send_manifest_hint) }, ".json,application/json") %}
{% include file(&(struct entry){ .id = "signature", .label = TEXT(send_signature), .hint = TEXT(send_signature_hint) }, ".pem,.p7s,.cms,application/pkcs7-signature") %}
{% include file(&(struct entry){ .id = "csv", .label = TEXT(send_csv), .hint = TEXT(send_csv_hint) }, ".csv,.gz,.zst,text/csv,application/gzip,application/zstd") %}
<p class="hint">{{t send.limit}} {% text_size(o, p->at, TEXT_INTO_PAGE, v->max_bytes); %}</p>
<div class="btns"><button class="btn">{{icon upload}}{{t send.go}}</button><a class="btn btn--2" href="/{{lang}}/feeds">{{t form.cancel}}</a></div>
<p class="hint">{{t send.after}}</p>
</form>
{% include end() %}

{% part feed_facts(const struct show_feed *v) %}
<dl class="facts facts--top">
<div><dt>{{t feeds.body}}</dt><dd><bdi>{{ v->head.body_name }}</bdi></dd></div>
<div><dt>{{t feed.scheme}}</dt><dd><span class="num">{{ v->scheme }}</span></dd></div>
<div><dt>{{t feed.rows_told}}</dt><dd>{% if (v->head.rows >= 0) { %}{{n v->head.rows}}{% } else { %}–{% } %}</dd></div>
<div><dt>{{t feed.bytes}}</dt><dd>{% text_size(o, p->at, TEXT_INTO_PAGE, v->bytes); %}</dd></div>
{% if (v->created.us != 0) { %}<div><dt>{{t feed.created}}</dt><dd>{{when v->created}}</dd></div>{% } %}
</dl>
<details class="more"><summary>{{t feed.sha256}}</summary><p class="key-box key-box--long num">{{ v->sha256 }}</p></details>

{% part counts_table(const struct show_count *counts, size_t n, int64_t rows) %}
<table class="counts"><caption>{{t report.counts_caption}}</caption><thead><tr><th scope="col">{{t report.outcome}}</th><th scope="col" class="n">{{t report.rows}}</th><th scope="col" class="n">{{t report.share}}</th><td class="wide"></td></tr></thead><tbody>
{% for (size_t i = 0; i < n; i++) { const struct show_count *c = &counts[i]; %}
<tr><th scope="row">{% include tag(tone_of_outcome(c->outcome), "outcome.", c->outcome) %}{% if (c->code.n > 0) { %}<span class="counts__code">{{tn code c->code}}</span>{% } %}</th><td class="n">{{n c->n}}</td><td class="n">{% text_percent(o, p->at, TEXT_INTO_PAGE, c->n, rows); %}</td><td class="wide">{% include bar(c->n, rows) %}</td></tr>
{% } %}
</tbody><tfoot><tr><th scope="row">{{t report.total}}</th><td class="n">{{n rows}}</td><td class="n"></td><td class="wide"></td></tr></tfoot></table>

{% part feed_action(const struct show_feed *v, const char *verb, enum text_key label, const char *icon) %}
{% include post(page_path(o->a, "/feeds", v->head.id, verb), "") %}<button class="btn">{{iconof icon}}{{word label}}</button></form>

{% page feed(const struct show_feed *v) %}
{% bool running = v->head.step.n > 0; bool acts = v->may_simulate || v->may_read_report || v->may_apply || v->answer_bytes > 0; %}
{% include hero(SAY(feed_title, TEXT_ARG("body", v->head.body), TEXT_ARG("sequence", str_printf(o->a, "%lld", (long long)v->head.sequence))), v->head.body_name) %}
<section class="card" aria-labelledby="state"><div class="card__head"><h2 id="state">{{t feed.state_title}}</h2>{% include tag(tone_of_feed(v->head.state), "feedstate.", v->head.state) %}</div>
<p>{{tn feedsays v->head.state}}</p>
{% if (running) { %}{% include progress(v->head.step, v->done, v->total, v->rate, v->seconds_left) %}{% } %}
{% if (v->same_person) { %}<div class="note note--info gap">{{icon users}}<p>{{t feed.same_person}}</p></div>{% } %}
{% if (acts && !running) { %}<div class="btns gap">
{% if (v->may_simulate) { %}{% include feed_action(v, "/simulate", TEXT(feed_simulate), "chart") %}{% } %}
{% if (v->may_apply) { %}{% include feed_action(v, "/apply", TEXT(feed_apply), "check") %}{% } %}
{% if (v->may_read_report) { %}<a class="btn{% if (!v->may_approve) { %} btn--2{% } %}" href="/{{lang}}/feeds/{{d v->head.id}}/report">{{icon list}}{% if (v->may_approve) { %}{{t feed.read_and_decide}}{% } else { %}{{t feed.read_report}}{% } %}</a>{% } %}
{% if (v->answer_bytes > 0) { %}<a class="btn{% if (v->may_read_report) { %} btn--2{% } %}" href="/{{lang}}/feeds/{{d v->head.id}}/answer" download>{{icon dl}}<span>{{t feed.answer}} <span class="small-w">(<bdi>CSV</bdi>, {% text_size(o, p->at, TEXT_INTO_PAGE, v->answer_bytes); %})</span></span></a>{% } %}
</div>{% } %}
{% if (v->may_campaign) { %}<p class="gap"><a href="/{{lang}}/campaigns/new?size=1&amp;feed={{d v->head.id}}">{{t feed.campaign}}</a></p>{% } %}
{% for (size_t i = 0; i < v->campaigns_n; i++) { %}<p><a href="/{{lang}}/campaigns/{{d v->campaigns[i].id}}">{{t feed.see_campaign}} <bdi>{{ v->campaigns[i].name }}</bdi></a></p>{% } %}
{% include feed_facts(v) %}
</section>
<div class="cols">
<section class="card" aria-labelledby="steps"><h2 id="steps">{{t feed.steps}}</h2>{% include timeline(v->steps, v->steps_n) %}</section>
<section class="card" aria-labelledby="found"><h2 id="found">{{t feed.counts}}</h2>
{% if (v->counts_n > 0) { int64_t rows = 0; for (size_t i = 0; i < v->counts_n; i++) rows += v->counts[i].n; %}{% include counts_table(v->counts, v->counts_n, rows) %}{% } else { %}<p class="small">{{t feed.no_counts}}</p>{% } %}
</section></div>
{% if (v->may_send_back && !running) { %}
<details class="card more"><summary>{{t feed.send_back}}</summary>
{% include post(page_path(o->a, "/feeds", v->head.id, "/send-back"), "form gap") %}{% include area(&(struct entry){ .id = "reason", .label = TEXT(report_reason), .hint = TEXT(report_reason_hint) }) %}<div class="btns"><button class="btn btn--bad">{{t report.send_back}}</button></div></form></details>
{% } %}
{% include hero_end() %}

{% page feed_refused(const struct show_feed_refused *v) %}
{% include hero(SAY(feed_title, TEXT_ARG("body", v->head.body), TEXT_ARG("sequence", str_printf(o->a, "%lld", (long long)v->head.sequence))), v->head.body_name) %}
<section class="card" aria-labelledby="refused"><div class="rights__state"><span class="disc disc--bad">{{icon x}}</span><div><h2 id="refused">{{t refused.title}}</h2><p>{{t refused.lead}}</p></div></div>
<dl class="facts facts--top"><div><dt>{{t refused.check}}</dt><dd>{{tn check v->check}}</dd></div><div><dt>{{t refused.code}}</dt><dd><bdi class="num">{{d v->error}} {{ v->error_name }}</bdi></dd></div>
{% if (v->head.received.us != 0) { %}<div><dt>{{t refused.when}}</dt><dd>{{when v->head.received}}</dd></div>{% } %}</dl>
{% if (v->told.n > 0 || v->found.n > 0) { %}
<table class="gap"><caption>{{t refused.compared}}</caption><tbody><tr><th scope="row">{{t report.told}}</th><td><bdi class="code">{{ v->told }}</bdi></td></tr><tr><th scope="row">{{t report.found}}</th><td><bdi class="code">{{ v->found }}</bdi></td></tr></tbody></table>
{% } %}
</section>
<section class="card" aria-labelledby="do"><h2 id="do">{{t refused.what_to_do}}</h2><p>{{tn err v->error_name}}</p><p class="gap">{{t refused.again}}</p>
{% if (v->may_send) { %}<div class="btns gap"><a class="btn" href="/{{lang}}/feeds/send">{{icon upload}}{{t refused.send_again}}</a></div>{% } %}</section>
<section class="card" aria-labelledby="steps"><h2 id="steps">{{t feed.steps}}</h2>{% include timeline(v->steps, v->steps_n) %}</section>
{% include hero_end() %}
