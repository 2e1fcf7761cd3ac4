// Models in two databases, and a session on both of them that writes down what it sends.

#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "engine/temporary_folder.h"
#include "orm/recorder.h"

namespace retort::test::attached {

using namespace retort::orm;
using Lines = std::vector<std::string>;

template <class As>
struct ThumbModel;
template <class As>
struct ArchivedThumbModel;
template <class As>
struct ArchivedLabelModel;

/// In the main database.
template <class As>
struct PictureModel {
  static constexpr auto table_name = "pictures";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
  HasMany<As, ArchivedThumbModel, "picture_id"> old_thumbs{};
};

/// In the main database, with the name of one in the archive.
template <class As>
struct ThumbModel {
  static constexpr auto table_name = "thumbs";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "size", int> size{};
};

/// In the archive, with a foreign key inside of it and one out of it.
template <class As>
struct ArchivedThumbModel {
  static constexpr auto table_name = "thumbs";
  static constexpr std::tuple constraints{
      in_schema<"archive">{}, index_on<"ix_big", ascending<"size">, where<"size > 9">>{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "size", int, indexed<>> size{};
  Column<As, "half", int, computed<"size / 2">> half{};
  Column<As, "stamp", std::string, server_default<"'new'">> stamp{};
  Column<As, "picture_id", std::optional<std::int64_t>, references<PictureModel, "id">>
      picture_id{};
  Column<As, "original_id", std::optional<std::int64_t>, references<ArchivedThumbModel, "id">>
      original_id{};
  BelongsTo<As, PictureModel, "picture_id", joined> picture{};
  HasMany<As, ArchivedThumbModel, "original_id"> copies{};
};

using Picture = Entity<PictureModel>;
using Thumb = Entity<ThumbModel>;
using ArchivedThumb = Entity<ArchivedThumbModel>;
inline constexpr auto pictures = table<PictureModel>;
inline constexpr auto thumbs = table<ThumbModel>;
inline constexpr auto old_thumbs = table<ArchivedThumbModel>;

class AttachedTest : public testing::Test {
 protected:
  AttachedTest() {
    create_all(engine, metadata<PictureModel, ThumbModel, ArchivedThumbModel>());
    log->clear();
  }

  Lines take() {
    auto lines = std::exchange(*log, {});
    std::erase_if(lines, [](const auto& line) { return line == "BEGIN" || line == "COMMIT"; });
    return lines;
  }

  std::shared_ptr<Lines> log = std::make_shared<Lines>();
  tests::TemporaryFolder folder;
  engine::Engine engine{folder.url("main.db"),
                        {.echo =
                             [log = log](const engine::EchoEvent& event) {
                               auto line = folded(event.sql);
                               if (!event.parameters.empty())
                                 line += " " + engine::to_text(event.parameters);
                               log->push_back(line);
                             },
                         .attach = {{"archive", folder.file("archive.db")}}}};
  Session session{engine};
};

}  // namespace retort::test::attached
