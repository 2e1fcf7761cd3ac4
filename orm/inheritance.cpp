#include <retort/orm/inheritance.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

bool is_one_of(const Instance& instance, const Mapper& mapper) {
  return instance.mapper.is_a(mapper);
}

}  // namespace retort::orm::detail
