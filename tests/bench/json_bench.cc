// What the tree costs beyond RapidJSON's own parse of the same text.
#include <benchmark/benchmark.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstdlib>
#include <string>

#include "text/json.h"

namespace {

using namespace whittle::text;

/// Policies of the shape and spacing that AWS publishes: `statements` of them in one text.
std::string PolicyText(int statements) {
  static constexpr const char* kServices[] = {"s3", "ec2", "elasticloadbalancing", "logs", "iam"};
  static constexpr const char* kVerbs[] = {"Describe", "List", "Get", "Create", "Delete", "Put"};
  static constexpr const char* kNouns[] = {"Instances", "Bucket", "LogStream", "TargetGroups", "*"};
  std::string text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [";
  unsigned state = 1;
  const auto next = [&state](unsigned bound) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % bound;
  };
  for (int i = 0; i < statements; ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += "    {\n      \"Sid\": \"Statement" + std::to_string(i) +
            "\",\n      \"Effect\": \"Allow\",\n      \"Action\": [";
    for (unsigned n = 2 + next(12), a = 0; a < n; ++a) {
      text += a == 0 ? "\n        \"" : ",\n        \"";
      text += kServices[next(5)];
      text += ':';
      text += kVerbs[next(6)];
      text += kNouns[next(5)];
      text += '"';
    }
    text += "\n      ],\n      \"Resource\": ";
    text += next(2) == 0 ? "\"*\""
                         : "[\n        \"arn:aws:s3:::bucket-name/${aws:username}/*\"\n      ]";
    if (next(3) == 0) {
      text +=
          ",\n      \"Condition\": {\n        \"StringEquals\": {\n          "
          "\"aws:RequestedRegion\": \"eu-central-1\"\n        }\n      }";
    }
    text += "\n    }";
  }
  text += "\n  ]\n}\n";
  return text;
}

/// The floor that the project measures itself by.
void Sax(benchmark::State& state) {
  const std::string text = PolicyText(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::BaseReaderHandler<> handler;
    rapidjson::Reader reader;
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                                rapidjson::kParseValidateEncodingFlag |
                                rapidjson::kParseNumbersAsStringsFlag;
    if (reader.Parse<kFlags>(stream, handler).IsError()) std::abort();
  }
  state.SetBytesProcessed(static_cast<int64_t>(text.size()) * state.iterations());
}
BENCHMARK(Sax)->Arg(1)->Arg(6)->Arg(60)->Arg(2000);

void Tree(benchmark::State& state) {
  const Source source("policy.json", PolicyText(static_cast<int>(state.range(0))));
  for (auto _ : state) {
    JsonResult result = ReadJson(source);
    if (result.error) std::abort();
    benchmark::DoNotOptimize(result.tree.root);
  }
  state.SetBytesProcessed(static_cast<int64_t>(source.text().size()) * state.iterations());
}
BENCHMARK(Tree)->Arg(1)->Arg(6)->Arg(60)->Arg(2000);

void Lines(benchmark::State& state) {
  const std::string text = PolicyText(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(LineIndex(text).line_count());
  state.SetBytesProcessed(static_cast<int64_t>(text.size()) * state.iterations());
}
BENCHMARK(Lines)->Arg(60);

}  // namespace
