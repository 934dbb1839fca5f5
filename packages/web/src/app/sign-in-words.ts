/** Why signing in did not work, as far as a fault tells: an issuer's refusal has a code and sometimes words of its own. */
export function signInWords(fault: unknown): string {
  const said: { readonly error?: unknown; readonly error_description?: unknown } = Object(fault);
  if (said.error === 'access_denied') return 'Signing in was declined.';
  const why = [said.error_description, said.error].find((words) => typeof words === 'string');
  if (why !== undefined) return `Signing in did not work: ${why}`;
  return `Signing in did not work: ${fault instanceof Error ? fault.message : String(fault)}`;
}
