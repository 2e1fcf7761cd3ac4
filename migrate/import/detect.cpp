// Whose scripts a folder holds.

#include <algorithm>
#include <set>

#include <retort/migrate/detail/foreign_script.h>
#include <retort/migrate/error.h>
#include <retort/migrate/import.h>
#include <retort/schema/detail/nearest.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

constexpr std::pair<ForeignTool, std::string_view> names[] = {
    {ForeignTool::dbmate, "dbmate"},
    {ForeignTool::goose, "goose"},
    {ForeignTool::golang_migrate, "golang-migrate"},
    {ForeignTool::diesel, "diesel"},
    {ForeignTool::flyway, "flyway"},
    {ForeignTool::numbered, "numbered"},
    {ForeignTool::alembic, "alembic"}};

bool is_flyway_name(const std::string& name) {
  const bool kind = name.starts_with('V') || name.starts_with('U') || name.starts_with('R');
  return kind && name.find("__") != std::string::npos;
}

// What the text of a file says about its tool.
void look_inside(const fs::path& file, std::set<ForeignTool>& found) {
  const std::string text = detail::read_foreign(file);
  for (const std::string_view line : detail::lines_of(text)) {
    if (detail::marked(line, "migrate:").starts_with("up")) found.insert(ForeignTool::dbmate);
    if (detail::marked(line, "+goose") == "up") found.insert(ForeignTool::goose);
  }
}

std::set<ForeignTool> look(const fs::path& folder) {
  std::set<ForeignTool> found;
  const std::vector<fs::path> scripts = detail::files_ending(folder, ".sql");
  for (const fs::path& file : scripts) look_inside(file, found);
  for (const fs::path& inside : detail::folders_in(folder)) {
    if (fs::exists(inside / "up.sql")) found.insert(ForeignTool::diesel);
    if (fs::exists(inside / "env.py") || inside.filename() == "versions")
      found.insert(ForeignTool::alembic);
  }
  if (fs::exists(folder / "env.py")) found.insert(ForeignTool::alembic);
  const auto any_name = [&](auto fits) {
    return std::ranges::any_of(
        scripts, [&](const fs::path& file) { return fits(file.filename().string()); });
  };
  if (any_name([](const std::string& name) { return name.ends_with(".up.sql"); }))
    found.insert(ForeignTool::golang_migrate);
  if (any_name(is_flyway_name)) found.insert(ForeignTool::flyway);
  // Numbers alone say little, so they count where nothing else does.
  const auto has_number = [](const fs::path& file) {
    return !detail::named_script(file.stem().string(), file).version.empty();
  };
  if (found.empty() && !scripts.empty() && std::ranges::all_of(scripts, has_number))
    found.insert(ForeignTool::numbered);
  return found;
}

std::string listed(const std::set<ForeignTool>& tools) {
  std::string text;
  for (const ForeignTool tool : tools)
    text += (text.empty() ? "" : " or ") + std::string(name_of(tool));
  return text;
}

}  // namespace

std::string_view name_of(ForeignTool tool) {
  return std::ranges::find(names, tool, &std::pair<ForeignTool, std::string_view>::first)->second;
}

ForeignTool find_foreign_tool(std::string_view name) {
  std::vector<std::string> known;
  std::string all;
  for (const auto& [tool, its_name] : names) {
    if (its_name == name) return tool;
    known.emplace_back(its_name);
    all += (all.empty() ? "" : ", ") + std::string(its_name);
  }
  throw MigrateError("there is no format \"" + std::string(name) + "\"" +
                     schema::detail::did_you_mean(name, known) + "; there are " + all);
}

ForeignTool detail::detect(const fs::path& folder) {
  const std::set<ForeignTool> found = look(folder);
  if (found.size() == 1) return *found.begin();
  throw MigrateError(folder.string() + ": " +
                     (found.empty() ? "no script here looks like one of a known tool's"
                                    : "these scripts could be " + listed(found) + "'s") +
                     "; say whose they are with --from");
}

}  // namespace retort::migrate
