// All of Retort. Programs that care for their compile time include the parts that they use instead.

#pragma once

// Models, queries, sessions. The types of columns that have a header of their own are in orm/types.
#include <retort/orm/error.h>
#include <retort/orm/in_session.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
// Databases.
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
// Migrations.
#include <retort/cli/run.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/open.h>
#include <retort/migrate/runner.h>
#include <retort/schema/toml.h>
