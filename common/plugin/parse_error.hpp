// Why bytes from outside could not be read as what they should be.
#pragma once

#include <string>

namespace fedcloud::plugin {

struct ParseError {
    std::string where;     // "line 3, column 17", "header X-OCCI-Attribute", "/resources/0/id"
    std::string expected;  // "a closing quotation mark"
    std::string found;     // a short excerpt of what was there, uncleaned; empty at the end

    // One sentence of the three.
    std::string message() const {
        return where + ": expected " + expected + ", found " +
               (found.empty() ? "the end" : "\"" + found + "\"");
    }
};

}  // namespace fedcloud::plugin
