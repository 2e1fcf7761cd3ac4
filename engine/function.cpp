#include <retort/engine/function.h>

#include <stdexcept>

namespace retort::engine::detail {

namespace {

struct Copy {
  Value operator()(std::string_view text) const { return std::string(text); }
  Value operator()(std::span<const std::byte> blob) const { return Blob(blob.begin(), blob.end()); }
  Value operator()(auto other) const { return other; }
};

}  // namespace

Value to_value(const Argument& argument) { return std::visit(Copy{}, argument); }

void refuse_argument(std::size_t index, const Argument& argument, std::string_view wanted) {
  constexpr std::string_view kinds[] = {"NULL", "an integer", "a real number", "a text", "a blob"};
  std::string message = "argument " + std::to_string(index + 1) + " is ";
  if (const auto* integer = std::get_if<std::int64_t>(&argument)) {
    message += std::to_string(*integer);
  } else {
    message += kinds[argument.index()];
  }
  throw std::invalid_argument(message + ", not " + std::string(wanted));
}

}  // namespace retort::engine::detail
