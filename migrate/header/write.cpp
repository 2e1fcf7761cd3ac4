// The whole header: includes, declarations that come before their definition, models, other objects,
// and the names that a program uses.

#include <algorithm>

#include <retort/migrate/detail/header_text.h>
#include <retort/migrate/model_header.h>

namespace retort::migrate {

namespace {

using namespace detail;
using introspect::Holds;

// An aggregate has up to 64 members; what goes beyond stands in groups.
constexpr std::size_t most_members = 64;
constexpr std::size_t members_of_a_group = 60;

class HeaderWriter {
 public:
  HeaderWriter(const HeaderSource& source, const engine::Dialect& dialect,
               const HeaderOptions& options)
      : source_(source),
        dialect_(dialect),
        options_(options),
        plan_(plan_header(source, options)) {}

  ModelHeader write() {
    std::string models;
    for (PlannedModel& model : plan_.models) models += model_text(model);
    models += objects_text();
    models += handles_text();
    std::string text;
    for (const std::string& line : options_.origin) text += "// " + line + '\n';
    for (const std::string& line : source_.unreadable) unsaid_.push_back(line);
    for (const std::string& line : unsaid_) text += "// Not said here: " + one_line(line) + ".\n";
    if (!text.empty()) text += '\n';
    text += "#pragma once\n\n" + includes_text() + "\nnamespace " + options_.name_space +
            " {\n\nusing namespace retort::orm;\n\n" + forward_text() + models +
            "}  // namespace " + options_.name_space + '\n';
    return {std::move(text), std::move(unsaid_)};
  }

 private:
  static std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
  }

  bool uses(std::initializer_list<Holds> kinds) const {
    return std::ranges::any_of(plan_.models, [&](const PlannedModel& model) {
      return std::ranges::any_of(model.columns, [&](const PlannedColumn& column) {
        const Holds holds = column.relation ? column.relation->holds : Holds::any;
        return std::ranges::find(kinds, holds) != kinds.end();
      });
    });
  }

  std::string includes_text() const {
    const bool time = uses({Holds::date, Holds::time, Holds::date_time});
    std::string text = time ? "#include <chrono>\n" : "";
    text += "#include <cstdint>\n#include <optional>\n#include <string>\n#include <tuple>\n\n";
    text += "#include <retort/orm/model.h>\n";
    if (!source_.metadata.triggers.empty() || !source_.metadata.virtual_tables.empty() ||
        has_views_without_model())
      text += "#include <retort/orm/schema_object.h>\n";
    if (uses({Holds::any})) text += "#include <retort/orm/types/any.h>\n";
    if (time) text += "#include <retort/orm/types/date_time.h>\n";
    return text;
  }

  bool has_views_without_model() const {
    return std::ranges::any_of(source_.metadata.views, [&](const schema::View& view) {
      return plan_.find(view.name) == nullptr;
    });
  }

  // What a model names before it is defined.
  std::string forward_text() const {
    std::set<std::string> defined, wanted;
    std::string text;
    for (const PlannedModel& model : plan_.models) {
      defined.insert(model.model);
      const auto want = [&](const std::string& name) {
        if (!defined.contains(name)) wanted.insert(name);
      };
      for (const auto& relationship : model.relationships) {
        want(relationship.model);
        if (relationship.kind == "ManyToMany") want(relationship.arguments[1]);
      }
      if (!model.table) continue;
      for (const schema::ForeignKey& key : model.table->foreign_keys)
        if (const PlannedModel* target = planned_key(plan_, key).target) want(target->model);
    }
    for (const PlannedModel& model : plan_.models)
      if (wanted.contains(model.model)) text += "template <class As> struct " + model.model + ";\n";
    return text.empty() ? text : text + '\n';
  }

  static std::vector<std::string> members_of(const HeaderWords& words) {
    std::vector<std::string> members;
    for (const PlannedColumn& column : words.model.columns)
      members.push_back(column.column ? column_text(words, column) : read_column_text(column));
    for (const PlannedRelationship& relationship : words.model.relationships)
      members.push_back(
          member_text(relationship.kind, relationship.arguments, relationship.member));
    return members;
  }

  static std::string text_of(const std::vector<std::string>& members, std::size_t first,
                             std::size_t end) {
    std::string text;
    for (std::size_t i = first; i < std::min(end, members.size()); ++i) text += members[i];
    return text;
  }

  std::string model_text(PlannedModel& model) {
    const HeaderWords words{plan_, model, dialect_, unsaid_};
    const std::vector<std::string> all = members_of(words);
    std::string groups, members = text_of(all, 0, all.size());
    if (all.size() > most_members) {
      const std::size_t own = most_members - all.size() / members_of_a_group;
      members = text_of(all, 0, own);
      for (std::size_t first = own; first < all.size(); first += members_of_a_group) {
        const std::string member = model.members.take("more");
        const std::string name = model.entity + camel_case(member);
        groups += "// More members of " + model.model + ": an aggregate has 64 here at most.\n" +
                  "template <class As>\nstruct " + name + " {\n" +
                  text_of(all, first, first + members_of_a_group) + "};\n\n";
        members += "  " + name + "<As> " + member + "{};\n";
      }
    }
    std::string text = groups;
    if (model.kind == ModelKind::virtual_table)
      text += "// A virtual table; its columns, for queries.\n";
    text += "template <class As>\nstruct " + model.model + " {\n";
    text += "  static constexpr auto table_name = " + cpp_literal(model.name) + ";\n";
    if (model.table) text += constraints_text(words);
    if (model.view) text += view_text(*model.view);
    return text + '\n' + members + "};\n\n";
  }

  // Its SELECT, where the library puts the same statement before it.
  std::string view_text(const schema::View& view) const {
    std::string sql = view.sql;
    for (const std::string& name : {view.name, '"' + view.name + '"'}) {
      const std::string begin = "CREATE VIEW " + name + " AS";
      if (!view.sql.starts_with(begin)) continue;
      const std::size_t select = view.sql.find_first_not_of(" \t\r\n", begin.size());
      if (select == view.sql.npos || select == begin.size()) continue;
      const std::string rest = view.sql.substr(select);
      const bool is_word = std::ranges::all_of(view.name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_';
      });
      const std::string written =
          "CREATE VIEW " + (is_word ? view.name : '"' + view.name + '"') + " AS " + rest;
      if (schema::View{view.name, written} == view && !rest.starts_with("CREATE ")) sql = rest;
    }
    const std::string line = "  static constexpr auto view_sql = " + cpp_literal(sql) + ";\n";
    if (line.size() <= 101 || line.find('\n') + 1 != line.size()) return line;
    return "  static constexpr auto view_sql =\n      " + cpp_literal(sql) + ";\n";
  }

  std::string object_text(const std::string& name, const std::string& type,
                          const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string text = "inline const SchemaObject " + name + "{retort::schema::" + type + "{\n";
    for (const auto& [field, value] : fields)
      text += "    ." + field + " = " + cpp_literal(value) +
              (field == fields.back().first ? "}};\n\n" : ",\n");
    return text;
  }

  std::string objects_text() {
    // Beside the handles, whose names are the more wanted ones.
    std::set<std::string> taken;
    for (const PlannedModel& model : plan_.models)
      taken.insert({model.handle, model.entity, model.model});
    ScopeNames names(std::move(taken));
    const auto name_of = [&](const std::string& name, const std::string& kind) {
      const std::string word = snake_case(name);
      return names.take((word.empty() ? "object" : word) + kind);
    };
    std::string text;
    for (const schema::VirtualTable& table : source_.metadata.virtual_tables)
      text += object_text(name_of(table.name, "_table"), "VirtualTable",
                          {{"name", table.name}, {"module", table.module}, {"sql", table.sql}});
    for (const schema::View& view : source_.metadata.views)
      if (!plan_.find(view.name))
        text += object_text(name_of(view.name, "_view"), "View",
                            {{"name", view.name}, {"sql", view.sql}});
    for (const schema::Trigger& trigger : source_.metadata.triggers)
      text += object_text(name_of(trigger.name, "_trigger"), "Trigger",
                          {{"name", trigger.name}, {"table", trigger.table}, {"sql", trigger.sql}});
    return text;
  }

  std::string handles_text() const {
    std::string entities, handles;
    for (const PlannedModel& model : plan_.models) {
      entities += "using " + model.entity + " = retort::orm::Entity<" + model.model + ">;\n";
      handles += "inline constexpr auto " + model.handle +
                 (model.kind == ModelKind::virtual_table ? " = retort::orm::shape<"
                                                         : " = retort::orm::table<") +
                 model.model + ">;\n";
    }
    return plan_.models.empty() ? "" : entities + '\n' + handles + '\n';
  }

  const HeaderSource& source_;
  const engine::Dialect& dialect_;
  const HeaderOptions& options_;
  HeaderPlan plan_;
  std::vector<std::string> unsaid_;
};

}  // namespace

ModelHeader model_header(const HeaderSource& source, const engine::Dialect& dialect,
                         const HeaderOptions& options) {
  return HeaderWriter(source, dialect, options).write();
}

}  // namespace retort::migrate
