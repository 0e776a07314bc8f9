-- The outbox: what people are to be told, written by the transaction that is the reason for it.
CREATE TABLE message (
  message_id @id NOT NULL PRIMARY KEY, -- the message
  person_id @id NOT NULL, -- to whom, 0 when nobody in the register
  cause @id NOT NULL, -- what it follows from: a campaign, a request, 0 if nothing
  kind @text NOT NULL, -- what it is about, such as activation.code
  channel @text NOT NULL, -- SMS or EMAIL
  language @text NOT NULL, -- ar, fr or en
  receiver @text NOT NULL, -- E.164 without the plus sign, or an address
  subject @text NOT NULL, -- of an e-mail, empty otherwise
  body @text NOT NULL, -- the text; empty once it was sent when it held a secret
  secret @bool NOT NULL, -- 1: holds a code or a link that opens something
  rank @int NOT NULL, -- 0: somebody is waiting for it, also at night; 1: at a decent hour, after those
  parts @int NOT NULL, -- messages that the network counts
  state @text NOT NULL, -- WAITING, SENDING, SENT, DELIVERED, FAILED, EXPIRED
  tries @int NOT NULL, -- how often the gateway was asked
  not_before @instant NOT NULL, -- when to try (again); of one that is SENDING: from when on it counts as lost
  expires_at @instant NOT NULL, -- no use any more from here on
  asked_at @instant NOT NULL, -- when it was written
  sent_at @instant NOT NULL, -- when the gateway took it, 0 before
  ended_at @instant NOT NULL, -- when it was delivered, or given up, 0 before
  why @text NOT NULL -- the gateway's words about a failure
) @table;
CREATE INDEX message_due ON message (channel, rank, not_before) WHERE state IN ('WAITING', 'SENDING');
CREATE INDEX message_person ON message (person_id, message_id) WHERE person_id <> 0;
CREATE INDEX message_cause ON message (cause, message_id) WHERE cause <> 0;

-- Where messages go out, one row a channel.
CREATE TABLE message_gateway (
  channel @text NOT NULL PRIMARY KEY, -- SMS or EMAIL
  url @text NOT NULL, -- address of the gateway
  user_name @text NOT NULL, -- of the fund there
  password_sealed @blob NOT NULL, -- sealed with the fund's key
  sender @text NOT NULL, -- what the receiver sees
  per_second @int NOT NULL, -- throttle: messages a second
  quiet_from @int NOT NULL, -- minute of the day (UTC+1) from which nobody is disturbed
  quiet_until @int NOT NULL, -- until which; equal to quiet_from: no such time
  part_cost @int NOT NULL, -- of one part, in ten thousandths of the fund's currency, 0 if not known
  report_url @text NOT NULL, -- where the gateway reports deliveries: the portal's address, empty if it doesn't
  changed_at @instant NOT NULL, -- when
  changed_by @id NOT NULL -- user
) @table;
