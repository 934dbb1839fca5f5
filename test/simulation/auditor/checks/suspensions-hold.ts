import type { SuspensionAsked } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { isRunning } from '../expected/status-of.ts';

/**
 * [L5] A lot opens with its drop's suspended paddles, and once a suspension is done every lot that runs has it. (That a suspended
 * paddle's bid is not accepted is looked at with each bid.)
 */
export const suspensionsHold: MakeCheck = () => {
  const asked = new Map<string, SuspensionAsked>();
  /** Requests that another for the same paddle overlapped: which of them is the last is nobody's to say. */
  const contested = new Set<string>();
  return {
    name: 'suspensions-hold',
    on: {
      'open-lots-committed': ({ atMs, lotIds, suspendedPaddles }, world, report) => {
        for (const lotId of lotIds) {
          const state = world.lots.get(lotId)?.states.at(-1);
          const opened = state?.stored.events.find((event) => event.type === 'LotOpened');
          if (state?.fromMs !== atMs || opened === undefined) continue;
          const listed = [...suspendedPaddles].sort().join();
          const copied = [...opened.suspendedPaddles].sort().join();
          if (listed !== copied)
            report('L5', atMs, `the lot opens with paddles ${copied} suspended, not ${listed}`, lotId);
        }
      },
      'suspension-asked': (request) => {
        for (const other of asked.values())
          if (other.paddleNumber === request.paddleNumber) contested.add(other.request).add(request.request);
        asked.set(request.request, request);
      },
      'suspension-answered': ({ atMs, request, outcome }, world, report) => {
        const wish = asked.get(request);
        // One that failed may have its writes under way still: it goes on contesting.
        if (outcome !== 'failed') asked.delete(request);
        if (wish === undefined || outcome !== 'done' || contested.has(request)) return;
        const { dropId, paddleNumber, suspended } = wish;
        for (const { lotId, states } of world.lots.values()) {
          const lot = states.at(-1)?.stored;
          if (lot === undefined || lot.dropId !== dropId || !isRunning(lot)) continue;
          if (lot.suspendedPaddles.includes(paddleNumber) === suspended) continue;
          const what = suspended ? 'suspended' : 'readmitted';
          report('L5', atMs, `paddle ${paddleNumber} was ${what}, but the lot does not know it`, lotId);
        }
      },
    },
  };
};
