-- revision = "a1b2"
-- message = "create artists"

-- [upgrade]
CREATE TABLE artists (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL UNIQUE);

-- [downgrade]
DROP TABLE artists;
