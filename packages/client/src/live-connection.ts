import { limits } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { Asking, Connection, ConnectionStep, ConnectionWorld, LivePhase } from './connection-state.ts';
import { beginAnew, clearTimer, lose, setTimer } from './connection-try.ts';
import { hurriedSilenceMs, isOverdue, reached } from './outlook.ts';

/** A connection that was just welcomed: it sets its clock, and knows when it will be replaced. */
export function goLive(before: Connection, world: ConnectionWorld): ConnectionStep {
  const connection = { ...before, outlook: reached(before.outlook) };
  const welcomed: LivePhase = {
    kind: 'live',
    hello: 'answered',
    pingedAtMs: world.nowMs,
    nextPing: 'time',
    clockPings: 0,
  };
  // The welcome has just said how all lots stand: the first pings only ask for the time.
  const [pinging, effects] = ping(connection, welcomed, world, 'time');
  const { plannedEndMinMs, plannedEndMaxMs } = clientLimits;
  const plannedMs = plannedEndMinMs + Math.floor(world.chance * (plannedEndMaxMs - plannedEndMinMs));
  return [
    pinging,
    [
      clearTimer('step'),
      setTimer('proven', clientLimits.provenAfterMs),
      setTimer('planned', plannedMs),
      ...effects,
      setTimer('ping', clientLimits.quickPingEveryMs),
    ],
  ];
}

/** A further welcome: the answer to a `hello` that asked again. */
export function onFurtherWelcome(connection: Connection, phase: LivePhase): ConnectionStep {
  const answered: LivePhase = { ...phase, hello: 'answered' };
  if (phase.hello === 'asked-and-wanted') return askAgain(connection, answered);
  return [{ ...connection, phase: answered }, [clearTimer('step')]];
}

/** One `hello` at a time: its answer must be its own, or it would say nothing about the round trip. */
export function askAgain(connection: Connection, phase: LivePhase): ConnectionStep {
  if (phase.hello !== 'answered')
    return [{ ...connection, phase: { ...phase, hello: 'asked-and-wanted' } }, []];
  return [
    { ...connection, phase: { ...phase, hello: 'asked' } },
    [{ kind: 'say-hello', first: false }, setTimer('step', clientLimits.helloWaitMs)],
  ];
}

/**
 * A further `hello` that stays unanswered is said again, with a ping: whether the connection is dead is for that to find
 * out, since what failed may have been the answer alone.
 */
export function onHelloUnanswered(
  connection: Connection,
  phase: LivePhase,
  world: ConnectionWorld,
): ConnectionStep {
  if (phase.hello === 'answered') return [connection, []];
  const [asking, hello] = askAgain(connection, { ...phase, hello: 'answered' });
  if (asking.phase.kind !== 'live' || phase.quietSinceMs !== undefined) return [asking, hello];
  const [pinging, effects] = ping(asking, asking.phase, world, 'time');
  return [pinging, [...hello, ...effects]];
}

/** Something came: nothing is outstanding any more. */
export function onHeard(connection: Connection, phase: LivePhase): ConnectionStep {
  if (phase.quietSinceMs === undefined) return [connection, []];
  const { quietSinceMs: _, makingSure: __, ...heard } = phase;
  return [{ ...connection, phase: heard }, [clearTimer('silence')]];
}

/** A ping; the first that is unanswered starts the wait for a sign of life. */
export function ping(
  connection: Connection,
  phase: LivePhase,
  { nowMs }: ConnectionWorld,
  asks: Asking,
  silenceMs: number = clientLimits.silenceMs,
): ConnectionStep {
  const silence = phase.quietSinceMs === undefined ? [setTimer('silence', silenceMs)] : [];
  const pinged: LivePhase = { ...phase, pingedAtMs: nowMs, quietSinceMs: phase.quietSinceMs ?? nowMs };
  return [{ ...connection, phase: pinged }, [{ kind: 'say-ping', asks }, ...silence]];
}

/** The next ping is due. */
export function onPingTimer(
  connection: Connection,
  phase: LivePhase,
  world: ConnectionWorld,
): ConnectionStep {
  const asks = phase.nextPing;
  const clockPings = asks === 'time' ? phase.clockPings + 1 : phase.clockPings;
  const [nextPing, nextMs] = pingAfter(clockPings, world.clockVague);
  const [pinging, effects] = ping(connection, { ...phase, clockPings, nextPing }, world, asks);
  return [pinging, [...effects, setTimer('ping', nextMs)]];
}

/** What the ping after so many for the clock is for, and when it is due: a vague clock is asked about further. */
function pingAfter(clockPings: number, clockVague: boolean): readonly ['time' | 'news', number] {
  const { quickPings, quickPingEveryMs, vaguePings, vaguePingEveryMs } = clientLimits;
  if (clockPings < quickPings) return ['time', quickPingEveryMs];
  if (clockVague && clockPings < quickPings + vaguePings) return ['time', vaguePingEveryMs];
  return ['news', limits.pingEveryMs];
}

/** The clock got vague while nothing but news was to be asked for: it is asked about as after a welcome, as often at the most. */
export function onClockVague(connection: Connection, phase: LivePhase): ConnectionStep {
  const { quickPings, vaguePings, vaguePingEveryMs } = clientLimits;
  if (phase.nextPing === 'time' || phase.clockPings >= quickPings + vaguePings) return [connection, []];
  return [{ ...connection, phase: { ...phase, nextPing: 'time' } }, [setTimer('ping', vaguePingEveryMs)]];
}

/** The clock cannot be right: a ping asks for the time, unless one is under way or was a moment ago. */
export function onClockDoubted(
  connection: Connection,
  phase: LivePhase,
  world: ConnectionWorld,
): ConnectionStep {
  if (phase.quietSinceMs !== undefined) return [connection, []];
  // A clock that was set back since makes the last ping look like one to come: then it is asked for too.
  const sinceMs = Math.abs(world.nowMs - phase.pingedAtMs);
  if (sinceMs < clientLimits.clockAskEveryMs) return [connection, []];
  return ping(connection, phase, world, 'time');
}

/** The device says that it has no network: then nothing will be heard, and a ping finds out whether that is so. */
export function doubtNetwork(
  connection: Connection,
  phase: LivePhase,
  world: ConnectionWorld,
): ConnectionStep {
  if (phase.quietSinceMs !== undefined) return [connection, []];
  return ping(connection, phase, world, 'time');
}

/** Pings, and waits for a sign of life less long than usual; a ping that is out already is given no more time than that. */
export function makeSure(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const { hintedSilenceMs } = clientLimits;
  const { quietSinceMs, ...before } = phase;
  if (quietSinceMs === undefined || isOverdue(quietSinceMs, world.nowMs))
    return ping(connection, { ...before, makingSure: 'hinted' }, world, 'news', hintedSilenceMs);
  const ms = hurriedSilenceMs(quietSinceMs, world.nowMs, hintedSilenceMs);
  return [
    { ...connection, phase: { ...phase, makingSure: phase.makingSure ?? 'hinted' } },
    ms === undefined ? [] : [setTimer('silence', ms)],
  ];
}

/**
 * Dead is a ping outstanding with nothing heard; but a phone that slept through that has not listened yet. It listens once:
 * where nobody sees the page, every timer may be so late.
 */
export function onSilence(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const { quietSinceMs, makingSure, ...heard } = phase;
  if (quietSinceMs === undefined) return [connection, []];
  const lateMs = world.nowMs - quietSinceMs - clientLimits.silenceMs;
  if (lateMs >= clientLimits.sleptMs && makingSure !== 'slept')
    return ping(connection, { ...heard, makingSure: 'slept' }, world, 'news', clientLimits.hintedSilenceMs);
  const [lost, effects] = lose(connection, world, makingSure === undefined ? 'unheard' : 'own');
  return [lost, [...effects, { kind: 'doubt-network' }]];
}

/**
 * Nobody is cut off in a climax, or with a bid under way, as long as the gateway's own end is far enough. Those whose end was
 * put off look again at a time of their own, over what all would spread over: else they would all go when the hammer falls.
 */
export function onPlanned(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const { plannedPutOffMs, plannedPutOffMaxMs } = clientLimits;
  const putOffSinceMs = phase.putOffSinceMs ?? world.nowMs;
  const leftMs = putOffSinceMs + plannedPutOffMaxMs - world.nowMs;
  const calm = !world.climax && !world.wanted;
  if (calm || leftMs <= 0) return beginAnew(connection, world);
  const drawnMs = plannedPutOffMs + Math.floor(world.chance * connection.outlook.spreadMs);
  return [
    { ...connection, phase: { ...phase, putOffSinceMs } },
    [setTimer('planned', Math.min(drawnMs, leftMs))],
  ];
}
