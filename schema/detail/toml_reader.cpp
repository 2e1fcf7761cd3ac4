// Reading TOML tables with messages that a person can act on.

#include <retort/schema/detail/toml_reader.h>

#include <algorithm>

#include <retort/schema/detail/nearest.h>
#include <retort/schema/error.h>
#include <retort/schema/name.h>

namespace retort::schema::detail {

namespace {

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

[[noreturn]] void wrong_kind(const TomlNode& node, std::string_view source, std::string_view key,
                             std::string_view wanted) {
  fail_at(
      source, node.line,
      in_quotes(key) + " has to be " + std::string(wanted) + ", and is " + std::string(kind(node)));
}

const TomlTable& as_table(const TomlNode& node, std::string_view source, std::string_view what) {
  if (const auto* table = std::get_if<TomlTable>(&node.value)) return *table;
  fail_at(source, node.line,
          "this " + std::string(what) + " has to be a table { ... }, and is " +
              std::string(kind(node)));
}

}  // namespace

void fail_at(std::string_view source, int line, const std::string& message) {
  throw Error(std::string(source) + ":" + std::to_string(line) + ": " + message);
}

const std::string& as_text(const TomlNode& node, std::string_view source, std::string_view key) {
  if (const auto* text = std::get_if<std::string>(&node.value)) return *text;
  wrong_kind(node, source, key, "a string in quotes");
}

const TomlArray& as_list(const TomlNode& node, std::string_view source, std::string_view key) {
  if (const auto* list = std::get_if<TomlArray>(&node.value)) return *list;
  wrong_kind(node, source, key, "a list [...]");
}

TomlReader::TomlReader(const TomlTable& table, int line, std::string_view source,
                       std::string_view what)
    : table_(table), line_(line), source_(source), what_(what) {}

TomlReader::TomlReader(const TomlNode& node, std::string_view source, std::string_view what)
    : TomlReader(as_table(node, source, what), node.line, source, what) {}

const TomlNode* TomlReader::find(std::string_view key) {
  asked_.emplace_back(key);
  const auto entry = std::ranges::find(table_, key, &TomlEntry::key);
  return entry == table_.end() ? nullptr : &entry->node;
}

const TomlNode& TomlReader::require(std::string_view key) {
  if (const TomlNode* node = find(key)) return *node;
  // A misspelt key is the likeliest reason for a missing one, so look for it before giving up.
  const std::string meant = nearest(key, unread_keys());
  fail(line_, "this " + std::string(what_) + " has no key " + in_quotes(key) +
                  (meant.empty() ? "" : ", but an unknown key " + in_quotes(meant)));
}

std::string TomlReader::text(std::string_view key) { return as_text(require(key), source_, key); }

std::optional<std::string> TomlReader::optional_text(std::string_view key) {
  const TomlNode* node = find(key);
  return node ? std::optional(as_text(*node, source_, key)) : std::nullopt;
}

std::string TomlReader::text_or_empty(std::string_view key) {
  return optional_text(key).value_or("");
}

std::optional<bool> TomlReader::optional_flag(std::string_view key) {
  const TomlNode* node = find(key);
  if (!node) return std::nullopt;
  if (const bool* flag = std::get_if<bool>(&node->value)) return *flag;
  wrong_kind(*node, source_, key, "true or false");
}

bool TomlReader::flag(std::string_view key, bool absent) {
  return optional_flag(key).value_or(absent);
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  std::vector<std::string> result;
  for (const TomlNode& element : list(key))
    result.push_back(as_text(element, source_, "an element of " + std::string(key)));
  return result;
}

const TomlArray& TomlReader::list(std::string_view key) {
  static const TomlArray none;
  const TomlNode* node = find(key);
  return node ? as_list(*node, source_, key) : none;
}

std::size_t TomlReader::index_of(std::string_view key, const std::vector<std::string_view>& words) {
  const TomlNode* node = find(key);
  if (!node) return 0;
  const std::string& text = as_text(*node, source_, key);
  std::string known;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (same_name(words[i], text)) return i;
    known += (known.empty() ? "" : ", ") + folded(words[i]);
  }
  fail(node->line, in_quotes(key) + " cannot be " + in_quotes(text) + "; it is one of: " + known);
}

std::vector<std::string> TomlReader::unread_keys() const {
  std::vector<std::string> keys;
  for (const TomlEntry& entry : table_)
    if (std::ranges::find(asked_, entry.key) == asked_.end()) keys.push_back(entry.key);
  return keys;
}

void TomlReader::finish() const {
  const std::vector<std::string> unread = unread_keys();
  if (unread.empty()) return;
  const TomlEntry& entry = *std::ranges::find(table_, unread.front(), &TomlEntry::key);
  fail(entry.line, "unknown key " + in_quotes(entry.key) + " in this " + std::string(what_) +
                       did_you_mean(entry.key, asked_));
}

void TomlReader::fail(int line, const std::string& message) const {
  fail_at(source_, line, message);
}

}  // namespace retort::schema::detail
