import type { Adapter, AdapterPayload } from 'oidc-provider';

type Kept = { readonly payload: AdapterPayload; readonly expiresAtMs: number };

/** Where the issuer keeps sessions and codes: in memory, for everyone here can simply choose again who they are. */
export function createIssuerMemory(): (model: string) => Adapter {
  const kept = new Map<string, Kept>();

  const live = (key: string): AdapterPayload | undefined => {
    const entry = kept.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAtMs > Date.now()) return entry.payload;
    kept.delete(key);
    return undefined;
  };

  const find = (matches: (payload: AdapterPayload) => boolean, model: string): AdapterPayload | undefined => {
    for (const key of kept.keys()) {
      const payload = key.startsWith(`${model}:`) ? live(key) : undefined;
      if (payload !== undefined && matches(payload)) return payload;
    }
    return undefined;
  };

  return (model) => ({
    upsert: async (id, payload, expiresInS) => {
      const lifeMs = expiresInS > 0 ? expiresInS * 1_000 : 24 * 3_600_000;
      kept.set(`${model}:${id}`, { payload, expiresAtMs: Date.now() + lifeMs });
    },
    find: async (id) => live(`${model}:${id}`),
    findByUid: async (uid) => find((payload) => payload.uid === uid, model),
    findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode, model),
    consume: async (id) => {
      const payload = live(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
    },
    destroy: async (id) => {
      kept.delete(`${model}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}
