// The machine that is asked for. Pure: options and model in, an OCCI entity out.
#pragma once

#include <string>
#include <vector>

#include "cleanup/name.hpp"
#include "occi/model.hpp"
#include "options.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::occi_vm {

struct Templates {
    occi::Category os_tpl;
    std::vector<occi::Category> resource_tpl;  // none or one
};

// Finds the templates that the options name. One that the site does not offer, or a name that
// means several, is a bad option and so our fault; a site that offers no image at all is not.
plugin::Checked<Templates> find_templates(const occi::Model& model, const Options& options);

// What is handed to the machine; empty parts were not asked for.
struct Context {
    std::string user_data;   // as it is, not encoded
    std::string public_key;  // one line
};

// Reads the files that the options name.
plugin::Checked<Context> read_context(const Options& options);

struct Machine {
    occi::Entity entity;
    std::vector<std::string> remarks;  // asked for, but not advertised by the site
};

// The create request for `name`, with `id` as the occi.core.id that rOCCI-server demands.
Machine describe_machine(const occi::Model& model, const Templates& templates,
                         const cleanup::Name& name, const std::string& id, const Context& context);

}  // namespace fedcloud::occi_vm
