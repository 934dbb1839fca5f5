import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { fakeCredentials, machine } from './machine.ts';
import { isRecord, type Properties } from './template-properties.ts';

/** What an emulator answered instead of a result; `code` is the service's own name for it. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

export type AwsJsonCall = {
  /** Calls an operation. @throws AwsFault for an answer that says no; the socket's own error when there is none. */
  readonly call: (operation: string, input: object, signal?: AbortSignal) => Promise<Properties>;
  /** Ends the connections that are kept open. */
  readonly close: () => void;
};

/**
 * A caller of one AWS service by its JSON protocol. The pollers ask several times a second for as long as the
 * saleroom runs, and hand on records as they came: a client that signs, parses and copies them would cost more than all else.
 */
export function createAwsJsonCall(
  endpoint: string,
  { service, targetPrefix }: { readonly service: string; readonly targetPrefix: string },
): AwsJsonCall {
  const url = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  const secure = url.protocol === 'https:';
  // No emulator checks a signature, but DynamoDB Local wants one that names a key and a Region.
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${fakeCredentials.accessKeyId}/20260101/${machine.region}/${service}/aws4_request, ` +
    'SignedHeaders=host, Signature=00';

  const call = (operation: string, input: object, signal?: AbortSignal): Promise<Properties> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input);
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: 'POST',
          ...(secure ? {} : { agent }),
          ...(signal === undefined ? {} : { signal }),
          headers: {
            authorization,
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': `${targetPrefix}.${operation}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            let answer: unknown;
            try {
              answer = text === '' ? {} : JSON.parse(text);
            } catch (cause) {
              reject(
                new AwsFault(
                  'NotJson',
                  `${operation} was answered ${response.statusCode} ${text.slice(0, 200)} (${cause})`,
                ),
              );
              return;
            }
            const said = isRecord(answer) ? answer : {};
            if (response.statusCode === 200) {
              resolve(said);
              return;
            }
            const code =
              String(said.__type ?? response.statusCode)
                .split('#')
                .at(-1) ?? '';
            reject(new AwsFault(code, String(said.message ?? said.Message ?? `${operation} failed`)));
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  return { call, close: () => agent.destroy() };
}
