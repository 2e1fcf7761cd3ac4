// detail::Cursor: a query while it runs, one row after the other.

#pragma once

#include <cstddef>
#include <vector>

#include <retort/orm/query/select_parts.h>
#include <retort/orm/shared.h>

namespace retort::engine {
class Statement;
struct Cell;
}  // namespace retort::engine

namespace retort::orm::detail {

class Instance;
class SessionCore;
struct Binding;
struct EagerItem;
struct Prepared;
class RowPlan;

class Cursor {
 public:
  /// `known` is a foreign key whose parents are known already and need not be joined.
  Cursor(SessionCore& session, const Select& select, const MappedForeignKey* known = nullptr);
  Cursor(SessionCore& session, Shared<const Prepared> prepared,
         const std::vector<Binding>& bindings);
  /// The values instead of those that the query was made with.
  Cursor(SessionCore& session, Shared<const Prepared> prepared, std::vector<engine::Value> values);
  /// What is left behind can only be destroyed.
  Cursor(Cursor&& other) noexcept : state_(other.state_) { other.state_ = nullptr; }
  ~Cursor();

  /// False at the end. Throws DetachedError when the session's transaction has ended before.
  bool next();
  /// The same, and reads the only item of the list, as read_into() does, while the row is at hand.
  bool next_into(void* entity);

  /// The object of item `item` of the select list, the one that the session has if it has one; null
  /// when an outer join found nothing.
  Instance* instance(std::size_t item);
  /// Reads the rows that only bring more of the objects so far; the last that is done with them.
  void drain();
  /// The same, and loads what the objects are related to, where the model or the query says so.
  void load_related();
  /// Throws QueryError for a query that joins the many, whose objects are whole at the end only.
  void check_stream() const;
  /// Reads the columns of the item into an object that is there.
  void read_into(std::size_t item, Instance& instance);
  /// The same for an entity of the item's own model that is no session's.
  void read_into(std::size_t item, void* entity);
  /// Reads the value of an item that is an expression; `read` is that of its type.
  using Read = void (*)(const engine::Cell& cell, void* value);
  void read_value(std::size_t item, Read read, void* value);
  /// The same of a column, whatever item it belongs to.
  void read_column(std::size_t column, Read read, void* value);
  /// The object as a handle keeps it; null for null.
  Shared<Instance> shared(std::size_t item);
  /// Whether an outer join found nothing for the item.
  bool is_missing(std::size_t item) const;

  /// The current row, and where an item begins in it.
  const engine::Statement& row() const;
  int column(std::size_t item) const;

 private:
  bool take_row();
  void remember_criteria(const Instance& instance);
  void enter_joined(const EagerItem& eager);
  /// The model of the item's row: that of the item, or one derived from it.
  const Mapper& kind_of_row(std::size_t item) const;
  const RowPlan& plan_of(std::size_t item, const Mapper& kind) const;
  void load_kinds();

  struct State;
  State* state_;
};

}  // namespace retort::orm::detail
