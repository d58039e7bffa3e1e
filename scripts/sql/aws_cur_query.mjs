// AWS Cost and Usage Reports by day, with the rules of core/billing/aws_cur.cpp and
// aws_amortized_cost.cpp. Columns bear the names of Athena, in both kinds of reports.
import { readFileSync } from 'node:fs';
import { accountColumns, DIMENSIONS, Table } from './table.mjs';

const COMMON_COLUMNS = [
  'bill_billing_entity',
  'bill_payer_account_id',
  'line_item_availability_zone',
  'line_item_blended_cost',
  'line_item_currency_code',
  'line_item_line_item_description',
  'line_item_line_item_type',
  'line_item_operation',
  'line_item_product_code',
  'line_item_unblended_cost',
  'line_item_usage_account_id',
  'line_item_usage_end_date',
  'line_item_usage_start_date',
  'line_item_usage_type',
  'pricing_public_on_demand_cost',
  'product_region_code',
  'reservation_effective_cost',
  'reservation_reservation_a_r_n',
  'reservation_unused_amortized_upfront_fee_for_billing_period',
  'reservation_unused_recurring_fee',
  'savings_plan_savings_plan_effective_cost',
  'savings_plan_total_commitment_to_date',
  'savings_plan_used_commitment',
];

/** Legacy reports have columns of net costs only where there are discounts: name them then. */
export const LEGACY_CUR_COLUMNS = [...COMMON_COLUMNS, 'product_product_name', 'product_region'];

export const CUR_2_COLUMNS = [
  ...COMMON_COLUMNS,
  'bill_payer_account_name',
  'line_item_net_unblended_cost',
  'line_item_usage_account_name',
  'product',
  'reservation_net_effective_cost',
  'reservation_net_unused_amortized_upfront_fee_for_billing_period',
  'reservation_net_unused_recurring_fee',
  'savings_plan_net_savings_plan_effective_cost',
];

const ACCOUNTS = [
  { id: 'line_item_usage_account_id', name: 'line_item_usage_account_name' },
  { id: 'bill_payer_account_id', name: 'bill_payer_account_name' },
];
const SPREAD = `line_item_type = 'RIFee' AND last_day > day`;

/** @param {import('./dialects.mjs').Dialect} dialect @param {readonly string[]} columns of the table */
export function curQuery(dialect, columns) {
  const cur = new Report(dialect, columns);
  const amounts = cur.amounts();
  const measures = amounts.map(({ name }) => name);
  const spread = measures.filter((name) => name.endsWith('amortized'));
  const lines = (list) => list.join(',\n    ');
  const kept = (name) =>
    spread.includes(name)
      ? `CASE WHEN ${SPREAD} THEN ${cur.zero} ELSE ${name} END AS ${name}`
      : name;
  const charges = `WITH charges AS (
  SELECT
    ${lines([
      'CAST(line_item_usage_start_date AS DATE) AS day',
      `${cur.lastDay()} AS last_day`,
      'line_item_line_item_type AS line_item_type',
      `${cur.service()} AS service`,
      ...accountColumns(cur, ACCOUNTS),
      `${cur.region()} AS region`,
      `${cur.firstSaid(['line_item_usage_type'])} AS usage_type`,
      `${cur.chargeType()} AS charge_type`,
      `${cur.text('line_item_currency_code')} AS currency`,
      ...amounts.map(({ name, sql }) => `${sql} AS ${name}`),
    ])}
  FROM your_table
  -- The shares of pods in the cost of machines, which the report holds as well.
  WHERE ${cur.text('line_item_operation')} NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
)`;
  const all = spread.length === 0 ? 'charges' : 'spread_charges';
  const spreading = `,
-- What nothing used of a reservation is dated on the first of the month: it belongs to all days of the month.
spans AS (
  SELECT charges.*, ROW_NUMBER() OVER (ORDER BY day) AS span
  FROM charges
  WHERE ${SPREAD}
),
days AS (
  SELECT DISTINCT day AS covered_day FROM charges
),
shares AS (
  SELECT
    spans.*,
    covered_day,
    ROW_NUMBER() OVER (PARTITION BY span ORDER BY covered_day) AS part,
    COUNT(*) OVER (PARTITION BY span) AS parts
  FROM spans
  JOIN days ON covered_day BETWEEN spans.day AND spans.last_day
),
spread_charges AS (
  SELECT
    ${lines(['day', ...DIMENSIONS, ...measures.map(kept)])}
  FROM charges
  UNION ALL
  SELECT
    ${lines([
      'covered_day AS day',
      ...DIMENSIONS,
      ...measures.map((name) =>
        spread.includes(name) ? `${cur.share(name)} AS ${name}` : `${cur.zero} AS ${name}`,
      ),
    ])}
  FROM shares
)`;
  return `${charges}${spread.length === 0 ? '' : spreading}
SELECT
  ${['day', ...DIMENSIONS, ...measures.map((name) => `SUM(${name}) AS cost_${name}`)].join(',\n  ')}
FROM ${all}
GROUP BY ${['day', ...DIMENSIONS].join(', ')}
ORDER BY ${['day', ...DIMENSIONS].join(', ')};
`;
}

class Report extends Table {
  /** Of the usage; its end at midnight is not included. */
  lastDay() {
    const isTold = this.has('line_item_usage_end_date');
    const time = isTold
      ? this.dialect.secondBefore('line_item_usage_end_date')
      : 'line_item_usage_start_date';
    return `CAST(${time} AS DATE)`;
  }

  mapped(key) {
    return this.has('product') ? [`NULLIF(${this.dialect.mapText('product', key)}, '')`] : [];
  }

  service() {
    const code = `NULLIF(line_item_product_code, '')`;
    return this.firstSaid(['product_product_name'], ...this.mapped('product_name'), code);
  }

  region() {
    const others = [...this.mapped('region'), ...this.#zoneRegion(), this.#usageTypeRegion()];
    return this.firstSaid(['product_region_code', 'product_region'], ...others);
  }

  #zoneRegion() {
    const zone = 'line_item_availability_zone';
    if (!this.has(zone)) return [];
    const isZone = this.dialect.matches(zone, '.*[0-9][a-z]');
    return [`CASE WHEN ${isZone} THEN SUBSTR(${zone}, 1, LENGTH(${zone}) - 1) END`];
  }

  #usageTypeRegion() {
    const type = 'line_item_usage_type';
    if (!this.has(type)) return `''`;
    const cases = regionPrefixes().map(
      ({ prefix, region }) =>
        `      WHEN ${type} = '${prefix}' OR ${type} LIKE '${prefix}-%' THEN '${region}'`,
    );
    return `CASE
      WHEN line_item_line_item_type NOT LIKE '%Usage' OR COALESCE(${type}, '') = '' THEN ''
${cases.join('\n')}
      WHEN ${type} LIKE '-%' OR ${this.dialect.matches(type, '[A-Z0-9]+-.*')} THEN ''
      ELSE 'us-east-1'
    END`;
  }

  chargeType() {
    const hasReservation = `${this.text('reservation_reservation_a_r_n')} <> ''`;
    return `CASE
      WHEN line_item_line_item_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'commitment-covered usage'
      WHEN line_item_line_item_type = 'SavingsPlanNegation' THEN 'negation'
      WHEN line_item_line_item_type = 'SavingsPlanUpfrontFee' THEN 'upfront fee'
      WHEN line_item_line_item_type = 'Fee' AND ${hasReservation} THEN 'upfront fee'
      WHEN line_item_line_item_type = 'Fee' AND line_item_product_code LIKE 'AWSSupport%' THEN 'support'
      WHEN line_item_line_item_type IN ('Fee', 'FlatRateSubscription') THEN 'subscription'
      WHEN line_item_line_item_type IN ('RIFee', 'SavingsPlanRecurringFee') THEN 'recurring fee'
      WHEN line_item_line_item_type = 'Tax' THEN 'tax'
      WHEN line_item_line_item_type = 'Credit' THEN 'credit'
      WHEN line_item_line_item_type = 'Refund' THEN 'refund'
      WHEN line_item_line_item_type LIKE '%Discount' THEN 'discount'
      WHEN ${this.text('bill_billing_entity')} = 'AWS Marketplace' THEN 'marketplace'
      ELSE 'usage'
    END`;
  }

  amounts() {
    const billed = [
      ['unblended', 'line_item_unblended_cost'],
      ['net_unblended', 'line_item_net_unblended_cost'],
      ['blended', 'line_item_blended_cost'],
      ['list', 'pricing_public_on_demand_cost'],
    ];
    const found = billed
      .filter(([, column]) => this.has(column))
      .map(([name, column]) => ({ name, sql: this.money(column) }));
    const amortized = ['', 'net_']
      .filter((net) => this.has(`line_item_${net}unblended_cost`) && this.#hasEffective(net))
      .map((net) => ({ name: `${net}amortized`, sql: this.#amortized(net) }));
    return [...found, ...amortized];
  }

  #hasEffective(net) {
    return (
      this.has(`savings_plan_${net}savings_plan_effective_cost`) ||
      this.has(`reservation_${net}effective_cost`)
    );
  }

  /** Commitments on the days they are used; `net` is "" or "net_". */
  #amortized(net) {
    const unused = [
      `reservation_${net}unused_amortized_upfront_fee_for_billing_period`,
      `reservation_${net}unused_recurring_fee`,
    ].map((column) => this.money(column));
    const commitment = this.money('savings_plan_total_commitment_to_date');
    const used = this.money('savings_plan_used_commitment');
    const isPlanRefund = `line_item_line_item_type = 'Refund' AND line_item_product_code = 'ComputeSavingsPlans' AND ${this.text('line_item_line_item_description')} LIKE 'Refund for one-time fee for Savings Plan ID%'`;
    const hasReservation = `${this.text('reservation_reservation_a_r_n')} <> ''`;
    // Net costs hold these discounts already.
    const discounts =
      net === ''
        ? ''
        : `
      WHEN line_item_line_item_type IN ('EdpDiscount', 'PrivateRateDiscount') THEN ${this.zero}`;
    return `CASE
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN ${this.money(`reservation_${net}effective_cost`)}
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN ${this.money(`savings_plan_${net}savings_plan_effective_cost`)}
      WHEN line_item_line_item_type = 'RIFee' THEN ${unused.join(' + ')}
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN ${commitment} - ${used}
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN ${this.zero}
      WHEN line_item_line_item_type = 'Fee' AND ${hasReservation} THEN ${this.zero}
      WHEN ${isPlanRefund} THEN ${this.zero}${discounts}
      ELSE ${this.money(`line_item_${net}unblended_cost`)}
    END`;
  }

  /** One day's share; all shares add up to the amount exactly. */
  share(name) {
    const { money, float } = this.dialect;
    const until = (part) => `CAST(CAST(${name} AS ${float}) * (${part}) / parts AS ${money})`;
    return `CASE WHEN part = parts THEN ${name} ELSE ${until('part')} END - ${until('part - 1')}`;
  }
}

/** The codes of regions in usage types, from the reader's own table. */
export function regionPrefixes() {
  const source = readFileSync(
    new URL('../../core/billing/aws_regions.cpp', import.meta.url),
    'utf8',
  );
  const found = [...source.matchAll(/\{"([A-Z0-9]+)", "([a-z]{2}-[a-z]+-\d)"\}/g)];
  if (found.length < 10)
    throw new Error('core/billing/aws_regions.cpp no longer lists its prefixes');
  return found.map(([, prefix, region]) => ({ prefix, region }));
}
