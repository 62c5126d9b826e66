// A whole manual page.
#pragma once

#include <string>
#include <vector>

namespace fedcloud::manual {

struct Source {
    std::string path;
    std::string text;
};

struct PageSources {
    std::string name;     // "check_occi_vm"
    std::string section;  // "1"
    std::string version;  // of the suite
    std::string date;     // may be empty: the same sources always give the same page
    // Hand-written texts (*.h2m), what --help says (*.help: the first one's program is the subject
    // of a page of section 1), and what directives of the texts name (*.json).
    std::vector<Source> files;
};

// In man(7). A mistake in the sources ends the process with a message.
std::string render_page(const PageSources& sources);

}  // namespace fedcloud::manual
