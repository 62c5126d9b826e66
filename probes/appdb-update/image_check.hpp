// Do the servers that a list names have its images? Asked by HEAD; no image is fetched.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluation.hpp"
#include "http/client.hpp"
#include "image_list.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::appdb_update {

// `most` of the images that are complete and have not expired, spread evenly over the list and the
// same in every run, those of one server side by side. Points into `list`. Pure.
std::vector<const Image*> choose_images(const ImageList& list, std::size_t most, Time now);

// False for an image on loopback or a link-local address (by name or number) of a list that came
// from elsewhere: whoever makes such a list would have this host ask its own services. Pure.
bool may_be_asked(const Image& image, const net::Url& list);

// What the answer to HEAD says of an image: that it is there, in its size, or not. What cannot be
// told by it (no Content-Length, HEAD not allowed, a redirect to another server) is no fault. Pure.
Finding judge_answer(const Image& image, const http::Response& response);

// What it means that there was none.
Finding judge_error(const Image& image, const http::Error& error);

// Asks for one image after the other, each for `per_image` at most; a finding for each that is not
// as it should be, and one that counts those that are. The fault is of this host, or a signal's.
plugin::Checked<std::vector<Finding>> check_images(const std::vector<const Image*>& images,
                                                   http::Client& client,
                                                   plugin::Clock::duration per_image,
                                                   const plugin::Until& until);

}  // namespace fedcloud::appdb_update
