#include <retort/migrate/sqlite/adopt.h>

#include <algorithm>

#include <retort/engine/sqlite/ddl/split.h>
#include <retort/migrate/sqlite/own_sql.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

// What an adopted script holds besides ordinary statements.
struct Contents {
  bool begins = false;
  bool turns_foreign_keys_off = false;
  bool turns_foreign_keys_on = false;
  bool drops_a_table = false;
  /// The first statement that cannot be a part of a larger transaction.
  std::string outside{};
  /// What the revision's transaction does in its place.
  std::vector<std::string_view> superfluous{};
};

bool is_off(const ddl::Tokens& tokens) {
  return std::ranges::any_of(tokens, [](const ddl::Token& token) {
    return token.text == "0" || schema::same_name(token.text, "off") ||
           schema::same_name(token.text, "false") || schema::same_name(token.text, "no");
  });
}

bool sets_journal_mode(const ddl::Tokens& tokens) {
  return tokens[0].is("PRAGMA") && tokens.size() > 3 &&
         schema::same_name(tokens[1].text, "journal_mode");
}

bool ends_or_begins(const ddl::Token& first) {
  return first.is("BEGIN") || first.is("COMMIT") || first.is("END");
}

Contents read(std::string_view sql) {
  Contents contents;
  for (const ddl::ScriptStatement& statement : ddl::split_statements(sql)) {
    const ddl::Tokens tokens = ddl::tokenize(statement.text);
    if (switches_foreign_keys(tokens)) {
      (is_off(tokens) ? contents.turns_foreign_keys_off : contents.turns_foreign_keys_on) = true;
      contents.superfluous.push_back(statement.text);
    } else if (ends_or_begins(tokens[0])) {
      contents.begins = true;
      contents.superfluous.push_back(statement.text);
    } else if (contents.outside.empty() &&
               (is_transaction(tokens[0]) || tokens[0].is("VACUUM") || tokens[0].is("ATTACH") ||
                tokens[0].is("DETACH") || sets_journal_mode(tokens))) {
      contents.outside = std::string(statement.text);
    }
    contents.drops_a_table |= tokens[0].is("DROP") && tokens.size() > 1 && tokens[1].is("TABLE");
  }
  return contents;
}

// The script without some of its statements, their semicolons and the rest of their lines, if blank.
std::string without(std::string_view sql, const std::vector<std::string_view>& statements) {
  std::string result;
  std::size_t done = 0;
  for (const std::string_view statement : statements) {
    const auto begin = static_cast<std::size_t>(statement.data() - sql.data());
    result += sql.substr(done, begin - done);
    done = begin + statement.size();
    const std::size_t next = sql.find_first_not_of(" \t\r\n", done);
    if (next != sql.npos && sql[next] == ';') done = next + 1;
    const std::size_t end = sql.find_first_not_of(" \t\r", done);
    if (end != sql.npos && sql[end] == '\n') done = end + 1;
  }
  return result.append(sql.substr(done));
}

}  // namespace

detail::Adopted adopt(std::string_view sql, bool transaction) {
  const Contents contents = read(sql);
  detail::Adopted adopted;
  if (!contents.outside.empty() || (!transaction && !contents.begins)) {
    adopted.execute = {std::string(sql), false};
    if (transaction)
      adopted.notices.push_back("it runs outside of a transaction, because of `" +
                                contents.outside.substr(0, contents.outside.find('\n')) + "`");
    return adopted;
  }
  adopted.execute = {without(sql, contents.superfluous), true};
  adopted.execute.foreign_keys = !contents.turns_foreign_keys_off && !contents.drops_a_table;
  if (contents.begins)
    adopted.notices.push_back("its BEGIN and COMMIT are left out: a revision is a transaction");
  if (contents.turns_foreign_keys_off)
    adopted.notices.push_back(
        "its PRAGMA foreign_keys became `foreign_keys = false` of the whole section");
  else if (contents.turns_foreign_keys_on)
    adopted.notices.push_back("its PRAGMA foreign_keys is left out: they are on");
  return adopted;
}

}  // namespace retort::migrate::sqlite
