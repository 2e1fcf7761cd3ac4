// From rows to objects and values.

#include <algorithm>
#include <exception>
#include <list>
#include <map>
#include <unordered_set>

#include <retort/engine/row_receiver.h>
#include <retort/orm/detail/load_plan.h>
#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/node.h>
#include <retort/orm/detail/open_statement.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/session_reading.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/expression/parameter.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/many_to_many.h>
#include <retort/orm/object/reference_base.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

namespace {

/// The values of a statement, with those that were given for its parameters.
std::vector<engine::Value> values_of(const Sql& sql, const std::vector<Binding>& bindings) {
  auto values = sql.values;
  for (const auto& slot : sql.slots) {
    const auto found = std::ranges::find(bindings, slot.name, &Binding::name);
    if (found == bindings.end())
      throw QueryError("the query needs a value for its parameter " + std::string(slot.name) +
                       "; give it with bind()");
    values[slot.position] = value_in(found->value);
  }
  for (const auto& binding : bindings) {
    if (std::ranges::find(sql.slots, binding.name, &ParameterSlot::name) == sql.slots.end())
      throw QueryError("the query has no parameter " + std::string(binding.name) +
                       ", for which bind() gives a value");
  }
  return values;
}

/// What a joined row says about the owner's relationship.
void enter_contained(Instance& owner, const MappedRelationship& relationship, Instance* other) {
  if (!relationship.many) return remember_parent(owner, *relationship.key, other);
  if (!other) return;
  remember_parent(*other, *relationship.key, &owner);
  collection_in(owner, relationship).remember(*other);
}

void forbid_loading(Instance& owner, const MappedRelationship& relationship) {
  relationship.many ? collection_in(owner, relationship).raise_on_load()
                    : reference_in(owner, relationship).raise_on_load();
}

/// Reads a row into an entity.
class EntityReceiver final : public engine::RowReceiver {
 public:
  EntityReceiver(const RowPlan& plan, void* entity) : plan_(plan), entity_(entity) {}

  void receive(std::span<const engine::Cell> row) noexcept override {
    try {
      plan_.fill_from(row, entity_);
    } catch (...) {
      error_ = std::current_exception();
    }
  }
  /// Throws what reading has thrown.
  bool is_filled() const {
    if (error_) std::rethrow_exception(error_);
    return true;
  }

 private:
  const RowPlan& plan_;
  void* entity_;
  std::exception_ptr error_;
};

}  // namespace

struct Cursor::State {
  State(SessionCore& owner, Shared<const Prepared> what, std::vector<engine::Value> values)
      : prepared(std::move(what)),
        bound(std::move(values)),
        statement(owner, prepared->sql, bound.empty() ? prepared->sql.values : bound),
        seen(prepared->plan.followups.size()),
        calls_out(std::ranges::any_of(
            plan().rows, [](const auto& each) { return each && each->calls_out(); })) {}

  const LoadPlan& plan() const { return prepared->plan; }

  /// Holds what is bound to the statement.
  Shared<const Prepared> prepared;
  std::vector<engine::Value> bound;
  OpenStatement statement;
  /// For each followup of the plan, the objects that it is about.
  std::vector<std::vector<Instance*>> seen;
  /// Types of the program's may be called for a row.
  bool calls_out;
  /// Objects of derived models of which only the columns of their base were read.
  std::vector<Instance*> partial;
  /// Objects that contains_eager has begun to fill.
  std::map<const MappedRelationship*, std::unordered_set<const Instance*>> filled;
  /// Collections that joins fill.
  std::map<const MappedRelationship*, std::unordered_set<Instance*>> joined;
  /// How objects of derived models are read, by item. A list, since what is in use stays in its place.
  std::list<std::pair<std::size_t, RowPlan>> derived;
  /// Of the row that is being read.
  KeyValues key;
  std::vector<engine::Cell> cells;
  /// Objects of the first item that were met, where rows repeat them.
  std::unordered_set<const Instance*> met;
};

Cursor::Cursor(SessionCore& session, const Select& select, const MappedForeignKey* known)
    : Cursor(session,
             new_shared<const Prepared>(
                 prepare(select, session.dialect(), session.criteria().get(), known)),
             std::vector<engine::Value>{}) {}

Cursor::Cursor(SessionCore& session, Shared<const Prepared> prepared,
               const std::vector<Binding>& bindings)
    : state_(new State(session, prepared,
                       prepared->sql.slots.empty() && bindings.empty()
                           ? std::vector<engine::Value>{}
                           : values_of(prepared->sql, bindings))) {}

Cursor::Cursor(SessionCore& session, Shared<const Prepared> prepared,
               std::vector<engine::Value> values)
    : state_(new State(session, std::move(prepared), std::move(values))) {}

Cursor::~Cursor() { delete state_; }

bool Cursor::next() {
  if (!state_) throw SessionError("these rows were moved from; use the stream that they became");
  const bool plain = state_->plan().plain_rows;
  while (state_->statement.step()) {
    if (plain || take_row()) return true;
  }
  return false;
}

bool Cursor::next_into(void* entity) {
  if (state_ && state_->plan().plain_rows) {
    const SessionCore::Reading reading(state_->statement.session(), state_->calls_out);
    EntityReceiver receiver(*state_->plan().rows.front(), entity);
    return state_->statement.step(receiver) && receiver.is_filled();
  }
  if (!next()) return false;
  read_into(0, entity);
  return true;
}

/// Enters what the row brings along. False for one that only brings more of an object before.
bool Cursor::take_row() {
  const SessionCore::Reading reading(state_->statement.session(), state_->calls_out);
  const auto& plan = state_->plan();
  for (const auto& eager : plan.eager) enter_joined(eager);
  for (std::size_t i = 0; i < plan.followups.size(); ++i) {
    auto* owner = instance(plan.followups[i].item);
    auto& seen = state_->seen[i];
    if (owner && (seen.empty() || seen.back() != owner)) seen.push_back(owner);
  }
  bool is_new = plan.contained.empty() && !plan.repeats_objects;
  if (plan.repeats_objects) {
    auto* object = instance(0);
    is_new = !object || state_->met.insert(object).second;
  }
  for (const auto& contained : plan.contained) {
    auto* owner = instance(contained.owner);
    const bool of_the_query = contained.owner == 0;
    if (!owner && of_the_query) return true;
    if (!owner) continue;
    if (state_->filled[contained.relationship].insert(owner).second) {
      is_new |= of_the_query;
      if (contained.relationship->many) {
        collection_in(*owner, *contained.relationship).forget();
        collection_in(*owner, *contained.relationship).set_loaded();
      }
    }
    enter_contained(*owner, *contained.relationship, instance(contained.item));
  }
  return is_new || (!plan.repeats_objects &&
                    plan.select.items.size() != 1 + plan.contained.size() + plan.eager.size());
}

void Cursor::enter_joined(const EagerItem& eager) {
  const auto& relationship = *eager.relationship;
  auto* owner = instance(eager.owner);
  if (!owner) return;
  if (!relationship.many) {
    if (!owner->is_touched()) remember_parent(*owner, *relationship.key, instance(eager.item));
    return;
  }
  auto& collection = collection_in(*owner, relationship);
  auto& owners = state_->joined[&relationship];
  if (!owners.contains(owner)) {
    if (owner->state != detail::State::persistent) return;
    if (state_->plan().select.populate_existing) collection.forget();
    // What is loaded already stays as it is.
    if (collection.is_loaded()) return;
    collection.set_loaded();
    owners.insert(owner);
  }
  auto* child = instance(eager.item);
  if (!child || child->state == detail::State::removed ||
      parent_in_memory(*child, relationship).instance != owner)
    return;
  if (relationship.far) {
    auto* end = instance(eager.far);
    if (!end) return;
    meet(*child, relationship, *owner);
    meet(*child, *relationship.far_end, *end);
  } else {
    remember_parent(*child, *relationship.key, owner);
  }
  collection.remember(*child);
}

Shared<Instance> Cursor::shared(std::size_t item) {
  const SessionCore::Reading reading(state_->statement.session(), state_->calls_out);
  auto* found = instance(item);
  return found ? found->store().share(*found) : nullptr;
}

void Cursor::check_stream() const {
  if (state_->plan().repeats_objects)
    throw QueryError(
        "stream(): the query joins the many of a relationship, so that its objects are whole only "
        "when all rows are read; use all(), or options(lazyload(...)) or selectinload()");
}

void Cursor::drain() {
  if (!state_->plan().repeats_objects) return;
  while (state_->statement.step()) take_row();
  for (const auto& [relationship, owners] : std::exchange(state_->joined, {})) {
    const std::vector<Instance*> all(owners.begin(), owners.end());
    state_->statement.session().add_moved(*relationship, all);
  }
}

void Cursor::load_related() {
  const SessionCore::Reading reading(state_->statement.session(), state_->calls_out);
  const auto& plan = state_->plan();
  drain();
  load_kinds();
  for (std::size_t i = 0; i < plan.followups.size(); ++i) {
    const auto& followup = plan.followups[i];
    const auto owners = std::exchange(state_->seen[i], {});
    if (owners.empty()) continue;
    if (followup.raise) {
      for (auto* owner : owners) forbid_loading(*owner, *followup.relationship);
    } else {
      state_->statement.session().load_for_all(
          owners, {.relationship = *followup.relationship,
                   .rest = followup.rest,
                   .criteria = plan.select.criteria,
                   .whole_table = plan.whole_table && followup.item == 0,
                   .again = plan.select.populate_existing && followup.said});
    }
  }
}

/// Who calls it keeps the session.
Instance* Cursor::instance(std::size_t item) {
  auto& session = state_->statement.session();
  const SessionCore::Reading reading(session, false);
  const auto& select_item = state_->plan().select.items[item];
  const auto& mapper = *select_item.entity.mapper;
  auto& key = state_->key;
  const auto& plan = *state_->plan().rows[item];
  // Most rows are no object yet; those that repeat some are asked for their key alone.
  const bool is_read = !state_->plan().repeats_objects;
  if (is_read) {
    plan.read_cells(row(), state_->cells);
    plan.read_key(state_->cells, key);
  } else {
    plan.read_key(row(), key);
  }
  if (key.empty() && !mapper.key.empty()) return nullptr;
  const auto found = session.identities().look_up(mapper, key);
  if (auto* const known = found.instance) {
    const bool again =
        state_->plan().select.populate_existing && known->state == detail::State::persistent;
    if ((known->expired || again) && !plan_of(item, known->mapper).is_partial()) {
      known->expired = false;
      if (again) known->links.clear();
      read_into(item, *known);
      if (known->snapshot()) known->take_snapshot();
    }
    remember_criteria(*known);
    return known;
  }
  auto made = Instance::make(kind_of_row(item), *session.store());
  if (!is_read) plan.read_cells(row(), state_->cells);
  plan_of(item, made->mapper).fill(made->entity(), state_->cells);
  made->raises_deferred = select_item.raise_deferred;
  auto& entered = session.enter_loaded(std::move(made), key, found.hash);
  remember_criteria(entered);
  if (&entered.mapper != &mapper && plan_of(item, entered.mapper).is_partial()) {
    // Whatever comes first, what loads the others or a use of the object, reads it.
    entered.expired = true;
    if (select_item.kinds == Loading::selectin) state_->partial.push_back(&entered);
  }
  return &entered;
}

/// What the query says of tables holds for what is loaded later, too.
void Cursor::remember_criteria(const Instance& instance) {
  const auto& criteria = state_->plan().select.criteria;
  if (criteria && criteria->known_rows.empty())
    state_->statement.session().remember_criteria(instance, criteria);
}

const RowPlan& Cursor::plan_of(std::size_t item, const Mapper& kind) const {
  const auto& own = *state_->plan().rows[item];
  if (&own.kind() == &kind) return own;
  auto& derived = state_->derived;
  const auto found = std::ranges::find_if(derived, [&](const auto& entry) {
    return entry.first == item && &entry.second.kind() == &kind;
  });
  if (found != derived.end()) return found->second;
  const auto& select_item = state_->plan().select.items[item];
  return derived.emplace_back(item, RowPlan(select_item, column(item), kind)).second;
}

/// One query for each model, of the objects that still need it.
void Cursor::load_kinds() {
  auto partial = std::exchange(state_->partial, {});
  std::erase_if(partial, [](const auto* instance) { return !instance->expired; });
  while (!partial.empty()) {
    const auto& mapper = partial.front()->mapper;
    std::vector<KeyValues> keys;
    std::erase_if(partial, [&](const auto* each) {
      if (&each->mapper != &mapper) return false;
      keys.push_back(each->identity.values());
      return true;
    });
    for_each_batch(keys, [&](std::span<const KeyValues> batch) {
      Cursor cursor(state_->statement.session(), select_known(mapper, in(mapper, mapper.key, batch),
                                                              state_->plan().select.criteria));
      while (cursor.next()) cursor.instance(0);
      cursor.load_related();
    });
  }
}

const Mapper& Cursor::kind_of_row(std::size_t item) const {
  const auto& select_item = state_->plan().select.items[item];
  const auto& mapper = *select_item.entity.mapper;
  if (!mapper.discriminator()) return mapper;
  const auto position = static_cast<int>(mapper.discriminator() - mapper.columns.data());
  return mapper.kinds().kind_of(row().value(column(item) + position));
}

void Cursor::read_into(std::size_t item, Instance& instance) {
  const SessionCore::Reading reading(state_->statement.session(), state_->calls_out);
  plan_of(item, instance.mapper).read(row(), instance.entity(), state_->cells);
  instance.raises_deferred = state_->plan().select.items[item].raise_deferred;
}

void Cursor::read_into(std::size_t item, void* entity) {
  const SessionCore::Reading reading(state_->statement.session(), state_->calls_out);
  state_->plan().rows[item]->read(row(), entity, state_->cells);
}

void Cursor::read_value(std::size_t item, Read read, void* value) {
  try {
    read(row().cell(column(item)), value);
  } catch (const ConversionError& error) {
    throw ConversionError("reading " + to_sql(state_->plan().select.items[item].expression) + ": " +
                          error.what());
  }
}

void Cursor::read_column(std::size_t column, Read read, void* value) {
  read(row().cell(static_cast<int>(column)), value);
}

bool Cursor::is_missing(std::size_t item) const {
  const auto width = static_cast<int>(state_->plan().select.items[item].width());
  for (int i = 0; i < width; ++i) {
    if (!row().is_null(column(item) + i)) return false;
  }
  return true;
}

const engine::Statement& Cursor::row() const { return state_->statement.row(); }

int Cursor::column(std::size_t item) const { return state_->plan().columns[item]; }

}  // namespace retort::orm::detail
