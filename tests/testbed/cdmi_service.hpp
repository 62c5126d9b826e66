// The operations of a CDMI server.
#pragma once

#include <string>

#include "cdmi_request.hpp"
#include "cdmi_settings.hpp"
#include "cdmi_traits.hpp"
#include "cdmi_tree.hpp"

namespace fedcloud::testbed::cdmi {

// A request together with everything that its answer depends on.
struct Exchange {
    const Request& request;
    const Traits& traits;
    const CdmiSettings& settings;
    Tree& tree;
    std::string prefix;  // of the server, without a slash at the end

    const std::vector<std::string>& versions() const {
        return settings.versions.empty() ? traits.versions : settings.versions;
    }
    std::string host() const {  // with the scheme
        const auto& base = request.call.base_url;
        return base.substr(0, base.size() - prefix.size());
    }
};

Answer answer(const Exchange& it);

// The single operations, of requests whose headers are right.
Answer read(const Exchange& it, const std::string& path);
Answer read_capabilities(const Exchange& it);
Answer write_container(const Exchange& it, bool plain);
Answer write_object(const Exchange& it, const std::string& path, bool plain);
Answer remove(const Exchange& it, const std::string& path);

Answer complain(const Exchange& it, Problem problem);

// An answer of this type, with the version if it tells that.
Answer respond(const Exchange& it, int status, const std::string& type, const std::string& body,
               bool tells_version);
Answer respond_json(const Exchange& it, int status, const std::string& type, const Json& body,
                    bool tells_version);
Answer without_body(int status);
Answer bare(const Exchange& it, int status);  // the same, to PUT and DELETE

// To where this really is, with the status of a wrong slash.
Answer redirect(const Exchange& it, const std::string& path, NodeKind kind);

// The address of a node below the host, with its slash if it is a container.
std::string uri_of(const Exchange& it, const std::string& path, NodeKind kind);

// The version that the answer names: the highest one of both sides.
std::string agreed_version(const Exchange& it);

}  // namespace fedcloud::testbed::cdmi
