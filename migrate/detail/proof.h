// The proof of a new script: its upgrade, run on the schema of the live database, gives the models,
// and its downgrade gives that schema back.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/autogenerate.h>

namespace retort::migrate::detail {

class Proof {
 public:
  /// Builds the live schema in a scratch database, with what belongs to others: a view of theirs may
  /// stand in the way of a change. What cannot be built there, for want of a function or a collation
  /// that only their program has, takes no part. `comparison` must outlive it.
  Proof(const engine::Engine& engine, const Comparison& comparison);

  /// Each runs the operations, and throws as migrate::autogenerate does where they do not run or do
  /// not give the wanted schema.
  void upgrade(const std::vector<Operation>& operations);
  void downgrade(const std::vector<Operation>& operations);

 private:
  void run(const std::vector<Operation>& operations, const schema::Metadata& wanted,
           const std::string& what);
  schema::Metadata built();

  const Comparison& comparison_;
  schema::Metadata others_;
  engine::Connection scratch_;
};

}  // namespace retort::migrate::detail
