#include "access/principal_glob.h"

#include <algorithm>
#include <string>

#include "policy/arn.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), text::IsDigit);
}

void Append(Glob& glob, std::string_view text) {
  for (const char c : text) glob.letters.push_back(static_cast<unsigned char>(c));
}

Glob Kind(std::string_view kind) {
  Glob glob;
  Append(glob, kind);
  Append(glob, " ");
  return glob;
}

/// The symbols of a stretch of the text, holes as names.
void AppendPart(const policy::Text& text, size_t begin, size_t end, Names& names, Glob& glob) {
  policy::Text part = text;
  if (text.pieces.empty()) {
    part.value = text.value.substr(begin, end - begin);
    glob.letters += MakeGlob(part, {false, false, false}, names).letters;
    return;
  }
  for (const policy::Piece& piece : text.pieces) {
    if (piece.end <= begin || piece.begin >= end) continue;
    if (piece.kind == policy::PieceKind::kHole) {
      glob.letters.push_back(names.Intern(piece));
      glob.has_names = true;
      glob.literal = false;
    } else {
      const size_t from = std::max<size_t>(piece.begin, begin);
      Append(glob, text.value.substr(from, std::min<size_t>(piece.end, end) - from));
    }
  }
}

Glob Whole(std::string_view kind, const policy::Text& text, Names& names) {
  Glob glob = Kind(kind);
  AppendPart(text, 0, text.value.size(), names, glob);
  return glob;
}

Glob Everything(std::string_view prefix) {
  Glob glob;
  Append(glob, prefix);
  glob.letters.push_back(kStar);
  glob.literal = false;
  return glob;
}

/// `AWS arn:*:*::ACCOUNT:*`, the account being a stretch of the text.
Glob Account(const policy::Text& text, size_t begin, size_t end, Names& names) {
  Glob glob = Kind("AWS");
  Append(glob, "arn:");
  glob.letters.push_back(kFieldStar);
  Append(glob, ":");
  glob.letters.push_back(kFieldStar);
  Append(glob, "::");
  AppendPart(text, begin, end, names, glob);
  Append(glob, ":");
  glob.letters.push_back(kStar);
  glob.literal = false;
  return glob;
}

/// `AWS arn:PARTITION:sts::ACCOUNT:` and then `rest`.
Glob Session(const policy::Text& text, const policy::Arn& arn, std::string_view kind,
             std::string_view name, bool any_session, Names& names) {
  Glob glob = Kind("AWS");
  Append(glob, "arn:");
  AppendPart(text, arn.begin(policy::ArnField::kPartition), arn.end(policy::ArnField::kPartition),
             names, glob);
  Append(glob, ":sts::");
  AppendPart(text, arn.begin(policy::ArnField::kAccount), arn.end(policy::ArnField::kAccount),
             names, glob);
  Append(glob, ":");
  Append(glob, kind);
  const auto begin = static_cast<size_t>(name.data() - text.value.data());
  AppendPart(text, begin, begin + name.size(), names, glob);
  if (any_session) {
    Append(glob, "/");
    glob.letters.push_back(kStar);
    glob.literal = false;
  }
  return glob;
}

void AppendAws(const policy::Text& text, bool negated, Names& names,
               std::vector<Pattern>& patterns) {
  const std::string_view value = text.value;
  const bool sure = text.choice == 0;
  if (value == "*") {
    patterns.push_back({Everything(""), sure});
    return;
  }
  if (IsDigits(value)) {
    patterns.push_back({Account(text, 0, value.size(), names), sure});
    return;
  }
  const policy::Arn arn(text);
  if (arn.complete() && !arn.opaque() && arn.service() == "iam") {
    const std::string_view resource = arn.resource();
    if (resource == "root") {
      patterns.push_back({Account(text, arn.begin(policy::ArnField::kAccount),
                                  arn.end(policy::ArnField::kAccount), names),
                          sure});
      return;
    }
    const std::string_view name = resource.substr(resource.rfind('/') + 1);
    if (resource.substr(0, 5) == "role/") {
      patterns.push_back(
          {Session(text, arn, "assumed-role/", name, true, names), sure && !negated});
    } else if (resource.substr(0, 5) == "user/") {
      patterns.push_back(
          {Session(text, arn, "federated-user/", name, false, names), sure && !negated});
    }
  }
  patterns.push_back({Whole("AWS", text, names), sure});
}

}  // namespace

void AppendPrincipalGlobs(const policy::Principal& entry, bool negated, Names& names,
                          std::vector<Pattern>& patterns) {
  const bool sure = entry.text.choice == 0;
  switch (entry.kind) {
    case policy::PrincipalKind::kAws:
      AppendAws(entry.text, negated, names, patterns);
      break;
    case policy::PrincipalKind::kService:
      // No service is named `*`; whether it means all of them, AWS does not say.
      if (entry.text.value == "*") {
        patterns.push_back({Everything("Service "), false});
      } else {
        patterns.push_back({Whole("Service", entry.text, names), sure});
      }
      break;
    case policy::PrincipalKind::kFederated:
      patterns.push_back({entry.text.value == "*" ? Everything("Federated ")
                                                  : Whole("Federated", entry.text, names),
                          sure});
      break;
    case policy::PrincipalKind::kCanonicalUser:
      patterns.push_back({Whole("CanonicalUser", entry.text, names), sure});
      break;
    case policy::PrincipalKind::kInvalid:
      break;
  }
}

}  // namespace whittle::access
