// S/MIME around an image list: opened, and its signature looked at.
#include "envelope.hpp"

#include "fuzz.hpp"
#include "plugin/text.hpp"
#include "signature.hpp"

namespace fedcloud::fuzz {
namespace {

bool is_inside(std::string_view part, std::string_view whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

// A folder without any authority: nothing that was not signed under one may be believed.
void examine(std::string_view input) {
    auto opened = appdb_update::open_envelope(std::string(input));
    require_described(opened);
    if (!opened) {
        return;
    }
    const bool is_bare = opened->kind == appdb_update::EnvelopeKind::bare;
    require(is_bare == (opened->cms == nullptr), "what is signed has a signature");
    const auto content = opened->content();
    require(is_inside(appdb_update::without_part_headers(content), content),
            "without its headers content is a part of itself");
    require(opened->content_as_served().empty() ||
                opened->kind == appdb_update::EnvelopeKind::multipart,
            "only a multipart is served in the clear");
    if (!is_bare) {
        const auto verified = appdb_update::verify(*opened, {"/nonexistent"});
        require_described(verified);
        require(!verified, "nobody is trusted who is not known");
    }
    const std::string before(content);
    opened->drop_all_but(content);
    require(content == before, "the content stays when the rest is dropped");
}

}  // namespace fedcloud::fuzz
