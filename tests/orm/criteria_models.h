// Models some of whose rows are out of sight: deleted ones, by a group that several models have, and
// drafts, by a word of the model itself.

#pragma once

#include <cstdint>
#include <string>

#include <retort/orm/model.h>

namespace retort::test::hidden {

using namespace retort::orm;

template <class As>
struct NoteModel;
template <class As>
struct TopicModel;
template <class As>
struct NoteTopicModel;

/// Soft delete, for any model.
template <class As>
struct SoftDelete {
  Column<As, "deleted", bool> deleted{false};

  auto default_scope() const { return !deleted; }
};

template <class As>
struct OwnerModel {
  static constexpr auto table_name = "owners";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  SoftDelete<As> row{};
  HasMany<As, NoteModel, "owner_id", cascade_delete, ordered_by<"id">> notes{};
};

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string> text{};
  Column<As, "draft", bool> draft{false};
  Column<As, "tenant", int> tenant{1};
  Column<As, "owner_id", std::int64_t, references<OwnerModel, "id">> owner_id{};
  SoftDelete<As> row{};
  BelongsTo<As, OwnerModel, "owner_id"> owner{};
  ManyToMany<As, TopicModel, NoteTopicModel, "note_id", "topic_id"> topics{};

  auto default_scope() const { return !draft; }
};

template <class As>
struct TopicModel {
  static constexpr auto table_name = "topics";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  SoftDelete<As> row{};
};

template <class As>
struct NoteTopicModel {
  static constexpr auto table_name = "note_topics";
  static constexpr std::tuple constraints{primary_key_of<"note_id", "topic_id">{}};
  Column<As, "note_id", std::int64_t, references<NoteModel, "id">> note_id{};
  Column<As, "topic_id", std::int64_t, references<TopicModel, "id">> topic_id{};
};

using Owner = Entity<OwnerModel>;
using Note = Entity<NoteModel>;
using Topic = Entity<TopicModel>;
inline constexpr auto owners = table<OwnerModel>;
inline constexpr auto notes = table<NoteModel>;
inline constexpr auto topics = table<TopicModel>;
inline constexpr auto note_topics = table<NoteTopicModel>;

}  // namespace retort::test::hidden
