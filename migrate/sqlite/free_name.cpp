#include <retort/migrate/sqlite/free_name.h>

#include <algorithm>

namespace retort::migrate::sqlite {

std::string free_name(const schema::Metadata& metadata, std::string wanted) {
  const auto is_taken = [&] {
    return metadata.find_table(wanted) || metadata.find_view(wanted) ||
           metadata.find_virtual_table(wanted) ||
           std::ranges::any_of(metadata.tables, [&](const schema::Table& table) {
             return table.find_index(wanted) != nullptr;
           });
  };
  while (is_taken()) wanted += '_';
  return wanted;
}

}  // namespace retort::migrate::sqlite
