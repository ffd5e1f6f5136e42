CREATE TABLE row_group (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES row_organization(id),
    parent TEXT REFERENCES row_group(id),
    name TEXT NOT NULL,
    user TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535),
    environment TEXT NOT NULL,
    credential TEXT NOT NULL,
    jump TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_group_insert BEFORE INSERT ON row_group
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_group changes only inside a command');
END
--;
CREATE TRIGGER guard_group_update BEFORE UPDATE ON row_group
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_group changes only inside a command');
END
--;
CREATE TRIGGER guard_group_delete BEFORE DELETE ON row_group
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_group changes only inside a command');
END
--;
CREATE UNIQUE INDEX group_name ON row_group(organization, coalesce(parent, ''), name COLLATE NOCASE)
--;
CREATE INDEX group_parent ON row_group(parent)
--;
CREATE TABLE row_service (
    id TEXT NOT NULL PRIMARY KEY,
    instance TEXT NOT NULL REFERENCES row_instance(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    path TEXT NOT NULL,
    credential TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_service_insert BEFORE INSERT ON row_service
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_service changes only inside a command');
END
--;
CREATE TRIGGER guard_service_update BEFORE UPDATE ON row_service
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_service changes only inside a command');
END
--;
CREATE TRIGGER guard_service_delete BEFORE DELETE ON row_service
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_service changes only inside a command');
END
--;
CREATE INDEX service_instance ON row_service(instance)
--;
CREATE TABLE row_saved_view (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES row_organization(id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at TEXT NOT NULL
)
--;
CREATE TRIGGER guard_saved_view_insert BEFORE INSERT ON row_saved_view
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_saved_view changes only inside a command');
END
--;
CREATE TRIGGER guard_saved_view_update BEFORE UPDATE ON row_saved_view
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_saved_view changes only inside a command');
END
--;
CREATE TRIGGER guard_saved_view_delete BEFORE DELETE ON row_saved_view
WHEN NOT EXISTS (SELECT 1 FROM command_mark)
BEGIN
    SELECT RAISE(ABORT, 'row_saved_view changes only inside a command');
END
--;
CREATE UNIQUE INDEX saved_view_name ON row_saved_view(organization, name COLLATE NOCASE)
--;
ALTER TABLE row_instance ADD COLUMN group_id TEXT REFERENCES row_group(id)
--;
ALTER TABLE row_instance ADD COLUMN own_port INTEGER CHECK (own_port IN (0, 1))
--;
ALTER TABLE row_instance ADD COLUMN jump TEXT
--;
CREATE INDEX instance_group ON row_instance(group_id)
--;
CREATE INDEX instance_address ON row_instance(organization, address, port)
--;
ALTER TABLE row_project ADD COLUMN notes TEXT
--;
ALTER TABLE local_instance ADD COLUMN favorite INTEGER NOT NULL DEFAULT 0
--;
ALTER TABLE local_instance ADD COLUMN opened_at TEXT
--;
ALTER TABLE local_instance ADD COLUMN key_file TEXT NOT NULL DEFAULT ''
