// The words of a shell script, with their places: enough to see which commands stand in it and
// what text they are given. Nothing is run, and no variable is known.
// Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting, 2.3 Token Recognition, 2.7.4
// Here-Document.
#pragma once

#include <span>
#include <string_view>

#include "text/embedded.h"
#include "text/source.h"

namespace whittle::text {

/// One word. Quotes and escapes are resolved; expansions (`$NAME`, `${NAME}`, `$(command)`) stay as
/// they are spelled.
struct ShellWord {
  EmbeddedText text;
  Span span;  ///< with its quotes
};

/// A simple command: its words without redirections. Keywords such as `then` are words like others.
struct ShellCommand {
  std::span<const ShellWord> words;
};

/// A here-document.
struct HereDocument {
  EmbeddedText text;
  /// The file that its command writes to: `cat <<EOF > FILE`, `tee FILE <<EOF`. Empty: none.
  std::string_view target;
};

/// What stands in a script, in its order; the commands of `$(…)` follow those around it.
struct ShellScript {
  std::span<const ShellCommand> commands;
  std::span<const HereDocument> here_documents;
};

/// Reads any text as a script; never fails. Linear time but for nested `$(…)`, of which 16 levels
/// are read. The result lives in `arena` and views `source`.
[[nodiscard]] ShellScript ReadShell(const Source& source, Arena& arena);

}  // namespace whittle::text
