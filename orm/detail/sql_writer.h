// detail::SqlWriter: the visitor that writes a tree as SQL, one function for each kind of node and
// each clause. The functions lie in sql_expressions.cpp, sql_functions.cpp, sql_select.cpp and
// sql_statements.cpp; renderer.h is what others call.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/orm/detail/node.h>
#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/schema_map.h>

namespace retort::orm::detail {

class SqlWriter {
 public:
  /// Without a dialect, for a reader.
  explicit SqlWriter(const engine::Dialect* dialect, const Criteria* session = nullptr)
      : dialect_(dialect), session_criteria_(session) {}

  void write(const Select& select);
  void write(const Insert& insert);
  void write(const Update& update);
  void write(const Delete& remove);
  /// A condition that is none is true of every row.
  void expression(const NodePtr& node) {
    if (!node) return write(ConstantNode{true});
    std::visit([this](const auto& kind) { write(kind); }, node->kind);
  }

  Sql finish() && {
    if (says_text_) list_ = {};
    return {std::move(sql_), std::move(values_), std::move(slots_), std::move(list_)};
  }

 private:
  // sql_expressions.cpp
  void write(const ColumnNode& node);
  void write(const SourceNode& node);
  void write(const ValueNode& node);
  void write(const ParameterNode& node);
  void write(const NullNode&) { sql_ += "NULL"; }
  void write(const ConstantNode& node) { sql_ += node.value ? "1 = 1" : "0 = 1"; }
  void write(const BinaryNode& node);
  void write(const NotNode& node);
  void write(const NegativeNode& node);
  void write(const BitNotNode& node);
  void write(const InNode& node);
  void write(const BetweenNode& node);
  void write(const PatternNode& node);
  void write(const IlikeNode& node);
  void write(const CollateNode& node);
  void write(const AliasedNode& node);
  void write(const LabelNode& node) { expression(node.expression); }
  void write(const TextNode& node);
  void write(const OrderNode& node);
  void write(const TupleNode& node);

  // sql_functions.cpp
  void write(const FunctionNode& node);
  void write(const CaseNode& node);
  void write(const CastNode& node);
  void window(const Window& window);
  void frame(const Frame& frame);
  void bound(const Bound& bound);

  // sql_select.cpp
  void write(const ExistsNode& node);
  void write(const SubqueryNode& node);
  /// In parentheses.
  void subquery(const Select& select);
  void with(const std::vector<CommonTable>& tables);
  void core(const Select& select);
  void compound(const Select& select);
  void member(const Select& select);
  /// Its own, and that of its tables.
  NodePtr condition_of(const Select& select) const;
  void select_list(const Select& select);
  /// Notes a column of the outermost list, which is what was written from there on.
  void add_to_list(std::size_t begin);
  void items(const std::vector<SelectItem>& items);
  void entity(const SelectItem& item);
  void item(const NodePtr& node);
  void from(const Select& select);
  void from_item(const FromItem& item);
  void join(const Select& select, const SelectJoin& join);
  /// The tables of a model that has several, joined.
  void joined_tables(const FromItem& item);
  void join_table(const Source& source, const Mapper& table, const Mapper& base,
                  std::string_view words);
  void values(const Mapper& mapper, const std::vector<std::vector<NodePtr>>& rows);
  /// VALUES (...), (...)
  void rows(const std::vector<std::vector<NodePtr>>& rows);
  void where(const NodePtr& condition);
  void order_by(const Select& select);
  void order_term(const Select& select, const NodePtr& node);
  void limit(const Select& select);
  /// The column's name in the result.
  void label(std::string_view name, std::string_view column = {});

  // sql_criteria.cpp
  /// That rows of a derived model are of its kind; null where nothing else is in its table.
  NodePtr kind_of(const Source& source) const;
  NodePtr criteria_of(const Source& source) const;
  /// What holds of the rows of a table in FROM.
  NodePtr rows_of(const FromItem& item) const;
  /// Notes the tables of which it writes chosen rows, beside a join that keeps both sides.
  void add_chosen(const Select& select);
  void chosen_rows(const FromItem& item, const NodePtr& condition);

  // sql_statements.cpp
  void assignments(const std::vector<Assignment>& set);
  void conflict(const OnConflict& conflict);
  /// WHERE key IN (SELECT ...), for a row that lies in several tables.
  void where_in(const Source& target, const Mapper& table, const NodePtr& where);
  void returning_of(const Source& target, const Mapper& table,
                    const std::vector<SelectItem>& returned);
  void joined(const Update& update);
  void joined(const Delete& remove);
  void returning(const Source& target, const std::vector<SelectItem>& items);

  /// What stands before a column.
  struct TableName {
    /// Of a table under its own name; empty for the main one, and for every other name.
    std::string_view schema{};
    std::string name;
    /// As the model says it, for the names of results.
    std::string_view said_schema{};
  };

  // sql_writer.cpp
  /// count_1, count_2, ...
  std::string numbered(std::string_view base);
  void operand(const NodePtr& node, Operator outer);
  void placeholder(engine::Value value);
  std::string quote(std::string_view name) const;
  std::string quote(const TableName& name) const;
  const SchemaMap* schemas() const;
  /// A table that is read or written: `artists`, `archive.artists`.
  std::string quoted_table(const Mapper& table) const;
  /// ` AS name`, where the table has another one than its own.
  void rename(const Mapper& table, const TableName& name);
  TableName name_of(const Source& source);
  /// Of one of the tables that a row of the source lies in.
  TableName name_of(const Source& source, const Mapper& table);
  /// The table under its own name.
  TableName own_name(const Mapper& table) const;
  /// The name of the table in which the source has the column.
  TableName table_of(const Source& source, std::string_view column);
  bool is_taken(std::string_view name) const;
  bool is_part(std::string_view name) const;
  /// No table of its own: a subquery, a CTE, what FROM has in parentheses.
  bool is_made(const Source& source) const;
  bool is_chosen(const Source& source) const;
  /// A table of its name that lies in another schema can be seen from here.
  bool is_ambiguous(const Mapper& table) const;
  /// An expression stands for the column; what is made has it as a column like any other.
  bool is_property(const Source& source, const MappedColumn& column) const;
  /// `artists.year`, with `table` for the name of the table.
  void column_of(const Source& source, std::string_view column, const TableName& table);
  /// The column's name in a result: artists_year, archive_artists_year.
  static std::string label_of(const TableName& table, std::string_view column);
  /// Which source a column is taken from at the place that is being written.
  Source resolve(Source source, std::string_view column) const;

  template <class List, class Write>
  void list(const List& items, Write write, std::string_view separator = ", ") {
    bool first = true;
    for (const auto& each : items) {
      if (!std::exchange(first, false)) sql_ += separator;
      write(each);
    }
  }
  void expressions(const std::vector<NodePtr>& nodes) {
    list(nodes, [this](const NodePtr& node) { expression(node); });
  }

  /// What names mean inside of a query, or of an expression that is about another source.
  struct Visible {
    std::vector<Source> sources;
    const AliasedNode* alias = nullptr;
  };

  /// What a query says of tables holds until its end.
  class Saying {
   public:
    Saying(SqlWriter& writer, const CriteriaPtr& criteria) : writer_(writer), said_(criteria) {
      if (said_) writer_.criteria_.push_back(criteria.get());
    }
    Saying(const Saying&) = delete;
    Saying& operator=(const Saying&) = delete;
    ~Saying() {
      if (said_) writer_.criteria_.pop_back();
    }

   private:
    SqlWriter& writer_;
    bool said_;
  };

  const engine::Dialect* dialect_;
  const Criteria* session_criteria_;
  /// Of the queries around the place.
  std::vector<const Criteria*> criteria_;
  /// What WITH names: rows that have been chosen.
  std::vector<Source> common_tables_;
  std::string sql_;
  std::vector<engine::Value> values_;
  std::vector<ParameterSlot> slots_;
  std::map<std::string, int> numbers_;
  /// The names of the library's own aliases.
  std::map<int, std::string> aliases_;
  /// The names of the tables of a base, in sources that have several tables.
  struct Part {
    Source source;
    const Mapper* table;
    TableName name;
  };
  std::vector<Part> parts_;
  /// Tables whose names are those of parts around them.
  std::map<const Mapper*, std::string> renamed_;
  /// What stands for a table and is none: all its columns are its own.
  std::vector<Source> derived_;
  /// Tables that FROM has as queries of their own, under their names.
  std::vector<Source> chosen_;
  /// The target of the statement, while its RETURNING is written.
  const Source* returning_ = nullptr;
  /// The only table whose columns a statement that changes rows can use.
  const Mapper* only_ = nullptr;
  /// The innermost last.
  std::vector<Visible> frames_;
  /// How deep in queries the place is; results of the outermost have full labels.
  int depth_ = 0;
  /// The query that is all of the statement.
  const Select* whole_ = nullptr;
  /// While its list is written: the list can be given to a function.
  bool in_list_ = false;
  engine::SelectList list_;
  /// Somebody's own SQL may use any name that the list gives.
  bool says_text_ = false;
  /// What the columns of the next query are called, where that is somebody else's to say.
  const Mapper* names_ = nullptr;
  std::size_t next_name_ = 0;
};

}  // namespace retort::orm::detail
