import type { IncomingMessage, ServerResponse } from 'node:http';
import { channelOf, type EventChannels, namespaceOf } from './event-channels.ts';
import { machine } from './machine.ts';
import type { EventApiPlan } from './read-event-api.ts';
import { readRequestBody } from './read-request-body.ts';
import { requestId } from './request-id.ts';
import { requestUrl } from './request-url.ts';
import { isRecord } from './template-properties.ts';

/** Events of one publication, and the size of each (docs.aws.amazon.com/general/latest/gr/appsync.html). */
const eventsMax = 5;
const eventBytesMax = 240 * 1_024;
const bodyBytesMax = 2 * eventsMax * eventBytesMax;

/** What a request signed for AppSync looks like; whether the signature is right is nobody's business on this machine. */
const signed = new RegExp(
  `^AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/${machine.region}/appsync/aws4_request, ?` +
    'SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}$',
);

function isSigned({ headers }: IncomingMessage): boolean {
  const names = signed.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  return names.includes('host') && names.includes('x-amz-date') && headers['x-amz-date'] !== undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That is what was asked.
    return false;
  }
}

/** Why an event is not taken; undefined when it is. */
function refusalOf(event: string): { readonly code: number; readonly message: string } | undefined {
  if (!isJson(event)) return { code: 400, message: 'The event is not valid JSON.' };
  if (Buffer.byteLength(event) > eventBytesMax) return { code: 413, message: 'The event is too large.' };
  return undefined;
}

type Publication = { readonly channel: string; readonly events: readonly string[] };

function readPublication(body: Buffer | undefined): Publication | string {
  let given: unknown;
  try {
    given = JSON.parse(body?.toString() ?? '');
  } catch {
    return 'The request is not valid JSON.';
  }
  if (!isRecord(given)) return 'The request is not an object.';
  const channel = channelOf(given.channel);
  if (channel === undefined) return 'Invalid Channel Format';
  const { events } = given;
  if (!Array.isArray(events) || events.length === 0 || events.length > eventsMax)
    return `There must be 1 to ${eventsMax} events.`;
  if (!events.every((event) => typeof event === 'string')) return 'Each event must be text.';
  return { channel, events };
}

/** Publications by HTTP: `POST /event`, signed, up to five events to one channel; each is taken or not for itself. */
export function createEventPublications(
  { namespaces }: EventApiPlan,
  channels: EventChannels,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const say = (statusCode: number, body: object): void => {
      response.writeHead(statusCode, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const refuse = (statusCode: number, errorType: string, message: string): void =>
      say(statusCode, { errors: [{ errorType, message }] });

    const body = await readRequestBody(request, bodyBytesMax);
    if (requestUrl(request)?.pathname !== '/event' || request.method !== 'POST')
      return refuse(404, 'NotFoundException', 'Not Found');
    const notAuthorized = 'You are not authorized to make this call.';
    if (!isSigned(request)) return refuse(401, 'UnauthorizedException', notAuthorized);
    const publication = readPublication(body);
    if (typeof publication === 'string') return refuse(400, 'BadRequestException', publication);
    const { channel, events } = publication;
    const namespace = namespaces.get(namespaceOf(channel));
    if (namespace === undefined) return refuse(404, 'NotFoundException', 'There is no such namespace.');
    if (!namespace.publishModes.includes('AWS_IAM'))
      return refuse(401, 'UnauthorizedException', notAuthorized);

    const judged = events.map((event, index) => {
      const id = { identifier: requestId(), index };
      return { event, id, refusal: refusalOf(event) };
    });
    const taken = judged.filter(({ refusal }) => refusal === undefined);
    for (const { event } of taken) channels.deliver(channel, event);
    say(200, {
      failed: judged.flatMap(({ id, refusal }) => (refusal === undefined ? [] : [{ ...id, ...refusal }])),
      successful: taken.map(({ id }) => id),
    });
  };
}
