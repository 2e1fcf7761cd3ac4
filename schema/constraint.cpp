#include <retort/schema/constraint.h>

namespace retort::schema {

std::string_view keyword(Conflict conflict) {
  switch (conflict) {
    case Conflict::abort: return "ABORT";
    case Conflict::rollback: return "ROLLBACK";
    case Conflict::fail: return "FAIL";
    case Conflict::ignore: return "IGNORE";
    case Conflict::replace: return "REPLACE";
  }
  return "";
}

std::string_view keyword(Action action) {
  switch (action) {
    case Action::no_action: return "NO ACTION";
    case Action::restrict: return "RESTRICT";
    case Action::cascade: return "CASCADE";
    case Action::set_null: return "SET NULL";
    case Action::set_default: return "SET DEFAULT";
  }
  return "";
}

}  // namespace retort::schema
