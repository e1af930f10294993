#include "text/shell.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "text/embedded_builder.h"

namespace whittle::text {

namespace {

constexpr int kMaxNesting = 16;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Ends a word where it is not quoted.
bool IsMeta(char c) {
  return IsBlank(c) || c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' || c == ')' ||
         c == '<' || c == '>';
}

uint32_t Offset(size_t at) { return static_cast<uint32_t>(at); }

/// A stretch of the script that is still to be read.
struct Part {
  size_t begin = 0;
  size_t end = 0;
  int depth = 0;
};

class Lexer {
 public:
  Lexer(std::string_view text, Arena& arena) : all_(text), arena_(arena) {}

  ShellScript Read() {
    parts_.push_back({0, all_.size(), 0});
    for (size_t i = 0; i < parts_.size(); ++i) {
      const Part part = parts_[i];
      depth_ = part.depth;
      at_ = part.begin;
      text_ = all_.substr(0, part.end);
      ReadPart();
    }
    return {arena_.Copy(commands_), arena_.Copy(here_documents_)};
  }

 private:
  /// `<<WORD` whose body begins on the next line.
  struct Pending {
    std::string delimiter;
    bool expands = true;
    bool strips_tabs = false;
    size_t index = 0;  ///< in here_documents_
  };

  [[nodiscard]] char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void ReadPart() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (IsBlank(c)) {
        ++at_;
      } else if (c == '\\' && Peek(1) == '\n') {
        at_ += 2;
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '<' || c == '>') {
        Redirection();
      } else if (IsMeta(c)) {
        ++at_;
        EndCommand();
        if (c == '\n') ReadBodies();
      } else {
        words_.push_back(Word());
        // `2>` is a redirection, not a word.
        if (Peek() == '<' || Peek() == '>') DropDescriptor();
      }
    }
    EndCommand();
    pending_.clear();
  }

  void DropDescriptor() {
    const std::string_view word = words_.back().text.text;
    if (word.size() == 1 && word[0] >= '0' && word[0] <= '9') words_.pop_back();
  }

  void Redirection() {
    const bool out = text_[at_] == '>';
    const bool here = !out && Peek(1) == '<' && Peek(2) != '<';
    const bool strips = here && Peek(2) == '-';
    while (Peek() == '<' || Peek() == '>' || Peek() == '&' || Peek() == '|') ++at_;
    if (strips) ++at_;
    while (IsBlank(Peek())) ++at_;
    if (at_ >= text_.size() || IsMeta(Peek())) return;
    const bool quoted = Peek() == '\'' || Peek() == '"' || Peek() == '\\';
    const ShellWord word = Word();
    if (here) {
      pending_.push_back({std::string(word.text.text), !quoted, strips, here_documents_.size()});
      here_documents_.push_back({});
      opened_.push_back(here_documents_.size() - 1);
    } else if (out) {
      target_ = word.text.text;
    }
  }

  void EndCommand() {
    if (target_.empty() && words_.size() >= 2 && words_[0].text.text == "tee") {
      target_ = words_.back().text.text;
    }
    // `cat <<EOF | tee FILE` names the file in the next command of the pipe.
    for (const size_t index : opened_) here_documents_[index].target = target_;
    const bool pipe = at_ > 0 && at_ <= text_.size() && text_[at_ - 1] == '|';
    if (!pipe || !target_.empty()) opened_.clear();
    target_ = {};
    if (words_.empty()) return;
    commands_.push_back({arena_.Copy(words_)});
    words_.clear();
  }

  /// The bodies of the here-documents of the line that has just ended.
  void ReadBodies() {
    for (const Pending& pending : pending_) {
      EmbeddedBuilder body;
      const size_t begin = at_;
      while (at_ < text_.size()) {
        const size_t end = std::min(text_.find('\n', at_), text_.size());
        size_t line = at_;
        while (pending.strips_tabs && line < end && text_[line] == '\t') ++line;
        std::string_view content = text_.substr(line, end - line);
        if (!content.empty() && content.back() == '\r') content.remove_suffix(1);
        at_ = std::min(end + 1, text_.size());
        if (content == pending.delimiter) break;
        AddBodyLine(body, line, at_, pending.expands);
      }
      here_documents_[pending.index].text = body.Finish(arena_, Offset(begin));
    }
    pending_.clear();
  }

  void AddBodyLine(EmbeddedBuilder& body, size_t begin, size_t end, bool expands) {
    for (size_t i = begin; i < end; ++i) {
      if (expands && text_[i] == '\\' && i + 1 < end) {
        const char next = text_[i + 1];
        if (next == '\n') {
          ++i;
          continue;
        }
        if (next == '$' || next == '`' || next == '\\') ++i;
      }
      body.Exact(text_.substr(i, 1), Offset(i));
    }
  }

  ShellWord Word() {
    const size_t begin = at_;
    EmbeddedBuilder word;
    bool quoted = false;  // in double quotes
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (!quoted && IsMeta(c)) break;
      if (c == '"') {
        quoted = !quoted;
        ++at_;
      } else if (c == '\'' && !quoted) {
        const size_t end = std::min(text_.find('\'', at_ + 1), text_.size());
        ++at_;
        CopyTo(word, end);
        at_ = std::min(end + 1, text_.size());
      } else if (c == '\\' && at_ + 1 < text_.size()) {
        Escape(word, quoted);
      } else if (c == '$' && Peek(1) == '(') {
        Substitution(word, 2, ParenEnd(at_ + 1));
      } else if (c == '`') {
        const size_t end = text_.find('`', at_ + 1);
        Substitution(word, 1, end == std::string_view::npos ? text_.size() : end + 1);
      } else if (c == '$' && Peek(1) == '{') {
        CopyTo(word, std::min(text_.find('}', at_), text_.size() - 1) + 1);
      } else {
        CopyTo(word, at_ + 1);
      }
    }
    return {word.Finish(arena_, Offset(begin)), {Offset(begin), Offset(at_)}};
  }

  void Escape(EmbeddedBuilder& word, bool quoted) {
    const char next = text_[at_ + 1];
    if (next == '\n') {
      at_ += 2;
      return;
    }
    const bool special = !quoted || next == '"' || next == '\\' || next == '$' || next == '`';
    if (special) ++at_;
    word.Exact(text_.substr(at_, 1), Offset(at_));
    ++at_;
  }

  /// Keeps `$(…)` as it is spelled and reads its commands later.
  void Substitution(EmbeddedBuilder& word, size_t open, size_t end) {
    if (depth_ + 1 < kMaxNesting && end > at_ + open) {
      parts_.push_back({at_ + open, end - 1, depth_ + 1});
    }
    CopyTo(word, end);
  }

  void CopyTo(EmbeddedBuilder& word, size_t end) {
    word.Exact(text_.substr(at_, end - at_), Offset(at_));
    at_ = end;
  }

  /// Behind the `)` that closes the `(` at `open`; quotes hide brackets.
  [[nodiscard]] size_t ParenEnd(size_t open) const {
    int depth = 0;
    char quote = '\0';
    for (size_t i = open; i < text_.size(); ++i) {
      const char c = text_[i];
      if (quote != '\0') {
        if (c == '\\' && quote == '"') ++i;
        if (c == quote) quote = '\0';
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '\\') {
        ++i;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        return i + 1;
      }
    }
    return text_.size();
  }

  std::string_view all_;
  Arena& arena_;
  std::string_view text_;  ///< up to the end of the part that is read
  size_t at_ = 0;
  int depth_ = 0;
  std::vector<Part> parts_;
  std::vector<ShellWord> words_;  ///< of the command that is read
  std::string_view target_;       ///< where it writes to
  std::vector<size_t> opened_;    ///< its here-documents
  std::vector<Pending> pending_;
  std::vector<ShellCommand> commands_;
  std::vector<HereDocument> here_documents_;
};

}  // namespace

ShellScript ReadShell(const Source& source, Arena& arena) {
  return Lexer(source.text(), arena).Read();
}

}  // namespace whittle::text
