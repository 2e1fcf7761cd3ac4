// detail::ModelFacts: what a model says of itself, beside its members and constraints.

#pragma once

#include <string_view>

#include <retort/orm/expression/tree.h>
#include <retort/orm/loading.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/object/entity_storage.h>

namespace retort::orm::detail {

struct ModelFacts {
  std::string_view name;
  const EntityStorage* entity_storage = nullptr;
  std::string_view kind_name{};
  std::string_view discriminator_name{};
  Loading polymorphic = Loading::joined;
  std::string_view table_renamed_from{};
  std::string_view view_sql{};
  NodePtr (*scope)() = nullptr;
  MapperFunction base = nullptr;
};

/// An entity with the defaults of its members, to be looked at while its model is described.
class SampleEntity {
 public:
  explicit SampleEntity(const EntityStorage& storage);
  SampleEntity(const SampleEntity&) = delete;
  SampleEntity& operator=(const SampleEntity&) = delete;
  ~SampleEntity();

  void* get() const { return entity_; }

 private:
  const EntityStorage& storage_;
  void* entity_;
};

void add_facts(Mapper& mapper, const ModelFacts& facts);

/// A model as data, made by `describe`. It lives as long as the program.
const Mapper& make_mapper(void (*describe)(Mapper&));

}  // namespace retort::orm::detail
