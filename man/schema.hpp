// The members that a JSON Schema describes, as sections of a manual page.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::manual {

// A subsection for the file's object, and one for each definition that is an object itself, with
// every member: its type, whether it must be there, what it holds. `schema` is JSON Schema, draft
// 7, of the forms that this project uses; a member without a description ends the process with a
// message.
std::string describe_members(const std::string& schema, const std::string& path);

}  // namespace fedcloud::manual
