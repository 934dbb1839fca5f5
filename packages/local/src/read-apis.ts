import type { FindFunction, FunctionPlan } from './read-functions.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import {
  isRecord,
  type Properties,
  readFlag,
  readOptional,
  readRecord,
  readText,
  readTexts,
  readWhole,
} from './template-properties.ts';
import type { ResolvedResource, TemplateValues } from './template-values.ts';

/** What a JWT authorizer holds a token against. */
export type JwtAuthorizerPlan = {
  readonly kind: 'jwt';
  readonly issuer: string;
  readonly audiences: readonly string[];
};

/** A Lambda authorizer of the WebSocket handshake; without one of its query parameters nobody gets to it. */
export type RequestAuthorizerPlan = {
  readonly kind: 'request';
  readonly invokes: FunctionPlan;
  readonly queryParameters: readonly string[];
  readonly headers: readonly string[];
};

export type RoutePlan = {
  readonly routeKey: string;
  readonly invokes: FunctionPlan;
  /** How long the gateway waits for the function. */
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizerPlan | RequestAuthorizerPlan | undefined;
  /** A WebSocket route that sends what its function returns back to the sender. */
  readonly answers: boolean;
};

export type CorsPlan = {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeS: number | undefined;
  readonly credentials: boolean;
};

export type ThrottlePlan = { readonly perSecond: number; readonly burst: number };

export type ApiPlan = {
  readonly apiId: string;
  readonly stage: string;
  readonly routes: ReadonlyMap<string, RoutePlan>;
  readonly throttle: ThrottlePlan;
  readonly cors: CorsPlan | undefined;
  /** What chooses a WebSocket message's route: the member of its body with this name. */
  readonly routeMember: string;
};

/** What an account is given unless its stage says less. */
const accountThrottle: ThrottlePlan = { perSecond: 10_000, burst: 5_000 };
/** The longest an integration may take, and what it takes unless the template says less. */
const integrationMsMax = { WEBSOCKET: 29_000, HTTP: 30_000 } as const;

const functionOf = (uri: string): string =>
  uri.replace(/^.*:path\/[^/]+\/functions\/(.*)\/invocations$/, '$1');

function readAuthorizer(
  { logicalId, properties }: ResolvedResource,
  findFunction: FindFunction,
): JwtAuthorizerPlan | RequestAuthorizerPlan {
  const sources = readTexts(properties.IdentitySource ?? [], `${logicalId}.IdentitySource`);
  if (properties.AuthorizerType === 'JWT') {
    if (sources.join() !== '$request.header.Authorization') {
      throw new RunnerRefusal(
        `${logicalId} looks for tokens in ${sources.join()}, not in the Authorization header`,
      );
    }
    const { Issuer, Audience } = readRecord(properties.JwtConfiguration, `${logicalId}.JwtConfiguration`);
    return {
      kind: 'jwt',
      issuer: readText(Issuer, `${logicalId} issuer`),
      audiences: readTexts(Audience, `${logicalId} audience`),
    };
  }
  if (properties.AuthorizerType !== 'REQUEST') {
    throw new RunnerRefusal(
      `${logicalId} is a ${properties.AuthorizerType} authorizer, which the local runner does not know`,
    );
  }
  const named = (prefix: string): readonly string[] =>
    sources.filter((source) => source.startsWith(prefix)).map((source) => source.slice(prefix.length));
  const queryParameters = named('route.request.querystring.');
  const headers = named('route.request.header.');
  if (queryParameters.length + headers.length !== sources.length) {
    throw new RunnerRefusal(
      `${logicalId} takes who it is from ${sources.join()}, which the local runner does not know`,
    );
  }
  const uri = readText(properties.AuthorizerUri, `${logicalId}.AuthorizerUri`);
  return { kind: 'request', invokes: findFunction(functionOf(uri)), queryParameters, headers };
}

function readCors(value: Properties, where: string): CorsPlan {
  const texts = (key: string): readonly string[] => readTexts(value[key] ?? [], `${where}.${key}`);
  return {
    origins: texts('AllowOrigins'),
    methods: texts('AllowMethods'),
    headers: texts('AllowHeaders'),
    exposedHeaders: texts('ExposeHeaders'),
    maxAgeS: readOptional(readWhole, value.MaxAge, `${where}.MaxAge`),
    credentials: readFlag(value.AllowCredentials, `${where}.AllowCredentials`),
  };
}

/**
 * The template's API of one kind. @throws RunnerRefusal when it has more than one (each would need an address of its own)
 * or something in it that the gateways do not do.
 */
export function readApi(
  kind: 'HTTP' | 'WEBSOCKET',
  values: TemplateValues,
  findFunction: FindFunction,
): ApiPlan | undefined {
  const apis = values
    .resources('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === kind);
  const [api, ...others] = apis;
  if (api === undefined) return undefined;
  if (others.length > 0)
    throw new RunnerRefusal(`the template has ${apis.length} ${kind} APIs; the local runner runs one`);
  const apiId = readText(values.resolve({ Ref: api.logicalId }), api.logicalId);

  const parts = (type: string): readonly ResolvedResource[] =>
    values.resources(type).filter(({ properties }) => properties.ApiId === apiId);
  const byId = (type: string): ReadonlyMap<unknown, ResolvedResource> =>
    new Map(parts(type).map((part) => [part.logicalId, part]));

  const integrations = byId('AWS::ApiGatewayV2::Integration');
  const authorizers = byId('AWS::ApiGatewayV2::Authorizer');
  const responses = new Set(
    parts('AWS::ApiGatewayV2::RouteResponse').map(({ properties }) => properties.RouteId),
  );

  const readRoute = ({ logicalId, properties }: ResolvedResource): RoutePlan => {
    const target = readText(properties.Target, `${logicalId}.Target`).replace(/^integrations\//, '');
    const integration = integrations.get(target);
    if (integration?.properties.IntegrationType !== 'AWS_PROXY') {
      throw new RunnerRefusal(`${logicalId} does not lead to a function`);
    }
    const { IntegrationUri, TimeoutInMillis, PayloadFormatVersion } = integration.properties;
    if (kind === 'HTTP' && PayloadFormatVersion !== '2.0') {
      throw new RunnerRefusal(
        `${target} has payload format ${PayloadFormatVersion}; the local runner only knows 2.0`,
      );
    }
    const authorizer = authorizers.get(properties.AuthorizerId);
    if ((properties.AuthorizationType ?? 'NONE') !== 'NONE' && authorizer === undefined) {
      throw new RunnerRefusal(
        `${logicalId} is authorized by ${properties.AuthorizationType}, which the local runner does not know`,
      );
    }
    return {
      routeKey: readText(properties.RouteKey, `${logicalId}.RouteKey`),
      invokes: findFunction(functionOf(readText(IntegrationUri, `${target}.IntegrationUri`))),
      timeoutMs:
        readOptional(readWhole, TimeoutInMillis, `${target}.TimeoutInMillis`) ?? integrationMsMax[kind],
      authorizer: authorizer === undefined ? undefined : readAuthorizer(authorizer, findFunction),
      answers: properties.RouteResponseSelectionExpression === '$default' && responses.has(logicalId),
    };
  };

  const stages = parts('AWS::ApiGatewayV2::Stage');
  const [stage] = stages;
  if (stage === undefined || stages.length > 1) {
    throw new RunnerRefusal(`${api.logicalId} has ${stages.length} stages; the local runner runs one`);
  }
  const settings = readRecord(
    stage.properties.DefaultRouteSettings ?? {},
    `${stage.logicalId}.DefaultRouteSettings`,
  );
  const limit = (key: string, otherwise: number): number =>
    readOptional(readWhole, settings[key], `${stage.logicalId}.${key}`) ?? otherwise;

  const selection = readOptional(
    readText,
    api.properties.RouteSelectionExpression,
    `${api.logicalId} selection`,
  );
  const [, routeMember] = /^\$request\.body\.(\w+)$/.exec(selection ?? '$request.body.action') ?? [];
  if (kind === 'WEBSOCKET' && routeMember === undefined) {
    throw new RunnerRefusal(
      `${api.logicalId} selects routes by ${selection}, which the local runner does not know`,
    );
  }
  const cors = api.properties.CorsConfiguration;
  return {
    apiId,
    stage: readText(stage.properties.StageName, `${stage.logicalId}.StageName`),
    routes: new Map(
      parts('AWS::ApiGatewayV2::Route')
        .map(readRoute)
        .map((route) => [route.routeKey, route]),
    ),
    throttle: {
      perSecond: limit('ThrottlingRateLimit', accountThrottle.perSecond),
      burst: limit('ThrottlingBurstLimit', accountThrottle.burst),
    },
    cors: isRecord(cors) ? readCors(cors, `${api.logicalId}.CorsConfiguration`) : undefined,
    routeMember: routeMember ?? 'action',
  };
}
