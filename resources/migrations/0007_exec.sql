CREATE TABLE row_command_rule (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES row_organization(id),
    name TEXT NOT NULL,
    effect TEXT NOT NULL CHECK (effect IN ('allow', 'confirm', 'deny')),
    kind TEXT NOT NULL CHECK (kind IN ('words', 'regex')),
    pattern TEXT NOT NULL,
    environment TEXT NOT NULL,
    role TEXT NOT NULL,
    project TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_command_rule_insert BEFORE INSERT ON row_command_rule
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_command_rule changes only inside a command');
END
--;
CREATE TRIGGER guard_command_rule_update BEFORE UPDATE ON row_command_rule
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_command_rule changes only inside a command');
END
--;
CREATE TRIGGER guard_command_rule_delete BEFORE DELETE ON row_command_rule
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_command_rule changes only inside a command');
END
--;
CREATE UNIQUE INDEX command_rule_name ON row_command_rule(organization, name COLLATE NOCASE)
--;
CREATE TABLE local_execution (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    command TEXT NOT NULL,
    is_masked INTEGER NOT NULL,
    settings TEXT NOT NULL,
    origin TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    counts TEXT NOT NULL,
    targets INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL
)
--;
CREATE INDEX local_execution_started ON local_execution(started_at)
--;
CREATE TABLE local_execution_host (
    execution TEXT NOT NULL REFERENCES local_execution(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    instance TEXT NOT NULL,
    name TEXT NOT NULL,
    environment TEXT NOT NULL,
    state TEXT NOT NULL,
    exit_code INTEGER,
    exit_signal TEXT NOT NULL,
    error TEXT NOT NULL,
    took_ms INTEGER NOT NULL,
    digest TEXT NOT NULL,
    out_bytes INTEGER NOT NULL,
    err_bytes INTEGER NOT NULL,
    out_text TEXT NOT NULL,
    err_text TEXT NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (execution, position)
)
