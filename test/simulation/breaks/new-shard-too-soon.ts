import type { Break } from './break.ts';

export const newShardTooSoon: Break = {
  name: 'new-shard-too-soon',
  defect: 'a new shard takes connections as soon as it is there, while some still send to the old ones only',
  plant: (sound) => ({
    ...sound,
    admit: (ports, ticket, origin, connectionId) => {
      const readShardLoads: typeof ports.audience.readShardLoads = async (dropId) => {
        const loads = await ports.audience.readShardLoads(dropId);
        return loads === undefined ? undefined : { ...loads, countBefore: loads.shardCount };
      };
      return sound.admit(
        { ...ports, audience: { ...ports.audience, readShardLoads } },
        ticket,
        origin,
        connectionId,
      );
    },
  }),
};
