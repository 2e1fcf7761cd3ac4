// migrate::checksum: tells whether a script is the one that a database has had.
//
//   migrate::checksum(revision.text)   // "d41d8cd98f00b204e9800998ecf8427e"
//
// 128 bits of XXH3 as hexadecimal digits. Ends of lines make no difference, since version control may
// change them. It finds edits, not attacks.

#pragma once

#include <string>
#include <string_view>

namespace retort::migrate {

std::string checksum(std::string_view text);

}  // namespace retort::migrate
