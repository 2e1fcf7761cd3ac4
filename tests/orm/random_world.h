// Random work with a session, beside the same work with plain maps: what the test of random
// sessions is made of.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

namespace retort::test::world {

using namespace retort::orm;

template <class As>
struct ItemModel;
template <class As>
struct GuestModel;

template <class As>
struct ShelfModel {
  static constexpr auto table_name = "shelves";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "code", int, unique> code{};
  HasMany<As, ItemModel, "shelf_id"> items{};
  ManyToMany<As, ItemModel, GuestModel, "shelf_id", "item_id"> guests{};
};

template <class As>
struct ItemModel {
  static constexpr auto table_name = "items";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "item";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "name", std::string> name{};
  Column<As, "shelf_id", std::optional<std::int64_t>, references<ShelfModel, "id">> shelf_id{};
  BelongsTo<As, ShelfModel, "shelf_id"> shelf{};
  ManyToMany<As, ShelfModel, GuestModel, "item_id", "shelf_id"> visits{};
};

/// An item with a row in a second table.
template <class As>
struct ToolModel {
  static constexpr auto table_name = "tools";
  static constexpr auto kind_name = "tool";
  Inherits<As, ItemModel> base{};
  Column<As, "weight", int> weight{};
};

template <class As>
struct GuestModel {
  static constexpr auto table_name = "guests";
  static constexpr std::tuple constraints{primary_key_of<"item_id", "shelf_id">{}};
  Column<As, "item_id", std::int64_t, references<ItemModel, "id">> item_id{};
  Column<As, "shelf_id", std::int64_t, references<ShelfModel, "id">> shelf_id{};
};

template <class As>
struct NodeModel {
  static constexpr auto table_name = "nodes";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "parent_id", std::optional<std::int64_t>, references<NodeModel, "id">> parent_id{};
  BelongsTo<As, NodeModel, "parent_id"> parent{};
  HasMany<As, NodeModel, "parent_id", cascade_delete> kids{};
};

using Shelf = Entity<ShelfModel>;
using Item = Entity<ItemModel>;
using Tool = Entity<ToolModel>;
using TreeNode = Entity<NodeModel>;
inline constexpr auto shelves = table<ShelfModel>;
inline constexpr auto items = table<ItemModel>;
inline constexpr auto tools = table<ToolModel>;
inline constexpr auto tree = table<NodeModel>;

/// Objects by the order in which they were made; what they refer to likewise.
struct World {
  struct ShelfRow {
    std::string name;
    int code;
    bool operator==(const ShelfRow&) const = default;
  };
  struct Row {
    std::string name;
    std::optional<std::size_t> parent;
    /// Of a tool.
    std::optional<int> weight{};
    bool operator==(const Row&) const = default;
  };
  std::map<std::size_t, ShelfRow> shelves;
  std::map<std::size_t, Row> items;
  std::map<std::size_t, Row> nodes;
  /// An item, and a shelf that it visits.
  std::set<std::pair<std::size_t, std::size_t>> guests;

  bool operator==(const World&) const = default;
};

/// Numbers are taken modulo of what there is to choose from, so that every list of operations has a
/// meaning, and every part of one.
struct Operation {
  enum Kind {
    add_shelf,
    add_item,
    add_node,
    rename,
    move_item,
    move_node,
    visit,
    swap_codes,
    replace_shelf,
    remove_item,
    remove_shelf,
    remove_node,
    flush,
    look,
    begin_nested,
    commit_nested,
    rollback_nested,
    commit,
    rollback,
    kinds
  };
  Kind kind;
  std::size_t a;
  std::size_t b;
  std::size_t how;
};

class Play {
 public:
  explicit Play(engine::Engine& engine) : engine_(engine), session_(engine) {}

  /// What differs after one of the operations; empty if nothing does.
  std::string run(const std::vector<Operation>& operations);

 private:
  void carry_out(const Operation& operation);
  void add(const Operation& operation);
  void add_item(const Operation& operation, const std::string& name);
  void rename(const Operation& operation);
  void move(const Operation& operation);
  void visit(const Operation& operation);
  void remove(const Operation& operation);
  void end(const Operation& operation);
  void remove_shelf(std::size_t shelf);
  void remove_subtree(std::size_t node);
  int free_code() { return ++last_code_; }
  /// The objects, the collections and the rows against the maps.
  std::string difference();
  std::string difference_of_objects();
  std::string difference_of_rows();

  engine::Engine& engine_;
  Session session_;
  World now_;
  World committed_;
  std::vector<World> saved_;
  std::vector<NestedTransaction> nested_;
  std::vector<Handle<Shelf>> shelves_;
  std::vector<Handle<Item>> items_;
  std::vector<Handle<TreeNode>> nodes_;
  int last_code_ = 0;
  int last_name_ = 0;
};

std::string to_text(const Operation& operation);

}  // namespace retort::test::world
