-- FOCUS 1.0 to 1.3, added up by day, for Spark SQL (Databricks, EMR, Microsoft Fabric).
-- Put the name of your table for your_table, and perhaps a WHERE for the months you want; run it with the
-- session's time zone set to UTC; export the result as CSV and open that.
-- Columns that your table lacks: node scripts/sql/generate.mjs spark focus the,columns,it,has
-- The totals are those of reading the bill itself. What may differ: texts that are blank or say "null"
-- stay as they are; amounts are rounded to twelve decimals row by row; operations are not told apart.
-- Made by scripts/sql/generate.mjs: change it there.
WITH charges AS (
  SELECT
    CAST(ChargePeriodStart AS DATE) AS day,
    COALESCE(NULLIF(ServiceName, ''), CASE WHEN COALESCE(PublisherName, '') <> '' AND NOT (COALESCE(PublisherName, '') LIKE 'Amazon%' OR COALESCE(PublisherName, '') LIKE 'AWS%' OR COALESCE(PublisherName, '') LIKE 'Microsoft%' OR COALESCE(PublisherName, '') LIKE 'Google%' OR COALESCE(PublisherName, '') LIKE 'Oracle%' OR COALESCE(PublisherName, '') LIKE 'Alibaba%') AND NOT (COALESCE(ProviderName, '') <> '' AND SUBSTR(COALESCE(PublisherName, ''), 1, LENGTH(COALESCE(ProviderName, ''))) = COALESCE(ProviderName, '')) THEN COALESCE(PublisherName, '') END, COALESCE(NULLIF(PublisherName, ''), NULLIF(ServiceCategory, ''), ''), '') AS service,
    CASE WHEN COALESCE(SubAccountId, '') <> '' OR COALESCE(SubAccountName, '') <> '' THEN COALESCE(SubAccountId, '') ELSE COALESCE(BillingAccountId, '') END AS account_id,
    CASE WHEN COALESCE(SubAccountId, '') <> '' OR COALESCE(SubAccountName, '') <> '' THEN COALESCE(SubAccountName, '') ELSE COALESCE(BillingAccountName, '') END AS account_name,
    COALESCE(NULLIF(RegionId, ''), NULLIF(RegionName, ''), '') AS region,
    COALESCE(NULLIF(x_UsageType, ''), NULLIF(SkuMeter, ''), NULLIF(ChargeDescription, ''), '') AS usage_type,
    CASE
      WHEN COALESCE(ChargeClass, '') = 'Correction' THEN 'adjustment'
      WHEN ChargeCategory = 'Usage' AND COALESCE(CommitmentDiscountStatus, '') = 'Used' THEN 'commitment-covered usage'
      WHEN ChargeCategory = 'Usage' AND COALESCE(CommitmentDiscountStatus, '') = 'Unused' THEN 'commitment unused'
      WHEN ChargeCategory = 'Purchase' AND (COALESCE(x_ServiceCode, '') LIKE 'AWSSupport%' OR COALESCE(ServiceName, '') LIKE 'AWS Support%') THEN 'support'
      WHEN ChargeCategory = 'Purchase' AND COALESCE(ChargeFrequency, '') = 'Recurring' THEN 'recurring fee'
      WHEN ChargeCategory = 'Purchase' THEN 'upfront fee'
      WHEN ChargeCategory = 'Tax' THEN 'tax'
      WHEN ChargeCategory = 'Credit' THEN 'credit'
      WHEN ChargeCategory = 'Adjustment' THEN 'adjustment'
      WHEN COALESCE(PublisherName, '') <> '' AND NOT (COALESCE(PublisherName, '') LIKE 'Amazon%' OR COALESCE(PublisherName, '') LIKE 'AWS%' OR COALESCE(PublisherName, '') LIKE 'Microsoft%' OR COALESCE(PublisherName, '') LIKE 'Google%' OR COALESCE(PublisherName, '') LIKE 'Oracle%' OR COALESCE(PublisherName, '') LIKE 'Alibaba%') AND NOT (COALESCE(ProviderName, '') <> '' AND SUBSTR(COALESCE(PublisherName, ''), 1, LENGTH(COALESCE(ProviderName, ''))) = COALESCE(ProviderName, '')) THEN 'marketplace'
      ELSE 'usage'
    END AS charge_type,
    COALESCE(BillingCurrency, '') AS currency,
    COALESCE(CAST(BilledCost AS DECIMAL(30, 12)), 0) AS billed,
    COALESCE(CAST(EffectiveCost AS DECIMAL(30, 12)), 0) AS effective,
    COALESCE(CAST(ListCost AS DECIMAL(30, 12)), 0) AS list,
    COALESCE(CAST(ContractedCost AS DECIMAL(30, 12)), 0) AS contracted
  FROM your_table
)
SELECT
  day,
  service,
  account_id,
  account_name,
  region,
  usage_type,
  charge_type,
  currency,
  SUM(billed) AS cost_billed,
  SUM(effective) AS cost_effective,
  SUM(list) AS cost_list,
  SUM(contracted) AS cost_contracted
FROM charges
GROUP BY day, service, account_id, account_name, region, usage_type, charge_type, currency
ORDER BY day, service, account_id, account_name, region, usage_type, charge_type, currency;
