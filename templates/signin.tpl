{% page signin(const struct show_signin *v) %}
{% include top(WORDS(signin_title)) %}
<div class="door">
{% include post(S("/signin"), "form card") %}
<h1>{{t signin.title}}</h1>
<input type="hidden" name="back" value="{{ v->back }}">
{% include field(&(struct entry){ .id = "login", .label = TEXT(signin_login), .value = v->login, .autocomplete = "username", .ltr = true }) %}
{% include field(&(struct entry){ .id = "password", .label = TEXT(signin_password), .value = S(""), .type = "password", .autocomplete = "current-password", .ltr = true }) %}
<div class="btns"><button class="btn">{{t signin.go}}</button></div>
<details class="more"><summary>{{t signin.trouble}}</summary><p class="small">{{t signin.trouble_text}}</p></details>
<p class="small">{{t signin.member}} <a href="/{{lang}}/activate">{{t signin.member_go}}</a></p>
</form>
{% if (v->demo_n > 0) { %}
<section class="card demo" aria-labelledby="demo"><h2 id="demo">{{t signin.demo}}</h2><p class="small">{{t signin.demo_text}}</p>
<ul class="rows">
{% for (size_t i = 0; i < v->demo_n; i++) { const struct demo_user *d = &v->demo[i]; %}
<li class="row row--3"><span class="ico ico--who" aria-hidden="true">{{ initials(o->a, d->name) }}</span><h3><bdi>{{ d->name }}</bdi></h3><span></span>
<span class="row__m">{{ d->role }}<br><b class="num code">{{ d->login }}</b>{% if (d->password.n > 0) { %} · <span class="num code">{{ d->password }}</span>{% } %}</span></li>
{% } %}
</ul></section>
{% } %}
</div>
{% include end() %}

{% part code_field() %}
{% include field(&(struct entry){ .id = "code", .label = TEXT(totp_code), .hint = TEXT(totp_hint), .value = S(""), .autocomplete = "one-time-code", .keys = "numeric", .looks = "in--code num", .ltr = true }) %}

{% page totp(const struct show_totp *v) %}
{% include top(WORDS(totp_title)) %}
<div class="door">
{% include post(S("/signin/code"), "form card") %}
<h1>{{t totp.title}}</h1><p>{{t totp.lead name=v->name}}</p>
<input type="hidden" name="back" value="{{ v->back }}">
{% include code_field() %}
<div class="btns"><button class="btn">{{t totp.go}}</button></div>
<details class="more"><summary>{{t totp.trouble}}</summary><p class="small">{{t totp.trouble_text}}</p></details>
</form>
{% if (v->demo_code.n > 0) { %}
<section class="card demo" aria-labelledby="demo"><h2 id="demo">{{t totp.demo}}</h2><p class="key-box num">{{ v->demo_code }}</p>
{% if (v->demo_wait_s > 0) { %}<p class="small">{{t totp.demo_wait n=v->demo_wait_s}}</p>{% } %}</section>
{% } %}
</div>
{% include end() %}

{% page totp_enrol(const struct show_totp_enrol *v) %}
{% include top(WORDS(enrol_title)) %}
<div class="door">
{% include post(S("/signin/enrol"), "form card") %}
<h1>{{t enrol.title}}</h1><p>{{t enrol.lead name=v->name}}</p>
<input type="hidden" name="offer" value="{{ v->offer }}"><input type="hidden" name="back" value="{{ v->back }}">
<ol class="how"><li><p>{{t enrol.step_app}}</p></li>
<li><p>{{t enrol.step_scan}}</p>{% if (v->qr_side > 0) { %}<svg class="qr" viewBox="-4 -4 {{d v->qr_side + 8}} {{d v->qr_side + 8}}" role="img" aria-label="{{t enrol.qr}}"><path class="qr__p" d="M-4 -4h{{d v->qr_side + 8}}v{{d v->qr_side + 8}}h-{{d v->qr_side + 8}}z"/><path d="{{ v->qr }}"/></svg>{% } %}
<p>{{t enrol.step_key}}</p><p class="key-box num">{{ v->secret }}</p>
<details class="more"><summary>{{t enrol.address}}</summary><p class="key-box key-box--long num">{{ v->otpauth }}</p></details></li>
<li><p>{{t enrol.step_code}}</p></li></ol>
{% include code_field() %}
<div class="btns"><button class="btn">{{t enrol.go}}</button></div>
</form></div>
{% include end() %}

{% page sessions(const struct show_sessions *v) %}
{% include hero(WORDS(sessions_title), WORDS(sessions_lead)) %}
<section class="card"><ul class="rows">
{% for (size_t i = 0; i < v->n; i++) { const struct show_session_row *s = &v->rows[i]; %}
<li class="row row--3"><span class="ico">{{icon phone}}</span><h2 class="h3"><bdi>{{ s->browser }}</bdi></h2>
<span class="row__s">{% if (s->current) { %}<span class="tag tag--ok">{{icon check}}{{t sessions.current}}</span>{% } else { %}{% include post(S("/sessions/close"), "") %}<input type="hidden" name="session" value="{{d s->id}}"><button class="btn btn--2 btn--small">{{t sessions.close}}<span class="vh"> {{ s->browser }}</span></button></form>{% } %}</span>
<span class="row__m">{{t sessions.meta address=s->address, since=s->since, seen=s->seen}}</span></li>
{% } %}
</ul>
{% include post(S("/sessions/close"), "gap") %}<input type="hidden" name="session" value="all"><div class="btns"><button class="btn">{{t sessions.close_all}}</button></div><p class="hint">{{t sessions.close_all_hint}}</p></form>
</section>
{% include hero_end() %}
