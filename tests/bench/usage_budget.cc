// Measures `whittle usage` over events that it makes up: time as a ratio to inflating and SAX
// parsing the same files on as many threads, and memory, which must not grow with their size.
//
//   usage_budget WHITTLE INFLATE_SAX
//
// WHITTLE_BENCH_MB says how much JSON there is (48).
#include <fmt/format.h>
#include <zlib.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "bench/measure.h"

namespace {

namespace fs = std::filesystem;

using whittle::bench::Ratio;
using whittle::bench::Run;
using whittle::bench::Show;

/// What is called, on what, and what the answer is; `@` is a number of the event's.
struct Call {
  std::string_view source, name, more, request, resources;
};

constexpr Call kCalls[] = {
    {"ec2", "DescribeInstances", R"("readOnly":true,"eventCategory":"Management")",
     R"({"maxResults":1000,"instancesSet":{},"filterSet":{"items":[{"name":"tag:Name","valueSet":)"
     R"({"items":[{"value":"web-@"}]}}]}})",
     "[]"},
    {"s3", "GetObject", R"("readOnly":true,"eventCategory":"Data","managementEvent":false)",
     R"({"bucketName":"data-@","Host":"data-@.s3.eu-west-1.amazonaws.com","key":"in/@/part.json"})",
     R"([{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::data-@/in/@/part.json"},)"
     R"({"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::data-@"}])"},
    {"kms", "Decrypt", R"("readOnly":true,"eventCategory":"Management")",
     R"({"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::data-@"},)"
     R"("encryptionAlgorithm":"SYMMETRIC_DEFAULT"})",
     R"([{"accountId":"111122223333","type":"AWS::KMS::Key",)"
     R"("ARN":"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}])"},
    {"secretsmanager", "GetSecretValue",
     R"("readOnly":true,"errorCode":"AccessDenied",)"
     R"("errorMessage":"User: arn:aws:sts::111122223333:assumed-role/app-@/i is not authorized")",
     R"({"secretId":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-@-AbCdEf"})", "[]"},
    {"ecs", "RunTask", R"("readOnly":false,"eventCategory":"Management")",
     R"({"cluster":"prod","taskDefinition":"web:@","overrides":{"taskRoleArn":)"
     R"("arn:aws:iam::111122223333:role/task-@","containerOverrides":[{"name":"web",)"
     R"("environment":[{"name":"A","value":"HIDDEN"},{"name":"B","value":"HIDDEN"}]}]}})",
     "[]"},
    {"logs", "CreateLogStream", R"("readOnly":false,"eventCategory":"Management")",
     R"({"logGroupName":"/apps/web-@","logStreamName":"2024/07/01/[$LATEST]0123456789abcdef@"})",
     "[]"},
    {"sts", "AssumeRole", R"("readOnly":true,"eventCategory":"Management")",
     R"({"roleArn":"arn:aws:iam::111122223333:role/app-@","roleSessionName":"i-0123456789abcdef0",)"
     R"("durationSeconds":3600})",
     R"([{"accountId":"111122223333","type":"AWS::IAM::Role",)"
     R"("ARN":"arn:aws:iam::111122223333:role/app-@"}])"},
};

void Append(std::string_view pattern, const std::string& number, std::string& text) {
  for (const char c : pattern) c == '@' ? text += number : text += c;
}

/// One event of about the size that real ones have, with an answer that is of no use here.
void AddEvent(uint64_t& random, std::string& text) {
  random = random * 6364136223846793005U + 1442695040888963407U;
  const uint64_t dice = random >> 33;
  const Call& call = kCalls[dice % std::size(kCalls)];
  const std::string number = std::to_string(dice / 8 % 50);
  const std::string id = fmt::format("{:08x}-12ab-34cd-56ef-1234567890ab", dice);
  const std::string role = "app-" + std::to_string(dice / 64 % 60);
  text += fmt::format(
      R"({{"eventVersion":"1.08","userIdentity":{{"type":"AssumedRole","principalId":"AROAEXAMPLE:i",)"
      R"("arn":"arn:aws:sts::111122223333:assumed-role/{0}/i-0123456789abcdef0",)"
      R"("accountId":"111122223333","accessKeyId":"ASIAEXAMPLE","sessionContext":{{"sessionIssuer":)"
      R"({{"type":"Role","principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/{0}",)"
      R"("accountId":"111122223333","userName":"{0}"}},"webIdFederationData":{{}},"attributes":)"
      R"({{"creationDate":"2024-07-01T10:00:00Z","mfaAuthenticated":"false"}},)"
      R"("ec2RoleDelivery":"2.0"}}}},"eventTime":"2024-07-{1:02}T10:{2:02}:00Z",)"
      R"("eventSource":"{3}.amazonaws.com","eventName":"{4}","awsRegion":"eu-west-1",)"
      R"("sourceIPAddress":"192.0.2.{2}","userAgent":"aws-sdk-java/1.12.500 Linux/5.10 OpenJDK",{5},)"
      R"("requestParameters":)",
      role, dice % 28 + 1, dice % 60, call.source, call.name, call.more);
  Append(call.request, number, text);
  text += R"(,"responseElements":{"requestId":")" + id +
          R"(","items":[{"state":{"code":16,"name":"running"},"owner":"111122223333"},null,true]},)"
          R"("requestID":")" +
          id + R"(","eventID":")" + id + R"(","resources":)";
  Append(call.resources, number, text);
  text += R"(,"eventType":"AwsApiCall","recipientAccountId":"111122223333","tlsDetails":)"
          R"({"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256"}})";
}

/// A file as CloudTrail writes it (one long line), or with an event a line; gzipped or not.
class LogFile {
 public:
  LogFile(fs::path path, bool lines) : path_(std::move(path)), lines_(lines) {
    if (path_.extension() == ".gz") {
      packed_ = gzopen(path_.c_str(), "wb4");
    } else {
      plain_.open(path_, std::ios::binary);
    }
    if (!lines_) Write(R"({"Records":[)");
  }
  ~LogFile() {
    if (!lines_) Write("]}");
    if (packed_ != nullptr) gzclose(packed_);
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void Add(const std::string& event) {
    if (!first_) Write(lines_ ? "\n" : ",");
    first_ = false;
    Write(event);
  }

 private:
  void Write(std::string_view text) {
    if (packed_ != nullptr) {
      gzwrite(packed_, text.data(), static_cast<unsigned>(text.size()));
    } else {
      plain_.write(text.data(), static_cast<std::streamsize>(text.size()));
    }
  }

  fs::path path_;
  bool lines_;
  bool first_ = true;
  gzFile packed_ = nullptr;
  std::ofstream plain_;
};

/// Fills a folder with so many bytes of JSON, in files of all sorts; returns their paths.
std::vector<std::string> WriteLogs(const fs::path& folder, uint64_t bytes) {
  constexpr std::string_view kNames[] = {"one-line.json", "events.ndjson", "one-line.json.gz",
                                         "events.ndjson.gz"};
  fs::create_directory(folder);
  std::vector<std::string> paths;
  uint64_t random = 1;
  for (const std::string_view name : kNames) {
    const fs::path path = folder / name;
    LogFile file(path, name.find("ndjson") != std::string_view::npos);
    std::string event;
    for (uint64_t written = 0; written < bytes / std::size(kNames); written += event.size()) {
      event.clear();
      AddEvent(random, event);
      file.Add(event);
    }
    paths.push_back(path.string());
  }
  return paths;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const char* wish = std::getenv("WHITTLE_BENCH_MB");
  const uint64_t megabytes = wish != nullptr ? std::strtoull(wish, nullptr, 10) : 48;
  std::string pattern = (fs::temp_directory_path() / "whittle-usage-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 2;
  const fs::path folder = pattern;
  const std::vector<std::string> some = WriteLogs(folder / "some", megabytes * (1 << 20) / 8);
  const std::vector<std::string> logs = WriteLogs(folder / "all", megabytes * (1 << 20));

  bool good = true;
  const int rounds = megabytes > 500 ? 3 : 7;
  for (const std::string jobs : {"1", "2"}) {
    std::vector<std::string> floor = {argv[2], jobs};
    std::vector<std::string> ours = {argv[1], "usage", "--jobs", jobs};
    floor.insert(floor.end(), logs.begin(), logs.end());
    ours.insert(ours.end(), logs.begin(), logs.end());
    good &= Show("usage, times inflating and SAX parsing, threads: " + jobs,
                 Ratio(ours, floor, rounds), 1.5, 2.5);
  }
  const auto memory = [&](const std::vector<std::string>& paths) {
    std::vector<std::string> command = {argv[1], "usage", "--jobs", "1"};
    command.insert(command.end(), paths.begin(), paths.end());
    return Run(command).megabytes;
  };
  const double few = memory(some);
  const double many = memory(logs);
  Show("its memory, MB", many, 64, 128);
  good &= Show("its memory, times that for an eighth of the events", many / few, 1.1, 1.5);
  fs::remove_all(folder);
  return good ? 0 : 1;
}
