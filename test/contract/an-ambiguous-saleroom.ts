import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { assert, type LotId } from '@gaveldrop/units';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { aDynamoSaleroom, type InstancePorts } from './a-dynamo-saleroom.ts';
import { endpoints } from './emulated-aws.ts';
import { type FatefulProxy, startFatefulProxy } from './fateful-proxy.ts';
import { slowFates } from './fates.ts';

/** How long the bid path waits for one answer. */
export const timeoutMs = 400;

/**
 * Salerooms between which and the database stands a proxy that decides what becomes of each request. Only the SDK's own
 * timers are false, and the saleroom's clock: a slow machine changes nothing.
 */
export function ambiguousSalerooms() {
  let proxy: FatefulProxy;
  let clients: DynamoDBClient[] = [];

  beforeAll(async () => {
    proxy = await startFatefulProxy(endpoints.dynamo);
  });
  afterAll(() => proxy.stop());
  afterEach(() => {
    vi.useRealTimers();
    for (const client of clients) client.destroy();
    clients = [];
    // Whatever happened: the SDK sent nothing twice by itself.
    expect(new Set([...proxy.attempts(), 'attempt=1; max=1'])).toEqual(new Set(['attempt=1; max=1']));
    proxy.reset();
  });

  return async (closing: Parameters<typeof aDynamoSaleroom>[0] = {}) => {
    const room = await aDynamoSaleroom(closing);
    const lotId: LotId = await room.addLot();
    /** Another function instance, whose every request passes the proxy. */
    const elsewhere = async (): Promise<InstancePorts> => {
      const client = quickDynamo();
      clients.push(client);
      const ports = room.anInstance(client);
      // The SDK looks up where the database is at a client's first request.
      process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.endpoint;
      await ports.lots.read(lotId);
      process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoints.dynamo;
      return ports;
    };
    const slow = slowFates(async (letGo) => {
      await room.clock.advance(timeoutMs);
      vi.advanceTimersByTime(timeoutMs);
      await letGo;
    });
    const ports = await elsewhere();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    return {
      ...room,
      ...{ proxy, slow, lotId, ports, elsewhere },
      /** The lot is open, and nothing of that is remembered by the instance or the proxy. */
      open: async () => {
        const opened = await room.command('open', lotId);
        assert(opened.outcome === 'done', `the lot opens: ${opened.code}`);
        room.nudges.drain();
        room.pulses.drain();
        proxy.requests();
      },
    };
  };
}
export type AmbiguousSaleroom = Awaited<ReturnType<ReturnType<typeof ambiguousSalerooms>>>;
