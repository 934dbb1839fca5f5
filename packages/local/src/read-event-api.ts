import { RunnerRefusal } from './runner-refusal.ts';
import { isRecord, readList, readOptional, readRecord, readText } from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** Ways to be authorized that are known here: a signed request, and a token of an OpenID Connect issuer. */
export type FeedAuthMode = 'AWS_IAM' | 'OPENID_CONNECT';

export type ChannelNamespacePlan = {
  readonly name: string;
  readonly publishModes: readonly FeedAuthMode[];
  readonly subscribeModes: readonly FeedAuthMode[];
};

/** An AppSync Event API: who may do what on which channels. */
export type EventApiPlan = {
  readonly namespaces: ReadonlyMap<string, ChannelNamespacePlan>;
  readonly connectModes: readonly FeedAuthMode[];
  /** Whose tokens are taken, and which `aud` or `azp` they must have; absent where none are. */
  readonly tokens: { readonly issuer: string; readonly clientIds: RegExp | undefined } | undefined;
};

const knownModes: readonly FeedAuthMode[] = ['AWS_IAM', 'OPENID_CONNECT'];

function readMode(value: unknown, where: string): FeedAuthMode {
  const type = readText(readRecord(value, where).AuthType, `${where}.AuthType`);
  const known = knownModes.find((mode) => mode === type);
  if (known === undefined)
    throw new RunnerRefusal(`${where} is authorized by ${type}, which the local runner does not know`);
  return known;
}

/**
 * The template's event API. @throws RunnerRefusal when it has more than one, or something in it that is not done here, such as
 * handlers of a namespace.
 */
export function readEventApi(values: TemplateValues): EventApiPlan | undefined {
  const apis = values.resources('AWS::AppSync::Api');
  const [api, ...others] = apis;
  if (api === undefined) return undefined;
  if (others.length > 0)
    throw new RunnerRefusal(`the template has ${apis.length} event APIs; the local runner runs one`);
  const { logicalId } = api;
  const config = readRecord(api.properties.EventConfig, `${logicalId}.EventConfig`);
  const modes = (value: unknown, where: string): readonly FeedAuthMode[] =>
    readList(value, where).map((mode) => readMode(mode, where));
  const providers = readList(config.AuthProviders, `${logicalId}.AuthProviders`);
  for (const provider of providers) readMode(provider, `${logicalId}.AuthProviders`);
  const oidc = providers
    .map((provider) => readRecord(provider, `${logicalId}.AuthProviders`).OpenIDConnectConfig)
    .find(isRecord);
  const clientId = readOptional(readText, oidc?.ClientId, `${logicalId} ClientId`);

  const namespaces = values.resources('AWS::AppSync::ChannelNamespace').map((namespace) => {
    const { properties } = namespace;
    if (properties.CodeHandlers !== undefined || properties.HandlerConfigs !== undefined)
      throw new RunnerRefusal(`${namespace.logicalId} has handlers, which the local runner does not run`);
    const name = readText(properties.Name, `${namespace.logicalId}.Name`);
    const own = (key: string, otherwise: string): readonly FeedAuthMode[] =>
      modes(properties[key] ?? config[otherwise], `${namespace.logicalId}.${key}`);
    return {
      name,
      publishModes: own('PublishAuthModes', 'DefaultPublishAuthModes'),
      subscribeModes: own('SubscribeAuthModes', 'DefaultSubscribeAuthModes'),
    };
  });
  return {
    namespaces: new Map(namespaces.map((namespace) => [namespace.name, namespace])),
    connectModes: modes(config.ConnectionAuthModes, `${logicalId}.ConnectionAuthModes`),
    tokens:
      oidc === undefined
        ? undefined
        : {
            issuer: readText(oidc.Issuer, `${logicalId} issuer`),
            clientIds: clientId === undefined ? undefined : new RegExp(clientId),
          },
  };
}
