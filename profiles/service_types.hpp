// What is known of GOCDB's service types that belong to a cloud.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::profiles {

struct ServiceType {
    enum class Address {
        url,        // a web service, where its URL says
        host_port,  // a host, whose port the URL tells
        bdii,       // an LDAP server at its host, port 2170 unless the URL tells another
        none,       // what is checked is elsewhere (accounting), or known without GOCDB
    };
    std::string_view name;
    Address address = Address::none;
    bool wants_image = false;          // the image to start stands in the URL: OCCI
    bool has_credentials = false;      // a proxy, a token or a password is sent there
    std::string_view instead_of_it{};  // of a deprecated type: what EGI asks for today
};

// nullptr: not a type of the cloud that we know.
const ServiceType* find_service_type(std::string_view name);
// The known type that `name` may be a misspelling of: other case, or at most two letters differ.
// Empty: none.
std::string similar_service_type(std::string_view name);
// True for names that can only be types of the cloud, known or not.
bool is_of_cloud(std::string_view name);

}  // namespace fedcloud::profiles
