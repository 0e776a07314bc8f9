{% part filter_code(str word, str now) %}
<option value="{{ word }}"{% if (str_eq(word, now)) { %} selected{% } %}>{{tn code word}}</option>

{% part filter_state(str word, str now) %}
<option value="{{ word }}"{% if (str_eq(word, now)) { %} selected{% } %}>{{tn reviewstate word}}</option>

{% page reviews(const struct show_reviews *v) %}
{% include hero(WORDS(reviews_title), WORDS(reviews_lead)) %}
<div class="kpis kpis--3">
<div class="kpi"><small>{{t reviews.open}}</small><b>{{n v->open}}</b></div><div class="kpi"><small>{{t reviews.later}}</small><b>{{n v->later}}</b></div><div class="kpi"><small>{{t reviews.decided}}</small><b>{{n v->decided}}</b></div>
</div>
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t reviews.list}}</h2>
<form class="filter" method="get" action="/{{lang}}/reviews">
<div class="fld"><label for="code">{{t reviews.code}}</label><select class="in" id="code" name="code">{% include option(S(""), WORDS(filter_all), v->code) %}{% include filter_code(S("ID_SHARED"), v->code) %}{% include filter_code(S("PROBABLE_DUPLICATE"), v->code) %}{% include filter_code(S("DISPUTED"), v->code) %}</select></div>
<div class="fld"><label for="state">{{t feeds.state}}</label><select class="in" id="state" name="state">{% include filter_state(S("OPEN"), v->state) %}{% include filter_state(S("LATER"), v->state) %}{% include filter_state(S("SAME"), v->state) %}{% include filter_state(S("NOT_SAME"), v->state) %}{% include filter_state(S("SETTLED"), v->state) %}</select></div>
<div class="fld"><label for="age">{{t reviews.age}}</label><select class="in" id="age" name="age">{% include option(S(""), WORDS(filter_all), v->age) %}{% include option(S("1"), SAY(reviews_age_days, TEXT_ARG("n", 1)), v->age) %}{% include option(S("7"), SAY(reviews_age_days, TEXT_ARG("n", 7)), v->age) %}{% include option(S("30"), SAY(reviews_age_days, TEXT_ARG("n", 30)), v->age) %}</select></div>
<button class="btn btn--2">{{t filter.go}}</button></form>
{% if (v->n == 0) { %}{% include empty("check", TEXT(reviews_none), TEXT(reviews_none_advice)) %}{% } else { %}
<ul class="rows">
{% for (size_t i = 0; i < v->n; i++) { const struct show_review_row *r = &v->rows[i]; %}
<li><a class="row row--2" href="/{{lang}}/reviews/{{d r->id}}"><span class="ico{% if (same_word(r->state, "OPEN")) { %} ico--sun{% } %}">{{icon compare}}</span>
<span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__a row__a--thin">{% if (r->age_days > 0) { %}{{t reviews.age_value n=r->age_days}}{% } else { %}{{t reviews.today}}{% } %}</span>
<span class="row__m">{{t reviews.against name=r->other_name}}<br>{{tn code r->code}} · <bdi>{{ r->body }}</bdi> · {{born r->born}}</span>
<span class="row__s">{% include tag(tone_of_review(r->state), "reviewstate.", r->state) %}</span></a></li>
{% } %}
</ul>{% } %}
{% include pages(&v->paging) %}
</section>
{% include hero_end() %}

{% part likeness(enum show_likeness like) %}
{% switch (like) { case LIKE_SAME: %}<span class="tag tag--ok">{{icon check}}{{t like.same}}</span>
{% break; case LIKE_CLOSE: %}<span class="tag tag--warn">{{icon compare}}{{t like.close}}</span>
{% break; case LIKE_OTHER: %}<span class="tag tag--bad">{{icon x}}{{t like.other}}</span>
{% break; case LIKE_MISSING: default: %}<span class="tag tag--mute">{{icon info}}{{t like.missing}}</span>{% break; } %}

{% part compare_cell(str head, str value, const struct show_compare_row *r) %}
<td role="cell"><span class="cmp__h" aria-hidden="true">{{ head }}</span>
{% if (value.n == 0) { %}<span class="none">{{t review.nothing}}</span>
{% } else if (same_word(r->field, "birth_date")) { %}{{born value}}
{% } else if (same_word(r->field, "sex")) { %}{{tn sex value}}
{% } else if (same_word(r->field, "language")) { %}{{tn language value}}
{% } else { %}<bdi class="{% if (r->number) { %}num {% } %}{% if (r->like == LIKE_OTHER || r->like == LIKE_CLOSE) { %}differs{% } %}">{{ value }}</bdi>{% } %}</td>

{% part compare(const struct show_review *v) %}
<section class="card" aria-labelledby="two"><h2 id="two">{{t review.compare}}</h2>
<table class="cmp" role="table"><caption class="vh">{{t review.compare}}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{{t review.fact}}</th><th scope="col" role="columnheader">{{t review.left}}<small><bdi>{{ v->body }}</bdi></small></th><th scope="col" role="columnheader">{{t review.right}}<small><bdi class="num">{{ v->person_number }}</bdi></small></th><th scope="col" role="columnheader">{{t review.likeness}}</th></tr></thead>
<tbody role="rowgroup">
{% for (size_t i = 0; i < v->rows_n; i++) { const struct show_compare_row *r = &v->rows[i]; %}
<tr role="row" class="{% if (r->like == LIKE_OTHER) { %}is-other{% } else if (r->like == LIKE_CLOSE) { %}is-close{% } %}"><th scope="row" role="rowheader">{{tn field r->field}}</th>
{% include compare_cell(WORDS(review_left), r->left, r) %}
{% include compare_cell(WORDS(review_right), r->right, r) %}
<td role="cell">{% include likeness(r->like) %}</td></tr>
{% } %}
</tbody></table></section>

{% part review_choices(const struct show_review *v) %}
{% bool disputed = same_word(v->code, "DISPUTED"); %}
<section class="card" aria-labelledby="decide">
{% include post(page_path(o->a, "/reviews", v->id, "/decide"), "form") %}<input type="hidden" name="seen" value="{{d v->feed_id}}">
<fieldset class="fld{% if (page_bad(p, "decision")) { %} fld--bad{% } %}" id="decision"><legend><h2 id="decide">{{t review.question}}</h2></legend>
{% include problem("decision") %}
{% include tile_radio("decision", "SAME", disputed ? TEXT(review_disputed_same) : TEXT(review_same), disputed ? TEXT(review_disputed_same_hint) : TEXT(review_same_hint), same_word(v->decision, "SAME")) %}
{% include tile_radio("decision", "NOT_SAME", disputed ? TEXT(review_disputed_not_same) : TEXT(review_not_same), disputed ? TEXT(review_disputed_not_same_hint) : TEXT(review_not_same_hint), same_word(v->decision, "NOT_SAME")) %}
{% include tile_radio("decision", "LATER", TEXT(review_later), TEXT(review_later_hint), same_word(v->decision, "LATER")) %}
</fieldset>
{% include area(&(struct entry){ .id = "note", .label = TEXT(review_note), .hint = TEXT(review_note_hint), .value = v->note, .optional = true }) %}
<div class="btns"><button class="btn">{{t review.decide}}</button>{% if (v->next.n > 0) { %}<a class="btn btn--2" href="/{{lang}}{{path v->next}}">{{t review.skip}}</a>{% } %}</div>
</form></section>

{% part review_decided(const struct show_review *v) %}
<section class="card" aria-labelledby="decided"><h2 id="decided">{{t review.decided_title}}</h2>
<p class="gap">{% include tag(tone_of_review(v->state), "reviewstate.", v->state) %}</p>
<p class="small">{{t review.decided_by who=v->decided_by, when=v->decided}}</p>
{% if (v->decided_note.n > 0) { %}<p class="quote"><bdi>{{ v->decided_note }}</bdi></p>{% } %}
{% if (v->may_undo) { %}
{% include post(page_path(o->a, "/reviews", v->id, "/undo"), "form gap") %}{% include area(&(struct entry){ .id = "note", .label = TEXT(review_undo_why), .hint = TEXT(review_undo_hint), .value = v->note }) %}<div class="btns"><button class="btn btn--2">{{icon undo}}{{t review.undo}}</button></div></form>
{% } %}
{% if (v->next.n > 0) { %}<div class="btns gap"><a class="btn" href="/{{lang}}{{path v->next}}">{{t review.next}}</a></div>{% } %}
</section>

{% page review(const struct show_review *v) %}
{% bool open = same_word(v->state, "OPEN") || same_word(v->state, "LATER"); %}
{% include hero(WORDS(review_title), SAY(review_lead, TEXT_ARG("body", v->body), TEXT_ARG("sequence", str_printf(o->a, "%lld", (long long)v->sequence)), TEXT_ARG("line", v->line), TEXT_ARG("when", v->asked))) %}
<section class="note note--info">{{icon info}}<div><h2>{{tn code v->code}}</h2><p>{{tn why v->code}}</p></div></section>
<div class="cols cols--wide">
{% include compare(v) %}
<div class="stack">
<section class="card" aria-labelledby="why"><h2 id="why">{{t review.evidence}}</h2><ul class="checks">
{% for (size_t i = 0; i < v->evidence_n; i++) { const struct show_evidence *e = &v->evidence[i]; %}
<li class="{% if (!e->speaks_for) { %}against{% } %}">{% if (e->speaks_for) { %}{{icon check}}{% } else { %}{{icon x}}{% } %}<span>{{tn evidence e->name}}</span><small>{% if (e->speaks_for) { %}{{t review.for}}{% } else { %}{{t review.against}}{% } %}</small></li>
{% } %}
</ul><p class="gap"><a href="/{{lang}}/people/{{d v->person_id}}">{{t review.see_person}}</a></p></section>
{% if (open && v->may_decide) { %}{% include review_choices(v) %}{% } else { %}{% include review_decided(v) %}{% } %}
</div></div>
{% include hero_end() %}
