// expect: retort: a version is an integer column that is never NULL

#include "models.h"

using namespace shop;

template <class As>
struct DocumentModel {
  static constexpr auto table_name = "documents";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "revision", std::string, version_counter> revision{};
};
inline constexpr auto documents = table<DocumentModel>;
