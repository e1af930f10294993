#include "advise/usage/usage_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "advise/data.h"
#include "advise/split.h"
#include "advise/usage/arn_format.h"
#include "advise/usage/event_action.h"
#include "advise/usage/outcome.h"
#include "advise/usage/read_logs.h"

namespace whittle::advise {

namespace {

/// A regular expression of a key with its text or its list of texts, or of a text alone, so that no
/// key is looked for inside of a text. No two of its repetitions fit the same bytes: it is linear.
std::string Part() {
  constexpr std::string_view kString = R"re("[^"\\]*(?:\\.[^"\\]*)*")re";
  const std::string atom = fmt::format(R"re((?:{}|[^\s"\[\]{{}},:]+))re", kString);
  return fmt::format(R"re({0}(?:\s*:\s*(?:{1}|\[\s*(?:{1}(?:\s*,\s*{1})*)?\s*\]))?)re", kString,
                     atom);
}

/// What the engines call their functions.
struct Words {
  std::string_view matches, filter, lambda, arrow, sort, distinct, join, size, json;
};

constexpr Words kAthenaWords = {"regexp_like", "filter",      "",
                                " ->",         "array_sort",  "array_distinct",
                                "array_join",  "cardinality", "json_format(CAST({} AS JSON))"};
constexpr Words kDuckdbWords = {"regexp_matches",
                                "list_filter",
                                "lambda ",
                                ":",
                                "list_sort",
                                "list_distinct",
                                "array_to_string",
                                "len",
                                "CAST(to_json({}) AS VARCHAR)"};

/// A text as SQL writes it.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    quoted += c;
    if (c == '\'') quoted += c;
  }
  return quoted + "'";
}

std::string Joined(std::span<const std::string_view> words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

bool IsTimeOrDay(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != 10 && text.size() != kForm.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  return true;
}

/// The request parameters of which ARNs are made, by the prefix of the event's service.
std::map<std::string, std::set<std::string>> KeysByPrefix(const catalog::Catalog& catalog) {
  std::map<std::string, std::set<std::string>> keys;
  for (catalog::ActionId id = 0; id < catalog.action_count(); ++id) {
    const std::string prefix(catalog.action(id).service().prefix());
    for (const ResourceShape& resource : ShapeOf(id, catalog).resources) {
      if (!resource.required) continue;
      for (const ArnFormat& format : resource.formats) {
        for (const std::string_view name : format.Parameters()) keys[prefix].emplace(name);
      }
    }
  }
  // Events that stand for another service's actions.
  const auto own = keys;
  for (const auto& row : TableRows(kCloudTrailEventTable, 5)) {
    if (row[3] == "-") continue;
    for (const std::string_view action : Split(row[3], ' ')) {
      const auto other = own.find(std::string(action.substr(0, action.find(':'))));
      if (other == own.end()) continue;
      keys[std::string(PrefixOfSource(row[0]))].insert(other->second.begin(), other->second.end());
    }
  }
  return keys;
}

class Writer {
 public:
  Writer(const SqlQuery& query, const catalog::Catalog& catalog)
      : query_(query),
        catalog_(catalog),
        words_(query.engine == SqlEngine::kAthena ? kAthenaWords : kDuckdbWords) {}

  std::string Write() {
    text_ =
        "-- Made by whittle: CloudTrail events as a usage table, which `whittle advise --usage`\n"
        "-- and `whittle usage merge` read as CSV or JSON.\nWITH ";
    if (query_.engine == SqlEngine::kAthena) {
      AthenaEvents();
    } else {
      DuckdbEvents();
    }
    Calls();
    Named();
    Meant();
    Told();
    text_ +=
        "SELECT principal, event, actions, outcome, log, invoked_by, account, region,\n"
        "  resources, parameters, count(*) AS calls, min(time) AS first_seen,"
        " max(time) AS last_seen\n"
        "FROM told\nGROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\nORDER BY 1, 2, 3, 4\n";
    return std::move(text_);
  }

 private:
  template <typename... Values>
  void Add(fmt::format_string<Values...> pattern, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), pattern, std::forward<Values>(values)...);
  }

  void AddConditions(std::string_view time) {
    std::vector<std::string> conditions;
    if (!query_.where.empty()) conditions.push_back("(" + query_.where + ")");
    if (!query_.first.empty()) {
      conditions.push_back(fmt::format("{} >= {}", time, Quoted(query_.first)));
    }
    if (!query_.last.empty()) {
      conditions.push_back(
          fmt::format("substr({}, 1, {}) <= {}", time, query_.last.size(), Quoted(query_.last)));
    }
    if (!conditions.empty()) Add("\n  WHERE {}", fmt::join(conditions, "\n    AND "));
    text_ += "\n),\n";
  }

  void AthenaEvents() {
    std::vector<std::string> names;
    for (const std::string_view name : Split(query_.from[0], '.')) {
      names.push_back('"' + std::string(name) + '"');
    }
    text_ += "events AS (\n  SELECT";
    for (const auto& [name, column] :
         {std::pair{"source", "eventsource"},
          {"name", "eventname"},
          {"time", "eventtime"},
          {"type", "eventtype"},
          {"category", "eventcategory"},
          {"read_only", "readonly"},
          {"region", "awsregion"},
          {"error_code", "errorcode"},
          {"error_message", "errormessage"},
          {"identity", "useridentity.type"},
          {"identity_arn", "useridentity.arn"},
          {"account", "useridentity.accountid"},
          {"invoked_by", "useridentity.invokedby"},
          {"issuer_arn", "useridentity.sessioncontext.sessionissuer.arn"},
          {"parameters", "requestparameters"}}) {
      Add("\n    coalesce(CAST({} AS VARCHAR), '') AS {},", column, name);
    }
    Add("\n    '' AS management,\n    coalesce(transform(resources, r -> r.arn), "
        "CAST(ARRAY[] AS ARRAY(VARCHAR))) AS arns\n  FROM {}",
        fmt::join(names, "."));
    AddConditions("eventtime");
  }

  void DuckdbEvents() {
    std::vector<std::string> files;
    for (const std::string& path : query_.from) {
      const bool one = IsLogName(path) || path.find_first_of("*?[") != std::string::npos;
      files.push_back(Quoted(one ? path : path + (path.ends_with('/') ? "" : "/") + "**/*json*"));
    }
    Add("files AS (\n  SELECT json FROM read_json_objects([{}], format = 'auto',\n"
        "    maximum_object_size = 67108864)  -- as large as the largest file, inflated\n),\n",
        fmt::join(files, ", "));
    text_ += R"(records AS (
  SELECT unnest(CASE WHEN json_exists(json, '$.Records') THEN json->'$.Records[*]'
    WHEN json_exists(json, '$.Events') THEN CAST(json->>'$.Events[*].CloudTrailEvent' AS JSON[])
    ELSE [json] END) AS e
  FROM files
),
events AS (
  SELECT)";
    for (const auto& [name, path] :
         {std::pair{"source", "eventSource"},
          {"name", "eventName"},
          {"time", "eventTime"},
          {"type", "eventType"},
          {"category", "eventCategory"},
          {"read_only", "readOnly"},
          {"region", "awsRegion"},
          {"error_code", "errorCode"},
          {"error_message", "errorMessage"},
          {"identity", "userIdentity.type"},
          {"identity_arn", "userIdentity.arn"},
          {"account", "userIdentity.accountId"},
          {"invoked_by", "userIdentity.invokedBy"},
          {"issuer_arn", "userIdentity.sessionContext.sessionIssuer.arn"},
          {"parameters", "requestParameters"},
          {"management", "managementEvent"}}) {
      Add("\n    coalesce(e->>'$.{}', '') AS {},", path, name);
    }
    text_ +=
        "\n    coalesce(list_concat(e->>'$.resources[*].ARN', e->>'$.resources[*].arn'), []) "
        "AS arns\n  FROM records";
    AddConditions("(e->>'$.eventTime')");
  }

  /// Who called, whether it is a call, and how it ended.
  void Calls() {
    const OutcomeParts parts = PartsOfOutcomes();
    Add(R"sql(issued AS (
  SELECT *, CASE WHEN issuer_arn <> '' THEN issuer_arn ELSE identity_arn END AS caller
  FROM events
),
calls AS (
  SELECT *,
    regexp_replace(source, '\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)$', '') AS place,
    coalesce(nullif(regexp_extract(name, '^(.*[^0-9_])(?:_*[0-9]){{8}}(?:_*|v[0-9]+)$', 1), ''),
      name) AS plain_name,
    regexp_extract_all(parameters, {0}) AS parts,
    CASE WHEN identity = 'AWSService' THEN ''
      WHEN {1}(caller, '^[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:assumed-role/') THEN
        'arn:' || split_part(caller, ':', 2) || ':iam::' || split_part(caller, ':', 5) ||
        ':role/' || split_part(split_part(caller, ':assumed-role/', 2), '/', 1)
      WHEN {1}(caller, ':assumed-role/|:federated-user/') THEN ''
      ELSE caller END AS principal,
    CASE WHEN type NOT IN ('', 'AwsApiCall') OR source = '' OR name = '' THEN 'not-call'
      WHEN {1}(error_code, {2}) THEN 'denied'
      WHEN {1}(error_message, {3}) THEN 'denied'
      WHEN {1}(error_code, {4}) THEN 'throttled'
      ELSE 'allowed' END AS outcome,
    CASE WHEN category <> 'Data' AND management <> 'false' THEN 'management'
      WHEN read_only = 'true' THEN 'data:read' ELSE 'data:write' END AS log
  FROM issued
),
)sql",
        Quoted(Part()), words_.matches, Quoted(Joined(parts.denied_codes, "|")),
        Quoted(Joined(parts.denied_messages, "|")), Quoted(Joined(parts.throttled_codes, "|")));
  }

  /// The IAM prefix of each service whose events name another.
  void Named() {
    text_ += "named AS (\n  SELECT *, CASE place";
    for (const auto& row : TableRows(kCloudTrailSourceTable, 3)) {
      Add("\n    WHEN {} THEN {}", Quoted(row[0]), Quoted(row[1]));
    }
    text_ += "\n    ELSE place END AS prefix\n  FROM calls\n),\n";
  }

  /// The actions of each event, and the parameters that may name its resources.
  void Meant() {
    text_ += "meant AS (\n  SELECT *, CASE";
    for (const auto& row : TableRows(kCloudTrailEventTable, 5)) {
      Add("\n    WHEN place = {}", Quoted(row[0]));
      if (row[1].find('*') == std::string_view::npos) {
        Add(" AND plain_name = {}", Quoted(row[1]));
      } else if (row[1] != "*") {
        std::string pattern(row[1]);
        std::replace(pattern.begin(), pattern.end(), '*', '%');
        Add(" AND plain_name LIKE {}", Quoted(pattern));
      }
      if (row[2] != "-") {
        Add(" AND {}(parameters, '\"{}\"\\s*:\\s*[\"0-9tf-]')", words_.matches, row[2]);
      }
      Add(" THEN {}", Quoted(row[3]));
    }
    text_ += "\n    ELSE prefix || ':' || plain_name END AS actions,\n    CASE prefix";
    for (const auto& [prefix, keys] : KeysByPrefix(catalog_)) {
      Add("\n    WHEN {} THEN {}", Quoted(prefix),
          Quoted(fmt::format("|{}|", fmt::join(keys, "|"))));
    }
    text_ += "\n    ELSE '' END AS keys\n  FROM named\n),\n";
  }

  /// The columns, empty where they would not count.
  void Told() {
    Add(R"sql(used AS (
  SELECT *, outcome IN ('allowed', 'throttled') AND principal <> '' AND actions <> '-' AS is_use,
    {0}({1}({2}(arns, {3}a{4} a IS NOT NULL))) AS its_arns,
    {0}({1}({2}(parts, {3}p{4} NOT {5}(p, ':\s*null$') AND ({5}(p, '[:\[,]\s*"arn:') OR
      strpos(keys, '|' || coalesce(regexp_extract(p, '^"([^"\\]+)"\s*:', 1), '') || '|') > 0))))
      AS its_parts
  FROM meant
),
told AS (
  SELECT CASE WHEN outcome = 'not-call' THEN '' ELSE principal END AS principal,
    CASE WHEN outcome = 'not-call' THEN '' ELSE prefix || ':' || name END AS event,
    CASE WHEN outcome = 'not-call' THEN '' ELSE actions END AS actions,
    outcome,
    CASE WHEN outcome = 'not-call' THEN '' ELSE log END AS log,
    CASE WHEN is_use OR (principal = '' AND outcome <> 'not-call') THEN invoked_by
      ELSE '' END AS invoked_by,
    CASE WHEN is_use THEN account ELSE '' END AS account,
    CASE WHEN is_use THEN region ELSE '' END AS region,
    CASE WHEN is_use AND {8}(its_arns) > 0 THEN {6} ELSE '' END AS resources,
    CASE WHEN is_use AND {8}(its_parts) > 0 THEN '{{' || {7}(its_parts, ',') || '}}'
      ELSE '' END AS parameters,
    CASE WHEN {5}(time, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z$')
      THEN time END AS time
  FROM used
)
)sql",
        words_.sort, words_.distinct, words_.filter, words_.lambda, words_.arrow, words_.matches,
        fmt::format(fmt::runtime(words_.json), "its_arns"), words_.join, words_.size);
  }

  const SqlQuery& query_;
  const catalog::Catalog& catalog_;
  const Words& words_;
  std::string text_;
};

}  // namespace

std::string WhyNoSql(const SqlQuery& query) {
  for (const std::string& time : {query.first, query.last}) {
    if (!time.empty() && !IsTimeOrDay(time)) {
      return time + " is no time: write 2024-07-01 or 2024-07-01T10:00:00Z";
    }
  }
  if (query.engine == SqlEngine::kDuckdb) {
    return query.from.empty() ? "name the logs: files, folders or globs" : "";
  }
  if (query.from.size() != 1) return "name the table: `logs` or `database.logs`";
  for (const std::string_view name : Split(query.from[0], '.')) {
    if (name.empty() || name.find_first_of("\"'` \n") != std::string_view::npos) {
      return query.from[0] + " is no table: write `logs` or `database.logs`";
    }
  }
  return {};
}

std::string UsageSql(const SqlQuery& query, const catalog::Catalog& catalog) {
  return Writer(query, catalog).Write();
}

}  // namespace whittle::advise
