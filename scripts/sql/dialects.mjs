// What the SQL of five warehouses says in words of its own.

/**
 * @typedef {object} Dialect
 * @property {string} title
 * @property {string} money the type of exact amounts, twelve decimals or more
 * @property {string} float the type of double precision
 * @property {(time: string) => string} secondBefore the point in time one second earlier
 * @property {(text: string, pattern: string) => string} matches whether the whole text fits a pattern
 * @property {(map: string, key: string) => string} mapText a text in the map of a CUR 2.0 column
 */

const standard = {
  money: 'DECIMAL(30, 12)',
  float: 'DOUBLE',
  secondBefore: (time) => `${time} - INTERVAL '1' SECOND`,
};

/** @type {Record<string, Dialect>} */
export const DIALECTS = {
  athena: {
    ...standard,
    title: 'Amazon Athena (Trino)',
    matches: (text, pattern) => `REGEXP_LIKE(${text}, '^${pattern}$')`,
    mapText: (map, key) => `ELEMENT_AT(${map}, '${key}')`,
  },
  bigquery: {
    ...standard,
    title: 'Google BigQuery',
    money: 'BIGNUMERIC',
    float: 'FLOAT64',
    secondBefore: (time) => `TIMESTAMP_SUB(${time}, INTERVAL 1 SECOND)`,
    matches: (text, pattern) => `REGEXP_CONTAINS(${text}, r'^${pattern}$')`,
    mapText: (map, key) => `JSON_VALUE(${map}, '$.${key}')`,
  },
  spark: {
    ...standard,
    title: 'Spark SQL (Databricks, EMR, Microsoft Fabric)',
    matches: (text, pattern) => `${text} RLIKE '^${pattern}$'`,
    mapText: (map, key) => `${map}['${key}']`,
  },
  snowflake: {
    ...standard,
    title: 'Snowflake',
    secondBefore: (time) => `DATEADD(second, -1, ${time})`,
    matches: (text, pattern) => `REGEXP_LIKE(${text}, '${pattern}')`,
    mapText: (map, key) => `${map}['${key}']::VARCHAR`,
  },
  duckdb: {
    ...standard,
    title: 'DuckDB',
    matches: (text, pattern) => `REGEXP_FULL_MATCH(${text}, '${pattern}')`,
    mapText: (map, key) => `JSON_EXTRACT_STRING(CAST(${map} AS JSON), '$.${key}')`,
  },
};
