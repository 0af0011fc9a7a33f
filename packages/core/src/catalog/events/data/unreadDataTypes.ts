/**
 * Data event types of which we know no list of APIs, by IAM prefix, `AWS::` left out. Their services' actions are
 * `unknown` unless planes.ts says otherwise. Source: CloudTrail user guide, table of data event resource types (2026).
 */
export const unreadDataTypes = `
acm: CertificateManager::AcmeEndpoint
agent-registry: AgentRegistry::Registry
agentaccess-mcp: AgentAccessMCP::Tools
aidevops: AIDevOps::AgentSpace AIDevOps::Association AIDevOps::OperatorAppTeam AIDevOps::PipelineMetadata AIDevOps::Service
aiops: AIOps::InvestigationGroup
airflow: MWAA::Environment
aoss: AOSS::Collection
application-signals: ApplicationSignals::InstrumentationConfig
appsync: AppSync::GraphQLApi
aws-external-anthropic: AWSExternalAnthropic::Workspace
backup: Backup::BackupAccessPoint Backup::SearchJob
bedrock: Bedrock::AdvancedOptimizePromptJob Bedrock::AutomatedReasoningPolicy Bedrock::AutomatedReasoningPolicyVersion Bedrock::Blueprint Bedrock::DataAutomationInvocation Bedrock::DataAutomationProfile Bedrock::DataAutomationProject Bedrock::FlowExecution Bedrock::Session Bedrock::Tool
bedrock-agentcore: BedrockAgentCore::ABTest BedrockAgentCore::APIKeyCredentialProvider BedrockAgentCore::BatchEvaluate BedrockAgentCore::Browser BedrockAgentCore::BrowserCustom BedrockAgentCore::BrowserProfile BedrockAgentCore::CapacityProvider BedrockAgentCore::CodeInterpreter BedrockAgentCore::CodeInterpreterCustom BedrockAgentCore::Evaluator BedrockAgentCore::Gateway BedrockAgentCore::Memory BedrockAgentCore::OAuth2CredentialProvider BedrockAgentCore::Payments BedrockAgentCore::Policy BedrockAgentCore::PolicyEngine BedrockAgentCore::Recommendation BedrockAgentCore::Registry BedrockAgentCore::Runtime BedrockAgentCore::RuntimeEndpoint BedrockAgentCore::TokenVault BedrockAgentCore::WorkloadIdentity BedrockAgentCore::WorkloadIdentityDirectory
bedrock-mantle: BedrockMantle::Project
cassandra: Cassandra::Stream Cassandra::Table
cloudfront-keyvaluestore: CloudFront::KeyValueStore
cloudwatch: CloudWatch::Dataset CloudWatch::IngestionEndpoint
codeguru-profiler: CodeGuruProfiler::ProfilingGroup
codewhisperer: CodeWhisperer::Customization CodeWhisperer::Profile
dataexchange: DataExchange::Asset
deadline: Deadline::Fleet Deadline::Job Deadline::Queue Deadline::Worker
dsql: DSQL::Cluster
ec2: EC2::InstanceConnectEndpoint
ecs: ECS::ContainerInstance
eks: EKS::Dashboard
events: Events::Endpoint Events::EventSource Events::Rule
finspace: FinSpace::Environment
firehose: KinesisFirehose::DeliveryStream
fsx: FSx::Volume
gameliftstreams: GameLiftStreams::StreamGroup
geo-maps: GeoMaps::Provider
geo-places: GeoPlaces::Provider
geo-routes: GeoRoutes::Provider
glue: Glue::Table
guardduty: GuardDuty::Detector GuardDuty::MalwareScan
health-agent: HealthAgent::Domain HealthAgent::Integration HealthAgent::PatientInsightsJob HealthAgent::Session HealthAgent::Subscription
healthlake: HealthLake::DataTransformationProfile
iot: IoT::Tunnel
iotsitewise: IoTSiteWise::Asset IoTSiteWise::Dataset IoTSiteWise::Pipeline IoTSiteWise::TimeSeries IoTSiteWise::Workspace
iottwinmaker: IoTTwinMaker::Entity IoTTwinMaker::Workspace
kendra-ranking: KendraRanking::ExecutionPlan
kinesis: Kinesis::Stream Kinesis::StreamConsumer
kinesisvideo: KinesisVideo::SignalingChannel
lambda: Lambda::MicrovmImage
lex: Lex::Bot Lex::BotAlias
logs: Logs::LogGroupAuthorization Logs::ScheduledQuery
machinelearning: MachineLearning::MlModel
managedblockchain: ManagedBlockchain::Network ManagedBlockchain::Node
managedblockchain-query: ManagedBlockchainQuery::QueryAPI
medical-imaging: MedicalImaging::Datastore MedicalImaging::Imageset
mobiletargeting: Pinpoint::App
neptune-graph: NeptuneGraph::Graph
networkflowmonitor: NetworkFlowMonitor::Monitor NetworkFlowMonitor::Scope
nova-act: NovaAct::WorkflowDefinition NovaAct::WorkflowRun
one: One::UKey One::User
payment-cryptography: PaymentCryptography::Alias PaymentCryptography::Key
pca-connector-ad: PCAConnectorAD::Connector
pca-connector-scep: PCAConnectorSCEP::Connector
q: QDeveloper::Integration
qapps: QApps::QApp QApps::QAppSession
qbusiness: QBusiness::Application QBusiness::DataSource QBusiness::Index QBusiness::Integration QBusiness::WebExperience
quicksight: Quicksight::ActionConnector QuickSight::App QuickSight::Automation QuickSight::AutomationJob QuickSight::Extension QuickSight::ExtensionAccess QuickSight::Flow QuickSight::FlowSession QuickSight::Page QuickSight::Task
rds-data: RDS::DBCluster
redshift: Redshift::Cluster
resource-explorer-2: ResourceExplorer2::ManagedView ResourceExplorer2::View
rum: RUM::AppMonitor
s3express: S3Express::AccessPoint
s3tables: S3Tables::Table S3Tables::TableBucket
s3vectors: S3Vectors::Index S3Vectors::VectorBucket
sagemaker: SageMaker::ExperimentTrialComponent SageMaker::FeatureGroup SageMaker::Hub SageMaker::MlflowApp SageMaker::MlflowTrackingServer SageMaker::TrainingSession
scn: SCN::BusinessRule SCN::DataLakeException SCN::ExceptionInvestigation SCN::ExceptionRule SCN::Instance SCN::Metric SCN::MetricEvaluation SCN::Outcome SCN::OutcomeTemplate
sdb: SDB::Domain
servicediscovery: ServiceDiscovery::Namespace ServiceDiscovery::Service
ses: SES::ConfigurationSet SES::EmailIdentity SES::Template
signer: Signer::SigningJob Signer::SigningProfile
sms-voice: SMSVoice::CarrierLookup SMSVoice::ConfigurationSet SMSVoice::Message SMSVoice::NotifyConfiguration SMSVoice::OriginationIdentity
social-messaging: SocialMessaging::PhoneNumberId SocialMessaging::WabaId
ssm: SSM::ExecutionPreview
states: StepFunctions::StateMachine
swf: SWF::Domain
thinclient: ThinClient::Device ThinClient::Environment
timestream: Timestream::RegionalEndpoint
transform: Transform::AgentInstance Transform::Profile
transform-custom: TransformCustom::Campaign TransformCustom::Conversation TransformCustom::KnowledgeItem TransformCustom::Package
uxc: UXC::AccountCustomization
verifiedpermissions: VerifiedPermissions::PolicyStore
wellarchitected: WellArchitected::AgentRecommendation
`;
