-- The newest job for an object: what pages ask to know whether it is being worked on.
CREATE INDEX job_object ON job (object, job_id);
