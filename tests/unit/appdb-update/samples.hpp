// Image lists to judge, made of parts that can be left out or spoilt.
#pragma once

#include <string>

#include "image_list.hpp"

namespace fedcloud::appdb_update {

inline const std::string sample_uuid = "0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10";

inline Image sample_image(const std::string& identifier = sample_uuid) {
    Image image;
    image.identifier = identifier;
    image.title = "Image for Harbour Pilot [Debian/12/KVM]";
    image.version = "12.4.1";
    image.mpuri = "https://appdb.example.org/store/vo/image/" + identifier + ":31/";
    image.uri = "https://images.example.org/pilot.qcow2";
    image.format = "QCOW2";
    image.size = "4096";
    image.checksums = {{"sha512", std::string(128, 'a')}};
    image.expires = {"2026-07-01T00:00:00Z", plugin::parse_utc_time("2026-07-01T00:00:00Z")};
    return image;
}

// Created on 1 June 2026 at 06:00.
inline ImageList sample_list() {
    ImageList list;
    list.identifier = "5c0b8f6e-90ad-4d3e-8a55-1b7e0c9d2f44";
    list.title = "Harbour images";
    list.version = "7";
    list.created = {"2026-06-01T06:00:00Z", plugin::parse_utc_time("2026-06-01T06:00:00Z")};
    list.expires = {"2026-07-01T00:00:00Z", plugin::parse_utc_time("2026-07-01T00:00:00Z")};
    list.endorser_dn = "/DC=org/DC=example/CN=Alice";
    list.endorser_ca = "/DC=org/DC=example/CN=Grid CA";
    list.images = {sample_image()};
    return list;
}

inline Time at(const std::string& text) {
    return *plugin::parse_utc_time(text);
}

// The same as JSON, as AppDB writes it.
inline const std::string sample_json = R"({
   "hv:imagelist": {
      "dc:date:created": "2026-06-01T06:00:00Z",
      "dc:date:expires": "2026-07-01T00:00:00Z",
      "dc:identifier": "5c0b8f6e-90ad-4d3e-8a55-1b7e0c9d2f44",
      "dc:title": "Harbour images",
      "ad:vo": "harbour.example.org",
      "hv:endorser": {
         "hv:x509": {
            "hv:ca": "/DC=org/DC=example/CN=Grid CA",
            "hv:dn": "/DC=org/DC=example/CN=Alice"
         }
      },
      "hv:images": [
         {
            "hv:image": {
               "dc:identifier": "0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10",
               "ad:mpuri": "https://appdb.example.org/store/vo/image/0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10:31/",
               "dc:title": "Image for Harbour Pilot [Debian/12/KVM]",
               "hv:format": "QCOW2",
               "hv:size": "4096",
               "hv:uri": "https://images.example.org/pilot.qcow2",
               "hv:version": "12.4.1",
               "dc:date:expires": "2026-07-01T00:00:00Z",
               "sl:checksum:sha512": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            }
         }
      ],
      "hv:version": "7"
   }
}
)";

}  // namespace fedcloud::appdb_update
