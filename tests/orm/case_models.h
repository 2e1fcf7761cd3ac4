// The models of the reference's cases, and a session that writes down what it sends.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test::cases {

using namespace retort::orm;
using Lines = std::vector<std::string>;

template <class As>
struct ChildModel;

template <class As>
struct ParentModel {
  static constexpr auto table_name = "parent";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, ChildModel, "parent_id"> children{};
};

template <class As>
struct ChildModel {
  static constexpr auto table_name = "child";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "parent_id", std::optional<std::int64_t>, references<ParentModel, "id">> parent_id{};
  BelongsTo<As, ParentModel, "parent_id"> parent{};
};

/// A tree whose nodes take their children with them.
template <class As>
struct NodeModel {
  static constexpr auto table_name = "n";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "p_id", std::optional<std::int64_t>, references<NodeModel, "id">> p_id{};
  BelongsTo<As, NodeModel, "p_id"> par{};
  HasMany<As, NodeModel, "p_id", cascade_delete> kids{};
};

using Parent = Entity<ParentModel>;
using Child = Entity<ChildModel>;
using Node = Entity<NodeModel>;
inline constexpr auto parents = table<ParentModel>;
inline constexpr auto children = table<ChildModel>;
inline constexpr auto nodes = table<NodeModel>;

/// A session on a database that has the tables of these models.
template <template <class> class... Models>
class CaseTest : public testing::Test {
 protected:
  CaseTest() {
    create_all(recorder.engine(), metadata<Models...>());
    recorder.take();
  }

  /// What was sent, except for queries and for what begins and ends transactions.
  Lines written() {
    auto log = recorder.take();
    std::erase_if(log, [](const auto& line) {
      return line.starts_with("SELECT") || line == "BEGIN" || line == "COMMIT";
    });
    return log;
  }

  /// A statement of somebody else's.
  void run(const std::string& sql) {
    recorder.engine().connect().execute(sql);
    recorder.take();
  }

  /// The rows of a query, in parentheses.
  Lines rows(const std::string& sql) {
    Lines lines;
    for (const auto& row : recorder.engine().connect().rows(sql))
      lines.push_back(engine::to_text(row));
    return lines;
  }

  template <class Many>
  static Lines names(const Many& many) {
    Lines lines;
    for (const auto& one : many) lines.push_back(one->name);
    return lines;
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

}  // namespace retort::test::cases
