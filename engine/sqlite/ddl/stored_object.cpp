// CREATE VIEW, CREATE TRIGGER and CREATE VIRTUAL TABLE: their heads. What they do is left as it
// stands.

#include <retort/engine/sqlite/ddl/grammar.h>

namespace retort::engine::sqlite::ddl {

namespace {

CreateTrigger::Time time(Cursor& cursor) {
  if (cursor.accept("AFTER")) return CreateTrigger::Time::after;
  if (cursor.accept({"INSTEAD", "OF"})) return CreateTrigger::Time::instead_of;
  cursor.accept("BEFORE");
  return CreateTrigger::Time::before;
}

CreateTrigger::Event event(Cursor& cursor) {
  if (cursor.accept("DELETE")) return CreateTrigger::Event::remove;
  if (cursor.accept("INSERT")) return CreateTrigger::Event::insert;
  if (cursor.accept("UPDATE")) return CreateTrigger::Event::update;
  cursor.fail("DELETE, INSERT or UPDATE");
}

std::vector<Name> update_columns(Cursor& cursor) {
  std::vector<Name> columns;
  do columns.push_back(cursor.name("a column"));
  while (cursor.accept(","));
  return columns;
}

// The statements of a trigger hold semicolons, so it ends where the text does.
TokenRange trigger_action(Cursor& cursor) {
  const std::size_t first = cursor.position();
  const Tokens& tokens = cursor.tokens();
  std::size_t last = tokens.size() - 1;
  while (last > first && tokens[last - 1].is(";")) --last;
  if (last == first || !tokens[last - 1].is("END")) cursor.fail("BEGIN ... END");
  while (cursor.position() < last) cursor.advance();
  return cursor.since(first);
}

// Up to a comma or a closing parenthesis outside of all parentheses. Anything else may stand there,
// a semicolon too.
TokenRange module_argument(Cursor& cursor) {
  const std::size_t first = cursor.position();
  for (std::size_t depth = 0; depth > 0 || !(cursor.at(",") || cursor.at(")")); cursor.advance()) {
    if (cursor.at_end()) cursor.fail(")");
    if (cursor.at("(")) ++depth;
    if (cursor.at(")")) --depth;
  }
  return cursor.since(first);
}

}  // namespace

CreateView create_view(Cursor& cursor) {
  CreateView view;
  view.temporary = cursor.accept("TEMP") || cursor.accept("TEMPORARY");
  cursor.expect("VIEW");
  view.if_not_exists = if_not_exists(cursor);
  view.name = cursor.object_name("a view");
  if (cursor.at("(")) view.columns = cursor.names("a column");
  cursor.expect("AS");
  view.select = cursor.until_end();
  return view;
}

CreateTrigger create_trigger(Cursor& cursor) {
  CreateTrigger trigger;
  trigger.temporary = cursor.accept("TEMP") || cursor.accept("TEMPORARY");
  cursor.expect("TRIGGER");
  trigger.if_not_exists = if_not_exists(cursor);
  trigger.name = cursor.object_name("a trigger");
  trigger.time = time(cursor);
  trigger.event = event(cursor);
  if (trigger.event == CreateTrigger::Event::update && cursor.accept("OF"))
    trigger.columns = update_columns(cursor);
  cursor.expect("ON");
  trigger.table = cursor.object_name("a table or view");
  trigger.action = trigger_action(cursor);
  return trigger;
}

CreateVirtualTable create_virtual_table(Cursor& cursor) {
  CreateVirtualTable table;
  cursor.expect("VIRTUAL");
  cursor.expect("TABLE");
  table.if_not_exists = if_not_exists(cursor);
  table.name = cursor.object_name("a table");
  cursor.expect("USING");
  table.module = cursor.name("a module");
  if (!cursor.accept("(")) return table;
  do table.arguments.push_back(module_argument(cursor));
  while (cursor.accept(","));
  cursor.expect(")");
  return table;
}

}  // namespace retort::engine::sqlite::ddl
