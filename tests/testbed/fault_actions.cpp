// What each fault does to the client.
#include <algorithm>
#include <array>

#include "faults.hpp"
#include "gzip_bomb.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::size_t block_size = 65536;
constexpr auto plain = "text/plain";

std::string padding(std::size_t size) {
    static constexpr std::string_view line = "X-Testbed-Padding: nothing to be learnt from this\n";
    std::string text;
    while (text.size() < size) {
        text += line;
    }
    text.resize(size);
    return text;
}

void send_answer(const FaultScene& scene, const Answer& answer) {
    scene.connection.send(head_text(answer) + body_text(answer));
}

// The answer with another body, in the frame of a Content-Length.
Answer reframed(Answer answer, const std::string& body) {
    drop_framing(answer);
    answer.body = body;
    answer.headers.emplace_back("Content-Length", std::to_string(body.size()));
    return answer;
}

void hang(const FaultScene& scene) {
    scene.connection.wait_until_closed();
    scene.connection.end_with_reset();
}

void trickle(const FaultScene& scene) {
    scene.connection.send_slowly(head_text(scene.answer) + body_text(scene.answer),
                                 scene.fault.bytes_per_second);
}

void reset(const FaultScene& scene) {
    scene.connection.end_with_reset();
}

void reset_in_body(const FaultScene& scene) {
    // Some answers have no body; a reset in the middle of one needs it.
    const auto answer =
        reframed(scene.answer, scene.answer.body.empty() ? padding(200) : scene.answer.body);
    scene.connection.send(head_text(answer) + answer.body.substr(0, answer.body.size() / 2));
    // So that the client has the first half before the reset overtakes it.
    scene.connection.pause(Seconds{0.05});
    scene.connection.end_with_reset();
}

void close_silently(const FaultScene& scene) {
    scene.connection.end();
}

void answer_with_status(const FaultScene& scene) {
    const int code = scene.fault.code;
    send_answer(scene, code == 401 ? scene.unauthorized
                                   : scene.form.error(scene.call, code,
                                                      "The testbed was asked to answer " +
                                                          std::to_string(code) + "."));
}

void truncate(const FaultScene& scene) {
    auto answer = scene.answer;
    drop_framing(answer);
    answer.headers.emplace_back("Content-Length", std::to_string(answer.body.size() + 1000));
    scene.connection.send(head_text(answer) + answer.body);
    scene.connection.end();
}

void truncate_chunked(const FaultScene& scene) {
    auto answer = scene.answer;
    drop_framing(answer);
    answer.headers.emplace_back("Transfer-Encoding", "chunked");
    auto chunks = head_text(answer);
    if (!answer.body.empty()) {
        answer.framing = Framing::chunked;
        chunks += body_text(answer);
        chunks.resize(chunks.size() - std::string_view{"0\r\n\r\n"}.size());
    }
    scene.connection.send(chunks + "400\r\n" + padding(512));
    scene.connection.end();
}

void send_endlessly(const FaultScene& scene) {
    auto answer = scene.answer;
    drop_framing(answer);
    answer.headers.emplace_back("Transfer-Encoding", "chunked");
    const auto chunk = "4000\r\n" + padding(0x4000) + "\r\n";
    bool open = scene.connection.send(head_text(answer));
    while (open) {
        // A little rest, so that a client that only counts bytes does not take a whole processor.
        open = scene.connection.send(chunk) && scene.connection.pause(Seconds{0.001});
    }
    scene.connection.end();
}

void send_huge(const FaultScene& scene) {
    auto answer = scene.answer;
    drop_framing(answer);
    answer.headers.emplace_back("Content-Length", std::to_string(scene.fault.bytes));
    const auto block = padding(block_size);
    bool open = scene.connection.send(head_text(answer));
    for (auto left = scene.fault.bytes; open && left > 0;) {
        const auto size = std::min<std::uint64_t>(left, block.size());
        open = scene.connection.send(std::string_view{block}.substr(0, size));
        left -= size;
    }
}

void send_many_headers(const FaultScene& scene) {
    auto text = head_text(scene.answer);
    text.resize(text.size() - 2);
    bool open = scene.connection.send(text);
    std::string block;
    for (std::uint64_t i = 1; open && i <= scene.fault.count; ++i) {
        block += "X-Testbed-" + std::to_string(i) + ": padding\r\n";
        if (block.size() >= block_size || i == scene.fault.count) {
            open = scene.connection.send(block);
            block.clear();
        }
    }
    scene.connection.send("\r\n" + body_text(scene.answer));
}

void answer_with_html(const FaultScene& scene) {
    auto answer = reframed(scene.answer,
                           "<html><body><pre>\n" + scene.answer.body + "\n</pre></body></html>\n");
    for (auto& [name, value] : answer.headers) {
        if (equal_ignoring_case(name, "Content-Type")) {
            value = "text/html; charset=utf-8";
        }
    }
    send_answer(scene, answer);
}

void insert_in_body(const FaultScene& scene, const std::string& bytes) {
    auto body = scene.answer.body;
    body.insert(body.size() / 2, bytes);
    send_answer(scene, reframed(scene.answer, bytes + body + bytes));
}

void insert_nul_bytes(const FaultScene& scene) {
    insert_in_body(scene, std::string(3, '\0'));
}

// An overlong slash, a lone continuation byte and a byte that UTF-8 never has.
void insert_invalid_utf8(const FaultScene& scene) {
    insert_in_body(scene, "\xc0\xaf\x80\xff");
}

void send_deep_json(const FaultScene& scene) {
    constexpr std::size_t depth = 1'000'000;
    const auto answer = scene.form.with_body(200, "application/occi+json", "");
    send_answer(scene, reframed(answer, std::string(depth, '[') + std::string(depth, ']')));
}

void send_gzip_bomb(const FaultScene& scene) {
    auto answer = reframed(scene.form.with_body(200, plain, ""), gzip_bomb(scene.fault.bytes));
    answer.headers.emplace_back("Content-Encoding", "gzip");
    send_answer(scene, answer);
}

void redirect_to(const FaultScene& scene, const std::string& url) {
    auto answer = scene.form.with_body(302, plain, "");
    answer.headers.emplace_back("Location", url);
    send_answer(scene, answer);
}

void redirect(const FaultScene& scene) {
    redirect_to(scene, scene.fault.to);
}

void redirect_in_a_loop(const FaultScene& scene) {
    redirect_to(scene, scene.call.base_url + scene.call.path);
}

constexpr auto request = FaultPlace::request;

constexpr std::array fault_types{
    FaultType{"refuse", FaultPlace::listener, false, LoggedStatus::none, nullptr, 0},
    FaultType{"tls-garbage", FaultPlace::handshake, false, LoggedStatus::none, nullptr, 1},
    FaultType{"hang", request, false, LoggedStatus::none, hang, 1},
    FaultType{"slow", request, true, LoggedStatus::of_answer, trickle, 1},
    FaultType{"reset", request, false, LoggedStatus::none, reset, 1},
    FaultType{"reset-mid-body", request, true, LoggedStatus::of_answer, reset_in_body, 1},
    FaultType{"close", request, false, LoggedStatus::none, close_silently, 1},
    FaultType{"status", request, false, LoggedStatus::of_fault, answer_with_status, 1},
    FaultType{"truncated", request, true, LoggedStatus::of_answer, truncate, 1},
    FaultType{"truncated-chunked", request, false, LoggedStatus::of_answer, truncate_chunked, 1},
    FaultType{"endless", request, false, LoggedStatus::of_answer, send_endlessly, 1},
    FaultType{"huge", request, false, LoggedStatus::of_answer, send_huge, 1},
    FaultType{"many-headers", request, false, LoggedStatus::of_answer, send_many_headers, 1},
    FaultType{"wrong-type", request, true, LoggedStatus::of_answer, answer_with_html, 1},
    FaultType{"lost-answer", request, true, LoggedStatus::none, close_silently, 1},
    FaultType{"nul-bytes", request, false, LoggedStatus::of_answer, insert_nul_bytes, 1},
    FaultType{"invalid-utf8", request, false, LoggedStatus::of_answer, insert_invalid_utf8, 1},
    FaultType{"deep-json", request, false, LoggedStatus::of_answer, send_deep_json, 1},
    FaultType{"gzip-bomb", request, false, LoggedStatus::of_answer, send_gzip_bomb, 1},
    FaultType{"redirect", request, false, LoggedStatus::redirect, redirect, 1},
    // A loop that ends after one turn would be none.
    FaultType{"redirect-loop", request, false, LoggedStatus::redirect, redirect_in_a_loop, 0},
};

}  // namespace

std::span<const FaultType> http_fault_types() {
    return fault_types;
}

}  // namespace fedcloud::testbed
