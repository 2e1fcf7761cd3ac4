// A session on a small library, and what it sends.

#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/library_models.h"
#include "orm/recorder.h"

namespace retort::test {

/// Eco (1932): Rose (500), Pendulum (600). Levi (1919): Table (200). Calvino wrote nothing, and
/// nobody wrote Beowulf (100).
class LibraryTest : public testing::Test {
 protected:
  LibraryTest() {
    create_all(recorder.engine(), metadata<AuthorModel, BookModel, ReviewModel, NodeModel>());
    const auto eco = session.add(Author{.name = "Eco", .born = 1932});
    const auto levi = session.add(Author{.name = "Levi", .born = 1919});
    session.add(Author{.name = "Calvino"});
    session.add(Book{.title = "Rose", .pages = 500, .author = eco});
    session.add(Book{.title = "Pendulum", .pages = 600, .author = eco});
    session.add(Book{.title = "Table", .pages = 200, .author = levi});
    session.add(Book{.title = "Beowulf"});
    session.commit();
    recorder.take();
  }

  /// 1 has the children 2 and 3; 2 has the child 4.
  void plant_tree() {
    session.add(TreeNode{.id = 1, .name = "root"});
    session.add(TreeNode{.id = 2, .name = "left", .parent_id = 1});
    session.add(TreeNode{.id = 3, .name = "right", .parent_id = 1});
    session.add(TreeNode{.id = 4, .name = "leaf", .parent_id = 2});
    session.commit();
    recorder.take();
  }

  std::string sent() {
    auto log = recorder.take();
    std::erase(log, "BEGIN");
    return log.size() == 1 ? log[0] : std::to_string(log.size()) + " statements";
  }

  /// The query's SQL from a word on.
  template <class Query>
  static std::string sql_from(const Query& query, const std::string& word) {
    const auto sql = folded(query.sql());
    const auto at = sql.find(word);
    return at == std::string::npos ? sql : sql.substr(at);
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

using Texts = std::vector<std::string>;
using Ints = std::vector<std::int64_t>;

}  // namespace retort::test
