// detail::SessionListeners: who wants to be told of what. Costs a comparison where nobody does.

#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include <retort/orm/listener.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/session_event.h>

namespace retort::orm::detail {

class SessionListeners {
 public:
  void add(SessionEvent event, Listener<> listener) {
    session_.emplace_back(event, std::move(listener));
  }
  void add(RowEvent event, const Mapper& mapper, Listener<void*> listener) {
    rows_.push_back({event, &mapper, std::move(listener)});
  }

  bool wants(SessionEvent event) const {
    return std::any_of(session_.begin(), session_.end(),
                       [&](const auto& each) { return each.first == event; });
  }

  bool wants_rows() const { return !rows_.empty(); }
  bool empty() const { return rows_.empty() && session_.empty(); }

  // By position, since a listener may add another one.
  void tell(SessionEvent event) const {
    for (std::size_t i = 0; i < session_.size(); ++i) {
      if (session_[i].first != event) continue;
      const auto listener = session_[i].second;
      listener();
    }
  }
  void tell(RowEvent event, const Mapper& mapper, void* entity) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].event != event || !mapper.is_a(*rows_[i].mapper)) continue;
      const auto listener = rows_[i].call;
      listener(entity);
    }
  }

 private:
  struct Row {
    RowEvent event;
    const Mapper* mapper;
    Listener<void*> call;
  };
  std::vector<std::pair<SessionEvent, Listener<>>> session_;
  std::vector<Row> rows_;
};

}  // namespace retort::orm::detail
