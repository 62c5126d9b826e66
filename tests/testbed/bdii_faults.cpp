// What each fault of a BDII does to the client.
#include "bdii_faults.hpp"

#include <algorithm>
#include <array>

#include "ber.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::size_t block_size = 65536;

struct Scene {
    Connection& connection;
    const Fault& fault;
    const ldap::Reply& reply;
};

void hang(const Scene& scene) {
    scene.connection.wait_until_closed();
    scene.connection.end_with_reset();
}

void trickle(const Scene& scene) {
    scene.connection.send_slowly(to_bytes(scene.reply), scene.fault.bytes_per_second);
}

void reset(const Scene& scene) {
    scene.connection.end_with_reset();
}

std::string first_half(const ldap::Reply& reply) {
    const auto bytes = to_bytes(reply);
    return bytes.substr(0, bytes.size() / 2);
}

void reset_midway(const Scene& scene) {
    scene.connection.send(first_half(scene.reply));
    // So that the client has the first half before the reset overtakes it.
    scene.connection.pause(Seconds{0.05});
    scene.connection.end_with_reset();
}

void close_silently(const Scene& scene) {
    scene.connection.end();
}

void truncate(const Scene& scene) {
    scene.connection.send(first_half(scene.reply));
    scene.connection.end();
}

void answer_with_result(const Scene& scene) {
    scene.connection.send(
        ldap::result_message(scene.reply.id, scene.reply.tag,
                             {scene.fault.code, "", "the testbed was asked to answer this"}));
}

// Entries that nobody asked for, as many as there are to be (0: without end). They differ in a
// number, which is written into the bytes of the first: a million of them must not take the test's
// time.
void send_entries(const Scene& scene, std::uint64_t count) {
    constexpr std::size_t entries_in_block = 500;
    const std::string zeros = "000000000";
    const auto id = "padding-" + zeros;
    const auto bytes =
        ldap::entry_message(scene.reply.id, "GLUE2GroupID=" + id + ",o=glue",
                            {{"objectClass", {"GLUE2Group"}}, {"GLUE2GroupID", {id}}});
    const auto in_dn = bytes.find(zeros);
    const auto in_value = bytes.rfind(zeros);
    std::string block;
    for (std::uint64_t i = 1; count == 0 || i <= count; ++i) {
        const auto number = std::to_string(i);
        const auto start = block.size() + zeros.size() - std::min(number.size(), zeros.size());
        block += bytes;
        block.replace(start + in_dn, number.size(), number);
        block.replace(start + in_value, number.size(), number);
        if (i % entries_in_block == 0 || i == count) {
            // A little rest, so that a client that only counts does not take a whole processor.
            if (!scene.connection.send(block) ||
                (count == 0 && !scene.connection.pause(Seconds{0.001}))) {
                scene.connection.end();
                return;
            }
            block.clear();
        }
    }
    scene.connection.send(ldap::result_message(scene.reply.id, scene.reply.tag, {}));
}

void send_endlessly(const Scene& scene) {
    send_entries(scene, 0);
}

void send_many(const Scene& scene) {
    send_entries(scene, scene.fault.count);
}

// From the outermost element to the innermost, as lengths count all that is within.
// `before` is what stands in each of them in front of the next.
std::string nested_heads(const std::vector<std::uint8_t>& tags,
                         const std::vector<std::string>& before, std::uint64_t innermost) {
    std::string heads;
    for (auto i = tags.size(); i-- > 0;) {
        heads = before[i] + heads;
        heads = ber::head(tags[i], heads.size() + innermost) + heads;
    }
    return heads;
}

// One entry with one value, which is made while it is sent.
void send_huge_value(const Scene& scene) {
    const auto& reply = scene.reply;
    const auto heads =
        nested_heads({ber::sequence_tag, ldap::entry_tag, ber::sequence_tag, ber::sequence_tag,
                      ber::set_tag, ber::octets_tag},
                     {ber::integer(ber::integer_tag, reply.id), ber::octets("o=glue"), "",
                      ber::octets("GLUE2EntityOtherInfo"), "", ""},
                     scene.fault.bytes);
    bool open = scene.connection.send(heads);
    const std::string block(block_size, 'A');
    for (auto left = scene.fault.bytes; open && left > 0;) {
        const auto size = std::min<std::uint64_t>(left, block.size());
        open = scene.connection.send(std::string_view{block}.substr(0, size));
        left -= size;
    }
    scene.connection.send(ldap::result_message(reply.id, reply.tag, {}));
}

// The length is the greatest that four bytes can say.
void announce_too_much(const Scene& scene) {
    scene.connection.send(std::string{"\x30\x84\xff\xff\xff\xff"} +
                          ber::integer(ber::integer_tag, scene.reply.id));
    hang(scene);
}

void insert_in_values(const Scene& scene, const std::string& bytes) {
    scene.connection.send(to_bytes(scene.reply, [&bytes](std::string& value) {
        value.insert(value.size() / 2, bytes);
        value = bytes + value + bytes;
    }));
}

void insert_nul_bytes(const Scene& scene) {
    insert_in_values(scene, std::string(3, '\0'));
}

// An overlong slash, a lone continuation byte and a byte that UTF-8 never has.
void insert_invalid_utf8(const Scene& scene) {
    insert_in_values(scene, "\xc0\xaf\x80\xff");
}

void send_and_end(const Scene& scene, std::string_view bytes) {
    scene.connection.send(bytes);
    scene.connection.end();
}

void send_garbage(const Scene& scene) {
    send_and_end(scene, "\xfe\xed\xfa\xce this is no LDAP, whatever was said before\r\n");
}

// X.690 knows lengths that are not told, LDAP does not (RFC 4511, 5.1).
void leave_length_open(const Scene& scene) {
    send_and_end(scene,
                 std::string_view{"\x30\x80\x02\x01\x01\x65\x80\x0a\x01\x00\x00\x00\x00\x00", 14});
}

void nest_deep(const Scene& scene) {
    constexpr std::size_t depth = 200'000;
    constexpr std::size_t head_size = 6;
    std::string nested;
    for (std::size_t i = 1; i <= depth; ++i) {
        const auto size = (depth - i) * head_size;
        nested += {'\x30', '\x84'};
        for (const auto shift : {24U, 16U, 8U, 0U}) {
            nested += static_cast<char>((size >> shift) & 0xffU);
        }
    }
    scene.connection.send(ldap::message(
        scene.reply.id, ber::element(ldap::entry_tag, ber::octets("o=glue") + nested)));
    scene.connection.send(ldap::result_message(scene.reply.id, scene.reply.tag, {}));
}

void answer_another(const Scene& scene) {
    auto reply = scene.reply;
    reply.id += 1000;
    scene.connection.send(to_bytes(reply));
}

void answer_as_bind(const Scene& scene) {
    auto reply = scene.reply;
    reply.tag = reply.tag == ldap::bind_answer_tag ? ldap::search_done_tag : ldap::bind_answer_tag;
    scene.connection.send(to_bytes(reply));
}

void leave_out_the_end(const Scene& scene) {
    const auto end = ldap::result_message(scene.reply.id, scene.reply.tag, scene.reply.result);
    const auto bytes = to_bytes(scene.reply);
    scene.connection.send(std::string_view{bytes}.substr(0, bytes.size() - end.size()));
    hang(scene);
}

// What a server of HTTPS says to those who do not speak TLS: an alert, unexpected_message.
void answer_in_tls(const Scene& scene) {
    send_and_end(scene, std::string_view{"\x15\x03\x03\x00\x02\x02\x0a", 7});
}

void answer_in_http(const Scene& scene) {
    send_and_end(scene,
                 "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

void disconnect(const Scene& scene) {
    send_and_end(scene, ldap::disconnection_notice(ldap::unavailable, "the server shuts down"));
}

struct Kind {
    FaultType type;
    void (*act)(const Scene&) = nullptr;
};

constexpr Kind at_request(std::string_view name, LoggedStatus logged, void (*act)(const Scene&)) {
    return {{name, FaultPlace::request, false, logged}, act};
}

constexpr auto unlogged = LoggedStatus::none;
constexpr auto as_answered = LoggedStatus::of_answer;

constexpr std::array kinds{
    Kind{{"refuse", FaultPlace::listener, false, LoggedStatus::none, nullptr, 0}, nullptr},
    Kind{{"accept-silence", FaultPlace::handshake}, nullptr},
    at_request("hang", unlogged, hang),
    at_request("slow", as_answered, trickle),
    at_request("reset", unlogged, reset),
    at_request("reset-mid-body", as_answered, reset_midway),
    at_request("close", unlogged, close_silently),
    at_request("truncated", as_answered, truncate),
    at_request("result", LoggedStatus::of_fault, answer_with_result),
    at_request("endless", as_answered, send_endlessly),
    at_request("many-entries", as_answered, send_many),
    at_request("huge-value", as_answered, send_huge_value),
    at_request("huge-length", unlogged, announce_too_much),
    at_request("nul-bytes", as_answered, insert_nul_bytes),
    at_request("invalid-utf8", as_answered, insert_invalid_utf8),
    at_request("garbage", unlogged, send_garbage),
    at_request("open-length", unlogged, leave_length_open),
    at_request("deep-ber", as_answered, nest_deep),
    at_request("wrong-id", as_answered, answer_another),
    at_request("wrong-operation", as_answered, answer_as_bind),
    at_request("no-end", unlogged, leave_out_the_end),
    at_request("tls-answer", unlogged, answer_in_tls),
    at_request("http-answer", unlogged, answer_in_http),
    at_request("disconnect", unlogged, disconnect)};

constexpr auto fault_types = [] {
    std::array<FaultType, kinds.size()> types{};
    std::transform(kinds.begin(), kinds.end(), types.begin(),
                   [](const Kind& kind) { return kind.type; });
    return types;
}();

}  // namespace

std::span<const FaultType> bdii_fault_types() {
    return fault_types;
}

Fault bdii_fault_defaults() {
    constexpr int busy = 51;
    Fault fault;
    fault.code = busy;
    fault.bytes = 100'000'000;
    fault.count = 1'000'000;
    return fault;
}

void show_bdii_fault(Connection& connection, const Fault& fault, const ldap::Reply& reply) {
    const auto& kind = kinds[static_cast<std::size_t>(fault.type - fault_types.data())];
    kind.act({connection, fault, reply});
}

}  // namespace fedcloud::testbed
