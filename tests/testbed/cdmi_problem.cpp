// What a CDMI server finds wrong with a request, and how the standard answers that.
#include "cdmi_problem.hpp"

namespace fedcloud::testbed::cdmi {

const Complaint& standard_complaint(Problem problem) {
    static const Complaints all{
        {Problem::bad_path, {400, "The path is not one of this server."}},
        {Problem::version_missing, {400, "X-CDMI-Specification-Version is missing."}},
        {Problem::version_unknown, {400, "None of the versions is supported."}},
        {Problem::content_type_missing, {400, "Content-Type is missing."}},
        {Problem::content_type, {400, "There is no capability for this type of object."}},
        {Problem::not_acceptable, {406, "The object is not of the type that is accepted."}},
        {Problem::method, {400, "There is no capability for this operation."}},
        {Problem::missing, {404, "There is no such object."}},
        {Problem::missing_to_delete, {404, "There is no such object."}},
        {Problem::no_capability_object, {404, "There is no such capabilities object."}},
        {Problem::container_parent_missing, {404, "The parent container does not exist."}},
        {Problem::object_parent_missing, {404, "The parent container does not exist."}},
        {Problem::other_kind, {409, "There is an object of another type at this address."}},
        {Problem::not_empty, {409, "The container is not empty."}},
        {Problem::container_without_slash, {400, "The name of a container ends in a slash."}},
        {Problem::object_with_slash, {400, "The name of a data object does not end in a slash."}},
        {Problem::reserved_name, {400, "Names that begin with cdmi_ are reserved."}},
        {Problem::root, {409, "The root container may not be changed or deleted."}},
        {Problem::outside_a_container, {400, "A data object belongs into a container."}},
        {Problem::container_body, {400, "The body is not the JSON of a container."}},
        {Problem::object_body, {400, "The body is not the JSON of a data object."}},
        {Problem::field, {400, "The body has a field that is not supported."}},
        {Problem::value, {400, "The value is not in its valuetransferencoding."}},
        {Problem::encoding, {400, "The valuetransferencoding is not supported."}},
        {Problem::encoding_list, {0, ""}},
        {Problem::two_sources, {400, "There is more than one source of the value."}},
        {Problem::source_missing, {404, "The source does not exist."}},
        {Problem::not_implemented, {501, "This operation is not implemented."}},
        {Problem::no_capability, {400, "There is no capability for this operation."}},
        {Problem::read_only, {403, "This server is read only."}},
        {Problem::quota, {507, "The quota is exceeded."}},
    };
    return all.at(problem);
}

}  // namespace fedcloud::testbed::cdmi
