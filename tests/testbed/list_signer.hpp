// Image lists in their S/MIME envelope, signed rightly and wrongly.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "certificate.hpp"
#include "image_list.hpp"

namespace fedcloud::testbed {

// All names that the setting `signed` takes.
std::vector<std::string> signing_names();

class ListSigner {
  public:
    // Reads the endorsers that write_endorsers() has left in the folder. Throws std::runtime_error.
    explicit ListSigner(const std::filesystem::path& folder);

    // Whom a list of this kind names as its endorser.
    EndorserNames names(const std::string& signing) const;

    // The list as it goes over the wire. Throws std::runtime_error.
    std::string sign(const std::string& list, const std::string& signing) const;

  private:
    const Identity& signer(const std::string& signing) const;

    Identity endorser_;
    Identity other_;
    Identity expired_;
    Identity revoked_;
    Identity other_ca_;
};

}  // namespace fedcloud::testbed
