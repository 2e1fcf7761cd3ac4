// Which objects of a database are the project's own: the ones that its models declare or that its
// history made. All others belong to somebody else.

#pragma once

#include <set>
#include <string>
#include <vector>

#include <retort/migrate/graph.h>
#include <retort/schema/metadata.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

class Ownership {
 public:
  void add(const schema::Metadata& metadata);
  /// What the operations of its scripts create; what their own SQL creates is not known here.
  void add(const Graph& history);
  /// A table of the database with its indexes and triggers, where there is one of that name.
  void add_table(const schema::Metadata& database, const std::string& name);

  /// Moves what is not owned out of the schema and returns it.
  schema::Metadata take_others(schema::Metadata& database) const;
  /// Moves the indexes that are not owned out of the tables of the schema and returns them.
  std::vector<CreateIndex> take_other_indexes(schema::Metadata& database) const;

 private:
  std::set<std::string, schema::NameLess> names_;
};

}  // namespace retort::migrate::detail
