#include "access/simulation.h"

#include <string_view>

#include "policy/policy.h"

namespace whittle::access {

namespace {

using policy::Type;
using text::Node;

/// Reads one object, noting the first thing that is wrong.
class Reader {
 public:
  Reader(text::Arena& arena, Simulation& out) : arena_(arena), out_(out) {}

  void Read(const Node& line) {
    if (!line.is_object()) return Fail("a line must be an object");
    PolicySet& set = out_.set;
    Policies(line, "identityPolicies", Type::kIdentity, set.identity);
    Policies(line, "permissionBoundaries", Type::kBoundary, set.boundaries);
    Policies(line, "endpointPolicies", Type::kEndpoint, set.endpoint);
    Policies(line, "sessionPolicy", Type::kSession, set.session);
    std::vector<const policy::Policy*> resource;
    Policies(line, "resourcePolicy", Type::kResource, resource);
    if (resource.size() > 1) return Fail("`resourcePolicy` must be one policy");
    if (!resource.empty()) set.resource = resource.front();
    Levels(line, "serviceControlPolicies", Type::kScp, set.scps);
    Levels(line, "resourceControlPolicies", Type::kRcp, set.rcps);
    const Node* request = Get(line, "request");
    if (request == nullptr || !request->is_object()) return Fail("`request` must be an object");
    ReadRequest(*request);
  }

 private:
  void Fail(std::string message) {
    if (out_.error.empty()) out_.error = std::move(message);
  }

  static const Node* Get(const Node& object, std::string_view key) {
    const Node* node = object.Get(key);
    return node == nullptr || node->kind() == text::NodeKind::kNull ? nullptr : node;
  }

  /// One policy, or a list of them.
  void Policies(const Node& object, std::string_view key, Type type,
                std::vector<const policy::Policy*>& out) {
    const Node* value = Get(object, key);
    if (value == nullptr) return;
    const auto add = [&](const Node& node) {
      if (!node.is_object()) return Fail("`" + std::string(key) + "` must hold policies");
      const policy::TypeHint hint{type, policy::TypeSource::kGiven, {}, std::nullopt};
      out.push_back(policy::Parse(node, hint, arena_));
    };
    if (!value->is_array()) return add(*value);
    for (const Node& item : value->items()) add(item);
  }

  void Levels(const Node& object, std::string_view key, Type type,
              std::vector<OrganizationLevel>& out) {
    const Node* value = Get(object, key);
    if (value == nullptr) return;
    if (!value->is_array()) return Fail("`" + std::string(key) + "` must be a list of levels");
    for (const Node& item : value->items()) {
      OrganizationLevel level;
      if (const Node* name = Get(item, "orgIdentifier")) level.name = name->text();
      if (Get(item, "policies") == nullptr) {
        return Fail("a level of `" + std::string(key) + "` has no `policies`");
      }
      Policies(item, "policies", type, level.policies);
      out.push_back(std::move(level));
    }
  }

  void ReadRequest(const Node& request) {
    const Node* action = Get(request, "action");
    if (action == nullptr || !action->is_string()) return Fail("`action` must be a string");
    out_.request.action = action->text();
    const Node* resource = Get(request, "resource");
    if (resource != nullptr && resource->is_object()) {
      if (const Node* account = Get(*resource, "accountId")) {
        out_.request.resource_account = account->text();
      }
      resource = Get(*resource, "resource");
    }
    if (resource == nullptr || !resource->is_string()) {
      return Fail("`resource` must be an ARN or `*`");
    }
    out_.request.resource = resource->text();
    ReadPrincipal(Get(request, "principal"));
    if (const Node* context = Get(request, "contextVariables")) ReadContext(*context);
  }

  void ReadPrincipal(const Node* principal) {
    if (principal != nullptr && principal->is_string()) {
      auto who = Requester::Parse(principal->text());
      if (!who) {
        return Fail("principal `" + std::string(principal->text()) +
                    "` is no ARN of a principal, service, provider or canonical id");
      }
      out_.request.principal = std::move(*who);
      return;
    }
    const Node* type =
        principal != nullptr && principal->is_object() ? Get(*principal, "type") : nullptr;
    if (type == nullptr || type->text() != "Anonymous") {
      Fail("`principal` must be a string or {\"type\": \"Anonymous\"}");
    }
  }

  void ReadContext(const Node& context) {
    if (!context.is_object()) return Fail("`contextVariables` must be an object");
    for (const text::Member& member : context.members()) {
      if (!member.value.is_array()) {
        if (!member.value.is_scalar()) {
          return Fail("a context value must be a string or a list of strings");
        }
        out_.request.context.Set(member.key.text(), member.value.text());
        continue;
      }
      std::vector<std::string> values;
      for (const Node& item : member.value.items()) {
        if (!item.is_scalar()) return Fail("a list of context values must hold strings");
        values.emplace_back(item.text());
      }
      out_.request.context.Set(member.key.text(), std::move(values));
    }
  }

  text::Arena& arena_;
  Simulation& out_;
};

}  // namespace

Simulation ReadSimulation(const Node& line, text::Arena& arena) {
  Simulation simulation;
  Reader(arena, simulation).Read(line);
  return simulation;
}

}  // namespace whittle::access
