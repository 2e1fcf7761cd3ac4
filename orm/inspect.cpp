#include <retort/orm/inspect.h>

#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

namespace {

RelationshipInfo info_of(const MappedRelationship& relationship) {
  using Direction = RelationshipInfo::Direction;
  RelationshipInfo info{
      .direction = relationship.far    ? Direction::many_to_many
                   : relationship.many ? Direction::one_to_many
                                       : Direction::many_to_one,
      .target = relationship.end().name,
      .loading = relationship.loading,
      .cascade_delete = relationship.cascade_delete,
      .delete_orphan = relationship.delete_orphan,
      .view_only = relationship.view_only,
      .write_only = relationship.write_only,
  };
  if (relationship.far) info.link = relationship.target().name;
  for (const auto* column : relationship.child_columns) info.columns.push_back(column->name);
  for (const auto* column : relationship.parent_columns) info.referred.push_back(column->name);
  return info;
}

}  // namespace

ModelInfo inspect(const Mapper& mapper) {
  ModelInfo info{
      .table = &mapper.table, .view_sql = mapper.view_sql, .kind_name = mapper.kind_name};
  for (const auto* column : mapper.key) info.primary_key.push_back(column->name);
  if (mapper.base) info.base = mapper.base().name;
  for (const auto& relationship : mapper.relationships())
    info.relationships.push_back(info_of(relationship));
  return info;
}

}  // namespace retort::orm::detail
