// What a CDMI server finds wrong with a request, and how the standard answers that.
#pragma once

#include <map>
#include <string>

namespace fedcloud::testbed::cdmi {

enum class Problem {
    bad_path,
    version_missing,
    version_unknown,
    content_type_missing,
    content_type,
    not_acceptable,
    method,
    missing,
    missing_to_delete,
    no_capability_object,
    container_parent_missing,
    object_parent_missing,
    other_kind,
    not_empty,
    container_without_slash,
    object_with_slash,
    reserved_name,
    root,
    outside_a_container,
    container_body,
    object_body,
    field,
    value,
    encoding,
    encoding_list,
    two_sources,
    source_missing,
    not_implemented,
    no_capability,
    read_only,
    quota,
};

struct Complaint {
    int status = 400;
    std::string text;
};

using Complaints = std::map<Problem, Complaint>;

// Those of CDMI 1.0.2, 7.1 and the tables of the single operations.
const Complaint& standard_complaint(Problem problem);

}  // namespace fedcloud::testbed::cdmi
