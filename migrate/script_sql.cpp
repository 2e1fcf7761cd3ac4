#include <algorithm>

#include <retort/migrate/detail/script_header.h>
#include <retort/migrate/detail/script_sql.h>
#include <retort/migrate/detail/text_file.h>

namespace retort::migrate::detail {

namespace {

constexpr std::string_view upgrade_mark = "[upgrade]";
constexpr std::string_view downgrade_mark = "[downgrade]";
constexpr std::string_view no_transaction = "transaction = false";
constexpr std::string_view no_foreign_keys = "foreign_keys = false";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

// What a comment of one line says; nothing for another line.
std::string_view comment(std::string_view line) {
  line = trimmed(line);
  return line.starts_with("--") ? trimmed(line.substr(2)) : std::string_view();
}

// `word = ...`: a line of the header, other than a comment that is one.
bool is_entry(std::string_view text) {
  const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
  return end != 0 && end != text.npos && trimmed(text.substr(end)).starts_with("=");
}

class SqlScript {
 public:
  SqlScript(std::string_view text, const std::filesystem::path& path) : path_(path) {
    text = without_byte_order_mark(text);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      ++line_;
      add(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  Script read() const {
    Script script{with_reader(header_, path_, read_header)};
    script.upgrade = operations(upgrade_);
    script.downgrade = operations(downgrade_);
    return script;
  }

 private:
  void add(std::string_view line) {
    const std::string_view said = comment(line);
    if (said.starts_with(upgrade_mark)) return begin(upgrade_, "upgrade", said);
    if (said.starts_with(downgrade_mark)) return begin(downgrade_, "downgrade", said);
    if (section_ != nullptr) {
      section_->text.append(line) += '\n';
      return;
    }
    if (said.empty() && !trimmed(line).empty() && !trimmed(line).starts_with("--"))
      fail(
          "this stands before the section `-- [upgrade]`; only the header may, in comments such as "
          "`-- revision = \"3f2a9c1b7d04\"`");
    // A line for a line, so that messages about the header name the right one.
    header_.append(is_entry(said) ? said : std::string_view()) += '\n';
  }

  struct Section {
    std::string text{};
    bool seen = false;
    bool transaction = true;
    bool foreign_keys = true;
  };

  void begin(Section& section, const std::string& name, std::string_view mark) {
    if (section.seen) fail("there is a section `-- [" + name + "]` already");
    const std::string_view rest = trimmed(mark.substr(name.size() + 2));
    if (!rest.empty() && rest != no_transaction && rest != no_foreign_keys)
      fail("only `" + std::string(no_transaction) + "` or `" + std::string(no_foreign_keys) +
           "` may stand behind `-- [" + name + "]`");
    section.seen = true;
    section.transaction = rest != no_transaction;
    section.foreign_keys = rest != no_foreign_keys;
    section_ = &section;
  }

  static std::vector<Operation> operations(const Section& section) {
    const std::string_view sql = trimmed(section.text);
    if (sql.empty()) return {};
    return {Execute{std::string(sql), section.transaction, section.foreign_keys}};
  }

  [[noreturn]] void fail(const std::string& message) const {
    throw MigrateError(path_.string() + ":" + std::to_string(line_) + ": " + message);
  }

  const std::filesystem::path& path_;
  int line_ = 0;
  std::string header_;
  Section upgrade_;
  Section downgrade_;
  Section* section_ = nullptr;
};

std::string section(std::string_view mark, const std::vector<Operation>& operations) {
  std::string text = "\n-- " + std::string(mark);
  const auto is_any = [&](bool Execute::*member) {
    return std::ranges::any_of(operations, [&](const Operation& operation) {
      const auto* execute = std::get_if<Execute>(&operation);
      return execute != nullptr && !(execute->*member);
    });
  };
  if (is_any(&Execute::transaction))
    text += " " + std::string(no_transaction);
  else if (is_any(&Execute::foreign_keys))
    text += " " + std::string(no_foreign_keys);
  text += '\n';
  for (const Operation& operation : operations) {
    const auto* execute = std::get_if<Execute>(&operation);
    if (execute == nullptr)
      throw MigrateError("a script in SQL cannot hold an operation: " + describe(operation));
    text += execute->sql;
    text += execute->sql.ends_with(';') ? "\n" : ";\n";
  }
  return text;
}

}  // namespace

bool is_sql_script(const std::filesystem::path& path) {
  return path.native().ends_with(".sql") && path.filename() != ".sql";
}

Script parse_sql_script(std::string_view text, const std::filesystem::path& path) {
  Script script = SqlScript(text, path).read();
  script.path = path;
  script.text = text;
  return script;
}

std::string write_sql_script(const Script& script) {
  std::string text;
  if (script.message.find('\n') != std::string::npos)
    throw MigrateError("the message of a script in SQL has to be one line");
  const std::string header = header_fields(script).lines();
  for (std::size_t begin = 0; begin < header.size();) {
    const std::size_t end = header.find('\n', begin);
    text.append("-- ").append(header, begin, end - begin + 1);
    begin = end + 1;
  }
  return text + section(upgrade_mark, script.upgrade) + section(downgrade_mark, script.downgrade);
}

}  // namespace retort::migrate::detail
