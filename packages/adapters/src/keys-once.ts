import type { Keys, SaleroomKeys } from '@gaveldrop/saleroom';
import { saleroomKeys } from './saleroom-keys.ts';

/**
 * Keys whose secret is read at the first call and kept; a reading that failed is forgotten, so the next call reads again.
 * A call whose promise nobody awaits is safe: its failure is met by the call that needs the keys.
 */
export function keysOnce(readSecret: () => Promise<string>): Keys {
  let loading: Promise<SaleroomKeys> | undefined;
  const read = async (): Promise<SaleroomKeys> => saleroomKeys(await readSecret());
  return {
    load: () => {
      if (loading !== undefined) return loading;
      const started = read();
      loading = started;
      started.catch(() => {
        loading = undefined;
      });
      return started;
    },
  };
}
