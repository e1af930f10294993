// Runs DuckDB's query; parses Athena's by Trino's grammar, and runs it on DuckDB, too, with what the
// two call otherwise put into DuckDB's words.
//
//   node usage_sql.mjs duckdb MODULES QUERY FOLDER         writes the table, as engines print it
//   node usage_sql.mjs athena MODULES QUERY FOLDER LINES   the same of a table made of the events in
//                                                          LINES; exit 1 after syntax errors
import fs from 'node:fs';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const [engine, modules, query, folder, lines] = process.argv.slice(2);
const sql = fs.readFileSync(query, 'utf8');
const require = createRequire(modules + '/');

async function connect() {
  const { DuckDBInstance } = require('@duckdb/node-api');
  return (await DuckDBInstance.create(':memory:')).connect();
}

async function writeTables(connection, text) {
  const copy = (name, how) => connection.run(`COPY (${text}) TO '${folder}/${name}' (${how})`);
  await copy('table.csv', 'FORMAT csv, HEADER');
  await copy('table.json', 'FORMAT json, ARRAY true');
  await copy('lines.json', 'FORMAT json');
  // The same as `aws athena get-query-results` prints it.
  const reader = await connection.runAndReadAll(text);
  const cell = (value) => (value === null ? {} : { VarCharValue: String(value) });
  const rows = [reader.columnNames(), ...reader.getRowsJson()];
  const result = { ResultSet: { Rows: rows.map((row) => ({ Data: row.map(cell) })) } };
  fs.writeFileSync(`${folder}/athena.json`, JSON.stringify(result, null, 2));
}

// A table as CloudTrail's console makes it: names in small letters, structures, parameters as text.
async function makeTable(connection) {
  const identity = JSON.stringify({
    type: 'VARCHAR', arn: 'VARCHAR', accountId: 'VARCHAR', invokedBy: 'VARCHAR',
    sessionContext: { sessionIssuer: { arn: 'VARCHAR' } },
  });
  const plain = ['eventSource', 'eventName', 'eventTime', 'eventType', 'eventCategory', 'readOnly',
    'awsRegion', 'errorCode', 'errorMessage', 'requestParameters'];
  const columns = plain.map((name) => `json->>'$.${name}' AS ${name.toLowerCase()}`);
  await connection.run(`CREATE TABLE cloudtrail_logs AS SELECT ${columns.join(', ')},
    json_transform(json->'$.userIdentity', '${identity}') AS useridentity,
    json_transform(json->'$.resources', '[{"ARN": "VARCHAR"}]') AS resources
    FROM read_json_objects('${lines}', format = 'newline_delimited')`);
}

// The words of Trino that DuckDB has another one for.
const otherWords = [
  [/\bregexp_like\(/g, 'regexp_matches('],
  [/\bjson_format\(CAST\((\w+) AS JSON\)\)/g, 'CAST(to_json($1) AS VARCHAR)'],
  [/\btransform\(/g, 'list_transform('],
  [/\bfilter\(/g, 'list_filter('],
  [/\barray_join\(/g, 'array_to_string('],
  [/\bcardinality\(/g, 'len('],
  [/CAST\(ARRAY\[\] AS ARRAY\(VARCHAR\)\)/g, 'CAST([] AS VARCHAR[])'],
  [/, (\w) -> /g, ', lambda $1: '],
];

// The package is made for bundlers: it imports folders, and files without their endings, and does not
// say that it is made of modules.
const resolver = `
  import fs from 'node:fs';
  export async function resolve(specifier, context, next) {
    if (specifier.startsWith('.') && !specifier.endsWith('.js')) {
      const url = new URL(specifier, context.parentURL);
      specifier = fs.existsSync(new URL(url.href + '.js')) ? url.href + '.js' : url.href + '/index.js';
    }
    const found = await next(specifier, context);
    return found.url.includes('/dt-sql-parser/') ? { ...found, format: 'module' } : found;
  }`;

async function parseAthena() {
  register('data:text/javascript,' + encodeURIComponent(resolver));
  const entry = pathToFileURL(`${modules}/dt-sql-parser/dist/index.js`);
  const { TrinoSQL } = await import(entry.href);
  const errors = new TrinoSQL().validate(sql);
  for (const error of errors) {
    console.log(`${query}:${error.startLine}:${error.startColumn}: ${error.message}`);
  }
  if (new TrinoSQL().validate('SELECT a FROM (').length === 0) throw new Error('no grammar at all');
  if (errors.length !== 0) process.exit(1);
}

if (engine === 'athena') await parseAthena();
const connection = await connect();
if (engine === 'athena') await makeTable(connection);
const words = engine === 'athena' ? otherWords : [];
await writeTables(connection, words.reduce((text, [from, to]) => text.replace(from, to), sql));
