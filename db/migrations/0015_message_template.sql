-- Texts of messages that the fund wrote itself. A kind, channel and language without a row has the text that the program
-- comes with (src/domain/message/template.def). The newest version is in force; none is ever changed.
CREATE TABLE message_template (
  kind @text NOT NULL, -- what it is about, such as activation.code
  channel @text NOT NULL, -- SMS or EMAIL
  language @text NOT NULL, -- ar, fr or en
  version @int NOT NULL, -- 1, 2, 3...; the program's own text counts as 0
  subject @text NOT NULL, -- of an e-mail, empty otherwise
  body @text NOT NULL, -- the text with its placeholders, such as {code}
  written_at @instant NOT NULL, -- when; it is in force until the next version
  written_by @id NOT NULL, -- user, 0: the operator
  PRIMARY KEY (kind, channel, language, version)
) @clustered;
