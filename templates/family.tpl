{% page family(const struct show_family *v) %}
{% include hero(WORDS(family_title), WORDS(family_lead)) %}
<div class="btns"><a class="btn btn--sun" href="/{{lang}}/own/family/declare">{{icon users}}{{t family.add}}</a></div>
<section class="card" aria-labelledby="who"><h2 id="who">{{t family.who}}</h2>
{% if (v->relatives_n == 0) { %}{% include empty("users", TEXT(family_none), TEXT(family_none_advice)) %}{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->relatives_n; i++) { const struct show_relative *r = &v->relatives[i]; %}
<li class="row row--3"><span class="ico ico--who" aria-hidden="true">{{ initials(o->a, r->name) }}</span><h3><bdi>{{ r->name }}</bdi></h3><span class="row__s">{% if (r->is) { %}<span class="tag tag--ok">{{icon check}}{{t family.covered}}</span>{% } else { %}<span class="tag tag--warn">{{icon clock}}{{t family.not_covered}}</span>{% } %}</span>
<span class="row__m">{{tn familyrole r->role}} · {{born r->born}} · <bdi class="num">{{ r->number }}</bdi>{% if (r->name_other.n > 0) { %}<br><bdi>{{ r->name_other }}</bdi>{% } %}<br>{% if (r->until.days != DATE_NEVER.days) { %}{{t family.until day=r->until}} {% } %}{{tn endwhy r->why}}</span></li>{% } %}</ul>
{% if (!v->confirmed) { %}<p class="hint">{{t family.unconfirmed}}</p>{% } %}{% } %}
</section>
<section class="card" aria-labelledby="requests"><h2 id="requests">{{t family.requests}}</h2>
{% if (v->requests_n == 0) { %}<p class="small">{{t family.no_request}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < v->requests_n; i++) { const struct show_request_row *r = &v->requests[i]; %}
<li class="row row--3"><span class="ico">{{icon doc}}</span><h3><bdi class="num">{{ r->reference }}</bdi></h3><span class="row__s"><span class="tag">{{tn requeststate r->state}}</span></span>
<span class="row__m">{{tn requestkind r->kind}}<br>{{when r->opened}}{% if (same_word(r->state, "RECEIVED") || same_word(r->state, "IN_HAND")) { %} · {{t family.answer_by day=clock_day(r->due)}}{% } %}</span></li>{% } %}</ul></section>
{% include hero_end() %}

{% part sex_choice(str value, enum text_key label, str now) %}
<label class="pick"><input type="radio" name="sex" value="{{ value }}"{% if (str_eq(value, now)) { %} checked{% } %}><b>{{word label}}</b></label>

{% page declare(const struct show_declare *v) %}
{% include top(WORDS(family_add)) %}
<form class="form card" method="post" action="/{{lang}}/own/family/declare" enctype="multipart/form-data" novalidate>{% include marks(S("/own/family/declare")) %}<input type="hidden" name="client" value="{{d v->client}}">
<h1>{{t family.add}}</h1><p>{{t family.add_lead}}</p>
<fieldset class="fld"><legend>{{t family.role}}</legend>
{% include tile_radio("role", "SPOUSE", TEXT(familyrole_SPOUSE), TEXT_NONE, same_word(v->role, "SPOUSE")) %}
{% include tile_radio("role", "CHILD", TEXT(familyrole_CHILD), TEXT_NONE, same_word(v->role, "CHILD")) %}
{% include tile_radio("role", "WARD", TEXT(familyrole_WARD), TEXT(family_ward_hint), same_word(v->role, "WARD")) %}</fieldset>
{% include field(&(struct entry){ .id = "last_name", .label = TEXT(person_last), .hint = TEXT(family_name_hint), .value = v->last_name }) %}
{% include field(&(struct entry){ .id = "first_name", .label = TEXT(person_first), .value = v->first_name }) %}
{% include field(&(struct entry){ .id = "last_name_ar", .label = TEXT(person_last_ar), .value = v->last_name_ar }) %}
{% include field(&(struct entry){ .id = "first_name_ar", .label = TEXT(person_first_ar), .value = v->first_name_ar }) %}
{% include date_field(&(struct entry){ .id = "born", .label = TEXT(person_born) }, v->born_day, v->born_month, v->born_year) %}
<fieldset class="fld{% if (page_bad(p, "sex")) { %} fld--bad{% } %}" id="sex"{% page_describe(o, p, "sex", false); %}><legend>{{t person.sex}}</legend>{% include problem("sex") %}
{% include sex_choice(S("F"), TEXT(sex_F), v->sex) %}{% include sex_choice(S("M"), TEXT(sex_M), v->sex) %}</fieldset>
{% include field(&(struct entry){ .id = "id_value", .label = TEXT(family_id), .value = v->id_value, .ltr = true, .optional = true }) %}
{% include date_field(&(struct entry){ .id = "from", .label = TEXT(family_from), .hint = TEXT(family_from_hint), .optional = true }, v->from_day, v->from_month, v->from_year) %}
{% include field(&(struct entry){ .id = "court", .label = TEXT(family_court), .hint = TEXT(family_court_hint), .value = v->court, .optional = true }) %}
{% include paper(&(struct entry){ .id = "proof", .label = TEXT(family_proof), .hint = TEXT(family_proof_hint), .optional = true }, &v->proof) %}
{% include date_field(&(struct entry){ .id = "until", .label = TEXT(family_studies_until), .hint = TEXT(family_studies_hint), .optional = true }, v->until_day, v->until_month, v->until_year) %}
{% include paper(&(struct entry){ .id = "studies", .label = TEXT(family_studies), .optional = true }, &v->studies) %}
<div class="btns"><button class="btn">{{t family.send}}</button><a class="btn btn--2" href="/{{lang}}/own/family">{{t form.cancel}}</a></div>
<p class="hint">{{t family.after}}</p></form>
{% include end() %}
