// detail::FlushGraph: the rows of a flush with what each has to wait for, put into an order.
//
// A row waits for the one that it refers to when it is written, and for those that refer to it when
// it is deleted; and for the row that gives up a unique value that it takes. Where rows wait for
// each other in a circle, the circle is opened: a foreign key that may be NULL is written as NULL
// first, or a unique value that is about to change makes way at once.

#pragma once

#include <cstddef>
#include <queue>
#include <unordered_map>
#include <vector>

#include <retort/orm/detail/flush_plan.h>
#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/unique_values.h>

namespace retort::orm::detail {

class FlushGraph {
 public:
  /// `steps` are in the usual order, which is kept where nothing speaks against it.
  FlushGraph(const std::vector<TableWork>& tables, const std::vector<Step>& steps,
             const std::vector<Conflict>& conflicts);

  std::vector<Step> sorted();

 private:
  struct Edge {
    std::size_t from;
    std::size_t to;
    /// The foreign key that it is about; null for a unique value.
    const KeyColumns* key;
    ColumnSet columns;
    /// The parent's key is not known before it is inserted.
    bool made = false;
    /// Of an update that opens a circle.
    bool fixed = false;
    bool dropped = false;
    /// Between the tables of one row.
    bool part = false;
  };
  struct Node {
    Step step;
    std::size_t rank;
    std::vector<std::size_t> out{};
    std::vector<std::size_t> in{};
    std::size_t waits = 0;
    bool placed = false;
  };
  using Circle = std::vector<std::size_t>;

  /// `key` lies in `table` and refers to rows of `target`.
  void add_key(const Mapper& table, const TableWork& target, const KeyColumns& key);
  void add_parts();
  const std::size_t* find(const Instance& instance, const Mapper& table) const;
  void add_edge(Edge edge);
  void drop(std::size_t edge);
  void place(std::size_t node, std::vector<Step>& order);
  Circle find_circle() const;
  void open(const Circle& circle);
  bool open_key(std::size_t edge);
  void write_later(std::size_t node, std::size_t after, const KeyColumns& key);
  [[noreturn]] void refuse(const Circle& circle) const;

  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<std::unique_ptr<KeyColumns>> keys_;
  /// The nodes of an object, one for each of its tables; most have one.
  std::unordered_map<const Instance*, std::vector<std::size_t>> nodes_of_;
  /// By node.
  std::unordered_map<std::size_t, std::size_t> later_;
  /// Goes before everything.
  std::vector<Step> first_;
  std::priority_queue<std::pair<std::size_t, std::size_t>,
                      std::vector<std::pair<std::size_t, std::size_t>>, std::greater<>>
      ready_;
};

}  // namespace retort::orm::detail
