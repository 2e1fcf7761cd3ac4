// A parent whose children cannot be without one. Case 5 of the reference.

#include <gtest/gtest.h>

#include <retort/engine/error.h>

#include "orm/case_models.h"

namespace strict_parent {

using namespace retort::test::cases;

template <class As>
struct PageModel;
template <class As>
struct FolderModel {
  static constexpr auto table_name = "folder";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, PageModel, "folder_id"> pages{};
};
template <class As>
struct PageModel {
  static constexpr auto table_name = "page";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "folder_id", std::int64_t, references<FolderModel, "id">> folder_id{};
};
using Folder = Entity<FolderModel>;
using Page = Entity<PageModel>;

class StrictParentTest : public CaseTest<FolderModel, PageModel> {};

TEST_F(StrictParentTest, Case5NothingIsDeletedWhereChildrenWouldBeLeft) {
  run("INSERT INTO folder VALUES (1, 'f')");
  run("INSERT INTO page VALUES (1, 1), (2, 1)");
  const auto folder = session.get<Folder>(1);
  session.remove(folder);
  recorder.take();
  EXPECT_THROW(session.flush(), retort::engine::ForeignKeyViolation);
  // No child was tried to be set to NULL before.
  EXPECT_EQ(written(), (Lines{"DELETE FROM folder WHERE folder.id = ? (1)", "ROLLBACK"}));
  EXPECT_EQ(session.failure()->table, "folder");
  session.rollback();
  EXPECT_EQ(session.get<Folder>(1), folder);
  EXPECT_EQ(folder->pages.size(), 2U);
  EXPECT_EQ(rows("SELECT id, folder_id FROM page ORDER BY id"), (Lines{"(1, 1)", "(2, 1)"}));
}

}  // namespace strict_parent
