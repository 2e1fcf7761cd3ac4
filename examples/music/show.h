// Everything that the music library can be asked, printed.

#pragma once

#include <iosfwd>

#include <retort/engine/engine.h>

namespace music {

void show(retort::engine::Engine& engine, std::ostream& out);

}  // namespace music
