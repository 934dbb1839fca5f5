import { type BroadcastWay, environmentNames, tableKeys } from '@gaveldrop/adapters/names';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import type { EventFeed } from './event-feed.ts';
import { functionMemoryMb } from './function-memory.ts';
import type { FunctionName } from './function-names.ts';
import type { LotStream } from './lot-stream.ts';
import type { Queues } from './queues.ts';
import { SaleroomFunction, type SaleroomFunctionProps } from './saleroom-function.ts';
import type { SaleroomSecret } from './saleroom-secret.ts';
import { shardsAtFirst } from './shards-at-first.ts';
import type { SignIn } from './sign-in.ts';
import type { SocketGateway } from './socket-gateway.ts';
import type { Tables } from './tables.ts';

export interface SaleroomFunctionsProps {
  /** Where `bundleFunctions` wrote. */
  readonly bundles: string;
  readonly tables: Tables;
  readonly stream: LotStream;
  readonly queues: Queues;
  readonly secret: SaleroomSecret;
  readonly sockets: SocketGateway;
  /** What reaches viewers by events; without one they are posted to. */
  readonly feed: EventFeed | undefined;
  readonly origins: AllowedOrigins;
  readonly signIn: SignIn;
}

/** Every function of the saleroom, with its timeout, its memory, its environment and all that it may do. */
export class SaleroomFunctions extends Construct implements Readonly<Record<FunctionName, SaleroomFunction>> {
  readonly authorize: SaleroomFunction;
  readonly connect: SaleroomFunction;
  readonly disconnect: SaleroomFunction;
  readonly hello: SaleroomFunction;
  readonly ping: SaleroomFunction;
  readonly bid: SaleroomFunction;
  readonly lot: SaleroomFunction;
  readonly unknown: SaleroomFunction;
  readonly record: SaleroomFunction;
  readonly settle: SaleroomFunction;
  readonly broadcast: SaleroomFunction;
  readonly close: SaleroomFunction;
  readonly sweep: SaleroomFunction;
  readonly http: SaleroomFunction;

  constructor(scope: Construct, id: string, props: SaleroomFunctionsProps) {
    super(scope, id);
    const { bundles, feed, queues, origins, secret, signIn, sockets, stream, tables } = props;

    const lots = tables.lots.tableArn;
    const openLots = `${lots}/index/${tableKeys.openLots.index}`;
    const records = tables.records.tableArn;
    const connections = tables.connections.tableArn;
    const sendPulses = allow(['sqs:SendMessage'], queues.pulse.queueArn);
    const sendNudges = allow(['sqs:SendMessage'], queues.nudge.queueArn);
    const readSecret = allow(['secretsmanager:GetSecretValue'], secret.arn);

    const everywhere = {
      [environmentNames.lotsTable]: tables.lots.tableName,
      [environmentNames.recordsTable]: tables.records.tableName,
      [environmentNames.connectionsTable]: tables.connections.tableName,
    };
    const pulses = { [environmentNames.pulseQueueUrl]: queues.pulse.queueUrl };
    const nudges = { [environmentNames.nudgeQueueUrl]: queues.nudge.queueUrl };
    const posts = { [environmentNames.managementEndpoint]: sockets.managementUrl };
    const keys = { [environmentNames.saleroomSecret]: secret.arn };
    const way: BroadcastWay = feed === undefined ? 'connections' : 'events';
    const broadcast = { [environmentNames.broadcast]: way };
    const allowedOrigins = { [environmentNames.allowedOrigins]: origins.text };

    const add = (
      id: string,
      settings: Omit<SaleroomFunctionProps, 'bundles' | 'environment' | 'memoryMb'> & {
        environment?: Readonly<Record<string, string>>;
      },
    ): SaleroomFunction =>
      new SaleroomFunction(this, id, {
        ...settings,
        bundles,
        memoryMb: functionMemoryMb[settings.name],
        environment: { ...everywhere, ...settings.environment },
      });

    this.authorize = add('Authorize', {
      name: 'authorize',
      description: 'Consumes a ticket, takes a lease and a shard, and says who has come.',
      timeoutS: 5,
      environment: { ...allowedOrigins, ...broadcast },
      may: [
        allow(
          [
            'dynamodb:DeleteItem',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:Query',
            'dynamodb:UpdateItem',
          ],
          connections,
        ),
      ],
    });

    this.connect = add('Connect', {
      name: 'connect',
      description: 'Lets an authorized socket up.',
      timeoutS: 3,
      may: [],
    });

    this.disconnect = add('Disconnect', {
      name: 'disconnect',
      description: 'Forgets a socket that is gone and gives back its lease.',
      timeoutS: 5,
      may: [allow(['dynamodb:DeleteItem', 'dynamodb:UpdateItem'], connections)],
    });

    this.hello = add('Hello', {
      name: 'hello',
      description: 'Registers a connection and says where the drop stands.',
      timeoutS: 6,
      environment: broadcast,
      may: [
        // It counts the audience, and lists whom to post to.
        allow([...(feed === undefined ? ['dynamodb:PutItem'] : []), 'dynamodb:Query'], connections),
        allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem'], lots),
        allow(['dynamodb:GetItem', 'dynamodb:Query'], records),
      ],
    });

    this.ping = add('Ping', {
      name: 'ping',
      description: 'Tells the time, and what is newer than the phone has.',
      timeoutS: 6,
      may: [
        // It renews leases and counts the audience.
        allow(['dynamodb:Query', 'dynamodb:UpdateItem'], connections),
        allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem'], lots),
        allow(['dynamodb:GetItem', 'dynamodb:Query'], records),
      ],
    });

    this.bid = add('Bid', {
      name: 'bid',
      description: 'Decides a bid.',
      timeoutS: 6,
      environment: { ...pulses, ...keys },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], lots),
        allow(['dynamodb:GetItem'], records),
        allow(['dynamodb:GetItem'], connections),
        sendPulses,
        // It signs what it refuses and seals the maxima that it takes.
        readSecret,
      ],
    });

    this.lot = add('Lot', {
      name: 'lot',
      description: "Does an auctioneer's command.",
      timeoutS: 6,
      environment: { ...pulses, ...nudges },
      may: [
        allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], lots),
        allow(['dynamodb:GetItem', 'dynamodb:Query'], records),
        allow(['dynamodb:GetItem'], connections),
        sendPulses,
        sendNudges,
      ],
    });

    this.unknown = add('Unknown', {
      name: 'unknown',
      description: 'Says what was wrong with a message of no known action.',
      timeoutS: 3,
      may: [],
    });

    this.record = add('Record', {
      name: 'record',
      description: 'Keeps every committed change as history, and repeats its pulse.',
      timeoutS: 30,
      environment: pulses,
      may: [
        ...stream.readAndGiveUp,
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], records),
        allow(['dynamodb:GetItem'], connections),
        sendPulses,
      ],
    });

    this.settle = add('Settle', {
      name: 'settle',
      description: 'Turns a sold lot into transfers, once.',
      timeoutS: 30,
      may: [...stream.readAndGiveUp, allow(['dynamodb:GetItem', 'dynamodb:PutItem'], records)],
    });

    this.broadcast = add('Broadcast', {
      name: 'broadcast',
      description: 'Tells the viewers of a shard which lots have changed.',
      timeoutS: 6,
      environment: {
        ...broadcast,
        ...(feed === undefined ? posts : { [environmentNames.eventsEndpoint]: feed.publishUrl }),
      },
      may: [
        takeFrom(queues.pulse.queueArn),
        // It lists whom to post to, forgets who is gone and recounts shards.
        ...(feed === undefined
          ? [allow(['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], connections)]
          : []),
        allow(['dynamodb:GetItem'], lots),
        allow(['dynamodb:GetItem'], records),
        feed === undefined
          ? allow(['execute-api:ManageConnections'], sockets.connectionsArn('POST'))
          : allow(['appsync:EventPublish'], feed.channelsArn),
      ],
    });

    this.close = add('Close', {
      name: 'close',
      description: 'Waits for the instant and brings the hammer down.',
      timeoutS: 60,
      environment: { ...pulses, ...nudges },
      may: [
        takeFrom(queues.nudge.queueArn),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], lots),
        allow(['dynamodb:GetItem'], records),
        allow(['dynamodb:GetItem'], connections),
        sendPulses,
        sendNudges,
      ],
    });

    this.sweep = add('Sweep', {
      name: 'sweep',
      description: 'Closes what lost nudges left open.',
      timeoutS: 60,
      environment: { ...pulses, ...nudges },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], lots),
        allow(['dynamodb:Query'], openLots),
        allow(['dynamodb:GetItem'], records),
        allow(['dynamodb:GetItem'], connections),
        sendPulses,
        sendNudges,
      ],
    });

    this.http = add('Http', {
      name: 'http',
      description: 'Drops, lots, paddles, tickets, history and statements.',
      timeoutS: 10,
      environment: {
        ...posts,
        ...allowedOrigins,
        ...keys,
        [environmentNames.groupClaim]: signIn.groupClaim,
        [environmentNames.shardCount]: String(shardsAtFirst[way]),
      },
      may: [
        allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], lots),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], records),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], connections),
        // It closes the sockets of a paddle whose rights have changed; posting is the broadcaster's.
        allow(['execute-api:ManageConnections'], sockets.connectionsArn('DELETE')),
        // It publishes the key that checks a signature, seals reserves, and opens losing maxima once a lot is closed.
        readSecret,
      ],
    });
  }
}

/** What an event source needs to hand a queue's messages to a function, in whose name it acts. */
const takeFrom = (queueArn: string) =>
  allow(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], queueArn);
