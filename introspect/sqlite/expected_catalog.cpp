#include <retort/introspect/sqlite/expected_catalog.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <retort/engine/error.h>
#include <retort/engine/sqlite/ddl/lexeme.h>
#include <retort/engine/sqlite/ddl/split.h>
#include <retort/engine/transaction.h>
#include <retort/introspect/sqlite/script_object.h>
#include <retort/schema/name.h>

namespace retort::introspect::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

// Objects of one transaction. SQLite walks over them all for each.
constexpr std::size_t lot = 50;

struct Planned {
  ScriptObject object;
  /// In the script, with its semicolon.
  std::string_view text;
  /// The place of its table or view.
  std::size_t owner = 0;
  /// Whether its stored text is known, as it is of one that nothing stands behind.
  bool is_certain = false;
};

using Places = std::map<std::string_view, std::size_t, schema::NameLess>;

bool is_dependent(const CatalogEntry& entry) {
  return entry.type == "index" || entry.type == "trigger";
}

// Triggers have names of their own; tables, views and indexes share theirs.
class Names {
 public:
  bool add(const CatalogEntry& entry, std::size_t place) {
    return (entry.type == "trigger" ? triggers_ : others_).emplace(entry.name, place).second;
  }
  const std::size_t* find(std::string_view name) const { return find(others_, name); }
  const std::size_t* find(const CatalogEntry& entry) const {
    return find(entry.type == "trigger" ? triggers_ : others_, entry.name);
  }

  /// Whether a name begins with that of a virtual table, whose rows lie in tables that are called so.
  bool has_shadow_of(std::string_view name) const {
    const std::string prefix = std::string(name) + '_';
    const auto found = others_.lower_bound(prefix);
    return found != others_.end() &&
           schema::same_name(found->first.substr(0, prefix.size()), prefix);
  }

 private:
  static const std::size_t* find(const Places& places, std::string_view name) {
    const auto found = places.find(name);
    return found == places.end() ? nullptr : &found->second;
  }

  Places triggers_;
  Places others_;
};

class Expectation {
 public:
  bool read(std::string_view script) {
    for (const ddl::ScriptStatement& statement : ddl::split_statements(script)) {
      std::optional<ScriptObject> object = read_script_object(statement.text);
      if (!object) return false;
      const auto begin = static_cast<std::size_t>(statement.text.data() - script.data());
      const std::string_view behind = script.substr(begin + statement.text.size());
      const std::size_t trivia = ddl::trivia_length(behind);
      planned_.push_back({.object = std::move(*object),
                          .text = script.substr(begin, statement.text.size() + trivia + 1),
                          .is_certain = trivia == 0});
    }
    return name_all();
  }

  // What the other database has in the same words.
  void take_from(engine::Connection& beside) {
    std::vector<CatalogEntry> entries = catalog_of(beside);
    Names there;
    for (std::size_t i = 0; i < entries.size(); ++i) there.add(entries[i], i);
    std::vector<const CatalogEntry*> same(planned_.size());
    std::vector<bool> is_new(planned_.size());
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      const std::size_t* place = there.find(planned_[i].object.entry);
      if (place && is_known(planned_[i], entries[*place])) same[i] = &entries[*place];
      // A table is made anew with all that hangs on it, as that is read by its columns.
      if (!same[i]) is_new[planned_[i].owner] = true;
    }
    entries_.resize(planned_.size());
    for (std::size_t i = 0; i < planned_.size(); ++i)
      if (!is_new[planned_[i].owner]) entries_[i] = *same[i];
  }

  // What is not known by now is created.
  void create_rest(engine::Connection& scratch) {
    entries_.resize(planned_.size());
    std::vector<std::vector<std::size_t>> objects(planned_.size());
    for (std::size_t i = 0; i < planned_.size(); ++i)
      if (!entries_[i]) objects[planned_[i].owner].push_back(i);
    std::vector<std::size_t> next;
    for (const std::vector<std::size_t>& one : objects) {
      next.insert(next.end(), one.begin(), one.end());
      if (next.size() < lot) continue;
      create(scratch, std::exchange(next, {}));
    }
    if (!next.empty()) create(scratch, next);
  }

  // Fewer where SQLite made something else of a statement.
  std::optional<std::vector<CatalogEntry>> finish() {
    std::vector<CatalogEntry> result;
    for (std::optional<CatalogEntry>& entry : entries_) {
      if (!entry) return std::nullopt;
      result.push_back(std::move(*entry));
    }
    return result;
  }

 private:
  bool name_all() {
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      const CatalogEntry& entry = planned_[i].object.entry;
      if (!names_.add(entry, i)) return false;
      const std::size_t* owner = is_dependent(entry) ? names_.find(entry.table) : &i;
      if (owner == nullptr || *owner > i || (*owner != i && is_dependent(at(*owner)))) return false;
      planned_[i].owner = *owner;
    }
    return std::ranges::none_of(planned_, [&](const Planned& one) {
      return one.object.is_virtual && names_.has_shadow_of(one.object.entry.name);
    });
  }

  const CatalogEntry& at(std::size_t place) const { return planned_[place].object.entry; }

  // Nothing of a database that cannot be read: that is for its own reader to say.
  static std::vector<CatalogEntry> catalog_of(engine::Connection& beside) {
    try {
      return read_catalog(beside);
    } catch (const engine::DatabaseError&) {
      return {};
    }
  }

  bool is_known(const Planned& one, const CatalogEntry& entry) const {
    if (!one.is_certain || one.object.needs_run) return false;
    const CatalogEntry& wanted = one.object.entry;
    const std::vector<std::string>& columns = planned_[one.owner].object.columns;
    return wanted.type == entry.type && wanted.sql == entry.sql &&
           std::ranges::all_of(one.object.quoted, [&](const std::string& name) {
             return std::ranges::any_of(columns, [&](const std::string& column) {
               return schema::same_name(column, name);
             });
           });
  }

  void create(engine::Connection& scratch, const std::vector<std::size_t>& places) {
    const engine::Transaction rolled_back(scratch);
    for (const std::size_t place : places) scratch.execute_script(planned_[place].text);
    for (CatalogEntry& entry : read_catalog(scratch))
      if (const std::size_t* place = names_.find(entry)) entries_[*place] = std::move(entry);
  }

  std::vector<Planned> planned_;
  Names names_;
  std::vector<std::optional<CatalogEntry>> entries_;
};

}  // namespace

std::optional<std::vector<CatalogEntry>> expected_catalog(engine::Connection& scratch,
                                                          std::string_view script,
                                                          engine::Connection* beside) {
  Expectation expectation;
  if (!expectation.read(script)) return std::nullopt;
  if (beside) expectation.take_from(*beside);
  try {
    expectation.create_rest(scratch);
  } catch (const Error&) {
    return std::nullopt;
  }
  return expectation.finish();
}

}  // namespace retort::introspect::sqlite
