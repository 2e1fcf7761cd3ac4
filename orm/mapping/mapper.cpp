// What a mapper knows beyond what its model says: its key, and the other ends of its relationships.

#include <algorithm>
#include <mutex>
#include <optional>

#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

struct Mapper::Links {
  std::once_flag once;
  std::once_flag kinds_once;
  std::optional<Kinds> kinds;
  std::vector<MappedRelationship> relationships;
};

Mapper::~Mapper() = default;

Mapper::Mapper(void (*describe)(Mapper&)) : links_(std::make_unique<Links>()) {
  describe(*this);
  table.name = name;
  const auto deferred =
      std::ranges::stable_partition(columns, [](const auto& column) { return !column.deferred; });
  loaded_columns = columns.size() - deferred.size();
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
    table.find_column(term.column)->nullable = false;
  }
}

const Kinds& Mapper::kinds() const {
  std::call_once(links_->kinds_once, [this] { links_->kinds.emplace(*this); });
  return *links_->kinds;
}

const MappedColumn* Mapper::find_column(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &MappedColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

const MappedColumn* Mapper::generated_key() const {
  const bool integer = key.size() == 1 && !table.options.without_rowid &&
                       key.front()->codec->form == Form::integer &&
                       key.front()->codec->word.starts_with("int");
  return integer ? key.front() : nullptr;
}

void Mapper::fill_defaults(void* entity) const {
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

std::vector<engine::Value> Mapper::key_of(const void* entity) const {
  std::vector<engine::Value> values;
  for (const auto* column : key) values.push_back(column->codec->get(column->in(entity)));
  return values;
}

namespace {

/// The foreign key of `mapper` that begins with the column and refers to `target`.
const MappedForeignKey& find_key(const Mapper& mapper, std::string_view column,
                                 const Mapper& target) {
  // The key of a base is one, whichever model of its hierarchy is asked.
  if (mapper.base) {
    for (const auto& key : mapper.root().foreign_keys) {
      if (key.columns.front() == column && &key.target().root() == &target.root()) return key;
    }
  }
  for (const auto& key : mapper.foreign_keys) {
    if (key.columns.front() == column && &key.target().root() == &target.root()) return key;
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

const std::vector<MappedRelationship>& Mapper::relationships() const {
  std::call_once(links_->once, [this] {
    for (auto relationship : declared_relationships) {
      const auto& other = relationship.target();
      const auto& child = relationship.many ? other : *this;
      const auto& parent = relationship.many ? *this : other;
      relationship.owner = this;
      relationship.key = &find_key(child, relationship.column, parent);
      relationship.child_columns = find_columns(child, relationship.key->columns);
      relationship.parent_columns = find_columns(parent, relationship.key->referred);
      if (relationship.far) {
        const auto& far = relationship.far();
        MappedRelationship end{
            .target = relationship.far, .column = relationship.far_column, .owner = &other};
        end.key = &find_key(other, relationship.far_column, far);
        end.child_columns = find_columns(other, end.key->columns);
        end.parent_columns = find_columns(far, end.key->referred);
        relationship.far_end = std::make_shared<const MappedRelationship>(std::move(end));
        relationship.cascade_delete = true;
      }
      links_->relationships.push_back(std::move(relationship));
    }
  });
  return links_->relationships;
}

}  // namespace retort::orm::detail
