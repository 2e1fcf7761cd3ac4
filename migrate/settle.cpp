#include <retort/migrate/detail/settle.h>

#include <algorithm>
#include <optional>
#include <set>

#include <retort/migrate/detail/answer_names.h>
#include <retort/migrate/detail/said_rename.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/nearest.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

const std::vector<schema::Table> no_tables;

std::string described(const ColumnPlace& place) {
  return "column " + place.column->name + " of table " + place.table->name;
}

// "a:b" at each of its colons; names may hold some.
std::vector<std::pair<std::string, std::string>> splits(const std::string& text, char sign) {
  std::vector<std::pair<std::string, std::string>> result;
  for (std::size_t at = text.find(sign); at != text.npos; at = text.find(sign, at + 1))
    if (at > 0) result.emplace_back(text.substr(0, at), text.substr(at + 1));
  return result;
}

class Settling {
 public:
  Settling(const GivenAnswers& given, const schema::Metadata& before, const schema::Metadata& after,
           std::vector<std::string>& notices)
      : given_(given), before_(before), after_(after), notices_(notices) {}

  Answers settled() {
    result_.all_table_renames = given_.file.all_table_renames;
    result_.all_column_renames = given_.file.all_column_renames;
    collect_drops();
    settle_tables();
    resolve_drops();
    settle_columns();
    settle_fills();
    for (const std::string& text : given_.renames)
      if (!understood_.contains(text)) refuse_rename(text);
    return std::move(result_);
  }

 private:
  void pass_over(Source source, const std::string& said, const std::string& why) {
    if (source == Source::option) throw MigrateError(said + " does not fit: " + why);
    if (source == Source::file)
      notices_.push_back("the answer " + said + " does not apply and was passed over: " + why);
  }

  std::string guess(const schema::Metadata& side, const std::string& name) const {
    return schema::detail::did_you_mean(name, all_names(side));
  }

  // Drops, by name alone at first: a rename that the same source drops is a contradiction, and one of
  // a weaker source is overruled.
  void collect_drops() {
    for (const std::string& name : given_.file.drop) drops_.push_back({name, Source::file});
    for (const std::string& name : given_.drops) drops_.push_back({name, Source::option});
  }

  bool overruled_by_drop(const std::string& name, Source source, const std::string& said) const {
    for (const auto& [dropped, by] : drops_) {
      if (!same_name(dropped, name) || by < source) continue;
      if (by == source)
        throw MigrateError(said + " and the drop of " + dropped + " contradict each other");
      return true;
    }
    return false;
  }

  void settle_tables() {
    std::vector<SaidRename> renames;
    const auto say = [&](const std::string& from, const std::string& to, Source source,
                         const std::string& said) {
      if (!overruled_by_drop(from, source, said)) renames.push_back({from, to, source, said});
    };
    for (const schema::Table& table : after_.tables)
      if (!table.renamed_from.empty())
        say(table.renamed_from, table.name, Source::models,
            "renamed_from \"" + table.renamed_from + "\" of table " + table.name);
    for (const auto& [from, to] : given_.file.rename_table)
      say(from, to, Source::file, "rename_table " + from + " to " + to);
    for (const std::string& text : given_.renames) {
      for (const auto& [from, to] : splits(text, ':')) {
        if (!before_.find_table(from) || !after_.find_table(to)) continue;
        if (!understood_.insert(text).second)
          throw MigrateError("--rename " + text + " can mean two things; use an answers file");
        say(from, to, Source::option, "--rename " + text);
      }
    }
    settle_renames(renames, {[&](const std::string& name) { return before_.find_table(name); },
                             [&](const std::string& name) { return after_.find_table(name); }});
    for (const SaidRename& rename : renames) {
      if (rename.applies) {
        result_.rename_table[before_.find_table(rename.from)->name] =
            after_.find_table(rename.to)->name;
        aliases_[rename.from] = rename.to;
        continue;
      }
      // Made already: its old name may still stand in answers about columns.
      if (before_.find_table(rename.to)) aliases_.emplace(rename.to, rename.from);
      pass_over(rename.source, rename.said, table_misfit(rename));
    }
  }

  std::string table_misfit(const SaidRename& rename) const {
    if (!before_.find_table(rename.from))
      return before_.find_table(rename.to)
                 ? "there is a table " + rename.to + " already"
                 : "there is no table " + rename.from + guess(before_, rename.from);
    if (!after_.find_table(rename.to))
      return "the models have no table " + rename.to + guess(after_, rename.to);
    return "there are both tables now, and the models have both";
  }

  void resolve_drops() {
    for (const auto& [name, source] : drops_) {
      const std::string said = (source == Source::option ? "--drop " : "drop ") + name;
      const schema::Table* table = before_.find_table(name);
      const std::vector<ColumnPlace> columns = columns_named(before_, name, aliases_);
      if (columns.size() + (table ? 1 : 0) > 1)
        throw MigrateError(said + " can mean " + (table ? "table " + name : described(columns[1])) +
                           " and " + described(columns[0]));
      if (!table && columns.empty()) {
        pass_over(source, said, "there is no such table or column" + guess(before_, name));
        continue;
      }
      const schema::Table* wanted =
          after_.find_table(new_table_name(result_, table ? name : columns[0].table->name));
      if (wanted && (table || wanted->find_column(columns[0].column->name)))
        pass_over(source, said, "the models have it");
      else
        result_.drop.push_back(table ? table->name
                                     : columns[0].table->name + "." + columns[0].column->name);
    }
  }

  // What is said about the columns of each table, by its name before.
  using ByTable = std::map<const schema::Table*, std::vector<SaidRename>>;

  void settle_columns() {
    ByTable said;
    const bool models_say = std::ranges::any_of(after_.tables, [](const schema::Table& table) {
      return std::ranges::any_of(
          table.columns, [](const schema::Column& column) { return !column.renamed_from.empty(); });
    });
    for (const schema::Table& table : models_say ? before_.tables : no_tables)
      if (const schema::Table* wanted = after_.find_table(new_table_name(result_, table.name)))
        for (const schema::Column& column : wanted->columns)
          if (!column.renamed_from.empty())
            say(said[&table], table, column.renamed_from, column.name, Source::models,
                "renamed_from \"" + column.renamed_from + "\" of column " + wanted->name + "." +
                    column.name);
    for (const auto& [from, to] : given_.file.rename_column) say_from_file(said, from, to);
    for (const std::string& text : given_.renames) say_from_option(said, text);
    for (auto& [table, renames] : said) settle_columns_of(*table, renames);
  }

  void say(std::vector<SaidRename>& renames, const schema::Table& table, const std::string& from,
           const std::string& to, Source source, const std::string& said) const {
    if (!overruled_by_drop(table.name + "." + from, source, said))
      renames.push_back({from, to, source, said});
  }

  void say_from_file(ByTable& said, const std::string& from, const std::string& to) {
    const std::string text = "rename_column " + from + " to " + to;
    const std::vector<ColumnPlace> places = columns_named(before_, from, aliases_);
    if (places.size() > 1)
      throw MigrateError("the answer " + text + " can mean " + described(places[0]) + " and " +
                         described(places[1]));
    if (places.empty())
      pass_over(Source::file, text, "there is no such column" + guess(before_, from));
    else
      say(said[places[0].table], *places[0].table, places[0].column->name, to, Source::file, text);
  }

  void say_from_option(ByTable& said, const std::string& text) {
    for (const auto& [from, to] : splits(text, ':')) {
      for (const ColumnPlace& place : columns_named(before_, from, aliases_)) {
        const std::optional<std::string> name = wanted_column(*place.table, to);
        if (!name) continue;
        if (!understood_.insert(text).second)
          throw MigrateError("--rename " + text + " can mean " + described(place) +
                             " and something else; use an answers file");
        say(said[place.table], *place.table, place.column->name, *name, Source::option,
            "--rename " + text);
      }
    }
  }

  // The name of the wanted column that an option means; the table may stand before it.
  std::optional<std::string> wanted_column(const schema::Table& table,
                                           const std::string& name) const {
    const schema::Table* wanted = after_.find_table(new_table_name(result_, table.name));
    if (wanted == nullptr) return std::nullopt;
    if (wanted->find_column(name)) return name;
    const std::string prefix = wanted->name + ".";
    if (!same_name(name.substr(0, prefix.size()), prefix)) return std::nullopt;
    const std::string column = name.substr(prefix.size());
    return wanted->find_column(column) ? std::optional(column) : std::nullopt;
  }

  void settle_columns_of(const schema::Table& table, std::vector<SaidRename>& renames) {
    const schema::Table* wanted = after_.find_table(new_table_name(result_, table.name));
    const auto wants = [&](const std::string& name) {
      return wanted != nullptr && wanted->find_column(name) != nullptr;
    };
    settle_renames(
        renames,
        {[&](const std::string& name) { return table.find_column(name) != nullptr; }, wants});
    for (const SaidRename& rename : renames) {
      if (rename.applies)
        result_.rename_column[table.name + "." + table.find_column(rename.from)->name] =
            wanted->find_column(rename.to)->name;
      else if (!wanted)
        pass_over(rename.source, rename.said, "the models have no table " + table.name);
      else
        pass_over(rename.source, rename.said,
                  wants(rename.to)
                      ? "there are both columns now, and the models have both"
                      : "table " + wanted->name + " of the models has no column " + rename.to);
    }
  }

  void settle_fills() {
    for (const schema::Table& table : after_.tables)
      for (const schema::Column& column : table.columns)
        if (!column.fill.empty() && is_filled(table, column))
          result_.fill[table.name + "." + column.name] = column.fill;
    for (const auto& [name, value] : given_.file.fill)
      fill(name, value, Source::file, "fill " + name);
    for (const std::string& text : given_.fills) {
      const auto all = splits(text, '=');
      auto split = std::ranges::find_if(all, [&](const auto& one) {
        return !wanted_places(one.first).empty() ||
               !columns_named(before_, one.first, aliases_).empty();
      });
      if (split == all.end()) split = all.begin();
      if (split == all.end())
        throw MigrateError("--fill " + text + " has no `=`; it is \"table.column=EXPRESSION\"");
      fill(split->first, split->second, Source::option, "--fill " + text);
    }
  }

  // A renamed table may be called by its old name where its new one does not serve.
  std::vector<ColumnPlace> wanted_places(const std::string& name) const {
    std::vector<ColumnPlace> places = columns_named(after_, name);
    if (!places.empty()) return places;
    std::map<std::string, std::string> old_names;
    for (const auto& [from, to] : result_.rename_table) old_names[to] = from;
    return columns_named(after_, name, old_names);
  }

  void fill(const std::string& name, const std::string& value, Source source,
            const std::string& said) {
    if (value.find_first_not_of(" \t") == value.npos)
      throw MigrateError(said + " has no expression; NULL is one");
    std::vector<ColumnPlace> places = wanted_places(name);
    const bool wanted = !places.empty();
    if (!wanted) places = columns_named(before_, name, aliases_);
    if (places.size() > 1)
      throw MigrateError(said + " can mean " + described(places[0]) + " and " +
                         described(places[1]));
    if (places.empty())
      pass_over(source, said, "there is no such column" + guess(after_, name));
    else if (wanted && !is_filled(*places[0].table, *places[0].column))
      pass_over(Source::file, said, "the column is neither new nor does it become NOT NULL");
    else
      result_.fill[places[0].table->name + "." + places[0].column->name] = value;
  }

  // Whether rows that are there get a value for it: it is new, or becomes NOT NULL.
  bool is_filled(const schema::Table& table, const schema::Column& column) const {
    const std::string old_table = old_table_name(result_, table.name);
    const schema::Table* was = before_.find_table(old_table);
    if (was == nullptr) return false;
    const schema::Column* is = was->find_column(old_column_name(result_, was->name, column.name));
    return is == nullptr || (is->nullable && !column.nullable);
  }

  [[noreturn]] void throw_misfit(const std::string& text, const std::string& why) const {
    throw MigrateError("--rename " + text + " does not fit: " + why);
  }

  // An option that means nothing. One whose rename has been made already is no mistake.
  void refuse_rename(const std::string& text) {
    const auto all = splits(text, ':');
    if (all.empty()) throw_misfit(text, "it is \"old:new\" or \"table.old:new\"");
    for (const auto& [from, to] : all) {
      const bool done = before_.find_table(to) != nullptr || has_column_beside(from, to);
      if (done && !before_.find_table(from) && columns_named(before_, from, aliases_).empty()) {
        notices_.push_back("--rename " + text + " was passed over: that has been done already");
        return;
      }
    }
    const auto& [from, to] = all.front();
    if (before_.find_table(from))
      throw_misfit(text, "the models have no table " + to + guess(after_, to));
    if (const auto places = columns_named(before_, from, aliases_); !places.empty())
      throw_misfit(text, "the models have no column " + to + " in that table");
    throw_misfit(text, "there is no table or column " + from + guess(before_, from));
  }

  bool has_column_beside(const std::string& name, const std::string& column) const {
    for (std::size_t dot = name.find('.'); dot != name.npos; dot = name.find('.', dot + 1))
      if (!columns_named(before_, name.substr(0, dot + 1) + column, aliases_).empty()) return true;
    return false;
  }

  struct Drop {
    std::string name;
    Source source;
  };

  const GivenAnswers& given_;
  const schema::Metadata& before_;
  const schema::Metadata& after_;
  std::vector<std::string>& notices_;
  std::vector<Drop> drops_;
  std::map<std::string, std::string> aliases_;
  std::set<std::string> understood_;
  Answers result_;
};

}  // namespace

Answers settle(const GivenAnswers& given, const schema::Metadata& before,
               const schema::Metadata& after, std::vector<std::string>& notices) {
  return Settling(given, before, after, notices).settled();
}

}  // namespace retort::migrate::detail

namespace retort::migrate {

std::vector<std::string> named_tables(const GivenAnswers& given) {
  std::vector<std::string> names = given.file.drop;
  names.insert(names.end(), given.drops.begin(), given.drops.end());
  for (const auto& [from, to] : given.file.rename_table) names.push_back(from);
  for (const std::string& text : given.renames)
    for (const auto& [from, to] : detail::splits(text, ':')) names.push_back(from);
  return names;
}

}  // namespace retort::migrate
