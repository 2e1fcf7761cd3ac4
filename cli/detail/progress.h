// Progress for a person at a terminal.

#pragma once

#include <memory>

#include <retort/migrate/online.h>
#include <retort/migrate/progress.h>

namespace retort::cli::detail {

/// Shows on standard error how far long steps are; null where that is no terminal, and nobody pays for
/// it. The result must outlive the run.
std::unique_ptr<migrate::Progress> show_progress(migrate::Lifecycle& lifecycle);

/// The same for copies that are made online; elsewhere they are made without a word.
migrate::OnlineOptions online_options();

}  // namespace retort::cli::detail
