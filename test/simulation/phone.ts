import type { DropClient, DropState, TicketResult } from '@gaveldrop/client';
import { parseAs, ticketSchema } from '@gaveldrop/protocol';
import type { Outcome, Person } from '@gaveldrop/saleroom';
import type { Choices } from './choices.ts';
import { createDeviceClock, type DeviceClock } from './device-clock.ts';
import type { Instance } from './function-pool.ts';
import type { Link } from './gateway.ts';
import { pageOrigin } from './saleroom.ts';
import type { World } from './world.ts';

/** A person's phone, running the real client in a page that may be loaded again. */
export type Phone = {
  readonly name: string;
  readonly person: Person;
  readonly link: Link;
  readonly clock: DeviceClock;
  client(): DropClient;
  start(): void;
  restart(): void;
  /** Asks the saleroom over HTTP; what is lost on the way is thrown, or never answered. */
  request<T>(ask: (instance: Instance) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** Called after every change of the client's state, whichever client it is. */
  onState(listener: (state: DropState) => void): void;
};

export function createPhone(world: World, name: string, person: Person, choices: Choices): Phone {
  const { scheduler, faults, saleroom, functions, gateway, tell } = world;
  const link: Link = { phone: name, cutOffUntilMs: 0, asleepUntilMs: 0 };
  const clock = createDeviceClock(scheduler, faults, choices, () => link.asleepUntilMs);
  const listeners: ((state: DropState) => void)[] = [];

  const wayMs = (): number => Math.max(0, link.cutOffUntilMs - scheduler.nowMs()) + choices.whole(4, 40);

  const request: Phone['request'] = (ask) =>
    new Promise((resolve, reject) => {
      const lose = (): void => {
        if (choices.happens(0.5))
          scheduler.after(choices.whole(50, 5_000), () => reject(new Error('the request was lost')));
      };
      if (faults.strikes('ticketLost')) return lose();
      scheduler.after(wayMs(), () =>
        functions.invoke({
          of: 'http',
          handle: ask,
          done: (outcome) => {
            if (faults.strikes('ticketLost')) return lose();
            scheduler.after(wayMs(), () => {
              const text = JSON.stringify(outcome.kind === 'done' ? outcome.value : outcome);
              tell({ type: 'delivered', atMs: scheduler.nowMs(), phone: name, channel: 'http', text });
              resolve(outcome);
            });
          },
          failed: () => scheduler.after(wayMs(), () => reject(new Error('the function failed'))),
        }),
      );
    });

  const takeTicket = async (): Promise<TicketResult> => {
    const outcome = await request(({ ports }) =>
      saleroom.issueTicket(ports, person, world.dropId, pageOrigin),
    );
    if (outcome.kind === 'refused') return { kind: 'refused', code: outcome.code, message: outcome.detail };
    const parsed = parseAs(ticketSchema, JSON.parse(JSON.stringify(outcome.value)));
    if (parsed.kind === 'invalid') throw new Error(parsed.message);
    return { kind: 'ticket', ticket: parsed.value.ticket };
  };

  const load = (): DropClient => {
    tell({ type: 'phone-started', atMs: scheduler.nowMs(), phone: name, userId: person.userId });
    const loaded = saleroom.createDropClient({
      webSocketUrl: 'wss://drop.example/live',
      ports: {
        ...{ nowMs: clock.nowMs, after: clock.after, random: choices.unit },
        ...{ takeTicket, openSocket: (url, events) => gateway.openSocket(link, url, events) },
      },
    });
    let shown: DropState['lots'] = [];
    loaded.subscribe((state) => {
      if (state.lots !== shown) {
        shown = state.lots;
        tell({ type: 'phone-shows', atMs: scheduler.nowMs(), phone: name, lots: shown });
      }
      for (const listener of listeners) listener(state);
    });
    return loaded;
  };

  let client = load();
  return {
    ...{ name, person, link, clock, request },
    client: () => client,
    start: () => client.start(),
    restart: () => {
      client.stop();
      client = load();
      client.start();
    },
    onState: (listener) => listeners.push(listener),
  };
}
