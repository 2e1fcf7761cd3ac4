// All of Retort. Programs that care for their compile time include the parts they use instead:
// <retort/orm/...> for models, queries and sessions, <retort/migrate/...> for the migration runner.

#pragma once

#include <retort/engine/engine.h>
#include <retort/engine/transaction.h>
#include <retort/schema/metadata.h>
