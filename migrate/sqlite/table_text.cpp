#include <retort/migrate/sqlite/table_text.h>

#include <algorithm>
#include <vector>

#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/sqlite/ddl/text_edit.h>
#include <retort/introspect/sqlite/table.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/detail/same.h>
#include <retort/migrate/diff.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using schema::same_name;

// A constraint in the text, and the column that it stands beside.
struct Written {
  ddl::TokenRange range;
  ddl::TokenRange name;
  const ddl::ColumnDefinition* column = nullptr;
};

// Those of each kind, in the order in which a reader of the table finds them.
struct WrittenConstraints {
  std::vector<Written> primary_keys, uniques, foreign_keys, checks;

  explicit WrittenConstraints(const ddl::CreateTable& table) {
    for (const ddl::ColumnDefinition& column : table.columns)
      for (const ddl::ColumnConstraint& constraint : column.constraints)
        if (!std::holds_alternative<ddl::Deferral>(constraint.clause))
          add(constraint, &column);
        else if (!foreign_keys.empty())
          foreign_keys.back().range.last = constraint.range.last;
    for (const ddl::TableConstraint& constraint : table.constraints) add(constraint, nullptr);
  }

 private:
  template <class Constraint>
  void add(const Constraint& constraint, const ddl::ColumnDefinition* column) {
    std::vector<Written>* const list =
        std::visit(detail::Overloaded{
                       [&](const ddl::ColumnPrimaryKey&) { return &primary_keys; },
                       [&](const ddl::TablePrimaryKey&) { return &primary_keys; },
                       [&](const ddl::ColumnUnique&) { return &uniques; },
                       [&](const ddl::TableUnique&) { return &uniques; },
                       [&](const ddl::References&) { return &foreign_keys; },
                       [&](const ddl::TableForeignKey&) { return &foreign_keys; },
                       [&](const ddl::Check&) { return &checks; },
                       [](const auto&) -> std::vector<Written>* { return nullptr; },
                   },
                   constraint.clause);
    if (list != nullptr) list->push_back({constraint.range, constraint.name.range, column});
  }
};

// A column or a constraint between the commas of the body.
struct Item {
  ddl::TokenRange range;
  bool removed = false;
};

class TableText {
 public:
  TableText(const schema::Table& before, const schema::Table& after, const engine::Dialect& dialect)
      : after_(after),
        dialect_(dialect),
        was_(introspect::sqlite::read_table(before.name, before.sql)),
        tokens_(ddl::tokenize(was_.sql)),
        table_(ddl::parse_as<ddl::CreateTable>(tokens_)),
        edit_(tokens_) {
    for (const ddl::ColumnDefinition& column : table_.columns)
      columns_.push_back({column.range, after_.find_column(column.name.value) == nullptr});
    for (const ddl::TableConstraint& constraint : table_.constraints)
      constraints_.push_back({constraint.range});
  }

  std::optional<std::string> changed(const std::string& new_name) && {
    if (new_name != was_.name) edit_.replace(table_.name.name.range, dialect_.quote(new_name));
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      if (!columns_[i].removed && !change_column(table_.columns[i], was_.columns[i]))
        return std::nullopt;
    change_constraints();
    if (std::ranges::all_of(columns_, &Item::removed)) return std::nullopt;
    add_items();
    remove_items();
    change_options();
    return edit_.text();
  }

 private:
  // False where it takes more than an edit.
  bool change_column(const ddl::ColumnDefinition& text, const schema::Column& was) {
    const schema::Column& is = *after_.find_column(was.name);
    if (was.name != is.name || was.generated != is.generated) return false;
    change_type(text, was, is);
    std::string behind_type;
    const bool same_null =
        was.nullable == is.nullable && was.not_null_conflict == is.not_null_conflict;
    if (!same_null) {
      remove_clauses<ddl::NotNull>(text);
      if (!is.nullable) {
        remove_clauses<ddl::Nullable>(text);
        behind_type += " NOT NULL";
        if (is.not_null_conflict != schema::Conflict::abort)
          behind_type += " ON CONFLICT " + std::string(keyword(is.not_null_conflict));
      }
    }
    if (was.server_default != is.server_default) {
      remove_clauses<ddl::Default>(text);
      if (is.server_default) behind_type += " DEFAULT " + *is.server_default;
    }
    if (!same_name(was.collation, is.collation)) {
      remove_clauses<ddl::Collate>(text);
      if (!is.collation.empty()) behind_type += " COLLATE " + dialect_.quote(is.collation);
    }
    edit_.insert(edit_.end(last_of_type(text)), behind_type);
    return true;
  }

  static std::size_t last_of_type(const ddl::ColumnDefinition& text) {
    return (text.type.empty() ? text.name.range.last : text.type.last) - 1;
  }

  void change_type(const ddl::ColumnDefinition& text, const schema::Column& was,
                   const schema::Column& is) {
    if (was.type == is.type) return;
    if (text.type.empty())
      edit_.insert(edit_.end(last_of_type(text)), " " + is.type.text);
    else if (is.type.text.empty())
      edit_.remove(text.type);
    else
      edit_.replace(text.type, is.type.text);
  }

  template <class Clause>
  void remove_clauses(const ddl::ColumnDefinition& text) {
    for (const ddl::ColumnConstraint& constraint : text.constraints)
      if (std::holds_alternative<Clause>(constraint.clause)) edit_.remove(constraint.range);
  }

  void change_constraints() {
    const WrittenConstraints written(table_);
    std::vector<schema::PrimaryKey> was_keys, keys;
    if (was_.primary_key) was_keys.push_back(*was_.primary_key);
    if (after_.primary_key) keys.push_back(*after_.primary_key);
    change(written.primary_keys, was_keys, keys);
    change(written.uniques, was_.uniques, after_.uniques);
    change(written.foreign_keys, was_.foreign_keys, after_.foreign_keys);
    change(written.checks, was_.checks, after_.checks);
  }

  template <class Kind>
  void change(const std::vector<Written>& written, const std::vector<Kind>& was,
              std::vector<Kind> wanted) {
    std::vector<bool> kept(was.size());
    const auto keep = [&](auto is_same, auto found) {
      for (std::size_t i = 0; i < std::min(was.size(), written.size()); ++i) {
        if (kept[i] || goes_with_column(written[i])) continue;
        const auto same =
            std::ranges::find_if(wanted, [&](const Kind& one) { return is_same(was[i], one); });
        if (same == wanted.end()) continue;
        found(written[i], *same);
        wanted.erase(same);
        kept[i] = true;
      }
    };
    keep(
        [](const Kind& a, const Kind& b) { return a.name == b.name && detail::same_content(a, b); },
        [](const Written&, const Kind&) {});
    // Another name, where both have one.
    keep(
        [](const Kind& a, const Kind& b) {
          return !a.name.empty() && !b.name.empty() && detail::same_content(a, b);
        },
        [&](const Written& text, const Kind& one) {
          edit_.replace(text.name, dialect_.quote(one.name));
        });
    for (std::size_t i = 0; i < std::min(was.size(), written.size()); ++i)
      if (!kept[i]) remove(written[i]);
    for (const Kind& one : wanted) new_constraints_.push_back(dialect_.constraint(one));
  }

  bool goes_with_column(const Written& written) const {
    return written.column != nullptr && !after_.find_column(written.column->name.value);
  }

  void remove(const Written& written) {
    if (written.column != nullptr) return edit_.remove(written.range);
    for (Item& item : constraints_)
      if (item.range == written.range) item.removed = true;
  }

  std::vector<std::string> new_columns() const {
    std::vector<std::string> texts;
    for (const schema::Column& column : after_.columns)
      if (!was_.find_column(column.name)) texts.push_back(dialect_.column_definition(column));
    return texts;
  }

  void add_items() {
    const bool any_constraint = !std::ranges::all_of(constraints_, &Item::removed);
    std::vector<std::string> columns = new_columns();
    if (any_constraint) {
      insert_between(last_kept(columns_), columns);
      insert_last(last_kept(constraints_), new_constraints_);
    } else {
      std::ranges::copy(new_constraints_, std::back_inserter(columns));
      insert_last(last_kept(columns_), columns);
    }
  }

  static const Item& last_kept(const std::vector<Item>& items) {
    return *std::find_if(items.rbegin(), items.rend(),
                         [](const Item& item) { return !item.removed; });
  }

  // What stands before an item that comes behind this one: a new line, where this one has its own.
  std::string lead(const Item& item) const {
    const std::string_view trivia = tokens_[item.range.first].trivia;
    const std::size_t line = trivia.rfind('\n');
    if (line == trivia.npos) return " ";
    const std::string_view indent = trivia.substr(line);
    return std::string(indent.substr(0, indent.find_first_not_of(" \t\r\n")));
  }

  // Behind the comma of an item and the comment that may follow it.
  void insert_between(const Item& item, const std::vector<std::string>& texts) {
    const std::size_t comma = item.range.last;
    const std::string_view trivia = tokens_[comma + 1].trivia;
    const std::size_t line = ddl::line_end(trivia);
    const std::size_t at = edit_.end(comma) + (line == trivia.npos ? 0 : line);
    for (const std::string& text : texts) edit_.insert(at, lead(item) + text + ",");
  }

  void insert_last(const Item& item, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    // A comma behind it was that of items that go.
    const std::size_t last = item.range.last - (tokens_[item.range.last].is(",") ? 0 : 1);
    const std::size_t line = ddl::line_end(tokens_[last + 1].trivia);
    edit_.insert(edit_.end(item.range.last - 1), ",");
    const std::size_t at = edit_.end(last) + (line == std::string_view::npos ? 0 : line);
    for (const std::string& text : texts)
      edit_.insert(at, lead(item) + text + (&text == &texts.back() ? "" : ","));
  }

  void remove_items() {
    std::vector<Item> items = columns_;
    items.insert(items.end(), constraints_.begin(), constraints_.end());
    std::size_t behind_kept = items.size();
    while (behind_kept > 0 && items[behind_kept - 1].removed) --behind_kept;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (items[i].removed) remove_item(items[i].range, i < behind_kept);
  }

  // With its own line, where it has one, and its comma; behind the last item that stays, with that one's
  // comma.
  void remove_item(ddl::TokenRange range, bool one_follows) {
    std::size_t last = range.last - 1;
    if (tokens_[last + 1].is(",")) ++last;
    if (!one_follows && tokens_[range.first - 1].is(","))
      edit_.remove(edit_.begin(range.first - 1), edit_.end(range.first - 1));
    const std::string_view before = tokens_[range.first].trivia;
    const std::string_view behind = tokens_[last + 1].trivia;
    const std::size_t line = ddl::line_end(before);
    const std::size_t next_line = ddl::line_end(behind);
    std::size_t from = edit_.begin(range.first) - before.size();
    std::size_t to = edit_.end(last);
    if (line != before.npos) {
      // Its own comments go with it; an empty line before it stays.
      const bool commented = before.find_first_not_of(" \t\r\n\f", line) != before.npos;
      from += (commented ? line : before.rfind('\n')) + 1;
      if (next_line != behind.npos) to += next_line + 1;
    } else if (tokens_[range.first - 1].is("(")) {
      to = edit_.begin(last + 1);
    }
    edit_.remove(from, to);
  }

  void change_options() {
    if (was_.options == after_.options) return;
    edit_.remove(table_.options);
    std::string text;
    if (after_.options.strict) text += " STRICT";
    if (after_.options.without_rowid)
      text += std::string(text.empty() ? "" : ",") + " WITHOUT ROWID";
    edit_.insert(edit_.end(table_.body.last - 1), text);
  }

  const schema::Table& after_;
  const engine::Dialect& dialect_;
  schema::Table was_;
  ddl::Tokens tokens_;
  ddl::CreateTable table_;
  ddl::TextEdit edit_;
  std::vector<Item> columns_;
  std::vector<Item> constraints_;
  std::vector<std::string> new_constraints_;
};

// The table's own name before a column would be the wrong one.
bool is_qualified(const schema::Table& table) {
  return std::ranges::any_of(table.checks, [&](const schema::Check& check) {
    return detail::has_qualifier(check.expression, table.name);
  });
}

bool says(const std::string& text, const schema::Table& wanted) {
  schema::Metadata is, should;
  is.tables.push_back(introspect::sqlite::read_table(wanted.name, text));
  should.tables.push_back(wanted);
  should.tables.back().indexes.clear();
  return diff(is, should).empty();
}

}  // namespace

std::optional<std::string> changed_text(const schema::Table& before, const schema::Table& after,
                                        const std::string& new_name,
                                        const engine::Dialect& dialect) {
  const bool is_renamed = new_name != before.name;
  if (before.sql.empty() || (is_renamed && is_qualified(after))) return std::nullopt;
  try {
    std::optional<std::string> text = TableText(before, after, dialect).changed(new_name);
    if (text && says(*text, after)) return text;
  } catch (const ddl::ParseError&) {
    // A text that cannot be read is written anew.
  }
  return std::nullopt;
}

}  // namespace retort::migrate::sqlite
