import type { Break } from './break.ts';

export const refuseAResendTooSoon: Break = {
  name: 'refuse-a-resend-too-soon',
  defect: 'a resend is decided like a first sending, while what was sent before may still land',
  plant: (sound) => ({
    ...sound,
    placeBid: (ports, principal, bid, stampMs) =>
      sound.placeBid(ports, principal, { ...bid, attempt: 1 }, stampMs),
  }),
};
