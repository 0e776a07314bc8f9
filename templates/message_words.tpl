{# The words of messages. #}
{% page message_kinds(const struct show_message_kinds *v) %}
{% include hero(WORDS(words_title), WORDS(words_lead)) %}
<section class="card" aria-labelledby="kinds"><h2 id="kinds" class="vh">{{t words.title}}</h2><ul class="rows">
{% for (size_t i = 0; i < v->n; i++) { %}<li><a class="row" href="/{{lang}}/messages/texts/{{u v->kinds[i]}}"><span class="ico">{{icon doc}}</span><span class="row__t">{{tn messagekind v->kinds[i]}}</span><span class="row__a row__a--thin"><bdi class="num">{{ v->kinds[i] }}</bdi></span></a></li>{% } %}</ul></section>
{% include hero_end() %}

{% part words_text(const struct show_message_text *v, const struct show_message_words *w) %}
<p class="sms" lang="{{ v->language }}" dir="{% if (same_word(v->language, "ar")) { %}rtl{% } else { %}ltr{% } %}">{% if (w->filled_subject.n > 0) { %}<b>{{ w->filled_subject }}</b>
{% } %}{{ w->filled_body }}</p>
{% if (w->parts > 0) { %}<p class="small">{{t campaign.text_parts n=w->parts}}{% if (!w->latin && !same_word(v->language, "ar")) { %} · {{t words.not_latin}}{% } %}</p>{% } %}

{% page message_text(const struct show_message_text *v) %}
{% bool mail = same_word(v->channel, "EMAIL"); %}
{% include hero(WORDS(words_title), v->kind) %}
<section class="card" aria-labelledby="force"><h2 id="force">{{tn messagekind v->kind}}</h2>
<form class="filter" method="get" action="/{{lang}}/messages/texts/{{u v->kind}}"><div class="fld"><label for="channel">{{t words.channel}}</label><select class="in" id="channel" name="channel">{% include option(S("SMS"), WORDS(words_sms), v->channel) %}{% include option(S("EMAIL"), WORDS(words_email), v->channel) %}</select></div>
<div class="fld"><label for="language">{{t words.language}}</label><select class="in" id="language" name="language">{% include option(S("ar"), WORDS(language_ar), v->language) %}{% include option(S("fr"), WORDS(language_fr), v->language) %}{% include option(S("en"), WORDS(language_en), v->language) %}</select></div>
<button class="btn btn--2">{{t filter.go}}</button></form>
<h3 class="gap">{{t words.in_force}}</h3>{% include words_text(v, &v->versions[0]) %}</section>
{% if (v->tried) { %}<section class="card" aria-labelledby="would"><h2 id="would">{{t words.would}}</h2>{% include words_text(v, &v->would) %}
{% include post(str_printf(o->a, "/messages/texts/%.*s", STR_ARG(v->kind)), "form gap") %}<input type="hidden" name="channel" value="{{ v->channel }}"><input type="hidden" name="language" value="{{ v->language }}"><input type="hidden" name="subject" value="{{ v->subject }}"><input type="hidden" name="body" value="{{ v->body }}"><input type="hidden" name="act" value="write">
<p>{{t words.would_hint}}</p><div class="btns"><button class="btn">{{icon check}}{{t words.write}}</button></div></form></section>{% } %}
<section class="card" aria-labelledby="new"><h2 id="new">{{t words.new}}</h2>
{% include post(str_printf(o->a, "/messages/texts/%.*s", STR_ARG(v->kind)), "form") %}<input type="hidden" name="channel" value="{{ v->channel }}"><input type="hidden" name="language" value="{{ v->language }}"><input type="hidden" name="act" value="try">
<p class="small">{{t words.placeholders}} <bdi class="num">{{ v->placeholders }}</bdi></p>
{% if (mail) { %}{% include field(&(struct entry){ .id = "subject", .label = TEXT(words_subject), .value = v->subject }) %}{% } %}
{% include area(&(struct entry){ .id = "body", .label = TEXT(words_body), .hint = TEXT(words_body_hint), .value = v->body }) %}
<div class="btns"><button class="btn btn--2">{{t words.try}}</button></div></form></section>
<section class="card" aria-labelledby="versions"><h2 id="versions">{{t words.versions}}</h2>
{% for (size_t i = 0; i < v->versions_n; i++) { const struct show_message_words *w = &v->versions[i]; %}<details class="more"><summary>{{t words.version n=w->version}}{% if (w->at.us != 0) { %} · {{when w->at}}{% } %}{% if (w->in_force) { %} · {{t words.in_force}}{% } %}</summary><p class="sms" lang="{{ v->language }}" dir="{% if (same_word(v->language, "ar")) { %}rtl{% } else { %}ltr{% } %}">{{ w->body }}</p></details>{% } %}</section>
<p class="btns"><a class="btn btn--2" href="/{{lang}}/messages/texts"><span class="flip back">{{icon chev}}</span>{{t words.title}}</a></p>
{% include hero_end() %}
