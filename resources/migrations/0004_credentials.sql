ALTER TABLE row_secret ADD COLUMN expires_at TEXT
--;
ALTER TABLE row_secret ADD COLUMN rotation_days INTEGER
--;
ALTER TABLE row_secret ADD COLUMN rotated_at TEXT
--;
ALTER TABLE row_secret ADD COLUMN snoozed_until TEXT
--;
ALTER TABLE row_secret ADD COLUMN snooze_reason TEXT
--;
ALTER TABLE row_secret ADD COLUMN revoked_at TEXT
--;
ALTER TABLE row_secret_attachment ADD COLUMN person TEXT
--;
ALTER TABLE local_secret_index ADD COLUMN detail TEXT
--;
CREATE TABLE row_rotation (
    id TEXT NOT NULL PRIMARY KEY,
    secret_id TEXT NOT NULL REFERENCES row_secret(id) ON DELETE CASCADE,
    method TEXT NOT NULL,
    state TEXT NOT NULL,
    fresh_id TEXT,
    old_id TEXT,
    plan TEXT,
    message TEXT,
    started_at TEXT NOT NULL,
    ended_at TEXT
)
--;
CREATE TRIGGER guard_rotation_insert BEFORE INSERT ON row_rotation
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_rotation changes only inside a command');
END
--;
CREATE TRIGGER guard_rotation_update BEFORE UPDATE ON row_rotation
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_rotation changes only inside a command');
END
--;
CREATE TRIGGER guard_rotation_delete BEFORE DELETE ON row_rotation
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_rotation changes only inside a command');
END
--;
CREATE INDEX rotation_secret ON row_rotation(secret_id, started_at)
--;
CREATE TABLE row_rotation_target (
    id TEXT NOT NULL PRIMARY KEY,
    rotation_id TEXT NOT NULL REFERENCES row_rotation(id) ON DELETE CASCADE,
    instance_id TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT,
    changed_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_rotation_target_insert BEFORE INSERT ON row_rotation_target
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_rotation_target changes only inside a command');
END
--;
CREATE TRIGGER guard_rotation_target_update BEFORE UPDATE ON row_rotation_target
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_rotation_target changes only inside a command');
END
--;
CREATE TRIGGER guard_rotation_target_delete BEFORE DELETE ON row_rotation_target
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_rotation_target changes only inside a command');
END
--;
CREATE INDEX rotation_target_rotation ON row_rotation_target(rotation_id)
--;
CREATE TABLE row_vault_wrap (
    id TEXT NOT NULL PRIMARY KEY,
    vault_id TEXT NOT NULL REFERENCES row_vault(id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    recipient_kind TEXT NOT NULL,
    public_key BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_vault_wrap_insert BEFORE INSERT ON row_vault_wrap
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault_wrap changes only inside a command');
END
--;
CREATE TRIGGER guard_vault_wrap_update BEFORE UPDATE ON row_vault_wrap
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault_wrap changes only inside a command');
END
--;
CREATE TRIGGER guard_vault_wrap_delete BEFORE DELETE ON row_vault_wrap
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault_wrap changes only inside a command');
END
--;
CREATE TABLE row_vault_link (
    id TEXT NOT NULL PRIMARY KEY,
    vault_id TEXT NOT NULL REFERENCES row_vault(id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_vault_link_insert BEFORE INSERT ON row_vault_link
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault_link changes only inside a command');
END
--;
CREATE TRIGGER guard_vault_link_update BEFORE UPDATE ON row_vault_link
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault_link changes only inside a command');
END
--;
CREATE TRIGGER guard_vault_link_delete BEFORE DELETE ON row_vault_link
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault_link changes only inside a command');
END
