// Inherits: a model that is a kind of another one. It shares the other's table (single-table
// inheritance), or has a table of its own for what it adds (joined inheritance).
//
//   template <class As> struct EmployeeModel {
//     static constexpr auto table_name = "employees";
//     static constexpr auto discriminator = "kind";        // the column that says which kind a row is
//     static constexpr auto kind_name = "employee";
//     Column<As, "id", std::int64_t, primary_key> id{};
//     Column<As, "kind", std::string> kind{};
//     Column<As, "name", std::string> name{};
//   };
//   template <class As> struct ManagerModel {
//     static constexpr auto table_name = "employees";
//     static constexpr auto kind_name = "manager";
//     Inherits<As, EmployeeModel> base{};                  // the first member
//     Column<As, "budget", std::optional<int>> budget{};
//   };
//
//   session.add(Manager{.base = {.name = "Ada"}, .budget = 5});   // kind is written by the library
//   for (auto& each : session.query(employees).all())             // all kinds, each as what it is
//     if (auto manager = cast<ManagerModel>(each)) std::cout << *manager->budget;
//   session.query(managers)                                       // WHERE kind IN ('manager')
//
// With another table_name than its base's, a derived model's rows lie in both tables. Its own has the
// base's key, which the model does not say, with a foreign key to it.
//
// In a table that is shared, columns of a derived model may be NULL in the database, since the rows of the others have none; the
// library does not look behind a type that may not. The models have to be registered (table<>).

#pragma once

#include <memory>

#include <retort/orm/handle.h>
#include <retort/orm/reading.h>

namespace retort::orm {

namespace detail {

/// Whether an object is one of that model, or of one derived from it.
bool is_one_of(const Instance& instance, const Mapper& mapper);

}  // namespace detail

template <class As, template <class> class Base>
using Inherits = Base<As>;

/// The same object as one of another model of its hierarchy; empty where it is none.
template <template <class> class Model, class EntityType>
Handle<Entity<Model>> cast(const Handle<EntityType>& handle) {
  const auto& instance = handle.shared();
  const bool is_one = instance && detail::is_one_of(*instance, detail::mapper<Model>());
  return is_one ? Handle<Entity<Model>>(instance) : Handle<Entity<Model>>();
}

}  // namespace retort::orm
