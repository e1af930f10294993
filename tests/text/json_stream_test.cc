#include "text/json_stream.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "text/source.h"

namespace whittle::text {
namespace {

/// Writes down each record as its keys and scalars.
class Recorder final : public JsonSink {
 public:
  void BeginRecord() override { current_.clear(); }
  Wish Key(std::string_view name) override {
    if (name == "skipped") return Wish::kSkip;
    Add(std::string(name) + ":");
    return Wish::kRead;
  }
  bool Scalar(ScalarKind, std::string_view text) override { return Add(std::string(text) + ","); }
  bool Open(bool object) override { return Add(object ? "{" : "["); }
  bool Close(bool object) override { return Add(object ? "}" : "]"); }
  bool EndRecord() override {
    records.push_back(current_);
    return true;
  }
  std::vector<std::string> records;

 private:
  bool Add(const std::string& text) {
    current_ += text;
    return true;
  }
  std::string current_;
};

struct Read {
  JsonStreamResult result;
  std::vector<std::string> records;
};

constexpr std::array<std::string_view, 2> kListKeys = {"Records", "Events"};

Read ReadAll(std::string_view text) {
  Recorder recorder;
  const auto stream = ByteStream::OfBytes(text);
  Read read;
  read.result = ReadJsonStream(*stream, kListKeys, recorder);
  read.records = recorder.records;
  return read;
}

std::string Gzip(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

using Records = std::vector<std::string>;

TEST(JsonStream, ReadsEveryShape) {
  const Records two = {"{a:1,}", "{a:x,}"};
  for (const std::string_view text : {
           R"({"Records": [{"a": 1}, {"a": "x"}]})",
           R"({"Events": [{"a": 1}, {"a": "x"}]})",
           R"({"Next": "t", "Records": [{"a": 1}, {"a": "x"}], "more": {"b": [1]}, "c": 2})",
           R"([{"a": 1}, {"a": "x"}])",
           "{\"a\": 1}\n{\"a\": \"x\"}\n",
           "\xEF\xBB\xBF{\"a\": 1} {\"a\": \"x\"}",
           R"({"Records": [{"a": 1}]} {"Records": [], "n": 1} {"Records": [{"a": "x"}]})",
       }) {
    const Read read = ReadAll(text);
    EXPECT_EQ(read.result.error, "") << text;
    EXPECT_EQ(read.records, two) << text;
    EXPECT_EQ(ReadAll(Gzip(text)).records, two) << text;
  }
  EXPECT_EQ(ReadAll("").result.error, "");
  EXPECT_EQ(ReadAll(R"({"Records": {"a": 1}})").records, Records{"{Records:{a:1,}}"});
}

TEST(JsonStream, ReadsOneRecordOfText) {
  Recorder recorder;
  EXPECT_TRUE(ReadJsonRecord(R"( {"a": [1, "x"]} )", recorder));
  EXPECT_EQ(recorder.records, Records{"{a:[1,x,]}"});
  for (const std::string& bad : {std::string("{"), std::string("1 2"), std::string("1\0", 2),
                                 std::string(), std::string(200, '[') + std::string(200, ']')}) {
    EXPECT_FALSE(ReadJsonRecord(bad, recorder)) << bad;
  }
  EXPECT_EQ(recorder.records.size(), 1U);
}

TEST(JsonStream, PassesOverWhatIsNotWanted) {
  for (const std::string value : {R"("a \" } ] b")", R"({"x": ["}", {"y": "]\\"}], "z": {}})", "[]",
                                  "[[[1], {}]]", "-1.5e3", "true", "false", "null", R"("")"}) {
    const Read read =
        ReadAll(R"([{"skipped": )" + value + R"(, "b": 1}, {"skipped":)" + value + "}, 2]");
    EXPECT_EQ(read.result.error, "") << value;
    EXPECT_EQ(read.records, (Records{"{b:1,}", "{}", "2,"})) << value;
  }
  for (const std::string value :
       {"", "]", "}", "tru", "x", "\"", "\"\\\"", "{", "[{}", "1.", "\"\n\""}) {
    EXPECT_NE(ReadAll(R"([{"skipped": )" + value + "}]").result.error, "") << value;
  }
}

TEST(JsonStream, ReadsEscapes) {
  EXPECT_EQ(ReadAll(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00z")").records,
            Records{"\"\\/\b\f\n\r\tA\u00e9\u20ac\U0001F600z,"});
  for (const std::string_view bad : {R"("\x")", R"("\u12g4")", R"("\ud83d")", R"("\ud83dx")",
                                     R"("\ud83d\u0041")", R"("\ude00")", R"("\")", R"("\u12)"}) {
    EXPECT_NE(ReadAll("[" + std::string(bad) + "]").result.error, "") << bad;
  }
}

/// Skipped where WHITTLE_CORPUS names no folder.
TEST(JsonStream, ReadsTheJsonTestSuite) {
  const char* corpus = std::getenv("WHITTLE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "WHITTLE_CORPUS is not set";
  int judged = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/JSONTestSuite")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json" || name[0] == 'i') continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Recorder recorder;
    // What is no UTF-8 is handed on.
    if (FindInvalidUtf8(text) != std::string_view::npos) continue;
    EXPECT_EQ(ReadJsonRecord(text, recorder), name[0] == 'y') << name;
    ++judged;
  }
  EXPECT_GT(judged, 250);
}

TEST(JsonStream, PassesOverBadLinesAndEndsAtBadItems) {
  const Read lines = ReadAll("{\"a\": 1}\nnot json {\n{\"a\": 2}\n");
  EXPECT_EQ(lines.result.error, "");
  EXPECT_EQ(lines.result.bad_lines, 1U);
  EXPECT_EQ(lines.records, (Records{"{a:1,}", "{a:2,}"}));
  const Read list = ReadAll(R"([{"a": 1}, {"a": ], {"a": 2}])");
  EXPECT_NE(list.result.error, "");
  EXPECT_EQ(list.records, Records{"{a:1,}"});
  EXPECT_NE(ReadAll(R"({"Records": [{"a": 1})").result.error, "");
  EXPECT_NE(ReadAll("no json at all").result.error, "");
  EXPECT_NE(ReadAll(std::string(200, '[') + std::string(200, ']')).result.error, "");
}

TEST(JsonStream, ReadsAcrossPieces) {
  // Records of all lengths, so that one lies over each end of a piece.
  std::string text;
  Records expected;
  for (size_t i = 0; text.size() < (size_t{3} << 20); ++i) {
    const std::string value(i * 37 % 4001, static_cast<char>('a' + i % 26));
    text += "{\"v\": \"" + value + "\"}\n";
    expected.push_back("{v:" + value + ",}");
  }
  text += "12345";
  expected.emplace_back("12345,");
  EXPECT_EQ(ReadAll(text).records, expected);
  EXPECT_EQ(ReadAll(Gzip(text)).records, expected);
  const std::string large = "{\"v\": \"" + std::string(kMaxRecord * 3, 'x') + "\"}";
  EXPECT_NE(ReadAll("[" + large + "]").result.error, "");
  EXPECT_EQ(ReadAll("1\n" + large + "\n2").records, (Records{"1,", "2,"}));
}

TEST(ByteStream, ReadsMembersAndSaysWhatIsDamaged) {
  EXPECT_EQ(ReadAll(Gzip("1 ") + Gzip("2")).records, (Records{"1,", "2,"}));
  EXPECT_EQ(ReadAll(Gzip("1 ") + std::string(64, '\0')).records, Records{"1,"});
  const std::string packed = Gzip("[1, 2, 3]");
  EXPECT_NE(ReadAll(packed.substr(0, packed.size() - 9)).result.error, "");
  std::string damaged = packed;
  damaged[12] = static_cast<char>(~damaged[12]);
  EXPECT_NE(ReadAll(damaged).result.error, "");
  ByteStream missing("/nonexistent/file");
  char buffer[4];
  EXPECT_EQ(missing.Read(buffer), 0U);
  EXPECT_NE(missing.error(), "");
}

}  // namespace
}  // namespace whittle::text
