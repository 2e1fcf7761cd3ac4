// detail::RareList<T>: a list that most objects do not need, and that costs them one pointer.

#pragma once

#include <vector>

namespace retort::orm::detail {

template <class T>
class RareList {
 public:
  RareList() = default;
  RareList(const RareList&) = delete;
  RareList& operator=(const RareList&) = delete;
  ~RareList() { delete list_; }

  bool empty() const { return begin() == end(); }
  T* begin() { return list_ ? list_->data() : nullptr; }
  T* end() { return list_ ? list_->data() + list_->size() : nullptr; }
  const T* begin() const { return list_ ? list_->data() : nullptr; }
  const T* end() const { return list_ ? list_->data() + list_->size() : nullptr; }

  void push_back(const T& value) {
    if (!list_) list_ = new std::vector<T>();
    list_->push_back(value);
  }
  template <class Predicate>
  void erase_if(Predicate predicate) {
    if (list_) std::erase_if(*list_, predicate);
  }
  void clear() {
    delete list_;
    list_ = nullptr;
  }

 private:
  std::vector<T>* list_ = nullptr;
};

}  // namespace retort::orm::detail
