#include "deviations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fedcloud::cdmi {
namespace {

void add_once(std::vector<std::string>& texts, std::string text) {
    constexpr std::size_t most = 20;  // some carry words of the server
    if (texts.size() < most && std::find(texts.begin(), texts.end(), text) == texts.end()) {
        texts.push_back(std::move(text));
    }
}

}  // namespace

void Deviations::add(std::string text) {
    add_once(texts_, std::move(text));
}

void Deviations::add_form(std::string text) {
    add_once(forms_, std::move(text));
}

void Deviations::add_forms(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        add_form(text);
    }
}

void Deviations::tell(plugin::Run& run) const {
    for (const auto& text : texts_) {
        run.note("deviation survived: " + text);
    }
    if (!forms_.empty()) {
        run.note(fmt::format("deviations of form: {}", fmt::join(forms_, "; ")));
    }
}

}  // namespace fedcloud::cdmi
