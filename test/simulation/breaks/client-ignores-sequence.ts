import type { DropClient } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import type { LotNumber } from '@gaveldrop/units';
import type { Break } from './break.ts';

export const clientIgnoresSequence: Break = {
  name: 'client-ignores-sequence',
  defect: 'a phone shows of each lot what it heard last, newer or not',
  plant: (sound) => ({
    ...sound,
    createDropClient: ({ webSocketUrl, ports }) => {
      const heard = new Map<LotNumber, PublicLot>();
      let shown: readonly PublicLot[] = [];
      const hear = (text: string): void => {
        const { lots = [], lot }: { lots?: PublicLot[]; lot?: PublicLot } = JSON.parse(text);
        for (const one of lot === undefined ? lots : [...lots, lot]) heard.set(one.number, one);
        shown = [...heard.values()].sort((one, other) => one.number - other.number);
      };
      const client: DropClient = sound.createDropClient({
        webSocketUrl,
        ports: {
          ...ports,
          openSocket: (url, events) =>
            ports.openSocket(url, {
              ...events,
              onMessage: (text) => {
                hear(text);
                events.onMessage(text);
              },
            }),
        },
      });
      const state: DropClient['state'] = () => ({ ...client.state(), lots: shown });
      return { ...client, state, subscribe: (listener) => client.subscribe(() => listener(state())) };
    },
  }),
};
