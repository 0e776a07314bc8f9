/* face/portal/views.h - what each page shows. Services fill these, templates read them: no logic, no
 * database.
 *
 * Everything lives in the request's arena. A str may be empty ("" is "none"), an id of 0 is "none", an
 * instant of 0 is "not yet". `outcome`, `code`, `state` are the words of the store (feed_line.outcome and so
 * on); what readers see comes from po/ under "outcome.", "code.", "feedstate.". Text that came from a form is
 * given back as it was sent.
 */
#ifndef FACE_PORTAL_VIEWS_H
#define FACE_PORTAL_VIEWS_H

#include "base/clock.h"
#include "base/str.h"
#include "face/portal/text.h"

/* Which page of a list: rel=prev/next. The addresses begin with "/" and carry the language and the query. */
struct paging {
	str prev, next;	     /* empty: none */
	int64_t first, last; /* shown now, counted from 1; 0 when nothing is shown */
	int64_t total;	     /* -1: not counted */
};

/* A paper that came with a form and is kept already: it needn't be sent again. */
struct show_brought {
	int64_t id; /* 0: none */
	str media;
	int64_t bytes;
};

/* A date in three fields, as typed. */
struct show_date {
	str day, month, year;
};

/* An answer of a form, to be read once more. */
struct show_answer {
	enum text_key label;
	str value;
	bool ltr; /* digits and codes */
};

struct show_hidden {
	const char *name;
	str value;
};

/* POST of a form whose answers are all good, before it is sent: step (send, change), and everything again */
struct show_check {
	enum text_key title, lead, send;
	str path; /* where the form goes, without the language */
	const struct show_answer *rows;
	size_t n;
	const struct show_hidden *hidden;
	size_t hidden_n;
};

/* ---- signing in ------------------------------------------------------------ */

/* POST /signin: login, password, back */
struct show_signin {
	str login;
	str back; /* where to go afterwards, a path of this site */
	const struct demo_user *demo;
	size_t demo_n; /* of a demo fund: the people one may try */
};

struct demo_user {
	str login, name, role, password;
};

/* What every form has by which an agent acts for somebody who is there: reason, here (a box) */
struct show_assisted {
	str reason;
	bool here;
};

/* GET and POST /people/{id}/account */
struct show_account {
	int64_t person;
	str name, number;
	str to; /* the phone or e-mail that the code goes to; empty: none */
	struct show_assisted assisted;
};

/* POST /activate: number, code; POST /activate/code: number. As typed. */
struct show_activate {
	str number;
	bool asked; /* a code was asked for just now */
};

/* POST /activate/password: password, again */
struct show_choose {
	str name;
};

/* POST /signin/code: code, back */
struct show_totp {
	str name; /* who has given the right password */
	str back;
	str demo_code; /* of a demo fund: the code that signs in next, for people without a phone at hand */
	int64_t demo_wait_s; /* it is good in so many seconds, 0: now */
};

/* POST /signin/enrol: code, offer, back */
struct show_totp_enrol {
	str name;
	str secret;  /* base32 in groups of four */
	str otpauth; /* otpauth://totp/... */
	str qr;	     /* the same as a QR code: path of an svg (base/qr.h) */
	int qr_side;
	str offer; /* comes back with the form */
	str back;
};

/* POST /sessions/close: session (an id, or "all") */
struct show_session_row {
	int64_t id;
	str browser, address;
	instant since, seen;
	bool current;
};

struct show_sessions {
	const struct show_session_row *rows;
	size_t n;
};

/* ---- home ------------------------------------------------------------------ */

/* Something to do, with how many wait. */
struct tile {
	str path; /* without the language */
	enum text_key title, text;
	const char *icon;
	int64_t waiting;
};

/* `waiting` of a tile is what is asked of this very user. */
struct show_home {
	str name;
	str body; /* the managing body the user works for, empty for the fund's own people */
	const struct tile *tiles;
	size_t tiles_n;
	bool follows_deliveries;
	const struct show_feed_row *work; /* deliveries that wait for this user, or that their body sent */
	size_t work_n;
};

/* A campaign in a list. */
struct show_campaign_row {
	int64_t id;
	str name, state;
	int64_t people, waves;
	instant made;
};

/* ---- deliveries -------------------------------------------------------------- */

struct show_feed_row {
	int64_t id;
	str body; /* its code, DGI */
	str body_name;
	int64_t sequence;
	str state;
	str step;     /* what runs now, empty when nothing does */
	int64_t rows; /* told by the manifest, -1 before it is known */
	instant received;
	bool mine_to_do;
};

struct choice {
	str value, text;
};

/* GET /feeds?state=&body= */
struct show_feeds {
	const struct show_feed_row *rows;
	size_t n;
	str state, body;	     /* the filter, empty: all */
	const struct choice *states; /* to choose from */
	size_t states_n;
	const struct choice *bodies; /* empty for a body's own user */
	size_t bodies_n;
	struct paging paging;
	bool may_send;
};

/* POST /feeds/send (multipart, in this order): manifest, signature, csv */
struct show_feed_send {
	str body, body_name, scheme;
	int64_t next_sequence;
	int64_t max_bytes;
};

/* One state a delivery went through, or will. */
struct show_step {
	str state;  /* or SENT_BACK */
	instant at; /* 0: not yet */
	str who;    /* empty: the program itself */
	str note;
};

struct show_count {
	str outcome, code; /* code empty: nothing to say */
	int64_t n;
};

/* GET /feeds/{id}. POST /feeds/{id}/simulate, /approve, /apply, /send-back (reason), GET /feeds/{id}/answer
 */
struct show_feed {
	struct show_feed_row head;
	str scheme;
	str sha256; /* hexadecimal */
	int64_t bytes;
	instant created;
	const struct show_step *steps; /* in their order, those to come at the end */
	size_t steps_n;
	int64_t done, total,
	    rate;	      /* of the running step: rows, of rows, rows per second; rate 0: not known yet */
	int64_t seconds_left; /* -1: not known yet */
	const struct show_count *counts; /* once it was simulated */
	size_t counts_n;
	int64_t answer_bytes; /* 0: no answer yet */
	bool may_simulate, may_read_report, may_approve, may_apply, may_send_back;
	bool may_campaign;			   /* its people can be written to */
	const struct show_campaign_row *campaigns; /* to its people */
	size_t campaigns_n;
	bool same_person; /* the reader received it, so that somebody else must approve */
};

struct show_example {
	str outcome, code;
	int64_t line;
	str record_id, name, detail;
};

/* A sum the manifest told and the file has. */
struct show_total {
	str name; /* rows, bytes, sha256, or the name of a control total */
	str told, found;
	bool equal;
};

/* What applying will send or make. */
struct show_effects {
	int64_t numbers; /* registration numbers issued */
	/* of a campaign to those people, with the text in force */
	int64_t messages, by_sms, by_email, no_way, parts;
	str cost;	 /* of all parts, empty: not known */
	int64_t reviews; /* questions to the review queue */
};

/* GET /feeds/{id}/report. POST /feeds/{id}/approve, POST /feeds/{id}/send-back: reason */
struct show_feed_report {
	struct show_feed_row head;
	instant simulated;
	int64_t rows;
	const struct show_count *counts;
	size_t counts_n;
	const struct show_example *examples; /* those of one outcome and code stand together */
	size_t examples_n;
	const struct show_total *totals;
	size_t totals_n;
	struct show_effects effects;
	str reason;	  /* as typed, when the page is shown again */
	bool may_approve; /* has the right and did not receive it */
	bool same_person;
	bool stale;   /* the register has changed since: simulate again */
	bool decided; /* it was approved or more already: the page is only read */
};

/* Shown instead of feed when the delivery was refused whole. */
struct show_feed_refused {
	struct show_feed_row head;
	int64_t error;	/* number of err.def */
	str error_name; /* its name, for the text under "err." */
	str check; /* which check failed: manifest, signature, packed, sha256, rows, bytes, totals, columns...
		    */
	str told, found; /* empty when there is nothing to compare */
	const struct show_step *steps;
	size_t steps_n;
	bool may_send;
};

/* ---- reviews ----------------------------------------------------------------- */

struct show_review_row {
	int64_t id;
	str code, state;
	str name, other_name; /* in the reader's script when known */
	str body;
	str born;
	instant asked;
	int64_t age_days;
};

/* GET /reviews?code=&state=&age= */
struct show_reviews {
	const struct show_review_row *rows;
	size_t n;
	str code, state, age;	      /* the filter; age: "", "1", "7" or "30" days and more */
	int64_t open, later, decided; /* counts of the whole queue */
	struct paging paging;
};

enum show_likeness { LIKE_SAME, LIKE_CLOSE, LIKE_OTHER, LIKE_MISSING };

/* One line of the comparison. `field` is a word under "field.": last_name, born, commune... */
struct show_compare_row {
	str field;
	str left, right;
	enum show_likeness like;
	bool number; /* digits and codes: shown from left to right */
};

/* A reason for or against, a word under "evidence.". */
struct show_evidence {
	str name;
	bool speaks_for; /* the two being one */
};

/* GET /reviews/{id}. POST /reviews/{id}/decide: decision (SAME, NOT_SAME, LATER), note. POST
 * /reviews/{id}/undo: note */
struct show_review {
	int64_t id;
	str code, state;
	str body;
	int64_t feed_id, line;
	int64_t sequence;
	instant asked;
	int64_t person_id; /* the known person (right) */
	str person_number;
	const struct show_compare_row *rows;
	size_t rows_n;
	const struct show_evidence *evidence;
	size_t evidence_n;
	str decision, note; /* as sent, when the page is shown again */
	str decided_by;
	instant decided;
	str decided_note;
	bool may_decide, may_undo;
	str next; /* path of the next open one, empty if none */
};

/* ---- people ------------------------------------------------------------------ */

struct show_person_row {
	int64_t id;
	str number;
	str name, name_other; /* in the reader's script, and in the other one if known */
	str born, sex, commune, scheme, state;
};

/* GET /people?q=&born_day=&born_month=&born_year=&after= */
struct show_people {
	str q; /* as typed */
	struct show_date born;
	bool asked; /* false: the empty form */
	bool more;  /* there may be others who were not looked at */
	const struct show_person_row *rows;
	size_t n;
	struct paging paging;
};

struct show_identifier_row {
	str kind, value;
};

struct show_membership_row {
	str scheme, name; /* its code, and how it is called */
	str state, profession, income_class;
	date from, last; /* last: the last day inside, DATE_NEVER when open */
};

/* Where facts came from. */
struct show_source_row {
	int64_t id;
	str what; /* "DGI-12", or the decision */
	str path; /* to the delivery, empty when the reader may not see it */
	bool own; /* the person asked for it, or said it */
	instant at;
};

/* Who changed or looked, from the journal. */
struct show_journal_row {
	instant at;
	str who;
	str kind;    /* a word under "event." */
	str purpose; /* a word under "purpose." */
	str detail;
};

/* What an agent did for a person who was there. */
struct show_receipt_row {
	str reference;
	str what; /* a word under "assisted." */
	instant at;
	str who, reason;
};

/* How somebody's rights stand on a day, in words. */
struct show_right {
	str state;  /* a word of rightstate.: OPEN, SUSPENDED, UNKNOWN, CLOSED, NONE */
	str title;  /* "Your rights are open" */
	str when;   /* "Until 30 June 2026"; may be empty */
	str scheme; /* by which scheme; may be empty */
	str todo;   /* the one thing to do; may be empty */
};

/* A paper that was issued about a person. */
struct show_paper_row {
	str reference; /* as people read it */
	str kind;      /* a word under "paper_title." */
	str language;
	instant issued;
};

/* GET /people/{id}. POST /people/{id}/attestations: kind, language. GET /people/{id}/attestations/{reference}
 */
struct show_person {
	int64_t id;
	str number;
	str last_name, first_name, last_name_ar, first_name_ar;
	str born, sex, commune, address, phone, email, language, state;
	date died;	     /* DATE_NEVER: no death is known */
	int64_t survivor_id; /* the person a withdrawn one really is */
	const struct show_identifier_row *identifiers;
	size_t identifiers_n;
	struct show_right right; /* today */
	const struct show_membership_row *memberships;
	size_t memberships_n;
	const struct show_source_row *sources;
	size_t sources_n;
	const struct show_journal_row *journal;
	size_t journal_n;
	const struct show_receipt_row *receipts; /* newest first */
	size_t receipts_n;
	const struct show_review_row *reviews; /* open questions about this person */
	size_t reviews_n;
	const struct show_paper_row *papers; /* newest first */
	size_t papers_n;
	bool serves;	     /* the reader serves people: their family, requests, contact details */
	bool serves_payment; /* the reader helps people choose how to pay */
	const struct choice *paper_kinds; /* that can be issued; none for a withdrawn person */
	str paper_kind;			  /* chosen */
	struct show_assisted assisted;
	size_t paper_kinds_n;
};

/* ---- counters ---------------------------------------------------------------- */

/* GET /people/{id}/death */
struct show_death {
	int64_t person;
	str name, number;
	date died;	     /* DATE_NEVER: it isn't known: the form asks for it */
	struct show_date on; /* as typed */
	str reason;
	struct show_brought paper;
};

/* GET /people/{id}/receipts/{reference} */
struct show_receipt {
	int64_t person;
	str reference, name, name_other, number;
	str what; /* a word under "assisted." */
	instant at;
	str who, reason;
};

/* ---- attestations ------------------------------------------------------------ */

struct show_attested_membership {
	str scheme, state;
	date from, last; /* last: the last day inside, DATE_NEVER when open */
};

struct show_attested_relative {
	str role; /* a word under "familyrole." */
	str name, name_other, number, born;
	bool said; /* until when is known: */
	date last; /* the last day as a dependant, DATE_NEVER: no end is known */
	str court;
};

/* GET /attestations?reference= : what stands on the paper, and nothing else */
struct show_attestation {
	str typed;  /* as sent */
	bool known; /* otherwise only the form is shown */
	str reference, kind, number, name, name_other, born;
	instant issued;
	bool day_only; /* the memberships are those of the day of issue */
	const struct show_attested_membership *memberships;
	size_t memberships_n;
	bool family; /* shows relatives instead: */
	const struct show_attested_relative *relatives;
	size_t relatives_n;
	bool unconfirmed;
};

/* ---- a member's own pages ---------------------------------------------------- */

struct show_message_row {
	instant at;
	str channel, state; /* words under "channel." and "messagestate." */
	str body;	    /* empty when it held a code */
};

/* Whose page it is: a member's own, or one that an agent has about somebody. */
struct show_whose {
	str base; /* where its addresses begin, without the language: /own, /people/17 */
	bool agent;
	struct show_assisted assisted; /* of an agent's form */
};

struct show_proof {
	str kind; /* a word under "proofkind." */
	date from, last;
};

/* Somebody of the family. */
struct show_relative {
	int64_t id;
	str name, name_other, number, born, sex;
	str role;  /* a word under "familyrole." */
	bool is;   /* a dependant today */
	date last; /* the last day as one, DATE_NEVER: no end is known */
	str why;   /* a word under "endwhy." */
	date since;
	str court; /* of a ward */
	const struct show_proof *proofs;
	size_t proofs_n;
	int64_t days_left; /* of a proof, or of the age at which one is needed: so soon that it must be said;
			      0: not so soon, or over */
	bool lapsed;	   /* a proof is over, and a new one would help */
};

/* Why, with what the law says. */
struct show_right_reason {
	str text;
	str rule;      /* empty: nothing of the law is behind it */
	str machine;   /* the same as the law file has it, where that is something else */
	str path;      /* of its page, without the language; empty: none */
	str reference; /* empty: no text is known */
	str state;     /* lawstate. */
};

struct show_right_span {
	date from, last; /* last: DATE_NEVER: no end is known */
	str state, scheme, text;
	bool now, past;
};

struct show_right_relative {
	str name, number;
	str role; /* a word under "familyrole." */
	struct show_right is;
	str text;
};

/* A scheme that somebody could enter. */
struct show_right_offer {
	str name, who, pays;
	str path; /* in the law, without the language; empty: none */
};

struct show_right_facts {
	enum text_key title;
	const str *line;
	size_t n;
	int64_t more; /* than are shown */
};

/* One day as it was known on another one. */
struct show_right_day {
	bool shown;
	str on, known; /* as typed, or the days of the answer */
	date on_day, known_day;
	bool there;
	struct show_right_span is;
	const struct show_right_reason *reasons;
	size_t reasons_n;
	bool no_law; /* of that moment: it can't be decided again */
	int64_t law_version;
	const str *differs; /* words of rightdiffers. */
	size_t differs_n;
	bool again_there;
	struct show_right_span again;
	const struct show_right_facts *facts;
	size_t facts_n;
};

/* GET /own/rights, /people/{person}/rights?on=&known= */
struct show_rights {
	struct show_whose whose;
	str name;    /* whose, for an agent */
	str through; /* by whom the cover comes, when it is somebody else */
	struct show_right is;
	const struct show_right_reason *reasons;
	size_t reasons_n;
	const str *todo; /* sentences: what to do, by when, what it costs */
	size_t todo_n;
	str cannot;   /* address in the law of the value that the amount lacks; empty: none */
	str object;   /* address of the form that says a membership is wrong; empty: none */
	bool may_pay; /* how to pay can be chosen */
	bool score;   /* a score closed the right: */
	const struct show_right_offer *offers;
	size_t offers_n;
	const struct show_right_relative *family;
	size_t family_n;
	const struct show_right_span *spans;
	size_t spans_n, spans_older; /* the first so many are folded away */
	struct show_right_day day;   /* for an agent */
};

struct show_request_row {
	int64_t id;
	str reference, kind, state;
	instant opened, due;
	int64_t person; /* of an agent's pages: whom it concerns */
	str name, number;
	bool late;
};

/* GET /requests?state= */
struct show_requests {
	const struct show_request_row *rows;
	size_t n;
	str state;
	bool more; /* than are shown */
};

struct show_document_row {
	int64_t id;
	str kind, media;
	int64_t bytes;
	str verdict; /* of the virus scanner */
};

/* What was said to be wrong, beside what the register has. */
struct show_stated {
	str about;	  /* the membership or delivery, in words */
	date last;	  /* STOPPED: the last day; else DATE_NEVER */
	str field, value; /* CORRECTION; field is a word under "statementfield." */
	str words;
	bool scheme, held; /* about a membership; it is there */
	str state;	   /* of it */
	date from, until;  /* until: the last day, DATE_NEVER when open */
	str known;
	str sent_by; /* "DGI-12, Direction...", empty: the fund's own decision */
	instant at;
};

enum { REQUEST_ASKS_MAX = 8 };

/* GET /requests/{id}; POST .../accept: note, seen (many), new; .../refuse, more, back: note */
struct show_request {
	struct show_request_row head;
	str handled_by, answer, note;
	bool family; /* somebody is declared: */
	str role, relative, relative_other, born, sex, id_value, proof_kind, court;
	date from, proof_last;
	str known;		    /* number of the known person the relative is, empty if none */
	str asks[REQUEST_ASKS_MAX]; /* what must be looked at: words under "famask." */
	size_t asks_n;
	const struct show_document_row *documents;
	size_t documents_n;
	const struct show_step *steps;
	size_t steps_n;
	bool may_take, mine; /* mine: in the reader's hands */
	bool is_stated;
	struct show_stated stated;
};

/* GET /own/family, /people/{person}/family */
struct show_family {
	struct show_whose whose;
	str name; /* whose family, for an agent */
	const struct show_relative *relatives;
	size_t relatives_n;
	bool confirmed;				 /* by the law's official text */
	const struct show_request_row *requests; /* the newest ones */
	size_t requests_n;
};

/* POST .../family/declare: as typed; files proof and studies; step */
struct show_declare {
	struct show_whose whose;
	str name;
	int64_t client; /* the form's own number: sent twice it is once */
	str role, last_name, first_name, last_name_ar, first_name_ar, sex, id_value, court, proof_kind;
	struct show_date born, from, until, court_until;
	struct show_brought proof, studies;
};

/* GET .../family/{relative}/{role} */
struct show_family_member {
	struct show_whose whose;
	struct show_relative r;
	bool confirmed;
	bool spouse;
};

/* GET and POST .../family/{relative}/{role}/end: client, reason, until_*, file paper; step. .../prove:
 * client, kind, from_*, until_*, file paper; step */
struct show_about_relative {
	struct show_whose whose;
	struct show_relative r;
	bool spouse;
	int64_t client;
	str reason, kind;
	struct show_date from, until;
	struct show_brought paper;
};

/* GET .../requests */
struct show_followed {
	struct show_whose whose;
	str name;
	const struct show_request_row *rows;
	size_t n;
	bool more;
};

/* GET .../requests/{id}; POST .../complete: note, files proof, studies, other; .../withdraw */
struct show_follow {
	struct show_whose whose;
	struct show_request r;
	bool may_withdraw, may_complete;
	str end_reason; /* of an end: a word under "endreason." */
	date ended;	/* its last day */
	struct show_brought proof, studies, other;
};

/* A way to pay, now or before. */
struct show_payment_way {
	str kind;    /* words under "paykind.", "paynext." */
	str state;   /* a word under "paystate." */
	str account; /* masked; empty: none */
	str holder;
	int64_t day;
	date since, until; /* until: DATE_NEVER while in use */
	str reference;	   /* of the mandate; empty: none */
	str signing;	   /* a word under "paysigning." */
	bool differs;	   /* the holder has another name than the person */
};

struct show_payment_scheme {
	str name;
	str word; /* under "paywhy." */
};

/* Pages of a member (base "/own/payment") and of an agent about one ("/people/7/payment"). */
struct show_payer {
	str base;
	int64_t person; /* 0: the reader */
	str name, number;
};

/* GET {base} */
struct show_payment {
	struct show_payer payer;
	bool chosen;
	struct show_payment_way now;
	const struct show_payment_way *past; /* newest first */
	size_t past_n;
	const struct show_payment_scheme *schemes;
	size_t schemes_n;
	bool offered; /* there is something to choose */
	str account;  /* that the fund knows, masked */
};

/* POST {base}/choose: client, kind */
struct show_payment_kinds {
	struct show_payer payer;
	int64_t client;
	str kind;	  /* as sent */
	const str *kinds; /* to choose from */
	size_t kinds_n;
};

/* POST {base}/account: client, rib, holder, day; of an agent also how */
struct show_payment_account {
	struct show_payer payer;
	int64_t client;
	str rib, holder, day, how;
	int64_t day_only; /* the scheme's day, 0: free */
};

/* GET {base}/choices/{id} while it waits. POST .../send; .../confirm: code, of an agent also paper and
 * show_assisted */
struct show_payment_choice {
	struct show_payer payer;
	int64_t id;
	str kind, account, holder, reference, text, text_language;
	int64_t day;
	str signing; /* CODE, PAPER, NONE */
	bool sent;   /* a code */
	bool differs;
	struct show_brought paper;
	struct show_assisted assisted;
};

/* The same once it is done. */
struct show_payment_done {
	struct show_payer payer;
	struct show_payment_way way;
};

/* POST {base}/stop; of an agent with show_assisted */
struct show_payment_stop {
	struct show_payer payer;
	int64_t mode; /* the one that is shown, and no other, ends */
	struct show_payment_way now;
	struct show_assisted assisted;
};

/* A new phone or address that waits for its code. */
struct show_waiting {
	str kind; /* PHONE or EMAIL */
	str value;
};

/* GET /own/contact, /own/contact/change, /own/contact/code; an agent's: /people/{id}/contact, .../code.
 * POST ...: phone, email, address, language, and of an agent paper, reason, here; .../code: kind, code;
 * .../again: kind */
struct show_contact {
	struct show_whose whose;
	str base, form; /* paths: what follows lies below, the form */
	str name, number;
	str phone, email, address, language;
	instant confirmed; /* 0: never */
	struct show_waiting waiting[2];
	size_t waiting_n;
	const struct show_waiting *now; /* whose code is asked */
	str paper;
	const struct choice *papers; /* kinds that an agent may have seen */
	size_t papers_n;
};

/* Something that members are asked to do once. */
struct show_task {
	enum text_key title, text;
	str path; /* without the language */
	bool done;
};

/* GET .../statement?kind=&scheme=&from=&source=; POST: these, field, value, dates stopped and born, words,
 * file paper; step */
struct show_statement {
	struct show_whose whose;
	int64_t client;
	str kind; /* NOT_ME, STOPPED or CORRECTION */
	str scheme;
	date from;
	int64_t source;
	str about, sent_by; /* in words */
	instant at;
	str field, value, words;
	struct show_date stopped, born;
	struct show_brought paper;
};

/* GET / of a member */
struct show_own {
	const struct show_task *tasks;
	size_t tasks_n;
	struct show_person person; /* its journal: what others did and read */
	const struct show_message_row *messages;
	size_t messages_n;
};

/* ---- campaigns ----------------------------------------------------------------- */

/* GET /campaigns */
struct show_campaigns {
	const struct show_campaign_row *rows;
	size_t n;
	bool may_plan, may_write_texts;
};

struct show_campaign_text {
	str language; /* a word under "language." */
	str sms, subject, body;
	int64_t parts;
	str cost; /* of one SMS, empty: not known */
};

/* GET /campaigns/new: scheme, profession, territory, feed, everybody, template, size; POST: these, name,
 * address, wave, minutes */
struct show_campaign_form {
	str name, address, scheme, profession, territory, feed;
	bool everybody; /* also who has an account */
	int64_t wave, minutes;
	str template;
	const struct choice *schemes, *territories, *templates;
	size_t schemes_n, territories_n, templates_n;
	bool asked;				/* the size is shown */
	const struct show_campaign_text *texts; /* what would be sent, by language */
	size_t texts_n;
	int64_t people, by_sms, by_email, no_way, parts;
	str cost; /* of all parts, empty: not known */
};

/* A count; `hidden`: so small that it could tell who it is. */
struct show_cell {
	int64_t n;
	bool hidden;
};

struct show_funnel {
	int64_t key;
	str name; /* of a territory */
	struct show_cell written, sent, delivered, failed, code_used, accounts, contact, family, payment_mode,
	    attestation;
};

struct show_failure {
	str why; /* the gateway's words */
	int64_t n;
};

/* GET /campaigns/{id} */
struct show_campaign {
	struct show_campaign_row head;
	str template, scheme, profession, territory;
	bool everybody; /* also who has an account */
	str address;	/* that the message leads to */
	int64_t feed;	/* the delivery whose people are told, 0: none */
	int64_t wave_size, wave_minutes;
	str made_by, approved_by;
	instant approved, ended;
	int64_t no_way;
	bool counted;	 /* every wave was, at least once */
	instant as_of;	 /* the oldest count of a wave */
	bool any_hidden; /* of the territories */
	struct show_funnel all;
	const struct show_funnel *waves, *territories;
	size_t waves_n, territories_n;
	const struct show_failure *failures;
	size_t failures_n;
	const struct show_campaign_text *texts; /* of a draft: what would be sent, by language */
	size_t texts_n;
	bool may_approve, same_person, may_stop, may_go_on;
};

/* ---- the words of messages -------------------------------------------------------- */

/* GET /messages/texts */
struct show_message_kinds {
	const str *kinds; /* words under "messagekind." */
	size_t n;
};

struct show_message_words {
	int64_t version; /* 0: the program's own */
	str subject, body;
	str filled_subject, filled_body; /* with long values */
	int64_t parts;			 /* of an SMS, 0 of an e-mail */
	bool latin;			 /* fits the alphabet in which more is said for the price */
	instant at;
	bool in_force;
};

/* GET /messages/texts/{kind}?channel=&language=; POST: channel, language, subject, body, act (try, write) */
struct show_message_text {
	str kind, channel, language;
	str placeholders;
	str subject, body; /* as typed, or in force */
	bool tried;
	struct show_message_words would;	   /* when tried */
	const struct show_message_words *versions; /* newest first, at least one */
	size_t versions_n;
};

/* ---- moves from one scheme to another ---------------------------------------------- */

struct show_move_row {
	int64_t nth;
	str from, to; /* names */
	date day;
	str state; /* a word under "movestate." */
	int64_t moved, left_out;
	instant prepared;
};

/* GET /moves */
struct show_moves {
	const struct show_move_row *rows; /* newest first */
	size_t n;
};

/* GET, POST /moves/new: from, to, day, reason, undo_days */
struct show_move_form {
	str from, to, reason, undo_days;
	struct show_date day;
	const struct choice *schemes;
	size_t schemes_n;
};

struct show_move_line {
	str number;
	str outcome, reason; /* words under "moveoutcome.", "movereason." */
	str detail;	     /* in words */
	int64_t dependants;
	str undo; /* a word under "moveundo.", empty: none */
};
struct show_move_reason {
	str outcome, reason, undo;
	int64_t n, dependants;
	const struct show_move_line *examples;
	size_t examples_n;
};

/* GET /moves/{move}; POST .../rehearse, /approve, /cancel, /run, /undo, /tell, /count: sure */
struct show_move {
	struct show_move_row head;
	str from_code, to_code, reason;
	str prepared_by, approved_by, undo_by, undo_approved_by;
	instant rehearsed, approved, ended, undone, counted; /* 0: not */
	date undo_until;
	int64_t dependants, law;
	bool listed;
	bool going; /* work is under way, or waits for its turn */
	str step;   /* of it, a word under "doing." */
	int64_t done, total;
	bool own;      /* the reader prepared it */
	bool own_undo; /* the reader asked for it to be undone */
	bool may_rehearse, may_approve, may_cancel, may_run, may_ask_undo, may_agree_undo, may_tell,
	    may_count;
	int64_t told, no_way;
	bool telling;
	const struct show_move_reason *reasons;
	size_t n;
};

/* GET /moves/{move}/lines?outcome=&reason=&after= */
struct show_move_lines {
	int64_t nth;
	str outcome, reason;
	const struct show_move_line *rows;
	size_t n;
	str next; /* address, empty: no more */
};

struct show_head_side {
	int64_t members, dependants, kept, doubles, distinct, rest, nowhere;
};
struct show_head_scheme {
	str code;
	int64_t before, came, left, after, rest; /* of all who are counted */
	int64_t members_before, members_after;	 /* among them */
	int64_t dependants_before, dependants_after;
};
struct show_head_line {
	str what; /* in words */
	int64_t n, extra;
};
struct show_head_change {
	str was, became; /* in words */
	int64_t n;
};
struct show_head_told {
	str code; /* empty: all together */
	str source;
	int64_t people, members, with_dependants, alone, before, open;
	str explains; /* a word under "headexplains." */
};

/* GET /moves/{move}/report; POST .../told: scheme, people, source */
struct show_move_report {
	struct show_move_row head;
	date before;
	instant counted;
	bool holds;
	struct show_head_side sides[2]; /* the day before, the day */
	const struct show_head_scheme *schemes;
	size_t schemes_n;
	const struct show_head_line *doubles[2], *nowhere[2], *states[2];
	size_t doubles_n[2], nowhere_n[2], states_n[2];
	const struct show_head_change *changes;
	size_t changes_n;
	int64_t same;
	const struct show_head_told *told;
	size_t told_n;
	int64_t told_sum, told_all;	      /* 0: not told */
	const struct show_head_line *misfits; /* what: number and why */
	size_t misfits_n;
	const struct choice *choices; /* schemes to tell a headcount of */
	size_t choices_n;
	str scheme, people, source; /* of the form */
};

/* ---- the law of the fund ----------------------------------------------------------- */

struct show_law_row {
	int64_t nth;
	str state; /* a word under "lawstate." */
	str who;   /* who proposed it; empty: the program */
	instant when;
	str reason;
};

/* GET /law-versions */
struct show_laws {
	const struct show_law_row *rows; /* newest first, at least one */
	size_t n;
	bool program_differs; /* the program brings another law than the one in force */
};

/* GET /law-versions/new?program=; POST: file, reason, program */
struct show_law_form {
	bool program; /* what the program brings, not a file */
	str reason;
	int64_t max_bytes;
};

/* One value on one side of a change. */
struct show_changed_value {
	bool there;
	str text, unit; /* empty text: a gap */
	str until;	/* as written, empty: no end */
	str status;	/* a word under "lawstatus.", empty for a gap */
	str gap;	/* why there is none */
};
struct show_law_change {
	str change; /* a word under "lawchange." */
	str path, name, from, reference;
	struct show_changed_value old, new;
};

/* What a proposed law would change (domain/rights/compare.h): n in the order of its outcomes. */
enum { SHOW_OUTCOMES = 7 };
struct show_outcome_row {
	str name; /* a scheme's code, empty: none; a territory, empty: not known where */
	str age;  /* a word under "simage." */
	struct show_cell n[SHOW_OUTCOMES];
};
struct show_outcome_month {
	date day;
	int64_t was_open, is_open, gains, loses, unsaid;
};
struct show_outcome_lack {
	str what; /* a word under "simlack." */
	str scheme, path;
	str why; /* a word under "simwhy." */
	int64_t people;
};
struct show_outcome_cost {
	str scheme, outcome;	      /* outcome: a word under "simhead." */
	int64_t people, was, becomes; /* smallest unit */
};
/* GET /law-versions/{version}/simulation; POST .../simulate; a part of the version's page */
struct show_simulation {
	int64_t version;
	bool there, running, waits, old, may_ask;
	date day;
	instant began, ended;
	int64_t people, total, seconds_left; /* seconds_left < 0: not known */
	int64_t n[SHOW_OUTCOMES];
	str currency; /* a word under "simcur." */
	int64_t payers, was, becomes;
	const struct show_outcome_row *schemes, *ages, *territories;
	const struct show_outcome_month *months;
	const struct show_outcome_lack *lacks;
	const struct show_outcome_cost *costs;
	size_t schemes_n, ages_n, territories_n, months_n, lacks_n, costs_n;
	bool any_hidden;
};

/* GET /law-versions/{version}; POST .../approve; .../refuse, .../withdraw: reason */
struct show_law {
	struct show_law_row head;
	int64_t base;
	str decided_by, decision;
	instant decided, from, until; /* 0: not; until: also while it is in force */
	const struct show_law_change *changes;
	size_t n;
	int64_t more;	 /* changes that aren't shown */
	const str *file; /* names of those that differ */
	size_t files_n;
	bool proposed, own, stale; /* stale: another law came in force since */
	str reason;		   /* typed */
	struct show_simulation would;
};

/* ---- trips that were saved ------------------------------------------------------ */

struct show_trips_row {
	date month;	   /* of a month */
	str service;	   /* a word under "used." */
	str name;	   /* of a territory, empty: not known where */
	int64_t territory; /* its id, 0: none */
	struct show_cell accounts, online, counter, trips;
};

/* How trips are counted: one service. */
struct show_trip_rule {
	str service; /* words under "used." and "tripwhy." */
	int64_t visits, days;
	bool confirmed; /* by a source */
	str source;
};

/* GET /trips?from=&to=&territory=&service= */
struct show_trips {
	bool any; /* anything was used since the beginning */
	instant counted;
	str from, to, territory, service; /* as chosen */
	const struct choice *months, *territories_known, *services_known;
	size_t months_known_n, territories_known_n, services_known_n;
	str file; /* address of the same for a spreadsheet */
	date first, last;
	str territory_name;
	struct show_trips_row all;
	const struct show_trips_row *rows, *services, *territories; /* rows: by month */
	size_t rows_n, services_n, territories_n;
	int64_t most; /* trips of the best month that may be shown */
	bool any_hidden;
	const struct show_trip_rule *rules;
	size_t rules_n;
};

/* ---- a demo fund's phones ------------------------------------------------------ */

struct show_phone_row {
	instant at;
	str to; /* with its plus sign */
	str from, text, alphabet;
	int64_t parts;
};

/* GET /phone */
struct show_phone {
	const struct show_phone_row *rows; /* the newest first */
	size_t n;
	bool simulated; /* false: messages go to a real gateway */
};

/* ---- other ------------------------------------------------------------------- */

/* Something could not be done. */
struct show_problem {
	int number;    /* of err.def */
	str name;      /* its name: the text under "err." says what to do */
	str reference; /* of the request, for support */
	bool retry;    /* trying again may help */
};

/* A thing was done: its number and what happens next. */
struct show_done {
	enum text_key title, next_text;
	str reference;
	str next; /* path without the language */
	enum text_key next_label;
};

struct show_about {
	str version; /* of the program */
	str contact; /* of the fund, empty if none */
};

/* ---- the law --------------------------------------------------------------- */

/* What is said of a parameter: its value, as readers write it, and how sure that is. */
struct show_law_value {
	str value;	/* empty: none */
	bool code;	/* for machines, as the law file has it */
	str words;	/* of a rule: what it says; then `value` is for machines */
	str state;	/* lawstate.: VOTED, SIGNED, UNSIGNED, DRAFT, IMPRECISE, MISSING */
	bool perhaps;	/* of a state that says something else: nor is it known whether it holds on the day */
	str from, last; /* days as exactly as they are known, in words; `last` empty: no known end */
	str missing;	/* why there is none, in the words of the law file */
	bool by_signature;
	date used_from; /* with by_signature */
};

/* A piece of what the file says about where a value was read. */
struct show_law_seen {
	str text;
	bool link;
};

/* A line of a parameter's history. */
struct show_law_entry {
	struct show_law_value is;
	str from_note, last_note, said, reference;
	str confidence; /* HIGH, MEDIUM, LOW, TO_CONFIRM, or empty */
	str confidence_note;
	const struct show_law_seen *seen;
	size_t seen_n;
};

struct show_law_signature {
	date day, used_from;
	str value, reason;
};

struct show_law_line {
	str path; /* of its page, without the language */
	str id, name;
	struct show_law_value is;
};

struct show_law_scheme {
	str path, country, name;
	bool first; /* of its country */
	int64_t parameters, values, voted, draft, unconfirmed, used, missing;
};

/* What every page of the law asks for: q, on */
struct show_law_asked {
	str path;  /* where the form goes, without the language */
	str words; /* q, as typed */
	str day;   /* on, as typed, or the day of the answer */
	date on;   /* the day of the answer */
	bool searches;
};

/* GET /law */
struct show_law_book {
	struct show_law_asked asked;
	bool searched;
	const struct show_law_line *found;
	size_t found_n;
	int64_t all;
	const struct show_law_scheme *schemes;
	size_t schemes_n;
};

/* GET /law/{country}/{scheme} */
struct show_law_parameters {
	struct show_law_asked asked;
	str name, country;
	const struct show_law_line *rows;
	size_t n;
};

/* GET /law/{country}/{scheme}/{key} */
struct show_law_parameter {
	struct show_law_asked asked;
	str id, name, scheme_name, scheme_path, json; /* json: address of the same, without the language */
	str unit_note;
	bool elsewhere; /* of another country than the fund */
	struct show_law_value is;
	const struct show_law_entry *entries; /* the newest first */
	size_t n;
	const struct show_law_signature *signatures;
	size_t signatures_n;
	str role; /* of who signs */
};

#endif
