// A registry in JSON, as a test gives it to a GOCDB.
#include "gocdb_json.hpp"

#include <functional>
#include <stdexcept>

#include "setting_values.hpp"
#include "wall_time.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

constexpr std::uint64_t most = 1'000'000'000'000;

// The members of a JSON object, read one by one into a record; the others are errors.
class Members {
  public:
    Members(const Json& object, std::string what) : object_{object}, what_{std::move(what)} {
        if (!object.is_object()) {
            throw std::invalid_argument{what_ + " is not a JSON object"};
        }
    }

    template <typename Value, typename Read>
    Members& read(const char* name, Value& value, Read reader) {
        known_ += std::string{" "} + name + " ";
        if (const auto found = object_.find(name); found != object_.end()) {
            value = reader(what_ + ": " + name, *found);
        }
        return *this;
    }

    Members& text(const char* name, std::string& value) { return read(name, value, read_text); }

    void refuse_others() const {
        for (const auto& [name, value] : object_.items()) {
            if (known_.find(" " + name + " ") == std::string::npos) {
                throw std::invalid_argument{"nothing of " + what_ + " is called " + name};
            }
        }
    }

  private:
    const Json& object_;
    std::string what_;
    std::string known_;
};

// true, false, or any text.
std::string read_yes_no(const std::string& name, const Json& value) {
    return value.is_boolean() ? (value.get<bool>() ? "Y" : "N") : read_text(name, value);
}

std::uint64_t read_id(const std::string& name, const Json& value) {
    return read_count(name, value, most);
}

template <typename Record>
std::vector<Record> read_list(const std::string& name, const Json& value,
                              const std::function<Record(const Json&)>& read_one) {
    if (!value.is_array()) {
        throw std::invalid_argument{name + " is not a list"};
    }
    std::vector<Record> records;
    for (const auto& item : value) {
        records.push_back(read_one(item));
    }
    return records;
}

Extension read_extension(const Json& object) {
    Extension extension{"1", "", ""};
    Members{object, "an extension"}
        .text("local_id", extension.local_id)
        .text("key", extension.key)
        .text("value", extension.value)
        .refuse_others();
    return extension;
}

std::vector<Extension> read_extensions(const std::string& name, const Json& value) {
    return read_list<Extension>(name, value, read_extension);
}

Endpoint read_endpoint(const Json& object) {
    Endpoint endpoint;
    Members{object, "an endpoint"}
        .text("id", endpoint.id)
        .text("name", endpoint.name)
        .text("url", endpoint.url)
        .text("interface_name", endpoint.interface_name)
        .read("monitored", endpoint.monitored, read_yes_no)
        .read("extensions", endpoint.extensions, read_extensions)
        .refuse_others();
    return endpoint;
}

std::vector<Endpoint> read_endpoints(const std::string& name, const Json& value) {
    return read_list<Endpoint>(name, value, read_endpoint);
}

Fields read_fields(const std::string& name, const Json& value) {
    require_object(value);
    Fields fields;
    for (const auto& [element, text] : value.items()) {
        fields[element] =
            text.is_null() ? std::nullopt : std::optional{read_text(name + ": " + element, text)};
    }
    return fields;
}

Service read_service(const Json& object) {
    Service service;
    Members{object, "a service"}
        .read("id", service.id, read_id)
        .text("key", service.key)
        .text("type", service.type)
        .text("host", service.host)
        .text("site", service.site)
        .text("url", service.url)
        .read("monitored", service.monitored, read_yes_no)
        .read("production", service.production, read_yes_no)
        .read("endpoints", service.endpoints, read_endpoints)
        .read("scopes", service.scopes, read_texts)
        .read("extensions", service.extensions, read_extensions)
        .read("fields", service.fields, read_fields)
        .refuse_others();
    return service;
}

Site read_site(const Json& object) {
    Site site;
    site.country = "Slovenia";
    site.country_code = "SI";
    site.roc = "NGI_SI";
    Members{object, "a site"}
        .read("id", site.id, read_id)
        .text("key", site.key)
        .text("name", site.name)
        .text("country", site.country)
        .text("country_code", site.country_code)
        .text("roc", site.roc)
        .text("giis_url", site.giis_url)
        .text("status", site.status)
        .text("infrastructure", site.infrastructure)
        .read("scopes", site.scopes, read_texts)
        .read("extensions", site.extensions, read_extensions)
        .read("fields", site.fields, read_fields)
        .refuse_others();
    return site;
}

ServiceType read_type(const Json& object) {
    ServiceType type;
    Members{object, "a service type"}
        .text("name", type.name)
        .text("description", type.description)
        .refuse_others();
    return type;
}

// Seconds since 1970, or, with a name that ends with _in, from now on.
std::int64_t read_time(const std::string& name, const Json& value) {
    const auto seconds = static_cast<std::int64_t>(read_number(name, value, -1e15, 1e15));
    const auto now = milliseconds_since_1970(WallClock::now()) / 1000;
    return name.ends_with("_in") ? now + seconds : seconds;
}

Affected read_affected(const Json& object, const Registry& registry) {
    std::string key;
    if (object.is_string()) {
        key = object.get<std::string>();
    } else if (object.is_object()) {
        key = read_text("key", object.value("key", Json("")));
    }
    const auto* service = registry.find_service(key);
    auto affected = service != nullptr ? affected_by(*service) : Affected{};
    if (object.is_string()) {
        if (service == nullptr) {
            throw std::invalid_argument{"no service has the key " + key};
        }
        return affected;
    }
    Members{object, "a service of a downtime"}
        .text("key", affected.key)
        .text("type", affected.type)
        .text("host", affected.host)
        .text("site", affected.site)
        .read("endpoints", affected.endpoints, read_endpoints)
        .refuse_others();
    return affected;
}

}  // namespace

Downtime read_downtime(const Json& object, const Registry& registry) {
    Downtime downtime;
    const auto now = milliseconds_since_1970(WallClock::now()) / 1000;
    downtime.inserted = now - 86400;
    downtime.start = now - 3600;
    downtime.end = now + 3600;
    const auto services = [&](const std::string& name, const Json& value) {
        return read_list<Affected>(name, value,
                                   [&](const Json& one) { return read_affected(one, registry); });
    };
    Members{object, "a downtime"}
        .read("id", downtime.id, read_id)
        .text("key", downtime.key)
        .text("classification", downtime.classification)
        .text("severity", downtime.severity)
        .text("description", downtime.description)
        .read("inserted", downtime.inserted, read_time)
        .read("start", downtime.start, read_time)
        .read("start_in", downtime.start, read_time)
        .read("end", downtime.end, read_time)
        .read("end_in", downtime.end, read_time)
        .read("services", downtime.services, services)
        .refuse_others();
    return downtime;
}

Registry read_registry(const Json& object) {
    Registry registry;
    Json downtimes = Json::array();
    Members{object, "a registry"}
        .read("sites", registry.sites,
              [](const auto& name, const Json& value) {
                  return read_list<Site>(name, value, read_site);
              })
        .read("services", registry.services,
              [](const auto& name, const Json& value) {
                  return read_list<Service>(name, value, read_service);
              })
        .read("service_types", registry.service_types,
              [](const auto& name, const Json& value) {
                  return read_list<ServiceType>(name, value, read_type);
              })
        .read("rocs", registry.rocs, read_texts)
        .read("downtimes", downtimes, [](const auto&, const Json& value) { return value; })
        .refuse_others();
    complete(registry);  // downtimes name services by their keys
    registry.downtimes = read_list<Downtime>(
        "downtimes", downtimes, [&](const Json& one) { return read_downtime(one, registry); });
    complete(registry);
    return registry;
}

}  // namespace fedcloud::testbed::gocdb
