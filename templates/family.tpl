{# Somebody whose coverage ends soon, or has ended, and what continues it. #}
{% part family_ends(const struct show_whose *w, const struct show_relative *r) %}
{% if (r->lapsed || r->days_left > 0) { %}<section class="note{% if (r->days_left > 30) { %} note--info{% } else if (r->lapsed || r->days_left <= 7) { %} note--bad{% } %}">{{icon clock}}<div class="note__body"><div><h2><bdi>{{ r->name }}</bdi></h2><p>{% if (r->lapsed) { %}{{t family.lapsed day=r->last}}{% } else { %}{{t family.days_left n=r->days_left}} {{t family.until day=r->last}}{% } %} {{tn endwhy r->why}}</p></div><a class="btn btn--2" href="/{{lang}}{{path w->base}}/family/{{d r->id}}/{{u r->role}}/prove">{{t relative.prove}}<span class="vh"> {{ r->name }}</span></a></div></section>{% } %}

{% part request_lines(const struct show_whose *w, const struct show_request_row *rows, size_t n) %}
<ul class="rows">{% for (size_t i = 0; i < n; i++) { const struct show_request_row *r = &rows[i]; %}
<li><a class="row row--2" href="/{{lang}}{{path w->base}}/requests/{{d r->id}}"><span class="ico{% if (same_word(r->state, "MORE_NEEDED")) { %} ico--sun{% } %}">{{icon doc}}</span>
<span class="row__t">{{tn requestkind r->kind}}</span><span class="row__a num">{{ r->reference }}</span>
<span class="row__m">{{when r->opened}}{% if (same_word(r->state, "RECEIVED") || same_word(r->state, "IN_HAND")) { %}<br>{{t family.answer_by day=clock_day(r->due)}}{% } %}</span>
<span class="row__s">{% include tag(tone_of_request(r->state), "requeststate.", r->state) %}</span></a></li>{% } %}</ul>

{% page family(const struct show_family *v) %}
{% const struct show_whose *w = &v->whose; %}
{% include hero(w->agent ? SAY(family_of, TEXT_ARG("name", v->name)) : WORDS(family_title), w->agent ? WORDS(family_lead_person) : WORDS(family_lead)) %}
{% for (size_t i = 0; i < v->relatives_n; i++) { %}{% include family_ends(w, &v->relatives[i]) %}{% } %}
<div class="btns"><a class="btn btn--sun" href="/{{lang}}{{path w->base}}/family/declare">{{icon users}}{{t family.add}}</a>{% if (w->agent) { %}<a class="btn btn--2" href="/{{lang}}{{path w->base}}">{{t receipt.back}}</a>{% } %}</div>
<section class="card" aria-labelledby="who"><h2 id="who">{{t family.who}}</h2>
{% if (v->relatives_n == 0) { %}{% include empty("users", TEXT(family_none), w->agent ? TEXT(family_none_person) : TEXT(family_none_advice)) %}{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->relatives_n; i++) { const struct show_relative *r = &v->relatives[i]; %}
<li><a class="row row--2" href="/{{lang}}{{path w->base}}/family/{{d r->id}}/{{u r->role}}"><span class="ico ico--who" aria-hidden="true">{{ initials(o->a, r->name) }}</span><span class="row__t"><bdi>{{ r->name }}</bdi></span><span class="row__a num">{{ r->number }}</span>
<span class="row__m">{{tn familyrole r->role}} · {{born r->born}}{% if (r->name_other.n > 0) { %}<br><bdi>{{ r->name_other }}</bdi>{% } %}<br>{% if (r->last.days != DATE_NEVER.days) { %}{{t family.until day=r->last}} {% } %}{{tn endwhy r->why}}</span>
<span class="row__s">{% include relative_state(r) %}</span></a></li>{% } %}</ul>
{% if (!v->confirmed) { %}<p class="hint">{{t family.unconfirmed}} {% include law_of_children() %}</p>{% } %}{% } %}
</section>
<section class="card" aria-labelledby="requests"><h2 id="requests">{% if (w->agent) { %}{{t follow.of_person}}{% } else { %}{{t family.requests}}{% } %}</h2>
{% if (v->requests_n == 0) { %}<p class="small">{{t family.no_request}}</p>{% } else { %}
{% include request_lines(w, v->requests, v->requests_n) %}
<p><a href="/{{lang}}{{path w->base}}/requests">{{t follow.all}}</a></p>{% } %}</section>
{% include hero_end() %}

{% part relative_state(const struct show_relative *r) %}
{% if (r->is) { %}<span class="tag tag--ok">{{icon check}}{{t family.covered}}</span>{% } else { %}<span class="tag tag--warn">{{icon clock}}{{t family.not_covered}}</span>{% } %}

{% page relative(const struct show_family_member *v) %}
{% const struct show_relative *r = &v->r; const struct show_whose *w = &v->whose; %}
{% include hero(r->name, r->name_other) %}
{% include family_ends(w, r) %}
<section class="card" aria-labelledby="is"><div class="card__head"><h2 id="is">{{tn familyrole r->role}}</h2>{% include relative_state(r) %}</div>
<p>{% if (r->last.days != DATE_NEVER.days) { %}{{t family.until day=r->last}} {% } %}{{tn endwhy r->why}}</p>
<dl class="facts facts--flat">
{% include fact(TEXT(person_number), r->number, true) %}
<div><dt>{{t person.born}}</dt><dd>{{born r->born}}</dd></div>
<div><dt>{{t relative.since}}</dt><dd>{{day r->since}}</dd></div>
{% if (r->court.n > 0) { %}{% include fact(TEXT(family_court), r->court, true) %}{% } %}</dl>
{% if (!v->confirmed) { %}<p class="hint">{{t family.unconfirmed}} {% include law_of_children() %}</p>{% } %}</section>
{% if (!v->spouse) { %}<section class="card" aria-labelledby="proofs"><h2 id="proofs">{{t relative.proofs}}</h2>
{% if (r->proofs_n == 0) { %}<p class="small">{{t relative.no_proof}}</p>{% } %}
<ul class="rows">{% for (size_t i = 0; i < r->proofs_n; i++) { const struct show_proof *x = &r->proofs[i]; %}
<li class="row row--2"><span class="ico">{{icon doc}}</span><span class="row__t">{{tn proofkind x->kind}}</span><span class="row__a"></span><span class="row__m">{% if (x->last.days == DATE_NEVER.days) { %}{{t paper.since from=x->from}}{% } else { %}{{t paper.from_to from=x->from, to=x->last}}{% } %}</span></li>{% } %}</ul>
<div class="btns gap"><a class="btn" href="/{{lang}}{{path w->base}}/family/{{d r->id}}/{{u r->role}}/prove">{{icon upload}}{{t relative.prove}}</a></div></section>{% } %}
<div class="btns"><a class="btn btn--2" href="/{{lang}}{{path w->base}}/family/{{d r->id}}/{{u r->role}}/end">{{t relative.end}}</a><a class="btn btn--2" href="/{{lang}}{{path w->base}}/family">{{t relative.back}}</a></div>
{% include hero_end() %}

{# Opens a form about a family: with files, with its number. #}
{% part family_form(str path, int64_t client) %}
<form class="form card" method="post" action="/{{lang}}{{path path}}" enctype="multipart/form-data" novalidate>{% include marks(path) %}<input type="hidden" name="client" value="{{d client}}">

{% part relative_path(const struct show_about_relative *v, const char *verb) %}
{% include family_form(str_printf(o->a, "%.*s/family/%lld/%.*s/%s", STR_ARG(v->whose.base), (long long)v->r.id, STR_ARG(v->r.role), verb), v->client) %}

{% part relative_buttons(const struct show_about_relative *v) %}
{% if (v->whose.agent) { %}{% include assisted(&v->whose.assisted) %}{% } %}
<div class="btns"><button class="btn">{{t check.go}}</button><a class="btn btn--2" href="/{{lang}}{{path v->whose.base}}/family/{{d v->r.id}}/{{u v->r.role}}">{{t form.cancel}}</a></div></form>

{% part choices_open(const char *id, enum text_key legend) %}
<fieldset class="fld{% if (page_bad(p, id)) { %} fld--bad{% } %}" id="{{ page_cstr(id) }}"{% page_describe(o, p, id, false); %}><legend>{{word legend}}</legend>{% include problem(id) %}

{% page relative_end(const struct show_about_relative *v) %}
{% include top(WORDS(relative_end)) %}
{% include relative_path(v, "end") %}
<h1>{{t relative.end}}</h1><p><b><bdi>{{ v->r.name }}</bdi></b> · {{tn familyrole v->r.role}}</p>
{% include choices_open("why", TEXT(relative_end_why)) %}
{% if (v->spouse) { %}{% include tile_radio("why", "DIVORCE", TEXT(endreason_DIVORCE), TEXT_NONE, same_word(v->reason, "DIVORCE")) %}{% } %}
{% include tile_radio("why", "DEATH", TEXT(endreason_DEATH), TEXT_NONE, same_word(v->reason, "DEATH")) %}
{% include tile_radio("why", "OTHER", TEXT(endreason_OTHER), TEXT(relative_other_hint), same_word(v->reason, "OTHER")) %}
{% include tile_radio("why", "MISTAKE", TEXT(endreason_MISTAKE), TEXT(relative_mistake_hint), same_word(v->reason, "MISTAKE")) %}</fieldset>
{% include date_field(&(struct entry){ .id = "until", .label = TEXT(relative_end_day), .hint = TEXT(relative_end_day_hint) }, v->until.day, v->until.month, v->until.year) %}
{% include paper(&(struct entry){ .id = "paper", .label = TEXT(relative_end_paper), .hint = TEXT(relative_paper_hint), .optional = true }, &v->paper) %}
{% include relative_buttons(v) %}
{% include end() %}

{% page relative_prove(const struct show_about_relative *v) %}
{% include top(WORDS(relative_prove)) %}
{% include relative_path(v, "prove") %}
<h1>{{t relative.prove}}</h1><p><b><bdi>{{ v->r.name }}</bdi></b> · {{tn familyrole v->r.role}}</p>
{% include choices_open("kind", TEXT(family_proves)) %}
{% include tile_radio("kind", "STUDENT", TEXT(proofkind_STUDENT), TEXT(relative_student_hint), same_word(v->kind, "STUDENT")) %}
{% include tile_radio("kind", "DISABILITY", TEXT(proofkind_DISABILITY), TEXT(relative_disability_hint), same_word(v->kind, "DISABILITY")) %}</fieldset>
{% include date_field(&(struct entry){ .id = "from", .label = TEXT(relative_prove_from), .hint = TEXT(relative_from_hint), .optional = true }, v->from.day, v->from.month, v->from.year) %}
{% include date_field(&(struct entry){ .id = "until", .label = TEXT(family_studies_until), .hint = TEXT(relative_until_hint) }, v->until.day, v->until.month, v->until.year) %}
{% include paper(&(struct entry){ .id = "paper", .label = TEXT(relative_paper), .hint = TEXT(relative_paper_hint), .optional = true }, &v->paper) %}
{% include relative_buttons(v) %}
{% include end() %}

{% part sex_choice(str value, enum text_key label, str now) %}
<label class="pick"><input type="radio" name="sex" value="{{ value }}"{% if (str_eq(value, now)) { %} checked{% } %}><b>{{word label}}</b></label>

{% page declare(const struct show_declare *v) %}
{% include top(WORDS(family_add)) %}
{% include family_form(str_printf(o->a, "%.*s/family/declare", STR_ARG(v->whose.base)), v->client) %}
<h1>{{t family.add}}</h1>{% if (v->whose.agent) { %}<p>{{t family.of name=v->name}}</p>{% } %}<p>{{t family.add_lead}}</p>
<fieldset class="fld"><legend>{{t family.role}}</legend>
{% include tile_radio("role", "SPOUSE", TEXT(familyrole_SPOUSE), TEXT_NONE, same_word(v->role, "SPOUSE")) %}
{% include tile_radio("role", "CHILD", TEXT(familyrole_CHILD), TEXT_NONE, same_word(v->role, "CHILD")) %}
{% include tile_radio("role", "WARD", TEXT(familyrole_WARD), TEXT(family_ward_hint), same_word(v->role, "WARD")) %}</fieldset>
{% include field(&(struct entry){ .id = "last_name", .label = TEXT(person_last), .hint = TEXT(family_name_hint), .value = v->last_name }) %}
{% include field(&(struct entry){ .id = "first_name", .label = TEXT(person_first), .value = v->first_name }) %}
{% include field(&(struct entry){ .id = "last_name_ar", .label = TEXT(person_last_ar), .value = v->last_name_ar }) %}
{% include field(&(struct entry){ .id = "first_name_ar", .label = TEXT(person_first_ar), .value = v->first_name_ar }) %}
{% include date_field(&(struct entry){ .id = "born", .label = TEXT(person_born), .hint = TEXT(family_born_hint) }, v->born.day, v->born.month, v->born.year) %}
{% include choices_open("sex", TEXT(person_sex)) %}
{% include sex_choice(S("F"), TEXT(sex_F), v->sex) %}{% include sex_choice(S("M"), TEXT(sex_M), v->sex) %}</fieldset>
{% include field(&(struct entry){ .id = "id_value", .label = TEXT(family_id), .value = v->id_value, .ltr = true, .optional = true }) %}
{% include date_field(&(struct entry){ .id = "from", .label = TEXT(family_from), .hint = TEXT(family_from_hint), .optional = true }, v->from.day, v->from.month, v->from.year) %}
{% include paper(&(struct entry){ .id = "proof", .label = TEXT(family_proof), .hint = TEXT(family_proof_hint), .optional = true }, &v->proof) %}
<h2>{{t family.ward_part}}</h2>
{% include field(&(struct entry){ .id = "court", .label = TEXT(family_court), .hint = TEXT(family_court_hint), .value = v->court, .optional = true }) %}
{% include date_field(&(struct entry){ .id = "court_until", .label = TEXT(family_court_until), .hint = TEXT(family_court_until_hint), .optional = true }, v->court_until.day, v->court_until.month, v->court_until.year) %}
<h2>{{t family.proof_part}}</h2>
<fieldset class="fld"><legend>{{t family.proves}} <span class="opt">{{t form.optional}}</span></legend>
{% include tile_radio("proof_kind", "", TEXT(proofkind_none), TEXT_NONE, v->proof_kind.n == 0) %}
{% include tile_radio("proof_kind", "STUDENT", TEXT(proofkind_STUDENT), TEXT_NONE, same_word(v->proof_kind, "STUDENT")) %}
{% include tile_radio("proof_kind", "DISABILITY", TEXT(proofkind_DISABILITY), TEXT_NONE, same_word(v->proof_kind, "DISABILITY")) %}</fieldset>
{% include date_field(&(struct entry){ .id = "until", .label = TEXT(family_studies_until), .hint = TEXT(family_studies_hint), .optional = true }, v->until.day, v->until.month, v->until.year) %}
{% include paper(&(struct entry){ .id = "studies", .label = TEXT(relative_paper), .optional = true }, &v->studies) %}
{% if (v->whose.agent) { %}{% include assisted(&v->whose.assisted) %}{% } %}
<div class="btns"><button class="btn">{{t check.go}}</button><a class="btn btn--2" href="/{{lang}}{{path v->whose.base}}/family">{{t form.cancel}}</a></div>
<p class="hint">{{t family.after}}</p></form>
{% include end() %}

{# What was typed, read once more before it is sent (face/portal/answers.h). #}
{% page check(const struct show_check *v) %}
{% include top(text_get(p->at.lang, v->title)) %}
{% include post(v->path, "form card") %}{% for (size_t i = 0; i < v->hidden_n; i++) { %}<input type="hidden" name="{{ page_cstr(v->hidden[i].name) }}" value="{{ v->hidden[i].value }}">{% } %}
<h1>{{word v->title}}</h1><p>{{word v->lead}}</p>
<dl class="facts facts--flat">{% for (size_t i = 0; i < v->n; i++) { %}<div><dt>{{word v->rows[i].label}}</dt><dd><bdi{% if (v->rows[i].ltr) { %} class="num"{% } %}>{{ v->rows[i].value }}</bdi></dd></div>{% } %}</dl>
<div class="btns gap"><button class="btn" name="step" value="send">{{icon check}}{{word v->send}}</button><button class="btn btn--2" name="step" value="change">{{t check.change}}</button></div></form>
{% include end() %}
