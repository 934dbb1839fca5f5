import { assertNever } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type {
  Feed,
  FeedEffect,
  FeedEvent,
  FeedPhase,
  FeedStep,
  FeedTimer,
  FeedWorld,
  FlowingPhase,
} from './feed-state.ts';
import { type Loss, lossWait } from './loss-wait.ts';
import {
  alone,
  hinted,
  hurriedSilenceMs,
  hurriedWaitMs,
  isOverdue,
  type MakingSure,
  reached,
  withSpread,
} from './outlook.ts';
import type { FeedFrame } from './read-feed-frame.ts';

const timers: readonly FeedTimer[] = ['step', 'retry', 'silence', 'proven', 'missed'];
const clearTimer = (timer: FeedTimer): FeedEffect => ({ kind: 'clear-timer', timer });
const setTimer = (timer: FeedTimer, ms: number): FeedEffect => ({ kind: 'set-timer', timer, ms });
const leaving: readonly FeedEffect[] = [{ kind: 'lose-socket' }, ...timers.map(clearTimer)];

/** What a phone's subscription to the feed becomes by an event, and what is to be done about it. Pure. */
export function stepFeed(feed: Feed, event: FeedEvent, world: FeedWorld): FeedStep {
  if ('round' in event && event.round !== feed.round) return [feed, []];
  const { phase } = feed;
  switch (event.kind) {
    case 'start':
      if (phase.kind !== 'stopped') return [feed, []];
      return begin({ ...feed, outlook: alone(feed.outlook) }, world);
    case 'stop':
      if (phase.kind === 'stopped') return [feed, []];
      return [{ ...feed, round: feed.round + 1, phase: { kind: 'stopped' } }, leaving];
    case 'doubted':
      return phase.kind === 'flowing' ? renew(feed, phase, world) : [feed, []];
    case 'hint': {
      const [outlook, move] = hinted(feed.outlook, event.hint);
      return onMove({ ...feed, outlook }, move, world);
    }
    case 'token':
      return phase.kind === 'taking-token' ? onToken(feed, event.result, world) : [feed, []];
    case 'opened':
      if (phase.kind !== 'opening') return [feed, []];
      return [
        { ...feed, phase: { kind: 'greeting', sinceMs: world.nowMs } },
        [{ kind: 'say-init' }, setTimer('step', clientLimits.helloWaitMs)],
      ];
    case 'closed':
      return onClosed(feed, world);
    case 'frame':
      return onFrame(feed, event.frame, world);
    case 'spread':
      return [{ ...feed, outlook: withSpread(feed.outlook, event.ms) }, []];
    case 'timer':
      return onTimer(feed, event.timer, world);
    default:
      return assertNever(event);
  }
}

function begin(feed: Feed, { nowMs }: FeedWorld): FeedStep {
  const round = feed.round + 1;
  return [
    { ...feed, round, phase: { kind: 'taking-token', sinceMs: nowMs } },
    [{ kind: 'take-token', round }, setTimer('step', clientLimits.ticketWaitMs)],
  ];
}

function lose(feed: Feed, world: FeedWorld, loss: Loss): FeedStep {
  // No bid goes by the feed: nobody has to be back on it before the others.
  const { ms, outlook } = lossWait(feed.outlook, loss, { ...world, wanted: false });
  const phase: FeedPhase = { kind: 'waiting', retryAtMs: world.nowMs + ms };
  return [{ round: feed.round + 1, outlook, phase }, [...leaving, setTimer('retry', ms)]];
}

/** A token that is refused may be another one next time; but it is not tried as often as a network. */
function loseRefused(feed: Feed, world: FeedWorld, code: string): FeedStep {
  if (tooMuch.test(code)) return lose(feed, world, 'crowded');
  const { visible } = feed.outlook;
  const [lost, effects] = lose({ ...feed, outlook: { ...feed.outlook, visible: false } }, world, 'own');
  return [{ ...lost, outlook: { ...lost.outlook, visible } }, effects];
}

/** What the service's names for "more than it takes at once" have in common. */
const tooMuch = /limit|throttl|too.?many/i;

function onToken(
  feed: Feed,
  result: Extract<FeedEvent, { kind: 'token' }>['result'],
  world: FeedWorld,
): FeedStep {
  if (result.kind === 'fault') return lose(feed, world, 'own');
  return [
    { ...feed, phase: { kind: 'opening', sinceMs: world.nowMs } },
    [
      { kind: 'open-socket', round: feed.round, token: result.token },
      setTimer('step', clientLimits.openWaitMs),
    ],
  ];
}

/** A socket that ends although this phone's network seems well ended on the other side, and perhaps everybody's did. */
function onClosed(feed: Feed, world: FeedWorld): FeedStep {
  const { phase } = feed;
  const { offline } = feed.outlook;
  switch (phase.kind) {
    case 'opening':
      return lose(feed, world, 'own');
    case 'greeting':
    case 'subscribing':
      return lose(feed, world, offline ? 'own' : 'ended');
    case 'flowing': {
      const { renewal } = phase;
      if (renewal === undefined || renewal.heard) return lose(feed, world, offline ? 'own' : 'ended');
      const quietMs = world.nowMs - renewal.sinceMs;
      // A device that killed the socket in its sleep says so just after waking, when the renewal is young.
      const doubted = renewal.makingSure !== undefined || quietMs >= clientLimits.quietBeforeCloseMs;
      return lose(feed, world, offline || doubted ? 'own' : 'ended');
    }
    case 'stopped':
    case 'taking-token':
    case 'waiting':
      return [feed, []];
    default:
      return assertNever(phase);
  }
}

function onFrame(feed: Feed, frame: FeedFrame, world: FeedWorld): FeedStep {
  const { phase } = feed;
  switch (phase.kind) {
    case 'greeting':
      if (frame.kind === 'acknowledged') return subscribe(feed, frame.silenceMaxMs, world);
      return frame.kind === 'refused' ? loseRefused(feed, world, frame.code) : [feed, []];
    case 'subscribing':
      if (frame.kind === 'subscribed') return flow(feed, phase.silenceMaxMs, world);
      return frame.kind === 'refused' ? loseRefused(feed, world, frame.code) : [feed, []];
    case 'flowing':
      return onFrameFlowing(feed, phase, frame, world);
    case 'stopped':
    case 'taking-token':
    case 'opening':
    case 'waiting':
      return [feed, []];
    default:
      return assertNever(phase);
  }
}

const subscribe = (feed: Feed, silenceMaxMs: number, { nowMs }: FeedWorld): FeedStep => [
  { ...feed, phase: { kind: 'subscribing', sinceMs: nowMs, silenceMaxMs } },
  [{ kind: 'subscribe', nth: 1 }, setTimer('step', clientLimits.helloWaitMs)],
];

const flow = (feed: Feed, silenceMaxMs: number, { nowMs }: FeedWorld): FeedStep => [
  {
    ...feed,
    outlook: reached(feed.outlook),
    phase: {
      kind: 'flowing',
      silenceMaxMs,
      deadAtMs: nowMs + silenceMaxMs,
      asked: 1,
      held: 1,
      missed: false,
    },
  },
  [
    clearTimer('step'),
    setTimer('silence', silenceMaxMs),
    setTimer('proven', clientLimits.provenAfterMs),
    { kind: 'missed' },
    { kind: 'ask-missed' },
  ],
];

/** Whatever it is, it shows that the server is there. */
function onFrameFlowing(before: Feed, was: FlowingPhase, frame: FeedFrame, world: FeedWorld): FeedStep {
  const phase: FlowingPhase = {
    ...was,
    deadAtMs: world.nowMs + was.silenceMaxMs,
    ...(was.renewal === undefined ? {} : { renewal: { ...was.renewal, heard: true } }),
  };
  const feed: Feed = { ...before, phase };
  const heard = setTimer('silence', phase.silenceMaxMs);
  switch (frame.kind) {
    case 'subscribed':
      if (phase.renewal === undefined) return [feed, [heard]];
      return [
        renewed(feed, { ...phase, held: phase.asked }),
        [heard, { kind: 'unsubscribe', nth: phase.held }],
      ];
    case 'refused':
      if (frame.what === 'message') return [feed, [heard]];
      if (frame.what === 'connection' || phase.renewal === undefined)
        return loseRefused(feed, world, frame.code);
      // It does not say whether the subscription there was still stands. A token that is over would have every other one
      // refused too: a fresh one is taken. One that is only too many may be asked for again.
      return tooMuch.test(frame.code) ? [renewed(feed, phase), [heard]] : lose(feed, world, 'own');
    case 'undelivered':
      return missSomething(feed, phase, world, heard);
    case 'acknowledged':
    case 'alive':
    case 'events':
    case 'invalid':
      return [feed, [heard]];
    default:
      return assertNever(frame);
  }
}

function renewed(feed: Feed, { renewal: _, ...phase }: FlowingPhase): Feed {
  return { ...feed, phase };
}

/** Everybody missed it: they do not all ask at once. */
function missSomething(feed: Feed, phase: FlowingPhase, world: FeedWorld, heard: FeedEffect): FeedStep {
  const missed: FeedEffect = { kind: 'missed' };
  if (phase.missed) return [feed, [heard, missed]];
  const spreadMs = Math.max(clientLimits.missedSpreadMs, feed.outlook.spreadMs);
  return [
    { ...feed, phase: { ...phase, missed: true } },
    [heard, missed, setTimer('missed', Math.floor(world.chance * spreadMs))],
  ];
}

/**
 * A subscriber cannot ping, but it may subscribe again: the answer is a sign of life, and anything else that comes is too.
 * @param makingSure why so now, if something speaks for the socket having died unnoticed: then it gets less time
 */
function renew(feed: Feed, phase: FlowingPhase, { nowMs }: FeedWorld, makingSure?: MakingSure): FeedStep {
  const { renewal } = phase;
  const silenceMs = makingSure === undefined ? clientLimits.silenceMs : clientLimits.hintedFeedSilenceMs;
  const why = makingSure === undefined ? {} : { makingSure };
  if (renewal?.heard === false && !isOverdue(renewal.sinceMs, nowMs)) {
    const hurried: FlowingPhase = { ...phase, renewal: { ...why, ...renewal } };
    const ms = hurriedSilenceMs(renewal.sinceMs, nowMs, silenceMs);
    if (ms === undefined) return [{ ...feed, phase: hurried }, []];
    return [dueIn(feed, hurried, nowMs, ms), [setTimer('silence', ms)]];
  }
  // One whose own answer is still out was a moment ago, or it was lost: then there is another.
  if (renewal !== undefined && Math.abs(nowMs - renewal.sinceMs) < clientLimits.silenceMs) return [feed, []];
  const nth = phase.asked + 1;
  const asking: FlowingPhase = { ...phase, asked: nth, renewal: { sinceMs: nowMs, heard: false, ...why } };
  return [
    dueIn(feed, asking, nowMs, silenceMs),
    [{ kind: 'subscribe', nth }, setTimer('silence', silenceMs)],
  ];
}

const dueIn = (feed: Feed, phase: FlowingPhase, nowMs: number, ms: number): Feed => ({
  ...feed,
  phase: { ...phase, deadAtMs: nowMs + ms },
});

function onMove(feed: Feed, move: ReturnType<typeof hinted>[1], world: FeedWorld): FeedStep {
  const { phase } = feed;
  switch (move.kind) {
    case 'nothing':
      return [feed, []];
    case 'make-sure':
      return phase.kind === 'flowing' ? renew(feed, phase, world) : [feed, []];
    case 'come-back':
      return comeBack(feed, move.doomedAfterMs, world);
    default:
      return assertNever(move);
  }
}

function comeBack(feed: Feed, doomedAfterMs: number, world: FeedWorld): FeedStep {
  const { phase } = feed;
  switch (phase.kind) {
    case 'flowing':
      return renew(feed, phase, world, 'hinted');
    case 'waiting': {
      const mostMs = Math.floor(world.chance * clientLimits.hintedWaitMs);
      const ms = hurriedWaitMs(phase.retryAtMs, world.nowMs, mostMs);
      if (ms === undefined) return [feed, []];
      return [{ ...feed, phase: { ...phase, retryAtMs: world.nowMs + ms } }, [setTimer('retry', ms)]];
    }
    case 'taking-token':
    case 'opening':
    case 'greeting':
    case 'subscribing': {
      if (Math.abs(world.nowMs - phase.sinceMs) < doomedAfterMs) return [feed, []];
      const [begun, effects] = begin(feed, world);
      return [begun, [...leaving, ...effects]];
    }
    case 'stopped':
      return [feed, []];
    default:
      return assertNever(phase);
  }
}

function onTimer(feed: Feed, timer: FeedTimer, world: FeedWorld): FeedStep {
  const { phase } = feed;
  switch (timer) {
    case 'step':
      return isTrying(phase) ? lose(feed, world, 'own') : [feed, []];
    case 'retry':
      return phase.kind === 'waiting' ? begin(feed, world) : [feed, []];
    case 'silence':
      return phase.kind === 'flowing' ? onSilence(feed, phase, world) : [feed, []];
    case 'proven':
      return [phase.kind === 'flowing' ? { ...feed, outlook: alone(feed.outlook) } : feed, []];
    case 'missed':
      if (phase.kind !== 'flowing') return [feed, []];
      return [{ ...feed, phase: { ...phase, missed: false } }, [{ kind: 'ask-missed' }]];
    default:
      return assertNever(timer);
  }
}

const isTrying = ({ kind }: FeedPhase): boolean =>
  kind === 'taking-token' || kind === 'opening' || kind === 'greeting' || kind === 'subscribing';

/**
 * Dead is nothing at all heard for so long; but a phone that slept through that has not listened yet. It listens once: where
 * nobody sees the page, every timer may be so late.
 */
function onSilence(feed: Feed, phase: FlowingPhase, world: FeedWorld): FeedStep {
  const { renewal, ...listening } = phase;
  const listened = renewal?.heard === false && renewal.makingSure === 'slept';
  if (listened || world.nowMs - phase.deadAtMs < clientLimits.sleptMs) return lose(feed, world, 'own');
  return renew(feed, listening, world, 'slept');
}
