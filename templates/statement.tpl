{# Something in a file is wrong: the form; what an agent reads of it. #}
{% part statement_value(const struct show_statement *v) %}
<div class="fld{% if (page_bad(p, "field")) { %} fld--bad{% } %}"><label for="field">{{t statement.field}}</label>{% include problem("field") %}<select class="in" id="field" name="field"{% page_describe(o, p, "field", false); %}>{% static const char *const fields[] = { "last_name", "first_name", "last_name_ar", "first_name_ar", "born" }; for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) { str word = page_cstr(fields[i]); enum text_key key; %}{% if (text_find("statementfield.", word, &key)) { %}{% include option(word, text_get(p->at.lang, key), v->field) %}{% } %}{% } %}</select></div>
{% include field(&(struct entry){ .id = "value", .label = TEXT(statement_value), .hint = TEXT(statement_value_hint), .value = v->value, .optional = true }) %}
{% include date_field(&(struct entry){ .id = "born", .label = TEXT(statement_born), .hint = TEXT(statement_born_hint), .optional = true }, v->born.day, v->born.month, v->born.year) %}

{% page statement(const struct show_statement *v) %}
{% enum text_key key; str title = text_find("requestkind.", v->kind, &key) ? text_get(p->at.lang, key) : v->kind; str path = str_printf(o->a, "%.*s/statement", STR_ARG(v->whose.base)); bool stopped = same_word(v->kind, "STOPPED"), correction = same_word(v->kind, "CORRECTION"); %}
{% include top(title) %}
<form class="form card" method="post" action="/{{lang}}{{path path}}" enctype="multipart/form-data" novalidate>{% include marks(path) %}<input type="hidden" name="client" value="{{d v->client}}"><input type="hidden" name="kind" value="{{ v->kind }}">
{% if (v->scheme.n > 0) { %}<input type="hidden" name="scheme" value="{{ v->scheme }}"><input type="hidden" name="from" value="{{ date_text(o->a, v->from) }}">{% } else if (v->source != 0) { %}<input type="hidden" name="source" value="{{d v->source}}">{% } %}
<h1>{{ title }}</h1>
{% if (v->about.n > 0) { %}<dl class="facts facts--flat">{% include fact(TEXT(statement_about), v->about, false) %}
{% if (v->sent_by.n > 0) { %}{% include fact(TEXT(statement_sent_by), v->sent_by, false) %}<div><dt>{{t statement.at}}</dt><dd>{{when v->at}}</dd></div>{% } %}</dl>{% } %}
<p>{% if (stopped) { %}{{t statement.lead_stopped}}{% } else if (correction) { %}{{t statement.lead_correction}}{% } else { %}{{t statement.lead_not_me}}{% } %}</p>
{% if (stopped) { %}{% include date_field(&(struct entry){ .id = "stopped", .label = TEXT(statement_stopped) }, v->stopped.day, v->stopped.month, v->stopped.year) %}{% } %}
{% if (correction) { %}{% include statement_value(v) %}{% } %}
{% include area(&(struct entry){ .id = "words", .label = TEXT(statement_words), .hint = TEXT(statement_words_hint), .value = v->words, .optional = true }) %}
{% include paper(&(struct entry){ .id = "paper", .label = TEXT(statement_paper), .hint = TEXT(statement_paper_hint), .optional = true }, &v->paper) %}
{% if (v->whose.agent) { %}{% include assisted(&v->whose.assisted) %}{% } %}
<div class="btns"><button class="btn">{{t statement.go}}</button><a class="btn btn--2" href="/{{lang}}{{path v->whose.agent ? v->whose.base : S("/")}}">{{t form.cancel}}</a></div>
<p class="hint">{{t statement.after}}</p></form>
{% include end() %}

{# What was said beside what the register has, and who sent it. #}
{% part stated(const struct show_stated *s) %}
<section class="card" aria-labelledby="said"><h2 id="said">{{t requests.said}}</h2><dl class="facts facts--flat">
{% if (s->about.n > 0) { %}{% include fact(TEXT(statement_about), s->about, false) %}{% } %}
{% if (s->last.days != DATE_NEVER.days) { %}<div><dt>{{t statement.stopped}}</dt><dd>{{day s->last}}</dd></div>{% } %}
{% if (s->field.n > 0) { %}<div><dt>{{t statement.field}}</dt><dd>{{tn statementfield s->field}}</dd></div><div><dt>{{t statement.value}}</dt><dd>{% if (same_word(s->field, "born")) { %}{{born s->value}}{% } else { %}<bdi>{{ s->value }}</bdi>{% } %}</dd></div>{% } %}
{% if (s->words.n > 0) { %}<div><dt>{{t statement.words}}</dt><dd><bdi>{{ s->words }}</bdi></dd></div>{% } %}</dl>
<h3 class="gap">{{t statement.register}}</h3><dl class="facts facts--flat">
{% if (same_word(s->field, "born")) { %}<div><dt>{{t statement.known}}</dt><dd>{{born s->known}}</dd></div>{% } else if (s->field.n > 0) { %}{% include fact(TEXT(statement_known), s->known, false) %}{% } else if (s->held) { %}<div><dt>{{t statement.membership}}</dt><dd>{% include tag(tone_of_member(s->state), "member.", s->state) %} {% if (s->until.days == DATE_NEVER.days) { %}{{t person.since from=s->from}}{% } else { %}{{t person.from_until from=s->from, until=s->until}}{% } %}</dd></div>{% } else if (s->scheme) { %}<div><dt>{{t statement.membership}}</dt><dd>{{t statement.gone}}</dd></div>{% } %}
{% if (s->sent_by.n > 0) { %}{% include fact(TEXT(statement_sent_by), s->sent_by, false) %}<div><dt>{{t statement.at}}</dt><dd>{{when s->at}}</dd></div>{% } else { %}<div><dt>{{t statement.sent_by}}</dt><dd>{{t person.decision}}</dd></div>{% } %}</dl></section>
