// Two data objects, one of text and one of bytes, written, read, changed and listed in a container.
#pragma once

#include <string>
#include <vector>

#include "abilities.hpp"
#include "client.hpp"
#include "plugin/run.hpp"
#include "watch.hpp"

namespace fedcloud::cdmi {

// The names of the objects. Nothing else is ever removed from a container of ours.
inline constexpr const char* text_name = "object-text";
inline constexpr const char* binary_name = "object-binary";

class Trial {
  public:
    // All must outlive this object. The container exists and is empty.
    Trial(Client& client, Watch& watch, const Abilities& abilities, net::Url container,
          plugin::Run& run);

    // Each is a step. A success is what was read back, never what an answer claims; what is not
    // advertised is not demanded.
    plugin::Checked<void> write();
    plugin::Checked<void> read();
    plugin::Checked<void> update();
    plugin::Checked<void> change_metadata();
    plugin::Checked<void> list();

    // Objects that may exist by now.
    const std::vector<std::string>& names() const { return names_; }

  private:
    struct Object {
        std::string name;
        std::string what;  // "the text object"
        Content content;
    };

    net::Url url_of(const Object& object) const {
        return Client::object_url(container_, object.name);
    }
    Answer<http::Response> put(Object& object);
    plugin::Checked<void> store(Object& object, bool creates);
    plugin::Checked<void> settle(const http::Response& response, bool creates);
    plugin::Checked<void> read_back(const Object& object, const std::string* before);
    bool shows(const DataObject& seen, const Object& object, const std::string& bytes);
    plugin::Checked<void> check_metadata(const DataObject& seen, const Object& object);
    plugin::Checked<bool> change_metadata_alone();
    plugin::Checked<void> change_metadata_with_value();

    Client& client_;
    Watch& watch_;
    const Abilities& abilities_;
    net::Url container_;
    plugin::Run& run_;
    Object text_;
    Object binary_;
    bool with_binary_ = true;
    bool with_metadata_ = true;
    std::vector<std::string> names_;
};

}  // namespace fedcloud::cdmi
