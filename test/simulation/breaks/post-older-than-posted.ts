import type { Break } from './break.ts';

export const postOlderThanPosted: Break = {
  name: 'post-older-than-posted',
  defect: 'a worker posts what its pulses say, whatever it has posted before',
  plant: (sound) => ({
    ...sound,
    broadcastPulses: (ports, memory, received) =>
      sound.broadcastPulses(
        { ...ports, lots: { read: async () => undefined } },
        { ...memory, postedOf: () => 0 },
        received,
      ),
  }),
};
