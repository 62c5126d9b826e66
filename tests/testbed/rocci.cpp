// The answers of rOCCI-server 1.1: what it accepts, refuses and says.
#include <algorithm>

#include "dialect.hpp"
#include "occi_input.hpp"
#include "rocci_answer.hpp"
#include "rocci_render.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

using namespace rocci;

// rOCCI-server says this of whatever it cannot make a machine of: garbage, an unknown mixin, and
// an instance without occi.core.id, which its entities must have (occi.md 2.2).
constexpr auto unusable = "'compute' is a mandatory argument";

class Rocci final : public Dialect {
  public:
    Answer answer(const Call& call, const Cloud& cloud) const override {
        auto path = call.path;
        while (path.size() > 1 && path.ends_with('/')) {
            path.pop_back();
        }
        if (path == "/-" || path == "/.well-known/org/ogf/occi/-") {
            return call.method == "GET" ? query(call) : no_route(call);
        }
        if (path == "/" || path == "/compute" || path == "/network" || path == "/storage") {
            return collection(call, path, cloud);
        }
        for (const auto* kind : {"compute", "network", "storage"}) {
            const auto id = id_below(path, std::string{"/"} + kind + "/");
            if (!id.empty()) {
                return kind == std::string{"compute"} ? compute(call, id, cloud)
                                                      : other_instance(call, kind, id);
            }
        }
        return no_route(call);
    }

    Answer error(const Call&, int status, const std::string& message) const override {
        return respond(status, plain, message);
    }

    Answer unauthorized(const Call& call, const std::string& challenge) const override {
        auto result = error(call, 401, "Not Authorized!");
        result.headers.insert(result.headers.begin(), {"WWW-Authenticate", challenge});
        return result;
    }

    Answer with_body(int status, const std::string& type, const std::string& body) const override {
        return respond(status, type, body);
    }

    const Model& model() const override { return model_; }

  private:
    Answer query(const Call& call) const;
    Answer collection(const Call& call, const std::string& path, const Cloud& cloud) const;
    std::vector<Instance> instances(const std::string& path, const Cloud& cloud) const;
    Answer locations(const Call& call, const std::string& path, const Cloud& cloud) const;
    std::string read_machine(const OcciInput& input, Machine& machine) const;
    Answer create(const Call& call, const Cloud& cloud) const;
    Answer compute(const Call& call, const std::string& id, const Cloud& cloud) const;
    Answer act(const Call& call, const std::string& id, const Cloud& cloud) const;
    Answer other_instance(const Call& call, const std::string& kind, const std::string& id) const;
    static OcciInput input_of(const Call& call);

    Model model_ = make_rocci_model();
};

OcciInput Rocci::input_of(const Call& call) {
    const auto type = call.content_type();
    if (type == occi) {
        return parse_occi_headers(call.headers);
    }
    return type == json ? parse_nested_json(call.body) : parse_plain(call.body);
}

Answer Rocci::query(const Call& call) const {
    const auto type = negotiate(call.accept(), {plain, occi, json, "application/json", html});
    if (type.empty()) {
        return unknown_format();
    }
    // A filter names categories in headers or in a body; exactly these are listed.
    const auto only =
        call.content_type().empty() ? std::vector<std::string>{} : input_of(call).categories;
    if (type == json || type == "application/json") {
        return respond(200, json, model_json(model_, only).dump());
    }
    std::vector<std::string> items;
    for (const auto& category : model_.all()) {
        if (only.empty() || std::find(only.begin(), only.end(), category.id()) != only.end()) {
            items.push_back(full_category(category, type == occi ? Place::header : Place::body));
        }
    }
    if (type == occi) {
        return respond(200, occi, "", {{"Category", join(items, ",")}});
    }
    const auto text = lines("Category", items) + "\n";
    return type == html ? as_html(text) : respond(200, plain, text);
}

Answer Rocci::collection(const Call& call, const std::string& path, const Cloud& cloud) const {
    if (call.method == "GET") {
        return locations(call, path, cloud);
    }
    if (path == "/compute" && call.method == "POST") {
        return call.action.empty() ? create(call, cloud)
                                   : error(call, 400, "Action requires a compute instance!");
    }
    if (path == "/compute" && call.method == "DELETE") {
        cloud.machines.forget_all();
        return respond(200, plain, "");
    }
    return path == "/" ? no_route(call) : error(call, 501, "Requested functionality is not here!");
}

// Those of one collection, or of the whole site at its root.
std::vector<Instance> Rocci::instances(const std::string& path, const Cloud& cloud) const {
    std::vector<Instance> list;
    if (path == "/compute" || path == "/") {
        for (const auto& machine : cloud.machines.all()) {
            list.push_back(compute_instance(machine, model_));
        }
    }
    if (path == "/network" || path == "/") {
        list.push_back(network_instance(model_));
    }
    if (path == "/storage" || path == "/") {
        list.push_back(storage_instance(model_));
    }
    return list;
}

Answer Rocci::locations(const Call& call, const std::string& path, const Cloud& cloud) const {
    const auto type =
        negotiate(call.accept(), {plain, occi, json, uri_list, "application/json", html});
    if (type.empty()) {
        return unknown_format();
    }
    std::vector<std::string> urls;
    Json resources = Json::array();
    for (const auto& instance : instances(path, cloud)) {
        const auto kind = instance.kind.substr(instance.kind.find('#') + 1);
        const auto id = instance.attributes.front().second.get<std::string>();
        urls.push_back(call.base_url + "/" + kind + "/" + id);
        resources.push_back(instance_json(instance));
    }
    if (type == json || type == "application/json") {
        return respond(200, json, urls.empty() ? "{}" : dump({{"resources", resources}}));
    }
    if (type == occi) {
        return respond(200, occi, "",
                       urls.empty() ? HeaderList{} : HeaderList{{"Location", join(urls, ",")}});
    }
    if (type == uri_list) {
        return respond(200, uri_list, join(urls, "\n"));
    }
    const auto text = lines("X-OCCI-Location", urls);
    return type == html ? as_html(text) : respond(200, plain, text);
}

// Fills the machine in; returns what is wrong, or nothing.
std::string Rocci::read_machine(const OcciInput& input, Machine& machine) const {
    bool usable = input.has_category(compute_id) && input.attribute("occi.core.id");
    for (const auto& id : input.categories) {
        const auto* category = model_.find(id);
        usable = usable && category != nullptr;
        if (usable && category->parent == os_tpl_id) {
            machine.os_tpl = id;
        } else if (usable && category->parent == resource_tpl_id) {
            machine.resource_tpl = id;
        } else if (id != compute_id) {
            machine.other_mixins.push_back(id);
        }
    }
    if (!usable) {
        return unusable;
    }
    for (const auto& link : input.links) {
        if (link.find("occi.core.target") == std::string::npos) {
            return "Attribute with key core not found";
        }
    }
    machine.title = input.attribute("occi.core.title").value_or("");
    machine.hostname = input.attribute("occi.compute.hostname").value_or("");
    if (input.has_category(user_data_id)) {
        machine.user_data = input.attribute(user_data_attribute).value_or("");
    }
    if (input.has_category(public_key_id)) {
        machine.public_key = input.attribute(public_key_attribute).value_or("");
    }
    return {};
}

Answer Rocci::create(const Call& call, const Cloud& cloud) const {
    if (call.content_type() == "application/json") {
        return rails_error(400, "ActionDispatch::Http::Parameters::ParseError: unusable content");
    }
    const auto type = negotiate(call.accept(), {plain, occi, json});
    if (type.empty()) {
        return unknown_format();
    }
    const auto input = input_of(call);
    if (call.content_type() == json && input.categories.empty() && !input.empty) {
        // The JSON of OCCI 1.2 makes rOCCI-server 1.1 stumble.
        return rails_error(500, "NoMethodError: undefined method for nil:NilClass");
    }
    if (input.has_bad_header && input.categories.empty()) {
        return error(call, 400, "Action requires a compute instance!");
    }
    Machine machine;
    const auto problem = read_machine(input, machine);
    if (!problem.empty()) {
        return error(call, 400, problem);
    }
    // The id that the client must send is not kept: the back end has its own.
    const auto style = cloud.settings.location;
    const auto url =
        told_location(call, cloud.settings, cloud.machines.create(machine, cloud.settings));
    const bool in_body =
        style == LocationStyle::body || (style != LocationStyle::header && type == plain);
    if (style == LocationStyle::missing) {
        return respond(201, type, "OK");
    }
    return in_body ? respond(201, type, "X-OCCI-Location: " + url)
                   : respond(201, type, "OK", {{"Location", url}});
}

Answer Rocci::compute(const Call& call, const std::string& id, const Cloud& cloud) const {
    const auto machine = cloud.machines.find(id);
    if (!machine) {
        return error(call, 404, "Instance with ID " + id + " does not exist!");
    }
    if (call.method == "GET") {
        return render_instance(call, compute_instance(*machine, model_));
    }
    if (call.method == "DELETE") {
        cloud.machines.remove(id, cloud.settings);
        return respond(200, plain, "");
    }
    if (call.method == "POST" && !call.action.empty()) {
        return act(call, id, cloud);
    }
    return error(call, 501, "Requested functionality is not here!");
}

Answer Rocci::act(const Call& call, const std::string& id, const Cloud& cloud) const {
    const auto input = input_of(call);
    if (input.categories.empty()) {
        return error(call, 400, "Provided action does not have a term!");
    }
    const auto& action = input.categories.front();
    const auto known = model_.find(compute_id)->actions;
    if (std::find(known.begin(), known.end(), action) == known.end()) {
        return error(call, 400,
                     "Action not found for action instance Occi::Core::ActionInstance["
                     "\"#<Occi::Core::ActionInstance:0x00007f3a5c0d1e28>\"]!");
    }
    cloud.machines.act(id, action.substr(action.find('#') + 1), false, cloud.settings);
    return respond(200, plain, "");
}

Answer Rocci::other_instance(const Call& call, const std::string& kind,
                             const std::string& id) const {
    if (id != (kind == "network" ? network_id : storage_id)) {
        return error(call, 404, "Instance with ID " + id + " does not exist!");
    }
    if (call.method == "POST" && !call.action.empty()) {
        return respond(200, plain, "");
    }
    if (call.method != "GET") {
        return error(call, 501, "Requested functionality is not here!");
    }
    return render_instance(call,
                           kind == "network" ? network_instance(model_) : storage_instance(model_));
}

}  // namespace

std::unique_ptr<Dialect> make_rocci() {
    return std::make_unique<Rocci>();
}

}  // namespace fedcloud::testbed
