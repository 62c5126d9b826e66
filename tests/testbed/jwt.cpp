// JSON Web Tokens (RFC 7519) signed with a key that was minted for them.
#include "jwt.hpp"

#include <openssl/ecdsa.h>

#include <array>
#include <stdexcept>

#include "encoding.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

constexpr int number_size = 32;  // bytes of a coordinate, and of each half of a signature

struct DigestDeleter {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct SignatureDeleter {
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};

std::string der_signature(EVP_PKEY& key, const std::string& text) {
    const std::unique_ptr<EVP_MD_CTX, DigestDeleter> context{EVP_MD_CTX_new()};
    std::string signature(static_cast<std::size_t>(EVP_PKEY_size(&key)), '\0');
    auto size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, &key) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) != 1) {
        throw std::runtime_error{"OpenSSL failed to sign a token"};
    }
    signature.resize(size);
    return signature;
}

// RFC 7518, 3.4: both numbers one after the other, where OpenSSL makes ASN.1 of them.
std::string raw_signature(const std::string& der) {
    const auto* data = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, SignatureDeleter> signature{
        d2i_ECDSA_SIG(nullptr, &data, static_cast<long>(der.size()))};
    std::array<unsigned char, 2 * number_size> raw{};
    if (!signature ||
        BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), number_size) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + number_size, number_size) <
            0) {
        throw std::runtime_error{"OpenSSL failed to convert a signature"};
    }
    return {raw.begin(), raw.end()};
}

// The coordinates of the public key: the last bytes of its uncompressed form.
std::string public_point(EVP_PKEY& key) {
    unsigned char* data = nullptr;
    const int size = i2d_PUBKEY(&key, &data);
    if (size < 2 * number_size) {
        throw std::runtime_error{"OpenSSL failed to write a public key"};
    }
    std::string point{reinterpret_cast<char*>(data) + size - 2 * number_size, 2 * number_size};
    OPENSSL_free(data);
    return point;
}

}  // namespace

SigningKey::SigningKey() : key_{make_key(KeyKind::ec_p256)}, id_{random_text(16)} {}

std::string SigningKey::sign(const Json& claims) const {
    const Json header = {{"alg", "ES256"}, {"typ", "JWT"}, {"kid", id_}};
    const auto text = base64url(header.dump()) + "." + base64url(claims.dump());
    return text + "." + base64url(raw_signature(der_signature(*key_, text)));
}

Json SigningKey::jwk() const {
    const auto point = public_point(*key_);
    return {{"kid", id_},
            {"kty", "EC"},
            {"alg", "ES256"},
            {"use", "sig"},
            {"crv", "P-256"},
            {"x", base64url(point.substr(0, number_size))},
            {"y", base64url(point.substr(number_size))}};
}

}  // namespace fedcloud::testbed
