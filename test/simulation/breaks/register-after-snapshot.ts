import type { Connection } from '@gaveldrop/saleroom';
import type { Break } from './break.ts';

export const registerAfterSnapshot: Break = {
  name: 'register-after-snapshot',
  defect: 'a phone that says hello is registered only once the lots have been read for it',
  plant: (sound) => ({
    ...sound,
    joinDrop: async (ports, principal, connectionId, hello) => {
      let connection: Connection | undefined;
      const audience = {
        ...ports.audience,
        register: async (one: Connection) => {
          connection = one;
        },
      };
      const welcome = await sound.joinDrop({ ...ports, audience }, principal, connectionId, hello);
      if (connection !== undefined) await ports.audience.register(connection);
      return welcome;
    },
  }),
};
