// Many small databases, brought to the head of their history one after the other, as a server with a
// database for each customer does when it starts. `fleet FOLDER COUNT`.

#include <cstdlib>
#include <string>

#include <fleet_migrations.h>
#include <retort/migrate/open.h>

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  const retort::migrate::Graph scripts(
      retort::migrate::read_revisions(embedded::fleet_migrations()));
  const int count = std::atoi(arguments[2]);
  for (int i = 0; i < count; ++i)
    retort::migrate::open("sqlite:///" + folder + "/" + std::to_string(i) + ".db", scripts);
}
