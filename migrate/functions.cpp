#include <retort/migrate/error.h>
#include <retort/migrate/functions.h>
#include <retort/schema/detail/nearest.h>

namespace retort::migrate {

void require_functions(const std::vector<Operation>& operations, const Functions& functions) {
  for (const Operation& operation : operations) {
    const auto* call = std::get_if<Call>(&operation);
    if (call == nullptr || functions.contains(call->function)) continue;
    std::vector<std::string> known;
    for (const auto& [name, function] : functions) known.push_back(name);
    throw MigrateError("it calls the function " + call->function +
                       ", which this program did not register" +
                       schema::detail::did_you_mean(call->function, known) +
                       "; run it with the program that has it");
  }
}

}  // namespace retort::migrate
