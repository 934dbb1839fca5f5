import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { signedBroadcast } from '@gaveldrop/adapters/aws/signed-broadcast';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { publicLot } from '@gaveldrop/bidding';
import type { LotsMessage } from '@gaveldrop/protocol';
import { broadcastPulses, createBroadcastMemory, reachByPosts } from '@gaveldrop/saleroom';
import { assert, type ConnectionId, epochMs, limits, sequence } from '@gaveldrop/units';
import { newKeyedTable } from '../../contract/create-tables.ts';
import { aBusyLot, busyDropId, busyRules } from '../a-busy-lot.ts';
import { barePoster } from '../broadcast/bare-poster.ts';
import { loopbackCertificate } from '../broadcast/loopback-certificate.ts';
import { type Pace, postsPerCore } from '../broadcast/posts-per-core.ts';
import { startSlowGateway } from '../broadcast/start-slow-gateway.ts';
import type { Bench } from '../figure.ts';
import { median } from '../median.ts';
import { bothWays, figureOf, type Round } from '../side-by-side.ts';
import { startStandIns } from '../stand-ins.ts';
import { timed } from '../timed.ts';

/** How long the stand-in takes to answer a post: about what the gateway of a Region does from within it. */
const gatewayDelayMs = 15;
const phones = Array.from({ length: limits.shardConnectionsMax }, (_, at) => {
  // As long as API Gateway's own.
  return `bench-${String(at).padStart(8, '0')}=` as ConnectionId;
});
/** Turns of a round, in each of which every phone of the shard is posted to. */
const turns = 12;
/** Changes of a round that a whole shard is told of. */
const tellings = 5;

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x'.repeat(40) };
const lot = publicLot(aBusyLot(), busyRules);
const message: LotsMessage = { type: 'lots', serverNowMs: epochMs(Date.now()), lots: [lot] };
const text = JSON.stringify(message);

/** Our own way of posting, which has no socket yet. */
const ownPoster = (endpoint: string) =>
  signedBroadcast({
    managementEndpoint: new URL(endpoint),
    region: 'us-east-1',
    credentials,
    clock: systemClock(),
  });

/** Our own way of posting and the SDK's, to the same stand-in. */
function posters(endpoint: string) {
  const own = ownPoster(endpoint);
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  // As it comes, but for being told not to warn that it has too few sockets.
  const sdk = new ApiGatewayManagementApiClient({
    endpoint,
    region: 'us-east-1',
    credentials,
    logger: silent,
  });
  return {
    own,
    byUs: async (id: string) => (await own.post(id as ConnectionId, text)) === 'sent',
    bySdk: async (id: string) => {
      const answered = await sdk.send(new PostToConnectionCommand({ ConnectionId: id, Data: text }));
      return answered.$metadata.httpStatusCode === 200;
    },
    close: () => sdk.destroy(),
  };
}

/** A shard whose phones are registered in a table. */
async function aShard() {
  const patient = new DynamoDBClient({});
  const table = await newKeyedTable(patient);
  const audience = dynamoAudienceStore(patient, table);
  const expiresAtMs = epochMs(Date.now() + limits.connectionLifeMs);
  const known = { dropId: busyDropId, shard: 0, paddleNumber: undefined, expiresAtMs };
  for (const connectionId of phones) await audience.register({ ...known, connectionId });
  return { audience, close: () => patient.destroy() };
}

/** The worker of a shard; each call tells its phones of one more change. */
function aWorker(
  { audience }: Pick<Awaited<ReturnType<typeof aShard>>, 'audience'>,
  own: ReturnType<typeof ownPoster>,
) {
  // It does not wait for its next post, which is not what is measured.
  const clock = { ...systemClock(), sleep: async () => undefined };
  const metrics = memoryMetrics();
  const memory = createBroadcastMemory();
  const unused = (): never => {
    throw new Error('a fresh pulse is posted as it is');
  };
  const ports = {
    ...{ clock, metrics },
    lots: { read: unused },
    agreements: { of: unused },
    reach: reachByPosts({ clock, metrics, audience, broadcast: own }, memory),
  };
  let told = lot.sequence;
  return {
    tell: () => {
      told = sequence(told + 1);
      const pulse = { dropId: busyDropId, shard: 0, lot: { ...lot, sequence: told } };
      return broadcastPulses(ports, memory, [{ pulse, sentAtMs: clock.nowMs() }]);
    },
    failures: () => metrics.counted('postFailed'),
  };
}

export const broadcast: Bench = {
  name: 'broadcast',
  about: `posts to a shard of ${limits.shardConnectionsMax} phones through a stand-in for @connections that answers after ${gatewayDelayMs} ms`,
  rounds: 5,
  figures: {
    broadcast: {
      what: "posts for each second of processor, by the worker's own signed requests",
      floor: "the same by the SDK's default client",
      bound: { of: 'ratio', atLeast: 2.5 },
    },
    'broadcast.wall': {
      what: 'posts a second by the clock, all phones of the shard at once',
      floor: "the same by the SDK's default client",
    },
    'broadcast.shard': {
      what: "from a worker's getting a pulse until the whole shard has answered: listing, signing, posting",
      floor: 'as many bare posts at once, unsigned, to phones known beforehand',
      bound: { of: 'value', atMost: 100 },
    },
    'broadcast.cold': {
      what: 'the same over TLS, by a worker that has no socket yet: connecting, handshakes, listing, signing, posting',
      floor: 'the same over TLS, by a worker whose sockets are up',
    },
  },
  run: async ({ rounds, tell }) => {
    const gateway = await startSlowGateway('http', gatewayDelayMs);
    const secure = await startSlowGateway('https', gatewayDelayMs);
    setDefaultCACertificates([...getCACertificates(), loopbackCertificate.cert.toString()]);
    const standIns = await startStandIns();
    const { own, byUs, bySdk, close } = posters(gateway.endpoint);
    const bare = barePoster(gateway.endpoint, phones.length);
    try {
      const shard = await aShard();
      const worker = aWorker(shard, own);
      const warm = aWorker(shard, ownPoster(secure.endpoint));
      const tellCold = async (): Promise<number> => {
        const cold = aWorker(shard, ownPoster(secure.endpoint));
        const tookMs = await timed(cold.tell);
        assert(
          cold.failures() === 0,
          'every phone of the shard is reached, by a worker without a socket too',
        );
        return tookMs;
      };
      const bareShard = async (): Promise<void> => {
        const statuses = await Promise.all(phones.map((id) => bare.post(id, text)));
        assert(
          statuses.every((status) => status === 200),
          'every bare post is answered',
        );
      };
      const measured: {
        readonly paces: readonly [Pace, Pace];
        readonly shard: Round;
        readonly cold: Round;
      }[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const { ours, floor: sdk } = await bothWays(
          round,
          () => postsPerCore(byUs, phones, turns),
          () => postsPerCore(bySdk, phones, turns),
        );
        const tookMs: number[] = [];
        const bareTookMs: number[] = [];
        for (let telling = 0; telling < tellings; telling += 1) {
          const took = await bothWays(
            telling,
            () => timed(worker.tell),
            () => timed(bareShard),
          );
          tookMs.push(took.ours);
          bareTookMs.push(took.floor);
        }
        const reached = { ours: median(tookMs), floor: median(bareTookMs) };
        // Sockets that nothing was sent over for a while are gone.
        await warm.tell();
        const cold = await bothWays(round, tellCold, () => timed(warm.tell));
        // Whoever was not reached made it quicker for the others.
        assert(worker.failures() + warm.failures() === 0, 'every phone of the shard is reached');
        tell(JSON.stringify({ ours, sdk, reached, cold }));
        // The first one warms up sockets, database and everybody's code.
        if (round > 0) measured.push({ paces: [ours, sdk], shard: reached, cold });
      }
      shard.close();
      const paceOf = (by: keyof Pace) =>
        figureOf(
          by === 'perSecond' ? 'posts/s' : 'posts/core-s',
          measured.map(({ paces: [ours, sdk] }) => ({ ours: ours[by], floor: sdk[by] })),
        );
      return {
        broadcast: paceOf('perCoreSecond'),
        'broadcast.wall': paceOf('perSecond'),
        'broadcast.shard': figureOf(
          'ms',
          measured.map((round) => round.shard),
        ),
        'broadcast.cold': figureOf(
          'ms',
          measured.map((round) => round.cold),
        ),
      };
    } finally {
      close();
      bare.close();
      await Promise.all([standIns.stop(), gateway.stop(), secure.stop()]);
    }
  },
};
