// What log drivers need.
#include <algorithm>

#include "advise/task_derivation.h"
#include "policy/pattern.h"

namespace whittle::advise {

using documents::Container;

namespace {

/// Whether an option is on, as Docker and Fluent Bit read it.
bool IsOn(std::string_view value) {
  for (const std::string_view on : {"true", "t", "1", "on", "yes"}) {
    if (policy::EqualsIgnoreCase(value, on)) return true;
  }
  return false;
}

const policy::Text* FindOption(const Container& container, std::string_view option) {
  for (const documents::LogOption& candidate : container.log_options) {
    if (candidate.name == option) return &candidate.value;
  }
  return nullptr;
}

std::string OptionOf(const Container& container, std::string_view option) {
  const policy::Text* value = FindOption(container, option);
  return value == nullptr ? std::string() : Plain(*value);
}

/// The streams that FireLens writes to: one by name, or all that begin so. `$(ecs_task_id)` and the
/// like are filled in for each task. Source: Fluent Bit's manual, "Amazon CloudWatch".
std::string StreamsOf(const Container& container) {
  if (FindOption(container, "log_stream_template") != nullptr) return "*";
  const policy::Text* prefix = FindOption(container, "log_stream_prefix");
  const policy::Text* text = prefix != nullptr ? prefix : FindOption(container, "log_stream_name");
  if (text == nullptr) return "*";
  const std::string plain = Plain(*text);
  const auto at_run_time =
      std::find_if(text->pieces.begin(), text->pieces.end(), [](const policy::Piece& piece) {
        return piece.kind == policy::PieceKind::kHole && piece.name.substr(0, 2) == "$(";
      });
  if (at_run_time != text->pieces.end()) {
    // What stands before it is spelled out, or the streams are open.
    const bool spelled = at_run_time == text->pieces.begin() + 1 &&
                         text->pieces.front().kind == policy::PieceKind::kLiteral;
    return std::string(text->value.substr(0, spelled ? at_run_time->begin : 0)) + "*";
  }
  return prefix != nullptr || plain.empty() ? plain + "*" : plain;
}

void DeriveFireLens(const Container& container, const std::string& name, Derivation& derivation) {
  std::string output = OptionOf(container, "Name");
  if (output.empty()) output = OptionOf(container, "@type");
  std::string region = OptionOf(container, "region");
  if (region.empty()) region = OptionOf(container, "log_region");
  Names names = derivation.NamesIn(region);
  names["container"] = name;
  const auto add = [&](std::string_view key, std::initializer_list<std::string_view> options) {
    for (const std::string_view option : options) {
      if (const std::string value = OptionOf(container, option); !value.empty()) {
        names[std::string(key)] = value;
      }
    }
  };
  if (output == "cloudwatch" || output == "cloudwatch_logs") {
    add("group", {"log_group_name"});
    names["stream"] = StreamsOf(container);
    derivation.Need("firelens-cloudwatch", names);
    if (IsOn(OptionOf(container, "auto_create_group")))
      derivation.Need("firelens-create-group", names);
    if (!OptionOf(container, "log_retention_days").empty())
      derivation.Need("firelens-retention", names);
  } else if (output == "firehose" || output == "kinesis_firehose") {
    add("stream", {"delivery_stream", "delivery_stream_name"});
    derivation.Need("firelens-firehose", names);
  } else if (output == "kinesis" || output == "kinesis_streams") {
    add("stream", {"stream", "stream_name"});
    derivation.Need("firelens-kinesis", names);
  } else if (output == "s3") {
    add("bucket", {"bucket", "s3_bucket"});
    derivation.Need("firelens-s3", names);
  }
}

}  // namespace

void DeriveLogging(const Container& container, const std::string& name, Derivation& derivation) {
  const std::string_view driver = container.log_driver.value;
  if (driver == "awslogs") {
    Names names = derivation.NamesIn(OptionOf(container, "awslogs-region"));
    names["container"] = name;
    const std::string group = OptionOf(container, "awslogs-group");
    if (!group.empty()) names["group"] = group;
    const std::string prefix = OptionOf(container, "awslogs-stream-prefix");
    const std::string container_name = container.name.present() ? Plain(container.name) : "*";
    names["stream"] = prefix.empty() ? "*" : prefix + "/" + container_name + "/*";
    derivation.Need("awslogs", names);
    if (IsOn(OptionOf(container, "awslogs-create-group"))) {
      derivation.Need("awslogs-create-group", names);
    }
  } else if (driver == "awsfirelens") {
    DeriveFireLens(container, name, derivation);
  } else if (container.log_driver.is_hole()) {
    Names names = derivation.BaseNames();
    names["container"] = name;
    derivation.Need("open-log-driver", names);
  }
}

}  // namespace whittle::advise
