{# The members of a scheme become members of another one. #}
{% part move_way(const struct show_move_row *r) %}
{{t move.title from=r->from, to=r->to}}

{% page moves(const struct show_moves *v) %}
{% include hero(WORDS(moves_title), WORDS(moves_lead)) %}
<div class="btns"><a class="btn btn--sun" href="/{{lang}}/moves/new">{{icon users}}{{t moves.new}}</a></div>
<section class="card" aria-labelledby="list"><h2 id="list" class="vh">{{t moves.title}}</h2>
{% if (v->n == 0) { %}{% include empty("users", TEXT(moves_none), TEXT(moves_none_advice)) %}{% } else { %}
<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { const struct show_move_row *r = &v->rows[i]; %}
<li><a class="row row--2" href="/{{lang}}/moves/{{d r->nth}}"><span class="ico">{{icon users}}</span>
<span class="row__t">{% include move_way(r) %}</span>
<span class="row__m">{{t move.on day=r->day}}<br>{{t move.moved_n n=r->moved}}</span>
<span class="row__s">{% include tag(tone_of_move(r->state), "movestate.", r->state) %}</span></a></li>{% } %}</ul>{% } %}
</section>
{% include hero_end() %}

{% page move_form(const struct show_move_form *v) %}
{% include top(WORDS(moves_new)) %}
{% include post(S("/moves/new"), "form card") %}
<h1>{{t moves.new}}</h1><p>{{t move.new_lead}}</p>
<div class="fld"><label for="from">{{t move.from}}</label><select class="in" id="from" name="from">
{% for (size_t i = 0; i < v->schemes_n; i++) { %}{% include option(v->schemes[i].value, v->schemes[i].text, v->from) %}{% } %}</select></div>
<div class="fld{% if (page_bad(p, "to")) { %} fld--bad{% } %}"><label for="to">{{t move.to}}</label>{% include problem("to") %}<select class="in" id="to" name="to"{% page_describe(o, p, "to", false); %}>
{% for (size_t i = 0; i < v->schemes_n; i++) { %}{% include option(v->schemes[i].value, v->schemes[i].text, v->to) %}{% } %}</select></div>
{% include date_field(&(struct entry){ .id = "day", .label = TEXT(move_day), .hint = TEXT(move_day_hint) }, v->day.day, v->day.month, v->day.year) %}
{% include area(&(struct entry){ .id = "reason", .label = TEXT(move_reason), .hint = TEXT(move_reason_hint), .value = v->reason }) %}
{% include field(&(struct entry){ .id = "undo_days", .label = TEXT(move_undo_days), .hint = TEXT(move_undo_days_hint), .value = v->undo_days, .keys = "numeric", .looks = "in--short num", .ltr = true }) %}
<div class="btns"><button class="btn">{{icon check}}{{t move.prepare}}</button><a class="btn btn--2" href="/{{lang}}/moves">{{t form.cancel}}</a></div>
<p class="hint">{{t move.list_hint}}</p>
</form>
{% include end() %}

{# An order that takes a tick. #}
{% part move_sure(int64_t nth, const char *verb, const char *id, enum text_key label, enum text_key words, const char *looks, const char *icon) %}
{% include post(page_path(o->a, "/moves", nth, verb), "form gap") %}
<div class="fld{% if (page_bad(p, id)) { %} fld--bad{% } %}">{% include problem(id) %}
<label class="pick"><input type="checkbox" id="{{ page_cstr(id) }}" name="sure" value="1"{% page_describe(o, p, id, false); %}><b>{{word words}}</b></label></div>
<div class="btns"><button class="btn {{ page_cstr(looks) }}">{{iconof icon}}{{word label}}</button></div></form>

{% part move_order(int64_t nth, const char *verb, enum text_key label, const char *icon) %}
{% include post(page_path(o->a, "/moves", nth, verb), "") %}<button class="btn btn--2">{{iconof icon}}{{word label}}</button></form>

{% part move_next(const struct show_move *v) %}
<section class="card" aria-labelledby="next"><h2 id="next">{{t move.next}}</h2><p>{{tn movesays v->head.state}}</p>
{% if (v->may_approve && v->own) { %}<div class="note note--info gap">{{icon users}}<p>{{t move.own}}</p></div>{% } %}
{% if (v->may_approve && !v->own) { %}{% include move_sure(v->head.nth, "/approve", "approve", TEXT(move_approve), TEXT(move_approve_sure), "", "check") %}{% } %}
{% if (v->may_run) { %}{% include move_sure(v->head.nth, "/run", "run", TEXT(move_run), TEXT(move_run_sure), "", "check") %}{% } %}
{% if (v->may_tell) { %}<h3 class="gap">{{t move.tell_title}}</h3><p>{{t move.tell_lead}}</p>{% include move_sure(v->head.nth, "/tell", "tell", TEXT(move_tell), TEXT(move_tell_sure), "btn--2", "phone") %}{% } %}
{% if (v->may_ask_undo) { %}<h3 class="gap">{{t move.undo_title}}</h3><p>{{t move.undo_lead day=v->undo_until}}</p>{% include move_sure(v->head.nth, "/undo", "undo", TEXT(move_undo_ask), TEXT(move_undo_sure), "btn--bad", "x") %}{% } %}
{% if (v->may_agree_undo && v->own_undo) { %}<div class="note note--info gap">{{icon users}}<p>{{t move.own_undo}}</p></div>{% } %}
{% if (v->may_agree_undo && !v->own_undo) { %}<p class="gap">{{t move.undo_lead day=v->undo_until}}</p>{% include move_sure(v->head.nth, "/undo", "undo", TEXT(move_undo_agree), TEXT(move_undo_sure), "btn--bad", "x") %}{% } %}
{% if (v->may_rehearse || v->may_count || v->may_cancel) { %}<div class="btns gap">
{% if (v->may_rehearse) { %}{% include move_order(v->head.nth, "/rehearse", v->rehearsed.us != 0 ? TEXT(move_rehearse_again) : TEXT(move_rehearse), "compare") %}{% } %}
{% if (v->may_count) { %}{% include move_order(v->head.nth, "/count", v->counted.us != 0 ? TEXT(move_count_again) : TEXT(move_count), "chart") %}{% } %}
{% if (v->may_cancel) { %}{% include move_order(v->head.nth, "/cancel", TEXT(move_cancel), "x") %}{% } %}
</div>{% } %}
</section>

{% part move_reason_line(const struct show_move *v, const struct show_move_reason *r) %}
<li><a class="row row--2" href="{{link str_printf(o->a, "/%.*s/moves/%lld/lines?outcome=%.*s&reason=%.*s", STR_ARG(text_lang(p->at.lang)), (long long)v->head.nth, STR_ARG(r->outcome), STR_ARG(r->reason))}}"><span class="ico">{% if (same_word(r->outcome, "MOVED")) { %}{{icon check}}{% } else { %}{{icon x}}{% } %}</span>
<span class="row__t">{{tn moveoutcome r->outcome}}{% if (r->reason.n > 0) { %} · {{tn movereason r->reason}}{% } %}{% if (r->undo.n > 0) { %} · {{tn moveundo r->undo}}{% } %}</span>
<span class="row__a">{{n r->n}}</span>
<span class="row__m">{{t move.dependants_n n=r->dependants}}{% for (size_t i = 0; i < r->examples_n; i++) { const struct show_move_line *x = &r->examples[i]; %}<br><bdi class="num">{{ x->number }}</bdi>{% if (x->detail.n > 0) { %} · <bdi>{{ x->detail }}</bdi>{% } %}{% } %}</span></a></li>

{% page move(const struct show_move *v) %}
{% include hero(SAY(move_title, TEXT_ARG("from", v->from_code), TEXT_ARG("to", v->to_code)), SAY(move_on, TEXT_ARG("day", v->head.day))) %}
<section class="card" aria-labelledby="state"><div class="card__head"><h2 id="state">{{t move.state}}</h2>{% include tag(tone_of_move(v->head.state), "movestate.", v->head.state) %}</div>
{% if (v->going) { %}{% include progress(v->step, v->done, v->total, 0, -1) %}{% } %}
<dl class="facts facts--top">
<div><dt>{{t move.from}}</dt><dd><bdi>{{ v->head.from }}</bdi></dd></div><div><dt>{{t move.to}}</dt><dd><bdi>{{ v->head.to }}</bdi></dd></div>
<div><dt>{{t move.reason}}</dt><dd><bdi>{{ v->reason }}</bdi></dd></div>
<div><dt>{{t move.prepared_by}}</dt><dd><bdi>{{ v->prepared_by }}</bdi> · {{when v->head.prepared}}</dd></div>
{% if (v->listed) { %}<div><dt>{{t move.who}}</dt><dd>{{t move.listed}}</dd></div>{% } %}
{% if (v->rehearsed.us != 0) { %}<div><dt>{{t move.rehearsed}}</dt><dd>{{when v->rehearsed}} · {{t move.law number=str_printf(o->a, "%lld", (long long)v->law)}}</dd></div>{% } %}
{% if (v->approved.us != 0) { %}<div><dt>{{t move.approved_by}}</dt><dd><bdi>{{ v->approved_by }}</bdi> · {{when v->approved}}</dd></div>{% } %}
{% if (v->ended.us != 0) { %}<div><dt>{{t move.done_at}}</dt><dd>{{when v->ended}}</dd></div>{% } %}
{% if (v->undo_by.n > 0) { %}<div><dt>{{t move.undo_by}}</dt><dd><bdi>{{ v->undo_by }}</bdi>{% if (v->undo_approved_by.n > 0) { %} · <bdi>{{ v->undo_approved_by }}</bdi>{% } %}</dd></div>{% } %}
{% if (v->undone.us != 0) { %}<div><dt>{{t move.undone_at}}</dt><dd>{{when v->undone}}</dd></div>{% } %}
{% if (v->telling) { %}<div><dt>{{t move.told}}</dt><dd>{{n v->told}} · {{t campaign.no_way}} {{n v->no_way}}</dd></div>{% } %}
</dl></section>
{% if (v->n > 0) { %}
<div class="kpis"><div class="kpi"><small>{{t move.members_moved}}</small><b>{{n v->head.moved}}</b></div><div class="kpi"><small>{{t move.dependants}}</small><b>{{n v->dependants}}</b></div><div class="kpi"><small>{{t move.left_out}}</small><b>{{n v->head.left_out}}</b></div></div>
<section class="card" aria-labelledby="reasons"><h2 id="reasons">{{t move.reasons}}</h2><p class="small">{{t move.examples_lead}}</p>
<ul class="rows">{% for (size_t i = 0; i < v->n; i++) { %}{% include move_reason_line(v, &v->reasons[i]) %}{% } %}</ul></section>
{% } %}
{% if (v->counted.us != 0) { %}<section class="card" aria-labelledby="heads"><h2 id="heads">{{t head.title}}</h2><p>{{t campaign.as_of when=v->counted}}</p><div class="btns gap"><a class="btn btn--2" href="/{{lang}}/moves/{{d v->head.nth}}/report">{{icon chart}}{{t head.see}}</a></div></section>{% } %}
{% if (!v->going) { %}{% include move_next(v) %}{% } %}
<p class="btns"><a class="btn btn--2" href="/{{lang}}/moves"><span class="flip back">{{icon chev}}</span>{{t moves.title}}</a></p>
{% include hero_end() %}

{% page move_lines(const struct show_move_lines *v) %}
{% include hero(WORDS(move_lines_title), WORDS(move_lines_lead)) %}
<section class="card"><h2 id="lines">{% if (v->outcome.n > 0) { %}{{tn moveoutcome v->outcome}}{% } else { %}{{t move.lines_title}}{% } %}{% if (v->reason.n > 0) { %} · {{tn movereason v->reason}}{% } %}</h2>
{% if (v->n == 0) { %}<p>{{t move.no_lines}}</p>{% } else { %}
<div class="scroll" tabindex="0" role="region" aria-labelledby="lines"><table><caption class="vh">{{t move.lines_title}}</caption><thead><tr><th scope="col">{{t person.number}}</th><th scope="col">{{t move.outcome}}</th><th scope="col">{{t move.detail}}</th><th scope="col" class="n">{{t move.dependants}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->n; i++) { const struct show_move_line *x = &v->rows[i]; %}<tr><th scope="row"><bdi class="num">{{ x->number }}</bdi></th><td>{{tn moveoutcome x->outcome}}{% if (x->reason.n > 0) { %} · {{tn movereason x->reason}}{% } %}{% if (x->undo.n > 0) { %} · {{tn moveundo x->undo}}{% } %}</td><td><bdi>{{ x->detail }}</bdi></td><td class="n">{{n x->dependants}}</td></tr>{% } %}
</tbody></table></div>{% } %}
{% if (v->next.n > 0) { %}<p class="btns gap"><a class="btn btn--2" rel="next" href="{{link v->next}}">{{t pages.next}}<span class="flip">{{icon chev}}</span></a></p>{% } %}
</section>
<p class="btns"><a class="btn btn--2" href="/{{lang}}/moves/{{d v->nth}}"><span class="flip back">{{icon chev}}</span>{{t move.back}}</a></p>
{% include hero_end() %}

{% part head_line(enum text_key label, int64_t before, int64_t after) %}
<tr><th scope="row">{{word label}}</th><td class="n">{{n before}}</td><td class="n">{{n after}}</td></tr>

{% part head_days(const struct show_move_report *v) %}
<th scope="col" class="n">{{day v->before}}</th><th scope="col" class="n">{{day v->head.day}}</th>

{% part head_list(enum text_key title, const char *id, const struct show_move_report *v, const struct show_head_line *const *lines, const size_t *n, bool extra) %}
<h3 class="gap" id="{{ page_cstr(id) }}">{{word title}}</h3>
{% for (int side = 0; side < 2; side++) { %}<p class="small">{{day side == 0 ? v->before : v->head.day}}</p>
{% if (n[side] == 0) { %}<p>{{t head.nobody}}</p>{% } else { %}<div class="scroll" tabindex="0" role="region" aria-label="{{word title}} {{day side == 0 ? v->before : v->head.day}}"><table><caption class="vh">{{word title}} {{day side == 0 ? v->before : v->head.day}}</caption><thead><tr><th scope="col">{{t head.what}}</th><th scope="col" class="n">{{t head.people}}</th>{% if (extra) { %}<th scope="col" class="n">{{t head.extra}}</th>{% } %}</tr></thead><tbody>
{% for (size_t i = 0; i < n[side]; i++) { %}<tr><th scope="row"><bdi>{{ lines[side][i].what }}</bdi></th><td class="n">{{n lines[side][i].n}}</td>{% if (extra) { %}<td class="n">{{n lines[side][i].extra}}</td>{% } %}</tr>{% } %}</tbody></table></div>{% } %}{% } %}

{% part head_told(const struct show_move_report *v) %}
<section class="card"><h2 id="told">{{t head.told}}</h2><p>{{t head.told_lead}}</p>
{% if (v->told_n > 0) { %}<div class="scroll" tabindex="0" role="region" aria-labelledby="told"><table><caption class="vh">{{t head.told}}</caption><thead><tr><th scope="col">{{t head.scheme}}</th><th scope="col" class="n">{{t head.told_people}}</th><th scope="col" class="n">{{t head.members}}</th><th scope="col" class="n">{{t head.with_dependants}}</th><th scope="col" class="n">{{t head.alone}}</th><th scope="col" class="n">{{t head.day_before}}</th><th scope="col" class="n">{{t head.open}}</th><th scope="col">{{t head.explained}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->told_n; i++) { const struct show_head_told *t = &v->told[i]; %}<tr><th scope="row">{% if (t->code.n > 0) { %}<bdi class="num">{{ t->code }}</bdi>{% } else { %}{{t head.all}}{% } %}<br><span class="small"><bdi>{{ t->source }}</bdi></span></th><td class="n">{{n t->people}}</td><td class="n">{{n t->members}}</td><td class="n">{{n t->with_dependants}}</td><td class="n">{{n t->alone}}</td><td class="n">{{n t->before}}</td><td class="n">{{n t->open}}</td><td>{{tn headexplains t->explains}}</td></tr>{% } %}</tbody></table></div>
{% if (v->told_all > 0 && v->told_sum > 0) { %}<p class="gap">{{t head.told_sum sum=v->told_sum, all=v->told_all, rest=v->told_all - v->told_sum}}</p>{% } %}{% } %}
{% include post(page_path(o->a, "/moves", v->head.nth, "/told"), "form gap screen") %}
<div class="fld"><label for="scheme">{{t head.scheme}}</label><select class="in" id="scheme" name="scheme">{% include option(S(""), WORDS(head_all), v->scheme) %}{% for (size_t i = 0; i < v->choices_n; i++) { %}{% include option(v->choices[i].value, v->choices[i].text, v->scheme) %}{% } %}</select></div>
{% include field(&(struct entry){ .id = "people", .label = TEXT(head_told_people), .value = v->people, .keys = "numeric", .looks = "in--short num", .ltr = true }) %}
{% include field(&(struct entry){ .id = "source", .label = TEXT(head_source), .value = v->source }) %}
<div class="btns"><button class="btn btn--2">{{icon check}}{{t head.keep}}</button></div></form></section>

{% page move_report(const struct show_move_report *v) %}
{% include hero(WORDS(head_title), SAY(head_lead, TEXT_ARG("day", v->head.day))) %}
{% if (v->holds) { %}<div class="note note--ok">{{icon check}}<p>{{t head.holds}}</p></div>{% } else { %}<div class="note note--bad">{{icon alert}}<p>{{t head.holds_not}}</p></div>{% } %}
<section class="card"><h2 id="sums">{{t head.sums}}</h2><p class="small">{% include move_way(&v->head) %} · {{t campaign.as_of when=v->counted}}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="sums"><table><caption class="vh">{{t head.sums}}</caption><thead><tr><th scope="col">{{t head.what}}</th>{% include head_days(v) %}</tr></thead><tbody>
{% include head_line(TEXT(head_members), v->sides[0].members, v->sides[1].members) %}
{% include head_line(TEXT(head_plus_dependants), v->sides[0].dependants, v->sides[1].dependants) %}
{% include head_line(TEXT(head_plus_kept), v->sides[0].kept, v->sides[1].kept) %}
{% include head_line(TEXT(head_less_doubles), v->sides[0].doubles, v->sides[1].doubles) %}
{% include head_line(TEXT(head_distinct), v->sides[0].distinct, v->sides[1].distinct) %}
{% include head_line(TEXT(head_rest), v->sides[0].rest, v->sides[1].rest) %}
{% include head_line(TEXT(head_nowhere), v->sides[0].nowhere, v->sides[1].nowhere) %}
</tbody></table></div>
<div class="btns gap"><a class="btn btn--2" href="/{{lang}}/moves/{{d v->head.nth}}/report.csv">{{icon dl}}{{t campaign.export}}</a></div></section>
<section class="card"><h2 id="schemes">{{t head.by_scheme}}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="schemes"><table><caption class="vh">{{t head.by_scheme}}</caption><thead><tr><th scope="col">{{t head.scheme}}</th><th scope="col" class="n">{{t head.before}}</th><th scope="col" class="n">{{t head.came}}</th><th scope="col" class="n">{{t head.left}}</th><th scope="col" class="n">{{t head.after}}</th><th scope="col" class="n">{{t head.rest}}</th><th scope="col" class="n">{{t head.members_days}}</th><th scope="col" class="n">{{t head.dependants_days}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->schemes_n; i++) { const struct show_head_scheme *s = &v->schemes[i]; %}<tr><th scope="row"><bdi class="num">{{ s->code }}</bdi></th><td class="n">{{n s->before}}</td><td class="n">{{n s->came}}</td><td class="n">{{n s->left}}</td><td class="n">{{n s->after}}</td><td class="n">{{n s->rest}}</td><td class="n pair"><bdi>{{n s->members_before}}</bdi> / <bdi>{{n s->members_after}}</bdi></td><td class="n pair"><bdi>{{n s->dependants_before}}</bdi> / <bdi>{{n s->dependants_after}}</bdi></td></tr>{% } %}</tbody></table></div>
<h3 class="gap" id="changes">{{t head.changes}}</h3><div class="scroll" tabindex="0" role="region" aria-labelledby="changes"><table><caption class="vh">{{t head.changes}}</caption><thead><tr><th scope="col">{{day v->before}}</th><th scope="col">{{day v->head.day}}</th><th scope="col" class="n">{{t head.people}}</th></tr></thead><tbody>
{% for (size_t i = 0; i < v->changes_n; i++) { %}<tr><th scope="row"><bdi>{{ v->changes[i].was }}</bdi></th><td><bdi>{{ v->changes[i].became }}</bdi></td><td class="n">{{n v->changes[i].n}}</td></tr>{% } %}
<tr><th scope="row">{{t head.same}}</th><td></td><td class="n">{{n v->same}}</td></tr></tbody></table></div></section>
<section class="card" aria-labelledby="detail"><h2 id="detail">{{t head.detail}}</h2>
{% include head_list(TEXT(head_doubles), "doubles", v, v->doubles, v->doubles_n, true) %}
{% include head_list(TEXT(head_nowhere), "nowhere", v, v->nowhere, v->nowhere_n, false) %}
{% include head_list(TEXT(head_states), "states", v, v->states, v->states_n, false) %}
{% if (v->misfits_n > 0) { %}<h3 class="gap">{{t head.misfits}}</h3><ul class="rows">{% for (size_t i = 0; i < v->misfits_n; i++) { %}<li class="row"><span class="ico">{{icon alert}}</span><bdi>{{ v->misfits[i].what }}</bdi></li>{% } %}</ul>{% } %}
</section>
{% include head_told(v) %}
<p class="btns"><a class="btn btn--2" href="/{{lang}}/moves/{{d v->head.nth}}"><span class="flip back">{{icon chev}}</span>{{t move.back}}</a></p>
{% include hero_end() %}
