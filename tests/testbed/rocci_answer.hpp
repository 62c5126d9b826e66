// The answers of rOCCI-server 1.1 as HTTP: Rails' headers, chunked bodies, and its errors.
#pragma once

#include <string>
#include <vector>

#include "dialect.hpp"
#include "http_message.hpp"
#include "rocci_render.hpp"

namespace fedcloud::testbed::rocci {

inline constexpr auto plain = "text/plain";
inline constexpr auto occi = "text/occi";
inline constexpr auto uri_list = "text/uri-list";
inline constexpr auto json = "application/occi+json";
inline constexpr auto html = "text/html";

// `own` are the headers that carry OCCI, which stand between Content-Type and the caching ones.
Answer respond(int status, const std::string& type, const std::string& body,
               const HeaderList& own = {});

// What Rails itself refuses gets its JSON with the exception and (here empty) traces.
Answer rails_error(int status, const std::string& exception);
Answer unknown_format();
Answer no_route(const Call& call);

// An instance in the rendering that the client asked for.
Answer render_instance(const Call& call, const Instance& instance);

// JSON as rOCCI sends it; a title may hold bytes that are no UTF-8.
std::string dump(const Json& value);

// A page that shows the text.
Answer as_html(const std::string& text);

// "Name: item" in a line for each item.
std::string lines(const std::string& name, const std::vector<std::string>& items);

}  // namespace fedcloud::testbed::rocci
