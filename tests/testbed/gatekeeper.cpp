// Whom a site lets in, and how it challenges the others.
#include "gatekeeper.hpp"

#include <httplib.h>

#include "issuer.hpp"
#include "keystone.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

// "probe:secret"
constexpr auto basic_credentials = "Basic cHJvYmU6c2VjcmV0";
constexpr auto keystone_elsewhere = "https://keystone.testbed.example.org:5000/v2.0";
constexpr auto validation_limit = std::chrono::seconds{10};

class OpenGate final : public Gatekeeper {
  public:
    bool admits(const Call&) const override { return true; }
    // Only a fault makes such a site challenge anybody.
    std::string challenge(const Settings& settings) const override {
        return replace_all(
            settings.challenge, "{}",
            settings.keystone_uri.empty() ? keystone_elsewhere : settings.keystone_uri);
    }
};

class BasicGate final : public Gatekeeper {
  public:
    bool admits(const Call& call) const override {
        return header_value(call.headers, "Authorization") == basic_credentials;
    }
    std::string challenge(const Settings&) const override { return "Basic realm=\"testbed\""; }
};

// Everything behind a Keystone; what differs is which one, and how it is asked about a token.
class KeystoneGate : public Gatekeeper {
  public:
    bool admits(const Call& call) const override {
        const auto token = header_value(call.headers, "X-Auth-Token");
        return !token.empty() && is_good(token);
    }
    std::string challenge(const Settings& settings) const override {
        return replace_all(settings.challenge, "{}",
                           settings.keystone_uri.empty() ? uri() : settings.keystone_uri);
    }

  private:
    virtual bool is_good(const std::string& token) const = 0;
    virtual std::string uri() const = 0;
};

// Challenges for ever.
class ClosedGate final : public KeystoneGate {
    bool is_good(const std::string&) const override { return false; }
    std::string uri() const override { return keystone_elsewhere; }
};

class TestbedKeystoneGate final : public KeystoneGate {
  public:
    explicit TestbedKeystoneGate(Keystone& keystone) : keystone_{keystone} {}

  private:
    bool is_good(const std::string& token) const override { return keystone_.admits(token); }
    std::string uri() const override { return keystone_.uri(); }

    Keystone& keystone_;
};

class RealKeystoneGate final : public KeystoneGate {
  public:
    explicit RealKeystoneGate(std::string url) : url_{std::move(url)} {}

  private:
    bool is_good(const std::string& token) const override {
        const auto path = url_.find('/', url_.find("//") + 2);
        httplib::Client client{url_.substr(0, path)};
        client.set_connection_timeout(validation_limit);
        client.set_read_timeout(validation_limit);
        const auto prefix = path == std::string::npos ? std::string{} : url_.substr(path);
        const auto answer = client.Get(prefix + "/v3/auth/tokens",
                                       {{"X-Auth-Token", token}, {"X-Subject-Token", token}});
        if (!answer || answer->status != 200) {
            return false;
        }
        const auto body = Json::parse(answer->body, nullptr, false);
        return body.is_object() && body.contains("token") && body["token"].contains("project");
    }
    std::string uri() const override { return url_ + "/v3"; }

    std::string url_;  // without a slash at the end
};

class BearerGate final : public Gatekeeper {
  public:
    explicit BearerGate(Issuer& issuer) : issuer_{issuer} {}

    bool admits(const Call& call) const override {
        const auto token = bearer_token(call.headers);
        return token && issuer_.check(*token);
    }
    std::string challenge(const Settings&) const override {
        return "Bearer realm=\"" + issuer_.server().url() + "\"";
    }

  private:
    Issuer& issuer_;
};

class CertificateGate final : public Gatekeeper {
  public:
    bool admits(const Call& call) const override { return call.client.has_value(); }
    std::string challenge(const Settings&) const override { return "Certificate"; }
};

}  // namespace

std::unique_ptr<Gatekeeper> make_gatekeeper(const Admission& options,
                                            const Authorities& authorities) {
    switch (options.authentication) {
        case Authentication::basic:
            return std::make_unique<BasicGate>();
        case Authentication::keystone_challenge:
            return std::make_unique<ClosedGate>();
        case Authentication::keystone:
            if (authorities.keystone != nullptr) {
                return std::make_unique<TestbedKeystoneGate>(*authorities.keystone);
            }
            return std::make_unique<RealKeystoneGate>(options.validate);
        case Authentication::bearer:
            return std::make_unique<BearerGate>(*authorities.issuer);
        case Authentication::client_certificate:
            return std::make_unique<CertificateGate>();
        case Authentication::none:
            break;
    }
    return std::make_unique<OpenGate>();
}

}  // namespace fedcloud::testbed
