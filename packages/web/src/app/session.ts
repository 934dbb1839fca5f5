import { deviceNowMs } from './device-clock.ts';

/** Who is signed in, in this tab. */
export type Session = {
  readonly accessToken: string;
  /** By the device's clock; absent when the issuer did not say. */
  readonly expiresAtMs?: number;
  /** What the issuer calls this person; their id where it has nothing kinder. */
  readonly name: string;
};

const key = 'gaveldrop.session';

/** The session kept in this tab, unless there is none or its time is up. */
export function keptSession(): Session | undefined {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return undefined;
  // Only this module writes under this key.
  const session = JSON.parse(kept) as Session;
  if (session.expiresAtMs !== undefined && session.expiresAtMs <= deviceNowMs()) {
    forgetSession();
    return undefined;
  }
  return session;
}

export const keepSession = (session: Session): void => sessionStorage.setItem(key, JSON.stringify(session));
export const forgetSession = (): void => sessionStorage.removeItem(key);
