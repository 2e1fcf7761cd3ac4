#include <retort/orm/detail/flush_graph.h>

#include <algorithm>

#include <retort/orm/detail/identity_map.h>
#include <retort/orm/error.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

namespace {

using Kind = Step::Kind;
using NodesByValue = std::unordered_map<Identity, std::size_t, IdentityHash>;

/// The parent that a row will refer to when that is inserted; null where the values say it all.
const PendingLink* link_of(const Instance& instance, const MappedForeignKey& key) {
  const auto found = std::ranges::find_if(
      instance.links, [&](const auto& link) { return link.relationship->key == &key; });
  return found == instance.links.end() ? nullptr : &*found;
}

}  // namespace

FlushGraph::FlushGraph(const std::vector<TableWork>& tables, const std::vector<Step>& steps,
                       const std::vector<Conflict>& conflicts) {
  for (const auto& step : steps) {
    nodes_of_[step.instance].push_back(nodes_.size());
    // Room for the updates that come after all other writes and before the first delete.
    const auto rank = nodes_.size() + (step.kind == Kind::erase ? 2 * steps.size() : 0);
    nodes_.push_back({step, rank});
  }
  for (const auto& table : tables) {
    for (const auto* model : table.models) {
      for (const auto* key : keys_in(*model, *table.mapper)) {
        const auto target =
            std::ranges::find(tables, &key->target().table_owner(), &TableWork::mapper);
        if (target == tables.end()) continue;
        keys_.push_back(std::make_unique<KeyColumns>(*model, *key));
        add_key(*table.mapper, *target, *keys_.back());
      }
    }
  }
  for (const auto& conflict : conflicts)
    add_edge({*find(*conflict.releases, *conflict.table), *find(*conflict.takes, *conflict.table),
              nullptr, conflict.columns});
  add_parts();
}

const std::size_t* FlushGraph::find(const Instance& instance, const Mapper& table) const {
  const auto nodes = nodes_of_.find(&instance);
  if (nodes == nodes_of_.end()) return nullptr;
  const auto found = std::ranges::find(nodes->second, &table,
                                       [&](std::size_t node) { return nodes_[node].step.table; });
  return found == nodes->second.end() ? nullptr : &*found;
}

/// The row of the base is inserted first and deleted last.
void FlushGraph::add_parts() {
  for (const auto& [instance, nodes] : nodes_of_) {
    const auto& tables = instance->mapper.tables;
    for (std::size_t i = 1; nodes.size() > 1 && i < tables.size(); ++i) {
      const auto* base = find(*instance, *tables[i - 1]);
      const auto* own = find(*instance, *tables[i]);
      if (!base || !own) continue;
      Edge edge{*base, *own, nullptr, {}, true, true};
      if (nodes_[*own].step.kind == Kind::erase) std::swap(edge.from, edge.to);
      edge.part = true;
      add_edge(edge);
    }
  }
}

void FlushGraph::add_key(const Mapper& table, const TableWork& target, const KeyColumns& key) {
  NodesByValue arriving;
  NodesByValue leaving;
  const auto enter = [&](NodesByValue& map, const Instance& instance, KeyValues values) {
    if (!values.empty()) map[{target.mapper, std::move(values)}] = *find(instance, *target.mapper);
  };
  for (const auto* instance : target.added) {
    if (instance->mapper.is_a(*key.target))
      enter(arriving, *instance, values_in(key.to, instance->entity()));
  }
  for (const auto& change : target.changed) {
    if (!change.instance->mapper.is_a(*key.target)) continue;
    if ((change.columns & set_of(change.instance->mapper, key.to)).any())
      enter(arriving, *change.instance, values_in(key.to, change.instance->entity()));
  }
  for (const auto* instance : target.removed) {
    if (instance->mapper.is_a(*key.target))
      enter(leaving, *instance, stored_values_in(key.to, *instance));
  }

  const auto look_up = [&](const NodesByValue& map, KeyValues values) -> const std::size_t* {
    if (values.empty()) return nullptr;
    const auto found = map.find({target.mapper, std::move(values)});
    return found == map.end() ? nullptr : &found->second;
  };
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto kind = nodes_[i].step.kind;
    const auto* instance = nodes_[i].step.instance;
    if (&instance->mapper != key.child || nodes_[i].step.table != &table) continue;
    if (kind != Kind::erase) {
      const auto* link = link_of(*instance, *key.key);
      if (link && link->parent) {
        if (const auto* parent = find(*link->parent, *target.mapper))
          add_edge({*parent, i, &key, {}, true});
      } else if (const auto* parent = look_up(arriving, values_in(key.from, instance->entity()));
                 parent && !link) {
        if (*parent != i) add_edge({*parent, i, &key, {}});
      }
    }
    if (kind == Kind::insert) continue;
    const auto* parent = look_up(leaving, stored_values_in(key.from, *instance));
    if (parent && *parent != i) add_edge({i, *parent, &key, {}});
  }
}

void FlushGraph::add_edge(Edge edge) {
  const auto position = edges_.size();
  nodes_[edge.from].out.push_back(position);
  nodes_[edge.to].in.push_back(position);
  ++nodes_[edge.to].waits;
  edges_.push_back(edge);
}

void FlushGraph::drop(std::size_t position) {
  auto& edge = edges_[position];
  if (std::exchange(edge.dropped, true)) return;
  auto& node = nodes_[edge.to];
  if (--node.waits == 0 && !node.placed) ready_.emplace(node.rank, edge.to);
}

void FlushGraph::place(std::size_t position, std::vector<Step>& order) {
  nodes_[position].placed = true;
  order.push_back(nodes_[position].step);
  const auto out = nodes_[position].out;
  for (const auto edge : out) drop(edge);
}

std::vector<Step> FlushGraph::sorted() {
  std::vector<Step> order;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].waits == 0) ready_.emplace(nodes_[i].rank, i);
  }
  while (order.size() < nodes_.size()) {
    if (ready_.empty()) {
      open(find_circle());
      continue;
    }
    const auto [rank, node] = ready_.top();
    ready_.pop();
    place(node, order);
  }
  order.insert(order.begin(), first_.begin(), first_.end());
  return order;
}

FlushGraph::Circle FlushGraph::find_circle() const {
  std::size_t node = 0;
  while (nodes_[node].placed) ++node;
  // Backwards along what is waited for, until a row comes up again.
  Circle walked;
  std::unordered_map<std::size_t, std::size_t> met;
  while (!met.contains(node)) {
    met[node] = walked.size();
    const auto edge = *std::ranges::find_if(
        nodes_[node].in, [&](std::size_t each) { return !edges_[each].dropped; });
    walked.push_back(edge);
    node = edges_[edge].from;
  }
  walked.erase(walked.begin(), walked.begin() + static_cast<std::ptrdiff_t>(met[node]));
  return walked;
}

void FlushGraph::open(const Circle& circle) {
  for (const auto edge : circle) {
    if (edges_[edge].key && !edges_[edge].fixed && open_key(edge)) return;
  }
  for (const auto edge : circle) {
    if (edges_[edge].key || edges_[edge].part) continue;
    const auto& step = nodes_[edges_[edge].from].step;
    first_.push_back({Kind::park, step.instance, step.table, edges_[edge].columns});
    return drop(edge);
  }
  // The database looks at the key when the transaction commits.
  for (const auto edge : circle) {
    if (edges_[edge].key && edges_[edge].key->declared->initially_deferred && !edges_[edge].made)
      return drop(edge);
  }
  refuse(circle);
}

bool FlushGraph::open_key(std::size_t edge) {
  const auto from = edges_[edge].from;
  const auto to = edges_[edge].to;
  const auto* key = edges_[edge].key;
  if (key->nullable.none()) return false;
  const bool leaves = nodes_[to].step.kind == Kind::erase;
  if (leaves) {
    const auto& step = nodes_[from].step;
    first_.push_back({Kind::clear, step.instance, step.table, key->nullable});
  } else {
    write_later(to, from, *key);
  }
  drop(edge);
  return true;
}

void FlushGraph::write_later(std::size_t node, std::size_t after, const KeyColumns& key) {
  nodes_[node].step.columns |= key.nullable;
  auto found = later_.find(node);
  if (found == later_.end()) {
    found = later_.emplace(node, nodes_.size()).first;
    const auto& step = nodes_[node].step;
    nodes_.push_back({{Kind::update, step.instance, step.table}, nodes_.size()});
    add_edge({node, found->second, &key, {}, true, true});
  }
  if (after != node) add_edge({after, found->second, &key, {}, true, true});
}

void FlushGraph::refuse(const Circle& circle) const {
  std::string names;
  for (const auto edge : circle) {
    const auto& instance = *nodes_[edges_[edge].to].step.instance;
    if (!names.empty()) names += ", ";
    names += std::string(instance.mapper.name);
    if (!instance.identity.empty()) names += " " + engine::to_text(instance.identity.values());
  }
  throw SessionError("flush: rows refer to each other in a circle (" + names +
                     "), and none of their foreign keys may be NULL; make one of these columns "
                     "optional, or its foreign key deferrable");
}

}  // namespace retort::orm::detail
