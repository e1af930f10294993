#include "access/plausible.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace whittle::access {

namespace {

constexpr std::u16string_view kArn = u"arn:";
constexpr std::u16string_view kAwsArn = u"AWS arn:";

bool Separates(Letter letter) {
  return letter == '/' || letter == ':' || letter == '.' || letter == '-' || letter == '@' ||
         letter == ' ' || letter == '_';
}

/// What an open field of an ARN is filled with: by its index, and the service for what needs none.
std::u16string_view Field(size_t field, std::u16string_view service) {
  const bool global = service == u"s3" || service == u"iam" || service == u"sts" ||
                      service == u"cloudfront" || service == u"route53" ||
                      service == u"organizations";
  switch (field) {
    case 1:
      return u"aws";
    case 3:
      return global ? u"" : u"us-east-1";
    case 4:
      return service == u"s3" || service == u"route53" ? u"" : u"111111111111";
    default:
      return u"";
  }
}

/// Fills the wildcards of the pattern from `at` on; `first` is where the text begins.
void FillText(LetterView pattern, size_t first, std::u16string& word) {
  for (size_t i = first; i < pattern.size(); ++i) {
    const Letter letter = pattern[i];
    if (IsStar(letter)) {
      const bool starts = i == first || Separates(pattern[i - 1]);
      const bool ends = i + 1 == pattern.size() || Separates(pattern[i + 1]);
      if (starts && ends) word += u"example";
    } else if (IsFolded(letter)) {
      word.push_back(static_cast<Letter>(letter - kFolded));
    } else {
      word.push_back(IsWildcard(letter) ? u'x' : letter);
    }
  }
}

}  // namespace

std::u16string Plausible(Dimension dimension, LetterView pattern) {
  std::u16string word;
  word.reserve(pattern.size() + 24);
  const bool principal = dimension == kPrincipalDimension;
  // Anyone at all: nobody in particular.
  if (principal && pattern.size() == 1 && pattern.front() == kStar) return word;
  const size_t begin = principal && pattern.substr(0, 8) == kAwsArn ? 4 : 0;
  if (pattern.substr(begin, 4) != kArn) {
    FillText(pattern, 0, word);
    return word;
  }
  word.append(pattern.substr(0, begin));
  std::u16string_view service;
  size_t at = begin;
  for (size_t field = 0; field < 5; ++field) {
    const size_t end = pattern.find(u':', at);
    if (end == LetterView::npos) {
      FillText(pattern, at, word);
      return word;
    }
    const LetterView text = pattern.substr(at, end - at);
    if (text.size() == 1 && IsStar(text.front())) {
      if (field == 2) {
        service = principal ? u"iam" : u"s3";
        word += service;
      } else {
        word += Field(field, service);
      }
    } else {
      if (field == 2) service = text;
      FillText(text, 0, word);
    }
    word.push_back(u':');
    at = end + 1;
  }
  if (principal && pattern.size() == at + 1 && IsStar(pattern[at])) {
    word += u"user/example";
  } else {
    FillText(pattern, at, word);
  }
  return word;
}

}  // namespace whittle::access
