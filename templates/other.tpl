{% page problem(const struct show_problem *v) %}
{% include top(WORDS(problem_title)) %}
<section class="card problem"><span class="disc disc--bad">{{icon alert}}</span><h1>{{t problem.title}}</h1>
<p class="lead">{{tn err v->name}}</p>
<div class="btns">{% if (v->retry) { %}<a class="btn" href="/{{lang}}{{path p->path}}">{{t problem.retry}}</a>{% } %}<a class="btn btn--2" href="/{{lang}}/">{{t problem.home}}</a></div>
<dl class="facts facts--top"><div><dt>{{t problem.code}}</dt><dd><bdi class="num">{{d v->number}} {{ v->name }}</bdi></dd></div>{% if (v->reference.n > 0) { %}<div><dt>{{t problem.reference}}</dt><dd><bdi class="num">{{ v->reference }}</bdi></dd></div>{% } %}</dl>
<p class="small">{{t problem.keep}}</p></section>
{% include end() %}

{% page about(const struct show_about *v) %}
{% include hero(WORDS(about_title), p->fund) %}
<section class="card prose" id="accessibility"><h2>{{t about.access}}</h2><p>{{t about.access_text}}</p><p>{{t about.access_limits}}</p></section>
<section class="card prose" id="data"><h2>{{t about.data}}</h2><p>{{t about.data_text}}</p><p>{{t about.data_cookie}}</p></section>
<section class="card prose" id="help"><h2>{{t about.help}}</h2><p>{{t about.help_text}}</p>{% if (v->contact.n > 0) { %}<p><bdi class="num">{{ v->contact }}</bdi></p>{% } %}<p class="small">{{t about.version version=v->version}}</p></section>
{% include hero_end() %}
