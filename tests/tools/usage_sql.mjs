// Runs DuckDB's query, and parses Athena's by Trino's grammar.
//
//   node usage_sql.mjs duckdb MODULES QUERY FOLDER    writes table.csv, table.json and lines.json
//   node usage_sql.mjs athena MODULES QUERY           exit 1 where a syntax error is found
import fs from 'node:fs';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const [engine, modules, query, folder] = process.argv.slice(2);
const sql = fs.readFileSync(query, 'utf8');
const require = createRequire(modules + '/');

async function runDuckdb() {
  const { DuckDBInstance } = require('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const copy = (name, how) =>
    connection.run(`COPY (${sql}) TO '${folder}/${name}' (${how})`);
  await copy('table.csv', 'FORMAT csv, HEADER');
  await copy('table.json', 'FORMAT json, ARRAY true');
  await copy('lines.json', 'FORMAT json');
  // The same as `aws athena get-query-results` would print it.
  const reader = await connection.runAndReadAll(sql);
  const cell = (value) => (value === null ? {} : { VarCharValue: String(value) });
  const rows = [reader.columnNames(), ...reader.getRowsJson()];
  const result = { ResultSet: { Rows: rows.map((row) => ({ Data: row.map(cell) })) } };
  fs.writeFileSync(`${folder}/athena.json`, JSON.stringify(result, null, 2));
}

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
  process.exitCode = errors.length === 0 ? 0 : 1;
}

await (engine === 'duckdb' ? runDuckdb() : parseAthena());
