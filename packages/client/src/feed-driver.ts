import { assertNever } from '@gaveldrop/units';
import type { ClientPorts, FeedOptions } from './drop-client-api.ts';
import { stepFeed } from './feed.ts';
import { feedInit, feedProtocols, feedSubscribe, feedUnsubscribe } from './feed-protocol.ts';
import { type Feed, type FeedEffect, type FeedEvent, stoppedFeed } from './feed-state.ts';
import { heldSocket } from './held-socket.ts';
import type { NamedTimers } from './named-timers.ts';
import { readFeedFrame } from './read-feed-frame.ts';
import type { Turn } from './turns.ts';

/** What the driver tells the client around it. */
export type FeedDriverEvents = {
  /** A message of the drop's channel, as text. */
  onText(text: string): void;
  /** What came is no frame of the protocol. */
  onInvalid(message: string): void;
  onRefused(code: string, message: string): void;
  /** Changes may have been made until now that nobody pushed. */
  onMissed(): void;
  /** It is time to ask what they were, if nothing has told yet. */
  onAskMissed(): void;
};

/** A feed as a value, and the tokens, sockets and timers it asks for. */
export type FeedDriver = {
  feed(): Feed;
  dispatch(event: FeedEvent): void;
};

/** Does what `stepFeed` says is to be done, and tells it what came of that. */
export function feedDriver(
  options: FeedOptions,
  ports: ClientPorts,
  timers: NamedTimers,
  turn: Turn,
  events: FeedDriverEvents,
): FeedDriver {
  const { url, host, dropId } = options;
  let feed = stoppedFeed;
  let token = '';

  const dispatch = (event: FeedEvent): void => {
    const [next, effects] = stepFeed(feed, event, {
      nowMs: Math.round(ports.nowMs()),
      chance: ports.random(),
    });
    feed = next;
    effects.forEach(run);
  };

  const socket = heldSocket(ports, turn, {
    opened: (round) => dispatch({ kind: 'opened', round }),
    text(round, text) {
      if (round !== feed.round) return;
      const frame = readFeedFrame(text);
      dispatch({ kind: 'frame', round, frame });
      if (frame.kind === 'events') frame.texts.forEach(events.onText);
      if (frame.kind === 'invalid') events.onInvalid(frame.message);
      if (frame.kind === 'refused') events.onRefused(frame.code, frame.message);
    },
    closed: (round) => dispatch({ kind: 'closed', round }),
  });
  const say = (message: object): void => socket.send(JSON.stringify(message));

  const run = (effect: FeedEffect): void => {
    switch (effect.kind) {
      case 'take-token':
        void takeToken(effect.round);
        return;
      case 'open-socket':
        token = effect.token;
        socket.open(effect.round, url, feedProtocols({ host, token }));
        return;
      case 'lose-socket':
        socket.lose();
        return;
      case 'say-init':
        say(feedInit);
        return;
      case 'subscribe':
        say(feedSubscribe(dropId, effect.nth, { host, token }));
        return;
      case 'unsubscribe':
        say(feedUnsubscribe(effect.nth));
        return;
      case 'missed':
        events.onMissed();
        return;
      case 'ask-missed':
        events.onAskMissed();
        return;
      case 'set-timer':
        timers.set(`feed ${effect.timer}`, effect.ms, () => dispatch({ kind: 'timer', timer: effect.timer }));
        return;
      case 'clear-timer':
        timers.clear(`feed ${effect.timer}`);
        return;
      default:
        assertNever(effect);
    }
  };

  const takeToken = async (round: number): Promise<void> => {
    const result = await tokenOrFault(options);
    turn(() => dispatch({ kind: 'token', round, result }));
  };

  return { feed: () => feed, dispatch };
}

async function tokenOrFault(
  options: FeedOptions,
): Promise<{ readonly kind: 'token'; readonly token: string } | { readonly kind: 'fault' }> {
  try {
    return { kind: 'token', token: await options.token() };
  } catch {
    // A throw is a passing fault by the option's own promise: it is tried again after a back-off.
    return { kind: 'fault' };
  }
}
