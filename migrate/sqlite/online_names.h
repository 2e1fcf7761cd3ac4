// The names of what is in a database while a table is copied online. Introspection passes them over
// (introspect/sqlite/catalog.cpp).

#pragma once

#include <string>

namespace retort::migrate::sqlite {

constexpr const char* online_pattern = "_retort_online_*";

struct OnlineNames {
  explicit OnlineNames(const std::string& table)
      : copy("_retort_online_copy_" + table),
        log("_retort_online_log_" + table),
        state("_retort_online_state_" + table),
        old("_retort_online_old_" + table),
        trigger("_retort_online_%_" + table) {}

  std::string copy, log, state, old;

  std::string trigger_of(const std::string& event) const {
    std::string name = trigger;
    return name.replace(name.find('%'), 1, event);
  }
  static std::string index_of_copy(const std::string& index) {
    return "_retort_online_index_" + index;
  }
  static std::string index_of_old(const std::string& index) {
    return "_retort_online_old_index_" + index;
  }

 private:
  std::string trigger;
};

}  // namespace retort::migrate::sqlite
