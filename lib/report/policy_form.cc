#include "report/policy_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "advise/fill_in.h"
#include "text/json_writer.h"

namespace whittle::report {

using text::Node;

namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Letters and digits, words joined by `joint` (none: by a capital).
std::string Identifier(std::string_view name, std::string_view joint) {
  std::string id;
  bool starts = true;
  for (const char c : name) {
    if (!IsLetter(c) && !IsDigit(c)) {
      starts = true;
      continue;
    }
    if (starts && !id.empty()) id += joint;
    const bool capital = starts && joint.empty() && c >= 'a' && c <= 'z';
    id += capital ? static_cast<char>(c - 'a' + 'A') : c;
    starts = false;
  }
  if (id.empty() || IsDigit(id[0])) id.insert(0, joint.empty() ? "Policy" : "policy_");
  return id;
}

std::string CloudFormation(std::string_view name, const Node& document) {
  text::Arena arena;
  text::TreeBuilder build(arena);
  const Node properties =
      build.Object({{"ManagedPolicyName", build.String(name)}, {"PolicyDocument", document}});
  const Node resource =
      build.Object({{"Type", build.String("AWS::IAM::ManagedPolicy")}, {"Properties", properties}});
  const std::string id = Identifier(name, "");
  const Node root = build.Object({{"AWSTemplateFormatVersion", build.String("2010-09-09")},
                                  {"Resources", build.Object({{id, resource}})}});
  return text::WriteJson(root, text::JsonStyle::kIndented);
}

/// A quoted string of HCL; its own interpolation is escaped. aws_iam_policy_document turns `&{`
/// into IAM's `${`. A policy's text may hold control characters, which HCL takes by number.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    const bool brace = i + 1 < text.size() && text[i + 1] == '{';
    if (text[i] == '"' || text[i] == '\\') {
      out += '\\';
      out += text[i];
    } else if (text[i] == '$' && brace) {
      out += '&';
    } else if (text[i] == '%' && brace) {
      out += "%%";
    } else if (static_cast<unsigned char>(text[i]) < 0x20) {
      out += fmt::format("\\u{:04x}", text[i]);
    } else {
      out += text[i];
    }
  }
  return out + "\"";
}

std::vector<std::string> Texts(const Node& value) {
  if (value.is_scalar()) return {std::string(value.text())};
  std::vector<std::string> texts;
  for (const Node& item : value.items()) texts.emplace_back(item.text());
  return texts;
}

std::string List(const Node& value, std::string_view indent) {
  const std::vector<std::string> texts = Texts(value);
  if (texts.size() == 1) return fmt::format("[{}]", Quoted(texts[0]));
  std::string out = "[\n";
  for (const std::string& text : texts) out += fmt::format("{}  {},\n", indent, Quoted(text));
  return fmt::format("{}{}]", out, indent);
}

/// `principals` blocks, one for each kind; `*` is a kind of its own.
void HclPrincipals(std::string_view word, const Node& value, std::string& out) {
  const auto block = [&](std::string_view type, const Node& identifiers) {
    out += fmt::format("\n    {} {{\n      type        = {}\n      identifiers = {}\n    }}\n",
                       word, Quoted(type), List(identifiers, "      "));
  };
  if (value.is_scalar()) block("*", value);
  for (const text::Member& kind : value.members()) block(kind.key.text(), kind.value);
}

void HclStatement(const Node& statement, std::string& out) {
  out += "\n  statement {\n";
  for (const text::Member& member : statement.members()) {
    const std::string_view key = member.key.text();
    if (key == "Sid") {
      out += fmt::format("    sid = {}\n", Quoted(member.value.text()));
    } else if (key == "Effect") {
      out += fmt::format("    effect = {}\n", Quoted(member.value.text()));
    } else if (key == "Action" || key == "NotAction" || key == "Resource" || key == "NotResource") {
      const std::string_view word = key == "Action"      ? "actions"
                                    : key == "NotAction" ? "not_actions"
                                    : key == "Resource"  ? "resources"
                                                         : "not_resources";
      out += fmt::format("    {} = {}\n", word, List(member.value, "    "));
    } else if (key == "Principal" || key == "NotPrincipal") {
      HclPrincipals(key == "Principal" ? "principals" : "not_principals", member.value, out);
    } else if (key == "Condition") {
      for (const text::Member& test : member.value.members()) {
        for (const text::Member& condition : test.value.members()) {
          out += fmt::format(
              "\n    condition {{\n      test     = {}\n      variable = {}\n      values   = "
              "{}\n    }}\n",
              Quoted(test.key.text()), Quoted(condition.key.text()),
              List(condition.value, "      "));
        }
      }
    }
  }
  out += "  }\n";
}

std::string Hcl(std::string_view name, const Node& document) {
  std::string out =
      fmt::format("data \"aws_iam_policy_document\" \"{}\" {{\n", Identifier(name, "_"));
  if (const Node* version = document.Get("Version")) {
    out += fmt::format("  version = {}\n", Quoted(version->text()));
  }
  const Node* statements = document.Get("Statement");
  if (statements != nullptr && statements->is_object()) HclStatement(*statements, out);
  if (statements != nullptr) {
    for (const Node& statement : statements->items()) HclStatement(statement, out);
  }
  return out + "}\n";
}

}  // namespace

std::optional<PolicyForm> ParsePolicyForm(std::string_view name) {
  const auto* const found = std::find(kPolicyFormNames.begin(), kPolicyFormNames.end(), name);
  if (found == kPolicyFormNames.end()) return std::nullopt;
  return static_cast<PolicyForm>(found - kPolicyFormNames.begin());
}

std::string_view ExtensionOf(PolicyForm form) {
  switch (form) {
    case PolicyForm::kCloudFormation:
      return ".template.json";
    case PolicyForm::kHcl:
      return ".tf";
    case PolicyForm::kJson:
      break;
  }
  return ".json";
}

std::string WritePolicyAs(PolicyForm form, std::string_view name, const std::string& document) {
  const auto owned = form == PolicyForm::kJson ? nullptr : advise::OwnedPolicy::Read(document);
  if (owned == nullptr) return document;
  const Node& root = *owned->get()->node;
  return form == PolicyForm::kCloudFormation ? CloudFormation(name, root) : Hcl(name, root);
}

}  // namespace whittle::report
