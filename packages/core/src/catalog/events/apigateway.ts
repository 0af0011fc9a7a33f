import { words } from './words.js';

/**
 * API Gateway authorises its older operations by HTTP method, on a resource that is the request's URI. Operations of v1
 * and v2 share one event source and 40 names; those have the same method in both, but for TagResource.
 * Source: botocore 1.43.107 models (Apache-2.0), method of each operation that has no action of its own name.
 */
const operations: Readonly<Record<string, readonly string[]>> = {
  GET: words(`
    ExportApi GetAccount GetApi GetApiKey GetApiKeys GetApiMapping GetApiMappings GetApis GetAuthorizer
    GetAuthorizers GetBasePathMapping GetBasePathMappings GetClientCertificate GetClientCertificates
    GetDeployment GetDeployments GetDocumentationPart GetDocumentationParts GetDocumentationVersion
    GetDocumentationVersions GetDomainName GetDomainNameAccessAssociations GetDomainNames GetExport
    GetGatewayResponse GetGatewayResponses GetIntegration GetIntegrationResponse GetIntegrationResponses
    GetIntegrations GetMethod GetMethodResponse GetModel GetModelTemplate GetModels GetRequestValidator
    GetRequestValidators GetResource GetResources GetRestApi GetRestApis GetRoute GetRouteResponse
    GetRouteResponses GetRoutes GetSdk GetSdkType GetSdkTypes GetStage GetStages GetTags GetUsage
    GetUsagePlan GetUsagePlanKey GetUsagePlanKeys GetUsagePlans GetVpcLink GetVpcLinks
  `),
  POST: words(`
    CreateApi CreateApiKey CreateApiMapping CreateAuthorizer CreateBasePathMapping CreateDeployment
    CreateDocumentationPart CreateDocumentationVersion CreateDomainName CreateDomainNameAccessAssociation
    CreateIntegration CreateIntegrationResponse CreateModel CreateRequestValidator CreateResource
    CreateRestApi CreateRoute CreateRouteResponse CreateStage CreateUsagePlan CreateUsagePlanKey
    CreateVpcLink GenerateClientCertificate ImportApiKeys ImportRestApi RejectDomainNameAccessAssociation
    TagResource TestInvokeAuthorizer TestInvokeMethod
  `),
  PUT: words(`
    ImportApi ImportDocumentationParts PutGatewayResponse PutIntegration PutIntegrationResponse PutMethod
    PutMethodResponse PutRestApi PutRoutingRule ReimportApi TagResource
  `),
  PATCH: words(`
    UpdateAccount UpdateApi UpdateApiKey UpdateApiMapping UpdateAuthorizer UpdateBasePathMapping
    UpdateClientCertificate UpdateDeployment UpdateDocumentationPart UpdateDocumentationVersion
    UpdateDomainName UpdateGatewayResponse UpdateIntegration UpdateIntegrationResponse UpdateMethod
    UpdateMethodResponse UpdateModel UpdateRequestValidator UpdateResource UpdateRestApi UpdateRoute
    UpdateRouteResponse UpdateStage UpdateUsage UpdateUsagePlan UpdateVpcLink
  `),
  DELETE: words(`
    DeleteAccessLogSettings DeleteApi DeleteApiKey DeleteApiMapping DeleteAuthorizer DeleteBasePathMapping
    DeleteClientCertificate DeleteCorsConfiguration DeleteDeployment DeleteDocumentationPart
    DeleteDocumentationVersion DeleteDomainName DeleteDomainNameAccessAssociation DeleteGatewayResponse
    DeleteIntegration DeleteIntegrationResponse DeleteMethod DeleteMethodResponse DeleteModel
    DeleteRequestValidator DeleteResource DeleteRestApi DeleteRoute DeleteRouteRequestParameter
    DeleteRouteResponse DeleteRouteSettings DeleteStage DeleteUsagePlan DeleteUsagePlanKey DeleteVpcLink
    FlushStageAuthorizersCache FlushStageCache ResetAuthorizersCache UntagResource
  `),
};

const methodsByOperation = new Map<string, string[]>();
for (const [method, names] of Object.entries(operations)) {
  for (const name of names) methodsByOperation.set(name, [...(methodsByOperation.get(name) ?? []), method]);
}

/** `apigateway:GET`, ... by operation; several where v1 and v2 differ; empty: not such an operation. */
export function apiGatewayActions(operation: string): readonly string[] {
  return (methodsByOperation.get(operation) ?? []).map((method) => `apigateway:${method}`);
}

/** Every action the table names, for checks of the table. */
export const apiGatewayMethods: readonly string[] = Object.keys(operations).map(
  (method) => `apigateway:${method}`,
);
