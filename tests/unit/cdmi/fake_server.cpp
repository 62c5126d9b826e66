#include "fake_server.hpp"

namespace fedcloud::cdmi {
namespace {

using Json = nlohmann::json;

const std::string root = "/cdmi/";

bool is_container(const std::string& path) {
    return path.back() == '/';
}

std::string type_of(const std::string& path) {
    return is_container(path) ? "application/cdmi-container" : "application/cdmi-object";
}

std::string name_of(const std::string& path) {
    const auto end = is_container(path) ? path.size() - 1 : path.size();
    return path.substr(path.rfind('/', end - 1) + 1);
}

Json all_true(const std::vector<std::string>& names) {
    Json map = Json::object();
    for (const auto& name : names) {
        map[name] = "true";
    }
    return map;
}

}  // namespace

Reaction reply(int status, const Json& body, const std::string& type, const std::string& version) {
    return {answer(
        body.dump(),
        "Content-Type: " + type + "\r\nX-CDMI-Specification-Version: " + version + "\r\n", status)};
}

Reaction reply(int status) {
    return {answer("", "", status)};
}

std::string Call::header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) {
        return "";
    }
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

FakeServer::FakeServer()
    : capabilities{{"", all_true({"cdmi_dataobjects"})},
                   {"container/", all_true({"cdmi_list_children", "cdmi_create_container",
                                            "cdmi_create_dataobject", "cdmi_delete_container"})},
                   {"dataobject/",
                    all_true({"cdmi_read_value", "cdmi_read_metadata", "cdmi_modify_value",
                              "cdmi_modify_metadata", "cdmi_delete_dataobject"})}},
      server_([this](const std::string& request) { return react(request); }) {}

Reaction FakeServer::react(const std::string& request) {
    Call call;
    const auto end = request.find("\r\n\r\n");
    call.head = request.substr(0, end + 2);
    const auto body = request.substr(end + 4);
    call.body = body.empty() ? Json() : Json::parse(body, nullptr, false);
    const auto space = request.find(' ');
    call.method = request.substr(0, space);
    call.path = request.substr(space + 1, request.find(' ', space + 1) - space - 1);
    log.push_back(call.method + ' ' + call.path);
    if (before) {
        if (auto reaction = before(call)) {
            return *reaction;
        }
    }
    return do_call(call);
}

Reaction FakeServer::do_call(const Call& call) {
    if (!takes_version.empty() && call.header("X-CDMI-Specification-Version") != takes_version) {
        return {answer("no such version", "Content-Type: text/plain\r\n", 400)};
    }
    if (call.method == "PUT") {
        return put(call);
    }
    if (call.method == "GET") {
        return get(call);
    }
    if (call.method == "DELETE") {
        if (things.count(call.path) == 0) {
            return reply(404);
        }
        const auto below = things.upper_bound(call.path);
        if (is_container(call.path) && below != things.end() &&
            below->first.rfind(call.path, 0) == 0) {
            return reply(409);
        }
        things.erase(call.path);
        return reply(204);
    }
    return reply(400);
}

Reaction FakeServer::put(const Call& call) {
    if (!call.body.is_object() || call.header("Content-Type") != type_of(call.path)) {
        return reply(400);
    }
    const bool is_new = things.count(call.path) == 0;
    auto& thing = things[call.path];
    for (const auto& [key, value] : call.body.items()) {
        thing[key] = value;
    }
    if (!is_new) {
        return reply(204);
    }
    auto body = shown(call.path);
    body.erase("value");
    return reply(201, body, type_of(call.path));
}

Reaction FakeServer::get(const Call& call) {
    const auto at = root + "cdmi_capabilities/";
    if (call.path.rfind(at, 0) == 0) {
        const auto found = capabilities.find(call.path.substr(at.size()));
        return found == capabilities.end()
                   ? reply(404)
                   : reply(200,
                           {{"objectType", "application/cdmi-capability"},
                            {"capabilities", found->second},
                            {"children", Json::array({"container/", "dataobject/"})}},
                           "application/cdmi-capability",
                           takes_version.empty() ? "1.1.1" : takes_version);
    }
    if (call.path != root && things.count(call.path) == 0) {
        return reply(404);
    }
    return reply(200, shown(call.path), type_of(call.path));
}

Json FakeServer::shown(const std::string& path) const {
    const auto found = things.find(path);
    Json body = found == things.end() ? Json::object() : found->second;
    body["objectType"] = type_of(path);
    body["objectID"] = "00007ED90010DF417BAD70A0C7F5CDDA";
    body["objectName"] = name_of(path);
    body["parentURI"] = path.substr(0, path.size() - name_of(path).size());
    body["domainURI"] = "/cdmi_domains/";
    body["capabilitiesURI"] = "/cdmi/cdmi_capabilities/";
    if (!body.contains("completionStatus")) {
        body["completionStatus"] = "Complete";
    }
    if (!body.contains("metadata")) {
        body["metadata"] = Json::object();
    }
    if (is_container(path)) {
        body["children"] = Json::array();
        for (const auto& [other, thing] : things) {
            const auto name = name_of(other);
            if (other == path + name) {
                body["children"].push_back(name);
            }
        }
    }
    return body;
}

}  // namespace fedcloud::cdmi
