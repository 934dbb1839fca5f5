import { type ConnectionId, type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Principal } from './principal.ts';

export type RenewPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly metrics: Metrics;
  readonly audience: Pick<AudienceStore, 'renewLease'>;
};

/**
 * Whether a ping is the one that renews: the first of a stretch of `leaseRenewEveryMs` since the socket opened. Pings come
 * every `pingEveryMs`, so that just one falls into the beginning of a stretch, and nobody has to remember which it was.
 */
function renews(connectedAtMs: EpochMs, stampMs: EpochMs): boolean {
  const upMs = stampMs - connectedAtMs;
  return upMs >= limits.leaseRenewEveryMs && upMs % limits.leaseRenewEveryMs < limits.pingEveryMs;
}

/**
 * Keeps a connection's lease for as long as its phone pings, with one write in some pings. One that could not be written
 * is counted and left: the next stretch renews it too, and a lease that lapsed costs its phone nothing.
 * @param connectedAtMs when the gateway opened the socket.
 * @param stampMs the gateway's stamp of the ping.
 */
export async function renewLease(
  { clock, metrics, audience }: RenewPorts,
  { dropId, userId }: Principal,
  connectionId: ConnectionId,
  connectedAtMs: EpochMs,
  stampMs: EpochMs,
): Promise<void> {
  if (!renews(connectedAtMs, stampMs)) return;
  const expiresAtMs = epochMs(clock.nowMs() + limits.connectionLeaseMs);
  try {
    await audience.renewLease(dropId, userId, connectionId, expiresAtMs);
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    metrics.count('leaseNotRenewed');
  }
}
