// Answers from everywhere (models, a file, the command line), settled against two schemas: what is left
// fits, and names tables and columns as the schema before has them.

#pragma once

#include <string>
#include <vector>

#include <retort/migrate/given_answers.h>

namespace retort::migrate::detail {

/// The command line is stronger than the file, and that stronger than the models. What the models
/// say and does not apply any more is passed over; of the file, a notice tells. Throws MigrateError for
/// an option that fits nothing, and for a name that can mean two things.
Answers settle(const GivenAnswers& given, const schema::Metadata& before,
               const schema::Metadata& after, std::vector<std::string>& notices);

}  // namespace retort::migrate::detail
