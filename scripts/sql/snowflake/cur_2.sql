-- AWS Cost and Usage Report 2.0 (Data Exports), added up by day, for Snowflake.
-- Put the name of your table for your_table, and perhaps a WHERE for the months you want; run it with the
-- session's time zone set to UTC; export the result as CSV and open that.
-- Columns that your table lacks: node scripts/sql/generate.mjs snowflake cur_2 the,columns,it,has
-- The totals are those of reading the bill itself. What may differ: texts that are blank or say "null"
-- stay as they are; amounts are rounded to twelve decimals row by row; operations are not told apart.
-- Made by scripts/sql/generate.mjs: change it there.
WITH charges AS (
  SELECT
    CAST(line_item_usage_start_date AS DATE) AS day,
    CAST(DATEADD(second, -1, line_item_usage_end_date) AS DATE) AS last_day,
    line_item_line_item_type AS line_item_type,
    COALESCE(NULLIF(product['product_name']::VARCHAR, ''), NULLIF(line_item_product_code, ''), '') AS service,
    CASE WHEN COALESCE(line_item_usage_account_id, '') <> '' OR COALESCE(line_item_usage_account_name, '') <> '' THEN COALESCE(line_item_usage_account_id, '') ELSE COALESCE(bill_payer_account_id, '') END AS account_id,
    CASE WHEN COALESCE(line_item_usage_account_id, '') <> '' OR COALESCE(line_item_usage_account_name, '') <> '' THEN COALESCE(line_item_usage_account_name, '') ELSE COALESCE(bill_payer_account_name, '') END AS account_name,
    COALESCE(NULLIF(product_region_code, ''), NULLIF(product['region']::VARCHAR, ''), CASE WHEN REGEXP_LIKE(line_item_availability_zone, '.*[0-9][a-z]') THEN SUBSTR(line_item_availability_zone, 1, LENGTH(line_item_availability_zone) - 1) END, CASE
      WHEN line_item_line_item_type NOT LIKE '%Usage' OR COALESCE(line_item_usage_type, '') = '' THEN ''
      WHEN line_item_usage_type = 'USE1' OR line_item_usage_type LIKE 'USE1-%' THEN 'us-east-1'
      WHEN line_item_usage_type = 'USE2' OR line_item_usage_type LIKE 'USE2-%' THEN 'us-east-2'
      WHEN line_item_usage_type = 'USW1' OR line_item_usage_type LIKE 'USW1-%' THEN 'us-west-1'
      WHEN line_item_usage_type = 'USW2' OR line_item_usage_type LIKE 'USW2-%' THEN 'us-west-2'
      WHEN line_item_usage_type = 'CAN1' OR line_item_usage_type LIKE 'CAN1-%' THEN 'ca-central-1'
      WHEN line_item_usage_type = 'EU' OR line_item_usage_type LIKE 'EU-%' THEN 'eu-west-1'
      WHEN line_item_usage_type = 'EUW2' OR line_item_usage_type LIKE 'EUW2-%' THEN 'eu-west-2'
      WHEN line_item_usage_type = 'EUW3' OR line_item_usage_type LIKE 'EUW3-%' THEN 'eu-west-3'
      WHEN line_item_usage_type = 'EUC1' OR line_item_usage_type LIKE 'EUC1-%' THEN 'eu-central-1'
      WHEN line_item_usage_type = 'EUN1' OR line_item_usage_type LIKE 'EUN1-%' THEN 'eu-north-1'
      WHEN line_item_usage_type = 'APN1' OR line_item_usage_type LIKE 'APN1-%' THEN 'ap-northeast-1'
      WHEN line_item_usage_type = 'APN2' OR line_item_usage_type LIKE 'APN2-%' THEN 'ap-northeast-2'
      WHEN line_item_usage_type = 'APN3' OR line_item_usage_type LIKE 'APN3-%' THEN 'ap-northeast-3'
      WHEN line_item_usage_type = 'APS1' OR line_item_usage_type LIKE 'APS1-%' THEN 'ap-southeast-1'
      WHEN line_item_usage_type = 'APS2' OR line_item_usage_type LIKE 'APS2-%' THEN 'ap-southeast-2'
      WHEN line_item_usage_type = 'APS3' OR line_item_usage_type LIKE 'APS3-%' THEN 'ap-south-1'
      WHEN line_item_usage_type = 'SAE1' OR line_item_usage_type LIKE 'SAE1-%' THEN 'sa-east-1'
      WHEN line_item_usage_type LIKE '-%' OR REGEXP_LIKE(line_item_usage_type, '[A-Z0-9]+-.*') THEN ''
      ELSE 'us-east-1'
    END, '') AS region,
    COALESCE(NULLIF(line_item_usage_type, ''), '') AS usage_type,
    CASE
      WHEN line_item_line_item_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'commitment-covered usage'
      WHEN line_item_line_item_type = 'SavingsPlanNegation' THEN 'negation'
      WHEN line_item_line_item_type = 'SavingsPlanUpfrontFee' THEN 'upfront fee'
      WHEN line_item_line_item_type = 'Fee' AND COALESCE(reservation_reservation_a_r_n, '') <> '' THEN 'upfront fee'
      WHEN line_item_line_item_type = 'Fee' AND line_item_product_code LIKE 'AWSSupport%' THEN 'support'
      WHEN line_item_line_item_type IN ('Fee', 'FlatRateSubscription') THEN 'subscription'
      WHEN line_item_line_item_type IN ('RIFee', 'SavingsPlanRecurringFee') THEN 'recurring fee'
      WHEN line_item_line_item_type = 'Tax' THEN 'tax'
      WHEN line_item_line_item_type = 'Credit' THEN 'credit'
      WHEN line_item_line_item_type = 'Refund' THEN 'refund'
      WHEN line_item_line_item_type LIKE '%Discount' THEN 'discount'
      WHEN COALESCE(bill_billing_entity, '') = 'AWS Marketplace' THEN 'marketplace'
      ELSE 'usage'
    END AS charge_type,
    COALESCE(line_item_currency_code, '') AS currency,
    COALESCE(CAST(line_item_unblended_cost AS DECIMAL(30, 12)), 0) AS unblended,
    COALESCE(CAST(line_item_net_unblended_cost AS DECIMAL(30, 12)), 0) AS net_unblended,
    COALESCE(CAST(line_item_blended_cost AS DECIMAL(30, 12)), 0) AS blended,
    COALESCE(CAST(pricing_public_on_demand_cost AS DECIMAL(30, 12)), 0) AS list,
    CASE
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN COALESCE(CAST(reservation_effective_cost AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN COALESCE(CAST(savings_plan_savings_plan_effective_cost AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type = 'RIFee' THEN COALESCE(CAST(reservation_unused_amortized_upfront_fee_for_billing_period AS DECIMAL(30, 12)), 0) + COALESCE(CAST(reservation_unused_recurring_fee AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN COALESCE(CAST(savings_plan_total_commitment_to_date AS DECIMAL(30, 12)), 0) - COALESCE(CAST(savings_plan_used_commitment AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN CAST(0 AS DECIMAL(30, 12))
      WHEN line_item_line_item_type = 'Fee' AND COALESCE(reservation_reservation_a_r_n, '') <> '' THEN CAST(0 AS DECIMAL(30, 12))
      WHEN line_item_line_item_type = 'Refund' AND line_item_product_code = 'ComputeSavingsPlans' AND COALESCE(line_item_line_item_description, '') LIKE 'Refund for one-time fee for Savings Plan ID%' THEN CAST(0 AS DECIMAL(30, 12))
      ELSE COALESCE(CAST(line_item_unblended_cost AS DECIMAL(30, 12)), 0)
    END AS amortized,
    CASE
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN COALESCE(CAST(reservation_net_effective_cost AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN COALESCE(CAST(savings_plan_net_savings_plan_effective_cost AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type = 'RIFee' THEN COALESCE(CAST(reservation_net_unused_amortized_upfront_fee_for_billing_period AS DECIMAL(30, 12)), 0) + COALESCE(CAST(reservation_net_unused_recurring_fee AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN COALESCE(CAST(savings_plan_total_commitment_to_date AS DECIMAL(30, 12)), 0) - COALESCE(CAST(savings_plan_used_commitment AS DECIMAL(30, 12)), 0)
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN CAST(0 AS DECIMAL(30, 12))
      WHEN line_item_line_item_type = 'Fee' AND COALESCE(reservation_reservation_a_r_n, '') <> '' THEN CAST(0 AS DECIMAL(30, 12))
      WHEN line_item_line_item_type = 'Refund' AND line_item_product_code = 'ComputeSavingsPlans' AND COALESCE(line_item_line_item_description, '') LIKE 'Refund for one-time fee for Savings Plan ID%' THEN CAST(0 AS DECIMAL(30, 12))
      WHEN line_item_line_item_type IN ('EdpDiscount', 'PrivateRateDiscount') THEN CAST(0 AS DECIMAL(30, 12))
      ELSE COALESCE(CAST(line_item_net_unblended_cost AS DECIMAL(30, 12)), 0)
    END AS net_amortized
  FROM your_table
  -- The shares of pods in the cost of machines, which the report holds as well.
  WHERE COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
),
-- What nothing used of a reservation is dated on the first of the month: it belongs to all days of the month.
spans AS (
  SELECT charges.*, ROW_NUMBER() OVER (ORDER BY day) AS span
  FROM charges
  WHERE line_item_type = 'RIFee' AND last_day > day
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
    day,
    service,
    account_id,
    account_name,
    region,
    usage_type,
    charge_type,
    currency,
    unblended,
    net_unblended,
    blended,
    list,
    CASE WHEN line_item_type = 'RIFee' AND last_day > day THEN CAST(0 AS DECIMAL(30, 12)) ELSE amortized END AS amortized,
    CASE WHEN line_item_type = 'RIFee' AND last_day > day THEN CAST(0 AS DECIMAL(30, 12)) ELSE net_amortized END AS net_amortized
  FROM charges
  UNION ALL
  SELECT
    covered_day AS day,
    service,
    account_id,
    account_name,
    region,
    usage_type,
    charge_type,
    currency,
    CAST(0 AS DECIMAL(30, 12)) AS unblended,
    CAST(0 AS DECIMAL(30, 12)) AS net_unblended,
    CAST(0 AS DECIMAL(30, 12)) AS blended,
    CAST(0 AS DECIMAL(30, 12)) AS list,
    CASE WHEN part = parts THEN amortized ELSE CAST(CAST(amortized AS DOUBLE) * (part) / parts AS DECIMAL(30, 12)) END - CAST(CAST(amortized AS DOUBLE) * (part - 1) / parts AS DECIMAL(30, 12)) AS amortized,
    CASE WHEN part = parts THEN net_amortized ELSE CAST(CAST(net_amortized AS DOUBLE) * (part) / parts AS DECIMAL(30, 12)) END - CAST(CAST(net_amortized AS DOUBLE) * (part - 1) / parts AS DECIMAL(30, 12)) AS net_amortized
  FROM shares
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
  SUM(unblended) AS cost_unblended,
  SUM(net_unblended) AS cost_net_unblended,
  SUM(blended) AS cost_blended,
  SUM(list) AS cost_list,
  SUM(amortized) AS cost_amortized,
  SUM(net_amortized) AS cost_net_amortized
FROM spread_charges
GROUP BY day, service, account_id, account_name, region, usage_type, charge_type, currency
ORDER BY day, service, account_id, account_name, region, usage_type, charge_type, currency;
