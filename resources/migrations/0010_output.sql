ALTER TABLE local_execution_host ADD COLUMN arrival TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE local_execution_host ADD COLUMN cut TEXT NOT NULL DEFAULT ''
