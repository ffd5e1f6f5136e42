ALTER TABLE row_instance ADD COLUMN proxy TEXT
--;
ALTER TABLE row_instance ADD COLUMN proxy_credential TEXT
--;
ALTER TABLE row_instance ADD COLUMN old_algorithms INTEGER CHECK (old_algorithms IN (0, 1))
--;
ALTER TABLE row_group ADD COLUMN proxy TEXT
--;
ALTER TABLE row_group ADD COLUMN proxy_credential TEXT
--;
ALTER TABLE local_instance ADD COLUMN agent TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE local_instance ADD COLUMN debug_log INTEGER NOT NULL DEFAULT 0
--;
CREATE TABLE local_proxy_command (
    command TEXT NOT NULL PRIMARY KEY
)
