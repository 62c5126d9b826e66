#include "plugin/perfdata.hpp"

#include <algorithm>
#include <array>

#include "plugin/number.hpp"

namespace fedcloud::plugin {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

std::string render_label(const std::string& label) {
    if (!label.empty() && std::all_of(label.begin(), label.end(), is_plain)) {
        return label;
    }
    std::string quoted = "'";
    for (const char c : label) {
        if (c == '\'') {
            quoted += "''";
        } else {
            quoted += c == '=' || c == '|' || static_cast<unsigned char>(c) < ' ' ? '_' : c;
        }
    }
    return quoted + "'";
}

}  // namespace

// By integers: std::round would bring libm and its pages into every probe.
Duration Perfdata::rounded(Duration value) {
    using namespace std::chrono;
    return value < 10ms ? Duration(round<microseconds>(value))
                        : Duration(round<milliseconds>(value));
}

std::string render(const Perfdata& perfdata) {
    const auto range = [](const std::optional<Range>& r) { return r ? r->to_string() : ""; };
    const auto bound = [](const std::optional<double>& b) { return b ? format_number(*b) : ""; };
    const std::array<std::string, 4> fields{range(perfdata.thresholds.warning),
                                            range(perfdata.thresholds.critical),
                                            bound(perfdata.min), bound(perfdata.max)};
    std::string text = render_label(perfdata.label) + '=' + format_number(perfdata.value, 6);
    if (text.back() != 'U') {
        text += perfdata.unit;
    }
    std::string tail;
    for (const auto& field : fields) {
        tail += ';' + field;
    }
    tail.erase(tail.find_last_not_of(';') + 1);
    return text + tail;
}

std::string render(const std::vector<Perfdata>& perfdata) {
    std::string text;
    for (const auto& one : perfdata) {
        if (!text.empty()) {
            text += ' ';
        }
        text += render(one);
    }
    return text;
}

}  // namespace fedcloud::plugin
