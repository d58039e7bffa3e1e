// A made-up cost and usage report (legacy CUR, CSV) as wide as real ones: about 1,100 bytes and 124
// columns a row, hourly rows of a month, some cells quoted. The same bytes for the same number of rows.
const columns = {
  identity: ['LineItemId', 'TimeInterval'],
  bill: [
    'InvoiceId',
    'BillingEntity',
    'BillType',
    'PayerAccountId',
    'BillingPeriodStartDate',
    'BillingPeriodEndDate',
  ],
  lineItem: [
    'UsageAccountId',
    'LineItemType',
    'UsageStartDate',
    'UsageEndDate',
    'ProductCode',
    'UsageType',
    'Operation',
    'AvailabilityZone',
    'ResourceId',
    'UsageAmount',
    'NormalizationFactor',
    'NormalizedUsageAmount',
    'CurrencyCode',
    'UnblendedRate',
    'UnblendedCost',
    'BlendedRate',
    'BlendedCost',
    'LineItemDescription',
    'TaxType',
  ],
  product: [
    'ProductName',
    'availability',
    'capacitystatus',
    'clockSpeed',
    'currentGeneration',
    'databaseEngine',
    'description',
    'durability',
    'ecu',
    'edition',
    'endpointType',
    'engineCode',
    'enhancedNetworkingSupported',
    'fromLocation',
    'fromLocationType',
    'group',
    'groupDescription',
    'instanceFamily',
    'instanceType',
    'intelAvxAvailable',
    'licenseModel',
    'location',
    'locationType',
    'marketoption',
    'maxIopsvolume',
    'maxThroughputvolume',
    'maxVolumeSize',
    'memory',
    'messageDeliveryFrequency',
    'networkPerformance',
    'normalizationSizeFactor',
    'operatingSystem',
    'operation',
    'physicalProcessor',
    'preInstalledSw',
    'processorArchitecture',
    'processorFeatures',
    'productFamily',
    'region',
    'regionCode',
    'servicecode',
    'servicename',
    'sku',
    'storage',
    'storageClass',
    'storageMedia',
    'tenancy',
    'toLocation',
    'toLocationType',
    'transferType',
    'usagetype',
    'vcpu',
    'version',
    'volumeApiName',
    'volumeType',
  ],
  pricing: [
    'LeaseContractLength',
    'OfferingClass',
    'PurchaseOption',
    'RateCode',
    'RateId',
    'currency',
    'publicOnDemandCost',
    'publicOnDemandRate',
    'term',
    'unit',
  ],
  reservation: [
    'AmortizedUpfrontCostForUsage',
    'AmortizedUpfrontFeeForBillingPeriod',
    'EffectiveCost',
    'EndTime',
    'ModificationStatus',
    'NormalizedUnitsPerReservation',
    'NumberOfReservations',
    'RecurringFeeForUsage',
    'ReservationARN',
    'StartTime',
    'SubscriptionId',
    'TotalReservedNormalizedUnits',
    'TotalReservedUnits',
    'UnitsPerReservation',
    'UnusedAmortizedUpfrontFeeForBillingPeriod',
    'UnusedNormalizedUnitQuantity',
    'UnusedQuantity',
    'UnusedRecurringFee',
    'UpfrontValue',
  ],
  savingsPlan: [
    'TotalCommitmentToDate',
    'SavingsPlanARN',
    'SavingsPlanRate',
    'UsedCommitment',
    'SavingsPlanEffectiveCost',
    'AmortizedUpfrontCommitmentForBillingPeriod',
    'RecurringCommitmentForBillingPeriod',
  ],
  resourceTags: [
    'user:Name',
    'user:Team',
    'user:Environment',
    'user:CostCenter',
    'aws:createdBy',
    'user:Project',
  ],
};
export const names = Object.entries(columns).flatMap(([group, all]) =>
  all.map((name) => `${group}/${name}`),
);

const kinds = [
  [
    'AmazonEC2',
    'Amazon Elastic Compute Cloud',
    'BoxUsage:m5.2xlarge',
    'RunInstances',
    'Compute Instance',
    'Hrs',
    '0.384',
  ],
  [
    'AmazonEC2',
    'Amazon Elastic Compute Cloud',
    'EBS:VolumeUsage.gp3',
    'CreateVolume-Gp3',
    'Storage',
    'GB-Mo',
    '0.08',
  ],
  [
    'AmazonS3',
    'Amazon Simple Storage Service',
    'USE1-TimedStorage-ByteHrs',
    'StandardStorage',
    'Storage',
    'GB-Mo',
    '0.023',
  ],
  [
    'AmazonRDS',
    'Amazon Relational Database Service',
    'InstanceUsage:db.r5.xlarge',
    'CreateDBInstance:0014',
    'Database Instance',
    'Hrs',
    '0.5',
  ],
  [
    'AWSLambda',
    'AWS Lambda',
    'Lambda-GB-Second',
    'Invoke',
    'Serverless',
    'Lambda-GB-Second',
    '0.0000166667',
  ],
  [
    'AmazonCloudWatch',
    'AmazonCloudWatch',
    'USE1-CW:MetricMonitorUsage',
    'MetricStorage',
    'Metric',
    'Metrics',
    '0.3',
  ],
  [
    'AmazonVPC',
    'Amazon Virtual Private Cloud',
    'NatGateway-Bytes',
    'NatGateway',
    'NAT Gateway',
    'GB',
    '0.045',
  ],
];
const regions = [
  ['us-east-1', 'US East (N. Virginia)'],
  ['eu-central-1', 'EU (Frankfurt)'],
  ['ap-southeast-2', 'Asia Pacific (Sydney)'],
];

/** Park and Miller's generator: the same numbers everywhere. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Slices of the text, header first. */
export function* curText(rows) {
  yield `${names.join(',')}\n`;
  const next = random(20181001);
  const pick = (list) => list[Math.floor(next() * list.length)];
  let slice = '';
  for (let row = 0; row < rows; row += 1) {
    const [code, product, usage, operation, family, unit, rate] = pick(kinds);
    const [region, location] = pick(regions);
    const hour = Math.floor((row / rows) * 31 * 24);
    const at = (hours) =>
      new Date(Date.UTC(2024, 9, 1, hours)).toISOString().slice(0, 19).concat('Z');
    const amount = (next() * 24).toFixed(10);
    const cost = (Number(amount) * Number(rate)).toFixed(10);
    const account = `${100000000000 + Math.floor(next() * 12) * 1111}`;
    const id = Math.floor(next() * 1e12)
      .toString(36)
      .padStart(9, '0');
    const cells = {
      'identity/LineItemId': `${id}${id}${id}${id}abcdefghijklmnop`,
      'identity/TimeInterval': `${at(hour)}/${at(hour + 1)}`,
      'bill/BillingEntity': 'AWS',
      'bill/BillType': 'Anniversary',
      'bill/PayerAccountId': '100000000000',
      'bill/BillingPeriodStartDate': '2024-10-01T00:00:00Z',
      'bill/BillingPeriodEndDate': '2024-11-01T00:00:00Z',
      'lineItem/UsageAccountId': account,
      'lineItem/LineItemType': next() < 0.02 ? 'Tax' : 'Usage',
      'lineItem/UsageStartDate': at(hour),
      'lineItem/UsageEndDate': at(hour + 1),
      'lineItem/ProductCode': code,
      'lineItem/UsageType': usage,
      'lineItem/Operation': operation,
      'lineItem/AvailabilityZone': `${region}a`,
      'lineItem/ResourceId': `arn:aws:ec2:${region}:${account}:instance/i-0${id}${id.slice(0, 7)}`,
      'lineItem/UsageAmount': amount,
      'lineItem/CurrencyCode': 'USD',
      'lineItem/UnblendedRate': rate,
      'lineItem/UnblendedCost': cost,
      'lineItem/BlendedRate': rate,
      'lineItem/BlendedCost': cost,
      'lineItem/LineItemDescription': `"$${rate} per ${unit}, ${usage} in ${location}"`,
      'product/ProductName': product,
      'product/currentGeneration': 'Yes',
      'product/instanceFamily': 'General purpose',
      'product/instanceType': 'm5.2xlarge',
      'product/location': location,
      'product/locationType': 'AWS Region',
      'product/memory': '32 GiB',
      'product/networkPerformance': 'Up to 10 Gigabit',
      'product/operatingSystem': 'Linux',
      'product/operation': operation,
      'product/physicalProcessor': 'Intel Xeon Platinum 8175 (Skylake)',
      'product/preInstalledSw': 'NA',
      'product/processorFeatures': '"Intel AVX, Intel AVX2, Intel AVX512, Intel Turbo"',
      'product/productFamily': family,
      'product/region': region,
      'product/regionCode': region,
      'product/servicecode': code,
      'product/servicename': product,
      'product/sku': 'XH8EQ5G9PS3BXZ7T',
      'product/storage': 'EBS only',
      'product/tenancy': 'Shared',
      'product/usagetype': usage,
      'product/vcpu': '8',
      'pricing/RateCode': 'XH8EQ5G9PS3BXZ7T.JRTCKXETXF.6YS6EN2CT7',
      'pricing/RateId': '4981658079',
      'pricing/currency': 'USD',
      'pricing/publicOnDemandCost': cost,
      'pricing/publicOnDemandRate': rate,
      'pricing/term': 'OnDemand',
      'pricing/unit': unit,
      'resourceTags/user:Name': `worker-${id.slice(0, 4)}`,
      'resourceTags/user:Team': pick(['checkout', 'search', 'data']),
      'resourceTags/user:Environment': pick(['prod', 'dev', '']),
      'resourceTags/user:CostCenter': '4711',
    };
    slice += `${names.map((name) => cells[name] ?? '').join(',')}\n`;
    if (slice.length > 1 << 20) {
      yield slice;
      slice = '';
    }
  }
  yield slice;
}
