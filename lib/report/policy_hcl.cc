#include "report/policy_hcl.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "advise/form.h"
#include "policy/text.h"
#include "text/json_writer.h"

namespace whittle::report {

using text::Node;

namespace {

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

/// What an intrinsic of CloudFormation makes is spelled with `<NAME>`: HCL has none.
std::string TextOf(const Node& value) {
  if (value.is_scalar()) return std::string(value.text());
  text::Arena arena;
  const policy::Text text = policy::MakeText(value, arena);
  return text.present() ? advise::Plain(text) : "<UNKNOWN>";
}

std::vector<std::string> Texts(const Node& value) {
  if (!value.is_array()) return {TextOf(value)};
  std::vector<std::string> texts;
  for (const Node& item : value.items()) texts.push_back(TextOf(item));
  return texts;
}

std::string List(const Node& value, std::string_view indent) {
  const std::vector<std::string> texts = Texts(value);
  if (texts.empty()) return "[]";
  if (texts.size() == 1) return fmt::format("[{}]", Quoted(texts[0]));
  std::string out = "[\n";
  for (const std::string& text : texts) out += fmt::format("{}  {},\n", indent, Quoted(text));
  return fmt::format("{}{}]", out, indent);
}

using Attribute = std::pair<std::string_view, std::string>;

/// Attributes, a line each: the equals signs of neighbours stand in one column, but for those whose
/// value goes on over lines.
std::string Attributes(const std::vector<Attribute>& attributes, std::string_view indent) {
  const auto is_long = [](const Attribute& one) {
    return one.second.find('\n') != one.second.npos;
  };
  std::string out;
  for (auto at = attributes.begin(); at != attributes.end();) {
    const auto end = is_long(*at) ? at + 1 : std::find_if(at, attributes.end(), is_long);
    size_t width = 0;
    for (auto one = at; one != end; ++one) width = std::max(width, one->first.size());
    for (; at != end; ++at) {
      out += fmt::format("{}{:<{}} = {}\n", indent, at->first, width, at->second);
    }
  }
  return out;
}

/// `principals` blocks, one for each kind; `*` is a kind of its own.
std::string Principals(std::string_view word, const Node& value) {
  std::string out;
  const auto add = [&](std::string_view type, const Node& identifiers) {
    out += fmt::format(
        "\n    {} {{\n{}    }}\n", word,
        Attributes({{"type", Quoted(type)}, {"identifiers", List(identifiers, "      ")}},
                   "      "));
  };
  if (value.is_scalar()) add("*", value);
  for (const text::Member& kind : value.members()) add(kind.key.text(), kind.value);
  return out;
}

std::string Conditions(const Node& value) {
  std::string out;
  for (const text::Member& test : value.members()) {
    for (const text::Member& condition : test.value.members()) {
      out += fmt::format("\n    condition {{\n{}    }}\n",
                         Attributes({{"test", Quoted(test.key.text())},
                                     {"variable", Quoted(condition.key.text())},
                                     {"values", List(condition.value, "      ")}},
                                    "      "));
    }
  }
  return out;
}

std::string_view WordFor(std::string_view key) {
  if (key == "Sid") return "sid";
  if (key == "Effect") return "effect";
  if (key == "Action") return "actions";
  if (key == "NotAction") return "not_actions";
  if (key == "Resource") return "resources";
  if (key == "NotResource") return "not_resources";
  return {};
}

/// What a template makes a statement of has no form here: it stands as a comment.
std::string Statement(const Node& statement) {
  if (statement.Get("Effect") == nullptr) {
    return fmt::format("\n  # in the place of {}\n",
                       text::WriteJson(statement, text::JsonStyle::kCompact));
  }
  std::vector<Attribute> attributes;
  std::string blocks;
  for (const text::Member& member : statement.members()) {
    const std::string_view key = member.key.text();
    const std::string_view word = WordFor(key);
    if (key == "Sid" || key == "Effect") {
      attributes.emplace_back(word, Quoted(member.value.text()));
    } else if (!word.empty()) {
      attributes.emplace_back(word, List(member.value, "    "));
    } else if (key == "Principal" || key == "NotPrincipal") {
      blocks += Principals(key == "Principal" ? "principals" : "not_principals", member.value);
    } else if (key == "Condition") {
      blocks += Conditions(member.value);
    }
  }
  return fmt::format("\n  statement {{\n{}{}  }}\n", Attributes(attributes, "    "), blocks);
}

}  // namespace

std::string PolicyHcl(std::string_view id, const Node& document) {
  std::string out = fmt::format("data \"aws_iam_policy_document\" \"{}\" {{\n", id);
  if (const Node* version = document.Get("Version")) {
    out += fmt::format("  version = {}\n", Quoted(version->text()));
  }
  const Node* statements = document.Get("Statement");
  if (statements != nullptr && !statements->is_array()) out += Statement(*statements);
  if (statements != nullptr) {
    for (const Node& statement : statements->items()) out += Statement(statement);
  }
  return out + "}\n";
}

}  // namespace whittle::report
