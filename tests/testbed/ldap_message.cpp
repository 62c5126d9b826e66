// The messages of LDAPv3: requests as they came, answers as they are sent.
#include "ldap_message.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "ber.hpp"

namespace fedcloud::testbed::ldap {
namespace {

struct Operation {
    std::uint8_t tag;
    std::uint8_t answer;
    std::string_view name;
};

constexpr std::array<Operation, 10> operations{{{bind_tag, bind_answer_tag, "bind"},
                                                {unbind_tag, 0, "unbind"},
                                                {search_tag, search_done_tag, "search"},
                                                {0x66, 0x67, "modify"},
                                                {0x68, 0x69, "add"},
                                                {0x4a, 0x6b, "delete"},
                                                {0x6c, 0x6d, "modify-dn"},
                                                {0x6e, 0x6f, "compare"},
                                                {abandon_tag, 0, "abandon"},
                                                {extended_tag, extended_answer_tag, "extended"}}};

const Operation& operation_of(std::uint8_t tag) {
    static constexpr Operation none{0, 0, ""};
    const auto* found = std::find_if(operations.begin(), operations.end(),
                                     [tag](const Operation& one) { return one.tag == tag; });
    return found != operations.end() ? *found : none;
}

BindRequest read_bind(std::string_view content) {
    constexpr std::uint8_t simple_tag = 0x80;
    ber::Reader reader{content};
    BindRequest bind;
    bind.version = reader.integer(ber::integer_tag);
    bind.name = reader.text(ber::octets_tag);
    bind.simple = reader.at(simple_tag);
    if (bind.simple) {
        bind.password = reader.text(simple_tag);
    }
    return bind;
}

SearchRequest read_search(std::string_view content) {
    ber::Reader reader{content};
    SearchRequest search;
    search.base = reader.text(ber::octets_tag);
    const auto scope = reader.integer(ber::enumerated_tag);
    if (scope < 0 || scope > 2) {
        throw std::invalid_argument{"no scope has this number"};
    }
    search.scope = static_cast<Scope>(scope);
    reader.integer(ber::enumerated_tag);  // aliases: there are none
    search.size_limit = static_cast<std::uint64_t>(reader.integer(ber::integer_tag));
    reader.integer(ber::integer_tag);  // the time limit
    search.types_only = reader.boolean();
    search.filter = read_filter(reader);
    for (ber::Reader names{reader.content(ber::sequence_tag)}; !names.empty();) {
        search.attributes.push_back(names.text(ber::octets_tag));
    }
    return search;
}

bool has_critical(std::string_view controls) {
    for (ber::Reader list{controls}; !list.empty();) {
        ber::Reader control{list.content(ber::sequence_tag)};
        control.text(ber::octets_tag);
        if (control.at(ber::boolean_tag) && control.boolean()) {
            return true;
        }
    }
    return false;
}

std::string octets_of(const std::vector<std::string>& texts) {
    std::string list;
    for (const auto& text : texts) {
        list += ber::octets(text);
    }
    return list;
}

}  // namespace

std::string operation_name(std::uint8_t tag) {
    return std::string{operation_of(tag).name};
}

std::uint8_t answer_tag(std::uint8_t tag) {
    return operation_of(tag).answer;
}

Request read_request(std::string_view bytes) {
    constexpr std::uint8_t controls_tag = 0xa0;
    constexpr std::uint8_t extension_tag = 0x80;
    ber::Reader outer{bytes};
    ber::Reader reader{outer.content(ber::sequence_tag)};
    Request request;
    request.id = reader.integer(ber::integer_tag);
    const auto [tag, content] = reader.next();
    request.tag = tag;
    if (operation_name(tag).empty()) {
        throw std::invalid_argument{"no request has this tag"};
    }
    if (tag == bind_tag) {
        request.bind = read_bind(content);
    } else if (tag == search_tag) {
        request.search = read_search(content);
    } else if (tag == extended_tag) {
        request.extension = ber::Reader{content}.text(extension_tag);
    }
    request.critical_control = !reader.empty() && has_critical(reader.content(controls_tag));
    return request;
}

std::string message(std::int64_t id, std::string_view operation) {
    auto content = ber::integer(ber::integer_tag, id);
    content += operation;
    return ber::element(ber::sequence_tag, content);
}

std::string entry_message(std::int64_t id, std::string_view dn,
                          const std::vector<Attribute>& attributes) {
    std::string list;
    for (const auto& attribute : attributes) {
        list += ber::element(
            ber::sequence_tag,
            ber::octets(attribute.name) + ber::element(ber::set_tag, octets_of(attribute.values)));
    }
    return message(
        id, ber::element(entry_tag, ber::octets(dn) + ber::element(ber::sequence_tag, list)));
}

namespace {

std::string result_content(const Result& result) {
    constexpr std::uint8_t referral_tag = 0xa3;
    auto content = ber::integer(ber::enumerated_tag, result.code) + ber::octets(result.matched_dn) +
                   ber::octets(result.message);
    if (!result.referral.empty()) {
        content += ber::element(referral_tag, octets_of(result.referral));
    }
    return content;
}

}  // namespace

std::string result_message(std::int64_t id, std::uint8_t tag, const Result& result) {
    return message(id, ber::element(tag, result_content(result)));
}

std::string disconnection_notice(int code, const std::string& text) {
    constexpr std::uint8_t name_tag = 0x8a;
    return message(
        0, ber::element(extended_answer_tag, result_content({code, "", text}) +
                                                 ber::element(name_tag, "1.3.6.1.4.1.1466.20036")));
}

bool write(const Reply& reply, const Sink& sink, const Edit& edit) {
    for (const auto* entry : reply.entries) {
        auto attributes = selected(*entry, reply.search);
        for (auto& attribute : attributes) {
            if (edit) {
                std::for_each(attribute.values.begin(), attribute.values.end(), edit);
            }
        }
        if (!sink(entry_message(reply.id, entry->dn, attributes))) {
            return false;
        }
    }
    for (const auto& url : reply.references) {
        if (!sink(message(reply.id, ber::element(reference_tag, ber::octets(url))))) {
            return false;
        }
    }
    return sink(result_message(reply.id, reply.tag, reply.result));
}

std::string to_bytes(const Reply& reply, const Edit& edit) {
    std::string bytes;
    write(
        reply,
        [&bytes](const std::string& one) {
            bytes += one;
            return true;
        },
        edit);
    return bytes;
}

}  // namespace fedcloud::testbed::ldap
