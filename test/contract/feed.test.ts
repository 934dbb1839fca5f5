import { createServer } from 'node:http';
import { appsyncFeed } from '@gaveldrop/adapters/aws/appsync-feed';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig, functionCredentials } from '@gaveldrop/adapters/function-config';
import { memoryFeed } from '@gaveldrop/adapters/memory/memory-feed';
import type { Feed } from '@gaveldrop/saleroom';
import type { DropId } from '@gaveldrop/units';
import { expect, onTestFinished, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import './emulated-aws.ts';

type Room = {
  readonly feed: Feed;
  /** What a listener to the one drop has heard. */
  readonly heard: readonly string[];
};
const here = '01JZZZZZZZZZZZZZZZZZZZZZZZ' as DropId;
const elsewhere = '01JZZZZZZZZZZZZZZZZZZZZZZY' as DropId;

/** A stand-in for the publishing endpoint with one listener to one drop. */
async function standIn(): Promise<Room> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { channel, events } = JSON.parse(Buffer.concat(chunks).toString());
      if (request.url === '/event' && channel === `/drops/${here}`) heard.push(...events);
      const successful = (events as string[]).map((_, index) => ({ identifier: `e-${index}`, index }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ failed: [], successful }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.env.EVENTS_ENDPOINT = `http://127.0.0.1:${port}/event`;
  const feed = appsyncFeed({
    ...functionConfig(['eventsEndpoint', 'region']),
    credentials: functionCredentials(),
    clock: systemClock(),
  });
  return { feed, heard };
}

bothVersions<Room>(
  'feed',
  {
    memory: async () => {
      const feed = memoryFeed();
      const heard: string[] = [];
      feed.listen(here, (text) => heard.push(text));
      return { feed, heard };
    },
    aws: standIn,
  },
  (make) => {
    test('a text reaches those who listen to its drop as it is, in order, and nobody else', async () => {
      const { feed, heard } = await make();
      expect(await feed.publish(here, '{"type":"lots","title":"第一"}')).toBe('sent');
      expect(await feed.publish(elsewhere, '{"of":"another"}')).toBe('sent');
      expect(await feed.publish(here, '"second"')).toBe('sent');
      expect(heard).toEqual(['{"type":"lots","title":"第一"}', '"second"']);
    });
  },
);
