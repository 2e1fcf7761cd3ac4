#include <retort/orm/mapping/stored_row.h>

#include <algorithm>
#include <utility>

namespace retort::orm::detail {

namespace {

using engine::Cell;
using engine::Storage;

struct ToCell {
  Cell operator()(engine::Null) const { return {}; }
  Cell operator()(std::int64_t number) const {
    return {.storage = Storage::integer, .integer = number};
  }
  Cell operator()(double number) const { return {.storage = Storage::real, .real = number}; }
  Cell operator()(const std::string& text) const {
    return {.storage = Storage::text, .data = text.data(), .size = text.size()};
  }
  Cell operator()(const engine::Blob& blob) const {
    const auto* data = reinterpret_cast<const char*>(blob.data());
    return {.storage = Storage::blob, .data = data, .size = blob.size()};
  }
};

}  // namespace

engine::Cell cell_of(const engine::Value& value) { return std::visit(ToCell{}, value); }

StoredRow::StoredRow() = default;
StoredRow::~StoredRow() = default;

void StoredRow::grow() {
  const auto used = next_ - cells_.data();
  cells_.resize(std::max<std::size_t>(16, cells_.size() * 2));
  next_ = cells_.data() + used;
  end_ = cells_.data() + cells_.size();
}

void StoredRow::add(const engine::Blob& blob) { next() = ToCell{}(blob); }
void StoredRow::add(const engine::Value& value) { next() = cell_of(value); }
void StoredRow::add(std::string&& text) { add(engine::Value(std::move(text))); }
void StoredRow::add(engine::Blob&& blob) { add(engine::Value(std::move(blob))); }

void StoredRow::add(engine::Value&& value) {
  kept_.push_front(std::move(value));
  next() = cell_of(kept_.front());
}

}  // namespace retort::orm::detail
