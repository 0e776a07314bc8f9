{# Fields of forms: label, hint, problem, input; in this order, tied together for screen readers. #}
{% part problem(const char *id) %}
{% if (page_bad(p, id)) { %}<p class="err" id="{{ page_cstr(id) }}-e"><span class="vh">{{t page.error_prefix}} </span>{{ problem_of(p, id) }}</p>{% } %}

{% part label(const struct entry *e) %}
<label for="{{ page_cstr(e->id) }}">{{word e->label}}{% if (e->optional) { %} <span class="opt">{{t form.optional}}</span>{% } %}</label>
{% if (e->hint != TEXT_NONE) { %}<p class="hint" id="{{ page_cstr(e->id) }}-h">{{word e->hint}}</p>{% } %}
{% include problem(e->id) %}

{% part field(const struct entry *e) %}
<div class="fld{% if (page_bad(p, e->id)) { %} fld--bad{% } %}">
{% include label(e) %}
<input class="in {{ page_cstr(e->looks) }}" id="{{ page_cstr(e->id) }}" name="{{ page_cstr(e->id) }}" type="{{ page_cstr(e->type != NULL ? e->type : "text") }}" value="{{ e->value }}" autocomplete="{{ page_cstr(e->autocomplete != NULL ? e->autocomplete : "off") }}"{% if (e->keys != NULL) { %} inputmode="{{ page_cstr(e->keys) }}"{% } %}{% if (e->ltr) { %} dir="ltr"{% } else { %} dir="auto"{% } %}{% page_describe(o, p, e->id, e->hint != TEXT_NONE); %}>
</div>

{% part area(const struct entry *e) %}
<div class="fld{% if (page_bad(p, e->id)) { %} fld--bad{% } %}">
{% include label(e) %}
<textarea class="in" id="{{ page_cstr(e->id) }}" name="{{ page_cstr(e->id) }}" rows="3" dir="auto"{% page_describe(o, p, e->id, e->hint != TEXT_NONE); %}>{{ e->value }}</textarea>
</div>

{% part file(const struct entry *e, const char *accept) %}
<div class="fld{% if (page_bad(p, e->id)) { %} fld--bad{% } %}">
{% include label(e) %}
<input class="in in--file" id="{{ page_cstr(e->id) }}" name="{{ page_cstr(e->id) }}" type="file" accept="{{ page_cstr(accept) }}"{% page_describe(o, p, e->id, e->hint != TEXT_NONE); %}>
</div>

{# A photo or PDF (face/portal/bring.h); what is kept already comes back hidden. #}
{% part paper(const struct entry *e, const struct show_brought *kept) %}
<div class="fld{% if (page_bad(p, e->id)) { %} fld--bad{% } %}">
{% include label(e) %}
{% if (kept->id != 0) { %}<p class="small" id="{{ page_cstr(e->id) }}-k">{{t form.paper_kept}} <bdi>{{ kept->media }}</bdi> · {% text_size(o, p->at, TEXT_INTO_PAGE, kept->bytes); %}</p><input type="hidden" name="{{ page_cstr(e->id) }}_kept" value="{{d kept->id}}">{% } %}
<input class="in in--file" id="{{ page_cstr(e->id) }}" name="{{ page_cstr(e->id) }}" type="file" accept="image/jpeg,image/png,application/pdf"{% page_describe(o, p, e->id, e->hint != TEXT_NONE); %}>
</div>

{# A date in three fields, named <id>_day, <id>_month, <id>_year. #}
{% part date_part(const char *id, const char *piece, enum text_key label, str value, const char *looks) %}
<div class="fld"><label for="{{ page_cstr(id) }}_{{ page_cstr(piece) }}">{{word label}}</label><input class="in num {{ page_cstr(looks) }}" id="{{ page_cstr(id) }}_{{ page_cstr(piece) }}" name="{{ page_cstr(id) }}_{{ page_cstr(piece) }}" inputmode="numeric" autocomplete="off" dir="ltr" value="{{ value }}"{% if (page_bad(p, id)) { %} aria-invalid="true"{% } %}></div>

{% part date_field(const struct entry *e, str day, str month, str year) %}
<fieldset class="fld{% if (page_bad(p, e->id)) { %} fld--bad{% } %}" id="{{ page_cstr(e->id) }}"{% page_describe(o, p, e->id, e->hint != TEXT_NONE); %}>
<legend>{{word e->label}}{% if (e->optional) { %} <span class="opt">{{t form.optional}}</span>{% } %}</legend>
{% if (e->hint != TEXT_NONE) { %}<p class="hint" id="{{ page_cstr(e->id) }}-h">{{word e->hint}}</p>{% } %}
{% include problem(e->id) %}
<div class="dates">
{% include date_part(e->id, "day", TEXT(form_day), day, "in--2") %}
{% include date_part(e->id, "month", TEXT(form_month), month, "in--2") %}
{% include date_part(e->id, "year", TEXT(form_year), year, "in--4") %}
</div></fieldset>

{% part option(str value, str text, str now) %}
<option value="{{ value }}"{% if (str_eq(value, now)) { %} selected{% } %}>{{ text }}</option>

{% part tile_radio(const char *name, const char *value, enum text_key title, enum text_key hint, bool checked) %}
<label class="pick"><input type="radio" name="{{ page_cstr(name) }}" value="{{ page_cstr(value) }}"{% if (checked) { %} checked{% } %}><b>{{word title}}</b>{% if (hint != TEXT_NONE) { %}<span class="hint">{{word hint}}</span>{% } %}</label>
