// The error of reading too early.

#include <retort/orm/defaulted.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

void throw_not_set() {
  throw SessionError(
      "a column with a server default was read before the database has filled it in; give it a "
      "value "
      "or flush the session first");
}

}  // namespace retort::orm::detail
