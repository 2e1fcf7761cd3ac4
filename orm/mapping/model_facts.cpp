// From the facts of a model to its mapper: what needs no template.

#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/mapping/model_facts.h>
#include <retort/orm/mapping/typed_column.h>

namespace retort::orm::detail {

namespace {

/// An entity with the defaults of its members, of which is asked where they lie.
class SampleEntity {
 public:
  explicit SampleEntity(const EntityStorage& storage)
      : storage_(storage), entity_(allocate(storage.size, storage.alignment)) {
    try {
      storage.construct(entity_);
    } catch (...) {
      release(entity_, storage.alignment);
      throw;
    }
  }
  SampleEntity(const SampleEntity&) = delete;
  SampleEntity& operator=(const SampleEntity&) = delete;
  ~SampleEntity() {
    storage_.destroy(entity_);
    release(entity_, storage_.alignment);
  }

  void* get() const { return entity_; }

 private:
  const EntityStorage& storage_;
  void* entity_;
};

void add_columns(Mapper& mapper, const ModelFacts& facts, void* entity) {
  std::vector<const void*> places(facts.column_count);
  facts.find_places(entity, places.data());
  for (std::size_t i = 0; i < facts.column_count; ++i)
    facts.columns[i]->describe(mapper, distance(entity, places[i]));
}

}  // namespace

void add_facts(Mapper& mapper, const ModelFacts& facts) {
  mapper.name = facts.name;
  mapper.kind_name = facts.kind_name;
  mapper.discriminator_name = facts.discriminator_name;
  mapper.polymorphic = facts.polymorphic;
  mapper.table.renamed_from = facts.table_renamed_from;
  mapper.view_sql = facts.view_sql;
  mapper.entity_storage = facts.entity_storage;
  mapper.scope = facts.scope;
  mapper.base = facts.base;
  const SampleEntity sample(*facts.entity_storage);
  if (facts.describe_members != nullptr) {
    facts.describe_members(mapper, sample.get());
  } else {
    add_columns(mapper, facts, sample.get());
  }
  if (facts.describe_constraints != nullptr) facts.describe_constraints(mapper);
}

}  // namespace retort::orm::detail
