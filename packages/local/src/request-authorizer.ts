import { isRecord } from './template-properties.ts';

/** What a Lambda authorizer's result comes to. */
export type Authorization =
  | { readonly kind: 'allowed'; readonly context: Readonly<Record<string, string>> }
  | { readonly kind: 'denied' }
  /** The result is no policy: API Gateway answers 500. */
  | { readonly kind: 'invalid' };

const covers = (pattern: unknown, text: string): boolean => {
  const patterns = Array.isArray(pattern) ? pattern : [pattern];
  return patterns.some((one) => {
    const parts = String(one)
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(text);
  });
};

/**
 * Reads an authorizer's policy: allowed when a statement allows invoking `methodArn` and none denies it. The context's values
 * arrive as text, with the principal beside them.
 */
export function readAuthorization(result: unknown, methodArn: string): Authorization {
  if (!isRecord(result) || typeof result.principalId !== 'string' || !isRecord(result.policyDocument)) {
    return { kind: 'invalid' };
  }
  const statements = result.policyDocument.Statement;
  if (!Array.isArray(statements) || !statements.every(isRecord)) return { kind: 'invalid' };
  const applying = statements.filter(
    ({ Action, Resource }) => covers(Action, 'execute-api:Invoke') && covers(Resource, methodArn),
  );
  if (applying.some(({ Effect }) => Effect === 'Deny')) return { kind: 'denied' };
  if (!applying.some(({ Effect }) => Effect === 'Allow')) return { kind: 'denied' };

  const context: Record<string, string> = {};
  for (const [name, value] of Object.entries(isRecord(result.context) ? result.context : {})) {
    // Objects and lists are the one thing a context may not hold.
    if (typeof value === 'object' && value !== null) return { kind: 'invalid' };
    context[name] = String(value);
  }
  return { kind: 'allowed', context: { ...context, principalId: result.principalId } };
}
