-- FOCUS 1.0 to 1.3, added up by day, for Amazon Athena (Trino).
-- Put the name of your table for your_table, and perhaps a WHERE for the months you want; run it with the
-- session's time zone set to UTC; export the result as CSV and open that.
-- Columns that your table lacks: node scripts/sql/generate.mjs athena focus the,columns,it,has
-- The totals are those of reading the bill itself. What may differ: texts that are blank or say "null"
-- stay as they are; amounts are cut at twelve decimals row by row.
-- Made by scripts/sql/generate.mjs: change it there.
WITH charges AS (
  SELECT
    CAST(ChargePeriodStart AS DATE) AS day,
    COALESCE(NULLIF(ServiceName, ''), CASE WHEN PublisherName NOT LIKE 'Microsoft%' THEN NULLIF(PublisherName, '') END, NULLIF(PublisherName, ''), NULLIF(ServiceCategory, ''), '') AS service,
    COALESCE(NULLIF(SubAccountName, ''), NULLIF(SubAccountId, ''), NULLIF(BillingAccountName, ''), NULLIF(BillingAccountId, ''), '') AS account,
    COALESCE(NULLIF(RegionId, ''), NULLIF(RegionName, ''), '') AS region,
    COALESCE(NULLIF(x_UsageType, ''), NULLIF(SkuMeter, ''), NULLIF(ChargeDescription, ''), '') AS usage_type,
    CASE
      WHEN COALESCE(ChargeClass, '') = 'Correction' THEN 'adjustment'
      WHEN ChargeCategory = 'Usage' AND COALESCE(CommitmentDiscountStatus, '') = 'Used' THEN 'commitment-covered usage'
      WHEN ChargeCategory = 'Usage' AND COALESCE(CommitmentDiscountStatus, '') = 'Unused' THEN 'commitment unused'
      WHEN ChargeCategory = 'Purchase' AND COALESCE(x_ServiceCode, '') LIKE 'AWSSupport%' THEN 'support'
      WHEN ChargeCategory = 'Purchase' AND COALESCE(ChargeFrequency, '') = 'Recurring' THEN 'recurring fee'
      WHEN ChargeCategory = 'Purchase' THEN 'upfront fee'
      WHEN ChargeCategory = 'Tax' THEN 'tax'
      WHEN ChargeCategory = 'Credit' THEN 'credit'
      WHEN ChargeCategory = 'Adjustment' THEN 'adjustment'
      ELSE 'usage'
    END AS charge_type,
    BillingCurrency AS currency,
    CAST(BilledCost AS DECIMAL(30, 12)) AS billed,
    CAST(EffectiveCost AS DECIMAL(30, 12)) AS effective,
    CAST(ListCost AS DECIMAL(30, 12)) AS list,
    CAST(ContractedCost AS DECIMAL(30, 12)) AS contracted
  FROM your_table
)
SELECT
  day,
  service,
  account,
  region,
  usage_type,
  charge_type,
  currency,
  COALESCE(SUM(billed), 0) AS cost_billed,
  COALESCE(SUM(effective), 0) AS cost_effective,
  COALESCE(SUM(list), 0) AS cost_list,
  COALESCE(SUM(contracted), 0) AS cost_contracted
FROM charges
GROUP BY day, service, account, region, usage_type, charge_type, currency
ORDER BY day, service, account, region, usage_type, charge_type, currency;
