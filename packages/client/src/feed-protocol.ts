import type { DropId } from '@gaveldrop/units';
import { base64url } from './base64url.ts';

// What a subscriber of AppSync Events says
// (docs.aws.amazon.com/appsync/latest/eventapi/event-api-websocket-protocol.html).

/** Who subscribes: the API's HTTP host, and an access token. */
export type FeedAuthorization = { readonly host: string; readonly token: string };

const headersOf = ({ host, token }: FeedAuthorization) => ({ host, Authorization: token });

/** The sub-protocols to open the socket with: a browser can say who it is nowhere else. */
export function feedProtocols(authorization: FeedAuthorization): readonly string[] {
  const headers = JSON.stringify(headersOf(authorization));
  // Escaped so far, JSON is ASCII: each character is its byte.
  const ascii = headers.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return ['aws-appsync-event-ws', `header-${base64url([...ascii].map((one) => one.charCodeAt(0)))}`];
}

export const feedInit = { type: 'connection_init' } as const;

/** What a subscription is called on its socket. */
const subscriptionId = (nth: number): string => `drop-${nth}`;

/** The drop's channel is asked for; the answer is `subscribe_success` or `subscribe_error`. */
export const feedSubscribe = (dropId: DropId, nth: number, authorization: FeedAuthorization) => ({
  type: 'subscribe',
  id: subscriptionId(nth),
  channel: `/drops/${dropId}`,
  authorization: headersOf(authorization),
});

export const feedUnsubscribe = (nth: number) => ({ type: 'unsubscribe', id: subscriptionId(nth) });
