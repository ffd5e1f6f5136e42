CREATE TABLE row_forward (
    id TEXT NOT NULL PRIMARY KEY,
    instance TEXT NOT NULL REFERENCES row_instance(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('local', 'remote', 'dynamic')),
    name TEXT NOT NULL,
    listen_host TEXT NOT NULL,
    listen_port INTEGER NOT NULL CHECK (listen_port BETWEEN 0 AND 65535),
    listen_path TEXT NOT NULL,
    target_host TEXT NOT NULL,
    target_port INTEGER NOT NULL CHECK (target_port BETWEEN 0 AND 65535),
    target_path TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_forward_insert BEFORE INSERT ON row_forward
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_forward changes only inside a command');
END
--;
CREATE TRIGGER guard_forward_update BEFORE UPDATE ON row_forward
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_forward changes only inside a command');
END
--;
CREATE TRIGGER guard_forward_delete BEFORE DELETE ON row_forward
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_forward changes only inside a command');
END
--;
CREATE INDEX forward_instance ON row_forward(instance)
--;
CREATE TABLE local_forward (
    forward TEXT NOT NULL PRIMARY KEY,
    spec TEXT NOT NULL
)
