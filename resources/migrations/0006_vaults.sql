ALTER TABLE row_vault ADD COLUMN project_id TEXT REFERENCES row_project(id)
--;
CREATE INDEX vault_wrap_vault ON row_vault_wrap(vault_id)
--;
CREATE INDEX vault_link_vault ON row_vault_link(vault_id)
