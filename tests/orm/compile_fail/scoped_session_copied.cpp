// expect: use of deleted function 'retort::orm::ScopedSession::ScopedSession(const retort::orm::ScopedSession&)'

#include <retort/orm/scoped_session.h>

#include "models.h"

using namespace shop;

ScopedSession copy(ScopedSession& sessions) { return sessions; }
