CREATE UNIQUE INDEX secret_index_name ON local_secret_index(name COLLATE NOCASE)
