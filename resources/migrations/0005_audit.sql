ALTER TABLE audit ADD COLUMN format INTEGER NOT NULL DEFAULT 1
--;
ALTER TABLE audit ADD COLUMN signature TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE audit_head ADD COLUMN dev_seq INTEGER NOT NULL DEFAULT 0
--;
CREATE INDEX audit_at ON audit(at, seq)
--;
CREATE INDEX audit_actor ON audit(actor, seq)
--;
CREATE TABLE audit_detail (
    seq INTEGER PRIMARY KEY,
    salt TEXT NOT NULL,
    text TEXT NOT NULL
)
--;
CREATE TABLE audit_prune_mark (
    one INTEGER PRIMARY KEY CHECK (one = 1)
)
--;
CREATE TRIGGER audit_detail_no_update BEFORE UPDATE ON audit_detail
BEGIN
    SELECT RAISE(ABORT, 'details of the audit chain are not changed');
END
--;
CREATE TRIGGER audit_detail_no_delete BEFORE DELETE ON audit_detail
WHEN NOT EXISTS (SELECT 1 FROM audit_prune_mark)
BEGIN
    SELECT RAISE(ABORT, 'details of the audit chain go by retention only');
END
