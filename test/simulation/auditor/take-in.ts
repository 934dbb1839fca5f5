import type { LotCommitted, MessageReceived, Observation } from '../observation.ts';
import { parseTold } from './told.ts';
import type { Report } from './violation.ts';
import type { Commit, GivenAnswer, LotTrack, Received, Said, World } from './world.ts';

function parseSaid(text: string): Said | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Said) : undefined;
  } catch {
    return undefined;
  }
}

function trackOf(world: World, lotId: string): LotTrack {
  const known = world.lots.get(lotId);
  if (known !== undefined) return known;
  const track: LotTrack = {
    lotId,
    states: [],
    bySequence: new Map(),
    bids: new Map(),
    commands: new Map(),
  };
  world.lots.set(lotId, track);
  return track;
}

function takeCommit(world: World, { atMs, after, by }: LotCommitted, report: Report): Commit | undefined {
  const agreement = world.agreements.get(after.rulesId);
  if (agreement === undefined) {
    report('M7', atMs, `the lot names an agreement ${after.rulesId} that was never made`, after.lotId);
    return undefined;
  }
  const track = trackOf(world, after.lotId);
  const before = track.states.at(-1);
  if (before !== undefined) before.untilMs = atMs;
  const state = {
    stored: after,
    agreement,
    fromMs: atMs,
    fromStep: world.step,
    untilMs: Number.POSITIVE_INFINITY,
  };
  track.states.push(state);
  if (!track.bySequence.has(after.sequence)) track.bySequence.set(after.sequence, state);
  const handling = by === undefined ? undefined : world.handlings.get(by.handling);
  return { atMs, step: world.step, lotId: after.lotId, track, before, after, agreement, by, handling };
}

/** What a commit adds to what is known by id; after the checks have seen what was known before it. */
export function fileByIds({ step, track, after, by }: Commit): void {
  for (const event of after.events) {
    if (event.type === 'BidAccepted' && !track.bids.has(event.bidId))
      track.bids.set(event.bidId, {
        ...event,
        sequence: after.sequence,
        committedStep: step,
        handling: by?.handling,
      });
    if ('commandId' in event && !track.commands.has(event.commandId))
      track.commands.set(event.commandId, { step, handling: by?.handling });
  }
}

const takeMessage = (world: World, message: MessageReceived): Received => ({
  ...message,
  said: parseSaid(message.text),
  connected: world.connections.get(message.connection),
});

function takeAnswer(
  world: World,
  answered: Extract<Observation, { type: 'answered' }>,
): GivenAnswer | undefined {
  const handling = world.handlings.get(answered.handling);
  if (handling?.received === undefined) return undefined;
  const { atMs, clockMs, text } = answered;
  return { atMs, clockMs, text, told: parseTold(text), handling, received: handling.received };
}

/**
 * Takes one observation into the world.
 * @returns what the checks are told; undefined when there is nothing to look at.
 */
export function takeIn(
  world: World,
  observed: Observation,
  report: Report,
): Observation | Commit | GivenAnswer | undefined {
  if (observed.atMs < world.nowMs)
    report('observation', observed.atMs, `${observed.type} is told after something later`);
  world.step += 1;
  world.nowMs = Math.max(world.nowMs, observed.atMs);
  switch (observed.type) {
    case 'drop-set-up': {
      const { dropId, lotsOpenMax } = observed;
      world.drops.set(dropId, { lotsOpenMax, suspendedPaddles: [] });
      return observed;
    }
    case 'lot-agreed':
      world.agreements.set(observed.agreement.rules.rulesId, observed.agreement);
      return observed;
    case 'phone-started':
      world.phones.set(observed.phone, { userId: observed.userId });
      return observed;
    case 'connected':
      world.connections.set(observed.connection, observed);
      return observed;
    case 'message-received':
      world.messages.set(observed.message, takeMessage(world, observed));
      return observed;
    case 'handling-started': {
      const { message } = observed;
      const received = message === undefined ? undefined : world.messages.get(message);
      world.handlings.set(observed.handling, { ...observed, step: world.step, received });
      return observed;
    }
    case 'connection-registered':
      world.registeredStep.set(observed.connection, world.step);
      return observed;
    case 'open-lots-committed': {
      const drop = world.drops.get(observed.dropId);
      if (drop !== undefined) drop.suspendedPaddles = observed.suspendedPaddles;
      return observed;
    }
    case 'healed':
      world.healedAtMs = observed.atMs;
      return observed;
    case 'lot-committed':
      return takeCommit(world, observed, report);
    case 'answered':
      return takeAnswer(world, observed);
    default:
      return observed;
  }
}
