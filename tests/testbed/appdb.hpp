// An AppDB: signed image lists, and the images of which they tell.
#pragma once

#include <map>
#include <mutex>

#include "appdb_settings.hpp"
#include "list_signer.hpp"
#include "options.hpp"
#include "website.hpp"

namespace fedcloud::testbed {

class Appdb final : public Website {
  public:
    // Needs the endorsers in the PKI's folder. Throws std::runtime_error.
    Appdb(const AppdbOptions& options, const Pki& pki);

    Answer answer(const Call& call) override;
    Seconds latency() override;
    Json settings() override;
    void change_settings(const Json& changes) override;

  private:
    // What a list is made of. It stays the same from one change of the settings to the next, as
    // real lists do from one publication to the next; and a long one takes a second to make.
    struct Edition {
        AppdbSettings settings;
        WallTime made;
        std::uint64_t number = 0;
    };
    struct MadeList {
        std::uint64_t edition = 0;
        std::string text;
    };

    Edition edition();
    Answer list(const Call& call, const ListOwner& owner, const Edition& edition);

    ListSigner signer_;
    std::mutex mutex_;
    Edition edition_;
    std::map<std::string, MadeList> made_;  // by address
};

}  // namespace fedcloud::testbed
