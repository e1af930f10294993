#include "advise/usage/event.h"

#include <utility>

namespace whittle::advise {

namespace {

constexpr size_t kMostTexts = size_t{64} << 10;
constexpr size_t kMostText = size_t{2} << 10;
constexpr size_t kMostParameters = 256;
constexpr size_t kMostResources = 256;

}  // namespace

EventReader::EventReader(std::function<void(const Event&)> take) : take_(std::move(take)) {
  texts_.reserve(kMostTexts);
}

void EventReader::BeginRecord() {
  auto resources = std::move(event_.resources);
  auto parameters = std::move(event_.parameters);
  resources.clear();
  parameters.clear();
  event_ = Event();
  event_.resources = std::move(resources);
  event_.parameters = std::move(parameters);
  texts_.clear();
  section_ = Section::kOther;
  depth_ = 0;
  in_session_ = in_issuer_ = is_resource_ = false;
  is_event_ = !inside_;  // the record itself may be text
  inner_.clear();
  target_ = nullptr;
}

std::string_view EventReader::Store(std::string_view text) {
  if (text.size() > kMostText || texts_.size() + text.size() > kMostTexts) return {};
  const size_t at = texts_.size();
  texts_ += text;
  return {texts_.data() + at, text.size()};
}

void EventReader::KeyOfRecord(std::string_view name) {
  section_ = Section::kOther;
  in_session_ = in_issuer_ = false;
  const auto to = [&](std::string_view& field) { target_ = &field; };
  switch (name.empty() ? '\0' : name[0]) {
    case 'C':
      is_event_ = !inside_ && name == "CloudTrailEvent";
      break;
    case 'a':
      if (name == "awsRegion") to(event_.region);
      break;
    case 'e':
      if (name == "eventSource") to(event_.source);
      if (name == "eventName") to(event_.name);
      if (name == "eventTime") to(event_.time);
      if (name == "eventType") to(event_.type);
      if (name == "eventCategory") to(event_.category);
      if (name == "errorCode") to(event_.error_code);
      if (name == "errorMessage") to(event_.error_message);
      break;
    case 'm':
      if (name == "managementEvent") to(event_.management);
      break;
    case 'r':
      if (name == "readOnly") to(event_.read_only);
      if (name == "resources") section_ = Section::kResources;
      if (name == "requestParameters") section_ = Section::kParameters;
      break;
    case 'u':
      if (name == "userIdentity") section_ = Section::kIdentity;
      break;
    default:
      break;
  }
}

void EventReader::KeyOfIdentity(std::string_view name) {
  if (depth_ == 2) {
    in_session_ = name == "sessionContext";
    in_issuer_ = false;
    if (name == "type") target_ = &event_.identity_type;
    if (name == "arn") target_ = &event_.identity_arn;
    if (name == "accountId") target_ = &event_.account;
    if (name == "invokedBy") target_ = &event_.invoked_by;
  } else if (depth_ == 3) {
    in_issuer_ = in_session_ && name == "sessionIssuer";
  } else if (depth_ == 4 && in_issuer_ && name == "arn") {
    target_ = &event_.issuer_arn;
  }
}

text::Wish EventReader::Key(std::string_view name) {
  target_ = nullptr;
  is_resource_ = is_event_ = false;
  bool wanted = false;
  if (depth_ == 1) {
    KeyOfRecord(name);
    wanted = target_ != nullptr || section_ != Section::kOther || is_event_;
  } else if (section_ == Section::kIdentity) {
    KeyOfIdentity(name);
    wanted = target_ != nullptr || (depth_ == 2 && in_session_) || (depth_ == 3 && in_issuer_);
  } else if (section_ == Section::kResources) {
    wanted = is_resource_ = depth_ == 3 && (name == "ARN" || name == "arn");
  } else if (section_ == Section::kParameters) {
    key_ = name;
    wanted = true;
  }
  return wanted ? text::Wish::kRead : text::Wish::kSkip;
}

bool EventReader::Scalar(text::ScalarKind kind, std::string_view text) {
  if (kind == text::ScalarKind::kNull) return true;
  if (target_ != nullptr) {
    *target_ = Store(text);
    target_ = nullptr;
  } else if (is_event_) {
    if (kind == text::ScalarKind::kString) inner_ = text;
    is_event_ = false;
  } else if (is_resource_) {
    if (event_.resources.size() < kMostResources) event_.resources.push_back(Store(text));
    is_resource_ = false;
  } else if (section_ == Section::kParameters && depth_ > 1 &&
             event_.parameters.size() < kMostParameters) {
    const std::string_view key = Store(key_);
    event_.parameters.push_back({key, Store(text)});
  }
  return true;
}

bool EventReader::Open(bool) {
  ++depth_;
  target_ = nullptr;
  is_resource_ = is_event_ = false;
  return true;
}

bool EventReader::Close(bool) {
  --depth_;
  return true;
}

bool EventReader::EndRecord() {
  if (!inner_.empty()) {
    const std::string text = std::move(inner_);
    inside_ = true;
    if (!text::ReadJsonRecord(text, *this)) ++unreadable_;
    inside_ = false;
    return true;
  }
  take_(event_);
  return true;
}

}  // namespace whittle::advise
