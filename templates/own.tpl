{% part own_messages(const struct show_own *v) %}
<section class="card" aria-labelledby="messages"><h2 id="messages">{{t own.messages}}</h2>
{% if (v->messages_n == 0) { %}<p class="small">{{t own.no_message}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->messages_n; i++) { const struct show_message_row *m = &v->messages[i]; %}
<li class="row row--3"><span class="ico">{{icon phone}}</span><h3>{{when m->at}}</h3><span class="row__s"><span class="tag">{{tn messagestate m->state}}</span></span>
<span class="row__m">{% if (m->body.n > 0) { %}<bdi dir="auto">{{ m->body }}</bdi>{% } else { %}{{t own.code_message}}{% } %}</span></li>{% } %}</ul></section>

{% part own_tasks(const struct show_own *v) %}
{% int64_t left = 0; for (size_t i = 0; i < v->tasks_n; i++) left += !v->tasks[i].done; %}
<section class="card" aria-labelledby="tasks"><h2 id="tasks">{{t own.tasks}}</h2><p class="small">{% if (left == 0) { %}{{t own.tasks_done}}{% } else { %}{{t own.tasks_left n=left}}{% } %}</p>
<ul class="rows">{% for (size_t i = 0; i < v->tasks_n; i++) { const struct show_task *k = &v->tasks[i]; %}
<li class="row row--3"><span class="ico{% if (!k->done) { %} ico--sun{% } %}">{% if (k->done) { %}{{icon check}}{% } else { %}{{icon clock}}{% } %}</span><h3><a href="/{{lang}}{{path k->path}}" aria-describedby="task{{d (int64_t)i}}">{{word k->title}}</a></h3><span class="row__s" id="task{{d (int64_t)i}}">{% if (k->done) { %}<span class="tag tag--ok">{{icon check}}{{t own.task_done}}</span>{% } else { %}<span class="tag tag--warn">{{t own.task_open}}</span>{% } %}</span><span class="row__m">{{word k->text}}</span></li>{% } %}</ul></section>

{% page own(const struct show_own *v) %}
{% str name = full_name(o->a, p->at.lang, &v->person), other = full_name_other(o->a, p->at.lang, &v->person); %}
{% include hero(name, other) %}
{% include right_card(&v->person.right, S(""), S("/own/rights")) %}
<section class="card" aria-labelledby="number"><h2 id="number">{{t own.number}}</h2><p class="key-box num">{{ v->person.number }}</p><p class="small">{{t own.number_text}}</p></section>
{% include own_tasks(v) %}
<div class="cols cols--even"><div class="stack">
{% include person_memberships(&v->person, S("/own")) %}
{% include person_papers(&v->person, S("/own/attestations")) %}
<section class="card" aria-labelledby="sources"><h2 id="sources">{{t own.sources}}</h2><p class="small">{{t own.sources_text}}</p><ul class="rows">
{% for (size_t i = 0; i < v->person.sources_n; i++) { const struct show_source_row *s = &v->person.sources[i]; %}
<li class="row"><span class="ico">{{icon doc}}</span><b><bdi>{{ s->what }}</bdi></b><span></span><span class="row__m">{{when s->at}}{% if (!s->own) { %}<br><a href="/{{lang}}/own/statement?kind=NOT_ME&amp;source={{d s->id}}">{{t person.source_wrong}}<span class="vh"> {{ s->what }}</span></a>{% } %}</span></li>{% } %}</ul></section>
{% include person_identity(&v->person, S("/own")) %}
</div><div class="stack">
{% include person_contact(&v->person, S("/own/contact")) %}
{% include own_messages(v) %}
{% if (v->person.receipts_n > 0) { %}<section class="card" aria-labelledby="receipts"><h2 id="receipts">{{t own.receipts}}</h2><p class="small">{{t own.receipts_text}}</p>
<ul class="rows">{% for (size_t i = 0; i < v->person.receipts_n; i++) { const struct show_receipt_row *r = &v->person.receipts[i]; %}
<li class="row row--2"><span class="ico">{{icon doc}}</span><h3 class="row__t cap">{{tn assisted r->what}}</h3><span class="row__a"><bdi class="num">{{ r->reference }}</bdi></span><span class="row__m">{{when r->at}} · <bdi>{{ r->who }}</bdi><br><bdi>{{ r->reason }}</bdi></span></li>{% } %}</ul></section>{% } %}
<section class="card" aria-labelledby="journal"><h2 id="journal">{{t own.journal}}</h2><p class="small">{{t own.journal_text}}</p>
{% if (v->person.journal_n == 0) { %}<p class="small">{{t own.no_journal}}</p>{% } %}
{% include journal_lines(&v->person) %}</section>
</div></div>
{% include hero_end() %}
