#include "lint/context.h"

namespace whittle::rules {

namespace {

void Check(lint::RunContext& context) {
  const auto files = context.files();
  for (uint32_t i = 0; i < files.size(); ++i) {
    if (files[i] == nullptr) continue;
    for (const text::SyntaxError& error : files[i]->errors) {
      context.Report({i, lint::kNoDocument, error.span}, error.message).Help(error.help);
    }
  }
}

}  // namespace

extern constinit const lint::Rule kJsonSyntaxError{
    .info = {.name = "json-syntax-error",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "the text is not valid JSON",
             .why = "AWS refuses a policy that it cannot parse, and whittle can check nothing more "
                    "in it.",
             .fix = "Mend the JSON at the place shown.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*",}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "JSON_SYNTAX_ERROR", .parliament = "MALFORMED_JSON"},
             .source = "https://www.rfc-editor.org/rfc/rfc8259"},
    .check_run = Check,
};

}  // namespace whittle::rules
