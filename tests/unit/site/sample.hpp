// A site profile in the one form in which it is written, for tests to change.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::site::test {

inline constexpr std::string_view occi_line =
    R"({"key":"1000G0","type":"eu.egi.cloud.vm-management.occi","host":"occi.example.org","host_dn":"/DC=org/CN=occi.example.org","url":"https://occi.example.org:11443/?image=uuid_1&resource=small","registered_url":"https://occi.example.org:11443/?image=uuid_1&amp;resource=small","endpoints":[{"id":"8282","name":"one","interface_name":"OCCI","url":"https://occi.example.org/","registered_url":"HTTPS://occi.example.org","monitored":true}],"monitored":true,"production":false,"scopes":["EGI"],"extensions":[{"key":"K","value":"V"}],"parameters":{"endpoint":"https://occi.example.org:11443/","os_tpl":"uuid_1","resource_tpl":"small","region":"R1","bdii_base":"o=glue"}})";

inline constexpr std::string_view cdmi_line =
    R"({"key":"1001G0","type":"eu.egi.cloud.storage-management.cdmi","host":"cdmi.example.org","url":"https://cdmi.example.org/","monitored":true,"production":true,"parameters":{"endpoint":"https://cdmi.example.org/"}})";

inline constexpr std::string_view downtime_line =
    R"({"key":"113653G0","services":["1000G0"],"severity":"outage","classification":"scheduled","start":"2026-11-20T00:00:00Z","end":"2026-11-22T00:00:00Z","description":"new disks"})";

// `services` and `downtimes` stand between the brackets.
inline std::string profile_of(std::string_view services, std::string_view downtimes) {
    return std::string(R"({
"format":1,
"site":"Izola MRF",
"key":"119G0",
"ngi":"NGI_SI","country":"Slovenia","country_code":"SI","certification_status":"Certified","infrastructure":"Production","giis_url":"ldap://bdii.example.org",
"scopes":["EGI","FedCloud"],
"extensions":[{"key":"K","value":"1"},{"key":"K","value":"2"}],
"vos":["ops"],
"pulled":{"from":"https://goc.egi.eu/gocdbpi/","at":"2026-11-21T14:00:00Z"},
"services":[
)")
        .append(services)
        .append("\n],\n\"downtimes\":[\n")
        .append(downtimes)
        .append("\n]\n}\n");
}

inline std::string sample() {
    return profile_of(std::string(occi_line) + ",\n" + std::string(cdmi_line), downtime_line);
}

// The one place of `text` where `old` stands becomes `fresh`.
inline std::string replaced(std::string text, std::string_view old, std::string_view fresh) {
    const auto at = text.find(old);
    return at == std::string::npos ? "nothing to replace: " + std::string(old)
                                   : text.replace(at, old.size(), fresh);
}

}  // namespace fedcloud::site::test
