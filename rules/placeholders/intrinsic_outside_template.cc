#include <fmt/format.h>

#include "lint/context.h"

namespace whittle::rules {

namespace {

/// The first object where a string belongs, such as `{"Fn::Sub": …}`; null if there is none.
const policy::Text* FindIntrinsic(const policy::Statement& statement) {
  const auto made = [](const policy::Text& text) {
    return text.present() && text.has_holes && text.node->is_object();
  };
  for (const policy::Action& action : statement.action.entries) {
    if (made(action.text)) return &action.text;
  }
  for (const policy::Resource& resource : statement.resource.entries) {
    if (made(resource.text)) return &resource.text;
  }
  for (const policy::Condition& condition : statement.conditions) {
    for (const policy::Text& value : condition.values) {
      if (made(value)) return &value;
    }
  }
  return nullptr;
}

void Check(lint::PolicyContext& context) {
  // Inside a template CloudFormation resolves it.
  if (!context.document().pointer.empty()) return;
  for (const policy::Statement& statement : context.statements()) {
    const policy::Text* text = FindIntrinsic(statement);
    if (text == nullptr) continue;
    context.Report(
        text->span(),
        "only CloudFormation knows this function; as a policy of its own AWS refuses the "
        "file");
    return;
  }
}

}  // namespace

extern constinit const lint::Rule kIntrinsicOutsideTemplate{
    .info = {.name = "intrinsic-outside-template",
             .group = "placeholders",
             .level = lint::Level::kSuggestion,
             .summary = "a template function stands in a policy that is no part of a template",
             .why = "CloudFormation resolves `Ref`, `Fn::Sub` and the like while it deploys "
                    "a template. IAM does not know them: where it expects a string it "
                    "refuses an object.",
             .fix = "Put the policy into the template, or write the value that the function "
                    "would make.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "ssm:PutParameter", "Resource": {"Fn::Sub": "arn:aws:ssm:*:${AWS::AccountId}:*"}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "ssm:PutParameter", "Resource": "arn:aws:ssm:*:123456789012:*"}
})"},
             .aliases = {.parliament = "INVALID_ARN"},
             .source = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
                       "intrinsic-function-reference.html"},
    .needs = {.facts = {lint::Fact::kPlaceholder}},
    .check_policy = Check,
};

}  // namespace whittle::rules
