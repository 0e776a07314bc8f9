{% part activate_steps(int now) %}
<ol class="steps" aria-label="{{t activate.steps}}"><li{% if (now == 1) { %} aria-current="step"{% } else { %} class="done"{% } %}><span>{{t activate.step_1}}</span></li><li{% if (now == 2) { %} aria-current="step"{% } %}><span>{{t activate.step_2}}</span></li></ol>

{% part number_field(str value) %}
{% include field(&(struct entry){ .id = "number", .label = TEXT(activate_number), .hint = TEXT(activate_number_hint), .value = value, .autocomplete = "username", .keys = "numeric", .looks = "in--number num", .ltr = true }) %}

{% page activate(const struct show_activate *v) %}
{% include top(WORDS(activate_title)) %}
<div class="door">
{% include activate_steps(1) %}
{% include post(S("/activate"), "form card") %}
<h1>{{t activate.title}}</h1>
{% if (v->asked) { %}<div class="note note--info" role="status">{{icon info}}<div><p><b>{{t activate.asked}}</b></p><p class="small">{{t activate.asked_text}}</p></div></div>{% } else { %}<p>{{t activate.lead}}</p>{% } %}
{% include number_field(v->number) %}
{% include field(&(struct entry){ .id = "code", .label = TEXT(activate_code), .hint = TEXT(activate_code_hint), .value = S(""), .autocomplete = "one-time-code", .keys = "numeric", .looks = "in--code num", .ltr = true }) %}
<div class="btns"><button class="btn">{{t activate.go}}</button></div>
<ul class="rows"><li class="row"><span class="ico">{{icon clock}}</span><a href="/{{lang}}/activate/code">{{t activate.no_code}}</a></li>
<li class="row"><span class="ico">{{icon shield}}</span><a href="/{{lang}}/signin">{{t activate.have_account}}</a></li></ul>
<details class="more"><summary>{{t activate.phone_changed}}</summary><p class="small">{{t activate.phone_changed_text}}</p></details>
</form></div>
{% include end() %}

{% page activate_code(const struct show_activate *v) %}
{% include top(WORDS(activate_send_title)) %}
<div class="door">
{% include activate_steps(1) %}
{% include post(S("/activate/code"), "form card") %}
<h1>{{t activate.send_title}}</h1><p>{{t activate.send_lead}}</p>
{% include number_field(v->number) %}
<div class="btns"><button class="btn">{{t activate.send_go}}</button></div>
<details class="more"><summary>{{t activate.phone_changed}}</summary><p class="small">{{t activate.phone_changed_text}}</p></details>
</form></div>
{% include end() %}

{% page choose_password(const struct show_choose *v) %}
{% include top(WORDS(activate_password_title)) %}
<div class="door">
{% include activate_steps(2) %}
{% include post(S("/activate/password"), "form card") %}
<h1>{{t activate.password_title}}</h1><p>{{t activate.password_lead name=v->name}}</p>
{% include field(&(struct entry){ .id = "password", .label = TEXT(activate_password), .hint = TEXT(activate_password_hint), .value = S(""), .type = "password", .autocomplete = "new-password", .ltr = true }) %}
{% include field(&(struct entry){ .id = "again", .label = TEXT(activate_again), .value = S(""), .type = "password", .autocomplete = "new-password", .ltr = true }) %}
<div class="btns"><button class="btn">{{t activate.password_go}}</button></div>
</form></div>
{% include end() %}

{# An agent has the code for an account sent to somebody who is there. #}
{% page account(const struct show_account *v) %}
{% include top(WORDS(account_title)) %}
{% str back = page_path(o->a, "/people", v->person, ""); %}
{% include post(page_path(o->a, "/people", v->person, "/account"), "form card") %}
<h1>{{t account.title}}</h1><p><bdi>{{ v->name }}</bdi> · <bdi class="num">{{ v->number }}</bdi></p>
{% if (v->to.n > 0) { %}<p>{{t account.goes_to}}</p><p class="key-box num"><bdi dir="ltr">{{ v->to }}</bdi></p><p class="hint">{{t account.is_it_right}} <a href="/{{lang}}{{path back}}/contact">{{t contact.change}}</a></p>
{% include assisted(&v->assisted) %}
<div class="btns"><button class="btn">{{t account.send}}</button><a class="btn btn--2" href="/{{lang}}{{path back}}">{{t form.cancel}}</a></div>
{% } else { %}<p>{{t account.no_way}}</p>
<div class="btns"><a class="btn" href="/{{lang}}{{path back}}/contact">{{t contact.change}}</a><a class="btn btn--2" href="/{{lang}}{{path back}}">{{t form.cancel}}</a></div>{% } %}</form>
{% include end() %}
