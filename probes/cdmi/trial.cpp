#include "trial.hpp"

#include <algorithm>
#include <utility>

#include "auth/base64.hpp"
#include "plugin/text.hpp"
#include "samples.hpp"

namespace fedcloud::cdmi {
namespace {

using plugin::Checked;
using plugin::Fault;

bool contains(const Metadata& all, const Metadata& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& item) {
        return std::find(all.begin(), all.end(), item) != all.end();
    });
}

bool contains(const std::vector<std::string>& all, const std::string& wanted) {
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

}  // namespace

Trial::Trial(Client& client, Watch& watch, const Abilities& abilities, net::Url container,
             plugin::Run& run)
    : client_(client),
      watch_(watch),
      abilities_(abilities),
      container_(std::move(container)),
      run_(run),
      text_{text_name,
            "the text object",
            {"text/plain", sample_text(), sample_metadata(), Encoding::utf8}},
      binary_{binary_name,
              "the binary object",
              {"application/octet-stream", sample_bytes(), {}, Encoding::base64}} {}

Answer<http::Response> Trial::put(Object& object) {
    if (!contains(names_, object.name)) {
        names_.push_back(object.name);
    }
    auto response =
        client_.put(url_of(object), Kind::object, render_object(object.content), run_.work());
    if (response || response.error().status != 400 || object.content.encoding != Encoding::utf8) {
        return response;
    }
    object.content.encoding = Encoding::none;
    auto again =
        client_.put(url_of(object), Kind::object, render_object(object.content), run_.work());
    if (!again) {
        object.content.encoding = Encoding::utf8;
        return response;  // what the standard asks for was refused: that is the thing to tell
    }
    client_.deviations().add("valuetransferencoding is refused, which CDMI has since 1.0.1");
    return again;
}

Checked<void> Trial::settle(const http::Response& response, bool creates) {
    const int status = response.status;
    if (status != (creates ? 201 : 204) && status != 202) {
        client_.deviations().add(fmt::format("{} of a data object answers {}",
                                             creates ? "the create" : "an update", status));
    }
    return watch_.finish(response, Kind::object, run_.work());
}

Checked<void> Trial::store(Object& object, bool creates) {
    const auto response = put(object);
    if (!response) {
        return Unexpected{response.error().fault};
    }
    return settle(*response, creates);
}

Checked<void> Trial::write() {
    if (auto stored = store(text_, true); !stored) {
        return stored;
    }
    const auto response = put(binary_);
    if (response) {
        run_.describe(fmt::format("{} and {} bytes", text_.content.value.size(),
                                  binary_.content.value.size()));
        return settle(*response, true);
    }
    if (response.error().status == 400 && text_.content.encoding == Encoding::none) {
        with_binary_ = false;
        client_.deviations().add("binary values cannot be written through CDMI");
        return {};
    }
    return Unexpected{response.error().fault};
}

// The bytes are there; how they are told may be another matter.
bool Trial::shows(const DataObject& seen, const Object& object, const std::string& bytes) {
    if (decode_value(seen) == bytes) {
        return true;
    }
    const bool hidden = seen.value && auth::from_base64(*seen.value) == bytes;
    if (hidden) {
        client_.deviations().add(
            fmt::format("the value of {} is told in base64, its valuetransferencoding is '{}'",
                        object.what, plugin::clean(seen.encoding, 20)));
    }
    return hidden;
}

// `before`: what the object held until now; nullptr if it is new.
Checked<void> Trial::read_back(const Object& object, const std::string* before) {
    const auto& wanted = object.content.value;
    const auto seen = watch_.object(
        url_of(object), object.what,
        [&](const DataObject& now) {
            return now.value && (before == nullptr || !shows(now, object, *before));
        },
        run_.work());
    if (!seen) {
        return Unexpected{seen.error()};
    }
    if (!seen->settled && before != nullptr) {
        return Unexpected{Fault::service(
            fmt::format("the update of {} was accepted, but {}s later it still has the old value",
                        object.what, plugin::format_seconds(watch_.grace())))};
    }
    if (!shows(seen->thing, object, wanted)) {
        return Unexpected{
            Fault::service(fmt::format("{} does not hold what was written to it: {} bytes were "
                                       "written, read were {}",
                                       object.what, wanted.size(), describe_value(seen->thing)))};
    }
    return check_metadata(seen->thing, object);
}

Checked<void> Trial::check_metadata(const DataObject& seen, const Object& object) {
    const auto& type = seen.mimetype;
    if (!type.empty() && type.substr(0, type.find(';')) != object.content.mimetype) {
        client_.deviations().add(fmt::format("{} was written as {} and is told as {}", object.what,
                                             object.content.mimetype, plugin::clean(type, 60)));
    }
    if (!with_metadata_ || contains(seen.metadata, object.content.metadata)) {
        return {};
    }
    if (abilities_.read_metadata == Offered::yes) {
        return Unexpected{
            Fault::service(fmt::format("{} lost the metadata that was written with it, although "
                                       "cdmi_read_metadata is advertised",
                                       object.what))};
    }
    with_metadata_ = false;
    client_.deviations().add("metadata that is written cannot be read (nor is it advertised)");
    return {};
}

Checked<void> Trial::read() {
    if (auto read = read_back(text_, nullptr); !read || !with_binary_) {
        return read;
    }
    return read_back(binary_, nullptr);
}

Checked<void> Trial::update() {
    if (abilities_.modify_value == Offered::no) {
        run_.note("not advertised, and so not tried: cdmi_modify_value");
        return {};
    }
    const auto before = std::exchange(text_.content.value, sample_word());
    text_.content.metadata =
        abilities_.modify_metadata == Offered::no ? Metadata() : sample_metadata();
    if (auto stored = store(text_, false); !stored) {
        return stored;
    }
    return read_back(text_, &before);
}

// False if it does not work, and did no harm that the next update would not mend.
Checked<bool> Trial::change_metadata_alone() {
    const auto response = client_.put(url_of(text_), Kind::object,
                                      render_metadata(text_.content.metadata), run_.work());
    if (!response) {
        if (!response.error().refuses()) {
            return Unexpected{response.error().fault};
        }
        client_.deviations().add(
            fmt::format("metadata alone cannot be changed: HTTP {}", response.error().status));
        return false;
    }
    if (auto settled = settle(*response, false); !settled) {
        return Unexpected{settled.error()};
    }
    const auto seen = watch_.object(
        url_of(text_), text_.what,
        [&](const DataObject& now) { return contains(now.metadata, text_.content.metadata); },
        run_.work());
    if (!seen) {
        return Unexpected{seen.error()};
    }
    const bool kept = shows(seen->thing, text_, text_.content.value);
    if (!kept) {
        client_.deviations().add("a change of metadata alone loses the value");
    }
    if (!seen->settled) {
        client_.deviations().add("a change of metadata alone is accepted and changes nothing");
    }
    return kept && seen->settled;
}

Checked<void> Trial::change_metadata_with_value() {
    const auto response = put(text_);
    if (!response && response.error().refuses() && abilities_.modify_metadata != Offered::yes) {
        client_.deviations().add("metadata cannot be changed (nor is that advertised)");
        return {};
    }
    if (!response) {
        return Unexpected{response.error().fault};
    }
    if (auto settled = settle(*response, false); !settled) {
        return settled;
    }
    const auto seen = watch_.object(
        url_of(text_), text_.what,
        [&](const DataObject& now) {
            return contains(now.metadata, text_.content.metadata) &&
                   shows(now, text_, text_.content.value);
        },
        run_.work());
    if (!seen) {
        return Unexpected{seen.error()};
    }
    if (seen->settled) {
        return {};
    }
    const bool kept = shows(seen->thing, text_, text_.content.value);
    return Unexpected{Fault::service(
        kept ? "the metadata of the text object cannot be changed: it keeps the old ones"
             : fmt::format("a change of metadata loses the value, also where both are written "
                           "together: read were {}",
                           describe_value(seen->thing)))};
}

Checked<void> Trial::change_metadata() {
    if (!with_metadata_) {
        return {};  // told when they were read
    }
    if (abilities_.modify_metadata == Offered::no) {
        run_.note("not advertised, and so not tried: cdmi_modify_metadata");
        return {};
    }
    text_.content.metadata = sample_metadata();
    const auto changed = change_metadata_alone();
    if (!changed) {
        return Unexpected{changed.error()};
    }
    return *changed ? Checked<void>() : change_metadata_with_value();
}

Checked<void> Trial::list() {
    if (abilities_.list_children == Offered::no) {
        run_.note("not advertised, and so not tried: cdmi_list_children");
        return {};
    }
    std::vector<std::string> names{text_.name};
    if (with_binary_) {
        names.push_back(binary_.name);
    }
    const auto first_missing = [&](const Container& now) {
        return std::find_if(names.begin(), names.end(), [&](const auto& name) {
            return !now.children || !contains(*now.children, name);
        });
    };
    const auto seen = watch_.container(
        container_, "the container",
        [&](const Container& now) { return first_missing(now) == names.end(); }, run_.work());
    if (!seen) {
        return Unexpected{seen.error()};
    }
    if (!seen->thing.children && abilities_.list_children != Offered::yes) {
        client_.deviations().add("the container tells no children (nor is that advertised)");
        return {};
    }
    if (!seen->settled) {
        return Unexpected{Fault::service(fmt::format(
            "the container does not list {} among its children", *first_missing(seen->thing)))};
    }
    return {};
}

}  // namespace fedcloud::cdmi
