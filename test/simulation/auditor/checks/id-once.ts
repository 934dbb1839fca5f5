import type { MakeCheck } from '../check.ts';

/** [B10] No id of a bid or a command is committed twice on a lot. */
export const idOnce: MakeCheck = () => ({
  name: 'id-once',
  on: {
    'lot-committed': ({ atMs, lotId, track, after }, _world, report) => {
      for (const event of after.events) {
        const bid = event.type === 'BidAccepted' ? track.bids.get(event.bidId) : undefined;
        if (bid !== undefined)
          report('B10', atMs, `bid ${bid.bidId} was accepted at ${bid.sequence} and again`, lotId);
        if ('commandId' in event && track.commands.has(event.commandId))
          report('B10', atMs, `command ${event.commandId} was carried out twice`, lotId);
      }
    },
  },
});
