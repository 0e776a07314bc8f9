-- How many people a run told that their right of today is another one.
ALTER TABLE rights_run ADD COLUMN told @int NOT NULL DEFAULT 0;
