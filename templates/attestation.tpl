{% part attested_memberships(const struct show_attestation *v) %}
<h3 class="gap">{% if (v->day_only) { %}{{t paper.memberships_on day=clock_day(v->issued)}}{% } else { %}{{t paper.memberships}}{% } %}</h3>
{% if (v->memberships_n == 0) { %}<p class="small">{{t paper.no_membership}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->memberships_n; i++) { const struct show_attested_membership *m = &v->memberships[i]; %}
<li class="row row--3"><span class="ico">{{icon shield}}</span><b><bdi>{{ m->scheme }}</bdi></b><span class="row__s">{% include tag(tone_of_member(m->state), "member.", m->state) %}</span>
<span class="row__m">{% if (m->last.days == DATE_NEVER.days) { %}{{t paper.since from=m->from}}{% } else { %}{{t paper.from_to from=m->from, to=m->last}}{% } %}</span></li>{% } %}</ul>
{% if (v->day_only) { %}<p class="small">{{t paper.not_care}}</p>{% } %}

{% part attested_family(const struct show_attestation *v) %}
<h3 class="gap">{{t paper.family_on day=clock_day(v->issued)}}</h3>
<ul class="rows">{% for (size_t i = 0; i < v->relatives_n; i++) { const struct show_attested_relative *r = &v->relatives[i]; %}
<li class="row row--3"><span class="ico">{{icon users}}</span><b><bdi>{{ r->name }}</bdi></b><span class="row__s"><span class="tag">{{tn familyrole r->role}}</span></span>
<span class="row__m">{% if (r->name_other.n > 0) { %}<bdi>{{ r->name_other }}</bdi><br>{% } %}{{born r->born}} · <bdi class="num">{{ r->number }}</bdi><br>{% if (!r->said) { %}{{t paper.not_said}}{% } else if (r->last.days == DATE_NEVER.days) { %}{{t paper.no_end}}{% } else { %}{{t paper.until day=r->last}}{% } %}{% if (r->court.n > 0) { %}<br>{{t paper.guardianship reference=r->court}}{% } %}</span></li>{% } %}</ul>
{% if (v->unconfirmed) { %}<p class="small">{{t paper.unconfirmed}} {% include law_of_children() %}</p>{% } %}<p class="small">{{t paper.family_not}}</p>

{% part attested(const struct show_attestation *v) %}
<section class="card" aria-labelledby="attested"><div class="card__head"><h2 id="attested">{{tn paper_title v->kind}}</h2><span class="tag tag--ok">{{icon check}}<span>{{t attestation.known}}</span></span></div>
<dl class="facts facts--flat">
{% include fact(TEXT(paper_reference), v->reference, true) %}
<div><dt>{{t attestation.issued}}</dt><dd>{{day clock_day(v->issued)}}</dd></div>
{% include fact(TEXT(paper_name), v->name, false) %}
{% if (v->name_other.n > 0) { %}{% include fact(TEXT(paper_name_other), v->name_other, false) %}{% } %}
<div><dt>{{t paper.born}}</dt><dd>{{born v->born}}</dd></div>
{% include fact(TEXT(paper_number), v->number, true) %}
</dl>
{% if (v->family) { %}{% include attested_family(v) %}{% } else { %}{% include attested_memberships(v) %}{% } %}
<div class="note note--info gap">{{icon info}}<p>{{t attestation.compare}}</p></div></section>

{% page attestation(const struct show_attestation *v) %}
{% include hero(WORDS(attestation_title), WORDS(attestation_lead)) %}
{% if (v->known) { %}{% include attested(v) %}{% } %}
<section class="card" aria-labelledby="ask"><h2 id="ask" class="vh">{{t attestation.ask}}</h2>
<form class="form" method="get" action="/{{lang}}/attestations" novalidate>
{% include field(&(struct entry){ .id = "reference", .label = TEXT(paper_reference), .hint = TEXT(attestation_hint), .value = v->typed, .looks = "num", .ltr = true }) %}
<div class="btns"><button class="btn">{{icon search}}{{t attestation.go}}</button></div></form></section>
{% include hero_end() %}
