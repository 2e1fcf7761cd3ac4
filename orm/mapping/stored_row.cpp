#include <retort/orm/mapping/stored_row.h>

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

// Each part is written where it stays: a processor waits to copy what was just written in parts.

void StoredRow::null() { cells_.emplace_back(); }
void StoredRow::add(std::int64_t number) {
  auto& cell = cells_.emplace_back();
  cell.storage = Storage::integer;
  cell.integer = number;
}
void StoredRow::add(double number) {
  auto& cell = cells_.emplace_back();
  cell.storage = Storage::real;
  cell.real = number;
}
void StoredRow::add(const std::string& text) {
  auto& cell = cells_.emplace_back();
  cell.storage = Storage::text;
  cell.data = text.data();
  cell.size = text.size();
}
void StoredRow::add(const engine::Blob& blob) { cells_.push_back(ToCell{}(blob)); }
void StoredRow::add(const engine::Value& value) { cells_.push_back(cell_of(value)); }
void StoredRow::add(std::string&& text) { add(engine::Value(std::move(text))); }
void StoredRow::add(engine::Blob&& blob) { add(engine::Value(std::move(blob))); }

void StoredRow::add(engine::Value&& value) {
  kept_.push_front(std::move(value));
  cells_.push_back(cell_of(kept_.front()));
}

void StoredRow::clear() {
  cells_.clear();
  kept_.clear();
}

}  // namespace retort::orm::detail
