#include <retort/migrate/detail/changes.h>

namespace retort::migrate::detail {

void Changes::add(Stage stage, Operation operation) {
  stages_[static_cast<std::size_t>(stage)].push_back(std::move(operation));
}

std::vector<Operation> Changes::in_order() const {
  std::vector<Operation> result;
  for (const auto& stage : stages_) result.insert(result.end(), stage.begin(), stage.end());
  return result;
}

}  // namespace retort::migrate::detail
