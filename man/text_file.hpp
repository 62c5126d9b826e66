// The short hand-written text of a manual page: sections in roff, in the manner of help2man's
// include files.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "program_options.hpp"

namespace fedcloud::manual {

// By heading, roff that is ready to be printed.
using Sections = std::map<std::string, std::string>;

// What "@members site-profile.schema.json" in a text stands for; empty: it is no directive.
using Directive = std::function<std::string(std::string_view word, std::string_view argument)>;

// Appends the sections of a text. "[FILES]" begins one; "[FILES --state-dir]" one that counts only
// for programs with this option. Lines are roff::prose() but for requests, and for what stands
// between .EX and .EE. `path` is for messages; a mistake ends the process with one.
void read_sections(const std::string& text, const std::string& path,
                   const std::vector<config::ProgramOption>& options, const Directive& directive,
                   Sections& sections);

}  // namespace fedcloud::manual
