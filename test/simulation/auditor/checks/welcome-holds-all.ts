import type { MakeCheck } from '../check.ts';
import { isRunning } from '../expected/status-of.ts';
import type { LotState, LotTrack } from '../world.ts';

/** The state that stood at a step. */
const stateAt = (track: LotTrack, step: number): LotState | undefined =>
  track.states.findLast((state) => state.fromStep <= step);

/**
 * [wire] A connection is registered before its welcome is read, so that every change is in the welcome or pushed: of each lot
 * that runs or that the phone has, the welcome says nothing older than what stood when the connection was registered.
 */
export const welcomeHoldsAll: MakeCheck = () => ({
  name: 'welcome-holds-all',
  on: {
    answered: ({ atMs, told, received, handling }, world, report) => {
      if (told.type !== 'welcome' || told.more === true) return;
      const registered = world.registeredStep.get(received.connection);
      if (registered === undefined || registered < handling.step) {
        report('wire', atMs, 'a welcome was given to a connection before it was registered');
        return;
      }
      const have = received.said?.have ?? {};
      const dropId = received.connected?.principal.dropId;
      const welcomed = new Map((told.lots ?? []).map((lot) => [lot.lotId, lot.sequence]));
      for (const track of world.lots.values()) {
        const state = stateAt(track, registered);
        if (state === undefined || state.stored.dropId !== dropId) continue;
        const had = have[String(state.stored.number)];
        if (had === undefined && !isRunning(state.stored)) continue;
        const has = Math.max(had ?? 0, welcomed.get(track.lotId) ?? 0);
        if (has < state.stored.sequence) {
          const stood = `${state.stored.sequence} stood when it was registered`;
          report('wire', atMs, `a phone is welcomed at sequence ${has}; ${stood}`, track.lotId);
        }
      }
    },
  },
});
