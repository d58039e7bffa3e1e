// The tables of the AWS catalogue; costs add up to about 2,500 a day.
#include "synthetic/aws_catalog.h"

#include <cassert>

namespace expense::synthetic {
namespace {

constexpr std::string_view kEc2 = "Amazon Elastic Compute Cloud";
constexpr std::string_view kRds = "Amazon Relational Database Service";
constexpr std::string_view kS3 = "Amazon Simple Storage Service";
constexpr std::string_view kLambda = "AWS Lambda";
constexpr std::string_view kCloudWatch = "AmazonCloudWatch";
constexpr std::string_view kDynamoDb = "Amazon DynamoDB";
constexpr std::string_view kGlue = "AWS Glue";
constexpr std::string_view kCloudFront = "Amazon CloudFront";
constexpr std::string_view kRedshift = "Amazon Redshift";
constexpr std::string_view kEcs = "Amazon Elastic Container Service";
constexpr std::string_view kEks = "Amazon Elastic Kubernetes Service";
constexpr std::string_view kElastiCache = "Amazon ElastiCache";
constexpr std::string_view kOpenSearch = "Amazon OpenSearch Service";
constexpr std::string_view kKinesis = "Amazon Kinesis";
constexpr std::string_view kSqs = "Amazon Simple Queue Service";
constexpr std::string_view kSns = "Amazon Simple Notification Service";
constexpr std::string_view kKms = "AWS Key Management Service";
constexpr std::string_view kVpc = "Amazon Virtual Private Cloud";
constexpr std::string_view kRoute53 = "Amazon Route 53";
constexpr std::string_view kSageMaker = "Amazon SageMaker";
constexpr std::string_view kAthena = "Amazon Athena";
constexpr std::string_view kQuickSight = "Amazon QuickSight";
constexpr std::string_view kSupport = "AWS Support (Business)";
constexpr std::string_view kBedrock = "Amazon Bedrock";
constexpr std::string_view kTextract = "Amazon Textract";
constexpr std::string_view kNeptune = "Amazon Neptune";
constexpr std::string_view kKendra = "Amazon Kendra";

constexpr Service kServices[] = {
    {kEc2, "EC2-Instances", "Compute"},
    {kRds, "Relational Database Service", "Databases"},
    {kS3, "S3", "Storage"},
    {kLambda, "Lambda", "Compute"},
    {kCloudWatch, "CloudWatch", "Management and Governance"},
    {kDynamoDb, "DynamoDB", "Databases"},
    {kGlue, "Glue", "Analytics"},
    {kCloudFront, "CloudFront", "Networking"},
    {kRedshift, "Redshift", "Analytics"},
    {kEcs, "Elastic Container Service", "Compute"},
    {kEks, "Elastic Kubernetes Service", "Compute"},
    {kElastiCache, "ElastiCache", "Databases"},
    {kOpenSearch, "OpenSearch Service", "Analytics"},
    {kKinesis, "Kinesis", "Analytics"},
    {kSqs, "SQS", "Integration"},
    {kSns, "SNS", "Integration"},
    {kKms, "Key Management Service", "Security"},
    {kVpc, "VPC", "Networking"},
    {kRoute53, "Route 53", "Networking"},
    {kSageMaker, "SageMaker", "AI and Machine Learning"},
    {kAthena, "Athena", "Analytics"},
    {kQuickSight, "QuickSight", "Analytics"},
    {kSupport, "Support (Business)", "Other"},
    {kBedrock, "Bedrock", "AI and Machine Learning"},
    {kTextract, "Textract", "AI and Machine Learning"},
    {kNeptune, "Neptune", "Databases"},
    {kKendra, "Kendra", "AI and Machine Learning"},
};

using enum AccountRole;
using enum Rhythm;

// clang-format off
constexpr Use kUses[] = {
    {kEc2, "BoxUsage:m5.2xlarge", "RunInstances", "Hrs", 0.384, kShop, kTraffic, 3, 430, 0.05},
    {kEc2, "BoxUsage:c6i.xlarge", "RunInstances", "Hrs", 0.17, kShop, kTraffic, 2, 170, 0.06},
    {kEc2, "SpotUsage:c5.4xlarge", "RunInstances:SV0001", "Hrs", 0.266, kData, kBatch, 1, 70, 0.12},
    {kEc2, "BoxUsage:t3.large", "RunInstances", "Hrs", 0.0832, kDevelopment, kOffice, 2, 95, 0.06},
    {kEc2, "EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "GB-Mo", 0.08, kShop, kSteady, 3, 85, 0.012},
    {kEc2, "EBS:SnapshotUsage", "CreateSnapshot", "GB-Mo", 0.05, kShop, kSteady, 1, 22, 0.015},
    {kEc2, "DataTransfer-Out-Bytes", "RunInstances", "GB", 0.09, kShop, kTraffic, 2, 48, 0.08},
    {kRds, "Multi-AZUsage:db.r5.xlarge", "CreateDBInstance:0014", "Hrs", 0.96, kShop, kSteady, 3, 230, 0.015},
    {kRds, "RDS:Multi-AZ-GP3-Storage", "CreateDBInstance:0014", "GB-Mo", 0.23, kShop, kSteady, 2, 42, 0.012},
    {kRds, "RDS:ChargedBackupUsage", "CreateDBInstance:0014", "GB-Mo", 0.095, kShop, kSteady, 1, 9, 0.02},
    {kRds, "InstanceUsage:db.t3.large", "CreateDBInstance:0002", "Hrs", 0.136, kDevelopment, kOffice, 1, 46, 0.05},
    {kS3, "TimedStorage-ByteHrs", "StandardStorage", "GB-Mo", 0.023, kData, kSteady, 2, 135, 0.012},
    {kS3, "TimedStorage-INT-FA-ByteHrs", "IntelligentTieringFAStorage", "GB-Mo", 0.023, kShop, kSteady, 2, 34, 0.012},
    {kS3, "Requests-Tier1", "PutObject", "Requests", 0.000005, kData, kBatch, 2, 24, 0.1},
    {kS3, "Requests-Tier2", "GetObject", "Requests", 0.0000004, kShop, kTraffic, 2, 13, 0.07},
    {kLambda, "Lambda-GB-Second", "Invoke", "Lambda-GB-Second", 0.0000166667, kShop, kTraffic, 3, 62, 0.07},
    {kLambda, "Request", "Invoke", "Requests", 0.0000002, kShop, kTraffic, 2, 11, 0.07},
    {kLambda, "Lambda-GB-Second", "Invoke", "Lambda-GB-Second", 0.0000166667, kDevelopment, kOffice, 1, 9, 0.1},
    {kCloudWatch, "DataProcessing-Bytes", "PutLogEvents", "GB", 0.5, kShop, kTraffic, 3, 58, 0.07},
    {kCloudWatch, "CW:MetricMonitorUsage", "MetricStorage:AWS/CloudWatch", "Metrics", 0.3, kShop, kSteady, 2, 27, 0.02},
    {kCloudWatch, "DataProcessing-Bytes", "PutLogEvents", "GB", 0.5, kDevelopment, kOffice, 1, 12, 0.1},
    {kDynamoDb, "WriteRequestUnits", "PayPerRequestThroughput", "WriteRequestUnits", 0.00000125, kShop, kTraffic, 3, 72, 0.06},
    {kDynamoDb, "ReadRequestUnits", "PayPerRequestThroughput", "ReadRequestUnits", 0.00000025, kShop, kTraffic, 2, 31, 0.06},
    {kDynamoDb, "TimedStorage-ByteHrs", "StandardStorage", "GB-Mo", 0.25, kShop, kSteady, 1, 14, 0.012},
    {kGlue, "ETL-DPU-Hour", "Jobrun", "DPU-Hour", 0.44, kData, kBatch, 1, 78, 0.11},
    {kGlue, "Crawler-DPU-Hour", "CrawlerRun", "DPU-Hour", 0.44, kSandbox, kOccasional, 1, 2.5, 0.2},
    {kCloudFront, "DataTransfer-Out-Bytes", "GET", "GB", 0.085, kShop, kTraffic, 3, 96, 0.06},
    {kCloudFront, "Requests-HTTPS-Proxy", "GET", "Requests", 0.000001, kShop, kTraffic, 1, 16, 0.06},
    {kRedshift, "Node:ra3.xlplus", "RunComputeNode:0001", "Hrs", 1.086, kData, kSteady, 1, 104, 0.015},
    {kRedshift, "RMS:ra3.xlplus", "RunComputeNode:0001", "GB-Mo", 0.024, kData, kSteady, 1, 11, 0.012},
    {kRedshift, "CS:ra3.xlplus", "ConcurrencyScaling", "Seconds", 0.0003, kData, kOffice, 1, 19, 0.15},
    {kEcs, "Fargate-vCPU-Hours:perCPU", "FargateTask", "hours", 0.04048, kShop, kTraffic, 2, 86, 0.05},
    {kEcs, "Fargate-GB-Hours", "FargateTask", "hours", 0.004445, kShop, kTraffic, 2, 24, 0.05},
    {kEcs, "Fargate-vCPU-Hours:perCPU", "FargateTask", "hours", 0.04048, kDevelopment, kOffice, 1, 30, 0.07},
    {kEks, "AmazonEKS-Hours:perCluster", "CreateOperation", "Hours", 0.1, kShop, kSteady, 3, 17, 0.01},
    {kElastiCache, "NodeUsage:cache.r6g.large", "CreateCacheCluster:0002", "Hrs", 0.206, kShop, kSteady, 2, 66, 0.012},
    {kElastiCache, "NodeUsage:cache.t3.medium", "CreateCacheCluster:0002", "Hrs", 0.068, kDevelopment, kSteady, 1, 6, 0.015},
    {kOpenSearch, "ESInstance:r6g.large", "ESDomain", "Hrs", 0.167, kShop, kSteady, 2, 54, 0.015},
    {kOpenSearch, "ES:GP3-Storage", "ESDomain", "GB-Mo", 0.122, kShop, kSteady, 1, 12, 0.012},
    {kOpenSearch, "ESInstance:t3.medium", "ESDomain", "Hrs", 0.073, kDevelopment, kOffice, 1, 16, 0.05},
    {kKinesis, "Storage-ShardHour", "shardHourStorage", "ShardHour", 0.015, kData, kSteady, 1, 21, 0.015},
    {kKinesis, "PutRequestPayloadUnits", "PutRequest", "PutRequest", 0.000000014, kData, kTraffic, 1, 17, 0.07},
    {kSqs, "Requests-RBP", "SendMessage", "Requests", 0.0000004, kShop, kTraffic, 2, 14, 0.07},
    {kSns, "DeliveryAttempts-SMS", "Publish", "Notifications", 0.00645, kShop, kTraffic, 1, 26, 0.09},
    {kKms, "KMS-Requests", "Decrypt", "Requests", 0.000003, kShop, kTraffic, 2, 7, 0.07},
    {kKms, "KMS-Keys", "Unknown", "Keys", 1.0, kShop, kSteady, 1, 2, 0.01},
    {kVpc, "NatGateway-Bytes", "NatGateway", "GB", 0.045, kShop, kTraffic, 3, 68, 0.08},
    {kVpc, "NatGateway-Hours", "NatGateway", "Hrs", 0.045, kShop, kSteady, 3, 13, 0.01},
    {kVpc, "NatGateway-Bytes", "NatGateway", "GB", 0.045, kDevelopment, kOffice, 1, 12, 0.1},
    {kRoute53, "DNS-Queries", "A", "Queries", 0.0000004, kShop, kTraffic, 0, 5, 0.06},
    {kRoute53, "HostedZone", "HostedZone", "HostedZone", 0.5, kShop, kMonthlyFee, 0, 24, 0.0},
    {kSageMaker, "Notebk:ml.g4dn.xlarge", "RunInstance", "Hrs", 0.736, kSandbox, kOffice, 1, 52, 0.08},
    {kSageMaker, "Host:ml.m5.xlarge", "RunInstance", "Hrs", 0.23, kData, kSteady, 1, 33, 0.015},
    {kSageMaker, "Train:ml.p3.2xlarge", "RunInstance", "Hrs", 3.825, kSandbox, kOccasional, 1, 7, 0.25},
    {kAthena, "DataScannedInTB", "Athena", "Terabytes", 5.0, kData, kOccasional, 1, 11, 0.3},
    {kQuickSight, "QS-User-Enterprise-Month", "User", "User-Mo", 18.0, kData, kMonthlyFee, 1, 414, 0.0},
    {kSupport, "Dollar", "Support", "Dollar", 1.0, kShop, kMonthlyFee, 0, 1350, 0.02},
};

constexpr Use kUnexpectedUses[] = {
    {kEc2, "BoxUsage:g5.12xlarge", "RunInstances", "Hrs", 5.672, kSandbox, kSteady, 1, 136, 0.0},
    {kBedrock, "Claude-input-tokens", "InvokeModelInference", "1K tokens", 0.003, kShop, kSteady, 1, 64, 0.0},
    {kTextract, "AsyncPagesProcessed", "StartDocumentAnalysis", "Pages", 0.015, kData, kSteady, 1, 48, 0.0},
    {kSageMaker, "Host:ml.p3.8xlarge", "RunInstance", "Hrs", 14.688, kSandbox, kSteady, 1, 118, 0.0},
    {kNeptune, "InstanceUsage:db.r5.2xlarge", "CreateDBInstance:0013", "Hrs", 1.6, kData, kSteady, 1, 39, 0.0},
    {kKendra, "KendraEnterpriseEdition-Hours", "CreateIndex", "Hours", 1.4, kSandbox, kSteady, 1, 34, 0.0},
};
// clang-format on

constexpr Region kRegions[] = {
    {"us-east-1", "US East (N. Virginia)", ""},
    {"eu-west-1", "Europe (Ireland)", "EU-"},
    {"us-west-2", "US West (Oregon)", "USW2-"},
};
constexpr Region kForeignRegion = {"ap-northeast-1", "Asia Pacific (Tokyo)", "APN1-"};
constexpr Region kGlobalRegion = {"global", "Global", ""};

}  // namespace

std::span<const Service> services() { return kServices; }
std::span<const Use> uses() { return kUses; }
std::span<const Use> unexpected_uses() { return kUnexpectedUses; }
std::span<const Region> regions() { return kRegions; }
const Region& foreign_region() { return kForeignRegion; }
const Region& global_region() { return kGlobalRegion; }

const Service& service_named(std::string_view name) {
  for (const Service& service : kServices) {
    if (service.name == name) return service;
  }
  assert(false && "the service is not in the catalogue");
  return kServices[0];
}

}  // namespace expense::synthetic
