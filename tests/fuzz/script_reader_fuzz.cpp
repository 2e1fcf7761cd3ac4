// Scripts of any content: read or refused. What was read is written and read back as the same text.

#include <cstdlib>
#include <iostream>

#include <retort/migrate/script.h>
#include <retort/schema/error.h>

#include "fuzz/fuzz.h"

namespace retort::fuzz {

namespace {

void read(std::string_view data, const char* file) {
  migrate::Script script;
  try {
    script = migrate::parse_script(data, file);
    migrate::parse_revision(std::string(data), file);
  } catch (const Error&) {
    return;
  }
  std::string written;
  try {
    written = migrate::write_script(script);
  } catch (const Error&) {
    return;  // a script in SQL cannot say everything that is read from one
  }
  const std::string again = migrate::write_script(migrate::parse_script(written, file));
  if (again == written) return;
  std::cerr << "written:\n" << written << "\nread and written again:\n" << again << '\n';
  std::abort();
}

}  // namespace

void fuzz_one(std::string_view data) {
  read(data, "script.toml");
  read(data, "script.sql");
}

std::vector<std::string> corpus() {
  return {
      R"text(revision = "3f2a9c1b7d04"
down_revision = ["a1b2c3d4e5f6", "0c0ffee0c0de"]
depends_on = "films"
branch_labels = ["music"]
message = "create artists"
created = 2026-11-22T11:30:00Z

[[upgrade]]
op = "create_table"
table = "artists"
columns = [
  { name = "id", type = "INTEGER", nullable = false },
  { name = "name", type = "VARCHAR(50)", default = "'x'", collation = "NOCASE" },
]
primary_key = ["id"]
unique = [["name"]]

[[upgrade]]
op = "create_index"
table = "artists"
name = "ix_artists_year"
columns = [{ expression = "lower(name)" }, { column = "year", descending = true }]
where = "year IS NOT NULL"

[[downgrade]]
op = "drop_table"
table = "artists"
)text",
      R"text(revision = "b"
message = '''
two
lines'''

[[upgrade]]
op = "bulk_insert"
table = "artists"
rows = [{ id = 1, name = "Tool", photo = { hex = "ffd8" }, ok = true, x = 1.5 }]

[[upgrade]]
op = "execute"
sql = '''
UPDATE artists SET a = 'b';
DELETE FROM albums;'''

[[upgrade]]
op = "alter_column"
table = "artists"
column = "founded"
new_name = "year"
nullable = false
fill = "1900"
)text",
      R"text(-- revision = "3f2a9c1b7d04"
-- down_revision = "a1b2c3d4e5f6"
-- message = "create artists"

-- [upgrade]
CREATE TABLE artists (id INTEGER PRIMARY KEY);

-- [downgrade]
DROP TABLE artists;
)text",
  };
}

}  // namespace retort::fuzz
