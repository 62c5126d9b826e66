// The answers of ooi 1.2: what it accepts, refuses and says.
#include <algorithm>

#include "dialect.hpp"
#include "occi_input.hpp"
#include "ooi_answer.hpp"
#include "ooi_create.hpp"
#include "ooi_render.hpp"

namespace fedcloud::testbed {
namespace {

using namespace ooi;

constexpr auto erred =
    "The server has either erred or is incapable of performing the requested operation.";
constexpr auto malformed =
    "The server could not comply with the request since it is either malformed or otherwise "
    "incorrect.";
constexpr auto not_found = "The resource could not be found.";

class Ooi final : public Dialect {
  public:
    Answer answer(const Call& call, const Cloud& cloud) const override;

    Answer error(const Call& call, int status, const std::string& message) const override {
        return respond_with_error(status, negotiate(call.accept(), renderings), message);
    }

    Answer unauthorized(const Call&, const std::string& challenge) const override {
        return challenge_by_keystone(challenge);
    }

    Answer with_body(int status, const std::string& type, const std::string& body) const override {
        return respond(status, type, body);
    }

    const Model& model() const override { return model_; }

  private:
    Answer query(const Call& call, const std::string& type) const;
    Answer collection(const Call& call, const std::string& kind, const std::string& type,
                      const Cloud& cloud) const;
    Answer other_collection(const Call& call, const std::string& kind,
                            const std::string& type) const;
    Answer locations(const Call& call, const std::string& type, const Cloud& cloud) const;
    Answer create(const Call& call, const std::string& type, const Cloud& cloud) const;
    Answer created(const Call& call, const std::string& type, const Machine& machine,
                   const Cloud& cloud) const;
    Answer compute(const Call& call, const std::string& id, const std::string& type,
                   const Cloud& cloud) const;
    Answer act(const Call& call, const Machine& machine, const Cloud& cloud) const;
    Answer other_instance(const Call& call, const std::string& kind, const std::string& id,
                          const std::string& type) const;
    static OcciInput input_of(const Call& call);

    Model model_ = make_ooi_model();
};

OcciInput Ooi::input_of(const Call& call) {
    const auto type = call.content_type();
    if (type == occi) {
        return parse_occi_headers(call.headers);
    }
    return type == json ? parse_flat_json(call.body) : parse_plain(call.body);
}

Answer Ooi::answer(const Call& call, const Cloud& cloud) const {
    const auto agent = header_value(call.headers, "User-Agent");
    const auto version = agent.find("OCCI/");
    if (version != std::string::npos && agent.compare(version, 8, "OCCI/1.1") != 0 &&
        agent.compare(version, 8, "OCCI/1.2") != 0) {
        return error(call, 501, agent.substr(version) + " not supported");
    }
    const auto type = negotiate(call.accept(), renderings);
    if (type.empty()) {
        return error(call, 406, "Invalid Accept " + call.accept() + ".");
    }
    // Unlike the collections, the query interface insists on its last slash.
    if (call.path == "/-/" || call.path == "/.well-known/org/ogf/occi/-/") {
        return call.method == "GET" ? query(call, type) : error(call, 400, malformed);
    }
    for (const std::string kind : {"compute", "network", "storage"}) {
        if (call.path == "/" + kind || call.path == "/" + kind + "/") {
            return collection(call, kind, type, cloud);
        }
        const auto id = id_below(call.path, "/" + kind + "/");
        if (!id.empty()) {
            return kind == "compute" ? compute(call, id, type, cloud)
                                     : other_instance(call, kind, id, type);
        }
    }
    return error(call, 404, not_found);
}

Answer Ooi::query(const Call& call, const std::string& type) const {
    if (type == json) {
        return respond(200, json, python_dump(model_json(model_, call.base_url)));
    }
    HeaderList items;
    for (const auto& category : model_.all()) {
        items.emplace_back("Category", category_text(category, call.base_url));
    }
    return render_items(type, items);
}

Answer Ooi::collection(const Call& call, const std::string& kind, const std::string& type,
                       const Cloud& cloud) const {
    if (kind != "compute") {
        return other_collection(call, kind, type);
    }
    if (call.method == "GET") {
        return locations(call, type, cloud);
    }
    if (call.method == "POST") {
        return create(call, type, cloud);
    }
    if (call.method == "DELETE") {
        cloud.machines.forget_all();
        return no_content();
    }
    return error(call, 400, malformed);
}

// One sample, which cannot be changed.
Answer Ooi::other_collection(const Call& call, const std::string& kind,
                             const std::string& type) const {
    if (call.method != "GET") {
        return error(call, 501, "Not Implemented");
    }
    const bool network = kind == "network";
    if (type == json) {
        const auto resource = network ? network_json() : storage_json();
        return respond(200, json, python_dump({{"resources", Json::array({resource})}}));
    }
    const auto url = call.base_url + "/" + kind + "/" + (network ? network_id : storage_id);
    return render_items(type, {{"X-OCCI-Location", url}});
}

Answer Ooi::locations(const Call& call, const std::string& type, const Cloud& cloud) const {
    const auto machines = cloud.machines.all();
    if (type == json) {
        Json result = Json::object();
        for (const auto& machine : machines) {
            result["resources"].push_back(short_compute_json(machine, model_));
        }
        return respond(200, json, python_dump(result));
    }
    if (machines.empty()) {
        return no_content();
    }
    HeaderList items;
    for (const auto& machine : machines) {
        items.emplace_back("X-OCCI-Location", call.base_url + "/compute/" + machine.id);
    }
    return render_items(type, items);
}

Answer Ooi::create(const Call& call, const std::string& type, const Cloud& cloud) const {
    const auto input = input_of(call);
    if (input.has_bad_line) {
        // Any line without a colon, even an empty one at the end (quoting matrix: BLANK).
        return error(call, 500, erred);
    }
    if (call.content_type() != json && input.categories.empty()) {
        return error(call, 400, "No categories");
    }
    if (!input.has_category(compute_id)) {
        return error(call, 400,
                     "Schema does not match. Expecting '" + compute_id + "', but found '" +
                         (input.categories.empty() ? "None" : input.categories.front()) + "'.");
    }
    Machine machine;
    const auto problem = read_machine(input, model_, machine);
    return problem ? error(call, problem->status, problem->message)
                   : created(call, type, machine, cloud);
}

Answer Ooi::created(const Call& call, const std::string& type, const Machine& machine,
                    const Cloud& cloud) const {
    const auto style = cloud.settings.location;
    const auto id = cloud.machines.create(machine, cloud.settings);
    const auto url = told_location(call, cloud.settings, id);
    if (type == json) {
        auto told = machine;
        told.id = style == LocationStyle::foreign ? cloud.settings.foreign_id : id;
        told.title_dropped = cloud.settings.title_dropped;
        const auto resources = style == LocationStyle::missing
                                   ? Json::array()
                                   : Json::array({short_compute_json(told, model_)});
        return respond(200, json, python_dump({{"resources", resources}}));
    }
    if (style == LocationStyle::missing) {
        return render_items(type, {});
    }
    if (style == LocationStyle::header) {
        auto answer = respond(200, type, "");
        answer.headers.emplace_back("Location", url);
        return answer;
    }
    return render_items(style == LocationStyle::body ? plain : type, {{"X-OCCI-Location", url}});
}

Answer Ooi::compute(const Call& call, const std::string& id, const std::string& type,
                    const Cloud& cloud) const {
    const auto machine = cloud.machines.find(id);
    if (!machine) {
        return error(call, 404, "Instance " + id + " could not be found.");
    }
    if (call.method == "GET") {
        if (type == json) {
            return respond(200, json, python_dump(compute_json(*machine, model_, call.base_url)));
        }
        if (type == uri_list) {
            return respond(200, uri_list, call.base_url + "/compute/" + id);
        }
        return render_items(type, compute_items(*machine, model_, call.base_url));
    }
    if (call.method == "DELETE") {
        cloud.machines.remove(id, cloud.settings);
        return no_content();
    }
    if (call.method == "POST" && !call.action.empty()) {
        return act(call, *machine, cloud);
    }
    return error(call, 400, malformed);
}

Answer Ooi::act(const Call& call, const Machine& machine, const Cloud& cloud) const {
    const auto wanted = compute_action_scheme + call.action;
    const auto known = model_.find(compute_id)->actions;
    if (std::find(known.begin(), known.end(), wanted) == known.end()) {
        return error(call, 400, "Invalid action " + call.action + " provided.");
    }
    const auto input = input_of(call);
    if (input.has_bad_line) {
        return error(call, 500, erred);
    }
    if (input.categories.empty()) {
        return error(call, 400, "No schema found");
    }
    if (!input.has_category(wanted)) {
        return error(call, 400,
                     "Schema does not match. Expecting '" + wanted + "', but found '" +
                         input.categories.front() + "'.");
    }
    if (call.action == "save") {
        return error(call, 501, "Not Implemented");
    }
    if (cloud.machines.act(machine.id, call.action, true, cloud.settings) ==
        ActionResult::wrong_state) {
        return error(call, 409,
                     "Cannot '" + call.action + "' instance " + machine.id +
                         " while it is in its current state");
    }
    return no_content();
}

Answer Ooi::other_instance(const Call& call, const std::string& kind, const std::string& id,
                           const std::string& type) const {
    const bool network = kind == "network";
    if (id != (network ? network_id : storage_id)) {
        return error(call, 404, (network ? "Network " : "Volume ") + id + " could not be found.");
    }
    if (call.method != "GET") {
        return error(call, 501, "Not Implemented");
    }
    if (type == json) {
        return respond(200, json, python_dump(network ? network_json() : storage_json()));
    }
    if (type == uri_list) {
        return respond(200, uri_list, call.base_url + call.path);
    }
    return render_items(type, network ? network_items(model_, call.base_url)
                                      : storage_items(model_, call.base_url));
}

}  // namespace

std::unique_ptr<Dialect> make_ooi() {
    return std::make_unique<Ooi>();
}

}  // namespace fedcloud::testbed
