#include <algorithm>

#include <retort/migrate/detail/outside.h>

namespace retort::migrate::detail {

namespace {

auto place(const std::vector<Operation>& operations, std::size_t number) {
  return operations.begin() + static_cast<std::ptrdiff_t>(number);
}

}  // namespace

std::size_t next_outside(const std::vector<Operation>& operations, std::size_t from) {
  const auto found =
      std::find_if(place(operations, from), operations.end(), [](const Operation& operation) {
        const auto* execute = std::get_if<Execute>(&operation);
        return execute != nullptr && !execute->transaction;
      });
  return static_cast<std::size_t>(found - operations.begin());
}

const std::vector<Operation>& group(const std::vector<Operation>& operations, std::size_t from,
                                    std::size_t to, std::vector<Operation>& part) {
  // Both are the caller's and outlive the call.
  // NOLINTNEXTLINE(bugprone-return-const-ref-from-parameter)
  if (from == 0 && to == operations.size()) return operations;
  part.assign(place(operations, from), place(operations, to));
  return part;
}

}  // namespace retort::migrate::detail
