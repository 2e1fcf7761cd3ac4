// What the notes are.

#pragma once

#include <cstdint>
#include <string>

#include <retort/orm/model.h>

template <class As>
struct NoteModel {
  static constexpr auto table_name = "notes";

  retort::orm::Column<As, "id", std::int64_t, retort::orm::primary_key> id{};
  retort::orm::Column<As, "text", std::string> text{};
  retort::orm::Column<As, "words", int> words{};
};

using Note = retort::orm::Entity<NoteModel>;
inline constexpr auto notes = retort::orm::table<NoteModel>;
