CREATE TABLE sync_meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
)
--;
CREATE TABLE command_mark (
    one INTEGER PRIMARY KEY CHECK (one = 1)
)
--;
CREATE TABLE row_organization (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    created_at TEXT NOT NULL,
    archived_at TEXT
)
--;
CREATE TRIGGER guard_organization_insert BEFORE INSERT ON row_organization
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_organization changes only inside a command');
END
--;
CREATE TRIGGER guard_organization_update BEFORE UPDATE ON row_organization
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_organization changes only inside a command');
END
--;
CREATE TRIGGER guard_organization_delete BEFORE DELETE ON row_organization
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_organization changes only inside a command');
END
--;
CREATE TABLE row_project (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES row_organization(id),
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    color TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    archived_at TEXT
)
--;
CREATE TRIGGER guard_project_insert BEFORE INSERT ON row_project
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_project changes only inside a command');
END
--;
CREATE TRIGGER guard_project_update BEFORE UPDATE ON row_project
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_project changes only inside a command');
END
--;
CREATE TRIGGER guard_project_delete BEFORE DELETE ON row_project
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_project changes only inside a command');
END
--;
CREATE TABLE row_instance (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES row_organization(id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    user TEXT NOT NULL,
    environment TEXT NOT NULL,
    provider TEXT NOT NULL,
    region TEXT NOT NULL,
    notes TEXT NOT NULL,
    created_at TEXT NOT NULL,
    archived_at TEXT
)
--;
CREATE TRIGGER guard_instance_insert BEFORE INSERT ON row_instance
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_instance changes only inside a command');
END
--;
CREATE TRIGGER guard_instance_update BEFORE UPDATE ON row_instance
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_instance changes only inside a command');
END
--;
CREATE TRIGGER guard_instance_delete BEFORE DELETE ON row_instance
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_instance changes only inside a command');
END
--;
CREATE TABLE row_instance_tag (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES row_instance(id) ON DELETE CASCADE,
    element TEXT NOT NULL,
    UNIQUE (owner, element)
)
--;
CREATE TRIGGER guard_instance_tag_insert BEFORE INSERT ON row_instance_tag
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_instance_tag changes only inside a command');
END
--;
CREATE TRIGGER guard_instance_tag_update BEFORE UPDATE ON row_instance_tag
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_instance_tag changes only inside a command');
END
--;
CREATE TRIGGER guard_instance_tag_delete BEFORE DELETE ON row_instance_tag
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_instance_tag changes only inside a command');
END
--;
CREATE TABLE row_project_link (
    id TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL REFERENCES row_project(id) ON DELETE CASCADE,
    instance TEXT NOT NULL REFERENCES row_instance(id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    UNIQUE (project, instance)
)
--;
CREATE TRIGGER guard_project_link_insert BEFORE INSERT ON row_project_link
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_project_link changes only inside a command');
END
--;
CREATE TRIGGER guard_project_link_update BEFORE UPDATE ON row_project_link
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_project_link changes only inside a command');
END
--;
CREATE TRIGGER guard_project_link_delete BEFORE DELETE ON row_project_link
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_project_link changes only inside a command');
END
--;
CREATE TABLE row_vault (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT REFERENCES row_organization(id),
    name TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_vault_insert BEFORE INSERT ON row_vault
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault changes only inside a command');
END
--;
CREATE TRIGGER guard_vault_update BEFORE UPDATE ON row_vault
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault changes only inside a command');
END
--;
CREATE TRIGGER guard_vault_delete BEFORE DELETE ON row_vault
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_vault changes only inside a command');
END
--;
CREATE TABLE row_secret (
    id TEXT NOT NULL PRIMARY KEY,
    vault_id TEXT NOT NULL REFERENCES row_vault(id),
    epoch INTEGER NOT NULL,
    rec_ver INTEGER NOT NULL,
    suite INTEGER NOT NULL,
    record_type TEXT NOT NULL,
    salt BLOB NOT NULL,
    commit_tag BLOB NOT NULL,
    ct BLOB NOT NULL,
    author TEXT,
    device TEXT,
    hlc INTEGER,
    sig BLOB,
    payload_schema INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_secret_insert BEFORE INSERT ON row_secret
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_secret changes only inside a command');
END
--;
CREATE TRIGGER guard_secret_update BEFORE UPDATE ON row_secret
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_secret changes only inside a command');
END
--;
CREATE TRIGGER guard_secret_delete BEFORE DELETE ON row_secret
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_secret changes only inside a command');
END
--;
CREATE TABLE row_secret_attachment (
    id TEXT NOT NULL PRIMARY KEY,
    secret_id TEXT NOT NULL REFERENCES row_secret(id) ON DELETE CASCADE,
    instance_id TEXT NOT NULL REFERENCES row_instance(id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    UNIQUE (secret_id, instance_id, purpose)
)
--;
CREATE TRIGGER guard_secret_attachment_insert BEFORE INSERT ON row_secret_attachment
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_secret_attachment changes only inside a command');
END
--;
CREATE TRIGGER guard_secret_attachment_update BEFORE UPDATE ON row_secret_attachment
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_secret_attachment changes only inside a command');
END
--;
CREATE TRIGGER guard_secret_attachment_delete BEFORE DELETE ON row_secret_attachment
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_secret_attachment changes only inside a command');
END
--;
CREATE TABLE row_host_key (
    id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    type TEXT NOT NULL,
    blob BLOB NOT NULL,
    note TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_host_key_insert BEFORE INSERT ON row_host_key
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_host_key changes only inside a command');
END
--;
CREATE TRIGGER guard_host_key_update BEFORE UPDATE ON row_host_key
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_host_key changes only inside a command');
END
--;
CREATE TRIGGER guard_host_key_delete BEFORE DELETE ON row_host_key
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_host_key changes only inside a command');
END
--;
CREATE UNIQUE INDEX organization_slug ON row_organization(slug) WHERE archived_at IS NULL
--;
CREATE UNIQUE INDEX project_slug ON row_project(organization, slug) WHERE archived_at IS NULL
--;
CREATE INDEX instance_name ON row_instance(organization, name COLLATE NOCASE)
--;
CREATE INDEX project_link_instance ON row_project_link(instance)
--;
CREATE INDEX instance_tag_element ON row_instance_tag(element)
--;
CREATE INDEX secret_vault ON row_secret(vault_id)
--;
CREATE INDEX secret_attachment_instance ON row_secret_attachment(instance_id)
--;
CREATE UNIQUE INDEX host_key_place ON row_host_key(host, port, type)
--;
CREATE TABLE base (
    t TEXT NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    cseq INTEGER NOT NULL,
    PRIMARY KEY (t, id)
)
--;
CREATE TABLE outbox (
    dseq INTEGER PRIMARY KEY,
    op_id TEXT NOT NULL UNIQUE,
    group_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent')),
    ack_n INTEGER
)
--;
CREATE TABLE sent_log (
    dseq INTEGER PRIMARY KEY,
    op_id TEXT NOT NULL UNIQUE,
    group_json TEXT NOT NULL,
    ack_n INTEGER NOT NULL,
    acknowledged_at TEXT NOT NULL
)
--;
CREATE TABLE quarantine (
    dseq INTEGER PRIMARY KEY,
    group_json TEXT NOT NULL,
    reason TEXT NOT NULL
)
--;
CREATE TABLE conflict_local (
    id TEXT NOT NULL PRIMARY KEY,
    t TEXT NOT NULL,
    row_id TEXT NOT NULL,
    json TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    device TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    object_name TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    dev_seq INTEGER NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
)
--;
CREATE INDEX audit_object ON audit(object_id, seq)
--;
CREATE INDEX audit_action ON audit(action, seq)
--;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit chain only grows');
END
--;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit chain only grows');
END
--;
CREATE TABLE audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
)
--;
CREATE TABLE local_instance (
    instance_id TEXT NOT NULL PRIMARY KEY,
    last_seen_at TEXT,
    latency_ms INTEGER,
    state TEXT NOT NULL
)
--;
CREATE TABLE local_value (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
)
--;
CREATE TABLE local_vault (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    bundle BLOB,
    kdf TEXT,
    wrapped BLOB,
    failures INTEGER,
    last_failure TEXT,
    extra TEXT
)
--;
CREATE TABLE local_secret_index (
    secret_id TEXT NOT NULL PRIMARY KEY,
    name TEXT,
    kind TEXT,
    user TEXT,
    key_type TEXT,
    fingerprint TEXT,
    public_key TEXT,
    last_used_at TEXT,
    rec_ver_seen INTEGER
)
--;
CREATE TABLE local_secret_seen (
    secret_id TEXT NOT NULL PRIMARY KEY,
    rec_ver INTEGER NOT NULL
)
