/* domain/audit/rules_db.c - what must hold in the register, one statement a rule: it finds the first key that
 * breaks it.
 *
 * Comparisons of whole tables use EXCEPT and NOT EXISTS over primary keys: both engines do five million rows
 * of them in seconds, without an index made for it.
 */
#include "domain/audit/audit.h"

struct found {
	str broken;
};

#define FOUND .out = DB_SHAPE(DB_FIELD(struct found, broken)), .out_size = sizeof(struct found)
#define EVERYTHING \
	(DATA_NONE | DATA_IDENTITY | DATA_CONTACT | DATA_SOCIAL | DATA_FINANCE | DATA_ACCESS | DATA_JOURNAL)
#define RULE(text) \
	{ \
		.name = "audit_rule_" NUMBERED(__LINE__), .sql = text, FOUND, .data = EVERYTHING \
	}
#define RULE_OLD(text) \
	{ \
		.name = "audit_rule_" NUMBERED(__LINE__), .sql = text, \
		.in = DB_SHAPE(DB_FIELD(struct audit_scope, unsealed_before)), FOUND, .data = EVERYTHING \
	}
#define RULE_SETTLED(text) \
	{ \
		.name = "audit_rule_" NUMBERED(__LINE__), .sql = text, \
		.in = DB_SHAPE(DB_FIELD(struct audit_scope, low_id), DB_FIELD(struct audit_scope, high_id)), \
		FOUND, .data = EVERYTHING \
	}
#define NUMBERED(line) NUMBERED_(line)
#define NUMBERED_(line) #line

#define STILL "9223372036854775807"
/* Rows of `t` that name nobody in person. */
#define NOBODY(t) \
	"SELECT CAST(t.person_id AS TEXT) AS broken FROM " t " t WHERE t.person_id NOT BETWEEN $1 AND $2" \
	" AND NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = t.person_id) LIMIT 1"
#define NOBODY_AT_ALL(t) \
	"SELECT CAST(t.person_id AS TEXT) AS broken FROM " t " t WHERE" NO_PERSON("t.person_id") " LIMIT 1"
#define NO_PERSON(id) " NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = " id ")"
/* Made-up people come with their facts: the journal tells of chunks of them. */
#define NO_DEMO(source) source " NOT IN (SELECT run_id FROM demo_run)"
/* Rows that came from no request that was accepted. */
#define ASKED_BY_NOBODY(t, key) \
	"SELECT CAST(t." key " AS TEXT) AS broken FROM " t " t WHERE " NO_DEMO("t.source_id") \
	" AND NOT EXISTS (SELECT 1 FROM request r" \
	" WHERE r.request_id = t.source_id AND r.state = 'ACCEPTED') LIMIT 1"
/* Facts of which the journal doesn't tell: an event about the person, whose object is the fact's source. */
#define UNTOLD(t, kinds) \
	"SELECT CAST(person_id AS TEXT) AS broken FROM (SELECT person_id, source_id FROM " t \
	" WHERE " NO_DEMO("source_id") \
	" EXCEPT SELECT person_id, object FROM event WHERE object <> 0 AND kind IN (" kinds \
	", 'fact.moved')) x LIMIT 1"
/* Rows of `t` that were held true at one time with another one of the same `key`, and what `more` says. */
#define TWICE(t, key, more) \
	"SELECT CAST(t.person_id AS TEXT) AS broken FROM " t " t JOIN " t " u ON u.person_id = t.person_id" key \
	" AND u.known_from >= t.known_from AND u.known_from < t.known_until" more " LIMIT 1"
#define BACKWARDS(t, more) \
	"SELECT CAST(t.person_id AS TEXT) AS broken FROM " t " t WHERE t.known_until < t.known_from" more " LIMIT 1"
#define MOVE_OVER "('DONE', 'UNDO_ASKED', 'UNDOING', 'UNDONE')"
#define MOVE_DECIDED "('APPROVED', 'RUNNING', 'DONE', 'UNDO_ASKED', 'UNDOING', 'UNDONE')"
#define COUNTED "f.state IN ('SIMULATED', 'APPROVED', 'APPLIED', 'ANSWERED')"
#define FEED_WHERE "SELECT CAST(f.feed_id AS TEXT) AS broken FROM feed f WHERE "

/* clang-format off */
/* One rule each line block: what it is about, what is wrong when the statement finds a key. */
static const struct rule {
	const char *table, *what;
	struct db_stmt stmt;
} rules[] = {
	{ "law_version", "not one law is in force, but none or several", RULE(
	  "SELECT CAST(COUNT(*) AS TEXT) AS broken FROM law_version WHERE state = 'IN_FORCE' HAVING COUNT(*) <> 1") },
	{ "law_version", "a law was put in force by who proposed it, or by nobody", RULE(
	  "SELECT CAST(nth AS TEXT) AS broken FROM law_version WHERE state IN ('IN_FORCE', 'REPLACED') AND nth > 1"
	  " AND (decided_by = 0 OR decided_by = proposed_by) LIMIT 1") },
	{ "law_version", "a law that was replaced is followed by none, or not at once", RULE(
	  "SELECT CAST(v.nth AS TEXT) AS broken FROM law_version v WHERE v.state = 'REPLACED' AND NOT EXISTS"
	  " (SELECT 1 FROM law_version n WHERE n.base = v.nth AND n.known_from = v.known_until) LIMIT 1") },
	{ "law_version_file", "a file of no version of the law", RULE(
	  "SELECT f.name AS broken FROM law_version_file f WHERE NOT EXISTS"
	  " (SELECT 1 FROM law_version v WHERE v.version_id = f.version_id) LIMIT 1") },
	{ "rights_check", "a check of somebody's rights that they aren't shown", RULE(
	  "SELECT CAST(c.turn_id AS TEXT) AS broken FROM rights_check c WHERE c.person_id <> 0"
	  " AND NOT EXISTS (SELECT 1 FROM rights_check_part t CROSS JOIN rights_check_person p"
	  " WHERE p.part = t.part AND t.part >= c.turn_id AND p.person_id = c.person_id"
	  " AND p.turn_id = c.turn_id AND p.nth = c.nth)"
	  " AND NOT EXISTS (SELECT 1 FROM rights_check_new n WHERE n.turn_id = c.turn_id) LIMIT 1") },
	{ "event", "the checks of rights that it tells of aren't there", RULE(
	  "SELECT CAST(e.event_id AS TEXT) AS broken FROM event e WHERE e.kind = 'rights.checked'"
	  " AND NOT EXISTS (SELECT 1 FROM rights_check c WHERE c.turn_id = e.object) LIMIT 1") },
	{ "event", "an event has neither a place in the tree nor waits for one", RULE(
	  "SELECT CAST(e.event_id AS TEXT) AS broken FROM event e"
	  " WHERE NOT EXISTS (SELECT 1 FROM leaf l WHERE l.event_id = e.event_id)"
	  " AND NOT EXISTS (SELECT 1 FROM event_unsealed u WHERE u.event_id = e.event_id) LIMIT 1") },
	{ "event_unsealed", "something waits for a place in the tree that isn't an event, or has one", RULE(
	  "SELECT CAST(u.event_id AS TEXT) AS broken FROM event_unsealed u"
	  " WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.event_id = u.event_id)"
	  " OR EXISTS (SELECT 1 FROM leaf l WHERE l.event_id = u.event_id) LIMIT 1") },
	{ "event_unsealed", "an event waits for its seal since more than ten minutes: is the jobs process running?",
	  RULE_OLD(
	  "SELECT CAST(u.event_id AS TEXT) AS broken FROM event_unsealed u JOIN event e ON e.event_id = u.event_id"
	  " WHERE e.at < $1 ORDER BY u.event_id LIMIT 1") },
	{ "person", "two people have one number", RULE(
	  "SELECT CAST(number AS TEXT) AS broken FROM person GROUP BY number HAVING COUNT(*) > 1 LIMIT 1") },
	{ "person", "a number that the fund hasn't handed out", RULE(
	  "SELECT CAST(MAX(number) AS TEXT) AS broken FROM person"
	  " HAVING MAX(number) / 10 >= (SELECT next_number FROM fund)") },
	{ "person_past", "what was known before is about nobody", RULE_SETTLED(NOBODY("person_past")) },
	{ "person_past", "a person's number changed", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM person_past t JOIN person p ON p.person_id = t.person_id"
	  " WHERE p.number <> t.number LIMIT 1") },
	{ "person_past", "facts were held true until before they were known", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM person_past t WHERE t.known_until < t.known_from LIMIT 1") },
	{ "person", "a withdrawn person is nobody else, or somebody who isn't there", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM person t WHERE t.state = 'WITHDRAWN'"
	  " AND NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = t.survivor_id AND p.person_id <> t.person_id)"
	  " LIMIT 1") },
	{ "service_use", "a use of nobody", RULE_SETTLED(NOBODY("service_use")) },
	{ "usage_new", "a use waits to be counted that isn't there", RULE(
	  "SELECT CAST(n.service_use_id AS TEXT) AS broken FROM usage_new n WHERE NOT EXISTS"
	  " (SELECT 1 FROM service_use u WHERE u.service_use_id = n.service_use_id) LIMIT 1") },
	{ "usage_count", "uses aren't counted once each", RULE(
	  "SELECT service || ' ' || channel AS broken FROM (SELECT service, channel, COUNT(*) AS n FROM service_use"
	  " GROUP BY service, channel UNION ALL SELECT u.service, u.channel, -COUNT(*) AS n FROM usage_new w"
	  " JOIN service_use u ON u.service_use_id = w.service_use_id GROUP BY u.service, u.channel"
	  " UNION ALL SELECT service, channel, -SUM(uses) AS n FROM usage_count GROUP BY service, channel) x"
	  " GROUP BY service, channel HAVING SUM(n) <> 0 LIMIT 1") },
	{ "usage_count", "a month has more people or trips than uses, or fewer than none", RULE(
	  "SELECT CAST(month AS TEXT) || ' ' || service || ' ' || channel AS broken FROM usage_count"
	  " GROUP BY month, service, channel HAVING SUM(people) NOT BETWEEN 0 AND SUM(uses)"
	  " OR SUM(trips) NOT BETWEEN 0 AND SUM(uses) LIMIT 1") },
	{ "law_signature", "a signature under the law by nobody, without a reason, or that ended before it was made",
	  RULE(
	  "SELECT s.path AS broken FROM law_signature s WHERE s.user_id = 0 OR s.reason = ''"
	  " OR s.known_until < s.known_from LIMIT 1") },
	{ "identifier", "an identifier of nobody", RULE_SETTLED(NOBODY("identifier")) },
	{ "bank_account", "an account of nobody", RULE_SETTLED(NOBODY("bank_account")) },
	{ "membership", "a membership of nobody", RULE_SETTLED(NOBODY("membership")) },
	{ "feed_record", "a body's key stands for nobody", RULE_SETTLED(NOBODY("feed_record")) },
	{ "person_cell", "a place of birth date and commune leads to nobody", RULE_SETTLED(NOBODY("person_cell")) },
	{ "person_name", "a name leads to nobody", RULE_SETTLED(NOBODY("person_name")) },
	{ "person_phone", "a phone leads to nobody", RULE_SETTLED(NOBODY("person_phone")) },
	{ "attestation", "a paper is about nobody", RULE_SETTLED(NOBODY("attestation")) },
	{ "attestation", "a paper was issued of which the journal knows nothing", RULE(
	  "SELECT CAST(t.attestation_id AS TEXT) AS broken FROM attestation t WHERE NOT EXISTS"
	  " (SELECT 1 FROM event e WHERE e.object = t.attestation_id AND e.object <> 0"
	  " AND e.kind = 'attestation.issued') LIMIT 1") },
	{ "payment_mode", "a way to pay is nobody's", RULE_SETTLED(NOBODY("payment_mode")) },
	{ "payment_mode", "a way to pay was chosen of which the journal knows nothing", RULE(
	  "SELECT CAST(t.payment_mode_id AS TEXT) AS broken FROM payment_mode t WHERE NOT EXISTS"
	  " (SELECT 1 FROM event e WHERE e.object = t.payment_mode_id AND e.object <> 0"
	  " AND e.kind = 'payment.chosen') LIMIT 1") },
	{ "payment_mode", "two ways to pay of one person at the same time", RULE(
	  "SELECT CAST(t.payment_mode_id AS TEXT) AS broken FROM payment_mode t JOIN payment_mode u"
	  " ON u.person_id = t.person_id AND u.payment_mode_id <> t.payment_mode_id"
	  " AND u.known_from >= t.known_from AND u.known_from < t.known_until LIMIT 1") },
	{ "payment_mode", "a direct debit has no account, or nobody signed it", RULE(
	  "SELECT CAST(t.payment_mode_id AS TEXT) AS broken FROM payment_mode t WHERE t.kind = 'DIRECT_DEBIT'"
	  " AND (NOT EXISTS (SELECT 1 FROM bank_account b WHERE b.person_id = t.person_id AND b.known_from ="
	  " t.account_from) OR NOT EXISTS (SELECT 1 FROM mandate m WHERE m.payment_mode_id = t.payment_mode_id"
	  " AND m.person_id = t.person_id)) LIMIT 1") },
	{ "mandate", "a mandate of no direct debit, or in force while it isn't, or void while it is", RULE(
	  "SELECT m.reference AS broken FROM mandate m WHERE NOT EXISTS (SELECT 1 FROM payment_mode t"
	  " WHERE t.payment_mode_id = m.payment_mode_id AND t.kind = 'DIRECT_DEBIT'"
	  " AND (t.known_until = " STILL " AND m.revoked_at = 0 OR t.known_until = m.revoked_at)) LIMIT 1") },
	{ "mandate", "a mandate on paper without its paper", RULE(
	  "SELECT m.reference AS broken FROM mandate m WHERE m.signing = 'PAPER' AND NOT EXISTS"
	  " (SELECT 1 FROM document d WHERE d.document_id = m.document_id AND d.owner_id = m.person_id) LIMIT 1") },
	{ "payment_choice", "an account is kept of a choice that is over", RULE(
	  "SELECT CAST(t.payment_choice_id AS TEXT) AS broken FROM payment_choice t"
	  " WHERE t.state <> 'WAITING' AND (t.rib <> '' OR t.holder <> '') LIMIT 1") },
	{ "person_cell", "a person isn't found by birth date and commune, or by others than theirs", RULE_SETTLED(
	  "SELECT CAST(person_id AS TEXT) AS broken FROM ("
	  "SELECT person_id, CAST(REPLACE(born, '-', '') AS BIGINT) * 10000000000 + commune_id AS cell FROM person"
	  " WHERE state = 'ACTIVE' AND person_id NOT BETWEEN $1 AND $2 EXCEPT SELECT person_id, cell FROM"
	  " person_cell) x"
	  " LIMIT 1") },
	{ "person_cell", "somebody is found by a birth date or a commune that isn't theirs", RULE_SETTLED(
	  "SELECT CAST(person_id AS TEXT) AS broken FROM ("
	  "SELECT person_id, cell FROM person_cell WHERE person_id NOT BETWEEN $1 AND $2 EXCEPT"
	  " SELECT person_id, CAST(REPLACE(born, '-', '') AS BIGINT) * 10000000000 + commune_id AS cell FROM person"
	  " WHERE state = 'ACTIVE') x LIMIT 1") },
	{ "person_name", "a person isn't found by name", RULE_SETTLED(
	  "SELECT CAST(person_id AS TEXT) AS broken FROM ("
	  "SELECT person_id FROM person WHERE state = 'ACTIVE' AND person_id NOT BETWEEN $1 AND $2"
	  " EXCEPT SELECT person_id FROM person_name) x LIMIT 1") },
	{ "person_name", "the name that finds a person isn't the one that matching looks at", RULE_SETTLED(
	  "SELECT CAST(person_id AS TEXT) AS broken FROM ("
	  "SELECT person_id, last_key, first_key FROM person_cell WHERE person_id NOT BETWEEN $1 AND $2"
	  " EXCEPT SELECT person_id, last_key, first_key FROM person_name) x LIMIT 1") },
	{ "person_phone", "a person isn't found by phone", RULE_SETTLED(
	  "SELECT CAST(person_id AS TEXT) AS broken FROM ("
	  "SELECT person_id, phone FROM person WHERE state = 'ACTIVE' AND phone <> 0 AND person_id NOT BETWEEN"
	  " $1 AND $2"
	  " EXCEPT SELECT person_id, phone FROM person_phone) x LIMIT 1") },
	{ "person_phone", "somebody is found by a phone that isn't theirs", RULE_SETTLED(
	  "SELECT CAST(person_id AS TEXT) AS broken FROM ("
	  "SELECT person_id, phone FROM person_phone WHERE person_id NOT BETWEEN $1 AND $2"
	  " EXCEPT SELECT person_id, phone FROM person WHERE state = 'ACTIVE') x LIMIT 1") },
	{ "person_identifier", "an identifier isn't among those of its person", RULE_SETTLED(
	  "SELECT value AS broken FROM ("
	  "SELECT value, kind, person_id FROM identifier WHERE person_id NOT BETWEEN $1 AND $2"
	  " EXCEPT SELECT value, kind, person_id FROM person_identifier) x LIMIT 1") },
	{ "person_identifier", "a person has an identifier that leads to somebody else, or to nobody", RULE_SETTLED(
	  "SELECT value AS broken FROM ("
	  "SELECT value, kind, person_id FROM person_identifier WHERE person_id NOT BETWEEN $1 AND $2"
	  " EXCEPT SELECT value, kind, person_id FROM identifier) x LIMIT 1") },
	{ "membership", "a membership ends before it begins, or was known until before it was known", RULE(
	  "SELECT CAST(m.person_id AS TEXT) || ' ' || m.scheme AS broken FROM membership m"
	  " WHERE m.from_day > m.until_day OR m.known_from > m.known_until LIMIT 1") },
	{ "membership", "two memberships of one scheme at the same time", RULE(
	  "SELECT CAST(m.person_id AS TEXT) || ' ' || m.scheme AS broken FROM membership m"
	  " JOIN membership n ON n.person_id = m.person_id AND n.scheme = m.scheme AND n.from_day > m.from_day"
	  " AND n.from_day < m.until_day WHERE m.known_until = " STILL " AND n.known_until = " STILL " LIMIT 1") },
	{ "membership", "a membership of a scheme that isn't there", RULE(
	  "SELECT CAST(m.person_id AS TEXT) || ' ' || m.scheme AS broken FROM membership m"
	  " WHERE NOT EXISTS (SELECT 1 FROM scheme s WHERE s.scheme = m.scheme) LIMIT 1") },
	{ "feed", "the rows counted by outcome aren't the rows that the manifest tells", RULE(FEED_WHERE COUNTED
	  " AND f.rows_told <> (SELECT COALESCE(SUM(c.n), 0) FROM feed_count c WHERE c.feed_id = f.feed_id) LIMIT 1") },
	{ "feed", "the rows with an outcome aren't the rows that the manifest tells", RULE(FEED_WHERE COUNTED
	  " AND f.rows_told <> (SELECT COUNT(*) FROM feed_line l WHERE l.feed_id = f.feed_id) LIMIT 1") },
	{ "feed_count", "an outcome isn't counted right", RULE(
	  "SELECT CAST(x.feed_id AS TEXT) || ' ' || x.outcome || ' ' || x.code AS broken FROM ("
	  "SELECT l.feed_id, l.outcome, l.code, COUNT(*) AS n FROM feed_line l JOIN feed f ON f.feed_id = l.feed_id"
	  " WHERE " COUNTED " GROUP BY l.feed_id, l.outcome, l.code) x"
	  " WHERE NOT EXISTS (SELECT 1 FROM feed_count c WHERE c.feed_id = x.feed_id AND c.outcome = x.outcome"
	  " AND c.code = x.code AND c.n = x.n) LIMIT 1") },
	{ "feed", "the people it registers aren't numbered without a gap", RULE(FEED_WHERE COUNTED
	  " AND (SELECT COUNT(*) FROM feed_line l WHERE l.feed_id = f.feed_id AND l.nth >= 0 AND"
	  " l.outcome = 'REGISTERED')"
	  " <> f.registered LIMIT 1") },
	{ "feed_line", "two rows register the same person", RULE(
	  "SELECT CAST(l.feed_id AS TEXT) || ' ' || CAST(l.nth AS TEXT) AS broken FROM feed_line l WHERE l.outcome ="
	  " 'REGISTERED'"
	  " GROUP BY l.feed_id, l.nth HAVING COUNT(*) > 1 LIMIT 1") },
	{ "feed_line", "an outcome is about nobody", RULE(
	  "SELECT CAST(l.feed_id AS TEXT) || ' ' || CAST(l.line AS TEXT) AS broken FROM feed_line l"
	  " WHERE l.person_id <> 0 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = l.person_id) LIMIT 1") },
	{ "feed", "the one who approved a delivery also received it, or nobody approved it", RULE(FEED_WHERE
	  "f.state IN ('APPROVED', 'APPLIED', 'ANSWERED') AND (f.approved_by = f.received_by OR f.approved_by ="
	  " 0) LIMIT 1") },
	{ "family_link", "a link of nobody, to nobody, or to oneself", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM family_link t WHERE t.person_id = t.relative_id OR"
	  NO_PERSON("t.person_id") " OR" NO_PERSON("t.relative_id") " LIMIT 1") },
	{ "family_link", "a link ends before it begins, or was known until before it was known", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM family_link t WHERE t.from_day > t.until_day"
	  " OR t.known_from > t.known_until LIMIT 1") },
	{ "family_link", "two links of one kind between the same two at the same time", RULE(
	  "SELECT CAST(t.person_id AS TEXT) || ' ' || t.role AS broken FROM family_link t JOIN family_link n"
	  " ON n.person_id = t.person_id AND n.relative_id = t.relative_id AND n.role = t.role"
	  " AND n.known_until = " STILL
	  " WHERE t.known_until = " STILL " AND ((n.from_day > t.from_day AND n.from_day < t.until_day)"
	  " OR (n.from_day = t.from_day AND n.known_from > t.known_from)) LIMIT 1") },
	{ "family_link", "a link that no accepted request made", RULE(ASKED_BY_NOBODY("family_link", "person_id")) },
	{ "family_link", "a link of which the journal knows nothing", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM family_link t WHERE " NO_DEMO("t.source_id")
	  " AND NOT EXISTS (SELECT 1 FROM event e"
	  " WHERE e.object = t.source_id AND e.object <> 0 AND e.person_id = t.person_id"
	  " AND e.kind = CASE t.state WHEN 'ENDED' THEN 'family.unlinked' ELSE 'family.linked' END) LIMIT 1") },
	{ "guardianship", "a guardianship of nobody, or over nobody", RULE(
	  "SELECT CAST(t.ward_id AS TEXT) AS broken FROM guardianship t WHERE" NO_PERSON("t.ward_id") " OR"
	  NO_PERSON("t.guardian_id") " LIMIT 1") },
	{ "guardianship", "a guardianship that no accepted request made", RULE(
	  ASKED_BY_NOBODY("guardianship", "ward_id")) },
	{ "dependant_proof", "a proof about nobody", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM dependant_proof t WHERE" NO_PERSON("t.person_id")
	  " LIMIT 1") },
	{ "dependant_proof", "a proof that no accepted request made", RULE(
	  ASKED_BY_NOBODY("dependant_proof", "person_id")) },
	{ "request", "a request of nobody", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM request t WHERE" NO_PERSON("t.person_id") " LIMIT 1") },
	{ "request", "a request isn't in the state of its last step", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM request t WHERE NOT EXISTS (SELECT 1 FROM request_step s"
	  " WHERE s.request_id = t.request_id AND s.to_state = t.state AND s.nth ="
	  " (SELECT MAX(x.nth) FROM request_step x WHERE x.request_id = t.request_id)) LIMIT 1") },
	{ "request", "a request about a family without what was declared", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM request t WHERE t.kind LIKE 'FAMILY%' AND NOT EXISTS"
	  " (SELECT 1 FROM family_declaration d WHERE d.request_id = t.request_id) LIMIT 1") },
	{ "request", "a request about what is wrong without what was said", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM request t WHERE t.kind IN"
	  " ('NOT_ME', 'STOPPED', 'CORRECTION') AND NOT EXISTS"
	  " (SELECT 1 FROM request_statement s WHERE s.request_id = t.request_id) LIMIT 1") },
	{ "request_statement", "something is said to be wrong by no request", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM request_statement t WHERE NOT EXISTS"
	  " (SELECT 1 FROM request r WHERE r.request_id = t.request_id) LIMIT 1") },
	{ "feed_disputed", "a body's rows are disputed by no accepted request of the person", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM feed_disputed t WHERE NOT EXISTS (SELECT 1 FROM request r"
	  " WHERE r.request_id = t.request_id AND r.person_id = t.person_id AND r.state = 'ACCEPTED') LIMIT 1") },
	{ "receipt", "a receipt for nobody, by nobody, or without a reason", RULE(
	  "SELECT CAST(t.receipt_id AS TEXT) AS broken FROM receipt t WHERE t.agent_id = 0 OR t.reason = '' OR"
	  NO_PERSON("t.person_id") " LIMIT 1") },
	{ "receipt", "a receipt of which the journal knows nothing", RULE(
	  "SELECT CAST(t.receipt_id AS TEXT) AS broken FROM receipt t WHERE NOT EXISTS (SELECT 1 FROM event e"
	  " WHERE e.object = t.receipt_id AND e.object <> 0 AND e.person_id = t.person_id"
	  " AND e.kind = 'person.assisted') LIMIT 1") },
	{ "contact_said", "contact details were said of which the journal knows nothing", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM contact_said t WHERE NOT EXISTS (SELECT 1 FROM event e"
	  " WHERE e.object = t.source_id AND e.object <> 0 AND e.person_id = t.person_id"
	  " AND e.kind = 'contact.changed') LIMIT 1") },
	{ "request_step", "a step is missing, or belongs to no request", RULE(
	  "SELECT CAST(s.request_id AS TEXT) AS broken FROM request_step s GROUP BY s.request_id HAVING COUNT(*) <>"
	  " MAX(s.nth) + 1 OR NOT EXISTS (SELECT 1 FROM request r WHERE r.request_id = s.request_id) LIMIT 1") },
	{ "request_step", "the journal tells of other steps than were taken", RULE(
	  "SELECT CAST(x.request_id AS TEXT) AS broken FROM (SELECT s.request_id, COUNT(*) AS n FROM request_step s"
	  " GROUP BY s.request_id) x WHERE x.n <> (SELECT COUNT(*) FROM event e WHERE e.object = x.request_id"
	  " AND e.object <> 0 AND e.kind IN ('request.opened', 'request.taken', 'request.handed_back',"
	  " 'request.accepted', 'request.refused', 'request.more_needed', 'request.completed',"
	  " 'request.withdrawn')) LIMIT 1") },
	{ "family_declaration", "something is declared by no request", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM family_declaration t WHERE NOT EXISTS"
	  " (SELECT 1 FROM request r WHERE r.request_id = t.request_id) LIMIT 1") },
	{ "request_document", "a request has a paper that isn't its person's, or isn't there", RULE(
	  "SELECT CAST(t.request_id AS TEXT) AS broken FROM request_document t WHERE NOT EXISTS"
	  " (SELECT 1 FROM request r JOIN document d ON d.owner_id = r.person_id WHERE r.request_id = t.request_id"
	  " AND d.document_id = t.document_id) LIMIT 1") },
	{ "document", "a paper of nobody", RULE(
	  "SELECT CAST(t.document_id AS TEXT) AS broken FROM document t WHERE" NO_PERSON("t.owner_id") " LIMIT 1") },
	{ "document", "a paper lacks a piece, or has one too many", RULE(
	  "SELECT CAST(t.document_id AS TEXT) AS broken FROM document t WHERE t.pieces <> (SELECT COUNT(*) FROM"
	  " document_piece p WHERE p.document_id = t.document_id) LIMIT 1") },
	{ "document", "a paper was kept of which the journal knows nothing", RULE(
	  "SELECT CAST(t.document_id AS TEXT) AS broken FROM document t WHERE NOT EXISTS (SELECT 1 FROM event e"
	  " WHERE e.object = t.document_id AND e.object <> 0 AND e.kind = 'document.kept') LIMIT 1") },
	{ "document_piece", "a piece of no paper", RULE(
	  "SELECT CAST(t.document_id AS TEXT) AS broken FROM document_piece t WHERE NOT EXISTS"
	  " (SELECT 1 FROM document d WHERE d.document_id = t.document_id) LIMIT 1") },
	{ "user_person", "an account is somebody who isn't there", RULE(
	  "SELECT CAST(t.user_id AS TEXT) AS broken FROM user_person t WHERE" NO_PERSON("t.person_id") " OR NOT EXISTS"
	  " (SELECT 1 FROM user_account u WHERE u.user_id = t.user_id) LIMIT 1") },
	{ "contribution_period", "a contribution of nobody", RULE(NOBODY_AT_ALL("contribution_period")) },
	{ "contribution_period", "a period ends before it begins, an amount is below 0, or it was known until before it"
	  " was known", RULE(BACKWARDS("contribution_period", " OR t.period_until <= t.period_from OR t.amount < 0")) },
	{ "contribution_period", "two contributions for one time", RULE(TWICE("contribution_period",
	  " AND u.scheme = t.scheme", " AND (u.period_from <> t.period_from OR u.known_from <> t.known_from)"
	  " AND u.period_from < t.period_until AND t.period_from < u.period_until")) },
	{ "contribution_period", "a contribution of which the journal knows nothing", RULE(UNTOLD("contribution_period",
	  "'contribution.recorded'")) },
	{ "worked_month", "a worked month of nobody", RULE(NOBODY_AT_ALL("worked_month")) },
	{ "worked_month", "days or hours below 0, a month that doesn't begin on its first day, or that was known until"
	  " before it was known", RULE(BACKWARDS("worked_month",
	  " OR t.days < 0 OR t.hours < 0 OR CAST(t.month AS TEXT) NOT LIKE '%-01'")) },
	{ "worked_month", "two worked months for one time", RULE(TWICE("worked_month",
	  " AND u.scheme = t.scheme AND u.month = t.month", " AND u.known_from <> t.known_from")) },
	{ "worked_month", "a worked month of which the journal knows nothing", RULE(UNTOLD("worked_month",
	  "'employment.recorded'")) },
	{ "household_score", "a score of nobody", RULE(NOBODY_AT_ALL("household_score")) },
	{ "household_score", "a score ends before it begins, is empty, or was known until before it was known",
	  RULE(BACKWARDS("household_score", " OR t.until_day <= t.from_day OR t.score = ''")) },
	{ "household_score", "two scores for one day", RULE(TWICE("household_score", "",
	  " AND (u.from_day <> t.from_day OR u.known_from <> t.known_from)"
	  " AND u.from_day < t.until_day AND t.from_day < u.until_day")) },
	{ "household_score", "a score of which the journal knows nothing", RULE(UNTOLD("household_score",
	  "'household.recorded'")) },
	{ "person_death", "a death of nobody", RULE(NOBODY_AT_ALL("person_death")) },
	{ "person_death", "a death without a reason, or that was known until before it was known", RULE(
	  BACKWARDS("person_death", " OR t.reason = ''")) },
	{ "person_death", "two days of death of one person", RULE(TWICE("person_death", "",
	  " AND u.known_from <> t.known_from")) },
	{ "person_death", "a death of which the journal knows nothing", RULE(UNTOLD("person_death",
	  "'death.recorded'")) },
	{ "rights", "a right of nobody", RULE(NOBODY_AT_ALL("rights")) },
	{ "rights", "a right ends before it begins, or was known until before it was known", RULE(BACKWARDS(
	  "rights", " OR t.until_day <= t.from_day")) },
	{ "rights", "a right whose values of the law were not kept", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM rights t WHERE NOT EXISTS (SELECT 1 FROM rights_basis b"
	  " WHERE b.basis_id = t.basis_id) LIMIT 1") },
	{ "scheme_move", "people were moved without a second person's approval", RULE(
	  "SELECT CAST(nth AS TEXT) AS broken FROM scheme_move WHERE state IN " MOVE_DECIDED
	  " AND (approved_by = 0 OR approved_by = prepared_by) LIMIT 1") },
	{ "scheme_move", "a move was undone by one person alone", RULE(
	  "SELECT CAST(nth AS TEXT) AS broken FROM scheme_move WHERE state IN ('UNDOING', 'UNDONE')"
	  " AND (undo_by = 0 OR undo_approved_by = 0 OR undo_by = undo_approved_by) LIMIT 1") },
	{ "scheme_move", "a move's sums aren't those of its lines", RULE(
	  "SELECT CAST(m.nth AS TEXT) AS broken FROM scheme_move m WHERE m.state IN " MOVE_OVER " AND (m.moved <>"
	  " (SELECT COUNT(*) FROM scheme_move_line l WHERE l.move_id = m.move_id AND l.outcome = 'MOVED')"
	  " OR m.left_out <> (SELECT COUNT(*) FROM scheme_move_line l WHERE l.move_id = m.move_id"
	  " AND l.outcome <> 'MOVED')"
	  " + (SELECT COUNT(*) FROM scheme_move_asked k WHERE k.move_id = m.move_id AND k.person_id = 0)) LIMIT 1") },
	{ "scheme_move_line", "a line of no move, or about nobody", RULE(
	  "SELECT CAST(t.person_id AS TEXT) AS broken FROM scheme_move_line t WHERE NOT EXISTS"
	  " (SELECT 1 FROM scheme_move m WHERE m.move_id = t.move_id) OR" NO_PERSON("t.person_id") " LIMIT 1") },
	{ "scheme_move_line", "somebody who was moved has not the memberships that the move wrote", RULE(
	  "SELECT CAST(l.person_id AS TEXT) AS broken FROM scheme_move_line l"
	  " JOIN scheme_move m ON m.move_id = l.move_id WHERE m.state IN " MOVE_OVER
	  " AND l.outcome = 'MOVED' AND (NOT EXISTS"
	  " (SELECT 1 FROM membership x WHERE x.person_id = l.person_id AND x.scheme = m.to_scheme"
	  " AND x.from_day = m.day AND x.source_id = m.move_id) OR NOT EXISTS"
	  " (SELECT 1 FROM membership x WHERE x.person_id = l.person_id AND x.scheme = m.from_scheme"
	  " AND x.until_day = m.day AND x.source_id = m.move_id)) LIMIT 1") },
	{ "scheme_move_line", "somebody was moved back and still is where the move led", RULE(
	  "SELECT CAST(l.person_id AS TEXT) AS broken FROM scheme_move_line l"
	  " JOIN scheme_move m ON m.move_id = l.move_id JOIN membership x ON x.person_id = l.person_id"
	  " AND x.scheme = m.to_scheme AND x.source_id = m.move_id"
	  " AND x.known_until = " STILL " WHERE l.undo = 'UNDONE' LIMIT 1") },
	{ "membership", "a membership of a move that doesn't name the member", RULE(
	  "SELECT CAST(x.person_id AS TEXT) AS broken FROM membership x JOIN scheme_move m ON m.move_id = x.source_id"
	  " WHERE NOT EXISTS (SELECT 1 FROM scheme_move_line l WHERE l.move_id = m.move_id"
	  " AND l.person_id = x.person_id AND l.outcome = 'MOVED') AND NOT EXISTS"
	  " (SELECT 1 FROM person w JOIN scheme_move_line l ON l.move_id = m.move_id AND l.person_id = w.person_id"
	  " WHERE w.survivor_id = x.person_id) LIMIT 1") },
	{ "review", "a question about nobody", RULE(
	  "SELECT CAST(r.review_id AS TEXT) AS broken FROM review r"
	  " WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = r.other_id)"
	  " OR (r.person_id <> 0 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = r.person_id)) LIMIT 1") },
	{ 0 },
};
/* clang-format on */

const struct db_stmt *audit_rule(size_t i, const char **ret_table, const char **ret_what)
{
	must(i < sizeof rules / sizeof rules[0]);
	*ret_table = rules[i].table;
	*ret_what = rules[i].what;
	return rules[i].table != NULL ? &rules[i].stmt : NULL;
}

rc audit_rule_run(struct tx *tx, const struct db_stmt *rule, const struct audit_scope *scope, struct arena *a,
		  str *ret_key)
{
	struct found *f;
	size_t n;

	TRY(db_rows(tx, rule, scope, 1, a, &f, &n));
	*ret_key = n == 0 ? (str){ 0 } : f[0].broken;
	return OK;
}
