import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const tooLong = (timeoutMs: number): Error =>
  Object.assign(new Error(`an answer was not over within ${timeoutMs} ms`), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });

/**
 * Lets go of an answer that is not all there in time, counted from the request's sending.
 * The SDK's own `requestTimeout` ends with the answer's first line: a body that trickles would be waited for as long as it does.
 */
export function wholeAnswersWithin(client: DynamoDBClient, timeoutMs: number): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (given) => {
      let body: unknown;
      const timer = setTimeout(() => {
        if (body instanceof Readable) body.destroy(tooLong(timeoutMs));
      }, timeoutMs);
      const over = () => clearTimeout(timer);
      try {
        const answered = await next(given);
        body = (answered.response as { readonly body?: unknown } | undefined)?.body;
        if (body instanceof Readable) body.once('close', over);
        else over();
        return answered;
      } catch (thrown) {
        over();
        throw thrown;
      }
    },
    // After everything else on the way out, so before anything reads the body.
    { step: 'deserialize', priority: 'low', name: 'wholeAnswersWithin' },
  );
  return client;
}
