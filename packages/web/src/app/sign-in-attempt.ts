/** What has to survive the way to the issuer and back. */
export type SignInAttempt = {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where on the page the person was. */
  readonly hash: string;
};

const key = 'gaveldrop.sign-in';

export const keepAttempt = (attempt: SignInAttempt): void =>
  sessionStorage.setItem(key, JSON.stringify(attempt));

/** The attempt under way in this tab, handed out once. */
export function takeAttempt(): SignInAttempt | undefined {
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  // Only this module writes under this key.
  return kept === null ? undefined : (JSON.parse(kept) as SignInAttempt);
}
