import { apiHostOnAws, feedHostsOnAws, shortId } from './resource-identity.ts';
import { servesBucket } from './serves-bucket.ts';
import type { Template } from './template.ts';

/** Where the parts answer on this machine; URLs have no trailing slash and no stage. */
export type LocalAddresses = {
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  readonly siteUrl: string;
  /** What keeps answers of the HTTP API for a moment. */
  readonly edgeUrl: string;
  readonly feedUrl: string;
};

const withoutScheme = (url: string): string => url.slice(url.indexOf('//') + 2);

/**
 * Exchanges the addresses that AWS would give the template's APIs and distributions for the local ones, in any text: in
 * function environments, in the site's configuration and in its response headers.
 */
export function createAddressExchange(template: Template, local: LocalAddresses): (text: string) => string {
  const exchanges: [string, string][] = [];
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Type === 'AWS::CloudFront::Distribution') {
      const host = `${shortId(logicalId)}.cloudfront.net`;
      const url = servesBucket(resource) ? local.siteUrl : local.edgeUrl;
      exchanges.push([`https://${host}`, url], [host, withoutScheme(url)]);
    }
    if (resource.Type === 'AWS::AppSync::Api') {
      const { http, realtime } = feedHostsOnAws(shortId(logicalId));
      const here = withoutScheme(local.feedUrl);
      exchanges.push([`https://${http}`, local.feedUrl], [http, here]);
      exchanges.push([`wss://${realtime}`, `ws://${here}`], [realtime, here]);
    }
    if (resource.Type === 'AWS::ApiGatewayV2::Api') {
      const host = apiHostOnAws(shortId(logicalId));
      const isWebSocket = resource.Properties?.ProtocolType === 'WEBSOCKET';
      const httpUrl = isWebSocket ? local.webSocketUrl.replace(/^ws/, 'http') : local.httpUrl;
      exchanges.push(
        [`wss://${host}`, local.webSocketUrl],
        [`https://${host}`, httpUrl],
        [host, withoutScheme(httpUrl)],
      );
    }
  }
  return (text) => exchanges.reduce((said, [onAws, here]) => said.replaceAll(onAws, here), text);
}
