#include <retort/migrate/decide.h>

#include <algorithm>
#include <set>

#include <retort/engine/dialect.h>
#include <retort/migrate/detail/answer_names.h>
#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/likeness.h>
#include <retort/migrate/detail/lossy_type.h>
#include <retort/migrate/detail/settle.h>
#include <retort/migrate/detail/shell_word.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate {

namespace {

using detail::shell_word;
using schema::same_name;

template <class Object>
std::vector<const Object*> missing_in(const std::vector<Object>& others,
                                      const std::vector<Object>& objects) {
  std::vector<const Object*> missing;
  for (const Object& object : objects)
    if (std::ranges::none_of(others,
                             [&](const Object& o) { return same_name(o.name, object.name); }))
      missing.push_back(&object);
  return missing;
}

class Deciding {
 public:
  Deciding(const Comparison& comparison, Answers answers, Asker* asker,
           engine::Connection* database, std::vector<std::string>& notices)
      : before_(comparison.database),
        after_(comparison.models),
        answers_(std::move(answers)),
        asker_(asker),
        database_(database),
        notices_(notices) {}

  Answers decided() {
    look();
    if (!open_.empty()) throw DecisionNeeded(open_text());
    return std::move(answers_);
  }

  std::vector<std::string> open() {
    look();
    return std::move(open_);
  }

 private:
  void look() {
    ask_about_tables();
    for_each_table([&](const schema::Table& was, const schema::Table& after) {
      ask_about_columns(was, after);
    });
    for_each_table([&](const schema::Table& was, const schema::Table& after) {
      for (const schema::Column& column : after.columns) look_at(was, after, column);
      for (const schema::Column& column : was.columns) look_at_dropped(was, after, column);
    });
  }

  template <class Visit>
  void for_each_table(Visit visit) {
    for (const schema::Table& after : after_.tables)
      if (const schema::Table* was =
              before_.find_table(detail::old_table_name(answers_, after.name)))
        visit(*was, after);
  }

  bool may_be_dropped(const std::string& name) const {
    return std::ranges::any_of(answers_.drop,
                               [&](const std::string& drop) { return same_name(drop, name); });
  }

  // Asks about each pair of which neither is spoken for; `accept` makes it a rename.
  template <class Question, class Accept>
  void ask(const std::vector<detail::Likeness>& pairs, Question question_of, Accept accept) {
    std::set<std::size_t> gone, added;
    for (const detail::Likeness& pair : pairs) {
      if (gone.contains(pair.gone) || added.contains(pair.added)) continue;
      const RenameQuestion question = question_of(pair);
      if (is_answered(question))
        notices_.push_back(passed_over(question));
      else if (asker_ == nullptr)
        open_.push_back(open_rename(question));
      else if (asker_->is_rename(question))
        accept(pair);
      else
        continue;
      gone.insert(pair.gone);
      added.insert(pair.added);
    }
  }

  void ask_about_tables() {
    const auto is_spoken_for = [&](const schema::Table* table) {
      return answers_.rename_table.contains(table->name) || may_be_dropped(table->name);
    };
    std::vector<const schema::Table*> gone = missing_in(after_.tables, before_.tables);
    std::erase_if(gone, is_spoken_for);
    std::vector<const schema::Table*> added = missing_in(before_.tables, after_.tables);
    std::erase_if(added, [&](const schema::Table* table) {
      return !same_name(detail::old_table_name(answers_, table->name), table->name);
    });
    ask(
        detail::alike_tables(gone, added),
        [&](const detail::Likeness& pair) {
          return RenameQuestion{gone[pair.gone]->name, "", added[pair.added]->name};
        },
        [&](const detail::Likeness& pair) {
          answers_.rename_table[gone[pair.gone]->name] = added[pair.added]->name;
        });
  }

  void ask_about_columns(const schema::Table& was, const schema::Table& after) {
    const auto key = [&](const std::string& column) { return was.name + "." + column; };
    std::vector<const schema::Column*> gone = missing_in(after.columns, was.columns);
    std::erase_if(gone, [&](const schema::Column* column) {
      return column->hidden || answers_.rename_column.contains(key(column->name)) ||
             may_be_dropped(key(column->name));
    });
    std::vector<const schema::Column*> added = missing_in(was.columns, after.columns);
    std::erase_if(added, [&](const schema::Column* column) {
      return column->hidden ||
             !same_name(detail::old_column_name(answers_, was.name, column->name), column->name);
    });
    ask(
        detail::alike_columns(gone, added, was, after),
        [&](const detail::Likeness& pair) {
          return RenameQuestion{was.name, gone[pair.gone]->name, added[pair.added]->name};
        },
        [&](const detail::Likeness& pair) {
          answers_.rename_column[key(gone[pair.gone]->name)] = added[pair.added]->name;
        });
    // Without an answer it is not known whether such a column is new.
    if (asker_ == nullptr && !answers_.all_column_renames)
      for (const detail::Likeness& pair : detail::alike_columns(gone, added, was, after))
        unsure_.insert(added[pair.added]);
  }

  bool is_answered(const RenameQuestion& question) const {
    return question.column.empty() ? answers_.all_table_renames : answers_.all_column_renames;
  }

  static std::string old_name(const RenameQuestion& question) {
    return question.column.empty() ? question.table : question.table + "." + question.column;
  }

  static std::string likeness(const RenameQuestion& question) {
    const bool table = question.column.empty();
    return (table ? "table " : "column ") + old_name(question) + " is gone and " +
           (table ? "" : question.table + ".") + question.new_name + " is new and looks like it";
  }

  static std::string open_rename(const RenameQuestion& question) {
    return likeness(question) + ": say --rename " +
           shell_word(old_name(question) + ":" + question.new_name) + " to keep its " +
           (question.column.empty() ? "rows" : "values") + ", or --drop " +
           shell_word(old_name(question)) + " to let them go";
  }

  static std::string passed_over(const RenameQuestion& question) {
    return likeness(question) + "; the answers have no such rename, so it is dropped";
  }

  void look_at(const schema::Table& was, const schema::Table& after, const schema::Column& column) {
    const std::string old_name = detail::old_column_name(answers_, was.name, column.name);
    const schema::Column* is = was.find_column(old_name);
    if (is != nullptr && !column.generated && !is->generated && is->type != column.type &&
        detail::may_lose_values(is->type, column.type))
      notices_.push_back("column " + after.name + "." + column.name + ": its type becomes " +
                         column.type.text + " where it was " + is->type.text +
                         ", which may not hold every value");
    if (column.nullable || column.generated || column.hidden || unsure_.contains(&column)) return;
    if (is == nullptr)
      look_at_new(was, after, column);
    else if (is->nullable && !is->generated)
      look_at_nulls(was, after, column, *is);
  }

  bool is_filled(const schema::Table& after, const schema::Column& column) const {
    return answers_.fill.contains(after.name + "." + column.name);
  }

  void look_at_new(const schema::Table& was, const schema::Table& after,
                   const schema::Column& column) {
    // A database counts such a key by itself.
    const bool key = same_name(column.type.text, "INTEGER") && after.primary_key &&
                     after.primary_key->columns.size() == 1 &&
                     same_name(after.primary_key->columns[0].column, column.name);
    if (column.server_default || key || is_filled(after, column)) return;
    need_fill(after, {after.name, column, true}, "SELECT 1 FROM " + quoted(was.name) + " LIMIT 1");
  }

  void look_at_nulls(const schema::Table& was, const schema::Table& after,
                     const schema::Column& column, const schema::Column& is) {
    if (is_filled(after, column)) return;
    const std::string probe =
        "SELECT 1 FROM " + quoted(was.name) + " WHERE " + quoted(is.name) + " IS NULL LIMIT 1";
    if (column.server_default) {
      // The value that such a row would have got, had it been written with the new schema.
      answers_.fill[after.name + "." + column.name] = *column.server_default;
      return;
    }
    need_fill(after, {after.name, column, false}, probe);
  }

  std::string quoted(const std::string& name) const {
    return database_ ? database_->dialect().quote(name) : name;
  }

  void need_fill(const schema::Table& after, const FillQuestion& question,
                 const std::string& probe) {
    const std::string name = after.name + "." + question.column.name;
    const std::string option = "--fill " + shell_word(name + "=EXPRESSION");
    const std::string what = "column " + name + (question.is_new ? " is new and" : " becomes") +
                             " NOT NULL, and has no default";
    const bool rows = database_ && !database_->rows(probe).empty();
    if (!rows && (!database_ || question.is_new)) {
      notices_.push_back(what + ": where a table has " +
                         (question.is_new ? "rows" : "NULLs in it") +
                         ", the upgrade will refuse; " + option + " gives them a value");
    } else if (rows && asker_ == nullptr) {
      open_.push_back(what + ", and table " + after.name +
                      (question.is_new ? " has rows" : " has rows with NULL in it") + ": say " +
                      option + ", or \"fill\" in an answers file (--answers)");
    } else if (rows) {
      answers_.fill[name] = asker_->fill(question);
    }
  }

  // The way back makes a dropped column anew.
  void look_at_dropped(const schema::Table& was, const schema::Table& after,
                       const schema::Column& column) {
    const std::string name = was.name + "." + column.name;
    if (column.nullable || column.generated || column.server_default || column.hidden ||
        after.find_column(column.name) || answers_.rename_column.contains(name) ||
        answers_.fill.contains(name) || !open_.empty())
      return;
    notices_.push_back("column " + name +
                       " is dropped; the downgrade cannot bring it back where the "
                       "table has rows, since it is NOT NULL and has no default; --fill " +
                       shell_word(name + "=EXPRESSION") + " gives them a value");
  }

  std::string open_text() const {
    if (open_.size() == 1) return open_.front();
    std::string text = std::to_string(open_.size()) + " things have to be decided first";
    for (const std::string& one : open_) text += "\n  " + one;
    return text;
  }

  const schema::Metadata& before_;
  const schema::Metadata& after_;
  Answers answers_;
  Asker* asker_;
  engine::Connection* database_;
  std::vector<std::string>& notices_;
  std::vector<std::string> open_;
  std::set<const schema::Column*> unsure_;
};

}  // namespace

Answers decide(const Comparison& comparison, const GivenAnswers& given, Asker* asker,
               engine::Connection* database, std::vector<std::string>& notices) {
  Answers answers = detail::settle(given, comparison.database, comparison.models, notices);
  return Deciding(comparison, std::move(answers), asker, database, notices).decided();
}

Undecided undecided(const Comparison& comparison, engine::Connection* database) {
  Undecided result;
  Answers answers = detail::settle({}, comparison.database, comparison.models, result.notices);
  result.questions =
      Deciding(comparison, std::move(answers), nullptr, database, result.notices).open();
  return result;
}

Answers declared_answers(const Comparison& comparison) {
  std::vector<std::string> none;
  return detail::settle({}, comparison.database, comparison.models, none);
}

}  // namespace retort::migrate
