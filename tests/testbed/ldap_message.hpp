// The messages of LDAPv3 (RFC 4511, 4): requests as they came, answers as they are sent.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ldap_directory.hpp"

namespace fedcloud::testbed::ldap {

inline constexpr std::uint8_t bind_tag = 0x60;
inline constexpr std::uint8_t bind_answer_tag = 0x61;
inline constexpr std::uint8_t unbind_tag = 0x42;
inline constexpr std::uint8_t search_tag = 0x63;
inline constexpr std::uint8_t entry_tag = 0x64;
inline constexpr std::uint8_t search_done_tag = 0x65;
inline constexpr std::uint8_t abandon_tag = 0x50;
inline constexpr std::uint8_t reference_tag = 0x73;
inline constexpr std::uint8_t extended_tag = 0x77;
inline constexpr std::uint8_t extended_answer_tag = 0x78;

struct BindRequest {
    std::int64_t version = 0;
    std::string name;
    bool simple = false;
    std::string password;
};

struct Request {
    std::int64_t id = 0;
    std::uint8_t tag = 0;
    bool critical_control = false;  // one that must not be ignored
    BindRequest bind;
    SearchRequest search;
    std::string extension;  // the object identifier of an extended operation
};

// Throws std::invalid_argument.
Request read_request(std::string_view message);

// "bind", "search", …; empty for what is no request.
std::string operation_name(std::uint8_t tag);

// With what kind of message it is answered; 0: with none.
std::uint8_t answer_tag(std::uint8_t tag);

// All that is sent for one request. The entries are those of the directory.
struct Reply {
    std::int64_t id = 0;
    std::uint8_t tag = 0;  // of the last message
    Result result{};
    SearchRequest search{};
    std::shared_ptr<const Directory> directory{};
    std::vector<const Entry*> entries{};
    std::vector<std::string> references{};
};

using Edit = std::function<void(std::string&)>;  // of a value
using Sink = std::function<bool(const std::string&)>;

// One message after the other, until the sink returns false.
bool write(const Reply& reply, const Sink& sink, const Edit& edit = {});
std::string to_bytes(const Reply& reply, const Edit& edit = {});

std::string message(std::int64_t id, std::string_view operation);
std::string entry_message(std::int64_t id, std::string_view dn,
                          const std::vector<Attribute>& attributes);
std::string result_message(std::int64_t id, std::uint8_t tag, const Result& result);

// RFC 4511, 4.4.1.
std::string disconnection_notice(int code, const std::string& text);

}  // namespace fedcloud::testbed::ldap
