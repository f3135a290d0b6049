// The backends by name, and the errors that they share.
#pragma once
#include "sql.h"

#include <memory>

namespace valor::durable {

std::unique_ptr<backend> open_memory();
std::unique_ptr<sql::engine> open_sqlite(const std::string &file);       // only if built with SQLite
std::unique_ptr<sql::engine> open_postgresql(const std::string &url);    // only if built with libpq

error no_such(const std::string &id);
error has_ended(const std::string &id, status);
error not_ended(const std::string &id);
error already_there(const std::string &id);
error not_retryable(const std::string &id, status);

} // namespace valor::durable
