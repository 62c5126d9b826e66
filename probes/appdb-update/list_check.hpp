// AppDB's side: the list is fetched, verified, read and judged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "envelope.hpp"
#include "evaluation.hpp"
#include "http/client.hpp"
#include "image_list.hpp"
#include "options.hpp"
#include "plugin/run.hpp"
#include "preparation.hpp"
#include "signature.hpp"

namespace fedcloud::appdb_update {

class ListCheck {
  public:
    // All must outlive this object.
    ListCheck(const Options& options, const Preparation& preparation, plugin::Run& run);

    // The steps fetch, signature, list, images and check-images. Null if there is no list that can
    // be relied on.
    const ImageList* run();
    void add_perfdata() const;

  private:
    bool compares() const { return options_.compare_with != Site::none; }
    // When a site is judged, AppDB is a source of ours.
    plugin::Fault blame(plugin::Fault fault) const;
    plugin::Checked<void> tell(const std::vector<Finding>& findings);

    plugin::Checked<void> fetch();
    plugin::Checked<void> take(http::Response response);
    plugin::Checked<void> verify_signature();
    plugin::Checked<void> read_list();
    plugin::Checked<void> ask_for_images();
    std::string summary() const;

    const Options& options_;
    const Preparation& preparation_;
    plugin::Run& run_;
    http::Client http_;
    std::string url_;

    Envelope envelope_;
    std::string_view content_;  // in the envelope; verified, unless there is no signature
    std::optional<Signer> signer_;
    std::optional<ImageList> list_;
    std::optional<std::size_t> checked_images_;
};

// What all times are compared with: now.
Time current_time();

}  // namespace fedcloud::appdb_update
