import { createServer } from 'node:http';
import { gatewayDisconnect } from '@gaveldrop/adapters/aws/gateway-disconnect';
import { managementClient } from '@gaveldrop/adapters/aws/management-client';
import { signedBroadcast } from '@gaveldrop/adapters/aws/signed-broadcast';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { functionConfig, functionCredentials } from '@gaveldrop/adapters/function-config';
import { memoryBroadcast } from '@gaveldrop/adapters/memory/memory-broadcast';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import type { Broadcast } from '@gaveldrop/saleroom';
import type { ConnectionId } from '@gaveldrop/units';
import { expect, onTestFinished, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import './emulated-aws.ts';

type Gateway = {
  readonly broadcast: Broadcast;
  /** What the one connection there is has heard. */
  readonly heard: readonly string[];
  readonly isUp: () => boolean;
};
const here = 'L0SM9cOFvHcCIhw=' as ConnectionId;
const nowhere = 'AAAA9cOFvHcCIhw=' as ConnectionId;

/** A stand-in for `@connections` with one connection, posted to by a signed request and closed by the SDK's client. */
async function standIn(): Promise<Gateway> {
  const heard: string[] = [];
  let up = true;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const known = decodeURIComponent(request.url ?? '') === `/live/@connections/${here}`;
      if (!known || !up) {
        response.writeHead(410, { 'x-amzn-errortype': 'GoneException' }).end('{}');
        return;
      }
      if (request.method === 'DELETE') up = false;
      else heard.push(Buffer.concat(chunks).toString());
      response.writeHead(request.method === 'DELETE' ? 204 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.env.AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI = `http://127.0.0.1:${port}/live`;
  const client = managementClient();
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const broadcast: Broadcast = {
    ...signedBroadcast({
      ...functionConfig(['managementEndpoint', 'region']),
      credentials: functionCredentials(),
      clock: systemClock(),
    }),
    ...gatewayDisconnect(client, memoryMetrics()),
  };
  return { broadcast, heard, isUp: () => up };
}

bothVersions<Gateway>(
  'broadcast',
  {
    memory: async () => {
      const broadcast = memoryBroadcast();
      const heard: string[] = [];
      let up = true;
      broadcast.attach(here, {
        hear: (text) => heard.push(text),
        closed: () => {
          up = false;
        },
      });
      return { broadcast, heard, isUp: () => up };
    },
    aws: standIn,
  },
  (make) => {
    test('a text reaches its connection as it is, in order', async () => {
      const { broadcast, heard } = await make();
      expect(await broadcast.post(here, '{"type":"lots","title":"第一"}')).toBe('sent');
      expect(await broadcast.post(here, 'second')).toBe('sent');
      expect(heard).toEqual(['{"type":"lots","title":"第一"}', 'second']);
    });

    test('a connection that is not there is gone', async () => {
      const { broadcast, heard } = await make();
      expect(await broadcast.post(nowhere, 'a')).toBe('gone');
      expect(heard).toEqual([]);
    });

    test('a closed connection is gone, and closing it again is fine', async () => {
      const { broadcast, isUp } = await make();
      expect(await broadcast.close(here)).toBe('closed');
      expect(isUp()).toBe(false);
      expect(await broadcast.post(here, 'a')).toBe('gone');
      expect(await broadcast.close(here)).toBe('gone');
      expect(await broadcast.close(nowhere)).toBe('gone');
    });
  },
);
