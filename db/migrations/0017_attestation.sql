-- Attestations: what the fund said about a person on paper. Rows are never changed.
CREATE TABLE attestation (
  attestation_id @id NOT NULL PRIMARY KEY, -- the attestation
  reference @text NOT NULL, -- twelve characters, without dashes; whoever has the paper has it, nobody can guess it
  person_id @id NOT NULL, -- about whom
  kind @text NOT NULL, -- REGISTRATION, RIGHTS, FAMILY
  language @text NOT NULL, -- of the paper: ar, fr or en
  day @day NOT NULL, -- on which it was issued
  content_hash @text NOT NULL, -- SHA-256 of what it says, without reference and time: the same again is the same paper
  jws @text NOT NULL, -- the signed statement: all that stands on the paper is in it
  issued_at @instant NOT NULL, -- when
  issued_by @id NOT NULL, -- user, 0: the operator at the command line
  on_behalf @bool NOT NULL -- 1: somebody of the fund asked for it in the person's name; 0: the person did
) @table;
CREATE UNIQUE INDEX attestation_reference ON attestation (reference);
CREATE UNIQUE INDEX attestation_same ON attestation (person_id, kind, language, day, content_hash);
