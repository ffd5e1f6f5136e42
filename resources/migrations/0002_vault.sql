ALTER TABLE row_secret ADD COLUMN payload_schema INTEGER NOT NULL DEFAULT 1
--;
CREATE UNIQUE INDEX secret_index_name ON local_secret_index(name COLLATE NOCASE)
