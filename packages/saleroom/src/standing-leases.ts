import { type EpochMs, limits } from '@gaveldrop/units';
import type { Lease, Leases } from './ports/audience-store.ts';

/** The leases that count now. */
export const standingLeases = ({ leases }: Leases, nowMs: EpochMs): readonly Lease[] =>
  leases.filter(({ expiresAtMs }) => expiresAtMs > nowMs);

/** The leases whose sockets may be up, counting or not: the gateway ends each in the end. */
export const closableLeases = ({ leases }: Leases, nowMs: EpochMs): readonly Lease[] =>
  leases.filter(({ sinceMs }) => nowMs - sinceMs <= limits.handshakeMaxMs + limits.connectionLifeMs);
