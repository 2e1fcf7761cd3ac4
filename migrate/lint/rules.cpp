// The rules of lint as a table. docs/lint.md says the same; a test compares them.

#include <algorithm>

#include <retort/migrate/lint.h>

namespace retort::migrate {

const std::vector<LintRule>& lint_rules() {
  static const std::vector<LintRule> rules = {
      {"DS101", Level::error, "a table is dropped", "its rows are gone, also after a downgrade",
       "keep it for a release, renamed; say `allow_destructive = true` when it may go"},
      {"DS102", Level::error, "a column is dropped", "its values are gone, also after a downgrade",
       "move the values first; say `allow_destructive = true` when it may go"},
      {"DS103", Level::error, "a virtual table is dropped", "its content is gone",
       "say `allow_destructive = true` where it can be made again"},
      {"DS104", Level::error, "a column gets a type that may not hold its values",
       "values are stored as others, such as '007' as 7",
       "look at what `plan` names; convert the values by an `execute` before it"},
      {"DS105", Level::error, "a column becomes generated",
       "the expression takes the place of the values", "compare both first, in an `execute`"},
      {"DS106", Level::error, "rows that break a constraint are deleted or filled",
       "the rows or values are gone", "look at what `plan` names before allowing it"},
      {"FA101", Level::warning, "rows are changed on which a trigger runs",
       "the trigger does to other tables what nobody thinks of in a migration",
       "drop the trigger in the script and make it anew behind the change"},
      {"FA102", Level::warning, "rows are deleted to which others refer",
       "foreign keys delete or change those, too", "move or keep the other rows first"},
      {"FA103", Level::error, "own SQL drops a table to which others refer",
       "SQLite deletes its rows first, and foreign keys act on the others",
       "use `drop_table` and `alter_column`, or say `foreign_keys = false`"},
      {"RF101", Level::warning, "a foreign key has no index on its columns",
       "each delete and each change of a key in the other table reads the whole table",
       "create an index that begins with these columns"},
      {"RF102", Level::error, "a foreign key refers to columns that are no key",
       "SQLite answers every change with \"foreign key mismatch\"",
       "make the columns the primary key or unique, or refer to others"},
      {"RI101", Level::warning, "a table becomes WITHOUT ROWID", "its rowids are gone",
       "make sure that nothing holds them"},
      {"RI102", Level::warning, "a table loses its INTEGER PRIMARY KEY",
       "nothing keeps its rowids, and VACUUM may give others",
       "keep it, and make the new key unique beside it"},
      {"RI103", Level::warning, "a table loses AUTOINCREMENT",
       "keys of rows that were deleted are given again", "keep it where anybody remembers keys"},
      {"RI104", Level::warning, "an FTS5 table holds rowids that nothing keeps",
       "VACUUM may give others, and a search finds the wrong rows",
       "give the table an INTEGER PRIMARY KEY"},
      {"RW101", Level::warning, "a column becomes NOT NULL", "rows with NULL there stop it",
       "say what they get with `fill`, or `violations = \"delete\"`"},
      {"RW102", Level::warning, "a column is added NOT NULL without a default",
       "rows that are there have no value for it", "give it a default or a `fill`"},
      {"RW104", Level::warning, "a key becomes unique", "rows with the same values stop it",
       "make them differ by an `execute` before it, or say `violations = \"delete\"`"},
      {"RW105", Level::warning, "a CHECK is added", "rows that break it stop it",
       "change them by an `execute` before it or with `fill`, or say `violations = \"delete\"`"},
      {"RW106", Level::warning, "a foreign key is added", "rows that refer to nothing stop it",
       "say `fill = \"NULL\"` or `violations = \"delete\"`"},
      {"SP101", Level::error, "a script suppresses a code that there is not", "it is misspelt",
       "correct it"},
      {"SP102", Level::warning, "a script suppresses what is not found",
       "the next one who adds it is not told", "take it away"},
      {"SQ101", Level::warning, "a PRAGMA has no effect in a transaction",
       "SQLite ignores it without a word",
       "let it stand in an `execute` with `transaction = false`"},
      {"SQ102", Level::warning, "a text stands in double quotes",
       "it is a column's name as soon as there is such a column, and an error where SQLite was "
       "built to be strict",
       "put it in single quotes"},
      {"SZ101", Level::notice, "a large table is rebuilt",
       "nobody can write meanwhile, and the disk needs room for a copy",
       "run it with `--backup` at a quiet time"},
      {"VN101", Level::error, "something is newer than the oldest SQLite the project ships to",
       "the script fails there", "write it otherwise, or raise `lint.oldest_version`"},
      {"WB101", Level::warning, "a revision has no downgrade", "nobody gets back behind it",
       "write one, or say why there is none with `suppress`"},
      {"WB102", Level::notice, "own SQL has no counterpart in the downgrade",
       "what it did to the rows stays", "write one, or say why there is none with `suppress`"},
  };
  return rules;
}

const LintRule* find_lint_rule(std::string_view code) {
  const auto found = std::ranges::find(lint_rules(), code, &LintRule::code);
  return found == lint_rules().end() ? nullptr : &*found;
}

}  // namespace retort::migrate
