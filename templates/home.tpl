{% page home(const struct show_home *v) %}
{% include hero(SAY(home_hello, TEXT_ARG("name", v->name)), v->body) %}
<ul class="tiles">
{% for (size_t i = 0; i < v->tiles_n; i++) { const struct tile *t = &v->tiles[i]; %}
<li class="card tile"><span class="ico{% if (t->waiting > 0) { %} ico--sun{% } %}">{{iconof t->icon}}</span>
<h2><a href="/{{lang}}{{path t->path}}">{{word t->title}}</a></h2><p class="small">{{word t->text}}</p>
{% if (t->waiting > 0) { %}<p><span class="tag tag--warn">{{icon clock}}<span>{{t home.waiting n=t->waiting}}</span></span></p>{% } %}</li>
{% } %}
</ul>
{% if (v->follows_deliveries) { %}
<section class="card" aria-labelledby="work"><div class="card__head"><h2 id="work">{{t home.work}}</h2><a href="/{{lang}}/feeds">{{t home.all_feeds}}</a></div>
{% if (v->work_n == 0) { %}<p class="small">{{t home.no_work}}</p>{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->work_n; i++) { %}{% include feed_line(&v->work[i]) %}{% } %}</ul>
{% } %}
</section>
{% } %}
{% include hero_end() %}
