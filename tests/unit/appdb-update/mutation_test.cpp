// Signed lists, spoilt: whatever is done to one, it must not crash us, and must not verify with
// another content.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "image_list.hpp"
#include "samples.hpp"
#include "signature.hpp"
#include "signing.hpp"

namespace fedcloud::appdb_update {
namespace {

class Mutation : public testing::TestWithParam<Form> {
  protected:
    void SetUp() override {
        trust_.add_ca(ca);
        message_ = sign(sample_json, user, {.form = GetParam()});
    }

    // The content without what S/MIME does not protect: the kind of its line ends.
    static std::string plain(std::string_view content) {
        std::string text(content);
        text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
        return text;
    }
    // True if it verifies, which it may only with the content that was signed.
    bool believed(const std::string& message) const {
        const auto envelope = open_envelope(message);
        if (!envelope || envelope->kind == EnvelopeKind::bare) {
            return false;
        }
        const auto verified = verify(*envelope, {trust_.path()});
        if (!verified) {
            return false;
        }
        EXPECT_EQ(plain(verified->content), sample_json);
        (void)parse_image_list(without_part_headers(verified->content));
        return true;
    }

    static inline const mint::Identity ca = mint::make_ca();
    static inline const mint::Identity user = mint::make_user(ca);
    mint::TrustFolder trust_;
    std::string message_;
};

TEST_P(Mutation, AsItWas) {
    EXPECT_TRUE(believed(message_));
}

TEST_P(Mutation, CutShort) {
    // The last line is the end of the message's frame, which OpenSSL does not insist on.
    const auto frame = message_.rfind('=');
    for (std::size_t size = 0; size < message_.size(); size += 7) {
        if (believed(message_.substr(0, size))) {
            EXPECT_GT(size + 80, frame) << "believed with " << size << " bytes";
        }
    }
}

TEST_P(Mutation, OneByteChanged) {
    std::mt19937 random(20260601);  // the same in every run
    int believed_ones = 0;
    for (int i = 0; i < 1500; ++i) {
        auto message = message_;
        auto& byte = message[random() % message.size()];
        byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (random() % 8)));
        believed_ones += believed(message) ? 1 : 0;
    }
    // Bytes of the frame, and of the unsigned attributes' neighbourhood, do not count.
    EXPECT_LT(believed_ones, 500);
}

TEST_P(Mutation, PartsTakenOutAndDoubled) {
    std::mt19937 random(4711);
    for (int i = 0; i < 300; ++i) {
        const auto begin = random() % message_.size();
        const auto size = random() % 200;
        auto without = message_;
        without.erase(begin, size);
        (void)believed(without);
        auto twice = message_;
        twice.insert(begin, message_.substr(begin, size));
        (void)believed(twice);
    }
}

INSTANTIATE_TEST_SUITE_P(Forms, Mutation, testing::Values(Form::multipart, Form::opaque),
                         [](const auto& form) {
                             return form.param == Form::multipart ? "multipart" : "opaque";
                         });

}  // namespace
}  // namespace fedcloud::appdb_update
