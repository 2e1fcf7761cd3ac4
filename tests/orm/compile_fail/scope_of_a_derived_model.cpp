// expect: retort: default_scope() is said by the base of a hierarchy, for all its models

#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>

using namespace retort::orm;

template <class As>
struct PersonModel {
  static constexpr auto table_name = "people";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "person";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
};

template <class As>
struct WriterModel {
  static constexpr auto table_name = "people";
  static constexpr auto kind_name = "writer";
  Inherits<As, PersonModel> base{};
  Column<As, "gone", std::optional<bool>> gone{};
  auto default_scope() const { return gone == false; }
};

inline constexpr auto writers = table<WriterModel>;
