// FOCUS bills by day, with the rules of core/billing/focus_bill.cpp.
import { accountColumns, DIMENSIONS, Table } from './table.mjs';

/** FOCUS 1.2 as AWS writes it; other providers lack the columns that begin with x_. */
export const FOCUS_COLUMNS = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodStart',
  'CommitmentDiscountStatus',
  'ContractedCost',
  'EffectiveCost',
  'ListCost',
  'ProviderName',
  'PublisherName',
  'RegionId',
  'RegionName',
  'ServiceCategory',
  'ServiceName',
  'SkuMeter',
  'SubAccountId',
  'SubAccountName',
  'x_ServiceCode',
  'x_UsageType',
];

const MEASURES = [
  ['billed', 'BilledCost'],
  ['effective', 'EffectiveCost'],
  ['list', 'ListCost'],
  ['contracted', 'ContractedCost'],
];
const ACCOUNTS = [
  { id: 'SubAccountId', name: 'SubAccountName' },
  { id: 'BillingAccountId', name: 'BillingAccountName' },
];
const USAGE_TYPES = [
  'x_UsageType',
  'SkuMeter',
  'x_SkuMeterSubcategory',
  'x_SkuMeterCategory',
  'ChargeDescription',
];
const PROVIDERS = ['Amazon', 'AWS', 'Microsoft', 'Google', 'Oracle', 'Alibaba'];

/** @param {import('./dialects.mjs').Dialect} dialect @param {readonly string[]} columns of the table */
export function focusQuery(dialect, columns) {
  const table = new Table(dialect, columns);
  const others = isByOthers(table);
  // Marketplace purchases name no service, but a publisher; Microsoft's purchases a meter.
  const service = table.firstSaid(
    ['ServiceName'],
    `CASE WHEN ${others} THEN ${table.text('PublisherName')} END`,
    table.firstSaid(['x_SkuMeterSubcategory', 'PublisherName', 'ServiceCategory']),
  );
  const measures = MEASURES.filter(([, column]) => table.has(column));
  const isSupport = `${table.text('x_ServiceCode')} LIKE 'AWSSupport%' OR ${table.text('ServiceName')} LIKE 'AWS Support%'`;
  return `WITH charges AS (
  SELECT
    CAST(ChargePeriodStart AS DATE) AS day,
    ${service} AS service,
    ${accountColumns(table, ACCOUNTS).join(',\n    ')},
    ${table.firstSaid(['RegionId', 'RegionName', 'Region'])} AS region,
    ${table.firstSaid(USAGE_TYPES)} AS usage_type,
    CASE
      WHEN ${table.text('ChargeClass')} = 'Correction' THEN 'adjustment'
      WHEN ChargeCategory = 'Usage' AND ${table.text('CommitmentDiscountStatus')} = 'Used' THEN 'commitment-covered usage'
      WHEN ChargeCategory = 'Usage' AND ${table.text('CommitmentDiscountStatus')} = 'Unused' THEN 'commitment unused'
      WHEN ChargeCategory = 'Purchase' AND (${isSupport}) THEN 'support'
      WHEN ChargeCategory = 'Purchase' AND ${table.text('ChargeFrequency')} = 'Recurring' THEN 'recurring fee'
      WHEN ChargeCategory = 'Purchase' THEN 'upfront fee'
      WHEN ChargeCategory = 'Tax' THEN 'tax'
      WHEN ChargeCategory = 'Credit' THEN 'credit'
      WHEN ChargeCategory = 'Adjustment' THEN 'adjustment'
      WHEN ${others} THEN 'marketplace'
      ELSE 'usage'
    END AS charge_type,
    ${table.text('BillingCurrency')} AS currency,
    ${measures.map(([name, column]) => `${table.money(column)} AS ${name}`).join(',\n    ')}
  FROM your_table
)
SELECT
  ${['day', ...DIMENSIONS, ...measures.map(([name]) => `SUM(${name}) AS cost_${name}`)].join(',\n  ')}
FROM charges
GROUP BY ${['day', ...DIMENSIONS].join(', ')}
ORDER BY ${['day', ...DIMENSIONS].join(', ')};
`;
}

/** Whether the row is of something that the provider sells for somebody else. */
function isByOthers(table) {
  const publisher = table.text('PublisherName');
  const provider = table.text('ProviderName');
  const isKnown = PROVIDERS.map((name) => `${publisher} LIKE '${name}%'`).join(' OR ');
  const isProvider = `${provider} <> '' AND SUBSTR(${publisher}, 1, LENGTH(${provider})) = ${provider}`;
  return `${publisher} <> '' AND NOT (${isKnown}) AND NOT (${isProvider})`;
}
