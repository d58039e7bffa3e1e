// FOCUS bills by day, with the rules of core/billing/focus_bill.cpp.

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
const DIMENSIONS = ['service', 'account', 'region', 'usage_type', 'charge_type', 'currency'];

/** @param {import('./dialects.mjs').Dialect} dialect @param {readonly string[]} columns of the table */
export function focusQuery(dialect, columns) {
  const has = (column) => columns.includes(column);
  const text = (column) => (has(column) ? `COALESCE(${column}, '')` : `''`);
  const said = (column) => (has(column) ? [`NULLIF(${column}, '')`] : []);
  const first = (names, rest = []) =>
    `COALESCE(${[...names.flatMap(said), ...rest, `''`].join(', ')})`;
  // Marketplace purchases name no service, but a publisher; Microsoft's purchases a meter.
  const marketplace = has('PublisherName')
    ? [`CASE WHEN PublisherName NOT LIKE 'Microsoft%' THEN NULLIF(PublisherName, '') END`]
    : [];
  const otherService = [
    ...marketplace,
    ...['x_SkuMeterSubcategory', 'PublisherName', 'ServiceCategory'].flatMap(said),
  ];
  const measures = MEASURES.filter(([, column]) => has(column));
  return `WITH charges AS (
  SELECT
    CAST(ChargePeriodStart AS DATE) AS day,
    ${first(['ServiceName'], otherService)} AS service,
    ${first(['SubAccountName', 'SubAccountId', 'BillingAccountName', 'BillingAccountId'])} AS account,
    ${first(['RegionId', 'RegionName', 'Region'])} AS region,
    ${first(['x_UsageType', 'SkuMeter', 'x_SkuMeterSubcategory', 'x_SkuMeterCategory', 'ChargeDescription'])} AS usage_type,
    CASE
      WHEN ${text('ChargeClass')} = 'Correction' THEN 'adjustment'
      WHEN ChargeCategory = 'Usage' AND ${text('CommitmentDiscountStatus')} = 'Used' THEN 'commitment-covered usage'
      WHEN ChargeCategory = 'Usage' AND ${text('CommitmentDiscountStatus')} = 'Unused' THEN 'commitment unused'
      WHEN ChargeCategory = 'Purchase' AND ${text('x_ServiceCode')} LIKE 'AWSSupport%' THEN 'support'
      WHEN ChargeCategory = 'Purchase' AND ${text('ChargeFrequency')} = 'Recurring' THEN 'recurring fee'
      WHEN ChargeCategory = 'Purchase' THEN 'upfront fee'
      WHEN ChargeCategory = 'Tax' THEN 'tax'
      WHEN ChargeCategory = 'Credit' THEN 'credit'
      WHEN ChargeCategory = 'Adjustment' THEN 'adjustment'
      ELSE 'usage'
    END AS charge_type,
    ${has('BillingCurrency') ? 'BillingCurrency' : `''`} AS currency,
    ${measures.map(([name, column]) => `CAST(${column} AS ${dialect.money}) AS ${name}`).join(',\n    ')}
  FROM your_table
)
SELECT
  ${['day', ...DIMENSIONS, ...measures.map(([name]) => `COALESCE(SUM(${name}), 0) AS cost_${name}`)].join(',\n  ')}
FROM charges
GROUP BY ${['day', ...DIMENSIONS].join(', ')}
ORDER BY ${['day', ...DIMENSIONS].join(', ')};
`;
}
