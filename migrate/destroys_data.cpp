#include <retort/migrate/operation.h>

namespace retort::migrate {

bool destroys_data(const Operation& operation) {
  return std::holds_alternative<DropTable>(operation) ||
         std::holds_alternative<DropColumn>(operation) ||
         std::holds_alternative<DropVirtualTable>(operation);
}

}  // namespace retort::migrate
