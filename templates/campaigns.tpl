{% page campaigns(const struct show_campaigns *v) %}
{% include hero(WORDS(campaigns_title), WORDS(campaigns_lead)) %}
{% if (v->may_plan) { %}<div class="btns"><a class="btn btn--sun" href="/{{lang}}/campaigns/new">{{icon phone}}{{t campaigns.new}}</a>{% if (v->may_write_texts) { %}<a class="btn btn--2" href="/{{lang}}/messages/texts">{{icon doc}}{{t words.title}}</a>{% } %}</div>{% } %}
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t campaigns.title}}</h2>
{% if (v->n == 0) { %}{% include empty("phone", TEXT(campaigns_none), TEXT(campaigns_none_advice)) %}{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { const struct show_campaign_row *r = &v->rows[i]; %}
<li><a class="row row--2" href="/{{lang}}/campaigns/{{d r->id}}"><span class="ico">{{icon phone}}</span>
<span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__a row__a--thin">{% if (r->people > 0) { %}{{t campaign.people n=r->people}}{% } %}</span>
<span class="row__m">{{when r->made}}</span><span class="row__s">{% include tag(tone_of_campaign(r->state), "campaignstate.", r->state) %}</span></a></li>{% } %}</ul>{% } %}
</section>
{% include hero_end() %}

{% part campaign_hidden(const struct show_campaign_form *v) %}
<input type="hidden" name="scheme" value="{{ v->scheme }}"><input type="hidden" name="profession" value="{{ v->profession }}"><input type="hidden" name="territory" value="{{ v->territory }}"><input type="hidden" name="feed" value="{{ v->feed }}"><input type="hidden" name="template" value="{{ v->template }}">{% if (v->everybody) { %}<input type="hidden" name="everybody" value="1">{% } %}

{% part campaign_texts(const struct show_campaign_text *texts, size_t n) %}
<section class="card" aria-labelledby="words"><h2 id="words">{{t campaign.words}}</h2><p class="small">{{t campaign.words_lead}}</p>
{% for (size_t i = 0; i < n; i++) { const struct show_campaign_text *t = &texts[i]; %}
<h3 class="gap">{{tn language t->language}}</h3>
<p class="sms" lang="{{ t->language }}" dir="{% if (same_word(t->language, "ar")) { %}rtl{% } else { %}ltr{% } %}">{{ t->sms }}</p>
<p class="small">{{t campaign.text_parts n=t->parts}}{% if (t->cost.n > 0) { %} · {{t campaign.text_cost cost=t->cost}}{% } %}</p>
<details class="more"><summary>{{t campaign.text_mail}}</summary><p class="sms" lang="{{ t->language }}" dir="{% if (same_word(t->language, "ar")) { %}rtl{% } else { %}ltr{% } %}"><b>{{ t->subject }}</b>
{{ t->body }}</p></details>
{% } %}
</section>

{% part campaign_size(const struct show_campaign_form *v) %}
<section class="card" aria-labelledby="size"><h2 id="size">{{t campaign.size}}</h2>
<p class="lead">{{t campaign.people n=v->people}}</p>
<dl class="facts"><div><dt>{{t campaign.by_sms}}</dt><dd>{{n v->by_sms}}</dd></div><div><dt>{{t campaign.by_email}}</dt><dd>{{n v->by_email}}</dd></div><div><dt>{{t campaign.no_way}}</dt><dd>{{n v->no_way}}</dd></div>
<div><dt>{{t campaign.parts}}</dt><dd>{{n v->parts}}</dd></div>{% if (v->cost.n > 0) { %}<div><dt>{{t campaign.cost}}</dt><dd><bdi class="num">{{ v->cost }}</bdi></dd></div>{% } %}</dl>
{% if (v->people > 0) { %}
{% include post(S("/campaigns/new"), "form gap") %}{% include campaign_hidden(v) %}
{% include field(&(struct entry){ .id = "name", .label = TEXT(campaign_name), .hint = TEXT(campaign_name_hint), .value = v->name }) %}
{% include field(&(struct entry){ .id = "address", .label = TEXT(campaign_address), .hint = TEXT(campaign_address_hint), .value = v->address, .ltr = true }) %}
{% include field(&(struct entry){ .id = "wave", .label = TEXT(campaign_wave), .value = str_printf(o->a, "%lld", (long long)v->wave), .keys = "numeric", .looks = "in--short num", .ltr = true }) %}
{% include field(&(struct entry){ .id = "minutes", .label = TEXT(campaign_minutes), .value = str_printf(o->a, "%lld", (long long)v->minutes), .keys = "numeric", .looks = "in--short num", .ltr = true }) %}
<div class="btns"><button class="btn">{{t campaign.draft}}</button></div><p class="hint">{{t campaign.draft_hint}}</p></form>
{% } else { %}<p>{{t campaign.nobody}}</p>{% } %}
</section>

{% page campaign_form(const struct show_campaign_form *v) %}
{% include hero(WORDS(campaign_new), WORDS(campaign_new_lead)) %}
<section class="card" aria-labelledby="who"><h2 id="who">{{t campaign.who}}</h2>
<form class="form" method="get" action="/{{lang}}/campaigns/new" novalidate><input type="hidden" name="size" value="1"><input type="hidden" name="feed" value="{{ v->feed }}">
{% if (v->feed.n > 0) { %}<div class="note note--info">{{icon inbox}}<p>{{t campaign.of_feed}}</p></div>{% } %}
<div class="fld"><label for="scheme">{{t campaign.scheme}}</label><select class="in" id="scheme" name="scheme">{% include option(S(""), WORDS(filter_all), v->scheme) %}
{% for (size_t i = 0; i < v->schemes_n; i++) { %}{% include option(v->schemes[i].value, v->schemes[i].text, v->scheme) %}{% } %}</select></div>
<div class="fld"><label for="territory">{{t campaign.territory}}</label><select class="in" id="territory" name="territory">{% include option(S(""), WORDS(filter_all), v->territory) %}
{% for (size_t i = 0; i < v->territories_n; i++) { %}{% include option(v->territories[i].value, v->territories[i].text, v->territory) %}{% } %}</select></div>
{% include field(&(struct entry){ .id = "profession", .label = TEXT(campaign_profession), .hint = TEXT(campaign_profession_hint), .value = v->profession, .optional = true }) %}
<div class="fld"><label for="template">{{t campaign.template}}</label><select class="in" id="template" name="template">
{% for (size_t i = 0; i < v->templates_n; i++) { %}{% include option(v->templates[i].value, v->templates[i].text, v->template) %}{% } %}</select></div>
<label class="pick"><input type="checkbox" name="everybody" value="1"{% if (v->everybody) { %} checked{% } %}><b>{{t campaign.everybody}}</b></label>
<div class="btns"><button class="btn{% if (v->asked) { %} btn--2{% } %}">{{icon users}}{{t campaign.see_size}}</button></div></form></section>
{% if (v->asked) { %}{% include campaign_texts(v->texts, v->texts_n) %}{% include campaign_size(v) %}{% } %}
{% include hero_end() %}

{% part funnel_step(enum text_key label, int64_t n, int64_t whole) %}
<tr><th scope="row">{{word label}}</th><td class="n">{{n n}}</td><td class="n">{% text_percent(o, p->at, TEXT_INTO_PAGE, n, whole); %}</td><td class="wide">{% include bar(n, whole) %}</td></tr>

{% part funnel_head(enum text_key key) %}
<thead><tr><th scope="col">{{word key}}</th><th scope="col" class="n">{{t campaign.written}}</th><th scope="col" class="n">{{t campaign.delivered}}</th><th scope="col" class="n">{{t campaign.failed}}</th><th scope="col" class="n">{{t campaign.code_used}}</th><th scope="col" class="n">{{t campaign.accounts}}</th><th scope="col" class="n">{{t campaign.contact}}</th><th scope="col" class="n">{{t campaign.family}}</th><th scope="col" class="n">{{t campaign.payment_mode}}</th><th scope="col" class="n">{{t campaign.attestation}}</th></tr></thead>

{% part small_cell(struct show_cell c) %}
<td class="n">{% if (c.hidden) { %}<span class="small">{{t cell.hidden}}</span>{% } else { %}{{n c.n}}{% } %}</td>

{% part funnel_cells(const struct show_funnel *f) %}
{% include small_cell(f->written) %}{% include small_cell(f->delivered) %}{% include small_cell(f->failed) %}{% include small_cell(f->code_used) %}{% include small_cell(f->accounts) %}{% include small_cell(f->contact) %}{% include small_cell(f->family) %}{% include small_cell(f->payment_mode) %}{% include small_cell(f->attestation) %}

{% part campaign_act(int64_t id, const char *verb, enum text_key label, const char *icon) %}
{% include post(page_path(o->a, "/campaigns", id, verb), "") %}<button class="btn">{{iconof icon}}{{word label}}</button></form>

{% page campaign(const struct show_campaign *v) %}
{% include hero(v->head.name, SAY(campaign_lead, TEXT_ARG("who", v->made_by.n > 0 ? v->made_by : WORDS(person_program)), TEXT_ARG("when", v->head.made))) %}
<section class="card" aria-labelledby="state"><div class="card__head"><h2 id="state">{{t campaign.state}}</h2>{% include tag(tone_of_campaign(v->head.state), "campaignstate.", v->head.state) %}</div>
<p>{{tn campaignsays v->head.state}}</p>
{% if (v->same_person) { %}<div class="note note--info gap">{{icon users}}<p>{{t campaign.same_person}}</p></div>{% } %}
{% if (v->may_approve || v->may_stop || v->may_go_on) { %}<div class="btns gap">
{% if (v->may_approve) { %}{% include campaign_act(v->head.id, "/approve", TEXT(campaign_approve), "check") %}{% } %}
{% if (v->may_stop) { %}{% include campaign_act(v->head.id, "/stop", TEXT(campaign_stop), "x") %}{% } %}
{% if (v->may_go_on) { %}{% include campaign_act(v->head.id, "/go-on", TEXT(campaign_go_on), "check") %}{% } %}
</div>{% } %}
<dl class="facts facts--top">
<div><dt>{{t campaign.template}}</dt><dd>{{tn campaignkind v->template}}</dd></div>
<div><dt>{{t campaign.population}}</dt><dd>{% if (v->head.people > 0) { %}{{n v->head.people}}{% } else { %}–{% } %}</dd></div>
<div><dt>{{t campaign.scheme}}</dt><dd>{% if (v->scheme.n > 0) { %}<bdi class="num">{{ v->scheme }}</bdi>{% } else { %}{{t filter.all}}{% } %}</dd></div>
{% if (v->profession.n > 0) { %}<div><dt>{{t campaign.profession}}</dt><dd><bdi>{{ v->profession }}</bdi></dd></div>{% } %}
{% if (v->territory.n > 0) { %}<div><dt>{{t campaign.territory}}</dt><dd><bdi>{{ v->territory }}</bdi></dd></div>{% } %}
{% if (v->everybody) { %}<div><dt>{{t campaign.who}}</dt><dd>{{t campaign.everybody}}</dd></div>{% } %}
<div><dt>{{t campaign.address}}</dt><dd><bdi class="num" dir="ltr">{{ v->address }}</bdi></dd></div>
{% if (v->feed != 0) { %}<div><dt>{{t campaign.feed}}</dt><dd><a href="/{{lang}}/feeds/{{d v->feed}}">{{t campaign.see_feed}}</a></dd></div>{% } %}
<div><dt>{{t campaign.wave}}</dt><dd>{{n v->wave_size}}</dd></div><div><dt>{{t campaign.minutes}}</dt><dd>{{n v->wave_minutes}}</dd></div>
{% if (v->approved.us != 0) { %}<div><dt>{{t campaign.approved}}</dt><dd><bdi>{{ v->approved_by }}</bdi> {{when v->approved}}</dd></div>{% } %}
</dl>
{% if (p->refresh_s > 0) { %}<p class="small">{{t feed.refreshes n=p->refresh_s}} <a href="?still=1">{{t feed.refresh_stop}}</a></p>{% } %}
</section>
{% if (v->texts_n > 0) { %}{% include campaign_texts(v->texts, v->texts_n) %}{% } %}
{% if (v->head.people > 0) { %}
<section class="card" aria-labelledby="funnel"><h2 id="funnel">{{t campaign.funnel}}</h2>
<table class="counts"><caption>{{t campaign.funnel_caption}}</caption><thead><tr><th scope="col">{{t campaign.step}}</th><th scope="col" class="n">{{t campaign.count}}</th><th scope="col" class="n">{{t report.share}}</th><td class="wide"></td></tr></thead><tbody>
{% include funnel_step(TEXT(campaign_population), v->head.people, v->head.people) %}
{% include funnel_step(TEXT(campaign_no_way), v->no_way, v->head.people) %}
{% include funnel_step(TEXT(campaign_written), v->all.written.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_sent), v->all.sent.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_delivered), v->all.delivered.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_failed), v->all.failed.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_code_used), v->all.code_used.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_accounts), v->all.accounts.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_contact), v->all.contact.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_family), v->all.family.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_payment_mode), v->all.payment_mode.n, v->head.people) %}
{% include funnel_step(TEXT(campaign_attestation), v->all.attestation.n, v->head.people) %}
</tbody></table>
<p class="small gap">{% if (v->as_of.us != 0) { %}{{t campaign.as_of when=v->as_of}} {% } %}{% if (!v->counted) { %}{{t campaign.not_counted}}{% } %}</p>
<div class="btns gap"><a class="btn btn--2" href="/{{lang}}/campaigns/{{d v->head.id}}/export.csv">{{icon dl}}{{t campaign.export}}</a></div>
{% if (v->failures_n > 0) { %}<h3 class="gap">{{t campaign.why_failed}}</h3><ul class="rows">{% for (size_t i = 0; i < v->failures_n; i++) { %}<li class="row"><span class="ico">{{icon alert}}</span>{% if (v->failures[i].why.n > 0) { %}<bdi>{{ v->failures[i].why }}</bdi>{% } else { %}<span>{{t campaign.why_other}}</span>{% } %}<span class="row__a">{{n v->failures[i].n}}</span></li>{% } %}</ul>{% } %}
</section>
{% if (v->waves_n > 0) { %}
<section class="card"><h2 id="waves">{{t campaign.by_wave}}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="waves"><table><caption class="vh">{{t campaign.by_wave}}</caption>{% include funnel_head(TEXT(campaign_one_wave)) %}<tbody>
{% for (size_t i = 0; i < v->waves_n; i++) { %}<tr><th scope="row">{{n v->waves[i].key}}</th>{% include funnel_cells(&v->waves[i]) %}</tr>{% } %}</tbody></table></div></section>
<section class="card"><h2 id="territories">{{t campaign.by_territory}}</h2>{% if (v->any_hidden) { %}<p class="small">{{t cell.hidden_why}}</p>{% } %}<div class="scroll" tabindex="0" role="region" aria-labelledby="territories"><table><caption class="vh">{{t campaign.by_territory}}</caption>{% include funnel_head(TEXT(campaign_territory)) %}<tbody>
{% for (size_t i = 0; i < v->territories_n; i++) { %}<tr><th scope="row">{% if (v->territories[i].name.n > 0) { %}<bdi>{{ v->territories[i].name }}</bdi>{% } else { %}{{t person.unknown}}{% } %}</th>{% include funnel_cells(&v->territories[i]) %}</tr>{% } %}</tbody></table></div></section>
{% } %}{% } %}
{% include hero_end() %}
