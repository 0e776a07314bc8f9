{# Pieces that pages share. #}
{% part tag(enum tone tone, const char *family, str word) %}
<span class="tag {{ tone_class(tone) }}">{{iconof tone_icon(tone)}}{% text_named(o, p->at, TEXT_INTO_PAGE, family, word); %}</span>

{# Nothing to show: what it means and what to do. #}
{% part empty(const char *icon, enum text_key title, enum text_key advice) %}
<div class="empty"><span class="ico">{{iconof icon}}</span><h2>{{word title}}</h2><p>{{word advice}}</p></div>

{% part pages(const struct paging *g) %}
{% if (g->total > 0 || g->prev.n > 0 || g->next.n > 0) { %}
<nav class="pages" aria-label="{{t pages.label}}">
{% if (g->total >= 0) { %}<p class="small">{{t pages.of_total first=g->first, last=g->last, n=g->total}}</p>{% } else if (g->last > 0) { %}<p class="small">{{t pages.shown first=g->first, last=g->last}}</p>{% } %}
<ul>
{% if (g->prev.n > 0) { %}<li><a class="btn btn--2" rel="prev" href="{{link g->prev}}"><span class="flip back">{{icon chev}}</span>{{t pages.prev}}</a></li>{% } %}
{% if (g->next.n > 0) { %}<li><a class="btn btn--2" rel="next" href="{{link g->next}}">{{t pages.next}}<span class="flip">{{icon chev}}</span></a></li>{% } %}
</ul></nav>
{% } %}

{# A share of a whole as a bar; the figures stand beside it. #}
{% part bar(int64_t part, int64_t whole) %}
<svg class="hbar" viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true"><path class="tr" d="M0 0h200v8H0z"/><path class="a" d="M0 0h{{d bar_width(part, whole, 200)}}v8H0z"/></svg>

{# What a delivery went through and what is to come. #}
{% part timeline(const struct show_step *steps, size_t n) %}
<ol class="line">
{% bool now = false; for (size_t i = 0; i < n; i++) { const struct show_step *s = &steps[i]; bool bad = same_word(s->state, "REJECTED") || same_word(s->state, "SENT_BACK"); bool is_next = s->at.us == 0 && !now; now = now || is_next; %}
<li class="{% if (bad) { %}bad{% } else if (s->at.us != 0) { %}done{% } else if (is_next) { %}next{% } else { %}todo{% } %}">
<span class="line__dot">{% if (bad) { %}{{icon x}}{% } else if (s->at.us != 0) { %}{{icon check}}{% } else { %}{{icon clock}}{% } %}</span>
<div><b>{{tn step s->state}}</b>
{% if (s->at.us != 0) { %}<p class="small">{{when s->at}}{% if (s->who.n > 0) { %}<br>{{t feed.step_by who=s->who}}{% } %}</p>{% } else if (is_next) { %}<p class="small">{{t feed.step_next}}</p>{% } %}
{% if (s->note.n > 0) { %}<p class="quote"><bdi>{{ s->note }}</bdi></p>{% } %}
</div></li>
{% } %}
</ol>

{# How far the running work is. The face asks the browser to come again (page.refresh_s). #}
{% part progress(str step, int64_t done, int64_t total, int64_t rate, int64_t seconds_left) %}
<div class="going" role="status">
<h2><label for="going">{{tn doing step}}</label></h2>
{% if (total > 0) { %}
<progress id="going" max="{{d total}}" value="{{d done}}"></progress>
<dl class="facts facts--tight">
<div><dt>{{t feed.progress_done}}</dt><dd>{{t feed.progress_of done=done, total=total}}</dd></div>
{% if (rate > 0) { %}<div><dt>{{t feed.progress_rate}}</dt><dd>{{t feed.rate_value rate=rate}}</dd></div>{% } %}
{% if (seconds_left >= 0) { %}<div><dt>{{t feed.progress_left}}</dt><dd>{% text_span(o, p->at, TEXT_INTO_PAGE, seconds_left); %}</dd></div>{% } %}
</dl>
{% } else { %}
<progress id="going"></progress>
{% } %}
{% if (p->refresh_s > 0) { %}<p class="small">{{t feed.refreshes n=p->refresh_s}} <a href="?still=1">{{t feed.refresh_stop}}</a></p>{% } else { %}<p class="small"><a href="?">{{t feed.refresh_now}}</a></p>{% } %}
</div>

{# One delivery in a list. #}
{% part feed_line(const struct show_feed_row *r) %}
<li><a class="row row--2" href="/{{lang}}/feeds/{{d r->id}}"><span class="ico{% if (r->mine_to_do) { %} ico--sun{% } %}">{{icon doc}}</span>
<span class="row__t"><bdi class="num">{{ r->body }}-{{d r->sequence}}</bdi></span>
<span class="row__a">{% if (r->rows >= 0) { %}{{t feed.rows n=r->rows}}{% } %}</span>
<span class="row__m"><bdi>{{ r->body_name }}</bdi>{% if (r->received.us != 0) { %}<br>{{when r->received}}{% } %}</span>
<span class="row__s">{% include tag(tone_of_feed(r->state), "feedstate.", r->state) %}</span></a></li>

{% part done(const struct show_done *v) %}
<div class="panel"><span class="disc">{{icon check}}</span><h1>{{word v->title}}</h1>
{% if (v->reference.n > 0) { %}<p>{{t page.reference}}<br><b class="num panel__no">{{ v->reference }}</b></p>{% } %}</div>
<section class="card"><h2>{{t done.what_next}}</h2><p>{{word v->next_text}}</p>
<div class="btns gap"><a class="btn" href="/{{lang}}{{path v->next}}">{{word v->next_label}}</a></div></section>

{% page done(const struct show_done *v) %}
{% include top(text_get(p->at.lang, v->title)) %}
{% include done(v) %}
{% include end() %}
