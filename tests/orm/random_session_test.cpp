// A session does what plain maps do, whatever is asked of it.
//
// RETORT_RUNS=100000 RETORT_SEED=7 build/dev/tests/orm_tests --gtest_filter='*RandomSession*' tries
// more. A failure prints its seed and the shortest list of operations that still fails.

#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "orm/random_world.h"

namespace retort::test::world {

namespace {

using Operations = std::vector<Operation>;

template <class Rows>
std::optional<std::size_t> chosen(const Rows& rows, std::size_t number) {
  if (rows.empty()) return std::nullopt;
  return std::next(rows.begin(), static_cast<std::ptrdiff_t>(number % rows.size()))->first;
}

/// The same, or none.
template <class Rows>
std::optional<std::size_t> chosen_or_none(const Rows& rows, std::size_t number) {
  const auto choice = number % (rows.size() + 1);
  return choice == 0 ? std::nullopt : chosen(rows, choice - 1);
}

template <class EntityType>
std::string name_of(const Handle<EntityType>& handle) {
  return handle ? handle->name : "none";
}

}  // namespace

void Play::carry_out(const Operation& operation) {
  switch (operation.kind) {
    case Operation::add_shelf:
    case Operation::add_item:
    case Operation::add_node: return add(operation);
    case Operation::rename: return rename(operation);
    case Operation::visit: return visit(operation);
    case Operation::move_item:
    case Operation::move_node:
    case Operation::swap_codes: return move(operation);
    case Operation::replace_shelf:
    case Operation::remove_item:
    case Operation::remove_shelf:
    case Operation::remove_node: return remove(operation);
    case Operation::flush: return session_.flush();
    case Operation::look:
      for (const auto& [shelf, row] : now_.shelves)
        static_cast<void>(shelves_[shelf]->items.size());
      return;
    default: return end(operation);
  }
}

void Play::rename(const Operation& operation) {
  if (const auto shelf = chosen(now_.shelves, operation.a); shelf && operation.how % 3 == 0)
    now_.shelves[*shelf].name = shelves_[*shelf]->name = std::to_string(++last_name_);
  if (const auto node = chosen(now_.nodes, operation.a); node && operation.how % 3 == 2)
    now_.nodes[*node].name = nodes_[*node]->name = std::to_string(++last_name_);
  const auto item = chosen(now_.items, operation.a);
  if (!item || operation.how % 3 != 1) return;
  // In one of its tables, or in both.
  const auto tool = cast<ToolModel>(items_[*item]);
  if (tool && operation.b % 2 == 0) now_.items[*item].weight = tool->weight = ++last_name_;
  if (!tool || operation.b % 3 != 0)
    now_.items[*item].name = items_[*item]->name = std::to_string(++last_name_);
}

void Play::add_item(const Operation& operation, const std::string& name) {
  const auto shelf = chosen_or_none(now_.shelves, operation.a);
  auto& row = now_.items[items_.size()];
  row = {name, shelf};
  if (operation.b % 3 == 0) {
    row.weight = ++last_name_;
    Tool tool{.base = {.name = name}, .weight = *row.weight};
    if (shelf && operation.how % 2 == 1) tool.base.shelf = shelves_[*shelf];
    items_.push_back(cast<ItemModel>(session_.add(std::move(tool))));
    if (shelf && operation.how % 2 == 0) shelves_[*shelf]->items.add(items_.back());
  } else if (shelf && operation.how % 2 == 0) {
    items_.push_back(shelves_[*shelf]->items.add(Item{.name = name}));
  } else {
    Item item{.name = name};
    if (shelf) item.shelf = shelves_[*shelf];
    items_.push_back(session_.add(std::move(item)));
  }
}

void Play::add(const Operation& operation) {
  const auto name = std::to_string(++last_name_);
  if (operation.kind == Operation::add_shelf) {
    const auto code = free_code();
    now_.shelves[shelves_.size()] = {name, code};
    shelves_.push_back(session_.add(Shelf{.name = name, .code = code}));
  } else if (operation.kind == Operation::add_item) {
    add_item(operation, name);
  } else {
    const auto parent = chosen_or_none(now_.nodes, operation.a);
    now_.nodes[nodes_.size()] = {name, parent};
    TreeNode node{.name = name};
    if (parent) node.parent = nodes_[*parent];
    nodes_.push_back(session_.add(std::move(node)));
  }
}

void Play::move(const Operation& operation) {
  if (operation.kind == Operation::swap_codes) {
    const auto a = chosen(now_.shelves, operation.a);
    const auto b = chosen(now_.shelves, operation.b);
    if (!a || a == b) return;
    std::swap(now_.shelves[*a].code, now_.shelves[*b].code);
    std::swap(shelves_[*a]->code, shelves_[*b]->code);
  } else if (operation.kind == Operation::move_item) {
    const auto item = chosen(now_.items, operation.a);
    if (!item) return;
    const auto from = now_.items[*item].parent;
    const auto to = chosen_or_none(now_.shelves, operation.b);
    now_.items[*item].parent = to;
    if (to && operation.how % 2 == 0) {
      shelves_[*to]->items.add(items_[*item]);
    } else if (!to && from && operation.how % 2 == 0) {
      shelves_[*from]->items.remove(items_[*item]);
    } else {
      items_[*item]->shelf = to ? shelves_[*to] : Handle<Shelf>();
    }
  } else {
    const auto node = chosen(now_.nodes, operation.a);
    if (!node) return;
    const auto to = chosen_or_none(now_.nodes, operation.b);
    now_.nodes[*node].parent = to;
    nodes_[*node]->parent = to ? nodes_[*to] : Handle<TreeNode>();
  }
}

/// Begins one, or ends it.
void Play::visit(const Operation& operation) {
  const auto item = chosen(now_.items, operation.a);
  const auto shelf = chosen(now_.shelves, operation.b);
  if (!item || !shelf) return;
  const bool ends = now_.guests.erase({*item, *shelf}) > 0;
  if (!ends) now_.guests.emplace(*item, *shelf);
  if (operation.how % 2 == 0) {
    auto& visits = items_[*item]->visits;
    ends ? visits.remove(shelves_[*shelf]) : visits.add(shelves_[*shelf]);
  } else {
    auto& guests = shelves_[*shelf]->guests;
    ends ? guests.remove(items_[*item]) : guests.add(items_[*item]);
  }
}

void Play::remove_shelf(std::size_t shelf) {
  session_.remove(shelves_[shelf]);
  now_.shelves.erase(shelf);
  std::erase_if(now_.guests, [&](const auto& guest) { return guest.second == shelf; });
  for (auto& [item, row] : now_.items) {
    if (row.parent == shelf) row.parent.reset();
  }
}

void Play::remove_subtree(std::size_t node) {
  now_.nodes.erase(node);
  std::vector<std::size_t> kids;
  for (const auto& [kid, row] : now_.nodes) {
    if (row.parent == node) kids.push_back(kid);
  }
  for (const auto kid : kids) {
    if (now_.nodes.contains(kid)) remove_subtree(kid);
  }
}

void Play::remove(const Operation& operation) {
  if (operation.kind == Operation::remove_item) {
    if (const auto item = chosen(now_.items, operation.a)) {
      session_.remove(items_[*item]);
      now_.items.erase(*item);
      std::erase_if(now_.guests, [&](const auto& guest) { return guest.first == *item; });
    }
  } else if (operation.kind == Operation::remove_node) {
    if (const auto node = chosen(now_.nodes, operation.a)) {
      session_.remove(nodes_[*node]);
      remove_subtree(*node);
    }
  } else if (const auto shelf = chosen(now_.shelves, operation.a)) {
    const auto row = now_.shelves[*shelf];
    remove_shelf(*shelf);
    if (operation.kind == Operation::remove_shelf) return;
    now_.shelves[shelves_.size()] = row;
    shelves_.push_back(session_.add(Shelf{.name = row.name, .code = row.code}));
  }
}

void Play::end(const Operation& operation) {
  switch (operation.kind) {
    case Operation::begin_nested:
      nested_.push_back(session_.begin_nested());
      saved_.push_back(now_);
      return;
    case Operation::commit_nested:
    case Operation::rollback_nested: {
      if (nested_.empty()) return;
      // An outer one takes the inner ones with it.
      const auto position = operation.a % nested_.size();
      if (operation.kind == Operation::commit_nested) {
        nested_[position].commit();
      } else {
        nested_[position].rollback();
        now_ = saved_[position];
      }
      nested_.erase(nested_.begin() + static_cast<std::ptrdiff_t>(position), nested_.end());
      saved_.resize(position);
      return;
    }
    case Operation::commit:
      session_.commit();
      committed_ = now_;
      break;
    default: session_.rollback(); now_ = committed_;
  }
  nested_.clear();
  saved_.clear();
}

std::string Play::difference() {
  session_.flush();
  auto found = difference_of_objects();
  return found.empty() ? difference_of_rows() : found;
}

std::string Play::difference_of_objects() {
  std::map<std::size_t, std::set<std::string>> on_shelf;
  for (const auto& [item, row] : now_.items) {
    if (items_[item]->name != row.name) return "the name of item " + row.name;
    const auto tool = cast<ToolModel>(items_[item]);
    if (bool(tool) != row.weight.has_value() || (tool && tool->weight != *row.weight))
      return "the weight of item " + row.name;
    const auto shelf = items_[item]->shelf.get();
    if (shelf != (row.parent ? shelves_[*row.parent] : Handle<Shelf>()))
      return "the shelf of item " + row.name + " is " + name_of(shelf);
    if (row.parent) on_shelf[*row.parent].insert(row.name);
  }
  for (const auto& [shelf, row] : now_.shelves) {
    if (shelves_[shelf]->name != row.name) return "the name of shelf " + row.name;
    if (shelves_[shelf]->code != row.code) return "the code of shelf " + row.name;
    std::set<std::string> names;
    for (const auto& item : shelves_[shelf]->items) names.insert(item->name);
    if (names != on_shelf[shelf] || names.size() != shelves_[shelf]->items.size())
      return "the items of shelf " + row.name;
  }
  for (const auto& [item, row] : now_.items) {
    std::set<std::string> visited;
    for (const auto& shelf : items_[item]->visits) visited.insert(shelf->name);
    std::set<std::string> expected;
    for (const auto& [guest, shelf] : now_.guests) {
      if (guest == item) expected.insert(now_.shelves.at(shelf).name);
      if (guest == item && !shelves_[shelf]->guests.contains(items_[item]))
        return "the guests of shelf " + now_.shelves.at(shelf).name;
    }
    if (visited != expected) return "the visits of item " + row.name;
  }
  for (const auto& [node, row] : now_.nodes) {
    if (nodes_[node]->name != row.name) return "the name of node " + row.name;
    const auto parent = nodes_[node]->parent.get();
    if (parent != (row.parent ? nodes_[*row.parent] : Handle<TreeNode>()))
      return "the parent of node " + row.name + " is " + name_of(parent);
  }
  return {};
}

std::string Play::difference_of_rows() {
  auto connection = engine_.connect();
  const auto rows_of = [&](const char* sql) {
    std::multiset<std::string> rows;
    for (const auto& row : connection.rows(sql)) rows.insert(engine::to_text(row));
    return rows;
  };
  std::multiset<std::string> expected;
  for (const auto& [shelf, row] : now_.shelves)
    expected.insert("('" + row.name + "', " + std::to_string(row.code) + ")");
  if (rows_of("SELECT name, code FROM shelves") != expected) return "the rows of shelves";
  const auto named = [](const std::optional<std::string>& name) {
    return name ? "'" + *name + "'" : std::string("NULL");
  };
  expected.clear();
  for (const auto& [item, row] : now_.items) {
    std::optional<std::string> shelf;
    if (row.parent) shelf = now_.shelves.at(*row.parent).name;
    expected.insert("('" + row.name + "', " + named(shelf) + ", " +
                    (row.weight ? std::to_string(*row.weight) : "NULL") + ")");
  }
  if (rows_of("SELECT items.name, shelves.name, weight FROM items LEFT JOIN tools ON tools.id = "
              "items.id LEFT JOIN shelves ON shelves.id = shelf_id") != expected)
    return "the rows of items";
  expected.clear();
  for (const auto& [item, shelf] : now_.guests)
    expected.insert("('" + now_.items.at(item).name + "', '" + now_.shelves.at(shelf).name + "')");
  if (rows_of("SELECT items.name, shelves.name FROM guests JOIN items ON items.id = item_id JOIN "
              "shelves ON shelves.id = guests.shelf_id") != expected)
    return "the rows of guests";
  expected.clear();
  for (const auto& [node, row] : now_.nodes) {
    std::optional<std::string> parent;
    if (row.parent) parent = now_.nodes.at(*row.parent).name;
    expected.insert("('" + row.name + "', " + named(parent) + ")");
  }
  if (rows_of("SELECT n.name, p.name FROM nodes AS n LEFT JOIN nodes AS p ON p.id = n.parent_id") !=
      expected)
    return "the rows of nodes";
  return {};
}

std::string Play::run(const Operations& operations) {
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const auto kind = operations[i].kind;
    try {
      carry_out(operations[i]);
      const bool settled = kind == Operation::flush || kind >= Operation::begin_nested;
      if (!settled && i + 1 < operations.size()) continue;
      if (auto found = difference(); !found.empty())
        return found + ", after operation " + std::to_string(i + 1);
    } catch (const std::exception& error) {
      return std::string(error.what()) + ", at operation " + std::to_string(i + 1);
    }
  }
  return {};
}

std::string to_text(const Operation& operation) {
  static constexpr const char* names[] = {
      "add_shelf",     "add_item",        "add_node",   "rename",        "move_item",
      "move_node",     "visit",           "swap_codes", "replace_shelf", "remove_item",
      "remove_shelf",  "remove_node",     "flush",      "look",          "begin_nested",
      "commit_nested", "rollback_nested", "commit",     "rollback"};
  return std::string(names[operation.kind]) + ' ' + std::to_string(operation.a) + ' ' +
         std::to_string(operation.b) + ' ' + std::to_string(operation.how);
}

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

class RandomSessionTest : public testing::Test {
 protected:
  RandomSessionTest() {
    create_all(engine_, metadata<ShelfModel, ItemModel, ToolModel, NodeModel, GuestModel>());
  }

  static Operations random_operations(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Operations operations(1 + random() % 30);
    for (auto& operation : operations)
      operation = {static_cast<Operation::Kind>(random() % Operation::kinds), random() % 100,
                   random() % 100, random() % 100};
    return operations;
  }

  std::string play(const Operations& operations) {
    auto connection = engine_.connect();
    connection.execute_script(
        "UPDATE nodes SET parent_id = NULL; DELETE FROM nodes; DELETE FROM guests; DELETE FROM "
        "tools; DELETE FROM items; DELETE FROM shelves");
    return Play(engine_).run(operations);
  }

  /// Leaves out what the failure does not need.
  Operations shrunk(Operations operations) {
    for (std::size_t i = operations.size(); i-- > 0;) {
      auto fewer = operations;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (!play(fewer).empty()) operations = std::move(fewer);
    }
    return operations;
  }

  engine::Engine engine_{"sqlite://"};
};

TEST_F(RandomSessionTest, AgreesWithPlainMaps) {
  const auto runs = from_environment("RETORT_RUNS", 10'000);
  const auto first = from_environment("RETORT_SEED", 1);
  for (auto seed = first; seed < first + runs; ++seed) {
    const auto operations = random_operations(seed);
    if (play(operations).empty()) continue;
    const auto fewest = shrunk(operations);
    std::string text;
    for (const auto& operation : fewest) text += "\n  " + to_text(operation);
    FAIL() << "seed " << seed << ": " << play(fewest) << text;
  }
}

}  // namespace

}  // namespace retort::test::world
