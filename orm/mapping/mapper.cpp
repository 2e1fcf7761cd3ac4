// What a mapper knows beyond what its model says: its key, and the other ends of its relationships.

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>

#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/mapping/model_facts.h>

namespace retort::orm::detail {

struct Mapper::Links {
  std::once_flag once;
  /// What `once` is for has been done: a question that costs less.
  std::atomic<bool> known = false;
  std::once_flag kinds_once;
  std::optional<Kinds> kinds;
  std::once_flag scope_once;
  NodePtr scope;
  std::vector<MappedRelationship> relationships;
};

// Whoever asks keeps it, and there is one for each model; objects and queries refer to it to the end.
const Mapper& make_mapper(const ModelFacts& facts) { return *new Mapper(facts); }

MappedRelationship& add_relationship(Mapper& mapper, bool many, MapperFunction target,
                                     std::string_view column, std::size_t offset) {
  return mapper.declared_relationships.emplace_back(
      MappedRelationship{.many = many, .target = target, .column = column, .offset = offset});
}

Mapper::~Mapper() = default;

Mapper::Mapper(const ModelFacts& facts) : links_(std::make_unique<Links>()) {
  add_facts(*this, facts);
  find_schema();
  table.name = name;
  table.schema = schema;
  for (std::size_t i = 0; i < foreign_keys.size(); ++i)
    foreign_keys[i].declared = table.foreign_keys[i];
  for (const auto& column : columns) {
    if (column.property.empty()) continue;
    has_properties = true;
    std::erase_if(table.columns, [&](const auto& each) { return each.name == column.name; });
  }
  find_tables();
  check_base();
  const auto deferred =
      std::ranges::stable_partition(columns, [](const auto& column) { return !column.deferred; });
  loaded_columns = columns.size() - deferred.size();
  for (const auto& column : columns) {
    fields.push_back({column.codec->common, column.offset, column.codec});
    typed_fields.add(fields.back(), fields.size() - 1);
  }
  find_keys();
  if (is_joined()) make_own_table();
  for (const auto& column : columns) {
    if (column.version) version_ = &column;
    if (column.name == root().discriminator_name) discriminator_ = &column;
  }
  // A shape has none.
  if (!table.primary_key) return;
  for (const auto& term : table.primary_key->columns) {
    auto column = std::ranges::find(columns, term.column, &MappedColumn::name);
    column->primary_key = true;
    key.push_back(&*column);
    table.find_column(term.column)->nullable = column->nullable_key;
  }
  look_at_inserts();
}

void Mapper::look_at_inserts() {
  const bool integer = key.size() == 1 && !root().table.options.without_rowid &&
                       key.front()->codec->form == Form::integer &&
                       key.front()->codec->word.starts_with("int");
  if (integer) {
    generated_key_ = key.front();
    generated_field_ = &fields[static_cast<std::size_t>(key.front() - columns.data())];
  }
  says_all_ = !is_joined() && std::ranges::all_of(columns, [](const MappedColumn& column) {
    return column.codec->always_set;
  });
  validates_ = std::ranges::any_of(
      columns, [](const MappedColumn& column) { return !column.validators.empty(); });
  completes_rows_ = discriminator_ || version_ || validates_ ||
                    std::ranges::any_of(columns, [](const MappedColumn& column) {
                      return column.make_default != nullptr;
                    });
}

void Mapper::check_base() const {
  // An object is handed on as one of its base by its address alone.
  const auto same = [&](const MappedColumn& column) {
    const auto* own = find_column(column.name);
    return own && own->offset == column.offset;
  };
  if (base && !std::ranges::all_of(base().columns, same))
    throw QueryError("the model of " + std::string(name) + " (" + std::string(kind_name) +
                     "): its base does not lie at the beginning of its objects; Inherits<> has to "
                     "be the first member, and the model may have no base class of its own");
}

void Mapper::find_schema() {
  if (!base) return;
  if (!schema.empty() && schema != base().schema)
    throw QueryError("the model of " + std::string(name) + " (" + std::string(kind_name) +
                     ") is in_schema<\"" + std::string(schema) +
                     "\"> and its base is not; a hierarchy lies in the schema of its base, which "
                     "derived models need not say");
  schema = base().schema;
}

void Mapper::check_keys() const {
  for (const auto* key : keys) {
    const auto& says = key->declared;
    const bool acts =
        says.on_delete != schema::Action::no_action || says.on_update != schema::Action::no_action;
    if (acts && leaves_schema(*key))
      throw QueryError("the foreign key " + std::string(name) + "." + key->columns.front() +
                       " says on_delete or on_update, and refers to " +
                       std::string(key->target().name) +
                       " in another database, where nobody would do it; say cascade_delete to the "
                       "relationship, which the session follows");
  }
}

void Mapper::find_tables() {
  if (base) tables = base().tables;
  if (!base || base().name != name) tables.push_back(this);
  for (auto& column : columns) {
    const auto* inherited = base ? base().find_column(column.name) : nullptr;
    column.home = inherited ? inherited->home : tables.back();
  }
}

namespace {

bool is_same(const MappedForeignKey& a, const MappedForeignKey& b) {
  return a.columns == b.columns && a.referred == b.referred && a.target == b.target;
}

std::vector<std::string> names_of(const std::vector<const MappedColumn*>& columns) {
  std::vector<std::string> names;
  for (const auto* column : columns) names.emplace_back(column->name);
  return names;
}

template <class T>
void remove_those_of(std::vector<T>& list, const std::vector<T>& base) {
  std::erase_if(list, [&](const T& each) { return std::ranges::find(base, each) != base.end(); });
}

}  // namespace

void Mapper::find_keys() {
  if (base) keys = base().keys;
  for (const auto& key : foreign_keys) {
    const bool inherited =
        std::ranges::any_of(keys, [&](const auto* each) { return is_same(*each, key); });
    // The one that makes a row of its base is no relationship.
    const bool to_base = base && key.declared.referred_table == base().name &&
                         base().name != name && key.columns == names_of(root().key);
    if (!inherited && !to_base) keys.push_back(&key);
  }
  std::vector<std::string_view> met;
  for (const auto* each : keys) met.insert(met.end(), each->columns.begin(), each->columns.end());
  std::ranges::sort(met);
  keys_overlap_ = std::ranges::adjacent_find(met) != met.end();
}

/// What was described is all that a row has; the table has what the model adds, and the key.
void Mapper::make_own_table() {
  const auto key_names = names_of(root().key);
  std::erase_if(table.columns, [&](const schema::Column& column) {
    const bool is_key = std::ranges::find(key_names, column.name) != key_names.end();
    return !is_key && find_column(column.name)->home != &table_owner();
  });
  for (const auto* each = &base();; each = &each->base()) {
    remove_those_of(table.uniques, each->table.uniques);
    remove_those_of(table.checks, each->table.checks);
    remove_those_of(table.foreign_keys, each->table.foreign_keys);
    remove_those_of(table.indexes, each->table.indexes);
    if (!each->base) break;
  }
  table.primary_key.emplace().columns = schema::indexed(key_names);
  for (const auto& column : key_names) table.find_column(column)->server_default.reset();
  const bool said = std::ranges::any_of(table.foreign_keys, [&](const auto& key) {
    return key.columns == key_names && key.referred_table == base().name;
  });
  if (said || &table_owner() != this) return;
  table.foreign_keys.insert(table.foreign_keys.begin(),
                            schema::ForeignKey{.name = {},
                                               .columns = key_names,
                                               .referred_table = std::string(base().name),
                                               .referred_columns = key_names,
                                               .on_delete = schema::Action::cascade,
                                               .on_update = schema::Action::cascade});
}

const Kinds& Mapper::kinds() const {
  std::call_once(links_->kinds_once, [this] { links_->kinds.emplace(*this); });
  return *links_->kinds;
}

const NodePtr& Mapper::default_scope() const {
  const auto& links = *root().links_;
  if (root().scope)
    std::call_once(root().links_->scope_once, [this] { root().links_->scope = root().scope(); });
  return links.scope;
}

const MappedColumn* Mapper::find_column(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &MappedColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

void Mapper::fill_defaults(void* entity) const {
  if (!completes_rows_) return;
  if (discriminator_)
    discriminator_->codec->set(discriminator_->in(entity), std::string(kind_name));
  for (const auto& column : columns) {
    void* value = column.in(entity);
    if (column.make_default && !column.codec->is_set(value))
      column.codec->set(value, column.make_default());
    if (column.version && column.codec->get(value) == engine::Value(std::int64_t{0}))
      column.codec->set(value, std::int64_t{1});
  }
}

KeyValues Mapper::key_of(const void* entity) const {
  KeyValues values;
  for (const auto* column : key) values.push_back(column->codec->get(column->in(entity)));
  return values;
}

namespace {

/// The foreign key of `mapper` that begins with the column and refers to `target`.
const MappedForeignKey& find_key(const Mapper& mapper, std::string_view column,
                                 const Mapper& target) {
  for (const auto* key : mapper.keys) {
    if (key->columns.front() == column && &key->target().root() == &target.root()) return *key;
  }
  throw QueryError("the relationship between " + std::string(mapper.name) + " and " +
                   std::string(target.name) + " needs a foreign key: " + std::string(mapper.name) +
                   "." + std::string(column) + " does not reference " + std::string(target.name));
}

std::vector<const MappedColumn*> find_columns(const Mapper& mapper,
                                              const std::vector<std::string>& names) {
  std::vector<const MappedColumn*> columns;
  for (const auto& name : names) columns.push_back(mapper.find_column(name));
  return columns;
}

}  // namespace

namespace {

/// Another collection that is written along the same foreign key, or null.
const MappedRelationship* same_many(const std::vector<MappedRelationship>& others,
                                    const MappedRelationship& relationship) {
  const auto is_written = [](const MappedRelationship& each) {
    return each.many && !each.view_only && !each.far;
  };
  if (!is_written(relationship)) return nullptr;
  const auto same = std::ranges::find_if(
      others, [&](const auto& each) { return is_written(each) && each.key == relationship.key; });
  return same == others.end() ? nullptr : &*same;
}

}  // namespace

const std::vector<MappedRelationship>& Mapper::relationships() const {
  if (links_->known.load(std::memory_order_acquire)) return links_->relationships;
  std::call_once(links_->once, [this] {
    check_keys();
    links_->relationships.clear();
    for (auto relationship : declared_relationships) {
      const auto& other = relationship.target();
      const auto& child = relationship.many ? other : *this;
      const auto& parent = relationship.many ? *this : other;
      relationship.owner = this;
      relationship.key = &find_key(child, relationship.column, parent);
      relationship.child_columns = find_columns(child, relationship.key->columns);
      relationship.parent_columns = find_columns(parent, relationship.key->referred);
      if (relationship.passive_deletes && child.leaves_schema(*relationship.key))
        throw QueryError("passive_deletes of " + std::string(name) + ": the rows of " +
                         std::string(child.name) +
                         " lie in another database, which deletes nothing by itself");
      if (relationship.far) {
        const auto& far = relationship.far();
        MappedRelationship end{
            .target = relationship.far, .column = relationship.far_column, .owner = &other};
        end.key = &find_key(other, relationship.far_column, far);
        end.child_columns = find_columns(other, end.key->columns);
        end.parent_columns = find_columns(far, end.key->referred);
        relationship.far_end = new_shared<const MappedRelationship>(std::move(end));
        relationship.cascade_delete = true;
      }
      if (const auto* other = same_many(links_->relationships, relationship))
        throw QueryError(
            std::string(name) + " has two collections along the foreign key " +
            std::string(child.name) + "." + std::string(other->column) +
            ", and what is added to one would be missing in the other; make one view_only");
      if (!relationship.position.empty() &&
          relationship.end().find_column(relationship.position)->codec->form != Form::integer)
        throw QueryError("positioned_by<\"" + std::string(relationship.position) + "\"> of " +
                         std::string(name) + ": the places of a list are integers");
      links_->relationships.push_back(std::move(relationship));
    }
    links_->known.store(true, std::memory_order_release);
  });
  return links_->relationships;
}

}  // namespace retort::orm::detail
